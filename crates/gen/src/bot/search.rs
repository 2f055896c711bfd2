//! Best-first search for a way through a level, over copies of the world with the rules that ship.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
    rc::Rc,
    sync::Arc,
};

use snapcade_game::tile::TILE_PX;
use snapcade_play::{
    Input, Pack, Replay, SUBPX, Start, World,
    world::{Screen, Stance, State, Talk},
};

use super::{
    field::FAR,
    moves::{self, Run},
    plan::{Planner, Stage},
};

/// How much a search may cost. Counted in ticks, never in time, so that every computer finds the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Ticks of all tried ways together.
    pub ticks: u64,
    /// Worlds that are remembered at a time: a bound on memory.
    pub worlds: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { ticks: 1_500_000, worlds: 20_000 }
    }
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The way through the level, when there is one.
    pub replay: Option<Replay>,
    /// Ticks of the way.
    pub ticks: u32,
    /// Hearts lost on the way.
    pub hurts: u32,
    /// Ticks that were tried.
    pub searched_ticks: u64,
    /// Worlds that were looked at.
    pub states: u32,
    /// How often each column of the level was decided in: where many decisions were needed it is hard.
    pub effort: Vec<u32>,
    /// Where the bot was nearest to the end, px.
    pub nearest: (i32, i32),
    /// Cells that were visited, row by row.
    pub visited: Vec<bool>,
    /// Whether the rough map knew a way.
    pub known: bool,
    /// Whether the search ended because its budget was spent.
    pub spent: bool,
}

struct Node {
    parent: u32,
    runs: [Run; 3],
    ticks: u32,
    jumps: u32,
    on_ground: bool,
    world: Option<Box<World>>,
}

const NO_PARENT: u32 = u32::MAX;
/// A heart is worth so many ticks.
const HEART_TICKS: u32 = 220;
/// A jump costs as much as so many ticks: a way without hops is nicer to look at, and easier to follow.
const JUMP_TICKS: u32 = 7;
/// Ticks for getting at a boss and onto it.
const STOMP_TICKS: u32 = 150;
/// Off the known ways it is so far to everything.
const LOST_TICKS: u32 = 900;
/// Worlds at the same place are told apart by time in steps of so many ticks: platforms and enemies have moved on.
const PATIENCE_TICKS: u32 = 40;

/// Looks for a way through a level.
pub fn search(pack: &Arc<Pack>, level_index: u16, seed: u64, budget: Budget) -> Found {
    let start = World::at_level(Arc::clone(pack), level_index, seed);
    let Some(level) = pack.levels().get(usize::from(level_index)) else { return Found::default() };
    let found = Found {
        effort: vec![0; level.width.max(1) as usize],
        visited: vec![false; (level.width * level.height).max(1) as usize],
        nearest: level.start,
        ..Found::default()
    };
    let mut search = Search {
        planner: Planner::new(pack, level),
        width: level.width,
        height: level.height,
        talkers: talkers(pack, &start),
        nodes: Vec::new(),
        open: BinaryHeap::new(),
        seen: BTreeSet::new(),
        waiting: 0,
        best: u32::MAX,
        found,
        budget: Budget { worlds: budget.worlds.min(most_worlds(&start)), ..budget },
    };
    search.add(NO_PARENT, [(Input::NONE, 0); 3], 0, start);
    search.run(level_index, seed);
    search.found
}

/// So many worlds like this one fit into the memory that a search may take.
fn most_worlds(world: &World) -> usize {
    const BYTES: usize = 256 << 20;
    let actors = world.state().actors.len() + 16;
    BYTES / (size_of::<State>() + actors * size_of::<snapcade_play::world::Actor>()).max(1)
}

fn talkers(pack: &Pack, world: &World) -> Vec<(i32, i32)> {
    let kinds = &pack.source().kinds;
    let is_talker = |kind: u16| {
        let kind = kinds.get(usize::from(kind));
        kind.is_some_and(|kind| matches!(kind.role, snapcade_play::pack::RoleDef::Talker))
    };
    world.state().actors.iter().filter(|actor| is_talker(actor.kind)).map(|actor| (actor.x, actor.y)).collect()
}

