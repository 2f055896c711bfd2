//! Backups: made while edits go on, thinned out, restored without writing over anything. And a full disk.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;

use std::fs;

use common::{DAY_MS, NOW_MS, add, fill, numbers, open, plays, raw};
use snapcade_store::{
    Library, StoreError,
    backup::{Backup, BackupKind, BackupName, backups, restore_backup},
};

#[test]
fn a_backup_is_one_moment_while_edits_go_on() {
    let home = tempfile::tempdir().unwrap();
    let library = open(home.path()).unwrap();
    let db = raw(home.path());
    fill(&db, 0, 500, 3000);
    let run = library.begin_backup(NOW_MS).unwrap();
    let mut next = 500;
    let mut steps = 0;
    let report = run
        .run(|done, all| {
            assert!(done <= all);
            steps += 1;
            add(&db, next, 3000).unwrap();
            next += 1;
        })
        .unwrap();
    assert!(steps >= 3, "{steps}");
    assert_eq!(report.name, "library-000001-20261121T120000Z.sqlite");
    let copy = rusqlite::Connection::open(home.path().join("backups").join(&report.name)).unwrap();
    assert_eq!(numbers(&copy), (0..500).collect::<Vec<_>>());
    assert_eq!(numbers(&db).len() as u32, next);
}

#[test]
fn one_a_day_and_none_lost_when_the_clock_is_wrong() {
    let home = tempfile::tempdir().unwrap();
    let library = open(home.path()).unwrap();
    let mut made = 0;
    for hour in (0..72).step_by(6) {
        made += i64::from(library.backup_if_due(NOW_MS + hour * DAY_MS / 24).unwrap().is_some());
    }
    assert_eq!(made, 3);
    // Ten years ahead, and back again.
    for now_ms in [NOW_MS + 3650 * DAY_MS, NOW_MS + 4 * DAY_MS] {
        let report = library.backup_if_due(now_ms).unwrap().unwrap();
        assert_eq!(report.removed, Vec::<String>::new());
    }
    let found = backups(home.path()).unwrap();
    assert_eq!(found.len(), 5);
    assert!(found.iter().all(|backup| backup.is_readable() && backup.kind == BackupKind::Regular));
    let names: Vec<_> = found.iter().map(|backup| BackupName::read(&backup.name).unwrap().number).collect();
    assert_eq!(names, [5, 4, 3, 2, 1]);
}

#[test]
fn restoring_keeps_what_was_there() {
    let home = tempfile::tempdir().unwrap();
    let library = open(home.path()).unwrap();
    fill(&raw(home.path()), 0, 5, 100);
    let report = library.backup(NOW_MS).unwrap();
    fill(&raw(home.path()), 5, 5, 100);
    let error = restore_backup(home.path(), &report.name, NOW_MS).unwrap_err();
    assert_eq!(error.code(), "library.in_use");
    library.close().unwrap();

    let restored = restore_backup(home.path(), &report.name, NOW_MS).unwrap();
    let kept = restored.kept.unwrap();
    assert_eq!(kept, "backups/before-restore-20261121T120000Z.sqlite");
    let library = open(home.path()).unwrap();
    assert_eq!(library.notices(), []);
    assert_eq!(numbers(&raw(home.path())), [0, 1, 2, 3, 4]);
    library.close().unwrap();

    // And back again.
    restore_backup(home.path(), kept.strip_prefix("backups/").unwrap(), NOW_MS + 1000).unwrap();
    let _library = open(home.path()).unwrap();
    assert_eq!(numbers(&raw(home.path())), (0..10).collect::<Vec<_>>());
    let found = backups(home.path()).unwrap();
    assert_eq!(found.iter().filter(|backup| backup.kind == BackupKind::BeforeRestore).count(), 2);
    assert!(found.iter().all(Backup::is_readable));
}

#[test]
fn a_backup_that_is_not_whole_is_not_restored() {
    let home = tempfile::tempdir().unwrap();
    let library = open(home.path()).unwrap();
    fill(&raw(home.path()), 0, 50, 3000);
    let report = library.backup(NOW_MS).unwrap();
    library.close().unwrap();
    let path = home.path().join("backups").join(&report.name);
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len() - 20 * 4096;
    bytes.truncate(end);
    fs::write(&path, bytes).unwrap();
    let before = fs::read(home.path().join("library.sqlite")).unwrap();
    for name in [report.name.as_str(), "../library.sqlite", "nothing.sqlite"] {
        assert_eq!(restore_backup(home.path(), name, NOW_MS).unwrap_err().code(), "library.backup");
    }
    assert_eq!(fs::read(home.path().join("library.sqlite")).unwrap(), before);
    assert_eq!(
        numbers(&{
            let _library = open(home.path()).unwrap();
            raw(home.path())
        })
        .len(),
        50
    );
}

