//! Eyes that a toy or an animal has already.

use crate::{
    color::{self, Lab},
    grid::Picture,
};

use super::{
    cutout::Cutout,
    legs::runs,
    spots::{LOOK_PX, Spot, dark_spots},
};

/// An eye; all lengths are shares of the cut-out's width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Eye {
    /// Its middle.
    pub middle: (f32, f32),
    /// Its width and height.
    pub size: (f32, f32),
}

/// The eyes of what looks at us: two dark spots alike, side by side in its upper part; or the one of what is seen from the
/// side. Empty if there are none that are clear.
pub fn eyes(cutout: &Cutout) -> Vec<Eye> {
    let small = cutout.sprite(cutout.size_within(LOOK_PX, LOOK_PX));
    let spots = dark_spots(&small);
    let found = pair(&small, &spots).or_else(|| single(&small, &spots)).unwrap_or_default();
    let (width, height) = (small.width as f32, small.height as f32);
    let eye = |spot: Spot| Eye {
        middle: (spot.middle().0 / width, spot.middle().1 / height),
        size: (spot.bounds.width as f32 / width, spot.bounds.height as f32 / height),
    };
    found.into_iter().map(eye).collect()
}

/// The two spots that look most like a pair of eyes.
fn pair(small: &Picture, spots: &[Spot]) -> Option<Vec<Spot>> {
    let height = small.height as f32;
    let alike = |one: &Spot, other: &Spot| {
        one.area.max(other.area) < one.area.min(other.area) * 2.6 && color::distance(one.color, other.color) < 0.12
    };
    let mut best: Option<(f32, [Spot; 2])> = None;
    for (i, one) in spots.iter().enumerate() {
        for other in &spots[i + 1..] {
            let ((x, y), (x2, y2)) = (one.middle(), other.middle());
            let (apart, level) = ((x2 - x).abs(), (y2 - y).abs());
            let runs = runs(small, y.midpoint(y2) as i32);
            let (Some(first), Some(last)) = (runs.first(), runs.last()) else { continue };
            let (from, wide) = (first.0 as f32, (last.1 - first.0) as f32);
            let off_middle = (x.midpoint(x2) - from - wide / 2.0).abs();
            let contrast = one.contrast.min(other.contrast);
            let fits = (wide * 0.14..wide * 0.65).contains(&apart)
                && level < apart * 0.4
                && off_middle < wide * 0.17
                && y.max(y2) < height * 0.6
                && alike(one, other)
                && contrast > 0.14
                && one.contrast + other.contrast > 0.42
                && one.area.max(other.area).sqrt() < wide * 0.18
                // More of the same are a pattern, not eyes.
                && spots.iter().filter(|spot| alike(one, spot) && spot.contrast > one.contrast * 0.75).count() <= 4;
            let clear = contrast * (1.0 - level / apart.max(1.0)) * (1.0 - off_middle / wide.max(1.0));
            if fits && best.as_ref().is_none_or(|(most, _)| clear > *most) {
                best = Some((clear, [*one, *other]));
            }
        }
    }
    best.map(|(_, pair)| pair.to_vec())
}

/// The one spot that is clearly an eye seen from the side: small, very dark, alone, in an even surface of the head.
fn single(small: &Picture, spots: &[Spot]) -> Option<Vec<Spot>> {
    let (width, height) = (small.width as f32, small.height as f32);
    let clear = |spot: &&Spot| {
        let (x, y) = spot.middle();
        let side = spot.area.sqrt();
        let even = evenness(small, spot);
        (spot.contrast > 0.2 && even < 0.08 || spot.contrast > 0.3 && even < 0.17)
            && spot.color.l < 0.48
            && y < height * 0.42
            && (width * 0.1..width * 0.9).contains(&x)
            && side < width.max(height) * 0.11
    };
    let mut clearest: Vec<&Spot> = spots.iter().filter(clear).collect();
    clearest.sort_by(|one, other| other.contrast.total_cmp(&one.contrast));
    match clearest[..] {
        [one] => Some(vec![*one]),
        [one, other, ..] if other.contrast < one.contrast * 0.6 => Some(vec![*one]),
        _ => None,
    }
}

