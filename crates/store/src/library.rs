//! The library: the one that reads and writes the database.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::{StoreError, db};

/// An open library.
pub struct Library {
    folder: PathBuf,
    #[allow(dead_code, reason = "its users come with the next commits")]
    db: Connection,
}

impl Library {
    /// Opens the library in a folder, or makes a new one there.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder { path: folder.to_owned(), error })?;
        Ok(Self { folder: folder.to_owned(), db: db::open(&folder.join(db::FILE))? })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
