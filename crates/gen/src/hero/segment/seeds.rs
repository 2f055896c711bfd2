//! What is likely to belong to the subject before any colour is known, as logarithms of odds: above 0 it rather does.

use crate::grid::Grid;
use crate::hero::Face;

use super::color_model::{ColorModel, Sample};
use super::regions::Regions;
use super::saliency::{Taste, saliency};
use super::scene::{Scene, blurred};
use super::shapes::squared_distances;

/// Regions that saliency is computed on.
const REGIONS: u32 = 180;

/// Odds with what a person painted counting for its surroundings too, less the further away.
pub fn around_strokes(mut odds: Grid<f32>, fixed: &Grid<Option<bool>>) -> Grid<f32> {
    let reach = 0.03 * odds.width.max(odds.height) as f32;
    for (keep, strength) in [(true, 3.0), (false, -3.0)] {
        let painted = fixed.map(|&fixed| fixed == Some(keep));
        if !painted.pixels.contains(&true) {
            continue;
        }
        for (odds, squared) in odds.pixels.iter_mut().zip(squared_distances(&painted).pixels) {
            *odds += strength * (-squared / (2.0 * reach * reach)).exp();
        }
    }
    odds
}

/// The odds around a face: head, hair, neck, shoulders and what is below.
pub fn person(scene: &Scene, face: &Face) -> Grid<f32> {
    let side = (face.side / scene.scale).max(1.0);
    let (cx, cy) = (face.center.0 / scene.scale, face.center.1 / scene.scale);
    Grid::from_fn(scene.width(), scene.height(), |x, y| {
        let across = (x as f32 + 0.5 - cx) / side;
        let down = (y as f32 + 0.5 - cy) / side;
        head_odds(across, down).max(body_odds(across.abs(), down))
    })
}

/// Odds of head and hair; lengths in sides of the face's square, from its middle.
fn head_odds(across: f32, down: f32) -> f32 {
    let ellipse = |middle: f32, rx: f32, ry: f32| ((across / rx).powi(2) + ((down - middle) / ry).powi(2)).sqrt();
    // The face itself is sure; hair is around it. What is beside the head is background, above may be a hat.
    let face = ellipse(0.0, 0.46, 0.62);
    let hair = ellipse(-0.14, 0.67, if down < -0.14 { 1.0 } else { 0.75 });
    let odds = if face < 1.0 { 3.5 } else { 0.4 + (1.0 - hair) * 5.0 };
    odds.clamp(if down < -0.6 && across.abs() < 0.7 { -1.8 } else { -3.0 }, 3.5)
}

/// Odds of neck, shoulders and body.
fn body_odds(across: f32, down: f32) -> f32 {
    if down < 0.45 {
        return -3.0;
    }
    let half_width = match down {
        ..0.85 => 0.42,
        ..1.4 => 0.42 + (down - 0.85) / 0.55 * 1.0,
        // Wider than a body: arms, knees, and what is held.
        _ => 1.42 + (down - 1.8).clamp(0.0, 1.3) * 0.95,
    };
    // Further down legs stand apart and people are cut off.
    let sure = (2.8 - (down - 3.5).max(0.0) * 0.35).max(0.6);
    (sure - across / half_width * 2.4).clamp(-2.6, 3.0)
}

/// How much every pixel stands out, 0 to 1.
pub fn standing_out(scene: &Scene, taste: Taste) -> Grid<f32> {
    let regions = Regions::of(&scene.samples, REGIONS);
    saliency(&scene.samples, &regions, taste)
}

/// The odds that follow from what stands out.
pub fn salient(standing_out: &Grid<f32>) -> Grid<f32> {
    let level = split(&standing_out.pixels);
    standing_out.map(|&value| ((value - level) * 7.0).clamp(-2.5, 2.5))
}

