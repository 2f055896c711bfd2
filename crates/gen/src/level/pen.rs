//! What chunks are drawn with: columns of tiles that grow to the right, and what stands among them.

use snapcade_game::{Facing, Power, Tile, tile::TILE_PX};
use snapcade_play::rng::Pcg32;

use super::wishes::Wishes;

/// Rows of a level.
pub const ROWS: i32 = 26;
/// The highest row that ground reaches on the main way.
pub const HIGHEST_FLOOR: i32 = 11;
/// The lowest row of ground on the main way.
pub const LOWEST_FLOOR: i32 = 21;

/// Something that is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each name says it")]
pub enum What {
    Coin,
    Gem,
    Heart,
    Life,
    /// Of a colour: 0 red, 1 green, 2 blue, 3 yellow.
    Key(u8),
    Power(Power),
    Walker,
    Flyer,
    Hopper,
    Chaser,
    Shooter,
    Boss,
    Platform,
    Spring,
    Switch,
    /// Something that only looks good.
    Prop,
}

impl What {
    /// Whether it is an enemy, bosses apart.
    pub const fn is_foe(self) -> bool {
        matches!(self, What::Walker | What::Flyer | What::Hopper | What::Chaser | What::Shooter)
    }
}

/// A thing and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// What it is.
    pub what: What,
    /// Where its feet stand, px.
    pub at: (i32, i32),
    /// Where it looks at first.
    pub facing: Facing,
    /// Where it goes, relative to `at`, px.
    pub path: Vec<(i32, i32)>,
    /// Which gates it moves.
    pub channel: u8,
    /// Width of a platform in tiles.
    pub width_tiles: u8,
}

/// The level so far.
#[derive(Debug)]
pub struct Pen {
    columns: Vec<[Tile; ROWS as usize]>,
    /// The next column.
    pub x: i32,
    /// The row of the ground's surface at the last column.
    pub floor: i32,
    /// How hard it may be, 0 to 100.
    pub intensity: i32,
    /// The skill is new: nothing bad may come of failing.
    pub safe: bool,
    /// What was wished for.
    pub wishes: Wishes,
    /// Everything that is placed.
    pub things: Vec<Thing>,
    /// Where the hero comes back, px.
    pub checkpoints: Vec<(i32, i32)>,
    /// Colours of keys and channels of switches that are used.
    pub keys: u8,
    /// As `keys`.
    pub channels: u8,
    /// Enemies that may be used: the first few, more in later levels.
    pub foes: Vec<What>,
    rng: Pcg32,
}

impl Pen {
    pub fn new(seed: u64, intensity: i32, wishes: Wishes, foes: Vec<What>) -> Self {
        Self {
            columns: Vec::new(),
            x: 0,
            floor: 17,
            intensity,
            safe: false,
            wishes,
            things: Vec::new(),
            checkpoints: Vec::new(),
            keys: 0,
            channels: 0,
            foes,
            rng: Pcg32::new(seed),
        }
    }

