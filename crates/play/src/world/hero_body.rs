//! The hero's body among tiles and platforms: walls, ceilings, doors, landing.

use snapcade_game::Tile;

use super::{
    Step,
    hero::Stance,
    motion::{Body, TILE, cell},
    sparks::SparkKind,
};
use crate::{SUBPX, event::EventKind};

impl Step<'_> {
    /// Moves the hero's body by its speed, up to walls, ground and ceilings.
    pub(super) fn move_hero_body(&mut self) {
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
        let hit = (first..=last)
            .filter(|&column| self.tiles().tile(column, row) == Tile::Breakable)
            .min_by_key(|column| (column * TILE + TILE / 2 - body.x).abs());
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
}
