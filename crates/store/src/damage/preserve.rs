//! Keeping files as they are before anything touches them.

use std::path::{Path, PathBuf};

use crate::{StoreError, db, files, stamp};

/// Where damaged files are kept, under the library's folder.
pub(crate) const DAMAGED: &str = "damaged";

/// Makes a new folder `damaged/<UTC time>` and gives its path.
pub(crate) fn folder_for(folder: &Path, now_ms: i64) -> Result<PathBuf, StoreError> {
    let damaged = folder.join(DAMAGED);
    files::private_folder(&damaged)?;
    let path = files::free_name(&damaged, &stamp::utc(now_ms), "");
    files::private_folder(&path)?;
    Ok(path)
}

/// Copies the database, its log and the log's index, byte by byte, to `damaged/<UTC time>` and gives that folder.
pub(crate) fn preserve(folder: &Path, now_ms: i64) -> Result<PathBuf, StoreError> {
    let to = folder_for(folder, now_ms)?;
    for name in db::FILES {
        if folder.join(name).exists() {
            files::copy(&folder.join(name), &to.join(name))?;
        }
    }
    files::sync_folder(&to)?;
    Ok(to)
}
