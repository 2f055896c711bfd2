//! The closer looks at a window: where it gets lighter and darker, in cells of some patches of it, judged by a small
//! neural network.

use std::iter::repeat_n;

use super::{Found, Gray, WINDOW_PX, sources};

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
        let mut columns = [(0, 0.0); SIDE];
        for (column, (first, part)) in columns.iter_mut().zip(sources(window.side, WINDOW_PX)) {
            *column = (first as usize, part);
        }
        // Neighbouring rows often come from the same two rows of the picture.
        let mut known: [(Option<u32>, [f64; SIDE]); 2] = [(None, [0.0; SIDE]); 2];
        for (values, (y, down)) in self.pixels.iter_mut().zip(sources(window.side, WINDOW_PX)) {
            if known[1].0 == Some(y) {
                known.swap(0, 1);
            }
            for (known, y) in known.iter_mut().zip([y, y.saturating_add(1)]) {
                if known.0 != Some(y) {
                    *known = (Some(y), across(picture, window, y, &columns));
                }
            }
            let [(_, upper), (_, lower)] = &known;
            for ((value, upper), lower) in values.iter_mut().zip(upper).zip(lower) {
                *value = ((1.0 - down) * upper + down * lower) as i32;
            }
        }
        self.sum_slopes();
    }

    fn sum_slopes(&mut self) {
        let mut down = [0; SIDE];
        for y in 0..SIDE {
            let (upper, lower) = (&self.pixels[y.saturating_sub(1)], &self.pixels[(y + 1).min(SIDE - 1)]);
            // At an edge there is a neighbour on one side only; the slope to it counts twice.
            let times = if y == 0 || y == SIDE - 1 { 2 } else { 1 };
            for ((down, upper), lower) in down.iter_mut().zip(upper).zip(lower) {
                *down = (lower - upper) * times;
            }
            let here = &self.pixels[y];
            let mut across = [0; SIDE];
            for (across, near) in across[1..].iter_mut().zip(here.windows(3)) {
                *across = near[2] - near[0];
            }
            across[0] = (here[1] - here[0]) * 2;
            across[SIDE - 1] = (here[SIDE - 1] - here[SIDE - 2]) * 2;

            let (earlier, sums) = self.sums.split_at_mut((y + 1) * ROW);
            let above = &earlier[y * ROW + 1..];
            let mut row = [0; CHANNELS];
            for (((sum, above), &across), &down) in sums[1..ROW].iter_mut().zip(above).zip(&across).zip(&down) {
                // All bits where a slope is below 0, else none.
                let (left, up) = (across >> 31, down >> 31);
                let (wide, high) = (across.abs(), down.abs());
                let slopes = [
                    across & !up,
                    wide & !up,
                    across & up,
                    wide & up,
                    down & !left,
                    high & !left,
                    down & left,
                    high & left,
                ];
                for channel in 0..CHANNELS {
                    row[channel] += slopes[channel];
                    sum[channel] = row[channel] + above[channel];
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

/// The values between neighbours of a window's row; beyond the picture they are 0.
fn across(picture: &Gray, window: Found, y: u32, columns: &[(usize, f64); SIDE]) -> [f64; SIDE] {
    let y = u32::try_from(i64::from(window.y) + i64::from(y)).unwrap_or(u32::MAX);
    let row = picture.row(y);
    let between = |[one, two]: [u8; 2], part: f64| (1.0 - part) * f64::from(one) + part * f64::from(two);
    let whole = usize::try_from(window.x).ok().and_then(|x| row.get(x..x.checked_add(window.side as usize)?));
    if let Some(row) = whole {
        return columns.map(|(x, part)| row.get(x..x + 2).map_or(0.0, |near| between([near[0], near[1]], part)));
    }
    let pixel = |x: usize| {
        let x = usize::try_from(i64::from(window.x) + x as i64).ok()?;
        row.get(x).copied()
    };
    columns.map(|(x, part)| between([x, x + 1].map(|x| pixel(x).unwrap_or(0)), part))
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
