//! The largest level that a document may hold: 1,024 x 256 tiles of every kind and 4,096 actors.

use anyhow::{Context, Result};
use snapcade_game::{Actor, ActorId, Game, LevelId, Point, Tile, TileGrid, limits, tile::TILE_PX};
use snapcade_play::rng::{Pcg32, cell_hash};

use crate::cast;

const WIDTH: i32 = limits::LEVEL_WIDTH_TILES as i32;
const HEIGHT: i32 = limits::LEVEL_HEIGHT_TILES as i32;

/// Wavy floors with gaps, pools and lumps of rock, and every other tile strewn in: few runs are long, so that the level
/// packs about as badly as one that somebody drew.
fn tile(x: i32, y: i32) -> Tile {
    let wave = cell_hash(x / 6, y / 12) as i32 % 4;
    let lump = cell_hash(x / 3, y / 2);
    let here = cell_hash(x, y);
    match (y + wave).rem_euclid(12) {
        _ if y >= HEIGHT - 2 => Tile::Solid,
        10 | 11 if !lump.is_multiple_of(7) => Tile::Solid,
        10 | 11 if lump.is_multiple_of(2) => Tile::Water,
        5 if lump.is_multiple_of(3) => Tile::OneWay,
        6..=9 if x % 40 == 11 => Tile::Ladder,
        _ if lump.is_multiple_of(11) => Tile::Solid,
        _ if here.is_multiple_of(23) => Tile::ALL[(here >> 8) as usize % Tile::ALL.len()],
        _ => Tile::Empty,
    }
}

/// The document, without art.
pub fn game() -> Result<Game> {
    let mut grid = TileGrid::new(WIDTH as u32, HEIGHT as u32).context("the level is as large as the limits")?;
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            grid.set(x, y, tile(x, y));
        }
    }
    let end = (WIDTH - 2) * TILE_PX;
    let floor = (HEIGHT - 2) * TILE_PX;
    let mut level = cast::level("As large as can be", grid, (2 * TILE_PX, floor), (end, floor))?;
    let mut random = Pcg32::new(11);
    for part in cast::parts(limits::ACTORS_PER_LEVEL) {
        let column = 1 + random.below(WIDTH as u32 - 16) as i32;
        let row = 2 + random.below(HEIGHT as u32 - 4) as i32;
        let mut actor = Actor::new(part.kind, Point::new(column * TILE_PX + 8, row * TILE_PX));
        actor.path = part.path.iter().map(|&(x, y)| Point::new(x, y)).collect();
        // Ids are random, as those of real documents.
        let id = u64::from(random.next_u32()) << 32 | u64::from(random.next_u32());
        level.actors.insert(ActorId(id), actor);
    }
    let mut game = cast::game()?;
    game.levels.insert(LevelId(1), level);
    Ok(game)
}
