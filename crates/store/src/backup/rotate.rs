//! Which regular backups may go: seven days, four weeks and six months are kept, each by its newest.
//!
//! Days, weeks and months are those that have backups, not those that a clock says have gone by: a year without
//! Snapcade, or a clock that is wrong by ten years, costs nothing.

use std::collections::BTreeSet;

use jiff::{Timestamp, tz::TimeZone};

use super::BackupName;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 6;
/// The newest are kept whatever their times say.
const ALWAYS: usize = 5;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A clock that went further than this since the last backup, or backwards, may be wrong; then nothing goes.
const LONGEST_STEP_MS: i64 = 60 * DAY_MS;

/// The backups that may be removed.
pub(super) fn obsolete(backups: &[BackupName]) -> Vec<BackupName> {
    let mut newest_first = backups.to_vec();
    newest_first.sort_by_key(|name| std::cmp::Reverse(name.number));
    if let [newest, last, ..] = newest_first.as_slice() {
        let step = newest.at_ms.saturating_sub(last.at_ms);
        if !(0..=LONGEST_STEP_MS).contains(&step) {
            return Vec::new();
        }
    }
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut gone = Vec::new();
    for (place, name) in newest_first.into_iter().enumerate() {
        let day = name.at_ms.div_euclid(DAY_MS);
        let kept = [
            keep(&mut days, day, DAYS),
            // The first day of 1970 was a Thursday; weeks begin on Mondays.
            keep(&mut weeks, (day + 3).div_euclid(7), WEEKS),
            keep(&mut months, month(name.at_ms), MONTHS),
        ];
        if place >= ALWAYS && !kept.contains(&true) {
            gone.push(name);
        }
    }
    gone
}

/// Whether this is the newest of a span that is among the newest `most`.
fn keep(spans: &mut BTreeSet<i64>, span: i64, most: usize) -> bool {
    spans.len() < most && spans.insert(span)
}

fn month(at_ms: i64) -> i64 {
    let moment = Timestamp::from_millisecond(at_ms).unwrap_or_default().to_zoned(TimeZone::UTC);
    i64::from(moment.year()) * 12 + i64::from(moment.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    const START_MS: i64 = 1_795_000_000_000;

    /// A family that makes a backup at each of these times, with the rotation after each.
    fn family(times_ms: impl IntoIterator<Item = i64>) -> Vec<BackupName> {
        let mut kept: Vec<BackupName> = Vec::new();
        for (number, at_ms) in (1..).zip(times_ms) {
            kept.push(BackupName { number, at_ms });
            let gone = obsolete(&kept);
            kept.retain(|name| !gone.contains(name));
        }
        kept
    }

    #[test]
    fn a_year_of_days_leaves_a_week_a_month_and_half_a_year() {
        let kept = family((0..365).map(|day| START_MS + day * DAY_MS));
        assert!((12..=17).contains(&kept.len()), "{}", kept.len());
        let oldest = kept.first().unwrap();
        let age_days = 364 - oldest.number as i64 + 1;
        assert!((120..=190).contains(&age_days), "the oldest is {age_days} days old");
        for day in 358..=364 {
            assert!(kept.iter().any(|name| name.number == day + 1), "day {day}");
        }
    }

    #[test]
    fn a_clock_that_jumps_by_ten_years_removes_nothing() {
        for jump in [3650 * DAY_MS, -3650 * DAY_MS] {
            let mut kept: Vec<_> =
                (0..30).map(|day| BackupName { number: day + 1, at_ms: START_MS + day as i64 * DAY_MS }).collect();
            kept.push(BackupName { number: 31, at_ms: START_MS + 30 * DAY_MS + jump });
            assert_eq!(obsolete(&kept), []);
        }
    }

    #[test]
    fn after_a_jump_the_backups_from_before_go_only_as_others_take_their_place() {
        // Ten days, then the clock is ten years ahead for three days.
        let days = (0..10).map(|day| START_MS + day * DAY_MS);
        let ahead = (0..3).map(|day| START_MS + (3660 + day) * DAY_MS);
        let kept = family(days.chain(ahead));
        let before = kept.iter().filter(|name| name.number <= 10).count();
        assert!(before >= 4, "{before} of {}", kept.len());
    }

    #[test]
    fn many_on_one_day_leave_the_newest_five() {
        let kept = family((0..40).map(|minute| START_MS + minute * 60_000));
        let numbers: Vec<_> = kept.iter().map(|name| name.number).collect();
        assert_eq!(numbers, [36, 37, 38, 39, 40]);
    }
}
