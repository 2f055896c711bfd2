//! How a stored picture is to be turned so that it is upright.

use std::io::Cursor;

use crate::grid::{Grid, Rect};

/// A way to turn or mirror a picture: columns and rows exchanged or not, and then left and right, and top and bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    transpose: bool,
    flip_x: bool,
    flip_y: bool,
}

impl Turn {
    /// A quarter turn anticlockwise.
    pub const QUARTER_LEFT: Self = Self { transpose: true, flip_x: false, flip_y: true };
    /// Left and right exchanged.
    pub const MIRROR: Self = Self { transpose: false, flip_x: true, flip_y: false };
    /// Top and bottom exchanged.
    pub const FLIP: Self = Self { transpose: false, flip_x: false, flip_y: true };

    /// The turn that the Exif orientation 1 to 8 asks for (CIPA DC-008, tag 0x0112); none for other values.
    pub const fn from_exif(orientation: u32) -> Self {
        let (transpose, flip_x, flip_y) = match orientation {
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, true, false),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => (false, false, false),
        };
        Self { transpose, flip_x, flip_y }
    }

    /// The turn that the Exif record in a JPEG, PNG or WebP file asks for; none if there is no record that can be read.
    pub fn in_file(bytes: &[u8]) -> Self {
        let exif = exif::Reader::new()
            .continue_on_error(true)
            .read_from_container(&mut Cursor::new(bytes))
            .or_else(|error| error.distill_partial_result(|_| ()));
        let orientation = exif.ok().and_then(|exif| {
            exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY).and_then(|field| field.value.get_uint(0))
        });
        Self::from_exif(orientation.unwrap_or(1))
    }

    /// This turn and then another one.
    #[must_use]
    pub const fn then(self, next: Self) -> Self {
        let (x, y) = if next.transpose { (self.flip_y, self.flip_x) } else { (self.flip_x, self.flip_y) };
        Self { transpose: self.transpose ^ next.transpose, flip_x: x ^ next.flip_x, flip_y: y ^ next.flip_y }
    }

    /// The width and height of a picture after turning it.
    pub const fn size(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.transpose { (height, width) } else { (width, height) }
    }

    /// Where a part of a turned picture lies in the stored one, which has the size given.
    pub fn stored_part(self, part: Rect, stored: (u32, u32)) -> Rect {
        let (width, height) = self.size(stored);
        let x = if self.flip_x { width as i32 - part.x - part.width as i32 } else { part.x };
        let y = if self.flip_y { height as i32 - part.y - part.height as i32 } else { part.y };
        let (x, y) = if self.transpose { (y, x) } else { (x, y) };
        let (width, height) = self.size((part.width, part.height));
        Rect { x, y, width, height }
    }

    /// Turns a stored picture.
    pub fn upright<T: Copy>(self, stored: Grid<T>) -> Grid<T> {
        if self == Self::default() {
            return stored;
        }
        let (width, height) = self.size((stored.width, stored.height));
        Grid::from_fn(width, height, |x, y| {
            let x = if self.flip_x { width - 1 - x } else { x };
            let y = if self.flip_y { height - 1 - y } else { y };
            let (x, y) = if self.transpose { (y, x) } else { (x, y) };
            stored.pixels[y as usize * stored.width as usize + x as usize]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eight_orientations_are_those_of_exif() {
        // Rows "ab" and "cd" as stored; as seen for the orientations 1 to 8.
        let seen = ["abcd", "badc", "dcba", "cdab", "acbd", "cadb", "dbca", "bdac"];
        let stored = Grid { width: 2, height: 2, pixels: b"abcd".to_vec() };
        for (orientation, seen) in (1..).zip(seen) {
            let upright = Turn::from_exif(orientation).upright(stored.clone());
            assert_eq!(upright.pixels, seen.as_bytes(), "{orientation}");
        }
    }

    #[test]
    fn one_turn_after_another_is_one_turn() {
        let stored = Grid::from_fn(3, 2, |x, y| y * 3 + x);
        for first in (1..=8).map(Turn::from_exif) {
            for second in (1..=8).map(Turn::from_exif) {
                let twice = second.upright(first.upright(stored.clone()));
                assert_eq!(first.then(second).upright(stored.clone()), twice, "{first:?} {second:?}");
            }
        }
    }

    #[test]
    fn a_part_is_the_same_before_and_after_turning() {
        let stored = Grid::from_fn(5, 4, |x, y| y * 5 + x);
        let part = Rect { x: 1, y: 2, width: 3, height: 1 };
        for turn in (1..=8).map(Turn::from_exif) {
            let seen = turn.upright(stored.clone()).cut(part, 99);
            assert_eq!(turn.upright(stored.cut(turn.stored_part(part, (5, 4)), 99)), seen, "{turn:?}");
        }
    }
}
