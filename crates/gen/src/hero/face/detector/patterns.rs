//! The first look at a window: which of the blocks around a place are darker than its own block (locally assembled
//! binary features, Yan, Shan, Chen and Gao 2008), weighed by boosting.

use super::{Gray, WINDOW_PX};

/// Votes that are counted before a window may be turned down.
pub(super) const GROUP: usize = 10;
/// Columns and rows of the blocks compared.
const BLOCK: usize = 3;
/// Columns and rows of a place with the eight blocks around it.
pub(super) const SPAN: usize = 3 * BLOCK;
/// Windows with less contrast (standard deviation of their values) are turned down.
const LEAST_CONTRAST: f64 = 10.0;

/// Ten votes, and how many points there have to be after them.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Column and row in the window.
    pub places: [(u8, u8); GROUP],
    /// Points for each pattern, for each place.
    pub weights: Box<[[f32; 256]; GROUP]>,
    /// Points there have to be by now.
    pub threshold: f32,
}

/// A classifier of windows.
#[derive(Debug, Clone)]
pub(super) struct Boosted {
    pub groups: Vec<Group>,
}

/// The pattern at every place of a picture.
pub(super) struct Patterns {
    picture: Gray,
    /// One a pixel; those less than [`SPAN`] from the right or lower edge mean nothing.
    codes: Vec<u8>,
}

impl Patterns {
    /// Finds the patterns of a picture.
    pub fn of(picture: Gray) -> Self {
        let (width, height) = (picture.width as usize, picture.height as usize);
        let mut codes = vec![0; width * height];
        if width < SPAN || height < SPAN {
            return Self { picture, codes };
        }
        let sums = block_sums(&picture);
        let count = width + 1 - SPAN;
        let row = |y: usize, from: usize| &sums[y * width + from..][..count];
        for (y, codes) in codes.chunks_exact_mut(width).enumerate().take(height + 1 - SPAN) {
            let upper = [row(y, 0), row(y, BLOCK), row(y, 2 * BLOCK)];
            let here = [row(y + BLOCK, 0), row(y + BLOCK, BLOCK), row(y + BLOCK, 2 * BLOCK)];
            let lower = [row(y + 2 * BLOCK, 0), row(y + 2 * BLOCK, BLOCK), row(y + 2 * BLOCK, 2 * BLOCK)];
            for (x, code) in codes[..count].iter_mut().enumerate() {
                let own = here[1][x];
                let bit = |block: &[u16], bit: u8| if own >= block[x] { bit } else { 0 };
                *code = bit(upper[0], 0x80)
                    | bit(upper[1], 0x40)
                    | bit(upper[2], 0x20)
                    | bit(here[0], 0x10)
                    | bit(here[2], 0x08)
                    | bit(lower[0], 0x04)
                    | bit(lower[1], 0x02)
                    | bit(lower[2], 0x01);
            }
        }
        Self { picture, codes }
    }

    /// Whether a window shows more than an even area.
    fn has_contrast(&self, x: u32, y: u32) -> bool {
        let (mut sum, mut squares) = (0_u32, 0_u32);
        for y in y..y + WINDOW_PX {
            for &value in self.picture.row(y).iter().skip(x as usize).take(WINDOW_PX as usize) {
                sum += u32::from(value);
                squares += u32::from(value) * u32::from(value);
            }
        }
        let area = f64::from(WINDOW_PX * WINDOW_PX);
        let mean = f64::from(sum) / area;
        (f64::from(squares) / area - mean * mean).sqrt() > LEAST_CONTRAST
    }
}

/// The sum of the block that begins at each pixel; those that would reach beyond the picture mean nothing.
fn block_sums(picture: &Gray) -> Vec<u16> {
    let width = picture.width as usize;
    let mut across = vec![0_u16; picture.pixels.len()];
    for (sums, values) in across.chunks_exact_mut(width).zip(picture.pixels.chunks_exact(width)) {
        for (sum, block) in sums.iter_mut().zip(values.windows(BLOCK)) {
            *sum = block.iter().map(|&value| u16::from(value)).sum();
        }
    }
    let mut sums = across.clone();
    for down in 1..BLOCK {
        for (sum, below) in sums.iter_mut().zip(across.iter().skip(down * width)) {
            *sum += below;
        }
    }
    sums
}

/// A classifier laid on a picture.
pub(super) struct Over<'a> {
    patterns: &'a Patterns,
    /// From a window's first pixel to the places of its votes.
    groups: Vec<([usize; GROUP], &'a Group)>,
}

impl Boosted {
    /// Lays the classifier on a picture.
    pub fn over<'a>(&'a self, patterns: &'a Patterns) -> Over<'a> {
        let width = patterns.picture.width as usize;
        let from_start = |(x, y): (u8, u8)| usize::from(y) * width + usize::from(x);
        Over { patterns, groups: self.groups.iter().map(|group| (group.places.map(from_start), group)).collect() }
    }
}

impl Over<'_> {
    /// The points of the window that begins there; none if it is turned down.
    pub fn score(&self, x: u32, y: u32) -> Option<f32> {
        let codes = self.patterns.codes.get(y as usize * self.patterns.picture.width as usize + x as usize..)?;
        let mut score = 0.0;
        for (places, group) in &self.groups {
            for (&place, weights) in places.iter().zip(group.weights.iter()) {
                score += weights[usize::from(*codes.get(place)?)];
            }
            if score < group.threshold {
                return None;
            }
        }
        self.patterns.has_contrast(x, y).then_some(score)
    }
}
