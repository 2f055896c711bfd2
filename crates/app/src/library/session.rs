//! A session with the library: it is open here, or somebody else has it open and is asked.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use snapcade_store::{Library, OpenOptions, StoreError, instance};

use super::{
    clock::now_ms,
    request::{self, Request},
};
use crate::AppError;

/// How long another program may take to answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
/// How long to wait for a program that has the library open for a moment and takes no requests.
const WAIT: Duration = Duration::from_secs(10);

/// A session with the library. Copies of it are the same session; the library is closed with the last one.
#[derive(Clone)]
pub struct Session {
    place: Arc<Place>,
}

enum Place {
    /// Open here: this program is the one that writes.
    Here(Mutex<Library>),
    /// Open in another program, which is asked.
    Elsewhere(PathBuf),
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
        let place = Arc::new(Place::Here(Mutex::new(library)));
        let answerer = Arc::downgrade(&place);
        if let (Place::Here(library), true) = (&*place, takes_requests) {
            lock(library).serve(Box::new(move |bytes| answer(&answerer, bytes)))?;
        }
        Ok(Self { place })
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
            Place::Here(library) => request.carry_out(&mut lock(library), now_ms()),
            Place::Elsewhere(folder) => {
                let bytes = request::encode(&request)?;
                request::decode::<R>(&instance::hand_over(folder, &bytes, ANSWER_TIMEOUT)?)
            }
        }
    }

    /// The library itself, when it is open here: for jobs, which work beside the person.
    pub fn with_library<T>(&self, work: impl FnOnce(&mut Library) -> T) -> Option<T> {
        match &*self.place {
            Place::Here(library) => Some(work(&mut lock(library))),
            Place::Elsewhere(_) => None,
        }
    }
}

/// Whatever panicked while it had the library: each change of it is whole or not there, so it can be used on.
fn lock(library: &Mutex<Library>) -> MutexGuard<'_, Library> {
    library.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(place: &Weak<Place>, bytes: &[u8]) -> Vec<u8> {
    match place.upgrade().as_deref() {
        Some(Place::Here(library)) => request::answer(bytes, &mut lock(library), now_ms()),
        _ => Vec::new(),
    }
}
