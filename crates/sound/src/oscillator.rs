//! Oscillators: one wave, sample by sample, in 1/32768 of full scale.
//!
//! The steps of pulse and saw are rounded off with a polynomial band-limited step (polyBLEP; Välimäki and Huovilainen 2007) in fixed point, so that high
//! notes do not whistle.

use crate::patch::{Duty, Wave};

/// A quarter turn is 64 entries; one more for interpolation.
const SINE: [i16; 257] = sine();

/// cos and sin of 2π/256 in 1/2^60.
const TURN_COS_Q60: i128 = 1_152_574_266_204_915_293;
const TURN_SIN_Q60: i128 = 28_294_110_113_536_503;

/// A point turned 256 times by 1/256 of a circle.
const fn sine() -> [i16; 257] {
    let mut table = [0; 257];
    let (mut x, mut y): (i128, i128) = (1 << 60, 0);
    let mut i = 0;
    while i < 257 {
        table[i] = ((y * 32_767 + (1 << 59)) >> 60) as i16;
        (x, y) = ((x * TURN_COS_Q60 - y * TURN_SIN_Q60) >> 60, (x * TURN_SIN_Q60 + y * TURN_COS_Q60) >> 60);
        i += 1;
    }
    table
}

/// The sine of a phase in 1/2^32 cycles.
#[inline]
pub(crate) fn sine_at(phase: u32) -> i32 {
    let index = (phase >> 24) as usize;
    let (low, high) = (i32::from(SINE[index]), i32::from(SINE[index + 1]));
    low + (((high - low) * ((phase >> 9) & 0x7fff) as i32) >> 15)
}

/// An oscillator's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Oscillator {
    phase: u32,
    second_phase: u32,
    bending_phase: u32,
    register: u16,
    held: i32,
}

impl Oscillator {
    pub const fn new() -> Self {
        // A quarter in, so that a triangle starts at zero; the second oscillator elsewhere.
        Self { phase: 1 << 30, second_phase: 3 << 29, bending_phase: 0, register: 1, held: 32_767 }
    }

    /// Writes one wave into `out`. `step` is in 1/2^32 cycles a sample, `second_step` that of the second oscillator (0: none), `width` a pulse's duty in
    /// 1/2^32 cycles, `envelope` the level in 1/32768.
    pub fn write(&mut self, wave: Wave, step: u32, second_step: u32, width: u32, envelope: i32, out: &mut [i32]) {
        match wave {
            Wave::Pulse { .. } => {
                // Without the mean: it would thump with every note.
                let mean = (width >> 16) as i32 - 32_768;
                let edge = Edge::new(step);
                pair(&mut self.phase, step, &mut self.second_phase, second_step, out, |phase| {
                    let naive = if phase < width { 32_767 } else { -32_768 };
                    naive - mean + edge.rounding(phase) - edge.rounding(phase.wrapping_sub(width))
                });
            }
            Wave::Saw => {
                let edge = Edge::new(step);
                pair(&mut self.phase, step, &mut self.second_phase, second_step, out, |phase| {
                    (phase >> 16) as i32 - 32_768 - edge.rounding(phase)
                });
            }
            Wave::Triangle => {
                pair(&mut self.phase, step, &mut self.second_phase, second_step, out, |phase| {
                    let ramp = (phase >> 15) as i32;
                    if ramp < 65_536 { ramp - 32_768 } else { 98_303 - ramp }
                });
            }
            Wave::Bell { ratio, depth } => {
                let bending_step = ((u64::from(step) * u64::from(ratio)) >> 4) as u32;
                let depth_q8 = (i32::from(depth) * envelope) >> 7;
                let bending = &mut self.bending_phase;
                // Both oscillators of a pair share the bending one; it runs through for the first only.
                let mut sound = |phase: u32| {
                    *bending = bending.wrapping_add(bending_step);
                    let bend = (sine_at(*bending) * (depth_q8 >> 2)) << 3;
                    // A quarter back, so that both sines cross zero together: otherwise the bending would leave a mean.
                    sine_at(phase.wrapping_sub(1 << 30).wrapping_add(bend as u32))
                };
                run(&mut self.phase, step, out, &mut sound);
                if second_step != 0 {
                    add(&mut self.second_phase, second_step, out, sine_at);
                }
            }
            Wave::Noise { short } => self.noise(short, step, out),
        }
    }

