//! What can still be read of a damaged library: every row of every table that is not on a bad page, brought into a new
//! database.

mod header;
mod rows;
mod table;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

pub use table::RescuedTable;

use crate::{
    Library, StoreError,
    backup::{self, swap},
    damage::{self, Damage, Look},
    db, files,
    instance::{Instance, Taken},
    library::{OpenOptions, WhyReadOnly, copy_into},
};

/// What a repair could do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairReport {
    /// Where the damaged files are kept as they were, under the library's folder.
    pub kept: String,
    /// The backup that rows were taken from which the damaged library had lost, if one was of use.
    pub backup: Option<String>,
    /// The tables, in the order of their names.
    pub tables: Vec<RescuedTable>,
    /// Tables with rows that name others which are lost, in words of the database.
    pub loose: Vec<String>,
}

impl RepairReport {
    /// Whether everything is there.
    pub fn is_complete(&self) -> bool {
        self.loose.is_empty() && self.tables.iter().all(RescuedTable::is_complete)
    }
}

impl Library {
    /// Reads what can be read of a damaged library. Nothing in its folder is touched; what is read lies in a copy
    /// that goes with the value.
    pub fn open_damaged(folder: &Path) -> Result<Self, StoreError> {
        let place = temporary(&std::env::temp_dir())?;
        let new = place.path().join("rescued.sqlite");
        rescue(folder, place.path(), &new)?;
        let db = db::read(&new)?;
        Ok(Self::reading(folder, db, WhyReadOnly::Rescued, Some(place)))
    }
}

/// Makes a whole library of a damaged one: with every row that can be read, and with rows of the newest backup that is
/// whole where the damaged one has lost them. The damaged files are kept under `damaged/`. The library must not be
/// open.
pub fn repair(folder: &Path, now_ms: i64) -> Result<RepairReport, StoreError> {
    if matches!(damage::look(folder), Ok(Look::Nothing)) && !folder.join(swap::NEXT).exists() {
        return Err(StoreError::NoLibrary { folder: folder.to_owned() });
    }
    let mut instance = match Instance::take(folder, &OpenOptions::new(now_ms))? {
        Taken::Instance(instance) => instance,
        Taken::Forbidden(said) => return Err(StoreError::ReadOnly { why: WhyReadOnly::Disk { said } }),
    };
    swap::end_interrupted(folder, now_ms)?;
    if !db::FILES.iter().any(|name| folder.join(name).exists()) && !backup::any(folder) {
        return Err(StoreError::damaged(Damage::Missing));
    }
    let place = temporary(folder)?;
    let new = folder.join(swap::UNFINISHED);
    let (backup, tables, loose) = rescue(folder, place.path(), &new)?;
    drop(place);
    let kept = damage::folder_for(folder, now_ms)?;
    swap::swap(folder, &kept.join(db::FILE), &kept)?;
    // What is there now was closed in order, whatever the mark said of the old one.
    instance.begin()?;
    instance.end_clean()?;
    let kept = kept.strip_prefix(folder).unwrap_or(&kept).display().to_string();
    Ok(RepairReport { kept, backup, tables, loose })
}

fn temporary(parent: &Path) -> Result<TempDir, StoreError> {
    tempfile::Builder::new().prefix("rescue-").tempdir_in(parent).map_err(StoreError::at(parent))
}

type Rescued = (Option<String>, Vec<RescuedTable>, Vec<String>);

/// Fills a new database from the copy of a damaged one, made in `place`, and from the newest backup.
fn rescue(folder: &Path, place: &Path, new: &Path) -> Result<Rescued, StoreError> {
    db::create(new)?;
    let target = Connection::open_with_flags(new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Rows come in any order, and a row without the one it names is still a row.
    target.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;")?;
    let backup = newest_backup(folder);
    let source = damaged_copy(folder, place, backup.as_ref().map(|(_, path)| path.as_path()), new);
    let backup_db = backup.as_ref().and_then(|(_, path)| db::read_unchanging(path).ok());
    let mut tables = Vec::new();
    target.execute_batch("BEGIN")?;
    for name in table::names(&target)? {
        tables.push(table::rescue(&name, source.as_ref(), backup_db.as_ref(), &target)?);
    }
    target.execute_batch("COMMIT")?;
    let faults = db::quick(&target)?.into_result()?;
    target.close().map_err(|(_, error)| error)?;
    files::sync(new)?;
    let used = tables.iter().any(|table| table.from_backup > 0);
    Ok((backup.filter(|_| used).map(|(name, _)| name), tables, faults.loose))
}

/// The newest backup that is whole.
fn newest_backup(folder: &Path) -> Option<(String, PathBuf)> {
    let mut backups = backup::backups(folder).unwrap_or_default();
    backups.retain(|backup| backup.is_readable() && backup.kind != backup::BackupKind::Other);
    // By number among the regular ones; the others tell at most a time.
    backups.sort_by_key(|backup| (backup.kind != backup::BackupKind::Regular, std::cmp::Reverse(backup.name.clone())));
    backups
        .into_iter()
        .map(|backup| (folder.join(backup::BACKUPS).join(&backup.name), backup.name))
        .find(|(path, _)| db::read_unchanging(path).and_then(|db| db::quick(&db)?.into_result()).is_ok())
        .map(|(path, name)| (name, path))
}

/// A connection to a copy of the damaged database, with its first page mended if it has to be; nothing when not even
/// that can be read.
fn damaged_copy(folder: &Path, place: &Path, backup: Option<&Path>, new: &Path) -> Option<Connection> {
    copy_into(&folder.join(db::FILE), place).ok()?;
    let path = place.join(db::FILE);
    let _ = header::drop_part(&path);
    let open = || -> Result<Connection, StoreError> {
        let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        db.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
        let tables: i64 =
            db.query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))?;
        if tables == 0 { Err(StoreError::damaged(Damage::Empty)) } else { Ok(db) }
    };
    if let Ok(db) = open() {
        return Some(db);
    }
    // Without a backup the layout of a new database is a good guess: its tables were made in the same order.
    // First the page as it is, with the size that the file has now: one that was cut off may need no more.
    [None, backup, Some(new)].into_iter().find_map(|model| {
        header::mend(&path, model).ok()?;
        open().ok()
    })
}
