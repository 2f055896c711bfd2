//! The doctor: looks at everything that can go wrong with a library, and changes nothing.

mod assets;
mod backups;
mod games;
mod instance;
mod integrity;
mod leftovers;
mod permissions;
mod settings;
mod space;

use std::path::Path;

use rusqlite::Connection;

use crate::{
    Library, StoreError,
    damage::{self, Look},
    library::WhyReadOnly,
};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something to do when there is time.
    Advice,
    /// Work is lost or could be: act on it now.
    Danger,
}

/// Something that the doctor found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A name that never changes, for programs.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is.
    pub sentence: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// What the doctor looked at, and found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoctorReport {
    /// What was looked at.
    pub checks: Vec<&'static str>,
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
}

impl DoctorReport {
    /// Whether there is nothing to do.
    pub fn is_healthy(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity == Severity::Note)
    }
}

/// What a check gets to see.
struct Patient<'a> {
    folder: &'a Path,
    /// A connection that reads; nothing when the library cannot be opened.
    db: Option<&'a Connection>,
    now_ms: i64,
}

type Check = fn(&Patient<'_>) -> Result<Vec<Finding>, StoreError>;

/// Every check, by what it looks at. A new one is a file and a line here.
const CHECKS: &[(&str, Check)] = &[
    ("the database's settings", settings::check),
    ("every page, index and reference, and the search index", integrity::check),
    ("every picture and sound against its name", assets::check),
    ("every game's document", games::check),
    ("backups", backups::check),
    ("room on the disk", space::check),
    ("who has the library open, and how the last one closed it", instance::check),
    ("who may read the files", permissions::check),
    ("files that were left behind", leftovers::check),
];

/// Looks at a library, which another program may have open. The time is in milliseconds since 1970 UTC.
pub fn doctor(folder: &Path, now_ms: i64) -> DoctorReport {
    let mut report = DoctorReport::default();
    if matches!(damage::look(folder), Ok(Look::Nothing)) {
        report.findings.push(Finding {
            code: "doctor.no_library",
            severity: Severity::Advice,
            sentence: format!("there is no library in {} yet", folder.display()),
            remedy: "look whether this is the folder you mean; making or importing a game begins a library in it",
        });
        return report;
    }
    let library = Library::open_read_only(folder, WhyReadOnly::Asked);
    if let Err(error) = &library {
        report.findings.push(from_error(error));
    }
    let patient = Patient { folder, db: library.as_ref().ok().map(|library| &library.db), now_ms };
    for (name, check) in CHECKS {
        report.checks.push(name);
        match check(&patient) {
            Ok(found) => report.findings.extend(found),
            Err(error) => report.findings.push(from_error(&error)),
        }
    }
    report.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    report.findings.dedup();
    report
}

/// What keeps the doctor from looking is a finding.
fn from_error(error: &StoreError) -> Finding {
    let remedy = match error {
        StoreError::Damaged { .. } => "repair the library, or bring back a backup",
        StoreError::Folder { .. } => "check that the folder is there and that you may read it",
        _ => "do what the sentence says",
    };
    Finding { code: error.code(), severity: Severity::Danger, sentence: error.to_string(), remedy }
}
