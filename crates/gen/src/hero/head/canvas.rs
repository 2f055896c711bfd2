//! A head upright and always of one size, whatever the photo: what the sprite is made from.

use palette::Oklab;

use crate::{
    color,
    grid::{Grid, Picture},
    hero::{Face, Subject, face::oklab},
};

use super::shape;

/// The side of the face's square on the canvas, in its pixels.
pub const FACE_PX: f32 = 96.0;
/// Columns of the canvas; the face is in the middle.
pub const WIDTH: u32 = 288;
/// Rows of the canvas.
pub const HEIGHT: u32 = 312;
/// The row of the face's middle, low enough for a hat above and a collar below.
pub const MIDDLE: (f32, f32) = (144.0, 150.0);
/// A head leaning more than this is not turned upright all the way, in radians.
const MAX_TILT: f32 = 0.44;

/// A head upright, its face [`FACE_PX`] wide.
pub struct Canvas {
    /// Its colours.
    pub colors: Grid<Oklab>,
    /// Whether a pixel belongs to the subject.
    pub subject: Grid<bool>,
    /// The pupils, on one row, the left one first.
    pub eyes: [(f32, f32); 2],
    /// The middle of the mouth.
    pub mouth: (f32, f32),
    /// The column of the middle of the face.
    pub axis: f32,
    /// The row of the chin's lowest point.
    pub chin: f32,
    /// What of the subject is below the neck, far beyond the canvas.
    pub body: Vec<Oklab>,
    /// What of the subject is where legs of someone standing would be.
    pub legs: Vec<Oklab>,
}

impl Canvas {
    /// Turns a photo so that a face stands upright, and scales it.
    ///
    /// With `sure`, the face was found rather than guessed, and the head's outline is looked at anew.
    pub fn of(picture: &Picture, subject: &Subject, face: &Face, sure: bool) -> Self {
        let tilt = tilt(face).clamp(-MAX_TILT, MAX_TILT);
        let (sin, cos) = tilt.sin_cos();
        let step = (face.side / FACE_PX).max(1e-3);
        let to_photo = |x: f32, y: f32| {
            let (dx, dy) = ((x - MIDDLE.0) * step, (y - MIDDLE.1) * step);
            (face.center.0 + dx * cos - dy * sin, face.center.1 + dx * sin + dy * cos)
        };
        let from_photo = |(x, y): (f32, f32)| {
            let (dx, dy) = ((x - face.center.0) / step, (y - face.center.1) / step);
            (MIDDLE.0 + dx * cos + dy * sin, MIDDLE.1 - dx * sin + dy * cos)
        };
        let eyes = face.eyes.map(from_photo);
        let mouth = from_photo(face.mouth);
        let row = f32::midpoint(eyes[0].1, eyes[1].1);
        let axis = (eyes[0].0 + eyes[1].0 + mouth.0 + MIDDLE.0) / 4.0;
        // Measured on photos: from the eyes to the chin it is 0.72 of the square, from the mouth 0.32.
        let chin = f32::midpoint(row + 0.72 * FACE_PX, mouth.1 + 0.32 * FACE_PX);
        // A mask that misses the face is no good guide to it.
        let oval = |x: f32, y: f32| {
            squared((x - axis) / (0.40 * FACE_PX)) + squared((y - row - 0.1 * FACE_PX) / (0.6 * FACE_PX)) <= 1.0
        };
        let trusted = covered(subject, |x, y| oval(x, y).then(|| to_photo(x, y))) > 0.7;
        let samples = step.ceil().clamp(1.0, 3.0) as i32;
        let mut colors = Grid::filled(WIDTH, HEIGHT, Oklab::new(0.0, 0.0, 0.0));
        let mut inside = Grid::filled(WIDTH, HEIGHT, false);
        let mut known = Grid::filled(WIDTH, HEIGHT, false);
        let at = |x: f32, y: f32| {
            let (px, py) = to_photo(x, y);
            (px.floor() as i32, py.floor() as i32)
        };
        let shown = |(x, y): (i32, i32)| x >= 0 && y >= 0 && x < picture.width as i32 && y < picture.height as i32;
        // Half a face at the photo's edge is made whole by its other half, and hair cut off above is carried on.
        let completed = |x: f32, y: f32| {
            let seen = at(x, y);
            if shown(seen) || !sure {
                return seen;
            }
            let mirrored = at(2.0 * axis - x, y);
            let place = if shown(mirrored) { mirrored } else { seen };
            let above = -place.1;
            if above > 0 && above as f32 <= 0.5 * face.side { (place.0, 0) } else { place }
        };
        for y in 0..HEIGHT as i32 {
            for x in 0..WIDTH as i32 {
                let middle = (x as f32 + 0.5, y as f32 + 0.5);
                let face = !trusted && oval(middle.0, middle.1);
                let (mut sum, mut count, mut kept) = ([0.0; 3], 0.0_f32, 0);
                for i in 0..samples * samples {
                    let aside = |i: i32| (i as f32 + 0.5) / samples as f32;
                    let (px, py) = completed(x as f32 + aside(i % samples), y as f32 + aside(i / samples));
                    let Some([r, g, b, a]) = picture.get(px, py).filter(|pixel| pixel[3] >= 128) else { continue };
                    let mask = if a < 128 { 0 } else { subject.mask.get(px, py).unwrap_or(0) };
                    kept += i32::from(mask >= 128 || face);
                    let linear = [r, g, b].map(color::linear);
                    sum = [sum[0] + linear[0], sum[1] + linear[1], sum[2] + linear[2]];
                    count += 1.0;
                }
                if count > 0.0 {
                    let [r, g, b] = sum.map(|value| value / count);
                    colors.set(x, y, color::lab_from_linear([r, g, b]));
                    known.set(x, y, true);
                    inside.set(x, y, kept * 2 >= samples * samples && kept > 0);
                }
            }
        }
        let eyes = eyes.map(|(x, _)| (x, row));
        let below = |wide: f32, from: f32, to: f32| {
            let place = |i: i32| {
                let (u, v) = ((i % 48) as f32 / 47.0 - 0.5, (i / 48) as f32 / 47.0);
                at(axis + u * wide * FACE_PX, chin + (from + (to - from) * v) * FACE_PX)
            };
            let kept = |&(x, y): &(i32, i32)| subject.mask.get(x, y).is_some_and(|mask| mask >= 128);
            let colors = (0..48 * 48).map(place).filter(kept).filter_map(|(x, y)| picture.get(x, y)).map(oklab);
            colors.collect::<Vec<Oklab>>()
        };
        let (body, legs) = (below(3.2, 0.4, 2.6), below(1.8, 3.6, 5.4));
        let mut canvas = Self { colors, subject: inside, eyes, mouth, axis, chin, body, legs };
        if sure {
            shape::refine(&mut canvas, &known);
        }
        canvas.brighten();
        if !sure {
            shape::stand_in(&mut canvas);
        }
        canvas
    }

