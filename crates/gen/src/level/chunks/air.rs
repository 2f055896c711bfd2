//! Chunks above the ground.

use super::{
    super::pen::{HIGHEST_FLOOR, Pen, ROWS, What},
    Tile,
};
use snapcade_game::tile::TILE_PX;

/// One-way platforms over a pit or over thorns.
pub fn steps(pen: &mut Pen) {
    let count = pen.about(2, 5);
    let (from, floor) = (pen.x, pen.floor);
    let mut y = floor;
    let mut x = from;
    for _ in 0..count {
        let gap = pen.about(1, 3).clamp(1, 3);
        let width = if pen.intensity > 60 { pen.roll(2, 3) } else { pen.roll(3, 4) };
        let by = pen.roll(-2, 2);
        y = (y + by).clamp((floor - 5).max(6), floor - 1);
        x += gap;
        pen.fill((x, y), (x + width - 1, y), Tile::OneWay);
        pen.coins(x, x + width - 1, y - 2);
        if pen.chance(pen.intensity / 4) {
            pen.foe(What::Flyer, x + width / 2, y - 3);
        }
        x += width;
    }
    let width = x - from + 1;
    if pen.safe {
        pen.ground(width);
    } else {
        pen.pit(width);
    }
    pen.ground(3);
}

/// A cliff too high to jump, with a ladder up; down again by steps.
pub fn cliff(pen: &mut Pen) {
    let height = pen.about(5, 8).min(pen.floor - HIGHEST_FLOOR + 4).max(4);
    let low = pen.floor;
    pen.ground(2);
    let top = low - height;
    let ladder = pen.x;
    pen.fill((ladder, top), (ladder, low - 1), Tile::Ladder);
    pen.ground(1);
    let plateau = pen.roll(6, 10);
    let from = pen.x;
    pen.floor = top;
    pen.ground(plateau);
    // A hollow at the foot, found by whoever walks past the ladder.
    if pen.chance(35) && height >= 5 {
        pen.fill((from, low - 2), (from + 2, low - 1), Tile::Empty);
        pen.put(What::Gem, from + 2, low);
        pen.coin(from, low - 1);
        pen.coin(from + 1, low - 1);
    }
    for y in (top + 1..low - 1).step_by(2) {
        pen.coin(ladder, y);
    }
    pen.coins(from + 1, from + 3, top - 2);
    if pen.chance(pen.intensity) {
        let foe = pen.ground_foe();
        pen.foe(foe, from + plateau - 2, top);
    }
    descend(pen, low);
}

/// Steps down to a row.
fn descend(pen: &mut Pen, to: i32) {
    let to = to.clamp(HIGHEST_FLOOR, super::super::pen::LOWEST_FLOOR);
    while pen.floor < to {
        let by = pen.roll(2, 3).min(to - pen.floor);
        pen.floor += by;
        let width = pen.roll(2, 4);
        pen.ground(width);
    }
    if pen.floor < HIGHEST_FLOOR {
        pen.floor = HIGHEST_FLOOR;
        pen.ground(3);
    }
}

/// A tower of platforms, to and fro, to the top.
pub fn tower(pen: &mut Pen) {
    let low = pen.floor;
    let storeys = pen.about(2, 4).min((low - 5) / 3).max(2);
    let from = pen.x;
    let width = 8;
    pen.ground(width);
    let wall = from + width;
    let top = low - storeys * 3;
    for storey in 1..=storeys {
        let y = low - storey * 3;
        let (x0, x1) = if storey % 2 == 1 { (from + 1, from + 3) } else { (from + 4, from + 6) };
        let x1 = if storey == storeys { x1.max(wall - 1) } else { x1 };
        pen.fill((x0, y), (x1, y), Tile::OneWay);
        pen.coin(x0 + 1, y - 1);
        if pen.chance(pen.intensity / 3) {
            pen.foe(What::Flyer, from + 4, y - 2);
        }
    }
    pen.floor = top;
    pen.ground(3);
    pen.coins(wall, wall + 2, top - 2);
    if pen.chance(40) {
        pen.put(What::Heart, wall + 1, top);
    }
    descend(pen, low);
}

