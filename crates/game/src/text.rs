//! Which texts may stand in a document.

/// Why a text may not stand in a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Too long.
    #[error("{found} characters, at most {limit} are allowed")]
    Long {
        /// In characters.
        found: usize,
        /// In characters.
        limit: usize,
    },
    /// A control character, or one that hides or turns round other text.
    #[error("the character U+{code:04X} at position {position} cannot be shown")]
    Hidden {
        /// Its code point.
        code: u32,
        /// From the start, 0 first.
        position: usize,
    },
    /// Nothing to see where there has to be something.
    #[error("there has to be something to see")]
    Blank,
}

/// Characters that have no shape of their own but change what others look like: bidirectional marks and overrides,
/// zero-width marks, line ends and the byte order mark. The joiners U+200C and U+200D stay: Persian and emoji need them.
pub(crate) fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Characters that may stand in a text but leave nothing to see: blanks, joiners, variation selectors and fillers.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{200c}' | '\u{200d}' | '\u{2800}')
        || matches!(c, '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text from outside as it may stand in a message: cut after `limit` characters, nothing hidden in it.
pub(crate) fn quotable(text: &str, limit: usize) -> String {
    let shown = text.chars().take(limit).map(|c| if hides(c) { '\u{fffd}' } else { c });
    let rest = text.chars().nth(limit).map(|_| '…');
    shown.chain(rest).collect()
}

/// A text from outside as it may stand in a document: characters that cannot be shown are left out, and what is longer
/// than `limit` characters is cut.
pub fn shortened(text: &str, limit: usize) -> String {
    text.chars().filter(|&c| !hides(c)).take(limit).collect()
}

/// Checks a text of at most `limit` characters on one line.
pub fn check(text: &str, limit: usize) -> Result<(), TextError> {
    // A text of a megabyte is counted, not walked character by character for every fault.
    let found = text.chars().count();
    if found > limit {
        return Err(TextError::Long { found, limit });
    }
    match text.chars().enumerate().find(|&(_, c)| hides(c)) {
        Some((position, c)) => Err(TextError::Hidden { code: c as u32, position }),
        None => Ok(()),
    }
}

/// As [`check`], and there has to be something to see.
pub fn check_filled(text: &str, limit: usize) -> Result<(), TextError> {
    check(text, limit)?;
    if text.chars().all(is_unseen) { Err(TextError::Blank) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_many_languages_may_stand() {
        for text in ["First Steps", "¡Olé!", "Füchse & Bären", "ねこの冒険", "מסע", "می‌خواهم", "👩‍🚀 moon", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
        {
            assert_eq!(check_filled(text, 60), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_hides_is_found_where_it_stands() {
        for c in ['\u{0}', '\u{7}', '\n', '\u{1b}', '\u{85}', '\u{61c}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}']
        {
            let found = check(&format!("ab{c}c"), 60);
            assert_eq!(found, Err(TextError::Hidden { code: c as u32, position: 2 }));
        }
    }

    #[test]
    fn a_text_that_shows_nothing_is_blank() {
        for text in ["", "  ", "\u{3000}", "\u{200d}", "\u{3164}", "\u{2800} \u{fe0f}"] {
            assert_eq!(check_filled(text, 60), Err(TextError::Blank), "{text:?}");
            assert_eq!(check(text, 60), Ok(()), "{text:?}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check(&"é".repeat(60), 60), Ok(()));
        assert_eq!(check(&"é".repeat(61), 60), Err(TextError::Long { found: 61, limit: 60 }));
    }

    #[test]
    fn quotes_are_short_and_plain() {
        assert_eq!(quotable("abc", 3), "abc");
        assert_eq!(quotable("abcd", 3), "abc…");
        assert_eq!(quotable("a\u{1b}[31m\u{202e}", 9), "a\u{fffd}[31m\u{fffd}");
    }
}
