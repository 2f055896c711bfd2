//! Migrations: each table brings its own, and they run in the order of their numbers.

use rusqlite::{Connection, TransactionBehavior};

use crate::{StoreError, tables};

/// One step of the schema. Steps only add: what an older version wrote can be read by every later one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    /// The schema's version after it (`PRAGMA user_version`); steps of one version run in the order of the tables.
    pub version: u32,
    /// What it does.
    pub sql: &'static str,
}

/// How a migration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The schema is the newest.
    Newest,
    /// A newer program wrote the library; nothing was done.
    Newer {
        /// The library's schema.
        found: u32,
        /// The newest that is known here.
        known: u32,
    },
}

/// Every step that is known here.
pub(crate) fn known() -> Vec<Migration> {
    tables::migrations().collect()
}

/// The newest version of the schema.
pub(crate) fn newest(steps: &[Migration]) -> u32 {
    steps.iter().map(|step| step.version).max().unwrap_or(0)
}

/// Brings the schema to the newest version, in one transaction. Before it an older schema, if there is one, is given
/// to `keep`, which makes a backup; without one nothing is done.
pub(crate) fn migrate(
    db: &mut Connection,
    steps: &[Migration],
    keep: impl FnOnce(u32) -> Result<(), StoreError>,
) -> Result<Outcome, StoreError> {
    let found: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = newest(steps);
    if found > known {
        return Ok(Outcome::Newer { found, known });
    }
    if found == known {
        return Ok(Outcome::Newest);
    }
    if found > 0 {
        keep(found)?;
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for version in found + 1..=known {
        for step in steps.iter().filter(|step| step.version == version) {
            transaction.execute_batch(step.sql)?;
        }
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(Outcome::Newest)
}
