//! What another computer sends is written by somebody who knows Loro and means no good, or by a program with a fault. A game stays
//! a game, what is here stays usable, and both sides agree.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

#[path = "../../game/tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use loro::{ExportMode, LoroDoc, LoroList, LoroMap, LoroText, LoroValue};
use snapcade_game::{edit::LevelChange, *};
use snapcade_store::{
    Library, OpenOptions,
    doc::{LoroReplica, Replica as _, Source, Stamp, Version, guard::Guard},
    library::Moment,
};
use support::moon_game;
use tempfile::TempDir;

const MOON: GameId = GameId(0xc0_ffee);
/// Behind magic, game and hash a parcel's update begins.
const HEAD_BYTES: usize = 77;

fn stamp(words: &str) -> Stamp {
    Stamp::new(1, "Mia", Source::Hand, words)
}

fn library() -> (TempDir, Library) {
    let home = TempDir::new().unwrap();
    let mut library = Library::open(home.path(), OpenOptions::new(0)).unwrap();
    library.create_game(&Project::new(moon_game()), &stamp("made")).unwrap();
    (home, library)
}

fn parcel(update: &[u8]) -> Vec<u8> {
    [b"SNUP\x01".as_slice(), &MOON.0.to_le_bytes(), AssetHash::of(update).to_string().as_bytes(), update].concat()
}

/// What somebody sends who has the game and writes into its document whatever they like.
fn hostile(library: &mut Library, write: impl FnOnce(&LoroDoc)) -> Vec<u8> {
    let all = library.parcel(MOON, &Version::default()).unwrap();
    let doc = LoroDoc::new();
    doc.import(&all[HEAD_BYTES..]).unwrap();
    let known = doc.oplog_vv();
    write(&doc);
    doc.commit();
    parcel(&doc.export(ExportMode::updates(&known)).unwrap())
}

fn fields(doc: &LoroDoc) -> LoroMap {
    doc.get_map(format!("game-{MOON}"))
}

fn paint(library: &mut Library, x: u32) {
    let change = LevelChange::PaintRect { x, y: 0, width: 1, height: 1, tile: Tile::Ice };
    let edit = Edit::ChangeLevel { id: LevelId(1), change };
    library.edit(MOON, &[edit], &BTreeMap::new(), &stamp("painted")).unwrap();
}

/// Takes a parcel in and goes on: edits, undo, an earlier moment, a snapshot, a new opening. The game at the end.
fn goes_on(home: &TempDir, mut library: Library, parcel: &[u8]) -> Game {
    library.receive(parcel, &Guard::Here, 2).unwrap();
    let taken_in = library.game(MOON).unwrap();
    paint(&mut library, 1);
    paint(&mut library, 2);
    library.undo(MOON, "Mia", 3).unwrap();
    library.compact(MOON).unwrap();
    let updates: i64 = rusqlite::Connection::open(home.path().join("library.sqlite"))
        .unwrap()
        .query_row("SELECT count(*) FROM updates", [], |row| row.get(0))
        .unwrap();
    assert_eq!(updates, 0, "the snapshot was trusted");
    library.restore(MOON, &Moment::Change(1), "Mia", 4).unwrap();
    assert_eq!(library.game(MOON).unwrap(), moon_game());
    library.undo(MOON, "Mia", 5).unwrap();
    library.undo(MOON, "Mia", 6).unwrap();
    let game = library.game(MOON).unwrap();
    drop(library);
    let mut library = Library::open(home.path(), OpenOptions::new(0)).unwrap();
    assert_eq!(library.game(MOON).unwrap(), game);
    assert_eq!(game, taken_in);
    game
}

#[test]
fn other_kinds_of_containers_are_passed_over() {
    let (home, mut library) = library();
    let parcel = hostile(&mut library, |doc| {
        let root = format!("game-{MOON}");
        doc.get_text(root.as_str()).insert(0, "a text").unwrap();
        doc.get_list(root.as_str()).insert(0, 1).unwrap();
        doc.get_movable_list(root.as_str()).insert(0, 2).unwrap();
        doc.get_tree(root.as_str()).create(None).unwrap();
        doc.get_text(format!("cells-{MOON}-{}", LevelId(1))).insert(0, "####").unwrap();
        let map = fields(doc);
        map.insert_container("theme", LoroText::new()).unwrap().insert(0, "a theme in a text").unwrap();
        map.insert_container("levels/0000000000000009/tiles", LoroList::new()).unwrap().insert(0, "####").unwrap();
        let below = map.insert_container("kinds", LoroMap::new()).unwrap();
        below.insert("0000000000000001/gone", true).unwrap();
        let cells = doc.get_map(format!("cells-{MOON}-{}", LevelId(1)));
        cells.insert_container("3,3", LoroText::new()).unwrap().insert(0, "#").unwrap();
    });
    let game = goes_on(&home, library, &parcel);
    assert_eq!(Game { theme: moon_game().theme, ..game }, moon_game(), "only the theme was overwritten");
}

