//! The picture at a few samples a pixel of the result: small enough to be quick, fine enough to see what is in a pixel.

use crate::{
    color::{self, Lab},
    grid::{Mask, Picture, Rect},
};

/// How much the subject's outermost samples count, where the colours of the background shine in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rim {
    /// Less than all others.
    Faint,
    /// As much: what was drawn has its strokes there.
    Full,
}

/// Samples of a part of a picture.
pub(super) struct Fine {
    /// Columns of the result.
    pub columns: u32,
    /// Rows of the result.
    pub rows: u32,
    /// Samples along one side of a cell.
    side: u32,
    /// The colour of every sample, row by row.
    pub colors: Vec<Lab>,
    /// How much of every sample belongs to the subject, 0 to 1.
    pub cover: Vec<f32>,
    /// How much every sample's colour counts.
    pub weight: Vec<f32>,
}

/// About so many samples along the longer side are enough to see all there is.
const SAMPLES: u32 = 160;

impl Fine {
    pub fn new(picture: &Picture, mask: &Mask, part: Rect, columns: u32, rows: u32, rim: Rim) -> Self {
        let side = (SAMPLES / columns.max(rows).max(1)).clamp(3, 8);
        let (width, height) = (columns as usize * side as usize, rows as usize * side as usize);
        let mut fine = Self {
            columns,
            rows,
            side,
            colors: vec![Lab::new(0.0, 0.0, 0.0); width * height],
            cover: vec![0.0; width * height],
            weight: vec![0.0; width * height],
        };
        let across = spans(part.x, part.width, width, picture.width.min(mask.width));
        let down = spans(part.y, part.height, height, picture.height.min(mask.height));
        let light = color::linear_table();
        for (row, &(top, bottom, y_step)) in down.iter().enumerate() {
            for (column, &(left, right, x_step)) in across.iter().enumerate() {
                let (mut sum, mut kept, mut seen) = ([0.0_f32; 3], 0_u32, 0_u32);
                for y in (top..bottom).step_by(y_step) {
                    let (of_picture, of_mask) = (y * picture.width as usize, y * mask.width as usize);
                    let pixels = &picture.pixels[of_picture + left..of_picture + right];
                    let masks = &mask.pixels[of_mask + left..of_mask + right];
                    for (&[r, g, b, a], &keep) in pixels.iter().zip(masks).step_by(x_step) {
                        seen += 1;
                        if keep == 0 || a == 0 {
                            continue;
                        }
                        kept += u32::from(keep);
                        let keep = f32::from(keep);
                        sum[0] += light[usize::from(r)] * keep;
                        sum[1] += light[usize::from(g)] * keep;
                        sum[2] += light[usize::from(b)] * keep;
                    }
                }
                if kept > 0 {
                    let at = row * width + column;
                    fine.colors[at] = color::lab_from_linear(sum.map(|part| part / kept as f32));
                    fine.cover[at] = kept as f32 / (255 * seen) as f32;
                }
            }
        }
        fine.weigh(rim);
        fine
    }

    fn weigh(&mut self, rim: Rim) {
        /// Enough for a colour where there is no other, next to nothing where there is.
        const FAINT: f32 = 0.12;
        let (width, height) = ((self.columns * self.side) as usize, (self.rows * self.side) as usize);
        for y in 0..height {
            for x in 0..width {
                let at = y * width + x;
                let cover = self.cover[at];
                let inner = |near: bool, at: usize| !near || self.cover[at] > 0.6;
                let deep = rim == Rim::Full
                    || inner(x > 0, at.wrapping_sub(1))
                        && inner(x + 1 < width, at + 1)
                        && inner(y > 0, at.wrapping_sub(width))
                        && inner(y + 1 < height, at + width);
                self.weight[at] = cover * cover * if deep { 1.0 } else { FAINT };
            }
        }
    }

    /// The places of the samples in a cell.
    pub fn cell(&self, x: u32, y: u32) -> impl Iterator<Item = usize> + Clone + use<> {
        let (side, width) = (self.side as usize, (self.columns * self.side) as usize);
        let first = y as usize * side * width + x as usize * side;
        (0..side).flat_map(move |row| first + row * width..first + row * width + side)
    }

    /// How many samples a cell has.
    pub fn cell_len(&self) -> u32 {
        self.side * self.side
    }
}