struct Search<'a> {
    planner: Planner<'a>,
    width: i32,
    height: i32,
    talkers: Vec<(i32, i32)>,
    nodes: Vec<Node>,
    /// Cost, a running number that makes the order certain, the node.
    open: BinaryHeap<Reverse<(u32, u32)>>,
    seen: BTreeSet<(i32, i32, i32, i32, u64)>,
    waiting: usize,
    best: u32,
    found: Found,
    budget: Budget,
}

impl Search<'_> {
    fn run(&mut self, level: u16, seed: u64) {
        let mut choices = Vec::new();
        let mut runs = Vec::new();
        while let Some(Reverse((_, index))) = self.open.pop() {
            let Some(world) = self.nodes[index as usize].world.take() else { continue };
            self.waiting -= 1;
            if self.found.searched_ticks > self.budget.ticks || self.nodes.len() > self.budget.worlds * 16 {
                self.found.spent = true;
                return;
            }
            self.found.states += 1;
            let hero = &world.state().hero;
            let column = hero.x.div_euclid(TILE_PX * SUBPX).clamp(0, self.width - 1);
            self.found.effort[column as usize] += 1;
            let near_talker = self
                .talkers
                .iter()
                .any(|&(x, y)| (x - hero.x).abs() < 2 * TILE_PX * SUBPX && (y - hero.y).abs() < 2 * TILE_PX * SUBPX);
            let last =
                self.nodes[index as usize].runs.iter().rev().find(|run| run.1 > 0).map_or(Input::NONE, |run| run.0);
            moves::choices(&world, last, near_talker, &mut choices);
            for choice in &choices {
                let mut next = World::clone(&world);
                let ticks = moves::perform(&mut next, *choice, &mut runs);
                self.found.searched_ticks += u64::from(ticks);
                let mut pressed = [(Input::NONE, 0); 3];
                for (slot, run) in pressed.iter_mut().zip(&runs) {
                    *slot = *run;
                }
                let ticks = self.nodes[index as usize].ticks + ticks;
                match next.state().screen {
                    Screen::Playing => self.add(index, pressed, ticks, next),
                    Screen::LevelClear | Screen::Won => {
                        self.finish(index, pressed, ticks, &next, level, seed);
                        return;
                    }
                    _ => {}
                }
            }
        }
    }

    /// Remembers a world that is new.
    fn add(&mut self, parent: u32, runs: [Run; 3], ticks: u32, world: World) {
        let state = world.state();
        let hero = &state.hero;
        let situation = self.planner.situation(state);
        let stance = match hero.stance {
            Stance::Ground => 0_u64,
            Stance::Air => 1,
            Stance::Ladder => 2,
            Stance::Water => 3,
        };
        let status = stance
            | u64::from(state.keys) << 2
            | u64::from(state.channels) << 6
            | (hero.hearts.clamp(0, 15) as u64) << 10
            | u64::from(hero.invulnerable_ticks > 0) << 14
            | u64::from(state.talk.is_some()) << 15
            | u64::from(ticks / PATIENCE_TICKS) << 16
            | u64::from(state.boss.map_or(0, |boss| state.actors.get(usize::from(boss)).map_or(0, |boss| boss.health)))
                << 40
            | u64::from(state.tally.gems.min(255)) << 48;
        // Who talks stands still.
        let motion = state.talk.map_or(hero.vy >> 8, |talk| talk_key(&world, talk));
        let key = (hero.x >> 11, hero.y >> 11, hero.vx >> 7, motion, status);
        if !self.seen.insert(key) {
            return;
        }
        let stage = self.planner.stage(&world, &situation);
        let (column, row) = (hero.x.div_euclid(TILE_PX * SUBPX), (hero.y - 1).div_euclid(TILE_PX * SUBPX));
        if let Some(seen) = (column >= 0 && column < self.width && row >= 0 && row < self.height)
            .then(|| (row * self.width + column) as usize)
            && let Some(cell) = self.found.visited.get_mut(seen)
        {
            *cell = true;
        }
        let far = distance(&stage, state);
        if parent == NO_PARENT {
            self.found.known = stage.known;
        }
        if far < self.best {
            self.best = far;
            self.found.nearest = (hero.x / SUBPX, hero.y / SUBPX);
        }
        let lost = (state.rules.hearts - hero.hearts).max(0) as u32;
        let before = self.nodes.get(parent as usize);
        let jumped = runs.iter().any(|run| run.0.has(Input::JUMP));
        let jumps = before.map_or(0, |node| node.jumps + u32::from(jumped && node.on_ground));
        let cost = far + lost * HEART_TICKS + ticks / 2 + jumps * JUMP_TICKS;
        let on_ground = hero.stance == Stance::Ground;
        let index = self.nodes.len() as u32;
        self.nodes.push(Node { parent, runs, ticks, jumps, on_ground, world: Some(Box::new(world)) });
        self.open.push(Reverse((cost, index)));
        self.waiting += 1;
        if self.waiting > self.budget.worlds {
            self.forget();
        }
    }

    /// Forgets the worse half of the worlds that wait.
    fn forget(&mut self) {
        let mut waiting: Vec<_> = std::mem::take(&mut self.open).into_vec();
        waiting.sort_unstable_by_key(|entry| entry.0);
        for Reverse((_, index)) in waiting.drain(waiting.len() / 2..) {
            self.nodes[index as usize].world = None;
        }
        self.waiting = waiting.len();
        self.open = waiting.into();
    }

    fn finish(&mut self, parent: u32, runs: [Run; 3], ticks: u32, world: &World, level: u16, seed: u64) {
        let mut way = vec![runs];
        let mut index = parent;
        while let Some(node) = self.nodes.get(index as usize) {
            way.push(node.runs);
            index = node.parent;
        }
        let mut replay = Replay::new(Start::Level(level), seed);
        for (input, count) in way.into_iter().rev().flatten() {
            replay.push(input, u32::from(count));
        }
        let state = world.state();
        self.found.replay = Some(replay);
        self.found.ticks = ticks;
        self.found.hurts = (state.rules.hearts - state.hero.hearts).max(0) as u32;
        self.found.nearest = (state.hero.x / SUBPX, state.hero.y / SUBPX);
    }
}

