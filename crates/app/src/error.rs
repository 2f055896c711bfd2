//! What can go wrong, in words for a person and with a code for a program.

use std::path::PathBuf;

use snapcade_export::{ExportError, OpenError, QrError};
use snapcade_game::{ArchiveError, DocumentError, Fault};
use snapcade_gen::{
    hero::{HeroError, import::ImportError},
    make::MakeError,
};
use snapcade_paint::PictureError;
use snapcade_play::{ReplayError, pack::PrepareError};

use snapcade_store::StoreError;

use crate::{serve::ServeError, words::WordsError};

/// Why something a person wanted could not be done. Nothing was changed or written.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A file cannot be read.
    #[error("{path}: it cannot be read ({error})", path = .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A file cannot be written.
    #[error("{path}: it cannot be written ({error})", path = .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// A file is larger than any that could be meant.
    #[error("{path}: it has more than {limit} bytes, so it is no such file", path = .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// In bytes.
        limit: u64,
    },
    /// A file is no `.snapcade` file.
    #[error("{path}: {error}", path = .path.display())]
    Archive {
        /// The file.
        path: PathBuf,
        /// Why.
        error: ArchiveError,
    },
    /// A file is no replay.
    #[error("{path}: {error}", path = .path.display())]
    Replay {
        /// The file.
        path: PathBuf,
        /// Why.
        error: ReplayError,
    },
    /// A photo cannot become a hero.
    #[error("{path}: {error}", path = .path.display())]
    Photo {
        /// The file.
        path: PathBuf,
        /// Why.
        error: HeroError,
    },
    /// A sheet cannot become a hero.
    #[error("{path}: {error}", path = .path.display())]
    Import {
        /// The file.
        path: PathBuf,
        /// Why.
        error: ImportError,
    },
    /// A game cannot be made as it was asked for.
    #[error(transparent)]
    Make(#[from] MakeError),
    /// The bot found no way through a level that has no proof.
    #[error("level {level} cannot be shown, nobody has beaten it: {why}")]
    Unbeaten {
        /// Counted from 1.
        level: u16,
        /// In words for people.
        why: String,
    },
    /// The game has faults.
    #[error("the game cannot be played:{}", listed(.0))]
    Faults(Vec<Fault>),
    /// The game's art does not fit.
    #[error(transparent)]
    Art(#[from] PrepareError),
    /// There is no such level.
    #[error("there is no level {level}; the game has {count}")]
    NoLevel {
        /// Counted from 1.
        level: u16,
        /// How many there are.
        count: usize,
    },
    /// A level has no recorded way through it.
    #[error("level {level} has no proof to show; --proof lets the bot look for one, --replay shows another replay")]
    NoProof {
        /// Counted from 1.
        level: u16,
    },
    /// A tick after the end of what is shown.
    #[error("tick {tick} is after the end; the replay lasts {ticks} ticks")]
    NoTick {
        /// Which tick.
        tick: u32,
        /// How many there are.
        ticks: u64,
    },
    /// A picture cannot be made.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A game cannot become a web build.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The folder that a web build was to go to holds something else.
    #[error(
        "{path}: there is another page of this name, which is not of Snapcade; choose another folder, or move it away",
        path = .path.display()
    )]
    ForeignPage {
        /// The page.
        path: PathBuf,
    },
    /// A web build cannot be opened.
    #[error("{path}: {error}", path = .path.display())]
    Open {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: OpenError,
    },
    /// There is no QR code of it.
    #[error(transparent)]
    Qr(#[from] QrError),
    /// The library says no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A game cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Words did not change a game.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The library has no such game.
    #[error("there is no game \"{said}\" in the library; `snapcade games` lists those that are there")]
    NoSuchGame {
        /// What was asked for.
        said: String,
    },
    /// Neither a file nor a game.
    #[error(
        "{said}: there is no such file, and no such game in the library; `snapcade games` lists those that are there"
    )]
    NoFileOrGame {
        /// What was asked for.
        said: String,
    },
    /// The game is in the trash.
    #[error("\"{title}\" is in the trash; take it out first (`snapcade restore --trash`)")]
    InTrash {
        /// The game.
        title: String,
    },
    /// The game is not in the trash.
    #[error("\"{title}\" is not in the trash; only what is in the trash can be taken out or deleted")]
    NotInTrash {
        /// The game.
        title: String,
    },
    /// The trash has no such game.
    #[error("there is no game \"{said}\" in the trash; `snapcade games --trash` lists those that are there")]
    NoSuchTrash {
        /// What was asked for.
        said: String,
    },
    /// Several games could be meant.
    #[error("which game? \"{said}\" fits {count}: {}; say the beginning of its id", listed_some(.named, *.count))]
    WhichGame {
        /// What was asked for.
        said: String,
        /// The first few of them.
        named: Vec<String>,
        /// How many.
        count: usize,
    },
    /// The library has no such hero.
    #[error("there is no hero \"{said}\" in the library; `snapcade heroes` lists those that are there")]
    NoSuchHero {
        /// What was asked for.
        said: String,
    },
    /// Several heroes could be meant.
    #[error("which hero? \"{said}\" fits several: {}; say the beginning of the id", .named.join(", "))]
    WhichHero {
        /// What was asked for.
        said: String,
        /// The first few of them.
        named: Vec<String>,
    },
    /// The library has no such photo.
    #[error("\"{said}\" is no photo of the library; `snapcade photos` lists those that were kept")]
    NoSuchPhoto {
        /// What was asked for.
        said: String,
    },
    /// No moment is meant.
    #[error(
        "\"{said}\" is no moment of the game; say a step's number, a version's name, \"yesterday\", \"2 hours ago\", \"14:30\" or \"2026-11-20 14:30\""
    )]
    UnclearMoment {
        /// What was said.
        said: String,
    },
    /// The game was changed while the change was worked out.
    #[error("the game was changed by somebody else at this moment; try again")]
    ChangedMeanwhile,
    /// The program that has the library open refused a request.
    #[error("{sentence}")]
    Elsewhere {
        /// Its error's code.
        code: String,
        /// And what it says.
        sentence: String,
    },
    /// Two programs do not understand each other.
    #[error(
        "the program that has the library open is another version of Snapcade; close it, then try again ({message})"
    )]
    Garbled {
        /// What was not understood.
        message: String,
    },
    /// A part of Snapcade's own files is broken: a mistake of ours.
    #[error("{part}: {message}. This is a mistake in Snapcade, please report it")]
    Internal {
        /// Which part.
        part: &'static str,
        /// What is wrong with it.
        message: String,
    },
}

