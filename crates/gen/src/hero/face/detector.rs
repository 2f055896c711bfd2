//! Faces by a funnel-structured cascade: many windows are looked at quickly, the few that are left ever more closely, and
//! moved to where the face is (Wu, Kan, He, Shan, Chen: Funnel-structured cascade for multi-view face detection with
//! alignment awareness, 2016). The weights are `SeetaFace`'s frontal model. What is found is what the crate `rustface`
//! finds; its code reads past its buffers where a window is moved out of the picture, so this is written anew.

mod gradients;
mod model;
mod patterns;
#[cfg(test)]
mod tests;

use std::{iter::successors, sync::OnceLock};

use crate::both::both;

use gradients::View;
use model::Model;
use patterns::Patterns;

/// Columns and rows of what the cascade looks at; no smaller picture can be searched.
pub(super) const WINDOW_PX: u32 = 40;
/// The next smaller picture to search, in sizes of the last.
const SCALE_STEP: f32 = 0.75;
/// Windows of one kind that share more than this part of the area of both are one.
const SAME_WINDOW: f32 = 0.8;

/// A gray picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gray {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width * height` values.
    pub pixels: Vec<u8>,
}

/// How a picture is searched. The smallest face found is 40 pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search {
    /// From one place looked at to the next, in pixels; at least 1.
    pub step_px: u32,
    /// Larger faces are not looked for; 0 is no bound.
    pub max_face_px: u32,
    /// Faces less sure are dropped.
    pub score: f64,
}

/// A square of the picture that may show a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    /// Its left column.
    pub x: i32,
    /// Its top row.
    pub y: i32,
    /// Columns and rows.
    pub side: u32,
    /// How sure it is: the sum over the windows that agree on it.
    pub score: f64,
}

/// The faces in a picture, the surest first.
pub(super) fn detect(picture: &Gray, search: Search) -> Vec<Found> {
    let Some(model) = model() else { return Vec::new() };
    let mut windows: Vec<Found> =
        likely(picture, model, search).into_iter().flat_map(|mut windows| merged(&mut windows, SAME_WINDOW)).collect();
    for stage in &model.stages {
        let look = |windows: &[Found]| {
            let mut view = View::new();
            windows.iter().filter_map(|&window| closer(picture, window, stage, &mut view)).collect::<Vec<_>>()
        };
        // Every window is looked at on its own; the order, and so the result, stays the same.
        let (first, second) = windows.split_at(windows.len() / 2);
        let (mut kept, mut others) = both(|| look(first), || look(second));
        kept.append(&mut others);
        windows = kept;
        if let Some(same) = stage.merge {
            windows = merged(&mut windows, same);
        }
    }
    windows.retain(|window| window.score >= search.score);
    windows
}

/// The weights, read once.
fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    let bytes: &[u8] = include_bytes!("../../../../../assets/models/seeta_fd_frontal_v1.0.bin");
    MODEL.get_or_init(|| Model::read(bytes)).as_ref()
}

/// The windows that each of the first classifiers lets pass, in all sizes.
fn likely(picture: &Gray, model: &Model, search: Search) -> Vec<Vec<Found>> {
    let mut largest = picture.width.min(picture.height);
    if search.max_face_px > 0 {
        largest = largest.min(search.max_face_px);
    }
    let least = WINDOW_PX as f32 / largest as f32;
    let scales: Vec<f32> =
        successors(Some(1.0), |scale| Some(scale * SCALE_STEP)).take_while(|&scale| scale >= least).collect();
    // The largest picture takes about as long as all the others.
    let (first, others) = scales.split_at(scales.len().min(1));
    let in_sizes = |scales: &[f32]| {
        let mut passed = vec![Vec::new(); model.first.len()];
        for &scale in scales {
            in_one_size(picture, scale, model, search, &mut passed);
        }
        passed
    };
    let (mut passed, smaller) = both(|| in_sizes(first), || in_sizes(others));
    for (passed, mut smaller) in passed.iter_mut().zip(smaller) {
        passed.append(&mut smaller);
    }
    passed
}

/// The same in one size.
fn in_one_size(picture: &Gray, scale: f32, model: &Model, search: Search, passed: &mut [Vec<Found>]) {
    let (width, height) = ((picture.width as f32 * scale) as u32, (picture.height as f32 * scale) as u32);
    let (Some(right), Some(bottom)) = (width.checked_sub(WINDOW_PX), height.checked_sub(WINDOW_PX)) else { return };
    let step = search.step_px.max(1) as usize;
    let patterns = Patterns::of(picture.resized(width, height));
    let side = (WINDOW_PX as f32 / scale + 0.5) as u32;
    let at = |place: u32| (place as f32 / scale + 0.5) as i32;
    for (classifier, passed) in model.first.iter().zip(passed) {
        let classifier = classifier.over(&patterns);
        for y in (0..=bottom).step_by(step) {
            for x in (0..=right).step_by(step) {
                if let Some(score) = classifier.score(x, y) {
                    passed.push(Found { x: at(x), y: at(y), side, score: f64::from(score) });
                }
            }
        }
    }
}

