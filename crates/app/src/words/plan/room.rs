//! Where in a level there is room for something, near the hero's way through it.

use std::collections::{BTreeMap, BTreeSet};

use snapcade_game::{Actor, Game, KindId, Level, Point, Role, Tile, tile::TILE_PX};
use snapcade_play::rng::Pcg32;

use super::amounts::spread;
use crate::words::trial::Step;

type Cell = (i32, i32);

/// Columns around the start where no enemy and no spike comes.
const START_COLUMNS: i32 = 8;
/// Columns around the goal and around flags that stay free.
const GOAL_COLUMNS: i32 = 3;
/// So many rows above the ground a jump leads.
const JUMP_ROWS: i32 = 5;
/// Columns between flags.
const FLAG_COLUMNS: i32 = 8;

/// A level and what is free in it. Cells are (column, row).
pub(super) struct Room<'a> {
    level: &'a Level,
    game: &'a Game,
    /// Cells with something in them.
    taken: BTreeSet<Cell>,
    /// Cells that the hero comes through, each once, in the order in which it does.
    way: Vec<Cell>,
    /// Cells that it passes, or flies over on its way, in the order of their columns.
    near: BTreeSet<Cell>,
}

const fn cell_of(at: Point) -> Cell {
    (at.x.div_euclid(TILE_PX), (at.y - 1).div_euclid(TILE_PX))
}

/// The middle of a cell's lower edge.
pub(super) const fn feet((column, row): Cell) -> Point {
    Point::new(column * TILE_PX + TILE_PX / 2, (row + 1) * TILE_PX)
}

const fn columns_from(column: i32, at: Point) -> i32 {
    (column - at.x.div_euclid(TILE_PX)).abs()
}

fn actor_at(kind: KindId, role: &Role, cell: Cell) -> Actor {
    let feet = feet(cell);
    match role {
        // In the air of the cell, as level makers put them.
        Role::Collectible { .. } | Role::PowerUp { .. } => Actor::new(kind, Point::new(feet.x, feet.y - 2)),
        Role::Platform { .. } => {
            let path = vec![Point::new(3 * TILE_PX, 0)];
            Actor { path, width_tiles: 2, ..Actor::new(kind, Point::new(feet.x, feet.y)) }
        }
        _ => Actor::new(kind, feet),
    }
}

impl<'a> Room<'a> {
    /// Without a known way the hero may be anywhere.
    pub fn new(level: &'a Level, game: &'a Game, steps: &[Step]) -> Self {
        let mut taken: BTreeSet<Cell> = level.actors.values().map(|actor| cell_of(actor.at)).collect();
        taken.extend(level.checkpoints.values().map(|flag| cell_of(flag.at)));
        taken.extend(level.goal.map(cell_of));
        taken.insert(cell_of(level.start));
        let mut seen = BTreeSet::new();
        let (mut way, mut near) = (Vec::new(), BTreeSet::new());
        for step in steps {
            let cell = cell_of(Point::new(step.x, step.y));
            if seen.insert(cell) {
                near.extend((0..=JUMP_ROWS).map(|down| (cell.0, cell.1 + down)));
                way.push(cell);
            }
        }
        let mut room = Self { level, game, taken, way, near };
        if room.way.is_empty() {
            let (width, height) = (level.tiles.width() as i32, level.tiles.height() as i32);
            let cells = (0..width).flat_map(|x| (0..height).map(move |y| (x, y)));
            room.way = cells.filter(|&cell| room.is_floor_below(cell) && room.is_free(cell)).collect();
            room.near = room.way.iter().copied().collect();
        }
        room
    }

    fn tile(&self, (x, y): Cell) -> Option<Tile> {
        self.level.tiles.get(x, y)
    }

    fn is_empty(&self, cell: Cell) -> bool {
        self.tile(cell) == Some(Tile::Empty)
    }

    fn is_free(&self, cell: Cell) -> bool {
        self.is_empty(cell) && !self.taken.contains(&cell)
    }

    fn is_floor_below(&self, (x, y): Cell) -> bool {
        matches!(
            self.tile((x, y + 1)),
            Some(Tile::Solid | Tile::Ice | Tile::OneWay | Tile::Breakable | Tile::ConveyorLeft | Tile::ConveyorRight)
        )
    }

    /// Whether danger may be here: not where a level begins or ends, nor where one comes back.
    fn may_be_dangerous(&self, (column, _): Cell) -> bool {
        columns_from(column, self.level.start) >= START_COLUMNS
            && self.level.goal.is_none_or(|goal| columns_from(column, goal) >= GOAL_COLUMNS)
            && self.level.checkpoints.values().all(|flag| columns_from(column, flag.at) >= GOAL_COLUMNS)
    }

