//! Documents as JSON: what is written is read, and what is broken is refused with its place.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod support;

use std::{collections::BTreeSet, fs, path::Path};

use proptest::prelude::*;
use snapcade_game::{validate::FAULTS_LISTED, *};
use support::{arbitrary, moon_game, order, slot};

fn corpus(name: &str) -> Vec<u8> {
    fs::read(Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("tests/corpus").join(name)).unwrap()
}

proptest! {
    #[test]
    fn every_game_is_read_as_it_was_written(game in arbitrary::game()) {
        let text = game.to_json();
        let read = Game::from_json(&text).unwrap();
        prop_assert_eq!(&read, &game);
        prop_assert_eq!(read.to_json(), text);
    }

    #[test]
    fn validation_takes_every_game(game in arbitrary::game()) {
        for fault in validate(&game) {
            prop_assert!(!fault.place.is_empty() && fault.to_string().len() < 500, "{fault}");
        }
    }
}

#[test]
fn the_moon_game_is_written_as_committed() {
    let text = String::from_utf8(moon_game().to_json()).unwrap();
    let committed = String::from_utf8(corpus("whole.json")).unwrap();
    assert_eq!(text, committed, "if the format was meant to change, replace tests/corpus/whole.json:\n{text}");
    assert_eq!(Game::from_json(committed.as_bytes()).unwrap(), moon_game());
    assert_eq!(validate(&moon_game()), []);
}

