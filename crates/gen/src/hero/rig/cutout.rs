//! The cut-out subject, from its bounds in the photo to the pixels of a sprite.

use crate::{
    grid::{Mask, Picture, Rect},
    hero::shrink::{shrink, shrink_drawing},
};

/// A subject cut out of its photo: both as large as its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cutout {
    /// The photo's pixels.
    pub picture: Picture,
    /// Which of them belong to the subject.
    pub mask: Mask,
    /// Whether the photo's border cuts the subject off.
    pub cut_off: Sides,
}

/// The four sides of a photo: how many pixels of the subject's lie at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides {
    /// At the left border.
    pub left: u32,
    /// At the top border.
    pub top: u32,
    /// At the right border.
    pub right: u32,
    /// At the bottom border.
    pub bottom: u32,
}

/// A pixel of a mask that counts as the subject's.
pub const fn inside(mask: u8) -> bool {
    mask >= 128
}

impl Cutout {
    /// Cuts the subject out. Of an empty mask, the whole picture is taken.
    pub fn new(picture: &Picture, mask: &Mask) -> Self {
        let whole = Rect { x: 0, y: 0, width: picture.width, height: picture.height };
        let Some(bounds) = mask.bounds(|&mask| inside(mask)) else {
            return Self {
                picture: picture.clone(),
                mask: Mask::filled(whole.width, whole.height, 255),
                cut_off: Sides::default(),
            };
        };
        let (right, bottom) = (picture.width as i32 - 1, picture.height as i32 - 1);
        let count = |length: u32, place: &dyn Fn(i32) -> (i32, i32)| {
            (0..length as i32).map(place).filter(|&(x, y)| mask.get(x, y).is_some_and(inside)).count() as u32
        };
        let cut_off = Sides {
            left: count(picture.height, &|y| (0, y)),
            top: count(picture.width, &|x| (x, 0)),
            right: count(picture.height, &|y| (right, y)),
            bottom: count(picture.width, &|x| (x, bottom)),
        };
        Self { picture: picture.cut(bounds, [0, 0, 0, 255]), mask: mask.cut(bounds, 0), cut_off }
    }

    /// The size that fits into a box with the cut-out's shape; very thin ones become a little thicker.
    pub fn size_within(&self, width_px: f32, height_px: f32) -> (u32, u32) {
        let (width, height) = (self.picture.width.max(1) as f32, self.picture.height.max(1) as f32);
        let times = (width_px / width).min(height_px / height);
        let long = (width * times).max(height * times);
        let side = |side: f32| (side * times).max(long / 5.0).max(4.0).round() as u32;
        (side(width), side(height))
    }

    /// The cut-out as a sprite of this size, opaque or clear; never wholly clear.
    pub fn sprite(&self, (width, height): (u32, u32)) -> Picture {
        self.solid(&shrink(&self.picture, &self.mask, self.whole(), width.max(1), height.max(1)))
    }

    /// The same for something drawn on paper, whose strokes stay visible.
    pub fn drawn_sprite(&self, (width, height): (u32, u32)) -> Picture {
        self.solid(&shrink_drawing(&self.picture, &self.mask, self.whole(), width.max(1), height.max(1)))
    }

    fn whole(&self) -> Rect {
        Rect { x: 0, y: 0, width: self.picture.width, height: self.picture.height }
    }

    /// What is opaque, or a plain block of the mean colour where the subject is too thin to fill half of any pixel.
    fn solid(&self, sprite: &Picture) -> Picture {
        let (width, height) = (sprite.width, sprite.height);
        trimmed(sprite).unwrap_or_else(|| Picture::filled(width, height, self.mean_color()))
    }

    /// Left and right exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let cut_off = Sides { left: self.cut_off.right, right: self.cut_off.left, ..self.cut_off };
        Self { picture: self.picture.mirrored(), mask: self.mask.mirrored(), cut_off }
    }

    /// A part of it, cut to the bounds of what is there.
    #[must_use]
    pub fn part(&self, rect: Rect) -> Self {
        let (picture, mask) = (self.picture.cut(rect, [0, 0, 0, 255]), self.mask.cut(rect, 0));
        match mask.bounds(|&mask| inside(mask)) {
            Some(bounds) => {
                Self { picture: picture.cut(bounds, [0, 0, 0, 255]), mask: mask.cut(bounds, 0), cut_off: self.cut_off }
            }
            None => self.clone(),
        }
    }

    fn mean_color(&self) -> [u8; 4] {
        let (mut sum, mut count) = ([0_u64; 3], 0);
        for (pixel, &mask) in self.picture.pixels.iter().zip(&self.mask.pixels) {
            if inside(mask) {
                count += 1;
                for (sum, &part) in sum.iter_mut().zip(pixel) {
                    *sum += u64::from(part);
                }
            }
        }
        let [r, g, b] = sum.map(|sum| (sum / count.max(1)) as u8);
        [r, g, b, 255]
    }
}

/// A picture cut to the bounds of its opaque pixels; none if there are none.
pub fn trimmed(picture: &Picture) -> Option<Picture> {
    picture.bounds(|pixel| pixel[3] > 0).map(|bounds| picture.cut(bounds, [0; 4]))
}
