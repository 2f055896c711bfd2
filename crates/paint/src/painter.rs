//! From a draw list to pixels.

use snapcade_play::{Atlas, DrawList, Quad, SpriteRect};

use crate::canvas::Canvas;

/// Paints draw lists of one game. Making one prepares the atlas; painting allocates nothing.
#[derive(Debug)]
pub struct Painter {
    /// `0xAARRGGBB` a pixel, row by row.
    texels: Vec<u32>,
    width: usize,
    sprites: Vec<Sprite>,
}

#[derive(Debug, Clone, Copy)]
struct Sprite {
    rect: SpriteRect,
    cover: Cover,
}

/// How a sprite covers what is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cover {
    /// Wholly: rows can be copied.
    Opaque,
    /// Each pixel wholly or not at all: no arithmetic.
    Cutout,
    /// Some pixels are half seen through.
    Blended,
}

/// `a * b / 255`, rounded.
fn product(a: u32, b: u32) -> u32 {
    let product = a * b + 128;
    (product + (product >> 8)) >> 8
}

/// A colour multiplied with a tint, channel by channel.
fn tinted(color: u32, tint: [u8; 4]) -> u32 {
    let channel = |color: u32, shift: u32, tint: u8| product(color >> shift & 255, tint as u32) << shift;
    channel(color, 24, tint[3]) | channel(color, 16, tint[0]) | channel(color, 8, tint[1]) | channel(color, 0, tint[2])
}

/// Two channels at once, in bits 0 to 7 and 16 to 23: `(top * alpha + below * (255 - alpha)) / 255`, rounded.
fn mix_two(top: u32, below: u32, alpha: u32) -> u32 {
    const TWO: u32 = 0x00ff_00ff;
    let sum = (top & TWO) * alpha + (below & TWO) * (255 - alpha) + 0x0080_0080;
    ((sum + (sum >> 8 & TWO)) >> 8) & TWO
}

/// A colour laid over another, which is opaque.
fn over(color: u32, below: u32) -> u32 {
    match color >> 24 {
        0 => below,
        255 => color & 0x00ff_ffff,
        _ => blend(color, below),
    }
}

/// As [`over`] for every opacity, without a branch: for colours that are mostly seen through.
fn blend(color: u32, below: u32) -> u32 {
    let alpha = color >> 24;
    mix_two(color, below, alpha) | mix_two(color >> 8 & 255, below >> 8 & 255, alpha) << 8
}

/// What one quad does to each pixel, chosen once a quad.
#[derive(Clone, Copy)]
enum Ink {
    /// The sprite's own colours.
    Plain,
    /// Its colours times a tint.
    Tinted([u8; 4]),
    /// Its own colours, seen through by so much.
    Faded(u32),
    /// Its shape in one colour; the colour's opacity is multiplied with the sprite's.
    Shape(u32),
}

impl Ink {
    fn of(quad: &Quad) -> Self {
        let [r, g, b, a] = quad.tint;
        if quad.flags & Quad::SHAPE != 0 {
            Self::Shape(u32::from_be_bytes([a, r, g, b]))
        } else if r & g & b & a == 255 {
            Self::Plain
        } else if r & g & b == 255 {
            Self::Faded(a.into())
        } else {
            Self::Tinted(quad.tint)
        }
    }

    fn apply(self, texel: u32) -> u32 {
        match self {
            Self::Plain => texel,
            Self::Faded(alpha) => (product(texel >> 24, alpha) << 24) | (texel & 0x00ff_ffff),
            Self::Tinted(tint) => tinted(texel, tint),
            Self::Shape(color) => (product(texel >> 24, color >> 24) << 24) | (color & 0x00ff_ffff),
        }
    }
}

impl Painter {
    /// A painter for the sprites of an atlas.
    pub fn new(atlas: &Atlas) -> Self {
        let texels = atlas.rgba.chunks_exact(4).map(|c| u32::from_be_bytes([c[3], c[0], c[1], c[2]])).collect();
        let mut painter = Self { texels, width: usize::from(atlas.width), sprites: Vec::new() };
        painter.sprites = atlas.sprites.iter().map(|&rect| Sprite { rect, cover: painter.cover(rect) }).collect();
        painter
    }

