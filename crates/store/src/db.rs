//! The database file: opening, settings of SQLite, migrations.

mod check;
mod migrate;
mod open;
mod settings;

pub(crate) use check::{check, quick};
pub(crate) use migrate::{Migration, Outcome, known, migrate, newest};
pub(crate) use open::{create, read, read_unchanging, write};
pub(crate) use settings::{assert_sqlite, assert_wal};

/// "snap": tells a library from any other SQLite file (`PRAGMA application_id`).
pub(crate) const APPLICATION_ID: i32 = 0x736e_6170;
/// The database's name in the library's folder.
pub(crate) const FILE: &str = "library.sqlite";
/// Its write-ahead log.
pub(crate) const LOG: &str = "library.sqlite-wal";
/// The database and what belongs to it.
pub(crate) const FILES: [&str; 3] = [FILE, LOG, "library.sqlite-shm"];
