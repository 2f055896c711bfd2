//! The hash of a world's state, equal on every platform.

use std::hash::{Hash, Hasher};

/// Hashes `value` with 64-bit FNV-1a over eight bytes at a time.
///
/// The standard library leaves the width of lengths and enum tags to the platform; here both are 64 bits, so that
/// 32-bit WebAssembly and 64-bit desktops agree. A field added to the state is hashed by its `derive(Hash)`, none can
/// be forgotten. The committed hashes of `tests/determinism.rs` watch over all of it.
pub fn state_hash<T: Hash>(value: &T) -> u64 {
    let mut hasher = StateHasher(0xcbf2_9ce4_8422_2325);
    value.hash(&mut hasher);
    hasher.finish()
}

struct StateHasher(u64);

impl StateHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        // FNV's prime moves low bits up only; this brings the high ones back for the next word.
        self.0 ^= self.0 >> 29;
    }
}

impl Hasher for StateHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.mix(u64::from(byte));
        }
    }
    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }
    fn write_u16(&mut self, value: u16) {
        self.mix(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.mix(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }
    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }
    fn write_i8(&mut self, value: i8) {
        self.mix(value as u64);
    }
    fn write_i16(&mut self, value: i16) {
        self.mix(value as u64);
    }
    fn write_i32(&mut self, value: i32) {
        self.mix(value as u64);
    }
    fn write_i64(&mut self, value: i64) {
        self.mix(value as u64);
    }
    fn write_isize(&mut self, value: isize) {
        self.mix(value as u64);
    }
}
