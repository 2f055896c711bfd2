//! Asking SQLite whether a database is whole.

use rusqlite::Connection;

use crate::{StoreError, damage::Damage};

/// How many faults are worth telling.
const MOST_FAULTS: u32 = 20;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Faults {
    /// Pages and rows that are not as they should be. They can cost work.
    pub pages: Vec<String>,
    /// Faults of the search index only, which can be made anew from the tables.
    pub search: Vec<String>,
    /// Rows that name a row of another table that is not there, by the table they are in.
    pub loose: Vec<String>,
}

impl Faults {
    /// The first fault of a page, as an error.
    pub fn into_result(self) -> Result<Self, StoreError> {
        match self.pages.first() {
            Some(said) => Err(StoreError::damaged(Damage::Pages { said: said.clone() })),
            None => Ok(self),
        }
    }
}

/// Reads every page (`PRAGMA quick_check`) and follows every foreign key. An error only where SQLite cannot even look.
pub(crate) fn quick(db: &Connection) -> Result<Faults, StoreError> {
    check(db, "quick_check")
}

/// The same by a pragma's name: `integrity_check` compares each index with its table, too.
pub(crate) fn check(db: &Connection, pragma: &'static str) -> Result<Faults, StoreError> {
    let mut faults = Faults::default();
    let mut statement = db.prepare(&format!("PRAGMA {pragma}({MOST_FAULTS})"))?;
    let mut rows = statement.query([])?;
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let said: String = row.get(0)?;
                if said.contains("inverted index") {
                    faults.search.push(said);
                } else if said != "ok" {
                    faults.pages.push(said);
                }
            }
            Ok(None) => break,
            Err(error) => {
                // A page that stops the check itself is a fault like the others.
                match StoreError::from(error) {
                    StoreError::Damaged { damage, .. } => faults.pages.push(damage.to_string()),
                    other => return Err(other),
                }
                break;
            }
        }
    }
    drop(rows);
    drop(statement);
    if faults.pages.is_empty() {
        faults.loose = db
            .prepare("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(faults)
}
