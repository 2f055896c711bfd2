//! The head in the few pixels and few tones of a sprite.

use palette::Oklab;

use crate::grid::{Grid, Rect};

use super::{
    canvas::{Canvas, FACE_PX},
    cut::Part,
    ramps::{Palette, apart, skin_tone},
    view::View,
};

/// A pixel of the sprite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// What it shows.
    pub part: Part,
    /// Its colour.
    pub color: Oklab,
}

/// A rectangle of the canvas whose pixels do not count, since a feature is drawn there later.
pub type Zone = Rect;

/// Gathers the canvas into cells: of each cell only the pixels of the part that wins it.
pub fn gather(canvas: &Canvas, parts: &Grid<Part>, view: &View, zones: &[Zone]) -> Grid<Cell> {
    let unknown = Cell { part: Part::Out, color: Oklab::new(0.0, 0.0, 0.0) };
    let mut missing = Grid::filled(view.width, view.height, false);
    let mut cells = Grid::from_fn(view.width, view.height, |x, y| {
        let (left, top) = view.corner(x as i32, y as i32);
        let (right, bottom) = view.corner(x as i32 + 1, y as i32 + 1);
        let (mut colors, mut total, mut inside) = ([Vec::new(), Vec::new()], 0, 0);
        for py in top.round() as i32..(bottom.round() as i32).max(top.round() as i32 + 1) {
            for px in left.round() as i32..(right.round() as i32).max(left.round() as i32 + 1) {
                total += 1;
                let (Some(part), Some(color)) = (parts.get(px, py), canvas.colors.get(px, py)) else { continue };
                if part == Part::Out {
                    continue;
                }
                inside += 1;
                if !zones.iter().any(|zone| within(zone, px, py)) {
                    colors[usize::from(part == Part::Other)].push(color);
                }
            }
        }
        if inside * 20 < total * 9 {
            return unknown;
        }
        let [skin, other] = colors;
        if (skin.len() + other.len()) * 4 < total {
            missing.set(x as i32, y as i32, true);
            return Cell { part: Part::Skin, ..unknown };
        }
        let (part, of) = if skin.len() >= other.len() { (Part::Skin, skin) } else { (Part::Other, other) };
        Cell { part, color: mean(&of) }
    });
    fill(&mut cells, missing);
    cells
}

fn within(zone: &Zone, x: i32, y: i32) -> bool {
    x >= zone.x && y >= zone.y && x < zone.x + zone.width as i32 && y < zone.y + zone.height as i32
}

fn mean(colors: &[Oklab]) -> Oklab {
    let count = colors.len().max(1) as f32;
    let sum = colors.iter().fold([0.0; 3], |sum, color| [sum[0] + color.l, sum[1] + color.a, sum[2] + color.b]);
    Oklab::new(sum[0] / count, sum[1] / count, sum[2] / count)
}

const SIDES: [(i32, i32); 4] = [(-1, 0), (1, 0), (0, -1), (0, 1)];
const AROUND: [(i32, i32); 8] = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];

/// Grows known cells into the missing ones.
fn fill(cells: &mut Grid<Cell>, mut missing: Grid<bool>) {
    for _ in 0..cells.width.max(cells.height) {
        let (before, gaps) = (cells.clone(), missing.clone());
        for y in 0..cells.height as i32 {
            for x in 0..cells.width as i32 {
                if gaps.get(x, y) != Some(true) {
                    continue;
                }
                let around: Vec<Oklab> = SIDES
                    .iter()
                    .filter(|(dx, dy)| gaps.get(x + dx, y + dy) == Some(false))
                    .filter_map(|(dx, dy)| before.get(x + dx, y + dy))
                    .filter(|cell| cell.part == Part::Skin)
                    .map(|cell| cell.color)
                    .collect();
                if !around.is_empty() {
                    cells.set(x, y, Cell { part: Part::Skin, color: mean(&around) });
                    missing.set(x, y, false);
                }
            }
        }
    }
}

