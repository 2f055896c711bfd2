//! Bodies that move among tiles.

use snapcade_game::Tile;

use super::{State, Step, actor::Phase};
use crate::{SUBPX, pack::LevelDef};

/// So far a body is moved that a gate shut upon.
const FREED_PX: i32 = 48;
/// log2 of a tile's side in subpx.
const TILE_SHIFT: i32 = 12;

/// A tile's side in subpx.
pub(super) const TILE: i32 = 1 << TILE_SHIFT;

const SOLID: u8 = 1;
/// Solid from above only.
const TOP: u8 = 2;
/// Solid or not, depending on what happened.
const CHANGES: u8 = 4;
const CLIMB: u8 = 8;
const WET: u8 = 16;
const HARM: u8 = 32;

/// What each tile is, by its code. Every byte has an entry, so that looking one up needs no check.
const TRAITS: [u8; 256] = {
    let mut traits = [0; 256];
    let mut i = 0;
    while i < Tile::ALL.len() {
        traits[i] = match Tile::ALL[i] {
            Tile::Empty => 0,
            Tile::Solid | Tile::Ice | Tile::ConveyorLeft | Tile::ConveyorRight | Tile::Bouncy => SOLID,
            Tile::OneWay => TOP,
            Tile::Ladder => CLIMB,
            Tile::Water => WET,
            Tile::Hazard => HARM,
            _ => CHANGES,
        };
        i += 1;
    }
    traits
};

/// A box that stands on a point: the middle of its lower edge. All in subpx.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Body {
    /// The point, rightwards.
    pub x: i32,
    /// The point, downwards.
    pub y: i32,
    /// Half of the width.
    pub half_width: i32,
    /// The height.
    pub height: i32,
}

impl Body {
    /// Whether two boxes overlap.
    pub const fn overlaps(&self, other: &Body) -> bool {
        (self.x - other.x).abs() < self.half_width + other.half_width
            && self.y > other.y - other.height
            && other.y > self.y - self.height
    }

    /// A box that is larger by so many pixels to the sides and at the top and bottom; smaller for negative numbers.
    #[must_use]
    pub const fn grown(&self, sides_px: i32, top_px: i32, bottom_px: i32) -> Body {
        Body {
            x: self.x,
            y: self.y + bottom_px * 256,
            half_width: at_least(self.half_width + sides_px * 256, 128),
            height: at_least(self.height + (top_px + bottom_px) * 256, 256),
        }
    }
}

/// The smallest of bodies keeps a box, however much it is shrunk.
const fn at_least(length: i32, least: i32) -> i32 {
    if length > least { length } else { least }
}

/// The column or row that a coordinate in subpx lies in.
pub(super) const fn cell(subpx: i32) -> i32 {
    subpx >> TILE_SHIFT
}

/// The ground as it is now.
#[derive(Clone, Copy)]
pub(super) struct Tiles<'a> {
    level: &'a LevelDef,
    changed: &'a [(u32, u8)],
    channels: u8,
}

impl<'a> Tiles<'a> {
    pub(super) fn new(level: &'a LevelDef, state: &'a State) -> Self {
        Self { level, changed: &state.changed, channels: state.channels }
    }

    /// The index of a cell; above the level the uppermost row goes on, beside and below it there is none.
    fn index(&self, column: i32, row: i32) -> Option<usize> {
        let row = row.max(0);
        (column >= 0 && column < self.level.width && row < self.level.height)
            .then(|| (row * self.level.width + column) as usize)
    }

    fn code(&self, column: i32, row: i32) -> Option<u8> {
        let index = self.index(column, row)?;
        let code = *self.level.tiles.get(index)?;
        if TRAITS[usize::from(code)] & CHANGES != 0
            && let Ok(found) = self.changed.binary_search_by_key(&(index as u32), |&(cell, _)| cell)
        {
            return self.changed.get(found).map(|&(_, code)| code);
        }
        Some(code)
    }

    /// The tile of a cell as it is now; nothing outside the level.
    pub(super) fn tile(&self, column: i32, row: i32) -> Tile {
        self.code(column, row).and_then(Tile::from_code).unwrap_or_default()
    }

    fn has(&self, column: i32, row: i32, wanted: u8) -> bool {
        // Walls go on above the level; ladders and water do not, or one would climb and swim out of the world.
        let wanted = if row < 0 { wanted & SOLID } else { wanted };
        let Some(code) = self.code(column, row) else {
            // Beside the level are walls, below it is nothing.
            return wanted & SOLID != 0 && !(0..self.level.width).contains(&column);
        };
        let traits = TRAITS[usize::from(code)];
        if traits & CHANGES == 0 { traits & wanted != 0 } else { wanted & SOLID != 0 && self.is_shut(code) }
    }

    /// Whether a tile that changes is solid now.
    fn is_shut(&self, code: u8) -> bool {
        let is_on = |channel: u8| self.channels & (1 << channel) != 0;
        match Tile::from_code(code) {
            Some(tile @ (Tile::Gate0 | Tile::Gate1 | Tile::Gate2 | Tile::Gate3)) => {
                !is_on(tile.code() - Tile::Gate0.code())
            }
            Some(tile @ (Tile::Bridge0 | Tile::Bridge1 | Tile::Bridge2 | Tile::Bridge3)) => {
                is_on(tile.code() - Tile::Bridge0.code())
            }
            // Doors and breakable blocks are solid as long as they are there.
            Some(_) => true,
            None => false,
        }
    }

