//! Text as it is compared: what a child types finds what a grown-up wrote, with or without accents and capitals.

use unicode_normalization::UnicodeNormalization as _;

/// Text for the search index and for queries: small letters without accents, each sign of a script that is written
/// without spaces (and each pictogram) standing alone.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 8);
    for c in plain(text) {
        if stands_alone(c) {
            folded.extend([' ', c, ' ']);
        } else {
            folded.push(c);
        }
    }
    folded
}

/// Text as it is sorted, and tags as they are compared: small letters without accents, runs of spaces as one, numbers by their
/// value ("Level 2" comes before "Level 10").
pub(crate) fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 8);
    let mut digits = String::new();
    for c in plain(text.trim()) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        push_number(&mut key, &mut digits);
        match c {
            ' ' if key.ends_with(' ') => {}
            c => key.push(c),
        }
    }
    push_number(&mut key, &mut digits);
    key
}

/// Digits of a number, after how many there are, so that texts sort by the number's value.
fn push_number(key: &mut String, digits: &mut String) {
    let number = digits.trim_start_matches('0');
    if !digits.is_empty() {
        // Longer numbers than 26 digits all count as equally long: nobody has so many games.
        key.push('0');
        key.push((b'a' + number.len().min(25) as u8) as char);
        key.push_str(number);
        digits.clear();
    }
}

/// Small letters, spaces for everything blank, no accents, no control characters.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    let bare = text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    let small = bare.flat_map(char::to_lowercase).map(|c| if c.is_whitespace() { ' ' } else { c });
    // Lower-casing can bring an accent back (the Turkish capital dotted I).
    let small = small.filter(|&c| !c.is_control() && !matches!(c, '\u{300}'..='\u{36f}'));
    small.nfc().flat_map(Letters::of)
}

/// What stands for letters that have no accent to lose.
struct Letters(Option<char>, Option<char>);

impl Letters {
    const fn of(c: char) -> Self {
        match c {
            'ß' => Self(Some('s'), Some('s')),
            'æ' => Self(Some('a'), Some('e')),
            'œ' => Self(Some('o'), Some('e')),
            'ø' => Self(Some('o'), None),
            'đ' | 'ð' => Self(Some('d'), None),
            'ł' => Self(Some('l'), None),
            'ı' => Self(Some('i'), None),
            'ς' => Self(Some('σ'), None),
            c => Self(Some(c), None),
        }
    }
}

impl Iterator for Letters {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        self.0.take().or_else(|| self.1.take())
    }
}

/// Whether a sign is a word of its own: Chinese, Japanese and Korean, and pictograms.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c),
        0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff // pictograms
        | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff // kana
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff // Han
        | 0xac00..=0xd7a3) // Hangul
}

/// Words of a query.
const MOST_WORDS: usize = 16;
/// Characters of a query.
const MOST_CHARS: usize = 200;

/// What a person typed, as a query of FTS5: every word has to be there or be the beginning of one that is. `None` if there
/// is no letter, digit or pictogram in it. Nothing of the text is taken for the query language.
pub(crate) fn query(text: &str) -> Option<String> {
    let text: String = text.chars().take(MOST_CHARS).collect();
    let words = text.split_whitespace().map(fold).filter(|word| word.chars().any(is_word)).take(MOST_WORDS);
    let phrases: Vec<String> = words.map(|word| format!("\"{}\" *", word.trim().replace('"', "\"\""))).collect();
    (!phrases.is_empty()).then(|| phrases.join(" "))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || stands_alone(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_make_no_difference() {
        assert_eq!(fold("Élan NAÏVE"), "elan naive");
        assert_eq!(fold("e\u{301}"), fold("é"));
        assert_eq!(fold("Größe Ærø Łódź İstanbul"), "grosse aero lodz istanbul");
        assert_eq!(fold("ё Й"), "е и");
    }

    #[test]
    fn signs_without_spaces_between_stand_alone() {
        assert_eq!(fold("恐竜と🦖"), " 恐  竜  と  🦖 ");
        assert_eq!(fold("が"), " が ", "a voiced sign stays what it is");
        assert_eq!(fold("공룡"), " 공  룡 ");
    }

    #[test]
    fn numbers_sort_by_their_value() {
        let mut titles = ["Dino 10", "dino 9", "Dino", "Dino 009b", "Ärger", "zebra", "Dino 100"];
        titles.sort_by_key(|title| sort_key(title));
        assert_eq!(titles, ["Ärger", "Dino", "dino 9", "Dino 009b", "Dino 10", "Dino 100", "zebra"]);
        assert_eq!(sort_key("  Two   words "), "two words");
    }

    #[test]
    fn a_query_is_never_the_query_language() {
        assert_eq!(query("dino jun").as_deref(), Some("\"dino\" * \"jun\" *"));
        assert_eq!(query("a\"b OR NEAR(c").as_deref(), Some("\"a\"\"b\" * \"or\" * \"near(c\" *"));
        assert_eq!(query(" \"*^-() "), None);
    }
}
