//! Pitches and how fast an oscillator turns to sound them.

/// One semitone in the unit of pitches: a pitch is 1/256 semitones above MIDI note 0, so A4 (440 Hz) is `69 * SEMITONE`.
pub const SEMITONE: i32 = 256;

/// The highest pitch a voice sounds; higher ones are sounded as this one.
pub const HIGHEST_PITCH: i32 = 127 * SEMITONE;

/// The frequency of MIDI note 0 (8.1758 Hz) in 1/2^48 Hz.
const NOTE_0_HZ_Q48: u64 = 2_301_282_809_371_819;

/// 2^(1/192) in 1/2^62: a sixteenth of a semitone.
const SIXTEENTH_Q62: u128 = 4_628_364_946_339_752_272;

/// 2^(i/192) in 1/2^30: one octave in sixteenths of a semitone.
const OCTAVE_Q30: [u32; 193] = octave();

const fn octave() -> [u32; 193] {
    let mut table = [0; 193];
    let mut ratio_q62: u128 = 1 << 62;
    let mut i = 0;
    while i < 193 {
        table[i] = (ratio_q62 >> 32) as u32;
        ratio_q62 = (ratio_q62 * SIXTEENTH_Q62) >> 62;
        i += 1;
    }
    table
}

/// Turns pitches into phase steps at one sample rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tuning {
    sample_rate_hz: u32,
    note_0_q42: u64,
}

impl Tuning {
    /// For a sample rate in Hz, which must not be 0.
    pub const fn new(sample_rate_hz: u32) -> Self {
        Self { sample_rate_hz, note_0_q42: (NOTE_0_HZ_Q48 / sample_rate_hz as u64) >> 6 }
    }

    /// The sample rate in Hz.
    pub const fn sample_rate_hz(self) -> u32 {
        self.sample_rate_hz
    }

    /// The share of a cycle per sample in 1/2^32, at most half a cycle. Pitches outside the range sound at its end.
    pub fn phase_step(self, pitch: i32) -> u32 {
        (self.cycles_q32(pitch) >> 1).clamp(1, u64::from(u32::MAX >> 2)) as u32 * 2
    }

    /// As [`Tuning::phase_step`], sixteen times as fast and up to a whole cycle: the clock of the noise.
    pub fn noise_step(self, pitch: i32) -> u32 {
        (self.cycles_q32(pitch) << 4).clamp(1, u64::from(u32::MAX)) as u32
    }

    fn cycles_q32(self, pitch: i32) -> u64 {
        let sixteenths = pitch.clamp(0, HIGHEST_PITCH) as u32;
        let (octave, within) = (sixteenths / 3072, sixteenths % 3072);
        let (index, part) = ((within >> 4) as usize, within & 15);
        let (low, high) = (OCTAVE_Q30[index], OCTAVE_Q30[index + 1]);
        let ratio_q30 = low + (((high - low) * part) >> 4);
        ((self.note_0_q42 * u64::from(ratio_q30)) >> 40) << octave
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concert_pitch_turns_440_times_a_second() {
        let step = Tuning::new(44_100).phase_step(69 * SEMITONE);
        let wanted = (440u64 << 32) / 44_100;
        assert!(u64::from(step).abs_diff(wanted) < wanted / 10_000, "{step} for {wanted}");
    }

    #[test]
    fn an_octave_doubles_the_speed() {
        let tuning = Tuning::new(48_000);
        for note in 24..100 {
            let low = u64::from(tuning.phase_step(note * SEMITONE));
            let high = u64::from(tuning.phase_step((note + 12) * SEMITONE));
            assert!(high.abs_diff(2 * low) <= 4 + low / 10_000, "note {note}");
        }
    }

    #[test]
    fn pitches_from_outside_stay_inside() {
        let tuning = Tuning::new(8_000);
        assert_eq!(tuning.phase_step(i32::MIN), tuning.phase_step(0));
        assert!(tuning.phase_step(i32::MAX) <= 1 << 31);
    }
}
