//! What a worker says of the job it runs. Every word is checked against the worker's id: a worker that was taken for dead
//! cannot disturb the one that took over.

use rusqlite::Connection;

use super::{JobError, JobState};
use crate::{
    StoreError,
    library::{ArtefactKey, Job, JobId, Library, WorkerId},
    tables::{job_steps, jobs},
};

/// How long a worker may be silent before it is taken for dead. Longer than any step goes without a word.
const LEASE_MS: i64 = 10 * 60 * 1000;
/// The rest after the first failure; each further one is four times as long.
const FIRST_REST_MS: i64 = 2_000;
/// The longest rest.
const LONGEST_REST_MS: i64 = 10 * 60 * 1000;

/// What became of jobs whose worker died.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resumed {
    /// These are in line again; the steps they had done are done.
    pub queued: Vec<JobId>,
    /// These stopped the program as often as they may, and failed.
    pub failed: Vec<JobId>,
}

impl Library {
    /// Takes the next job of one of these kinds. Its attempts are counted when it is taken, so that a job that kills the
    /// program has used one up.
    pub fn claim_job(&mut self, worker: WorkerId, kinds: &[&str], now_ms: i64) -> Result<Option<Job>, StoreError> {
        let kinds = serde_json::Value::from(kinds).to_string();
        // Looked up first without a lock: most of the time nothing is there.
        if jobs::next(&self.db, &kinds, now_ms, LONGEST_REST_MS)?.is_none() {
            return Ok(None);
        }
        self.transact(|db| {
            let Some(id) = jobs::next(db, &kinds, now_ms, LONGEST_REST_MS)? else { return Ok(None) };
            jobs::claim(db, id, worker, now_ms, now_ms.saturating_add(LEASE_MS))?;
            Ok(jobs::get(db, id)?)
        })
    }

    /// A step begins: counted from 0, with its name and how much of the job is done, from 0 to 1000.
    pub fn step_started(
        &mut self,
        job: JobId,
        worker: WorkerId,
        (n, name): (u32, &str),
        progress_permille: u16,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.transact(|db| {
            let lease = now_ms.saturating_add(LEASE_MS);
            let is_ours = jobs::note(db, job, worker, progress_permille.min(1000), Some(name), lease)?;
            is_ours.then_some(()).ok_or(StoreError::JobLost { id: job })?;
            Ok(job_steps::start(db, job, n, name, now_ms)?)
        })
    }

    /// A step is done, and what it made was kept under this key ([`Library::keep_artefact`]).
    pub fn step_done(
        &mut self,
        job: JobId,
        worker: WorkerId,
        n: u32,
        artefact: Option<ArtefactKey>,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.transact(|db| {
            ours(db, job, worker)?;
            let had_begun = job_steps::done(db, job, n, artefact, now_ms)?;
            had_begun.then_some(()).ok_or(StoreError::JobLost { id: job })
        })
    }

    /// Notes how much of a job is done, from 0 to 1000, and that its worker lives; whether somebody asked it to end.
    pub fn job_progress(
        &mut self,
        job: JobId,
        worker: WorkerId,
        progress_permille: u16,
        now_ms: i64,
    ) -> Result<bool, StoreError> {
        self.transact(|db| {
            let lease = now_ms.saturating_add(LEASE_MS);
            let is_ours = jobs::note(db, job, worker, progress_permille.min(1000), None, lease)?;
            is_ours.then_some(()).ok_or(StoreError::JobLost { id: job })?;
            Ok(jobs::get(db, job)?.is_none_or(|job| job.is_cancelled))
        })
    }

    /// A job came to its end.
    pub fn finish_job(&mut self, job: JobId, worker: WorkerId, now_ms: i64) -> Result<(), StoreError> {
        self.transact(|db| {
            ours(db, job, worker)?;
            Ok(jobs::end(db, job, JobState::Done, None, now_ms)?)
        })
    }

    /// A job went wrong. If another try could help and attempts are left, it rests and goes back in line. Where it is then.
    pub fn fail_job(
        &mut self,
        job: JobId,
        worker: WorkerId,
        error: &JobError,
        could_help: bool,
        now_ms: i64,
    ) -> Result<JobState, StoreError> {
        self.transact(|db| {
            let now = ours(db, job, worker)?;
            let why = Some((error.code.as_str(), error.sentence.as_str()));
            let state = match (now.is_cancelled, could_help && now.attempts < now.most_attempts) {
                (true, _) => JobState::Cancelled,
                (false, true) => JobState::Queued,
                (false, false) => JobState::Failed,
            };
            match state {
                JobState::Queued => jobs::requeue(db, job, now_ms.saturating_add(rest_ms(now.attempts)), why)?,
                _ => jobs::end(db, job, state, why, now_ms)?,
            }
            Ok(state)
        })
    }

    /// A running job ended itself because somebody cancelled it.
    pub fn job_was_cancelled(&mut self, job: JobId, worker: WorkerId, now_ms: i64) -> Result<(), StoreError> {
        self.transact(|db| {
            ours(db, job, worker)?;
            Ok(jobs::end(db, job, JobState::Cancelled, None, now_ms)?)
        })
    }

    /// A worker gives a job back, since the program ends: it goes in line again, and the attempt does not count.
    pub fn release_job(&mut self, job: JobId, worker: WorkerId, now_ms: i64) -> Result<(), StoreError> {
        self.transact(|db| {
            if ours(db, job, worker)?.is_cancelled {
                return Ok(jobs::end(db, job, JobState::Cancelled, None, now_ms)?);
            }
            jobs::uncount(db, job)?;
            Ok(jobs::requeue(db, job, 0, None)?)
        })
    }

    /// Puts running jobs whose worker is not alive, or has been silent for too long, back in line. Call it with no worker when
    /// the library was opened: there is one writer, so whoever ran a job before is gone.
    pub fn resume_after_crash(&mut self, alive: &[WorkerId], now_ms: i64) -> Result<Resumed, StoreError> {
        let alive: Vec<i64> = alive.iter().map(|worker| worker.0 as i64).collect();
        let alive = serde_json::Value::from(alive).to_string();
        self.transact(|db| {
            let mut resumed = Resumed::default();
            for id in jobs::orphans(db, &alive, now_ms)? {
                let Some(job) = jobs::get(db, id)? else { continue };
                if job.is_cancelled {
                    jobs::end(db, id, JobState::Cancelled, None, now_ms)?;
                } else if job.attempts < job.most_attempts {
                    jobs::requeue(db, id, 0, None)?;
                    resumed.queued.push(id);
                } else {
                    let sentence =
                        format!("Snapcade stopped {} times while it was at this, so it was left.", job.attempts);
                    jobs::end(db, id, JobState::Failed, Some(("job.crashed", &sentence)), now_ms)?;
                    resumed.failed.push(id);
                }
            }
            Ok(resumed)
        })
    }
}

fn ours(db: &Connection, job: JobId, worker: WorkerId) -> Result<Job, StoreError> {
    jobs::is_of(db, job, worker)?.then_some(()).ok_or(StoreError::JobLost { id: job })?;
    jobs::get(db, job)?.ok_or(StoreError::NoJob { id: job })
}

/// How long a job rests after it was tried so often.
fn rest_ms(attempts: u32) -> i64 {
    let times = 4_i64.saturating_pow(attempts.saturating_sub(1));
    FIRST_REST_MS.saturating_mul(times).min(LONGEST_REST_MS)
}