    /// Ground that the hero walks on or jumps over, from left to right: the cell, both neighbours and `height` cells
    /// from it upwards are free.
    pub fn ground(&self, height: i32) -> Vec<Cell> {
        let fits = |&(x, y): &Cell| {
            let beside = |x: i32| self.is_floor_below((x, y)) && self.is_free((x, y));
            beside(x - 1) && beside(x) && beside(x + 1) && (1..height).all(|up| self.is_empty((x, y - up)))
        };
        self.near.iter().copied().filter(fits).collect()
    }

    /// As [`Room::ground`], where danger may be.
    pub fn dangerous_ground(&self, height: i32) -> Vec<Cell> {
        self.ground(height).into_iter().filter(|&cell| self.may_be_dangerous(cell)).collect()
    }

    /// Places actors of these kinds in turn: as many as there is room for.
    pub fn place(&self, kinds: &[KindId], count: usize, dice: &mut Pcg32) -> Vec<Actor> {
        let mut by_role: BTreeMap<KindId, usize> = BTreeMap::new();
        for number in 0..count {
            if let Some(&kind) = kinds.get(number % kinds.len().max(1)) {
                *by_role.entry(kind).or_default() += 1;
            }
        }
        let mut used = BTreeSet::new();
        let mut actors = Vec::new();
        for (kind, count) in by_role {
            let Some(role) = self.game.kinds.get(&kind).map(|kind| &kind.role) else { continue };
            let cells: Vec<Cell> = self.cells_for(role).into_iter().filter(|cell| !used.contains(cell)).collect();
            for cell in chosen(&cells, count, dice) {
                used.insert(cell);
                actors.push(actor_at(kind, role, cell));
            }
        }
        actors
    }

    fn cells_for(&self, role: &Role) -> Vec<Cell> {
        match role {
            Role::Collectible { .. } | Role::PowerUp { .. } => self.on_the_way(),
            Role::Flyer { .. } => {
                let above = self.dangerous_ground(5).into_iter().map(|(x, y)| (x, y - 2));
                above.filter(|&cell| self.is_free(cell)).collect()
            }
            Role::Spring { .. } => self.ground(6),
            Role::Platform { .. } => {
                let fits =
                    |&(x, y): &Cell| (-1..=5).all(|dx| self.is_free((x + dx, y)) && self.is_free((x + dx, y - 1)));
                self.ground(5).into_iter().map(|(x, y)| (x, y - 3)).filter(fits).collect()
            }
            Role::Decoration { .. } => self.ground(2),
            _ => self.dangerous_ground(2),
        }
    }

    /// Whether the hero comes through a place.
    pub fn is_on_the_way(&self, at: Point) -> bool {
        let (x, y) = cell_of(at);
        self.way.iter().any(|&(column, row)| column == x && (row == y || row == y + 1))
    }

    /// Free cells that the hero comes through; where they are few, also those above.
    fn on_the_way(&self) -> Vec<Cell> {
        let is_good = |&(x, y): &Cell| {
            let open = matches!(self.tile((x, y)), Some(Tile::Empty | Tile::Water)) && !self.taken.contains(&(x, y));
            open && columns_from(x, self.level.start) >= 2
                && self.level.goal.is_none_or(|goal| columns_from(x, goal) >= 2)
        };
        let mut seen = BTreeSet::new();
        let above = self.way.iter().map(|&(x, y)| (x, y - 1));
        self.way.iter().copied().chain(above).filter(is_good).filter(|&cell| seen.insert(cell)).collect()
    }

    /// Places for flags: where it is farthest from one to the next.
    pub fn flags(&self, count: usize) -> Vec<Point> {
        let ground = self.ground(3);
        let mut columns: Vec<i32> = self.level.checkpoints.values().map(|flag| flag.at.x / TILE_PX).collect();
        columns.push(self.level.start.x / TILE_PX);
        columns.push(self.level.goal.map_or(self.level.tiles.width() as i32, |goal| goal.x / TILE_PX));
        let mut places = Vec::new();
        for _ in 0..count {
            let alone = |&(x, _): &Cell| columns.iter().map(|column| (column - x).abs()).min().unwrap_or(0);
            let Some(best) = ground.iter().copied().max_by_key(|cell| (alone(cell), -cell.0)) else { break };
            if alone(&best) < FLAG_COLUMNS {
                break;
            }
            columns.push(best.0);
            places.push(feet(best));
        }
        places
    }
}

/// Some of a list of cells, evenly spread but not like a ruler.
pub(super) fn chosen(cells: &[Cell], count: usize, dice: &mut Pcg32) -> Vec<Cell> {
    let count = count.min(cells.len());
    let stretch = cells.len() / count.max(1);
    let mut picked = BTreeSet::new();
    for at in spread(cells.len(), count) {
        let aside = dice.below((stretch / 2).max(1) as u32) as usize;
        picked.extend(cells.get((at + aside).min(cells.len().saturating_sub(1))));
    }
    picked.into_iter().copied().collect()
}
