//! Taking a drawing off its paper: what differs from the paper around it is ink, and what ink surrounds is the figure.

use crate::grid::{Grid, Picture};
use crate::hero::Stroke;

use super::color_model::Sample;
use super::matte;
use super::scene::{Scene, resized};
use super::shapes::{components, filled, grown, shrunk, squared_distances};
use super::{Cut, strokes};

/// The longer side of the scene in which ink is looked for, in pixels.
const SIDE_PX: u32 = 272;
/// Pixels of the scene in a row of a cell; a cell has one paper colour.
const CELL_PX: u32 = 8;
/// Neighbouring cells of one sheet differ by less, in units of samples.
const SHEET_STEP: f32 = 4.5;
/// What differs less from paper than this is never ink.
const LEAST_INK: f32 = 3.5;

/// What comes nearer to the sheet's edge runs off it, in pixels of the scene.
const EDGE_PX: u32 = 5;

/// Cuts the figure off the paper; none if there is no ink.
pub fn keyed(picture: &Picture, painted: &[Stroke]) -> Option<Cut> {
    let scene = Scene::of(picture, SIDE_PX);
    let fixed = strokes::painted(painted, scene.width(), scene.height(), scene.scale);
    let paper = paper_surface(&scene.samples)?;
    let difference = ink_strength(&scene.samples, &paper);
    let level = ink_level(&difference);
    let sheet = sheet_inside(&difference, level);
    let mut ink = without_page_lines(&difference, level, &sheet);
    ink = without_edges(&without_ground(&ink), &sheet);
    for (ink, fixed) in ink.pixels.iter_mut().zip(&fixed.pixels) {
        *ink = fixed.unwrap_or(*ink);
    }
    let shape = figures(&closed(&ink), &fixed);
    let area = shape.pixels.iter().filter(|&&inside| inside).count();
    if area * 2000 < shape.pixels.len() {
        return None;
    }
    let outline: Vec<f32> = (0..shape.pixels.len())
        .filter(|&i| shape.pixels[i] && difference.pixels[i] > level)
        .map(|i| difference.pixels[i])
        .collect();
    let mean = outline.iter().sum::<f32>() / outline.len().max(1) as f32;
    // Pencil differs from paper by about 10, crayon by 30 and more; specks on an empty sheet are small.
    let share = area as f32 / shape.pixels.len() as f32;
    let sureness =
        ((mean - LEAST_INK) / 20.0).clamp(0.0, 1.0) * (share / 0.02).min(1.0) * ((1.0 - share) / 0.3).min(1.0);
    Some(Cut { mask: matte::enlarged(&shape, &scene, picture), sureness })
}

/// The colour that bare paper has, or would have, at every pixel.
fn paper_surface(samples: &Grid<Sample>) -> Option<Grid<Sample>> {
    let (columns, rows) = (samples.width.div_ceil(CELL_PX), samples.height.div_ceil(CELL_PX));
    let mut lights: Vec<Sample> = Vec::with_capacity((CELL_PX * CELL_PX) as usize);
    let cells = Grid::from_fn(columns, rows, |column, row| {
        lights.clear();
        for y in row * CELL_PX..((row + 1) * CELL_PX).min(samples.height) {
            let line = &samples.pixels[(y * samples.width) as usize..((y + 1) * samples.width) as usize];
            lights.extend(&line[(column * CELL_PX) as usize..((column + 1) * CELL_PX).min(samples.width) as usize]);
        }
        // Paper is lighter than what is drawn on it.
        lights.sort_by(|a, b| b[0].total_cmp(&a[0]));
        let lightest = &lights[lights.len() / 20..(lights.len() / 3).max(1)];
        let mut mean = [0.0_f32; 4];
        for sample in lightest {
            for (sum, value) in mean.iter_mut().zip(sample) {
                *sum += value / lightest.len() as f32;
            }
        }
        mean
    });
    let sheet = largest_sheet(&cells)?;
    let known: Vec<bool> = sheet.pixels.clone();
    let surface: [Grid<f32>; 4] = std::array::from_fn(|channel| {
        let values =
            Grid { width: columns, height: rows, pixels: cells.pixels.iter().map(|cell| cell[channel]).collect() };
        resized(&spread(&values, &known), samples.width, samples.height)
    });
    let pixels = (0..samples.pixels.len()).map(|i| std::array::from_fn(|channel| surface[channel].pixels[i])).collect();
    Some(Grid { width: samples.width, height: samples.height, pixels })
}

