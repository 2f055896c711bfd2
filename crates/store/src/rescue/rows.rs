//! Finding the rows of a table around its bad pages: from both ends, then from the middle of each gap.

use std::collections::BinaryHeap;

use rusqlite::Connection;

/// How often the middle of a gap is tried. A bad page makes one gap; within it every try fails, so this bounds the time.
const MOST_TRIES: usize = 4000;

/// Row numbers that can be read, in order, and the gaps between them that cannot.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub found: Vec<i64>,
    pub gaps: Vec<(i64, i64)>,
}

/// Every row number of a table that can be reached.
pub(super) fn find(db: &Connection, quoted: &str) -> Rows {
    find_with(|from, to, up| walk(db, quoted, from, to, up))
}

/// Reads row numbers from `from` to `to`, upwards or downwards, until the end or an error; whether it came to the end.
fn walk(db: &Connection, quoted: &str, from: i64, to: i64, up: bool) -> (Vec<i64>, bool) {
    let order = if up { "ASC" } else { "DESC" };
    let sql = format!("SELECT rowid FROM {quoted} NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid {order}");
    let mut found = Vec::new();
    let Ok(mut statement) = db.prepare_cached(&sql) else { return (found, false) };
    let Ok(mut rows) = statement.query([from, to]) else { return (found, false) };
    loop {
        match rows.next() {
            Ok(Some(row)) => match row.get(0) {
                Ok(number) => found.push(number),
                Err(_) => return (found, false),
            },
            Ok(None) => return (found, true),
            Err(_) => return (found, false),
        }
    }
}

fn find_with(walk: impl Fn(i64, i64, bool) -> (Vec<i64>, bool)) -> Rows {
    let mut rows = Rows::default();
    // The widest gap first.
    let mut open = BinaryHeap::new();
    let push = |open: &mut BinaryHeap<(u64, i64, i64)>, from: i64, to: i64| {
        if from <= to {
            open.push((to.abs_diff(from), from, to));
        }
    };
    push(&mut open, i64::MIN, i64::MAX);
    for _ in 0..MOST_TRIES {
        let Some((width, from, to)) = open.pop() else { break };
        let middle = from.wrapping_add_unsigned(width / 2);
        // The whole table first from its ends; later from the middle of each gap.
        let first = rows.found.is_empty() && width == u64::MAX;
        let (up_from, down_from) = if first { (from, to) } else { (middle, middle.saturating_sub(1)) };
        let (up, whole) = walk(up_from, to, true);
        let above = up.last().copied();
        rows.found.extend(up);
        if first {
            if whole {
                break;
            }
            let low = above.map_or(from, |last| last.saturating_add(1));
            let (down, _) = walk(low, down_from, false);
            let high = down.last().map_or(to, |last| last.saturating_sub(1));
            rows.found.extend(down);
            if above.is_none() && high == to {
                // Nothing at either end: halves, so that this step does not come again.
                push(&mut open, from, middle);
                push(&mut open, middle.saturating_add(1), to);
            } else {
                push(&mut open, low, high);
            }
            continue;
        }
        if !whole {
            // A row that was found makes the gap above it smaller; without one the middle itself is bad.
            let low = above.map_or(middle, |last| last.saturating_add(1));
            if low > middle || middle > from {
                push(&mut open, low, to);
            } else {
                rows.gaps.push((low, low));
                push(&mut open, low.saturating_add(1), to);
            }
        }
        if middle > from {
            let (down, whole) = walk(from, down_from, false);
            if !whole {
                let high = down.last().map_or(down_from, |last| last.saturating_sub(1));
                push(&mut open, from, high);
            }
            rows.found.extend(down);
        }
    }
    rows.gaps.extend(open.into_iter().map(|(_, from, to)| (from, to)));
    rows.found.sort_unstable();
    rows.found.dedup();
    rows.gaps.sort_unstable();
    rows.gaps.dedup_by(|next, gap| {
        let touch = gap.1.saturating_add(1) >= next.0;
        if touch {
            gap.1 = gap.1.max(next.1);
        }
        touch
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of numbers of which some cannot be passed.
    fn table(all: &[i64], bad: impl Fn(i64) -> bool + Copy) -> Rows {
        find_with(|from, to, up| {
            let mut wanted: Vec<_> = all.iter().copied().filter(|number| (from..=to).contains(number)).collect();
            if !up {
                wanted.reverse();
            }
            let good: Vec<_> = wanted.iter().copied().take_while(|number| !bad(*number)).collect();
            // A search that lands on a bad page fails at once.
            let whole = good.len() == wanted.len();
            (good, whole)
        })
    }

    #[test]
    fn a_whole_table_is_read_in_one_go() {
        let rows = table(&(0..1000).collect::<Vec<_>>(), |_| false);
        assert_eq!(rows.found.len(), 1000);
        assert_eq!(rows.gaps, []);
    }

    #[test]
    fn rows_around_and_between_bad_pages_are_found() {
        let bad = |number: i64| (100..150).contains(&number) || (400..450).contains(&number) || number >= 950;
        let rows = table(&(0..1000).collect::<Vec<_>>(), bad);
        assert_eq!(rows.found, (0..1000).filter(|number| !bad(*number)).collect::<Vec<_>>());
        for number in (0..1000).filter(|number| bad(*number)) {
            assert!(rows.gaps.iter().any(|gap| (gap.0..=gap.1).contains(&number)), "{number}");
        }
    }

    #[test]
    fn far_apart_numbers_are_found_too() {
        let all: Vec<i64> = (0..2000_i64).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as i64)).collect();
        let mut sorted = all;
        sorted.sort_unstable();
        let (low, high) = (sorted[500], sorted[520]);
        let (low2, high2) = (sorted[1500], sorted[1520]);
        let bad = move |number: i64| (low..=high).contains(&number) || (low2..=high2).contains(&number);
        let rows = table(&sorted, bad);
        assert_eq!(rows.found.len(), 2000 - 42);
    }

    #[test]
    fn a_table_without_any_good_page_ends() {
        let rows = table(&(0..10).collect::<Vec<_>>(), |_| true);
        assert!(rows.found.is_empty());
        assert!(!rows.gaps.is_empty());
    }
}
