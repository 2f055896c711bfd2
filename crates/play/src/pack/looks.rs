//! What tiles look like: joins with their neighbours, decorations, and the tiles that change while playing.

use snapcade_game::{Sheet, Tile, sheet::Rgba, tile::TILE_PX};

use super::LevelDef;
use crate::{
    anim::{Anim, AnimId, NOTHING},
    atlas::{AtlasBuilder, SpriteId},
    rng::cell_hash,
};

/// What one cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Its animation.
    pub anim: AnimId,
    /// Mirrored left to right.
    pub flip_x: bool,
    /// Upside down.
    pub flip_y: bool,
}

/// The number of ways in which a tile can join its eight neighbours, as far as that can be seen.
const JOINS: usize = 47;

/// The animations of one tileset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tileset {
    solid: [AnimId; JOINS],
    ice: [AnimId; JOINS],
    one_way: [AnimId; 4],
    ladder: [AnimId; 2],
    water: [AnimId; 2],
    conveyor: AnimId,
    bouncy: AnimId,
    breakable: AnimId,
    hazard: AnimId,
    doors: [AnimId; 4],
    /// A shut gate or bridge.
    pub gate_shut: AnimId,
    /// An open gate or bridge.
    pub gate_open: AnimId,
    decorations: Vec<AnimId>,
}

/// Bits of the neighbours of a cell, clockwise from above.
const NEIGHBOURS: [(i32, i32); 8] = [(0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1)];
const CORNERS: u8 = 0b1010_1010;

/// Which of the 47 joins a mask of neighbours is: a diagonal neighbour is seen only where both tiles beside it join.
const JOIN_OF_MASK: [u8; 256] = {
    let mut joins = [0; 256];
    let mut seen = [u8::MAX; 256];
    let (mut mask, mut count) = (0_usize, 0_u8);
    while mask < 256 {
        let visible = visible(mask as u8) as usize;
        if seen[visible] == u8::MAX {
            seen[visible] = count;
            count += 1;
        }
        joins[mask] = seen[visible];
        mask += 1;
    }
    assert!(count as usize == JOINS);
    joins
};

const fn visible(mask: u8) -> u8 {
    // Bit n of `sides` says that both neighbours beside bit n join.
    let sides = mask.rotate_left(1) & mask.rotate_right(1);
    mask & (!CORNERS | sides)
}

/// Puts a terrain tile together from the quarters of five frames (alone, upright, level, inner, full).
fn join_tile(frames: &[Vec<Rgba>; 5], mask: u8) -> Vec<Rgba> {
    let side = TILE_PX as usize;
    let bit = |dx: i32, dy: i32| NEIGHBOURS.iter().position(|&n| n == (dx, dy)).is_some_and(|i| mask & (1 << i) != 0);
    let half = side / 2;
    let mut pixels = Vec::with_capacity(side * side);
    for y in 0..side {
        let dy = if y < half { -1 } else { 1 };
        for (dx, start) in [(-1, y * side), (1, y * side + half)] {
            let frame = match (bit(dx, 0), bit(0, dy), bit(dx, dy)) {
                (true, true, true) => 4,
                (true, true, false) => 3,
                (false, true, _) => 1,
                (true, false, _) => 2,
                (false, false, _) => 0,
            };
            pixels.extend_from_slice(&frames[frame][start..start + half]);
        }
    }
    pixels
}

/// Where a tileset's animations are gathered.
pub(super) struct TilesetMaker<'a, 'b> {
    pub sheet: &'a Sheet,
    pub first_sprite: SpriteId,
    pub atlas: &'a mut AtlasBuilder<'b>,
    pub anims: &'a mut Vec<Anim>,
}

