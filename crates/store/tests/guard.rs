//! Foreign bytes are tried out in a program of its own: whatever they do to it, the library goes on.
//!
//! This test program plays both parts: started with an argument it is the program that tries bytes out, or one that fails at it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use std::{
    io::{Read as _, Write as _, stdin, stdout},
    time::Duration,
};

use snapcade_game::{Game, GameId, Project};
use snapcade_store::{
    Library, OpenOptions,
    doc::{
        DocError, LoroReplica, Op, Replica as _, Source, Stamp, State,
        guard::{self, Guard},
        ops_between,
    },
};

const GAME: GameId = GameId(7);
/// Long for a program that only has to start, even on a busy computer.
const LONG: Duration = Duration::from_mins(1);

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("answer") => guard::answer(stdin().lock(), stdout().lock()).unwrap(),
        Some("die") => std::process::abort(),
        Some("die-after-reading") => {
            stdin().read_to_end(&mut Vec::new()).unwrap();
            std::process::abort();
        }
        Some("hang") => loop {
            std::thread::park();
        },
        Some("garbage") => stdout().write_all(&[0xff, 0x1b, b'[', 0x00, 7]).unwrap(),
        Some("chatter") => {
            // More than a pipe holds, and nothing is read.
            let _ = stdout().write_all(&vec![b'x'; 1 << 20]);
        }
        Some("nearly-fine") => stdout().write_all(b"fine, thank you").unwrap(),
        // What test runners ask a test program for.
        Some("--list") => println!("guard: test"),
        _ => play(),
    }
}

fn play() {
    good_updates_pass();
    damaged_and_foreign_updates_are_named();
    what_would_end_the_program_ends_only_the_other();
    a_library_takes_in_parcels_through_it();
    println!("guard: all is well");
}

fn program(part: &str) -> Guard {
    Guard::Program { path: std::env::current_exe().unwrap(), arguments: vec![part.to_owned()] }
}

fn stamp(time_ms: i64) -> Stamp {
    Stamp::new(time_ms, "Mia", Source::Hand, "changed something")
}

fn document(id: GameId, title: &str) -> LoroReplica {
    let mut replica = LoroReplica::new(id, id.0).unwrap();
    let ops = ops_between(&State::default(), &Game::new(id, ""), &Game::new(id, title));
    replica.commit(&ops, &stamp(1)).unwrap();
    replica
}

fn write(replica: &mut LoroReplica, path: &str, value: serde_json::Value) -> Vec<u8> {
    replica.commit(&[Op::Field(path.to_owned(), Some(value))], &stamp(2)).unwrap().unwrap().update
}

fn good_updates_pass() {
    let mut mine = document(GAME, "Mine");
    let snapshot = mine.snapshot().unwrap();
    let first = write(&mut mine, "title", "One".into());
    let second = write(&mut mine, "title", "Two".into());
    let guard = program("answer");
    assert_eq!(guard.try_out(GAME, &snapshot, &[], &first), Ok(()));
    assert_eq!(guard.try_out(GAME, &snapshot, std::slice::from_ref(&first), &second), Ok(()));
    assert_eq!(guard.try_out(GAME, &snapshot, &[], &second), Ok(()), "it may wait for the first");
    assert_eq!(guard.try_out(GAME, &[], &[], &snapshot), Ok(()), "a whole game that is new");
}

fn damaged_and_foreign_updates_are_named() {
    let mut mine = document(GAME, "Mine");
    let snapshot = mine.snapshot().unwrap();
    let update = write(&mut mine, "title", "One".into());
    let guard = program("answer");
    let damaged = |foreign: &[u8]| matches!(guard.try_out(GAME, &snapshot, &[], foreign), Err(DocError::Bytes(_)));
    assert!(damaged(&update[..update.len() / 2]));
    assert!(damaged(b""));
    assert!(damaged(b"not an update at all"));
    let mut flipped = update.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert!(damaged(&flipped));
    let foreign = document(GameId(8), "Theirs").snapshot().unwrap();
    assert_eq!(guard.try_out(GAME, &snapshot, &[], &foreign), Err(DocError::Foreign));
}

fn what_would_end_the_program_ends_only_the_other() {
    let mut mine = document(GAME, "Mine");
    let snapshot = mine.snapshot().unwrap();
    let update = write(&mut mine, "title", "One".into());
    let ask = |part: &str, timeout| program(part).try_out_within(timeout, GAME, &snapshot, &[], &update);
    for part in ["die", "die-after-reading", "garbage", "chatter", "nearly-fine"] {
        let Err(DocError::Bytes(why)) = ask(part, LONG) else { panic!("{part}") };
        assert!(!why.is_empty() && why.chars().count() <= 200 && !why.contains(char::is_control), "{part}: {why}");
    }
    let slow = DocError::Bytes("reading them takes too long".to_owned());
    assert_eq!(ask("hang", Duration::from_millis(50)), Err(slow));
    let nowhere = Guard::Program { path: "/nowhere/at/all".into(), arguments: Vec::new() };
    let error = nowhere.try_out(GAME, &snapshot, &[], &update).unwrap_err();
    assert!(error.to_string().contains("cannot be started"), "{error}: our own fault is not the sender's");
    // A value in a value in a value …: who reads it goes down as deep.
    let mut deep = serde_json::json!(1);
    for _ in 0..20_000 {
        deep = serde_json::Value::Array(vec![deep]);
    }
    let deep = std::thread::Builder::new().stack_size(512 << 20).spawn(move || {
        let mut theirs = document(GAME, "Mine");
        let update = write(&mut theirs, "title", deep);
        std::mem::forget(theirs);
        update
    });
    let deep = deep.unwrap().join().unwrap();
    assert!(matches!(program("answer").try_out(GAME, &snapshot, &[], &deep), Err(DocError::Bytes(_))));
}

fn a_library_takes_in_parcels_through_it() {
    let (mine, yours) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut mine = Library::open(mine.path(), OpenOptions::new(0)).unwrap();
    let mut yours = Library::open(yours.path(), OpenOptions::new(0)).unwrap();
    mine.create_game(&Project::new(Game::new(GAME, "Moon Cat")), &stamp(1)).unwrap();
    let parcel = mine.parcel(GAME, &snapcade_store::doc::Version::default()).unwrap();
    for part in ["die", "garbage", "nearly-fine"] {
        assert!(yours.receive(&parcel, &program(part), 2).is_err(), "{part}");
        assert!(!yours.has_game(GAME).unwrap(), "{part}");
    }
    yours.receive(&parcel, &program("answer"), 3).unwrap();
    assert_eq!(yours.game(GAME).unwrap(), mine.game(GAME).unwrap());
}
