//! What can go wrong with the library, in words for a person and with a code for a program.

use std::path::PathBuf;

use snapcade_game::{AssetHash, EditError, GameId, text::TextError};

use crate::doc::DocError;

/// Why the library could not do something. What was acknowledged before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be used.
    #[error("{path}: the library's folder cannot be used ({error})", path = .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The database is another program's.
    #[error("library.sqlite is not a library of Snapcade; move it away, or choose another folder")]
    NotALibrary,
    /// A later version wrote it.
    #[error("this library was written by a newer Snapcade (schema {found}; this one knows {known}). Update Snapcade")]
    Newer {
        /// The library's schema.
        found: u32,
        /// The newest that is known.
        known: u32,
    },
    /// The file system cannot keep a write-ahead log.
    #[error(
        "the library cannot be kept safe on this disk (journal mode {mode} instead of WAL); choose a folder on a local disk"
    )]
    NoWal {
        /// What SQLite came to.
        mode: String,
    },
    /// It is open for reading alone.
    #[error("the library can only be read: {why}")]
    ReadOnly {
        /// Why.
        why: String,
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
        "the game {game} is damaged: {error}. An earlier state of it is in the backups; the other games are not touched"
    )]
    GameDamaged {
        /// Its id.
        game: GameId,
        /// Why.
        error: DocError,
    },
    /// A later version wrote a game.
    #[error("the game {game} was changed by a newer Snapcade (format {found}; this one reads up to {known}). Update Snapcade to open it")]
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
    #[error("there is nothing to do: {what}")]
    Nothing {
        /// Of what.
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
    /// What SQLite says.
    #[error("the library: {0}")]
    Sql(#[from] rusqlite::Error),
}

impl StoreError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "library.folder",
            Self::NotALibrary => "library.foreign",
            Self::Newer { .. } => "library.newer",
            Self::NoWal { .. } => "library.no_wal",
            Self::ReadOnly { .. } => "library.read_only",
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
            Self::Sql(_) => "library.sql",
        }
    }

    /// Whether it was refused before anything was done.
    pub(crate) const fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::ReadOnly { .. }
                | Self::Edit(_)
                | Self::Nothing { .. }
                | Self::NothingLeft { .. }
                | Self::NoMoment
                | Self::Document(DocError::Moment)
        )
    }
}
