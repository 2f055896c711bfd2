//! Drums: synthesised once for a song, then played as samples.

use crate::{
    oscillator::Oscillator,
    patch::{Duty, TICKS_PER_SECOND, Wave},
    pitch::{SEMITONE, Tuning},
    voice::LONGEST_TICK,
};

/// A drum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Drum {
    Kick,
    Snare,
    Hat,
    OpenHat,
    Tom,
    Clap,
    Cowbell,
    Shaker,
    Crash,
}

impl Drum {
    /// Every drum.
    pub const ALL: [Drum; 9] = [
        Drum::Kick,
        Drum::Snare,
        Drum::Hat,
        Drum::OpenHat,
        Drum::Tom,
        Drum::Clap,
        Drum::Cowbell,
        Drum::Shaker,
        Drum::Crash,
    ];
}

/// The tone of a drum: a note that falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Tone {
    wave: Wave,
    /// The pitch it falls to, in 1/256 semitones.
    pitch: i32,
    /// How far above it begins, in semitones. Every tick takes away a fifth of what is left.
    fall: i32,
    /// How much higher a second oscillator is, in 1/256 semitones. 0: none.
    second: i32,
    decay_ticks: i32,
    /// Of 255.
    level: i32,
}

/// The noise of a drum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Hiss {
    /// The noise's clock, as the pitch of a noise voice.
    pitch: i32,
    short: bool,
    /// Only what is above about a quarter of the clock.
    thin: bool,
    /// Short bursts of three ticks before it: hands that do not clap together.
    bursts: i32,
    decay_ticks: i32,
    /// Of 255.
    level: i32,
}

/// The character of a drum kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each name says it")]
pub enum KitCharacter {
    /// Brushes and soft feet.
    Soft,
    /// A game machine of the eighties.
    Chip,
    Rock,
    /// A snare with a long rattle, a low drum.
    March,
    /// Congas and wood.
    Latin,
}

/// A drum kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kit {
    /// How it sounds.
    pub character: KitCharacter,
    /// Semitones higher or lower than usual.
    pub tune: i8,
    /// The length of every drum, in percent of the usual, up to 200.
    pub tail: u8,
    /// The loudness of all drums, of 255.
    pub level: u8,
    /// How much of them the echo hears, of 255.
    pub echo: u8,
}

const SINE: Wave = Wave::Bell { ratio: 16, depth: 0 };
const SQUARE: Wave = Wave::Pulse { duty: Duty::Half, sweep: 0 };
const NO_TONE: Tone = Tone { wave: SINE, pitch: 0, fall: 0, second: 0, decay_ticks: 0, level: 0 };
const NO_HISS: Hiss = Hiss { pitch: 0, short: false, thin: false, bursts: 0, decay_ticks: 0, level: 0 };

const fn tone(wave: Wave, note: i32, fall: i32, decay_ticks: i32, level: i32) -> Tone {
    Tone { wave, pitch: note * SEMITONE, fall, second: 0, decay_ticks, level }
}

const fn hiss(note: i32, decay_ticks: i32, level: i32) -> Hiss {
    Hiss { pitch: note * SEMITONE, short: false, thin: false, bursts: 0, decay_ticks, level }
}

const fn thin(note: i32, decay_ticks: i32, level: i32) -> Hiss {
    Hiss { thin: true, ..hiss(note, decay_ticks, level) }
}

