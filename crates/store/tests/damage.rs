//! Damaged libraries: a clear message, the original as it was, and everything that can be read.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod common;

use std::{fs, path::Path};

use common::{DAY_MS, NOW_MS, crash_after_keeping, fill, numbers, open, raw};
use rusqlite::Connection;
use snapcade_store::{Library, StoreError, backup::backups, library::Notice, rescue};

const PAGE_BYTES: usize = 4096;

fn bytes(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("library.sqlite")).unwrap()
}

/// A library with `count` things of `size` bytes, closed in order.
fn library(count: u32, size: usize) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let library = open(home.path()).unwrap();
    fill(&raw(home.path()), 0, count, size);
    library.close().unwrap();
    home
}

/// Writes nonsense over the pages on which these things lie.
fn spoil(folder: &Path, things: &[u32]) {
    let mut file = bytes(folder);
    for thing in things {
        let marker = vec![*thing as u8; 200];
        let at = file.windows(200).rposition(|window| window == marker).unwrap();
        let page = at / PAGE_BYTES * PAGE_BYTES;
        for (place, byte) in file[page..page + PAGE_BYTES].iter_mut().enumerate() {
            *byte = (place as u8).wrapping_mul(31) ^ 0xa5;
        }
    }
    fs::write(folder.join("library.sqlite"), file).unwrap();
}

fn damaged(folder: &Path) -> String {
    let before = bytes(folder);
    let error = open(folder).err().expect("it is damaged");
    assert_eq!(error.code(), "library.damaged", "{error}");
    assert_eq!(bytes(folder), before, "nothing was written to it");
    error.to_string()
}

/// The things in what `open_damaged` shows, read through its folder's copy.
fn repaired_numbers(folder: &Path) -> Vec<u32> {
    let library = open(folder).unwrap();
    let found = numbers(&raw(folder));
    library.close().unwrap();
    found
}

#[test]
fn bad_pages_are_found_after_a_crash_and_the_rest_is_rescued() {
    let home = library(200, 900);
    spoil(home.path(), &[20, 100, 150]);
    // As a crash would leave it, so that it is checked.
    crash_mark(home.path());
    let before = bytes(home.path());
    let said = damaged(home.path());
    assert!(said.contains("Repair it"), "{said}");

    let rescued = Library::open_damaged(home.path()).unwrap();
    assert!(rescued.is_read_only());
    assert_eq!(bytes(home.path()), before);
    drop(rescued);

    let report = rescue::repair(home.path(), NOW_MS).unwrap();
    assert!(!report.is_complete());
    let assets = report.tables.iter().find(|table| table.name == "assets").unwrap();
    assert!(assets.lost && assets.rows >= 200 - 3 * 5, "{assets:?}");
    assert_eq!(fs::read(home.path().join(&report.kept).join("library.sqlite")).unwrap(), before);
    let found = repaired_numbers(home.path());
    assert_eq!(found.len() as u64, assets.rows);
    for lost in [20, 100, 150] {
        assert!(!found.contains(&lost));
    }
}

/// Marks the library as one whose program did not close it.
fn crash_mark(folder: &Path) {
    let owner = folder.join("library.owner");
    let said = fs::read_to_string(&owner).unwrap().replace("\"open\":false", "\"open\":true ");
    fs::write(owner, said).unwrap();
    fs::write(folder.join("library.sqlite-wal"), "").unwrap();
}

#[test]
fn what_the_damaged_one_lost_comes_from_the_backup_but_nothing_that_was_removed() {
    let home = library(100, 900);
    let library = open(home.path()).unwrap();
    library.backup(NOW_MS - DAY_MS).unwrap();
    let db = raw(home.path());
    let removed = db.execute("DELETE FROM assets WHERE rowid = 5", []).unwrap();
    assert_eq!(removed, 1);
    fill(&db, 100, 20, 900);
    drop(db);
    library.close().unwrap();
    spoil(home.path(), &[50]);
    let report = rescue::repair(home.path(), NOW_MS).unwrap();
    let assets = report.tables.iter().find(|table| table.name == "assets").unwrap();
    assert!(assets.from_backup >= 1, "{assets:?}");
    assert_eq!(report.backup.as_deref(), backups(home.path()).unwrap().first().map(|backup| backup.name.as_str()));
    let expected: Vec<u32> = (0..120).filter(|number| *number != 4).collect();
    assert_eq!(repaired_numbers(home.path()), expected);
}

