//! Measuring time: several pieces of work in turn, many rounds, the median.

use std::time::Instant;

/// A piece of work and how often one round repeats it.
pub struct Work<'a> {
    repeats: u32,
    run: Box<dyn FnMut(u32) + 'a>,
}

impl<'a> Work<'a> {
    /// `once` is one repetition.
    pub fn new(repeats: u32, mut once: impl FnMut() + 'a) -> Self {
        // The loop stands inside the box, so that the box is opened once a round.
        Self { repeats, run: Box::new(move |repeats| (0..repeats).for_each(|_| once())) }
    }
}

/// How long one repetition took, in seconds, in each round.
#[derive(Debug, Clone)]
pub struct Timing(Vec<f64>);

/// Runs the works in turn: one round of the first, one of the second, and so on, `rounds` times after one that warms
/// up. Whatever else the machine does at that moment falls on all of them alike.
pub fn in_turn<const N: usize>(rounds: u32, mut works: [Work<'_>; N]) -> [Timing; N] {
    let mut timings = [const { Timing(Vec::new()) }; N];
    for round in 0..=rounds {
        for (work, timing) in works.iter_mut().zip(&mut timings) {
            let begin = Instant::now();
            (work.run)(work.repeats);
            let seconds = begin.elapsed().as_secs_f64() / f64::from(work.repeats);
            if round > 0 {
                timing.0.push(seconds);
            }
        }
    }
    timings
}

impl Timing {
    /// The middle of all rounds, in seconds.
    pub fn median_s(&self) -> f64 {
        median(self.0.clone())
    }

    /// How much longer the middle round took than the quickest: 1 on a machine that does nothing else.
    pub fn noise(&self) -> f64 {
        let quickest = self.0.iter().copied().fold(f64::INFINITY, f64::min);
        self.median_s() / quickest
    }

    /// How often one repetition fits into a second.
    pub fn per_second(&self) -> f64 {
        1.0 / self.median_s()
    }

    /// This time over another's, round by round, and the middle of that: what disturbs a round disturbs both.
    pub fn ratio_to(&self, other: &Self) -> f64 {
        median(self.0.iter().zip(&other.0).map(|(own, other)| own / other).collect())
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_take_turns_and_each_round_counts_its_repetitions() {
        let calls = std::cell::RefCell::new(String::new());
        let note = |name: char| calls.borrow_mut().push(name);
        let timings = in_turn(2, [Work::new(2, || note('a')), Work::new(1, || note('b'))]);
        assert_eq!(timings.map(|timing| timing.0.len()), [2, 2]);
        assert_eq!(*calls.borrow(), "aabaabaab");
    }

    #[test]
    fn one_slow_round_does_not_move_the_middle() {
        let (ours, peer) = (Timing(vec![2.0, 90.0, 2.0]), Timing(vec![1.0, 45.0, 1.0]));
        assert!((ours.median_s() - 2.0).abs() < 1e-9 && (ours.ratio_to(&peer) - 2.0).abs() < 1e-9);
        assert!((ours.noise() - 1.0).abs() < 1e-9);
    }
}
