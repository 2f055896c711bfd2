//! What the sound tests share.

/// FNV-1a of samples, low byte first.
pub fn fnv(pcm: &[i16]) -> u64 {
    let bytes = pcm.iter().flat_map(|sample| sample.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The loudest sample.
pub fn peak(pcm: &[i16]) -> u16 {
    pcm.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0)
}

/// The root of the mean square.
pub fn loudness(pcm: &[i16]) -> u64 {
    let squares: i64 = pcm.iter().map(|&sample| i64::from(sample).pow(2)).sum();
    (squares / pcm.len().max(1) as i64).unsigned_abs().isqrt()
}
