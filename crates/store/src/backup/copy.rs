//! A copy of a database by SQLite's backup API, in steps, checked, and on the disk before it has its name.

use std::path::Path;

use rusqlite::{
    Connection, OpenFlags,
    backup::{self, StepResult},
};

use super::PART;
use crate::{StoreError, db, files};

/// A step: half a megabyte.
const PAGES_PER_STEP: i32 = 128;

/// Copies what `source` sees at this moment to a new file; edits by other connections go on meanwhile. Gives the
/// copy's size in bytes. `progress` hears how many pages of how many are done.
pub(super) fn copy(source: &Connection, to: &Path, progress: &mut dyn FnMut(u32, u32)) -> Result<u64, StoreError> {
    let mut part = to.as_os_str().to_owned();
    part.push(PART);
    let part = Path::new(&part);
    files::remove(part)?;
    let done = write(source, part, progress).and_then(|()| files::sync(part)).and_then(|()| files::rename(part, to));
    if let Err(error) = done {
        let _ = files::remove(part);
        return Err(error);
    }
    Ok(files::bytes(to))
}

fn write(source: &Connection, part: &Path, progress: &mut dyn FnMut(u32, u32)) -> Result<(), StoreError> {
    files::create(part)?;
    let mut copy = Connection::open_with_flags(part, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
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
    db::quick(&copy)?.into_result()?;
    copy.close().map_err(|(_, error)| error)?;
    Ok(())
}
