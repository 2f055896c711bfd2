//! Reading LZMA, as packs are compressed with it: half of what deflate makes of pixel art, and quick to read.
//!
//! After the LZMA specification by Igor Pavlov (public domain). A raw stream without header or end mark; lc = 3, lp = 0, pb = 0; the length is told from outside, and
//! what is already read is the dictionary. Ours because a page downloads it: 2 kB of WebAssembly.

use crate::binary::ReadError;

/// Literals are told apart by so many upper bits of the byte before.
pub const LITERAL_CONTEXT_BITS: u32 = 3;
/// More is not unpacked, in bytes.
pub const MOST_BYTES: usize = 64 << 20;

const STATES: usize = 12;
const SHORTEST_MATCH: usize = 2;
const PROBABILITY_BITS: u32 = 11;
const EVEN: u16 = 1 << (PROBABILITY_BITS - 1);
const TOP: u32 = 1 << 24;
const ALIGN_BITS: u32 = 4;
const LENGTH_STATES: usize = 4;
/// From this slot on a distance has more bits than its slot tells.
const FIRST_LONG_SLOT: u32 = 4;
/// From this slot on the middle bits of a distance stand as they are.
const FIRST_DIRECT_SLOT: u32 = 14;

/// Unpacks exactly `length` bytes.
pub fn unpack(packed: &[u8], length: usize) -> Result<Vec<u8>, ReadError> {
    if length > MOST_BYTES {
        return Err(ReadError::Value(0));
    }
    let mut input = RangeDecoder::new(packed).ok_or(ReadError::End(packed.len()))?;
    // A false length reserves no more than some times what is there, as much as pixel art takes; the rest grows with what is really read.
    let mut out = Vec::with_capacity(length.min(packed.len().saturating_mul(64)));
    Models::new().run(&mut input, &mut out, length).ok_or(ReadError::Value(input.at))?;
    Ok(out)
}

/// What was learnt so far of every kind of bit.
struct Models {
    literals: Vec<[u16; 0x300]>,
    is_match: [u16; STATES],
    is_rep: [u16; STATES],
    is_rep0: [u16; STATES],
    is_rep1: [u16; STATES],
    is_rep2: [u16; STATES],
    is_long_rep0: [u16; STATES],
    slots: [[u16; 64]; LENGTH_STATES],
    distances: [[u16; 32]; 10],
    align: [u16; 16],
    match_length: Lengths,
    rep_length: Lengths,
}

/// How lengths are coded.
struct Lengths {
    choice: [u16; 2],
    low: [u16; 8],
    middle: [u16; 8],
    high: [u16; 256],
}

impl Lengths {
    const NEW: Self = Self { choice: [EVEN; 2], low: [EVEN; 8], middle: [EVEN; 8], high: [EVEN; 256] };
}

impl Models {
    fn new() -> Self {
        Self {
            literals: vec![[EVEN; 0x300]; 1 << LITERAL_CONTEXT_BITS],
            is_match: [EVEN; STATES],
            is_rep: [EVEN; STATES],
            is_rep0: [EVEN; STATES],
            is_rep1: [EVEN; STATES],
            is_rep2: [EVEN; STATES],
            is_long_rep0: [EVEN; STATES],
            slots: [[EVEN; 64]; LENGTH_STATES],
            distances: [[EVEN; 32]; 10],
            align: [EVEN; 16],
            match_length: Lengths::NEW,
            rep_length: Lengths::NEW,
        }
    }

    /// Reads until `length` bytes are there; `None` when that is not possible.
    fn run(&mut self, input: &mut RangeDecoder<'_>, out: &mut Vec<u8>, length: usize) -> Option<()> {
        let mut state = 0_usize;
        let mut reps = [0_usize; 4];
        while out.len() < length {
            // Bytes made up behind the end are zeros, of which one cannot go on for long.
            if input.at > input.bytes.len() + 5 {
                return None;
            }
            if input.bit(&mut self.is_match[state]) == 0 {
                let byte = self.literal(input, out, state, reps[0])?;
                out.push(byte);
                state = match state {
                    0..=3 => 0,
                    4..=9 => state - 3,
                    _ => state - 6,
                };
                continue;
            }
            let count;
            if input.bit(&mut self.is_rep[state]) == 0 {
                count = self.match_length.read(input);
                reps = [self.distance(input, count), reps[0], reps[1], reps[2]];
                state = if state < 7 { 7 } else { 10 };
            } else {
                if input.bit(&mut self.is_rep0[state]) == 0 {
                    if input.bit(&mut self.is_long_rep0[state]) == 0 {
                        state = if state < 7 { 9 } else { 11 };
                        let byte = *out.get(out.len().checked_sub(reps[0] + 1)?)?;
                        out.push(byte);
                        continue;
                    }
                } else {
                    let which = match input.bit(&mut self.is_rep1[state]) {
                        0 => 1,
                        _ => 2 + input.bit(&mut self.is_rep2[state]) as usize,
                    };
                    let distance = reps[which];
                    reps.copy_within(..which, 1);
                    reps[0] = distance;
                }
                count = self.rep_length.read(input);
                state = if state < 7 { 8 } else { 11 };
            }
            copy(out, reps[0], (count + SHORTEST_MATCH).min(length - out.len()))?;
        }
        Some(())
    }

