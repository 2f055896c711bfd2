//! Closing: the log is brought into the database, and the end is marked as clean.

use rusqlite::config::DbConfig;

use super::Library;
use crate::StoreError;

impl Library {
    /// Closes the library. Dropping it does the same, but cannot tell of an error.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.shut()
    }

    fn shut(&mut self) -> Result<(), StoreError> {
        if self.closed {
            return Ok(());
        }
        self.closed = true;
        if self.read_only.is_none() {
            // What fails here only makes the next opening slower.
            self.open_games.ids().into_iter().for_each(|id| drop(self.close_game(id)));
        }
        let Some(instance) = &mut self.instance else { return Ok(()) };
        if self.read_only.is_none() {
            // Another connection may be reading, a backup for one. Then the log stays, which is no fault.
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            self.db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        }
        instance.end_clean()
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        // A panic may have left half a thought behind; the next opening shall check.
        if !std::thread::panicking() {
            let _ = self.shut();
        }
    }
}
