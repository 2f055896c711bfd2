//! Randomness that is part of the world: PCG32 (O'Neill 2014, XSH-RR with a 64-bit state).

/// A random number generator of 8 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pcg32 {
    state: u64,
}

const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
const INCREMENT: u64 = 1_442_695_040_888_963_407;

impl Pcg32 {
    /// A generator for a seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_add(INCREMENT).wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT) }
    }

    /// The next 32 random bits.
    pub const fn next_u32(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let xored = (((old >> 18) ^ old) >> 27) as u32;
        xored.rotate_right((old >> 59) as u32)
    }

    /// A number from 0 up to but without `end`; 0 when `end` is 0. (Lemire's multiplication; the bias of at most
    /// `end / 2^32` does not matter to a game.)
    pub const fn below(&mut self, end: u32) -> u32 {
        ((self.next_u32() as u64 * end as u64) >> 32) as u32
    }
}

/// A hash of a cell, for choices that only depend on the place: decorations, variants of tiles.
pub const fn cell_hash(x: i32, y: i32) -> u32 {
    let mut h = (x as u32).wrapping_mul(0x9e37_79b9) ^ (y as u32).wrapping_mul(0x85eb_ca6b);
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    h = h.wrapping_mul(0x297a_2d39);
    h ^ (h >> 15)
}
