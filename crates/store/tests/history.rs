//! What happened to a game, and the way back.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

#[path = "../../game/tests/support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*, sample::Index};
use snapcade_game::{edit::LevelChange, *};
use snapcade_store::{
    Library, OpenOptions, StoreError,
    doc::{Key, LoroReplica, Replica as _, Source, Stamp, State, Version, guard::Guard, read},
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
    let ((_mine, mut mine), (your_folder, mut yours), (_theirs, mut theirs)) = (library(), library(), library());
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
    let mut yours = Library::open(your_folder.path(), OpenOptions::new(0)).unwrap();
    let late = yours.receive(&first, &Guard::Here, 6).unwrap();
    assert!(!late.waiting);
    assert_eq!(late.changes.iter().map(|entry| entry.stamp.words.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    for parcel in [&first, &second, &whole] {
        assert_eq!(yours.receive(parcel, &Guard::Here, 7).unwrap().changes, []);
    }
    assert_eq!(yours.game(game.id).unwrap().title, "Two");
    assert!(yours.undo(game.id, MIA, 8).is_err(), "what others did is not mine to undo");
}

/// Everything that stands in a game's document, as somebody reads it who is sent all of it.
fn state(library: &mut Library, id: GameId) -> State {
    let parcel = library.parcel(id, &Version::default()).unwrap();
    // Behind magic, game and hash.
    LoroReplica::load(id, 1, &parcel[77..], &[]).unwrap().state().unwrap()
}

fn registers(state: &State) -> BTreeMap<Key, String> {
    let fields = state.fields.iter().map(|(path, value)| (Key::Field(path.clone()), value.to_string()));
    let cells =
        state.cells.iter().flat_map(|(level, cells)| cells.iter().map(move |(cell, tile)| (*level, *cell, *tile)));
    fields.chain(cells.map(|(level, cell, tile)| (Key::Cell(level, cell), tile.letter().to_string()))).collect()
}

/// Does one thing by chance; what is refused leaves no trace.
fn step(library: &mut Library, id: GameId, (edit, what, index): (Edit, u8, Index), time: i64) {
    let latest = library.history(id, None, 1).unwrap()[0].number;
    let some = 1 + index.index(latest as usize) as i64;
    let _ = match what {
        0 | 1 => library.undo(id, MIA, time).map(drop),
        2 => library.redo(id, MIA, time).map(drop),
        3 => library.revert(id, some, MIA, time).map(drop),
        4 => library.restore(id, &Moment::Change(some), MIA, time).map(drop),
        5 => library.restore(id, &Moment::Time(some), MIA, time).map(drop),
        6 => library.compact(id),
        7 => library.close_game(id),
        _ => library.edit(id, &[edit], &BTreeMap::new(), &stamp(time, "changed")).map(drop),
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_that_one_did_is_missing_unless_the_other_wrote_there(
        game in arbitrary::game(),
        before in vec((arbitrary::edit(), 0..16_u8, any::<Index>()), 0..4),
        mine in vec((arbitrary::edit(), 0..16_u8, any::<Index>()), 0..10),
        yours in vec((arbitrary::edit(), 0..16_u8, any::<Index>()), 0..10),
        order in vec(any::<Index>(), 0..20),
    ) {
        let ((_a, mut me), (_b, mut you)) = (library(), library());
        let id = game.id;
        me.create_game(&Project::new(game), &stamp(1, "made")).unwrap();
        (2..).zip(before).for_each(|(time, what)| step(&mut me, id, what, time));
        you.receive(&me.parcel(id, &Version::default()).unwrap(), &Guard::Here, 2).unwrap();
        let base = registers(&state(&mut me, id));

        // Apart from each other: what each writes, and the parcels of it.
        let mut apart = Vec::new();
        for (library, steps) in [(&mut me, mine), (&mut you, yours)] {
            let (mut last, mut written, mut parcels) = (base.clone(), BTreeSet::new(), Vec::new());
            for (time, what) in (10..).zip(steps) {
                let known = library.version(id).unwrap();
                step(library, id, what, time);
                parcels.push(library.parcel(id, &known).unwrap());
                let now = state(library, id);
                prop_assert_eq!(read(&now, id), library.game(id).unwrap(), "memory and disk agree");
                let now = registers(&now);
                let changed = now.keys().chain(last.keys()).filter(|&key| now.get(key) != last.get(key)).cloned();
                written.extend(changed.collect::<Vec<_>>());
                last = now;
            }
            apart.push((last, written, parcels));
        }
        let [(my_end, my_writes, my_parcels), (your_end, your_writes, your_parcels)] = &apart[..] else { unreachable!() };
        for (library, parcels) in [(&mut me, your_parcels), (&mut you, my_parcels)] {
            // Some in any order and twice, then all.
            for index in order.iter().filter(|_| !parcels.is_empty()) {
                library.receive(index.get::<Vec<u8>>(parcels), &Guard::Here, 90).unwrap();
            }
            for parcel in parcels.iter().rev() {
                library.receive(parcel, &Guard::Here, 91).unwrap();
            }
        }
        let (merged, same) = (registers(&state(&mut me, id)), registers(&state(&mut you, id)));
        prop_assert_eq!(&merged, &same);
        prop_assert_eq!(me.game(id).unwrap().to_json(), you.game(id).unwrap().to_json());
        for key in base.keys().chain(my_writes).chain(your_writes) {
            let (found, a, b) = (merged.get(key), my_end.get(key), your_end.get(key));
            let is_kept = match (my_writes.contains(key), your_writes.contains(key)) {
                (false, false) => found == base.get(key),
                (true, false) => found == a,
                (false, true) => found == b,
                (true, true) => found == a || found == b,
            };
            prop_assert!(is_kept, "{:?}: {:?}, but I have {:?} and you {:?}", key, found, a, b);
        }
    }

    #[test]
    fn two_libraries_agree(
        game in arbitrary::game(),
        steps in vec((any::<bool>(), arbitrary::edit(), 0..12_u8), 1..16),
        which in vec(any::<Index>(), 16),
    ) {
        let ((my_folder, mut mine), (your_folder, mut yours)) = (library(), library());
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
        for (folder, library) in [(&my_folder, mine), (&your_folder, yours)] {
            drop(library);
            prop_assert_eq!(Library::open(folder.path(), OpenOptions::new(0)).unwrap().game(game.id).unwrap().to_json(), me.to_json());
        }
    }
}
