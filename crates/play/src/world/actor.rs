//! Everything in a level besides the hero and the tiles.

use snapcade_game::{Facing, tile::TILE_PX};

use super::{AWAKE_X_PX, AWAKE_Y_PX, Step, motion::Body};
use crate::{
    SUBPX,
    pack::{ActorDef, KindDef, Pack, RoleDef},
};

/// What an actor is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Phase {
    /// It is not there (any more).
    #[default]
    Gone,
    /// Its usual business.
    Usual,
    /// Its other business: in the air for hoppers, running for chasers, on for switches, releasing for springs.
    Busy,
    /// Gathering strength before an attack.
    Ready,
    /// Attacking.
    Attack,
    /// Just hurt.
    Hurt,
    /// Beaten; shown a moment longer.
    Beaten,
}

/// Something in a level. Lengths in subpx, times in ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Actor {
    /// Number of its kind.
    pub kind: u16,
    /// Index of its placement in the level; `u16::MAX` for what was made while playing.
    pub placement: u16,
    /// Where its feet stand, rightwards. A platform's feet are its upper side.
    pub x: i32,
    /// Where its feet stand, downwards.
    pub y: i32,
    /// Speed to the right.
    pub vx: i32,
    /// Speed downwards.
    pub vy: i32,
    /// Half of its body's width.
    pub half_width: i32,
    /// What it is about.
    pub phase: Phase,
    /// For how long.
    pub timer: u16,
    /// 1 to the right, -1 to the left.
    pub facing: i8,
    /// Stomps it still takes.
    pub health: u8,
    /// Whether it stands on something.
    pub grounded: bool,
}

/// What was not placed but made while playing.
const MADE: u16 = u16::MAX;

/// So many actors may be made while playing and be there at one time: shots and what enemies leave behind.
const MOST_MADE: usize = 128;

impl Actor {
    /// An actor as it is placed.
    pub(super) fn placed(pack: &Pack, placement: u16, def: &ActorDef) -> Self {
        let facing = if def.facing == Facing::Right { 1 } else { -1 };
        let mut actor = Self::new(pack, def.kind, (def.at.0 * SUBPX, def.at.1 * SUBPX), facing);
        actor.placement = placement;
        if def.width_tiles > 0 {
            actor.half_width = i32::from(def.width_tiles) * TILE_PX * SUBPX / 2;
        }
        actor
    }

    fn new(pack: &Pack, kind: u16, (x, y): (i32, i32), facing: i8) -> Self {
        let def = pack.source().kinds.get(usize::from(kind));
        Self {
            kind,
            placement: MADE,
            x,
            y,
            vx: 0,
            vy: 0,
            half_width: def.map_or(SUBPX, |def| def.half_width),
            phase: Phase::Usual,
            timer: 0,
            facing,
            health: def.and_then(|def| def.role.foe()).map_or(1, |foe| foe.health.clamp(1, 255) as u8),
            grounded: false,
        }
    }

    /// Its box.
    pub const fn body(&self, kind: &KindDef) -> Body {
        Body { x: self.x, y: self.y, half_width: self.half_width, height: kind.height }
    }

    pub(super) fn enter(&mut self, phase: Phase) {
        (self.phase, self.timer) = (phase, 0);
    }

    /// Whether it is near enough to a place to be awake.
    pub(super) const fn is_awake(&self, x: i32, y: i32) -> bool {
        (self.x - x).abs() < AWAKE_X_PX * SUBPX && (self.y - y).abs() < AWAKE_Y_PX * SUBPX
    }
}

impl Step<'_> {
    /// Makes an actor, unless too many are there.
    pub(super) fn make_actor(&mut self, kind: u16, at: (i32, i32), facing: i8) -> Option<&mut Actor> {
        let actor = Actor::new(self.pack, kind, at, facing);
        let made = self.level.actors.len();
        let free = self.state.actors.iter().skip(made).position(|actor| actor.phase == Phase::Gone);
        let index = match free {
            Some(index) => {
                self.state.actors[made + index] = actor;
                made + index
            }
            None if self.state.actors.len() < made + MOST_MADE => {
                self.state.actors.push(actor);
                self.state.actors.len() - 1
            }
            None => return None,
        };
        self.state.actors.get_mut(index)
    }

    /// Platforms are where their way takes them at this moment.
    pub(super) fn move_platforms(&mut self) {
        let ticks = self.state.ticks;
        for index in 0..self.ground.platforms {
            let (Some(actor), Some(Some(path))) = (self.state.actors.get_mut(index), self.ground.paths.get(index))
            else {
                continue;
            };
            if let RoleDef::Platform { speed, rest_ticks } = self.pack.source().kinds[usize::from(actor.kind)].role {
                let (x, y) = path.at(ticks, speed, rest_ticks);
                (actor.vx, actor.vy) = (x - actor.x, y - actor.y);
                (actor.x, actor.y) = (x, y);
            }
        }
    }

    /// One step of everything but the hero and the platforms.
    pub(super) fn move_actors(&mut self) {
        let (hero_x, hero_y) = (self.state.hero.x, self.state.hero.y);
        for index in self.ground.platforms..self.state.actors.len() {
            let actor = self.state.actors[index];
            if actor.phase == Phase::Gone {
                continue;
            }
            let kind = &self.pack.source().kinds[usize::from(actor.kind)];
            if !actor.is_awake(hero_x, hero_y) {
                if matches!(kind.role, RoleDef::Shot { .. }) {
                    // It would hang in the air until the hero comes back, and count among those that may be there.
                    self.state.actors[index].phase = Phase::Gone;
                }
                continue;
            }
            match kind.role {
                RoleDef::Decoration { .. } | RoleDef::Hero | RoleDef::Platform { .. } => {}
                RoleDef::Collectible { item, score } => self.collectible(index, kind, item, score),
                RoleDef::PowerUp { power, lasts_ticks } => self.power_up(index, kind, power, lasts_ticks),
                RoleDef::Spring { launch } => self.spring(index, kind, launch),
                RoleDef::Switch => self.switch(index, kind),
                RoleDef::Talker => self.talker(index, kind),
                RoleDef::Shot { life_ticks, .. } => self.shot(index, kind, life_ticks),
                _ => self.foe(index, kind),
            }
        }
    }
}