/// The cells of the sheet: those that hang together without a step, many, light and without much colour.
fn largest_sheet(cells: &Grid<Sample>) -> Option<Grid<bool>> {
    let mut numbers = Grid::filled(cells.width, cells.height, 0_u32);
    let mut best: Option<(f32, u32)> = None;
    let mut open = Vec::new();
    let mut number = 0;
    for first in 0..cells.pixels.len() {
        if numbers.pixels[first] != 0 {
            continue;
        }
        number += 1;
        numbers.pixels[first] = number;
        open.push(first);
        let mut worth = 0.0;
        while let Some(at) = open.pop() {
            let here = cells.pixels[at];
            let chroma = here[1].hypot(here[2]);
            worth += (here[0] / 100.0).powi(2) * (-chroma / 25.0).exp();
            let (x, y) = (at as i32 % cells.width as i32, at as i32 / cells.width as i32);
            for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                if let Some(next) = cells.index(x + dx, y + dy)
                    && numbers.pixels[next] == 0
                    && far(&cells.pixels[next], &here) < SHEET_STEP
                {
                    numbers.pixels[next] = number;
                    open.push(next);
                }
            }
        }
        if best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, number));
        }
    }
    best.map(|(_, best)| numbers.map(|&number| number == best))
}

fn far(a: &Sample, b: &Sample) -> f32 {
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f32>().sqrt()
}

/// Known values, and between them ones that change slowly.
fn spread(values: &Grid<f32>, known: &[bool]) -> Grid<f32> {
    let count = known.iter().filter(|&&known| known).count().max(1) as f32;
    let mean =
        values.pixels.iter().zip(known).filter(|(_, known)| **known).map(|(value, _)| value).sum::<f32>() / count;
    let mut field = values.clone();
    for (value, known) in field.pixels.iter_mut().zip(known) {
        if !known {
            *value = mean;
        }
    }
    for _ in 0..60 {
        for y in 0..field.height as i32 {
            for x in 0..field.width as i32 {
                let Some(at) = field.index(x, y) else { continue };
                let around = [field.get(x - 1, y), field.get(x + 1, y), field.get(x, y - 1), field.get(x, y + 1)];
                let (sum, count) =
                    around.into_iter().flatten().fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
                if !known[at] && count > 0.0 {
                    field.pixels[at] = sum / count;
                }
            }
        }
    }
    field
}

/// How much each pixel differs from the paper under it: darker, or of another colour.
fn ink_strength(samples: &Grid<Sample>, paper: &Grid<Sample>) -> Grid<f32> {
    let pixels = samples
        .pixels
        .iter()
        .zip(&paper.pixels)
        .map(|(here, paper)| {
            let darker = paper[0] - here[0];
            let light = if darker < 0.0 { darker * 0.4 } else { darker };
            // A shadow takes colour and light away alike.
            let shade = (here[0] / paper[0].max(1.0)).clamp(0.3, 1.0);
            let (a, b) = (here[1] - paper[1] * shade, here[2] - paper[2] * shade);
            (light * light + a * a + b * b).sqrt()
        })
        .collect();
    Grid { width: samples.width, height: samples.height, pixels }
}

/// What differs more is ink: well above the paper's grain, well below the strongest ink.
fn ink_level(difference: &Grid<f32>) -> f32 {
    let mut sorted = difference.pixels.clone();
    sorted.sort_by(f32::total_cmp);
    let at = |share: f32| sorted[((sorted.len() - 1) as f32 * share) as usize];
    let grain = at(0.4);
    (grain * 3.0).max(at(0.985) * 0.22).clamp(LEAST_INK, 16.0)
}

