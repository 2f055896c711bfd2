//! Chunks with doors, gates, bridges and what opens them.

use super::super::pen::{Pen, What};
use super::Tile;

const DOORS: [Tile; 4] = [Tile::DoorRed, Tile::DoorGreen, Tile::DoorBlue, Tile::DoorYellow];
const GATES: [Tile; 4] = [Tile::Gate0, Tile::Gate1, Tile::Gate2, Tile::Gate3];
const BRIDGES: [Tile; 4] = [Tile::Bridge0, Tile::Bridge1, Tile::Bridge2, Tile::Bridge3];

/// The first of four that is not used yet.
fn free(used: u8) -> Option<u8> {
    (0..4).find(|bit| used & (1 << bit) == 0)
}

/// A wall across the way with an opening of three rows at the ground, filled with `tile`.
fn barrier(pen: &mut Pen, tile: Tile) {
    let (x, floor) = (pen.x, pen.floor);
    pen.ground(2);
    pen.fill((x, (floor - 9).max(0)), (x + 1, floor - 4), Tile::Solid);
    pen.fill((x, floor - 3), (x, floor - 1), tile);
}

/// A door; its key lies on platforms before it, or in a hollow below.
pub fn door(pen: &mut Pen) {
    let Some(color) = free(pen.keys) else {
        super::ground::hills(pen);
        return;
    };
    pen.keys |= 1 << color;
    let (from, floor) = (pen.x, pen.floor);
    if pen.chance(50) {
        // On top.
        pen.ground(12);
        let high = if pen.intensity > 40 { 3 } else { 2 };
        for step in 1..=high {
            let x = if step % 2 == 1 { from + 3 } else { from + 7 };
            pen.fill((x, floor - step * 3), (x + 2, floor - step * 3), Tile::OneWay);
        }
        let x = if high % 2 == 1 { from + 4 } else { from + 8 };
        pen.put(What::Key(color), x, floor - high * 3);
        pen.coins(from + 3, from + 5, floor - 4);
        if pen.chance(pen.intensity) {
            let foe = pen.ground_foe();
            pen.foe(foe, from + 9, floor);
        }
    } else {
        // Below, at the end of a ladder.
        pen.ground(3);
        let shaft = pen.x;
        pen.ground(9);
        let deep = 5.min(super::super::pen::ROWS - 2 - floor).max(4);
        pen.fill((shaft, floor), (shaft, floor + deep - 1), Tile::Ladder);
        pen.fill((shaft + 1, floor + deep - 3), (shaft + 6, floor + deep - 1), Tile::Empty);
        pen.put(What::Key(color), shaft + 6, floor + deep);
        pen.coins(shaft + 2, shaft + 4, floor + deep - 1);
        if pen.chance(pen.intensity) && !pen.safe {
            pen.foe(What::Walker, shaft + 4, floor + deep);
        }
    }
    barrier(pen, DOORS[usize::from(color)]);
    pen.ground(3);
}

/// A gate, or a pit with a bridge, and its switch.
pub fn switch(pen: &mut Pen) {
    let Some(channel) = free(pen.channels) else {
        super::ground::hills(pen);
        return;
    };
    pen.channels |= 1 << channel;
    let (from, floor) = (pen.x, pen.floor);
    pen.ground(9);
    pen.fill((from + 4, floor - 3), (from + 6, floor - 3), Tile::OneWay);
    let (x, row) = if pen.intensity > 30 {
        pen.fill((from + 1, floor - 6), (from + 2, floor - 6), Tile::OneWay);
        (from + 1, floor - 6)
    } else {
        (from + 5, floor - 3)
    };
    pen.put(What::Switch, x, row).channel = channel;
    pen.coin(from + 5, floor - 5);
    if pen.chance(50) {
        barrier(pen, GATES[usize::from(channel)]);
        pen.ground(3);
        return;
    }
    // Too wide to jump.
    let width = pen.roll(7, 8);
    let pit = pen.x;
    let was_safe = pen.safe;
    pen.safe |= pen.wishes.no_pits;
    pen.pit(width);
    pen.safe = was_safe;
    pen.fill((pit, floor), (pit + width - 1, floor), BRIDGES[usize::from(channel)]);
    pen.coins(pit + 1, pit + width - 2, floor - 2);
    pen.ground(3);
}
