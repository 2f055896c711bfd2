//! Words as they were said, and as they are compared.

/// A word, or a sign that ends a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// In lower case; `,` for every sign that separates, `"` for quotation marks.
    pub word: String,
    /// Where it begins in the text, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

impl Token {
    /// Whether a new clause may begin after it.
    pub fn separates(&self) -> bool {
        matches!(self.word.as_str(), "," | "and" | "then" | "but" | "also" | "plus" | "&")
    }
}

/// Cuts a text into words. Signs that mean nothing are passed over.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Option<usize> = None;
    let close = |tokens: &mut Vec<Token>, open: &mut Option<usize>, to: usize| {
        let Some(from) = open.take() else { return };
        let raw = text.get(from..to).unwrap_or_default();
        let word = raw.trim_matches(['\'', '\u{2019}']).to_lowercase().replace('\u{2019}', "'");
        if !word.is_empty() {
            tokens.push(Token { word, from, to });
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_part = c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
        if is_part {
            open.get_or_insert(at);
            continue;
        }
        // A hyphen joins words; before a number it would be a sign that nobody means.
        let minus = c == '-' && open.is_none() && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        close(&mut tokens, &mut open, at);
        let sign = match c {
            ',' | ';' | '.' | '!' | '?' | '\n' | ':' => ",",
            '&' | '+' => "&",
            '"' | '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => "\"",
            _ if c.is_whitespace() || c.is_control() || c == '-' && !minus => continue,
            // Emoji and other signs are words that nobody knows.
            _ => "\u{fffd}",
        };
        tokens.push(Token { word: sign.to_owned(), from: at, to: at + c.len_utf8() });
    }
    close(&mut tokens, &mut open, text.len());
    tokens
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn words_keep_their_places() {
        let text = "More  coins,Luna\u{2019}s Trip!";
        let found = tokens(text);
        let words: Vec<&str> = found.iter().map(|token| token.word.as_str()).collect();
        assert_eq!(words, ["more", "coins", ",", "luna's", "trip", ","]);
        assert_eq!(text.get(found[3].from..found[4].to), Some("Luna\u{2019}s Trip"));
    }
}
