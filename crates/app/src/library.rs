//! The library as people use it: each thing that can be asked of it is a [`Request`], plain data that is carried out here or by the
//! program that has the library open; a [`Session`] knows which.

mod care;
mod change;
mod clock;
mod files;
mod games;
mod heroes;
mod history;
mod housekeeping;
mod job_line;
mod make;
mod named;
mod packed;
mod photos;
mod request;
mod run;
mod session;
#[cfg(test)]
mod tests;
mod when;

use std::path::{Path, PathBuf};

pub use snapcade_game::GameId;

pub use self::{
    care::{
        BackUp, BackupCard, BackupMade, DoctorReport, Finding, GameInBackup, Repaired, RescuedTable, RestoreGame,
        Restored, Severity, backups, doctor, games_in_backup, named_in_backup, repair, restore_backup,
    },
    change::{ChangeGame, ChangeReport, edit_in_words},
    files::{Imported, export_everything, import_files},
    games::{CopyGame, DeleteGame, FindGame, GameCard, ListGames, Nickname, Order, SaveGame, TagGame, TrashGame},
    heroes::{
        FindHero, FoundSheet, HeroCard, HeroSheet, KeepHero, ListHeroes, RenameHero, TrashHero, UseHero, hero_of_photo,
        hero_of_sheet,
    },
    history::{
        FoundGame, GetGame, History, Moment, NameVersion, NextSteps, Redo, Restore, Revert, Step, Undo, UndoAndRedo,
    },
    housekeeping::Notice,
    job_line::{AddJob, CancelJob, JobCard, ListJobs, RetryJob, export_job, make_game_job},
    make::{SavedGame, hero_named, save_made},
    named::{NamedGame, open_file_or_game},
    photos::{DeletePhoto, FindPhoto, KeepPhoto, ListPhotos, PhotoCard, PhotoGone, Place, TakenPhoto, take_photo_in},
    request::Request,
    run::wait_for,
    session::Session,
};
pub(crate) use self::{
    clock::now_ms,
    make::{hero_in, keep_in},
};
use crate::AppError;

/// The environment variable that names another folder for the library.
pub const FOLDER_VARIABLE: &str = "SNAPCADE_LIBRARY";

/// Everything that another program can ask for.
const REQUESTS: &[(&str, request::CarryOut)] = &[
    (AddJob::NAME, request::carry_out::<AddJob>),
    (BackUp::NAME, request::carry_out::<BackUp>),
    (CancelJob::NAME, request::carry_out::<CancelJob>),
    (ChangeGame::NAME, request::carry_out::<ChangeGame>),
    (CopyGame::NAME, request::carry_out::<CopyGame>),
    (DeleteGame::NAME, request::carry_out::<DeleteGame>),
    (DeletePhoto::NAME, request::carry_out::<DeletePhoto>),
    (FindGame::NAME, request::carry_out::<FindGame>),
    (FindHero::NAME, request::carry_out::<FindHero>),
    (FindPhoto::NAME, request::carry_out::<FindPhoto>),
    (GetGame::NAME, request::carry_out::<GetGame>),
    (HeroSheet::NAME, request::carry_out::<HeroSheet>),
    (History::NAME, request::carry_out::<History>),
    (KeepHero::NAME, request::carry_out::<KeepHero>),
    (KeepPhoto::NAME, request::carry_out::<KeepPhoto>),
    (ListGames::NAME, request::carry_out::<ListGames>),
    (ListHeroes::NAME, request::carry_out::<ListHeroes>),
    (ListJobs::NAME, request::carry_out::<ListJobs>),
    (ListPhotos::NAME, request::carry_out::<ListPhotos>),
    (NameVersion::NAME, request::carry_out::<NameVersion>),
    (Nickname::NAME, request::carry_out::<Nickname>),
    (Redo::NAME, request::carry_out::<Redo>),
    (RenameHero::NAME, request::carry_out::<RenameHero>),
    (Restore::NAME, request::carry_out::<Restore>),
    (RestoreGame::NAME, request::carry_out::<RestoreGame>),
    (RetryJob::NAME, request::carry_out::<RetryJob>),
    (Revert::NAME, request::carry_out::<Revert>),
    (SaveGame::NAME, request::carry_out::<SaveGame>),
    (TagGame::NAME, request::carry_out::<TagGame>),
    (TrashGame::NAME, request::carry_out::<TrashGame>),
    (TrashHero::NAME, request::carry_out::<TrashHero>),
    (Undo::NAME, request::carry_out::<Undo>),
    (UndoAndRedo::NAME, request::carry_out::<UndoAndRedo>),
    (UseHero::NAME, request::carry_out::<UseHero>),
];

/// The library's folder: the one that is asked for, else the one that the environment names, else this computer's.
pub fn folder(asked: Option<&Path>) -> Result<PathBuf, AppError> {
    let named = || std::env::var_os(FOLDER_VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from);
    match asked.map(Path::to_owned).or_else(named) {
        Some(folder) => Ok(folder),
        None => Ok(snapcade_store::library::default_folder()?),
    }
}

/// A time in words, as seen now: "today 14:03". Milliseconds since 1970, UTC.
pub fn in_words(time_ms: i64) -> String {
    when::in_words(time_ms, now_ms())
}

/// The moment that somebody means. `names` are those of the game's versions.
pub fn read_moment(said: &str, names: &[String]) -> Result<Moment, AppError> {
    when::read_moment(said, names, now_ms())
}
