//! A copy of a database by SQLite's backup API, in steps, checked, and on the disk before it has its name.

use std::path::{Path, PathBuf};

use rusqlite::{
    Connection,
    backup::{self, StepResult},
};

use super::PART;
use crate::{StoreError, db, files};

/// A step: half a megabyte.
const PAGES_PER_STEP: i32 = 128;

/// Copies what `source` sees at this moment to a new file; edits by other connections go on meanwhile. Gives the
/// copy's size in bytes. `progress` hears how many pages of how many are done.
pub(super) fn copy(source: &Connection, to: &Path, progress: &mut dyn FnMut(u32, u32)) -> Result<u64, StoreError> {
    let part = part_of(to);
    files::remove(&part)?;
    let done = write(source, &part, progress, |_| Ok(()));
    if let Err(error) = done.and_then(|()| files::sync(&part)).and_then(|()| files::rename(&part, to)) {
        let _ = files::remove(&part);
        return Err(error);
    }
    Ok(files::bytes(to))
}

/// Puts a changed copy in the place of a backup, in one moment.
pub(super) fn rewrite(
    source: Connection,
    path: &Path,
    change: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let part = part_of(path);
    files::remove(&part)?;
    let done = write(&source, &part, &mut |_, _| (), change).and_then(|()| files::sync(&part));
    // Not every system replaces a file that is open.
    drop(source);
    if let Err(error) = done.and_then(|()| files::replace(&part, path)) {
        let _ = files::remove(&part);
        return Err(error);
    }
    Ok(())
}

fn part_of(path: &Path) -> PathBuf {
    let mut part = path.as_os_str().to_owned();
    part.push(PART);
    part.into()
}

fn write(
    source: &Connection,
    part: &Path,
    progress: &mut dyn FnMut(u32, u32),
    change: impl FnOnce(&mut Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    files::create(part)?;
    let mut copy = db::write(part)?;
    // A reader holds its moment. Without this the copy would begin again with every edit.
    let moment = source.unchecked_transaction()?;
    moment.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    {
        let steps = backup::Backup::new(&moment, &mut copy)?;
        loop {
            let step = steps.step(PAGES_PER_STEP)?;
            let reached = steps.progress();
            let all = u32::try_from(reached.pagecount).unwrap_or(0);
            progress(all.saturating_sub(u32::try_from(reached.remaining).unwrap_or(0)), all);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(StoreError::Busy),
            }
        }
    }
    drop(moment);
    // One file, complete without a log beside it.
    let mode: String = copy.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Unsafe { setting: "journal_mode", found: mode });
    }
    // Whatever is interrupted here is thrown away whole: no journal with what is being deleted lies beside it.
    copy.query_row("PRAGMA journal_mode = MEMORY", [], |_| Ok(()))?;
    change(&mut copy)?;
    db::quick(&copy)?.into_result()?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(())
}
