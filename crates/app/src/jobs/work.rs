//! What a kind of job does.

use std::sync::atomic::{AtomicBool, Ordering};

use snapcade_game::AssetHash;
use snapcade_store::{
    StoreError,
    library::{ArtefactKey, Job},
};

use super::runner::{Shared, lock};
use crate::AppError;

/// A kind of work. Its steps are idempotent: one that was interrupted is run again from its beginning.
pub trait Work: Send + Sync {
    /// Which jobs it does.
    fn kind(&self) -> &'static str;

    /// The names of its steps in their order.
    fn steps(&self) -> &'static [&'static str];

    /// The key of what a step is going to make, if it makes something. What is there under it already is not made again.
    fn artefact(&self, step: &StepContext<'_>) -> Result<Option<ArtefactKey>, WorkError>;

    /// Runs a step: makes what [`Self::artefact`] named, or changes the library.
    fn run(&self, step: &StepContext<'_>) -> Result<Made, WorkError>;
}

/// What a step made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Bytes to be kept under the step's key.
    Artefact(Vec<u8>),
    /// Nothing that needs keeping.
    Nothing,
}

/// Why a step did not come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkError {
    /// Somebody cancelled the job, or the program ends.
    Stopped,
    /// It went wrong.
    Failed {
        /// A name for the error that never changes.
        code: String,
        /// A sentence for a person.
        sentence: String,
        /// Whether it could go right another time.
        could_help: bool,
    },
}

impl WorkError {
    /// What will go wrong every time.
    pub fn for_good(code: &str, sentence: impl Into<String>) -> Self {
        Self::Failed { code: code.to_owned(), sentence: sentence.into(), could_help: false }
    }
}

impl From<AppError> for WorkError {
    /// Making pictures and games is a function of what goes in: another try gives the same.
    fn from(error: AppError) -> Self {
        Self::for_good(error.code(), error.to_string())
    }
}

impl From<StoreError> for WorkError {
    /// The disk may have been full or slow; a game that is not there does not come back.
    fn from(error: StoreError) -> Self {
        let is_final = matches!(
            error,
            StoreError::NoGame { .. }
                | StoreError::NoHero { .. }
                | StoreError::NoPhoto { .. }
                | StoreError::AssetTooLarge { .. }
        );
        Self::Failed { code: error.code().to_owned(), sentence: error.to_string(), could_help: !is_final }
    }
}

/// What a step can ask and tell while it runs.
pub struct StepContext<'a> {
    /// The job.
    pub job: &'a Job,
    /// The step, counted from 0.
    pub n: usize,
    pub(super) library: &'a Shared,
    pub(super) stop: &'a AtomicBool,
    pub(super) tell: &'a dyn Fn(u16),
    /// The keys of what the steps before made.
    pub(super) made: &'a [Option<ArtefactKey>],
}

impl StepContext<'_> {
    /// The library. Take it for moments only: a child that paints waits for it.
    pub const fn library(&self) -> &Shared {
        self.library
    }

    /// What an earlier step made, counted from 0, and its hash.
    pub fn artefact(&self, n: usize) -> Result<(AssetHash, Vec<u8>), WorkError> {
        let key = self.made.get(n).copied().flatten();
        let found = key.map(|key| lock(self.library).artefact(key)).transpose()?.flatten();
        found.ok_or_else(|| WorkError::Failed {
            code: "job.artefact".to_owned(),
            sentence: "Something that was made before is not there any more.".to_owned(),
            could_help: true,
        })
    }

    /// Says how much of this step is done, from 0 to 1000.
    pub fn progress(&self, permille: u16) {
        (self.tell)(permille.min(1000));
    }

    /// Whether the step should end.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Ends the step with `?` when it should end.
    pub fn go_on(&self) -> Result<(), WorkError> {
        if self.is_stopped() { Err(WorkError::Stopped) } else { Ok(()) }
    }
}
