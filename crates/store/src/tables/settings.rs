//! Settings of the library, and what it remembers of itself.

use rusqlite::{Connection, OptionalExtension as _, Result};

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
}];

/// The value of a setting.
pub(crate) fn get(db: &Connection, name: &str) -> Result<Option<String>> {
    db.query_row("SELECT value FROM settings WHERE name = ?", [name], |row| row.get(0)).optional()
}

/// Sets a setting.
pub(crate) fn set(db: &Connection, name: &str, value: &str) -> Result<()> {
    db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name, value]).map(|_| ())
}
