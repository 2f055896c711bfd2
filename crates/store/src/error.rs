//! What can go wrong with the library, in words for a person and with a code for a program.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use snapcade_game::{AssetHash, EditError, GameId, text::TextError};

use crate::{
    damage::Damage,
    doc::DocError,
    library::{HeroId, JobId, JobState, PhotoId, WhyReadOnly},
};

/// Why the library could not do something. What was acknowledged before is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder, or a file of the library in it, cannot be used.
    #[error("{path}: the library cannot use this ({error})", path = .path.display())]
    Folder {
        /// The folder or the file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The system names no folder for the data of programs.
    #[error("this computer names no folder for the data of programs; choose a folder for the library")]
    NoFolder,
    /// There is no such hero.
    #[error("there is no hero {id} in the library; it may have been deleted for good")]
    NoHero {
        /// Which was asked for.
        id: HeroId,
    },
    /// There is no such photo.
    #[error("there is no photo {id} in the library; only photos that were kept on purpose are there")]
    NoPhoto {
        /// Which was asked for.
        id: PhotoId,
    },
    /// There is no such job.
    #[error("there is no job {id}; jobs that ended are forgotten after a week")]
    NoJob {
        /// Which was asked for.
        id: JobId,
    },
    /// A job is not, or no longer, this worker's.
    #[error("job {id} was given to another worker, or is over")]
    JobLost {
        /// Which.
        id: JobId,
    },
    /// A job that did not go wrong cannot be tried again.
    #[error("only a job that failed or was cancelled can be tried again; this one is {state}", state = .state.name())]
    JobNotOver {
        /// Where it is.
        state: JobState,
    },
    /// A game that is on the shelf is not deleted for good.
    #[error("the game is not in the trash; throw it away first, and then empty the trash")]
    NotInTrash,
    /// A game has enough tags.
    #[error("a game has {limit} tags at most; remove one first")]
    TooManyTags {
        /// How many.
        limit: usize,
    },
    /// Bytes that a document names are not there.
    #[error("asset {hash} is missing from the library; a backup may have it")]
    AssetMissing {
        /// Their hash.
        hash: AssetHash,
    },
    /// Too many bytes.
    #[error("{bytes} bytes are too many for one picture or sound; at most {limit} are kept")]
    AssetTooLarge {
        /// How many there are.
        bytes: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The folder has no library, nor anything of one.
    #[error("{folder}: there is no library here yet; making or importing a game begins one", folder = .folder.display())]
    NoLibrary {
        /// The folder.
        folder: PathBuf,
    },
    /// The database is another program's.
    #[error("library.sqlite is not a library of Snapcade; move it away, or choose another folder")]
    NotALibrary,
    /// The library can be read only.
    #[error("the library can only be read, not changed: {why}")]
    ReadOnly {
        /// Why, with the remedy.
        why: WhyReadOnly,
    },
    /// The file system cannot keep a write-ahead log, or a setting that keeps the library whole did not hold.
    #[error("the library cannot be kept safe on this disk ({setting} is {found}); choose a folder on a local disk")]
    Unsafe {
        /// The setting of SQLite.
        setting: &'static str,
        /// What SQLite came to.
        found: String,
    },
    /// There is no such game.
    #[error("there is no game {game} in the library")]
    NoGame {
        /// Its id.
        game: GameId,
    },
    /// There is such a game already.
    #[error("the game {game} is in the library already")]
    Exists {
        /// Its id.
        game: GameId,
    },
    /// A game's document cannot be read.
    #[error(
        "the game {game} is damaged: {error}. A copy of it has what can still be read, and an earlier state is in the backups; other games are not touched"
    )]
    GameDamaged {
        /// Its id.
        game: GameId,
        /// Why.
        error: DocError,
    },
    /// A later version wrote a game.
    #[error(
        "the game {game} was changed by a newer Snapcade (format {found}; this one reads up to {known}). Update Snapcade to open it"
    )]
    GameNewer {
        /// Its id.
        game: GameId,
        /// The document's format.
        found: u64,
        /// The newest that is known.
        known: u32,
    },
    /// An asset is not what its name says.
    #[error("a picture or sound is damaged (asset {hash}); the backups may have it whole")]
    AssetDamaged {
        /// Its name.
        hash: AssetHash,
    },
    /// A document cannot be changed or merged.
    #[error(transparent)]
    Document(#[from] DocError),
    /// An edit that the game refuses.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// There is nothing to do.
    #[error("{what}")]
    Nothing {
        /// Why not, as a sentence without its full stop.
        what: &'static str,
    },
    /// Everything that a change did was changed again since.
    #[error("nothing is left of \"{words}\": all of it was changed again since")]
    NothingLeft {
        /// What the change did.
        words: String,
    },
    /// No such moment in a game's history.
    #[error("there is no such moment in the game's history")]
    NoMoment,
    /// A name that cannot be shown.
    #[error("the name: {error}")]
    Name {
        /// Why not.
        error: TextError,
    },
    /// A game that came in parts, of which the first is missing.
    #[error("the game {game} has not come whole; ask for all of it")]
    Incomplete {
        /// Its id.
        game: GameId,
    },
    /// The system gives no random numbers.
    #[error("this computer gives no random numbers ({0})")]
    Chance(String),
    /// SQLite is older than what the library was tested with.
    #[error("SQLite {found} is too old to keep the library safe; Snapcade needs 3.51.3 or newer")]
    OldSqlite {
        /// The version.
        found: &'static str,
    },
    /// Another program has the library open.
    #[error("the library is open in {program} (process {pid}); close it there, or use it there")]
    InUse {
        /// The other's process, 0 where it did not say.
        pid: u32,
        /// Since when, in milliseconds since 1970 UTC.
        since_ms: i64,
        /// What the other calls itself.
        program: String,
    },
    /// The program that has the library open did not take a request over.
    #[error("the program that has the library open did not answer ({why}); close it, then try again")]
    NoAnswer {
        /// What happened.
        why: String,
    },
    /// The library is damaged. Nothing was written to it.
    #[error("the library is damaged: {damage}. {remedy}")]
    Damaged {
        /// What is wrong.
        damage: Damage,
        /// What can be done.
        remedy: &'static str,
    },
    /// The disk is full.
    #[error("the disk is full. What was saved before is safe; make room on the disk, then try again")]
    DiskFull,
    /// The disk does not do as it is told.
    #[error(
        "the disk could not read or write the library (code {code}). What was saved before is safe; check the disk, then try again"
    )]
    Disk {
        /// SQLite's extended code.
        code: i32,
    },
    /// Another connection writes for too long.
    #[error("the library is busy; try again")]
    Busy,
    /// SQLite cannot open the file.
    #[error("library.sqlite cannot be opened; check that the folder is there and that you may use it")]
    CannotOpen,
    /// A backup that was asked for is not there, or is not whole.
    #[error("{name}: this backup cannot be used ({why}); choose another one")]
    Backup {
        /// The backup's file name.
        name: String,
        /// Why.
        why: String,
    },
    /// What else SQLite says: a fault in Snapcade, most likely.
    #[error("the library: {0}")]
    Sql(#[source] rusqlite::Error),
}

