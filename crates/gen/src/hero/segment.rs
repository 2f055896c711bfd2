//! Cutting the subject out of its surroundings.

mod color_model;
mod grab;
mod graph_cut;
mod judge;
mod matte;
mod paper;
mod regions;
mod saliency;
mod scene;
mod seeds;
mod shapes;
mod strokes;

use crate::grid::{Grid, Mask, Picture};

use grab::Weights;
use judge::Clues;
use saliency::Taste;
use scene::Scene;

use super::{Face, Stroke, SubjectKind};

/// What is known before cutting.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a> {
    /// What the picture shows.
    pub kind: SubjectKind,
    /// The face to cut out together with its body.
    pub face: Option<&'a Face>,
    /// What a person painted over the picture, in its pixels; stronger than everything else.
    pub strokes: &'a [Stroke],
}

/// A cut-out and how well it stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// As large as the picture.
    pub mask: Mask,
    /// From 0 (a guess) to 1 (the subject differs clearly from all around it).
    pub sureness: f32,
}

/// A way to cut a subject out.
pub trait Segmenter {
    /// Cuts the subject out; none when nothing stands out.
    fn cut(&self, picture: &Picture, hints: &Hints<'_>) -> Option<Cut>;
}

/// Iterative colour-and-edge segmentation, and keying by paper colour for drawings.
#[derive(Debug, Clone, Copy, Default)]
pub struct ColorAndEdge;

/// The longer side of the scene that is divided, in pixels.
const FINE_PX: u32 = 208;
/// The longer side of the scene in which colours are learned.
const COARSE_PX: u32 = 104;
/// The longer side of the scene in which several guesses are compared.
const TINY_PX: u32 = 64;

impl Segmenter for ColorAndEdge {
    fn cut(&self, picture: &Picture, hints: &Hints<'_>) -> Option<Cut> {
        if picture.pixels.is_empty() {
            return None;
        }
        let found = match (cut_out_already(picture), hints.kind) {
            (Some(mask), _) => Some(Cut { mask, sureness: 1.0 }),
            (None, SubjectKind::Drawing) => paper::keyed(picture, hints.strokes),
            (None, _) => photographed(picture, hints),
        };
        let mut cut = match found {
            None if !is_marked(hints) => return None,
            // What was painted to keep is all there is.
            None => Cut { mask: Mask::filled(picture.width, picture.height, 0), sureness: 0.0 },
            Some(cut) => cut,
        };
        if !hints.strokes.is_empty() {
            let paint = strokes::painted(hints.strokes, picture.width, picture.height, 1.0);
            for (value, paint) in cut.mask.pixels.iter_mut().zip(&paint.pixels) {
                *value = paint.map_or(*value, |keep| if keep { 255 } else { 0 });
            }
        }
        cut.mask.pixels.iter().any(|&value| value >= 128).then_some(cut)
    }
}

/// Whether a person painted what to keep.
fn is_marked(hints: &Hints<'_>) -> bool {
    hints.strokes.iter().any(|stroke| stroke.keep && !stroke.points.is_empty())
}

/// The opacity of a picture that somebody has cut out before.
fn cut_out_already(picture: &Picture) -> Option<Mask> {
    let opacity = picture.map(|pixel| pixel[3]);
    let (mut clear, mut opaque, mut clear_border, mut border) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (i, &value) in opacity.pixels.iter().enumerate() {
        let (x, y) = (i as u32 % picture.width, i as u32 / picture.width);
        clear += usize::from(value < 32);
        opaque += usize::from(value >= 128);
        if x == 0 || y == 0 || x + 1 == picture.width || y + 1 == picture.height {
            border += 1;
            clear_border += usize::from(value < 32);
        }
    }
    let count = opacity.pixels.len();
    (clear * 20 > count && opaque * 200 > count && clear_border * 4 > border).then_some(opacity)
}

/// Cuts a subject out of a photo.
fn photographed(picture: &Picture, hints: &Hints<'_>) -> Option<Cut> {
    let fine = Scene::of(picture, FINE_PX);
    let coarse = fine.smaller(COARSE_PX);
    if !is_marked(hints) && is_plain(&coarse) {
        return None;
    }
    let focus = if hints.kind == SubjectKind::Thing { 0.2 } else { 0.5 };
    let (odds, clues) = best_guess(&coarse, hints, focus)?;
    let fixed = strokes::painted(hints.strokes, coarse.width(), coarse.height(), coarse.scale);
    let odds = seeds::around_strokes(odds, &fixed);
    let rough = grab::divide(&coarse, &odds, &fixed, Weights { rounds: 3, outline: 7.0, focus })?;

    let odds = firmer(&odds, &rough.inside, &fine);
    let fixed = strokes::painted(hints.strokes, fine.width(), fine.height(), fine.scale);
    let odds = seeds::around_strokes(odds, &fixed);
    let division = grab::divide(&fine, &odds, &fixed, Weights { rounds: 1, outline: 9.0, focus })?;
    let shape = matte::cleaned(&division, &odds, &fixed);
    let mask = matte::enlarged(&shape, &fine, picture);
    let sureness = (clues.told_apart * 1.2).clamp(0.0, 1.0);
    Some(Cut { mask, sureness })
}

/// Tries several ideas of where the subject is, in a small scene; the odds for `coarse` by the one that came out best.
fn best_guess(coarse: &Scene, hints: &Hints<'_>, focus: f32) -> Option<(Grid<f32>, Clues)> {
    let tiny = coarse.smaller(TINY_PX);
    let fixed = strokes::painted(hints.strokes, tiny.width(), tiny.height(), tiny.scale);
    let tried = |odds: &Grid<f32>| {
        let rough = grab::divide(&tiny, odds, &fixed, Weights { rounds: 3, outline: 5.0, focus })?;
        let shape = matte::cleaned(&rough, odds, &fixed);
        let clues = judge::clues(&tiny, &shape)?;
        Some((shape, clues))
    };
    let guesses = guesses(coarse, &tiny, hints);
    // Each half is tried on its own; the order, and so the result, stays the same.
    let (first, second) = guesses.split_at(guesses.len() / 2);
    let results: Vec<_> = std::thread::scope(|scope| {
        let first = scope.spawn(|| first.iter().map(tried).collect::<Vec<_>>());
        let second: Vec<_> = second.iter().map(tried).collect();
        first.join().unwrap_or_default().into_iter().chain(second).collect()
    });
    let mut best: Option<(f32, Grid<f32>, Clues)> = None;
    for (odds, result) in guesses.iter().zip(results) {
        let Some((shape, clues)) = result else { continue };
        let worth = clues.worth(hints.kind == SubjectKind::Pet);
        if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
            best = Some((worth, firmer(odds, &shape, coarse), clues));
        }
    }
    best.map(|(_, odds, clues)| (odds, clues))
}

