//! Pulled plugs: a program that saves edits is killed at moments by chance, hundreds of times.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use snapcade_game::{Edit, Game, GameId, Project, TileGrid, *};
use snapcade_store::{
    Library, OpenOptions, StoreError,
    doc::{Source, Stamp},
};

const ROUNDS: u64 = 300;
const ID: GameId = GameId(7);
/// Tells the test program, started again, in which folder it is to save edits until it is killed.
const FOLDER: &str = "SNAPCADE_TEST_SAVE_UNTIL_KILLED";

fn stamp(number: u64) -> Stamp {
    Stamp::new(number as i64, "Mia", Source::Hand, &format!("edit {number}"))
}

fn open(folder: &Path) -> Library {
    Library::open(folder, OpenOptions::new(0)).unwrap()
}

fn game() -> Game {
    let mut game = Game::new(ID, "0");
    let level = Level {
        order: OrderKey::default(),
        name: String::new(),
        tileset: "tiles".parse().unwrap(),
        music: None,
        start: Point::new(0, 0),
        goal: None,
        proof: None,
        layers: Table::new(),
        checkpoints: Table::new(),
        texts: Table::new(),
        actors: Table::new(),
        tiles: TileGrid::new(200, 15).unwrap(),
    };
    game.levels.insert(LevelId(1), level);
    game
}

/// The edit of a number leaves it in the title and in the ground.
fn edits(number: u64) -> [Edit; 2] {
    let (x, y) = ((number % 200) as u32, (number / 200 % 15) as u32);
    let tile = if (number / 3000).is_multiple_of(2) { Tile::Solid } else { Tile::Ice };
    let change = edit::LevelChange::PaintRect { x, y, width: 1, height: 1, tile };
    [Edit::SetTitle(number.to_string()), Edit::ChangeLevel { id: LevelId(1), change }]
}

/// The part of the program that will be killed; nothing to do when it runs as a test.
#[test]
fn save_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut library = open(Path::new(&folder));
    let mut number: u64 = library.game(ID).unwrap().title.parse().unwrap();
    let mut out = std::io::stdout().lock();
    loop {
        number += 1;
        library.edit(ID, &edits(number), &BTreeMap::new(), &stamp(number)).unwrap();
        // Acknowledged: whoever reads this may rely on it.
        writeln!(out, "saved {number}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn every_acknowledged_edit_survives_being_killed() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut library = open(folder.path());
    library.create_game(&Project::new(game()), &stamp(0)).unwrap();
    drop(library);
    let mut die = 0x9e37_79b9_7f4a_7c15_u64;
    let mut throw = |sides: u64| {
        die ^= die << 13;
        die ^= die >> 7;
        die ^= die << 17;
        die % sides
    };
    let mut expected = game();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["save_until_killed", "--exact", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = None;
        let mut listen = |line: &str| {
            if let Some((_, number)) = line.rsplit_once("saved ") {
                acknowledged = number.parse::<u64>().ok().or(acknowledged);
            }
        };
        // Some are killed while they open the library, some while they save.
        let heard = throw(24);
        for line in lines.by_ref().take(heard as usize) {
            listen(&line.unwrap());
        }
        // Not a wait for something: the moment by chance is what is tested.
        std::thread::sleep(Duration::from_micros(throw(4000)));
        child.kill().unwrap();
        child.wait().unwrap();
        lines.map_while(Result::ok).for_each(|line| listen(&line));

        let mut library = open(folder.path());
        let found = library.game(ID).unwrap();
        let number: u64 = found.title.parse().unwrap();
        assert!(acknowledged.is_none_or(|last| number >= last), "round {round}: {number} of {acknowledged:?}");
        let done: u64 = expected.title.parse().unwrap();
        for number in done + 1..=number {
            for edit in edits(number) {
                edit.apply(&mut expected).unwrap();
            }
        }
        assert_eq!(found, expected, "round {round}");
        let latest = library.history(ID, None, 1).unwrap().remove(0);
        assert_eq!((latest.number, latest.stamp), (number as i64 + 1, stamp(number)), "round {round}");
        drop(library);
    }
    let db = rusqlite::Connection::open(folder.path().join("library.sqlite")).unwrap();
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let mut library = open(folder.path());
    assert!(matches!(library.undo(ID, "Mia", 1), Ok(_) | Err(StoreError::Nothing { .. })));
}
