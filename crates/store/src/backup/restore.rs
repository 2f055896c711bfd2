//! Bringing a backup back. The library as it is becomes a backup itself.

use std::path::Path;

use super::{backups_folder, list, swap};
use crate::{
    StoreError,
    damage::{self, Look},
    db, files,
    instance::{Instance, Taken},
    library::{OpenOptions, WhyReadOnly},
    stamp,
};

/// What became of the library that was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    /// Where it is kept, under the library's folder; nothing if there was none.
    pub kept: Option<String>,
}

/// Puts a backup in the library's place. The library must not be open.
///
/// # Errors
/// [`StoreError::Backup`] if the backup is not whole; then nothing was changed.
pub fn restore_backup(folder: &Path, name: &str, now_ms: i64) -> Result<RestoreReport, StoreError> {
    let path = list::path_of(folder, name)?;
    let mut instance = match Instance::take(folder, &OpenOptions::new(now_ms))? {
        Taken::Instance(instance) => instance,
        Taken::Forbidden(said) => return Err(StoreError::ReadOnly { why: WhyReadOnly::Disk { said } }),
    };
    swap::end_interrupted(folder, now_ms)?;
    check(&path).map_err(|why| StoreError::Backup { name: name.to_owned(), why })?;
    files::copy(&path, &folder.join(swap::UNFINISHED))?;
    let there = folder.join(db::FILE).exists();
    let (old, rest) = if settle(folder).is_ok() {
        let backups = backups_folder(folder)?;
        let old = files::free_name(&backups, &format!("before-restore-{}", stamp::utc(now_ms)), ".sqlite");
        (old, backups)
    } else {
        // Not whole, so it is not a backup: it is kept with its log, byte by byte.
        let rest = damage::folder_for(folder, now_ms)?;
        (rest.join(db::FILE), rest)
    };
    swap::swap(folder, &old, &rest)?;
    // What is there now was closed in order, whatever the mark said of the old one.
    instance.begin()?;
    instance.end_clean()?;
    let kept = old.strip_prefix(folder).unwrap_or(&old).display().to_string();
    Ok(RestoreReport { kept: there.then_some(kept) })
}

/// Why a file is no backup that could be restored.
fn check(path: &Path) -> Result<(), String> {
    let read = || -> Result<(i32, u32), StoreError> {
        let db = db::read_unchanging(path)?;
        db::quick(&db)?.into_result()?;
        let id = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        Ok((id, db.pragma_query_value(None, "user_version", |row| row.get(0))?))
    };
    let (id, schema) = read().map_err(|error| error.to_string())?;
    if id != db::APPLICATION_ID {
        return Err("it is not a library of Snapcade".to_owned());
    }
    if schema > db::newest(&db::known()) {
        return Err("a newer Snapcade made it; update Snapcade".to_owned());
    }
    Ok(())
}

/// Brings the log of a library that is whole into its one file.
fn settle(folder: &Path) -> Result<(), StoreError> {
    if damage::look(folder)? == Look::Nothing {
        return Ok(());
    }
    let db = db::write(&folder.join(db::FILE))?;
    db::quick(&db)?.into_result()?;
    let mode: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Unsafe { setting: "journal_mode", found: mode });
    }
    Ok(db.close().map_err(|(_, error)| error)?)
}
