//! Who has the library open, and how the last one closed it.

use std::fs::TryLockError;

use super::{Finding, Patient, Severity};
use crate::{
    StoreError,
    instance::{LOCK, Owner},
};

#[allow(clippy::unnecessary_wraps, reason = "the shape of every check")]
pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let Some(owner) = Owner::read(patient.folder) else { return Ok(Vec::new()) };
    let path = patient.folder.join(LOCK);
    let is_held = match std::fs::File::open(&path) {
        // Shared, so that two doctors do not take each other for a program that writes; released at once.
        Ok(lock) => matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)),
        Err(_) => false,
    };
    let finding = match owner {
        Some(owner) if is_held => Finding {
            code: "doctor.in_use",
            severity: Severity::Note,
            sentence: format!("{} has the library open (process {})", owner.program, owner.pid),
            remedy: "nothing: one program at a time",
        },
        Some(owner) if !owner.open => return Ok(Vec::new()),
        _ => Finding {
            code: "doctor.unclean",
            severity: Severity::Note,
            sentence: "the library was not closed the last time (a crash, or the power went)".to_owned(),
            remedy: "open it: it is checked then",
        },
    };
    Ok(vec![finding])
}
