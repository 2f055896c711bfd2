//! Colours and edges decide together, round after round, as in Rother, Kolmogorov and Blake, "GrabCut" (2004).

use crate::grid::Grid;

use super::color_model::{ColorModel, Sample};
use super::graph_cut::{LINKS, source_side};
use super::scene::Scene;

/// How a scene was divided.
#[derive(Debug, Clone)]
pub struct Division {
    /// What belongs to the subject.
    pub inside: Grid<bool>,
    /// Logarithm of the odds by colour alone.
    pub colors: Grid<f32>,
}

/// How much each evidence counts.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// Rounds of colours and cut.
    pub rounds: u32,
    /// Of an outline in plain surroundings, for a pixel of length.
    pub outline: f32,
    /// How much sharpness tells beside colour, 0 to 1.
    pub focus: f32,
}

/// Colour evidence of one pixel is never stronger than this.
const MOST_ODDS: f32 = 4.5;
/// Colours are learned from about so many pixels.
const MOST_SAMPLES: usize = 1400;
/// Units of the cut for one unit of odds.
const SCALE: f32 = 128.0;
/// Nothing outweighs a stroke.
const SURE: i32 = 1 << 24;

/// Divides a scene. `odds` is what is likely by place, `fixed` what a person said.
pub fn divide(scene: &Scene, odds: &Grid<f32>, fixed: &Grid<Option<bool>>, weights: Weights) -> Option<Division> {
    let samples = scene.samples.map(|&[l, a, b, sharp]| [l, a, b, sharp * weights.focus]);
    let mut shares: Vec<f32> = odds.pixels.iter().map(|&odds| 1.0 / (1.0 + (-2.0 * odds).exp())).collect();
    let links = edge_links(&samples, weights.outline);
    let mut division = None;
    for round in 0..weights.rounds {
        for (share, fixed) in shares.iter_mut().zip(&fixed.pixels) {
            if let Some(keep) = fixed {
                *share = if *keep { 1.0 } else { 0.0 };
            }
        }
        let models = Models::learn(&samples, &shares)?;
        let pixels = samples
            .pixels
            .iter()
            .zip(&odds.pixels)
            .map(|(sample, odds)| if odds.abs() < MOST_ODDS { models.odds(sample) } else { *odds })
            .collect();
        let colors = Grid { width: samples.width, height: samples.height, pixels };
        let pulls = Grid {
            width: samples.width,
            height: samples.height,
            pixels: (0..samples.pixels.len())
                .map(|i| match fixed.pixels[i] {
                    Some(true) => SURE,
                    Some(false) => -SURE,
                    None => ((colors.pixels[i].clamp(-MOST_ODDS, MOST_ODDS) + odds.pixels[i]) * SCALE) as i32,
                })
                .collect(),
        };
        let inside = source_side(&pulls, |i, k| links[i][k]);
        let stays = division.as_ref().is_some_and(|before: &Division| before.inside == inside);
        for (share, (&inside, &odds)) in shares.iter_mut().zip(inside.pixels.iter().zip(&odds.pixels)) {
            // What the place speaks against counts less as an example.
            let agrees = 1.0 / (1.0 + (if inside { -odds } else { odds } * 0.7 - 0.7).exp());
            *share = if inside { agrees } else { 1.0 - agrees };
        }
        division = Some(Division { inside, colors });
        if stays && round > 0 {
            break;
        }
    }
    division
}

/// The colours of subject and background.
pub struct Models {
    inside: ColorModel,
    outside: ColorModel,
}

impl Models {
    /// Learns from pixels of which each belongs to the subject by some share; none if one side is empty.
    pub fn learn(samples: &Grid<Sample>, shares: &[f32]) -> Option<Self> {
        let step = (samples.pixels.len() / MOST_SAMPLES).max(1) | 1;
        let weighted = |share: fn(f32) -> f32| {
            let pairs: Vec<(Sample, f32)> = samples
                .pixels
                .iter()
                .zip(shares)
                .step_by(step)
                .map(|(&sample, &value)| (sample, share(value)))
                .filter(|&(_, share)| share > 0.02)
                .collect();
            ColorModel::fit(&pairs)
        };
        Some(Self { inside: weighted(|share| share)?, outside: weighted(|share| 1.0 - share)? })
    }

    /// How much rather a colour is the subject's than its background's.
    pub fn odds(&self, sample: &Sample) -> f32 {
        self.inside.log_likelihood(sample) - self.outside.log_likelihood(sample)
    }
}

/// What parting neighbours costs: less where colours change.
fn edge_links(samples: &Grid<Sample>, outline: f32) -> Vec<[i32; 4]> {
    let (width, height) = (samples.width as i32, samples.height as i32);
    let mut steps = vec![[0.0_f32; 4]; samples.pixels.len()];
    let (mut sum, mut count) = (0.0_f64, 0_u32);
    for y in 0..height {
        for x in 0..width {
            let i = (y * width + x) as usize;
            for (k, &(dx, dy)) in LINKS.iter().enumerate() {
                if let Some(j) = samples.index(x + dx, y + dy) {
                    let (a, b) = (&samples.pixels[i], &samples.pixels[j]);
                    let step: f32 = (0..3).map(|channel| (a[channel] - b[channel]).powi(2)).sum();
                    steps[i][k] = step;
                    sum += f64::from(step);
                    count += 1;
                }
            }
        }
    }
    let mean = (sum / f64::from(count.max(1))) as f32;
    let beta = 1.0 / (2.0 * mean).clamp(8.0, 400.0);
    steps
        .iter()
        .map(|steps| {
            std::array::from_fn(|k| {
                let length = if k < 2 { 1.0 } else { std::f32::consts::FRAC_1_SQRT_2 };
                ((outline * (-beta * steps[k]).exp() + 0.15) * length * SCALE) as i32
            })
        })
        .collect()
}