/// Closes holes and takes single pixels off the outline.
pub fn smooth_outline(cells: &mut Grid<Cell>) {
    for _ in 0..2 {
        let before = cells.clone();
        let is_in = |x: i32, y: i32| before.get(x, y).is_some_and(|cell| cell.part != Part::Out);
        for y in 0..cells.height as i32 {
            for x in 0..cells.width as i32 {
                let near = SIDES.iter().filter(|(dx, dy)| is_in(x + dx, y + dy)).count();
                if is_in(x, y) && near <= 1 {
                    cells.set(x, y, Cell { part: Part::Out, color: Oklab::new(0.0, 0.0, 0.0) });
                } else if !is_in(x, y) && near >= 3 {
                    let with = SIDES.iter().filter_map(|(dx, dy)| before.get(x + dx, y + dy));
                    if let Some(cell) = with.into_iter().find(|cell| cell.part != Part::Out) {
                        cells.set(x, y, cell);
                    }
                }
            }
        }
    }
}

/// The cells of a part, each mixed with the neighbours that look alike.
fn softened(cells: &Grid<Cell>, part: Part) -> Grid<Cell> {
    Grid::from_fn(cells.width, cells.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let own = cells.get(x, y).unwrap_or(Cell { part: Part::Out, color: Oklab::new(0.0, 0.0, 0.0) });
        if own.part != part {
            return own;
        }
        let mut alike = vec![own.color, own.color];
        for (dx, dy) in AROUND {
            let other = cells.get(x + dx, y + dy).filter(|cell| cell.part == part);
            alike.extend(other.map(|cell| cell.color).filter(|&color| apart(color, own.color) < 0.14));
        }
        Cell { part, color: mean(&alike) }
    })
}

/// Takes single cells of hair off a face and single cells of skin out of hair.
pub fn settle_parts(cells: &mut Grid<Cell>) {
    for _ in 0..2 {
        let before = cells.clone();
        for y in 0..cells.height as i32 {
            for x in 0..cells.width as i32 {
                let Some(cell) = before.get(x, y).filter(|cell| cell.part != Part::Out) else { continue };
                let around = AROUND.iter().filter_map(|(dx, dy)| before.get(x + dx, y + dy));
                let unlike: Vec<Cell> =
                    around.filter(|other| other.part != Part::Out && other.part != cell.part).collect();
                let beside = SIDES.iter().filter_map(|(dx, dy)| before.get(x + dx, y + dy));
                let alike = beside.filter(|other| other.part == cell.part).count();
                if unlike.len() >= 5 && alike <= 1 {
                    let colors: Vec<Oklab> = unlike.iter().map(|other| other.color).collect();
                    cells.set(x, y, Cell { part: unlike[0].part, color: mean(&colors) });
                }
            }
        }
    }
}

/// Paints skin in up to four tones, lit from the top left, with a shadow below the hair. A photo's own shades are too fine
/// for so few pixels and would look like grime.
pub fn paint_skin(cells: &mut Grid<Cell>, palette: &Palette, view: &View) {
    let is = |x: i32, y: i32, part: Part| cells.get(x, y).map_or(part == Part::Out, |cell| cell.part == part);
    let (half, eyes) = (view.face() * 0.57, view.chin as f32 - view.face() * 0.62);
    let tones = Grid::from_fn(cells.width, cells.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        let u = (x as f32 + 0.5 - view.axis as f32) / half;
        let v = (y as f32 + 0.5 - eyes) / (view.face() * 0.75);
        let fringe = is(x, y - 1, Part::Other) && (y as f32) < eyes;
        let edge = is(x + 1, y, Part::Out) || is(x, y + 1, Part::Out) && u.abs() < 0.8;
        let from_light = u * 0.75 + v * 0.55;
        match from_light {
            _ if fringe || edge => 1,
            0.78.. => 1,
            ..-0.42 if u < 0.0 => 3,
            _ => 2,
        }
    });
    for (cell, tone) in cells.pixels.iter_mut().zip(&tones.pixels) {
        if cell.part == Part::Skin {
            cell.color = skin_tone(palette.skin, *tone);
        }
    }
}

