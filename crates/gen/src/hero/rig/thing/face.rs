//! The face of a thing that has none: small, and where the thing has room for it.

use crate::{
    color::{self, Lab},
    grid::{Grid, Picture, Rect},
    hero::{
        Style,
        rig::{
            grids::{Dye, Part, Sizes},
            legs::runs,
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

/// Colours that differ by more than this on average make lines hard to see.
const UNEVEN: f32 = 0.10;
/// A surface darker than this gets white eyes.
const DARK: f32 = 0.43;
/// A face wider than this share of the thing hides it.
const WIDEST: f32 = 0.5;

/// A drawn face and its place on a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    part: Part,
    /// Between the eyes, in the body's pixels.
    at: (i32, i32),
    /// A light line around it where the surface is too uneven to be drawn on.
    rim: Option<[u8; 3]>,
    /// The cheeks, which only an even surface shows.
    cheek: [u8; 3],
}

impl Face {
    /// The calmest place for a face near the upper middle of a body, and the largest face that fits there.
    pub fn find(body: &Picture, style: Style, dress: &Dress) -> Self {
        let largest = match style.frame_px() {
            ..=32 => 0,
            33..=48 => 1,
            _ => 2,
        };
        let colors = body.map(|&[r, g, b, a]| (a > 0).then(|| color::lab([r, g, b])));
        let mut best: Option<(f32, (i32, i32), usize, Rect)> = None;
        for size in (0..=largest).rev() {
            let part = Part::read(FACE[size], &[]);
            let shape = part.pose("open", 0, (0, 0));
            let Some(bounds) = shape.picture.bounds(|pixel| pixel[3] > 0) else { continue };
            let reach = Rect { x: shape.x + bounds.x, y: shape.y + bounds.y, ..bounds };
            let (unrest, at) = calmest(&colors, reach);
            // A smaller face has to be clearly better placed to be preferred.
            let runs = runs(body, at.1);
            let wide = runs.iter().filter(|run| run.0 <= at.0 && at.0 < run.1).map(|run| run.1 - run.0).max();
            let share = reach.width as f32 / wide.unwrap_or(1).max(1) as f32;
            let unrest = unrest + 0.4 * (largest - size) as f32 + 4.0 * (share - WIDEST).max(0.0);
            if best.as_ref().is_none_or(|&(least, ..)| unrest < least) {
                best = Some((unrest, at, size, reach));
            }
        }
        let (_, at, size, reach) = best.unwrap_or((0.0, (0, 0), 0, Rect { x: 0, y: 0, width: 1, height: 1 }));
        let here = Rect { x: at.0 + reach.x, y: at.1 + reach.y, ..reach };
        let under = body.cut(here, [0; 4]);
        let surface = mean_color(under.pixels.iter().copied());
        let gaps = under
            .pixels
            .iter()
            .filter(|pixel| pixel[3] > 0)
            .map(|&[r, g, b, _]| color::distance(color::lab([r, g, b]), surface));
        let (sum, count) = gaps.fold((0.0, 0.0), |(sum, count), gap| (sum + gap, count + 1.0_f32));
        let uneven = sum > count * UNEVEN;
        let rim = uneven.then(|| color::rgb(Lab::new((surface.l + 0.25).clamp(0.8, 0.95), surface.a, surface.b)));
        let cheek = color::rgb(color::mix(surface, color::lab([0xff, 0x70, 0x90]), 0.6));
        let dyes = dyes(surface, surface.l < DARK && !uneven, dress.dark, cheek);
        Self { part: Part::read(FACE[size], &dyes), at, rim, cheek }
    }

    /// Puts the face on a body in a pose, with an expression; none for an unknown one, as when it looks away.
    pub fn put(&self, stage: &mut Stage, body: &Sprite, pose: &Pose, expression: &str) {
        if !expression.is_empty() && pose.scale.0 > 0.0 {
            let mut face = self.part.pose(expression, 0, body.point(pose, self.at));
            if self.rim.is_some() {
                let [r, g, b] = self.cheek;
                face.picture = face.picture.map(|&pixel| if pixel == [r, g, b, 255] { [0; 4] } else { pixel });
            }
            stage.put(&face, self.rim);
        }
    }
}

/// Eyes, lines, cheeks and mouth that can be read on a surface.
fn dyes(surface: Lab, on_dark: bool, dark: [u8; 3], cheek: [u8; 3]) -> [Dye; 7] {
    const WHITE: [u8; 3] = [249, 248, 241];
    let eye = color::rgb(color::lit(color::lab(dark), -0.06));
    let (white, line) = if on_dark { (WHITE, color::rgb(color::lit(surface, 0.42))) } else { (eye, eye) };
    [
        ("white", white),
        ("ink", eye),
        ("slate-5", WHITE),
        ("earth-3", line),
        ("red-1", line),
        ("pink-4", cheek),
        ("pink-3", [0xe5, 0x5a, 0x90]),
    ]
}

/// The place for something that reaches as far as `reach` from it, and how little calm it is there: missing ground, uneven
/// colours and distance from the upper middle count.
fn calmest(colors: &Grid<Option<Lab>>, reach: Rect) -> (f32, (i32, i32)) {
    let (width, height) = (colors.width as i32, colors.height as i32);
    let (middle, eyes) = (width as f32 * 0.53, height as f32 * 0.40);
    let mut best = (f32::MAX, (width / 2, height / 3));
    for y in 0..height {
        for x in 0..width {
            let (mut sum, mut squares, mut count, mut missing) = ([0.0_f32; 3], 0.0, 0.0, 0.0);
            for dy in reach.y - 1..=reach.y + reach.height as i32 {
                for dx in reach.x - 1..=reach.x + reach.width as i32 {
                    match colors.get(x + dx, y + dy).flatten() {
                        Some(Lab { l, a, b, .. }) => {
                            sum = [sum[0] + l, sum[1] + a, sum[2] + b];
                            (squares, count) = (squares + l * l + a * a + b * b, count + 1.0);
                        }
                        None => missing += 1.0,
                    }
                }
            }
            if count < 1.0 {
                continue;
            }
            let mean = sum.iter().map(|sum| (sum / count) * (sum / count)).sum::<f32>();
            let uneven = (squares / count - mean).max(0.0_f32).sqrt();
            let away =
                ((x as f32 - middle) / width as f32).abs() * 1.6 + ((y as f32 - eyes) / height as f32).abs() * 2.0;
            let unrest = missing / (count + missing) * 6.0 + uneven * 6.0 + away;
            if unrest < best.0 {
                best = (unrest, (x, y));
            }
        }
    }
    best
}
