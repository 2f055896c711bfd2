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
    let mut from = In { bytes, at: 0 };
    if from.u8()? != VERSION {
        return Err(from.fault());
    }
    let ticks_per_row = from.u8()?;
    let groove = [from.u8()?, from.u8()?, from.u8()?, from.u8()?];
    let level = from.u8()?;
    let echo = EchoSettings { ticks: from.u8()?, feedback: from.u8()?, level: from.u8()? };
    let kit = Kit {
        character: from.one_of(&KITS)?,
        tune: from.u8()? as i8,
        tail: from.u8()?,
        level: from.u8()?,
        echo: from.u8()?,
    };
    let tracks = from.list(TRACKS, |from| {
        let (part, voices, gate) = (from.one_of(&Part::ALL)?, from.u8()?, from.u8()?);
        Ok(Track { part, voices, gate, patch: from.patch()? })
    })?;
    let patterns = from.list(MOST_PATTERNS, In::pattern)?;
    let order = from.list(MOST_PATTERNS, In::u8)?;
    let loop_from = from.u8()?;
    if from.at < bytes.len() {
        return Err(from.fault());
    }
    Ok(Song { ticks_per_row, groove, level, echo, kit, tracks, patterns, order, loop_from })
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
    let mut from = In { bytes, at: 0 };
    if from.u8()? != VERSION {
        return Err(from.fault());
    }
    from.list(MOST_EFFECTS, |from| {
        let priority = from.u8()?;
        let layers = from.list(LAYERS, |from| {
            let patch = from.patch()?;
            let notes = from.list(MOST_EFFECT_NOTES, |from| {
                Ok(EffectNote { at: from.u16()?, pitch: from.signed()?, hold: from.u16()?, velocity: from.u8()? })
            })?;
            Ok(Layer { patch, notes })
        })?;
        Ok(Effect { layers, priority })
    })
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

struct In<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl In<'_> {
    const fn fault(&self) -> BinaryError {
        BinaryError(self.at)
    }

    fn u8(&mut self) -> Result<u8, BinaryError> {
        let byte = self.bytes.get(self.at).copied().ok_or(self.fault())?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u32, BinaryError> {
        let mut value = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.u8()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(self.fault())
    }

    fn u16(&mut self) -> Result<u16, BinaryError> {
        self.number()?.try_into().map_err(|_| self.fault())
    }

    fn signed(&mut self) -> Result<i32, BinaryError> {
        let value = self.number()?;
        Ok((value >> 1) as i32 ^ -((value & 1) as i32))
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T, BinaryError> {
        let index = usize::from(self.u8()?);
        all.get(index).copied().ok_or(self.fault())
    }

    /// How many entries follow. Each takes at least a byte, so a false number reserves no more than there is.
    fn count(&mut self, most: usize) -> Result<usize, BinaryError> {
        let count = self.number()? as usize;
        if count <= most && count <= self.bytes.len() - self.at { Ok(count) } else { Err(self.fault()) }
    }

    fn list<T>(
        &mut self,
        most: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, BinaryError>,
    ) -> Result<Vec<T>, BinaryError> {
        let count = self.count(most)?;
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(read(self)?);
        }
        Ok(list)
    }

    fn patch(&mut self) -> Result<Patch, BinaryError> {
        let (wave, first, second) = (self.u8()?, self.u8()?, self.u8()?);
        let wave = match wave {
            0 => {
                Wave::Pulse { duty: DUTIES.get(usize::from(first)).copied().ok_or(self.fault())?, sweep: second as i8 }
            }
            1 => Wave::Triangle,
            2 => Wave::Saw,
            3 => Wave::Bell { ratio: first, depth: second },
            4 => Wave::Noise { short: first != 0 },
            _ => return Err(self.fault()),
        };
        Ok(Patch {
            wave,
            level: self.u8()?,
            envelope: Envelope { attack: self.u16()?, decay: self.u16()?, sustain: self.u8()?, release: self.u16()? },
            slide: self.signed()?.try_into().map_err(|_| self.fault())?,
            vibrato: Vibrato { depth: self.u8()?, period: self.u8()?, delay: self.u8()? },
            arpeggio: Arpeggio {
                semitones: [self.u8()? as i8, self.u8()? as i8, self.u8()? as i8, self.u8()? as i8],
                ticks: self.u8()?,
            },
            low_pass: LowPass { cutoff: self.u8()?, follow: self.u8()? },
            detune: self.u8()?,
            echo: self.u8()?,
        })
    }

    fn pattern(&mut self) -> Result<Pattern, BinaryError> {
        let rows = self.u16()?;
        let mut before = 0;
        let harmony = self.list(usize::from(u16::MAX), |from| {
            before += from.signed()?;
            let row = before.try_into().map_err(|_| from.fault())?;
            let chord = Chord { root: from.u8()?, tones: from.u16()?, scale: from.u16()? };
            Ok(Harmony { row, chord })
        })?;
        let count = self.count(usize::MAX)?;
        let none = Note { row: 0, track: 0, note: 0, rows: 0, velocity: 0 };
        let mut notes = vec![none; count];
        for note in &mut notes {
            note.track = self.u8()?;
        }
        self.differences(&mut notes, |note, row| note.row = row)?;
        self.differences(&mut notes, |note, pitch| note.note = pitch as u8)?;
        for note in &mut notes {
            note.rows = self.u8()?;
        }
        for note in &mut notes {
            note.velocity = self.u8()?;
        }
        // Stable: notes that came track by track are in the order of their tracks again.
        notes.sort_by_key(|note| note.row);
        let count = self.count(usize::MAX)?;
        let mut hits = vec![Hit { row: 0, drum: Drum::Kick, velocity: 0 }; count];
        self.differences(&mut hits, |hit, row| hit.row = row)?;
        for hit in &mut hits {
            hit.drum = self.one_of(&Drum::ALL)?;
        }
        for hit in &mut hits {
            hit.velocity = self.u8()?;
        }
        Ok(Pattern { rows, harmony, notes, hits })
    }

    fn differences<T>(&mut self, list: &mut [T], set: impl Fn(&mut T, u16)) -> Result<(), BinaryError> {
        let mut value = 0_i32;
        for item in list {
            value += self.signed()?;
            set(item, value.try_into().map_err(|_| self.fault())?);
        }
        Ok(())
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
