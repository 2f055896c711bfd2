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

/// The loudness to the ear in LUFS after ITU-R BS.1770: highs lifted, lows cut, blocks of 400 ms that are much quieter than the rest left out.
pub fn lufs(pcm: &[i16], rate_hz: u32) -> f64 {
    let blocks: Vec<f64> = weighted(pcm, rate_hz).chunks(rate_hz as usize * 2 / 5).map(power).collect();
    let mean = |least: f64| {
        let loud: Vec<f64> = blocks.iter().copied().filter(|&block| block > least).collect();
        loud.iter().sum::<f64>() / loud.len().max(1) as f64
    };
    decibels(mean(mean(1e-7) / 10.0))
}

/// The loudest fifth of a second in LUFS.
pub fn loudest_moment_lufs(pcm: &[i16], rate_hz: u32) -> f64 {
    let mut weighted = weighted(pcm, rate_hz);
    let window = rate_hz as usize / 5;
    weighted.extend(std::iter::repeat_n(0.0, window));
    let moments = weighted.windows(window).step_by(window / 20).map(power);
    decibels(moments.fold(1e-12, f64::max))
}

fn power(samples: &[f64]) -> f64 {
    samples.iter().map(|sample| sample * sample).sum::<f64>() / samples.len().max(1) as f64
}

fn decibels(power: f64) -> f64 {
    10.0 * power.log10() - 0.691
}

fn weighted(pcm: &[i16], rate_hz: u32) -> Vec<f64> {
    let shelf = {
        let (k, q) = ((std::f64::consts::PI * 1_681.974 / f64::from(rate_hz)).tan(), 0.707_175);
        let high = 10_f64.powf(3.999_844 / 20.0);
        let band = high.powf(0.499_667);
        let scale = 1.0 + k / q + k * k;
        let ahead = [high + band * k / q + k * k, 2.0 * (k * k - high), high - band * k / q + k * k];
        (ahead.map(|tap| tap / scale), [2.0 * (k * k - 1.0) / scale, (1.0 - k / q + k * k) / scale])
    };
    let cut = {
        let (k, q) = ((std::f64::consts::PI * 38.135_47 / f64::from(rate_hz)).tan(), 0.500_327);
        let scale = 1.0 + k / q + k * k;
        ([1.0, -2.0, 1.0], [2.0 * (k * k - 1.0) / scale, (1.0 - k / q + k * k) / scale])
    };
    let samples = pcm.iter().map(|&sample| f64::from(sample) / 32_768.0).collect();
    filtered(filtered(samples, shelf), cut)
}

fn filtered(mut samples: Vec<f64>, (ahead, back): ([f64; 3], [f64; 2])) -> Vec<f64> {
    let (mut one, mut two) = (0.0, 0.0);
    for sample in &mut samples {
        let out = ahead[0] * *sample + one;
        one = ahead[1] * *sample - back[0] * out + two;
        two = ahead[2] * *sample - back[1] * out;
        *sample = out;
    }
    samples
}