    fn noise(&mut self, short: bool, step: u32, out: &mut [i32]) {
        let edge = Edge::new(step);
        let tap = if short { 6 } else { 1 };
        for sample in out {
            let (phase, wrapped) = self.phase.overflowing_add(step);
            self.phase = phase;
            if wrapped {
                let bit = (self.register ^ (self.register >> tap)) & 1;
                self.register = (self.register >> 1) | (bit << 14);
                let next = if self.register & 1 == 0 { 32_767 } else { -32_767 };
                // The part of this sample before the edge still belongs to the value before it.
                *sample = self.held + ((((next - self.held) >> 1) * edge.part(phase)) >> 14);
                self.held = next;
            } else {
                *sample = self.held;
            }
        }
    }
}

/// Starts each cycle's jump anew: `step` as a divisor without dividing.
#[derive(Clone, Copy)]
struct Edge {
    step: u32,
    inverse_q47: u64,
}

impl Edge {
    fn new(step: u32) -> Self {
        let step = step.max(1);
        Self { step, inverse_q47: (1 << 47) / u64::from(step) }
    }

    /// How far `phase` is into a step, 0 to 32768. `phase` must be below the step.
    #[inline]
    fn part(self, phase: u32) -> i32 {
        ((u64::from(phase) * self.inverse_q47) >> 32) as i32
    }

    /// What rounds off an upward jump of full scale at phase 0.
    #[inline]
    fn rounding(self, phase: u32) -> i32 {
        if phase < self.step {
            let rest = 32_768 - self.part(phase);
            -((rest * rest) >> 15)
        } else if phase.wrapping_neg() < self.step {
            let rest = 32_768 - self.part(phase.wrapping_neg());
            (rest * rest) >> 15
        } else {
            0
        }
    }
}

#[inline]
fn run(phase: &mut u32, step: u32, out: &mut [i32], sound: &mut impl FnMut(u32) -> i32) {
    let mut at = *phase;
    for sample in out {
        at = at.wrapping_add(step);
        *sample = sound(at);
    }
    *phase = at;
}

#[inline]
fn add(phase: &mut u32, step: u32, out: &mut [i32], sound: impl Fn(u32) -> i32) {
    let mut at = *phase;
    for sample in out {
        at = at.wrapping_add(step);
        *sample = (*sample + sound(at)) >> 1;
    }
    *phase = at;
}

#[inline]
fn pair(
    phase: &mut u32,
    step: u32,
    second: &mut u32,
    second_step: u32,
    out: &mut [i32],
    sound: impl Fn(u32) -> i32 + Copy,
) {
    run(phase, step, out, &mut { sound });
    if second_step != 0 {
        add(second, second_step, out, sound);
    }
}

/// A duty in 1/2^32 cycles, moved by a sweep of so many ticks.
pub(crate) fn pulse_width(duty: Duty, sweep: i8, ticks: u32) -> u32 {
    let eighths = match duty {
        Duty::Eighth => 1,
        Duty::Quarter => 2,
        Duty::Half => 4,
        Duty::ThreeQuarters => 6,
    };
    let moved = eighths * 128 + i64::from(sweep) * i64::from(ticks);
    (moved.clamp(64, 960) as u32) << 22
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sine_table_is_a_sine() {
        assert_eq!((SINE[0], SINE[64], SINE[128], SINE[192], SINE[256]), (0, 32_767, 0, -32_767, 0));
        assert_eq!(SINE[32], 23_170);
    }

    #[test]
    fn waves_have_no_mean() {
        for wave in [
            Wave::Pulse { duty: Duty::Eighth, sweep: 0 },
            Wave::Saw,
            Wave::Triangle,
            Wave::Bell { ratio: 56, depth: 80 },
        ] {
            let mut out = vec![0; 4096];
            // 16 whole cycles.
            Oscillator::new().write(wave, 1 << 24, 0, pulse_width(Duty::Eighth, 0, 0), 32_767, &mut out);
            let mean = out.iter().sum::<i32>() / 4096;
            assert!(mean.abs() < 200, "{wave:?}: {mean}");
        }
    }

    #[test]
    fn the_short_noise_repeats_and_the_long_one_does_not() {
        let period = |short| {
            let mut out = vec![0; 400];
            Oscillator::new().write(Wave::Noise { short }, u32::MAX, 0, 0, 0, &mut out);
            (1..300).find(|&by| (0..100).all(|i| out[i + 5] == out[i + 5 + by]))
        };
        assert_eq!(period(true), Some(93));
        assert_eq!(period(false), None);
    }
}
