//! A voice: one note of a patch in sound.

use crate::{
    oscillator::{Oscillator, pulse_width},
    patch::{Patch, Wave},
    pitch::{SEMITONE, Tuning},
};

/// The longest tick in samples: at [`HIGHEST_RATE_HZ`](crate::player::HIGHEST_RATE_HZ).
pub(crate) const LONGEST_TICK: usize = 400;

/// Full level in the envelope's unit.
const FULL: i32 = 32_767;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Attack,
    Decay,
    Hold,
    Release,
    Off,
}

/// A note in sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Voice {
    patch: Patch,
    stage: Stage,
    /// The envelope's level before it is squared, 0 to [`FULL`].
    level: i32,
    /// The level when the note was let go.
    released_from: i32,
    /// The loudness at the end of the last tick, in 1/32768; the next one starts from it, so nothing clicks.
    loudness: i32,
    velocity: i32,
    pitch: i32,
    age_ticks: u32,
    hold_ticks: u32,
    oscillator: Oscillator,
    filter: [i32; 2],
}

impl Voice {
    pub const fn new() -> Self {
        Self {
            patch: Patch::new(Wave::Triangle),
            stage: Stage::Off,
            level: 0,
            released_from: 0,
            loudness: 0,
            velocity: 0,
            pitch: 0,
            age_ticks: 0,
            hold_ticks: 0,
            oscillator: Oscillator::new(),
            filter: [0; 2],
        }
    }

    /// Begins a note at a pitch, with a velocity of 127, let go after so many ticks. A note that still sounds goes over into it.
    pub fn start(&mut self, patch: &Patch, pitch: i32, velocity: u8, hold_ticks: u32) {
        if self.is_silent() {
            self.oscillator = Oscillator::new();
            self.filter = [0; 2];
            self.level = 0;
        }
        self.patch = *patch;
        self.stage = Stage::Attack;
        self.velocity = i32::from(velocity.min(127));
        self.pitch = pitch;
        self.age_ticks = 0;
        self.hold_ticks = hold_ticks;
    }

    /// Lets the note go.
    pub fn release(&mut self) {
        if !matches!(self.stage, Stage::Release | Stage::Off) {
            self.stage = Stage::Release;
            self.released_from = self.level;
        }
    }

    /// Whether it neither sounds nor will.
    pub fn is_silent(&self) -> bool {
        self.stage == Stage::Off && self.loudness == 0
    }

    /// How much of it the echo hears, of 255.
    pub fn echo(&self) -> i32 {
        i32::from(self.patch.echo)
    }

    /// The loudness now, to find the voice that is missed least.
    pub fn loudness(&self) -> i32 {
        self.loudness
    }

    /// Adds one tick of sound to `out`, which holds at most [`LONGEST_TICK`] samples.
    pub fn tick(&mut self, tuning: Tuning, out: &mut [i32]) {
        if self.is_silent() {
            return;
        }
        if self.age_ticks >= self.hold_ticks {
            self.release();
        }
        self.move_envelope();
        let aim = ((self.level * self.level) >> 15) * i32::from(self.patch.level) / 255 * self.velocity / 127;

        let mut raw = [0; LONGEST_TICK];
        let length = out.len().min(LONGEST_TICK);
        let raw = &mut raw[..length];
        self.oscillate(tuning, raw);
        self.filter(tuning, raw);

        // In 1/2^23 while it ramps, so that a small change over many samples is not lost.
        let ramp = (aim - self.loudness) * 256 / length.max(1) as i32;
        let mut loudness_q8 = self.loudness * 256;
        for (sample, raw) in out.iter_mut().zip(raw) {
            loudness_q8 += ramp;
            *sample += (*raw * (loudness_q8 >> 8)) >> 15;
        }
        self.loudness = aim;
        self.age_ticks = self.age_ticks.saturating_add(1);
    }

    fn move_envelope(&mut self) {
        let envelope = self.patch.envelope;
        let sustain = i32::from(envelope.sustain) * FULL / 255;
        match self.stage {
            Stage::Attack => {
                self.level += FULL / i32::from(envelope.attack.max(1)) + 1;
                if self.level >= FULL {
                    self.level = FULL;
                    self.stage = Stage::Decay;
                }
            }
            Stage::Decay => {
                self.level -= (FULL - sustain) / i32::from(envelope.decay.max(1)) + 1;
                if self.level <= sustain {
                    self.level = sustain;
                    self.stage = if sustain == 0 { Stage::Off } else { Stage::Hold };
                }
            }
            Stage::Release => {
                self.level -= self.released_from / i32::from(envelope.release.max(1)) + 1;
                if self.level <= 0 {
                    self.level = 0;
                    self.stage = Stage::Off;
                }
            }
            Stage::Hold => {}
            Stage::Off => self.level = 0,
        }
    }

    fn pitch_now(&self) -> i32 {
        let Patch { slide, vibrato, arpeggio, .. } = self.patch;
        let age = i64::from(self.age_ticks);
        let mut pitch = i64::from(self.pitch) + i64::from(slide) * age;
        if arpeggio.ticks > 0 {
            let hop = (self.age_ticks / u32::from(arpeggio.ticks)) % 4;
            pitch += i64::from(arpeggio.semitones[hop as usize]) * i64::from(SEMITONE);
        }
        if vibrato.depth > 0 && vibrato.period > 0 && age >= i64::from(vibrato.delay) {
            // A triangle from 0 up, down and back, in quarters of the period.
            let period = i64::from(vibrato.period);
            let at = ((age - i64::from(vibrato.delay)) % period) * 4;
            let swing = if at < period {
                at
            } else if at < 3 * period {
                2 * period - at
            } else {
                at - 4 * period
            };
            pitch += swing * i64::from(vibrato.depth) / period;
        }
        pitch.clamp(0, i64::from(crate::pitch::HIGHEST_PITCH)) as i32
    }

    fn oscillate(&mut self, tuning: Tuning, raw: &mut [i32]) {
        let pitch = self.pitch_now();
        let (step, width) = match self.patch.wave {
            Wave::Noise { .. } => (tuning.noise_step(pitch), 0),
            Wave::Pulse { duty, sweep } => (tuning.phase_step(pitch), pulse_width(duty, sweep, self.age_ticks)),
            _ => (tuning.phase_step(pitch), 0),
        };
        let second_step =
            if self.patch.detune == 0 { 0 } else { tuning.phase_step(pitch + i32::from(self.patch.detune)) };
        self.oscillator.write(self.patch.wave, step, second_step, width, self.level, raw);
    }

    /// Two one-pole filters in a row.
    fn filter(&mut self, tuning: Tuning, raw: &mut [i32]) {
        let low_pass = self.patch.low_pass;
        if low_pass.cutoff == 0 {
            return;
        }
        let corner = i32::from(low_pass.cutoff) * SEMITONE + ((i32::from(low_pass.follow) * self.level) >> 7);
        // w = 2π f / rate; the share that each sample takes of its input is w / (1 + w), here in 1/16384.
        let turn_q32 = u64::from(tuning.phase_step(corner));
        let w_q16 = (turn_q32 * 411_775) >> 32;
        let share = ((w_q16 << 14) / (65_536 + w_q16)) as i32;
        let [mut first, mut second] = self.filter;
        for sample in raw {
            first += ((*sample - first) * share) >> 14;
            second += ((first - second) * share) >> 14;
            *sample = second;
        }
        self.filter = [first, second];
    }
}
