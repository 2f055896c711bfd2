//! How the hero moves: what makes it feel good under a thumb.

use snapcade_game::{Power, Tile};

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
        let hero = &mut self.state.hero;
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

    fn move_hero_body(&mut self) {
        let before = self.hero_body();
        let mut body = before;
        let (vx, vy) = (self.state.hero.vx, self.state.hero.vy);
        let belt = i32::from(self.state.hero.belt);
        let dx = (vx + belt).clamp(1 - TILE, TILE - 1);
        if self.tiles().move_x(&mut body, dx) {
            let column = if dx > 0 { cell(body.x + body.half_width) } else { cell(body.x - body.half_width - 1) };
            if !self.open_doors(column, &body) {
                self.state.hero.vx = 0;
            }
        }
        let climbs = self.state.hero.stance == Stance::Ladder;
        if vy < 0 {
            self.state.hero.riding = None;
            self.rise(&mut body, vy.max(1 - TILE));
        } else {
            let dy = vy.min(TILE - 1);
            let through = climbs || self.state.hero.drop_ticks > 0;
            let landed = dy > 0 && self.tiles().move_down(&mut body, dy, through);
            let platform = if through { None } else { self.platform_below(&before, &body) };
            if let Some(index) = platform {
                body.y = self.state.actors[usize::from(index)].y;
            }
            self.state.hero.riding = platform;
            if dy > 0 && (landed || platform.is_some()) {
                self.land(&body, platform.is_some());
            } else if self.state.hero.stance == Stance::Ground {
                self.state.hero.stance = Stance::Air;
            }
        }
        self.state.hero.sank = body.y - before.y;
        (self.state.hero.x, self.state.hero.y) = (body.x, body.y);
        if climbs && vy < 0 {
            self.top_out(&body);
        }
    }

    /// At a ladder's upper end the hero steps onto it instead of climbing on into the air.
    fn top_out(&mut self, body: &Body) {
        let tiles = self.tiles();
        let (column, row) = (cell(body.x), cell(body.y - 1));
        let past_the_top = !tiles.is_ladder(column, row) && tiles.is_ladder(column, row + 1);
        if past_the_top {
            self.state.hero.y = (row + 1) * TILE;
            self.state.hero.vy = 0;
            self.state.hero.stance = Stance::Ground;
        }
    }

    /// Moves up; a corner that is clipped only a little moves the head aside instead of stopping it.
    fn rise(&mut self, body: &mut Body, dy: i32) {
        let start = *body;
        if !self.tiles().move_up(body, dy) {
            return;
        }
        for aside in 1..=self.state.rules.corner_correction_px {
            for side in [-1, 1] {
                // Only out of the way of a motion, never against it.
                if self.state.hero.vx * side < 0 {
                    continue;
                }
                let mut moved = Body { x: start.x + side * aside * SUBPX, ..start };
                if self.tiles().fits(&moved) && !self.tiles().move_up(&mut moved, dy) {
                    *body = moved;
                    return;
                }
            }
        }
        let row = cell(body.y - body.height - 1);
        let (first, last) = (cell(body.x - body.half_width), cell(body.x + body.half_width - 1));
        // The block nearest to the head's middle breaks.
        let mut columns: Vec<i32> = (first..=last).collect();
        columns.sort_by_key(|column| (column * TILE + TILE / 2 - body.x).abs());
        let hit = columns.into_iter().find(|&column| self.tiles().tile(column, row) == Tile::Breakable);
        if let Some(column) = hit {
            self.break_block(column, row);
        }
        let hero = &mut self.state.hero;
        hero.vy = 0;
        hero.jumping = false;
    }

    pub(super) fn break_block(&mut self, column: i32, row: i32) {
        self.change_tile(column, row, Tile::Empty);
        let (x, y) = (column * TILE + TILE / 2, row * TILE + TILE / 2);
        self.state.tally.score = self.state.tally.score.saturating_add(10);
        self.spark(SparkKind::Debris, x, y);
        self.emit(EventKind::BlockBroken, x, y);
    }

    /// Opens the doors in a column beside the hero when it has their key; true when one opened.
    fn open_doors(&mut self, column: i32, body: &Body) -> bool {
        let mut opened = false;
        for row in cell(body.y - body.height)..=cell(body.y - 1) {
            let tile = self.tiles().tile(column, row);
            let color = match tile {
                Tile::DoorRed => 0,
                Tile::DoorGreen => 1,
                Tile::DoorBlue => 2,
                Tile::DoorYellow => 3,
                _ => continue,
            };
            if self.state.keys & (1 << color) != 0 {
                self.open_door(column, row, tile);
                opened = true;
            }
        }
        opened
    }

    /// A door opens with all of its colour that touch it above and below.
    fn open_door(&mut self, column: i32, row: i32, door: Tile) {
        for direction in [-1, 1] {
            let mut at = if direction < 0 { row } else { row + 1 };
            while self.tiles().tile(column, at) == door && at >= 0 {
                self.change_tile(column, at, Tile::Empty);
                self.spark(SparkKind::Poof, column * TILE + TILE / 2, at * TILE + TILE / 2);
                at += direction;
            }
        }
        self.emit(EventKind::DoorOpened, column * TILE, row * TILE);
    }

    /// The platform that the hero came down on or stands on.
    fn platform_below(&self, before: &Body, after: &Body) -> Option<u16> {
        let platforms = self.state.actors.get(..self.ground.platforms).unwrap_or_default();
        let found = platforms.iter().position(|platform| {
            let near = (after.x - platform.x).abs() < after.half_width + platform.half_width;
            // Relative to the platform: its own motion does not make the hero fall through.
            near && before.y <= platform.y - platform.vy.min(0)
                && after.y >= platform.y
                // A platform that goes through a ceiling leaves the hero behind.
                && self.tiles().fits(&Body { y: platform.y, ..*after })
        });
        found.map(|index| index as u16)
    }

    fn land(&mut self, body: &Body, on_platform: bool) {
        let row = cell(body.y);
        let (first, last) = (cell(body.x - body.half_width), cell(body.x + body.half_width - 1));
        let mut belt = 0;
        let (mut slippery, mut bouncy) = (false, false);
        if !on_platform {
            let tiles = self.tiles();
            let below = (first..=last).map(|column| tiles.tile(column, row));
            for tile in below {
                match tile {
                    Tile::ConveyorLeft => belt -= self.state.rules.conveyor_subpx_per_tick,
                    Tile::ConveyorRight => belt += self.state.rules.conveyor_subpx_per_tick,
                    _ => {}
                }
            }
            let middle = tiles.tile(cell(body.x), row);
            slippery = middle == Tile::Ice;
            bouncy = (first..=last).any(|column| tiles.tile(column, row) == Tile::Bouncy);
            belt = belt.signum() * self.state.rules.conveyor_subpx_per_tick;
        }
        let fell = self.state.hero.vy;
        let hero = &mut self.state.hero;
        if hero.stance == Stance::Water {
            // The ground of a pond carries, but one still swims.
            hero.vy = 0;
            return;
        }
        if hero.stance == Stance::Air && fell > 300 {
            hero.landed_ticks = 0;
            self.emit(EventKind::Landed, body.x, body.y);
            self.spark(SparkKind::Dust, body.x, body.y);
        }
        let hero = &mut self.state.hero;
        hero.belt = belt as i16;
        hero.slippery = slippery;
        hero.jumping = false;
        hero.stance = Stance::Ground;
        hero.vy = 0;
        if bouncy {
            let speed = self.state.rules.bounce_speed_subpx_per_tick;
            self.launch_hero(speed);
            self.emit(EventKind::Bounced, body.x, body.y);
        }
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
