//! Making pictures small without losing what one knows them by.
//!
//! Every pixel of the result takes one side of what lies in its cell, not the mean of it: the colours of the cell are
//! parted in two, and the larger part wins, where colours that stand out from their surroundings count for more (after
//! Weber, Waechter, Amend and Gooch, Rapid Detail-Preserving Image Downscaling, 2016). So edges stay crisp, and an eye
//! that covers a third of its cell is still there.

mod fine;
mod solid;

use crate::{
    color::{self, Lab},
    grid::{Grid, Mask, Picture, Rect},
};

use fine::Fine;

/// What is in a cell of the result before it is decided.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// How much of it the subject covers, 0 to 1.
    cover: f32,
    mean: Lab,
}

/// How much of a cell the subject has to cover for the pixel to be opaque.
const SOLID: f32 = 0.45;

/// Shows `part` of a picture in `width` x `height` pixels, each either opaque or clear as the mask has it. Only what the
/// mask keeps gives colour. What is thinner than a pixel keeps together as a line of one pixel.
pub fn shrink(picture: &Picture, mask: &Mask, part: Rect, width: u32, height: u32) -> Picture {
    let fine = Fine::new(picture, mask, part, width, height, fine::Rim::Faint);
    let cells = cells(&fine);
    let solid = solid::solid(&cells.map(|cell| cell.cover), SOLID);
    let around = surroundings(&cells);
    let mut samples = Vec::new();
    let colors = Grid::from_fn(width, height, |x, y| {
        let at = y as usize * width as usize + x as usize;
        if !solid.pixels[at] {
            return None;
        }
        samples.clear();
        samples
            .extend(fine.cell(x, y).map(|at| (fine.colors[at], fine.weight[at])).filter(|&(_, weight)| weight > 0.0));
        Some(decide(&samples, around[at]))
    });
    let calm = calmed(&calmed(&colors));
    finished(&accented(&calm, 0.22))
}

/// Every pixel drawn to the neighbours that look like it: fur, cloth and grain become even areas, and edges, eyes and
/// stitches stay as crisp as they are (a bilateral filter, Tomasi and Manduchi 1998).
fn calmed(colors: &Grid<Option<Lab>>) -> Grid<Option<Lab>> {
    /// Colours this far apart count about a third.
    const ALIKE: f32 = 0.055;
    Grid::from_fn(colors.width, colors.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let own = colors.get(x, y)??;
        let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
        Some(color::mean(near.filter_map(|(dx, dy)| {
            let color = colors.get(x + dx, y + dy)??;
            let gap = color::distance_squared(color, own) / (ALIKE * ALIKE);
            let beside = if dx == 0 || dy == 0 { 1.0 } else { 0.6 };
            Some((color, beside / (1.0 + gap * gap + gap)))
        })))
    })
}

/// Shows `part` of a drawing in `width` x `height` pixels like [`shrink`], but what was drawn with wins over the paper:
/// no stroke is lost, and areas filled with strokes are solid.
pub fn shrink_drawing(picture: &Picture, mask: &Mask, part: Rect, width: u32, height: u32) -> Picture {
    let fine = Fine::new(picture, mask, part, width, height, fine::Rim::Full);
    let cells = cells(&fine);
    let solid = solid::solid(&cells.map(|cell| cell.cover), SOLID);
    let paper = fine.paper();
    let ink = fine.ink(paper);
    let strong = |color: Lab| ink.strengthened(color, paper);
    let covered = Grid::from_fn(width, height, |x, y| ink.share(&fine, x, y));
    let drawn = filled(&solid::solid(&covered, 0.3), &covered);
    let colors = Grid::from_fn(width, height, |x, y| {
        let at = y as usize * width as usize + x as usize;
        match (solid.pixels[at], drawn.pixels[at]) {
            (false, _) => None,
            (true, true) => Some(strong(ink.color(&fine, x, y).unwrap_or(cells.pixels[at].mean))),
            // Between the strokes there is paper, without its grain and shadows.
            (true, false) => Some(paper),
        }
    });
    finished(&colors)
}

/// Areas filled with strokes without the specks of paper between them; what was left white, such as eyes, has hardly a
/// stroke in it.
fn filled(drawn: &Grid<bool>, covered: &Grid<f32>) -> Grid<bool> {
    /// Less is left white on purpose.
    const TOUCHED: f32 = 0.14;
    Grid::from_fn(drawn.width, drawn.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (x + dx, y + dy)));
        let around = near.filter(|&(x, y)| drawn.get(x, y) == Some(true)).count();
        drawn.get(x, y) == Some(true) || (around >= 6 && covered.get(x, y).is_some_and(|share| share > TOUCHED))
    })
}

