//! Two children at two computers work on one game apart from each other, and then exchange what they did.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

#[path = "../../game/tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use snapcade_game::{
    edit::{ActorChange, LevelChange},
    *,
};
use snapcade_store::{
    Library, OpenOptions,
    doc::{Source, Stamp, Version, guard::Guard},
    library::Moment,
};
use support::moon_game;
use tempfile::TempDir;

const MOON: GameId = GameId(0xc0_ffee);
const LEVEL: LevelId = LevelId(1);
const COIN: ActorId = ActorId(1);
const BAT: ActorId = ActorId(2);

/// A child at a computer.
struct Child {
    library: Library,
    name: &'static str,
    now_ms: i64,
    _home: TempDir,
}

impl Child {
    fn new(name: &'static str) -> Self {
        let home = TempDir::new().unwrap();
        let library = Library::open(home.path(), OpenOptions::new(0)).unwrap();
        Self { library, name, now_ms: 1000, _home: home }
    }

    fn does(&mut self, words: &str, edit: Edit) {
        self.now_ms += 1;
        let stamp = Stamp::new(self.now_ms, self.name, Source::Hand, words);
        self.library.edit(MOON, &[edit], &BTreeMap::new(), &stamp).unwrap();
    }

    fn paints(&mut self, x: u32, tile: Tile) {
        let change = LevelChange::PaintRect { x, y: 0, width: 1, height: 1, tile };
        self.does("painted 1 tile", Edit::ChangeLevel { id: LEVEL, change });
    }

    fn moves(&mut self, actor: ActorId, at: Point) {
        let change = LevelChange::ChangeActor { id: actor, change: ActorChange::At(at) };
        self.does("moved something", Edit::ChangeLevel { id: LEVEL, change });
    }

    fn renames(&mut self, title: &str) {
        self.does("gave it a name", Edit::SetTitle(title.to_owned()));
    }

    fn undoes(&mut self) {
        self.now_ms += 1;
        self.library.undo(MOON, self.name, self.now_ms).unwrap();
    }

    fn game(&mut self) -> Game {
        self.library.game(MOON).unwrap()
    }

    fn tile(&mut self, x: i32) -> Tile {
        self.game().levels.get(&LEVEL).unwrap().tiles.get(x, 0).unwrap()
    }

    fn at(&mut self, actor: ActorId) -> Point {
        self.game().levels.get(&LEVEL).unwrap().actors.get(&actor).unwrap().at
    }
}

/// Both have the game.
fn two() -> (Child, Child) {
    let (mut mia, mut ben) = (Child::new("Mia"), Child::new("Ben"));
    let stamp = Stamp::new(1, "Mia", Source::Generator, "made");
    mia.library.create_game(&Project::new(moon_game()), &stamp).unwrap();
    meet(&mut mia, &mut ben);
    (mia, ben)
}

/// Each hears of what the other did.
fn meet(mia: &mut Child, ben: &mut Child) {
    let (mias, bens) = (mia.library.version(MOON).unwrap(), ben.library.version(MOON).unwrap());
    let to_ben = mia.library.parcel(MOON, &bens).unwrap();
    if bens != Version::default() {
        let to_mia = ben.library.parcel(MOON, &mias).unwrap();
        mia.library.receive(&to_mia, &Guard::Here, 5000).unwrap();
    }
    ben.library.receive(&to_ben, &Guard::Here, 5000).unwrap();
    assert_eq!(mia.game().to_json(), ben.game().to_json(), "they have the same game");
}

#[test]
fn they_move_different_things() {
    let (mut mia, mut ben) = two();
    mia.moves(COIN, Point::new(1, 1));
    ben.moves(BAT, Point::new(2, 2));
    meet(&mut mia, &mut ben);
    assert_eq!((mia.at(COIN), mia.at(BAT)), (Point::new(1, 1), Point::new(2, 2)));
}

