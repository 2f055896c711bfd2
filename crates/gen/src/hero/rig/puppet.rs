//! Parts on joints, put together into frames.
//!
//! A [`Part`] is a small grid of [`Ink`] with a joint. Parts are turned about their joints and painted onto a [`Canvas`];
//! a limb of several parts gets a canvas of its own, is tidied and lit as one, and is laid over the body with a dark line
//! where it crosses it. At last the canvas settles on the ground and becomes a frame.

mod turn;

pub use turn::{ONE, Turner, sin_cos};

use crate::grid::{Grid, Picture, Rect};

/// The tones of a ramp, dark to light, as indices: lines inside a figure, shade, the colour itself, light.
pub const LINE: u8 = 0;
/// In shade.
pub const SHADE: u8 = 1;
/// The colour itself.
pub const BASE: u8 = 2;
/// In light.
pub const LIGHT: u8 = 3;

/// One material in the four tones [`LINE`], [`SHADE`], [`BASE`], [`LIGHT`], as sRGB.
pub type Tones = [[u8; 3]; 4];

/// What one pixel of a puppet is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    /// Nothing.
    #[default]
    Clear,
    /// A tone of a material whose colours are known only when a frame is painted.
    Tone {
        /// Which of the puppet's materials.
        ramp: u8,
        /// [`LINE`] to [`LIGHT`].
        tone: u8,
    },
    /// A colour of its own, such as a pixel of a photo, as sRGB.
    Own([u8; 3]),
}

impl Ink {
    /// Whether nothing is there.
    pub fn is_clear(self) -> bool {
        self == Self::Clear
    }

    /// One tone darker, but not as dark as a line.
    #[must_use]
    pub fn dimmed(self) -> Self {
        match self {
            Self::Clear => Self::Clear,
            Self::Tone { ramp, tone } => Self::Tone { ramp, tone: tone.saturating_sub(1).max(tone.min(SHADE)) },
            Self::Own(color) => Self::Own(color.map(|part| (u16::from(part) * 4 / 5) as u8)),
        }
    }

    /// As dark as a line between two parts.
    #[must_use]
    pub fn lined(self) -> Self {
        match self {
            Self::Clear => Self::Clear,
            Self::Tone { ramp, .. } => Self::Tone { ramp, tone: LINE },
            Self::Own(color) => Self::Own(color.map(|part| (u16::from(part) * 3 / 5) as u8)),
        }
    }

    fn same_material(self, other: Self) -> bool {
        match (self, other) {
            (Self::Tone { ramp, .. }, Self::Tone { ramp: of_other, .. }) => ramp == of_other,
            _ => self.is_clear() == other.is_clear(),
        }
    }
}

/// A piece of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its pixels.
    pub ink: Grid<Ink>,
    /// The corner between pixels about which it turns and at which it hangs; (0, 0) is the top left corner.
    pub joint: (i32, i32),
}

impl Part {
    /// A part in the colours of a picture; what is less than half opaque is clear.
    pub fn of_picture(picture: &Picture, joint: (i32, i32)) -> Self {
        let ink = picture.map(|&[r, g, b, alpha]| if alpha < 128 { Ink::Clear } else { Ink::Own([r, g, b]) });
        Self { ink, joint }
    }

    /// Left and right exchanged, the joint too.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self { ink: self.ink.mirrored(), joint: (self.ink.width as i32 - self.joint.0, self.joint.1) }
    }

    /// Another ink for each pixel.
    #[must_use]
    pub fn inked(&self, ink: impl FnMut(&Ink) -> Ink) -> Self {
        Self { ink: self.ink.map(ink), joint: self.joint }
    }
}

/// A place to put parts together. It is larger than a frame, so that nothing is lost before it settles.
#[derive(Debug, Clone)]
pub struct Canvas {
    ink: Grid<Ink>,
    /// Left, top, right, bottom of what was painted; right and bottom lie outside.
    used: (i32, i32, i32, i32),
}

const NEIGHBOURS: [(i32, i32); 4] = [(-1, 0), (0, -1), (1, 0), (0, 1)];

impl Canvas {
    /// An empty one of `side_px` square.
    pub fn new(side_px: u32) -> Self {
        Self { ink: Grid::filled(side_px, side_px, Ink::Clear), used: (i32::MAX, i32::MAX, 0, 0) }
    }

    /// What is there; nothing outside.
    pub fn at(&self, x: i32, y: i32) -> Ink {
        self.ink.get(x, y).unwrap_or_default()
    }

