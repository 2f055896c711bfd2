//! Forgetting in backups: what was deleted on purpose goes out of every copy, too.
//!
//! A backup is never changed in its place. A new one without the photo is written beside it, checked, brought to the disk and
//! then given the old one's name: whatever happens in between, a whole backup has that name.

use std::path::Path;

use rusqlite::Connection;
use snapcade_game::AssetHash;

use super::{BACKUPS, PART, copy, list};
use crate::{
    Library, StoreError,
    damage::DAMAGED,
    db, files,
    tables::{assets, photos},
};

/// Where the bytes of a photo that was deleted may still be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillThere {
    /// The file or folder, under the library's folder.
    pub place: String,
    /// Why they were not taken out there.
    pub why: String,
}

/// What became of photos in backups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// The backups that had one of them, and have it no more.
    pub backups: Vec<String>,
    /// The backups that nothing could be taken out of. It is tried again later.
    pub backups_left: Vec<StillThere>,
    /// Other files that may have one of them. Only a person can say that they are not needed.
    pub others: Vec<StillThere>,
}

/// Takes photos out of every backup. What cannot be done is told.
pub(crate) fn forget(folder: &Path, gone: &[AssetHash]) -> Forgotten {
    let mut forgotten = Forgotten { others: damaged(folder), ..Forgotten::default() };
    let names = match list::names(folder) {
        Ok(names) => names,
        Err(error) => {
            forgotten.backups_left.push(StillThere { place: BACKUPS.to_owned(), why: error.to_string() });
            return forgotten;
        }
    };
    for name in names {
        match forget_in(&folder.join(BACKUPS).join(&name), gone) {
            Ok(true) => forgotten.backups.push(name),
            Ok(false) => {}
            Err(why) => forgotten.backups_left.push(StillThere { place: format!("{BACKUPS}/{name}"), why }),
        }
    }
    forgotten
}

/// Removes backups that were interrupted: worth nothing, and they may hold what is to be forgotten. No backup may be running.
pub(crate) fn remove_parts(folder: &Path) -> Result<(), StoreError> {
    let path = folder.join(BACKUPS);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::at(&path)(error)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.ends_with(PART) || name.ends_with(&format!("{PART}-journal"))) {
            files::remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Takes photos out of one backup; whether it had any.
fn forget_in(path: &Path, gone: &[AssetHash]) -> Result<bool, String> {
    let said = |error: StoreError| match error {
        StoreError::Damaged { damage, .. } => format!("this backup is damaged: {damage}"),
        error => error.to_string(),
    };
    let source = db::read_unchanging(path).map_err(said)?;
    if !is_ours(&source)? {
        return Ok(false);
    }
    if !has_any(&source, gone).map_err(said)? {
        return Ok(false);
    }
    let change = |copy: &mut Connection| -> Result<(), StoreError> {
        let change = copy.transaction()?;
        for &hash in gone {
            photos::delete_with_hash(&change, hash)?;
        }
        assets::sweep(&change)?;
        change.commit()?;
        let mut statement = copy.prepare("PRAGMA incremental_vacuum")?;
        let mut pages = statement.query([])?;
        while pages.next()?.is_some() {}
        Ok(())
    };
    copy::rewrite(source, path, change).map_err(said)?;
    Ok(true)
}

/// Whether a file in the folder of backups is a library that may be written: not whether somebody else's.
fn is_ours(db: &Connection) -> Result<bool, String> {
    let number = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let read = || -> rusqlite::Result<_> { Ok((number("application_id")?, number("user_version")?)) };
    let (id, schema) = read().map_err(|error| format!("this backup cannot be read ({error})"))?;
    let newest = db::newest(&db::known());
    if id != i64::from(db::APPLICATION_ID) {
        return Err("this is not a backup of Snapcade's".to_owned());
    }
    // An older schema has the same tables: steps only add.
    if schema == 0 || schema > i64::from(newest) {
        return Err(format!("another Snapcade made this backup (schema {schema}; this one knows {newest})"));
    }
    Ok(true)
}

fn has_any(db: &Connection, gone: &[AssetHash]) -> Result<bool, StoreError> {
    for &hash in gone {
        if photos::with_hash(db, hash)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Damaged files are kept as they were found, so nothing is taken out of them.
fn damaged(folder: &Path) -> Vec<StillThere> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let rescues = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let rescues = rescues.filter(|name| name.starts_with("rescue-"));
    let kept = std::fs::read_dir(folder.join(DAMAGED)).into_iter().flatten().flatten();
    let kept = kept.filter_map(|entry| Some(format!("{DAMAGED}/{}", entry.file_name().to_str()?)));
    let mut places: Vec<String> = kept.chain(rescues).collect();
    places.sort();
    let why = "files of a damaged library are kept here as they were found; remove them when nothing is missing";
    places.into_iter().map(|place| StillThere { place, why: why.to_owned() }).collect()
}

impl Library {
    /// Whether a backup is being made at this moment.
    pub(crate) fn is_backing_up(&self) -> bool {
        std::sync::Arc::strong_count(&self.backing_up) > 1
    }
}
