//! Numbers that tell a drawing, an animal and a thing apart.

use palette::Oklab;

use crate::{
    grid::{Grid, Picture},
    hero::face::oklab,
};

/// The longer side of the picture that is measured, in pixels.
const LONG_PX: u32 = 128;

/// What is measured of a picture. All but the paper's are shares or means of the middle of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Statistics {
    /// The share of the picture that is bright, nearly gray and even, like paper.
    pub paper: f32,
    /// The share of what is not paper that has paper close by on two opposite sides, like strokes.
    pub strokes: f32,
    /// What tells animals from things; see [`Statistics::NAMES`].
    pub looks: [f32; 6],
}

impl Statistics {
    /// What the numbers in `looks` are.
    pub const NAMES: [&'static str; 6] = [
        "mean contrast of pixels with their neighbours",
        "share of pixels with moderate contrast, as in fur",
        "mean chroma",
        "share of dark pixels",
        "mean contrast of the fine texture in the middle",
        "share of moderate contrast in it",
    ];

    /// Measures a picture.
    pub fn of(picture: &Picture) -> Self {
        let small = shrunk(picture);
        let light = small.map(|color| color.l);
        let (paper, strokes) = paper(&small, &light);
        Self { paper, strokes, looks: looks(&small, &light, texture(picture)) }
    }
}

fn chroma(color: Oklab) -> f32 {
    color.a.hypot(color.b)
}

/// A picture made small by averages.
fn shrunk(picture: &Picture) -> Grid<Oklab> {
    let long = picture.width.max(picture.height).max(1);
    let scale = (LONG_PX as f32 / long as f32).min(1.0);
    let size = |px: u32| ((px as f32 * scale).round() as u32).max(1);
    let (width, height) = (size(picture.width), size(picture.height));
    Grid::from_fn(width, height, |x, y| {
        let span = |i: u32, size: u32, of: u32| {
            let first = i * of / size;
            first..((i + 1) * of / size).max(first + 1)
        };
        let (mut sum, mut count) = ([0_u32; 3], 0);
        for py in span(y, height, picture.height) {
            for px in span(x, width, picture.width) {
                let [r, g, b, a] = picture.get(px as i32, py as i32).unwrap_or([255; 4]).map(u32::from);
                // See-through counts as paper.
                for (sum, value) in sum.iter_mut().zip([r, g, b]) {
                    *sum += (value * a + 255 * (255 - a)) / 255;
                }
                count += 1;
            }
        }
        let [r, g, b] = sum.map(|sum| (sum / count.max(1)).min(255) as u8);
        oklab([r, g, b, 255])
    })
}

/// The shares of paper and of strokes on it.
fn paper(small: &Grid<Oklab>, light: &Grid<f32>) -> (f32, f32) {
    let around = 8;
    let brightest = extreme(&extreme(&blurred(light, 1), around, true), around, false);
    let even = Grid::from_fn(small.width, small.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let (Some(color), Some(most)) = (small.get(x, y), brightest.get(x, y)) else { return false };
        color.l > 0.5 && color.l > most - 0.055 && chroma(color) < 0.075
    });
    let count = even.pixels.len().max(1) as f32;
    let paper = even.pixels.iter().filter(|&&paper| paper).count() as f32 / count;
    let (mut marks, mut strokes) = (0.0_f32, 0.0);
    for y in 0..small.height as i32 {
        for x in 0..small.width as i32 {
            if even.get(x, y) == Some(true) {
                continue;
            }
            let near = |dx: i32, dy: i32, reach: i32| {
                (1..=reach).any(|far| even.get(x + dx * far, y + dy * far) == Some(true))
            };
            // What lies around the paper, such as a table, says nothing.
            if !((near(1, 0, 45) && near(-1, 0, 45)) || (near(0, 1, 45) && near(0, -1, 45))) {
                continue;
            }
            marks += 1.0;
            let near = |dx: i32, dy: i32| near(dx, dy, 4);
            strokes += f32::from(u8::from((near(1, 0) && near(-1, 0)) || (near(0, 1) && near(0, -1))));
        }
    }
    (paper, strokes / marks.max(1.0))
}

