//! The face of a thing: where it goes, and whether there is one already.

use crate::{
    color::{self, Lab},
    grid::{Grid, Picture, Rect},
    hero::{
        Style,
        rig::{
            cutout::Cutout,
            grids::{Dye, Part, Sizes},
            legs::runs,
            spots::{LOOK_PX, Spot, dark_spots},
            stage::Stage,
            warp::{Pose, Sprite},
        },
    },
};

use super::dress::{Dress, mean_color};

const FACE: Sizes = [
    include_str!("../../../../../../assets/art/hero-parts/thing-face-32.art"),
    include_str!("../../../../../../assets/art/hero-parts/thing-face-48.art"),
    include_str!("../../../../../../assets/art/hero-parts/thing-face-64.art"),
];

/// Lightness that differs by more than this on average makes lines hard to see.
const UNEVEN: f32 = 0.09;

/// A drawn face and its place on a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    part: Part,
    /// Between the eyes, in the body's pixels.
    at: (i32, i32),
    /// A light line around it where the surface is too uneven to be drawn on.
    rim: Option<[u8; 3]>,
}

impl Face {
    /// The calmest place for a face near the upper middle of a body, and the largest face that fits there.
    pub fn find(body: &Picture, style: Style, dress: &Dress) -> Self {
        let largest = match style.frame_px() {
            ..=32 => 0,
            33..=48 => 1,
            _ => 2,
        };
        let light = body.map(|&[r, g, b, a]| (a > 0).then(|| color::lab([r, g, b]).l));
        let mut best: Option<(f32, (i32, i32), usize, Rect)> = None;
        for size in (0..=largest).rev() {
            let part = Part::read(FACE[size], &[]);
            let shape = part.pose("open", 0, (0, 0));
            let Some(bounds) = shape.picture.bounds(|pixel| pixel[3] > 0) else { continue };
            let reach = Rect { x: shape.x + bounds.x, y: shape.y + bounds.y, ..bounds };
            let (unrest, at) = calmest(&light, reach);
            // A smaller face has to be clearly better placed to be preferred.
            let unrest = unrest + 0.35 * (largest - size) as f32;
            if best.as_ref().is_none_or(|&(least, ..)| unrest < least) {
                best = Some((unrest, at, size, reach));
            }
        }
        let (_, at, size, reach) = best.unwrap_or((0.0, (0, 0), 0, Rect { x: 0, y: 0, width: 1, height: 1 }));
        let here = Rect { x: at.0 + reach.x, y: at.1 + reach.y, ..reach };
        let under = body.cut(here, [0; 4]);
        let surface = mean_color(under.pixels.iter().copied());
        let lights = under.pixels.iter().filter(|pixel| pixel[3] > 0).map(|&[r, g, b, _]| color::lab([r, g, b]).l);
        let (sum, count) = lights.fold((0.0, 0.0), |(sum, count), l| (sum + (l - surface.l).abs(), count + 1.0_f32));
        let uneven = sum > count * UNEVEN;
        let rim = uneven.then(|| color::rgb(Lab::new((surface.l + 0.25).clamp(0.8, 0.95), surface.a, surface.b)));
        let line = if surface.l < 0.45 && !uneven { color::rgb(color::lit(surface, 0.34)) } else { dress.dark };
        Self { part: Part::read(FACE[size], &dyes(surface, line, dress.dark)), at, rim }
    }

    /// Puts the face on a body in a pose, with an expression; none for an unknown one, as when it looks away.
    pub fn put(&self, stage: &mut Stage, body: &Sprite, pose: &Pose, expression: &str) {
        if !expression.is_empty() && pose.scale.0 > 0.0 {
            stage.put(&self.part.pose(expression, 0, body.point(pose, self.at)), self.rim);
        }
    }
}

/// Lines, cheeks and mouth that can be read on a surface.
fn dyes(surface: Lab, line: [u8; 3], dark: [u8; 3]) -> [Dye; 5] {
    let cheek = color::rgb(color::mix(surface, color::lab([0xff, 0x80, 0x9a]), 0.65));
    [("earth-3", line), ("ink", dark), ("red-1", dark), ("pink-4", cheek), ("pink-3", [0xe5, 0x5a, 0x90])]
}

/// The place for something that reaches as far as `reach` from it, and how little calm it is there: missing ground, uneven
/// light and distance from the upper middle count.
fn calmest(light: &Grid<Option<f32>>, reach: Rect) -> (f32, (i32, i32)) {
    let (width, height) = (light.width as i32, light.height as i32);
    let (middle, eyes) = (width as f32 * 0.53, height as f32 * 0.40);
    let mut best = (f32::MAX, (width / 2, height / 3));
    for y in 0..height {
        for x in 0..width {
            let (mut sum, mut squares, mut count, mut missing) = (0.0, 0.0, 0.0, 0.0);
            for dy in reach.y - 1..=reach.y + reach.height as i32 {
                for dx in reach.x - 1..=reach.x + reach.width as i32 {
                    match light.get(x + dx, y + dy).flatten() {
                        Some(l) => (sum, squares, count) = (sum + l, squares + l * l, count + 1.0),
                        None => missing += 1.0,
                    }
                }
            }
            if count < 1.0 {
                continue;
            }
            let mean = sum / count;
            let uneven = (squares / count - mean * mean).max(0.0_f32).sqrt();
            let away =
                ((x as f32 - middle) / width as f32).abs() * 1.6 + ((y as f32 - eyes) / height as f32).abs() * 1.3;
            let unrest = missing / (count + missing) * 6.0 + uneven * 3.0 + away;
            if unrest < best.0 {
                best = (unrest, (x, y));
            }
        }
    }
    best
}

/// Whether a thing looks at us already: two dark spots alike, side by side in the middle of its upper part.
pub fn has_own(cutout: &Cutout) -> bool {
    let small = cutout.sprite(cutout.size_within(LOOK_PX, LOOK_PX));
    let spots = dark_spots(&small);
    let height = small.height as f32;
    let alike = |one: &Spot, other: &Spot| {
        one.area.max(other.area) < one.area.min(other.area) * 2.6 && color::distance(one.color, other.color) < 0.12
    };
    spots.iter().enumerate().any(|(i, one)| {
        spots[i + 1..].iter().any(|other| {
            let ((x, y), (x2, y2)) = (one.middle(), other.middle());
            let (apart, level) = ((x2 - x).abs(), (y2 - y).abs());
            let runs = runs(&small, y.midpoint(y2) as i32);
            let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return false };
            let (from, wide) = (first.0 as f32, (last.1 - first.0) as f32);
            let off_middle = (x.midpoint(x2) - from - wide / 2.0).abs();
            (wide * 0.14..wide * 0.65).contains(&apart)
                && level < apart * 0.4
                && off_middle < wide * 0.14
                && y.max(y2) < height * 0.6
                && alike(one, other)
                && one.contrast.min(other.contrast) > 0.14
                && one.area.max(other.area).sqrt() < wide * 0.18
                // More of the same are a pattern, not eyes.
                && spots.iter().filter(|spot| alike(one, spot) && spot.contrast > one.contrast * 0.75).count() <= 4
        })
    })
}