impl AppError {
    /// A name for the error that never changes, for programs.
    pub fn code(&self) -> &str {
        match self {
            Self::Read { .. } => "file.read",
            Self::Write { .. } => "file.write",
            Self::TooLarge { .. } => "file.too_large",
            Self::Archive { error: ArchiveError::Document(DocumentError::Newer { .. }), .. } => "game.newer",
            Self::Archive { .. } => "game.unreadable",
            Self::Replay { .. } => "replay.unreadable",
            Self::Photo { error, .. } => error.code(),
            Self::Import { error, .. } => error.code(),
            Self::Make(error) => error.code(),
            Self::Unbeaten { .. } => "level.unbeaten",
            Self::Faults(_) => "game.faults",
            Self::Art(_) => "game.art",
            Self::NoLevel { .. } => "level.missing",
            Self::NoProof { .. } => "level.no_proof",
            Self::NoTick { .. } => "replay.no_tick",
            Self::Picture(_) => "picture",
            Self::Export(error) => error.code(),
            Self::ForeignPage { .. } => "export.foreign_page",
            Self::Open { error, .. } => error.code(),
            Self::Qr(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Serve(error) => error.code(),
            Self::Words(error) => error.code(),
            Self::NoSuchGame { .. } => "library.no_game",
            Self::NoFileOrGame { .. } => "library.no_file_or_game",
            Self::InTrash { .. } => "library.in_trash",
            Self::NotInTrash { .. } => "game.not_in_trash",
            Self::NoSuchTrash { .. } => "library.no_trash",
            Self::WhichGame { .. } => "library.which_game",
            Self::NoSuchHero { .. } => "hero.missing",
            Self::WhichHero { .. } => "hero.which",
            Self::NoSuchPhoto { .. } => "photo.missing",
            Self::UnclearMoment { .. } => "history.no_moment",
            Self::ChangedMeanwhile => "game.changed_meanwhile",
            Self::Elsewhere { code, .. } => code,
            Self::Garbled { .. } => "library.other_version",
            Self::Internal { .. } => "internal",
        }
    }
}

/// The first few of several, and that there are more.
fn listed_some(named: &[String], count: usize) -> String {
    let more = if count > named.len() { ", ..." } else { "" };
    named.join(", ") + more
}

fn listed(faults: &[Fault]) -> String {
    faults.iter().fold(String::new(), |list, fault| list + "\n  " + &fault.to_string())
}
