//! Jobs: long work on a thread of its own, with progress, cancelling, retries and resuming after a crash.
//!
//! The library says which jobs there are and how far they came; a [`Work`] says what their steps do; the [`Runner`] brings
//! both together and holds the library only for moments.

mod pictures;
mod progress;
mod run;
mod runner;
mod work;

pub use pictures::{PREVIEW, Preview, THUMBNAIL, Thumbnail, picture_job};
pub use progress::{JobProgress, ProgressStream};
pub use runner::{Clock, Runner, Shared, lock};
pub use work::{Made, StepContext, Work, WorkError};
