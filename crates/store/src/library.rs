//! The library: the one that reads and writes the database.

mod close;
mod notice;
mod open;
mod options;
mod read_only;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

pub use notice::Notice;
pub use options::{Handler, OpenOptions};
pub use read_only::WhyReadOnly;
pub(crate) use read_only::{copy_into, log_of};

use crate::{StoreError, instance::Instance};

/// An open library. Closing it, or dropping it, says that its end was clean.
pub struct Library {
    folder: PathBuf,
    read_only: Option<WhyReadOnly>,
    notices: Vec<Notice>,
    closed: bool,
    // In this order: the connection ends before the lock on the folder and before a copy that it reads is removed.
    pub(crate) db: Connection,
    instance: Option<Instance>,
    _copy: Option<TempDir>,
}

impl Library {
    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it can only be read. Every function that writes then gives [`StoreError::ReadOnly`].
    pub const fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Why it can only be read.
    pub const fn why_read_only(&self) -> Option<&WhyReadOnly> {
        self.read_only.as_ref()
    }

    /// What a person should know about the opening: an end that was not clean, a log that was lost.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The connection, for functions that write. Reading needs no more than `self.db`.
    pub(crate) fn writing(&mut self) -> Result<&mut Connection, StoreError> {
        match &self.read_only {
            Some(why) => Err(StoreError::ReadOnly { why: why.clone() }),
            None => Ok(&mut self.db),
        }
    }
}

/// Where libraries are unless a person says otherwise: the platform's folder for the data of programs.
pub fn default_folder() -> Result<PathBuf, StoreError> {
    let folders = directories::ProjectDirs::from("", "", "Snapcade").ok_or(StoreError::NoFolder)?;
    Ok(folders.data_dir().to_owned())
}
