//! Chunks on foot.

use super::{
    super::pen::{Pen, What},
    Tile,
};

/// Hills of one or two steps, with coins over their tops.
pub fn hills(pen: &mut Pen) {
    let hills = pen.roll(2, 4);
    for hill in 0..hills {
        let width = pen.roll(4, 7);
        if hill > 0 {
            let by = pen.roll(1, 2);
            pen.step_anyhow(by);
        }
        let from = pen.x;
        pen.ground(width);
        if pen.chance(70) {
            pen.coins(from + 1, from + width - 2, pen.floor - 2);
        }
        if pen.chance(pen.intensity / 2) && hill > 0 {
            let foe = pen.ground_foe();
            pen.foe(foe, from + width - 2, pen.floor);
        }
    }
    if pen.chance(30) {
        secret_perch(pen);
    }
}

/// Something rare that can be seen but only be reached over a hidden step higher up.
fn secret_perch(pen: &mut Pen) {
    let (x, floor) = (pen.x, pen.floor);
    pen.ground(8);
    pen.fill((x + 1, floor - 3), (x + 2, floor - 3), Tile::OneWay);
    pen.fill((x + 5, floor - 6), (x + 6, floor - 6), Tile::OneWay);
    pen.put(What::Gem, x + 6, floor - 6);
}

/// Pits between ledges.
pub fn pits(pen: &mut Pen) {
    let count = pen.about(1, 4).max(1);
    for pit in 0..count {
        let width = pen.about(2, 5).clamp(2, 5);
        let from = pen.x;
        let floor = pen.floor;
        pen.pit(width);
        pen.coin_arc(from - 1, from + width, floor, 2);
        if pen.chance(40) && width < 5 {
            let by = pen.roll(1, 2);
            pen.step_anyhow(by);
        }
        let ledge = pen.roll(3, 5) - i32::from(pen.intensity > 70);
        pen.ground(if pit + 1 == count { 3 } else { ledge });
    }
}

/// Pillars over a pit.
pub fn pillars(pen: &mut Pen) {
    let count = pen.about(2, 5);
    for _ in 0..count {
        let gap = pen.about(2, 4).clamp(2, 4);
        let from = pen.x;
        let floor = pen.floor;
        pen.pit(gap);
        let by = pen.roll(-2, 2);
        pen.step(if gap == 4 { by.max(-1) } else { by });
        let width = if pen.intensity > 60 { pen.roll(1, 2) } else { pen.roll(2, 3) };
        pen.coin(from + gap / 2, floor.min(pen.floor) - 4);
        let top = pen.x;
        pen.ground(width);
        if pen.chance(35) {
            pen.coin(top, pen.floor - 2);
        }
    }
    let gap = 2;
    pen.pit(gap);
    pen.ground(2);
}

/// Strips of thorns.
pub fn thorns(pen: &mut Pen) {
    let count = pen.about(1, 4).max(1);
    for _ in 0..count {
        let lead = pen.roll(2, 4);
        pen.ground(lead);
        let width = pen.about(1, 4).clamp(1, 4);
        let from = pen.x;
        pen.ground(width);
        if pen.wishes.no_spikes {
            pen.fill((from, pen.floor - 1), (from + width - 1, pen.floor - 1), Tile::Solid);
        } else {
            pen.fill((from, pen.floor - 1), (from + width - 1, pen.floor - 1), Tile::Hazard);
        }
        pen.coin_arc(from - 1, from + width, pen.floor, 2);
    }
    pen.ground(3);
}

/// A passage below a ceiling, with thorns that hang or enemies that walk.
pub fn tunnel(pen: &mut Pen) {
    let width = pen.about(9, 16);
    let height = if pen.intensity > 60 { 3 } else { 4 };
    let (from, floor) = (pen.x, pen.floor);
    pen.ground(width);
    let top = (floor - height - 4).max(1);
    pen.fill((from + 2, top), (from + width - 3, floor - height - 1), Tile::Solid);
    let bumps = pen.about(1, 3);
    for bump in 0..bumps {
        let x = from + 4 + bump * 4;
        if x >= from + width - 4 {
            break;
        }
        if pen.may_hurt() && pen.chance(40) {
            pen.set(x, floor - height, Tile::Hazard);
        } else if pen.chance(60) {
            let foe = pen.ground_foe();
            pen.foe(foe, x, floor);
        }
        pen.coins(x - 1, x + 1, floor - 2);
    }
    // On its roof something waits for whoever finds the way up.
    if pen.chance(45) && top > 6 {
        pen.fill((from - 1, floor - 3), (from, floor - 3), Tile::OneWay);
        pen.set(from + 1, (floor - 5).max(top), Tile::OneWay);
        let x = from + width / 2;
        pen.coins(x - 2, x + 2, top - 1);
        pen.put(What::Gem, x + 3, top);
    }
}

/// Blocks over the way, some with something on them.
pub fn bricks(pen: &mut Pen) {
    let rows = pen.roll(2, 3);
    for _ in 0..rows {
        let width = pen.roll(3, 5);
        let from = pen.x;
        pen.ground(width + 3);
        let y = pen.floor - 4;
        pen.fill((from + 1, y), (from + width, y), Tile::Breakable);
        if pen.chance(50) {
            pen.put(What::Gem, from + 1 + width / 2, y);
        } else {
            pen.coins(from + 1, from + width, y - 1);
        }
        if pen.chance(pen.intensity) {
            let foe = pen.ground_foe();
            pen.foe(foe, from + width + 1, pen.floor);
        }
    }
}

/// Ice with pits in it.
pub fn ice(pen: &mut Pen) {
    let sheets = pen.about(1, 3).max(1);
    for sheet in 0..sheets {
        let width = pen.roll(6, 9);
        let from = pen.x;
        pen.ground_of(width, Tile::Ice);
        pen.coins(from + 1, from + width - 2, pen.floor - 2);
        if pen.chance(pen.intensity / 2) {
            pen.foe(What::Walker, from + width / 2, pen.floor);
        }
        if sheet + 1 < sheets || pen.safe {
            let gap = pen.about(2, 4).clamp(2, 4);
            pen.pit(gap);
        }
    }
    pen.ground(4);
}

/// Belts, first along, then against.
pub fn belts(pen: &mut Pen) {
    let count = pen.about(1, 3).max(1);
    for belt in 0..count {
        let width = pen.roll(5, 8);
        let from = pen.x;
        let against = belt > 0 || pen.intensity > 55;
        pen.ground_of(width, if against { Tile::ConveyorLeft } else { Tile::ConveyorRight });
        pen.coins(from + 1, from + width - 2, pen.floor - 2);
        if pen.may_hurt() && pen.chance(pen.intensity) {
            pen.set(from + width / 2, pen.floor - 1, Tile::Hazard);
        }
        let gap = pen.about(1, 3).clamp(1, 3);
        if belt + 1 < count {
            pen.pit(gap);
        } else {
            pen.ground(2);
        }
    }
    pen.ground(2);
}
