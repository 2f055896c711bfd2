//! Reading songs and effects back.

use super::{DRUMS, DUTIES, KITS, PARTS};
use crate::{
    drum::Kit,
    echo::EchoSettings,
    effect::{Effect, EffectNote, LAYERS, Layer},
    patch::{Arpeggio, Envelope, LowPass, Patch, Vibrato, Wave},
    song::{Chord, Harmony, Hit, Note, Part, Pattern, Song, TRACKS, Track},
};
use std::str::{FromStr, SplitWhitespace};

/// Text that is longer is not read.
const LONGEST_TEXT: usize = 1 << 20;
/// Patterns in a song, and places in its order.
const MOST_PATTERNS: usize = 256;
/// Notes in a layer of an effect.
const MOST_EFFECT_NOTES: usize = 256;

/// Why a text is no song or no effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct TextError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The text is too long to be a song.
    #[error("a song has at most {LONGEST_TEXT} bytes")]
    TooLong,
    /// A line begins with a word that has no meaning there.
    #[error("no line begins with {0:?} here")]
    UnknownLine(String),
    /// A word or a number is missing, or is none that can stand there.
    #[error("{what} is missing or not understood: {found:?}")]
    Word {
        /// What should stand there.
        what: &'static str,
        /// What stands there.
        found: String,
    },
    /// There are more words than the line has meaning for.
    #[error("{0:?} is too much")]
    Surplus(String),
    /// There are more tracks, patterns, layers or notes than may be.
    #[error("too many of these")]
    TooMany,
}

/// The words of a line.
struct Words<'a>(SplitWhitespace<'a>);

impl Words<'_> {
    fn number<T: FromStr>(&mut self, what: &'static str) -> Result<T, Fault> {
        parsed(self.0.next().unwrap_or_default(), what)
    }

    fn name<T: Copy>(&mut self, names: &[(&str, T)], what: &'static str) -> Result<T, Fault> {
        named(self.0.next().unwrap_or_default(), names, what)
    }

    fn keyword(&mut self, what: &'static str) -> Result<(), Fault> {
        self.name(&[(what, ())], what)
    }

    fn end(mut self) -> Result<(), Fault> {
        self.0.next().map_or(Ok(()), |word| Err(Fault::Surplus(short(word))))
    }
}

fn short(word: &str) -> String {
    word.chars().take(40).collect()
}

fn parsed<T: FromStr>(word: &str, what: &'static str) -> Result<T, Fault> {
    word.parse().map_err(|_| Fault::Word { what, found: short(word) })
}

fn named<T: Copy>(word: &str, names: &[(&str, T)], what: &'static str) -> Result<T, Fault> {
    let found = names.iter().find(|(name, _)| *name == word);
    found.map(|(_, value)| *value).ok_or_else(|| Fault::Word { what, found: short(word) })
}

/// Reads a song.
pub fn read_song(text: &str) -> Result<Song, TextError> {
    let mut song = Song::silence();
    each_line(text, "song", |line| song_line(&mut song, line))?;
    Ok(song)
}

/// Reads an effect.
pub fn read_effect(text: &str) -> Result<Effect, TextError> {
    let mut effect = Effect { layers: Vec::new(), priority: 0 };
    each_line(text, "effect", |line| effect_line(&mut effect, line))?;
    Ok(effect)
}

fn each_line(
    text: &str,
    first: &'static str,
    mut read: impl FnMut(&str) -> Result<(), Fault>,
) -> Result<(), TextError> {
    if text.len() > LONGEST_TEXT {
        return Err(TextError { line: 1, fault: Fault::TooLong });
    }
    if text.split_whitespace().next() != Some(first) {
        return Err(TextError { line: 1, fault: Fault::Word { what: first, found: short(text) } });
    }
    for (line, text) in (1..).zip(text.lines()) {
        if !text.trim().is_empty() {
            read(text).map_err(|fault| TextError { line, fault })?;
        }
    }
    Ok(())
}

