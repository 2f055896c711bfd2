//! Opening the library: a new one, one that crashed, one of a newer Snapcade, one on a disk that cannot be written.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;

use std::fs;

use common::{NOW_MS, crash_after_keeping, fill, numbers, open, plays, process, raw, wait_for};
use snapcade_store::{
    Library, OpenOptions, StoreError,
    library::{Notice, WhyReadOnly},
};

#[test]
fn a_new_library_is_made_and_found_again() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("Snapcade");
    let library = open(&folder).unwrap();
    assert!(!library.is_read_only());
    assert_eq!(library.notices(), []);
    fill(&raw(&folder), 0, 3, 10);
    library.close().unwrap();
    assert!(!folder.join("library.sqlite-wal").exists(), "a clean end leaves no log");
    let library = open(&folder).unwrap();
    assert_eq!(library.notices(), []);
    assert_eq!(numbers(&raw(&folder)), [0, 1, 2]);
}

#[cfg(unix)]
#[test]
fn nobody_else_on_this_computer_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("Snapcade");
    let library = open(&folder).unwrap();
    library.backup(NOW_MS).unwrap();
    let mut looked = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{folder:?}");
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.path());
            looked += 1;
        }
    }
    assert!(looked >= 6, "{looked}");
}

#[test]
fn after_a_crash_it_is_checked_and_everything_is_there() {
    let home = tempfile::tempdir().unwrap();
    crash_after_keeping(home.path(), 50, 1000);
    let library = open(home.path()).unwrap();
    assert_eq!(library.notices(), [Notice::UncleanEnd]);
    assert_eq!(numbers(&raw(home.path())), (0..50).collect::<Vec<_>>());
    library.close().unwrap();
    assert_eq!(open(home.path()).unwrap().notices(), []);
}

#[test]
fn a_library_of_a_newer_snapcade_is_only_read() {
    let home = tempfile::tempdir().unwrap();
    open(home.path()).unwrap().close().unwrap();
    fill(&raw(home.path()), 0, 3, 10);
    raw(home.path())
        .execute_batch("CREATE TABLE holograms (id INTEGER PRIMARY KEY); PRAGMA user_version = 999")
        .unwrap();
    let library = open(home.path()).unwrap();
    assert!(matches!(library.why_read_only(), Some(WhyReadOnly::Newer { found: 999, .. })));
    let error = library.backup(NOW_MS).unwrap_err();
    assert_eq!(error.code(), "library.read_only");
    assert!(error.to_string().contains("update Snapcade"), "{error}");
    library.close().unwrap();
    let schema: i64 = raw(home.path()).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(schema, 999);
}

#[test]
fn one_can_read_beside_the_program_that_writes() {
    let home = tempfile::tempdir().unwrap();
    let _writer = open(home.path()).unwrap();
    let reader = Library::open(home.path(), OpenOptions::new(NOW_MS).read_only()).unwrap();
    assert_eq!(reader.why_read_only(), Some(&WhyReadOnly::Asked));
}

#[test]
fn reading_where_there_is_no_library_makes_none() {
    let home = tempfile::tempdir().unwrap();
    let error = Library::open(home.path(), OpenOptions::new(NOW_MS).read_only()).err().unwrap();
    assert_eq!(error.code(), "library.folder");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

/// Not a test of its own: opens a library in another process, perhaps as another user, and tells how it went.
#[test]
fn role_reader() {
    let Some(folder) = plays("role_reader") else { return };
    match open(&folder) {
        Ok(library) => println!("read_only={} {}.", library.is_read_only(), library.why_read_only().unwrap()),
        Err(error) => println!("error {error}."),
    }
    println!("ready");
}

/// The administrator may write everywhere, so as one the reader is somebody else.
#[cfg(unix)]
#[test]
fn on_a_disk_that_cannot_be_written_it_is_read_with_its_log() {
    use std::os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::CommandExt as _,
    };
    for with_log in [true, false] {
        let home = tempfile::tempdir().unwrap();
        crash_after_keeping(home.path(), 20, 5000);
        if !with_log {
            open(home.path()).unwrap().close().unwrap();
        }
        let before: Vec<_> = files(home.path());
        let administrator = fs::metadata(home.path()).unwrap().uid() == 0;
        for (name, _) in &before {
            fs::set_permissions(home.path().join(name), fs::Permissions::from_mode(0o444)).unwrap();
        }
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let mut command = common::command("role_reader", home.path());
        if administrator {
            command.uid(65_534);
        }
        let output = command.output();
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let Ok(output) = output else {
            // The other user may not be allowed to run this test's program.
            eprintln!("skipped: the test's program cannot be started as another user");
            return;
        };
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("read_only=true its folder cannot be written"), "with log {with_log}: {said}");
        assert_eq!(files(home.path()), before, "nothing was written");
    }
}

#[cfg(unix)]
fn files(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn errors_tell_their_code() {
    let error = StoreError::DiskFull;
    assert_eq!(error.code(), "library.disk_full");
}

/// Not a test of its own: keeps adding and says what is kept, until it is killed.
#[test]
fn role_writer() {
    let Some(folder) = plays("role_writer") else { return };
    let _library = open(&folder).unwrap();
    let db = raw(&folder);
    db.execute_batch("PRAGMA synchronous = FULL").unwrap();
    for number in numbers(&db).len() as u32.. {
        common::add(&db, number, 3000).unwrap();
        println!("kept {number}.");
    }
}

#[test]
fn killed_in_the_middle_of_writing_it_keeps_what_it_said_is_kept() {
    let home = tempfile::tempdir().unwrap();
    open(home.path()).unwrap().close().unwrap();
    let mut kept = 0;
    for round in 1..=8 {
        let mut writer = process("role_writer", home.path());
        kept += round * 7;
        wait_for(&mut writer, &format!("kept {kept}."));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let library = open(home.path()).unwrap();
        assert_eq!(library.notices(), [Notice::UncleanEnd]);
        let found = numbers(&raw(home.path()));
        assert!(found.len() as u32 > kept, "{} of {kept}", found.len());
        assert_eq!(found, (0..found.len() as u32).collect::<Vec<_>>());
        kept = found.len() as u32;
    }
}