impl TilesetMaker<'_, '_> {
    /// The tileset; `None` when the atlas or the list of animations is full.
    pub fn make(mut self) -> Option<Tileset> {
        Some(Tileset {
            solid: self.terrain("solid")?,
            ice: self.terrain("ice")?,
            one_way: self.frames("oneway")?,
            ladder: self.frames("ladder")?,
            water: self.animations(["water-top", "water"])?,
            conveyor: self.animation("conveyor")?,
            bouncy: self.animation("bouncy")?,
            breakable: self.animation("breakable")?,
            hazard: self.animation("hazard")?,
            doors: self.animations(["door-red", "door-green", "door-blue", "door-yellow"])?,
            gate_shut: self.animation("gate-shut")?,
            gate_open: self.animation("gate-open")?,
            decorations: self.every_frame("deco")?,
        })
    }

    fn push(&mut self, anim: Anim) -> Option<AnimId> {
        let id = AnimId::try_from(self.anims.len()).ok()?;
        self.anims.push(anim);
        Some(id)
    }

    fn animation(&mut self, tag: &str) -> Option<AnimId> {
        match self.sheet.tag(tag) {
            Some(tag) => self.push(Anim::of_tag(self.sheet, tag, self.first_sprite)),
            None => Some(NOTHING),
        }
    }

    fn animations<const N: usize>(&mut self, tags: [&str; N]) -> Option<[AnimId; N]> {
        let mut found = [NOTHING; N];
        for (found, tag) in found.iter_mut().zip(tags) {
            *found = self.animation(tag)?;
        }
        Some(found)
    }

    /// Each frame of a tag as an animation of its own.
    fn every_frame(&mut self, tag: &str) -> Option<Vec<AnimId>> {
        let Some(tag) = self.sheet.tag(tag) else { return Some(Vec::new()) };
        (tag.first..tag.first + tag.count).map(|frame| self.push(Anim::still(self.first_sprite + frame))).collect()
    }

    /// The first frames of a tag; a missing one is stood in for by the last that is there.
    fn frames<const N: usize>(&mut self, tag: &str) -> Option<[AnimId; N]> {
        let frames = self.every_frame(tag)?;
        Some(std::array::from_fn(|i| frames.get(i).or(frames.last()).copied().unwrap_or(NOTHING)))
    }

    fn terrain(&mut self, tag: &str) -> Option<[AnimId; JOINS]> {
        let mut joins = [NOTHING; JOINS];
        let Some(tag) = self.sheet.tag(tag) else { return Some(joins) };
        let frame = |i: u16| {
            // A tileset with fewer frames repeats its last one.
            let sprite = self.first_sprite + tag.first + i.min(tag.count - 1);
            self.atlas.pixels(sprite).filter(|pixels| pixels.len() == (TILE_PX * TILE_PX) as usize)
        };
        let frames = [frame(0)?, frame(1)?, frame(2)?, frame(3)?, frame(4)?];
        let side = TILE_PX as u16;
        for mask in 0..=u8::MAX {
            let join = usize::from(JOIN_OF_MASK[usize::from(mask)]);
            if joins[join] == NOTHING {
                let sprite = self.atlas.add(side, side, (0, 0), join_tile(&frames, visible(mask)))?;
                joins[join] = self.push(Anim::still(sprite))?;
            }
        }
        Some(joins)
    }
}

impl Tileset {
    /// What every cell of a level looks like at first.
    pub(super) fn looks(&self, level: &LevelDef) -> Vec<Look> {
        let joins = Joins::of(level);
        let mut looks = Vec::with_capacity(level.tiles.len());
        for y in 0..level.height {
            for x in 0..level.width {
                looks.push(self.look(level, &joins, x, y));
            }
        }
        looks
    }

