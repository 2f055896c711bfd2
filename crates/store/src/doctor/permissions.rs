//! Who may read the files: photos of children are nobody else's.

use super::{Finding, Patient};
use crate::StoreError;

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "the shape of every check")]
pub(super) fn check(_: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    // Windows keeps a person's folders from others.
    Ok(Vec::new())
}

#[cfg(unix)]
pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    use std::os::unix::fs::PermissionsExt as _;

    use super::Severity;

    let mode = std::fs::metadata(patient.folder).map_err(StoreError::at(patient.folder))?.permissions().mode();
    // The lower six bits are the rights of others.
    if mode.trailing_zeros() >= 6 {
        return Ok(Vec::new());
    }
    let can_change = mode & 0o022 != 0;
    Ok(vec![Finding {
        code: "doctor.permissions",
        severity: Severity::Advice,
        sentence: if can_change {
            "others on this computer can change what is in the library's folder".to_owned()
        } else {
            "others on this computer can look into the library's folder".to_owned()
        },
        remedy: "take their rights to the folder away (chmod 700)",
    }])
}
