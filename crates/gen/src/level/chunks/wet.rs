//! Chunks with water.

use super::super::pen::{Pen, ROWS, What};
use super::Tile;

/// How deep water can be below a floor.
fn depth(pen: &Pen, wanted: i32) -> i32 {
    wanted.min(ROWS - 2 - pen.floor).max(2)
}

/// A basin of water; the main way goes on at the other side. Returns its first column and its bottom row.
fn basin(pen: &mut Pen, width: i32, deep: i32) -> (i32, i32) {
    let (from, floor) = (pen.x, pen.floor);
    let bottom = floor + deep;
    pen.floor = bottom;
    pen.ground(width);
    pen.floor = floor;
    pen.fill((from, floor), (from + width - 1, bottom - 1), Tile::Water);
    (from, bottom)
}

/// A pool with coins below, thorns at its bottom when it is hard.
pub fn pool(pen: &mut Pen) {
    let width = pen.about(7, 14);
    let wanted = pen.roll(4, 6);
    let deep = depth(pen, wanted);
    let (from, bottom) = basin(pen, width, deep);
    pen.coins(from + 2, from + width - 3, bottom - 2);
    if pen.may_hurt() {
        for x in from + 2..from + width - 2 {
            if pen.chance(pen.intensity / 3) {
                pen.set(x, bottom - 1, Tile::Hazard);
            }
        }
    }
    if pen.chance(50) {
        let x = from + width / 2;
        pen.put(What::Gem, x, bottom - 2);
    }
    if pen.chance(pen.intensity / 2) {
        pen.foe(What::Flyer, from + width / 2, pen.floor - 2);
    }
    pen.ground(3);
}

/// A wall that reaches into the water: the way leads below it.
pub fn dive(pen: &mut Pen) {
    let width = pen.about(9, 14);
    let deep = depth(pen, 6);
    if deep < 5 {
        pool(pen);
        return;
    }
    let (from, bottom) = basin(pen, width, deep);
    let floor = pen.floor;
    let thick = pen.about(1, 4).clamp(1, 4);
    let x = from + width / 2 - thick / 2;
    pen.fill((x, (floor - 6).max(1)), (x + thick - 1, bottom - 4), Tile::Solid);
    pen.coins(x, x + thick - 1, bottom - 2);
    if pen.may_hurt() && pen.intensity > 50 {
        pen.set(x - 2, bottom - 1, Tile::Hazard);
        pen.set(x + thick + 1, bottom - 1, Tile::Hazard);
    }
    if pen.chance(40) {
        pen.put(What::Gem, from + width - 2, bottom);
    }
    pen.ground(3);
}
