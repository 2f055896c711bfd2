//! A photo that is deleted is in no file any more: not in the library, not in its backups.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod common;

use std::{fs, path::Path};

use common::{DAY_MS, NOW_MS, open};
use snapcade_store::{
    Library,
    backup::{backups, restore_backup},
    library::NewHero,
};

const MARKER: &[u8] = b"GPS 48.137154, 11.576124, in front of our house";

/// Bytes of a photo that nobody has compressed, with something in the middle that nobody else should see.
fn photo(size: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..size as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    bytes[size / 2..size / 2 + MARKER.len()].copy_from_slice(MARKER);
    bytes
}

/// The files below a folder in which the marker is, by their paths there.
fn files_with_marker(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(place) = queue.pop() {
        for entry in fs::read_dir(place).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                queue.push(path);
            } else if fs::read(&path).is_ok_and(|bytes| bytes.windows(MARKER.len()).any(|window| window == MARKER)) {
                found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// A family with a photo in the library and in three backups, and a hero made of it.
fn family(home: &Path) -> (Library, snapcade_store::library::PhotoId) {
    let mut library = open(home).unwrap();
    library.backup(NOW_MS).unwrap();
    let id = library.keep_photo(&photo(600_000), NOW_MS).unwrap();
    let hero = NewHero { name: "Luna", kind: "pet", image: b"png", frames: b"json", photo: Some(id) };
    library.keep_hero(&hero, NOW_MS).unwrap();
    for day in 1..=3 {
        library.backup(NOW_MS + day * DAY_MS).unwrap();
    }
    (library, id)
}

#[test]
fn a_photo_leaves_all_backups_and_they_stay_whole() {
    let home = tempfile::tempdir().unwrap();
    let (mut library, id) = family(home.path());
    assert!(files_with_marker(home.path()).len() >= 4, "else the test finds nothing whatever there is");
    // What an interrupted backup leaves.
    let part = home.path().join("backups/library-000009-20261128T120000Z.sqlite.part");
    fs::copy(home.path().join("backups").join(&backups(home.path()).unwrap()[0].name), part).unwrap();

    let deleted = library.delete_photo(id).unwrap();
    assert!(deleted.is_wiped);
    assert_eq!(deleted.forgotten.backups.len(), 3, "the first backup never had it");
    assert_eq!((deleted.forgotten.backups_left, deleted.forgotten.others), (vec![], vec![]));
    assert_eq!(files_with_marker(home.path()), Vec::<String>::new());

    let found = backups(home.path()).unwrap();
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|backup| backup.is_readable() && backup.bytes < 400_000), "the place is given back");
    let last = found[0].name.clone();
    let backup = Library::open_backup(home.path(), &last).unwrap();
    let heroes = backup.heroes(false).unwrap();
    assert_eq!((heroes[0].name.as_str(), heroes[0].photo), ("Luna", None), "heroes made of it stay");
    assert_eq!(backup.photos().unwrap(), []);
    drop((backup, library));
    restore_backup(home.path(), &last, NOW_MS + 4 * DAY_MS).unwrap();
    assert_eq!(open(home.path()).unwrap().photos().unwrap(), []);
}

#[test]
fn what_cannot_be_taken_out_is_told_and_done_later() {
    let home = tempfile::tempdir().unwrap();
    let (mut library, id) = family(home.path());
    let name = backups(home.path()).unwrap()[0].name.clone();
    let path = home.path().join("backups").join(&name);
    let whole = fs::read(&path).unwrap();
    // A bad sector at the beginning, a copy by a later version, files of a repair, and another program's file.
    fs::write(&path, [&[0; 4096], &whole[4096..]].concat()).unwrap();
    let newer = home.path().join("backups/before-schema-999.sqlite");
    fs::write(&newer, [&whole[..60], &999_u32.to_be_bytes(), &whole[64..]].concat()).unwrap();
    fs::create_dir_all(home.path().join("damaged/20261121T120000Z")).unwrap();
    fs::write(home.path().join("damaged/20261121T120000Z/library.sqlite"), &whole).unwrap();

    let told = library.delete_photo(id).unwrap().forgotten;
    assert_eq!(told.backups.len(), 2);
    let left: Vec<&str> = told.backups_left.iter().map(|left| left.place.as_str()).collect();
    assert_eq!(left, ["backups/before-schema-999.sqlite".to_owned(), format!("backups/{name}")]);
    assert!(told.backups_left[0].why.contains("schema 999"), "{}", told.backups_left[0].why);
    assert_eq!(told.others[0].place, "damaged/20261121T120000Z");
    assert_eq!(files_with_marker(home.path()).len(), 3, "these are told, and nothing else has it");

    // The disk reads the file after all, and the other two go away. The program was closed meanwhile.
    library.close().unwrap();
    fs::write(&path, &whole).unwrap();
    fs::remove_file(&newer).unwrap();
    fs::remove_dir_all(home.path().join("damaged")).unwrap();
    let mut library = open(home.path()).unwrap();
    let told = library.forget_if_due().unwrap();
    assert_eq!((told.backups, told.backups_left), (vec![name], vec![]));
    assert_eq!(files_with_marker(home.path()), Vec::<String>::new());
    assert_eq!(library.forget_if_due().unwrap().backups, Vec::<String>::new(), "nothing is left to do");
}

#[test]
fn a_backup_that_is_being_made_is_looked_at_afterwards() {
    let home = tempfile::tempdir().unwrap();
    let (mut library, id) = family(home.path());
    let run = library.begin_backup(NOW_MS + 5 * DAY_MS).unwrap();
    let told = library.delete_photo(id).unwrap().forgotten;
    assert_eq!(told.backups_left.len(), 1, "it may have begun before");
    run.run(|_, _| ()).unwrap();
    assert_eq!(library.forget_if_due().unwrap().backups_left, []);
    assert!(library.wipe_if_due().unwrap());
    assert_eq!(files_with_marker(home.path()), Vec::<String>::new());
}

#[test]
fn a_photo_that_is_kept_again_is_not_forgotten() {
    let home = tempfile::tempdir().unwrap();
    let (mut library, id) = family(home.path());
    let name = backups(home.path()).unwrap()[0].name.clone();
    let foreign = home.path().join("backups/notes.sqlite");
    fs::write(&foreign, b"not a database at all").unwrap();
    assert_eq!(library.delete_photo(id).unwrap().forgotten.backups_left.len(), 1);
    library.keep_photo(&photo(600_000), NOW_MS + 6 * DAY_MS).unwrap();
    library.backup(NOW_MS + 6 * DAY_MS).unwrap();
    fs::remove_file(foreign).unwrap();
    assert_eq!(library.forget_if_due().unwrap().backups, Vec::<String>::new());
    assert_eq!(
        Library::open_backup(home.path(), &backups(home.path()).unwrap()[0].name).unwrap().photos().unwrap().len(),
        1
    );
    assert_eq!(Library::open_backup(home.path(), &name).unwrap().photos().unwrap(), []);
}