/// Each broken file, with all that is said about it.
const BROKEN: &[(&str, &[&str])] = &[
    ("truncated.json", &["line 9, column 8: EOF while parsing a string"]),
    ("empty.json", &["line 1, column 0: EOF while parsing a value"]),
    ("not-json.json", &["line 1, column 1: expected value"]),
    ("two-documents.json", &["line 135, column 1: trailing characters"]),
    ("deep-nesting.json", &["line 51, column 223: recursion limit exceeded"]),
    ("not-utf-8.json", &["line 4, column 22: invalid unicode code point"]),
    ("half-an-emoji.json", &["line 4, column 28: unexpected end of hex escape"]),
    ("list.json", &["document: invalid type: sequence, expected a game"]),
    ("no-format.json", &["document: missing field `format` at line 1 column 2"]),
    ("format-0.json", &["format: there is no format 0"]),
    (
        "format-newer.json",
        &[
            "format: this game was made with a newer Snapcade (format 2; this one reads up to 1). Update Snapcade to open it",
        ],
    ),
    ("format-negative.json", &["format: invalid value: integer `-1`, expected u64 at line 2 column 14"]),
    ("format-text.json", &["format: invalid type: string \"1\", expected u64 at line 2 column 15"]),
    ("missing-rule.json", &["rules: missing field `lives` at line 41 column 3"]),
    ("unknown-field.json", &["levels.0000000000000001.colour: unknown field `colour`, expected one of"]),
    ("unknown-field-in-role.json", &["kinds.0000000000000001.role: unknown field `speed`"]),
    ("unknown-role.json", &["kinds.0000000000000005.role.is: unknown variant `dancer`, expected one of"]),
    ("duplicate-field.json", &["document: duplicate field `title`"]),
    ("duplicate-id.json", &["kinds: 0000000000000001 is there twice"]),
    ("bad-id.json", &["kinds.000000000000000G: an id is 16 hex digits, like 00c0ffee00c0ffee"]),
    ("bad-hash.json", &["art.things.image: an asset hash is 64 hex digits (BLAKE3)"]),
    ("bad-slot.json", &["art.../things: a slot is 1 to 40 of a-z, 0-9, '-' and '.', like enemy-bat"]),
    ("bad-order.json", &["levels.0000000000000001.order: a place in a list is an even number of hex digits"]),
    ("wrong-type-title.json", &["title: invalid type: integer `5`, expected a string"]),
    ("wrong-type-levels.json", &["levels: invalid type: sequence, expected an object of entries by id"]),
    ("wrong-type-row.json", &["levels.0000000000000001.tiles[1]: invalid type: integer `7`, expected a row of tiles"]),
    ("fraction.json", &["levels.0000000000000001.start[0]: invalid type: floating point `16.5`, expected i32"]),
    ("out-of-i32.json", &["levels.0000000000000001.start[1]: invalid value: integer `3000000000`, expected i32"]),
    ("ragged-rows.json", &["levels.0000000000000001.tiles[2]: row 2 has 11 tiles, the first row has 12"]),
    ("unknown-tile.json", &["levels.0000000000000001.tiles[4]: row 4, column 3: there is no tile '@'"]),
    (
        "no-rows.json",
        &["levels.0000000000000001.tiles: a level is 1 to 1024 tiles wide and 1 to 256 high, this one is 0 x 0"],
    ),
    ("hostile-field.json", &["\u{fffd}[31m\u{fffd}: unknown field `\u{fffd}[31m\u{fffd}`, expected one of"]),
    ("title-control.json", &["title: the character U+0007 at position 4 cannot be shown"]),
    ("title-bidi.json", &["title: the character U+202E at position 0 cannot be shown"]),
    ("title-blank.json", &["title: there has to be something to see"]),
    ("rule-out-of-bounds.json", &["rules.gravity_subpx_per_tick2: 2147483647 is not between 4 and 400"]),
    ("number-out-of-bounds.json", &["kinds.0000000000000004.role.foe.health: 0 is not between 1 and 99"]),
    ("body-out-of-bounds.json", &["kinds.0000000000000001.body[0]: -12 is not between 2 and 128"]),
    (
        "endless-dialogue.json",
        &[
            "dialogues.0000000000000001.lines.0000000000000001: from here the conversation goes in a circle and never ends",
        ],
    ),
    (
        "dangling.json",
        &[
            "kinds.0000000000000004.art: no sheet is in the slot \"gone\"",
            "kinds.0000000000000004.role.shot: there is no kind 00000000000000aa",
            "kinds.0000000000000004.role.foe.drops: the kind 0000000000000005 cannot be picked up",
            "dialogues.0000000000000001.first: there is no line 00000000000000aa",
            "dialogues.0000000000000001.lines.0000000000000001.choices.0000000000000001.next: there is no line 00000000000000aa",
            "levels.0000000000000001.tileset: no sheet is in the slot \"gone\"",
            "levels.0000000000000001.music: no sound is in the slot \"gone\"",
            "levels.0000000000000001.actors.0000000000000001.kind: there is no kind 00000000000000aa",
            "levels.0000000000000001.actors.0000000000000003.dialogue: there is no conversation 00000000000000aa",
        ],
    ),
    ("no-hero.json", &["kinds: there is no kind whose role is \"hero\"; nobody could be played"]),
    (
        "placed-hero.json",
        &[
            "levels.0000000000000001.actors.0000000000000001.kind: the hero is not placed as an actor; move the level's start",
        ],
    ),
    ("no-level.json", &["levels: there is no level; add one"]),
    ("no-goal.json", &["levels.0000000000000001.goal: the level has neither a goal nor a boss; it could not be won"]),
    (
        "outside.json",
        &[
            "levels.0000000000000001.start: (-2147483648, 2147483647) lies outside the level, which is 192 x 80 pixels",
            "levels.0000000000000001.actors.0000000000000002.path[0]: (2147483647, 24) lies outside the level, which is 192 x 80 pixels",
        ],
    ),
    (
        "channel-out-of-bounds.json",
        &["levels.0000000000000001.actors.0000000000000002.channel: 9 is not between 0 and 3"],
    ),
];