impl StoreError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "library.folder",
            Self::NoFolder => "library.no_folder",
            Self::NoHero { .. } => "hero.missing",
            Self::NoPhoto { .. } => "photo.missing",
            Self::NoJob { .. } => "job.missing",
            Self::JobLost { .. } => "job.lost",
            Self::JobNotOver { .. } => "job.not_over",
            Self::NotInTrash => "game.not_in_trash",
            Self::TooManyTags { .. } => "game.tags",
            Self::AssetMissing { .. } => "asset.missing",
            Self::AssetTooLarge { .. } => "asset.too_large",
            Self::NoLibrary { .. } => "library.none",
            Self::NotALibrary => "library.foreign",
            Self::NoGame { .. } => "library.no_game",
            Self::Exists { .. } => "library.exists",
            Self::GameDamaged { .. } => "library.game_damaged",
            Self::GameNewer { .. } => "game.newer",
            Self::AssetDamaged { .. } => "library.asset_damaged",
            Self::Document(DocError::Foreign) => "update.foreign",
            Self::Document(DocError::Bytes(_)) => "update.damaged",
            Self::Document(_) => "library.document",
            Self::Edit(_) => "edit.refused",
            Self::Nothing { .. } => "history.nothing",
            Self::NothingLeft { .. } => "history.nothing_left",
            Self::NoMoment => "history.no_moment",
            Self::Name { .. } => "name.unusable",
            Self::Incomplete { .. } => "update.incomplete",
            Self::Chance(_) => "system.random",
            Self::ReadOnly { .. } => "library.read_only",
            Self::Unsafe { .. } => "library.unsafe",
            Self::OldSqlite { .. } => "library.old_sqlite",
            Self::InUse { .. } => "library.in_use",
            Self::NoAnswer { .. } => "library.no_answer",
            Self::Damaged { .. } => "library.damaged",
            Self::DiskFull => "library.disk_full",
            Self::Disk { .. } => "library.disk",
            Self::Busy => "library.busy",
            Self::CannotOpen => "library.cannot_open",
            Self::Backup { .. } => "library.backup",
            Self::Sql(_) => "library.sql",
        }
    }

    /// Whether it was refused before anything was done.
    pub(crate) const fn is_refusal(&self) -> bool {
        match self {
            // SQLite says so only when it was asked to write.
            Self::ReadOnly { why } => !matches!(why, WhyReadOnly::Sqlite),
            Self::Edit(_)
            | Self::Nothing { .. }
            | Self::NothingLeft { .. }
            | Self::NoMoment
            | Self::GameNewer { .. } => true,
            Self::Document(error) => matches!(error, DocError::Moment),
            _ => false,
        }
    }

    /// Something is wrong with a file of the library.
    pub(crate) fn damaged(damage: Damage) -> Self {
        let remedy = "Nothing was written to it. Repair it (everything readable is kept, and the damaged files too), \
            or bring back a backup";
        Self::Damaged { damage, remedy }
    }

    /// For `map_err`: what the system says of a path.
    pub(crate) fn at(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Folder { path, error },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, said) = &error else { return Self::Sql(error) };
        match failure.code {
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::ReadOnly => Self::ReadOnly { why: WhyReadOnly::Sqlite },
            ErrorCode::DatabaseCorrupt => {
                let said = said.clone().unwrap_or_else(|| failure.to_string());
                Self::damaged(Damage::Pages { said })
            }
            ErrorCode::NotADatabase => Self::damaged(Damage::NotADatabase),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::CannotOpen => Self::CannotOpen,
            ErrorCode::SystemIoFailure => Self::Disk { code: failure.extended_code },
            _ => Self::Sql(error),
        }
    }
}
