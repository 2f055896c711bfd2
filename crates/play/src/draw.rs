//! The draw list: what a world looks like, as plain data that every painter draws alike.

use std::fmt::Write as _;

use crate::{
    atlas::{SpriteId, SpriteRect},
    pack::Pack,
    world::State,
};

mod actors;
mod hud;
mod scene;
mod screens;
mod text;

/// A colour that a sprite's colours are multiplied with: red, green, blue, opacity.
pub type Tint = [u8; 4];

/// No change of colour.
pub const PLAIN: Tint = [255; 4];

/// One sprite on the screen.
///
/// The pixel at column `i` of `w` shows the sprite's column `(2 i + 1) * width / (2 w)`, rounded down; mirrored
/// sprites count from the other side; rows likewise. Its colour and opacity are multiplied with the tint (products
/// divided by 255 and rounded) and laid over what is there: `(colour * opacity + below * (255 - opacity)) / 255`,
/// rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct Quad {
    /// Left edge on the screen, pixels.
    pub x: i16,
    /// Top edge on the screen, pixels.
    pub y: i16,
    /// Width on the screen, pixels.
    pub w: u16,
    /// Height on the screen, pixels.
    pub h: u16,
    /// Number of the sprite in the atlas.
    pub sprite: SpriteId,
    /// [`Quad::FLIP_X`] and the like.
    pub flags: u16,
    /// What its colours are multiplied with.
    pub tint: Tint,
}

impl Quad {
    /// Mirrored left to right.
    pub const FLIP_X: u16 = 1;
    /// Upside down.
    pub const FLIP_Y: u16 = 2;
    /// Only the sprite's shape, filled with the tint's colour.
    pub const SHAPE: u16 = 4;
}

/// What a screen looks like, from back to front.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DrawList {
    /// The colour below everything: red, green, blue.
    pub clear: [u8; 3],
    /// The sprites.
    pub quads: Vec<Quad>,
}

impl DrawList {
    /// The list as text, a line a sprite, for people and for golden files.
    pub fn dump(&self, pack: &Pack) -> String {
        let [r, g, b] = self.clear;
        let mut text = format!("clear #{r:02x}{g:02x}{b:02x}\n");
        for quad in &self.quads {
            let SpriteRect { w, h, .. } = pack.atlas().sprite(quad.sprite);
            let _ = write!(text, "{:>4},{:<4} {}", quad.x, quad.y, pack.sprite_name(quad.sprite));
            if (quad.w, quad.h) != (w, h) {
                let _ = write!(text, " size {}x{}", quad.w, quad.h);
            }
            for (flag, name) in [(Quad::FLIP_X, "flip-x"), (Quad::FLIP_Y, "flip-y"), (Quad::SHAPE, "shape")] {
                if quad.flags & flag != 0 {
                    let _ = write!(text, " {name}");
                }
            }
            if quad.tint != PLAIN {
                let [r, g, b, a] = quad.tint;
                let _ = write!(text, " tint #{r:02x}{g:02x}{b:02x}{a:02x}");
            }
            text.push('\n');
        }
        text
    }
}

/// What a state of a game looks like.
pub fn draw(pack: &Pack, state: &State) -> DrawList {
    let mut list = DrawList { clear: [0; 3], quads: Vec::with_capacity(640) };
    draw_into(pack, state, &mut list);
    list
}

/// As [`draw`], into a list whose memory is used again.
pub fn draw_into(pack: &Pack, state: &State, list: &mut DrawList) {
    list.quads.clear();
    list.clear = [0x58, 0xa6, 0xf1];
    let mut pen = Pen { pack, state, list };
    pen.scene();
    pen.screens();
}

/// What draws: it knows the pack and the state and adds to the list.
struct Pen<'a> {
    pack: &'a Pack,
    state: &'a State,
    list: &'a mut DrawList,
}

impl Pen<'_> {
    fn push(&mut self, sprite: SpriteId, x: i32, y: i32, (w, h): (i32, i32), flags: u16, tint: Tint) {
        let outside = x >= crate::SCREEN_WIDTH_PX || y >= crate::SCREEN_HEIGHT_PX || x + w <= 0 || y + h <= 0;
        if outside || w <= 0 || h <= 0 {
            return;
        }
        let (x, y) = (x as i16, y as i16);
        self.list.quads.push(Quad { x, y, w: w as u16, h: h as u16, sprite, flags, tint });
    }

    /// A sprite by its top left corner.
    fn corner(&mut self, sprite: SpriteId, x: i32, y: i32, flags: u16, tint: Tint) {
        let SpriteRect { w, h, .. } = self.pack.atlas().sprite(sprite);
        self.push(sprite, x, y, (i32::from(w), i32::from(h)), flags, tint);
    }

    /// A sprite held at its anchor.
    fn held(&mut self, sprite: SpriteId, x: i32, y: i32, flags: u16, tint: Tint) {
        self.stretched(sprite, x, y, (0, 0), flags, tint);
    }

    /// A sprite held at its anchor, wider and higher by so many pixels.
    fn stretched(&mut self, sprite: SpriteId, x: i32, y: i32, (more_w, more_h): (i32, i32), flags: u16, tint: Tint) {
        let SpriteRect { w, h, anchor, .. } = self.pack.atlas().sprite(sprite);
        let (w, h) = (i32::from(w), i32::from(h));
        let mirror = |flag: u16, anchor: i16, size: i32| {
            if flags & flag != 0 { size - i32::from(anchor) } else { i32::from(anchor) }
        };
        let (left, top) = (mirror(Quad::FLIP_X, anchor.0, w), mirror(Quad::FLIP_Y, anchor.1, h));
        // The anchor stays where it is: feet on the ground.
        let (left, top) = (left + more_w * left / w.max(1), top + more_h * top / h.max(1));
        self.push(sprite, x - left, y - top, (w + more_w, h + more_h), flags, tint);
    }

    /// A rectangle of one colour.
    fn fill(&mut self, x: i32, y: i32, size: (i32, i32), tint: Tint) {
        if let Some(pixel) = self.pack.sprite_at(self.pack.ui.pixel, 0) {
            self.push(pixel, x, y, size, Quad::SHAPE, tint);
        }
    }

    /// A frame of a built-in animation.
    fn frame(&self, anim: crate::anim::AnimId, frame: u16) -> Option<SpriteId> {
        self.pack.sprite_at(anim, 0).map(|first| first + frame)
    }

    /// A box from nine 8 x 8 sprites.
    fn nine_slice(&mut self, anim: crate::anim::AnimId, x: i32, y: i32, (w, h): (i32, i32)) {
        const SIDE: i32 = 8;
        let Some(first) = self.frame(anim, 0) else { return };
        let spans =
            |start: i32, length: i32| [(start, SIDE), (start + SIDE, length - 2 * SIDE), (start + length - SIDE, SIDE)];
        for (row, (y, h)) in spans(y, h).into_iter().enumerate() {
            for (column, (x, w)) in spans(x, w).into_iter().enumerate() {
                self.push(first + (row * 3 + column) as u16, x, y, (w, h), 0, PLAIN);
            }
        }
    }
}
