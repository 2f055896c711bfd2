//! How many "more" is.

use crate::words::wish::{Amount, Degree};

/// More of one thing than these are not put into one level.
const MOST: i32 = 200;

/// How much fewer, in percent.
const fn share(degree: Degree) -> i32 {
    match degree {
        Degree::Slightly => 20,
        Degree::Plainly => 40,
        Degree::Much => 75,
    }
}

/// How many more (or, below zero, fewer) there are to be where there are `now`; `least` is what "more" is where there
/// are few. Of the difference so many percent are taken, but at least one.
pub(super) fn difference(amount: Amount, now: usize, least: i32, strength: i32) -> i32 {
    let now = i32::try_from(now).unwrap_or(i32::MAX).min(1 << 16);
    let number = |number: u32| number.min(1 << 16) as i32;
    let wanted = match amount {
        Amount::More(Degree::Slightly) => now + (now / 4).max(least / 2).max(1),
        Amount::More(Degree::Plainly) => now + (now / 2).max(least),
        Amount::More(Degree::Much) => now + now.max(least * 2),
        Amount::Fewer(degree) => now - (now * share(degree) / 100).max(1),
        Amount::Exactly(wanted) => number(wanted),
        Amount::Add(more) => now + number(more),
        Amount::Less(fewer) => now - number(fewer),
        Amount::Times(times, parts) => now.saturating_mul(number(times)) / number(parts).max(1),
    };
    let difference = wanted.clamp(0, MOST.max(now)) - now;
    let part = difference * strength / 100;
    if part == 0 { difference.signum() } else { part }
}

/// `count` places in a list of `length`, evenly spread.
pub(super) fn spread(length: usize, count: usize) -> Vec<usize> {
    let count = count.min(length);
    (0..count).map(|i| (2 * i + 1) * length / (2 * count.max(1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_more_and_fewer_is_never_below_none() {
        assert_eq!(difference(Amount::More(Degree::Plainly), 10, 2, 100), 5);
        assert_eq!(difference(Amount::More(Degree::Plainly), 0, 5, 100), 5);
        assert_eq!(difference(Amount::Times(2, 1), 3, 2, 100), 3);
        assert_eq!(difference(Amount::Less(9), 3, 2, 100), -3);
        assert_eq!(difference(Amount::Fewer(Degree::Slightly), 1, 2, 100), -1);
        assert_eq!(difference(Amount::Exactly(u32::MAX), 0, 2, 100), MOST);
        assert_eq!(difference(Amount::Exactly(0), 8, 2, 25), -2);
        assert_eq!(difference(Amount::Times(2, 1), 0, 2, 100), 0);
    }

    #[test]
    fn places_are_spread_over_the_list() {
        assert_eq!(spread(10, 2), [2, 7]);
        assert_eq!(spread(3, 9), [0, 1, 2]);
        assert!(spread(0, 3).is_empty());
    }
}
