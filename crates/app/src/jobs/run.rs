//! One job from where it was left to its end.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicBool, Ordering},
};

use snapcade_store::{
    StoreError,
    library::{ArtefactKey, Job, JobError, JobState},
};

use super::{
    progress::JobProgress,
    runner::{Inside, lock},
    work::{Made, StepContext, Work, WorkError},
};

/// So much progress is written to the disk at once; each time costs a moment of the disk.
const NOTED_PERMILLE: u16 = 100;

/// Runs a job that was claimed. What the library refuses, such as a job that is another's now, ends the run.
pub(super) fn run(inside: &Inside, job: &Job, stop: &AtomicBool) -> Result<(), StoreError> {
    let Some(work) = inside.works.iter().find(|work| work.kind() == job.kind) else { return Ok(()) };
    let (told, noted) = (Cell::new(0), Cell::new(job.progress_permille));
    let run = Run { inside, job, work: work.as_ref(), stop, told, noted };
    let worker = inside.worker;
    let end = run.steps().map(Ok).or_else(|interrupted| match interrupted {
        Interrupted::Library(error @ (StoreError::JobLost { .. } | StoreError::NoJob { .. })) => Err(error),
        // A full disk, for one.
        Interrupted::Library(error) => Ok(Err(WorkError::from(error))),
        Interrupted::Work(error) => Ok(Err(error)),
    })?;
    let state = match end {
        Ok(()) => {
            lock(&inside.library).finish_job(job.id, worker, inside.now_ms())?;
            JobState::Done
        }
        Err(WorkError::Stopped) if inside.is_ending() => {
            lock(&inside.library).release_job(job.id, worker, inside.now_ms())?;
            JobState::Queued
        }
        Err(WorkError::Stopped) => {
            lock(&inside.library).job_was_cancelled(job.id, worker, inside.now_ms())?;
            JobState::Cancelled
        }
        Err(WorkError::Failed { code, sentence, could_help }) => {
            let error = JobError { code, sentence };
            lock(&inside.library).fail_job(job.id, worker, &error, could_help, inside.now_ms())?
        }
    };
    run.tell(state, None, if state == JobState::Done { 1000 } else { run.told.get() });
    Ok(())
}

enum Interrupted {
    Work(WorkError),
    Library(StoreError),
}

impl From<StoreError> for Interrupted {
    fn from(error: StoreError) -> Self {
        Self::Library(error)
    }
}

impl From<WorkError> for Interrupted {
    fn from(error: WorkError) -> Self {
        Self::Work(error)
    }
}

struct Run<'a> {
    inside: &'a Inside,
    job: &'a Job,
    work: &'a dyn Work,
    stop: &'a AtomicBool,
    told: Cell<u16>,
    noted: Cell<u16>,
}

impl Run<'_> {
    fn steps(&self) -> Result<(), Interrupted> {
        let names = self.work.steps();
        let before = lock(&self.inside.library).job_steps(self.job.id)?;
        let mut made = Vec::with_capacity(names.len());
        for (n, &name) in names.iter().enumerate() {
            let known = before.iter().find(|step| step.n as usize == n && step.name == name);
            let done = known.filter(|step| step.done_ms.is_some());
            let artefact = match done {
                Some(step) if self.is_there(step.artefact)? => step.artefact,
                _ => self.step(n, name, &made)?,
            };
            made.push(artefact);
        }
        Ok(())
    }

    /// Whether what a step made before is still there and whole.
    fn is_there(&self, key: Option<ArtefactKey>) -> Result<bool, StoreError> {
        let Some(key) = key else { return Ok(true) };
        Ok(lock(&self.inside.library).artefact(key)?.is_some())
    }

    fn step(
        &self,
        n: usize,
        name: &'static str,
        made: &[Option<ArtefactKey>],
    ) -> Result<Option<ArtefactKey>, Interrupted> {
        let (id, worker) = (self.job.id, self.inside.worker);
        let begins = self.permille(n, 0);
        let begin_ms = self.inside.now_ms();
        lock(&self.inside.library).step_started(id, worker, (n as u32, name), begins, begin_ms)?;
        self.noted.set(begins);
        self.tell(JobState::Running, Some(name), begins);
        let tell = |permille: u16| {
            let permille = self.permille(n, permille);
            if permille > self.told.get() {
                self.tell(JobState::Running, Some(name), permille);
                self.note(permille);
            }
        };
        let context =
            StepContext { job: self.job, n, library: &self.inside.library, stop: self.stop, tell: &tell, made };
        context.go_on()?;
        let key = guarded(|| self.work.artefact(&context))?;
        if let Some(key) = key
            && self.is_there(Some(key))?
        {
            // Made before, by this job or by another.
            lock(&self.inside.library).step_done(id, worker, n as u32, Some(key), self.inside.now_ms())?;
            return Ok(Some(key));
        }
        let result = guarded(|| self.work.run(&context))?;
        context.go_on()?;
        let now_ms = self.inside.now_ms();
        let mut library = lock(&self.inside.library);
        if let (Made::Artefact(bytes), Some(key)) = (&result, key) {
            library.keep_artefact(key, bytes, now_ms)?;
        }
        let key = key.filter(|_| matches!(result, Made::Artefact(_)));
        library.step_done(id, worker, n as u32, key, now_ms)?;
        Ok(key)
    }

    fn permille(&self, n: usize, of_step: u16) -> u16 {
        let steps = self.work.steps().len().max(1);
        ((n * 1000 + usize::from(of_step)) / steps).min(1000) as u16
    }

    fn tell(&self, state: JobState, step: Option<&'static str>, permille: u16) {
        let permille = permille.max(self.told.get());
        self.told.set(permille);
        self.inside.watchers.tell(&JobProgress {
            job: self.job.id,
            kind: self.job.kind.clone(),
            state,
            step,
            permille,
        });
    }

    /// Writes progress down now and then. Somebody else may have cancelled the job in the library.
    fn note(&self, permille: u16) {
        if permille < self.noted.get().saturating_add(NOTED_PERMILLE) {
            return;
        }
        self.noted.set(permille);
        let now_ms = self.inside.now_ms();
        let noted = lock(&self.inside.library).job_progress(self.job.id, self.inside.worker, permille, now_ms);
        // A job that is not ours any more is of no use to anybody; a disk that fails is noticed at the step's end.
        if matches!(noted, Ok(true) | Err(StoreError::JobLost { .. } | StoreError::NoJob { .. })) {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

/// A panic in a step is a mistake of ours, and not the end of the program.
fn guarded<T>(work: impl FnOnce() -> Result<T, WorkError>) -> Result<T, WorkError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(WorkError::for_good("job.panic", "Something went wrong inside Snapcade. Please report it."))
    })
}
