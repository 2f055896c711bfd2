//! Chunks with enemies.

use super::super::pen::{Pen, What};
use super::Tile;

/// Enemies on open ground, with bumps between them.
pub fn meadow(pen: &mut Pen) {
    let count = (pen.about(1, 4) * if pen.wishes.more_enemies { 2 } else { 1 }).max(1);
    pen.ground(4);
    for _ in 0..count {
        let width = pen.roll(4, 6);
        let from = pen.x;
        if pen.chance(35) {
            let by = pen.roll(1, 2);
            pen.step_anyhow(by);
        }
        pen.ground(width);
        let foe = pen.ground_foe();
        pen.foe(foe, from + width - 2, pen.floor);
        if pen.chance(50) {
            pen.coins(from, from + 2, pen.floor - 2);
        }
    }
    pen.ground(2);
}

/// Enemies that walk between low walls.
pub fn lanes(pen: &mut Pen) {
    let count = pen.about(1, 3).max(1);
    for _ in 0..count {
        let width = pen.roll(6, 8);
        let from = pen.x;
        pen.ground(width);
        let wall = pen.roll(1, 2);
        pen.fill((from, pen.floor - wall), (from, pen.floor - 1), Tile::Solid);
        let foe = pen.ground_foe();
        pen.foe(foe, from + width / 2 + 1, pen.floor);
        if pen.wishes.more_enemies || pen.intensity > 65 {
            pen.foe(What::Walker, from + 3, pen.floor);
        }
        pen.coin_arc(from - 1, from + 2, pen.floor - wall, 1);
    }
    let wall = pen.x;
    pen.ground(3);
    pen.fill((wall, pen.floor - 1), (wall, pen.floor - 1), Tile::Solid);
}

/// Flyers over pits.
pub fn flight(pen: &mut Pen) {
    let count = pen.about(1, 3).max(1);
    for _ in 0..count {
        let gap = pen.about(2, 4).clamp(2, 4);
        let (from, floor) = (pen.x, pen.floor);
        pen.pit(gap);
        let width = pen.roll(4, 6);
        pen.ground(width);
        let height = pen.roll(3, 4);
        pen.foe(What::Flyer, from + gap + width / 2, floor - height + 1);
        pen.coin_arc(from - 1, from + gap, floor, 2);
    }
    pen.ground(2);
}
