//! A head from behind: what of it hair hides, hair fills.

use palette::Oklab;

use crate::grid::Grid;

use super::{
    cut::Part,
    ramps::{Palette, apart, median, skin_tone},
    tones::Cell,
    view::View,
};

/// The same outline seen from behind. A hat and hair stay as they are seen from the front.
pub fn from_behind(cells: &Grid<Cell>, palette: &Palette, view: &View) -> Grid<Cell> {
    let tones = hair_tones(cells, palette, view);
    let (half, chin) = (view.face() * 0.57, view.chin);
    let brows = chin as f32 - view.face() * 0.86;
    let other = |x: i32, y: i32| cells.get(x, y).is_some_and(|cell| cell.part == Part::Other);
    let mut behind = cells.clone();
    for y in 0..cells.height as i32 {
        let ends = (0..cells.width as i32)
            .filter(|&x| other(x, y))
            .fold((i32::MAX, i32::MIN), |(least, most), x| (least.min(x), most.max(x)));
        for x in 0..cells.width as i32 {
            let Some(cell) = cells.get(x, y) else { continue };
            let u = (x as f32 + 0.5 - view.axis as f32) / half;
            let hidden = match cell.part {
                // Long hair closes behind the neck.
                Part::Out => y >= chin - 2 && ends.0 < x && x < ends.1 && y < cells.height as i32 - 1,
                Part::Skin => true,
                Part::Other => y as f32 > brows && u.abs() < 0.8,
            };
            if !hidden {
                continue;
            }
            let ear = u.abs() > 0.86 && cell.part == Part::Skin && palette.haired;
            let nape = y >= chin - (chin / 9).max(2) && cells.height as i32 <= chin + 1;
            let lock = y * 5 > chin * 3 && (x + y / 3).rem_euclid(4) == 0;
            let color = match () {
                () if ear => cell.color,
                () if nape => skin_tone(palette.skin, 1),
                () if !palette.haired => skin_tone(palette.skin, if u > 0.55 { 1 } else { 2 }),
                () if lock || u > 0.7 => tones[0],
                () if u < -0.2 && u > -0.6 && (y as f32) < brows + view.face() * 0.2 => tones[2],
                () => tones[1],
            };
            behind.set(x, y, Cell { part: Part::Other, color });
        }
    }
    behind
}

/// Shade, base and light of the hair beside the face, in colours that the front has already.
fn hair_tones(cells: &Grid<Cell>, palette: &Palette, view: &View) -> [Oklab; 3] {
    let (half, chin) = (view.face() * 0.5, view.chin as f32);
    let places = (0..cells.height as i32).flat_map(|y| (0..cells.width as i32).map(move |x| (x, y)));
    let found: Vec<(bool, Oklab)> = places
        .filter_map(|(x, y)| {
            let cell = cells.get(x, y).filter(|cell| cell.part == Part::Other)?;
            let aside = (x as f32 + 0.5 - view.axis as f32).abs() > half * 0.8;
            let low = (y as f32) > chin - view.face() * 0.95 && (aside || (y as f32) < chin - view.face() * 0.75);
            Some((low, cell.color))
        })
        .collect();
    let low: Vec<Oklab> = found.iter().filter(|(low, _)| *low).map(|(_, color)| *color).collect();
    // Below a hat there is other hair than what is seen on top.
    let beside = median(&low);
    let hat = low.len() >= 6 && (beside.a - palette.hair.a).hypot(beside.b - palette.hair.b) > 0.05;
    let base = if hat { beside } else { palette.hair };
    let nearest = |goal: Oklab, most: f32| {
        let near = found.iter().map(|(_, color)| *color).filter(|&color| apart(color, goal) < most);
        near.min_by(|&one, &other| apart(one, goal).total_cmp(&apart(other, goal)))
    };
    let base = nearest(base, 0.1).unwrap_or(base);
    let at = |l: f32| Oklab::new(l, base.a, base.b);
    let shade = nearest(at(base.l - 0.08), 0.06).unwrap_or_else(|| at((base.l - 0.07).max(0.1)));
    let light = nearest(at(base.l + 0.08), 0.06).unwrap_or_else(|| at(base.l + 0.06));
    [shade, base, light]
}
