//! Times as people say them, in the time zone of this computer.

use jiff::{Span, Timestamp, ToSpan as _, Zoned, civil, tz::TimeZone};

use super::history::Moment;
use crate::AppError;

/// A time in words: "today 14:03", "yesterday 9:30", "3 Nov 2026 14:03". Both are milliseconds since 1970, UTC.
pub fn in_words(time_ms: i64, now_ms: i64) -> String {
    words_in(&TimeZone::system(), time_ms, now_ms)
}

fn words_in(zone: &TimeZone, time_ms: i64, now_ms: i64) -> String {
    let (Some(time), Some(now)) = (local(zone, time_ms), local(zone, now_ms)) else { return "at some time".to_owned() };
    let clock = time.strftime("%-H:%M");
    match now.date().checked_sub(1.day()) {
        _ if time.date() == now.date() => format!("today {clock}"),
        Ok(yesterday) if time.date() == yesterday => format!("yesterday {clock}"),
        _ => format!("{} {clock}", time.strftime("%-d %b %Y")),
    }
}

fn local(zone: &TimeZone, time_ms: i64) -> Option<Zoned> {
    Some(Timestamp::from_millisecond(time_ms).ok()?.to_zoned(zone.clone()))
}

/// The moment that somebody means: a version's name, a step's number, "yesterday", "2 hours ago", "14:30",
/// "2026-11-20" or "2026-11-20 14:30". A day alone means its end.
pub fn read_moment(said: &str, names: &[String], now_ms: i64) -> Result<Moment, AppError> {
    let unclear = || AppError::UnclearMoment { said: crate::printable(said) };
    let said = said.trim();
    if let Some(name) = names.iter().find(|name| name.to_lowercase() == said.to_lowercase()) {
        return Ok(Moment::Named(name.clone()));
    }
    if let Ok(number) = said.trim_start_matches("step ").parse() {
        return Ok(Moment::Step(number));
    }
    let time = time_in(&TimeZone::system(), &said.to_lowercase(), now_ms).ok_or_else(unclear)?;
    Ok(Moment::Time(time))
}

fn time_in(zone: &TimeZone, said: &str, now_ms: i64) -> Option<i64> {
    let now = local(zone, now_ms)?;
    let end_of = |date: civil::Date| date.to_zoned(zone.clone()).ok()?.end_of_day().ok();
    let time = match said {
        "now" => now,
        "yesterday" => end_of(now.date().yesterday().ok()?)?,
        _ => {
            if let Some(ago) = said.strip_suffix(" ago") {
                let (count, unit) = ago.split_once(' ').unwrap_or(("1", ago));
                let count: i64 = if matches!(count, "a" | "an" | "one") { 1 } else { count.parse().ok()? };
                let span = Span::new();
                let span = match unit.trim_end_matches('s') {
                    "minute" | "min" => span.try_minutes(count),
                    "hour" => span.try_hours(count),
                    "day" => span.try_days(count),
                    "week" => span.try_weeks(count),
                    "month" => span.try_months(count),
                    _ => return None,
                };
                now.checked_sub(span.ok()?).ok()?
            } else if let Ok(time) = said.parse::<civil::DateTime>().or_else(|_| said.replacen(' ', "t", 1).parse()) {
                // A day without a time of day is read as its beginning, and means all of it.
                if said.len() <= "2026-11-20".len() {
                    end_of(time.date())?
                } else {
                    time.to_zoned(zone.clone()).ok()?
                }
            } else {
                let clock = said.strip_prefix("today ").or(said.strip_prefix("at ")).unwrap_or(said);
                let (date, clock) = match said.strip_prefix("yesterday ") {
                    Some(clock) => (now.date().yesterday().ok()?, clock),
                    None => (now.date(), clock),
                };
                let (hour, minute) = clock.split_once(':')?;
                let clock = civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 59, 0).ok()?;
                date.to_datetime(clock).to_zoned(zone.clone()).ok()?
            }
        }
    };
    Some(time.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 21 November 2026, 12:00 UTC.
    const NOON_MS: i64 = 1_795_262_400_000;
    const HOUR_MS: i64 = 3_600_000;

    #[test]
    fn times_are_said_as_people_say_them() {
        let words = |hours_ago: i64| words_in(&TimeZone::UTC, NOON_MS - hours_ago * HOUR_MS, NOON_MS);
        assert_eq!([1, 13, 100].map(words), ["today 11:00", "yesterday 23:00", "17 Nov 2026 8:00"]);
        for strange in [i64::MIN, i64::MAX] {
            assert_eq!(words_in(&TimeZone::UTC, strange, NOON_MS), "at some time");
        }
    }

    #[test]
    fn moments_are_read_as_people_say_them() {
        let hours_ago = |said: &str| {
            let time = time_in(&TimeZone::UTC, said, NOON_MS)?;
            // Rounded: "10:30" means to the end of that minute.
            Some((NOON_MS - time).div_euclid(HOUR_MS))
        };
        for (said, hours) in [
            ("now", 0),
            ("2 hours ago", 2),
            ("an hour ago", 1),
            ("1 day ago", 24),
            ("10:30", 1),
            ("yesterday", 12),
            ("yesterday 11:59", 24),
            ("2026-11-20", 12),
            ("2026-11-20 11:00", 25),
            ("2026-11-20t11:00", 25),
        ] {
            assert_eq!(hours_ago(said), Some(hours), "{said}");
        }
        for said in ["", "soon", "25:00", "-", "2026-13-40", "9999999999999999999 days ago", "\u{1f980} ago", ":"] {
            assert_eq!(time_in(&TimeZone::UTC, said, NOON_MS), None, "{said}");
        }
    }

    #[test]
    fn a_version_is_found_by_its_name_and_a_step_by_its_number() {
        let names = ["Before the dragon".to_owned(), "12".to_owned()];
        let read = |said| read_moment(said, &names, NOON_MS).ok();
        assert_eq!(read("before the Dragon"), Some(Moment::Named("Before the dragon".to_owned())));
        assert_eq!(read("12"), Some(Moment::Named("12".to_owned())));
        assert_eq!(read("13"), Some(Moment::Step(13)));
        assert!(read("whenever").is_none());
    }
}
