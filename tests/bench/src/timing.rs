//! Measuring time: several pieces of work in turn, many rounds, the quickest.
//!
//! All that is measured does the same again and again, so whatever else the machine does can only make a round longer.
//! The quickest round is therefore the best estimate of what the work costs (Chen and Revels 2016, "Robust benchmarking
//! in noisy environments"); how far the middle round is from it says how busy the machine was.

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
    /// The quickest round, in seconds.
    pub fn seconds(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The middle round, in seconds: what a person waits.
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or(f64::INFINITY)
    }

    /// How often one repetition fits into a second.
    pub fn per_second(&self) -> f64 {
        1.0 / self.seconds()
    }

    /// How much longer the middle round took than the quickest: 1 on a machine that does nothing else.
    pub fn noise(&self) -> f64 {
        if self.0.is_empty() { 1.0 } else { self.median() / self.seconds() }
    }

    /// This time over another's.
    pub fn ratio_to(&self, other: &Self) -> f64 {
        self.seconds() / other.seconds()
    }
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
    fn slow_rounds_count_as_noise() {
        let (ours, peer) = (Timing(vec![2.0, 90.0, 3.0]), Timing(vec![1.0, 45.0, 1.0]));
        let about = |value: f64, expected: f64| (value - expected).abs() < 1e-9;
        assert!(about(ours.median(), 3.0));
        assert!(about(ours.seconds(), 2.0) && about(ours.ratio_to(&peer), 2.0));
        assert!(about(ours.noise(), 1.5) && about(peer.noise(), 1.0));
    }
}
