//! Small regions of like colour, after Achanta et al., "SLIC Superpixels" (2012).

use crate::grid::Grid;

use super::color_model::Sample;

/// A picture as a few hundred regions.
#[derive(Debug, Clone)]
pub struct Regions {
    /// The region of each pixel.
    pub of_pixel: Grid<u16>,
    /// What each region is like.
    pub all: Vec<Region>,
    /// Pairs of regions that touch, the lower first, sorted.
    pub touching: Vec<(u16, u16)>,
}

/// Pixels of like colour side by side.
#[derive(Debug, Clone, Copy, Default)]
pub struct Region {
    /// Their mean.
    pub sample: Sample,
    /// Their middle, 0 to 1 across the picture's longer side.
    pub center: (f32, f32),
    /// How many they are.
    pub pixels: u32,
    /// How many of them lie at the picture's border.
    pub border_pixels: u32,
}

/// What a step of one region's width weighs against colour.
const COMPACTNESS: f32 = 9.0;
const ROUNDS: usize = 5;

impl Regions {
    /// Divides a picture into about `count` regions.
    pub fn of(samples: &Grid<Sample>, count: u32) -> Self {
        let (width, height) = (samples.width, samples.height);
        let step = ((width * height) as f32 / count as f32).sqrt().max(1.0);
        let (columns, rows) =
            ((width as f32 / step).ceil().max(1.0) as u32, (height as f32 / step).ceil().max(1.0) as u32);
        let mut of_pixel = Grid::from_fn(width, height, |x, y| {
            ((y * rows / height).min(rows - 1) * columns + (x * columns / width).min(columns - 1)) as u16
        });
        let mut centers = centers_of(samples, &of_pixel, (columns * rows) as usize);
        for _ in 0..ROUNDS {
            of_pixel = Grid::from_fn(width, height, |x, y| {
                let sample = &samples.pixels[(y * width + x) as usize];
                let (column, row) = ((x * columns / width) as i32, (y * rows / height) as i32);
                let mut best = (f32::INFINITY, 0_u16);
                for near_row in (row - 1).max(0)..=(row + 1).min(rows as i32 - 1) {
                    for near_column in (column - 1).max(0)..=(column + 1).min(columns as i32 - 1) {
                        let slot = near_row as usize * columns as usize + near_column as usize;
                        let (center, place, _) = &centers[slot];
                        let colors: f32 = (0..3).map(|i| (sample[i] - center[i]).powi(2)).sum();
                        let (dx, dy) = ((x as f32 - place.0) / step, (y as f32 - place.1) / step);
                        let away = colors + COMPACTNESS * COMPACTNESS * (dx * dx + dy * dy);
                        if away < best.0 {
                            best = (away, slot as u16);
                        }
                    }
                }
                best.1
            });
            centers = centers_of(samples, &of_pixel, centers.len());
        }
        Self::described(of_pixel, &centers)
    }

    /// Numbers the regions that have pixels and finds out which of them touch.
    fn described(mut of_pixel: Grid<u16>, centers: &[(Sample, (f32, f32), u32)]) -> Self {
        let (width, height) = (of_pixel.width, of_pixel.height);
        let side = width.max(height) as f32;
        let mut numbers = vec![0_u16; centers.len()];
        let mut regions = Vec::new();
        for (number, &(sample, place, pixels)) in numbers.iter_mut().zip(centers) {
            if pixels > 0 {
                *number = regions.len() as u16;
                let center = ((place.0 + 0.5) / side, (place.1 + 0.5) / side);
                regions.push(Region { sample, center, pixels, border_pixels: 0 });
            }
        }
        for slot in &mut of_pixel.pixels {
            *slot = numbers[*slot as usize];
        }
        let mut touching = Vec::new();
        for y in 0..height as i32 {
            for x in 0..width as i32 {
                let Some(here) = of_pixel.get(x, y) else { continue };
                if x == 0 || y == 0 || x + 1 == width as i32 || y + 1 == height as i32 {
                    regions[here as usize].border_pixels += 1;
                }
                for other in [of_pixel.get(x + 1, y), of_pixel.get(x, y + 1)].into_iter().flatten() {
                    if other != here {
                        touching.push((here.min(other), here.max(other)));
                    }
                }
            }
        }
        touching.sort_unstable();
        touching.dedup();
        Self { of_pixel, all: regions, touching }
    }
}

fn centers_of(samples: &Grid<Sample>, of_pixel: &Grid<u16>, count: usize) -> Vec<(Sample, (f32, f32), u32)> {
    let mut sums = vec![(Sample::default(), (0.0_f32, 0.0_f32), 0_u32); count];
    for (i, (sample, &slot)) in samples.pixels.iter().zip(&of_pixel.pixels).enumerate() {
        let (color, place, pixels) = &mut sums[slot as usize];
        for (sum, value) in color.iter_mut().zip(sample) {
            *sum += value;
        }
        place.0 += (i as u32 % samples.width) as f32;
        place.1 += (i as u32 / samples.width) as f32;
        *pixels += 1;
    }
    for (color, place, pixels) in &mut sums {
        let count = (*pixels).max(1) as f32;
        *color = color.map(|value| value / count);
        *place = (place.0 / count, place.1 / count);
    }
    sums
}
