//! A level as a map of where a hero could stand, climb, swim and jump, seen roughly: by cells, not by pixels.

use snapcade_game::{Tile, tile::TILE_PX};
use snapcade_play::{
    Pack, SUBPX,
    pack::{LevelDef, RoleDef},
};

/// A cell: column and row, from the top left.
pub type Cell = (i32, i32);

const BLOCKED: u8 = 1;
/// A block that a head breaks from below.
const BREAKS: u8 = 2;
const LADDER: u8 = 4;
const WATER: u8 = 8;
const HARM: u8 = 16;
/// Solid from above.
const TOP: u8 = 32;
/// A moving platform comes by here: one can stand in this cell now and then.
const PLATFORM: u8 = 64;

/// The most that a jump is counted to reach, in units of [`Terrain::lift`].
pub const MAX_LIFT: u8 = 24;

/// What is where, for one set of keys and switches.
pub struct Terrain {
    /// In cells.
    pub width: i32,
    /// In cells.
    pub height: i32,
    traits: Vec<u8>,
    /// How far one gets up from a cell that carries: two units a cell upwards, one a cell sideways; 0 where nothing
    /// carries.
    lifts: Vec<u8>,
    /// How many cells high the hero is.
    rows: i32,
}

impl Terrain {
    /// The map of a level with the doors of `keys` and the gates as `channels` has them.
    pub fn new(pack: &Pack, level: &LevelDef, keys: u8, channels: u8, double_jump: bool) -> Self {
        let (width, height) = (level.width, level.height);
        let traits = level.tiles.iter().map(|&code| of_tile(code, keys, channels)).collect();
        let rows =
            pack.source().kinds.first().map_or(2, |hero| (hero.height + TILE_PX * SUBPX - 1) / (TILE_PX * SUBPX));
        let mut terrain = Self { width, height, traits, lifts: vec![0; (width * height) as usize], rows: rows.max(1) };
        terrain.add_platforms(pack, level);
        terrain.add_lifts(pack, level, double_jump);
        terrain
    }

    /// The cells of a moving platform's way carry.
    fn add_platforms(&mut self, pack: &Pack, level: &LevelDef) {
        for actor in &level.actors {
            let Some(kind) = pack.source().kinds.get(usize::from(actor.kind)) else { continue };
            if !matches!(kind.role, RoleDef::Platform { .. }) {
                continue;
            }
            let half_px = if actor.width_tiles > 0 {
                i32::from(actor.width_tiles) * TILE_PX / 2
            } else {
                kind.half_width / SUBPX
            };
            let mut from = (0, 0);
            for &to in std::iter::once(&(0, 0)).chain(&actor.path) {
                let steps = ((to.0 - from.0).abs().max((to.1 - from.1).abs()) / 8).max(1);
                for step in 0..=steps {
                    let x = actor.at.0 + from.0 + (to.0 - from.0) * step / steps;
                    let y = actor.at.1 + from.1 + (to.1 - from.1) * step / steps;
                    for column in (x - half_px).div_euclid(TILE_PX)..=(x + half_px - 1).div_euclid(TILE_PX) {
                        self.add((column, (y - 1).div_euclid(TILE_PX)), PLATFORM);
                    }
                }
                from = to;
            }
        }
    }

    fn add_lifts(&mut self, pack: &Pack, level: &LevelDef, double_jump: bool) {
        let rules = &pack.source().rules;
        let gravity = rules.gravity_subpx_per_tick2.max(1);
        let held = (gravity * rules.jump_hold_gravity_percent / 100).max(1);
        let jump = lift(rules.jump_speed_subpx_per_tick, held) * if double_jump { 2 } else { 1 };
        let bounce = lift(rules.bounce_speed_subpx_per_tick, gravity).max(jump);
        for row in 0..self.height {
            for column in 0..self.width {
                let here = (column, row);
                if self.carries(here) {
                    let index = self.index(here).unwrap_or(0);
                    let bouncy = tile_of(level, column, row + 1) == Tile::Bouncy;
                    self.lifts[index] = if bouncy { bounce } else { jump }.clamp(2, i32::from(MAX_LIFT)) as u8;
                }
            }
        }
        for actor in &level.actors {
            let Some(RoleDef::Spring { launch }) =
                pack.source().kinds.get(usize::from(actor.kind)).map(|kind| kind.role)
            else {
                continue;
            };
            let at = (actor.at.0.div_euclid(TILE_PX), (actor.at.1 - 1).div_euclid(TILE_PX));
            if let Some(index) = self.index(at) {
                self.lifts[index] = lift(launch, gravity).max(jump).clamp(2, i32::from(MAX_LIFT)) as u8;
            }
        }
    }

