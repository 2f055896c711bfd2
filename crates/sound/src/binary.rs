//! Songs and effects as bytes, for packs: a third of the text, and quick to read where code is dear.
//!
//! Everything stands in columns: all rows of a track's notes, then all pitches and so on, as differences where that makes small numbers. Equal songs
//! give equal bytes, and whoever compresses them afterwards finds much to do.

use crate::{
    drum::{Drum, Kit, KitCharacter},
    echo::EchoSettings,
    effect::{Effect, EffectNote, LAYERS, Layer},
    patch::{Arpeggio, Duty, Envelope, LowPass, Patch, Vibrato, Wave},
    song::{Chord, Harmony, Hit, Note, Part, Pattern, Song, TRACKS, Track},
};

/// The version of the format that this code writes and reads.
const VERSION: u8 = 1;
/// Patterns in a song, and places in its order.
const MOST_PATTERNS: usize = 256;

/// Effects in a book.
const MOST_EFFECTS: usize = 256;
/// Notes in a layer of an effect.
const MOST_EFFECT_NOTES: usize = 256;

/// The bytes are no song and no book of effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what stands at byte {0} of the sound cannot be there")]
pub struct BinaryError(pub usize);

/// A song as bytes. Notes and drums come back in the order of their rows, as they do from text.
pub fn encode(song: &Song) -> Vec<u8> {
    let mut out = Out(vec![VERSION, song.ticks_per_row]);
    out.0.extend_from_slice(&song.groove);
    out.0.extend_from_slice(&[song.level, song.echo.ticks, song.echo.feedback, song.echo.level]);
    out.0.extend_from_slice(&[song.kit.character as u8, song.kit.tune as u8, song.kit.tail]);
    out.0.extend_from_slice(&[song.kit.level, song.kit.echo, song.tracks.len() as u8]);
    for track in &song.tracks {
        out.0.extend_from_slice(&[track.part as u8, track.voices, track.gate]);
        out.patch(&track.patch);
    }
    out.number(song.patterns.len() as u32);
    for pattern in &song.patterns {
        out.pattern(pattern);
    }
    out.number(song.order.len() as u32);
    out.0.extend_from_slice(&song.order);
    out.0.push(song.loop_from);
    out.0
}

/// Reads a song.
pub fn decode(bytes: &[u8]) -> Result<Song, BinaryError> {
    let mut from = In::new(bytes);
    let ticks_per_row = from.u8();
    let groove = from.bytes();
    let level = from.u8();
    let [ticks, feedback, echo_level] = from.bytes();
    let character = from.one_of(&KITS);
    let [tune, tail, kit_level, echo] = from.bytes();
    let song = Song {
        ticks_per_row,
        groove,
        level,
        echo: EchoSettings { ticks, feedback, level: echo_level },
        kit: Kit { character, tune: tune as i8, tail, level: kit_level, echo },
        tracks: from.list(TRACKS, |from| {
            let part = from.one_of(&Part::ALL);
            let [voices, gate] = from.bytes();
            Track { part, voices, gate, patch: from.patch() }
        }),
        patterns: from.list(MOST_PATTERNS, In::pattern),
        order: from.list(MOST_PATTERNS, In::u8),
        loop_from: from.u8(),
    };
    if from.left() > 0 {
        from.refuse();
    }
    from.fault.map_or(Ok(song), Err)
}

/// A book of effects as bytes, in the order they are given.
pub fn encode_effects(effects: &[Effect]) -> Vec<u8> {
    let mut out = Out(vec![VERSION]);
    out.number(effects.len() as u32);
    for effect in effects {
        out.0.extend_from_slice(&[effect.priority, effect.layers.len() as u8]);
        for layer in &effect.layers {
            out.patch(&layer.patch);
            out.number(layer.notes.len() as u32);
            for note in &layer.notes {
                out.number(note.at.into());
                out.signed(note.pitch);
                out.number(note.hold.into());
                out.0.push(note.velocity);
            }
        }
    }
    out.0
}

/// Reads a book of effects.
pub fn decode_effects(bytes: &[u8]) -> Result<Vec<Effect>, BinaryError> {
    let mut from = In::new(bytes);
    let effects = from.list(MOST_EFFECTS, |from| {
        let priority = from.u8();
        let layers = from.list(LAYERS, |from| {
            let patch = from.patch();
            let notes = from.list(MOST_EFFECT_NOTES, |from| EffectNote {
                at: from.u16(),
                pitch: from.signed(),
                hold: from.u16(),
                velocity: from.u8(),
            });
            Layer { patch, notes }
        });
        Effect { layers, priority }
    });
    from.fault.map_or(Ok(effects), Err)
}

const KITS: [KitCharacter; 5] =
    [KitCharacter::Soft, KitCharacter::Chip, KitCharacter::Rock, KitCharacter::March, KitCharacter::Latin];
