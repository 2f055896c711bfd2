//! A second look at where a head ends. A cut-out of a whole photo may keep a curtain beside a head or lose the hair; once
//! it is known where the face is, the colours around it and the shape that heads have tell more.

use palette::Oklab;

use crate::grid::Grid;

use super::{
    canvas::{Canvas, FACE_PX, HEIGHT, WIDTH},
    ramps::{apart, median},
    tones::clusters,
};

/// Pixels of the canvas from one node to the next, in both directions.
const STEP: i32 = 3;
/// More colours than these are not needed to learn from.
const SAMPLES: usize = 500;
/// Colours that stand for the head, and for what is around it.
const GROUPS: usize = 8;
/// A colour this near to one of the background's is likely background, in Oklab.
const ALIKE: f32 = 0.055;

/// Where a place is in the shape of a head with hair: 0 in the middle, 1 at the outline of a usual one.
fn place_in_head(canvas: &Canvas, x: f32, y: f32) -> f32 {
    let (aside, up) = ((x - canvas.axis).abs() / FACE_PX, (canvas.eye_row() - y) / FACE_PX);
    let high = if up > 0.0 { 0.86 } else { 1.1 };
    let wide = if up > 0.0 { 0.70 } else { 0.58 };
    (aside / wide).hypot(up / high)
}

/// Decides anew, from the crown down to the chin, which pixels of the canvas are the subject's. `known` are those that
/// the photo shows.
pub fn refine(canvas: &mut Canvas, known: &Grid<bool>) {
    let (across, down) = (WIDTH as i32 / STEP, ((canvas.chin as i32).clamp(STEP, HEIGHT as i32)) / STEP);
    let pixel = |i: i32, j: i32| (i * STEP + STEP / 2, j * STEP + STEP / 2);
    let nodes: Vec<(i32, i32)> = (0..down).flat_map(|j| (0..across).map(move |i| (i, j))).collect();
    let (mut head, mut around, mut maybe) = (Vec::new(), Vec::new(), Vec::new());
    for &(i, j) in &nodes {
        let (x, y) = pixel(i, j);
        let (Some(color), Some(true)) = (canvas.colors.get(x, y), known.get(x, y)) else { continue };
        let inside = canvas.subject.get(x, y) == Some(true);
        let place = place_in_head(canvas, x as f32, y as f32);
        // Beside the jaw there are shoulders, which are neither.
        let high = (y as f32) < canvas.eye_row() + 0.25 * FACE_PX;
        match place {
            ..0.82 if inside => head.push(color),
            ..0.82 => maybe.push(color),
            _ if place > 1.35 && high => around.push(color),
            _ if place > 1.0 && !inside && high => around.push(color),
            _ => {}
        }
    }
    if head.len() < 40 || around.len() < 60 {
        return;
    }
    let mut background = clusters(&thinned(&around), GROUPS);
    let lost = lost_hair(canvas, known, &around);
    if let Some(hair) = lost {
        background.retain(|&color| apart(color, hair) > 2.0 * ALIKE);
    }
    // What is where hair has to be, and is not like anything around the head, is the hair that the cut-out lost.
    maybe.retain(|&color| nearest(&background, color) > ALIKE);
    head.extend(maybe);
    let own = clusters(&thinned(&head), GROUPS);
    let mut votes = Grid::from_fn(across as u32, down as u32, |i, j| {
        let (x, y) = pixel(i as i32, j as i32);
        let (Some(color), Some(true)) = (canvas.colors.get(x, y), known.get(x, y)) else { return -2.0 };
        let place = place_in_head(canvas, x as f32, y as f32);
        let mask = match canvas.subject.get(x, y) {
            Some(true) => 0.9,
            _ if lost.is_some() && place < 0.95 && (y as f32) < canvas.eye_row() => 0.0,
            _ => -0.9,
        };
        let seen = ((nearest(&background, color) - nearest(&own, color)) / ALIKE).clamp(-2.2, 1.5);
        // Beside the cheeks there may be long hair, above the crown hardly anything.
        let (slope, least) = if (y as f32) < canvas.eye_row() { (0.2, -1.8) } else { (0.25, -1.2) };
        let shape = if place < 0.55 { 4.0 } else { ((1.0 - place) / slope).clamp(least, 1.3) };
        mask + seen + shape
    });
    for _ in 0..2 {
        votes = smoothed(&votes);
    }
    fill_holes(&mut votes);
    for y in 0..down * STEP {
        for x in 0..across * STEP {
            let shown = known.get(x, y) == Some(true);
            canvas.subject.set(x, y, shown && between(&votes, x, y) > 0.0);
        }
    }
}

/// The colour of the hair, if the cut-out has none above the forehead and the photo shows something there that is not
/// what is around the head.
fn lost_hair(canvas: &Canvas, known: &Grid<bool>, around: &[Oklab]) -> Option<Oklab> {
    let (s, axis, row) = (FACE_PX, canvas.axis, canvas.eye_row());
    let (mut missed, mut all) = (Vec::new(), 0);
    for y in ((row - 0.68 * s) as i32..(row - 0.42 * s) as i32).step_by(2) {
        for x in ((axis - 0.32 * s) as i32..(axis + 0.32 * s) as i32).step_by(2) {
            let Some(color) = canvas.colors.get(x, y).filter(|_| known.get(x, y) == Some(true)) else { continue };
            all += 1;
            if canvas.subject.get(x, y) == Some(false) {
                missed.push(color);
            }
        }
    }
    if all < 60 || missed.len() * 20 < all * 9 {
        return None;
    }
    let middle = median(&missed);
    let one_colored = missed.iter().filter(|&&color| apart(color, middle) < 2.0 * ALIKE).count();
    let elsewhere = around.iter().filter(|&&color| apart(color, middle) < 1.3 * ALIKE).count();
    // In front of something as dark, there is rather hair than none.
    let dark = middle.l < 0.4 && middle.a > -0.015 && middle.a.hypot(middle.b) < 0.07;
    (one_colored * 2 > missed.len() && (dark || elsewhere * 10 < around.len() * 4)).then_some(middle)
}

