//! Why words did not change a game, in words for a child.

use super::LONGEST_WORDS_CHARS;

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Nothing was said.
    #[error("Say what should change, like \"{example}\".")]
    Nothing {
        /// What could be said.
        example: String,
    },
    /// Too much at once.
    #[error("That is very much at once. Please say it in at most {LONGEST_WORDS_CHARS} letters.")]
    TooLong,
    /// Some of it means nothing to us.
    #[error("I did not understand \"{part}\".{}", meant(.did_you_mean))]
    NotUnderstood {
        /// What was not understood, as it can be shown.
        part: String,
        /// What is near it, is understood and would change this game; the nearest first.
        did_you_mean: Vec<String>,
    },
    /// There is no such level.
    #[error("There is no level {level}: this game has {}.", levels(*.count))]
    NoLevel {
        /// Counted from 1.
        level: u32,
        /// How many there are.
        count: usize,
    },
    /// The game is already as it was wished.
    #[error("{0}")]
    AlreadySo(String),
    /// It cannot be done in this game.
    #[error("{0}")]
    NotPossible(String),
    /// A level, or all of them, could not be beaten any more.
    #[error("{0}")]
    Unbeatable(String),
    /// A part of Snapcade failed: a mistake of ours.
    #[error("That went wrong inside Snapcade: {0}. This is a mistake in Snapcade, please report it.")]
    Internal(String),
}

impl WordsError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nothing { .. } => "words.nothing",
            Self::TooLong => "words.too_long",
            Self::NotUnderstood { .. } => "words.not_understood",
            Self::NoLevel { .. } => "words.no_level",
            Self::AlreadySo(_) => "words.already_so",
            Self::NotPossible(_) => "words.not_possible",
            Self::Unbeatable(_) => "words.unbeatable",
            Self::Internal(_) => "words.internal",
        }
    }

    /// Whether a part of a sentence that met this may be left out when the rest can be done.
    pub(super) const fn is_refusal(&self) -> bool {
        matches!(self, Self::AlreadySo(_) | Self::NotPossible(_) | Self::Unbeatable(_))
    }
}

fn levels(count: usize) -> String {
    if count == 1 { "one level".to_owned() } else { format!("{count} levels") }
}

fn meant(phrases: &[String]) -> String {
    let quoted: Vec<String> = phrases.iter().map(|phrase| format!("\"{phrase}\"")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => format!(" Did you mean {one}?"),
        [first @ .., last] => format!(" Did you mean {} or {last}?", first.join(", ")),
    }
}
