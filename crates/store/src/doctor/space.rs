//! Room on the disk.

use super::{Finding, Patient, Severity};
use crate::{StoreError, db, files};

const MB: u64 = 1 << 20;
/// A backup, a migration and a repair each need the library's size again.
const TIMES: u64 = 3;
const LEAST_BYTES: u64 = 200 * MB;

pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let free = fs4::available_space(patient.folder).map_err(StoreError::at(patient.folder))?;
    let library: u64 = db::FILES.iter().map(|name| files::bytes(&patient.folder.join(name))).sum();
    let wanted = library.saturating_mul(TIMES).max(LEAST_BYTES);
    if free >= wanted {
        return Ok(Vec::new());
    }
    Ok(vec![Finding {
        code: "doctor.space",
        severity: if free < library + LEAST_BYTES / 10 { Severity::Danger } else { Severity::Advice },
        sentence: format!("only {} MB are free on the library's disk; it wants {} MB", free / MB, wanted / MB),
        remedy: "make room on the disk",
    }])
}