    /// Whether a cell is solid from every side.
    pub(super) fn is_solid(&self, column: i32, row: i32) -> bool {
        self.has(column, row, SOLID)
    }

    /// Whether one can stand on a cell.
    pub(super) fn carries(&self, column: i32, row: i32) -> bool {
        self.has(column, row, SOLID | TOP) || self.is_ladder_top(column, row)
    }

    pub(super) fn is_ladder(&self, column: i32, row: i32) -> bool {
        self.has(column, row, CLIMB)
    }

    fn is_ladder_top(&self, column: i32, row: i32) -> bool {
        self.is_ladder(column, row) && !self.is_ladder(column, row - 1)
    }

    pub(super) fn is_water(&self, column: i32, row: i32) -> bool {
        self.has(column, row, WET)
    }

    pub(super) fn is_hazard(&self, column: i32, row: i32) -> bool {
        self.has(column, row, HARM)
    }

    /// Moves a body sideways up to the first wall; true when there was one.
    pub(super) fn move_x(&self, body: &mut Body, dx: i32) -> bool {
        let to = body.x + dx;
        let (first, last) = (cell(body.y - body.height), cell(body.y - 1));
        if dx > 0 {
            let column = cell(to + body.half_width - 1);
            if column != cell(body.x + body.half_width - 1) && (first..=last).any(|row| self.is_solid(column, row)) {
                body.x = column * TILE - body.half_width;
                return true;
            }
        } else if dx < 0 {
            let column = cell(to - body.half_width);
            if column != cell(body.x - body.half_width) && (first..=last).any(|row| self.is_solid(column, row)) {
                body.x = (column + 1) * TILE + body.half_width;
                return true;
            }
        }
        body.x = to;
        false
    }

    /// Moves a body down to the first ground; true when there was one. `through` falls through one-way tiles.
    pub(super) fn move_down(&self, body: &mut Body, dy: i32, through: bool) -> bool {
        let row = cell(body.y + dy - 1);
        if row != cell(body.y - 1) {
            let (first, last) = (cell(body.x - body.half_width), cell(body.x + body.half_width - 1));
            let stops = |column| {
                if through { self.is_solid(column, row) } else { self.carries(column, row) }
            };
            if (first..=last).any(stops) {
                body.y = row * TILE;
                return true;
            }
        }
        body.y += dy;
        false
    }

    /// Moves a body up (`dy` is negative) to the first ceiling; true when there was one.
    pub(super) fn move_up(&self, body: &mut Body, dy: i32) -> bool {
        let top = body.y - body.height;
        let row = cell(top + dy);
        if row != cell(top) {
            let (first, last) = (cell(body.x - body.half_width), cell(body.x + body.half_width - 1));
            if (first..=last).any(|column| self.is_solid(column, row)) {
                body.y = (row + 1) * TILE + body.height;
                return true;
            }
        }
        body.y += dy;
        false
    }

    /// Whether a body fits where it is.
    pub(super) fn fits(&self, body: &Body) -> bool {
        let columns = cell(body.x - body.half_width)..=cell(body.x + body.half_width - 1);
        columns
            .into_iter()
            .all(|column| (cell(body.y - body.height)..=cell(body.y - 1)).all(|row| !self.is_solid(column, row)))
    }

    /// The nearest place where a body that is stuck in something fits, upwards first; where it is when there is none.
    pub(super) fn freed(&self, body: Body) -> Body {
        if self.fits(&body) {
            return body;
        }
        let places = (1..=FREED_PX).flat_map(|px| [(0, -px), (-px, 0), (px, 0), (0, px)]);
        let mut moved = places.map(|(dx, dy)| Body { x: body.x + dx * SUBPX, y: body.y + dy * SUBPX, ..body });
        moved.find(|moved| self.fits(moved)).unwrap_or(body)
    }
}

impl Step<'_> {
    pub(super) fn tiles(&self) -> Tiles<'_> {
        Tiles::new(self.level, self.state)
    }

    /// Turns switches; whoever stands where something becomes solid is pushed out of it.
    pub(super) fn set_channels(&mut self, channels: u8) {
        if self.state.channels == channels {
            return;
        }
        self.state.channels = channels;
        let body = self.tiles().freed(self.hero_body());
        (self.state.hero.x, self.state.hero.y) = (body.x, body.y);
        for index in 0..self.state.actors.len() {
            let actor = self.state.actors[index];
            let kind = &self.pack.source().kinds[usize::from(actor.kind)];
            if actor.phase != Phase::Gone && kind.role.foe().is_some() {
                let body = self.tiles().freed(actor.body(kind));
                let actor = &mut self.state.actors[index];
                (actor.x, actor.y) = (body.x, body.y);
            }
        }
    }

    /// Replaces the tile of a cell until the level begins anew.
    pub(super) fn change_tile(&mut self, column: i32, row: i32, tile: Tile) {
        let Some(index) = self.tiles().index(column, row) else { return };
        let change = (index as u32, tile.code());
        match self.state.changed.binary_search_by_key(&change.0, |&(cell, _)| cell) {
            Ok(found) => self.state.changed[found] = change,
            Err(place) => self.state.changed.insert(place, change),
        }
    }
}
