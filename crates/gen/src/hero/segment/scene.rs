//! A picture as segmentation sees it: small, in a perceptual space, with a measure of focus.

use palette::{IntoColor, Oklab, Srgb};

use crate::grid::{Grid, Picture};

use super::color_model::Sample;

/// A picture made small.
#[derive(Debug, Clone)]
pub struct Scene {
    /// sRGB, 0 to 1.
    pub rgb: Grid<[f32; 3]>,
    /// Lightness 0 to 100, twice Oklab's a and b at the same scale (so that equal steps look alike), and how sharp the
    /// surroundings are, from about -15 to 15.
    pub samples: Grid<Sample>,
    /// Pixels of the picture for one pixel of the scene.
    pub scale: f32,
}

impl Scene {
    /// Makes a picture so small that its longer side has at most `side` pixels.
    pub fn of(picture: &Picture, side: u32) -> Self {
        let longer = picture.width.max(picture.height).max(1);
        let scale = (longer as f32 / side as f32).max(1.0);
        let width = ((picture.width as f32 / scale).round() as u32).clamp(1, picture.width.max(1));
        let height = ((picture.height as f32 / scale).round() as u32).clamp(1, picture.height.max(1));
        let (rgb, detail) = averaged(picture, width, height);
        Self::from_parts(rgb, &sharpness(&detail), scale)
    }

    /// The same scene at half the size or less.
    #[must_use]
    pub fn smaller(&self, side: u32) -> Self {
        let longer = self.rgb.width.max(self.rgb.height).max(1);
        let scale = (longer as f32 / side as f32).max(1.0);
        let width = ((self.rgb.width as f32 / scale).round() as u32).max(1);
        let height = ((self.rgb.height as f32 / scale).round() as u32).max(1);
        let sharp = self.samples.map(|sample| [sample[3], 0.0, 0.0]);
        let sharp = averaged_rgb(&sharp, width, height).map(|value| value[0]);
        Self::from_parts(averaged_rgb(&self.rgb, width, height), &sharp, self.scale * scale)
    }

    fn from_parts(rgb: Grid<[f32; 3]>, sharp: &Grid<f32>, scale: f32) -> Self {
        let lab = rgb.map(|&[r, g, b]| {
            let lab: Oklab = Srgb::new(r, g, b).into_linear().into_color();
            [lab.l * 100.0, lab.a * 200.0, lab.b * 200.0]
        });
        let samples = Grid {
            width: rgb.width,
            height: rgb.height,
            pixels: lab.pixels.iter().zip(&sharp.pixels).map(|(&[l, a, b], &s)| [l, a, b, s]).collect(),
        };
        Self { rgb, samples, scale }
    }

    /// Columns.
    pub fn width(&self) -> u32 {
        self.rgb.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.rgb.height
    }
}

/// Where the pixels of a row (or column) of `small` begin in one of `large`.
fn edges(large: u32, small: u32) -> Vec<usize> {
    (0..=u64::from(small)).map(|i| (i * u64::from(large) / u64::from(small.max(1))) as usize).collect()
}

/// The mean colours of a picture made smaller, and how much detail each of them hides: the mean of the second differences of
/// green along the rows, which answer to detail but not to slopes.
fn averaged(picture: &Picture, width: u32, height: u32) -> (Grid<[f32; 3]>, Grid<f32>) {
    let (columns, rows) = (edges(picture.width, width), edges(picture.height, height));
    let mut pixels = Vec::with_capacity((width * height) as usize);
    let mut details = Vec::with_capacity((width * height) as usize);
    let mut sums = vec![[0_u32; 4]; width as usize];
    for row in rows.windows(2) {
        sums.fill([0; 4]);
        for y in row[0]..row[1] {
            let line = &picture.pixels[y * picture.width as usize..(y + 1) * picture.width as usize];
            for (sum, column) in sums.iter_mut().zip(columns.windows(2)) {
                for pixel in &line[column[0]..column[1]] {
                    for channel in 0..3 {
                        sum[channel] += u32::from(pixel[channel]);
                    }
                }
                let around = &line[column[0].saturating_sub(1)..(column[1] + 1).min(line.len())];
                for three in around.windows(3) {
                    let change = 2 * i32::from(three[1][1]) - i32::from(three[0][1]) - i32::from(three[2][1]);
                    sum[3] += change.unsigned_abs().min(60);
                }
            }
        }
        for (sum, column) in sums.iter().zip(columns.windows(2)) {
            let count = ((column[1] - column[0]) * (row[1] - row[0])).max(1) as f32;
            pixels.push(std::array::from_fn(|channel| sum[channel] as f32 / count / 255.0));
            details.push(sum[3] as f32 / count);
        }
    }
    (Grid { width, height, pixels }, Grid { width, height, pixels: details })
}

