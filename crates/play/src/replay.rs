//! Replays: a start, a seed and the inputs of every tick, run-length coded. A few hundred bytes for a level.

use std::fmt::Write as _;

use crate::{
    binary::{ReadError, Reader, Writer},
    input::Input,
    pack::Pack,
    world::World,
};

const MAGIC: &[u8; 4] = b"SNRP";
const VERSION: u8 = 1;

/// The longest replay: an hour.
pub const LONGEST_TICKS: u64 = 60 * 60 * 60;

/// Where playing begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Start {
    /// At the title screen.
    #[default]
    Title,
    /// In a level, counted from 0.
    Level(u16),
}

/// Recorded inputs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Replay {
    /// Where it begins.
    pub start: Start,
    /// The world's seed.
    pub seed: u64,
    runs: Vec<(Input, u32)>,
}

/// Why bytes or a text are not a replay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// Other bytes altogether.
    #[error("this is not a replay")]
    Magic,
    /// Written by a later version.
    #[error("this replay has version {0}; this Snapcade reads version {VERSION}")]
    Version(u8),
    /// Cut or altered.
    #[error("the replay is damaged: {0}")]
    Damaged(#[from] ReadError),
    /// Longer than an hour.
    #[error("a replay lasts at most an hour ({LONGEST_TICKS} ticks)")]
    Long,
    /// A line of a replay written as text.
    #[error("line {line}: {message}")]
    Line {
        /// First line is 1.
        line: usize,
        /// What is wrong.
        message: &'static str,
    },
}

impl Replay {
    /// An empty replay.
    pub const fn new(start: Start, seed: u64) -> Self {
        Self { start, seed, runs: Vec::new() }
    }

    /// Adds `ticks` ticks of an input.
    pub fn push(&mut self, input: Input, ticks: u32) {
        match self.runs.last_mut() {
            _ if ticks == 0 => {}
            Some((last, count)) if *last == input => *count = count.saturating_add(ticks),
            _ => self.runs.push((input, ticks)),
        }
    }

    /// The runs of equal inputs.
    pub fn runs(&self) -> &[(Input, u32)] {
        &self.runs
    }

    /// How long it is.
    pub fn ticks(&self) -> u64 {
        self.runs.iter().map(|&(_, count)| u64::from(count)).sum()
    }

