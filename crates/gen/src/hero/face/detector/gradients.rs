//! The closer looks at a window: where it gets lighter and darker, in cells of some patches of it, judged by a small
//! neural network.

use std::iter::repeat_n;

use super::{Found, Gray, WINDOW_PX, between, sources};

/// Columns and rows of what is looked at.
const SIDE: usize = WINDOW_PX as usize;
/// Sums over a cell: the slope across, and its size, where the slope down is not below 0 and where it is; and the other
/// way round.
const CHANNELS: usize = 8;
/// Numbers that describe a patch, of two by two cells.
pub(super) const PATCH_NUMBERS: usize = 4 * CHANNELS;
/// Places in a row of [`View::sums`].
const ROW: usize = SIDE + 1;

/// A rectangle of two by two cells in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Patch {
    x: usize,
    y: usize,
    cell_width: usize,
    cell_height: usize,
}

/// All patches that the model counts with, in its order.
pub(super) fn patches() -> Vec<Patch> {
    const LEAST: usize = 16;
    const MOVE: usize = 16;
    let mut patches = Vec::new();
    for (columns, rows) in [(1, 1), (1, 2), (2, 1), (2, 3), (3, 2)] {
        for height in (LEAST..=SIDE).filter(|height| height % 2 == 0 && height % rows == 0) {
            let width = height / rows * columns;
            if width % 2 != 0 || !(LEAST..=SIDE).contains(&width) {
                continue;
            }
            for y in (0..=SIDE - height).step_by(MOVE) {
                for x in (0..=SIDE - width).step_by(MOVE) {
                    patches.push(Patch { x, y, cell_width: width / 2, cell_height: height / 2 });
                }
            }
        }
    }
    patches
}

/// A window, looked at closely.
pub(super) struct View {
    /// What is in it, made 40 pixels wide and high.
    pixels: [[i32; SIDE]; SIDE],
    /// The sums over all pixels above and left of a corner, the first row and column being 0.
    sums: Vec<[i32; CHANNELS]>,
}

impl View {
    /// One that has seen nothing.
    pub fn new() -> Self {
        Self { pixels: [[0; SIDE]; SIDE], sums: vec![[0; CHANNELS]; ROW * ROW] }
    }

    /// Looks at a window of a picture; beyond the picture it is black.
    pub fn take(&mut self, picture: &Gray, window: Found) {
        let inside = |place: i32, more: u32| u32::try_from(i64::from(place) + i64::from(more)).unwrap_or(u32::MAX);
        let columns: [(usize, usize, f64); SIDE] = {
            let mut places = sources(window.side, WINDOW_PX);
            std::array::from_fn(|_| {
                let (first, part) = places.next().unwrap_or_default();
                (inside(window.x, first) as usize, inside(window.x, first.saturating_add(1)) as usize, part)
            })
        };
        for (values, (y, down)) in self.pixels.iter_mut().zip(sources(window.side, WINDOW_PX)) {
            let (upper, lower) = (picture.row(inside(window.y, y)), picture.row(inside(window.y, y.saturating_add(1))));
            for (value, &(left, right, across)) in values.iter_mut().zip(&columns) {
                let pixel = |row: &[u8], x: usize| row.get(x).copied().unwrap_or(0);
                let near = [pixel(upper, left), pixel(upper, right), pixel(lower, left), pixel(lower, right)];
                *value = i32::from(between(near, (across, down)));
            }
        }
        self.sum_slopes();
    }

    fn sum_slopes(&mut self) {
        // At an edge there is a neighbour on one side only; the slope to it counts twice.
        let neighbors = |place: usize| match place {
            0 => (0, 1, 2),
            last if last == SIDE - 1 => (SIDE - 2, SIDE - 1, 2),
            _ => (place - 1, place + 1, 1),
        };
        for y in 0..SIDE {
            let (above, below, down_times) = neighbors(y);
            let (upper, lower) = (&self.pixels[above], &self.pixels[below]);
            let (earlier, sums) = self.sums.split_at_mut((y + 1) * ROW);
            let mut row = [0; CHANNELS];
            for x in 0..SIDE {
                let (left, right, across_times) = neighbors(x);
                let across = (self.pixels[y][right] - self.pixels[y][left]) * across_times;
                let down = (lower[x] - upper[x]) * down_times;
                let only = |value: i32, yes: bool| if yes { value } else { 0 };
                let slopes = [
                    only(across, down >= 0),
                    only(across.abs(), down >= 0),
                    only(across, down < 0),
                    only(across.abs(), down < 0),
                    only(down, across >= 0),
                    only(down.abs(), across >= 0),
                    only(down, across < 0),
                    only(down.abs(), across < 0),
                ];
                let above = &earlier[y * ROW + x + 1];
                for (((sum, row), slope), above) in sums[x + 1].iter_mut().zip(&mut row).zip(slopes).zip(above) {
                    *row += slope;
                    *sum = *row + above;
                }
            }
        }
    }

