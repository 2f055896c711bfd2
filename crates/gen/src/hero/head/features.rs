//! Eyes, brows, mouth and glasses, measured on the canvas and drawn by hand on the sprite.

use palette::Oklab;

use crate::grid::Grid;

use super::{
    canvas::{Canvas, FACE_PX},
    cut::Part,
    ramps::{Palette, median, skin_tone},
    stencil::Stencil,
    tones::{Cell, Zone, zone},
    view::View,
};

/// What a face has and in which colours.
#[derive(Debug, Clone)]
pub struct Features {
    /// Pupils and lashes.
    eye: Oklab,
    /// The white of the eyes.
    white: Oklab,
    /// The brows, if they are to be seen.
    brow: Option<Oklab>,
    /// The lips.
    lips: Oklab,
    /// How many of the mouth's pixels are teeth, 0 to 1.
    teeth: f32,
    /// The rims of glasses.
    rims: Option<Oklab>,
    /// Skin where light falls on it.
    skin: Oklab,
}

/// The darkest part of some colours, `share` of them.
fn darkest(mut colors: Vec<Oklab>, share: f32) -> Oklab {
    colors.sort_by(|one, other| one.l.total_cmp(&other.l));
    let keep = ((colors.len() as f32 * share) as usize).max(1);
    colors.truncate(keep);
    median(&colors)
}

fn mixed(one: Oklab, other: Oklab, part: f32) -> Oklab {
    let mix = |one: f32, other: f32| one + (other - one) * part;
    Oklab::new(mix(one.l, other.l), mix(one.a, other.a), mix(one.b, other.b))
}

impl Features {
    /// Measures the features of a face.
    pub fn of(canvas: &Canvas, palette: &Palette) -> Self {
        let (s, skin) = (FACE_PX, palette.skin);
        let mut pupils = Vec::new();
        let mut brows = Vec::new();
        for (x, y) in canvas.eyes {
            pupils.extend(canvas.around(x, y, 0.09 * s, 0.05 * s));
            brows.extend(canvas.around(x, y - 0.14 * s, 0.14 * s, 0.05 * s));
        }
        let dark = darkest(pupils, 0.25);
        let eye = Oklab::new(dark.l.min(skin.l * 0.35).clamp(0.13, 0.24), dark.a * 0.6, dark.b * 0.6);
        let white = Oklab::new((skin.l + 0.3).clamp(0.86, 0.97), skin.a * 0.1, skin.b * 0.15);
        let brow = darkest(brows, 0.3);
        let brow = (skin.l - brow.l > 0.09).then(|| {
            let strength = ((skin.l - brow.l) / 0.35).clamp(0.55, 0.9);
            mixed(skin, brow, strength)
        });
        let mouth = canvas.around(canvas.mouth.0, canvas.mouth.1, 0.2 * s, 0.1 * s);
        let chroma = skin.a.hypot(skin.b);
        let bright = |color: &&Oklab| color.l > skin.l - 0.05 && color.a.hypot(color.b) < (chroma * 0.68).max(0.02);
        let teeth = if chroma < 0.015 {
            mouth.iter().filter(|color| color.l > skin.l + 0.08).count()
        } else {
            mouth.iter().filter(bright).count()
        } as f32
            / mouth.len().max(1) as f32;
        let mut red = mouth;
        red.sort_by(|one, other| (other.a - other.l * 0.2).total_cmp(&(one.a - one.l * 0.2)));
        red.truncate((red.len() / 4).max(1));
        let lips = median(&red);
        let lips =
            Oklab::new(lips.l.clamp(skin.l * 0.5, skin.l * 0.68), lips.a.max(skin.a * 0.8 + 0.04), lips.b.min(0.07));
        Self { eye, white, brow, lips, teeth, rims: rims(canvas, palette), skin }
    }

