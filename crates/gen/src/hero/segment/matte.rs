//! From a small, rough division to a clean mask as large as the picture.

use crate::grid::{Grid, Mask, Picture};

use super::grab::Division;
use super::scene::{Scene, blurred};
use super::shapes::{components, squared_distances};

/// Drops specks, whiskers and what does not belong to the subject; fills holes that are not clearly background.
pub fn cleaned(division: &Division, odds: &Grid<f32>, fixed: &Grid<Option<bool>>) -> Grid<bool> {
    let smooth = majority(&division.inside, fixed);
    let (numbers, found) = components(&smooth, false);
    if found.is_empty() {
        return smooth;
    }
    let mut support = vec![0.0_f32; found.len()];
    let mut kept_by_hand = vec![false; found.len()];
    for (i, &number) in numbers.pixels.iter().enumerate() {
        if number > 0 {
            support[number as usize - 1] += 1.0 / (1.0 + (-odds.pixels[i]).exp());
            kept_by_hand[number as usize - 1] |= fixed.pixels[i] == Some(true);
        }
    }
    let main = (0..found.len()).max_by(|&a, &b| support[a].total_cmp(&support[b])).unwrap_or(0);
    let away = squared_distances(&numbers.map(|&number| number as usize == main + 1));
    let mut nearest = vec![f32::INFINITY; found.len()];
    for (&number, &squared) in numbers.pixels.iter().zip(&away.pixels) {
        if number > 0 {
            let slot = &mut nearest[number as usize - 1];
            *slot = slot.min(squared);
        }
    }
    let reach = 0.05 * smooth.width.max(smooth.height) as f32;
    let stays = |slot: usize| {
        let share = found[slot].pixels as f32 / found[main].pixels as f32;
        let near = nearest[slot].sqrt() <= reach;
        let likely = support[slot] > 0.5 * found[slot].pixels as f32;
        slot == main || kept_by_hand[slot] || (near && likely && share > 0.02) || (near && share > 0.1)
    };
    let kept: Vec<bool> = (0..found.len()).map(stays).collect();
    let shape = numbers.map(|&number| number > 0 && kept[number as usize - 1]);
    without_holes(&shape, division, fixed)
}

/// Each pixel as most of its nine neighbours are, strokes excepted.
fn majority(shape: &Grid<bool>, fixed: &Grid<Option<bool>>) -> Grid<bool> {
    let share = blurred(&shape.map(|&inside| f32::from(u8::from(inside))), 1);
    let pixels = share.pixels.iter().zip(&fixed.pixels).map(|(&share, fixed)| fixed.unwrap_or(share > 0.5)).collect();
    Grid { width: shape.width, height: shape.height, pixels }
}

fn without_holes(shape: &Grid<bool>, division: &Division, fixed: &Grid<Option<bool>>) -> Grid<bool> {
    let (numbers, found) = components(&shape.map(|&inside| !inside), false);
    let mut odds = vec![0.0_f32; found.len()];
    let mut erased = vec![false; found.len()];
    for (i, &number) in numbers.pixels.iter().enumerate() {
        if number > 0 {
            odds[number as usize - 1] += division.colors.pixels[i].clamp(-6.0, 6.0);
            erased[number as usize - 1] |= fixed.pixels[i] == Some(false);
        }
    }
    let subject = shape.pixels.iter().filter(|&&inside| inside).count() as f32;
    let holds = |slot: usize| {
        let hole = &found[slot];
        let clearly_background = odds[slot] / (hole.pixels as f32) < -2.5 && hole.pixels as f32 > subject * 0.012;
        hole.border_pixels == 0 && !erased[slot] && !clearly_background
    };
    let filled: Vec<bool> = (0..found.len()).map(holds).collect();
    numbers.map(|&number| number == 0 || filled[number as usize - 1])
}

/// Radius of the windows in which the mask follows the picture's colours, in pixels of the scene.
const RADIUS: u32 = 2;
/// Variance (of sRGB from 0 to 1) below which colours do not tell anything.
const FLAT: f32 = 4e-4;

