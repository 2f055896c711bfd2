//! How far it is from everywhere to a target, by the rough map: what leads the search.

use super::terrain::{Cell, MAX_LIFT, Terrain};

/// Ticks for a cell sideways, up, down, and down aslant.
const SIDE: u16 = 8;
const UP: u16 = 7;
const DOWN: u16 = 4;
const ASLANT: u16 = 9;
/// More for water and ladders.
const SLOW: u16 = 5;
/// More for thorns: who has to, goes through them.
const HARM: u16 = 90;
/// Steps cost less than this, so that a ring of so many buckets orders them.
const RING: usize = 128;

/// Further than this is the same as unreachable.
pub const FAR: u16 = u16::MAX;

/// A hero in flight can still rise by so much, as in [`Terrain::lift`]; where something carries it is what that gives.
type Lift = u8;

/// Distances in ticks, roughly, from every cell to the nearest target.
pub struct Field {
    width: i32,
    height: i32,
    distances: Vec<u16>,
}

const LAYERS: usize = MAX_LIFT as usize + 1;

impl Field {
    /// Distances to the nearest of `targets`, the cells in which the hero's feet may be.
    pub fn to(terrain: &Terrain, targets: &[Cell]) -> Self {
        let cells = (terrain.width * terrain.height) as usize;
        let mut field =
            Self { width: terrain.width, height: terrain.height, distances: vec![FAR; cells * LAYERS] };
        let mut ring: Vec<Vec<(Cell, Lift, u16)>> = vec![Vec::new(); RING];
        for &target in targets {
            for lift in Self::lifts_at(terrain, target) {
                field.reach(terrain, target, lift, 0, &mut ring);
            }
        }
        let (mut distance, mut empty) = (0_usize, 0);
        while empty < RING {
            let bucket = std::mem::take(&mut ring[distance % RING]);
            empty = if bucket.is_empty() { empty + 1 } else { 0 };
            for (cell, lift, at) in bucket {
                if field.stored(terrain, cell, lift) == at {
                    field.spread(terrain, cell, lift, at, &mut ring);
                }
            }
            distance += 1;
        }
        field
    }

    /// The lifts with which one can be in a cell.
    fn lifts_at(terrain: &Terrain, cell: Cell) -> std::ops::RangeInclusive<Lift> {
        match terrain.lift(cell) {
            0 => 0..=MAX_LIFT,
            held => held..=held,
        }
    }

    fn slot(terrain: &Terrain, cell: Cell, lift: Lift) -> Option<usize> {
        let index = terrain.index(cell)?;
        // Where something carries there is one lift, whatever one came with.
        let lift = match terrain.lift(cell) {
            0 => lift,
            held => held,
        };
        Some(index * LAYERS + usize::from(lift.min(MAX_LIFT)))
    }

    fn stored(&self, terrain: &Terrain, cell: Cell, lift: Lift) -> u16 {
        Self::slot(terrain, cell, lift).map_or(FAR, |slot| self.distances[slot])
    }

    fn reach(&mut self, terrain: &Terrain, cell: Cell, lift: Lift, at: u16, ring: &mut [Vec<(Cell, Lift, u16)>]) {
        if !terrain.fits(cell, true) || cell.1 < 0 {
            return;
        }
        let Some(slot) = Self::slot(terrain, cell, lift) else { return };
        if at < self.distances[slot] {
            self.distances[slot] = at;
            ring[usize::from(at) % RING].push((cell, lift, at));
        }
    }

    /// Everything from which one step leads to a cell.
    fn spread(&mut self, terrain: &Terrain, cell: Cell, lift: Lift, at: u16, ring: &mut [Vec<(Cell, Lift, u16)>]) {
        let (column, row) = cell;
        let is_held = terrain.lift(cell) > 0;
        let fits = terrain.fits(cell, false);
        let more = if terrain.is_slow(cell) { SLOW } else { 0 } + if terrain.harms(cell) { HARM } else { 0 };
        let lands = |before: Lift| if is_held { true } else { before == lift };
        // Up from the cell below.
        let below = (column, row + 1);
        for had in Self::lifts_at(terrain, below) {
            if had >= 2 && lands(had - 2) {
                self.reach(terrain, below, had, at.saturating_add(UP + more), ring);
            }
        }
        if !fits {
            return;
        }
        for side in [-1, 1] {
            let beside = (column + side, row);
            for had in Self::lifts_at(terrain, beside) {
                if had >= 1 && lands(had - 1) {
                    self.reach(terrain, beside, had, at.saturating_add(SIDE + more), ring);
                }
            }
            // Down aslant, round the corner or along the air.
            let above = (column + side, row - 1);
            if (is_held || lift == 0)
                && (terrain.fits((column, row - 1), false) || !terrain.is_floor_below(above))
            {
                for had in Self::lifts_at(terrain, above) {
                    self.reach(terrain, above, had, at.saturating_add(ASLANT + more), ring);
                }
            }
        }
        let above = (column, row - 1);
        if (is_held || lift == 0) && !terrain.is_floor_below(above) {
            for had in Self::lifts_at(terrain, above) {
                self.reach(terrain, above, had, at.saturating_add(DOWN + more), ring);
            }
        }
    }

    /// The distance from a cell with so much rise left; [`FAR`] where no way is known.
    pub fn from(&self, terrain: &Terrain, (column, row): Cell, lift: Lift) -> u16 {
        if row >= self.height || column < 0 || column >= self.width {
            return FAR;
        }
        self.stored(terrain, (column, row.max(0)), lift)
    }
}

/// Every cell that can be reached from a cell by the rough map, row by row.
pub fn reachable(terrain: &Terrain, from: Cell) -> Vec<bool> {
    let cells = (terrain.width * terrain.height) as usize;
    let mut best: Vec<u8> = vec![0; cells];
    let mut next = vec![(from, MAX_LIFT.min(2))];
    // The best lift so far plus one; 0 for never been there.
    while let Some((cell, lift)) = next.pop() {
        let Some(index) = terrain.index(cell) else { continue };
        let held = terrain.lift(cell);
        let lift = if held > 0 { held } else { lift };
        if best[index] > lift {
            continue;
        }
        best[index] = lift + 1;
        let (column, row) = cell;
        if lift >= 2 && row > 0 && terrain.fits((column, row - 1), true) {
            next.push(((column, row - 1), lift - 2));
        }
        for side in [-1, 1] {
            let beside = (column + side, row);
            let open = terrain.fits(beside, false);
            if lift >= 1 && open {
                next.push((beside, lift - 1));
            }
            let aslant = (column + side, row + 1);
            if terrain.fits(aslant, false) && (open || !terrain.is_floor_below(cell)) {
                next.push((aslant, 0));
            }
        }
        if !terrain.is_floor_below(cell) && terrain.fits((column, row + 1), false) {
            next.push(((column, row + 1), 0));
        }
    }
    best.into_iter().map(|best| best > 0).collect()
}