/// What lies on the sheet: the convex hull of bare paper, a little narrower.
fn sheet_inside(difference: &Grid<f32>, level: f32) -> Grid<bool> {
    let (numbers, found) = components(&difference.map(|&value| value < level), false);
    let Some(largest) = (0..found.len()).max_by_key(|&slot| found[slot].pixels) else {
        return difference.map(|_| true);
    };
    // Page lines part the sheet into strips; all large enough parts near its colour count.
    let most = found[largest].pixels;
    let parts: Vec<bool> = found.iter().map(|part| part.pixels * 12 > most).collect();
    let mut corners = Vec::new();
    for y in 0..numbers.height {
        let row = &numbers.pixels[(y * numbers.width) as usize..((y + 1) * numbers.width) as usize];
        let bare = |&number: &u32| number > 0 && parts[number as usize - 1];
        if let (Some(left), Some(right)) = (row.iter().position(bare), row.iter().rposition(bare)) {
            corners.push((left as i64, i64::from(y)));
            corners.push((right as i64 + 1, i64::from(y)));
        }
    }
    let hull = convex_hull(corners);
    let inside = Grid::from_fn(numbers.width, numbers.height, |x, y| {
        let (px, py) = (2 * i64::from(x) + 1, 2 * i64::from(y) + 1);
        (0..hull.len()).all(|i| {
            let (a, b) = (hull[i], hull[(i + 1) % hull.len()]);
            (b.0 - a.0) * (py - 2 * a.1) - (b.1 - a.1) * (px - 2 * a.0) >= -2 * ((b.0 - a.0).abs() + (b.1 - a.1).abs())
        })
    });
    let share = inside.pixels.iter().filter(|&&inside| inside).count() as f32 / inside.pixels.len() as f32;
    if share > 0.97 { inside.map(|_| true) } else { shrunk(&inside, 3.0) }
}

/// Corners of the smallest convex shape around points, clockwise as seen, after Andrew (1979).
fn convex_hull(mut points: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    points.sort_unstable();
    points.dedup();
    let half = |points: &mut dyn Iterator<Item = (i64, i64)>| {
        let mut chain: Vec<(i64, i64)> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0) <= 0
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut points.iter().copied());
    hull.extend(half(&mut points.iter().rev().copied()));
    hull
}

/// Ink without the lines that were printed on the page: long, straight, weak, and many.
fn without_page_lines(difference: &Grid<f32>, level: f32, sheet: &Grid<bool>) -> Grid<bool> {
    let (width, height) = (difference.width as i32, difference.height as i32);
    let mut sorted: Vec<f32> = difference.pixels.iter().copied().filter(|&value| value > level).collect();
    sorted.sort_by(f32::total_cmp);
    let strong = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or(level);
    let weak = |value: f32| value > level * 0.55 && value < strong * 0.6;
    let reach = width.min(height) / 7;
    let mut lines = difference.map(|_| false);
    for sideways in [true, false] {
        let (across, along) = if sideways { (height, width) } else { (width, height) };
        let place = |line: i32, at: i32| if sideways { (at, line) } else { (line, at) };
        let mut found = 0;
        let mut marked = Vec::new();
        for line in 0..across {
            let mut run = 0;
            for at in 0..=along {
                let hit = at < along
                    && (-1..=1).any(|off| {
                        let (x, y) = place(line + off, at);
                        difference.get(x, y).is_some_and(weak)
                    });
                if hit {
                    run += 1;
                    continue;
                }
                if run >= reach {
                    found += run;
                    marked.extend((at - run..at).map(|at| place(line, at)));
                }
                run = 0;
            }
        }
        // A line that is drawn counts in three rows; printed ones come in numbers.
        if found > 3 * 4 * along / 2 {
            for (x, y) in marked {
                if difference.get(x, y).is_some_and(weak) {
                    lines.set(x, y, true);
                }
            }
        }
    }
    let pixels = (0..difference.pixels.len())
        .map(|i| difference.pixels[i] > level && sheet.pixels[i] && !lines.pixels[i])
        .collect();
    Grid { width: difference.width, height: difference.height, pixels }
}

/// Ink without specks and without what runs off the sheet, unless that is most of it.
fn without_edges(ink: &Grid<bool>, sheet: &Grid<bool>) -> Grid<bool> {
    let joined = grown(ink, 1.5);
    let (numbers, found) = components(&joined, true);
    let total: u32 = found.iter().map(|part| part.pixels).sum();
    let mut at_edge = vec![false; found.len()];
    let depth = squared_distances(&sheet.map(|&inside| !inside));
    let (last_x, last_y) = (ink.width.saturating_sub(1 + EDGE_PX), ink.height.saturating_sub(1 + EDGE_PX));
    for (i, &number) in numbers.pixels.iter().enumerate() {
        if number > 0 {
            let (x, y) = (i as u32 % ink.width, i as u32 / ink.width);
            let edge =
                x < EDGE_PX || y < EDGE_PX || x > last_x || y > last_y || depth.pixels[i] < (EDGE_PX * EDGE_PX) as f32;
            at_edge[number as usize - 1] |= edge;
        }
    }
    let speck = (ink.pixels.len() / 8000) as u32 + 9;
    let stays: Vec<bool> = found
        .iter()
        .zip(&at_edge)
        .map(|(part, &edge)| if edge { part.pixels * 10 > total * 4 } else { part.pixels > speck })
        .collect();
    let pixels = ink
        .pixels
        .iter()
        .zip(&numbers.pixels)
        .map(|(&ink, &number)| ink && number > 0 && stays[number as usize - 1])
        .collect();
    Grid { width: ink.width, height: ink.height, pixels }
}

