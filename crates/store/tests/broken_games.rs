//! One game of the library is damaged, or a newer Snapcade wrote it: it says so, the others do not notice, and nothing is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;
#[path = "../../game/tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use common::{NOW_MS, open, raw};
use snapcade_game::*;
use snapcade_store::{
    Library, StoreError,
    backup::backups,
    doc::{LoroReplica, Op, Replica as _, Source, Stamp, Version, guard::Guard},
    library::{ListRequest, Moment},
};
use support::moon_game;
use tempfile::TempDir;

/// The game that breaks, and one beside it.
const MOON: GameId = GameId(0xc0_ffee);
const OTHER: GameId = GameId(77);

fn stamp(words: &str) -> Stamp {
    Stamp::new(NOW_MS, "Mia", Source::Hand, words)
}

fn rename(library: &mut Library, id: GameId, title: &str) -> Result<(), StoreError> {
    library.edit(id, &[Edit::SetTitle(title.to_owned())], &BTreeMap::new(), &stamp(title)).map(|_| ())
}

/// A library with two games. The one that will break was renamed four times, and there is a backup of all.
fn library() -> (TempDir, Library) {
    let home = TempDir::new().unwrap();
    let mut library = open(home.path()).unwrap();
    library.create_game(&Project::new(moon_game()), &stamp("made")).unwrap();
    library.create_game(&Project::new(Game { id: OTHER, ..moon_game() }), &stamp("made")).unwrap();
    for title in ["One", "Two", "Three", "Four"] {
        rename(&mut library, MOON, title).unwrap();
    }
    library.backup(NOW_MS).unwrap();
    (home, library)
}

/// Breaks the file behind the library's back, and opens it again.
fn broken(home: &TempDir, library: Library, sql: &str) -> Library {
    drop(library);
    assert_eq!(raw(home.path()).execute(sql, []).unwrap(), 1, "{sql}");
    open(home.path()).unwrap()
}

#[test]
fn the_doctor_names_a_game_that_is_not_what_was_saved() {
    let (home, library) = library();
    let told = |home: &TempDir| {
        let report = snapcade_store::doctor::doctor(home.path(), NOW_MS);
        report.findings.into_iter().filter(|finding| finding.code == "doctor.game").count()
    };
    drop(library);
    assert_eq!(told(&home), 0);
    let library = open(home.path()).unwrap();
    let sql = format!("UPDATE documents SET snapshot = substr(snapshot, 1, 90) WHERE game = {}", MOON.0);
    drop(broken(&home, library, &sql));
    assert_eq!(told(&home), 1);
    let library = open(home.path()).unwrap();
    drop(broken(&home, library, &format!("DELETE FROM documents WHERE game = {}", OTHER.0)));
    assert_eq!(told(&home), 2);
}

/// All that is in the file about the game that is broken.
fn bytes_of_it(home: &TempDir) -> Vec<Vec<u8>> {
    let sql = format!(
        "SELECT snapshot FROM documents WHERE game = {0} UNION ALL SELECT bytes FROM updates WHERE game = {0}",
        MOON.0
    );
    raw(home.path()).prepare(&sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// What holds for every way to break a game.
fn check(home: &TempDir, library: &mut Library) {
    let before = bytes_of_it(home);
    let refused = [
        library.game(MOON).err(),
        rename(library, MOON, "Five").err(),
        library.undo(MOON, "Mia", NOW_MS).err(),
        library.restore(MOON, &Moment::Change(1), "Mia", NOW_MS).err(),
        library.game_at(MOON, &Moment::Change(1)).err(),
        library.compact(MOON).err(),
        library.parcel(MOON, &Version::default()).err(),
        library.create_game(&Project::new(moon_game()), &stamp("made")).err(),
    ];
    for (i, error) in refused.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("{i} was done"));
        let expected = if i == 7 { "library.exists" } else { "library.game_damaged" };
        assert_eq!(error.code(), expected, "{i}: {error}");
        assert!(i == 7 || error.to_string().contains("backup"), "{error}");
    }
    let titles: Vec<_> =
        library.list_games(&ListRequest::default()).unwrap().into_iter().map(|card| card.title).collect();
    assert!(titles.len() == 2 && titles.contains(&"Four".to_owned()), "{titles:?}");
    let words: Vec<_> = library.history(MOON, None, 9).unwrap().into_iter().map(|entry| entry.stamp.words).collect();
    assert_eq!(words, ["Four", "Three", "Two", "One", "made"]);
    // The other game is as usable as ever.
    rename(library, OTHER, "Mine").unwrap();
    library.undo(OTHER, "Mia", NOW_MS).unwrap();
    library.compact(OTHER).unwrap();
    assert_eq!(library.game(OTHER).unwrap().title, moon_game().title);
    // From the backup it comes as a copy beside the broken one, which stays as it is.
    let name = backups(home.path()).unwrap()[0].name.clone();
    let mut backup = Library::open_backup(home.path(), &name).unwrap();
    let copy = library.bring_from(&mut backup, MOON, NOW_MS).unwrap();
    assert_ne!(copy, MOON);
    let game = library.game(copy).unwrap();
    assert_eq!(Game { title: moon_game().title, id: MOON, ..game.clone() }, moon_game());
    assert_eq!(game.title, "Four");
    assert_eq!(bytes_of_it(home), before, "nothing was written over it");
}

