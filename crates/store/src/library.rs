//! The library: the one that reads and writes the database.

mod compact;
mod edit;
mod exchange;
mod history;
mod open_game;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use snapcade_game::AssetHash;

use self::open_game::OpenGames;
pub use self::{
    edit::Saved,
    exchange::Received,
    history::{HistoryEntry, Moment, NamedVersion},
};
use crate::{StoreError, db, tables::assets};

/// An open library.
pub struct Library {
    folder: PathBuf,
    db: Connection,
    open_games: OpenGames,
}

impl Library {
    /// Opens the library in a folder, or makes a new one there.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder { path: folder.to_owned(), error })?;
        let db = db::open(&folder.join(db::FILE))?;
        Ok(Self { folder: folder.to_owned(), db, open_games: OpenGames::default() })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it can only be read.
    pub fn is_read_only(&self) -> bool {
        false
    }

    pub(crate) fn must_be_writable(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// The bytes of an asset; `None` when it is not here.
    pub fn asset(&self, hash: AssetHash) -> Result<Option<Vec<u8>>, StoreError> {
        match assets::get(&self.db, hash)? {
            Some(bytes) if AssetHash::of(&bytes) != hash => Err(StoreError::AssetDamaged { hash }),
            bytes => Ok(bytes),
        }
    }
}
