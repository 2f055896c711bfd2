//! The head in the few pixels and few tones of a sprite.

use palette::Oklab;

use crate::grid::{Grid, Rect};

use super::{
    canvas::{Canvas, FACE_PX},
    cut::Part,
    ramps::{Palette, apart, median},
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

/// Gathers the canvas into `width` x `height` cells: of each cell only the pixels of the part that wins it.
pub fn gather(
    canvas: &Canvas,
    parts: &Grid<Part>,
    bounds: Rect,
    zones: &[Zone],
    width: u32,
    height: u32,
) -> Grid<Cell> {
    let unknown = Cell { part: Part::Out, color: Oklab::new(0.0, 0.0, 0.0) };
    let mut missing = Grid::filled(width, height, false);
    let mut cells = Grid::from_fn(width, height, |x, y| {
        let span = |i: u32, size: u32, of: u32, origin: i32| {
            let edge = |i: u32| origin + (i as f32 * of as f32 / size as f32).round() as i32;
            edge(i)..edge(i + 1).max(edge(i) + 1)
        };
        let (mut colors, mut total, mut inside) = ([Vec::new(), Vec::new()], 0, 0);
        for py in span(y, height, bounds.height, bounds.y) {
            for px in span(x, width, bounds.width, bounds.x) {
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
        for (dx, dy) in [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            let other = cells.get(x + dx, y + dy).filter(|cell| cell.part == part);
            alike.extend(other.map(|cell| cell.color).filter(|&color| apart(color, own.color) < 0.14));
        }
        Cell { part, color: mean(&alike) }
    })
}

/// How much lighter or darker than lit skin the four tones of skin are.
const SKIN_STEPS: [f32; 4] = [-0.15, -0.07, 0.0, 0.06];

/// One of the four tones of skin, dark to light.
pub fn skin_tone(skin: Oklab, tone: usize) -> Oklab {
    let step = SKIN_STEPS.get(tone).copied().unwrap_or(0.0) * (0.35 + skin.l).min(1.0);
    let l = (skin.l + step).clamp(0.05, 0.97);
    let dim = l / skin.l.max(0.05);
    // Shade leans to red, light to yellow, and both are a little less colourful at the ends.
    Oklab::new(l, skin.a * dim.min(1.0) - step * 0.10, skin.b * dim.min(1.0) + step * 0.02)
}

/// Paints skin in four tones after evening out the light, and returns the tone in the middle.
pub fn paint_skin(cells: &mut Grid<Cell>, palette: &Palette, axis: f32) {
    let skin: Vec<(f32, Oklab)> = cells
        .pixels
        .iter()
        .enumerate()
        .filter(|(_, cell)| cell.part == Part::Skin)
        .map(|(i, cell)| ((i as u32 % cells.width) as f32 + 0.5 - axis, cell.color))
        .collect();
    if skin.is_empty() {
        return;
    }
    // Light from one side leaves half a face black; most of its slope is taken out.
    let center = median(&skin.iter().map(|(_, color)| *color).collect::<Vec<_>>());
    let over: f32 = skin.iter().map(|(x, _)| x * x).sum::<f32>().max(1.0);
    let slope = skin.iter().map(|(x, color)| x * (color.l - center.l)).sum::<f32>() / over;
    let base = Oklab::new(f32::midpoint(center.l, palette.skin.l), center.a, center.b);
    let mut tones = Grid::filled(cells.width, cells.height, None);
    let soft = softened(&softened(cells, Part::Skin), Part::Skin);
    for y in 0..cells.height as i32 {
        for x in 0..cells.width as i32 {
            let Some(cell) = soft.get(x, y).filter(|cell| cell.part == Part::Skin) else { continue };
            let even = cell.color.l - slope * 0.6 * (x as f32 + 0.5 - axis);
            let step = (even - base.l) * 0.85 / (0.35 + base.l).min(1.0);
            let tone = (0..4).min_by(|&one, &other| {
                let off = |tone: usize| (SKIN_STEPS[tone] - step).abs();
                off(one).total_cmp(&off(other))
            });
            tones.set(x, y, tone);
        }
    }
    for _ in 0..2 {
        calm(&mut tones, 5);
    }
    for (cell, tone) in cells.pixels.iter_mut().zip(&tones.pixels) {
        if let Some(tone) = tone {
            cell.color = skin_tone(base, *tone);
        }
    }
}

/// Paints all that is not skin in at most `count` tones.
pub fn paint_other(cells: &mut Grid<Cell>, count: usize) {
    let soft = softened(cells, Part::Other);
    let colors: Vec<Oklab> =
        soft.pixels.iter().filter(|cell| cell.part == Part::Other).map(|cell| cell.color).collect();
    let tones = clusters(&colors, count);
    if tones.is_empty() {
        return;
    }
    let mut chosen = soft.map(|cell| (cell.part == Part::Other).then(|| nearest(&tones, cell.color)));
    calm(&mut chosen, 4);
    calm(&mut chosen, 4);
    // Hair in one tone looks like a helmet: tones are set apart a little.
    let middle = mean(&colors);
    for (cell, tone) in cells.pixels.iter_mut().zip(&chosen.pixels) {
        if let Some(tone) = tone.and_then(|tone| tones.get(tone)) {
            let near = (1.0 - (tone.a - middle.a).hypot(tone.b - middle.b) / 0.08).clamp(0.0, 1.0);
            let l = middle.l + (tone.l - middle.l) * (1.0 + 0.25 * near);
            cell.color = Oklab::new(l.clamp(0.04, 0.97), tone.a, tone.b);
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
            for (dx, dy) in [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
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
fn clusters(colors: &[Oklab], count: usize) -> Vec<Oklab> {
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