    fn look(&self, level: &LevelDef, joins: &Joins, x: i32, y: i32) -> Look {
        let tile = tile_at(level, x, y);
        let is = |dx: i32, dy: i32, wanted: Tile| tile_at(level, x + dx, y + dy) == wanted;
        let still = |anim| Look { anim, ..Look::default() };
        match tile {
            Tile::Empty => self.decoration(level, x, y),
            Tile::Solid => still(self.solid[joins.at(x, y)]),
            Tile::Ice => still(self.ice[joins.at(x, y)]),
            Tile::OneWay => still(match (is(-1, 0, tile), is(1, 0, tile)) {
                (false, false) => self.one_way[0],
                (false, true) => self.one_way[1],
                (true, true) => self.one_way[2],
                (true, false) => self.one_way[3],
            }),
            Tile::Ladder => still(self.ladder[usize::from(is(0, -1, tile))]),
            Tile::Water => {
                let above = tile_at(level, x, y - 1);
                still(self.water[usize::from(above != Tile::Empty && y > 0)])
            }
            Tile::ConveyorLeft => Look { anim: self.conveyor, flip_x: true, flip_y: false },
            Tile::ConveyorRight => still(self.conveyor),
            Tile::Bouncy => still(self.bouncy),
            Tile::Breakable => still(self.breakable),
            Tile::Hazard => {
                // Thorns hang from a ceiling when there is one and no floor.
                let hangs = is_ground(tile_at(level, x, y - 1)) && !is_ground(tile_at(level, x, y + 1));
                Look { anim: self.hazard, flip_x: false, flip_y: hangs && y > 0 }
            }
            Tile::DoorRed => still(self.doors[0]),
            Tile::DoorGreen => still(self.doors[1]),
            Tile::DoorBlue => still(self.doors[2]),
            Tile::DoorYellow => still(self.doors[3]),
            // The painter shows them open or shut.
            _ => still(self.gate_shut),
        }
    }

    /// Now and then something grows on the ground.
    fn decoration(&self, level: &LevelDef, x: i32, y: i32) -> Look {
        if self.decorations.is_empty() || y + 1 >= level.height || tile_at(level, x, y + 1) != Tile::Solid {
            return Look::default();
        }
        let hash = cell_hash(x, y);
        if !hash.is_multiple_of(5) {
            return Look::default();
        }
        let index = (hash >> 8) as usize % self.decorations.len();
        Look { anim: self.decorations[index], flip_x: hash & 0x40 != 0, flip_y: false }
    }
}

/// The tile of a cell; beyond the edges the ground goes on as at the edge.
fn tile_at(level: &LevelDef, x: i32, y: i32) -> Tile {
    let (x, y) = (x.clamp(0, level.width - 1), y.clamp(0, level.height - 1));
    let code = level.tiles.get((y * level.width + x) as usize).copied().unwrap_or(0);
    Tile::from_code(code).unwrap_or_default()
}

const fn is_ground(tile: Tile) -> bool {
    matches!(tile, Tile::Solid | Tile::Ice)
}

/// Which cells of a level are ground, with a border one cell wide on which the ground goes on as at the edge. So every
/// cell has eight neighbours, and a large level is loaded without asking for each whether it is there.
struct Joins {
    ground: Vec<bool>,
    stride: usize,
}

impl Joins {
    fn of(level: &LevelDef) -> Self {
        let (width, stride) = (level.width as usize, level.width as usize + 2);
        let mut ground = Vec::with_capacity(stride * (level.height as usize + 2));
        for y in -1..=level.height {
            let start = y.clamp(0, level.height - 1) as usize * width;
            let row = level.tiles.get(start..start + width).unwrap_or_default();
            let is_ground = |code: &u8| *code == Tile::Solid.code() || *code == Tile::Ice.code();
            let edge = |code: Option<&u8>| code.is_some_and(is_ground);
            ground.push(edge(row.first()));
            ground.extend(row.iter().map(is_ground));
            ground.push(edge(row.last()));
        }
        Self { ground, stride }
    }

    /// Which of the joins a cell of the level has.
    fn at(&self, x: i32, y: i32) -> usize {
        let start = y as usize * self.stride + x as usize;
        let row = |row: usize| self.ground.get(start + row * self.stride..start + row * self.stride + 3);
        let (Some(above), Some(beside), Some(below)) = (row(0), row(1), row(2)) else { return 0 };
        // In the order of `NEIGHBOURS`.
        let around = [above[1], above[2], beside[2], below[2], below[1], below[0], beside[0], above[0]];
        let mask = around.iter().enumerate().fold(0, |mask, (bit, &joins)| mask | u8::from(joins) << bit);
        usize::from(JOIN_OF_MASK[usize::from(mask)])
    }
}
