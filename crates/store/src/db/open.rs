//! Opening the database with the settings that keep it whole.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, config::DbConfig};

use super::{APPLICATION_ID, migrate::migrate};
use crate::StoreError;

/// How long a connection waits for another one, such as a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the database, or makes a new one.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    let mut db = Connection::open(path)?;
    configure(&db)?;
    migrate(&mut db)?;
    Ok(db)
}

fn configure(db: &Connection) -> Result<(), StoreError> {
    db.busy_timeout(BUSY_TIMEOUT)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::NoWal { mode });
    }
    db.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;",
    )?;
    let found: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if found == 0 {
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
    } else if found != APPLICATION_ID {
        return Err(StoreError::NotALibrary);
    }
    Ok(())
}