#[test]
fn the_games_of_a_backup_can_be_looked_at() {
    let home = tempfile::tempdir().unwrap();
    let library = open(home.path()).unwrap();
    let report = library.backup(NOW_MS).unwrap();
    assert_eq!(Library::games_in_backup(home.path(), &report.name).unwrap(), []);
    let backup = Library::open_backup(home.path(), &report.name).unwrap();
    assert!(backup.is_read_only());
    drop(backup);
    assert_eq!(fs::read_dir(home.path().join("backups")).unwrap().count(), 1, "reading leaves nothing behind");
}

/// Not a test of its own: adds things until the disk is full and says what is kept.
#[test]
fn role_filler() {
    let Some(folder) = plays("role_filler") else { return };
    let library = open(&folder).unwrap();
    let db = raw(&folder);
    db.execute_batch("PRAGMA synchronous = FULL").unwrap();
    for number in 0..20_000 {
        match add(&db, number, 3000) {
            Ok(_) => println!("kept {number}."),
            Err(error) => {
                let error = StoreError::from(error);
                println!("error {}: {error}", error.code());
                break;
            }
        }
    }
    // A backup of a library on a full disk fails as clearly, and leaves nothing half.
    match library.backup(NOW_MS) {
        Ok(_) => println!("backup made"),
        Err(error) => println!("backup {}", error.code()),
    }
    println!("end.");
}

/// What the filler said: how many things it kept, and the rest.
fn filled(output: &std::process::Output) -> (u32, String) {
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    (said.lines().filter(|line| line.contains("kept ")).count() as u32, said)
}

#[cfg(unix)]
#[test]
fn when_files_cannot_grow_what_was_kept_is_kept() {
    use std::process::Command;
    let home = tempfile::tempdir().unwrap();
    open(home.path()).unwrap().close().unwrap();
    // 2 MB for each file; the signal that would end the program is ignored, as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 4096; exec \"$0\" --exact role_filler --nocapture --test-threads=1";
    let mut command = Command::new("sh");
    command.args(["-c", script]).arg(std::env::current_exe().unwrap());
    command.env(common::ROLE, "role_filler").env(common::FOLDER, home.path());
    let (kept, said) = filled(&command.output().unwrap());
    assert!(kept > 100, "{said}");
    assert!(said.contains("error library.disk"), "{said}");
    assert!(said.contains("What was saved before is safe"), "{said}");
    let _library = open(home.path()).unwrap();
    assert_eq!(numbers(&raw(home.path())), (0..kept).collect::<Vec<_>>());
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_what_was_kept_is_kept() {
    use std::process::Command;
    struct Mounted(tempfile::TempDir);
    impl Drop for Mounted {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0.path()).status();
        }
    }
    let place = tempfile::tempdir().unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(place.path()).output();
    if !mount.is_ok_and(|done| done.status.success()) {
        eprintln!("skipped: a small disk can be made by an administrator only; the limit on files stands for it");
        return;
    }
    let disk = Mounted(place);
    let folder = disk.0.path().join("Snapcade");
    let (kept, said) = filled(&common::command("role_filler", &folder).output().unwrap());
    assert!(kept > 100, "{said}");
    assert!(said.contains("error library.disk_full"), "{said}");
    assert!(said.contains("backup library.disk_full"), "{said}");
    assert!(fs::read_dir(folder.join("backups")).is_ok_and(|mut files| files.next().is_none()));
    let reader = Library::open(&folder, snapcade_store::OpenOptions::new(NOW_MS).read_only()).unwrap();
    assert!(reader.is_read_only());
    drop(reader);
    let _library = open(&folder).unwrap();
    assert_eq!(numbers(&raw(&folder)), (0..kept).collect::<Vec<_>>());
}

#[test]
fn a_library_at_its_limit_says_that_the_disk_is_full() {
    let home = tempfile::tempdir().unwrap();
    let _library = open(home.path()).unwrap();
    let db = raw(home.path());
    let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    db.query_row(&format!("PRAGMA max_page_count = {}", pages + 20), [], |_| Ok(())).unwrap();
    let (kept, error) = (0..).find_map(|number| add(&db, number, 3000).err().map(|error| (number, error))).unwrap();
    let error = StoreError::from(error);
    assert!(matches!(error, StoreError::DiskFull), "{error}");
    assert_eq!(numbers(&db).len() as u32, kept);
}
