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
    let dark = Grid::from_fn(small.width, small.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let Some(own) = lab.get(x, y).flatten() else { return 0.0_f32 };
        let (mut sum, mut count) = (0.0, 0.0);
        for dy in -AROUND..=AROUND {
            for dx in -AROUND..=AROUND {
                if let Some(near) = lab.get(x + dx, y + dy).flatten() {
                    (sum, count) = (sum + near.l, count + 1.0);
                }
            }
        }
        let darker = sum / count - own.l;
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