/// The odds of something in the middle that the border is not part of; `reach` is half its size, in sizes of the picture.
pub fn central(scene: &Scene, reach: f32) -> Grid<f32> {
    Grid::from_fn(scene.width(), scene.height(), |x, y| {
        let (across, down) = from_middle(scene, x, y);
        let away = (across * across + down * down).sqrt() / reach;
        // What stands on a table may reach below the picture, not so often beyond its other sides.
        let border = across.abs().max(if down > 0.0 { down * 0.95 } else { -down });
        (1.9 * (1.0 - away * away)).clamp(-1.8, 1.6) - ((border - 0.44) * 60.0).clamp(0.0, 3.5)
    })
}

/// The odds of what is in focus.
pub fn in_focus(scene: &Scene) -> Grid<f32> {
    Grid::from_fn(scene.width(), scene.height(), |x, y| {
        let (across, down) = from_middle(scene, x, y);
        let sharp = scene.samples.pixels[(y * scene.width() + x) as usize][3];
        let border = across.abs().max(down.abs());
        let away = across * across + down * down;
        (sharp * 0.22 + 0.8 - away * 6.0).clamp(-2.2, 2.2) - ((border - 0.44) * 40.0).clamp(0.0, 1.5)
    })
}

/// The odds of something so near that it reaches out of the picture: the border is background only where it is least like the
/// middle.
pub fn close_up(scene: &Scene) -> Option<Grid<f32>> {
    let middle: Vec<(Sample, f32)> = scene
        .samples
        .pixels
        .iter()
        .enumerate()
        .filter_map(|(i, &sample)| {
            let (across, down) = from_middle(scene, i as u32 % scene.width(), i as u32 / scene.width());
            (across * across + down * down < 0.28 * 0.28).then_some((sample, 1.0))
        })
        .collect();
    let model = ColorModel::fit(&middle)?;
    let likeness = scene.samples.map(|sample| model.log_likelihood(sample).max(-30.0));
    let smooth = blurred(&likeness, (scene.width().max(scene.height()) / 16).max(1));
    let is_border = |i: usize| {
        let (across, down) = from_middle(scene, i as u32 % scene.width(), i as u32 / scene.width());
        across.abs().max(down.abs()) > 0.42
    };
    let mut border: Vec<f32> = (0..smooth.pixels.len()).filter(|&i| is_border(i)).map(|i| smooth.pixels[i]).collect();
    border.sort_by(f32::total_cmp);
    let at = |share: f32| border.get((border.len() as f32 * share) as usize).copied().unwrap_or(0.0);
    let (unlike, level) = (at(0.1), at(0.4));
    let span = (level - unlike).max(0.5);
    Some(Grid::from_fn(scene.width(), scene.height(), |x, y| {
        let (across, down) = from_middle(scene, x, y);
        let like = (smooth.pixels[(y * scene.width() + x) as usize] - level) / span;
        let near = 1.6 - (across * across + down * down) * 9.0;
        (like.clamp(-1.6, 1.0) * 1.4 + near.max(0.0)).clamp(-2.5, 2.5)
    }))
}

/// Where a pixel is, from -0.5 to 0.5 across and down the picture.
fn from_middle(scene: &Scene, x: u32, y: u32) -> (f32, f32) {
    ((x as f32 + 0.5) / scene.width() as f32 - 0.5, (y as f32 + 0.5) / scene.height() as f32 - 0.5)
}

/// The value that parts values best into two groups, after Otsu (1979).
fn split(values: &[f32]) -> f32 {
    let mut counts = [0_u32; 64];
    for &value in values {
        counts[(value.clamp(0.0, 1.0) * 63.0) as usize] += 1;
    }
    let total: f32 = counts.iter().map(|&count| count as f32).sum();
    let all: f32 = counts.iter().enumerate().map(|(i, &count)| i as f32 * count as f32).sum();
    let (mut below, mut below_sum, mut best) = (0.0_f32, 0.0_f32, (0.0_f32, 32_usize));
    for (i, &count) in counts.iter().enumerate() {
        below += count as f32;
        below_sum += i as f32 * count as f32;
        let above = total - below;
        if below > 0.0 && above > 0.0 {
            let apart = below_sum / below - (all - below_sum) / above;
            let spread = below * above * apart * apart;
            if spread > best.0 {
                best = (spread, i);
            }
        }
    }
    (best.1 as f32 + 0.5) / 63.0
}
