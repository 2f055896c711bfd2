//! The settings that are part of the file.

use super::{Finding, Patient, Severity};
use crate::{StoreError, db};

pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    db::assert_sqlite()?;
    let Some(db) = patient.db else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let schema: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = db::newest(&db::known());
    if schema > known {
        found.push(Finding {
            code: "doctor.newer",
            severity: Severity::Advice,
            sentence: format!("a newer Snapcade wrote the library (schema {schema}; this one knows {known})"),
            remedy: "update Snapcade; until then the library can only be read",
        });
    }
    let vacuum: i64 = db.pragma_query_value(None, "auto_vacuum", |row| row.get(0))?;
    if vacuum != 2 {
        found.push(Finding {
            code: "doctor.no_vacuum",
            severity: Severity::Advice,
            sentence: "room of deleted photos is not given back to the disk".to_owned(),
            remedy: "repair the library; the repaired one gives it back",
        });
    }
    Ok(found)
}
