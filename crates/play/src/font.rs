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

/// The pixel at a glyph's left edge in a row of bits; to its left is room for an outline.
const LEFT: u32 = 1 << 30;

/// A row of a glyph, from [`LEFT`] on and no wider than the glyph.
const fn ink(row: u16, width: u8) -> u32 {
    let columns = 0xffff_u32 << (16 - width as u32);
    ((row as u32 & columns) << 16) >> 1
}

/// Everything that touches ink, with a row above and below.
fn outlined(rows: &[u32]) -> Vec<u32> {
    let mut outline = vec![0; rows.len() + 2];
    for (y, row) in rows.iter().enumerate() {
        for near in &mut outline[y..y + 3] {
            *near |= row | row << 1 | row >> 1;
        }
    }
    outline
}

/// Adds rows of bits as a white picture that is a margin larger than its glyph.
fn add_picture(atlas: &mut AtlasBuilder<'_>, rows: &[u32], width: u8, margin: u8) -> Option<SpriteId> {
    let width = width + 2 * margin;
    let mut pixels = Vec::with_capacity(usize::from(width) * rows.len());
    for row in rows {
        for column in 0..width {
            let shown = row & ((LEFT << margin) >> column) != 0;
            pixels.push(if shown { Rgba::rgb(0x00ff_ffff) } else { Rgba::CLEAR });
        }
    }
    atlas.add(u16::from(width), rows.len() as u16, (margin.into(), margin.into()), pixels)
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
            let ink_rows: Vec<u32> = glyph.rows.iter().map(|&row| ink(row, glyph.width)).collect();
            let ink = add_picture(atlas, &ink_rows, glyph.width, 0)?;
            let outline = add_picture(atlas, &outlined(&ink_rows), glyph.width, 1)?;
            let (width, baseline) = (glyph.width, glyph.baseline);
            letters.push(Letter {
                character: glyph.character,
                ink,
                outline,
                width,
                baseline,
                height: ink_rows.len() as u8,
            });
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
