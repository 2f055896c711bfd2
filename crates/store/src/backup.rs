//! Backups: whole copies of the library under `backups/`, made while it is used, checked before they count, and thinned
//! out by age. A backup is never written over, and never removed because a clock is wrong.

mod copy;
pub(crate) mod forget;
mod games;
mod list;
mod name;
mod restore;
mod rotate;
mod run;
pub(crate) mod swap;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use forget::{Forgotten, StillThere};
pub use games::GameInBackup;
pub use list::{Backup, BackupKind, backups};
pub use name::BackupName;
pub use restore::{RestoreReport, restore_backup};
pub use run::{BackupReport, BackupRun};

use crate::{StoreError, files};

/// Where backups are, under the library's folder.
pub(crate) const BACKUPS: &str = "backups";
/// The end of a backup that is being written.
pub(crate) const PART: &str = ".part";

/// The folder of backups, made if it is not there.
fn backups_folder(folder: &Path) -> Result<PathBuf, StoreError> {
    let path = folder.join(BACKUPS);
    files::private_folder(&path)?;
    Ok(path)
}

/// Whether there is any backup.
pub(crate) fn any(folder: &Path) -> bool {
    list::names(folder).is_ok_and(|names| !names.is_empty())
}

/// Makes the backup before a migration from an older schema.
pub(crate) fn before_migration(db: &Connection, folder: &Path, schema: u32) -> Result<(), StoreError> {
    let path = files::free_name(&backups_folder(folder)?, &format!("before-schema-{schema}"), ".sqlite");
    copy::copy(db, &path, &mut |_, _| ()).map(|_| ())
}
