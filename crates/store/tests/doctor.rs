//! The doctor: finds what is wrong, says what to do, and changes nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;

use std::fs;

use common::{DAY_MS, NOW_MS, fill, open, raw};
use snapcade_store::doctor::{DoctorReport, Severity, doctor};

fn codes(report: &DoctorReport) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code).filter(|code| *code != "doctor.space").collect()
}

#[test]
fn a_library_in_good_health_has_nothing_to_do() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("Snapcade");
    let library = open(&folder).unwrap();
    library.backup(NOW_MS).unwrap();
    let report = doctor(&folder, NOW_MS + DAY_MS);
    assert_eq!(codes(&report), ["doctor.in_use"]);
    library.close().unwrap();
    assert_eq!(codes(&doctor(&folder, NOW_MS + DAY_MS)), [""; 0]);
    assert_eq!(codes(&doctor(&folder, NOW_MS + 30 * DAY_MS)), ["doctor.old_backup"]);
    assert_eq!(codes(&doctor(&folder, NOW_MS - 3650 * DAY_MS)), ["doctor.clock"]);
    assert!(report.checks.len() >= 9);
}

#[test]
fn what_is_wrong_is_found_and_nothing_is_changed() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("Snapcade");
    let library = open(&folder).unwrap();
    // Their names are not their hashes.
    fill(&raw(&folder), 0, 3, 100);
    library.close().unwrap();
    fs::create_dir(folder.join("backups")).unwrap();
    fs::write(folder.join("backups/library-000001-20261120T120000Z.sqlite"), "nonsense").unwrap();
    fs::write(folder.join("backups/library-000002-20261121T120000Z.sqlite.part"), "half").unwrap();
    let before = fs::read(folder.join("library.sqlite")).unwrap();
    let report = doctor(&folder, NOW_MS);
    let found = codes(&report);
    for code in ["doctor.assets", "doctor.bad_backups", "doctor.no_backup", "doctor.leftovers"] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
    assert!(!report.is_healthy());
    assert_eq!(report.findings[0].severity, Severity::Danger);
    assert!(report.findings.iter().all(|finding| !finding.remedy.is_empty()));
    assert_eq!(fs::read(folder.join("library.sqlite")).unwrap(), before);
}

#[test]
fn a_damaged_library_is_told_and_the_rest_is_looked_at() {
    let home = tempfile::tempdir().unwrap();
    let library = open(home.path()).unwrap();
    fill(&raw(home.path()), 0, 100, 900);
    library.close().unwrap();
    let path = home.path().join("library.sqlite");
    let mut file = fs::read(&path).unwrap();
    let end = file.len() - 10 * 4096;
    file[end..end + 4096].fill(0xa5);
    fs::write(&path, &file).unwrap();
    let found = codes(&doctor(home.path(), NOW_MS));
    assert!(found.contains(&"doctor.pages"), "{found:?}");
    assert!(found.contains(&"doctor.no_backup"), "{found:?}");

    fs::write(&path, "").unwrap();
    let found = codes(&doctor(home.path(), NOW_MS));
    assert!(found.contains(&"library.damaged"), "{found:?}");
}