/// Paints all that is not skin in at most `count` tones. Those of the hair become a ramp: one hue that shifts with the
/// light, and steps that can be seen.
pub fn paint_other(cells: &mut Grid<Cell>, palette: &Palette, count: usize) {
    let soft = softened(&softened(cells, Part::Other), Part::Other);
    let colors: Vec<Oklab> =
        soft.pixels.iter().filter(|cell| cell.part == Part::Other).map(|cell| cell.color).collect();
    let mut tones = clusters(&colors, count);
    if tones.is_empty() {
        return;
    }
    let mut chosen = soft.map(|cell| (cell.part == Part::Other).then(|| nearest(&tones, cell.color)));
    for few in [4, 5, 5] {
        calm(&mut chosen, few);
    }
    let hair = palette.hair;
    let natural = palette.has_natural_hair();
    let of_hair = |tone: &Oklab| {
        let dim = (tone.l / hair.l.max(0.05)).clamp(0.4, 1.6);
        natural && (tone.a - hair.a * dim).hypot(tone.b - hair.b * dim) < 0.045
    };
    let locks: Vec<f32> = tones.iter().filter(|tone| of_hair(tone)).map(|tone| tone.l).collect();
    let middle = f32::midpoint(locks.iter().sum::<f32>() / locks.len().max(1) as f32, hair.l);
    for tone in tones.iter_mut().filter(|tone| of_hair(tone)) {
        // The shaded side of a head shall not look like other hair.
        let l = (middle + (tone.l - middle).clamp(-0.13, 0.12)).clamp(0.15, 0.95);
        let (dim, lit) = ((l / hair.l.max(0.05)).clamp(0.5, 1.25), l - hair.l);
        // Shade leans to red, light to yellow.
        *tone = Oklab::new(l, hair.a * dim - lit * 0.03, hair.b * dim + lit * 0.04);
    }
    for (cell, tone) in cells.pixels.iter_mut().zip(&chosen.pixels) {
        if let Some(tone) = tone.and_then(|tone| tones.get(tone)) {
            cell.color = *tone;
        }
    }
}

/// Gives a cell the value that most of its eight neighbours have, where `few` or more of them disagree with it and agree
/// with each other.
fn calm(values: &mut Grid<Option<usize>>, few: usize) {
    let before = values.clone();
    for y in 0..values.height as i32 {
        for x in 0..values.width as i32 {
            let Some(Some(own)) = before.get(x, y) else { continue };
            let mut counts = [0_usize; 16];
            for (dx, dy) in AROUND {
                if let Some(count) = before.get(x + dx, y + dy).flatten().and_then(|value| counts.get_mut(value)) {
                    *count += if dx == 0 || dy == 0 { 2 } else { 1 };
                }
            }
            let most = (0..counts.len()).max_by_key(|&value| (counts[value], value == own)).unwrap_or(own);
            if counts.get(own).copied().unwrap_or(0) < few && counts[most] > counts.get(own).copied().unwrap_or(0) {
                values.set(x, y, Some(most));
            }
        }
    }
}

/// At most `count` colours that stand for many (k-means, from a start spread over the lightness).
pub fn clusters(colors: &[Oklab], count: usize) -> Vec<Oklab> {
    let mut sorted = colors.to_vec();
    sorted.sort_by(|one, other| one.l.total_cmp(&other.l));
    let mut centers: Vec<Oklab> =
        (0..count).filter_map(|i| sorted.get((2 * i + 1) * sorted.len() / (2 * count.max(1))).copied()).collect();
    for _ in 0..12 {
        let mut of = vec![Vec::new(); centers.len()];
        for &color in colors {
            if let Some(group) = of.get_mut(nearest(&centers, color)) {
                group.push(color);
            }
        }
        centers = of.iter().filter(|group| !group.is_empty()).map(|group| mean(group)).collect();
    }
    centers
}

fn nearest(centers: &[Oklab], color: Oklab) -> usize {
    // Hue counts double: a hat's band or a beard stays of its own colour.
    let far = |center: &Oklab| {
        let (l, a, b) = (center.l - color.l, center.a - color.a, center.b - color.b);
        l * l + 4.0 * (a * a + b * b)
    };
    (0..centers.len()).min_by(|&one, &other| far(&centers[one]).total_cmp(&far(&centers[other]))).unwrap_or(0)
}

/// A zone of the canvas around a place, in parts of the face's side.
pub fn zone((x, y): (f32, f32), left: f32, right: f32, up: f32, down: f32) -> Zone {
    let s = FACE_PX;
    Rect {
        x: (x - left * s) as i32,
        y: (y - up * s) as i32,
        width: ((left + right) * s).max(0.0) as u32,
        height: ((up + down) * s).max(0.0) as u32,
    }
}
