//! What happened to a game, and the way back.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

#[path = "../../game/tests/support/mod.rs"]
#[allow(dead_code, reason = "shared with the tests of `game`")]
mod support;

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*, sample::Index};
use snapcade_game::{edit::LevelChange, *};
use snapcade_store::{
    Library, OpenOptions, StoreError,
    doc::{Source, Stamp, Version, guard::Guard},
    library::Moment,
};
use support::{arbitrary, moon_game};
use tempfile::TempDir;

const MIA: &str = "Mia";

fn stamp(time_ms: i64, words: &str) -> Stamp {
    Stamp::new(time_ms, MIA, Source::Hand, words)
}

fn library() -> (TempDir, Library) {
    let folder = TempDir::new().unwrap();
    let library = Library::open(folder.path(), OpenOptions::new(0)).unwrap();
    (folder, library)
}

fn change(library: &mut Library, id: GameId, edit: Edit, time_ms: i64, words: &str) {
    library.edit(id, &[edit], &BTreeMap::new(), &stamp(time_ms, words)).unwrap();
}

fn paint(game: &Game, x: u32, tile: Tile) -> Edit {
    let id = *game.levels.keys().next().unwrap();
    Edit::ChangeLevel { id, change: LevelChange::PaintRect { x, y: 0, width: 1, height: 1, tile } }
}

#[test]
fn undo_and_redo_survive_closing_the_library() {
    let (folder, mut library) = library();
    let game = moon_game();
    library.create_game(&Project::new(game.clone()), &stamp(1, "made")).unwrap();
    for (time, title) in [(2, "One"), (3, "Two"), (4, "Three")] {
        change(&mut library, game.id, Edit::SetTitle(title.to_owned()), time, title);
    }
    library.undo(game.id, MIA, 5).unwrap();
    drop(library);

    let mut library = Library::open(folder.path(), OpenOptions::new(0)).unwrap();
    assert_eq!(library.game(game.id).unwrap().title, "Two");
    library.undo(game.id, MIA, 6).unwrap();
    library.undo(game.id, MIA, 7).unwrap();
    assert_eq!(library.game(game.id).unwrap(), game);
    assert!(matches!(library.undo(game.id, MIA, 8), Err(StoreError::Nothing { .. })), "the game itself is not undone");
    drop(library);

    let mut library = Library::open(folder.path(), OpenOptions::new(0)).unwrap();
    for title in ["One", "Two", "Three"] {
        library.redo(game.id, MIA, 9).unwrap();
        assert_eq!(library.game(game.id).unwrap().title, title);
    }
    assert!(matches!(library.redo(game.id, MIA, 10), Err(StoreError::Nothing { .. })));
    library.undo(game.id, MIA, 11).unwrap();
    change(&mut library, game.id, Edit::SetTitle("Four".to_owned()), 12, "Four");
    assert!(library.redo(game.id, MIA, 13).is_err(), "something else was done");
    let words: Vec<_> = library.history(game.id, None, 3).unwrap().into_iter().map(|entry| entry.stamp.words).collect();
    assert_eq!(words, ["Four", "undid: Three", "did again: Three"]);
}

#[test]
fn any_moment_can_be_looked_at_and_brought_back_and_nothing_is_erased() {
    let (_folder, mut library) = library();
    let game = moon_game();
    library.create_game(&Project::new(game.clone()), &stamp(1000, "made")).unwrap();
    change(&mut library, game.id, paint(&game, 0, Tile::Ice), 2000, "painted 1 tile");
    let icy = library.game(game.id).unwrap();
    library.name_version(game.id, "icy", 2500).unwrap();
    change(
        &mut library,
        game.id,
        Edit::RemoveLevel { id: *game.levels.keys().next().unwrap() },
        3000,
        "removed a level",
    );
    let empty = library.game(game.id).unwrap();

    assert_eq!(library.game_at(game.id, &Moment::Change(1)).unwrap(), game);
    assert_eq!(library.game_at(game.id, &Moment::Time(2999)).unwrap(), icy);
    assert_eq!(library.game_at(game.id, &Moment::Version("icy".to_owned())).unwrap(), icy);
    assert!(matches!(library.game_at(game.id, &Moment::Time(999)), Err(StoreError::NoMoment)));
    assert!(matches!(library.game_at(game.id, &Moment::Change(77)), Err(StoreError::NoMoment)));

    library.restore(game.id, &Moment::Version("icy".to_owned()), MIA, 4000).unwrap();
    assert_eq!(library.game(game.id).unwrap(), icy);
    assert_eq!(library.history(game.id, None, 10).unwrap().len(), 4);
    assert_eq!(library.game_at(game.id, &Moment::Change(3)).unwrap(), empty);
    library.undo(game.id, MIA, 5000).unwrap();
    assert_eq!(library.game(game.id).unwrap(), empty, "going back can be undone like anything else");
}

#[test]
fn one_change_is_taken_back_and_everything_since_stays() {
    let (_folder, mut library) = library();
    let game = moon_game();
    library.create_game(&Project::new(game.clone()), &stamp(1, "made")).unwrap();
    let both = [paint(&game, 0, Tile::Ice), paint(&game, 1, Tile::Ice), Edit::SetTheme("ice".to_owned())];
    library.edit(game.id, &both, &BTreeMap::new(), &Stamp::new(2, "", Source::Ai, "made it icy")).unwrap();
    change(&mut library, game.id, paint(&game, 1, Tile::Bouncy), 3, "painted 1 tile");
    change(&mut library, game.id, Edit::SetTitle("Mine".to_owned()), 4, "gave it a name");
    library.revert(game.id, 2, MIA, 5).unwrap();

    let mut expected = game.clone();
    Edit::Batch(vec![paint(&game, 1, Tile::Bouncy), Edit::SetTitle("Mine".to_owned())]).apply(&mut expected).unwrap();
    assert_eq!(library.game(game.id).unwrap(), expected);
}

