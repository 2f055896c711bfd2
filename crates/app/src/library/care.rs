//! Care: backups, the doctor and repairs.

use std::path::Path;

use serde::{Deserialize, Serialize};
use snapcade_game::{Edit, GameId, limits, text};
use snapcade_store::{
    Library, StoreError, backup,
    doc::{Source, Stamp},
    doctor as store_doctor, rescue,
};

use super::{clock::now_ms, games::fitting, request::Request};
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
        if !library.has_game(self.game)? {
            return Ok(library.bring_from(&mut backup, self.game, now_ms)?);
        }
        let mut project = backup.project(self.game)?;
        let words = format!("brought \"{}\" back from the backup {}", project.game.title, self.backup);
        let title = text::shortened(&project.game.title, limits::TITLE_CHARS - OF_A_BACKUP.len()) + OF_A_BACKUP;
        Edit::SetTitle(title).apply(&mut project.game).map_err(StoreError::from)?;
        project.game.id = library.new_game_id()?;
        let stamp = Stamp::new(now_ms, &library.nickname()?, Source::Import, &words);
        library.create_game(&project, &stamp)?;
        Ok(project.game.id)
    }
}

/// Tells the title of a copy from that of the game beside it.
const OF_A_BACKUP: &str = " (backup)";

/// A backup of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupCard {
    /// Its file's name in the folder `backups`.
    pub name: String,
    /// When it was made: milliseconds since 1970, UTC; none where its name does not tell.
    pub at_ms: Option<i64>,
    /// Its size.
    pub bytes: u64,
    /// How many games are in it; none when it cannot be read.
    pub games: Option<u64>,
}

impl BackupCard {
    /// Whether it can be read at all. It was checked when it was made, and is checked again before it is restored.
    pub const fn is_readable(&self) -> bool {
        self.games.is_some()
    }
}

/// A game as a backup lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GameInBackup {
    /// Its id, which a game of the library may have, too.
    pub id: GameId,
    /// Its title.
    pub title: String,
    /// The maker's nickname.
    pub author: String,
    /// When it was changed last: milliseconds since 1970, UTC.
    pub edited_ms: i64,
}

/// What became of the library that was there before a backup took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// Where it is kept, under the library's folder; none if there was none.
    pub kept: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something to do when there is time.
    Advice,
    /// Work is lost or could be: act on it now.
    Danger,
}

/// Something that the doctor found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// A name that never changes, for programs.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it is.
    pub sentence: String,
    /// What to do about it.
    pub remedy: String,
}

/// What the doctor looked at, and found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoctorReport {
    /// Whether there is nothing to do.
    pub healthy: bool,
    /// What was looked at.
    pub checks: Vec<String>,
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
}

/// What a repair could save of one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RescuedTable {
    /// Its name in the database.
    pub name: String,
    /// How many there are now.
    pub rows: u64,
    /// How many of them came from a backup.
    pub from_backup: u64,
    /// Whether some could not be read. How many there were, nobody knows.
    pub lost: bool,
}

/// What a repair could do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// Whether everything is there.
    pub complete: bool,
    /// Where the damaged files are kept as they were, under the library's folder.
    pub kept: String,
    /// The backup that was of use, if one was.
    pub backup: Option<String>,
    /// Everything that is there again, in the order of the names.
    pub tables: Vec<RescuedTable>,
}

/// The backups of a library: the regular ones first, the newest first.
pub fn backups(folder: &Path) -> Result<Vec<BackupCard>, AppError> {
    let card = |found: backup::Backup| {
        let backup::Backup { name, at_ms, bytes, games, .. } = found;
        BackupCard { name, at_ms, bytes, games }
    };
    Ok(backup::backups(folder)?.into_iter().map(card).collect())
}

/// The games of a backup, the last changed first.
pub fn games_in_backup(folder: &Path, name: &str) -> Result<Vec<GameInBackup>, AppError> {
    let card = |found: backup::GameInBackup| {
        let backup::GameInBackup { id, title, author, edited_ms } = found;
        GameInBackup { id, title, author, edited_ms }
    };
    Ok(Library::games_in_backup(folder, name)?.into_iter().map(card).collect())
}

/// The games of a backup that somebody may mean, as [`super::FindGame`] finds them.
pub fn named_in_backup<'a>(games: &'a [GameInBackup], said: &str) -> Vec<&'a GameInBackup> {
    fitting(games, said, |game| (game.id, &game.title))
}

/// Puts a backup in the library's place. The library as it is becomes a backup itself; it must not be open.
pub fn restore_backup(folder: &Path, name: &str) -> Result<Restored, AppError> {
    Ok(Restored { kept: backup::restore_backup(folder, name, now_ms())?.kept })
}

/// Looks at everything that can go wrong with a library, and changes nothing.
pub fn doctor(folder: &Path) -> DoctorReport {
    let report = store_doctor::doctor(folder, now_ms());
    let healthy = report.is_healthy();
    let finding = |found: store_doctor::Finding| Finding {
        code: found.code.to_owned(),
        severity: match found.severity {
            store_doctor::Severity::Note => Severity::Note,
            store_doctor::Severity::Advice => Severity::Advice,
            store_doctor::Severity::Danger => Severity::Danger,
        },
        sentence: found.sentence,
        remedy: found.remedy.to_owned(),
    };
    let checks = report.checks.into_iter().map(str::to_owned).collect();
    DoctorReport { healthy, checks, findings: report.findings.into_iter().map(finding).collect() }
}

/// The table of the search index.
const SEARCH: &str = "search";

/// Makes a whole library of a damaged one. The damaged files are kept as they were.
pub fn repair(folder: &Path) -> Result<Repaired, AppError> {
    let report = rescue::repair(folder, now_ms())?;
    // The search index is made anew from the rest, whatever was left of it.
    let tables = || report.tables.iter().filter(|table| table.name != SEARCH);
    let complete = report.loose.is_empty() && tables().all(rescue::RescuedTable::is_complete);
    let table = |found: &rescue::RescuedTable| RescuedTable {
        rows: found.rows + found.from_backup,
        from_backup: found.from_backup,
        lost: !found.is_complete(),
        name: found.name.clone(),
    };
    let tables = tables().map(table).collect();
    Ok(Repaired { complete, kept: report.kept, backup: report.backup, tables })
}
