//! Migrations: each table brings its own, and they run in the order of their numbers.

use rusqlite::Connection;

use crate::{StoreError, tables};

/// One step of the schema. Steps only add: what an older version wrote can be read by every later one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    /// The schema's version after it (`PRAGMA user_version`); steps of one version run in the order of the tables.
    pub version: u32,
    /// What it does.
    pub sql: &'static str,
}

/// Brings the schema to the newest version, in one transaction.
pub(super) fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    let found: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let newest = newest();
    if found > newest {
        return Err(StoreError::Newer { found, known: newest });
    }
    let transaction = db.transaction()?;
    for version in found + 1..=newest {
        for step in tables::migrations().filter(|step| step.version == version) {
            transaction.execute_batch(step.sql)?;
        }
    }
    transaction.pragma_update(None, "user_version", newest)?;
    Ok(transaction.commit()?)
}

/// The newest version of the schema.
pub(super) fn newest() -> u32 {
    tables::migrations().map(|step| step.version).max().unwrap_or(0)
}
