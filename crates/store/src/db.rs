//! The database file: opening, settings of SQLite, migrations.

mod migrate;
mod open;

pub(crate) use migrate::Migration;
pub(crate) use open::open;

/// "snap": tells a library from any other SQLite file (`PRAGMA application_id`).
pub(crate) const APPLICATION_ID: i32 = 0x736e_6170;
/// The database's name in the library's folder.
pub(crate) const FILE: &str = "library.sqlite";