/// How much the colours around a spot differ from each other on average.
fn evenness(small: &Picture, spot: &Spot) -> f32 {
    let bounds = spot.bounds;
    let (right, bottom) = (bounds.x + bounds.width as i32, bounds.y + bounds.height as i32);
    let mut ring: Vec<Lab> = Vec::new();
    for y in bounds.y - 3..bounds.y + bounds.height as i32 + 3 {
        for x in bounds.x - 3..right + 3 {
            let near = x >= bounds.x - 1 && x <= right && y >= bounds.y - 1 && y <= bottom;
            if let (false, Some([r, g, b, 255])) = (near, small.get(x, y)) {
                ring.push(color::lab([r, g, b]));
            }
        }
    }
    let mean = color::mean(ring.iter().map(|&color| (color, 1.0)));
    ring.iter().map(|&color| color::distance(color, mean)).sum::<f32>() / (ring.len().max(1) as f32)
}

/// How an eye is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Dark with a light in it.
    Open,
    /// A line.
    Closed,
}

/// Draws eyes on a sprite where the photo has them: in so few pixels, a photographed eye is a stain.
pub fn draw(sprite: &mut Picture, eyes: &[Eye], look: Look) {
    const DARK: [u8; 4] = [0x1a, 0x14, 0x26, 255];
    const LIGHT: [u8; 4] = [249, 248, 241, 255];
    let (width, height) = (sprite.width as f32, sprite.height as f32);
    let apart = match eyes {
        [one, other] => (one.middle.0 - other.middle.0).abs() * width,
        _ => width,
    };
    // Large enough for a light with dark around it, unless that is too much for the face.
    let (columns, rows) = if width.max(height) > 28.0 && apart >= 5.5 { (3, 4) } else { (2, 3) };
    // Two eyes are as large as each other.
    let largest = |side: &dyn Fn(&Eye) -> f32| eyes.iter().map(side).fold(0.0_f32, f32::max);
    let larger = |least: i32, share: f32| (share.round() as i32).clamp(least, least + 1);
    let (columns, rows) =
        (larger(columns, largest(&|eye| eye.size.0) * width), larger(rows, largest(&|eye| eye.size.1) * height));
    for eye in eyes {
        let left = (eye.middle.0 * width - columns as f32 / 2.0).round() as i32;
        let top = (eye.middle.1 * height - rows as f32 / 2.0).round() as i32;
        let around = skin(sprite, (left, top), (columns, rows));
        let on_dark = around.is_some_and(|[r, g, b, _]| color::lab([r, g, b]).l < 0.5);
        let light = match columns {
            3.. => Some((1, 1)),
            // At the rim of a small eye a light would be a part of bright fur.
            _ => on_dark.then_some((0, 0)),
        };
        for y in 0..rows {
            for x in 0..columns {
                let (at_side, at_end) = (x == 0 || x == columns - 1, y == 0 || y == rows - 1);
                let corner = columns > 2 && rows > 2 && at_side && at_end;
                let pixel = match look {
                    Look::Open if corner => None,
                    Look::Open if light == Some((x, y)) => Some(LIGHT),
                    Look::Open => Some(DARK),
                    Look::Closed if y == rows / 2 => Some(DARK),
                    Look::Closed => around,
                };
                if let Some(pixel) = pixel
                    && sprite.get(left + x, top + y).is_some_and(|pixel| pixel[3] > 0)
                {
                    sprite.set(left + x, top + y, pixel);
                }
            }
        }
    }
}

/// The mean colour around a part of a sprite.
fn skin(sprite: &Picture, (left, top): (i32, i32), (columns, rows): (i32, i32)) -> Option<[u8; 4]> {
    let places = (top - 1..=top + rows).flat_map(|y| (left - 1..=left + columns).map(move |x| (x, y)));
    let around = places.filter(|&(x, y)| x < left || x == left + columns || y < top || y == top + rows);
    let colors: Vec<Lab> = around
        .filter_map(|(x, y)| sprite.get(x, y))
        .filter(|pixel| pixel[3] > 0)
        .map(|[r, g, b, _]| color::lab([r, g, b]))
        .collect();
    colors.first()?;
    let [r, g, b] = color::rgb(color::mean(colors.into_iter().map(|color| (color, 1.0))));
    Some([r, g, b, 255])
}
