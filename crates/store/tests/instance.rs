//! Two programs and one library: one writes, the other is told by whom, waits, or hands over.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;

use std::{thread, time::Duration};

use common::{NOW_MS, open, plays, process, wait_for};
use snapcade_store::{
    Library, OpenOptions, StoreError,
    instance::{self, MAX_FRAME_BYTES},
};

const PATIENCE: Duration = Duration::from_secs(20);

/// Not a test of its own: has the library open in another process until its input ends.
#[test]
fn role_holder() {
    let Some(folder) = plays("role_holder") else { return };
    let answer = |request: &[u8]| {
        assert_ne!(request, b"panic", "a fault in the handler");
        [b"you said ", request].concat()
    };
    let options = OpenOptions::new(NOW_MS).program("the studio").handler(Box::new(answer));
    let library = Library::open(&folder, options).unwrap();
    println!("ready.");
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
    library.close().unwrap();
}

#[test]
fn a_second_program_is_told_who_has_the_library_and_hands_its_wish_over() {
    let home = tempfile::tempdir().unwrap();
    let mut holder = process("role_holder", home.path());
    wait_for(&mut holder, "ready.");
    let Err(StoreError::InUse { pid, since_ms, program }) = open(home.path()) else { panic!("it is in use") };
    assert_eq!((pid, since_ms, program.as_str()), (holder.id(), NOW_MS, "the studio"));

    let ask = |request: &[u8]| instance::hand_over(home.path(), request, PATIENCE);
    assert_eq!(ask(b"show Luna's Trip").unwrap(), b"you said show Luna's Trip");
    let long = vec![7; MAX_FRAME_BYTES - 100];
    assert_eq!(ask(&long).unwrap().len(), long.len() + 9);
    // A request that is too long, or that breaks the handler, does no harm to the next one.
    assert_eq!(ask(&vec![7; MAX_FRAME_BYTES + 1]).unwrap_err().code(), "library.no_answer");
    assert_eq!(ask(b"panic").unwrap_err().code(), "library.no_answer");
    assert_eq!(ask(b"again").unwrap(), b"you said again");

    drop(holder.stdin.take());
    assert!(holder.wait().unwrap().success());
    assert_eq!(open(home.path()).unwrap().notices(), []);
}

#[test]
fn without_the_token_of_the_folder_nobody_is_answered() {
    let home = tempfile::tempdir().unwrap();
    let options = OpenOptions::new(NOW_MS).handler(Box::new(|_| b"a secret".to_vec()));
    let _library = Library::open(home.path(), options).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut owner: serde_json::Value =
        serde_json::from_slice(&std::fs::read(home.path().join("library.owner")).unwrap()).unwrap();
    owner["token"] = "0".repeat(32).into();
    std::fs::write(elsewhere.path().join("library.owner"), owner.to_string()).unwrap();
    let error = instance::hand_over(elsewhere.path(), b"hello", PATIENCE).unwrap_err();
    assert!(error.to_string().contains("refused"), "{error}");
    assert_eq!(instance::hand_over(home.path(), b"hello", PATIENCE).unwrap(), b"a secret");
}

#[test]
fn a_program_that_is_killed_leaves_the_library_free() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let mut holder = process("role_holder", home.path());
        wait_for(&mut holder, "ready.");
        holder.kill().unwrap();
        holder.wait().unwrap();
    }
    let options = OpenOptions::new(NOW_MS).handler(Box::new(<[u8]>::to_vec));
    let library = Library::open(home.path(), options).unwrap();
    assert_eq!(library.notices().len(), 1, "{:?}", library.notices());
    assert_eq!(instance::hand_over(home.path(), b"hello", PATIENCE).unwrap(), b"hello");
}

#[test]
fn one_that_waits_gets_the_library_when_the_other_closes_it() {
    let home = tempfile::tempdir().unwrap();
    let first = open(home.path()).unwrap();
    let folder = home.path().to_owned();
    let second = thread::spawn(move || Library::open(&folder, OpenOptions::new(NOW_MS).wait(PATIENCE)).map(|_| ()));
    first.close().unwrap();
    second.join().unwrap().unwrap();
}

#[test]
fn a_holder_that_takes_no_requests_says_so_at_once() {
    let home = tempfile::tempdir().unwrap();
    let _library = open(home.path()).unwrap();
    let error = instance::hand_over(home.path(), b"hello", PATIENCE).unwrap_err();
    assert!(error.to_string().contains("takes no requests"), "{error}");
}

#[test]
fn a_folder_with_a_long_name_can_be_handed_over_to_as_well() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("a".repeat(120));
    let options = OpenOptions::new(NOW_MS).handler(Box::new(<[u8]>::to_vec));
    let _library = Library::open(&folder, options).unwrap();
    assert_eq!(instance::hand_over(&folder, b"hello", PATIENCE).unwrap(), b"hello");
}