    /// The numbers that describe a patch, as a vector of length 1.
    fn describe(&self, patch: Patch, numbers: &mut Vec<f32>) {
        let mut sums = [0; PATCH_NUMBERS];
        for (cell, sums) in sums.chunks_exact_mut(CHANNELS).enumerate() {
            let (left, top) = (patch.x + cell % 2 * patch.cell_width, patch.y + cell / 2 * patch.cell_height);
            let corner = |x: usize, y: usize| &self.sums[y * ROW + x];
            let (right, bottom) = (left + patch.cell_width, top + patch.cell_height);
            let corners = [corner(right, bottom), corner(left, top), corner(right, top), corner(left, bottom)];
            for (channel, sum) in sums.iter_mut().enumerate() {
                let [one, two, three, four] = corners.map(|corner| corner[channel]);
                *sum = one + two - three - four;
            }
        }
        let square: f64 = sums.iter().map(|&sum| f64::from(sum) * f64::from(sum)).sum();
        let length = square.sqrt() as f32;
        numbers.extend(sums.map(|sum| if square > 0.0 { sum as f32 / length } else { 0.0 }));
    }
}

/// Numbers to numbers: weighed sums.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    /// For every input, its weight in every output.
    pub weights: Vec<f32>,
    /// What is added to each output.
    pub biases: Vec<f32>,
}

impl Layer {
    fn outputs(&self, inputs: &[f32]) -> Vec<f32> {
        let mut sums: Vec<f32> = repeat_n(0.0, self.biases.len()).collect();
        for (&input, weights) in inputs.iter().zip(self.weights.chunks_exact(self.biases.len().max(1))) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += input * weight;
            }
        }
        sums.iter().zip(&self.biases).map(|(sum, bias)| sum + bias).collect()
    }
}

/// Judges windows by some of their patches.
#[derive(Debug, Clone)]
pub(super) struct Network {
    pub patches: Vec<Patch>,
    /// All layers but the last; what comes out below 0 goes on as 0.
    pub hidden: Vec<Layer>,
    pub last: Layer,
}

impl Network {
    /// How much a window looks like a face, and how it should move right and down and grow: four numbers from 0 to 1,
    /// where a half is no move.
    pub fn judge(&self, view: &View) -> [f32; 4] {
        let mut numbers = Vec::with_capacity(self.patches.len() * PATCH_NUMBERS);
        for &patch in &self.patches {
            view.describe(patch, &mut numbers);
        }
        for layer in &self.hidden {
            numbers = layer.outputs(&numbers);
            for number in &mut numbers {
                *number = number.max(0.0);
            }
        }
        let numbers = self.last.outputs(&numbers);
        std::array::from_fn(|i| numbers.get(i).map_or(0.0, |&number| 1.0 / (1.0 + exp(-number))))
    }
}

/// The exponential function, by plain arithmetic so that every computer gets the same bits.
fn exp(x: f32) -> f32 {
    const TERMS: u32 = 14;
    let x = f64::from(x.clamp(-87.0, 88.0));
    let halvings = (x / std::f64::consts::LN_2).round();
    let rest = x - halvings * std::f64::consts::LN_2;
    let sum = (1..=TERMS).rev().fold(1.0, |sum, term| 1.0 + sum * rest / f64::from(term));
    (sum * f64::from_bits(((halvings as i64 + 1023) as u64) << 52)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_function_is_right() {
        for step in -800..=800 {
            let x = step as f32 / 10.0;
            assert!((f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs() < 1e-7, "{x}");
        }
        assert!(exp(f32::MAX).is_finite() && exp(f32::MIN) >= 0.0);
    }
}