/// Some of many colours, from all over.
fn thinned(colors: &[Oklab]) -> Vec<Oklab> {
    colors.iter().step_by(colors.len() / SAMPLES + 1).copied().collect()
}

fn nearest(colors: &[Oklab], color: Oklab) -> f32 {
    colors.iter().map(|&one| apart(one, color)).fold(1.0, f32::min)
}

fn smoothed(votes: &Grid<f32>) -> Grid<f32> {
    Grid::from_fn(votes.width, votes.height, |x, y| {
        let (mut sum, mut weight) = (0.0, 0.0);
        for (dx, dy) in (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))) {
            if let Some(vote) = votes.get(x as i32 + dx, y as i32 + dy) {
                let share = if dx == 0 && dy == 0 { 2.0 } else { 1.0 };
                (sum, weight) = (sum + vote * share, weight + share);
            }
        }
        sum / f32::max(weight, 1.0)
    })
}

/// What is surrounded by the head belongs to it.
fn fill_holes(votes: &mut Grid<f32>) {
    let (width, height) = (votes.width as i32, votes.height as i32);
    let mut outside = Grid::filled(votes.width, votes.height, false);
    let mut open: Vec<(i32, i32)> = (0..width).flat_map(|x| [(x, 0), (x, height - 1)]).collect();
    open.extend((0..height).flat_map(|y| [(0, y), (width - 1, y)]));
    while let Some((x, y)) = open.pop() {
        if outside.get(x, y) == Some(false) && votes.get(x, y).is_some_and(|vote| vote <= 0.0) {
            outside.set(x, y, true);
            open.extend([(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]);
        }
    }
    for (vote, outside) in votes.pixels.iter_mut().zip(&outside.pixels) {
        if !outside {
            *vote = vote.max(0.2);
        }
    }
}

/// The vote at a pixel, between those of the four nodes around it.
fn between(votes: &Grid<f32>, x: i32, y: i32) -> f32 {
    let at = |pixel: i32, count: u32| {
        let place = ((pixel as f32 + 0.5) / STEP as f32 - 0.5).clamp(0.0, count.saturating_sub(1) as f32);
        (place as i32, place.fract())
    };
    let ((column, right), (row, low)) = (at(x, votes.width), at(y, votes.height));
    let get = |dx: i32, dy: i32| votes.get(column + dx, row + dy).or_else(|| votes.get(column, row)).unwrap_or(-1.0);
    let across = |dy: i32| get(0, dy) * (1.0 - right) + get(1, dy) * right;
    across(0) * (1.0 - low) + across(1) * low
}

/// A head for a person whose face was not found: from behind, from the side or too small. It has the shape that most heads
/// have, and of the photo the colours.
pub fn stand_in(canvas: &mut Canvas) {
    let s = FACE_PX;
    let (mut skin, mut other, mut all) = (Vec::new(), Vec::new(), 0_usize);
    let mut colorful = false;
    for (x, y) in (0..canvas.chin as i32).step_by(3).flat_map(|y| (0..WIDTH as i32).step_by(3).map(move |x| (x, y))) {
        let Some(color) = canvas.colors.get(x, y).filter(|_| canvas.subject.get(x, y) == Some(true)) else { continue };
        if place_in_head(canvas, x as f32, y as f32) > 1.0 {
            continue;
        }
        all += 1;
        let (chroma, hue) = (color.a.hypot(color.b), color.b.atan2(color.a).to_degrees());
        colorful |= chroma > 0.02;
        if (0.03..0.15).contains(&chroma) && (25.0..80.0).contains(&hue) && (0.35..0.9).contains(&color.l) {
            skin.push(color);
        } else if (y as f32) < canvas.eye_row() {
            other.push(color);
        }
    }
    let skin = match () {
        () if skin.len() * 12 > all && skin.len() > 20 => median(&skin),
        () if colorful || all == 0 => Oklab::new(0.74, 0.04, 0.055),
        () => Oklab::new(0.74, 0.0, 0.0),
    };
    let hair = if other.len() > 20 { median(&other) } else { Oklab::new(0.36, 0.03, 0.04) };
    let hair = Oklab::new(hair.l.clamp(0.2, skin.l - 0.2), hair.a, hair.b);
    let (axis, row) = (canvas.axis, canvas.eye_row());
    for (x, y) in (0..canvas.chin as i32).flat_map(|y| (0..WIDTH as i32).map(move |x| (x, y))) {
        let place = place_in_head(canvas, x as f32, y as f32);
        canvas.subject.set(x, y, place < 0.95);
        let (aside, up) = ((x as f32 - axis).abs() / s, (row - y as f32) / s);
        let fringe = 0.34 - 0.25 * aside * aside;
        let is_hair = up > fringe || aside > 0.50 && up > -0.1;
        // Hair is lit from the top left.
        let light = if (x as f32 - axis) / s + 0.6 - up < -0.05 { 0.06 } else { 0.0 };
        let color = if is_hair { Oklab::new(hair.l + light, hair.a, hair.b) } else { skin };
        canvas.colors.set(x, y, color);
    }
}