    /// The index of a cell in row-by-row lists; cells above the level count as its uppermost ones.
    pub fn index(&self, (column, row): Cell) -> Option<usize> {
        let row = row.max(0);
        (column >= 0 && column < self.width && row < self.height).then(|| (row * self.width + column) as usize)
    }

    fn traits(&self, cell: Cell) -> u8 {
        match self.index(cell) {
            Some(index) => self.traits[index],
            // Beside the level are walls, below it nothing.
            None if cell.0 < 0 || cell.0 >= self.width => BLOCKED,
            None => 0,
        }
    }

    fn add(&mut self, cell: Cell, traits: u8) {
        if let Some(index) = self.index(cell) {
            self.traits[index] |= traits;
        }
    }

    /// Whether a hero whose feet are in a cell fits there; one who comes from below may break blocks.
    pub fn fits(&self, (column, row): Cell, from_below: bool) -> bool {
        let blocks = if from_below { BLOCKED } else { BLOCKED | BREAKS };
        row < self.height && (0..self.rows).all(|above| self.traits((column, row - above)) & blocks == 0)
    }

    /// Whether a hero is held in a cell: by ground, a ladder, water or a platform.
    fn carries(&self, (column, row): Cell) -> bool {
        let (here, below) = (self.traits((column, row)), self.traits((column, row + 1)));
        let ladder_top = below & LADDER != 0 && here & LADDER == 0;
        let ground = row + 1 < self.height && (below & (BLOCKED | BREAKS | TOP) != 0 || ladder_top);
        here & BLOCKED == 0 && (ground || here & (LADDER | WATER | PLATFORM) != 0)
    }

    /// How far one gets up from a cell: 0 where nothing carries, else two units a cell up and one a cell sideways.
    pub fn lift(&self, cell: Cell) -> u8 {
        self.index(cell).map_or(0, |index| self.lifts[index])
    }

    /// Whether something solid is below a cell: one does not fall through.
    pub fn is_floor_below(&self, (column, row): Cell) -> bool {
        self.traits((column, row + 1)) & (BLOCKED | BREAKS) != 0
    }

    /// Whether a hero whose feet are in a cell is hurt by it.
    pub fn harms(&self, cell: Cell) -> bool {
        self.traits(cell) & HARM != 0
    }

    /// Whether one moves slowly in a cell: in water, on ladders.
    pub fn is_slow(&self, cell: Cell) -> bool {
        self.traits(cell) & (WATER | LADDER) != 0
    }
}

/// How far a speed carries up against a pull, in units of half a cell, and a little more: a map should rather promise
/// too much than too little.
fn lift(speed: i32, pull: i32) -> i32 {
    let height_px = i64::from(speed) * i64::from(speed) / (2 * i64::from(pull)) / i64::from(SUBPX);
    ((height_px + 2) * 2 / i64::from(TILE_PX) + 1) as i32
}

fn tile_of(level: &LevelDef, column: i32, row: i32) -> Tile {
    if column < 0 || column >= level.width || row < 0 || row >= level.height {
        return Tile::Empty;
    }
    level.tiles.get((row * level.width + column) as usize).and_then(|&code| Tile::from_code(code)).unwrap_or_default()
}

fn of_tile(code: u8, keys: u8, channels: u8) -> u8 {
    let Some(tile) = Tile::from_code(code) else { return 0 };
    let door = |color: u8| if keys & (1 << color) != 0 { 0 } else { BLOCKED };
    let gate = |channel: u8, solid_when_on: bool| {
        if (channels & (1 << channel) != 0) == solid_when_on { BLOCKED } else { 0 }
    };
    match tile {
        Tile::Empty => 0,
        Tile::Solid | Tile::Ice | Tile::ConveyorLeft | Tile::ConveyorRight | Tile::Bouncy => BLOCKED,
        Tile::OneWay => TOP,
        Tile::Ladder => LADDER,
        Tile::Water => WATER,
        Tile::Breakable => BREAKS,
        Tile::Hazard => HARM,
        Tile::DoorRed => door(0),
        Tile::DoorGreen => door(1),
        Tile::DoorBlue => door(2),
        Tile::DoorYellow => door(3),
        Tile::Gate0 => gate(0, false),
        Tile::Gate1 => gate(1, false),
        Tile::Gate2 => gate(2, false),
        Tile::Gate3 => gate(3, false),
        Tile::Bridge0 => gate(0, true),
        Tile::Bridge1 => gate(1, true),
        Tile::Bridge2 => gate(2, true),
        Tile::Bridge3 => gate(3, true),
    }
}