/// Ink without grass or floor: a strip along the bottom of the page that reaches across half of it. What stands on it goes on
/// above and stays.
fn without_ground(ink: &Grid<bool>) -> Grid<bool> {
    let (width, height) = (ink.width as usize, ink.height as usize);
    let inked = |rows: std::ops::Range<usize>| -> Vec<bool> {
        (0..width).map(|x| rows.clone().any(|y| ink.pixels[y * width + x])).collect()
    };
    let strip = height * 86 / 100;
    if inked(strip..height).iter().filter(|&&inked| inked).count() * 2 < width {
        return ink.clone();
    }
    let above = inked(height * 78 / 100..strip);
    let reach = width / 25;
    let stands: Vec<bool> =
        (0..width).map(|x| above[x.saturating_sub(reach)..(x + reach).min(width)].contains(&true)).collect();
    if stands.iter().filter(|&&stands| stands).count() * 2 > width {
        return ink.clone();
    }
    Grid::from_fn(ink.width, ink.height, |x, y| {
        ink.pixels[y as usize * width + x as usize] && ((y as usize) < strip || stands[x as usize])
    })
}

/// Ink and all that it surrounds. Gaps in an outline are bridged as far as that closes more.
fn closed(ink: &Grid<bool>) -> Grid<bool> {
    let side = ink.width.max(ink.height) as f32;
    let away = squared_distances(ink);
    let mut best: Option<(f32, f32, Grid<bool>)> = None;
    for share in [0.006, 0.012, 0.02, 0.028] {
        let radius = share * side;
        let grown = away.map(|&squared| squared <= radius * radius);
        let shape = filled(&grown);
        let holes = shape.pixels.iter().zip(&grown.pixels).filter(|(shape, grown)| shape != grown).count() as f32;
        // A gap that was bridged shows as a jump; without one, wider only means coarser.
        let jump = |fewer: f32| holes > fewer * 1.25 + 0.01 * ink.pixels.len() as f32;
        if best.as_ref().is_none_or(|&(fewer, ..)| jump(fewer)) {
            best = Some((holes, radius, shape));
        }
    }
    let shape = best.map_or_else(|| ink.clone(), |(_, radius, shape)| shrunk(&shape, radius));
    let pixels = shape.pixels.iter().zip(&ink.pixels).map(|(&shape, &ink)| shape || ink).collect();
    filled(&Grid { width: ink.width, height: ink.height, pixels })
}

/// The largest figure, its loose limbs, and other figures nearly as large.
fn figures(shape: &Grid<bool>, fixed: &Grid<Option<bool>>) -> Grid<bool> {
    let (numbers, found) = components(shape, true);
    let Some(main) = (0..found.len()).max_by_key(|&slot| found[slot].pixels) else {
        return shape.clone();
    };
    let away = squared_distances(&numbers.map(|&number| number as usize == main + 1));
    let mut nearest = vec![f32::INFINITY; found.len()];
    let mut by_hand = vec![false; found.len()];
    for (i, &number) in numbers.pixels.iter().enumerate() {
        if number > 0 {
            let slot = number as usize - 1;
            nearest[slot] = nearest[slot].min(away.pixels[i]);
            by_hand[slot] |= fixed.pixels[i] == Some(true);
        }
    }
    let side = shape.width.max(shape.height) as f32;
    let stays: Vec<bool> = (0..found.len())
        .map(|slot| {
            let share = found[slot].pixels as f32 / found[main].pixels as f32;
            let gap = nearest[slot].sqrt() / side;
            slot == main || by_hand[slot] || share > 0.3 || (gap < 0.035 && share > 0.004)
        })
        .collect();
    numbers.map(|&number| number > 0 && stays[number as usize - 1])
}
