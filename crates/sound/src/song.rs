//! A song as plain data: tracks, patterns in rows of a sixteenth, and the order they are played in.

use crate::{
    drum::{Drum, Kit, KitCharacter},
    echo::EchoSettings,
    patch::{Patch, TICKS_PER_SECOND},
};

/// Tracks in a song; further ones are not heard.
pub const TRACKS: usize = 8;
/// The level of a song that says nothing of it, of 255.
pub const USUAL_LEVEL: u8 = 184;
/// Voices of a track; further ones are not given.
pub const VOICES_PER_TRACK: u8 = 4;

/// What a track does in a song.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The melody.
    Lead,
    /// A second voice below it.
    Harmony,
    /// The bass.
    Bass,
    /// Chords.
    Chords,
    /// Broken chords and ornaments.
    Arpeggio,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 5] = [Part::Lead, Part::Harmony, Part::Bass, Part::Chords, Part::Arpeggio];

    /// The MIDI notes that a composed song keeps to in this part, lowest and highest.
    pub const fn range(self) -> (u8, u8) {
        match self {
            Part::Lead => (64, 90),
            Part::Harmony => (57, 84),
            Part::Bass => (28, 52),
            Part::Chords => (52, 76),
            Part::Arpeggio => (55, 91),
        }
    }
}

/// An instrument and what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Track {
    /// What it does.
    pub part: Part,
    /// How it sounds.
    pub patch: Patch,
    /// Notes that may sound at once, 1 to [`VOICES_PER_TRACK`].
    pub voices: u8,
    /// How much of its length a note is held, of 255: low is staccato.
    pub gate: u8,
}

/// A note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Note {
    /// When it begins, in rows from the pattern's begin.
    pub row: u16,
    /// Its track.
    pub track: u8,
    /// Its MIDI note.
    pub note: u8,
    /// Its length in rows.
    pub rows: u8,
    /// How hard it is struck, to 127.
    pub velocity: u8,
}

/// A stroke on a drum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hit {
    /// When, in rows from the pattern's begin.
    pub row: u16,
    /// What is struck.
    pub drum: Drum,
    /// How hard, to 127.
    pub velocity: u8,
}

/// A chord and the scale around it, as sets of pitch classes: bit 0 is C, bit 11 is B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The pitch class of its root.
    pub root: u8,
    /// Its tones.
    pub tones: u16,
    /// The tones that melodies over it may use.
    pub scale: u16,
}

/// Where a chord begins. It is not heard by itself: it says what the notes were made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Harmony {
    /// When, in rows from the pattern's begin.
    pub row: u16,
    /// Which.
    pub chord: Chord,
}

/// Some bars of music.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Pattern {
    /// Its length in rows.
    pub rows: u16,
    /// Its chords.
    pub harmony: Vec<Harmony>,
    /// Its notes.
    pub notes: Vec<Note>,
    /// Its drums.
    pub hits: Vec<Hit>,
}

/// A song.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Song {
    /// The tempo: the length of a row in ticks.
    pub ticks_per_row: u8,
    /// Ticks by which each of the four rows of a beat comes late: swing.
    pub groove: [u8; 4],
    /// How loud it is, of 255; it leaves room for effects.
    pub level: u8,
    /// How it echoes.
    pub echo: EchoSettings,
    /// Its drums.
    pub kit: Kit,
    /// Its instruments.
    pub tracks: Vec<Track>,
    /// Its patterns.
    pub patterns: Vec<Pattern>,
    /// The patterns in playing order.
    pub order: Vec<u8>,
    /// The place in the order that follows the last one.
    pub loop_from: u8,
}

impl Song {
    /// A song of nothing, for a player that only plays effects.
    pub const fn silence() -> Self {
        Self {
            ticks_per_row: 30,
            groove: [0; 4],
            level: USUAL_LEVEL,
            echo: EchoSettings::ROOM,
            kit: Kit { character: KitCharacter::Soft, tune: 0, tail: 100, level: 255, echo: 0 },
            tracks: Vec::new(),
            patterns: Vec::new(),
            order: Vec::new(),
            loop_from: 0,
        }
    }

    /// The pattern at a place in the order.
    pub fn pattern_at(&self, place: usize) -> Option<&Pattern> {
        self.order.get(place).and_then(|&pattern| self.patterns.get(usize::from(pattern)))
    }

    /// The length in ticks until it repeats, with what comes only once.
    pub fn length_ticks(&self) -> u64 {
        self.rows_from(0) * u64::from(self.ticks_per_row.max(1))
    }

    /// The length in ticks of what is repeated.
    pub fn loop_ticks(&self) -> u64 {
        self.rows_from(usize::from(self.loop_from)) * u64::from(self.ticks_per_row.max(1))
    }

    /// The length in samples at a rate until it repeats.
    pub fn length_samples(&self, sample_rate_hz: u32) -> u64 {
        self.length_ticks() * u64::from(sample_rate_hz) / u64::from(TICKS_PER_SECOND)
    }

    fn rows_from(&self, place: usize) -> u64 {
        (place..self.order.len())
            .filter_map(|place| self.pattern_at(place))
            .map(|pattern| u64::from(pattern.rows))
            .sum()
    }
}