#[test]
fn a_spoiled_first_page_costs_nothing() {
    for (with_backup, spoiled) in [(true, 0..4096), (false, 0..4096), (false, 0..16), (false, 100..4096)] {
        let home = library(30, 900);
        if with_backup {
            let library = open(home.path()).unwrap();
            library.backup(NOW_MS).unwrap();
            fill(&raw(home.path()), 30, 10, 900);
        }
        let mut file = bytes(home.path());
        file[spoiled.clone()].fill(0x5a);
        fs::write(home.path().join("library.sqlite"), file).unwrap();
        damaged(home.path());
        let report = rescue::repair(home.path(), NOW_MS).unwrap();
        assert!(report.is_complete(), "{spoiled:?} {report:?}");
        let count = if with_backup { 40 } else { 30 };
        assert_eq!(repaired_numbers(home.path()), (0..count).collect::<Vec<_>>(), "{spoiled:?}");
    }
}

#[test]
fn files_that_are_no_library_are_named_and_not_touched() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("library.sqlite");
    for (content, word) in
        [(Vec::new(), "empty"), (b"hello".to_vec(), "does not begin"), (vec![7; 50_000], "does not begin")]
    {
        fs::write(&path, &content).unwrap();
        let said = damaged(home.path());
        assert!(said.contains(word), "{said}");
        assert_eq!(bytes(home.path()), content);
    }
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE recipes (name)").unwrap();
    let before = bytes(home.path());
    let error = open(home.path()).err().unwrap();
    assert!(matches!(error, StoreError::NotALibrary), "{error}");
    assert_eq!(bytes(home.path()), before);
}

#[test]
fn a_library_that_was_cut_off_is_told_and_rescued() {
    let home = library(400, 900);
    let whole = bytes(home.path());
    fs::write(home.path().join("library.sqlite"), &whole[..whole.len() * 3 / 5]).unwrap();
    let said = damaged(home.path());
    assert!(said.contains("cut off"), "{said}");
    let report = rescue::repair(home.path(), NOW_MS).unwrap();
    assert!(!report.is_complete());
    let found = repaired_numbers(home.path());
    assert!(found.len() >= 150, "{} {report:?}", found.len());
}

#[test]
fn a_library_that_is_gone_is_not_begun_anew_beside_its_backups() {
    let home = library(10, 900);
    let library = open(home.path()).unwrap();
    library.backup(NOW_MS).unwrap();
    library.close().unwrap();
    fs::remove_file(home.path().join("library.sqlite")).unwrap();
    let error = open(home.path()).err().unwrap();
    assert!(error.to_string().contains("gone"), "{error}");
    let name = backups(home.path()).unwrap()[0].name.clone();
    snapcade_store::backup::restore_backup(home.path(), &name, NOW_MS).unwrap();
    assert_eq!(repaired_numbers(home.path()), (0..10).collect::<Vec<_>>());
}

#[test]
fn a_log_that_was_removed_is_told_and_the_rest_is_there() {
    let home = library(10, 900);
    crash_more(home.path(), 10, 15);
    fs::remove_file(home.path().join("library.sqlite-wal")).unwrap();
    let before = bytes(home.path());
    let library = open(home.path()).unwrap();
    let [Notice::LogMissing { kept }, Notice::UncleanEnd] = library.notices() else {
        panic!("{:?}", library.notices())
    };
    assert_eq!(fs::read(home.path().join(kept).join("library.sqlite")).unwrap(), before);
    drop(library);
    assert_eq!(repaired_numbers(home.path()), (0..10).collect::<Vec<_>>());
}

