//! What the library does by itself: once it is open and about once a day, beside the person and never in the way.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::JoinHandle,
    time::Duration,
};

use snapcade_store::StoreError;

use super::clock::now_ms;
use crate::{
    AppError,
    jobs::{Shared, lock},
};

/// How often a program that stays looks again whether something is due.
const EVERY: Duration = Duration::from_hours(6);

/// Something that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// A name that never changes, for programs.
    pub code: String,
    /// What it is.
    pub sentence: String,
}

/// The thread that keeps house. It begins after the first answer, or at the latest with the end of the session, which waits for it:
/// so a program that does one thing answers at once and still makes its daily backup.
pub(super) struct Housekeeping {
    start: Option<Sender<()>>,
    has_started: AtomicBool,
    thread: Option<JoinHandle<()>>,
    notices: Arc<Mutex<Vec<Notice>>>,
}

impl Housekeeping {
    /// Gets ready for a library that was opened just now.
    pub fn begin(library: &Shared) -> Result<Self, AppError> {
        let found: Vec<Notice> = lock(library)
            .notices()
            .iter()
            .map(|notice| Notice { code: notice.code().to_owned(), sentence: notice.to_string() })
            .collect();
        let notices = Arc::new(Mutex::new(found));
        if lock(library).is_read_only() {
            return Ok(Self { start: None, has_started: AtomicBool::new(true), thread: None, notices });
        }
        let (start, started) = mpsc::channel();
        let (library, told) = (Arc::clone(library), Arc::clone(&notices));
        let work = move || keep_house(&library, &started, &told);
        let thread = std::thread::Builder::new().name("housekeeping".to_owned()).spawn(work);
        let failed =
            |error: std::io::Error| AppError::Internal { part: "the housekeeping", message: error.to_string() };
        let thread = Some(thread.map_err(failed)?);
        Ok(Self { start: Some(start), has_started: AtomicBool::new(false), thread, notices })
    }

    /// Nobody waits for an answer any more.
    pub fn may_start(&self) {
        if let Some(start) = self.start.as_ref().filter(|_| !self.has_started.swap(true, Ordering::Relaxed)) {
            let _ = start.send(());
        }
    }

    /// What there is to know so far.
    pub fn notices(&self) -> Vec<Notice> {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Housekeeping {
    fn drop(&mut self) {
        self.start = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn keep_house(library: &Shared, started: &Receiver<()>, notices: &Mutex<Vec<Notice>>) {
    // Also when the session ends before anybody asked for anything.
    let _ = started.recv();
    loop {
        for notice in once(library) {
            let mut notices = notices.lock().unwrap_or_else(PoisonError::into_inner);
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        if started.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// Everything that may be due. What fails is told, and tried again the next time; the rest is done all the same.
fn once(library: &Shared) -> Vec<Notice> {
    let age = lock(library).tick_age(now_ms()).map(|_| ());
    let trash = lock(library).purge_old().map(|_| ());
    let jobs = lock(library).clean_up_jobs(now_ms()).map(|_| ());
    // With a connection of its own, while the person goes on.
    let due = lock(library).begin_backup_if_due(now_ms());
    let backup = due.and_then(|run| run.map_or(Ok(()), |run| run.run(|_, _| ()).map(|_| ())));
    let wiped = lock(library).wipe_if_due().map(|_| ());
    // After the backup, which may have begun before a photo was deleted.
    let forgotten = lock(library).forget_if_due().map(|_| ());
    let told = |what: &str, code: &str, done: Result<(), StoreError>| {
        let error = done.err()?;
        Some(Notice { code: format!("housekeeping.{code}"), sentence: format!("{what}: {error}") })
    };
    [
        told("the library's age was not noted", "age", age),
        told("what is old in the trash was not deleted", "trash", trash),
        told("jobs that are over were not cleared away", "jobs", jobs),
        told("today's backup was not made", "backup", backup),
        told("deleted bytes are still in the library's files", "wipe", wiped),
        told("photos that were deleted are still in backups", "forget", forgotten),
    ]
    .into_iter()
    .flatten()
    .collect()
}
