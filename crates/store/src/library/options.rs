//! How a library is to be opened.

use std::time::Duration;

/// Answers requests of other programs while this one has the library open ([`crate::instance::hand_over`]).
pub type Handler = Box<dyn Fn(&[u8]) -> Vec<u8> + Send>;

/// How a library is to be opened.
pub struct OpenOptions {
    pub(crate) now_ms: i64,
    pub(crate) program: String,
    pub(crate) wait: Duration,
    pub(crate) read_only: bool,
    pub(crate) handler: Option<Handler>,
}

impl OpenOptions {
    /// To read and write, without waiting for another program. The time is in milliseconds since 1970 UTC.
    pub fn new(now_ms: i64) -> Self {
        Self { now_ms, program: "Snapcade".to_owned(), wait: Duration::ZERO, read_only: false, handler: None }
    }

    /// What this program calls itself, for others that find the library open.
    #[must_use]
    pub fn program(mut self, name: &str) -> Self {
        name.clone_into(&mut self.program);
        self
    }

    /// How long to wait for another program that has the library open.
    #[must_use]
    pub const fn wait(mut self, time: Duration) -> Self {
        self.wait = time;
        self
    }

    /// Only to read, beside a program that may be writing.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Takes requests of other programs over, on a thread of its own. [`crate::Library::serve`] does so later.
    #[must_use]
    pub fn handler(mut self, handler: Handler) -> Self {
        self.handler = Some(handler);
        self
    }
}