fn song_line(song: &mut Song, line: &str) -> Result<(), Fault> {
    let mut words = Words(line.split_whitespace());
    let first = words.0.next().unwrap_or_default();
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        let pattern = song.patterns.last_mut().ok_or_else(|| Fault::UnknownLine(short(first)))?;
        return row(pattern, parsed(first, "a row")?, words);
    }
    match first {
        "song" => {}
        "row" => {
            song.ticks_per_row = words.number("ticks of a row")?;
            words.keyword("groove")?;
            for late in &mut song.groove {
                *late = words.number("ticks of the groove")?;
            }
        }
        "level" => song.level = words.number("a level")?,
        "echo" => {
            song.echo = EchoSettings {
                ticks: words.number("ticks")?,
                feedback: words.number("feedback")?,
                level: words.number("a level")?,
            };
        }
        "kit" => {
            song.kit = Kit {
                character: words.name(&KITS, "a kit")?,
                tune: words.number("a tune")?,
                tail: words.number("a tail")?,
                level: words.number("a level")?,
                echo: words.number("an echo")?,
            };
        }
        "track" if song.tracks.len() < TRACKS => {
            let part: Part = words.name(&PARTS, "a part")?;
            let (voices, gate) = (words.number("voices")?, words.number("a gate")?);
            song.tracks.push(Track { part, patch: patch(&mut words)?, voices, gate });
        }
        "pattern" if song.patterns.len() < MOST_PATTERNS => {
            song.patterns.push(Pattern { rows: words.number("rows")?, ..Pattern::default() });
        }
        "chord" => {
            let pattern = song.patterns.last_mut().ok_or_else(|| Fault::UnknownLine(short(first)))?;
            let row = words.number("a row")?;
            let chord =
                Chord { root: words.number("a root")?, tones: words.number("tones")?, scale: words.number("a scale")? };
            pattern.harmony.push(Harmony { row, chord });
        }
        "order" => {
            song.order = words.0.by_ref().map(|word| parsed(word, "a pattern")).collect::<Result<_, _>>()?;
            if song.order.len() > MOST_PATTERNS {
                return Err(Fault::TooMany);
            }
        }
        "loop" => song.loop_from = words.number("a place in the order")?,
        "track" | "pattern" => return Err(Fault::TooMany),
        _ => return Err(Fault::UnknownLine(short(first))),
    }
    words.end()
}

fn row(pattern: &mut Pattern, row: u16, words: Words) -> Result<(), Fault> {
    for word in words.0 {
        let (what, velocity) = word.split_once('@').unwrap_or((word, ""));
        let velocity = parsed(velocity, "a velocity")?;
        if let Some((track, note)) = what.split_once(':') {
            let (note, rows) = note.split_once('+').unwrap_or((note, ""));
            let (track, note, rows) = (parsed(track, "a track")?, parsed(note, "a note")?, parsed(rows, "a length")?);
            pattern.notes.push(Note { row, track, note, rows, velocity });
        } else {
            pattern.hits.push(Hit { row, drum: named(what, &DRUMS, "a drum")?, velocity });
        }
    }
    Ok(())
}

fn effect_line(effect: &mut Effect, line: &str) -> Result<(), Fault> {
    let mut words = Words(line.split_whitespace());
    match words.0.next().unwrap_or_default() {
        "effect" => effect.priority = words.number("a priority")?,
        "layer" if effect.layers.len() < LAYERS => {
            effect.layers.push(Layer { patch: patch(&mut words)?, notes: Vec::new() });
        }
        "note" => {
            let layer = effect.layers.last_mut().ok_or_else(|| Fault::UnknownLine("note".to_owned()))?;
            if layer.notes.len() >= MOST_EFFECT_NOTES {
                return Err(Fault::TooMany);
            }
            layer.notes.push(EffectNote {
                at: words.number("a begin")?,
                pitch: words.number("a pitch")?,
                hold: words.number("a length")?,
                velocity: words.number("a velocity")?,
            });
        }
        "layer" => return Err(Fault::TooMany),
        other => return Err(Fault::UnknownLine(short(other))),
    }
    words.end()
}

fn patch(words: &mut Words) -> Result<Patch, Fault> {
    words.keyword("level")?;
    let level = words.number("a level")?;
    words.keyword("env")?;
    let envelope = Envelope {
        attack: words.number("an attack")?,
        decay: words.number("a decay")?,
        sustain: words.number("a sustained level")?,
        release: words.number("a release")?,
    };
    words.keyword("slide")?;
    let slide = words.number("a slide")?;
    words.keyword("vibrato")?;
    let vibrato =
        Vibrato { depth: words.number("a depth")?, period: words.number("a period")?, delay: words.number("a delay")? };
    words.keyword("arp")?;
    let mut semitones = [0; 4];
    for semitone in &mut semitones {
        *semitone = words.number("semitones")?;
    }
    let arpeggio = Arpeggio { semitones, ticks: words.number("ticks")? };
    words.keyword("filter")?;
    let low_pass = LowPass { cutoff: words.number("a corner")?, follow: words.number("semitones")? };
    words.keyword("detune")?;
    let detune = words.number("a detuning")?;
    words.keyword("echo")?;
    let echo = words.number("an echo")?;
    words.keyword("wave")?;
    let wave = match words.0.next().unwrap_or_default() {
        "pulse" => Wave::Pulse { duty: words.name(&DUTIES, "a duty")?, sweep: words.number("a sweep")? },
        "triangle" => Wave::Triangle,
        "saw" => Wave::Saw,
        "bell" => Wave::Bell { ratio: words.number("a ratio")?, depth: words.number("a depth")? },
        "noise" => Wave::Noise { short: words.name(&[("short", true), ("long", false)], "short or long")? },
        other => return Err(Fault::Word { what: "a wave", found: short(other) }),
    };
    Ok(Patch { wave, level, envelope, slide, vibrato, arpeggio, low_pass, detune, echo })
}
