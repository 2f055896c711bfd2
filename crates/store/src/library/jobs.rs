//! Jobs: long work as data, so that it goes on after a crash, shows how far it is and can be cancelled.
//!
//! This is the line of jobs as a person sees it; `run` is what a worker says of the job it runs. Nothing is executed here.

mod run;

use snapcade_game::GameId;

pub use run::Resumed;

use super::{ArtefactKey, BatchId, JobId, Library};
use crate::{
    StoreError,
    tables::{artefacts, assets, job_steps, jobs},
};

/// How often a job is tried if it does not say otherwise.
pub const MOST_ATTEMPTS: u32 = 3;
/// How long jobs that ended are kept to be looked at.
const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// So many jobs that ended are kept whatever the clock says.
const KEPT_NEWEST: u32 = 100;

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobState {
    /// In line.
    Queued,
    /// A worker is at it.
    Running,
    /// It came to its end.
    Done,
    /// It went wrong, as often as it was allowed to.
    Failed,
    /// Somebody changed their mind.
    Cancelled,
}

impl JobState {
    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// A name that is not known is of a later version, and nothing that this one should run.
    pub(crate) fn named(name: &str) -> Self {
        let all = [Self::Queued, Self::Running, Self::Done, Self::Failed, Self::Cancelled];
        all.into_iter().find(|state| state.name() == name).unwrap_or(Self::Failed)
    }

    /// Whether nothing more will happen, unless somebody asks for it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// Work to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// What kind of work, such as `thumbnail`.
    pub kind: String,
    /// What exactly, as JSON that the kind of work understands.
    pub request: String,
    /// More is sooner; equal ones in the order in which they came.
    pub priority: i32,
    /// How often it may be begun before it fails.
    pub most_attempts: u32,
    /// The jobs it belongs to.
    pub batch: Option<BatchId>,
    /// The game it is about. When that is purged, the job goes too.
    pub game: Option<GameId>,
}

impl NewJob {
    /// Work of a kind, of ordinary priority.
    pub fn new(kind: &str, request: &str) -> Self {
        let (kind, request) = (kind.to_owned(), request.to_owned());
        Self { kind, request, priority: 0, most_attempts: MOST_ATTEMPTS, batch: None, game: None }
    }

    /// The same, about a game.
    #[must_use]
    pub const fn about(mut self, game: GameId) -> Self {
        self.game = Some(game);
        self
    }

    /// The same, sooner or later than others.
    #[must_use]
    pub const fn with_priority(mut self, priority: i32) -> Self {
        self.priority = priority;
        self
    }
}

/// What went wrong with a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobError {
    /// A name for the error that never changes, for programs.
    pub code: String,
    /// A sentence for a person.
    pub sentence: String,
}

/// A job as it stands. Times are in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What exactly, as JSON.
    pub request: String,
    /// Where it is.
    pub state: JobState,
    /// More is sooner.
    pub priority: i32,
    /// How often it was begun.
    pub attempts: u32,
    /// How often it may be begun before it fails.
    pub most_attempts: u32,
    /// When it came.
    pub created_ms: i64,
    /// When it was begun first.
    pub started_ms: Option<i64>,
    /// When it ended.
    pub finished_ms: Option<i64>,
    /// It rests until then, after it went wrong.
    pub not_before_ms: i64,
    /// How much is done, from 0 to 1000, as far as that was noted.
    pub progress_permille: u16,
    /// The step it came to.
    pub step: Option<String>,
    /// Whether somebody asked it to end.
    pub is_cancelled: bool,
    /// What went wrong last.
    pub error: Option<JobError>,
    /// The jobs it belongs to.
    pub batch: Option<BatchId>,
    /// The game it is about.
    pub game: Option<GameId>,
}

/// A step of a job that has begun. Times are in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobStep {
    /// Counted from 0.
    pub n: u32,
    /// What it does.
    pub name: String,
    /// What it made.
    pub artefact: Option<ArtefactKey>,
    /// When it was begun last.
    pub started_ms: i64,
    /// When it was done.
    pub done_ms: Option<i64>,
}