/// What a drum is made of before the kit's tune and tail.
const fn parts(character: KitCharacter, drum: Drum) -> (Tone, Hiss) {
    use KitCharacter::{Chip, Latin, March, Rock, Soft};
    match (drum, character) {
        (Drum::Kick, Soft) => (tone(SINE, 33, 14, 40, 220), NO_HISS),
        (Drum::Kick, Chip) => (tone(Wave::Triangle, 31, 30, 34, 235), hiss(70, 3, 60)),
        (Drum::Kick, Rock) => (tone(SINE, 31, 34, 52, 255), hiss(88, 4, 70)),
        (Drum::Kick, March) => (tone(SINE, 29, 12, 80, 250), hiss(60, 6, 40)),
        (Drum::Kick, Latin) => (tone(SINE, 36, 18, 36, 220), NO_HISS),
        (Drum::Snare, Soft) => (tone(SINE, 54, 6, 12, 60), thin(98, 34, 90)),
        (Drum::Snare, Chip) => (tone(Wave::Triangle, 55, 14, 16, 110), hiss(86, 34, 130)),
        (Drum::Snare, Rock) => (tone(SINE, 53, 12, 24, 150), hiss(94, 46, 150)),
        (Drum::Snare, March) => (tone(SINE, 57, 6, 18, 120), hiss(97, 56, 120)),
        // A rim of wood.
        (Drum::Snare, Latin) => (tone(Wave::Triangle, 76, 10, 14, 150), thin(99, 10, 70)),
        (Drum::Hat, Soft | Latin) => (NO_TONE, thin(104, 10, 60)),
        (Drum::Hat, _) => (NO_TONE, thin(104, 12, 80)),
        (Drum::OpenHat, _) => (NO_TONE, thin(103, 56, 75)),
        (Drum::Tom, Latin) => (tone(SINE, 52, 5, 46, 210), thin(90, 4, 50)),
        (Drum::Tom, _) => (tone(SINE, 43, 12, 64, 220), hiss(74, 8, 50)),
        (Drum::Clap, _) => (NO_TONE, Hiss { bursts: 3, ..thin(90, 42, 150) }),
        (Drum::Cowbell, _) => (Tone { second: 1740, ..tone(SQUARE, 73, 0, 46, 70) }, NO_HISS),
        (Drum::Shaker, _) => (NO_TONE, thin(105, 18, 55)),
        (Drum::Crash, _) => (NO_TONE, thin(101, 260, 110)),
    }
}

/// One drum at one sample rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DrumSample {
    samples: Vec<i16>,
    /// The next sample to sound.
    at: usize,
    velocity: i32,
}

impl DrumSample {
    pub const fn silent() -> Self {
        Self { samples: Vec::new(), at: 0, velocity: 0 }
    }

    pub fn synthesise(kit: Kit, drum: Drum, tuning: Tuning) -> Self {
        let (mut tone, mut hiss) = parts(kit.character, drum);
        let stretch = |ticks: i32| ticks * i32::from(kit.tail.clamp(20, 200)) / 100;
        tone.pitch += i32::from(kit.tune) * SEMITONE;
        hiss.pitch += i32::from(kit.tune) * SEMITONE / 2;
        tone.decay_ticks = stretch(tone.decay_ticks);
        hiss.decay_ticks = stretch(hiss.decay_ticks);

        let mut samples = Vec::new();
        let mut strike = Strike::new(tone, hiss, tuning);
        let mut mean = RunningMean::new(tuning);
        let mut due = 0;
        for tick in 0..tone.decay_ticks.max(hiss.decay_ticks + 3 * hiss.bursts) {
            due += tuning.sample_rate_hz();
            let mut mixed = [0; LONGEST_TICK];
            let mixed = &mut mixed[..((due / TICKS_PER_SECOND) as usize).min(LONGEST_TICK)];
            due %= TICKS_PER_SECOND;
            strike.tick(tick, mixed);
            let level = i32::from(kit.level);
            let louder = mixed.iter().map(|&sample| mean.without(sample) * level / 255);
            samples.extend(louder.map(|sample| sample.clamp(-32_767, 32_767) as i16));
        }
        Self { at: samples.len(), samples, velocity: 0 }
    }

    /// Strikes it, with a velocity of 127.
    pub fn strike(&mut self, velocity: u8) {
        self.at = 0;
        self.velocity = i32::from(velocity.min(127)) * 258;
    }

    /// Silences it: a closed hat ends an open one.
    pub fn choke(&mut self) {
        self.at = self.samples.len();
    }

    /// Adds what comes next to `out`.
    pub fn mix(&mut self, out: &mut [i32]) {
        let rest = self.samples.get(self.at..).unwrap_or_default();
        for (sample, &drum) in out.iter_mut().zip(rest) {
            *sample += (i32::from(drum) * self.velocity) >> 15;
        }
        self.at = (self.at + out.len()).min(self.samples.len());
    }
}

