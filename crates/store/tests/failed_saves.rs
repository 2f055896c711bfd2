//! A save that fails in the middle: what is in memory is what is on the disk, and the next save works.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;
#[path = "../../game/tests/support/mod.rs"]
mod support;

use std::{collections::BTreeMap, path::Path};

use common::{NOW_MS, open, raw};
use snapcade_game::*;
use snapcade_store::{
    Library, StoreError,
    doc::{Source, Stamp, Version, guard::Guard},
    library::{ListRequest, Moment},
};
use support::moon_game;
use tempfile::TempDir;

const MOON: GameId = GameId(0xc0_ffee);

fn stamp(words: &str) -> Stamp {
    Stamp::new(NOW_MS, "Mia", Source::Hand, words)
}

fn rename(library: &mut Library, title: &str) -> Result<(), StoreError> {
    library.edit(MOON, &[Edit::SetTitle(title.to_owned())], &BTreeMap::new(), &stamp(title)).map(|_| ())
}

/// From now on every write to a table fails, as late as that.
fn poison(folder: &Path, when: &str) {
    let sql = format!("CREATE TRIGGER poison {when} BEGIN SELECT RAISE(FAIL, 'poisoned'); END");
    raw(folder).execute_batch(&sql).unwrap();
}

fn cure(folder: &Path) {
    raw(folder).execute_batch("DROP TRIGGER poison").unwrap();
}

/// Everything about a game as somebody finds it who opens the files now.
fn on_disk(folder: &Path) -> (Game, Vec<String>) {
    let mut library = Library::open(folder, snapcade_store::OpenOptions::new(NOW_MS).read_only()).unwrap();
    (library.game(MOON).unwrap(), words(&library))
}

fn words(library: &Library) -> Vec<String> {
    library.history(MOON, None, 99).unwrap().into_iter().map(|entry| entry.stamp.words).collect()
}

#[test]
fn whatever_fails_memory_and_disk_agree() {
    let home = TempDir::new().unwrap();
    let mut library = open(home.path()).unwrap();
    library.create_game(&Project::new(moon_game()), &stamp("made")).unwrap();
    for title in ["One", "Two", "Three"] {
        rename(&mut library, title).unwrap();
    }
    library.undo(MOON, "Mia", NOW_MS).unwrap();
    // Another computer's change, to be received.
    let far_home = TempDir::new().unwrap();
    let mut far = open(far_home.path()).unwrap();
    far.receive(&library.parcel(MOON, &Version::default()).unwrap(), &Guard::Here, NOW_MS).unwrap();
    rename(&mut far, "Far").unwrap();
    let parcel = far.parcel(MOON, &library.version(MOON).unwrap()).unwrap();

    let before = on_disk(home.path());
    for when in [
        "BEFORE INSERT ON changes",
        "BEFORE INSERT ON updates",
        "AFTER UPDATE ON games",
        "AFTER INSERT ON changes",
        "AFTER UPDATE ON changes",
    ] {
        poison(home.path(), when);
        let mut failed = vec![
            rename(&mut library, "Lost").err(),
            library.undo(MOON, "Mia", NOW_MS).err(),
            library.redo(MOON, "Mia", NOW_MS).err(),
            library.restore(MOON, &Moment::Change(1), "Mia", NOW_MS).err(),
            library.revert(MOON, 3, "Mia", NOW_MS).err(),
            library.receive(&parcel, &Guard::Here, NOW_MS).err(),
        ];
        if when == "AFTER UPDATE ON changes" {
            // Only undo and redo write there, and what drops the redo. The rest would pass.
            failed.truncate(3);
            assert!(failed.iter().all(Option::is_some), "{when}");
            cure(home.path());
            continue;
        }
        for (i, error) in failed.into_iter().enumerate() {
            assert!(matches!(error, Some(StoreError::Sql(_))), "{when}: {i}: {error:?}");
            assert_eq!((library.game(MOON).unwrap(), words(&library)), before, "{when}: {i}");
        }
        assert_eq!(on_disk(home.path()), before, "{when}");
        cure(home.path());
    }
}