#[test]
fn they_paint_different_tiles() {
    let (mut mia, mut ben) = two();
    mia.paints(0, Tile::Ice);
    ben.paints(1, Tile::Bouncy);
    meet(&mut mia, &mut ben);
    assert_eq!((mia.tile(0), mia.tile(1)), (Tile::Ice, Tile::Bouncy));
}

#[test]
fn one_renames_while_the_other_edits() {
    let (mut mia, mut ben) = two();
    mia.renames("Luna's Trip");
    ben.paints(3, Tile::Ice);
    ben.moves(BAT, Point::new(2, 2));
    meet(&mut mia, &mut ben);
    assert_eq!(ben.game().title, "Luna's Trip");
    assert_eq!((mia.tile(3), mia.at(BAT)), (Tile::Ice, Point::new(2, 2)));
}

#[test]
fn both_do_the_same_thing_differently_and_one_of_the_two_stays() {
    let (mut mia, mut ben) = two();
    mia.renames("Luna's Trip");
    mia.moves(COIN, Point::new(1, 1));
    ben.renames("Moon Race");
    meet(&mut mia, &mut ben);
    let title = mia.game().title;
    assert!(["Luna's Trip", "Moon Race"].contains(&title.as_str()), "{title}");
    assert_eq!(ben.at(COIN), Point::new(1, 1), "nothing else is lost with the other name");
    let names = mia.library.history(MOON, None, 99).unwrap();
    assert_eq!(names.iter().filter(|entry| entry.stamp.words == "gave it a name").count(), 2, "history has both");
}

#[test]
fn one_undoes_and_the_work_of_the_other_stays() {
    let (mut mia, mut ben) = two();
    mia.paints(0, Tile::Ice);
    meet(&mut mia, &mut ben);
    ben.paints(1, Tile::Bouncy);
    ben.renames("Ben's");
    mia.undoes();
    meet(&mut mia, &mut ben);
    assert_eq!(mia.tile(0), Tile::Empty);
    assert_eq!((mia.tile(1), mia.game().title.as_str()), (Tile::Bouncy, "Ben's"));
    // Undo is about what was done here: Ben's come off at Ben's, Mia has nothing left to undo.
    assert!(mia.library.undo(MOON, "Mia", 1).is_err());
    ben.undoes();
    meet(&mut mia, &mut ben);
    assert_eq!((mia.game().title, mia.tile(1)), (moon_game().title, Tile::Bouncy));
}

#[test]
fn undo_leaves_what_somebody_else_painted_over_it() {
    let (mut mia, mut ben) = two();
    mia.paints(0, Tile::Ice);
    mia.paints(1, Tile::Ice);
    meet(&mut mia, &mut ben);
    ben.paints(1, Tile::Bouncy);
    meet(&mut mia, &mut ben);
    assert!(mia.library.undo(MOON, "Mia", 9).is_err(), "all of it is painted over");
    assert_eq!(mia.tile(1), Tile::Bouncy);
    mia.undoes();
    assert_eq!(mia.tile(0), Tile::Empty);
}

#[test]
fn one_takes_back_what_the_other_did() {
    let (mut mia, mut ben) = two();
    ben.renames("Poo");
    ben.paints(2, Tile::Ice);
    meet(&mut mia, &mut ben);
    let rude = mia.library.history(MOON, None, 99).unwrap();
    let rude = rude.iter().find(|entry| entry.stamp.words == "gave it a name").unwrap().number;
    mia.library.revert(MOON, rude, "Mia", 9).unwrap();
    meet(&mut mia, &mut ben);
    assert_eq!((ben.game().title, ben.tile(2)), (moon_game().title, Tile::Ice));
    // That was a change like any other: it can be undone.
    mia.undoes();
    meet(&mut mia, &mut ben);
    assert_eq!(ben.game().title, "Poo");
}