    fn literal(&mut self, input: &mut RangeDecoder<'_>, out: &[u8], state: usize, rep: usize) -> Option<u8> {
        let before = out.last().copied().unwrap_or(0);
        let literals = &mut self.literals[usize::from(before >> (8 - LITERAL_CONTEXT_BITS))];
        let mut symbol = 1_usize;
        if state >= 7 {
            // After a match the byte that did not match any more says what this one is not.
            let mut matched = usize::from(*out.get(out.len().checked_sub(rep + 1)?)?);
            while symbol < 0x100 {
                let expected = matched >> 7 & 1;
                matched <<= 1;
                let bit = input.bit(&mut literals[(1 + expected) * 0x100 + symbol]) as usize;
                symbol = symbol << 1 | bit;
                if bit != expected {
                    break;
                }
            }
        }
        Some(input.descend(literals, symbol, 0x100) as u8)
    }

    /// The distance of a match of a length, less one.
    fn distance(&mut self, input: &mut RangeDecoder<'_>, count: usize) -> usize {
        let slot = input.tree(&mut self.slots[count.min(LENGTH_STATES - 1)], 6);
        if slot < FIRST_LONG_SLOT {
            return slot as usize;
        }
        let low_bits = (slot >> 1) - 1;
        let high = (2 | slot & 1) << low_bits;
        let low = if slot < FIRST_DIRECT_SLOT {
            input.tree_reversed(&mut self.distances[(slot - FIRST_LONG_SLOT) as usize], low_bits)
        } else {
            let direct = input.direct(low_bits - ALIGN_BITS) << ALIGN_BITS;
            direct | input.tree_reversed(&mut self.align, ALIGN_BITS)
        };
        high.wrapping_add(low) as usize
    }
}

impl Lengths {
    fn read(&mut self, input: &mut RangeDecoder<'_>) -> usize {
        let length = if input.bit(&mut self.choice[0]) == 0 {
            input.tree(&mut self.low, 3)
        } else if input.bit(&mut self.choice[1]) == 0 {
            8 + input.tree(&mut self.middle, 3)
        } else {
            16 + input.tree(&mut self.high, 8)
        };
        length as usize
    }
}

/// Copies what stands `rep + 1` bytes before the end; what is copied may be copied again, twice as much each time.
fn copy(out: &mut Vec<u8>, rep: usize, count: usize) -> Option<()> {
    let start = out.len().checked_sub(rep)?.checked_sub(1)?;
    let mut left = count;
    while left > 0 {
        let some = left.min(out.len() - start);
        out.extend_from_within(start..start + some);
        left -= some;
    }
    Some(())
}

/// The range decoder.
struct RangeDecoder<'a> {
    bytes: &'a [u8],
    at: usize,
    width: u32,
    code: u32,
}

impl<'a> RangeDecoder<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let &[0, a, b, c, d] = bytes.first_chunk::<5>()? else { return None };
        Some(Self { bytes, at: 5, width: u32::MAX, code: u32::from_be_bytes([a, b, c, d]) })
    }

    #[expect(clippy::inline_always, reason = "read for every bit, and by compilers that begin in a hurry")]
    #[inline(always)]
    fn normalize(&mut self) {
        if self.width < TOP {
            self.width <<= 8;
            let byte = self.bytes.get(self.at).copied().unwrap_or(0);
            self.at += 1;
            self.code = self.code << 8 | u32::from(byte);
        }
    }

    /// A bit with a probability that learns.
    #[inline(never)]
    fn bit(&mut self, probability: &mut u16) -> u32 {
        self.next_bit(probability)
    }

    #[expect(clippy::inline_always, reason = "most of what unpacking does is done here")]
    #[inline(always)]
    fn next_bit(&mut self, probability: &mut u16) -> u32 {
        let bound = (self.width >> PROBABILITY_BITS) * u32::from(*probability);
        let bit = if self.code < bound {
            self.width = bound;
            *probability += ((1 << PROBABILITY_BITS) - *probability) >> 5;
            0
        } else {
            self.width -= bound;
            self.code -= bound;
            *probability -= *probability >> 5;
            1
        };
        self.normalize();
        bit
    }

    /// Bits as they stand, the highest first.
    fn direct(&mut self, count: u32) -> u32 {
        let mut value = 0;
        for _ in 0..count {
            self.width >>= 1;
            let bit = u32::from(self.code >= self.width);
            self.code -= self.width * bit;
            value = value << 1 | bit;
            self.normalize();
        }
        value
    }

    /// A number of so many bits, the highest first.
    fn tree(&mut self, probabilities: &mut [u16], bits: u32) -> u32 {
        let leaves = 1 << bits;
        (self.descend(probabilities, 1, leaves) - leaves) as u32
    }

    /// From a node of a tree down to a leaf; the children of node n are 2n and 2n + 1.
    fn descend(&mut self, probabilities: &mut [u16], mut node: usize, leaves: usize) -> usize {
        while node < leaves {
            node = node << 1 | self.next_bit(&mut probabilities[node]) as usize;
        }
        node
    }

    /// A number of so many bits, the lowest first.
    fn tree_reversed(&mut self, probabilities: &mut [u16], bits: u32) -> u32 {
        let (mut symbol, mut value) = (1, 0);
        for place in 0..bits {
            let bit = self.bit(&mut probabilities[symbol as usize]);
            symbol = symbol << 1 | bit;
            value |= bit << place;
        }
        value
    }
}

