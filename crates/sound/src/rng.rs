//! Seeded choices: PCG32 (O'Neill 2014, XSH-RR with a 64-bit state), as in the rules of play.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pcg32(u64);

const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
const INCREMENT: u64 = 1_442_695_040_888_963_407;

impl Pcg32 {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_add(INCREMENT).wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT))
    }

    pub const fn next_u32(&mut self) -> u32 {
        let old = self.0;
        self.0 = old.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let xored = (((old >> 18) ^ old) >> 27) as u32;
        xored.rotate_right((old >> 59) as u32)
    }

    /// A number from 0 up to but without `end`; 0 when `end` is 0.
    pub const fn below(&mut self, end: u32) -> u32 {
        ((self.next_u32() as u64 * end as u64) >> 32) as u32
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u32) as usize]
    }
}
