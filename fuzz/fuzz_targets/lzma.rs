//! Bytes as an LZMA stream: reading ends, takes no more memory than was told, and gives back what was packed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_play::lzma;

/// As much as the first three bytes tell.
const LENGTH_BYTES: usize = 3;

fuzz_target!(|bytes: &[u8]| {
    let Some((length, packed)) = bytes.split_at_checked(LENGTH_BYTES) else { return };
    let length = length.iter().fold(0, |length, &byte| length << 8 | usize::from(byte));
    if let Ok(unpacked) = lzma::unpack(packed, length) {
        assert_eq!(unpacked.len(), length);
    }
    assert_eq!(lzma::unpack(&lzma::pack(bytes), bytes.len()).as_deref(), Ok(bytes));
});