/// Tells the moments of a conversation apart: the line, the answer that is marked, whether all is said.
fn talk_key(world: &World, talk: Talk) -> i32 {
    let line = world.pack().source().lines.get(usize::from(talk.line));
    let letters: usize = line.map_or(0, |line| line.words.iter().map(|words| words.chars().count()).sum());
    1 << 28 | i32::from(talk.line) << 8 | i32::from(talk.choice) << 1 | i32::from(talk.letters() >= letters)
}

/// How far it is to the end, in ticks, roughly.
fn distance(stage: &Rc<Stage>, state: &State) -> u32 {
    let hero = &state.hero;
    let (column, row) = (hero.x.div_euclid(TILE_PX * SUBPX), (hero.y - 1).div_euclid(TILE_PX * SUBPX));
    let lift = if hero.stance == Stance::Air {
        // What is left of the rise, and a little: who falls slowly still gets to the side.
        let rise = if hero.vy < 0 { hero.vy * hero.vy / (2 * 49) / (SUBPX * TILE_PX / 2) } else { 0 };
        let grace = if hero.vy < 400 { 2 } else { i32::from(hero.vy < 800) };
        (rise + grace).clamp(0, i32::from(super::terrain::MAX_LIFT)) as u8
    } else {
        super::terrain::MAX_LIFT
    };
    let far = stage.map.field.from(&stage.map.terrain, (column, row), lift);
    // Without a way: as the crow flies.
    let apart = |(x, y): (i32, i32)| ((x - column).abs() + (y - row).abs()) as u32 * 8;
    let lost = || LOST_TICKS + stage.aim.map_or(0, apart).min(LOST_TICKS * 8);
    let mut to_stage = if far == FAR { lost() } else { u32::from(far) };
    if far != FAR && hero.stance != Stance::Air {
        // Within the cell: the faster towards the next one the better.
        to_stage += 2;
    }
    if let Some(boss) = stage.boss.and_then(|boss| state.actors.get(usize::from(boss))) {
        if state.boss.is_none() {
            return to_stage + 2 * STOMP_TICKS + stage.after_ticks;
        }
        let dx = ((boss.x - hero.x).abs() / 480) as u32;
        // On the way down above it is where one wants to be.
        let above = hero.y < boss.y - 40 * SUBPX;
        let over = if above && dx < 12 { 0 } else { 40 };
        return dx.min(STOMP_TICKS) + over + stage.after_ticks;
    }
    to_stage + stage.after_ticks
}