/// Takes away what is below 30 Hz: a skin that is struck from one side leaves a mean.
struct RunningMean {
    mean_q8: i64,
    share_q16: i64,
}

impl RunningMean {
    fn new(tuning: Tuning) -> Self {
        let turn_q32 = u64::from(tuning.phase_step(23 * SEMITONE));
        Self { mean_q8: 0, share_q16: ((turn_q32 * 411_775) >> 32) as i64 }
    }

    fn without(&mut self, sample: i32) -> i32 {
        self.mean_q8 += ((i64::from(sample) * 256 - self.mean_q8) * self.share_q16) >> 16;
        sample - (self.mean_q8 >> 8) as i32
    }
}

/// A drum while it is being synthesised.
struct Strike {
    tone: Tone,
    hiss: Hiss,
    tuning: Tuning,
    oscillators: [Oscillator; 3],
    fall: i32,
    low: i32,
    /// The loudness of tone and noise at the end of the last tick.
    loudness: [i32; 2],
}

impl Strike {
    fn new(tone: Tone, hiss: Hiss, tuning: Tuning) -> Self {
        let oscillators = [Oscillator::new(); 3];
        Self { tone, hiss, tuning, oscillators, fall: tone.fall * SEMITONE, low: 0, loudness: [0; 2] }
    }

    fn tick(&mut self, tick: i32, mixed: &mut [i32]) {
        let mut raw = [0; LONGEST_TICK];
        let raw = &mut raw[..mixed.len()];
        let [first, second, noise] = &mut self.oscillators;

        let tone = self.tone;
        if tone.level > 0 {
            let step = self.tuning.phase_step(tone.pitch + self.fall);
            self.fall -= self.fall / 5;
            first.write(tone.wave, step, 0, 1 << 31, 0, raw);
            ramp(&mut self.loudness[0], fading(tick, tone.decay_ticks) * tone.level / 255, raw, mixed);
            if tone.second > 0 {
                second.write(tone.wave, self.tuning.phase_step(tone.pitch + tone.second), 0, 1 << 31, 0, raw);
                let mut same = self.loudness[0];
                ramp(&mut same, self.loudness[0], raw, mixed);
            }
        }

        let hiss = self.hiss;
        if hiss.level > 0 {
            noise.write(Wave::Noise { short: hiss.short }, self.tuning.noise_step(hiss.pitch), 0, 0, 0, raw);
            if hiss.thin {
                self.low = without_lows(self.tuning, hiss.pitch, self.low, raw);
            }
            let in_bursts = 3 * hiss.bursts;
            let fade =
                if tick < in_bursts { fading(tick % 3, 3) * 3 / 4 } else { fading(tick - in_bursts, hiss.decay_ticks) };
            ramp(&mut self.loudness[1], fade * hiss.level / 255, raw, mixed);
        }
    }
}

/// A high-pass of one pole two octaves below the noise's clock; gives the state for the next call.
fn without_lows(tuning: Tuning, pitch: i32, mut low: i32, raw: &mut [i32]) -> i32 {
    let turn_q32 = u64::from(tuning.phase_step(pitch + 24 * SEMITONE));
    let w_q16 = (turn_q32 * 411_775) >> 32;
    let share = ((w_q16 << 14) / (65_536 + w_q16)) as i32;
    for sample in raw {
        low += ((*sample - low) * share) >> 14;
        *sample -= low;
    }
    low
}

/// A loudness that falls with the square of the time left, in 1/32768.
fn fading(tick: i32, decay_ticks: i32) -> i32 {
    let left = (decay_ticks - 1 - tick).max(0) * 181 / decay_ticks.max(1);
    left * left
}

fn ramp(loudness: &mut i32, aim: i32, raw: &[i32], mixed: &mut [i32]) {
    // Struck, not bowed: it begins at once.
    let from = if *loudness == 0 { aim } else { *loudness };
    let length = raw.len().max(1) as i32;
    for (i, (sample, &raw)) in (0..).zip(mixed.iter_mut().zip(raw)) {
        *sample += (raw * (from + (aim - from) * i / length)) >> 15;
    }
    *loudness = aim;
}
