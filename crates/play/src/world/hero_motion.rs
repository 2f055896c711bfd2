//! How the hero moves: what makes it feel good under a thumb.

use snapcade_game::Power;

use super::{
    Step,
    hero::Stance,
    motion::{Body, TILE, cell},
    sparks::SparkKind,
};
use crate::{SUBPX, event::EventKind, input::Input, pack::Pose};

/// How long one falls through one-way tiles after asking for it.
const DROP_TICKS: u8 = 9;

/// `value` times `percent`.
const fn percent(value: i32, percent: i32) -> i32 {
    value * percent / 100
}

/// Brings a speed nearer to another by at most `step`.
const fn approach(from: i32, to: i32, step: i32) -> i32 {
    if from < to {
        let up = from + step;
        if up < to { up } else { to }
    } else {
        let down = from - step;
        if down > to { down } else { to }
    }
}

impl Step<'_> {
    /// One step of the hero.
    pub(super) fn move_hero(&mut self) {
        self.wear_powers();
        self.ride();
        let hero = &mut self.state.hero;
        hero.invulnerable_ticks = hero.invulnerable_ticks.saturating_sub(1);
        hero.stunned_ticks = hero.stunned_ticks.saturating_sub(1);
        hero.drop_ticks = hero.drop_ticks.saturating_sub(1);
        hero.landed_ticks = hero.landed_ticks.saturating_add(1);
        let held = if hero.stunned_ticks > 0 { Input::NONE } else { self.state.held };
        if hero.stunned_ticks == 0 && self.state.pressed.has(Input::JUMP) {
            // One tick more than the rule says, since this very tick uses one.
            hero.buffer_ticks = self.state.rules.jump_buffer_ticks as u8 + 1;
        }
        self.choose_stance(held);
        match self.state.hero.stance {
            Stance::Ladder => self.climb(held),
            Stance::Water => self.swim(held),
            Stance::Ground | Stance::Air => self.run_and_jump(held),
        }
        let hero = &mut self.state.hero;
        hero.buffer_ticks = hero.buffer_ticks.saturating_sub(1);
        self.move_hero_body();
        self.show_hero(held);
    }

    /// The platform below takes the hero along.
    fn ride(&mut self) {
        let Some(index) = self.state.hero.riding else { return };
        let Some(platform) = self.state.actors.get(usize::from(index)) else { return };
        let (dx, top) = (platform.vx, platform.y);
        let mut body = self.hero_body();
        let tiles = self.tiles();
        tiles.move_x(&mut body, dx);
        let lifted = Body { y: top, ..body };
        // A ceiling holds back: the platform goes on without the hero.
        let fits = tiles.fits(&lifted);
        let hero = &mut self.state.hero;
        hero.x = body.x;
        if fits {
            hero.y = top;
        } else {
            hero.riding = None;
        }
    }

    fn choose_stance(&mut self, held: Input) {
        let body = self.hero_body();
        let tiles = self.tiles();
        let column = cell(body.x);
        let is_wet = tiles.is_water(column, cell(body.y - body.height / 2));
        let middle_on_ladder = tiles.is_ladder(column, cell(body.y - body.height / 2));
        let feet_on_ladder = tiles.is_ladder(column, cell(body.y - 1));
        let ladder_below = tiles.is_ladder(column, cell(body.y));
        let stance = self.state.hero.stance;
        let wants_up = held.vertical() < 0 && (middle_on_ladder || feet_on_ladder && stance == Stance::Ladder);
        let on_ladder_top = stance == Stance::Ground && ladder_below && !feet_on_ladder;
        let wants_down = held.vertical() > 0 && (on_ladder_top || middle_on_ladder && stance == Stance::Air);
        let stays = stance == Stance::Ladder && (middle_on_ladder || feet_on_ladder);
        let rising = self.state.hero.jumping && self.state.hero.vy < 0;
        let next = if stays || (wants_up && !rising) || wants_down {
            Stance::Ladder
        } else if is_wet && !(rising && stance == Stance::Air) {
            // Who leaps out of the water is not caught by it again on the way up.
            Stance::Water
        } else if matches!(stance, Stance::Ladder | Stance::Water) {
            Stance::Air
        } else {
            stance
        };
        if next == stance {
            return;
        }
        // Hands find the rungs: the hero is drawn to the ladder's middle, as far as a wall beside it lets a wide one.
        let mut drawn = body;
        tiles.move_x(&mut drawn, column * TILE + TILE / 2 - body.x);
        let hero = &mut self.state.hero;
        hero.stance = next;
        match next {
            Stance::Ladder => {
                hero.x = drawn.x;
                (hero.coyote_ticks, hero.drop_ticks) = (0, 0);
                (hero.vx, hero.vy, hero.riding) = (0, 0, None);
                hero.jumping = false;
            }
            Stance::Water => {
                (hero.riding, hero.coyote_ticks) = (None, 0);
                hero.vy /= 2;
                let (x, y) = (hero.x, hero.y - body.height / 2);
                self.emit(EventKind::SplashedIn, x, y);
                self.spark(SparkKind::Splash, x, y);
            }
            Stance::Air if stance == Stance::Water => {
                let (x, y) = (hero.x, hero.y);
                self.emit(EventKind::SplashedOut, x, y);
                self.spark(SparkKind::Splash, x, y);
            }
            Stance::Air | Stance::Ground => {}
        }
    }

    fn climb(&mut self, held: Input) {
        let speed = self.state.rules.climb_speed_subpx_per_tick;
        let hero = &mut self.state.hero;
        hero.vx = held.horizontal() * speed / 2;
        hero.vy = held.vertical() * speed;
        hero.air_jumped = false;
        if hero.buffer_ticks > 0 {
            hero.stance = Stance::Air;
            if held.vertical() <= 0 {
                self.take_off();
            } else {
                hero.buffer_ticks = 0;
            }
        }
    }

    fn swim(&mut self, held: Input) {
        let rules = &self.state.rules;
        let speed = rules.swim_speed_subpx_per_tick;
        let stroke = rules.swim_stroke_subpx_per_tick;
        let gravity = percent(rules.gravity_subpx_per_tick2, rules.water_gravity_percent);
        let accel = (rules.run_accel_subpx_per_tick2 / 2).max(1);
        let hero = &mut self.state.hero;
        hero.air_jumped = false;
        hero.vx = approach(hero.vx, held.horizontal() * speed, accel);
        let mut sink = gravity;
        match held.vertical() {
            // Water carries whoever swims up or down on purpose.
            -1 => sink = -gravity,
            1 => sink = 2 * gravity,
            _ => {}
        }
        hero.vy = approach(hero.vy + sink, hero.vy.clamp(-speed * 2, speed), gravity / 2);
        hero.vy = hero.vy.clamp(-stroke.max(speed), speed);
        if held.horizontal() != 0 {
            hero.facing = held.horizontal() as i8;
        }
        if hero.buffer_ticks > 0 {
            hero.buffer_ticks = 0;
            let body = self.hero_body();
            let head_out = !self.tiles().is_water(cell(body.x), cell(body.y - body.height - 4 * SUBPX));
            if head_out {
                // From the surface one leaps out as from the ground.
                self.take_off();
            } else {
                self.state.hero.vy = -stroke;
                self.emit_at_hero(EventKind::SwumUp);
            }
        }
    }

    fn run_and_jump(&mut self, held: Input) {
        let rules = &self.state.rules;
        let hero = &self.state.hero;
        let grounded = hero.stance == Stance::Ground;
        let fast = hero.powers[Power::Speed as usize] != 0;
        let top_speed = percent(rules.run_speed_subpx_per_tick, if fast { rules.speed_power_percent } else { 100 });
        let top_speed = top_speed.min(TILE - 1 - 512);
        let (mut accel, mut friction) = (rules.run_accel_subpx_per_tick2, rules.run_friction_subpx_per_tick2);
        if !grounded {
            accel = percent(accel, rules.air_control_percent);
            friction = percent(friction, rules.air_friction_percent);
        } else if hero.slippery {
            accel = percent(accel, rules.ice_grip_percent).max(1);
            friction = percent(friction, rules.ice_grip_percent).max(1);
        }
        let direction = held.horizontal();
        let turn = percent(accel, rules.turn_percent);
        let drops = held.vertical() > 0;
        let (gravity, hold) = (rules.gravity_subpx_per_tick2, rules.jump_hold_gravity_percent);
        let (max_fall, cut) = (rules.max_fall_subpx_per_tick, rules.jump_cut_percent);

        let hero = &mut self.state.hero;
        if hero.stunned_ticks > 0 {
            // Thrown back: no steering, no braking.
        } else if direction == 0 {
            hero.vx = approach(hero.vx, 0, friction);
        } else {
            hero.facing = direction as i8;
            let step = if hero.vx * direction < 0 { turn } else { accel };
            if hero.vx * direction > top_speed {
                // Faster than one can run: slowed down, but not at once.
                hero.vx = approach(hero.vx, direction * top_speed, friction);
            } else {
                hero.vx = approach(hero.vx, direction * top_speed, step);
            }
        }
        self.jump(drops);
        let hero = &mut self.state.hero;
        if hero.jumping && hero.vy < 0 && !held.has(Input::JUMP) {
            hero.vy = percent(hero.vy, cut);
            hero.jumping = false;
        }
        let floats = hero.jumping && hero.vy < 0;
        let pull = if floats { percent(gravity, hold) } else { gravity };
        hero.vy = (hero.vy + pull.max(1)).min(max_fall);
    }

    /// A press of jump that is remembered meets ground that is remembered, or air.
    fn jump(&mut self, drops: bool) {
        let coyote = self.state.rules.coyote_ticks as u8;
        let hero = &mut self.state.hero;
        if hero.stance == Stance::Ground {
            // One tick more than the rule says, since the first tick in the air already uses one.
            hero.coyote_ticks = coyote + 1;
            hero.air_jumped = false;
        } else {
            hero.coyote_ticks = hero.coyote_ticks.saturating_sub(1);
        }
        if hero.buffer_ticks == 0 {
            return;
        }
        let grounded = hero.stance == Stance::Ground;
        if grounded && drops && self.stands_on_one_way() {
            let hero = &mut self.state.hero;
            (hero.drop_ticks, hero.buffer_ticks, hero.coyote_ticks) = (DROP_TICKS, 0, 0);
            (hero.stance, hero.riding) = (Stance::Air, None);
            return;
        }
        let hero = &mut self.state.hero;
        if grounded || hero.coyote_ticks > 0 {
            self.take_off();
        } else if hero.powers[Power::DoubleJump as usize] != 0 && !hero.air_jumped && self.pressed(Input::JUMP) {
            self.take_off();
            let hero = &mut self.state.hero;
            hero.air_jumped = true;
            let (x, y) = (hero.x, hero.y);
            self.spark(SparkKind::Poof, x, y);
            if let Some(event) = self.events.last_mut() {
                event.kind = EventKind::JumpedInAir;
            }
        }
    }

    fn stands_on_one_way(&self) -> bool {
        let body = self.hero_body();
        let tiles = self.tiles();
        let row = cell(body.y);
        let mut below = cell(body.x - body.half_width)..=cell(body.x + body.half_width - 1);
        self.state.hero.riding.is_some() || below.all(|column| !tiles.is_solid(column, row))
    }

    fn take_off(&mut self) {
        let speed = self.state.rules.jump_speed_subpx_per_tick;
        let hero = &mut self.state.hero;
        if hero.stance == Stance::Ground {
            let (x, y) = (hero.x, hero.y);
            self.spark(SparkKind::Dust, x, y);
        }
        // Whoever jumps off a platform keeps its speed.
        let platform = self.state.hero.riding.and_then(|index| self.state.actors.get(usize::from(index)));
        let carried = platform.map_or(0, |platform| platform.vx);
        let hero = &mut self.state.hero;
        hero.vx = (hero.vx + carried).clamp(1 - TILE, TILE - 1);
        hero.vy = -speed;
        hero.stance = Stance::Air;
        hero.riding = None;
        hero.jumping = true;
        (hero.coyote_ticks, hero.buffer_ticks) = (0, 0);
        self.emit_at_hero(EventKind::Jumped);
    }

    /// Throws the hero up: springs, bouncy tiles.
    pub(super) fn launch_hero(&mut self, speed: i32) {
        let hero = &mut self.state.hero;
        hero.vy = -speed;
        hero.stance = Stance::Air;
        hero.riding = None;
        hero.jumping = false;
        hero.air_jumped = false;
        hero.coyote_ticks = 0;
    }

    /// What the hero is seen doing.
    fn show_hero(&mut self, held: Input) {
        let hero = &mut self.state.hero;
        if hero.stance != Stance::Ground {
            (hero.belt, hero.slippery) = (0, false);
        }
        let pose = match hero.stance {
            _ if hero.stunned_ticks > 0 => Pose::Hurt,
            Stance::Ladder => Pose::Climb,
            Stance::Water => Pose::Swim,
            Stance::Air if hero.air_jumped && hero.vy < 200 => Pose::Special,
            Stance::Air if hero.vy < 0 => Pose::Jump,
            Stance::Air => Pose::Fall,
            Stance::Ground if held.horizontal() != 0 || hero.vx.abs() > 60 => Pose::Move,
            Stance::Ground => Pose::Idle,
        };
        if pose == Pose::Climb && hero.pose == pose && (hero.vx, hero.vy) == (0, 0) {
            // On a ladder one moves only when one climbs.
            return;
        }
        hero.strike(pose);
        let runs_fast = pose == Pose::Move && hero.pose_ticks.is_multiple_of(16) && hero.vx.abs() > 400;
        if runs_fast && hero.pose_ticks > 0 {
            let (x, y) = (hero.x - hero.vx.signum() * 6 * SUBPX, hero.y);
            self.spark(SparkKind::Dust, x, y);
        }
    }
}
