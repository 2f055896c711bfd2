//! Waiting for what takes its time, where nothing else is to be done meanwhile.

use std::future::Future;

use crate::AppError;

/// Runs a use case to its end: for programs that do one thing, such as the terminal.
pub fn wait_for<T>(work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    let failed = |error: std::io::Error| AppError::Internal { part: "the scheduler", message: error.to_string() };
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?.block_on(work)
}
