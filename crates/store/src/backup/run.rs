//! Making a backup.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;

use super::{BackupName, backups_folder, copy, list, rotate};
use crate::{Library, StoreError, db, files};

/// A backup is due when the last is this old, or this far in the future: nearly a day, so that a family that plays at
/// the same hour each day has one each day.
const DUE_MS: u64 = 20 * 60 * 60 * 1000;

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    /// Its file's name in the folder `backups`.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Older ones that went.
    pub removed: Vec<String>,
}

/// A backup that is about to be made, with a connection of its own: it may run on another thread while edits go on.
#[derive(Debug)]
pub struct BackupRun {
    source: Connection,
    folder: PathBuf,
    now_ms: i64,
    running: Arc<Mutex<()>>,
}

impl BackupRun {
    /// Makes the backup of this moment. `progress` hears how many pages of how many are done.
    pub fn run(self, mut progress: impl FnMut(u32, u32)) -> Result<BackupReport, StoreError> {
        let folder = backups_folder(&self.folder)?;
        // One after the other: each takes the next number.
        let _turn = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let number = regular(&self.folder)?.iter().map(|name| name.number).max().unwrap_or(0).saturating_add(1);
        let name = BackupName { number, at_ms: self.now_ms }.file_name();
        let bytes = copy::copy(&self.source, &folder.join(&name), &mut progress)?;
        let mut removed = Vec::new();
        for old in rotate::obsolete(&regular(&self.folder)?) {
            files::remove(&folder.join(old.file_name()))?;
            removed.push(old.file_name());
        }
        Ok(BackupReport { name, bytes, removed })
    }
}

impl Library {
    /// Prepares a backup, to be run here or on another thread.
    pub fn begin_backup(&self, now_ms: i64) -> Result<BackupRun, StoreError> {
        if let Some(why) = self.why_read_only() {
            return Err(StoreError::ReadOnly { why: why.clone() });
        }
        let source = db::read(&self.folder().join(db::FILE))?;
        Ok(BackupRun { source, folder: self.folder().to_owned(), now_ms, running: Arc::clone(&self.backing_up) })
    }

    /// Makes a backup now.
    pub fn backup(&self, now_ms: i64) -> Result<BackupReport, StoreError> {
        self.begin_backup(now_ms)?.run(|_, _| ())
    }

    /// Makes a backup if the last is from another day.
    pub fn backup_if_due(&self, now_ms: i64) -> Result<Option<BackupReport>, StoreError> {
        self.begin_backup_if_due(now_ms)?.map(|run| run.run(|_, _| ())).transpose()
    }

    /// Prepares a backup if the last is from another day.
    pub fn begin_backup_if_due(&self, now_ms: i64) -> Result<Option<BackupRun>, StoreError> {
        if is_due(self.folder(), now_ms)? { self.begin_backup(now_ms).map(Some) } else { Ok(None) }
    }
}

fn is_due(folder: &Path, now_ms: i64) -> Result<bool, StoreError> {
    let last = regular(folder)?.into_iter().max_by_key(|name| name.number);
    Ok(last.is_none_or(|last| now_ms.abs_diff(last.at_ms) >= DUE_MS))
}

/// The regular backups that are there.
pub(crate) fn regular(folder: &Path) -> Result<Vec<BackupName>, StoreError> {
    // A file that somebody renamed by hand is theirs: only names that we would give are ours to remove.
    let ours = |name: &String| BackupName::read(name).filter(|read| read.file_name() == *name);
    Ok(list::names(folder)?.iter().filter_map(ours).collect())
}
