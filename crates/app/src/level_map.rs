//! A whole level on one picture, in plain colours: what is ground, what hurts, who stands where, and where the bot has been.

use snapcade_game::{Tile, tile::TILE_PX};
use snapcade_paint::Canvas;
use snapcade_play::{
    Pack,
    pack::{LevelDef, RoleDef},
};

/// Width and height of a map at most; a level of more cells has a pixel for each.
const MOST_PX: usize = 2048;
/// Side of a cell at most.
const CELL_PX: usize = 16;

const START: u32 = 0x004e_ce4e;
const GOAL: u32 = 0x00ff_d83f;
const CHECKPOINT: u32 = 0x0095_d8fb;
const NEAREST: u32 = 0x00ff_2e4d;
const FOE: u32 = 0x00c0_3af0;
const THING: u32 = 0x00ff_ffff;
/// Mixed half and half with the cells that the bot has been in.
const VISITED: u32 = 0x00ff_f06a;

/// Draws a level. `visited` has a cell of the level in each place, row by row, or none; `nearest` is a place in px.
pub fn level_map(pack: &Pack, level: &LevelDef, visited: &[bool], nearest: (i32, i32)) -> Canvas {
    let (width, height) = (level.width.max(1) as usize, level.height.max(1) as usize);
    let side = (MOST_PX / width.max(height)).clamp(1, CELL_PX);
    let mut map = Map { canvas: Canvas::new(width * side, height * side), side };
    for (cell, &code) in level.tiles.iter().enumerate() {
        let color = color(Tile::from_code(code).unwrap_or_default());
        let was_here = visited.get(cell).is_some_and(|&was| was);
        let (x, y) = (cell % width * side, cell / width * side);
        map.fill((x, y), (side, side), if was_here { mixed(color, VISITED) } else { color });
    }
    for actor in &level.actors {
        let kind = pack.source().kinds.get(usize::from(actor.kind));
        if let Some(color) = kind.and_then(|kind| actor_color(&kind.role)) {
            map.mark(actor.at, color, side.div_ceil(3));
        }
    }
    for &at in &level.checkpoints {
        map.mark(at, CHECKPOINT, side.div_ceil(2));
    }
    map.mark(level.start, START, side);
    if let Some(goal) = level.goal {
        map.mark(goal, GOAL, side);
    }
    map.cross(nearest);
    map.canvas
}

const fn color(tile: Tile) -> u32 {
    match tile {
        Tile::Empty => 0x0026_2b44,
        Tile::Solid => 0x008a_6a4a,
        Tile::OneWay => 0x00b8_9468,
        Tile::Ladder => 0x00d9_a066,
        Tile::Water => 0x002f_6fc4,
        Tile::Ice => 0x00b8_e8ff,
        Tile::ConveyorLeft | Tile::ConveyorRight => 0x0070_7888,
        Tile::Bouncy => 0x00f0_7ab0,
        Tile::Breakable => 0x00c0_6040,
        Tile::Hazard => 0x00e0_3030,
        Tile::DoorRed => 0x0098_2020,
        Tile::DoorGreen => 0x0020_8040,
        Tile::DoorBlue => 0x0020_40a0,
        Tile::DoorYellow => 0x00b0_8c10,
        Tile::Gate0 | Tile::Gate1 | Tile::Gate2 | Tile::Gate3 => 0x00a0_a0b0,
        Tile::Bridge0 | Tile::Bridge1 | Tile::Bridge2 | Tile::Bridge3 => 0x0060_6078,
    }
}

/// What is not worth a mark has none.
const fn actor_color(role: &RoleDef) -> Option<u32> {
    match role {
        RoleDef::Decoration { .. } | RoleDef::Hero => None,
        role if role.foe().is_some() => Some(FOE),
        _ => Some(THING),
    }
}

const fn mixed(a: u32, b: u32) -> u32 {
    // Half of each channel: the lowest bits would run over into the next one.
    ((a & 0x00fe_fefe) >> 1) + ((b & 0x00fe_fefe) >> 1)
}

struct Map {
    canvas: Canvas,
    /// Side of a cell, px of the picture.
    side: usize,
}

impl Map {
    fn fill(&mut self, (left, top): (usize, usize), (width, height): (usize, usize), color: u32) {
        for y in top..top + height {
            for x in left..left + width {
                self.canvas.set(x, y, color);
            }
        }
    }

    /// Pixels of the picture for a place in the level, px; outside it the nearest one inside.
    fn place(&self, (x, y): (i32, i32)) -> (usize, usize) {
        let on = |px: i32, most: usize| {
            (i64::from(px) * self.side as i64 / i64::from(TILE_PX)).clamp(0, most.saturating_sub(1) as i64) as usize
        };
        (on(x, self.canvas.width()), on(y - 1, self.canvas.height()))
    }

    /// A square of `size` pixels whose lower edge stands where feet stand.
    fn mark(&mut self, at: (i32, i32), color: u32, size: usize) {
        let (x, y) = self.place(at);
        self.fill((x.saturating_sub(size / 2), (y + 1).saturating_sub(size)), (size, size), color);
    }

    /// Two lines across the whole picture that meet at a place, and a square there.
    fn cross(&mut self, at: (i32, i32)) {
        let (x, y) = self.place(at);
        let y = y.saturating_sub(self.side / 2);
        let (width, height) = (self.canvas.width(), self.canvas.height());
        self.fill((0, y), (width, 1), NEAREST);
        self.fill((x, 0), (1, height), NEAREST);
        let half = self.side.div_ceil(2);
        self.fill((x.saturating_sub(half), y.saturating_sub(half)), (2 * half, 2 * half), NEAREST);
    }
}
