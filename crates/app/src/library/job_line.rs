//! The line of jobs, as a person sees it.

use serde::{Deserialize, Serialize};
use snapcade_game::GameId;
use snapcade_store::{
    Library,
    library::{Job, JobFilter, JobId, JobState, NewJob},
};

use super::request::Request;
use crate::{
    AppError,
    jobs::{EXPORT, ExportRequest, MAKE_GAME, MakeRequest, PREVIEW, THUMBNAIL, picture_job},
};

/// A job as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCard {
    /// Its id.
    pub id: JobId,
    /// What kind of work: `thumbnail`, `preview`, `make game` or `export`.
    pub kind: String,
    /// Where it is: `queued`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// How much is done, from 0 to 1000.
    pub progress_permille: u16,
    /// The step it came to.
    pub step: Option<String>,
    /// The title of the game it is about.
    pub game: Option<String>,
    /// What went wrong last.
    pub error: Option<String>,
    /// When it came: milliseconds since 1970, UTC.
    pub created_ms: i64,
}

impl JobCard {
    fn of(library: &Library, job: Job) -> Self {
        let game = job.game.and_then(|game| library.game_card(game).ok()).map(|card| card.title);
        Self {
            id: job.id,
            kind: job.kind,
            state: job.state.name().to_owned(),
            progress_permille: job.progress_permille,
            step: job.step,
            game,
            error: job.error.map(|error| error.sentence),
            created_ms: job.created_ms,
        }
    }
}

/// Asks for the jobs, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListJobs {
    /// Also those that are over.
    pub over: bool,
    /// How many at most.
    pub limit: usize,
}

impl Default for ListJobs {
    fn default() -> Self {
        Self { over: true, limit: 100 }
    }
}

impl Request for ListJobs {
    const NAME: &'static str = "list_jobs";
    type Answer = Vec<JobCard>;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<Vec<JobCard>, AppError> {
        let filter = |state| JobFilter { state, limit: self.limit, ..JobFilter::default() };
        let jobs = if self.over {
            library.jobs(&filter(None))?
        } else {
            let running = library.jobs(&filter(Some(JobState::Running)))?;
            [running, library.jobs(&filter(Some(JobState::Queued)))?].concat()
        };
        Ok(jobs.into_iter().map(|job| JobCard::of(library, job)).collect())
    }
}

/// Puts a job in line. One that asks for the same and waits already is given back instead.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddJob {
    /// What kind of work.
    pub kind: String,
    /// What exactly, as JSON.
    pub request: String,
    /// The game it is about.
    pub game: Option<GameId>,
}

impl Request for AddJob {
    const NAME: &'static str = "add_job";
    type Answer = JobId;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<JobId, AppError> {
        let job = NewJob { game: self.game, ..NewJob::new(&self.kind, &self.request) };
        Ok(library.add_job_once(&job, now_ms)?)
    }
}

/// A job that makes a game, which is [`crate::jobs::game_of_job`] then.
pub fn make_game_job(request: &MakeRequest) -> AddJob {
    AddJob { kind: MAKE_GAME.to_owned(), request: json(request), game: None }
}

/// A job that exports a game.
pub fn export_job(game: GameId, request: &ExportRequest) -> AddJob {
    AddJob { kind: EXPORT.to_owned(), request: json(request), game: Some(game) }
}

fn json(request: &impl Serialize) -> String {
    // Plain data of ours always has a JSON.
    serde_json::to_string(request).unwrap_or_default()
}

/// Cancels a job; where it is then.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CancelJob {
    /// Which job.
    pub job: JobId,
}

impl Request for CancelJob {
    const NAME: &'static str = "cancel_job";
    type Answer = String;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<String, AppError> {
        Ok(library.cancel_job(self.job, now_ms)?.name().to_owned())
    }
}

/// Tries a job again that failed or was cancelled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RetryJob {
    /// Which job.
    pub job: JobId,
}

impl Request for RetryJob {
    const NAME: &'static str = "retry_job";
    type Answer = ();

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<(), AppError> {
        Ok(library.retry_job(self.job)?)
    }
}

/// Lets the pictures of a game be drawn anew. What is done to the game is done, whatever becomes of its pictures.
pub(super) fn queue_pictures(library: &mut Library, game: GameId, now_ms: i64) {
    for kind in [THUMBNAIL, PREVIEW] {
        let _ = library.add_job_once(&picture_job(kind, game), now_ms);
    }
}
