//! Backups: whether there is a fresh one, and whether all can be read.

use super::{Finding, Patient, Severity};
use crate::{
    StoreError,
    backup::{self, BackupKind},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Backups are daily; a library that is used has one that is not much older.
const OLD_DAYS: i64 = 7;

pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let all = backup::backups(patient.folder)?;
    let mut found = Vec::new();
    let bad = all.iter().filter(|backup| !backup.is_readable()).count();
    if bad > 0 {
        found.push(Finding {
            code: "doctor.bad_backups",
            severity: Severity::Advice,
            sentence: format!("{bad} of {} backups cannot be read", all.len()),
            remedy: "make a backup now; check the disk",
        });
    }
    let last = all.iter().find(|backup| backup.kind == BackupKind::Regular && backup.is_readable());
    let remedy = "make a backup now";
    match last.and_then(|last| last.at_ms).map(|at_ms| patient.now_ms.saturating_sub(at_ms) / DAY_MS) {
        None => found.push(Finding {
            code: "doctor.no_backup",
            severity: Severity::Advice,
            sentence: "there is no backup yet".to_owned(),
            remedy,
        }),
        Some(days) if days > OLD_DAYS => found.push(Finding {
            code: "doctor.old_backup",
            severity: Severity::Advice,
            sentence: format!("the last backup is {days} days old"),
            remedy,
        }),
        Some(days) if days < 0 => found.push(Finding {
            code: "doctor.clock",
            severity: Severity::Advice,
            sentence: format!("the last backup is from {} days ahead of this computer's clock", -days),
            remedy: "set the computer's clock right; nothing is removed because of it",
        }),
        Some(_) => {}
    }
    Ok(found)
}