    /// A number from `low` to `high`, both included.
    pub fn roll(&mut self, low: i32, high: i32) -> i32 {
        low + self.rng.below((high - low + 1).max(1) as u32) as i32
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: i32) -> bool {
        (self.rng.below(100) as i32) < percent
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.rng.below(list.len() as u32) as usize]
    }

    /// A number from `low` for no intensity to `high` for full intensity.
    pub fn scaled(&self, low: i32, high: i32) -> i32 {
        low + (high - low) * self.intensity.clamp(0, 100) / 100
    }

    /// A number as [`Pen::scaled`], one less or more now and then.
    pub fn about(&mut self, low: i32, high: i32) -> i32 {
        let middle = self.scaled(low, high);
        (middle + self.roll(-1, 1)).clamp(low.min(high), high.max(low))
    }

    fn column(&mut self, x: i32) -> Option<&mut [Tile; ROWS as usize]> {
        let x = usize::try_from(x).ok()?;
        if x >= self.columns.len() {
            self.columns.resize(x + 1, [Tile::Empty; ROWS as usize]);
        }
        self.columns.get_mut(x)
    }

    /// Paints a cell.
    pub fn set(&mut self, x: i32, y: i32, tile: Tile) {
        if let (Some(column), Ok(y)) = (self.column(x), usize::try_from(y))
            && let Some(cell) = column.get_mut(y)
        {
            *cell = tile;
        }
    }

    /// The tile of a cell.
    pub fn get(&self, x: i32, y: i32) -> Tile {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return Tile::Solid };
        self.columns.get(x).and_then(|column| column.get(y)).copied().unwrap_or_default()
    }

    /// Paints the cells from `(x0, y0)` up to `(x1, y1)`, both included.
    pub fn fill(&mut self, (x0, y0): (i32, i32), (x1, y1): (i32, i32), tile: Tile) {
        for x in x0..=x1 {
            for y in y0..=y1 {
                self.set(x, y, tile);
            }
        }
    }

    /// So many columns of ground at the floor.
    pub fn ground(&mut self, width: i32) {
        for _ in 0..width {
            self.fill((self.x, self.floor), (self.x, ROWS - 1), Tile::Solid);
            self.x += 1;
        }
    }

    /// Ground whose surface is of another kind.
    pub fn ground_of(&mut self, width: i32, surface: Tile) {
        let from = self.x;
        self.ground(width);
        for x in from..self.x {
            self.set(x, self.floor, surface);
        }
    }

    /// So many columns without ground. Where falling must not cost anything there is ground further down, and steps
    /// lead out of it.
    pub fn pit(&mut self, width: i32) {
        if !self.safe && !self.wishes.no_pits {
            self.column(self.x + width - 1);
            self.x += width;
            return;
        }
        let depth = 2.min(ROWS - 3 - self.floor).max(1);
        let from = self.x;
        self.floor += depth;
        self.ground(width);
        self.floor -= depth;
        // A step at the far end, unless one can jump out anyway.
        if depth > 2 {
            self.fill((from + width - 1, self.floor + depth - 2), (from + width - 1, ROWS - 1), Tile::Solid);
        }
    }

    /// Raises (negative) or lowers the floor for what comes next, within bounds; returns by how much.
    pub fn step(&mut self, dy: i32) -> i32 {
        let before = self.floor;
        self.floor = (self.floor + dy).clamp(HIGHEST_FLOOR, LOWEST_FLOOR);
        self.floor - before
    }

    /// A way up or down that has room.
    pub fn step_anyhow(&mut self, by: i32) -> i32 {
        let up = if self.floor - by < HIGHEST_FLOOR {
            false
        } else if self.floor + by > LOWEST_FLOOR {
            true
        } else {
            self.chance(50)
        };
        self.step(if up { -by } else { by })
    }

    /// Places something in the middle of a column, its feet on the upper edge of row `row`.
    pub fn put(&mut self, what: What, x: i32, row: i32) -> &mut Thing {
        self.put_px(what, (x * TILE_PX + TILE_PX / 2, row * TILE_PX))
    }

    /// Places something at a place in px.
    pub fn put_px(&mut self, what: What, at: (i32, i32)) -> &mut Thing {
        let index = self.things.len();
        self.things.push(Thing { what, at, facing: Facing::Left, path: Vec::new(), channel: 0, width_tiles: 0 });
        &mut self.things[index]
    }

    /// A coin in the air of a cell.
    pub fn coin(&mut self, x: i32, y: i32) {
        for y in if self.wishes.more_coins { y - 1..=y } else { y..=y } {
            let at = (x * TILE_PX + TILE_PX / 2, y * TILE_PX + 14);
            let is_open = matches!(self.get(x, y), Tile::Empty | Tile::Water);
            // Arcs cross each other.
            if is_open && !self.things.iter().any(|thing| thing.what == What::Coin && thing.at == at) {
                self.put_px(What::Coin, at);
            }
        }
    }

    /// Coins side by side.
    pub fn coins(&mut self, x0: i32, x1: i32, y: i32) {
        for x in x0..=x1 {
            self.coin(x, y);
        }
    }

    /// Coins along the way of a jump from one column to another, over ground at row `floor`.
    pub fn coin_arc(&mut self, x0: i32, x1: i32, floor: i32, height: i32) {
        let half = (x1 - x0).max(1);
        for x in x0..=x1 {
            let t = 2 * (x - x0) - half;
            let rise = height - height * t * t / (half * half);
            self.coin(x, floor - 2 - rise.max(0));
        }
    }

    /// An enemy on the ground of row `row`, if enemies are wanted.
    pub fn foe(&mut self, what: What, x: i32, row: i32) {
        if self.wishes.no_enemies || self.safe && !matches!(what, What::Walker | What::Hopper | What::Flyer) {
            return;
        }
        self.put(what, x, row);
    }

    /// One of the enemies that walk on ground, as hard as wanted.
    pub fn ground_foe(&mut self) -> What {
        let foes: Vec<What> = self.foes.iter().copied().filter(|foe| !matches!(foe, What::Flyer)).collect();
        let reach = self.scaled(1, 3).clamp(1, foes.len().max(1) as i32);
        if foes.is_empty() { What::Walker } else { foes[self.roll(0, reach - 1) as usize % foes.len()] }
    }

    /// Whether a wall of this kind of danger may be drawn.
    pub const fn may_hurt(&self) -> bool {
        !self.wishes.no_spikes && !self.safe
    }

    /// Width drawn so far, in tiles.
    pub fn width(&self) -> i32 {
        self.columns.len() as i32
    }

    /// Rows of letters, from the top.
    pub fn rows(&self) -> Vec<String> {
        let letter = |y: i32| move |column: &[Tile; ROWS as usize]| column[y as usize].letter();
        (0..ROWS).map(|y| self.columns.iter().map(letter(y)).collect()).collect()
    }
}
