//! The clock of this computer: the only place where the time of day comes in.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970, UTC, as this computer believes.
pub(crate) fn now_ms() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
    }
}
