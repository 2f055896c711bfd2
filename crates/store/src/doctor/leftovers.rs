//! Files that an interruption left behind.

use std::path::Path;

use super::{Finding, Patient, Severity};
use crate::{StoreError, backup, damage, files};

#[allow(clippy::unnecessary_wraps, reason = "the shape of every check")]
pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let mut found = Vec::new();
    let here = left(patient.folder, |name| {
        name.starts_with("rescue-") || name.starts_with("library.unfinished") || name.starts_with("library.new")
    });
    let parts = left(&patient.folder.join(backup::BACKUPS), |name| name.ends_with(backup::PART));
    if here + parts > 0 {
        found.push(Finding {
            code: "doctor.leftovers",
            severity: Severity::Advice,
            sentence: format!("{} files of an interrupted backup or repair are left", here + parts),
            remedy: "remove rescue-…, library.unfinished… and backups/….part from the library's folder",
        });
    }
    let damaged = left(&patient.folder.join(damage::DAMAGED), |_| true);
    if damaged > 0 {
        found.push(Finding {
            code: "doctor.damaged_kept",
            severity: Severity::Note,
            sentence: match damaged {
                1 => "damaged files are kept in the folder damaged".to_owned(),
                _ => format!("damaged files of {damaged} occasions are kept in the folder damaged"),
            },
            remedy: "remove them when nothing is missing",
        });
    }
    let swapped = files::bytes(&patient.folder.join("library.next.sqlite")) > 0;
    if swapped {
        found.push(Finding {
            code: "doctor.interrupted",
            severity: Severity::Note,
            sentence: "a repair or a restoring was interrupted".to_owned(),
            remedy: "open the library: it is brought to its end then",
        });
    }
    Ok(found)
}

/// How many names in a folder are such ones.
fn left(folder: &Path, is_left: impl Fn(&str) -> bool) -> usize {
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.filter(|name| name.to_str().is_some_and(&is_left)).count()
}