/// Packs bytes for [`unpack`].
#[cfg(feature = "compile")]
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    use lzma_rust2::{LzmaOptions, LzmaWriter};
    use std::io::Write as _;

    let mut options = LzmaOptions::with_preset(PRESET);
    options.lc = LITERAL_CONTEXT_BITS;
    options.lp = 0;
    options.pb = 0;
    options.nice_len = NICE_BYTES;
    options.depth_limit = TRIES;
    // No more memory to clear than there is to look back at.
    options.dict_size = u32::try_from(bytes.len()).unwrap_or(u32::MAX).clamp(LEAST_DICTIONARY_BYTES, options.dict_size);
    let mut out = Vec::new();
    let written = LzmaWriter::new_no_header(&mut out, &options, false).and_then(|mut writer| {
        writer.write_all(bytes)?;
        writer.finish().map(drop)
    });
    debug_assert!(written.is_ok(), "memory takes all bytes");
    out
}

/// How hard the packer tries, 0 to 9.
#[cfg(feature = "compile")]
const PRESET: u32 = 6;
/// A match of so many bytes is taken without looking for a better one; the preset says 64.
#[cfg(feature = "compile")]
const NICE_BYTES: u32 = 80;
/// So many places are tried for each match; the preset says 48. With both, a game takes a tenth less time and at most 120 bytes more.
#[cfg(feature = "compile")]
const TRIES: i32 = 16;
/// As the specification says.
#[cfg(feature = "compile")]
const LEAST_DICTIONARY_BYTES: u32 = 4096;

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;
    use crate::rng::Pcg32;

    fn comes_back(bytes: &[u8]) {
        let packed = pack(bytes);
        assert_eq!(unpack(&packed, bytes.len()).as_deref(), Ok(bytes));
    }

    #[test]
    fn what_is_packed_comes_back() {
        comes_back(b"");
        comes_back(b"a");
        comes_back(b"abracadabra, abracadabra!");
        comes_back(&vec![7; 100_000]);
        let mut random = Pcg32::new(1);
        comes_back(&(0..70_000).map(|_| random.next_u32() as u8).collect::<Vec<_>>());
        // Pixels: few colours, repeated with changes, near and far.
        let mut pixels: Vec<u8> = (0..4000).map(|_| random.below(5) as u8).collect();
        for _ in 0..60 {
            let start = random.below(pixels.len() as u32 - 900) as usize;
            let mut again = pixels[start..start + 900].to_vec();
            again[random.below(900) as usize] ^= 3;
            pixels.extend_from_slice(&again);
            pixels.extend(std::iter::repeat_n(0, random.below(3000) as usize));
        }
        comes_back(&pixels);
    }

    #[test]
    fn cut_and_altered_bytes_never_panic_and_end() {
        let bytes: Vec<u8> = (0..3000_u32).map(|i| ((i * i) >> 7) as u8).collect();
        let packed = pack(&bytes);
        for end in 0..packed.len() {
            let _ = unpack(&packed[..end], bytes.len());
        }
        assert!(unpack(&packed[..packed.len() / 2], bytes.len()).is_err());
        for place in 0..packed.len() {
            let mut altered = packed.clone();
            altered[place] ^= 0x41;
            let _ = unpack(&altered, bytes.len());
        }
        assert!(unpack(&packed, MOST_BYTES + 1).is_err());
        assert!(unpack(&packed, MOST_BYTES).is_err());
    }
}
