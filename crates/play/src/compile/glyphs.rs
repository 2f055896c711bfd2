//! Typesetting: breaking texts into lines, putting right-to-left scripts in order, gathering the letters used.
//!
//! Latin letters are our own (`assets/fonts/snap8.txt`); any other script comes from GNU Unifont.

use std::{collections::BTreeMap, sync::OnceLock};

use unicode_bidi::BidiInfo;

use crate::font::{Glyph, MISSING};

const SNAP8: &str = include_str!("../../../../assets/fonts/snap8.txt");

/// Rows of a Unifont glyph above the line that letters stand on.
const UNIFONT_BASELINE: u8 = 14;

/// Our own letters by character.
fn snap8() -> &'static BTreeMap<char, Glyph> {
    static LETTERS: OnceLock<BTreeMap<char, Glyph>> = OnceLock::new();
    LETTERS.get_or_init(|| parse_font(SNAP8).unwrap_or_default())
}

/// Reads a font file; `None` when it is not one.
fn parse_font(text: &str) -> Option<BTreeMap<char, Glyph>> {
    let (mut letters, mut height, mut baseline) = (BTreeMap::new(), 0, 0);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("# "));
    while let Some(line) = lines.next() {
        let mut words = line.split_whitespace();
        match (words.next()?, words.next()?) {
            ("height", number) => height = number.parse().ok()?,
            ("baseline", number) => baseline = number.parse().ok()?,
            ("glyph", code) => {
                let code = u32::from_str_radix(code.strip_prefix("U+")?, 16).ok()?;
                let character = char::from_u32(code)?;
                let mut rows = Vec::with_capacity(height);
                let mut width = 0;
                for _ in 0..height {
                    let row = lines.next()?.trim();
                    width = row.len();
                    let bits = row.bytes().enumerate().filter(|&(_, b)| b == b'#');
                    rows.push(bits.fold(0_u16, |row, (x, _)| row | (0x8000_u16 >> x.min(15))));
                }
                let width = u8::try_from(width).ok().filter(|width| (1..=16).contains(width))?;
                letters.insert(character, Glyph { character, width, baseline, rows });
            }
            _ => return None,
        }
    }
    Some(letters)
}

/// The shape of a character, from our own font or from Unifont.
pub fn glyph(character: char) -> Option<Glyph> {
    if let Some(own) = snap8().get(&character) {
        return Some(own.clone());
    }
    let glyph = unifont::get_glyph(character)?;
    let width = glyph.get_width() as u8;
    let row = |y| (0..usize::from(width)).filter(|&x| glyph.get_pixel(x, y)).fold(0_u16, |row, x| row | (0x8000 >> x));
    Some(Glyph { character, width, baseline: UNIFONT_BASELINE, rows: (0..16).map(row).collect() })
}

/// Breaks texts and remembers the letters that they need.
#[derive(Debug, Default)]
pub(super) struct Typesetter {
    used: BTreeMap<char, Glyph>,
}

impl Typesetter {
    /// A text on one line, in the order in which it is drawn from left to right.
    pub fn line(&mut self, text: &str) -> String {
        let line = visual(text.trim());
        for character in line.chars() {
            self.width(character);
        }
        line
    }

    /// A text broken into lines of at most `width` pixels where words end; longer words are broken anywhere.
    pub fn paragraph(&mut self, text: &str, width: i32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        let mut line_width = 0;
        for word in text.split_whitespace() {
            let word_width: i32 = word.chars().map(|c| self.width(c)).sum();
            let space = if line.is_empty() { 0 } else { self.width(' ') };
            if line_width + space + word_width <= width {
                if space > 0 {
                    line.push(' ');
                }
                line.push_str(word);
                line_width += space + word_width;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                line_width = 0;
            }
            for character in word.chars() {
                let letter = self.width(character);
                if line_width + letter > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    line_width = 0;
                }
                line.push(character);
                line_width += letter;
            }
        }
        lines.push(line);
        lines.iter().map(|line| self.line(line)).collect()
    }

    /// From one letter to the next, in pixels.
    fn width(&mut self, character: char) -> i32 {
        if !self.used.contains_key(&character) {
            let shape = glyph(character).or_else(|| glyph(MISSING));
            if let Some(shape) = shape {
                self.used.insert(shape.character, shape);
            }
        }
        let shape = self.used.get(&character).or_else(|| self.used.get(&MISSING));
        shape.map_or(0, |shape| i32::from(shape.width) + 1)
    }

    /// Every letter that was used, and those of the numbers on the screen.
    pub fn glyphs(&mut self) -> Vec<Glyph> {
        for character in "0123456789:.,-/x×+!?↑ ".chars() {
            self.width(character);
        }
        self.used.values().cloned().collect()
    }
}

/// A line in the order in which it is drawn (Unicode bidirectional algorithm).
fn visual(line: &str) -> String {
    // Only right-to-left scripts need it; they all lie above these.
    if line.chars().all(|c| c < '\u{590}') {
        return line.to_owned();
    }
    let bidi = BidiInfo::new(line, None);
    let paragraphs = bidi.paragraphs.iter().map(|paragraph| bidi.reorder_line(paragraph, paragraph.range.clone()));
    paragraphs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_font_holds_what_latin_languages_need() {
        for c in ('!'..='~').chain('\u{a1}'..='\u{17f}').chain("–—‘’“”„…•€™←↑→↓★♥✓×".chars())
        {
            assert!(snap8().contains_key(&c), "{c:?}");
        }
    }

    #[test]
    fn lines_break_between_words_and_fit() {
        let mut setter = Typesetter::default();
        let lines = setter.paragraph("The quick brown fox jumps over the lazy dog and Donaudampfschifffahrt", 80);
        for line in &lines {
            let width: i32 = line.chars().map(|c| setter.width(c)).sum();
            assert!(width <= 80, "{line:?} is {width} wide");
        }
        assert_eq!(lines.concat().replace(' ', "").len(), 59);
    }

    #[test]
    fn other_scripts_have_shapes_and_hebrew_runs_from_the_right() {
        let mut setter = Typesetter::default();
        assert_eq!(setter.line("שלום 12"), "12 םולש");
        setter.line("猫とゲーム Привет");
        let glyphs = setter.glyphs();
        let cat = glyphs.iter().find(|glyph| glyph.character == '猫').unwrap();
        assert_eq!((cat.width, cat.rows.len()), (16, 16));
        assert!(cat.rows.iter().any(|&row| row != 0));
    }
}