    /// Lifts a person who was taken in too little light: enough to tell the features, and still the photo's.
    fn brighten(&mut self) {
        let head = 0..(MIDDLE.1 + FACE_PX * 0.6) as usize * WIDTH as usize;
        let lit = self.subject.pixels.get(head).unwrap_or_default().iter();
        let mut light: Vec<f32> =
            self.colors.pixels.iter().zip(lit).filter(|(_, inside)| **inside).map(|(color, _)| color.l).collect();
        let mut clothes: Vec<f32> = self.body.iter().map(|color| color.l).collect();
        let bright = |light: &mut Vec<f32>| {
            light.sort_by(f32::total_cmp);
            light.get(light.len() * 97 / 100).copied().unwrap_or(0.0)
        };
        // Dark skin in good light is not dim: something white or shining is about.
        let bright = bright(&mut light).max(bright(&mut clothes));
        let gain = (0.72 / bright.max(0.2)).clamp(1.0, 1.5);
        let rows = [&mut self.colors.pixels, &mut self.body, &mut self.legs];
        for color in rows.into_iter().flatten() {
            *color = Oklab::new(color.l * gain, color.a * gain, color.b * gain);
        }
    }

    /// The row of the eyes.
    pub fn eye_row(&self) -> f32 {
        self.eyes[0].1
    }

    /// The colours of the subject in a rectangle around (`x`, `y`), all in pixels of the canvas.
    pub fn around(&self, x: f32, y: f32, half_width: f32, half_height: f32) -> Vec<Oklab> {
        let mut found = Vec::new();
        for py in (y - half_height) as i32..=(y + half_height) as i32 {
            for px in (x - half_width) as i32..=(x + half_width) as i32 {
                if self.subject.get(px, py) == Some(true) {
                    found.extend(self.colors.get(px, py));
                }
            }
        }
        found
    }
}

/// Which part of the places of a canvas, in a photo, a subject's mask covers.
fn covered(subject: &Subject, place: impl Fn(f32, f32) -> Option<(f32, f32)>) -> f32 {
    let (mut inside, mut count) = (0.0, 0.0_f32);
    for y in (0..HEIGHT).step_by(4) {
        for x in (0..WIDTH).step_by(4) {
            let Some((px, py)) = place(x as f32, y as f32) else { continue };
            // What lies outside of the photo cannot be missed.
            if let Some(mask) = subject.mask.get(px.floor() as i32, py.floor() as i32) {
                count += 1.0;
                inside += f32::from(u8::from(mask >= 128));
            }
        }
    }
    inside / count.max(1.0)
}

/// How far a face leans, in radians, clockwise as one sees it.
fn tilt(face: &Face) -> f32 {
    let [left, right] = face.eyes;
    (right.1 - left.1).atan2((right.0 - left.0).max(face.side * 0.1))
}

fn squared(value: f32) -> f32 {
    value * value
}
