//! Texts as sprites.

use super::{PLAIN, Pen, Quad, Tint};

/// Where a line of text is relative to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}

/// Dark, around letters.
const OUTLINE: Tint = [0x1a, 0x14, 0x26, 255];
/// Letters on white.
pub(super) const DARK: Tint = [0x2e, 0x2a, 0x45, 255];
/// The usual letters.
pub(super) const LIGHT: Tint = [0xf9, 0xf8, 0xf1, 255];
/// Letters that say something good.
pub(super) const GOLD: Tint = [0xff, 0xd8, 0x3f, 255];
/// Letters that can wait.
pub(super) const FAINT: Tint = [0xc8, 0xd3, 0xdd, 255];

/// How a text is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub align: Align,
    pub color: Tint,
    pub outlined: bool,
    /// How many screen pixels a font pixel is wide and high.
    pub scale: i32,
}

impl Style {
    pub const fn new(align: Align, color: Tint) -> Self {
        Self { align, color, outlined: true, scale: 1 }
    }

    pub const fn scaled(self, scale: i32) -> Self {
        Self { scale, ..self }
    }

    pub const fn plain(self) -> Self {
        Self { outlined: false, ..self }
    }
}

impl Pen<'_> {
    /// One line of text by its top; `x` is its left edge, middle or right edge.
    pub(super) fn text(&mut self, x: i32, y: i32, line: &str, style: Style) {
        self.letters(x, y, line, style, usize::MAX, |_| 0);
    }

    /// As [`Pen::text`], only the first letters, each moved down by what `sway` says.
    pub(super) fn letters(
        &mut self,
        x: i32,
        y: i32,
        line: &str,
        style: Style,
        count: usize,
        sway: impl Fn(usize) -> i32,
    ) {
        let font = &self.pack.font;
        let width = font.width(line) * style.scale;
        let x = match style.align {
            Align::Left => x,
            Align::Middle => x - width / 2,
            Align::Right => x - width,
        };
        let (pack, scale) = (self.pack, style.scale);
        if style.outlined {
            for (i, letter) in font.lay_out(line).take(count).enumerate() {
                let rect = pack.atlas().sprite(letter.outline);
                let size = (i32::from(rect.w) * scale, i32::from(rect.h) * scale);
                let (x, y) = (x + (letter.x - 1) * scale, y + (letter.y - 1) * scale + sway(i));
                self.push(letter.outline, x, y, size, Quad::SHAPE, OUTLINE);
            }
        }
        for (i, letter) in font.lay_out(line).take(count).enumerate() {
            let rect = pack.atlas().sprite(letter.ink);
            let size = (i32::from(rect.w) * scale, i32::from(rect.h) * scale);
            let (x, y) = (x + letter.x * scale, y + letter.y * scale + sway(i));
            self.push(letter.ink, x, y, size, Quad::SHAPE, style.color);
        }
    }

    /// Lines below each other; returns the height that they take.
    pub(super) fn lines(&mut self, x: i32, y: i32, lines: &[String], style: Style) -> i32 {
        let mut down = 0;
        for line in lines {
            self.text(x, y + down, line, style);
            down += self.pack.font.line_height(line) * style.scale;
        }
        down
    }

    /// Width and height of lines below each other.
    pub(super) fn lines_size(&self, lines: &[String]) -> (i32, i32) {
        let font = &self.pack.font;
        let width = lines.iter().map(|line| font.width(line)).max().unwrap_or(0);
        (width, lines.iter().map(|line| font.line_height(line)).sum())
    }

    /// A small sprite and what stands beside it.
    pub(super) fn counter(&mut self, icon: crate::anim::AnimId, x: i32, y: i32, text: &str) {
        if let Some(icon) = self.pack.sprite_at(icon, 0) {
            self.corner(icon, x, y, 0, PLAIN);
        }
        self.text(x + 10, y, text, Style::new(Align::Left, LIGHT));
    }
}
