//! What the bot says of a level: a proof, or why there is none.

use std::{fmt, sync::Arc};

use snapcade_game::tile::TILE_PX;
use snapcade_play::{Pack, Replay, World};

use super::{
    plan::{Lock, Planner},
    search::{self, Budget, Found},
};

/// A level that was beaten, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The buttons, tick by tick.
    pub replay: Replay,
    /// How long it took.
    pub ticks: u32,
    /// Hearts lost on the way.
    pub hurts: u32,
    /// Worlds that were looked at.
    pub states: u32,
    /// Ticks that were tried.
    pub searched_ticks: u64,
    /// The middle of the stretch of a screen's width where most had to be tried, px from the left.
    pub hardest_px: i32,
    /// How often each column was decided in.
    pub effort: Vec<u32>,
}

/// A level that was not beaten, and how far the bot got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unbeaten {
    /// What is in the way.
    pub why: Why,
    /// Where the bot was nearest to the end, px.
    pub nearest: (i32, i32),
    /// The cells that it was in, row by row, as many as the level has.
    pub visited: Vec<bool>,
    /// Worlds that were looked at.
    pub states: u32,
    /// Ticks that were tried.
    pub searched_ticks: u64,
}

/// Why a level cannot be beaten, as far as the bot can tell. Places are px.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no such level in the game.
    NoLevel,
    /// Neither a goal nor a boss: nothing would end it.
    NoGoal,
    /// The start is walled in.
    WalledIn,
    /// The rough map knows no way to the goal, or to the boss.
    OutOfReach {
        /// Where the bot was nearest to it.
        nearest: (i32, i32),
    },
    /// A gem that has to be collected is out of reach.
    GemOutOfReach {
        /// Where it is.
        at: (i32, i32),
    },
    /// A door, gate or bridge is in the way, and what opens it is not to be had before it.
    Locked {
        /// What it is.
        lock: Lock,
        /// Where it is.
        at: (i32, i32),
    },
    /// The boss was met, but not beaten.
    Boss,
    /// There seems to be a way, but all that the bot can do was tried in vain.
    TooHard {
        /// Where the bot was nearest to the end.
        nearest: (i32, i32),
    },
    /// There seems to be a way, but it was not found before the budget was spent.
    BudgetSpent {
        /// Where the bot was nearest to the end.
        nearest: (i32, i32),
    },
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |(x, y): (i32, i32)| {
            format!("column {}, row {}", x.div_euclid(TILE_PX) + 1, (y - 1).div_euclid(TILE_PX) + 1)
        };
        match *self {
            Why::NoLevel => write!(f, "there is no such level"),
            Why::NoGoal => write!(f, "it has neither a goal nor a boss, so it never ends; put a goal into it"),
            Why::WalledIn => write!(f, "the hero cannot get away from its start; make room around it"),
            Why::OutOfReach { nearest } => {
                write!(f, "the end cannot be reached; the bot got as far as {}, go on from there", place(nearest))
            }
            Why::GemOutOfReach { at } => {
                write!(f, "the gem at {} cannot be reached, but all have to be found", place(at))
            }
            Why::Locked { lock: Lock::Door(color), at } => {
                let color = ["red", "green", "blue", "yellow"][usize::from(color & 3)];
                write!(f, "the {color} door at {} stays shut; put a {color} key where one can get it before", place(at))
            }
            Why::Locked { lock: Lock::Gate(channel), at } => {
                let number = channel + 1;
                write!(
                    f,
                    "the gate or bridge {number} at {} needs a switch {number} that can be reached before it",
                    place(at)
                )
            }
            Why::Boss => write!(f, "the boss was not beaten; give it fewer hearts or the hero more room"),
            Why::TooHard { nearest } => {
                write!(
                    f,
                    "everything was tried in vain; the hard place is after {}, make it a little easier",
                    place(nearest)
                )
            }
            Why::BudgetSpent { nearest } => {
                write!(f, "the bot gave up looking for a way; the hard place is after {}", place(nearest))
            }
        }
    }
}

/// Without any way on the rough map only so much of the budget is spent: the map may be wrong, but rarely is.
const UNLIKELY: u64 = 8;
/// Who can be in so few cells is walled in.
const CELL_OF_A_PRISON: usize = 30;

/// Beats a level, or says why it cannot be beaten. Equal arguments give equal answers; the budget bounds time and memory.
pub fn prove(pack: &Arc<Pack>, level: u16, seed: u64, budget: Budget) -> Result<Proof, Box<Unbeaten>> {
    let unbeaten = |why, found: Option<Found>| {
        let found = found.unwrap_or_default();
        Box::new(Unbeaten {
            why,
            nearest: found.nearest,
            visited: found.visited,
            states: found.states,
            searched_ticks: found.searched_ticks,
        })
    };
    let Some(definition) = pack.levels().get(usize::from(level)) else { return Err(unbeaten(Why::NoLevel, None)) };
    let start = World::at_level(Arc::clone(pack), level, seed);
    let mut planner = Planner::new(pack, definition);
    if definition.goal.is_none() && !planner.has_boss(start.state()) {
        return Err(unbeaten(Why::NoGoal, None));
    }
    let situation = planner.situation(start.state());
    let known = planner.stage(&start, &situation).known;
    let ticks = if known { budget.ticks } else { budget.ticks / UNLIKELY };
    let mut found = search::search(pack, level, seed, Budget { ticks, ..budget });
    let hardest_px = hardest(&found.effort);
    if let Some(replay) = found.replay.take() {
        let (ticks, hurts, states, searched_ticks) = (found.ticks, found.hurts, found.states, found.searched_ticks);
        return Ok(Proof { replay, ticks, hurts, states, searched_ticks, hardest_px, effort: found.effort });
    }
    let nearest = found.nearest;
    let obstacle = planner.obstacle(start.state());
    let visited = found.visited.iter().filter(|&&visited| visited).count();
    let why = match obstacle {
        Some(Obstacle::Lock(lock, at)) => Why::Locked { lock, at },
        _ if visited <= CELL_OF_A_PRISON && !found.spent && (obstacle.is_some() || visited <= 4) => Why::WalledIn,
        Some(Obstacle::Gem(at)) => Why::GemOutOfReach { at },
        Some(Obstacle::Distance) => Why::OutOfReach { nearest },
        None if planner.met_boss(start.state(), &found.visited) => Why::Boss,
        None if found.spent => Why::BudgetSpent { nearest },
        None => Why::TooHard { nearest },
    };
    Err(unbeaten(why, Some(found)))
}

/// What the rough map says is in the way. Places are px.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Something shut.
    Lock(Lock, (i32, i32)),
    /// A gem that nobody gets at.
    Gem((i32, i32)),
    /// It is too far or too high.
    Distance,
}

/// The middle of the screen's width of columns with the most effort, px.
fn hardest(effort: &[u32]) -> i32 {
    const COLUMNS: usize = 20;
    let most = effort
        .windows(COLUMNS.min(effort.len()).max(1))
        .enumerate()
        .max_by_key(|(_, window)| window.iter().sum::<u32>());
    most.map_or(0, |(first, window)| (first + window.len() / 2) as i32 * TILE_PX)
}
