//! The library: the one that reads and writes the database.

mod close;
mod compact;
mod edit;
mod exchange;
mod history;
mod notice;
mod open;
mod open_game;
mod options;
mod person;
mod read_only;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use snapcade_game::AssetHash;
use tempfile::TempDir;

use self::open_game::OpenGames;
pub(crate) use self::read_only::{copy_into, log_of};
pub use self::{
    edit::Saved,
    exchange::Received,
    history::{HistoryEntry, Moment, NamedVersion},
    notice::Notice,
    options::{Handler, OpenOptions},
    read_only::WhyReadOnly,
};
use crate::{StoreError, instance::Instance, tables::assets};

/// An open library. Closing it, or dropping it, says that its end was clean.
pub struct Library {
    folder: PathBuf,
    open_games: OpenGames,
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

    /// The bytes of an asset; `None` when it is not here.
    pub fn asset(&self, hash: AssetHash) -> Result<Option<Vec<u8>>, StoreError> {
        match assets::get(&self.db, hash)? {
            Some(bytes) if AssetHash::of(&bytes) != hash => Err(StoreError::AssetDamaged { hash }),
            bytes => Ok(bytes),
        }
    }

    pub(crate) fn must_be_writable(&self) -> Result<(), StoreError> {
        match &self.read_only {
            Some(why) => Err(StoreError::ReadOnly { why: why.clone() }),
            None => Ok(()),
        }
    }

    /// The connection, for functions that write. Reading needs no more than `self.db`.
    pub(crate) fn writing(&mut self) -> Result<&mut Connection, StoreError> {
        self.must_be_writable()?;
        Ok(&mut self.db)
    }
}

/// Where libraries are unless a person says otherwise: the platform's folder for the data of programs.
pub fn default_folder() -> Result<PathBuf, StoreError> {
    let folders = directories::ProjectDirs::from("", "", "Snapcade").ok_or(StoreError::NoFolder)?;
    Ok(folders.data_dir().to_owned())
}