    /// What is drawn later and so must not colour the skin.
    pub fn zones(&self, canvas: &Canvas) -> Vec<Zone> {
        let mut zones = vec![zone(canvas.mouth, 0.24, 0.24, 0.10, 0.10)];
        zones.extend(canvas.eyes.map(|eye| zone(eye, 0.2, 0.2, 0.2, 0.08)));
        if self.rims.is_some() {
            zones.push(zone((canvas.axis, canvas.eye_row()), 0.5, 0.5, 0.2, 0.26));
        }
        zones
    }

    /// Draws them on a sprite.
    pub fn draw(&self, cells: &mut Grid<Cell>, canvas: &Canvas, view: &View) {
        let stencil = Stencil::of(view.face());
        let (wide, high) = stencil.eye_size();
        let face = view.face();
        // Both eyes are as far from the axis, in whole pixels.
        let apart = (canvas.eyes[1].0 - canvas.eyes[0].0) * face / FACE_PX;
        let apart = apart.clamp(0.42 * face, 0.47 * face);
        let half_gap = (((apart - wide as f32) / 2.0).round() as i32).max(1);
        let columns = [view.axis - half_gap - wide, view.axis + half_gap];
        let usual = |row: f32, share: f32, play: f32| {
            let expected = view.chin as f32 - share * face;
            row.clamp(expected - play * face, expected + play * face)
        };
        let middle = usual(view.place((0.0, canvas.eye_row())).1, 0.68, 0.07);
        let top = (middle - high as f32 / 2.0 + 0.5).round() as i32;
        let lips = usual(view.place(canvas.mouth).1, 0.27, 0.07).round() as i32;
        let lips = lips.max(top + high + 1).min(view.chin - 2);
        let mut pen = Pen { cells };
        self.draw_blush(&mut pen, stencil, columns, top + high);
        if let Some(rims) = self.rims {
            self.draw_glasses(&mut pen, rims, (wide, high), (columns, top));
        } else {
            for x in columns {
                pen.clear_skin((x - 1, top - 1), (wide + 2, high + 1), self.skin);
            }
            if let Some(brow) = self.brow {
                for x in columns {
                    for i in 0..wide {
                        pen.put_on_skin(x + i, top - stencil.lift, brow);
                    }
                }
            }
        }
        for (eye, x) in [stencil.eye, stencil.other_eye].into_iter().zip(columns) {
            pen.stamp(eye, (x, top), |letter| match letter {
                'w' | 'h' => Some(self.white),
                'i' => Some(mixed(self.eye, self.skin, 0.3)),
                // Behind glasses, lashes would run into the rims.
                'l' if self.rims.is_some() => None,
                'l' | 'p' => Some(self.eye),
                _ => None,
            });
        }
        let nose = f32::midpoint((top + high) as f32, lips as f32 - 1.0).floor() as i32;
        for x in view.axis - stencil.nose / 2..view.axis + stencil.nose - stencil.nose / 2 {
            pen.put_on_skin(x, nose.min(lips - 2), skin_tone(self.skin, 1));
        }
        let mouth = if self.teeth > 0.055 { stencil.laugh } else { stencil.smile };
        let left = view.axis - mouth.first().map_or(0, |row| row.len()) as i32 / 2;
        pen.stamp(mouth, (left, lips - 1), |letter| match letter {
            'x' => Some(self.lips),
            'w' => Some(self.white),
            'p' => Some(mixed(self.lips, self.skin, 0.5)),
            _ => None,
        });
    }

    fn draw_blush(&self, pen: &mut Pen<'_>, stencil: &Stencil, columns: [i32; 2], row: i32) {
        let (wide, high) = stencil.blush;
        let eye = stencil.eye_size().0;
        let color = Oklab::new(self.skin.l - 0.04, self.skin.a + 0.035, self.skin.b + 0.004);
        for x in [columns[0] - 1, columns[1] + eye + 1 - wide] {
            for (i, j) in (0..high).flat_map(|j| (0..wide).map(move |i| (i, j))) {
                pen.put_on_skin(x + i, row + j, color);
            }
        }
    }