#[test]
fn values_of_every_kind_in_every_place_are_passed_over() {
    let (home, mut library) = library();
    let list: LoroValue =
        vec![LoroValue::Null, LoroValue::Double(f64::NAN), LoroValue::Binary(vec![7; 9].into())].into();
    let odd = [
        LoroValue::Null,
        LoroValue::Bool(true),
        LoroValue::I64(i64::MIN),
        LoroValue::Double(f64::INFINITY),
        LoroValue::Double(1e300),
        LoroValue::String("x".repeat(100_000).into()),
        list,
    ];
    let parcel = hostile(&mut library, |doc| {
        let map = fields(doc);
        let paths =
            ["difficulty", "mode", "rules/lives", "art/things", "kinds/0000000000000004/role.shooter/foe/health"];
        for (i, path) in paths.into_iter().chain(["", "/", "levels//", "a/b/c/d/e/f/g/h/i"]).enumerate() {
            map.insert(path, odd[i % odd.len()].clone()).unwrap();
        }
        for (i, value) in odd.iter().enumerate() {
            map.insert(&format!("kinds/00000000000000a{i}/role"), value.clone()).unwrap();
            map.insert(&format!("levels/00000000000000a{i}/tiles"), value.clone()).unwrap();
        }
        map.insert(&"levels/a/".repeat(100_000), 1).unwrap();
        map.insert(&"k".repeat(1 << 20), 1).unwrap();
    });
    let game = goes_on(&home, library, &parcel);
    assert_eq!(game.levels, moon_game().levels);
    assert!(!game.kinds.contains_key(&KindId(4)), "a bat without a number that it must have is not there");
}

#[test]
fn a_cell_has_one_name() {
    let (_home, mut library) = library();
    let parcel = hostile(&mut library, |doc| {
        let cells = doc.get_map(format!("cells-{MOON}-{}", LevelId(1)));
        for (name, letter) in [("+1,0", '#'), ("01,0", '~'), ("1,00", '^'), ("1,0", '='), ("1, 0", '#'), ("-1,0", '#')]
        {
            cells.insert(name, Tile::from_letter(letter).unwrap().code() as i64).unwrap();
        }
    });
    library.receive(&parcel, &Guard::Here, 2).unwrap();
    let letter = library.game(MOON).unwrap().levels.get(&LevelId(1)).unwrap().tiles.get(1, 0).unwrap().letter();
    assert_eq!(letter, '=');
}

#[test]
fn history_that_was_cut_off_is_refused() {
    let (_home, mut library) = library();
    library.edit(MOON, &[Edit::SetTitle("Two".to_owned())], &BTreeMap::new(), &stamp("two")).unwrap();
    let all = library.parcel(MOON, &Version::default()).unwrap();
    let doc = LoroDoc::new();
    doc.import(&all[HEAD_BYTES..]).unwrap();
    fields(&doc).insert("title", "Shallow").unwrap();
    doc.commit();
    let shallow = parcel(&doc.export(ExportMode::shallow_snapshot(&doc.oplog_frontiers())).unwrap());
    let empty = TempDir::new().unwrap();
    let mut other = Library::open(empty.path(), OpenOptions::new(0)).unwrap();
    assert!(other.receive(&shallow, &Guard::Here, 2).is_err());
    assert!(!other.has_game(MOON).unwrap());
    // Who has what it builds on may take it or not, but keeps everything.
    let _ = library.receive(&shallow, &Guard::Here, 2);
    assert!(library.game_at(MOON, &Moment::Change(1)).unwrap() == moon_game());
    assert_eq!(library.game_at(MOON, &Moment::Change(2)).unwrap().title, "Two");
}

#[test]
fn a_document_of_two_games_or_of_none_is_refused() {
    let (_home, mut library) = library();
    let both = hostile(&mut library, |doc| {
        fields(doc).insert("title", "Mixed").unwrap();
        doc.get_map(format!("game-{}", GameId(8))).insert("title", "Other").unwrap();
    });
    assert_eq!(library.receive(&both, &Guard::Here, 2).unwrap_err().code(), "update.foreign");
    assert_eq!(library.game(MOON).unwrap(), moon_game());
    let doc = LoroDoc::new();
    fields(&doc).insert("colour", "red").unwrap();
    doc.commit();
    let nothing = parcel(&doc.export(ExportMode::all_updates()).unwrap());
    let empty = TempDir::new().unwrap();
    let mut other = Library::open(empty.path(), OpenOptions::new(0)).unwrap();
    assert_eq!(other.receive(&nothing, &Guard::Here, 2).unwrap_err().code(), "update.incomplete");
    assert!(!other.has_game(MOON).unwrap());
}

#[test]
fn stamps_and_clocks_of_others_may_say_anything() {
    let (_home, mut library) = library();
    for (i, (message, time_s)) in
        [("", i64::MAX), ("x\ty", i64::MIN), ("9223372036854775807\thand\t\u{202e}\u{7}", 0), ("\t\t\t\t\t\t", 5)]
            .into_iter()
            .enumerate()
    {
        let update = hostile(&mut library, |doc| {
            fields(doc).insert("title", i as i64).unwrap();
            doc.set_next_commit_message(message);
            doc.set_next_commit_timestamp(time_s / 1000);
        });
        library.receive(&update, &Guard::Here, 2).unwrap();
    }
    let entries = library.history(MOON, None, 99).unwrap();
    assert_eq!(entries.len(), 5);
    assert!(entries.iter().all(|entry| !entry.stamp.author.contains(char::is_control)));
    library.game_at(MOON, &Moment::Time(i64::MIN)).unwrap_err();
    library.game_at(MOON, &Moment::Time(i64::MAX)).unwrap();
    paint(&mut library, 1);
    library.compact(MOON).unwrap();
}

#[test]
fn a_parcel_with_another_games_name_changes_nothing() {
    let (_home, mut library) = library();
    let mut theirs = library.parcel(MOON, &Version::default()).unwrap();
    theirs[5..13].copy_from_slice(&77_u64.to_le_bytes());
    assert_eq!(library.receive(&theirs, &Guard::Here, 2).unwrap_err().code(), "update.foreign");
    assert!(!library.has_game(GameId(77)).unwrap());
    let whole = library.parcel(MOON, &Version::default()).unwrap();
    assert!(LoroReplica::load(GameId(77), 1, &whole[HEAD_BYTES..], &[]).is_err());
}
