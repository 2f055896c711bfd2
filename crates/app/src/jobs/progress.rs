//! How far jobs are, as a stream.

use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
};

use futures_core::Stream;
use snapcade_store::library::{JobId, JobState};
use tokio::sync::mpsc;

/// A job at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobProgress {
    /// Which.
    pub job: JobId,
    /// What kind of work.
    pub kind: String,
    /// Where it is.
    pub state: JobState,
    /// The step it is at.
    pub step: Option<&'static str>,
    /// How much of all steps is done, from 0 to 1000; never less than before, in one run.
    pub permille: u16,
}

/// Progress of all jobs of a runner from the moment on at which it was asked for, in its order. It ends with the runner.
#[derive(Debug)]
pub struct ProgressStream(mpsc::UnboundedReceiver<JobProgress>);

impl ProgressStream {
    /// What comes next, for code that is not async; `None` when the runner ended.
    pub fn wait(&mut self) -> Option<JobProgress> {
        self.0.blocking_recv()
    }
}

impl Stream for ProgressStream {
    type Item = JobProgress;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<JobProgress>> {
        self.0.poll_recv(context)
    }
}

/// Everybody who wants to know.
#[derive(Debug, Default)]
pub(super) struct Watchers(Mutex<Vec<mpsc::UnboundedSender<JobProgress>>>);

impl Watchers {
    pub(super) fn add(&self) -> ProgressStream {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(sender);
        ProgressStream(receiver)
    }

    /// Tells everybody, and forgets those who went away.
    pub(super) fn tell(&self, progress: &JobProgress) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|watcher| watcher.send(progress.clone()).is_ok());
    }

    /// Nobody hears any more: all streams end.
    pub(super) fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
