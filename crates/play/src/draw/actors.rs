//! Characters and things.

use snapcade_game::{Power, tile::TILE_PX};

use super::{
    PLAIN, Pen, Quad, Tint,
    scene::{CHANNELS, View},
};
use crate::{
    SUBPX,
    pack::{Ground, LevelDef, Pose, RoleDef},
    world::{Actor, Phase, Screen},
};

/// A colour for whoever was just hurt.
const FLASH: Tint = [255, 255, 255, 255];

impl Pen<'_> {
    /// Everything placed or made, behind the hero or in front.
    pub(super) fn actors(&mut self, level: &LevelDef, ground: &Ground, view: View, in_front: bool) {
        for index in 0..self.state.actors.len() {
            let actor = self.state.actors[index];
            if actor.phase == Phase::Gone {
                continue;
            }
            let (x, y) = ((actor.x >> 8) - view.x, (actor.y >> 8) - view.y);
            // Nothing is wider than a boss; whatever is farther away cannot be seen.
            if !(-300..620).contains(&x) || !(-140..480).contains(&y) {
                continue;
            }
            let Some(kind) = self.pack.source().kinds.get(usize::from(actor.kind)) else { continue };
            let stands_in_front = matches!(kind.role, RoleDef::Decoration { in_front: true } | RoleDef::Shot { .. });
            if stands_in_front != in_front {
                continue;
            }
            if index < ground.platforms {
                self.platform(&actor, x, y);
            } else {
                self.actor(level, &actor, kind.role, x, y);
            }
        }
    }

    fn platform(&mut self, actor: &Actor, x: i32, y: i32) {
        let anim = self.pack.poses[usize::from(actor.kind)][Pose::Idle as usize];
        let tiles = (actor.half_width * 2 / SUBPX / TILE_PX).max(1);
        let left = x - tiles * TILE_PX / 2;
        let Some(anim) = self.pack.anims.get(usize::from(anim)) else { return };
        let (first, frames) = (anim.first, anim.ends.len() as u16);
        for i in 0..tiles {
            // Frames: single, left, middle, right.
            let frame = match (i, tiles) {
                (_, 1) => 0,
                (0, _) => 1,
                (i, n) if i == n - 1 => 3,
                _ => 2,
            };
            self.corner(first + frame.min(frames - 1), left + i * TILE_PX, y, 0, PLAIN);
        }
    }

    fn actor(&mut self, level: &LevelDef, actor: &Actor, role: RoleDef, x: i32, y: i32) {
        // So that coins in a row do not spin in step.
        let tick = self.state.ticks.wrapping_add(u32::from(actor.placement) * 7);
        let timer = u32::from(actor.timer);
        let (pose, tick) = match (role, actor.phase) {
            (RoleDef::Boss { .. }, Phase::Beaten) => (Pose::Beaten, timer),
            (_, Phase::Beaten | Phase::Hurt) => (Pose::Hurt, timer),
            (RoleDef::Boss { .. }, Phase::Busy) => (Pose::Jump, timer),
            (RoleDef::Boss { .. }, Phase::Ready) if self.state.boss.is_some() => (Pose::Angry, timer),
            (RoleDef::Boss { .. }, Phase::Usual) if self.state.boss.is_none() => (Pose::Idle, tick),
            (RoleDef::Spring { .. } | RoleDef::Shooter { .. } | RoleDef::Boss { .. }, Phase::Busy | Phase::Attack) => {
                (Pose::Attack, timer)
            }
            (RoleDef::Hopper { .. } | RoleDef::Chaser { .. }, Phase::Busy) => (Pose::Move, timer),
            (RoleDef::Switch, _) => {
                let channel = channel(level, actor);
                let on = self.state.channels & (1 << channel) != 0;
                (if on { Pose::Move } else { Pose::Idle }, tick)
            }
            (RoleDef::Talker, _) => {
                let talks = self.state.talk.is_some_and(|talk| {
                    self.state.actors.get(usize::from(talk.actor)).is_some_and(|talker| talker == actor)
                });
                // A conversation stops the level's clock; the mouth goes by the conversation's.
                if talks { (Pose::Talk, self.state.talk.map_or(0, |talk| talk.ticks)) } else { (Pose::Idle, tick) }
            }
            (RoleDef::Walker { .. } | RoleDef::Flyer { .. } | RoleDef::Boss { .. } | RoleDef::Shot { .. }, _) => {
                (Pose::Move, tick)
            }
            _ => (Pose::Idle, tick),
        };
        let anim = self.pack.poses[usize::from(actor.kind)][pose as usize];
        let Some(sprite) = self.pack.sprite_at(anim, tick) else { return };
        let flips = actor.facing < 0 && role_turns(role);
        let flags = if flips { Quad::FLIP_X } else { 0 };
        match role {
            RoleDef::Switch => self.held(sprite, x, y, flags, CHANNELS[usize::from(channel(level, actor)) % 4]),
            RoleDef::Collectible { .. } | RoleDef::PowerUp { .. } => {
                // Hovers a little: things to be had are alive.
                let hover = if actor.phase == Phase::Usual && (tick / 24).is_multiple_of(2) { -1 } else { 0 };
                self.held(sprite, x, y + hover, flags, PLAIN);
            }
            RoleDef::Boss { .. } if actor.phase == Phase::Hurt && (timer / 4).is_multiple_of(2) => {
                self.held(sprite, x, y, flags | Quad::SHAPE, FLASH);
            }
            RoleDef::Talker => {
                self.held(sprite, x, y, flags, PLAIN);
                if actor.phase == Phase::Ready && self.state.talk.is_none() && self.state.screen == Screen::Playing {
                    let words = ["↑".to_owned()];
                    let size = self.lines_size(&words);
                    self.bubble(x, y - 28, size, &words);
                }
            }
            _ => self.held(sprite, x, y, flags, PLAIN),
        }
    }

    pub(super) fn hero(&mut self, view: View) {
        let hero = &self.state.hero;
        let blinks = hero.invulnerable_ticks > 0 && (hero.invulnerable_ticks / 4).is_multiple_of(2);
        let tint = if blinks && hero.stunned_ticks == 0 { [255, 255, 255, 110] } else { PLAIN };
        let anim = self.pack.poses[0][hero.pose as usize];
        let Some(sprite) = self.pack.sprite_at(anim, hero.pose_ticks) else { return };
        // On a platform the feet stay on the same pixel of it.
        let x_px = self.ridden().map_or(hero.x >> 8, |platform| (platform.x >> 8) + ((hero.x - platform.x) >> 8));
        let (x, y) = (x_px - view.x, (hero.y >> 8) - view.y);
        // Squashed after landing, stretched while shooting up.
        let squash = match hero.landed_ticks {
            0..=2 => (2, -2),
            3..=5 => (1, -1),
            _ if hero.vy < -900 => (-1, 1),
            _ => (0, 0),
        };
        let flags = if hero.facing < 0 { Quad::FLIP_X } else { 0 };
        self.stretched(sprite, x, y, squash, flags, tint);
        if hero.powers[Power::Shield as usize] != 0
            && let Some(bubble) = self.pack.sprite_at(self.pack.ui.shield_bubble, self.state.ticks)
        {
            self.held(bubble, x, y + 2, 0, [255, 255, 255, 200]);
        }
    }
}

fn channel(level: &LevelDef, actor: &Actor) -> u8 {
    level.actors.get(usize::from(actor.placement)).map_or(0, |placed| placed.channel)
}

/// Whether a thing looks different from the other side.
const fn role_turns(role: RoleDef) -> bool {
    !matches!(role, RoleDef::Collectible { .. } | RoleDef::PowerUp { .. } | RoleDef::Spring { .. } | RoleDef::Switch)
}