/// A wide pit that a moving platform crosses.
pub fn ride(pen: &mut Pen) {
    let count = if pen.intensity > 55 { 2 } else { 1 };
    for _ in 0..count {
        let width = pen.about(6, 10).clamp(6, 10);
        let (from, floor) = (pen.x, pen.floor);
        pen.pit(width);
        let size = if pen.intensity > 50 { 2 } else { 3 };
        let start = from * TILE_PX + size * TILE_PX / 2;
        let way = (width - size) * TILE_PX;
        let platform = pen.put_px(What::Platform, (start, floor * TILE_PX));
        platform.width_tiles = size as u8;
        platform.path = vec![(way, 0)];
        pen.coins(from + 2, from + width - 3, floor - 3);
        if pen.chance(pen.intensity / 2) {
            pen.foe(What::Flyer, from + width / 2, floor - 4);
        }
        pen.ground(4);
    }
}

/// A platform that goes up and down before a cliff.
pub fn lift(pen: &mut Pen) {
    let rise = pen.about(4, 6).min(pen.floor - HIGHEST_FLOOR + 4).max(4);
    let (from, floor) = (pen.x, pen.floor);
    pen.pit(4);
    let platform = pen.put_px(What::Platform, (from * TILE_PX + 2 * TILE_PX, floor * TILE_PX));
    platform.width_tiles = 2;
    platform.path = vec![(0, -rise * TILE_PX)];
    pen.coins(from + 1, from + 2, floor - rise - 2);
    if pen.safe {
        // Whoever misses it climbs.
        let depth = 2.min(ROWS - 3 - floor).max(1);
        pen.fill((from + 3, floor - rise), (from + 3, floor + depth - 1), Tile::Ladder);
    }
    pen.floor = floor - rise;
    let width = pen.roll(4, 6);
    pen.ground(width);
    if pen.chance(pen.intensity / 2) {
        let foe = pen.ground_foe();
        pen.foe(foe, pen.x - 2, pen.floor);
    }
    descend(pen, floor);
}

/// A spring below a ledge that is too high to jump.
pub fn bounce(pen: &mut Pen) {
    let floor = pen.floor;
    let by_tile = pen.chance(40);
    // A bouncy tile throws less than four tiles high: it stands on the ground.
    let rise = if by_tile { 4 } else { 5 }.min(floor - 7).max(3);
    pen.ground(3);
    let at = pen.x;
    pen.ground(2);
    if by_tile {
        pen.set(at, floor - 1, Tile::Bouncy);
    } else {
        pen.put(What::Spring, at, floor);
    }
    pen.coin(at, floor - 3);
    pen.coin(at, floor - 4);
    pen.floor = floor - rise;
    let from = pen.x;
    let width = pen.roll(5, 8);
    pen.ground(width);
    pen.coins(from + 1, from + width - 2, pen.floor - 2);
    if pen.chance(pen.intensity) {
        let foe = pen.ground_foe();
        pen.foe(foe, from + width - 2, pen.floor);
    }
    descend(pen, floor);
}

/// A high way with coins and a low way with enemies.
pub fn fork(pen: &mut Pen) {
    let width = pen.about(14, 20);
    let (from, floor) = (pen.x, pen.floor);
    pen.ground(width);
    let y = floor - 4;
    pen.fill((from + 1, floor - 2), (from + 2, floor - 2), Tile::OneWay);
    let mut x = from + 4;
    while x < from + width - 4 {
        let length = pen.roll(3, 5).min(from + width - 3 - x);
        pen.fill((x, y), (x + length - 1, y), Tile::OneWay);
        pen.coins(x, x + length - 1, y - 1);
        x += length + pen.roll(2, 3);
    }
    pen.put(What::Gem, from + width - 4, y - 2);
    let foes = pen.about(1, 3);
    for i in 0..foes {
        let foe = pen.ground_foe();
        pen.foe(foe, from + 6 + i * 4, floor);
    }
    if pen.may_hurt() && pen.chance(pen.intensity) {
        pen.set(from + width - 6, floor - 1, Tile::Hazard);
    }
}