fn averaged_rgb(large: &Grid<[f32; 3]>, width: u32, height: u32) -> Grid<[f32; 3]> {
    let (columns, rows) = (edges(large.width, width), edges(large.height, height));
    Grid::from_fn(width, height, |x, y| {
        let (x, y) = (x as usize, y as usize);
        let mut sum = [0.0_f32; 3];
        for row in rows[y]..rows[y + 1] {
            for pixel in &large.pixels[row * large.width as usize..][columns[x]..columns[x + 1]] {
                for channel in 0..3 {
                    sum[channel] += pixel[channel];
                }
            }
        }
        let count = ((columns[x + 1] - columns[x]) * (rows[y + 1] - rows[y])).max(1) as f32;
        sum.map(|value| value / count)
    })
}

/// How much fine detail there is around each pixel, on a logarithmic scale, 0 being the picture's mean.
fn sharpness(detail: &Grid<f32>) -> Grid<f32> {
    let radius = (detail.width.max(detail.height) / 36).max(1);
    let mut sharp = blurred(&blurred(detail, radius), radius).map(|&value| (value + 0.8).ln() * 10.0);
    let mean = sharp.pixels.iter().sum::<f32>() / sharp.pixels.len().max(1) as f32;
    for value in &mut sharp.pixels {
        *value = (*value - mean).clamp(-20.0, 20.0);
    }
    sharp
}

/// The mean of the square of pixels around each, `radius` to each side.
pub fn blurred(values: &Grid<f32>, radius: u32) -> Grid<f32> {
    let (width, height, radius) = (values.width as usize, values.height as usize, radius as usize);
    let mut rows = vec![0.0_f32; values.pixels.len()];
    for y in 0..height {
        let line = &values.pixels[y * width..(y + 1) * width];
        let mut sum: f32 = line.iter().take(radius).sum();
        let mut count = radius.min(width);
        for x in 0..width {
            if x + radius < width {
                sum += line[x + radius];
                count += 1;
            }
            if x > radius {
                sum -= line[x - radius - 1];
                count -= 1;
            }
            rows[y * width + x] = sum / count as f32;
        }
    }
    let mut pixels = vec![0.0_f32; values.pixels.len()];
    let mut sums = vec![0.0_f32; width];
    let mut count = radius.min(height);
    for y in 0..count {
        for x in 0..width {
            sums[x] += rows[y * width + x];
        }
    }
    for y in 0..height {
        if y + radius < height {
            for x in 0..width {
                sums[x] += rows[(y + radius) * width + x];
            }
            count += 1;
        }
        if y > radius {
            for x in 0..width {
                sums[x] -= rows[(y - radius - 1) * width + x];
            }
            count -= 1;
        }
        for x in 0..width {
            pixels[y * width + x] = sums[x] / count as f32;
        }
    }
    Grid { width: values.width, height: values.height, pixels }
}

/// A grid in another size, straight between its values.
pub fn resized(values: &Grid<f32>, width: u32, height: u32) -> Grid<f32> {
    let place = |i: u32, to: u32, from: u32| {
        let at = ((i as f32 + 0.5) * from as f32 / to as f32 - 0.5).clamp(0.0, from.saturating_sub(1) as f32);
        let low = at as usize;
        (low, (low + 1).min(from.saturating_sub(1) as usize), at - low as f32)
    };
    let columns: Vec<_> = (0..width).map(|x| place(x, width, values.width)).collect();
    let mut pixels = Vec::with_capacity((width * height) as usize);
    for y in 0..height {
        let (above, below, down) = place(y, height, values.height);
        let (above, below) =
            (&values.pixels[above * values.width as usize..], &values.pixels[below * values.width as usize..]);
        pixels.extend(columns.iter().map(|&(left, right, across)| {
            let top = above[left] + (above[right] - above[left]) * across;
            let bottom = below[left] + (below[right] - below[left]) * across;
            top + (bottom - top) * down
        }));
    }
    Grid { width, height, pixels }
}
