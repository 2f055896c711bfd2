//! A soft limiter: loud sums bend instead of clipping.

/// Below this nothing changes.
const KNEE: i32 = 20_000;
/// What the loudest sum comes near to and never passes: 1 dB below full scale.
pub const CEILING: i32 = 29_200;

/// One sample of any size as PCM.
#[inline]
pub(crate) fn limited(sample: i32) -> i16 {
    let over = sample.unsigned_abs().saturating_sub(KNEE as u32);
    if over == 0 {
        return sample as i16;
    }
    // y = knee + room · over / (room + over): the slope goes on smoothly from 1 to 0.
    let room = (CEILING - KNEE) as u64;
    let bent = KNEE + (room * u64::from(over) / (room + u64::from(over))) as i32;
    (bent * sample.signum()) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_sums_pass_and_loud_ones_bend_in_order() {
        assert_eq!(limited(-12_345), -12_345);
        let mut last = 0;
        for sample in (0..2_000_000).step_by(97) {
            let out = i32::from(limited(sample));
            assert!(out >= last && out <= CEILING);
            assert_eq!(i32::from(limited(-sample)), -out);
            last = out;
        }
        assert!(i32::from(limited(i32::MIN)).abs() <= CEILING);
    }
}
