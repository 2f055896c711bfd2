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
    /// Nothing but blanks where there has to be something.
    #[error("there has to be something here")]
    Blank,
}

/// Characters that have no shape of their own but change what others look like: bidirectional overrides, zero-width
/// marks and the byte order mark. The joiners U+200C and U+200D stay: Persian and emoji need them.
fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
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

/// As [`check`], and there has to be something besides blanks.
pub fn check_filled(text: &str, limit: usize) -> Result<(), TextError> {
    check(text, limit)?;
    if text.trim().is_empty() { Err(TextError::Blank) } else { Ok(()) }
}
