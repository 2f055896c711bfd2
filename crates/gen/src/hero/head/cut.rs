//! Which pixels of the canvas are the head: no neck, no collar, no shoulders.

use palette::Oklab;

use crate::grid::Grid;

use super::{
    canvas::{Canvas, FACE_PX, HEIGHT, WIDTH},
    ramps::{Palette, apart, like_skin, unlike_skin},
};

/// What a pixel of the canvas is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Not the head.
    Out,
    /// Skin in light or shade.
    Skin,
    /// Hair, a hat, a beard, glasses: whatever else the head has.
    Other,
}

/// Half the width of a face at a row, from its brows to the chin.
fn half_width(canvas: &Canvas, y: f32) -> f32 {
    let (top, bottom) = (canvas.eye_row(), canvas.chin);
    let down = ((y - top) / (bottom - top)).clamp(0.0, 1.0);
    0.57 * FACE_PX * (1.0 - down.powf(3.4)).max(0.0).powf(0.42)
}

/// Tells head from body, and skin from what is not skin.
pub fn parts(canvas: &Canvas, palette: &Palette) -> Grid<Part> {
    let (row, s) = (canvas.eye_row(), FACE_PX);
    let skin = skin(canvas, palette);
    let mut parts = Grid::filled(WIDTH, HEIGHT, Part::Out);
    // Whether hair hangs down on the left and on the right.
    let mut hanging = [true; 2];
    for y in 0..HEIGHT as i32 {
        let down = y as f32 + 0.5;
        let mut strand = [0; 2];
        for x in 0..WIDTH as i32 {
            let side = usize::from(x as f32 + 0.5 > canvas.axis);
            let (Some(true), Some(color)) = (canvas.subject.get(x, y), canvas.colors.get(x, y)) else { continue };
            let aside = (x as f32 + 0.5 - canvas.axis).abs();
            if aside > reach(canvas, down) {
                continue;
            }
            let in_face = down <= canvas.chin && (down < row + 0.1 * s || aside < half_width(canvas, down));
            let part = match skin.get(x, y) {
                Some(true) if in_face => Part::Skin,
                _ if in_face => Part::Other,
                _ if hanging[side] && aside > 0.4 * s && is_hair(color, palette) && hangs_on(&parts, x, y) => {
                    strand[side] += 1;
                    Part::Other
                }
                _ => Part::Out,
            };
            parts.set(x, y, part);
        }
        // Hair that ends at the ears would else be carried on by a dark collar.
        if down > row + 0.32 * s {
            hanging = [0, 1].map(|side| hanging[side] && strand[side] as f32 > 0.1 * s);
        }
    }
    if !bearded(&parts, canvas) {
        bare_jaw(&mut parts, canvas);
        strip_collar(&mut parts, canvas);
    }
    keep_connected(&mut parts, canvas);
    parts
}

/// Whether most of the chin is not skin.
fn bearded(parts: &Grid<Part>, canvas: &Canvas) -> bool {
    let s = FACE_PX;
    let (mut hair, mut count) = (0, 0);
    for y in (canvas.mouth.1 + 0.14 * s) as i32..(canvas.chin - 0.06 * s) as i32 {
        for x in (canvas.axis - 0.14 * s) as i32..(canvas.axis + 0.14 * s) as i32 {
            count += 1;
            hair += i32::from(parts.get(x, y) == Some(Part::Other));
        }
    }
    hair * 2 > count
}

/// Makes the lower face all skin, whatever shadow falls on it.
fn bare_jaw(parts: &mut Grid<Part>, canvas: &Canvas) {
    for y in (canvas.eye_row() + 0.25 * FACE_PX) as i32..canvas.chin as i32 {
        let wide = (half_width(canvas, y as f32 + 0.5) * 0.82) as i32;
        for x in canvas.axis as i32 - wide..=canvas.axis as i32 + wide {
            if canvas.subject.get(x, y) == Some(true) {
                parts.set(x, y, Part::Skin);
            }
        }
    }
}

/// Takes off what lies below and beside the skin of a bare chin: a collar, a shadow, the ground.
fn strip_collar(parts: &mut Grid<Part>, canvas: &Canvas) {
    let s = FACE_PX;
    let from = (canvas.mouth.1 - 0.02 * s) as i32;
    let (axis, end) = (canvas.axis as i32, (canvas.chin + 1.0) as i32);
    for y in from..end {
        let wide = half_width(canvas, y as f32 + 0.5) as i32;
        for side in [-1, 1] {
            // Long hair lies on the cheek.
            if parts.get(axis + side * (wide + 3), y) == Some(Part::Other) {
                continue;
            }
            for aside in (0..=wide).rev() {
                match parts.get(axis + side * aside, y) {
                    Some(Part::Skin) => break,
                    Some(Part::Other) => parts.set(axis + side * aside, y, Part::Out),
                    _ => {}
                }
            }
        }
    }
    for x in 0..WIDTH as i32 {
        if (x - axis).abs() as f32 > 0.4 * s {
            continue;
        }
        for y in (from..end).rev() {
            match parts.get(x, y) {
                Some(Part::Skin) => break,
                Some(Part::Other) => parts.set(x, y, Part::Out),
                _ => {}
            }
        }
    }
}

