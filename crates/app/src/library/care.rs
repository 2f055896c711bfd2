//! Care: backups, the doctor and repairs.

use std::path::Path;

use serde::{Deserialize, Serialize};
use snapcade_game::GameId;
use snapcade_store::{Library, backup, doctor as store_doctor, rescue};
pub use snapcade_store::{
    backup::{Backup as BackupCard, GameInBackup, RestoreReport as Restored},
    doctor::{DoctorReport, Finding, Severity},
    rescue::RepairReport as Repaired,
};

use super::{clock::now_ms, request::Request};
use crate::AppError;

/// Makes a backup of the whole library now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BackUp {}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupMade {
    /// Its file's name in the folder `backups` of the library.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

impl Request for BackUp {
    const NAME: &'static str = "back_up";
    type Answer = BackupMade;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<BackupMade, AppError> {
        let report = library.backup(now_ms)?;
        Ok(BackupMade { name: report.name, bytes: report.bytes })
    }
}

/// Brings one game back from a backup. A game that is in the library is not touched: the one of the backup comes as a copy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RestoreGame {
    /// The backup's file name.
    pub backup: String,
    /// Which game of it.
    pub game: GameId,
}

impl Request for RestoreGame {
    const NAME: &'static str = "restore_game";
    /// Its id in the library.
    type Answer = GameId;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<GameId, AppError> {
        let mut backup = Library::open_backup(library.folder(), &self.backup)?;
        Ok(library.bring_from(&mut backup, self.game, now_ms)?)
    }
}

/// The backups of a library, the newest first.
pub fn backups(folder: &Path) -> Result<Vec<BackupCard>, AppError> {
    Ok(backup::backups(folder)?)
}

/// The games of a backup, the last changed first.
pub fn games_in_backup(folder: &Path, name: &str) -> Result<Vec<GameInBackup>, AppError> {
    Ok(Library::games_in_backup(folder, name)?)
}

/// Puts a backup in the library's place. The library as it is becomes a backup itself; it must not be open.
pub fn restore_backup(folder: &Path, name: &str) -> Result<Restored, AppError> {
    Ok(backup::restore_backup(folder, name, now_ms())?)
}

/// Looks at everything that can go wrong with a library, and changes nothing.
pub fn doctor(folder: &Path) -> DoctorReport {
    store_doctor::doctor(folder, now_ms())
}

/// Makes a whole library of a damaged one. The damaged files are kept as they were.
pub fn repair(folder: &Path) -> Result<Repaired, AppError> {
    Ok(rescue::repair(folder, now_ms())?)
}