/// Looks at a window again: none if it shows no face, else moved and sized to it.
fn closer(picture: &Gray, window: Found, stage: &model::Stage, view: &mut View) -> Option<Found> {
    let side = i32::try_from(window.side).ok()?;
    let (right, bottom) = (window.x.saturating_add(side), window.y.saturating_add(side));
    let touches = right > 0
        && bottom > 0
        && i64::from(window.x) < picture.width.into()
        && i64::from(window.y) < picture.height.into();
    if !touches || side < 2 {
        return None;
    }
    view.take(picture, window);
    let [score, right, down, larger] = stage.network.judge(view);
    if score <= stage.threshold {
        return None;
    }
    // The model was trained on windows that begin in the picture.
    let (x, y, side) = (window.x.max(0) as f32, window.y.max(0) as f32, side as f32);
    let moved = |part: f32| part * 2.0 - 1.0;
    let new_side = (moved(larger) * side + side + 0.5).floor();
    let place = |part: f32, old: f32| (moved(part) * side + old + (side - new_side) * 0.5 + 0.5).floor() as i32;
    Some(Found { x: place(right, x), y: place(down, y), side: new_side as u32, score: f64::from(score) })
}

/// Of windows that share more than a part of the area of both, the surest, with the score of all; sorted by what each
/// scored alone.
fn merged(windows: &mut [Found], same: f32) -> Vec<Found> {
    windows.sort_by(|one, other| other.score.total_cmp(&one.score));
    let mut gone = vec![false; windows.len()];
    let mut kept = Vec::new();
    for (index, window) in windows.iter().enumerate() {
        if gone[index] {
            continue;
        }
        let mut all = *window;
        for (other, gone) in windows.iter().zip(&mut gone).skip(index + 1) {
            if !*gone && shared(window, other) > same {
                *gone = true;
                all.score += other.score;
            }
        }
        kept.push(all);
    }
    kept
}

/// The area two windows share, as a part of the area they cover.
fn shared(one: &Found, other: &Found) -> f32 {
    let end = |place: i32, window: &Found| place.saturating_add_unsigned(window.side);
    let width = end(one.x, one).min(end(other.x, other)).saturating_sub(one.x.max(other.x));
    let height = end(one.y, one).min(end(other.y, other)).saturating_sub(one.y.max(other.y));
    if width <= 0 || height <= 0 {
        return 0.0;
    }
    let area = |window: &Found| (u64::from(window.side) * u64::from(window.side)) as f32;
    let both = (i64::from(width) * i64::from(height)) as f32;
    both / (area(one) + area(other) - both)
}

/// Where a row or column of a resized picture comes from: between two of the original, and how near to the second.
fn sources(from: u32, to: u32) -> impl Iterator<Item = (u32, f64)> {
    let step = f64::from(from) / f64::from(to);
    (0..to).map(move |place| {
        let source = step * f64::from(place);
        let first = (source as u32).min(from.saturating_sub(2));
        (first, source - f64::from(first))
    })
}

impl Gray {
    /// The same turned clockwise by quarter turns.
    pub fn turned(&self, turns: u8) -> Self {
        let (w, h) = (self.width as usize, self.height as usize);
        let (width, height) = if turns % 2 == 1 { (self.height, self.width) } else { (self.width, self.height) };
        let from = |x: usize, y: usize| match turns % 4 {
            1 => (y, h - 1 - x),
            2 => (w - 1 - x, h - 1 - y),
            3 => (w - 1 - y, x),
            _ => (x, y),
        };
        let mut pixels = Vec::with_capacity(w * h);
        for y in 0..height as usize {
            pixels.extend((0..width as usize).map(|x| from(x, y)).map(|(x, y)| self.pixels[y * w + x]));
        }
        Self { width, height, pixels }
    }

    /// A row; beyond the picture it is empty.
    fn row(&self, y: u32) -> &[u8] {
        let width = self.width as usize;
        let start = (y as usize).saturating_mul(width);
        self.pixels.get(start..start.saturating_add(width)).unwrap_or_default()
    }

    /// The same in another size, by the values between neighbours.
    fn resized(&self, width: u32, height: u32) -> Self {
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let columns: Vec<(usize, f64)> =
            sources(self.width, width).map(|(first, part)| (first as usize, part)).collect();
        let mut known: [(Option<u32>, Vec<f64>); 2] = Default::default();
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        for (y, down) in sources(self.height, height) {
            if known[1].0 == Some(y) {
                known.swap(0, 1);
            }
            for ((of, values), y) in known.iter_mut().zip([y, y + 1]) {
                if *of != Some(y) {
                    *of = Some(y);
                    values.clear();
                    let row = self.row(y);
                    values.extend(columns.iter().map(|&(x, part)| match row.get(x..x + 2) {
                        Some(&[one, two]) => (1.0 - part) * f64::from(one) + part * f64::from(two),
                        _ => 0.0,
                    }));
                }
            }
            let [(_, upper), (_, lower)] = &known;
            pixels.extend(upper.iter().zip(lower).map(|(upper, lower)| ((1.0 - down) * upper + down * lower) as u8));
        }
        Self { width, height, pixels }
    }
}