/// A small shape brought up to the picture's size along the picture's edges, after He and Sun, "Fast Guided Filter" (2015).
pub fn enlarged(shape: &Grid<bool>, scene: &Scene, picture: &Picture) -> Mask {
    let soft = blurred(&shape.map(|&inside| f32::from(u8::from(inside))), 1);
    let lines = guided_lines(&soft, scene);
    let certain = blurred(&soft, RADIUS + 1);
    let (width, height) = (scene.width() as usize, scene.height() as usize);
    let place = |i: u32, to: u32, from: usize| {
        let at = ((i as f32 + 0.5) * from as f32 / to as f32 - 0.5).clamp(0.0, (from - 1) as f32);
        (at as usize, (at as usize + 1).min(from - 1), at - (at as usize) as f32)
    };
    let columns: Vec<_> = (0..picture.width).map(|x| place(x, picture.width, width)).collect();
    let mut pixels = Vec::with_capacity(picture.pixels.len());
    for y in 0..picture.height {
        let (above, below, down) = place(y, picture.height, height);
        for x in 0..picture.width {
            let (left, right, across) = columns[x as usize];
            let here = certain.pixels
                [(if down < 0.5 { above } else { below }) * width + if across < 0.5 { left } else { right }];
            if !(0.02..=0.98).contains(&here) {
                pixels.push(if here > 0.5 { 255 } else { 0 });
                continue;
            }
            let pixel = picture.pixels[(y * picture.width + x) as usize];
            let mut value = 0.0;
            for (row, vertical) in [(above, 1.0 - down), (below, down)] {
                for (column, horizontal) in [(left, 1.0 - across), (right, across)] {
                    let line = &lines[row * width + column];
                    let share = (0..3).map(|i| line[i] * f32::from(pixel[i]) / 255.0).sum::<f32>() + line[3];
                    value += vertical * horizontal * share;
                }
            }
            // Steeper than the filter leaves it: a sprite needs an outline, not a haze.
            pixels.push((((value - 0.5) * 2.5 + 0.5).clamp(0.0, 1.0) * 255.0) as u8);
        }
    }
    Mask { width: picture.width, height: picture.height, pixels }
}

/// For each pixel the linear function of colour that comes nearest to the shape around it.
fn guided_lines(soft: &Grid<f32>, scene: &Scene) -> Vec<[f32; 4]> {
    let mean = |value: &dyn Fn(usize) -> f32| {
        let pixels = (0..soft.pixels.len()).map(value).collect();
        blurred(&Grid { width: soft.width, height: soft.height, pixels }, RADIUS).pixels
    };
    let rgb = &scene.rgb.pixels;
    let colors: [Vec<f32>; 3] = std::array::from_fn(|c| mean(&|i| rgb[i][c]));
    let shape = mean(&|i| soft.pixels[i]);
    let with_shape: [Vec<f32>; 3] = std::array::from_fn(|c| mean(&|i| rgb[i][c] * soft.pixels[i]));
    let pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)];
    let products: [Vec<f32>; 6] = pairs.map(|(a, b)| mean(&|i| rgb[i][a] * rgb[i][b]));
    let lines: Vec<[f32; 4]> = (0..soft.pixels.len())
        .map(|i| {
            let spread = |k: usize| products[k][i] - colors[pairs[k].0][i] * colors[pairs[k].1][i];
            let matrix = [
                [spread(0) + FLAT, spread(1), spread(2)],
                [spread(1), spread(3) + FLAT, spread(4)],
                [spread(2), spread(4), spread(5) + FLAT],
            ];
            let slope = solved(matrix, std::array::from_fn(|c| with_shape[c][i] - colors[c][i] * shape[i]));
            let offset = shape[i] - (0..3).map(|c| slope[c] * colors[c][i]).sum::<f32>();
            [slope[0], slope[1], slope[2], offset]
        })
        .collect();
    let smooth: [Vec<f32>; 4] = std::array::from_fn(|c| mean(&|i| lines[i][c]));
    (0..lines.len()).map(|i| std::array::from_fn(|c| smooth[c][i])).collect()
}

/// Solves three equations by Cramer's rule.
fn solved(m: [[f32; 3]; 3], right: [f32; 3]) -> [f32; 3] {
    let det = |m: [[f32; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = det(m);
    if whole.abs() < 1e-18 {
        return [0.0; 3];
    }
    std::array::from_fn(|c| {
        let mut replaced = m;
        for (row, value) in replaced.iter_mut().zip(right) {
            row[c] = value;
        }
        det(replaced) / whole
    })
}
