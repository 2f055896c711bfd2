//! A patch: how a voice sounds, as plain data.

/// Control ticks a second: envelopes, slides and rows of a song are counted in them.
pub const TICKS_PER_SECOND: u32 = 240;

/// How long the high part of a pulse lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// 12.5 % of the cycle: thin, nasal.
    Eighth,
    /// 25 %: bright.
    Quarter,
    /// 50 %: hollow.
    Half,
    /// 75 %: sounds as 25 % alone; differs in a sweep.
    ThreeQuarters,
}

/// The wave of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wave {
    /// A pulse whose duty may be swept.
    Pulse {
        /// Where the duty starts.
        duty: Duty,
        /// Its change, in 1/1024 cycles a tick; it stops at 1/16 and 15/16.
        sweep: i8,
    },
    /// A triangle: soft, flute-like; round as a bass.
    Triangle,
    /// A saw: strings and brass.
    Saw,
    /// A sine whose phase another sine bends: bells, marimbas, steel drums, electric pianos.
    Bell {
        /// The bending sine's frequency in 1/16 of the note's: 16 is one to one, 56 a bell.
        ratio: u8,
        /// How far it bends at full level, in 1/256 cycles. It fades with the envelope.
        depth: u8,
    },
    /// Noise of a 15-bit shift register clocked at 16 times the pitch.
    Noise {
        /// A short period of 93 steps: metallic.
        short: bool,
    },
}

/// How loud a note is over its life. Times are in ticks; the loudness is the square of the level, so that it falls as on struck and plucked things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Envelope {
    /// From silence to full level.
    pub attack: u16,
    /// From full level to the sustained one.
    pub decay: u16,
    /// The level while the note is held, of 255.
    pub sustain: u8,
    /// From the sustained level to silence, once the note is let go.
    pub release: u16,
}

/// A pitch that swings up and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Vibrato {
    /// How far to either side, in 1/256 semitones. 0 is off.
    pub depth: u8,
    /// The length of one swing in ticks.
    pub period: u8,
    /// Ticks before it begins.
    pub delay: u8,
}

/// A note that hops between pitches, as game machines with few voices played chords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Arpeggio {
    /// Semitones above the note, one after the other.
    pub semitones: [i8; 4],
    /// Ticks for each. 0 is off.
    pub ticks: u8,
}

/// A low-pass filter of 12 dB an octave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LowPass {
    /// The MIDI note of the corner frequency. 0 is off.
    pub cutoff: u8,
    /// Semitones that the corner is higher while the envelope is at its full level: a plucked brightness.
    pub follow: u8,
}

/// How a voice sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Patch {
    /// Its wave.
    pub wave: Wave,
    /// Its loudness, of 255.
    pub level: u8,
    /// Its loudness over time.
    pub envelope: Envelope,
    /// The change of pitch over the whole note, in 1/256 semitones a tick.
    pub slide: i16,
    /// Its swing.
    pub vibrato: Vibrato,
    /// Its hops.
    pub arpeggio: Arpeggio,
    /// Its filter.
    pub low_pass: LowPass,
    /// How far a second oscillator is out of tune, in 1/256 semitones; the pair sounds wider. 0 is off.
    pub detune: u8,
    /// How much of it the echo hears, of 255.
    pub echo: u8,
}

impl Patch {
    /// A plain patch of a wave: loudness 128, a short attack and release, nothing else.
    pub const fn new(wave: Wave) -> Self {
        Self {
            wave,
            level: 128,
            envelope: Envelope { attack: 1, decay: 0, sustain: 255, release: 8 },
            slide: 0,
            vibrato: Vibrato { depth: 0, period: 0, delay: 0 },
            arpeggio: Arpeggio { semitones: [0; 4], ticks: 0 },
            low_pass: LowPass { cutoff: 0, follow: 0 },
            detune: 0,
            echo: 0,
        }
    }

    /// A pulse that keeps its duty.
    pub const fn pulse(duty: Duty) -> Self {
        Self::new(Wave::Pulse { duty, sweep: 0 })
    }

    /// The same with another loudness, of 255.
    #[must_use]
    pub const fn level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }

    /// The same with another envelope: attack, decay, sustain and release as in [`Envelope`].
    #[must_use]
    pub const fn envelope(mut self, attack: u16, decay: u16, sustain: u8, release: u16) -> Self {
        self.envelope = Envelope { attack, decay, sustain, release };
        self
    }

    /// The same sliding by 1/256 semitones a tick.
    #[must_use]
    pub const fn slide(mut self, slide: i16) -> Self {
        self.slide = slide;
        self
    }

    /// The same with a vibrato: depth, period and delay as in [`Vibrato`].
    #[must_use]
    pub const fn vibrato(mut self, depth: u8, period: u8, delay: u8) -> Self {
        self.vibrato = Vibrato { depth, period, delay };
        self
    }

    /// The same hopping over semitones.
    #[must_use]
    pub const fn arpeggio(mut self, semitones: [i8; 4], ticks: u8) -> Self {
        self.arpeggio = Arpeggio { semitones, ticks };
        self
    }

    /// The same behind a filter: cutoff and follow as in [`LowPass`].
    #[must_use]
    pub const fn low_pass(mut self, cutoff: u8, follow: u8) -> Self {
        self.low_pass = LowPass { cutoff, follow };
        self
    }

    /// The same with a second oscillator out of tune by 1/256 semitones.
    #[must_use]
    pub const fn detune(mut self, detune: u8) -> Self {
        self.detune = detune;
        self
    }

    /// The same heard by the echo, of 255.
    #[must_use]
    pub const fn echo(mut self, echo: u8) -> Self {
        self.echo = echo;
        self
    }
}