#[test]
fn one_throws_a_level_away_while_the_other_paints_in_it() {
    let (mut mia, mut ben) = two();
    mia.does("removed a level", Edit::RemoveLevel { id: LEVEL });
    ben.paints(4, Tile::Ice);
    meet(&mut mia, &mut ben);
    assert!(ben.game().levels.is_empty(), "thrown away is thrown away");
    mia.undoes();
    meet(&mut mia, &mut ben);
    assert_eq!((mia.tile(4), mia.tile(0)), (Tile::Ice, Tile::Empty), "and comes back with what was painted meanwhile");
}

#[test]
fn one_adds_a_level_takes_it_back_and_does_it_again_while_the_other_plays_in_it() {
    let (mut mia, mut ben) = two();
    let level = moon_game().levels.get(&LEVEL).unwrap().clone();
    let second = LevelId(2);
    mia.does("added a level", Edit::AddLevel { id: second, level: Box::new(level.clone()) });
    meet(&mut mia, &mut ben);
    mia.undoes();
    let change = LevelChange::Name("Ben's level".to_owned());
    ben.does("named a level", Edit::ChangeLevel { id: second, change });
    meet(&mut mia, &mut ben);
    assert!(!ben.game().levels.contains_key(&second));
    mia.library.redo(MOON, "Mia", 9).unwrap();
    meet(&mut mia, &mut ben);
    let back = ben.game().levels.get(&second).unwrap().clone();
    assert_eq!(Level { name: level.name.clone(), ..back.clone() }, level, "all of it came back");
}

#[test]
fn a_kind_that_one_removes_while_the_other_uses_it_comes_back() {
    let (mut mia, mut ben) = two();
    let bat = KindId(4);
    mia.does("took the bat away", Edit::ChangeLevel { id: LEVEL, change: LevelChange::RemoveActor { id: BAT } });
    mia.does("no bats", Edit::RemoveKind { id: bat });
    let another = Actor::new(bat, Point::new(8, 8));
    let change = LevelChange::AddActor { id: ActorId(9), actor: another.clone() };
    ben.does("another bat", Edit::ChangeLevel { id: LEVEL, change });
    meet(&mut mia, &mut ben);
    let game = mia.game();
    assert_eq!(game.kinds.get(&bat), moon_game().kinds.get(&bat));
    assert_eq!(game.levels.get(&LEVEL).unwrap().actors.get(&ActorId(9)), Some(&another));
    // Memory and disk agree when it is removed once more, used or not.
    let edits = [
        Edit::RemoveKind { id: bat },
        Edit::ChangeLevel { id: LEVEL, change: LevelChange::RemoveActor { id: ActorId(9) } },
        Edit::RemoveKind { id: bat },
    ];
    for edit in edits {
        let stamp = Stamp::new(7, "Mia", Source::Hand, "no bats at all");
        let _ = mia.library.edit(MOON, &[edit], &BTreeMap::new(), &stamp);
        let in_memory = mia.game();
        mia.library.close_game(MOON).unwrap();
        assert_eq!(mia.game(), in_memory);
    }
    assert!(!mia.game().kinds.contains_key(&bat));
    meet(&mut mia, &mut ben);
}

#[test]
fn one_goes_back_in_time_and_the_other_goes_on() {
    let (mut mia, mut ben) = two();
    mia.paints(0, Tile::Ice);
    mia.renames("Icy");
    meet(&mut mia, &mut ben);
    mia.library.restore(MOON, &Moment::Change(1), "Mia", 9).unwrap();
    ben.paints(5, Tile::Bouncy);
    ben.moves(COIN, Point::new(3, 3));
    meet(&mut mia, &mut ben);
    assert_eq!((ben.game().title, ben.tile(0)), (moon_game().title, Tile::Empty));
    assert_eq!((mia.tile(5), mia.at(COIN)), (Tile::Bouncy, Point::new(3, 3)));
    // Each moment looks the same from both sides, as each saw it.
    let words = |child: &mut Child| {
        let mut words: Vec<_> =
            child.library.history(MOON, None, 99).unwrap().into_iter().map(|entry| entry.stamp.words).collect();
        words.sort();
        words
    };
    assert_eq!(words(&mut mia), words(&mut ben));
}
