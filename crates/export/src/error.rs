//! What can go wrong, in words for a person and with a code for a program.

use snapcade_game::{ArchiveError, DocumentError};
use snapcade_paint::PictureError;
use snapcade_play::PackError;

use crate::itch::Violation;

/// Why a game cannot be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The program was built without the player's files.
    #[error("this snapcade was built without the web player; run `cargo xtask player` and build it again")]
    NoPlayer,
    /// A file of the player does not fit.
    #[error("the web player's {file}: {message}. This is a mistake in Snapcade, please report it")]
    Player {
        /// Which file.
        file: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// A picture cannot be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The zip cannot be written.
    #[error("the zip cannot be made: {0}")]
    Zip(String),
    /// An address that is none.
    #[error("{url}: {message}; an address looks like https://example.org/my-game/")]
    Url {
        /// What was given.
        url: String,
        /// What is wrong with it.
        message: &'static str,
    },
    /// The zip breaks rules of itch.io.
    #[error("itch.io would refuse the zip: {}", listed(.0))]
    Itch(Vec<Violation>),
    /// The editable game does not fit its own limits.
    #[error("the editable game cannot be put into the export: {0}; without it (no remix) it can be exported")]
    Remix(String),
}

fn listed(violations: &[Violation]) -> String {
    let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
    list.join("; ")
}

impl ExportError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoPlayer => "export.no_player",
            Self::Player { .. } => "export.player",
            Self::Picture(_) => "picture",
            Self::Zip(_) => "export.zip",
            Self::Url { .. } => "export.url",
            Self::Itch(_) => "export.itch",
            Self::Remix(_) => "export.remix",
        }
    }
}

/// Why the editable game cannot be had from files.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Something else altogether.
    #[error("this is no game of Snapcade: neither a .snapcade file nor a web build (a folder, a zip or an .html)")]
    NotOurs,
    /// Its maker switched remixing off.
    #[error("the maker of this game keeps it as it is: it can be played, but not opened")]
    Kept,
    /// A file of the web build is not there.
    #[error("{0} is missing: the web build is not complete; export the game again, or copy all of its files")]
    Missing(&'static str),
    /// More than a web build ever holds.
    #[error("{what}: more than {limit} bytes, so it is no web build")]
    TooLarge {
        /// Of what.
        what: String,
        /// In bytes.
        limit: u64,
    },
    /// Cut or altered.
    #[error("{what} is damaged ({message}); export the game again, or copy the file once more")]
    Damaged {
        /// Which part.
        what: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// Two files of two games, or an altered one.
    #[error(
        "game.remix does not belong to game.pack: one of them is altered or of another export; copy all files of one export"
    )]
    Mismatch,
    /// Made by a later version.
    #[error("this web build was made with another Snapcade (remix version {0}); open it with the newest one")]
    Version(u8),
    /// The pack.
    #[error("game.pack: {0}")]
    Pack(#[from] PackError),
    /// A `.snapcade` file.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The document in the remix.
    #[error("game.remix: {0}")]
    Document(#[from] DocumentError),
}

impl OpenError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOurs => "open.not_ours",
            Self::Kept => "open.kept",
            Self::Missing(_) => "open.missing",
            Self::TooLarge { .. } => "file.too_large",
            Self::Damaged { .. } | Self::Pack(_) => "open.damaged",
            Self::Mismatch => "open.mismatch",
            Self::Version(_) | Self::Archive(ArchiveError::Document(DocumentError::Newer { .. })) => "game.newer",
            Self::Archive(_) | Self::Document(_) => "game.unreadable",
        }
    }
}

/// Why there is no QR code.
#[derive(Debug, thiserror::Error)]
pub enum QrError {
    /// Nothing to say.
    #[error("there is nothing to put into the QR code; give it an address")]
    Empty,
    /// It would be too fine to be read.
    #[error("the address has {found} bytes; a QR code that a phone reads across a table holds at most {limit}")]
    TooLong {
        /// In bytes.
        found: usize,
        /// In bytes.
        limit: usize,
    },
    /// A picture cannot be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
}

impl QrError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "qr.empty",
            Self::TooLong { .. } => "qr.too_long",
            Self::Picture(_) => "picture",
        }
    }
}