const DUTIES: [Duty; 4] = [Duty::Eighth, Duty::Quarter, Duty::Half, Duty::ThreeQuarters];

struct Out(Vec<u8>);

impl Out {
    /// A number in groups of 7 bits, the lowest first.
    fn number(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    fn signed(&mut self, value: i32) {
        self.number(((value << 1) ^ (value >> 31)) as u32);
    }

    fn patch(&mut self, patch: &Patch) {
        let wave = match patch.wave {
            Wave::Pulse { duty, sweep } => [0, duty as u8, sweep as u8],
            Wave::Triangle => [1, 0, 0],
            Wave::Saw => [2, 0, 0],
            Wave::Bell { ratio, depth } => [3, ratio, depth],
            Wave::Noise { short } => [4, u8::from(short), 0],
        };
        self.0.extend_from_slice(&wave);
        self.0.push(patch.level);
        let envelope = patch.envelope;
        self.number(envelope.attack.into());
        self.number(envelope.decay.into());
        self.0.push(envelope.sustain);
        self.number(envelope.release.into());
        self.signed(patch.slide.into());
        self.0.extend_from_slice(&[patch.vibrato.depth, patch.vibrato.period, patch.vibrato.delay]);
        self.0.extend(patch.arpeggio.semitones.map(|semitones| semitones as u8));
        self.0.extend_from_slice(&[patch.arpeggio.ticks, patch.low_pass.cutoff, patch.low_pass.follow]);
        self.0.extend_from_slice(&[patch.detune, patch.echo]);
    }

    fn pattern(&mut self, pattern: &Pattern) {
        self.number(pattern.rows.into());
        self.number(pattern.harmony.len() as u32);
        let mut before = 0;
        for harmony in &pattern.harmony {
            self.signed(i32::from(harmony.row) - before);
            before = harmony.row.into();
            self.0.push(harmony.chord.root);
            self.number(harmony.chord.tones.into());
            self.number(harmony.chord.scale.into());
        }
        let mut notes = pattern.notes.clone();
        notes.sort_by_key(|note| note.row);
        // Melodies read better one after the other, when the notes of a row stand in the order of their tracks anyway.
        if notes.is_sorted_by_key(|note| (note.row, note.track)) {
            notes.sort_by_key(|note| note.track);
        }
        self.number(notes.len() as u32);
        self.0.extend(notes.iter().map(|note| note.track));
        self.differences(notes.iter().map(|note| note.row.into()));
        self.differences(notes.iter().map(|note| note.note.into()));
        self.0.extend(notes.iter().map(|note| note.rows));
        self.0.extend(notes.iter().map(|note| note.velocity));
        let mut hits = pattern.hits.clone();
        hits.sort_by_key(|hit| hit.row);
        self.number(hits.len() as u32);
        self.differences(hits.iter().map(|hit| hit.row.into()));
        self.0.extend(hits.iter().map(|hit| hit.drum as u8));
        self.0.extend(hits.iter().map(|hit| hit.velocity));
    }

    fn differences(&mut self, values: impl Iterator<Item = i32>) {
        let mut before = 0;
        for value in values {
            self.signed(value - before);
            before = value;
        }
    }
}

/// Bytes read from front to back. It remembers the first thing that cannot be there; from then on it reads zeros and empty lists, so that whoever
/// reads asks once, in the end.
struct In<'a> {
    bytes: &'a [u8],
    at: usize,
    fault: Option<BinaryError>,
}

impl<'a> In<'a> {
    /// Behind the version, which has to be ours.
    fn new(bytes: &'a [u8]) -> Self {
        let mut from = In { bytes, at: 0, fault: None };
        if from.u8() != VERSION {
            from.refuse();
        }
        from
    }

    fn refuse(&mut self) {
        self.fault.get_or_insert(BinaryError(self.at));
    }

    /// How many bytes are left; none after a fault.
    fn left(&self) -> usize {
        if self.fault.is_some() { 0 } else { self.bytes.len() - self.at }
    }

