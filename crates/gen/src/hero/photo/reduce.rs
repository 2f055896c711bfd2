//! Making a large picture small while it is read: every pixel of the small one is the mean of the area it covers.
//!
//! The mean is taken of light, not of sRGB values: a checkerboard of black and white becomes the gray that it looks like
//! from afar. Colours are weighted by opacity, so what cannot be seen does not tint what can.

use std::{array, sync::LazyLock};

use palette::encoding::{FromLinear, IntoLinear, Srgb};

use crate::grid::{Grid, Picture};

/// The light of an sRGB value, from 0 to 1.
static LIGHT: LazyLock<[f32; 256]> =
    LazyLock::new(|| array::from_fn(|value| <Srgb as IntoLinear<f32, u8>>::into_linear(value as u8)));

/// The part of a picture that is wanted, in its pixels; fractions of pixels count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Its left edge.
    pub x: f64,
    /// Its top edge.
    pub y: f64,
    /// From its left to its right edge.
    pub width: f64,
    /// From its top to its bottom edge.
    pub height: f64,
}

/// How much of one column (or row) falls into column `at` of the small picture, and into the one after it.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    at: u32,
    first: f32,
    second: f32,
}

/// A picture being made small. Its pixels may come in any order.
#[derive(Debug)]
pub struct Reducer {
    columns: Vec<Share>,
    rows: Vec<Share>,
    size: (u32, u32),
    /// Red, green and blue light times opacity, and opacity, of each small pixel.
    sums: Vec<[f32; 4]>,
    /// The same of one row, before it is known how much of that row counts.
    line: Vec<[f32; 4]>,
}

impl Reducer {
    /// Makes the window of a picture of `from` pixels small. It should not have fewer pixels than `size`.
    pub fn new(from: (u32, u32), window: Window, size: (u32, u32)) -> Self {
        Self {
            columns: shares(from.0, window.x, window.width, size.0),
            rows: shares(from.1, window.y, window.height, size.1),
            size,
            sums: vec![[0.0; 4]; size.0 as usize * size.1 as usize],
            line: vec![[0.0; 4]; size.0 as usize + 1],
        }
    }

    /// Takes pixels of row `y`: the first one from column `x`, each `step` columns after the one before.
    ///
    /// A pixel has one value (gray), two (gray, opacity), three (red, green, blue) or four (with opacity). What is
    /// outside the picture is left out.
    pub fn take<const N: usize>(&mut self, y: u32, x: u32, step: u32, pixels: &[[u8; N]]) {
        let Some(&row) = self.rows.get(y as usize).filter(|row| row.first > 0.0) else { return };
        let light = &*LIGHT;
        let columns = self.columns.get(x as usize..).unwrap_or_default().iter().step_by(step.max(1) as usize);
        let (mut least, mut most) = (usize::MAX, 0);
        for (pixel, column) in pixels.iter().zip(columns) {
            if column.first <= 0.0 {
                continue;
            }
            let at = column.at as usize;
            let value = lit(light, pixel);
            least = least.min(at);
            most = at + 1;
            for (sum, value) in self.line[at].iter_mut().zip(value) {
                *sum += value * column.first;
            }
            if column.second > 0.0 {
                for (sum, value) in self.line[at + 1].iter_mut().zip(value) {
                    *sum += value * column.second;
                }
            }
        }
        if least > most {
            return;
        }
        let width = self.size.0 as usize;
        let line = &self.line[least..(most + 1).min(width)];
        for (y, share) in [(row.at, row.first), (row.at + 1, row.second)] {
            if share > 0.0 {
                let start = y as usize * width + least;
                for (sum, &part) in self.sums[start..start + line.len()].iter_mut().zip(line) {
                    for (sum, part) in sum.iter_mut().zip(part) {
                        *sum += part * share;
                    }
                }
            }
        }
        self.line[least..=most].fill([0.0; 4]);
    }

    /// The small picture. What no pixel came for is clear.
    pub fn finish(self) -> Picture {
        let pixels = self.sums.iter().map(|&[red, green, blue, opacity]| {
            let alpha = (opacity * 255.0).round() as u8;
            if alpha == 0 {
                return [0; 4];
            }
            let [red, green, blue] = [red, green, blue]
                .map(|light| <Srgb as FromLinear<f32, u8>>::from_linear((light / opacity).clamp(0.0, 1.0)));
            [red, green, blue, alpha]
        });
        Grid { width: self.size.0, height: self.size.1, pixels: pixels.collect() }
    }
}