/// A crash after adding things one by one, over what is there.
fn crash_more(folder: &Path, from: u32, to: u32) {
    let library = open(folder).unwrap();
    fill(&raw(folder), from, to - from, 900);
    let left: Vec<_> = ["library.sqlite", "library.sqlite-wal", "library.owner"]
        .map(|name| (folder.join(name), fs::read(folder.join(name)).unwrap()))
        .into();
    drop(library);
    for (path, bytes) in left {
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn a_log_that_was_cut_off_keeps_what_stands_before_the_cut() {
    let home = library(10, 900);
    crash_more(home.path(), 10, 30);
    let path = home.path().join("library.sqlite-wal");
    let log = fs::read(&path).unwrap();
    fs::write(&path, &log[..log.len() / 2]).unwrap();
    let found = repaired_numbers(home.path());
    assert!(found.len() > 15 && found.len() < 30, "{}", found.len());
    assert_eq!(found, (0..found.len() as u32).collect::<Vec<_>>());
}

#[test]
fn a_log_with_a_flipped_bit_is_told_and_kept() {
    let home = library(10, 900);
    crash_more(home.path(), 10, 30);
    let path = home.path().join("library.sqlite-wal");
    let mut log = fs::read(&path).unwrap();
    let middle = log.len() / 2;
    log[middle] ^= 4;
    fs::write(&path, &log).unwrap();
    let library = open(home.path()).unwrap();
    let [Notice::LogBroken { kept }, Notice::UncleanEnd] = library.notices() else { panic!("{:?}", library.notices()) };
    assert_eq!(fs::read(home.path().join(kept).join("library.sqlite-wal")).unwrap(), log);
}

#[test]
fn a_repair_of_a_whole_library_changes_nothing_in_it() {
    let home = tempfile::tempdir().unwrap();
    crash_after_keeping(home.path(), 40, 2000);
    let report = rescue::repair(home.path(), NOW_MS).unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.backup, None);
    assert_eq!(repaired_numbers(home.path()), (0..40).collect::<Vec<_>>());
}

/// What chance does to a disk: some bytes of a page here and there, in the database or its log. Whatever it is, opening
/// tells or finds everything; a repair ends with a library that opens; the damaged files are kept.
#[test]
fn whatever_happens_to_the_bytes_a_repair_brings_a_library_back() {
    let home = library(300, 700);
    crash_more(home.path(), 300, 330);
    let files = ["library.sqlite", "library.sqlite-wal", "library.owner"]
        .map(|name| (name, fs::read(home.path().join(name)).unwrap()));
    let mut chance = Chance(7);
    let (mut told, mut rescued, mut rounds) = (0, 0, 0);
    for round in 0..40 {
        let spoiled = tempfile::tempdir().unwrap();
        for (name, content) in &files {
            let mut content = content.clone();
            if *name != "library.owner" {
                for _ in 0..=round % 4 {
                    let page = chance.below(content.len() / PAGE_BYTES) * PAGE_BYTES;
                    let from = page + chance.below(PAGE_BYTES - 64);
                    let count = [1, 16, 64, PAGE_BYTES - (from - page)][chance.below(4)];
                    content[from..from + count].iter_mut().for_each(|byte| *byte ^= chance.below(255) as u8 + 1);
                }
            }
            fs::write(spoiled.path().join(name), content).unwrap();
        }
        let before = bytes(spoiled.path());
        match open(spoiled.path()) {
            Ok(library) => library.close().unwrap(),
            Err(error) => {
                assert!(["library.damaged", "library.foreign"].contains(&error.code()), "{error}");
                assert_eq!(bytes(spoiled.path()), before);
                told += 1;
            }
        }
        rescue::repair(spoiled.path(), NOW_MS).unwrap();
        let library = open(spoiled.path()).unwrap();
        let count: u32 = raw(spoiled.path()).query_row("SELECT count(*) FROM assets", [], |row| row.get(0)).unwrap();
        library.close().unwrap();
        rescued += count;
        rounds += 1;
    }
    assert!(told > 10, "{told} of {rounds}");
    eprintln!("told {told} of {rounds}, rescued {} of 330 things on average", rescued / rounds);
    assert!(rescued / rounds > 200, "{} of 330 on average", rescued / rounds);
}

/// Numbers that are the same in each run (an LCG of Knuth's).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

#[test]
fn what_was_found_by_its_words_is_found_after_a_repair() {
    let home = library(3, 100);
    let add = "INSERT INTO search (rowid, title, author, theme, tags) VALUES (7, 'Luna''s Trip', 'Mia', 'moon', '')";
    raw(home.path()).execute(add, []).unwrap();
    assert!(rescue::repair(home.path(), NOW_MS).unwrap().is_complete());
    let found: i64 =
        raw(home.path()).query_row("SELECT rowid FROM search WHERE search MATCH 'luna'", [], |row| row.get(0)).unwrap();
    assert_eq!(found, 7);
}
