//! Enemies and their shots.

use super::{
    Step,
    actor::{Actor, Phase},
    motion::cell,
    sparks::SparkKind,
};
use crate::{
    SUBPX,
    event::EventKind,
    pack::{FoeDef, KindDef, RoleDef},
    root::square_root,
};

/// How long a beaten enemy is shown.
const BEATEN_TICKS: u16 = 24;
/// How long an enemy that takes several stomps stands still after one.
const HURT_TICKS: u16 = 30;
/// How long a shooter shows that it is about to fire.
const AIM_TICKS: u16 = 16;
/// Speed at which a boss throws off whoever stomped it.
const BOSS_THROW: i32 = 720;
/// How far a hopper sees: it waits at its place until the hero is near.
const LEAP_SIGHT_PX: i32 = 144;
/// How far below its upper edge an enemy can still be stomped.
const STOMP_DEPTH_PX: i32 = 8;
/// The hero's box for enemies and thorns is smaller than its body by so much, so that a near miss is one.
pub(super) const FAIR_SIDES_PX: i32 = -2;
/// As [`FAIR_SIDES_PX`], at the top.
pub(super) const FAIR_TOP_PX: i32 = -3;
/// As [`FAIR_SIDES_PX`], at the bottom.
pub(super) const FAIR_BOTTOM_PX: i32 = -1;

