//! What is written beside each group of edits: when, who, how and what.

use snapcade_game::{limits, text};

/// How a change came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// By hand: the level editor, a slider, a name.
    Hand,
    /// By words.
    Words,
    /// By the generator.
    Generator,
    /// By an AI service.
    Ai,
    /// An earlier change was undone.
    Undo,
    /// A change that was undone was done again.
    Redo,
    /// An earlier moment was brought back.
    Restore,
    /// It came with a file.
    Import,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 8] =
        [Self::Hand, Self::Words, Self::Generator, Self::Ai, Self::Undo, Self::Redo, Self::Restore, Self::Import];

    /// Its name in documents and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Words => "words",
            Self::Generator => "generator",
            Self::Ai => "ai",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Restore => "restore",
            Self::Import => "import",
        }
    }

    /// The source of this name; one of a later version counts as done by hand.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|source| source.name() == name).unwrap_or(Self::Hand)
    }
}

/// When, by whom and how something was changed, and what was done in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Milliseconds since 1970, UTC.
    pub time_ms: i64,
    /// A nickname; may be empty.
    pub author: String,
    /// How.
    pub source: Source,
    /// What: "painted 14 tiles".
    pub words: String,
}

/// The most characters of [`Stamp::words`].
const WORDS_CHARS: usize = 120;

impl Stamp {
    /// A stamp; what cannot be shown of the texts is left out, and long ones are cut.
    pub fn new(time_ms: i64, author: &str, source: Source, words: &str) -> Self {
        let author = text::shortened(author, limits::NAME_CHARS);
        Self { time_ms, author, source, words: text::shortened(words, WORDS_CHARS) }
    }

    /// As one text. With the number of its first operation, no two groups of one opening have the same, even when they were made in
    /// the same millisecond under the same words.
    pub(super) fn encode(&self, first: i32) -> String {
        let Self { time_ms, author, source, words } = self;
        format!("{time_ms}\t{}\t{author}\t{words}\t{first}", source.name())
    }

    /// From a text of another computer: whatever it is, there is a stamp. `time_s` is used when it tells no time.
    pub(super) fn decode(message: &str, time_s: i64) -> Self {
        let mut parts = message.splitn(5, '\t');
        let time_ms = parts.next().and_then(|part| part.parse().ok()).unwrap_or_else(|| time_s.saturating_mul(1000));
        let source = Source::from_name(parts.next().unwrap_or_default());
        Self::new(time_ms, parts.next().unwrap_or_default(), source, parts.next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_comes_back_and_anything_else_becomes_one() {
        let stamp = Stamp::new(1_700_000_000_123, "Mia", Source::Words, "more\tcoins");
        assert_eq!(stamp.words, "morecoins", "a tab cannot be shown");
        assert_eq!(Stamp::decode(&stamp.encode(77), 5), stamp);
        assert_eq!(Stamp::decode("", 5), Stamp::new(5000, "", Source::Hand, ""));
        assert_eq!(Stamp::decode("x\ty\tz", i64::MAX), Stamp::new(i64::MAX, "z", Source::Hand, ""));
    }
}
