//! The thread that runs jobs, one after the other.

use std::{
    collections::HashMap,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use snapcade_store::{
    Library, StoreError,
    library::{JobId, JobState, NewJob, WorkerId},
};

use super::{
    progress::{ProgressStream, Watchers},
    run::run,
    work::Work,
};
use crate::AppError;

/// A library that several threads use. Whoever holds it lets go soon.
pub type Shared = Arc<Mutex<Library>>;
/// What time it is, in milliseconds since 1970 (UTC).
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How long the runner sleeps when it has nothing to do: a job that rests after a failure is noticed after so long.
const NAP: Duration = Duration::from_secs(1);

/// Takes the library. A thread that panicked while it had it left no transaction behind: they end with their guard.
pub fn lock(library: &Shared) -> MutexGuard<'_, Library> {
    library.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the jobs of a library on a thread of its own. When it is dropped, the step that runs is told to stop, and its job goes
/// back in line.
pub struct Runner {
    inside: Arc<Inside>,
    thread: Option<JoinHandle<()>>,
}

pub(super) struct Inside {
    pub(super) library: Shared,
    pub(super) works: Vec<Box<dyn Work>>,
    pub(super) worker: WorkerId,
    pub(super) watchers: Watchers,
    clock: Clock,
    /// What tells the step of a job to stop.
    stops: Mutex<HashMap<JobId, Arc<AtomicBool>>>,
    is_ending: AtomicBool,
    /// Whether there is something new to look for.
    news: Mutex<bool>,
    wake: Condvar,
    /// Whether it ends when there is nothing to do.
    until_idle: bool,
}

impl Runner {
    /// Starts to run jobs of these kinds. Jobs that were running when the program ended go on where they were.
    pub fn start(library: Shared, works: Vec<Box<dyn Work>>, clock: Clock) -> Result<Self, AppError> {
        Ok(Self::begin(library, works, clock, false)?.0)
    }

    /// The same, until no job is left that could be begun now; then the progress ends.
    pub fn start_until_idle(
        library: Shared,
        works: Vec<Box<dyn Work>>,
        clock: Clock,
    ) -> Result<(Self, ProgressStream), AppError> {
        Self::begin(library, works, clock, true)
    }

    fn begin(
        library: Shared,
        works: Vec<Box<dyn Work>>,
        clock: Clock,
        until_idle: bool,
    ) -> Result<(Self, ProgressStream), AppError> {
        let worker = WorkerId::random()?;
        lock(&library).resume_after_crash(&[], clock())?;
        let inside = Arc::new(Inside {
            library,
            works,
            worker,
            watchers: Watchers::default(),
            clock,
            stops: Mutex::default(),
            is_ending: AtomicBool::new(false),
            news: Mutex::new(true),
            wake: Condvar::new(),
            until_idle,
        });
        let progress = inside.watchers.add();
        let own = Arc::clone(&inside);
        let thread = std::thread::Builder::new().name("jobs".to_owned()).spawn(move || own.work());
        let thread = thread.map_err(|error| AppError::Internal { part: "the jobs", message: error.to_string() })?;
        Ok((Self { inside, thread: Some(thread) }, progress))
    }

    /// Puts a job in line and wakes the runner. One that asks for the same and waits already is given back instead.
    pub fn add(&self, job: &NewJob) -> Result<JobId, AppError> {
        let id = lock(&self.inside.library).add_job_once(job, self.inside.now_ms())?;
        self.inside.call();
        Ok(id)
    }

    /// Cancels a job; where it is then. A running one ends with its next look whether it should.
    pub fn cancel(&self, job: JobId) -> Result<JobState, AppError> {
        let mut library = lock(&self.inside.library);
        let state = library.cancel_job(job, self.inside.now_ms())?;
        // While the library is held, no job is begun: the one that is told to stop is the one that was cancelled.
        if let Some(stop) = self.inside.stops().get(&job) {
            stop.store(true, Ordering::Relaxed);
        }
        Ok(state)
    }

    /// Tries a job again that failed or was cancelled.
    pub fn retry(&self, job: JobId) -> Result<(), AppError> {
        lock(&self.inside.library).retry_job(job)?;
        self.inside.call();
        Ok(())
    }

    /// Progress of all jobs from now on.
    pub fn watch(&self) -> ProgressStream {
        self.inside.watchers.add()
    }

    /// Ends the runner. The job that runs goes back in line.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.inside.is_ending.store(true, Ordering::Relaxed);
        for stop in self.inside.stops().values() {
            stop.store(true, Ordering::Relaxed);
        }
        self.inside.call();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.end();
    }
}

impl Inside {
    fn work(&self) {
        let kinds: Vec<&str> = self.works.iter().map(|work| work.kind()).collect();
        while !self.is_ending() {
            match self.one(&kinds) {
                Ok(true) => {}
                Ok(false) | Err(_) if self.until_idle => break,
                Ok(false) => self.rest(),
                // The library cannot be written just now, or the job was taken away. What this worker left is nobody's.
                Err(_) => {
                    self.rest();
                    let _ = lock(&self.library).resume_after_crash(&[], self.now_ms());
                }
            }
        }
        self.watchers.end();
    }

    /// Runs the next job, if there is one.
    fn one(&self, kinds: &[&str]) -> Result<bool, StoreError> {
        let (job, stop) = {
            let mut library = lock(&self.library);
            let Some(job) = library.claim_job(self.worker, kinds, self.now_ms())? else { return Ok(false) };
            let stop = Arc::new(AtomicBool::new(self.is_ending()));
            self.stops().insert(job.id, Arc::clone(&stop));
            (job, stop)
        };
        let done = run(self, &job, &stop);
        self.stops().remove(&job.id);
        done.map(|()| true)
    }

    fn stops(&self) -> MutexGuard<'_, HashMap<JobId, Arc<AtomicBool>>> {
        self.stops.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sleeps until somebody calls, but not for long.
    fn rest(&self) {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.wake.wait_timeout_while(news, NAP, |news| !*news && !self.is_ending());
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }

    fn call(&self) {
        *self.news.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.wake.notify_all();
    }

    pub(super) fn now_ms(&self) -> i64 {
        (self.clock)()
    }

    pub(super) fn is_ending(&self) -> bool {
        self.is_ending.load(Ordering::Relaxed)
    }
}
