//! Letters as sprites: only those that a game uses, each with an outline that keeps it readable on anything.

use snapcade_game::sheet::Rgba;

use crate::atlas::{AtlasBuilder, SpriteId};

/// Height of our own letters in pixels.
pub const HEIGHT_PX: i32 = 8;
/// From one line of our own letters to the next, in pixels.
pub const LINE_PX: i32 = 10;
/// Different characters in one game.
pub const GLYPHS: usize = 4096;
/// What stands in for a character that no font has.
pub const MISSING: char = '\u{fffd}';

/// The shape of one character, as a pack holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// The character.
    pub character: char,
    /// Width in pixels, 1 to 16.
    pub width: u8,
    /// Rows of the glyph above the line that letters stand on.
    pub baseline: u8,
    /// One number a row; bit 15 is the leftmost pixel. At most 16 rows.
    pub rows: Vec<u16>,
}

/// The sprites of one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    character: char,
    ink: SpriteId,
    outline: SpriteId,
    width: u8,
    baseline: u8,
    height: u8,
}

/// The letters of a game.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Font {
    /// By character.
    letters: Vec<Letter>,
}

/// One letter of a laid-out line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The sprite of the letter itself.
    pub ink: SpriteId,
    /// The sprite of its outline, one pixel larger on every side.
    pub outline: SpriteId,
    /// Left edge, pixels from the line's start.
    pub x: i32,
    /// Top edge, pixels from the line's top.
    pub y: i32,
}

impl Font {
    /// Adds the glyphs' sprites to an atlas; `None` when they do not fit.
    pub fn add_to(atlas: &mut AtlasBuilder<'_>, glyphs: &[Glyph]) -> Option<Self> {
        let mut letters = Vec::with_capacity(glyphs.len());
        for glyph in glyphs {
            let (w, h) = (i32::from(glyph.width), glyph.rows.len() as i32);
            let is_ink = |x: i32, y: i32| {
                let row = usize::try_from(y).ok().and_then(|y| glyph.rows.get(y));
                (0..w).contains(&x) && row.is_some_and(|row| row & (0x8000 >> x) != 0)
            };
            let mut picture = |margin: i32, shown: &dyn Fn(i32, i32) -> bool| {
                let (rows, columns) = (-margin..h + margin, -margin..w + margin);
                let cells = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
                let white = Rgba::rgb(0x00ff_ffff);
                let pixels = cells.map(|(x, y)| if shown(x, y) { white } else { Rgba::CLEAR }).collect();
                let anchor = (margin as i16, margin as i16);
                atlas.add((w + 2 * margin) as u16, (h + 2 * margin) as u16, anchor, pixels)
            };
            let ink = picture(0, &is_ink)?;
            let outline = picture(1, &|x, y| {
                let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
                near.into_iter().any(|(dx, dy)| is_ink(x + dx, y + dy))
            })?;
            let (width, baseline) = (glyph.width, glyph.baseline);
            letters.push(Letter { character: glyph.character, ink, outline, width, baseline, height: h as u8 });
        }
        letters.sort_by_key(|letter| letter.character);
        Some(Self { letters })
    }

    fn letter(&self, character: char) -> Option<Letter> {
        let find = |c: char| self.letters.binary_search_by_key(&c, |letter| letter.character).ok();
        find(character).or_else(|| find(MISSING)).and_then(|i| self.letters.get(i)).copied()
    }

    /// The sprites of one line of text.
    pub fn lay_out<'a>(&'a self, line: &'a str) -> impl Iterator<Item = Placed> + 'a {
        let baseline = self.baseline(line);
        let letters = line.chars().filter_map(|c| self.letter(c));
        letters.scan(0, move |x, letter| {
            let placed =
                Placed { ink: letter.ink, outline: letter.outline, x: *x, y: baseline - i32::from(letter.baseline) };
            *x += i32::from(letter.width) + 1;
            Some(placed)
        })
    }

    /// Width of a line in pixels.
    pub fn width(&self, line: &str) -> i32 {
        let letters = line.chars().filter_map(|c| self.letter(c));
        (letters.map(|letter| i32::from(letter.width) + 1).sum::<i32>() - 1).max(0)
    }

    /// From this line to the next, in pixels: more where taller letters of other scripts stand in it.
    pub fn line_height(&self, line: &str) -> i32 {
        let tallest = line.chars().filter_map(|c| self.letter(c)).map(|letter| i32::from(letter.height)).max();
        tallest.map_or(LINE_PX, |tallest| if tallest <= HEIGHT_PX { LINE_PX } else { tallest + 1 })
    }

    /// What a sprite of a letter is called, for people: `'A'` or `'A'-outline`.
    pub fn sprite_name(&self, sprite: SpriteId) -> Option<String> {
        let letter = self.letters.iter().find(|letter| letter.ink == sprite || letter.outline == sprite)?;
        let outline = if letter.outline == sprite { "-outline" } else { "" };
        Some(format!("{:?}{outline}", letter.character))
    }

    /// From the line's top to where its letters stand, in pixels.
    fn baseline(&self, line: &str) -> i32 {
        line.chars().filter_map(|c| self.letter(c)).map(|letter| i32::from(letter.baseline)).max().unwrap_or(0)
    }
}