fn of_it(sql: &str) -> String {
    format!("{sql} = {}", MOON.0)
}

#[test]
fn a_torn_snapshot() {
    let (home, library) = library();
    let torn = of_it("UPDATE documents SET snapshot = substr(snapshot, 1, length(snapshot) / 2) WHERE game");
    let mut library = broken(&home, library, &torn);
    check(&home, &mut library);
    assert_eq!(library.readable_game(MOON).unwrap_err().code(), "library.game_damaged", "nothing of it stands alone");
}

#[test]
fn a_snapshot_with_a_flipped_bit() {
    let (home, library) = library();
    let flipped = of_it(
        "UPDATE documents SET snapshot = CAST(substr(snapshot, 1, 99) || x'ff00ff' || substr(snapshot, 103) AS BLOB) WHERE game",
    );
    let mut library = broken(&home, library, &flipped);
    check(&home, &mut library);
}

#[test]
fn a_snapshot_that_is_gone() {
    let (home, library) = library();
    let mut library = broken(&home, library, &of_it("DELETE FROM documents WHERE game"));
    check(&home, &mut library);
}

#[test]
fn the_snapshot_of_another_game() {
    let (home, library) = library();
    let other = format!("(SELECT snapshot, hash FROM documents WHERE game = {})", OTHER.0);
    let swapped = of_it(&format!("UPDATE documents SET (snapshot, hash) = {other} WHERE game"));
    let mut library = broken(&home, library, &swapped);
    check(&home, &mut library);
}

#[test]
fn an_update_that_cannot_be_read_leaves_what_came_before_it() {
    for torn in ["x''", "substr(bytes, 1, length(bytes) - 3)", "CAST('nonsense' AS BLOB)", "zeroblob(length(bytes))"] {
        let (home, library) = library();
        let sql = of_it(&format!("UPDATE updates SET bytes = {torn} WHERE number = 3 AND game"));
        let mut library = broken(&home, library, &sql);
        check(&home, &mut library);
        let readable = library.readable_game(MOON).unwrap();
        assert_eq!((readable.game.title.as_str(), readable.lost), ("Two", 1), "{torn}");
        let copy = library.save_readable_game(MOON, NOW_MS).unwrap();
        assert_eq!(library.game(copy).unwrap(), Game { id: copy, ..readable.game });
        assert_eq!(library.readable_game(MOON).unwrap().lost, 1, "the broken one is still there");
    }
}

#[test]
fn an_update_that_is_gone_is_noticed() {
    for number in 1..=4 {
        let (home, library) = library();
        let gone = of_it(&format!("DELETE FROM updates WHERE number = {number} AND game"));
        let mut library = broken(&home, library, &gone);
        // Without it the rest reads as an older game, on which edits would build.
        check(&home, &mut library);
        let title = [moon_game().title.as_str(), "One", "Two", "Three"][number - 1].to_owned();
        assert_eq!(library.readable_game(MOON).unwrap().game.title, title);
    }
}

