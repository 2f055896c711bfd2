//! A session with the library: it is open here, or somebody else has it open and is asked.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use snapcade_store::{Library, OpenOptions, StoreError, instance};

use super::{
    clock::now_ms,
    housekeeping::{Housekeeping, Notice},
    request::{self, Request},
};
use crate::{
    AppError,
    jobs::{JobProgress, ProgressStream, Runner, Shared, lock, works},
};

/// How long another program may take to answer.
const ANSWER_TIMEOUT: Duration = Duration::from_mins(1);
/// How long to wait for a program that has the library open for a moment and takes no requests.
const WAIT: Duration = Duration::from_secs(10);

/// A session with the library. Copies of it are the same session; the library is closed with the last one.
#[derive(Clone)]
pub struct Session {
    place: Arc<Place>,
}

enum Place {
    /// Open here: this program is the one that writes.
    Here(Here),
    /// Open in another program, which is asked.
    Elsewhere(PathBuf),
}

struct Here {
    // In this order: jobs and housekeeping end before the library is closed.
    jobs: Mutex<Option<Runner>>,
    housekeeping: Housekeeping,
    library: Shared,
}

impl Session {
    /// Opens the library in a folder. `program` is what others are told while it is open.
    ///
    /// When another program has it open, that one is asked from now on; one that takes no requests is waited for.
    pub fn open(folder: &Path, program: &str) -> Result<Self, AppError> {
        Self::begin(folder, program, true)
    }

    /// The same for a program that is done in a moment: others wait for its end instead of asking it, since it would be gone in
    /// the middle of their request.
    pub fn open_briefly(folder: &Path, program: &str) -> Result<Self, AppError> {
        Self::begin(folder, program, false)
    }

    fn begin(folder: &Path, program: &str, takes_requests: bool) -> Result<Self, AppError> {
        let options = || OpenOptions::new(now_ms()).program(program);
        let library = match Library::open(folder, options()) {
            Err(StoreError::InUse { .. }) if instance::takes_requests(folder) => {
                return Ok(Self { place: Arc::new(Place::Elsewhere(folder.to_owned())) });
            }
            Err(StoreError::InUse { .. }) => Library::open(folder, options().wait(WAIT))?,
            library => library?,
        };
        let library = Arc::new(Mutex::new(library));
        let housekeeping = Housekeeping::begin(&library)?;
        let place = Arc::new(Place::Here(Here { jobs: Mutex::default(), housekeeping, library: Arc::clone(&library) }));
        let answerer = Arc::downgrade(&place);
        if takes_requests {
            lock(&library).serve(Box::new(move |bytes| answer(&answerer, bytes)))?;
        }
        Ok(Self { place })
    }

    /// What a person should know: how the library was found at opening, and what could not be done in the background since.
    pub fn notices(&self) -> Vec<Notice> {
        match &*self.place {
            Place::Here(here) => here.housekeeping.notices(),
            Place::Elsewhere(_) => Vec::new(),
        }
    }

    /// Lets jobs run beside the person from now on, and gives their progress; for programs that stay. `None` where another
    /// program has the library open, which runs them.
    pub fn start_jobs(&self) -> Result<Option<ProgressStream>, AppError> {
        let Place::Here(here) = &*self.place else { return Ok(None) };
        let mut jobs = here.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let runner = match jobs.take() {
            Some(runner) => runner,
            None => Runner::start(Arc::clone(&here.library), works(&here.library), Arc::new(now_ms))?,
        };
        Ok(Some(jobs.insert(runner).watch()))
    }

    /// Runs the jobs that wait, and tells how far they are until nothing waits any more. Whether they could be run here; else
    /// the program that has the library open does it.
    pub fn run_jobs(&self, mut told: impl FnMut(JobProgress)) -> Result<bool, AppError> {
        let Place::Here(here) = &*self.place else { return Ok(false) };
        let (_runner, mut progress) =
            Runner::start_until_idle(Arc::clone(&here.library), works(&here.library), Arc::new(now_ms))?;
        while let Some(progress) = progress.wait() {
            told(progress);
        }
        Ok(true)
    }

    /// Whether this program is the one that has the library open.
    pub fn is_here(&self) -> bool {
        matches!(*self.place, Place::Here(_))
    }

    /// Asks the library for something and waits without holding up other tasks.
    pub async fn ask<R: Request>(&self, request: R) -> Result<R::Answer, AppError> {
        let session = self.clone();
        let asked = tokio::task::spawn_blocking(move || session.ask_now(request)).await;
        asked.unwrap_or_else(|error| Err(AppError::Internal { part: "the library", message: error.to_string() }))
    }

    /// Asks the library for something.
    pub fn ask_now<R: Request>(&self, request: R) -> Result<R::Answer, AppError> {
        match &*self.place {
            Place::Here(here) => {
                let answer = request.carry_out(&mut lock(&here.library), now_ms());
                here.housekeeping.may_start();
                answer
            }
            Place::Elsewhere(folder) => {
                let bytes = request::encode(&request)?;
                request::decode::<R>(&instance::hand_over(folder, &bytes, ANSWER_TIMEOUT)?)
            }
        }
    }

    /// The library itself, when it is open here: for jobs, which work beside the person.
    pub fn with_library<T>(&self, work: impl FnOnce(&mut Library) -> T) -> Option<T> {
        match &*self.place {
            Place::Here(here) => Some(work(&mut lock(&here.library))),
            Place::Elsewhere(_) => None,
        }
    }
}

fn answer(place: &Weak<Place>, bytes: &[u8]) -> Vec<u8> {
    match place.upgrade().as_deref() {
        Some(Place::Here(here)) => request::answer(bytes, &mut lock(&here.library), now_ms()),
        _ => Vec::new(),
    }
}
