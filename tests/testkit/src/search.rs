//! A plain search for a replay that beats a hand-made level: best first over cloned worlds, from one given place to
//! the next. It serves our own scenes; the bot that proves generated levels has to find its way alone.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashSet},
    sync::Arc,
};

use snapcade_play::{
    Event, EventKind, Input, Pack, Replay, SUBPX, Start, World,
    world::{Phase, Screen, Stance},
};

mod calm;
mod way;

pub use way::{Step, WayError, parse_place, parse_ways};

/// What a px that is still to go counts, in hundredths of a tick. On foot it takes half a tick; a little more makes the
/// search greedy. Where that leads nowhere it goes straight for the place.
const GREED: i64 = 75;
/// As [`GREED`], for the second try.
const MORE_GREED: i64 = 150;
/// The longest that the hero stands and waits, for a platform perhaps, before the second try.
const LONGEST_WAIT_TICKS: u32 = 600;
/// How much longer each wait is than the one before.
const WAIT_TICKS: u32 = 20;
/// For how long the search holds one input at least.
const CHUNK_TICKS: u32 = 6;
/// How many ends of one step the next step begins with.
const SURVIVORS: usize = 32;
/// What a change of the buttons costs, in ticks: a person does not fidget.
const CHANGE_COST: i64 = 5;
/// What a point is worth, in hundredths of a tick: a person goes a little out of the way for a coin (10 points), and
/// farther for an enemy or a gem.
const POINT_WORTH: i64 = 80;
/// How far the hero may be from a place that counts as reached, sideways and up or down, in px.
const NEAR_PX: (i32, i32) = (7, 9);
/// How long the search goes on after the level is cleared, so that one sees the hero cheer.
const CHEER_TICKS: u32 = 30;

/// Why no replay was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// There is no such level.
    #[error("there is no level {0}")]
    Level(u16),
    /// A step that was not done within the budget.
    #[error("step {number}, {step:?}, was not done; the nearest was {near:?} px, {left_px} px away")]
    Stuck {
        /// Counted from 1.
        number: usize,
        /// The step.
        step: Step,
        /// Where the hero came nearest.
        near: (i32, i32),
        /// How near, in px.
        left_px: i64,
    },
}

/// A moment of the search: a world, and how it came about.
#[derive(Clone)]
struct Moment {
    world: World,
    /// Index of the chunk of inputs that led here in [`Search::chunks`]; `None` at the beginning.
    last: Option<usize>,
    held: Input,
    /// Ticks and whatever else a person would rather avoid.
    cost: i64,
}

struct Search {
    /// Inputs, for how many ticks, and the chunk before.
    chunks: Vec<(Input, u32, Option<usize>)>,
    /// How many ticks may still be tried for one step.
    budget_ticks: u64,
}

/// Finds a replay that takes the steps one after the other without being hurt. `budget_ticks` is for each step.
pub fn find_replay(pack: &Arc<Pack>, level: u16, steps: &[Step], budget_ticks: u64) -> Result<Replay, SearchError> {
    if usize::from(level) >= pack.levels().len() {
        return Err(SearchError::Level(level.saturating_add(1)));
    }
    let world = World::at_level(pack.clone(), level, 1);
    let mut search = Search { chunks: Vec::new(), budget_ticks };
    let mut moments = vec![Moment { world, last: None, held: Input::NONE, cost: 0 }];
    for (i, &step) in steps.iter().enumerate() {
        moments = search.take(step, moments).map_err(|(near, left_px)| SearchError::Stuck {
            number: i + 1,
            step,
            near,
            left_px,
        })?;
    }
    let mut inputs = Vec::new();
    let mut last = moments.first().and_then(|moment| moment.last);
    while let Some(&(input, ticks, before)) = last.and_then(|index| search.chunks.get(index)) {
        inputs.push((input, ticks));
        last = before;
    }
    let mut replay = Replay::new(Start::Level(level), 1);
    inputs.iter().rev().for_each(|&(input, ticks)| replay.push(input, ticks));
    let mut replay = calm::calmed(pack, &replay);
    replay.push(Input::NONE, CHEER_TICKS);
    Ok(replay)
}

impl Search {
    /// The cheapest moments at which a step is done, or where the hero came nearest.
    fn take(&mut self, step: Step, from: Vec<Moment>) -> Result<Vec<Moment>, ((i32, i32), i64)> {
        if let Step::Hold(input, ticks) = step {
            let held = from.into_iter().filter_map(|moment| self.follow(&moment, input, ticks));
            let held: Vec<Moment> = held.collect();
            return if held.is_empty() { Err(((0, 0), 0)) } else { Ok(held) };
        }
        if step == Step::Beat {
            return self.beat(from);
        }
        self.go(from, |world| left_px(world, step))
    }

    /// One stomp after the other.
    fn beat(&mut self, from: Vec<Moment>) -> Result<Vec<Moment>, ((i32, i32), i64)> {
        let mut moments = from;
        while let Some(health) = moments.first().and_then(|moment| boss(&moment.world)).map(|(_, _, health)| health) {
            moments = self.go(moments, |world| match boss(world) {
                Some((x, y, left)) if left >= health => {
                    let hero = &world.state().hero;
                    let hurt = if world.state().boss.is_some() { 60 } else { 200 };
                    hurt + i64::from((hero.x / SUBPX - x).abs().max((hero.y / SUBPX - y).abs()))
                }
                _ => 0,
            })?;
        }
        Ok(moments)
    }