#[test]
fn after_a_full_disk_the_next_edit_works_and_takes_the_next_number() {
    let home = TempDir::new().unwrap();
    let mut library = open(home.path()).unwrap();
    library.create_game(&Project::new(moon_game()), &stamp("made")).unwrap();
    rename(&mut library, "One").unwrap();
    let before = on_disk(home.path());
    // A picture that does not fit beside a title that would.
    poison(home.path(), "BEFORE INSERT ON assets");
    let picture = vec![7; 10_000];
    let hash = AssetHash::of(&picture);
    let art = Edit::SetArt { slot: "things".parse().unwrap(), art: Some(ArtRef { image: hash, frames: hash }) };
    let edits = [Edit::SetTitle("Lost".to_owned()), art];
    let assets = BTreeMap::from([(hash, picture)]);
    for _ in 0..3 {
        assert!(library.edit(MOON, &edits, &assets, &stamp("lost")).is_err());
        assert_eq!((library.game(MOON).unwrap(), words(&library)), before);
    }
    cure(home.path());
    assert_eq!(library.edit(MOON, &edits, &assets, &stamp("kept")).unwrap().change, 3);
    drop(library);
    let (game, words) = on_disk(home.path());
    assert_eq!(game.title, "Lost");
    assert_eq!(words, ["kept", "One", "made"]);
}

#[test]
fn a_game_that_cannot_be_created_is_not_there() {
    let home = TempDir::new().unwrap();
    let mut library = open(home.path()).unwrap();
    poison(home.path(), "AFTER INSERT ON changes");
    assert!(library.create_game(&Project::new(moon_game()), &stamp("made")).is_err());
    assert_eq!(library.game(MOON).unwrap_err().code(), "library.no_game");
    assert_eq!(library.list_games(&ListRequest::default()).unwrap(), []);
    cure(home.path());
    library.create_game(&Project::new(moon_game()), &stamp("made")).unwrap();
    assert_eq!(library.game(MOON).unwrap(), moon_game());
}

#[test]
fn a_snapshot_that_cannot_be_written_costs_nothing() {
    let home = TempDir::new().unwrap();
    let mut library = open(home.path()).unwrap();
    library.create_game(&Project::new(moon_game()), &stamp("made")).unwrap();
    // After so many edits the game wants a new snapshot when it is opened.
    for number in 0..300 {
        rename(&mut library, &number.to_string()).unwrap();
    }
    for when in ["AFTER DELETE ON updates", "BEFORE UPDATE ON documents", "AFTER UPDATE ON documents"] {
        let before = on_disk(home.path());
        poison(home.path(), when);
        assert!(library.compact(MOON).is_err(), "{when}: whoever asks for it is told");
        assert_eq!((library.game(MOON).unwrap(), words(&library)), before, "{when}");
        drop(library);
        library = open(home.path()).unwrap();
        assert_eq!((library.game(MOON).unwrap(), words(&library)), before, "{when}: it opens all the same");
        rename(&mut library, when).unwrap();
        assert_eq!(on_disk(home.path()).0.title, when);
        cure(home.path());
    }
    let before = on_disk(home.path());
    library.compact(MOON).unwrap();
    let left: i64 = raw(home.path()).query_row("SELECT count(*) FROM updates", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    assert_eq!(on_disk(home.path()), before);
}

#[test]
fn an_edit_is_acknowledged_even_when_the_snapshot_after_it_fails() {
    let home = TempDir::new().unwrap();
    let mut library = open(home.path()).unwrap();
    library.create_game(&Project::new(moon_game()), &stamp("made")).unwrap();
    poison(home.path(), "BEFORE UPDATE ON documents");
    // Past the number of updates at which a new snapshot is made in passing.
    for number in 1..=2050 {
        rename(&mut library, &number.to_string()).unwrap();
    }
    assert_eq!(on_disk(home.path()).0.title, "2050");
}