impl Step<'_> {
    /// One step of an enemy, and what happens when it meets the hero.
    pub(super) fn foe(&mut self, index: usize, kind: &KindDef) {
        let mut actor = self.state.actors[index];
        actor.timer = actor.timer.saturating_add(1);
        match actor.phase {
            Phase::Beaten => {
                let is_boss = matches!(kind.role, RoleDef::Boss { .. });
                if actor.timer > if is_boss { 120 } else { BEATEN_TICKS } {
                    actor.phase = Phase::Gone;
                    self.spark(SparkKind::Poof, actor.x, actor.y - kind.height / 2);
                }
                self.fall(&mut actor, kind);
                self.state.actors[index] = actor;
                return;
            }
            Phase::Hurt if !matches!(kind.role, RoleDef::Boss { .. }) => {
                if actor.timer > HURT_TICKS {
                    actor.enter(Phase::Usual);
                }
                self.fall(&mut actor, kind);
            }
            _ => match kind.role {
                RoleDef::Walker { foe, turns_at_edges } => self.walk(&mut actor, kind, foe.speed, turns_at_edges),
                RoleDef::Flyer { foe, wave_px, wave_ticks } => self.fly(&mut actor, kind, &foe, wave_px, wave_ticks),
                RoleDef::Hopper { foe, leap, rest_ticks } => self.hop(&mut actor, kind, foe.speed, leap, rest_ticks),
                RoleDef::Chaser { foe, sight_px } => self.chase(&mut actor, kind, foe.speed, sight_px),
                RoleDef::Shooter { sight_px, interval_ticks, shot, .. } => {
                    self.shoot(&mut actor, kind, sight_px, interval_ticks, shot);
                }
                RoleDef::Boss { foe, shot } => self.boss(index, &mut actor, kind, &foe, shot),
                _ => {}
            },
        }
        if actor.y > (self.level.height_px() + 64) * SUBPX {
            // It fell out of the level.
            actor.phase = Phase::Gone;
            if matches!(kind.role, RoleDef::Boss { .. })
                && let Some(placed) = self.level.actors.get(usize::from(actor.placement))
            {
                // A boss has to be beaten: it comes back.
                actor = Actor { health: actor.health, ..Actor::placed(self.pack, actor.placement, placed) };
                let home = self.tiles().freed(actor.body(kind));
                (actor.x, actor.y) = (home.x, home.y);
                actor.enter(Phase::Ready);
            }
        }
        self.state.actors[index] = actor;
        if actor.phase != Phase::Gone {
            self.meet(index, kind);
        }
    }

    /// What happens when the hero and an enemy touch.
    fn meet(&mut self, index: usize, kind: &KindDef) {
        let actor = self.state.actors[index];
        let Some(foe) = kind.role.foe() else { return };
        let hero = self.hero_body();
        let body = actor.body(kind);
        if !hero.overlaps(&body) {
            return;
        }
        // Not the speed: it is upwards again when two enemies are stomped at once, and gone when the hero has landed.
        let (sank, stunned) = (self.state.hero.sank, self.state.hero.stunned_ticks > 0);
        let top = body.y - body.height;
        let from_above = sank > 0 && hero.y - sank <= top + STOMP_DEPTH_PX * SUBPX;
        if from_above && foe.stompable && !stunned {
            if actor.phase != Phase::Hurt {
                self.stomp(index, kind, foe);
            }
            let speed = self.state.rules.stomp_speed_subpx_per_tick;
            let is_boss = matches!(kind.role, RoleDef::Boss { .. });
            let holds = self.state.held.has(crate::Input::JUMP) && !is_boss;
            let speed = if holds { self.state.rules.jump_speed_subpx_per_tick.max(speed) } else { speed };
            self.launch_hero(speed);
            self.state.hero.jumping = holds;
            if is_boss {
                // Thrown aside: nobody rides a boss through all its phases.
                self.state.hero.vx = if hero.x < actor.x { -BOSS_THROW } else { BOSS_THROW };
            }
        } else if actor.phase != Phase::Hurt && hero.grown(FAIR_SIDES_PX, FAIR_TOP_PX, FAIR_BOTTOM_PX).overlaps(&body) {
            self.hurt_hero(actor.x);
        }
    }

    fn stomp(&mut self, index: usize, kind: &KindDef, foe: &FoeDef) {
        let is_boss = matches!(kind.role, RoleDef::Boss { .. });
        let actor = &mut self.state.actors[index];
        actor.health = actor.health.saturating_sub(1);
        let (x, y, health) = (actor.x, actor.y, actor.health);
        actor.enter(if health == 0 { Phase::Beaten } else { Phase::Hurt });
        actor.vx = 0;
        self.spark(SparkKind::Burst, x, y - kind.height);
        if health > 0 {
            self.emit(if is_boss { EventKind::BossHurt } else { EventKind::EnemyHurt }, x, y);
            return;
        }
        self.state.tally.score = self.state.tally.score.saturating_add(foe.score);
        self.emit(if is_boss { EventKind::BossBeaten } else { EventKind::EnemyBeaten }, x, y);
        if let Some(drops) = foe.drops
            && let Some(dropped) = self.make_actor(drops, (x, y - kind.height / 2), 1)
        {
            // It hops out, so that it is seen before it is had.
            (dropped.vy, dropped.phase) = (-600, Phase::Busy);
        }
        if is_boss {
            self.boss_is_beaten();
        }
    }

    /// Falls and comes to rest on the ground.
    pub(super) fn fall(&mut self, actor: &mut Actor, kind: &KindDef) {
        let rules = &self.state.rules;
        actor.vy = (actor.vy + rules.gravity_subpx_per_tick2).min(rules.max_fall_subpx_per_tick);
        let mut body = actor.body(kind);
        if actor.vy < 0 {
            if self.tiles().move_up(&mut body, actor.vy.max(-4095)) {
                actor.vy = 0;
            }
            actor.grounded = false;
        } else {
            actor.grounded = self.tiles().move_down(&mut body, actor.vy.min(4095), false);
            if actor.grounded {
                actor.vy = 0;
            }
        }
        actor.y = body.y;
    }

    /// Moves sideways; true at a wall.
    pub(super) fn shift(&self, actor: &mut Actor, kind: &KindDef, dx: i32) -> bool {
        let mut body = actor.body(kind);
        let blocked = self.tiles().move_x(&mut body, dx.clamp(-4095, 4095));
        actor.x = body.x;
        blocked
    }

    /// Whether the ground goes on in front of something that stands on it.
    pub(super) fn ground_ahead(&self, actor: &Actor) -> bool {
        let front = actor.x + i32::from(actor.facing) * actor.half_width;
        self.tiles().carries(cell(front), cell(actor.y))
    }

    fn face_hero(&self, actor: &mut Actor) {
        actor.facing = if self.state.hero.x < actor.x { -1 } else { 1 };
    }

    /// Whether the hero is in sight: near, and not far above or below.
    fn sees_hero(&self, actor: &Actor, sight_px: i32) -> bool {
        let hero = &self.state.hero;
        (hero.x - actor.x).abs() < sight_px * SUBPX && (hero.y - actor.y).abs() < 72 * SUBPX
    }

    fn walk(&mut self, actor: &mut Actor, kind: &KindDef, speed: i32, turns_at_edges: bool) {
        self.fall(actor, kind);
        let at_wall = self.shift(actor, kind, i32::from(actor.facing) * speed);
        if at_wall || turns_at_edges && actor.grounded && !self.ground_ahead(actor) {
            actor.facing = -actor.facing;
        }
    }

    fn fly(&mut self, actor: &mut Actor, kind: &KindDef, foe: &FoeDef, wave_px: i32, wave_ticks: i32) {
        let placement = usize::from(actor.placement);
        let home = self.level.actors.get(placement).map(|placed| (placed.at.0 * SUBPX, placed.at.1 * SUBPX));
        let Some((_, home_y)) = home else { return };
        let wave = wave_px * SUBPX * wave_at(self.state.ticks, wave_ticks) / 256;
        if let Some(Some(path)) = self.ground.paths.get(placement) {
            let (x, y) = path.at(self.state.ticks, foe.speed, 0);
            if x != actor.x {
                actor.facing = if x < actor.x { -1 } else { 1 };
            }
            (actor.x, actor.y) = (x, y + wave);
            return;
        }
        let turned_back = self.shift(actor, kind, i32::from(actor.facing) * foe.speed);
        if turned_back {
            actor.facing = -actor.facing;
        }
        // The wave is kept clear of the ground: a flyer that would dip into it waits above.
        let wanted = super::Body { y: home_y + wave, ..actor.body(kind) };
        if self.tiles().fits(&wanted) {
            actor.y = wanted.y;
        }
    }

    fn hop(&mut self, actor: &mut Actor, kind: &KindDef, speed: i32, leap: i32, rest_ticks: i32) {
        self.fall(actor, kind);
        if actor.phase == Phase::Busy {
            if self.shift(actor, kind, i32::from(actor.facing) * speed) {
                actor.facing = -actor.facing;
            }
            if actor.grounded {
                actor.enter(Phase::Usual);
            }
        } else if i32::from(actor.timer) >= rest_ticks && actor.grounded && self.sees_hero(actor, LEAP_SIGHT_PX) {
            self.face_hero(actor);
            actor.vy = -leap;
            actor.enter(Phase::Busy);
        }
    }

    fn chase(&mut self, actor: &mut Actor, kind: &KindDef, speed: i32, sight_px: i32) {
        self.fall(actor, kind);
        let sees = self.sees_hero(actor, if actor.phase == Phase::Busy { sight_px * 3 / 2 } else { sight_px });
        match (actor.phase, sees) {
            (Phase::Busy, false) => actor.enter(Phase::Usual),
            (Phase::Busy, true) => {
                // Skids a little before it turns.
                let wanted = if self.state.hero.x < actor.x { -1 } else { 1 };
                if wanted != actor.facing && actor.timer > 20 {
                    actor.facing = wanted;
                    actor.timer = 0;
                }
                if !actor.grounded || self.ground_ahead(actor) {
                    self.shift(actor, kind, i32::from(actor.facing) * speed);
                }
            }
            (_, true) => {
                self.face_hero(actor);
                actor.enter(Phase::Busy);
            }
            (_, false) => {}
        }
    }

    fn shoot(&mut self, actor: &mut Actor, kind: &KindDef, sight_px: i32, interval_ticks: i32, shot: u16) {
        self.fall(actor, kind);
        match actor.phase {
            Phase::Attack if actor.timer == AIM_TICKS / 2 => {
                let from = (actor.x + i32::from(actor.facing) * actor.half_width, actor.y - kind.height / 2);
                self.fire(shot, from, actor.facing, (i32::from(actor.facing), 0));
            }
            Phase::Attack if actor.timer > AIM_TICKS + 8 => actor.enter(Phase::Usual),
            Phase::Attack => {}
            _ => {
                if self.sees_hero(actor, sight_px) {
                    self.face_hero(actor);
                    if i32::from(actor.timer) >= interval_ticks {
                        actor.enter(Phase::Attack);
                    }
                } else {
                    // The first shot comes soon after the hero is seen, but never at once.
                    actor.timer = actor.timer.min((interval_ticks / 2) as u16);
                }
            }
        }
    }

    /// Fires a shot in a direction, given in any length.
    pub(super) fn fire(&mut self, shot: u16, from: (i32, i32), facing: i8, (dx, dy): (i32, i32)) {
        let Some(RoleDef::Shot { speed, .. }) = self.pack.source().kinds.get(usize::from(shot)).map(|kind| kind.role)
        else {
            return;
        };
        let square = i64::from(dx) * i64::from(dx) + i64::from(dy) * i64::from(dy);
        let length = square_root(square.max(1) as u64) as i64;
        let part = |d: i32| (i64::from(d) * i64::from(speed) / length) as i32;
        let (vx, vy) = (part(dx), part(dy));
        if let Some(made) = self.make_actor(shot, from, facing) {
            (made.vx, made.vy) = (vx, vy);
            self.emit(EventKind::ShotFired, from.0, from.1);
        }
    }

    pub(super) fn shot(&mut self, index: usize, kind: &KindDef, life_ticks: i32) {
        let mut actor = self.state.actors[index];
        actor.timer = actor.timer.saturating_add(1);
        actor.x += actor.vx;
        actor.y += actor.vy;
        let body = actor.body(kind);
        let hero = self.hero_body().grown(FAIR_SIDES_PX, FAIR_TOP_PX, FAIR_BOTTOM_PX);
        let hits = hero.overlaps(&body);
        let middle = (cell(actor.x), cell(actor.y - kind.height / 2));
        if hits || i32::from(actor.timer) > life_ticks || self.tiles().is_solid(middle.0, middle.1) {
            actor.phase = Phase::Gone;
            self.spark(SparkKind::Poof, actor.x, actor.y - kind.height / 2);
        }
        self.state.actors[index] = actor;
        if hits {
            self.hurt_hero(actor.x);
        }
    }
}

/// A wave between -256 and 256 with a period of `ticks`: two parabolas, near enough to a sine for a bat.
fn wave_at(tick: u32, ticks: i32) -> i32 {
    let ticks = i64::from(ticks.max(2));
    let phase = (i64::from(tick) % ticks) * 1024 / ticks;
    let half = phase % 512;
    let height = 4 * half * (512 - half) / 1024;
    (if phase < 512 { height } else { -height }) as i32
}

#[cfg(test)]
mod tests {
    use super::wave_at;

    #[test]
    fn the_wave_goes_up_and_down_once() {
        assert_eq!([0, 25, 50, 75, 100].map(|tick| wave_at(tick, 100)), [0, 256, 0, -256, 0]);
    }
}
