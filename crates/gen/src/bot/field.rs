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
type Lift = usize;

/// Distances in ticks, roughly, from every cell to the nearest target.
pub struct Field {
    width: i32,
    height: i32,
    /// Lifts that are told apart.
    layers: usize,
    /// By cell, then by lift.
    distances: Vec<u16>,
}

/// What of a cell matters here.
#[derive(Clone, Copy)]
struct Spot {
    /// The lift that it gives, 0 where nothing carries.
    lift: u8,
    /// Whether the hero fits there; the second: who breaks blocks from below.
    fits: [bool; 2],
    is_floor_below: bool,
    /// What entering it costs more.
    more: u16,
}

/// The map while distances spread over it.
struct Spread {
    field: Field,
    spots: Vec<Spot>,
    ring: Vec<Vec<(u32, u16)>>,
}

impl Field {
    /// Distances to the nearest of `targets`, the cells in which the hero's feet may be.
    pub fn to(terrain: &Terrain, targets: &[Cell]) -> Self {
        let (width, height) = (terrain.width, terrain.height);
        let spots: Vec<Spot> =
            (0..height).flat_map(|row| (0..width).map(move |column| spot(terrain, (column, row)))).collect();
        let layers = 1 + spots.iter().map(|spot| usize::from(spot.lift)).max().unwrap_or(0);
        let field = Self { width, height, layers, distances: vec![FAR; spots.len() * layers] };
        let mut spread = Spread { field, spots, ring: vec![Vec::new(); RING] };
        for index in targets.iter().filter(|target| target.1 >= 0).filter_map(|&target| terrain.index(target)) {
            for lift in 0..layers {
                spread.reach(index, lift, 0);
            }
        }
        let (mut distance, mut empty) = (0_usize, 0);
        while empty < RING {
            let mut bucket = std::mem::take(&mut spread.ring[distance % RING]);
            empty = if bucket.is_empty() { empty + 1 } else { 0 };
            for (slot, at) in bucket.drain(..) {
                if spread.field.distances[slot as usize] == at {
                    spread.from(slot as usize, at);
                }
            }
            if spread.ring[distance % RING].is_empty() {
                // Its memory is used again.
                spread.ring[distance % RING] = bucket;
            }
            distance += 1;
        }
        spread.field
    }

    /// The distance from a cell with so much rise left; [`FAR`] where no way is known.
    pub fn from(&self, terrain: &Terrain, (column, row): Cell, lift: u8) -> u16 {
        let Some(index) = terrain.index((column, row)) else { return FAR };
        // Where something carries there is one lift, whatever one came with.
        let lift = match terrain.lift((column, row)) {
            0 => lift,
            held => held,
        };
        let slot = index * self.layers + usize::from(lift).min(self.layers - 1);
        self.distances.get(slot).copied().unwrap_or(FAR)
    }
}

fn spot(terrain: &Terrain, cell: Cell) -> Spot {
    let more = if terrain.is_slow(cell) { SLOW } else { 0 } + if terrain.harms(cell) { HARM } else { 0 };
    Spot {
        lift: terrain.lift(cell),
        fits: [terrain.fits(cell, false), terrain.fits(cell, true)],
        is_floor_below: terrain.is_floor_below(cell),
        more,
    }
}

impl Spread {
    /// From a cell with a lift it is so far.
    fn reach(&mut self, index: usize, lift: Lift, at: u16) {
        let spot = self.spots[index];
        if !spot.fits[1] {
            return;
        }
        let lift = if spot.lift > 0 { usize::from(spot.lift) } else { lift };
        let slot = index * self.field.layers + lift;
        if at < self.field.distances[slot] {
            self.field.distances[slot] = at;
            self.ring[usize::from(at) % RING].push((slot as u32, at));
        }
    }

    /// From a cell it is so far for whoever has `cost` to spare of its lift and comes to the present cell with `lift`,
    /// or with any when it carries.
    fn come(&mut self, index: usize, cost: Lift, lift: Option<Lift>, at: u16) {
        match (usize::from(self.spots[index].lift), lift) {
            (0, Some(lift)) if lift + cost < self.field.layers => self.reach(index, lift + cost, at),
            (0, Some(_)) => {}
            (0, None) => (cost..self.field.layers).for_each(|had| self.reach(index, had, at)),
            (held, lift) => {
                if held >= cost && lift.is_none_or(|lift| held - cost == lift) {
                    self.reach(index, held, at);
                }
            }
        }
    }

    /// Everything from which one step leads to a cell.
    fn from(&mut self, slot: usize, at: u16) {
        let (index, lift) = (slot / self.field.layers, slot % self.field.layers);
        let (width, height) = (self.field.width as usize, self.field.height as usize);
        let (column, row) = (index % width, index / width);
        let spot = self.spots[index];
        let is_held = spot.lift > 0;
        let lands = (!is_held).then_some(lift);
        // Up from the cell below.
        if row + 1 < height {
            self.come(index + width, 2, lands, at.saturating_add(UP + spot.more));
        }
        if !spot.fits[0] {
            return;
        }
        let falls = is_held || lift == 0;
        let open_above = row > 0 && self.spots[index - width].fits[0];
        let sides = [(column > 0).then(|| index - 1), (column + 1 < width).then_some(index + 1)];
        for beside in sides.into_iter().flatten() {
            self.come(beside, 1, lands, at.saturating_add(SIDE + spot.more));
            // Down aslant, round the corner or along the air.
            if row > 0 && falls {
                let above = beside - width;
                if open_above || !self.spots[above].is_floor_below {
                    self.come(above, 0, None, at.saturating_add(ASLANT + spot.more));
                }
            }
        }
        if row > 0 && falls && !self.spots[index - width].is_floor_below {
            self.come(index - width, 0, None, at.saturating_add(DOWN + spot.more));
        }
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