    /// Puts ink on one pixel; clear ink and places outside change nothing.
    pub fn dot(&mut self, x: i32, y: i32, ink: Ink) {
        if ink.is_clear() || self.ink.index(x, y).is_none() {
            return;
        }
        self.ink.set(x, y, ink);
        let (left, top, right, bottom) = self.used;
        self.used = (left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1));
    }

    /// Paints a part with its joint at a corner, over what is there.
    pub fn paint(&mut self, part: &Part, at: (i32, i32)) {
        let (left, top) = (at.0 - part.joint.0, at.1 - part.joint.1);
        for y in 0..part.ink.height as i32 {
            for x in 0..part.ink.width as i32 {
                self.dot(left + x, top + y, part.ink.get(x, y).unwrap_or_default());
            }
        }
    }

    /// The columns and rows within which something was painted.
    pub fn places(&self) -> impl Iterator<Item = (i32, i32)> + use<> {
        let (left, top, right, bottom) = self.used;
        (top..bottom).flat_map(move |y| (left..right).map(move |x| (x, y)))
    }

    /// Gives each painted place the ink that follows from what it and its [`NEIGHBOURS`] were before.
    fn change(&mut self, mut ink: impl FnMut(Ink, [Ink; 4]) -> Ink) {
        let (left, top, right, bottom) = self.used;
        if left >= right {
            return;
        }
        let rect =
            Rect { x: left - 1, y: top - 1, width: (right - left + 2) as u32, height: (bottom - top + 2) as u32 };
        let before = self.ink.cut(rect, Ink::Clear);
        let at = |x: i32, y: i32| before.get(x - rect.x, y - rect.y).unwrap_or_default();
        for (x, y) in self.places() {
            self.ink.set(x, y, ink(at(x, y), NEIGHBOURS.map(|(dx, dy)| at(x + dx, y + dy))));
        }
    }

    /// Fills dents one pixel wide and takes away spurs one pixel wide, as turning parts leaves them.
    pub fn tidy(&mut self) {
        self.change(|ink, around| {
            let inked = around.iter().filter(|ink| !ink.is_clear()).count();
            match ink {
                Ink::Clear if inked >= 3 => around.into_iter().find(|ink| !ink.is_clear()).unwrap_or_default(),
                ink if inked <= 1 && !ink.is_clear() => Ink::Clear,
                ink => ink,
            }
        });
    }

    /// Lights whatever is in its base tone from the top left: edges up and left are light, those down and right are in
    /// shade, and so is what lies below another material.
    pub fn light(&mut self) {
        self.change(|ink, [left, up, right, down]| {
            let Ink::Tone { ramp, tone: BASE } = ink else { return ink };
            let lit = left.is_clear() || up.is_clear();
            let shaded = !ink.same_material(right) || !ink.same_material(down);
            let tone = match (lit, shaded) {
                (true, false) => LIGHT,
                (false, true) => SHADE,
                _ => BASE,
            };
            Ink::Tone { ramp, tone }
        });
    }

    /// Makes everything one tone darker: what lies on the far side.
    pub fn dim(&mut self) {
        self.change(|ink, _| ink.dimmed());
    }

    /// Lays another canvas of the same size over this one. If `lined`, what it covers gets a dark line along its edge.
    pub fn lay(&mut self, over: &Self, lined: bool) {
        if lined {
            for (x, y) in over.places().filter(|&(x, y)| !over.at(x, y).is_clear()) {
                for (nx, ny) in NEIGHBOURS.map(|(dx, dy)| (x + dx, y + dy)) {
                    if over.at(nx, ny).is_clear() {
                        self.dot(nx, ny, self.at(nx, ny).lined());
                    }
                }
            }
        }
        for (x, y) in over.places() {
            self.dot(x, y, over.at(x, y));
        }
    }

    /// Cuts a frame of `side_px` out: its lowest pixel on `feet_row`, `middle` in its middle column unless something would
    /// then touch the border, and a clear border of one pixel. `ramps` are the materials' colours.
    pub fn frame(&self, side_px: u32, feet_row: u32, middle: i32, ramps: &[Tones]) -> Picture {
        let side = side_px as i32;
        let Some(used) = self.ink.bounds(|ink| !ink.is_clear()) else {
            return Picture::filled(side_px, side_px, [0; 4]);
        };
        let (first, last) = (used.x, used.x + used.width as i32 - 1);
        // The frame's left column on the canvas: `middle` in the middle, then moved so that both ends are inside; what is
        // too wide loses both ends alike.
        let wanted = middle - side / 2;
        let left = if last - first + 3 > side {
            (first + last + 1 - side) / 2
        } else {
            wanted.clamp(last + 2 - side, first - 1)
        };
        let shown = Rect { x: left + 1, y: 0, width: side_px.saturating_sub(2), height: self.ink.height };
        let lowest = self.ink.cut(shown, Ink::Clear).bounds(|ink| !ink.is_clear());
        let top = lowest.map_or(0, |rect| rect.y + rect.height as i32 - 1 - feet_row as i32);
        Picture::from_fn(side_px, side_px, |x, y| {
            let inside = (1..side_px - 1).contains(&x) && (1..side_px - 1).contains(&y);
            let ink = if inside { self.at(left + x as i32, top + y as i32) } else { Ink::Clear };
            match ink {
                Ink::Clear => [0; 4],
                Ink::Own([r, g, b]) => [r, g, b, 255],
                Ink::Tone { ramp, tone } => {
                    let [r, g, b] = ramps
                        .get(usize::from(ramp))
                        .and_then(|tones| tones.get(usize::from(tone)))
                        .copied()
                        .unwrap_or_default();
                    [r, g, b, 255]
                }
            }
        })
    }
}
