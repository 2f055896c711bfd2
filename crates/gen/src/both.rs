//! Two things at once.

use std::{panic, thread};

/// What two pieces of work return. They run side by side where there are threads; what they return must not depend on
/// that. A panic of one goes on to whoever waits.
pub(crate) fn both<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| match thread::Builder::new().spawn_scoped(scope, &one) {
        Ok(beside) => {
            let other = other();
            (beside.join().unwrap_or_else(|panic| panic::resume_unwind(panic)), other)
        }
        // Where there are no threads, or no more, it takes longer.
        Err(_) => (one(), other()),
    })
}