    /// Goes until nothing is left to go, as `left` (px) says.
    fn go(&mut self, from: Vec<Moment>, left: impl Fn(&World) -> i64) -> Result<Vec<Moment>, ((i32, i32), i64)> {
        let nearest = match self.best_first(from.clone(), GREED, self.budget_ticks, &left) {
            Ok(done) => return Ok(done),
            Err(nearest) => nearest,
        };
        let mut waiting = from;
        for _ in 0..LONGEST_WAIT_TICKS / WAIT_TICKS {
            if let Ok(done) = self.best_first(waiting.clone(), MORE_GREED, self.budget_ticks / 10, &left) {
                return Ok(done);
            }
            waiting = waiting.iter().filter_map(|moment| self.follow(moment, Input::NONE, WAIT_TICKS)).collect();
        }
        Err(nearest)
    }

    /// Best first within a budget.
    fn best_first(
        &mut self,
        from: Vec<Moment>,
        greed: i64,
        mut budget: u64,
        left: impl Fn(&World) -> i64,
    ) -> Result<Vec<Moment>, ((i32, i32), i64)> {
        let mut open: Vec<Option<Moment>> = Vec::new();
        let mut queue = BinaryHeap::new();
        let mut seen = HashSet::new();
        let mut done: Vec<Moment> = Vec::new();
        let mut nearest = ((0, 0), i64::MAX);
        let mut fresh = from;
        loop {
            for moment in fresh.drain(..) {
                let left_px = left(&moment.world);
                if left_px < nearest.1 {
                    let hero = &moment.world.state().hero;
                    nearest = ((hero.x / SUBPX, hero.y / SUBPX), left_px);
                }
                if left_px <= 0 {
                    done.push(moment);
                } else {
                    queue.push(Reverse((moment.cost + left_px * greed / 100, open.len())));
                    open.push(Some(moment));
                }
            }
            let next = queue.pop().filter(|_| done.len() < SURVIVORS && budget > 0);
            let Some(Reverse((_, index))) = next else { break };
            let Some(moment) = open.get_mut(index).and_then(Option::take) else { continue };
            for input in tried() {
                budget = budget.saturating_sub(u64::from(CHUNK_TICKS));
                if let Some(next) = self.follow(&moment, input, CHUNK_TICKS)
                    && seen.insert(likeness(&next))
                {
                    fresh.push(next);
                }
            }
        }
        done.sort_by_key(|moment| moment.cost);
        if done.is_empty() { Err(nearest) } else { Ok(done) }
    }

    /// What comes of an input; `None` when the hero is hurt.
    fn follow(&mut self, moment: &Moment, input: Input, ticks: u32) -> Option<Moment> {
        let mut next = moment.clone();
        for _ in 0..ticks {
            if next.world.tick(input).iter().any(is_harm) {
                return None;
            }
        }
        let change = (input.bits() ^ moment.held.bits()).count_ones();
        let points = next.world.state().tally.score - moment.world.state().tally.score;
        next.cost += i64::from(ticks) + i64::from(change) * CHANGE_COST - i64::from(points) * POINT_WORTH / 100;
        self.chunks.push((input, ticks, moment.last));
        (next.last, next.held) = (Some(self.chunks.len() - 1), input);
        Some(next)
    }
}

/// The inputs that are tried at every moment.
fn tried() -> [Input; 8] {
    let (jump, left, right) = (Input::JUMP, Input::LEFT, Input::RIGHT);
    [right, right | jump, Input::NONE, jump, left, left | jump, Input::UP, Input::DOWN]
}

/// How far it is to the end of a step, in px; 0 when it is done.
fn left_px(world: &World, step: Step) -> i64 {
    let state = world.state();
    let to = match step {
        Step::Reach(x, y) | Step::Stand(x, y) => (x, y),
        _ if state.screen == Screen::LevelClear => return 0,
        _ => world.level().and_then(|level| level.goal).unwrap_or_default(),
    };
    let (dx, dy) = ((state.hero.x / SUBPX - to.0).abs(), (state.hero.y / SUBPX - to.1).abs());
    let is_there = dx <= NEAR_PX.0 && dy <= NEAR_PX.1;
    match step {
        Step::Reach(..) if is_there => 0,
        Step::Stand(..) if is_there && state.hero.stance != Stance::Air => 0,
        _ => 1 + i64::from(dx.max(dy)),
    }
}

fn is_harm(event: &Event) -> bool {
    matches!(event.kind, EventKind::HeroHurt | EventKind::HeroDied | EventKind::ShieldBroke)
}

/// Where the boss's head is, and its health.
fn boss(world: &World) -> Option<(i32, i32, u8)> {
    let kinds = &world.pack().source().kinds;
    world.state().actors.iter().find_map(|actor| {
        let kind = kinds.get(usize::from(actor.kind))?;
        let fights = !matches!(actor.phase, Phase::Gone | Phase::Beaten);
        let is_boss = matches!(kind.role, snapcade_play::pack::RoleDef::Boss { .. });
        (is_boss && fights).then_some((actor.x / SUBPX, (actor.y - kind.height) / SUBPX, actor.health))
    })
}

/// Moments that are alike are not followed twice: the same place, speed and belongings at about the same time.
fn likeness(moment: &Moment) -> impl Eq + std::hash::Hash + use<> {
    let state = moment.world.state();
    let hero = &state.hero;
    let place = (hero.x / (4 * SUBPX), hero.y / (4 * SUBPX), hero.vx / 160, hero.vy / 160, hero.stance as u8);
    let world = (state.keys, state.channels, state.tally.score, state.changed.len());
    (place, world, hero.riding, state.ticks / 24, moment.held.has(Input::JUMP))
}
