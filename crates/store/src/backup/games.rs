//! Single games of a backup.

use std::path::Path;

use snapcade_game::GameId;

use super::list;
use crate::{
    Library, StoreError,
    library::{WhyReadOnly, log_of},
};

/// A game as a backup lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GameInBackup {
    /// Its id, which a game of the library may have, too.
    pub id: GameId,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// Its last change, in milliseconds since 1970 UTC.
    pub edited_ms: i64,
}

impl Library {
    /// Opens a backup to read it as a library. What is found there can be added to another library as a copy.
    pub fn open_backup(folder: &Path, name: &str) -> Result<Self, StoreError> {
        let path = list::path_of(folder, name)?;
        debug_assert!(!log_of(&path).exists(), "backups have no log");
        Self::read_file(folder, &path, WhyReadOnly::Backup)
    }

    /// The games of a backup, the last changed first.
    pub fn games_in_backup(folder: &Path, name: &str) -> Result<Vec<GameInBackup>, StoreError> {
        let backup = Self::open_backup(folder, name)?;
        let sql = "SELECT id, title, author, edited_ms FROM games ORDER BY edited_ms DESC, id";
        let mut statement = backup.db.prepare(sql)?;
        let games = statement.query_map([], |row| {
            Ok(GameInBackup {
                id: GameId(row.get::<_, i64>(0)? as u64),
                title: row.get(1)?,
                author: row.get(2)?,
                edited_ms: row.get(3)?,
            })
        })?;
        Ok(games.collect::<rusqlite::Result<_>>()?)
    }
}
