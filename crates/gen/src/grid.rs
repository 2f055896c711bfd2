//! Pixels in rows: pictures, masks and whatever else has one value a pixel.

/// Values in rows, from the top left.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grid<T> {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height` values, row by row.
    pub pixels: Vec<T>,
}

/// A picture: sRGB and opacity, 8 bits a channel, not premultiplied.
pub type Picture = Grid<[u8; 4]>;

/// What belongs to the subject of a picture: 255 does, 0 does not, and at its edge there is something between.
pub type Mask = Grid<u8>;

/// A rectangle of pixels. It may reach beyond what it is laid on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Its left column.
    pub x: i32,
    /// Its top row.
    pub y: i32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl<T: Copy> Grid<T> {
    /// The same value everywhere.
    pub fn filled(width: u32, height: u32, value: T) -> Self {
        Self { width, height, pixels: vec![value; width as usize * height as usize] }
    }

    /// A grid whose values follow from column and row.
    pub fn from_fn(width: u32, height: u32, mut value: impl FnMut(u32, u32) -> T) -> Self {
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            pixels.extend((0..width).map(|x| value(x, y)));
        }
        Self { width, height, pixels }
    }

    /// The value there, if the place is inside.
    #[inline]
    pub fn get(&self, x: i32, y: i32) -> Option<T> {
        self.index(x, y).map(|index| self.pixels[index])
    }

    /// Puts a value there; outside nothing happens.
    #[inline]
    pub fn set(&mut self, x: i32, y: i32, value: T) {
        if let Some(index) = self.index(x, y) {
            self.pixels[index] = value;
        }
    }

    /// Where the value of a place is stored, if the place is inside.
    #[inline]
    pub fn index(&self, x: i32, y: i32) -> Option<usize> {
        let inside = x >= 0 && y >= 0 && (x as u32) < self.width && (y as u32) < self.height;
        inside.then(|| y as usize * self.width as usize + x as usize)
    }

    /// Another value for each, in the same places.
    pub fn map<U>(&self, value: impl FnMut(&T) -> U) -> Grid<U> {
        Grid { width: self.width, height: self.height, pixels: self.pixels.iter().map(value).collect() }
    }

    /// What lies in a rectangle; `beyond` where it reaches out of the grid.
    #[must_use]
    pub fn cut(&self, rect: Rect, beyond: T) -> Self {
        Self::from_fn(rect.width, rect.height, |x, y| self.get(rect.x + x as i32, rect.y + y as i32).unwrap_or(beyond))
    }

    /// Left and right exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let last = self.width.saturating_sub(1) as i32;
        Self::from_fn(self.width, self.height, |x, y| {
            self.pixels[(y * self.width) as usize + (last - x as i32) as usize]
        })
    }

    /// Turned clockwise by a quarter.
    #[must_use]
    pub fn turned(&self) -> Self {
        let last = self.height.saturating_sub(1);
        Self::from_fn(self.height, self.width, |x, y| self.pixels[((last - x) * self.width + y) as usize])
    }

    /// The smallest rectangle around every value that `counts`; none if none does.
    pub fn bounds(&self, mut counts: impl FnMut(&T) -> bool) -> Option<Rect> {
        let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
        for (i, value) in self.pixels.iter().enumerate() {
            if counts(value) {
                let (x, y) = (i as u32 % self.width, i as u32 / self.width);
                (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1));
            }
        }
        let rect =
            Rect { x: left as i32, y: top as i32, width: right.wrapping_sub(left), height: bottom.wrapping_sub(top) };
        (left < right).then_some(rect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_reaches_beyond_the_grid() {
        let grid = Grid::from_fn(3, 2, |x, y| y * 3 + x);
        let cut = grid.cut(Rect { x: -1, y: 1, width: 3, height: 2 }, 9);
        assert_eq!(cut.pixels, [9, 3, 4, 9, 9, 9]);
        assert_eq!(grid.mirrored().pixels, [2, 1, 0, 5, 4, 3]);
        assert_eq!((grid.turned().width, grid.turned().pixels), (2, vec![3, 0, 4, 1, 5, 2]));
        assert_eq!(grid.bounds(|&value| value == 2 || value == 4), Some(Rect { x: 1, y: 0, width: 2, height: 2 }));
        assert_eq!(grid.bounds(|&value| value > 9), None);
    }
}
