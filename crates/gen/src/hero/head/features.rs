//! Eyes, brows, mouth and glasses, measured on the canvas and drawn by hand on the sprite.

use palette::Oklab;

use crate::grid::{Grid, Rect};

use super::{
    canvas::{Canvas, FACE_PX},
    cut::Part,
    ramps::{Palette, median},
    tones::{Cell, Zone, zone},
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
        let eye = Oklab::new(dark.l.min(skin.l * 0.42).min(0.30), dark.a * 0.8, dark.b * 0.8);
        let white = Oklab::new((skin.l + 0.22).clamp(0.62, 0.95), skin.a * 0.15, skin.b * 0.2);
        let brow = darkest(brows, 0.3);
        let brow = (skin.l - brow.l > 0.09).then(|| {
            let strength = ((skin.l - brow.l) / 0.35).clamp(0.45, 0.9);
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
        let lips = Oklab::new(lips.l.clamp(skin.l * 0.5, skin.l * 0.76), lips.a.max(skin.a * 0.8 + 0.025), lips.b);
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

    /// Draws them on a sprite that shows `bounds` of the canvas.
    pub fn draw(&self, cells: &mut Grid<Cell>, canvas: &Canvas, bounds: Rect) {
        let scale = (cells.width as f32 / bounds.width as f32, cells.height as f32 / bounds.height as f32);
        let place = |(x, y): (f32, f32)| ((x - bounds.x as f32) * scale.0, (y - bounds.y as f32) * scale.1);
        let eyes = canvas.eyes.map(place);
        let mouth = place(canvas.mouth);
        let face = FACE_PX * scale.1;
        let mut pen = Pen { cells };
        let look = Look::of(face);
        // Both eyes are as far from the axis, in whole pixels.
        let axis = f32::midpoint(eyes[0].0, eyes[1].0);
        let apart = (eyes[1].0 - eyes[0].0).clamp(0.36 * face, 0.5 * face);
        let gap = ((apart - look.eye.0 as f32).round() as i32).max(2);
        let left = (axis - gap as f32 / 2.0).round() as i32 - look.eye.0;
        let right = left + look.eye.0 + gap;
        let top = (eyes[0].1 - look.eye.1 as f32 / 2.0 + 0.2).round() as i32;
        if let Some(rims) = self.rims {
            self.draw_glasses(&mut pen, rims, look, (left, right, top));
        }
        for (x, outward) in [(left, -1), (right, 1)] {
            if self.rims.is_none() {
                pen.clear_lid(x, top - 1, look.eye, super::tones::skin_tone(self.skin, 1));
            }
            self.draw_eye(&mut pen, look, x, top, outward);
        }
        if let (Some(brow), None, true) = (self.brow, self.rims, look.brow > 0) {
            let row = top - look.lift;
            for (x, outward) in [(left, -1), (right, 1)] {
                let first = if outward < 0 { x + look.eye.0 - look.brow } else { x };
                for i in 0..look.brow {
                    pen.put(first + i, row, brow);
                }
            }
        }
        self.draw_nose(
            &mut pen,
            look,
            f32::midpoint(left as f32, (right + look.eye.0) as f32),
            (top + look.eye.1, mouth.1),
        );
        self.draw_mouth(&mut pen, look, f32::midpoint(left as f32, (right + look.eye.0) as f32), mouth.1);
    }

    fn draw_eye(&self, pen: &mut Pen<'_>, look: Look, x: i32, y: i32, outward: i32) {
        let (wide, high) = look.eye;
        for j in 0..high {
            for i in 0..wide {
                let from_outside = if outward < 0 { i } else { wide - 1 - i };
                let color = match wide {
                    2 if from_outside == 0 && j > 0 => self.white,
                    3 if from_outside != 1 && j > 0 => self.white,
                    _ => self.eye,
                };
                pen.put(x + i, y + j, color);
            }
        }
    }

    fn draw_nose(&self, pen: &mut Pen<'_>, look: Look, axis: f32, (under_eyes, mouth): (i32, f32)) {
        let shade = super::tones::skin_tone(self.skin, 1);
        let row = (under_eyes as f32 + (mouth - under_eyes as f32) * 0.45).round() as i32;
        let left = (axis - look.nose as f32 / 2.0).round() as i32;
        for i in 0..look.nose {
            pen.put_on_skin(left + i, row, shade);
        }
    }

    fn draw_mouth(&self, pen: &mut Pen<'_>, look: Look, axis: f32, y: f32) {
        let wide = look.mouth;
        let left = (axis - wide as f32 / 2.0).round() as i32;
        let row = y.round() as i32;
        if self.teeth > 0.055 {
            for i in 0..wide {
                let end = i == 0 || i == wide - 1;
                pen.put(left + i, row - 1, if end { self.lips } else { self.white });
                if !end {
                    pen.put(left + i, row, self.lips);
                }
            }
        } else {
            for i in 0..wide {
                let end = i == 0 || i == wide - 1;
                let color = if end && wide > 3 { mixed(self.lips, self.skin, 0.45) } else { self.lips };
                pen.put(left + i, row - 1, color);
            }
        }
    }

    fn draw_glasses(&self, pen: &mut Pen<'_>, rims: Oklab, look: Look, (left, right, top): (i32, i32, i32)) {
        let (wide, high) = look.eye;
        let lens = mixed(self.skin, self.white, 0.45);
        let (up, down, out) = if wide == 1 { (1, 0, 1) } else { (1, 1, 1) };
        for (x, outward) in [(left, -1), (right, 1)] {
            // There is room for a wide lens only on the outer side of a small eye.
            let first = if wide == 1 && outward < 0 { -2 } else { -out };
            let last = if wide == 1 && outward > 0 { 2 } else { wide };
            for j in -up..=high + down {
                for i in first..=last {
                    let edge = j == -up || j == high + down || i == first || i == last;
                    pen.put(x + i, top + j, if edge { rims } else { lens });
                }
            }
        }
        for x in left + wide..right {
            pen.put(x, top, rims);
        }
    }
}

/// How large features are for a face of a size.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Width and height of an eye.
    eye: (i32, i32),
    /// Width of a brow; 0 for none.
    brow: i32,
    /// From the eye's top up to the brow.
    lift: i32,
    /// Width of the nose's shade.
    nose: i32,
    /// Width of the mouth.
    mouth: i32,
}

impl Look {
    /// The look for a face whose square is `face` pixels high on the sprite.
    fn of(face: f32) -> Self {
        match face {
            ..13.5 => Self { eye: (1, 2), brow: 0, lift: 2, nose: 0, mouth: 4 },
            ..19.0 => Self { eye: (2, 2), brow: 3, lift: 2, nose: 1, mouth: 5 },
            _ => Self { eye: (3, 3), brow: 4, lift: 2, nose: 2, mouth: 7 },
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

    /// Keeps hair above an eye from running into it: a row of skin, in the shade of the hair.
    fn clear_lid(&mut self, x: i32, y: i32, (wide, high): (i32, i32), shade: Oklab) {
        for i in 0..wide {
            let hair = self.cells.get(x + i, y).is_some_and(|cell| cell.part == Part::Other);
            let skin = self.cells.get(x + i, y + high + 1).is_some_and(|cell| cell.part == Part::Skin);
            if hair && skin {
                self.cells.set(x + i, y, Cell { part: Part::Skin, color: shade });
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
    let mut column = |x: f32, from: f32, to: f32| {
        let mut unlike: Vec<Oklab> = Vec::new();
        for y in (from * s) as i32..(to * s) as i32 {
            for color in canvas.around(x, canvas.eye_row() + y as f32, 0.6, 0.0) {
                let differs = skin.l - color.l > 0.2 || (color.a - skin.a).hypot(color.b - skin.b) > 0.06;
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
    (hits >= 9).then(|| {
        let rim = median(&found);
        Oklab::new(rim.l.min(skin.l - 0.15).max(0.08), rim.a, rim.b)
    })
}
