//! The boss: asleep until the hero comes near, then three phases, each at a third of its health.

use super::{
    Step,
    actor::{Actor, Phase},
    sparks::SparkKind,
};
use crate::{
    SUBPX,
    event::EventKind,
    pack::{FoeDef, KindDef},
};

/// How near the hero has to come.
const WAKE_PX: i32 = 136;
/// How long it cannot be hurt again.
const HURT_TICKS: u16 = 50;
/// Walking before a charge in the first phase.
const WALK_TICKS: u16 = 110;
/// Standing still before a charge, so that one can see it come.
const READY_TICKS: u16 = 32;
/// Charging.
const CHARGE_TICKS: u16 = 60;

/// The phase of a boss that has so much of its health left: 1, 2 or 3.
pub(crate) const fn boss_phase(health: i32, of: i32) -> u8 {
    if health * 3 > of * 2 {
        1
    } else if health * 3 > of {
        2
    } else {
        3
    }
}

impl Step<'_> {
    pub(super) fn boss(&mut self, index: usize, actor: &mut Actor, kind: &KindDef, foe: &FoeDef, shot: u16) {
        if self.state.boss != Some(index as u16) {
            self.fall(actor, kind);
            let (hero, near) = (&self.state.hero, WAKE_PX * SUBPX);
            // Of several bosses one is awake at a time.
            if self.state.boss.is_none() && (hero.x - actor.x).abs() < near && (hero.y - actor.y).abs() < near {
                self.state.boss = Some(index as u16);
                actor.enter(Phase::Ready);
                self.emit(EventKind::BossWoke, actor.x, actor.y);
            }
            return;
        }
        let phase = boss_phase(i32::from(actor.health), foe.health);
        let was_grounded = actor.grounded;
        self.fall(actor, kind);
        let has_landed = actor.grounded && !was_grounded && actor.phase == Phase::Busy;
        if has_landed {
            self.spark(SparkKind::Dust, actor.x - actor.half_width, actor.y);
            self.spark(SparkKind::Dust, actor.x + actor.half_width, actor.y);
        }
        match actor.phase {
            Phase::Hurt => {
                if actor.timer > HURT_TICKS {
                    let before = boss_phase(i32::from(actor.health) + 1, foe.health);
                    if phase > before {
                        self.emit(EventKind::BossPhase(phase), actor.x, actor.y);
                    }
                    actor.enter(if phase == 1 { Phase::Usual } else { Phase::Ready });
                }
            }
            _ if phase == 1 => self.boss_charges(actor, kind, foe.speed),
            _ => self.boss_leaps(actor, kind, foe.speed, shot, phase == 3, has_landed),
        }
    }

    /// Walks to and fro, then charges at the hero.
    fn boss_charges(&mut self, actor: &mut Actor, kind: &KindDef, speed: i32) {
        match actor.phase {
            Phase::Ready => {
                self.turn_boss(actor);
                if actor.timer > READY_TICKS {
                    actor.enter(Phase::Attack);
                }
            }
            Phase::Attack => {
                let at_wall = self.boss_walks(actor, kind, speed * 5 / 2);
                if at_wall {
                    actor.facing = -actor.facing;
                    self.spark(SparkKind::Burst, actor.x, actor.y - kind.height / 2);
                }
                if at_wall || actor.timer > CHARGE_TICKS {
                    actor.enter(Phase::Usual);
                }
            }
            _ => {
                if self.boss_walks(actor, kind, speed) {
                    actor.facing = -actor.facing;
                }
                if actor.timer > WALK_TICKS {
                    actor.enter(Phase::Ready);
                }
            }
        }
    }

    /// Moves on foot; true at a wall and at the edge of its ground, which it does not leave.
    fn boss_walks(&self, actor: &mut Actor, kind: &KindDef, speed: i32) -> bool {
        let at_edge = actor.grounded && !self.ground_ahead(actor);
        at_edge || self.shift(actor, kind, i32::from(actor.facing) * speed)
    }

    /// Leaps towards the hero and fires when it lands; in a rage faster, and at the hero in all directions.
    fn boss_leaps(&mut self, actor: &mut Actor, kind: &KindDef, speed: i32, shot: u16, rages: bool, landed: bool) {
        if actor.phase != Phase::Busy {
            self.turn_boss(actor);
            if actor.timer > if rages { 36 } else { 56 } && actor.grounded {
                let leap = self.state.rules.jump_speed_subpx_per_tick * if rages { 80 } else { 92 } / 100;
                actor.vy = -leap;
                actor.grounded = false;
                actor.enter(Phase::Busy);
            }
            return;
        }
        let stride = speed * if rages { 7 } else { 5 } / 4;
        if self.shift(actor, kind, i32::from(actor.facing) * stride) {
            actor.facing = -actor.facing;
        }
        if !landed {
            return;
        }
        actor.enter(Phase::Ready);
        let from = (actor.x, actor.y - 10 * SUBPX);
        self.fire(shot, from, -1, (-1, 0));
        self.fire(shot, from, 1, (1, 0));
        if rages {
            let high = (actor.x, actor.y - kind.height);
            let side = if self.state.rng.below(2) == 0 { -1 } else { 1 };
            self.fire(shot, high, side, (i32::from(side) * 2, -1));
        }
    }

    fn turn_boss(&self, actor: &mut Actor) {
        actor.facing = if self.state.hero.x < actor.x { -1 } else { 1 };
    }

    /// The last boss of a level opens the goal, or clears the level when there is none.
    pub(super) fn boss_is_beaten(&mut self) {
        self.state.boss = None;
        let kinds = &self.pack.source().kinds;
        let another = self.state.actors.iter().any(|actor| {
            let is_boss = matches!(kinds[usize::from(actor.kind)].role, crate::pack::RoleDef::Boss { .. });
            is_boss && !matches!(actor.phase, Phase::Gone | Phase::Beaten)
        });
        for actor in &mut self.state.actors {
            // Its shots vanish with it: nobody is hurt after winning.
            if matches!(kinds[usize::from(actor.kind)].role, crate::pack::RoleDef::Shot { .. }) {
                actor.phase = Phase::Gone;
            }
        }
        if another {
            return;
        }
        if self.level.goal.is_none() {
            self.clear_level();
        } else {
            self.open_goal_if_due();
        }
    }
}