    fn draw_glasses(&self, pen: &mut Pen<'_>, rims: Oklab, (wide, high): (i32, i32), (columns, top): ([i32; 2], i32)) {
        let lens = skin_tone(self.skin, 3);
        for x in columns {
            for (i, j) in (-1..=high).flat_map(|j| (-1..=wide).map(move |i| (i, j))) {
                let edge = j == -1 || j == high || i == -1 || i == wide;
                pen.put(x + i, top + j, if edge { rims } else { lens });
            }
        }
        for x in columns[0] + wide..columns[1] {
            pen.put(x, top, rims);
        }
    }
}

/// Draws on the head only.
struct Pen<'a> {
    cells: &'a mut Grid<Cell>,
}

impl Pen<'_> {
    fn put(&mut self, x: i32, y: i32, color: Oklab) {
        if self.cells.get(x, y).is_some_and(|cell| cell.part != Part::Out) {
            self.cells.set(x, y, Cell { part: Part::Other, color });
        }
    }

    /// Paints a drawing; a letter without a colour leaves what is there.
    fn stamp(&mut self, rows: &[&str], (left, top): (i32, i32), color: impl Fn(char) -> Option<Oklab>) {
        for (row, y) in rows.iter().zip(top..) {
            for (letter, x) in row.chars().zip(left..) {
                if let Some(color) = color(letter) {
                    self.put(x, y, color);
                }
            }
        }
    }

    /// Keeps hair and shadows off the surroundings of an eye, so that it stands on clear skin.
    fn clear_skin(&mut self, (left, top): (i32, i32), (wide, high): (i32, i32), skin: Oklab) {
        for y in top..top + high {
            for x in left..left + wide {
                let outer = x == left || x == left + wide - 1;
                let Some(cell) = self.cells.get(x, y).filter(|cell| cell.part != Part::Out) else { continue };
                // A fringe may reach down to an eye, and hair may lie beside it.
                if cell.part == Part::Skin || !outer && y > top {
                    let tone = if cell.part == Part::Other { 1 } else { 2 };
                    let color = if y == top { cell.color } else { skin_tone(skin, tone) };
                    self.cells.set(x, y, Cell { part: Part::Skin, color });
                }
            }
        }
    }

    fn put_on_skin(&mut self, x: i32, y: i32, color: Oklab) {
        if self.cells.get(x, y).is_some_and(|cell| cell.part == Part::Skin) {
            self.cells.set(x, y, Cell { part: Part::Skin, color });
        }
    }
}

/// The colour of the rims of glasses, if a face wears any: something unlike skin below both eyes and between them.
fn rims(canvas: &Canvas, palette: &Palette) -> Option<Oklab> {
    let (s, skin) = (FACE_PX, palette.skin);
    let mut found = Vec::new();
    let mut hits = 0;
    // On dark skin colours are nearer to each other.
    let unlike_skin = 0.06 * (skin.l / 0.8).clamp(0.55, 1.0);
    let mut column = |x: f32, from: f32, to: f32| {
        let mut unlike: Vec<Oklab> = Vec::new();
        for y in (from * s) as i32..(to * s) as i32 {
            for color in canvas.around(x, canvas.eye_row() + y as f32, 0.6, 0.0) {
                let differs = skin.l - color.l > 0.2 || (color.a - skin.a).hypot(color.b - skin.b) > unlike_skin;
                if differs {
                    unlike.push(color);
                }
            }
        }
        if unlike.len() >= 2 {
            hits += 1;
            found.extend(unlike);
        }
    };
    for (x, _) in canvas.eyes {
        for aside in [-0.1, -0.05, 0.0, 0.05, 0.1] {
            column(x + aside * s, 0.1, 0.28);
        }
    }
    for aside in [-0.02, 0.0, 0.02] {
        column(canvas.axis + aside * s, -0.12, 0.12);
    }
    (hits >= 10).then(|| {
        let rim = median(&found);
        Oklab::new(rim.l.min(skin.l - 0.15).max(0.08), rim.a, rim.b)
    })
}
