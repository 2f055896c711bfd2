//! The library: the one that reads and writes the database.

mod artefacts;
pub(crate) mod assets;
mod close;
mod compact;
mod damaged_game;
mod edit;
mod exchange;
mod heroes;
mod history;
mod ids;
mod jobs;
mod notice;
mod open;
mod open_game;
mod options;
mod person;
mod photos;
mod read_only;
mod shelf;
#[cfg(test)]
mod tests;
mod trash;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tempfile::TempDir;

use self::open_game::OpenGames;
pub(crate) use self::read_only::{copy_into, log_of};
pub use self::{
    artefacts::ArtefactKey,
    assets::Swept,
    damaged_game::ReadableGame,
    edit::Saved,
    exchange::Received,
    heroes::{Hero, NewHero},
    history::{HistoryEntry, Moment, NamedVersion},
    ids::{BatchId, HeroId, JobId, PhotoId, WorkerId},
    jobs::{Job, JobError, JobFilter, JobState, JobStep, MOST_ATTEMPTS, NewJob, Resumed},
    notice::Notice,
    options::{Handler, OpenOptions},
    photos::{PHOTO_BYTES, Photo, PhotoDeleted},
    read_only::WhyReadOnly,
    shelf::{Cursor, GameCard, ListRequest, Sort, TAGS_PER_GAME},
    trash::TRASH_DAYS,
};
use crate::{StoreError, instance::Instance};

/// An open library. Closing it, or dropping it, says that its end was clean.
pub struct Library {
    folder: PathBuf,
    open_games: OpenGames,
    read_only: Option<WhyReadOnly>,
    notices: Vec<Notice>,
    closed: bool,
    /// Every backup that is being made has one of these, and locks it.
    pub(crate) backing_up: Arc<Mutex<()>>,
    // In this order: the connection ends before the lock on the folder and before a copy that it reads is removed.
    pub(crate) db: Connection,
    instance: Option<Instance>,
    _copy: Option<TempDir>,
}

impl Library {
    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it can only be read. Every function that writes then gives [`StoreError::ReadOnly`].
    pub const fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Why it can only be read.
    pub const fn why_read_only(&self) -> Option<&WhyReadOnly> {
        self.read_only.as_ref()
    }

    /// What a person should know about the opening: an end that was not clean, a log that was lost.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Does something in one transaction: all of it is kept, or nothing.
    fn transact<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let transaction = self.writing()?.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    pub(crate) fn must_be_writable(&self) -> Result<(), StoreError> {
        match &self.read_only {
            Some(why) => Err(StoreError::ReadOnly { why: why.clone() }),
            None => Ok(()),
        }
    }

    /// The connection, for functions that write. Reading needs no more than `self.db`.
    pub(crate) fn writing(&mut self) -> Result<&mut Connection, StoreError> {
        self.must_be_writable()?;
        Ok(&mut self.db)
    }
}

/// Where libraries are unless a person says otherwise: the platform's folder for the data of programs.
pub fn default_folder() -> Result<PathBuf, StoreError> {
    let folders = directories::ProjectDirs::from("", "", "Snapcade").ok_or(StoreError::NoFolder)?;
    Ok(folders.data_dir().to_owned())
}
