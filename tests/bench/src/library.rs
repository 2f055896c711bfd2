//! The library: saving an edit, opening a game with a long history, finding a game among many, and what history weighs.

use std::{collections::BTreeMap, hint::black_box, path::Path, time::Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use snapcade_game::{
    ActorId, Edit, Game, GameId, LevelId, Point, Project, Rule, Tile,
    edit::{ActorChange, LevelChange},
};
use snapcade_store::{
    Library, OpenOptions, StoreError,
    doc::{Source, Stamp},
    library::ListRequest,
};

use crate::{
    five_levels,
    table::{Amount, Row, Target},
    timing::{Timing, Work, in_turn},
};

/// Edits of the game whose history is long.
const EDITS: usize = 10_000;
/// Of the first of them each is timed, beside a bare insert.
const TIMED: usize = 2_000;

const SAVE_MEDIAN_S: f64 = 5e-3;
const SAVE_SLOW_S: f64 = 25e-3;
const SAVE_RATIO: f64 = 3.0;
const OPEN_S: f64 = 50e-3;
const HISTORY_BYTES: f64 = 2e6;

/// How long it takes until an edit is on the disk, how long a game with a long history takes to open, and what its history weighs.
pub fn history() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let project = five_levels::game()?.project;
    let id = project.game.id;
    let mut library = Library::open(folder.path(), OpenOptions::new(0))?;
    library.create_game(&project, &stamp(0, "made the game"))?;
    drop(library);
    let without = size_of(folder.path())?;

    let mut library = Library::open(folder.path(), OpenOptions::new(0))?;
    let mut bare = Bare::open(&folder.path().join("bare.sqlite"))?;
    let mut hand = Hand::new(&project.game);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut number = 0;
    while number < EDITS {
        let (edit, words) = hand.next();
        let begin = Instant::now();
        match library.edit(id, &[edit], &BTreeMap::new(), &stamp(number as i64, &words)) {
            // Painted what was there.
            Err(StoreError::Nothing { .. }) => continue,
            saved => saved?,
        };
        number += 1;
        if number <= TIMED {
            ours.push(begin.elapsed().as_secs_f64());
            let begin = Instant::now();
            bare.insert()?;
            theirs.push(begin.elapsed().as_secs_f64());
        }
    }
    library.close_game(id)?;
    drop(library);
    drop(bare);
    for file in ["bare.sqlite", "bare.sqlite-wal", "bare.sqlite-shm"] {
        let _ = std::fs::remove_file(folder.path().join(file));
    }
    let overhead = size_of(folder.path())?.saturating_sub(without);

    let (mut opened, mut library_opened, mut undone) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..11 {
        let begin = Instant::now();
        let mut library = Library::open(folder.path(), OpenOptions::new(0))?;
        library_opened.push(begin.elapsed().as_secs_f64());
        let game = library.game(id)?;
        opened.push(begin.elapsed().as_secs_f64());
        ensure!(game.levels.len() == project.game.levels.len(), "the game is whole");
        let begin = Instant::now();
        library.undo(id, "Mia", round)?;
        undone.push(begin.elapsed().as_secs_f64());
    }
    for times in [&mut ours, &mut theirs, &mut opened, &mut library_opened, &mut undone] {
        times.sort_by(f64::total_cmp);
    }
    let (median, slow, bare) = (part(&ours, 0.5), part(&ours, 0.99), part(&theirs, 0.5));
    let limit = |what: &str, time: f64, limit: f64| {
        Row::new(what, Amount::Seconds(time))
            .beside("limit", Amount::Seconds(limit), time / limit)
            .target(Target::AtMost(1.0))
    };
    let bytes = Row::new("history of 10,000 edits on the disk", Amount::Bytes(overhead as usize));
    Ok(vec![
        limit("one edit until it is on the disk, median", median, SAVE_MEDIAN_S),
        limit("the same, 99th percentile", slow, SAVE_SLOW_S),
        Row::new("one edit, median", Amount::Seconds(median))
            .beside("a bare insert", Amount::Seconds(bare), median / bare)
            .target(Target::AtMost(SAVE_RATIO)),
        limit("opening library and game after 10,000 edits, median", part(&opened, 0.5), OPEN_S),
        Row::new("of that: opening the library", Amount::Seconds(part(&library_opened, 0.5))),
        Row::new("the first undo after that, median", Amount::Seconds(part(&undone, 0.5))),
        bytes
            .beside("limit", Amount::Bytes(HISTORY_BYTES as usize), overhead as f64 / HISTORY_BYTES)
            .target(Target::AtMost(1.0)),
    ])
}

fn part(sorted: &[f64], part: f64) -> f64 {
    sorted.get((sorted.len() as f64 * part) as usize).copied().unwrap_or(f64::INFINITY)
}

fn stamp(time: i64, words: &str) -> Stamp {
    Stamp::new(1_700_000_000_000 + time * 7_000, "Mia", Source::Hand, words)
}

fn size_of(folder: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?.metadata()?;
        size += if entry.is_file() { entry.len() } else { 0 };
    }
    Ok(size)
}

/// The peer: one insert of as many bytes as an update has, with the same settings of SQLite.
struct Bare(Connection);

impl Bare {
    fn open(path: &Path) -> Result<Self> {
        let db = Connection::open(path)?;
        db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON;
             CREATE TABLE notes (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;",
        )?;
        Ok(Self(db))
    }

    fn insert(&mut self) -> Result<()> {
        let sql = "INSERT INTO notes (bytes) VALUES (zeroblob(150))";
        self.0.prepare_cached(sql)?.execute([]).context("the bare insert")?;
        Ok(())
    }
}

