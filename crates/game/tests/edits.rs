//! The laws of edits: what is done can be undone, and what fails changes nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod support;

use proptest::{collection::vec, prelude::*};
use snapcade_game::{
    edit::{ActorChange, DialogueChange, KindChange, LevelChange, Run},
    *,
};
use support::{arbitrary, kind, moon_game, order};

proptest! {
    #[test]
    fn undoing_an_edit_gives_the_game_back(before in arbitrary::game(), edit in arbitrary::edit()) {
        let mut game = before.clone();
        match edit.clone().apply(&mut game) {
            Err(_) => prop_assert_eq!(&game, &before, "a failed edit changed the game"),
            Ok(inverse) => {
                let after = game.clone();
                let redo = inverse.undo(&mut game);
                prop_assert_eq!(&game, &before);
                redo.unwrap().undo(&mut game).unwrap();
                prop_assert_eq!(&game, &after);
            }
        }
    }

    #[test]
    fn applying_an_inverse_does_the_same_or_nothing(before in arbitrary::game(), edit in arbitrary::edit()) {
        let mut game = before.clone();
        if let Ok(inverse) = edit.apply(&mut game) {
            let after = game.clone();
            // It asks more than undoing does, and may refuse to bring back what was not valid.
            let done = inverse.apply(&mut game).is_ok();
            prop_assert_eq!(&game, if done { &before } else { &after });
        }
    }

    #[test]
    fn edits_are_the_same_after_a_journey_as_json(edit in arbitrary::edit()) {
        let text = serde_json::to_string(&edit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit);
    }

    #[test]
    fn an_edit_leaves_a_document_that_can_be_read(mut game in arbitrary::game(), edit in arbitrary::edit()) {
        let _ = edit.apply(&mut game);
        prop_assert_eq!(Game::from_json(&game.to_json()).unwrap(), game);
    }

    #[test]
    fn undoing_on_another_game_does_all_or_nothing(
        mut game in arbitrary::game(),
        before in arbitrary::game(),
        edit in arbitrary::edit(),
    ) {
        let Ok(inverse) = edit.apply(&mut game) else { return Ok(()) };
        let mut other = before.clone();
        match inverse.undo(&mut other) {
            Err(_) => prop_assert_eq!(other, before),
            Ok(redo) => {
                redo.undo(&mut other).unwrap();
                prop_assert_eq!(other, before);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_afternoon_can_be_undone_step_by_step(
        before in arbitrary::game(),
        edits in vec(arbitrary::edit(), 0..40),
    ) {
        let mut game = before.clone();
        let mut history = Vec::new();
        for edit in edits {
            let here = game.clone();
            if let Ok(inverse) = edit.apply(&mut game) {
                history.push((here, inverse));
            } else {
                prop_assert_eq!(&game, &here);
            }
        }
        for (there, inverse) in history.into_iter().rev() {
            inverse.undo(&mut game).unwrap();
            prop_assert_eq!(&game, &there);
        }
        prop_assert_eq!(&game, &before);
    }

    #[test]
    fn edits_keep_a_valid_game_free_of_bad_values(edits in vec(arbitrary::edit(), 0..20)) {
        let mut game = moon_game();
        for edit in edits {
            let _ = edit.apply(&mut game);
        }
        // Things may come to stand outside the level or name what is gone; that is for validation to tell.
        let of_values = ["not between", "too many", "cannot be shown", "to see", "characters"];
        for fault in validate(&game) {
            prop_assert!(!of_values.iter().any(|words| fault.message.contains(words)), "{fault}");
        }
    }
}

#[test]
fn a_failing_batch_brings_back_even_what_was_not_valid() {
    let mut before = moon_game();
    before.title = "  ".into();
    before.rules.gravity_subpx_per_tick2 = -5;
    before.kinds.insert(KindId(9), kind("", Role::Switch {}));
    let level = before.levels.get_mut(&LevelId(1)).unwrap();
    for id in 100..100 + limits::ACTORS_PER_LEVEL as u64 + 10 {
        // Their kind is missing, too.
        level.actors.insert(ActorId(id), Actor::new(KindId(77), Point::new(i32::MIN, i32::MAX)));
    }
    let in_level = |change| Edit::ChangeLevel { id: LevelId(1), change };
    let good = vec![
        Edit::SetTitle("Better".into()),
        Edit::SetRule { rule: Rule::Gravity, value: 50 },
        Edit::RemoveKind { id: KindId(9) },
        Edit::AddKind { id: KindId(77), kind: Box::new(kind("Found", Role::Switch {})) },
        in_level(LevelChange::RemoveActor { id: ActorId(100) }),
        in_level(LevelChange::Resize { width: 3, height: 2 }),
        in_level(LevelChange::PaintStroke { points: vec![(-9, 0), (9, 2)], brush: 3, tile: Tile::Ice }),
    ];
    let bad = Edit::RemoveLevel { id: LevelId(99) };
    let mut game = before.clone();
    let failed = Edit::Batch(vec![Edit::Batch(good.clone()), bad]).apply(&mut game);
    assert_eq!(failed, Err(EditError::Missing { place: "levels.0000000000000063".into() }));
    assert_eq!(game, before);

    let inverse = Edit::Batch(good).apply(&mut game).unwrap();
    assert!(inverse.clone().apply(&mut game.clone()).is_err(), "applied as new, it is asked for valid values");
    inverse.undo(&mut game).unwrap();
    assert_eq!(game, before);
}

#[test]
fn cells_painted_twice_get_their_first_tile_back() {
    let before = moon_game();
    let run = |x, y, letters: &str| Run { x, y, tiles: letters.chars().filter_map(Tile::from_letter).collect() };
    let runs = vec![run(0, 0, "###"), run(1, 0, "~~~"), run(4, 0, "^"), run(0, 0, "II"), run(0, 4, "............")];
    let mut game = before.clone();
    let paint = Edit::ChangeLevel { id: LevelId(1), change: LevelChange::PaintRuns(runs) };
    let inverse = paint.apply(&mut game).unwrap();
    assert_eq!(game.levels[&LevelId(1)].tiles.row(0), "II~~^.......");
    inverse.undo(&mut game).unwrap();
    assert_eq!(game, before);
}

#[test]
fn refusals_say_where_and_why() {
    let level = |change| Edit::ChangeLevel { id: LevelId(1), change };
    let dialogue = |change| Edit::ChangeDialogue { id: DialogueId(1), change };
    let actor = |change| level(LevelChange::ChangeActor { id: ActorId(1), change });
    let (l, k, d) = ("levels.0000000000000001", "kinds.0000000000000004", "dialogues.0000000000000001");
    let cases = [
        (Edit::SetTitle(String::new()), "title: there has to be something to see".to_owned()),
        (Edit::SetAuthor("x".repeat(41)), "author: 41 characters, at most 40 are allowed".into()),
        (Edit::SetTheme("a\u{202e}b".into()), "theme: the character U+202E at position 1 cannot be shown".into()),
        (
            Edit::SetRule { rule: Rule::Lives, value: i32::MIN },
            "rules.lives: -2147483648 is not between 0 and 99".into(),
        ),
        (Edit::RemoveKind { id: KindId(2) }, format!("kinds.0000000000000002: {k} still uses it")),
        (Edit::RemoveKind { id: KindId(9) }, "kinds.0000000000000009: it is not there any more".into()),
        (
            Edit::AddKind { id: KindId(4), kind: Box::new(kind("Bat", Role::Hero {})) },
            format!("{k}: it is there already"),
        ),
        (
            Edit::ChangeKind { id: KindId(4), change: KindChange::Number { number: Number::Health, value: 0 } },
            format!("{k}.role.foe.health: 0 is not between 1 and 99"),
        ),
        (
            Edit::ChangeKind { id: KindId(4), change: KindChange::Number { number: Number::Wave, value: 1 } },
            format!("{k}.role.Wave: this kind has no such number"),
        ),
        (
            Edit::ChangeKind { id: KindId(4), change: KindChange::Body(Size { w: 12, h: 1000 }) },
            format!("{k}.body[1]: 1000 is not between 2 and 128"),
        ),
        (Edit::RemoveDialogue { id: DialogueId(1) }, format!("{d}: {l}.actors.0000000000000003 still uses it")),
        (
            dialogue(DialogueChange::LineWords { id: LineId(1), words: " ".into() }),
            format!("{d}.lines.0000000000000001.words: there has to be something to see"),
        ),
        (
            dialogue(DialogueChange::ChoiceOrder { line: LineId(2), id: ChoiceId(1), order: order("80") }),
            format!("{d}.lines.0000000000000002.choices.0000000000000001: it is not there any more"),
        ),
        (
            level(LevelChange::Resize { width: 1025, height: 10 }),
            format!("{l}.tiles.width: 1025 is not between 1 and 1024"),
        ),
        (
            level(LevelChange::PaintRuns(vec![Run { x: 11, y: 0, tiles: vec![Tile::Ice; 2] }])),
            format!("{l}.tiles.[11, 0]: it is not there any more"),
        ),
        (
            level(LevelChange::PaintStroke { points: vec![], brush: u32::MAX, tile: Tile::Ice }),
            format!("{l}.tiles.brush: 4294967295 is not between 1 and 32"),
        ),
        (actor(ActorChange::Channel(4)), format!("{l}.actors.0000000000000001.channel: 4 is not between 0 and 3")),
        (
            actor(ActorChange::Path(vec![Point::default(); 17])),
            format!("{l}.actors.0000000000000001.path: at most 16 are allowed"),
        ),
    ];
    for (edit, expected) in cases {
        let mut game = moon_game();
        assert_eq!(edit.apply(&mut game).unwrap_err().to_string(), expected);
        assert_eq!(game, moon_game());
    }
}

#[test]
fn limits_hold_for_edits() {
    let mut game = moon_game();
    let actor = || Actor::new(KindId(2), Point::new(0, 0));
    let add =
        |id| Edit::ChangeLevel { id: LevelId(1), change: LevelChange::AddActor { id: ActorId(id), actor: actor() } };
    let room = limits::ACTORS_PER_LEVEL - game.levels[&LevelId(1)].actors.len();
    Edit::Batch((0..room as u64).map(|id| add(id + 100)).collect()).apply(&mut game).unwrap();
    let full = add(99).apply(&mut game).unwrap_err();
    assert_eq!(full.to_string(), "levels.0000000000000001.actors: at most 4096 are allowed");

    let nested = |depth| (0..depth).fold(Edit::SetTitle("Deep".into()), |edit, _| Edit::Batch(vec![edit]));
    assert!(nested(limits::BATCH_DEPTH).apply(&mut game).is_ok());
    let deep = nested(limits::BATCH_DEPTH + 1).apply(&mut game).unwrap_err();
    assert_eq!(deep.to_string(), "batches in batches: at most 8 are allowed");
    let many = Edit::Batch(vec![Edit::SetMode(Mode::Race); limits::BATCH + 1]).apply(&mut game).unwrap_err();
    assert_eq!(many.to_string(), "edits of a batch: at most 65536 are allowed");
}

#[test]
fn a_kind_that_drops_itself_can_be_removed() {
    let mut game = moon_game();
    let foe = Foe { drops: Some(KindId(8)), ..support::foe() };
    let role = Role::Walker { foe, turns_at_edges: true };
    Edit::AddKind { id: KindId(8), kind: Box::new(kind("Slime", role)) }.apply(&mut game).unwrap();
    Edit::RemoveKind { id: KindId(8) }.apply(&mut game).unwrap();
    assert_eq!(game, moon_game());
}

#[test]
fn painted_runs_are_a_text_in_json() {
    let run = Run { x: 1, y: 2, tiles: vec![Tile::Solid, Tile::Empty, Tile::Hazard] };
    let text = serde_json::to_string(&LevelChange::PaintRuns(vec![run])).unwrap();
    assert_eq!(text, r##"{"paint_runs":[{"x":1,"y":2,"tiles":"#.^"}]}"##);
    for hostile in [r#"{"batch":[{"set_title":1}]}"#, r#"{"set_title":"a","set_author":"b"}"#, r#"{"paint":{}}"#, "[]"]
    {
        assert!(serde_json::from_str::<Edit>(hostile).is_err(), "{hostile}");
    }
    let deep = format!("{}{}", r#"{"batch":["#.repeat(10_000), "]}".repeat(10_000));
    assert!(serde_json::from_str::<Edit>(&deep).is_err());
}
