//! The character that is played.

use snapcade_game::{Power, Rules};

use super::{Step, motion::Body};
use crate::{
    SUBPX,
    event::EventKind,
    pack::{Pack, Pose},
};

/// How the hero is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stance {
    /// By the ground or a platform.
    #[default]
    Ground,
    /// By nothing.
    Air,
    /// By a ladder.
    Ladder,
    /// By water.
    Water,
}

/// The hero. Lengths in subpx, times in ticks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hero {
    /// Where the feet stand, rightwards.
    pub x: i32,
    /// Where the feet stand, downwards.
    pub y: i32,
    /// Speed to the right.
    pub vx: i32,
    /// Speed downwards.
    pub vy: i32,
    /// 1 to the right, -1 to the left.
    pub facing: i8,
    /// How it is held.
    pub stance: Stance,
    /// The platform it stands on.
    pub riding: Option<u16>,
    /// Hearts left.
    pub hearts: i32,
    /// How long each power lasts, by [`Power`]: 0 for one that the hero has not, -1 until it is hurt.
    pub powers: [i32; Power::ALL.len()],
    /// How long it cannot be hurt.
    pub invulnerable_ticks: u16,
    /// How long it cannot be steered.
    pub stunned_ticks: u16,
    /// What it is seen doing.
    pub pose: Pose,
    /// For how long.
    pub pose_ticks: u32,
    /// How long ago it landed, up to a few ticks: it is squashed a little.
    pub landed_ticks: u8,
    /// How far it came down in this step by its own motion: whoever comes down stomps.
    pub(super) sank: i32,
    pub(super) coyote_ticks: u8,
    pub(super) buffer_ticks: u8,
    pub(super) drop_ticks: u8,
    /// Rising from a jump that can still be cut short.
    pub(super) jumping: bool,
    pub(super) air_jumped: bool,
    /// On ice.
    pub(super) slippery: bool,
    /// Speed of the belt below.
    pub(super) belt: i16,
}

impl Hero {
    /// A hero who stands at a place (px) at the beginning of a life.
    pub(super) fn at((x, y): (i32, i32), rules: &Rules) -> Self {
        Self {
            x: x * SUBPX,
            y: y * SUBPX,
            vx: 0,
            vy: 0,
            facing: 1,
            stance: Stance::Air,
            riding: None,
            hearts: rules.hearts,
            powers: [0; Power::ALL.len()],
            invulnerable_ticks: 0,
            stunned_ticks: 0,
            pose: Pose::Idle,
            pose_ticks: 0,
            landed_ticks: u8::MAX,
            sank: 0,
            coyote_ticks: 0,
            buffer_ticks: 0,
            drop_ticks: 0,
            jumping: false,
            air_jumped: false,
            slippery: false,
            belt: 0,
        }
    }

    /// Its box.
    pub fn body(&self, pack: &Pack) -> Body {
        let kind = &pack.source().kinds[0];
        Body { x: self.x, y: self.y, half_width: kind.half_width, height: kind.height }
    }

    /// What is shown from now on; an animation that goes on is not begun anew.
    pub(super) fn strike(&mut self, pose: Pose) {
        if self.pose == pose {
            self.pose_ticks += 1;
        } else {
            (self.pose, self.pose_ticks) = (pose, 0);
        }
    }
}

impl Step<'_> {
    /// The hero's box.
    pub(super) fn hero_body(&self) -> Body {
        self.state.hero.body(self.pack)
    }

    /// Hurts the hero, unless something protects it; `from_x` is where the harm comes from.
    pub(super) fn hurt_hero(&mut self, from_x: i32) {
        if self.state.hero.invulnerable_ticks > 0 || self.state.hero.stunned_ticks > 0 {
            return;
        }
        let rules = &self.state.rules;
        let (push_x, push_y) = (rules.knockback_x_subpx_per_tick, rules.knockback_y_subpx_per_tick);
        let invulnerable_ticks = rules.invulnerable_ticks as u16;
        let hero = &mut self.state.hero;
        hero.invulnerable_ticks = invulnerable_ticks;
        hero.stunned_ticks = 18;
        hero.vx = if hero.x < from_x { -push_x } else { push_x };
        hero.vy = -push_y;
        if hero.stance != Stance::Water {
            hero.stance = Stance::Air;
        }
        hero.riding = None;
        hero.jumping = false;
        hero.coyote_ticks = 0;
        let had_shield = hero.powers[Power::Shield as usize] != 0;
        // A hit takes all powers that last until one is hurt.
        for left in &mut hero.powers {
            *left = (*left).max(0);
        }
        hero.powers[Power::Shield as usize] = 0;
        if had_shield {
            self.emit_at_hero(EventKind::ShieldBroke);
            return;
        }
        self.state.hero.hearts -= 1;
        self.emit_at_hero(EventKind::HeroHurt);
        if self.state.hero.hearts <= 0 {
            self.die();
        }
    }

    /// Powers run out.
    pub(super) fn wear_powers(&mut self) {
        for power in Power::ALL {
            let left = &mut self.state.hero.powers[power as usize];
            if *left > 0 {
                *left -= 1;
                if *left == 0 {
                    self.emit_at_hero(EventKind::PowerEnded(power));
                }
            }
        }
    }
}
