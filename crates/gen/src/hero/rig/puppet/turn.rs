//! Turning small drawings so that they stay clean: enlarged eightfold by Scale2x (Mazzoleni, 2001), turned, and taken back,
//! as the RotSprite algorithm does.

use crate::grid::Grid;

use super::{Ink, Part};

/// How often Scale2x is used, and how much larger that makes a drawing.
const DOUBLINGS: u32 = 3;
const SCALE: i32 = 1 << DOUBLINGS;

/// Samples per pixel and axis when a drawing is taken back to its size.
const SAMPLES: i32 = 4;

/// The sine of a right angle as [`sin_cos`] gives it.
pub const ONE: i32 = 1 << 12;

/// Sine and cosine of an angle in 1/4096: whole numbers, so that the last bit, in which machines may differ, never decides.
pub fn sin_cos(degrees: f32) -> (i32, i32) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    ((sin * 4096.0).round() as i32, (cos * 4096.0).round() as i32)
}

/// A part ready to be turned by any angle.
#[derive(Debug, Clone)]
pub struct Turner {
    part: Part,
    large: Grid<Ink>,
}

impl Turner {
    /// Gets a part ready.
    pub fn new(part: Part) -> Self {
        let part = trimmed(part);
        let mut large = part.ink.clone();
        for _ in 0..DOUBLINGS {
            large = doubled(&large);
        }
        Self { part, large }
    }

    /// The part as it was given.
    pub const fn part(&self) -> &Part {
        &self.part
    }

    /// The part turned about its joint, counter-clockwise: what hangs down moves to the right.
    pub fn turned(&self, degrees: f32) -> Part {
        if degrees.rem_euclid(360.0) == 0.0 {
            return self.part.clone();
        }
        let (sin, cos) = sin_cos(degrees);
        let (jx, jy) = self.part.joint;
        let (width, height) = (self.part.ink.width as i32, self.part.ink.height as i32);
        let corners = [(-jx, -jy), (width - jx, -jy), (-jx, height - jy), (width - jx, height - jy)];
        let across = corners.map(|(x, y)| x * cos + y * sin);
        let down = corners.map(|(x, y)| y * cos - x * sin);
        let ends = |places: [i32; 4]| {
            let (first, last) = (places.iter().min().copied(), places.iter().max().copied());
            (first.unwrap_or(0).div_euclid(ONE), last.unwrap_or(0).div_euclid(ONE) + 1)
        };
        let ((left, right), (top, bottom)) = (ends(across), ends(down));
        let ink = Grid::from_fn((right - left) as u32, (bottom - top) as u32, |x, y| {
            let sample = |i: i32, j: i32| {
                // In half samples, from the joint.
                let place = |pixel: i32, sample: i32| 2 * (pixel * SAMPLES + sample) + 1;
                let (dx, dy) = (place(left + x as i32, i), place(top + y as i32, j));
                let from = |joint: i32, offset: i32| joint * SCALE + (offset * SCALE).div_euclid(2 * SAMPLES * ONE);
                let (lx, ly) = (from(jx, dx * cos - dy * sin), from(jy, dx * sin + dy * cos));
                self.large.get(lx, ly).unwrap_or_default()
            };
            let (corner, last) = (sample(0, 0), SAMPLES - 1);
            // Most pixels lie within one colour.
            if [(last, 0), (0, last), (last, last)].into_iter().all(|(i, j)| sample(i, j) == corner) {
                return corner;
            }
            let mut votes = Votes::default();
            for i in 0..SAMPLES * SAMPLES {
                votes.count(sample(i % SAMPLES, i / SAMPLES));
            }
            votes.winner()
        });
        Part { ink, joint: (-left, -top) }
    }
}

/// A part without the clear rows and columns around it, which would only cost time.
fn trimmed(part: Part) -> Part {
    match part.ink.bounds(|ink| !ink.is_clear()) {
        Some(rect) => {
            let joint = (part.joint.0 - rect.x, part.joint.1 - rect.y);
            Part { ink: part.ink.cut(rect, Ink::Clear), joint }
        }
        None => part,
    }
}

/// What the samples of one pixel hit.
#[derive(Default)]
struct Votes {
    inks: [(Ink, i32); 4],
    clear: i32,
}

impl Votes {
    fn count(&mut self, ink: Ink) {
        if ink.is_clear() {
            self.clear += 1;
        } else if let Some(entry) = self.inks.iter_mut().find(|(known, votes)| *known == ink || *votes == 0) {
            *entry = (ink, entry.1 + 1);
        }
    }

    fn winner(self) -> Ink {
        if self.clear * 2 > SAMPLES * SAMPLES {
            return Ink::Clear;
        }
        let mut best = (Ink::Clear, 0);
        for entry in self.inks {
            if entry.1 > best.1 {
                best = entry;
            }
        }
        best.0
    }
}

/// Scale2x: each pixel becomes four; corners are rounded where two neighbours agree.
fn doubled(small: &Grid<Ink>) -> Grid<Ink> {
    Grid::from_fn(small.width * 2, small.height * 2, |x, y| {
        let (sx, sy) = ((x / 2) as i32, (y / 2) as i32);
        let at = |dx: i32, dy: i32| small.get(sx + dx, sy + dy).unwrap_or_default();
        let (side_x, side_y) = (if x % 2 == 0 { -1 } else { 1 }, if y % 2 == 0 { -1 } else { 1 });
        let (near_x, near_y) = (at(side_x, 0), at(0, side_y));
        if near_x == near_y && near_x != at(-side_x, 0) && near_y != at(0, -side_y) { near_x } else { at(0, 0) }
    })
}
