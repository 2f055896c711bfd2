//! Putting another database in the place of the library's. The old files move away as they are; a crash in between
//! is brought to its end by the next opening.

use std::path::Path;

use crate::{StoreError, damage, db, files};

/// A database that is being written, worth nothing until it is whole.
pub(crate) const UNFINISHED: &str = "library.unfinished.sqlite";
/// A whole database that waits for its place.
pub(crate) const NEXT: &str = "library.next.sqlite";

/// Gives a whole database, on the disk under [`UNFINISHED`], the library's place. The old database goes to `old`, the
/// rest of the old files to the folder `rest`.
pub(crate) fn swap(folder: &Path, old: &Path, rest: &Path) -> Result<(), StoreError> {
    files::sync(&folder.join(UNFINISHED))?;
    files::remove(&folder.join(NEXT))?;
    files::rename(&folder.join(UNFINISHED), &folder.join(NEXT))?;
    if folder.join(db::FILE).exists() {
        files::rename(&folder.join(db::FILE), old)?;
    }
    finish(folder, rest)
}

/// Ends a swap that was interrupted; whether there was one.
pub(crate) fn end_interrupted(folder: &Path, now_ms: i64) -> Result<bool, StoreError> {
    files::remove(&folder.join(UNFINISHED))?;
    files::remove(&folder.join(format!("{UNFINISHED}-journal")))?;
    if !folder.join(NEXT).exists() {
        return Ok(false);
    }
    if folder.join(db::FILE).exists() {
        // It had not begun: the old library is where it was.
        files::remove(&folder.join(NEXT))?;
        return Ok(false);
    }
    finish(folder, &damage::folder_for(folder, now_ms)?)?;
    Ok(true)
}

/// A log that stays would be read into the new database.
fn finish(folder: &Path, rest: &Path) -> Result<(), StoreError> {
    for name in db::FILES.into_iter().filter(|name| *name != db::FILE) {
        if folder.join(name).exists() {
            files::rename(&folder.join(name), &files::free_name(rest, name, ""))?;
        }
    }
    files::rename(&folder.join(NEXT), &folder.join(db::FILE))
}
