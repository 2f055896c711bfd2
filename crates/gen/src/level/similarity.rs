//! How alike two levels are.

use snapcade_game::Tile;

use super::Sketch;

/// How alike two levels are, in percent: how many of the columns have the same ground at the same place, where the
/// best of a few shifts counts. Two levels of one generator share much by nature: flat stretches, places to rest.
pub fn similarity(a: &Sketch, b: &Sketch) -> u32 {
    let (a, b) = (profile(a), profile(b));
    let longer = a.len().max(b.len()).max(1) as i32;
    let alike = |shift: i32| {
        let same = a.iter().enumerate().filter(|(x, column)| {
            usize::try_from(*x as i32 + shift).ok().and_then(|x| b.get(x)).is_some_and(|other| other == *column)
        });
        same.count() as i32
    };
    ((-8..=8).map(alike).max().unwrap_or(0) * 100 / longer) as u32
}

/// Of each column where the ground begins and what else is in it.
fn profile(sketch: &Sketch) -> Vec<(i32, u32)> {
    let tiles = &sketch.tiles;
    let (width, height) = (tiles.width() as i32, tiles.height() as i32);
    (0..width)
        .map(|x| {
            let tile = |y: i32| tiles.get(x, y).unwrap_or_default();
            let ground = (0..height).find(|&y| tile(y) == Tile::Solid).unwrap_or(height);
            let others = (0..height).filter(|&y| !matches!(tile(y), Tile::Empty | Tile::Solid));
            let mark = others
                .fold(0_u32, |mark, y| mark.wrapping_mul(31).wrapping_add(y as u32 * 40 + u32::from(tile(y).code())));
            (ground, mark)
        })
        .collect()
}
