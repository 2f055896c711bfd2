//! The computer's clock jumps by ten years, forwards and back, while a game is edited.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;
#[path = "../../game/tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use common::{DAY_MS, NOW_MS};
use snapcade_game::*;
use snapcade_store::{
    Library, OpenOptions, StoreError,
    backup::backups,
    doc::{Source, Stamp, Version, guard::Guard},
    library::{ListRequest, Moment},
};
use support::moon_game;
use tempfile::TempDir;

const MOON: GameId = GameId(0xc0_ffee);
const TEN_YEARS_MS: i64 = 3652 * DAY_MS;
const MINUTE_MS: i64 = 60_000;

/// What the clock says at each edit: right, ten years ahead, right again, ten years behind, before 1970, right.
const CLOCK_MS: [i64; 6] = [
    NOW_MS,
    NOW_MS + TEN_YEARS_MS,
    NOW_MS + 2 * MINUTE_MS,
    NOW_MS - TEN_YEARS_MS,
    -TEN_YEARS_MS,
    NOW_MS + 5 * MINUTE_MS,
];

fn rename(library: &mut Library, title: &str, now_ms: i64) {
    let stamp = Stamp::new(now_ms, "Mia", Source::Hand, title);
    library.edit(MOON, &[Edit::SetTitle(title.to_owned())], &BTreeMap::new(), &stamp).unwrap();
}

/// A library that is opened anew before each edit, while its clock jumps.
fn library() -> (TempDir, Library) {
    let home = TempDir::new().unwrap();
    let mut library = Library::open(home.path(), OpenOptions::new(NOW_MS)).unwrap();
    let stamp = Stamp::new(NOW_MS - MINUTE_MS, "Mia", Source::Generator, "made");
    library.create_game(&Project::new(moon_game()), &stamp).unwrap();
    for (number, now_ms) in CLOCK_MS.into_iter().enumerate() {
        // Every other edit in one sitting with the one before.
        if number % 2 == 0 {
            drop(library);
            library = Library::open(home.path(), OpenOptions::new(now_ms)).unwrap();
        }
        library.tick_age(now_ms).unwrap();
        rename(&mut library, &number.to_string(), now_ms);
    }
    (home, library)
}

#[test]
fn history_stays_in_the_order_in_which_things_were_done() {
    let (home, mut library) = library();
    let done: Vec<_> = library.history(MOON, None, 99).unwrap();
    assert_eq!(
        done.iter().map(|entry| entry.stamp.words.as_str()).collect::<Vec<_>>(),
        ["5", "4", "3", "2", "1", "0", "made"]
    );
    let times: Vec<_> = done.iter().rev().skip(1).map(|entry| entry.stamp.time_ms).collect();
    assert_eq!(times, CLOCK_MS, "what the clock said is kept as it was said");
    for title in ["4", "3", "2", "1", "0"] {
        library.undo(MOON, "Mia", -1).unwrap();
        assert_eq!(library.game(MOON).unwrap().title, title);
    }
    library.redo(MOON, "Mia", i64::MAX).unwrap();
    library.redo(MOON, "Mia", i64::MIN).unwrap();
    assert_eq!(library.game(MOON).unwrap().title, "2");
    library.compact(MOON).unwrap();
    drop(library);
    let mut library = Library::open(home.path(), OpenOptions::new(0)).unwrap();
    assert_eq!(library.game(MOON).unwrap().title, "2");
    assert_eq!(library.history(MOON, None, 99).unwrap().len(), 7 + 7);
}

#[test]
fn a_moment_by_the_clock_is_what_had_been_done_by_then() {
    let (_home, mut library) = library();
    let mut title_at = |time_ms| library.game_at(MOON, &Moment::Time(time_ms)).map(|game| game.title);
    // Everything since builds on what was done under the wrong clock.
    assert_eq!(title_at(NOW_MS + 5 * MINUTE_MS).unwrap(), "5");
    assert_eq!(title_at(i64::MAX).unwrap(), "5");
    assert_eq!(title_at(NOW_MS - MINUTE_MS).unwrap(), "4", "done, as the clock said, long before");
    assert!(matches!(title_at(-TEN_YEARS_MS - 1), Err(StoreError::NoMoment)));
}

#[test]
fn what_somebody_else_did_belongs_to_when_they_did_it() {
    let (mine, yours) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut mine = Library::open(mine.path(), OpenOptions::new(0)).unwrap();
    let mut yours = Library::open(yours.path(), OpenOptions::new(0)).unwrap();
    mine.create_game(&Project::new(moon_game()), &Stamp::new(100, "Mia", Source::Hand, "made")).unwrap();
    yours.receive(&mine.parcel(MOON, &Version::default()).unwrap(), &Guard::Here, 110).unwrap();
    let theme = |library: &mut Library, theme: &str, time_ms| {
        let stamp = Stamp::new(time_ms, "Ben", Source::Hand, theme);
        library.edit(MOON, &[Edit::SetTheme(theme.to_owned())], &BTreeMap::new(), &stamp).unwrap();
    };
    rename(&mut mine, "early", 120);
    theme(&mut yours, "ice", 130);
    rename(&mut mine, "late", 300);
    theme(&mut yours, "fire", 400);
    let known = mine.version(MOON).unwrap();
    mine.receive(&yours.parcel(MOON, &known).unwrap(), &Guard::Here, 500).unwrap();
    let mut at = |time_ms| {
        let game = mine.game_at(MOON, &Moment::Time(time_ms)).unwrap();
        (game.title, game.theme)
    };
    let (first, moon) = (moon_game().title, moon_game().theme);
    assert_eq!(at(110), (first, moon.clone()));
    assert_eq!(at(125), ("early".to_owned(), moon));
    assert_eq!(at(200), ("early".to_owned(), "ice".to_owned()), "not what came with it and was done later");
    assert_eq!(at(399), ("late".to_owned(), "ice".to_owned()));
    assert_eq!(at(400), ("late".to_owned(), "fire".to_owned()));
}

#[test]
fn trash_and_backups_keep_everything() {
    let (home, mut library) = library();
    library.trash_game(MOON, NOW_MS).unwrap();
    for now_ms in CLOCK_MS {
        library.tick_age(now_ms).unwrap();
        library.purge_old().unwrap();
        library.backup(now_ms).unwrap();
    }
    assert_eq!(library.list_games(&ListRequest { trashed: true, ..ListRequest::default() }).unwrap().len(), 1);
    let kept = backups(home.path()).unwrap();
    assert!(!kept.is_empty());
    for backup in kept {
        let mut backup = Library::open_backup(home.path(), &backup.name).unwrap();
        assert_eq!(backup.game(MOON).unwrap().title, "5");
    }
    library.restore_game(MOON).unwrap();
    assert_eq!(library.game(MOON).unwrap().title, "5");
}

#[test]
fn a_game_in_the_trash_that_somebody_works_on_comes_out_of_it() {
    let (_home, mut library) = library();
    library.trash_game(MOON, NOW_MS).unwrap();
    rename(&mut library, "I want it back", NOW_MS);
    assert_eq!(library.empty_trash().unwrap(), 0);
    assert_eq!(library.game(MOON).unwrap().title, "I want it back");
}