/// What is said about a document: why it cannot be read, or its faults.
fn verdict(document: &[u8]) -> Vec<String> {
    match Game::from_json(document) {
        Err(error) => vec![error.to_string()],
        Ok(game) => validate(&game).iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn broken_files_are_refused_with_the_place_and_a_reason() {
    for (name, expected) in BROKEN {
        let said = verdict(&corpus(name));
        assert_eq!(said.len(), expected.len(), "{name}: {said:#?}");
        for (said, expected) in said.iter().zip(*expected) {
            assert!(said.starts_with(expected), "{name}: {said}\nexpected {expected}");
            assert!(said.len() < 700 && !said.contains(char::is_control), "{name}: {said:?}");
        }
    }
}

#[test]
fn every_file_of_the_corpus_is_tried() {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("tests/corpus");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let tried = BROKEN.iter().map(|(name, _)| (*name).to_owned()).chain(["whole.json".into()]);
    assert_eq!(files.collect::<BTreeSet<_>>(), tried.collect());
}

#[test]
fn a_title_of_a_megabyte_is_refused_in_few_words() {
    let game = Game { title: "M".repeat(1 << 20), ..moon_game() };
    assert_eq!(verdict(&game.to_json()), ["title: 1048576 characters, at most 60 are allowed"]);
    let name = "a".repeat(1 << 20);
    let text = String::from_utf8(moon_game().to_json()).unwrap().replace("\"theme\":", &format!("\"{name}\":"));
    let said = verdict(text.as_bytes());
    assert!(said[0].len() < 1000 && said[0].contains("unknown field `aaaa"), "{}", said[0]);
}

#[test]
fn more_than_the_limits_allow_is_told_by_its_count() {
    let mut game = moon_game();
    let level = game.levels[&LevelId(1)].clone();
    for id in 2..=33 {
        game.levels.insert(LevelId(id), Level { order: order("8180"), ..level.clone() });
    }
    let level = game.levels.get_mut(&LevelId(1)).unwrap();
    let coin = Actor::new(KindId(2), Point::new(16, 16));
    level.actors.extend((4..=4097).map(|id| (ActorId(id), coin.clone())));
    level.checkpoints.extend((1..=65).map(|id| (CheckpointId(id), Checkpoint { at: Point::new(0, 0) })));
    level.actors.get_mut(&ActorId(2)).unwrap().path = vec![Point::new(0, 0); 17];
    let layer = level.layers[&LayerId(1)].clone();
    level.layers.extend((1..=13).map(|id| (LayerId(id), layer.clone())));
    let art = game.art[&slot("things")];
    game.art.extend((0..256).map(|i| (slot(&format!("slot-{i}")), art)));
    let l = "levels.0000000000000001";
    assert_eq!(
        verdict(&game.to_json()),
        [
            "art: 257 are too many, at most 256 are allowed".to_owned(),
            "levels: 33 are too many, at most 32 are allowed".into(),
            format!("{l}.checkpoints: 65 are too many, at most 64 are allowed"),
            format!("{l}.layers: 13 are too many, at most 12 are allowed"),
            format!("{l}.actors: 4097 are too many, at most 4096 are allowed"),
            format!("{l}.actors.0000000000000002.path: 17 are too many, at most 16 are allowed"),
        ]
    );
}

#[test]
fn a_document_full_of_faults_lists_some_of_them() {
    let mut game = moon_game();
    let level = game.levels.get_mut(&LevelId(1)).unwrap();
    let lost = Actor { path: vec![Point::new(i32::MIN, 0); 200], ..Actor::new(KindId(99), Point::new(i32::MAX, 0)) };
    level.actors.extend((10..20_000).map(|id| (ActorId(id), lost.clone())));
    let faults = validate(&game);
    assert_eq!(faults.len(), FAULTS_LISTED);
    assert!(faults.iter().map(|fault| fault.to_string().len()).sum::<usize>() < 20_000);
}

#[test]
fn a_long_conversation_that_ends_is_not_called_endless() {
    let mut game = moon_game();
    let last = limits::LINES_PER_DIALOGUE as u64;
    let line = |id: u64| Line {
        words: "…".into(),
        next: (id > 1).then(|| LineId(id - 1)),
        effect: None,
        choices: Table::new(),
    };
    let lines = (1..=last).map(|id| (LineId(id), line(id))).collect();
    game.dialogues.insert(DialogueId(1), Dialogue { name: "Long".into(), first: Some(LineId(last)), lines });
    assert_eq!(validate(&game), []);
    // The first says the last again.
    game.dialogues.get_mut(&DialogueId(1)).unwrap().lines.get_mut(&LineId(1)).unwrap().next = Some(LineId(last));
    assert_eq!(validate(&game).len(), 1);
}

#[test]
fn documents_larger_than_the_limit_are_not_read() {
    let large = vec![b' '; limits::DOCUMENT_BYTES + 1];
    let error = Game::from_json(&large).unwrap_err();
    assert_eq!(error, DocumentError::TooLarge { found: large.len(), limit: limits::DOCUMENT_BYTES });
}

/// Whatever comes in is read or refused; what is read can be written and read again.
fn survives(document: &[u8]) {
    if let Ok(game) = Game::from_json(document) {
        let _ = validate(&game);
        assert_eq!(Game::from_json(&game.to_json()).unwrap(), game);
    }
}

#[test]
fn no_damage_to_a_document_panics() {
    let whole = moon_game().to_json();
    for at in 0..whole.len() {
        assert!(at >= whole.trim_ascii_end().len() || Game::from_json(&whole[..at]).is_err(), "cut at {at}");
        // One flipped bit, and one byte that means something in JSON or UTF-8.
        for byte in [whole[at] ^ (1 << (at % 8)), b"\"{}[]0-\\\xff\xc3,"[at % 11]] {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            survives(&damaged);
        }
    }
}