/// A child at work: paints, moves things, turns sliders. The same in every run.
struct Hand {
    levels: Vec<(LevelId, u32, u32, Vec<ActorId>)>,
    die: u64,
}

impl Hand {
    fn new(game: &Game) -> Self {
        let level = |(&id, level): (&LevelId, &snapcade_game::Level)| {
            (id, level.tiles.width(), level.tiles.height(), level.actors.keys().copied().collect())
        };
        Self { levels: game.levels.iter().map(level).collect(), die: 0x9e37_79b9_7f4a_7c15 }
    }

    fn throw(&mut self, sides: usize) -> usize {
        // Marsaglia's xorshift.
        self.die ^= self.die << 13;
        self.die ^= self.die >> 7;
        self.die ^= self.die << 17;
        (self.die % sides.max(1) as u64) as usize
    }

    fn next(&mut self) -> (Edit, String) {
        let level = self.throw(self.levels.len());
        let (id, width, height, actors) = self.levels[level].clone();
        let (x, y) = (self.throw(width as usize) as u32, self.throw(height as usize) as u32);
        match self.throw(4) {
            0 | 1 => {
                let length = 1 + self.throw(14) as u32;
                let tile = Tile::ALL[self.throw(8)];
                let change = LevelChange::PaintRect { x, y, width: length, height: 1, tile };
                (Edit::ChangeLevel { id, change }, format!("painted {length} tiles"))
            }
            2 if !actors.is_empty() => {
                let actor = actors[self.throw(actors.len())];
                let change = ActorChange::At(Point::new(x as i32 * 16, y as i32 * 16));
                let change = LevelChange::ChangeActor { id: actor, change };
                (Edit::ChangeLevel { id, change }, "moved something".to_owned())
            }
            _ => {
                let rule = Rule::ALL[self.throw(Rule::ALL.len())];
                let (low, high) = rule.bounds();
                let value = low + self.throw((high - low) as usize) as i32;
                (Edit::SetRule { rule, value }, format!("turned {}", rule.name()))
            }
        }
    }
}

/// Games of a family that has made very many.
const GAMES: u64 = 10_000;
const LIST_S: f64 = 30e-3;
const ROUNDS: u32 = 15;
/// How much slower a list may be when a game in it has a long history: nothing but noise.
const FLAT: f64 = 1.3;

/// How long listing and searching take with many games, and that they do not ask how long a history is.
pub fn shelf() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let mut library = Library::open(folder.path(), OpenOptions::new(0))?;
    for number in 0..GAMES {
        library.create_game(&small_game(number), &stamp(number as i64, "made the game"))?;
    }
    let before = shelf_times(&library)?;
    let edited = GameId(GAMES / 2);
    for number in 0..EDITS {
        let edit = Edit::SetTitle(format!("Dragon of Luna {number}"));
        library.edit(edited, &[edit], &BTreeMap::new(), &stamp(number as i64, "renamed it"))?;
    }
    let after = shelf_times(&library)?;
    let row = |what: &str, timing: &Timing| {
        let time = timing.median();
        let row = Row::new(what, Amount::Seconds(time)).beside("limit", Amount::Seconds(LIST_S), time / LIST_S);
        row.target(Target::AtMost(1.0)).noise(timing.noise())
    };
    let flat = |what: &str, index: usize| {
        let (before, after): (&Timing, &Timing) = (&before[index], &after[index]);
        Row::new(what, Amount::Seconds(after.seconds()))
            .beside("before", Amount::Seconds(before.seconds()), after.ratio_to(before))
            .target(Target::AtMost(FLAT))
    };
    Ok(vec![
        row("all 10,000 games listed, median", &before[0]),
        row("the first 100 of them", &before[1]),
        row("a search that fits a tenth of them, all listed", &before[2]),
        row("a search that fits all of them, all listed", &before[3]),
        flat("all listed, after 10,000 edits of one of them, quickest", 0),
        flat("a search that fits a tenth, after these edits", 2),
    ])
}

fn shelf_times(library: &Library) -> Result<[Timing; 4]> {
    let list = |search: &str, limit: usize| {
        let request = ListRequest { search: search.to_owned(), limit, ..ListRequest::default() };
        library.list_games(&request)
    };
    ensure!(list("", usize::MAX)?.len() as u64 == GAMES, "every game is listed");
    ensure!(list("drag", usize::MAX)?.len() as u64 >= GAMES / 10, "the dragons are found");
    let listed =
        |search: &'static str, limit: usize| Work::new(1, move || drop(black_box(list(black_box(search), limit))));
    let works = [listed("", usize::MAX), listed("", 100), listed("drag", usize::MAX), listed("luna", usize::MAX)];
    Ok(in_turn(ROUNDS, works))
}

/// A game with nothing in it but a name.
fn small_game(number: u64) -> Project {
    const BEASTS: [&str; 10] =
        ["Dragon", "Cat", "Robot", "Snail", "Pirate", "Bear", "Comet", "Wizard", "Pancake", "Dinosaur"];
    const PLACES: [&str; 7] =
        ["Candy Hills", "the Moon", "Grandma's Garden", "Ice Cave", "Deep Sea", "School", "Nowhere"];
    let beast = BEASTS[(number % 10) as usize];
    let place = PLACES[(number / 10 % 7) as usize];
    let mut game = Game::new(GameId(number), &format!("{beast} of {place} {number}"));
    "Luna".clone_into(&mut game.author);
    game.theme = place.to_lowercase();
    Project::new(game)
}
