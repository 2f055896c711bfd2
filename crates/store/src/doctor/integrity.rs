//! Pages, indexes, references.

use super::{Finding, Patient, Severity};
use crate::{StoreError, db};

pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let Some(db) = patient.db else { return Ok(Vec::new()) };
    let faults = db::check(db, "integrity_check")?;
    let mut found = Vec::new();
    if let Some(first) = faults.pages.first() {
        found.push(Finding {
            code: "doctor.pages",
            severity: Severity::Danger,
            sentence: match faults.pages.len() {
                1 => format!("the database has a bad place: {first}"),
                many => format!("the database has {many} bad places; the first: {first}"),
            },
            remedy: "repair the library: everything readable is kept, and the damaged files too",
        });
    }
    if let Some(first) = faults.search.first() {
        found.push(Finding {
            code: "doctor.search",
            severity: Severity::Advice,
            sentence: format!("the search index is damaged, which costs no game ({first})"),
            remedy: "repair the library: the search index is made anew",
        });
    }
    if !faults.loose.is_empty() {
        found.push(Finding {
            code: "doctor.loose_rows",
            severity: Severity::Advice,
            sentence: format!("something belongs to what is no longer there ({})", faults.loose.join(", ")),
            remedy: "look for what you miss in the backups",
        });
    }
    Ok(found)
}
