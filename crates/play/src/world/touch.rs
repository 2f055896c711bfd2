//! What the hero touches: things to pick up, springs, switches, thorns, checkpoints, the goal.

use snapcade_game::{Item, Mode, Power};

use super::{
    Body, Screen, Step,
    actor::Phase,
    foes::{FAIR_BOTTOM_PX, FAIR_SIDES_PX, FAIR_TOP_PX},
    hero::Stance,
    motion::{TILE, cell},
    sparks::SparkKind,
};
use crate::{SUBPX, event::EventKind, pack::KindDef};

/// Things are picked up from so far away: nobody should have to try twice.
const REACH_PX: i32 = 5;
/// How long a switch has to be left alone before it can be used again.
const SWITCH_REST_TICKS: u16 = 20;

impl Step<'_> {
    pub(super) fn collectible(&mut self, index: usize, kind: &KindDef, item: Item, score: i32) {
        if matches!(item, Item::Coin | Item::Gem) && self.state.has_power(Power::Magnet) {
            self.pull(index, kind);
        }
        self.settle(index, kind);
        let body = self.state.actors[index].body(kind);
        if !self.hero_body().grown(REACH_PX, REACH_PX, REACH_PX).overlaps(&body) || self.pops_out(index) {
            return;
        }
        self.state.actors[index].phase = Phase::Gone;
        self.spark(SparkKind::Sparkle, body.x, body.y - body.height / 2);
        self.state.tally.score = self.state.tally.score.saturating_add(score);
        self.give(item);
        self.emit(EventKind::Took(item), body.x, body.y);
    }

    pub(super) fn power_up(&mut self, index: usize, kind: &KindDef, power: Power, lasts_ticks: i32) {
        self.settle(index, kind);
        let body = self.state.actors[index].body(kind);
        if !self.hero_body().grown(REACH_PX, REACH_PX, REACH_PX).overlaps(&body) || self.pops_out(index) {
            return;
        }
        self.state.actors[index].phase = Phase::Gone;
        self.spark(SparkKind::Burst, body.x, body.y - body.height / 2);
        self.empower(power, lasts_ticks);
        self.emit(EventKind::TookPower(power), body.x, body.y);
    }

    /// Gives the hero a power; 0 ticks mean until it is hurt.
    pub(super) fn empower(&mut self, power: Power, ticks: i32) {
        let left = &mut self.state.hero.powers[power as usize];
        // A power that lasts is not cut short by one that does not.
        *left = if ticks == 0 || *left < 0 { -1 } else { ticks.max(*left) };
    }

    /// Gives the hero something.
    pub(super) fn give(&mut self, item: Item) {
        let tally = &mut self.state.tally;
        match item {
            Item::Coin => {
                tally.coins += 1;
                let per_life = self.state.rules.coins_per_life;
                if per_life > 0 && tally.coins % per_life == 0 {
                    self.gain_life();
                }
            }
            Item::Gem => {
                tally.gems += 1;
                self.open_goal_if_due();
            }
            Item::KeyRed => self.state.keys |= 1,
            Item::KeyGreen => self.state.keys |= 2,
            Item::KeyBlue => self.state.keys |= 4,
            Item::KeyYellow => self.state.keys |= 8,
            Item::Heart => {
                if self.state.hero.hearts < self.state.rules.hearts {
                    self.state.hero.hearts += 1;
                }
            }
            Item::Life => self.gain_life(),
        }
    }

    fn gain_life(&mut self) {
        self.state.tally.lives = (self.state.tally.lives + 1).min(99);
        self.emit_at_hero(EventKind::LifeGained);
    }

    /// What an enemy left behind cannot be had in its first moments.
    fn pops_out(&self, index: usize) -> bool {
        let actor = &self.state.actors[index];
        actor.phase == Phase::Busy && actor.timer < 16
    }

    /// What an enemy left behind falls to the ground.
    fn settle(&mut self, index: usize, kind: &KindDef) {
        let mut actor = self.state.actors[index];
        if actor.phase != Phase::Busy {
            return;
        }
        actor.timer = actor.timer.saturating_add(1);
        self.fall(&mut actor, kind);
        if actor.grounded && actor.timer > 16 {
            actor.enter(Phase::Usual);
        }
        self.state.actors[index] = actor;
    }

    /// A magnet pulls.
    fn pull(&mut self, index: usize, kind: &KindDef) {
        let hero = self.hero_body();
        let actor = &mut self.state.actors[index];
        let (dx, dy) = (hero.x - actor.x, hero.y - hero.height / 2 - (actor.y - kind.height / 2));
        let reach = self.state.rules.magnet_radius_px * SUBPX;
        if dx.abs() < reach && dy.abs() < reach {
            actor.x += (dx / 8).clamp(-900, 900);
            actor.y += (dy / 8).clamp(-900, 900);
        }
    }

    pub(super) fn spring(&mut self, index: usize, kind: &KindDef, launch: i32) {
        let actor = &mut self.state.actors[index];
        actor.timer = actor.timer.saturating_add(1);
        if actor.phase == Phase::Busy && actor.timer > 24 {
            actor.enter(Phase::Usual);
        }
        let body = actor.body(kind);
        let hero = self.hero_body();
        let sank = self.state.hero.sank;
        let comes_down = sank > 0 && hero.y - sank <= body.y - body.height / 2;
        if comes_down && self.state.hero.stance != Stance::Ladder && hero.overlaps(&body) {
            self.state.actors[index].enter(Phase::Busy);
            self.launch_hero(launch);
            self.emit(EventKind::SpringLaunched, body.x, body.y);
        }
    }

    pub(super) fn switch(&mut self, index: usize, kind: &KindDef) {
        let mut actor = self.state.actors[index];
        actor.timer = actor.timer.saturating_add(1);
        if self.hero_body().overlaps(&actor.body(kind)) {
            let placed = self.level.actors.get(usize::from(actor.placement));
            let channel = placed.map_or(0, |placed| placed.channel);
            // A switch is used once each time it is touched.
            if actor.timer > SWITCH_REST_TICKS {
                let channels = self.state.channels ^ (1 << channel);
                self.set_channels(channels);
                self.emit(EventKind::SwitchToggled, actor.x, actor.y);
                self.spark(SparkKind::Sparkle, actor.x, actor.y - kind.height / 2);
            }
            actor.timer = 0;
        }
        self.state.actors[index] = actor;
    }

    /// Thorns, checkpoints, the goal, the level's lower edge.
    pub(super) fn touch_level(&mut self) {
        if self.state.screen != Screen::Playing {
            return;
        }
        let body = self.hero_body();
        let top = body.y - body.height;
        if top > self.level.height_px() * SUBPX {
            self.die();
            return;
        }
        let fair = body.grown(FAIR_SIDES_PX - 1, FAIR_TOP_PX, FAIR_BOTTOM_PX);
        if let Some(x) = self.thorns(&fair) {
            self.hurt_hero(x);
        }
        self.touch_checkpoints(&body);
        self.touch_goal(&body);
    }

    /// The middle of a thorny cell that a box touches. Thorns fill the lower three quarters of their cell.
    fn thorns(&self, body: &Body) -> Option<i32> {
        let tiles = self.tiles();
        for row in cell(body.y - body.height)..=cell(body.y - 1) {
            for column in cell(body.x - body.half_width)..=cell(body.x + body.half_width - 1) {
                if !tiles.is_hazard(column, row) {
                    continue;
                }
                let hangs = tiles.is_solid(column, row - 1) && !tiles.is_solid(column, row + 1);
                let (high, low) = (row * TILE, (row + 1) * TILE);
                let touches = if hangs { body.y - body.height < low - TILE / 4 } else { body.y > high + TILE / 4 };
                if touches {
                    return Some(column * TILE + TILE / 2);
                }
            }
        }
        None
    }

    fn touch_checkpoints(&mut self, hero: &Body) {
        let touches = |&(x, y): &(i32, i32)| {
            hero.overlaps(&Body { x: x * SUBPX, y: y * SUBPX, half_width: 8 * SUBPX, height: 32 * SUBPX })
        };
        let checkpoints = &self.level.checkpoints;
        let last = self.state.checkpoint.and_then(|index| checkpoints.get(usize::from(index)));
        if last.is_some_and(touches) {
            // Of two that stand close together the first one touched holds as long as it is touched.
            return;
        }
        let Some(index) = checkpoints.iter().position(touches) else { return };
        let (x, y) = (checkpoints[index].0 * SUBPX, checkpoints[index].1 * SUBPX);
        self.state.checkpoint = Some(index as u16);
        self.spark(SparkKind::Burst, x, y - 24 * SUBPX);
        self.emit(EventKind::CheckpointReached, x, y);
    }

    fn touch_goal(&mut self, hero: &Body) {
        let Some((x, y)) = self.level.goal else { return };
        let door = Body { x: x * SUBPX, y: y * SUBPX, half_width: 8 * SUBPX, height: 28 * SUBPX };
        if self.state.goal_open && hero.overlaps(&door) {
            self.emit(EventKind::GoalReached, door.x, door.y);
            self.clear_level();
        }
    }

    /// The goal opens when the boss is beaten and, in the `collect` mode, every gem is found.
    pub(super) fn open_goal_if_due(&mut self) {
        let collects = self.pack.source().mode == Mode::Collect;
        let gems_missing = collects && self.state.tally.gems < self.ground.gems;
        let kinds = &self.pack.source().kinds;
        let boss_lives = self.state.actors.iter().any(|actor| {
            let is_boss = matches!(kinds[usize::from(actor.kind)].role, crate::pack::RoleDef::Boss { .. });
            is_boss && !matches!(actor.phase, Phase::Gone | Phase::Beaten)
        });
        if self.state.goal_open || gems_missing || boss_lives {
            return;
        }
        self.state.goal_open = true;
        if let Some((x, y)) = self.level.goal {
            self.spark(SparkKind::Burst, x * SUBPX, (y - 16) * SUBPX);
            self.emit(EventKind::GoalOpened, x * SUBPX, y * SUBPX);
        }
    }
}