    fn u8(&mut self) -> u8 {
        if self.left() == 0 {
            self.refuse();
            return 0;
        }
        self.at += 1;
        self.bytes[self.at - 1]
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.u8();
        }
        bytes
    }

    fn number(&mut self) -> u32 {
        let mut value = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.u8();
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return value;
            }
        }
        self.refuse();
        0
    }

    fn u16(&mut self) -> u16 {
        let value = self.number();
        self.narrow(value)
    }

    fn signed(&mut self) -> i32 {
        let value = self.number();
        (value >> 1) as i32 ^ -((value & 1) as i32)
    }

    /// As a smaller number, when it is one.
    fn narrow<T: Default, U: TryInto<T>>(&mut self, value: U) -> T {
        value.try_into().unwrap_or_else(|_| {
            self.refuse();
            T::default()
        })
    }

    /// One of a few things, by its number; there is at least one.
    fn one_of<T: Copy, const N: usize>(&mut self, all: &[T; N]) -> T {
        let index = usize::from(self.u8());
        if index >= N {
            self.refuse();
        }
        all[if index < N { index } else { 0 }]
    }

    /// How many entries follow. Each takes at least a byte, so a false number reserves no more than there is.
    fn count(&mut self, most: usize) -> usize {
        let count = self.number() as usize;
        if count <= most.min(self.left()) {
            return count;
        }
        self.refuse();
        0
    }

    fn list<T>(&mut self, most: usize, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.count(most);
        let mut list = Vec::with_capacity(count);
        while list.len() < count && self.fault.is_none() {
            list.push(read(self));
        }
        list
    }

    fn patch(&mut self) -> Patch {
        let [wave, first, second, level] = self.bytes();
        let wave = match wave {
            0 if usize::from(first) < DUTIES.len() => {
                Wave::Pulse { duty: DUTIES[usize::from(first)], sweep: second as i8 }
            }
            1 => Wave::Triangle,
            2 => Wave::Saw,
            3 => Wave::Bell { ratio: first, depth: second },
            4 => Wave::Noise { short: first != 0 },
            _ => {
                self.refuse();
                Wave::Triangle
            }
        };
        let (attack, decay, sustain, release) = (self.u16(), self.u16(), self.u8(), self.u16());
        let slide = self.signed();
        let slide = self.narrow(slide);
        let [depth, period, delay] = self.bytes();
        let semitones = self.bytes().map(|semitones: u8| semitones as i8);
        let [ticks, cutoff, follow, detune, echo] = self.bytes();
        Patch {
            wave,
            level,
            envelope: Envelope { attack, decay, sustain, release },
            slide,
            vibrato: Vibrato { depth, period, delay },
            arpeggio: Arpeggio { semitones, ticks },
            low_pass: LowPass { cutoff, follow },
            detune,
            echo,
        }
    }

    fn pattern(&mut self) -> Pattern {
        let rows = self.u16();
        let mut before = 0_i32;
        let harmony = self.list(usize::from(u16::MAX), |from| {
            before = before.wrapping_add(from.signed());
            let row = from.narrow(before);
            Harmony { row, chord: Chord { root: from.u8(), tones: from.u16(), scale: from.u16() } }
        });
        let count = self.count(usize::MAX);
        let mut notes = vec![Note { row: 0, track: 0, note: 0, rows: 0, velocity: 0 }; count];
        for note in &mut notes {
            note.track = self.u8();
        }
        self.differences(&mut notes, |note, row| note.row = row);
        self.differences(&mut notes, |note, pitch| note.note = pitch as u8);
        for note in &mut notes {
            note.rows = self.u8();
        }
        for note in &mut notes {
            note.velocity = self.u8();
        }
        // Stable: notes that came track by track are in the order of their tracks again.
        notes.sort_by_key(|note| note.row);
        let count = self.count(usize::MAX);
        let mut hits = vec![Hit { row: 0, drum: Drum::Kick, velocity: 0 }; count];
        self.differences(&mut hits, |hit, row| hit.row = row);
        for hit in &mut hits {
            hit.drum = self.one_of(&Drum::ALL);
        }
        for hit in &mut hits {
            hit.velocity = self.u8();
        }
        Pattern { rows, harmony, notes, hits }
    }

    fn differences<T>(&mut self, list: &mut [T], set: impl Fn(&mut T, u16)) {
        let mut value = 0_i32;
        for item in list {
            value = value.wrapping_add(self.signed());
            set(item, self.narrow(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cue, Mood, Theme, compose, effect, text};

    #[test]
    fn composed_songs_come_back_to_the_letter() {
        for theme in Theme::ALL {
            for mood in Mood::ALL {
                let song = compose(theme, mood, 7);
                let text = text::write_song(&song);
                let read = text::read_song(&text).unwrap();
                let bytes = encode(&read);
                assert!(bytes.len() * 2 < text.len(), "{} of {}", bytes.len(), text.len());
                assert_eq!(decode(&bytes), Ok(read));
                assert_eq!(text::write_song(&decode(&bytes).unwrap()), text);
            }
        }
    }

    #[test]
    fn the_effects_of_every_theme_come_back() {
        for theme in Theme::ALL {
            let book = Cue::ALL.map(|cue| effect(cue, theme));
            assert_eq!(decode_effects(&encode_effects(&book)).as_deref(), Ok(&book[..]));
        }
    }

    #[test]
    fn cut_and_altered_songs_are_refused_or_are_other_songs() {
        let bytes = encode(&compose(Theme::Cave, Mood::Boss, 3));
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end]).is_err());
        }
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 0x55;
            let _ = decode(&altered);
        }
        assert!(decode(&[&bytes[..], &[0]].concat()).is_err());
    }
}