    /// The input of each tick.
    pub fn inputs(&self) -> impl Iterator<Item = Input> + '_ {
        self.runs.iter().flat_map(|&(input, count)| std::iter::repeat_n(input, count as usize))
    }

    /// The input at a tick; nothing after the end.
    pub fn input_at(&self, tick: u32) -> Input {
        let mut end = 0_u64;
        for &(input, count) in &self.runs {
            end += u64::from(count);
            if u64::from(tick) < end {
                return input;
            }
        }
        Input::NONE
    }

    /// The world that the replay begins with.
    pub fn world(&self, pack: std::sync::Arc<Pack>) -> World {
        match self.start {
            Start::Title => World::new(pack, self.seed),
            Start::Level(level) => World::at_level(pack, level, self.seed),
        }
    }

    /// The replay as bytes; [`Replay::decode`] reads them.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer(MAGIC.to_vec());
        out.u8(VERSION);
        out.varint(match self.start {
            Start::Title => 0,
            Start::Level(level) => u64::from(level) + 1,
        });
        out.varint(self.seed);
        out.list(&self.runs, |out, &(input, count)| {
            out.u8(input.bits());
            out.varint(u64::from(count));
        });
        out.0
    }

    /// Reads [`Replay::encode`]'s bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, ReplayError> {
        let mut reader = Reader::new(bytes);
        if reader.bytes(MAGIC.len()) != MAGIC {
            return Err(ReplayError::Magic);
        }
        let version = reader.u8();
        reader.check()?;
        if version != VERSION {
            return Err(ReplayError::Version(version));
        }
        let start = match reader.at_most(usize::from(u16::MAX) + 1) {
            0 => Start::Title,
            level => Start::Level((level - 1) as u16),
        };
        let mut replay = Self::new(start, reader.varint());
        let runs = reader.list(LONGEST_TICKS as usize, |reader| (Input::from_bits(reader.u8()), reader.u32()));
        reader.check()?;
        let mut ticks = 0_u64;
        for (input, count) in runs {
            ticks += u64::from(count);
            if ticks > LONGEST_TICKS {
                return Err(ReplayError::Long);
            }
            replay.push(input, count);
        }
        reader.finish()?;
        Ok(replay)
    }

    /// Reads a replay written as text: `level 2` (counted from 1; absent for the title screen), `seed 7`, then lines
    /// such as `right+jump 12`, each an input and for how many ticks. `#` begins a comment.
    pub fn parse(text: &str) -> Result<Self, ReplayError> {
        let mut replay = Self::default();
        let mut ticks = 0_u64;
        for (i, line) in text.lines().enumerate() {
            let fault = |message| ReplayError::Line { line: i + 1, message };
            let line = line.split('#').next().unwrap_or_default();
            let mut words = line.split_whitespace();
            let (Some(word), count) = (words.next(), words.next()) else { continue };
            if words.next().is_some() {
                return Err(fault("expected an input and a number of ticks"));
            }
            let number =
                |text: Option<&str>| text.unwrap_or("1").parse::<u64>().map_err(|_| fault("expected a number"));
            match word {
                "level" => {
                    let level = number(count)?.checked_sub(1).and_then(|level| u16::try_from(level).ok());
                    replay.start = Start::Level(level.ok_or(fault("levels are counted from 1"))?);
                }
                "seed" => replay.seed = number(count)?,
                held => {
                    let input = Input::parse(held)
                        .ok_or(fault("expected left, right, up, down, jump, action or pause, joined by +, or none"))?;
                    let count = number(count)?;
                    ticks = ticks.saturating_add(count);
                    if ticks > LONGEST_TICKS {
                        return Err(ReplayError::Long);
                    }
                    replay.push(input, count as u32);
                }
            }
        }
        Ok(replay)
    }

    /// Reads a replay in either form.
    pub fn read(bytes: &[u8]) -> Result<Self, ReplayError> {
        match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.starts_with(MAGIC) => Self::parse(text),
            _ => Self::decode(bytes),
        }
    }

    /// The replay as text; [`Replay::parse`] reads it.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        if let Start::Level(level) = self.start {
            let _ = writeln!(text, "level {}", u32::from(level) + 1);
        }
        let _ = writeln!(text, "seed {}", self.seed);
        for (input, count) in &self.runs {
            let _ = writeln!(text, "{input} {count}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn writing_and_reading_gives_the_replay_back(
            level in proptest::option::of(0_u16..40), seed: u64, runs in proptest::collection::vec((0_u8..128, 0_u32..900), 0..50),
        ) {
            let mut replay = Replay::new(level.map_or(Start::Title, Start::Level), seed);
            for (bits, count) in runs {
                replay.push(Input::from_bits(bits), count);
            }
            prop_assert_eq!(Replay::read(&replay.encode()), Ok(replay.clone()));
            prop_assert_eq!(Replay::read(replay.to_text().as_bytes()), Ok(replay.clone()));
            let inputs: Vec<Input> = replay.inputs().collect();
            prop_assert_eq!(inputs.len() as u64, replay.ticks());
            for (tick, &input) in inputs.iter().enumerate() {
                prop_assert_eq!(replay.input_at(tick as u32), input);
            }
        }

        #[test]
        fn foreign_bytes_never_panic(bytes: Vec<u8>) {
            let _ = Replay::read(&bytes);
            let _ = Replay::decode(&[MAGIC.as_slice(), &[VERSION], &bytes].concat());
        }
    }
}
