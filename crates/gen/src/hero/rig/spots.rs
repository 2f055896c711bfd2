//! Small dark spots that could be eyes.

use crate::{
    color::{self, Lab},
    grid::{Grid, Picture, Rect},
};

/// A small dark spot, round enough for an eye.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// What it covers.
    pub bounds: Rect,
    /// How many pixels it has.
    pub area: f32,
    /// Its mean colour.
    pub color: Lab,
    /// How much lighter it is around it, in Oklab lightness.
    pub contrast: f32,
}

impl Spot {
    /// Its middle.
    pub fn middle(&self) -> (f32, f32) {
        (self.bounds.x as f32 + self.bounds.width as f32 / 2.0, self.bounds.y as f32 + self.bounds.height as f32 / 2.0)
    }
}

/// The side of the square pictures that spots are looked for in, in pixels.
pub const LOOK_PX: f32 = 96.0;

/// The spots of a sprite of about [`LOOK_PX`].
pub fn dark_spots(small: &Picture) -> Vec<Spot> {
    /// Darker than its surroundings by this much, in Oklab lightness.
    const DARKER: f32 = 0.11;
    const AROUND: i32 = 6;
    let lab = small.map(|&[r, g, b, a]| (a > 0).then(|| color::lab([r, g, b])));
    let (width, height) = (small.width as i32, small.height as i32);
    let sums = Sums::of(&lab);
    let dark = Grid::from_fn(small.width, small.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let Some(own) = lab.get(x, y).flatten() else { return 0.0_f32 };
        let darker = sums.mean((x - AROUND, y - AROUND), (x + AROUND + 1, y + AROUND + 1)) - own.l;
        if darker > DARKER { darker } else { 0.0 }
    });
    let mut left = dark.map(|&darker| darker > 0.0);
    let mut spots = Vec::new();
    for y in 0..height {
        for x in 0..width {
            if left.get(x, y) != Some(true) {
                continue;
            }
            let (mut open, mut pixels, mut at_edge) = (vec![(x, y)], Vec::new(), false);
            left.set(x, y, false);
            while let Some((x, y)) = open.pop() {
                pixels.push((x, y));
                for (x, y) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)] {
                    at_edge |= lab.get(x, y).flatten().is_none();
                    if left.get(x, y) == Some(true) {
                        left.set(x, y, false);
                        open.push((x, y));
                    }
                }
            }
            let span = |values: &dyn Fn(&(i32, i32)) -> i32| {
                let (low, high) =
                    pixels.iter().map(values).fold((i32::MAX, i32::MIN), |(low, high), v| (low.min(v), high.max(v)));
                (low, (high - low + 1) as u32)
            };
            let ((x, width), (y, height)) = (span(&|pixel| pixel.0), span(&|pixel| pixel.1));
            let area = pixels.len() as f32;
            let round = area > 0.55 * (width * height) as f32 && width.max(height) * 10 <= width.min(height) * 22;
            if !at_edge && round && (2..=14).contains(&width) && (2..=14).contains(&height) {
                let color = color::mean(pixels.iter().filter_map(|&(x, y)| Some((lab.get(x, y)??, 1.0))));
                let contrast = pixels.iter().filter_map(|&(x, y)| dark.get(x, y)).sum::<f32>() / area;
                spots.push(Spot { bounds: Rect { x, y, width, height }, area, color, contrast });
            }
        }
    }
    spots
}

/// For every corner between pixels, the sum of the lightnesses above and to the left of it and their number: the sum in any
/// box is known from its four corners (Crow's summed-area table).
struct Sums(Grid<(f32, f32)>);

impl Sums {
    fn of(colors: &Grid<Option<Lab>>) -> Self {
        let mut sums = Grid::filled(colors.width + 1, colors.height + 1, (0.0_f32, 0.0_f32));
        for y in 0..colors.height as i32 {
            let mut row = (0.0, 0.0);
            for x in 0..colors.width as i32 {
                if let Some(color) = colors.get(x, y).flatten() {
                    row = (row.0 + color.l, row.1 + 1.0);
                }
                let above = sums.get(x + 1, y).unwrap_or((0.0, 0.0));
                sums.set(x + 1, y + 1, (above.0 + row.0, above.1 + row.1));
            }
        }
        Self(sums)
    }

    /// The mean lightness in a box from a corner to another.
    fn mean(&self, (left, top): (i32, i32), (right, bottom): (i32, i32)) -> f32 {
        let (width, height) = (self.0.width as i32 - 1, self.0.height as i32 - 1);
        let at = |x: i32, y: i32| self.0.get(x.clamp(0, width), y.clamp(0, height)).unwrap_or((0.0, 0.0));
        let (a, b, c, d) = (at(left, top), at(right, top), at(left, bottom), at(right, bottom));
        (d.0 - b.0 - c.0 + a.0) / (d.1 - b.1 - c.1 + a.1).max(1.0)
    }
}
