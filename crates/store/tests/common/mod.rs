//! What the tests of the library's ground have in common.

#![allow(dead_code, reason = "each test uses some of it")]

use std::{
    path::Path,
    process::{Child, Command, Stdio},
};

use rusqlite::{Connection, OpenFlags};
use snapcade_store::{Library, OpenOptions, StoreError};

/// A Saturday in November 2026.
pub const NOW_MS: i64 = 1_795_262_400_000;
pub const DAY_MS: i64 = 86_400_000;

/// Tells the test binary, started again, what it is to be.
pub const ROLE: &str = "SNAPCADE_TEST_ROLE";
/// And in which folder.
pub const FOLDER: &str = "SNAPCADE_TEST_FOLDER";

pub fn open(folder: &Path) -> Result<Library, StoreError> {
    Library::open(folder, OpenOptions::new(NOW_MS))
}

/// A connection beside the library, with nothing but SQLite's defaults.
pub fn raw(folder: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let db = Connection::open_with_flags(folder.join("library.sqlite"), flags).unwrap();
    db.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    db
}

/// Keeps `count` things of `bytes` each, the first numbered `from`.
pub fn fill(db: &Connection, from: u32, count: u32, bytes: usize) {
    for number in from..from + count {
        add(db, number, bytes).unwrap();
    }
}

pub fn add(db: &Connection, number: u32, bytes: usize) -> rusqlite::Result<usize> {
    let content = vec![number as u8; bytes];
    db.execute("INSERT INTO assets (hash, bytes) VALUES (?, ?)", (format!("{number:064x}"), content))
}

/// The numbers of the things that are there, and whole.
pub fn numbers(db: &Connection) -> Vec<u32> {
    db.prepare("SELECT hash, bytes FROM assets ORDER BY hash")
        .unwrap()
        .query_map([], |row| {
            let number = u32::from_str_radix(&row.get::<_, String>(0)?, 16).unwrap();
            let bytes: Vec<u8> = row.get(1)?;
            assert!(bytes.iter().all(|byte| *byte == number as u8), "{number} is not whole");
            Ok(number)
        })
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

/// Starts this test binary again as another process: it runs the test named `role`, which does its part when [`ROLE`] is
/// set to its name.
pub fn process(role: &str, folder: &Path) -> Child {
    command(role, folder).spawn().unwrap()
}

pub fn command(role: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", role, "--nocapture", "--test-threads=1"]);
    command.env(ROLE, role).env(FOLDER, folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// Whether this process was started to play a role.
pub fn plays(role: &str) -> Option<std::path::PathBuf> {
    (std::env::var(ROLE).ok()? == role).then(|| std::env::var(FOLDER).unwrap().into())
}

/// Reads a child's lines until one holds `word`.
pub fn wait_for(child: &mut Child, word: &str) {
    use std::io::Read as _;
    let out = child.stdout.as_mut().unwrap();
    let mut said = Vec::new();
    let mut byte = [0];
    while !String::from_utf8_lossy(&said).contains(word) {
        assert_eq!(out.read(&mut byte).unwrap(), 1, "it ended: {}", String::from_utf8_lossy(&said));
        said.push(byte[0]);
    }
}

/// Leaves a library as a crash would: kept changes are in the log only, and nobody said goodbye.
pub fn crash_after_keeping(folder: &Path, count: u32, bytes: usize) {
    let library = open(folder).unwrap();
    fill(&raw(folder), 0, count, bytes);
    // A copy of the files at this moment is what a pulled plug leaves.
    let left: Vec<_> = ["library.sqlite", "library.sqlite-wal", "library.owner"]
        .map(|name| (folder.join(name), std::fs::read(folder.join(name)).unwrap()))
        .into();
    drop(library);
    for (path, bytes) in left {
        std::fs::write(path, bytes).unwrap();
    }
}
