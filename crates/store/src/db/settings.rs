//! The settings of SQLite that keep the library whole. Each is read back: one that did not hold is an error.

use std::time::Duration;

use rusqlite::{Connection, config::DbConfig};

use crate::StoreError;

/// How long a connection waits for another one, such as a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// 3.51.3 mended the log's restart, which could damage a database that several connections write.
const OLDEST_SQLITE: i32 = 3_051_003;

/// What is set and must then be found, for a connection that writes.
const PRAGMAS: [(&str, i64); 8] = [
    ("synchronous", 2),
    ("fullfsync", 1),
    ("checkpoint_fullfsync", 1),
    ("foreign_keys", 1),
    ("secure_delete", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("recursive_triggers", 0),
];

/// SQLite is new enough.
pub(crate) fn assert_sqlite() -> Result<(), StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::OldSqlite { found: rusqlite::version() });
    }
    Ok(())
}

/// Settings of every connection. They write nothing.
pub(super) fn guard(db: &Connection) -> Result<(), StoreError> {
    db.busy_timeout(BUSY_TIMEOUT)?;
    // Every statement of the tables is kept ready.
    db.set_prepared_statement_cache_capacity(128);
    // A log is brought into a database when the library says so, and not because a connection to a damaged one ends.
    for (switch, on, name) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true, "defensive"),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false, "trusted_schema"),
        (DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true, "no_ckpt_on_close"),
    ] {
        if db.set_db_config(switch, on)? != on {
            return Err(StoreError::Unsafe { setting: name, found: (!on).to_string() });
        }
    }
    for (name, value) in PRAGMAS {
        db.pragma_update(None, name, value)?;
        let found: i64 = db.pragma_query_value(None, name, |row| row.get(0))?;
        if found != value {
            return Err(StoreError::Unsafe { setting: name, found: found.to_string() });
        }
    }
    Ok(())
}

/// Asserts the write-ahead log.
pub(crate) fn assert_wal(db: &Connection) -> Result<(), StoreError> {
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode == "wal" { Ok(()) } else { Err(StoreError::Unsafe { setting: "journal_mode", found: mode }) }
}