/// Ideas of where the subject is.
fn guesses(coarse: &Scene, tiny: &Scene, hints: &Hints<'_>) -> Vec<Grid<f32>> {
    let taste = match hints.kind {
        SubjectKind::Pet => Taste { middle: 0.8, focus: 0.5 },
        _ => Taste { middle: 0.7, focus: 0.2 },
    };
    let standing_out = seeds::standing_out(coarse, taste);
    let salient = seeds::salient(&scene::resized(&standing_out, tiny.width(), tiny.height()));
    let sum = |a: &Grid<f32>, b: &Grid<f32>, of_a: f32, of_b: f32| {
        let pixels = a.pixels.iter().zip(&b.pixels).map(|(a, b)| of_a * a + of_b * b).collect();
        Grid { width: a.width, height: a.height, pixels }
    };
    if let (SubjectKind::Person, Some(face)) = (hints.kind, hints.face) {
        return vec![sum(&seeds::person(tiny, face), &salient, 1.0, 0.2)];
    }
    let central = seeds::central(tiny, 0.36);
    let mixed = sum(&salient, &central, 0.6, 0.6);
    let mut guesses = vec![salient, central, seeds::central(tiny, 0.25), seeds::in_focus(tiny)];
    if hints.kind == SubjectKind::Pet {
        guesses.extend(seeds::close_up(tiny));
    } else {
        guesses.push(mixed);
    }
    guesses
}

/// The odds of a scene once a smaller one is divided: as before, and firmer the further from the outline found.
fn firmer(odds: &Grid<f32>, rough: &Grid<bool>, fine: &Scene) -> Grid<f32> {
    let outside = shapes::squared_distances(rough);
    let inside = shapes::squared_distances(&rough.map(|&inside| !inside));
    let pixels = (0..odds.pixels.len())
        .map(|i| {
            let depth = (inside.pixels[i].min(1e4).sqrt() - outside.pixels[i].min(1e4).sqrt()) * 0.6;
            odds.pixels[i] * 0.5 + depth.clamp(-5.0, 5.0)
        })
        .collect();
    scene::resized(&Grid { width: odds.width, height: odds.height, pixels }, fine.width(), fine.height())
}

/// Whether a scene shows one colour, or a slow change of light, and nothing else.
fn is_plain(scene: &Scene) -> bool {
    let reach = (scene.width().max(scene.height()) / 40).max(1) as i32;
    let mut steps: Vec<f32> = Vec::with_capacity(scene.samples.pixels.len());
    for y in 0..scene.height() as i32 {
        for x in 0..scene.width() as i32 {
            if let (Some(a), Some(b), Some(c)) =
                (scene.samples.get(x, y), scene.samples.get(x + reach, y), scene.samples.get(x, y + reach))
            {
                let step = |b: [f32; 4]| (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f32>();
                steps.push(step(b).max(step(c)));
            }
        }
    }
    if steps.is_empty() {
        return true;
    }
    let rank = steps.len() * 199 / 200;
    *steps.select_nth_unstable_by(rank, f32::total_cmp).1 < 3.0 * 3.0
}