/// For each sample along one side: first and last (not included) pixel within the picture, and the step between those
/// that are looked at. Empty beyond the picture.
fn spans(origin: i32, length: u32, samples: usize, limit: u32) -> Vec<(usize, usize, usize)> {
    /// More pixels along one side of a sample are not looked at.
    const ENOUGH: usize = 3;
    let limit = i64::from(limit);
    let edge = |index: usize| i64::from(origin) + index as i64 * i64::from(length) / samples.max(1) as i64;
    (0..samples)
        .map(|index| {
            let from = edge(index);
            // Where there are fewer pixels than samples, neighbours see the same one.
            let to = if length == 0 { from } else { edge(index + 1).max(from + 1) };
            let (from, to) = (from.clamp(0, limit) as usize, to.clamp(0, limit) as usize);
            (from, to, (to - from).div_ceil(ENOUGH).max(1))
        })
        .collect()
}

/// Which samples were drawn on, and what with.
pub(super) struct Ink {
    drawn: Vec<bool>,
    /// How strong the strong strokes are.
    strength: f32,
}

/// How far a colour is from the paper's: darkness and, more, colourfulness.
fn strength(color: Lab, paper: Lab) -> f32 {
    let darker = (paper.l - color.l).max(0.0);
    let (a, b) = (color.a - paper.a, color.b - paper.b);
    darker + 1.6 * (a * a + b * b).sqrt()
}

impl Fine {
    /// The colour of the paper (or of the drawn thing's brightest area): bright and with little colour.
    pub fn paper(&self) -> Lab {
        let paleness = |color: Lab| color.l - 1.5 * color::chroma(color);
        let mut pale: Vec<f32> = Vec::with_capacity(self.colors.len());
        pale.extend(self.colors.iter().zip(&self.cover).filter(|(_, cover)| **cover > 0.5).map(|(&c, _)| paleness(c)));
        if pale.is_empty() {
            return Lab::new(1.0, 0.0, 0.0);
        }
        let upper = pale.len() * 9 / 10;
        let (_, &mut limit, _) = pale.select_nth_unstable_by(upper, f32::total_cmp);
        color::mean(
            self.colors
                .iter()
                .zip(&self.cover)
                .filter(|(c, cover)| **cover > 0.5 && paleness(**c) >= limit - 0.03)
                .map(|(&color, &cover)| (color, cover)),
        )
    }

    /// What is drawn on paper of that colour.
    pub fn ink(&self, paper: Lab) -> Ink {
        /// Below this a sample is paper with its grain and shadows.
        const INK: f32 = 0.10;
        /// The same where there is nothing but a soft pencil's lines.
        const FAINTEST: f32 = 0.05;
        let covered = || self.colors.iter().zip(&self.cover);
        let mut strengths: Vec<f32> = Vec::with_capacity(self.colors.len());
        strengths.extend(covered().filter(|(_, cover)| **cover > 0.5).map(|(&color, _)| strength(color, paper)));
        let strong = strengths.len() * 97 / 100;
        let strongest = match strengths.get(strong) {
            Some(_) => *strengths.select_nth_unstable_by(strong, f32::total_cmp).1,
            None => 1.0,
        };
        let least = (strongest * 0.3).clamp(FAINTEST, INK);
        let drawn: Vec<bool> =
            covered().map(|(&color, &cover)| cover > 0.3 && strength(color, paper) > least).collect();
        Ink { drawn, strength: strongest.max(least) }
    }
}

impl Ink {
    /// A stroke's colour as strong as it looks on a large sheet: paper that shines through wax and pencil makes it pale.
    pub fn strengthened(&self, color: Lab, paper: Lab) -> Lab {
        /// Strong strokes are to be that strong.
        const STRONG: f32 = 0.62;
        let faint = (STRONG / self.strength).clamp(1.0, 3.4);
        let chroma = color::chroma(color);
        // What is colourful already has less to gain, and gray pencil no hue of its own.
        let colorful = 1.0 + 0.55 * (1.0 - chroma / 0.19).clamp(0.0, 1.0) * ((chroma - 0.03) / 0.03).clamp(0.0, 1.0);
        let l = paper.l - (paper.l - color.l) * 1.08 * faint;
        Lab::new(l.max(color.l.min(0.2)), color.a * colorful, color.b * colorful)
    }

    /// How much of a cell is drawn on, 0 to 1.
    pub fn share(&self, fine: &Fine, x: u32, y: u32) -> f32 {
        fine.cell(x, y).filter(|&at| self.drawn[at]).count() as f32 / fine.cell_len() as f32
    }

    /// The colour drawn with in a cell: of the samples drawn on, the stronger half counts most.
    pub fn color(&self, fine: &Fine, x: u32, y: u32) -> Option<Lab> {
        let strength = |color: Lab| (1.05 - color.l).max(0.05) + color::chroma(color);
        let drawn = || fine.cell(x, y).filter(|&at| self.drawn[at]);
        drawn().next()?;
        Some(color::mean(drawn().map(|at| {
            let strength = strength(fine.colors[at]);
            (fine.colors[at], fine.cover[at] * strength * strength * strength)
        })))
    }
}