#[test]
fn a_picture_that_is_torn_leaves_the_game_usable_and_is_asked_for_again() {
    let (home, mut library) = library();
    let picture = b"a picture".to_vec();
    let hash = AssetHash::of(&picture);
    let art = Edit::SetArt { slot: "things".parse().unwrap(), art: Some(ArtRef { image: hash, frames: hash }) };
    library.edit(MOON, &[art], &BTreeMap::from([(hash, picture.clone())]), &stamp("drew")).unwrap();
    let torn = format!("UPDATE assets SET bytes = x'00' WHERE hash = '{hash}'");
    let mut library = broken(&home, library, &torn);
    assert_eq!(library.asset(hash).unwrap_err().code(), "library.asset_damaged");
    let project = library.project(MOON).unwrap();
    assert!(!project.assets.contains_key(&hash), "damaged bytes are never given out");
    assert!(library.missing_assets(MOON).unwrap().contains(&hash));
    library.put_game_asset(MOON, &picture).unwrap();
    assert_eq!(library.asset(hash).unwrap(), Some(picture));
}

#[test]
fn a_game_of_a_newer_snapcade_is_kept_passed_on_and_not_touched() {
    let (_home, mut here) = library();
    let far_home = TempDir::new().unwrap();
    let mut far = open(far_home.path()).unwrap();
    far.receive(&here.parcel(MOON, &Version::default()).unwrap(), &Guard::Here, NOW_MS).unwrap();

    // Somebody with a newer Snapcade edits the game.
    let snapshot = update_of(&here.parcel(MOON, &Version::default()).unwrap());
    let mut newer = LoroReplica::load(MOON, 99, &snapshot, &[]).unwrap();
    let mut newer_write = |path: &str, value: serde_json::Value| {
        let known = newer.version();
        newer.commit(&[Op::Field(path.to_owned(), Some(value))], &stamp("newer")).unwrap();
        parcel_of(MOON, &newer.updates_since(&known).unwrap())
    };
    let first = newer_write("format", (FORMAT + 1).into());
    let second = newer_write("portals/1/colour", "blue".into());
    for parcel in [&first, &second] {
        assert_eq!(here.receive(parcel, &Guard::Here, NOW_MS).unwrap().changes.len(), 1);
    }
    for title in ["Mine", "Still mine"] {
        let refused = [
            here.game(MOON).err(),
            rename(&mut here, MOON, "Five").err(),
            here.undo(MOON, "Mia", NOW_MS).err(),
            here.project(MOON).err(),
        ];
        for error in refused {
            assert_eq!(error.expect("refused").code(), "game.newer");
        }
        assert_eq!(here.history(MOON, None, 99).unwrap().len(), 7);
        assert_eq!(here.list_games(&ListRequest::default()).unwrap().len(), 2);
        rename(&mut here, OTHER, title).unwrap();
        here.compact(MOON).unwrap();
        here.close_game(MOON).unwrap();
    }
    // It goes on to others as it is, and to a library that never had it.
    let known = far.version(MOON).unwrap();
    assert_eq!(far.receive(&here.parcel(MOON, &known).unwrap(), &Guard::Here, NOW_MS).unwrap().changes.len(), 2);
    let (third_home, all) = (TempDir::new().unwrap(), far.parcel(MOON, &Version::default()).unwrap());
    let mut third = open(third_home.path()).unwrap();
    third.receive(&all, &Guard::Here, NOW_MS).unwrap();
    let kept = LoroReplica::load(MOON, 1, &update_of(&third.parcel(MOON, &Version::default()).unwrap()), &[]).unwrap();
    assert_eq!(kept.state().unwrap(), newer.state().unwrap());
}

/// The update in a parcel.
fn update_of(parcel: &[u8]) -> Vec<u8> {
    parcel[77..].to_vec()
}

fn parcel_of(id: GameId, update: &[u8]) -> Vec<u8> {
    [b"SNUP\x01".as_slice(), &id.0.to_le_bytes(), AssetHash::of(update).to_string().as_bytes(), update].concat()
}