    fn row(&self, rect: SpriteRect, row: usize) -> &[u32] {
        let start = (usize::from(rect.y) + row) * self.width + usize::from(rect.x);
        self.texels.get(start..start + usize::from(rect.w)).unwrap_or_default()
    }

    fn cover(&self, rect: SpriteRect) -> Cover {
        let alphas = (0..usize::from(rect.h)).flat_map(|row| self.row(rect, row)).map(|texel| texel >> 24);
        alphas.fold(Cover::Opaque, |cover, alpha| match (cover, alpha) {
            (cover, 255) => cover,
            (Cover::Opaque | Cover::Cutout, 0) => Cover::Cutout,
            _ => Cover::Blended,
        })
    }

    /// Paints a list over the whole canvas.
    pub fn paint(&self, list: &DrawList, canvas: &mut Canvas) {
        let [r, g, b] = list.clear;
        canvas.pixels.fill(u32::from_be_bytes([0, r, g, b]));
        for quad in &list.quads {
            self.quad(quad, canvas);
        }
    }

    fn quad(&self, quad: &Quad, canvas: &mut Canvas) {
        let Some(sprite) = self.sprites.get(usize::from(quad.sprite)) else { return };
        let (w, h) = (i32::from(quad.w), i32::from(quad.h));
        let (x, y) = (i32::from(quad.x), i32::from(quad.y));
        // The part that lies on the canvas, in the quad's own columns and rows.
        let columns = (-x).max(0)..w.min(canvas.width() as i32 - x);
        let rows = (-y).max(0)..h.min(canvas.height() as i32 - y);
        if columns.is_empty() || rows.is_empty() || sprite.rect.w == 0 || sprite.rect.h == 0 {
            return;
        }
        let (columns, rows) = (columns.start as usize..columns.end as usize, rows.start as usize..rows.end as usize);
        let ink = Ink::of(quad);
        let same_size = (quad.w, quad.h) == (sprite.rect.w, sprite.rect.h);
        let flips = (quad.flags & Quad::FLIP_X != 0, quad.flags & Quad::FLIP_Y != 0);
        for row in rows {
            let start = (y + row as i32) as usize * canvas.width() + (x + columns.start as i32) as usize;
            let target = &mut canvas.pixels[start..start + columns.len()];
            let source = self.row(sprite.rect, sample(row, h as usize, usize::from(sprite.rect.h), flips.1));
            if !same_size {
                let sprite_w = usize::from(sprite.rect.w);
                let sampled = columns.clone().map(|column| source[sample(column, w as usize, sprite_w, flips.0)]);
                lay(target, sampled, ink);
            } else if flips.0 {
                let mirrored = source[source.len() - columns.end..source.len() - columns.start].iter().rev().copied();
                lay(target, mirrored, ink);
            } else if sprite.cover == Cover::Opaque && matches!(ink, Ink::Plain) {
                for (pixel, texel) in target.iter_mut().zip(&source[columns.clone()]) {
                    *pixel = texel & 0x00ff_ffff;
                }
            } else if sprite.cover == Cover::Cutout && matches!(ink, Ink::Plain) {
                for (pixel, &texel) in target.iter_mut().zip(&source[columns.clone()]) {
                    *pixel = if texel >> 24 == 0 { *pixel } else { texel & 0x00ff_ffff };
                }
            } else {
                lay(target, source[columns.clone()].iter().copied(), ink);
            }
        }
    }
}

/// The texel column (or row) that a screen column of a quad shows.
fn sample(i: usize, size: usize, texels: usize, flip: bool) -> usize {
    let texel = (2 * i + 1) * texels / (2 * size);
    if flip { texels - 1 - texel } else { texel }
}