/// Light times opacity, and opacity.
#[inline]
fn lit<const N: usize>(light: &[f32; 256], pixel: &[u8; N]) -> [f32; 4] {
    let of = |channel: usize| light[usize::from(pixel[channel])];
    let opacity = |channel: usize| f32::from(pixel[channel]) / 255.0;
    match N {
        1 => [of(0), of(0), of(0), 1.0],
        2 => [of(0) * opacity(1), of(0) * opacity(1), of(0) * opacity(1), opacity(1)],
        3 => [of(0), of(1), of(2), 1.0],
        _ => [of(0) * opacity(3), of(1) * opacity(3), of(2) * opacity(3), opacity(3)],
    }
}

/// The shares of `from` columns in `to` columns that cover the part from `start` on. The shares that one of those gets
/// add up to 1.
fn shares(from: u32, start: f64, length: f64, to: u32) -> Vec<Share> {
    let scale = f64::from(to) / length;
    let last = f64::from(to);
    (0..from)
        .map(|column| {
            let left = ((f64::from(column) - start) * scale).clamp(0.0, last);
            let right = ((f64::from(column) + 1.0 - start) * scale).clamp(0.0, last);
            let width = right - left;
            // A sliver is a rounding error.
            if width < 1e-9 {
                return Share::default();
            }
            let at = left.floor().min(last - 1.0);
            let second = (right - (at + 1.0)).max(0.0);
            let second = if second < 1e-6 || at + 1.0 >= last { 0.0 } else { second };
            Share { at: at as u32, first: (width - second) as f32, second: second as f32 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reduced<const N: usize>(size: (u32, u32), to: (u32, u32), pixel: impl Fn(u32, u32) -> [u8; N]) -> Picture {
        let window = Window { x: 0.0, y: 0.0, width: f64::from(size.0), height: f64::from(size.1) };
        let mut reducer = Reducer::new(size, window, to);
        for y in 0..size.1 {
            let row: Vec<[u8; N]> = (0..size.0).map(|x| pixel(x, y)).collect();
            reducer.take(y, 0, 1, &row);
        }
        reducer.finish()
    }

    #[test]
    fn a_picture_that_is_small_already_stays_as_it_is() {
        let pixel = |x: u32, y: u32| [(x * 5) as u8, (y * 3) as u8, 77, 255];
        assert_eq!(reduced((51, 80), (51, 80), pixel), Grid::from_fn(51, 80, pixel));
    }

    #[test]
    fn one_color_stays_that_color_whatever_the_sizes() {
        for (from, to) in [((7, 5), (3, 2)), ((100, 1), (99, 1)), ((641, 479), (100, 75)), ((64, 64), (1, 1))] {
            for value in [0, 1, 99, 254, 255] {
                let small = reduced(from, to, |_, _| [value, 200, 3]);
                assert!(small.pixels.iter().all(|&pixel| pixel == [value, 200, 3, 255]), "{from:?} {to:?} {value}");
            }
        }
    }

    #[test]
    fn a_checkerboard_becomes_the_gray_it_looks_like() {
        let small = reduced((64, 64), (8, 8), |x, y| [if (x + y) % 2 == 0 { 255 } else { 0 }]);
        assert!(small.pixels.iter().all(|&pixel| pixel == [188, 188, 188, 255]), "{:?}", small.pixels[0]);
    }

    #[test]
    fn what_is_clear_does_not_tint_what_is_seen() {
        let small = reduced((4, 4), (2, 2), |x, _| if x % 2 == 0 { [200, 10, 10, 255] } else { [0, 255, 0, 0] });
        assert!(small.pixels.iter().all(|&pixel| pixel == [200, 10, 10, 128]));
    }

    #[test]
    fn half_a_pixel_counts_half() {
        let row: Vec<[u8; 1]> = [[0], [255], [0], [255], [0]].to_vec();
        let mut reducer = Reducer::new((5, 1), Window { x: 1.0, y: 0.0, width: 3.0, height: 1.0 }, (2, 1));
        reducer.take(0, 0, 1, &row);
        // Two thirds white and one third black, twice.
        assert_eq!(reducer.finish().pixels, [[213, 213, 213, 255]; 2]);
    }
}
