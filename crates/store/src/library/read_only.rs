//! Opening only to read: no byte of the library's folder changes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;

use super::{Library, open_game::OpenGames};
use crate::{
    StoreError,
    damage::{self, Damage, Look},
    db, files,
};

/// Why a library can only be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WhyReadOnly {
    /// It was opened so.
    #[error("it was opened for reading")]
    Asked,
    /// The folder or a file in it cannot be written.
    #[error("its folder cannot be written ({said}); move it to a disk that can be, or ask for the right to write")]
    Disk {
        /// What the system said.
        said: String,
    },
    /// A newer program wrote it.
    #[error("a newer Snapcade wrote it (schema {found}; this one knows {known}); update Snapcade")]
    Newer {
        /// The library's schema.
        found: u32,
        /// The newest that is known here.
        known: u32,
    },
    /// It is what could be read of a damaged one.
    #[error("this is what could be read of a damaged library; repair it to go on")]
    Rescued,
    /// It is a backup.
    #[error("this is a backup; restore it, or bring single games back")]
    Backup,
    /// SQLite says so in the middle of the work.
    #[error("SQLite refuses to write it; check the disk")]
    Sqlite,
}

impl Library {
    pub(crate) fn open_read_only(folder: &Path, why: WhyReadOnly) -> Result<Self, StoreError> {
        if damage::look(folder)? == Look::Nothing {
            let error = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(StoreError::Folder { path: folder.join(db::FILE), error });
        }
        Self::read_file(folder, &folder.join(db::FILE), why)
    }

    /// Reads a database file, which need not be the one of the folder.
    pub(crate) fn read_file(folder: &Path, path: &Path, why: WhyReadOnly) -> Result<Self, StoreError> {
        let (mut db, mut copy) = match db::read(path) {
            Ok(db) => (db, None),
            Err(error @ StoreError::Damaged { .. }) => return Err(error),
            // Without the right to make files beside it SQLite cannot use a log. If there is nothing in the log it is
            // not needed; else a copy elsewhere can be read with it.
            Err(_) if files::bytes(&log_of(path)) == 0 => (db::read_unchanging(path)?, None),
            Err(_) => {
                let copy = copy(path)?;
                (db::read(&copy.path().join(db::FILE))?, Some(copy))
            }
        };
        let steps = db::known();
        let found: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found < db::newest(&steps) {
            // The queries are written for the newest schema: a copy is brought there.
            let place = match copy {
                Some(copy) => copy,
                None => self::copy(path)?,
            };
            drop(db);
            let mut migrated = db::write(&place.path().join(db::FILE))?;
            db::migrate(&mut migrated, &steps, |_| Ok(()))?;
            migrated.pragma_update(None, "query_only", 1)?;
            db = migrated;
            copy = Some(place);
        }
        Ok(Self::reading(folder, db, why, copy))
    }

    /// A library that reads a database in a folder of its own, which goes with it.
    pub(crate) fn reading(folder: &Path, db: rusqlite::Connection, why: WhyReadOnly, copy: Option<TempDir>) -> Self {
        Self {
            folder: folder.to_owned(),
            read_only: Some(why),
            notices: Vec::new(),
            closed: false,
            backing_up: Arc::default(),
            open_games: OpenGames::default(),
            db,
            instance: None,
            _copy: copy,
        }
    }
}

/// The write-ahead log of a database.
pub(crate) fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// A copy of a database and its log in the folder for temporary files, under the library's names.
pub(crate) fn copy(path: &Path) -> Result<TempDir, StoreError> {
    let place =
        tempfile::Builder::new().prefix("snapcade-").tempdir().map_err(StoreError::at(&std::env::temp_dir()))?;
    copy_into(path, place.path())?;
    Ok(place)
}

/// Copies a database and its log into a folder, under the library's names.
pub(crate) fn copy_into(path: &Path, folder: &Path) -> Result<(), StoreError> {
    if !path.exists() && !log_of(path).exists() {
        return Err(StoreError::damaged(Damage::Missing));
    }
    for (from, name) in [(path.to_owned(), db::FILE), (log_of(path), db::LOG)] {
        if from.exists() {
            files::copy(&from, &folder.join(name))?;
        }
    }
    Ok(())
}
