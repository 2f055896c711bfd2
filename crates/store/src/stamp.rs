//! Times in file names: `20261121T123011Z`, which sort as they follow each other.

use jiff::{Timestamp, tz::TimeZone};

/// The name of a moment, in UTC. What no calendar reaches becomes the nearest that it does.
pub(crate) fn utc(now_ms: i64) -> String {
    let nearest = if now_ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
    let moment = Timestamp::from_millisecond(now_ms).unwrap_or(nearest);
    moment.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The moment of such a name, in milliseconds since 1970 UTC.
pub(crate) fn read(name: &str) -> Option<i64> {
    let time = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", name).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}