fn lay(target: &mut [u32], source: impl Iterator<Item = u32>, ink: Ink) {
    match ink {
        Ink::Plain => {
            for (pixel, texel) in target.iter_mut().zip(source) {
                *pixel = over(texel, *pixel);
            }
        }
        Ink::Faded(_) => {
            for (pixel, texel) in target.iter_mut().zip(source) {
                *pixel = blend(ink.apply(texel), *pixel);
            }
        }
        ink => {
            for (pixel, texel) in target.iter_mut().zip(source) {
                *pixel = over(ink.apply(texel), *pixel);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atlas() -> Atlas {
        let sprites = vec![SpriteRect { x: 0, y: 0, w: 2, h: 2, anchor: (0, 0) }];
        let rgba = [[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255], [0, 0, 0, 0]].concat();
        Atlas { width: 2, height: 2, rgba, sprites }
    }

    fn paint(quad: Quad) -> Vec<u32> {
        let mut canvas = Canvas::new(4, 2);
        let list = DrawList { clear: [1, 2, 3], quads: vec![quad] };
        Painter::new(&atlas()).paint(&list, &mut canvas);
        canvas.pixels
    }

    const QUAD: Quad = Quad { x: 0, y: 0, w: 2, h: 2, sprite: 0, flags: 0, tint: [255; 4] };
    const BACK: u32 = 0x01_02_03;
    const RED: u32 = 0xff_00_00;
    const GREEN: u32 = 0x00_ff_00;
    const BLUE: u32 = 0x00_00_ff;

    #[test]
    fn a_sprite_is_placed_mirrored_and_cut_at_the_edges() {
        assert_eq!(paint(Quad { x: 1, ..QUAD }), [BACK, RED, GREEN, BACK, BACK, BLUE, BACK, BACK]);
        assert_eq!(paint(Quad { flags: Quad::FLIP_X, ..QUAD }), [GREEN, RED, BACK, BACK, BACK, BLUE, BACK, BACK]);
        assert_eq!(paint(Quad { flags: Quad::FLIP_Y, ..QUAD }), [BLUE, BACK, BACK, BACK, RED, GREEN, BACK, BACK]);
        assert_eq!(paint(Quad { x: -1, y: -1, ..QUAD }), [BACK; 8]);
        assert_eq!(paint(Quad { x: -1, flags: Quad::FLIP_X, ..QUAD })[0], RED);
        assert_eq!(paint(Quad { x: i16::MAX, y: i16::MIN, ..QUAD }), [BACK; 8]);
    }

    #[test]
    fn a_sprite_is_stretched_to_the_nearest_texel() {
        assert_eq!(paint(Quad { w: 4, h: 1, ..QUAD })[..4], [BLUE, BLUE, BACK, BACK]);
        assert_eq!(paint(Quad { w: 4, h: 2, ..QUAD }), [RED, RED, GREEN, GREEN, BLUE, BLUE, BACK, BACK]);
        assert_eq!(paint(Quad { w: 0, ..QUAD }), [BACK; 8]);
    }

    #[test]
    fn tints_multiply_and_shapes_fill() {
        assert_eq!(paint(Quad { tint: [128, 255, 255, 255], ..QUAD })[0], 0x80_00_00);
        let half = paint(Quad { tint: [255, 255, 255, 128], ..QUAD })[0];
        assert_eq!(half, 0x80_01_01);
        assert_eq!(paint(Quad { flags: Quad::SHAPE, tint: [9, 8, 7, 255], ..QUAD })[..2], [0x09_08_07; 2]);
    }

    #[test]
    fn unknown_sprites_paint_nothing() {
        assert_eq!(paint(Quad { sprite: 9, ..QUAD }), [BACK; 8]);
    }

    #[test]
    fn any_quad_at_all_can_be_painted() {
        let mut random = snapcade_play::rng::Pcg32::new(7);
        let painter = Painter::new(&atlas());
        let mut canvas = Canvas::new(4, 2);
        for _ in 0..20_000 {
            // Mostly near the canvas, sometimes anywhere.
            let mut number = |near: u32| if random.below(4) == 0 { random.next_u32() } else { random.below(near) };
            let (x, y) = ((number(8) as i16).wrapping_sub(4), (number(8) as i16).wrapping_sub(4));
            let (w, h, flags) = (number(6) as u16, number(6) as u16, number(8) as u16);
            let (sprite, tint) = (number(2) as u16, number(9).to_be_bytes());
            let quad = Quad { x, y, w, h, sprite, flags, tint };
            painter.paint(&DrawList { clear: [0; 3], quads: vec![quad] }, &mut canvas);
        }
    }
}