/// Whether something that is not skin lies right above: hair hangs down from the head, a collar does not.
fn hangs_on(parts: &Grid<Part>, x: i32, y: i32) -> bool {
    (-2..=2).any(|aside| parts.get(x + aside, y - 1) == Some(Part::Other))
}

/// Where the canvas shows skin of the face, in smooth areas.
fn skin(canvas: &Canvas, palette: &Palette) -> Grid<bool> {
    let (row, s) = (canvas.eye_row(), FACE_PX);
    let votes = Grid::from_fn(WIDTH, HEIGHT, |x, y| {
        let place = (x as f32 + 0.5, y as f32 + 0.5);
        let (aside, up) = ((place.0 - canvas.axis).abs() / s, (row - place.1) / s);
        let high = if palette.haired { 0.5 } else { 0.62 };
        let oval = (aside / 0.62).powi(2) + ((up + 0.02) / high).max(0.0).powi(2);
        let color =
            canvas.colors.get(x as i32, y as i32).filter(|_| canvas.subject.get(x as i32, y as i32) == Some(true));
        let Some(color) = color.filter(|_| oval < 1.0) else { return 0_i32 };
        // Between the brows and the mouth there is only skin, in whatever shadow; the rest is drawn later.
        if aside < 0.38 && up < 0.10 && up > -0.28 {
            return 1;
        }
        let (to_skin, to_hair) = (near(color, palette.skin), near(color, palette.hair));
        // A beard or stubble takes more to tell from a shadow than hair does.
        let (strict, ease) = match up {
            ..-0.2 if aside < 0.34 => (1.3, 0.5),
            ..0.1 => (1.0, 0.95),
            _ => (1.25, 0.6 + up * 1.2),
        };
        // What is dark on a chin is a beard only if it is like the hair; else it is the neck's shadow.
        let beard = up > -0.2 || apart(color, palette.hair) < 0.14;
        let hair =
            palette.haired && (to_hair < to_skin * ease && beard || up > 0.25 && unlike_skin(color, palette.skin));
        i32::from(like_skin(color, palette.skin, strict) && !hair)
    });
    let sums = summed(&votes);
    Grid::from_fn(WIDTH, HEIGHT, |x, y| {
        let edge = |value: u32, reach: i32, most: u32| (value as i32 + reach).clamp(0, most as i32);
        let (left, right) = (edge(x, -3, WIDTH), edge(x, 4, WIDTH));
        let (top, bottom) = (edge(y, -3, HEIGHT), edge(y, 4, HEIGHT));
        let at = |x, y| sums.get(x, y).unwrap_or(0);
        (at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)) * 2 > (right - left) * (bottom - top)
    })
}

/// How unlike two colours are apart from the light that falls on them.
fn near(color: Oklab, material: Oklab) -> f32 {
    let dim = (color.l / material.l.max(0.05)).clamp(0.3, 1.6);
    let (l, a, b) = ((color.l - material.l) * 0.5, color.a - material.a * dim, color.b - material.b * dim);
    (l * l + 9.0 * (a * a + b * b)).sqrt()
}

/// Sums of all values above and to the left, with one more row and column.
fn summed(values: &Grid<i32>) -> Grid<i32> {
    let mut sums = Grid::filled(values.width + 1, values.height + 1, 0);
    for y in 0..values.height as i32 {
        let mut row = 0;
        for x in 0..values.width as i32 {
            row += values.get(x, y).unwrap_or(0);
            sums.set(x + 1, y + 1, row + sums.get(x + 1, y).unwrap_or(0));
        }
    }
    sums
}

/// How far hair may reach aside at a row.
fn reach(canvas: &Canvas, y: f32) -> f32 {
    let s = FACE_PX;
    let below = ((y - canvas.chin) / (0.42 * s)).max(0.0);
    if below >= 1.0 {
        return 0.0;
    }
    let wide = if y > canvas.eye_row() + 0.2 * s { 0.86 } else { 1.05 };
    wide * s * (1.0 - below * below * 0.35)
}

/// Whether a pixel beside the jaw is hair rather than clothes or skin.
fn is_hair(color: Oklab, palette: &Palette) -> bool {
    if !palette.haired || like_skin(color, palette.skin, 0.9) {
        return false;
    }
    let to_hair = apart(color, palette.hair);
    to_hair < 0.12 && palette.collar.is_none_or(|collar| apart(color, collar) > to_hair + 0.04)
}

/// Drops what does not hang together with the face.
fn keep_connected(parts: &mut Grid<Part>, canvas: &Canvas) {
    let mut reached = Grid::filled(parts.width, parts.height, false);
    let mut open = vec![(canvas.axis as i32, (canvas.eye_row() + 0.2 * FACE_PX) as i32)];
    while let Some((x, y)) = open.pop() {
        let inside = !matches!(parts.get(x, y), None | Some(Part::Out));
        if inside && reached.get(x, y) == Some(false) {
            reached.set(x, y, true);
            open.extend([(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]);
        }
    }
    for (part, reached) in parts.pixels.iter_mut().zip(&reached.pixels) {
        if !reached {
            *part = Part::Out;
        }
    }
}