/// The largest or the smallest value up to `reach` pixels around each.
fn extreme(grid: &Grid<f32>, reach: usize, largest: bool) -> Grid<f32> {
    let pick = |one: f32, other: f32| if largest { one.max(other) } else { one.min(other) };
    around(grid, reach, |near| near.iter().copied().reduce(pick).unwrap_or(0.0))
}

/// The mean of each pixel's surroundings up to `reach` pixels away.
fn blurred(grid: &Grid<f32>, reach: usize) -> Grid<f32> {
    around(grid, reach, |near| near.iter().fold(0.0, |sum, value| sum + value) / near.len().max(1) as f32)
}

/// What `of` makes of the values up to `reach` pixels away, first in every row and then, of that, in every column.
fn around(grid: &Grid<f32>, reach: usize, of: impl Fn(&[f32]) -> f32) -> Grid<f32> {
    // Turned over its diagonal each time, so that both times the neighbours lie side by side.
    let pass = |grid: &Grid<f32>| {
        let (width, height) = (grid.width as usize, grid.height as usize);
        let mut turned = Grid::filled(grid.height, grid.width, 0.0);
        for (y, row) in grid.pixels.chunks_exact(width.max(1)).enumerate() {
            for x in 0..width {
                turned.pixels[x * height + y] = of(&row[x.saturating_sub(reach)..(x + reach + 1).min(width)]);
            }
        }
        turned
    };
    pass(&pass(grid))
}

/// The numbers named in [`Statistics::NAMES`], where the middle of the picture counts most.
fn looks(small: &Grid<Oklab>, light: &Grid<f32>, [fine, moderate]: [f32; 2]) -> [f32; 6] {
    let mut sums = [0.0_f32; 4];
    let mut total = 0.0_f32;
    for y in 1..small.height as i32 - 1 {
        for x in 1..small.width as i32 - 1 {
            let Some(color) = small.get(x, y) else { continue };
            let u = (x as f32 + 0.5) / small.width as f32 - 0.5;
            let v = (y as f32 + 0.5) / small.height as f32 - 0.5;
            let weight = (-(u * u + v * v) / (2.0 * 0.2 * 0.2)).exp();
            let contrast = [(1, 0), (-1, 0), (0, 1), (0, -1)]
                .map(|(dx, dy)| (light.get(x + dx, y + dy).unwrap_or(color.l) - color.l).abs())
                .iter()
                .sum::<f32>()
                / 4.0;
            let share = |yes: bool| if yes { weight } else { 0.0 };
            let values = [
                weight * contrast.min(0.1),
                share(contrast > 0.012 && contrast < 0.06),
                weight * chroma(color),
                share(color.l < 0.25),
            ];
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value;
            }
            total += weight;
        }
    }
    let [contrast, fur, chroma, dark] = sums.map(|sum| sum / total.max(1e-6));
    [contrast, fur, chroma, dark, fine, moderate]
}

/// The texture of the middle of a picture, where fur shows its hairs: its mean contrast and the share of moderate contrast.
fn texture(picture: &Picture) -> [f32; 2] {
    const SIDE: i32 = 112;
    // As fine as in a picture of 400 pixels.
    let step = picture.width.max(picture.height).max(1) as f32 / 400.0;
    let luma = |x: f32, y: f32| {
        let [r, g, b, _] = picture.get(x as i32, y as i32).unwrap_or([128; 4]).map(f32::from);
        // Near to how light it looks.
        ((r * 0.3 + g * 0.59 + b * 0.11) / 255.0).sqrt() * 0.9
    };
    let light = Grid::from_fn(SIDE as u32, SIDE as u32, |u, v| {
        let x = picture.width as f32 / 2.0 + (u as f32 - SIDE as f32 / 2.0) * step;
        let y = picture.height as f32 / 2.0 + (v as f32 - SIDE as f32 / 2.0) * step;
        let half = step / 2.0;
        (luma(x, y) + luma(x + half, y) + luma(x, y + half) + luma(x + half, y + half)) / 4.0
    });
    let smooth = blurred(&light, 1);
    let (mut sum, mut moderate) = (0.0, 0.0);
    for (here, around) in light.pixels.iter().zip(&smooth.pixels) {
        let contrast = (here - around).abs();
        sum += contrast.min(0.08);
        moderate += f32::from(u8::from(contrast > 0.008 && contrast < 0.05));
    }
    let count = (SIDE * SIDE) as f32;
    [sum / count, moderate / count]
}