#[test]
fn a_damaged_or_foreign_parcel_changes_nothing() {
    let ((_a, mut mine), (_b, mut yours), (_c, mut theirs)) = (library(), library(), library());
    let game = moon_game();
    mine.create_game(&Project::new(game.clone()), &stamp(1, "made")).unwrap();
    let whole = mine.parcel(game.id, &Version::default()).unwrap();
    assert_eq!(yours.receive(&whole, &Guard::Here, 2).unwrap().changes.len(), 1);
    let known = yours.version(game.id).unwrap();
    change(&mut mine, game.id, Edit::SetTitle("One".to_owned()), 2, "One");
    let first = mine.parcel(game.id, &known).unwrap();
    let known_later = mine.version(game.id).unwrap();
    change(&mut mine, game.id, Edit::SetTitle("Two".to_owned()), 3, "Two");
    let second = mine.parcel(game.id, &known_later).unwrap();

    let other = Game { id: GameId(77), ..game.clone() };
    theirs.create_game(&Project::new(other), &stamp(1, "made")).unwrap();
    let mut foreign = theirs.parcel(GameId(77), &Version::default()).unwrap();
    foreign[5..13].copy_from_slice(&game.id.0.to_le_bytes());
    assert!(yours.receive(&foreign, &Guard::Here, 4).is_err());
    for cut in [0, 4, 12, 40, 80, first.len() - 1] {
        assert!(yours.receive(&first[..cut], &Guard::Here, 4).is_err(), "{cut}");
    }
    let mut flipped = first.clone();
    *flipped.last_mut().unwrap() ^= 4;
    assert!(yours.receive(&flipped, &Guard::Here, 4).is_err());
    assert_eq!(yours.game(game.id).unwrap(), game);

    // The second comes before the first, and both come twice.
    let early = yours.receive(&second, &Guard::Here, 5).unwrap();
    assert!(early.changes.is_empty() && early.waiting);
    drop(yours);
    let mut yours = Library::open(_b.path(), OpenOptions::new(0)).unwrap();
    let late = yours.receive(&first, &Guard::Here, 6).unwrap();
    assert!(!late.waiting);
    assert_eq!(late.changes.iter().map(|entry| entry.stamp.words.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    for parcel in [&first, &second, &whole] {
        assert_eq!(yours.receive(parcel, &Guard::Here, 7).unwrap().changes, []);
    }
    assert_eq!(yours.game(game.id).unwrap().title, "Two");
    assert!(yours.undo(game.id, MIA, 8).is_err(), "what others did is not mine to undo");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn two_libraries_agree(
        game in arbitrary::game(),
        steps in vec((any::<bool>(), arbitrary::edit(), 0..12_u8), 1..16),
        which in vec(any::<Index>(), 16),
    ) {
        let ((_a, mut mine), (_b, mut yours)) = (library(), library());
        mine.create_game(&Project::new(game.clone()), &stamp(1, "made")).unwrap();
        yours.receive(&mine.parcel(game.id, &Version::default()).unwrap(), &Guard::Here, 2).unwrap();
        let mut parcels = Vec::new();
        for (time, ((here, edit, what), index)) in (3..).zip(steps.into_iter().zip(which)) {
            let library = if here { &mut mine } else { &mut yours };
            let known = library.version(game.id).unwrap();
            let latest = library.history(game.id, None, 1).unwrap()[0].number;
            // Whatever is refused leaves no trace.
            let _ = match what {
                0 => library.undo(game.id, MIA, time),
                1 => library.redo(game.id, MIA, time),
                2 => library.revert(game.id, 1 + index.index(latest as usize) as i64, MIA, time),
                3 => library.restore(game.id, &Moment::Change(1 + index.index(latest as usize) as i64), MIA, time),
                4 => library.compact(game.id).map(|()| snapcade_store::library::Saved { change: 0 }),
                5 => library.close_game(game.id).map(|()| snapcade_store::library::Saved { change: 0 }),
                _ => library.edit(game.id, &[edit], &BTreeMap::new(), &stamp(time, "changed")),
            };
            parcels.push(library.parcel(game.id, &known).unwrap());
            if what == 6 {
                let parcel: &Vec<u8> = index.get(&parcels);
                mine.receive(parcel, &Guard::Here, time).unwrap();
                yours.receive(parcel, &Guard::Here, time).unwrap();
            }
        }
        for parcel in &parcels {
            mine.receive(parcel, &Guard::Here, 100).unwrap();
        }
        for parcel in parcels.iter().rev() {
            yours.receive(parcel, &Guard::Here, 100).unwrap();
        }
        let (me, you) = (mine.game(game.id).unwrap(), yours.game(game.id).unwrap());
        prop_assert_eq!(me.to_json(), you.to_json());
        for (folder, library) in [(&_a, mine), (&_b, yours)] {
            drop(library);
            prop_assert_eq!(Library::open(folder.path(), OpenOptions::new(0)).unwrap().game(game.id).unwrap().to_json(), me.to_json());
        }
    }
}