fn cells(fine: &Fine) -> Grid<Cell> {
    Grid::from_fn(fine.columns, fine.rows, |x, y| {
        let mut cover = 0.0;
        let mean = color::mean(fine.cell(x, y).map(|at| {
            cover += fine.cover[at];
            (fine.colors[at], fine.weight[at])
        }));
        Cell { cover: cover / fine.cell_len() as f32, mean }
    })
}

/// The mean colour of every cell and its eight neighbours.
fn surroundings(cells: &Grid<Cell>) -> Vec<Lab> {
    let (width, height) = (cells.width as i32, cells.height as i32);
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    places
        .map(|(x, y)| {
            let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
            color::mean(near.filter_map(|(dx, dy)| {
                let cell = cells.get(x + dx, y + dy)?;
                let weight = if (dx, dy) == (0, 0) { 1.5 } else { 1.0 };
                Some((cell.mean, cell.cover * weight))
            }))
        })
        .collect()
}

/// The colour of a cell: of the one of its two parts that is larger or stands out.
fn decide(samples: &[(Lab, f32)], around: Lab) -> Lab {
    /// Below this distance the two parts are one material with its shading.
    const APART: f32 = 0.07;
    /// How much standing out counts against covering more.
    const ORDINARY: f32 = 0.07;
    let mean = color::mean(samples.iter().copied());
    let mut one = farthest(samples, mean);
    let mut other = farthest(samples, one);
    if color::distance_squared(one, other) < APART * APART {
        return mean;
    }
    let (mut one_weight, mut other_weight) = (0.0, 0.0);
    for _ in 0..3 {
        let mut sums = [(Lab::new(0.0, 0.0, 0.0), 0.0_f32); 2];
        for &(color, weight) in samples {
            let is_other = color::distance_squared(color, one) > color::distance_squared(color, other);
            let (sum, total) = &mut sums[usize::from(is_other)];
            *sum = Lab::new(sum.l + color.l * weight, sum.a + color.a * weight, sum.b + color.b * weight);
            *total += weight;
        }
        let [(one_sum, of_one), (other_sum, of_other)] = sums;
        if of_one <= 0.0 || of_other <= 0.0 {
            return mean;
        }
        one = Lab::new(one_sum.l / of_one, one_sum.a / of_one, one_sum.b / of_one);
        other = Lab::new(other_sum.l / of_other, other_sum.a / of_other, other_sum.b / of_other);
        (one_weight, other_weight) = (of_one, of_other);
    }
    let gap = color::distance(one, other);
    if gap < APART {
        return mean;
    }
    // Dark details (eyes, mouths, stitches) say more than bright ones (shine).
    let telling = |part: Lab| {
        let stands_out = color::distance(part, around);
        ORDINARY + if part.l < around.l { 1.2 * stands_out } else { 0.7 * stands_out }
    };
    let one_wins = one_weight * telling(one) >= other_weight * telling(other);
    let (winner, loser) = if one_wins { (one, other) } else { (other, one) };
    // Soft where the parts are close, crisp where they are far apart.
    let crisp = ((gap - APART) / APART).min(1.0);
    color::mix(color::mix(mean, winner, crisp), loser, 0.05)
}

/// The sample that is farthest from a colour and counts.
fn farthest(samples: &[(Lab, f32)], from: Lab) -> Lab {
    let mut best = (0.0, from);
    for &(color, weight) in samples {
        let gap = color::distance_squared(color, from) * weight;
        if gap > best.0 {
            best = (gap, color);
        }
    }
    best.1
}

/// A little more contrast to the neighbours and a little more colour, which small pictures need to look as clear as
/// large ones.
fn accented(colors: &Grid<Option<Lab>>, contrast: f32) -> Grid<Option<Lab>> {
    Grid::from_fn(colors.width, colors.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let own = colors.get(x, y)??;
        let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (x + dx, y + dy)));
        let mean = color::mean(near.filter_map(|(x, y)| Some((colors.get(x, y)??, 1.0))));
        let l = own.l + (contrast * (own.l - mean.l)).clamp(-0.06, 0.06);
        let colorful = 1.0 + 0.12 * (1.0 - color::chroma(own) / 0.2).clamp(0.0, 1.0);
        Some(Lab::new(l.clamp(0.0, 1.0), own.a * colorful, own.b * colorful))
    })
}

fn finished(colors: &Grid<Option<Lab>>) -> Picture {
    colors.map(|color| match color {
        Some(lab) => {
            let [r, g, b] = color::rgb(*lab);
            [r, g, b, 255]
        }
        None => [0; 4],
    })
}