/// Which jobs; `None` for any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFilter {
    /// In this state.
    pub state: Option<JobState>,
    /// Of this kind.
    pub kind: Option<String>,
    /// About this game.
    pub game: Option<GameId>,
    /// Of this batch.
    pub batch: Option<BatchId>,
    /// How many at most.
    pub limit: usize,
}

impl Default for JobFilter {
    fn default() -> Self {
        Self { state: None, kind: None, game: None, batch: None, limit: 100 }
    }
}

impl Library {
    /// Puts a job in line.
    pub fn add_job(&mut self, job: &NewJob, now_ms: i64) -> Result<JobId, StoreError> {
        let id = JobId::random()?;
        self.transact(|db| Ok(jobs::put(db, id, job, now_ms)?))?;
        Ok(id)
    }

    /// Puts a job in line, unless one that asks for the same is waiting there already: then that one is given back.
    pub fn add_job_once(&mut self, job: &NewJob, now_ms: i64) -> Result<JobId, StoreError> {
        let id = JobId::random()?;
        self.transact(|db| match jobs::queued_like(db, job)? {
            Some(waiting) => Ok(waiting),
            None => Ok(jobs::put(db, id, job, now_ms).map(|()| id)?),
        })
    }

    /// A job.
    pub fn job(&self, job: JobId) -> Result<Job, StoreError> {
        jobs::get(&self.db, job)?.ok_or(StoreError::NoJob { id: job })
    }

    /// Jobs, the newest first.
    pub fn jobs(&self, filter: &JobFilter) -> Result<Vec<Job>, StoreError> {
        Ok(jobs::list(&self.db, filter)?)
    }

    /// The steps of a job that have begun, in their order.
    pub fn job_steps(&self, job: JobId) -> Result<Vec<JobStep>, StoreError> {
        Ok(job_steps::of(&self.db, job)?)
    }

    /// How many jobs of a batch are in each state.
    pub fn batch(&self, batch: BatchId) -> Result<Vec<(JobState, u32)>, StoreError> {
        Ok(jobs::states_of_batch(&self.db, batch)?)
    }

    /// Cancels a job: at once while it is in line, by asking its worker while it runs. Where it is then; a job that is over
    /// stays as it is.
    pub fn cancel_job(&mut self, job: JobId, now_ms: i64) -> Result<JobState, StoreError> {
        self.transact(|db| {
            let state = jobs::get(db, job)?.ok_or(StoreError::NoJob { id: job })?.state;
            match state {
                JobState::Queued => {
                    jobs::end(db, job, JobState::Cancelled, None, now_ms)?;
                    return Ok(JobState::Cancelled);
                }
                JobState::Running => jobs::ask_to_cancel(db, job)?,
                JobState::Done | JobState::Failed | JobState::Cancelled => {}
            }
            Ok(state)
        })
    }

    /// Puts a job that failed or was cancelled in line again, with all its attempts. Steps that are done stay done.
    pub fn retry_job(&mut self, job: JobId) -> Result<(), StoreError> {
        self.transact(|db| {
            let state = jobs::get(db, job)?.ok_or(StoreError::NoJob { id: job })?.state;
            if !matches!(state, JobState::Failed | JobState::Cancelled) {
                return Err(StoreError::JobNotOver { state });
            }
            jobs::renew(db, job)?;
            Ok(jobs::requeue(db, job, 0, None)?)
        })
    }

    /// Forgets jobs that ended more than a week ago, except for the newest hundred, those after which the same was done for the same
    /// game, and what they made and nobody uses; how many jobs.
    pub fn clean_up_jobs(&mut self, now_ms: i64) -> Result<usize, StoreError> {
        let (count, swept) = self.transact(|db| {
            let old = jobs::delete_ended(db, now_ms.saturating_sub(KEPT_MS), KEPT_NEWEST)?;
            let count = old + jobs::delete_superseded(db)?;
            artefacts::delete_unused(db)?;
            Ok((count, assets::sweep(db)?))
        })?;
        if swept.0 > 0 {
            self.wipe()?;
        }
        Ok(count)
    }
}
