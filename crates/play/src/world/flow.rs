//! From the title screen through the levels to the end.

use super::{State, Step, actor::Phase, sparks::SparkKind};
use crate::{
    Input, SUBPX, TICKS_PER_SECOND,
    event::EventKind,
    pack::{Pose, RoleDef},
};

/// How long a level's name is shown.
pub const INTRO_TICKS: u32 = 100;
/// How long one sees the hero lose a life.
pub const DYING_TICKS: u32 = 70;
/// How long the cheering lasts before one can go on.
pub const CLEAR_TICKS: u32 = 110;
/// How long the title screen waits before it shows a recorded game.
pub const DEMO_AFTER_TICKS: u32 = 240;
/// Points for every second left.
const SCORE_PER_SECOND: i32 = 10;
/// When the time ran out, another try gets at least so much, as far as the limit allows.
const LAST_TICKS: u32 = 15 * TICKS_PER_SECOND;

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// The game's title.
    Title,
    /// A level's name.
    LevelIntro,
    /// The level.
    Playing,
    /// The level, waiting.
    Paused,
    /// The hero loses a life.
    Dying,
    /// The level is done.
    LevelClear,
    /// No lives are left.
    GameOver,
    /// All levels are done.
    Won,
}

impl State {
    pub(super) fn show(&mut self, screen: Screen) {
        (self.screen, self.screen_ticks) = (screen, 0);
    }

    /// Whether the title screen shows a recorded game.
    pub const fn is_demo(&self) -> bool {
        self.demo.is_some()
    }

    /// How much of the level's time is left, in ticks; `None` without a limit.
    pub fn time_left_ticks(&self) -> Option<u32> {
        let limit = self.rules.time_limit_s.max(0) as u32 * TICKS_PER_SECOND;
        (limit > 0).then(|| limit.saturating_sub(self.tally.level_ticks))
    }
}

impl Step<'_> {
    /// One tick of whatever is on the screen.
    pub(super) fn tick(&mut self, input: Input) {
        let Some(input) = self.demo_input(input) else { return };
        let pressed = input.pressed_since(self.state.held);
        self.state.pressed = self.state.pressed | pressed;
        self.state.held = input;
        self.state.screen_ticks = self.state.screen_ticks.saturating_add(1);
        let goes_on = pressed.has(Input::JUMP | Input::ACTION | Input::PAUSE);
        let ticks = self.state.screen_ticks;
        match self.state.screen {
            Screen::Title => self.title(goes_on),
            Screen::LevelIntro if ticks >= INTRO_TICKS || goes_on && ticks > 20 => {
                self.state.show(Screen::Playing);
                self.state.pressed = Input::NONE;
                self.emit_at_hero(EventKind::LevelBegan);
            }
            Screen::LevelIntro => {}
            Screen::Playing if pressed.has(Input::PAUSE) => {
                self.state.show(Screen::Paused);
                self.emit_at_hero(EventKind::Paused);
            }
            Screen::Playing => self.run(),
            Screen::Paused => {
                if pressed.has(Input::PAUSE | Input::JUMP | Input::ACTION) {
                    self.state.show(Screen::Playing);
                    // The press that goes on is no jump.
                    self.state.pressed = Input::NONE;
                    self.emit_at_hero(EventKind::Resumed);
                }
            }
            Screen::Dying => self.dying(),
            Screen::LevelClear => self.level_clear(goes_on),
            Screen::GameOver if goes_on && ticks > 40 => self.start_again(),
            Screen::Won if goes_on && ticks > 60 => self.show_title(),
            Screen::GameOver | Screen::Won => self.state.ticks += 1,
        }
        if self.state.screen != Screen::Playing {
            self.state.pressed = Input::NONE;
        }
    }

    /// As many steps as the time scale asks for.
    fn run(&mut self) {
        self.state.due += self.state.rules.time_scale_percent;
        while self.state.due >= 100 && self.state.screen == Screen::Playing {
            self.state.due -= 100;
            self.play();
            self.state.pressed = Input::NONE;
        }
    }

    /// The input that counts: while a recorded game is shown, the recorded one. `None` ends the tick.
    fn demo_input(&mut self, input: Input) -> Option<Input> {
        let Some(tick) = self.state.demo else { return Some(input) };
        let proof = self.level.proof.as_ref();
        let is_over = proof.is_none_or(|proof| u64::from(tick) > proof.ticks() + u64::from(CLEAR_TICKS));
        let has_ended = !matches!(self.state.screen, Screen::Playing | Screen::Paused | Screen::LevelClear);
        if input != Input::NONE || is_over || has_ended {
            self.show_title();
            self.state.held = input;
            return None;
        }
        self.state.demo = Some(tick + 1);
        Some(proof.map_or(Input::NONE, |proof| proof.input_at(tick)))
    }

    fn title(&mut self, starts: bool) {
        self.state.ticks += 1;
        if starts {
            self.start_again();
            return;
        }
        if self.state.screen_ticks < DEMO_AFTER_TICKS {
            return;
        }
        let levels = self.pack.levels();
        let shown = usize::from(self.state.demos) % levels.len().max(1);
        self.state.demos = self.state.demos.wrapping_add(1);
        let Some(proof) = levels.get(shown).and_then(|level| level.proof.as_ref()) else {
            self.state.screen_ticks = 0;
            return;
        };
        self.new_game(shown as u16, proof.seed);
        self.state.demo = Some(0);
        self.state.show(Screen::Playing);
    }

    fn new_game(&mut self, level: u16, seed: u64) {
        let (demos, rules) = (self.state.demos, self.state.rules.clone());
        let own_seed = self.state.seed;
        *self.state = State::new(self.pack, level, seed);
        self.state.seed = own_seed;
        self.state.demos = demos;
        self.state.tally.lives = rules.lives;
        self.state.hero.hearts = rules.hearts;
        self.state.rules = rules;
    }

    fn start_again(&mut self) {
        let (seed, held) = (self.state.seed, self.state.held);
        self.new_game(0, seed);
        self.state.held = held;
        self.state.show(Screen::LevelIntro);
    }

    fn show_title(&mut self) {
        let (seed, held) = (self.state.seed, self.state.held);
        self.new_game(0, seed);
        self.state.held = held;
        self.state.show(Screen::Title);
    }

    /// The hero loses a life.
    pub(super) fn die(&mut self) {
        if self.state.screen != Screen::Playing {
            return;
        }
        self.state.show(Screen::Dying);
        self.state.talk = None;
        self.emit_at_hero(EventKind::HeroDied);
        let hero = &mut self.state.hero;
        hero.vy = -900;
        hero.vx = 0;
        hero.strike(Pose::Hurt);
    }

    fn dying(&mut self) {
        self.state.ticks += 1;
        // Platforms go by the level's clock: one that stood still now would leap when the game goes on.
        self.move_platforms();
        let gravity = self.state.rules.gravity_subpx_per_tick2;
        let ticks = self.state.screen_ticks;
        let hero = &mut self.state.hero;
        if ticks > 14 {
            // After a moment's shock it drops out of the picture.
            hero.vy += gravity;
            hero.y = hero.y.saturating_add(hero.vy);
        }
        if ticks < DYING_TICKS {
            return;
        }
        let endless = self.state.rules.lives == 0;
        if !endless {
            self.state.tally.lives -= 1;
            if self.state.tally.lives <= 0 {
                let tally = &mut self.state.tally;
                tally.game_ticks = tally.game_ticks.saturating_add(tally.level_ticks);
                self.state.show(Screen::GameOver);
                self.emit_at_hero(EventKind::GameOver);
                return;
            }
        }
        self.come_back();
    }

    /// At the last checkpoint, with what was found and done so far.
    fn come_back(&mut self) {
        let checkpoint = self.state.checkpoint.and_then(|index| self.level.checkpoints.get(usize::from(index)));
        let place = checkpoint.copied().unwrap_or(self.level.start);
        let rules = self.state.rules.clone();
        let mut hero = super::Hero::at(place, &rules);
        hero.invulnerable_ticks = rules.invulnerable_ticks as u16;
        self.state.hero = hero;
        // A gate may have shut there since.
        let body = self.tiles().freed(self.hero_body());
        (self.state.hero.x, self.state.hero.y) = (body.x, body.y);
        self.state.boss = None;
        for index in 0..self.state.actors.len() {
            let actor = self.state.actors[index];
            let role = self.pack.source().kinds[usize::from(actor.kind)].role;
            match role {
                RoleDef::Shot { .. } => self.state.actors[index].phase = Phase::Gone,
                // Enemies that live go home, so that none waits at the checkpoint.
                _ if role.foe().is_some() && !matches!(actor.phase, Phase::Gone | Phase::Beaten) => {
                    if let Some(placed) = self.level.actors.get(usize::from(actor.placement)) {
                        let home = super::Actor::placed(self.pack, actor.placement, placed);
                        self.state.actors[index] = super::Actor { health: actor.health, ..home };
                    }
                }
                _ => {}
            }
        }
        if self.state.time_left_ticks() == Some(0) {
            // Half of the time once more: enough to get further than before.
            let limit = self.state.rules.time_limit_s.max(0) as u32 * TICKS_PER_SECOND;
            self.state.tally.level_ticks = limit - (limit / 2).max(LAST_TICKS).min(limit);
        }
        self.state.camera = super::Camera::at(self.level, &self.state.hero);
        self.state.show(Screen::Playing);
    }

    pub(super) fn watch_clock(&mut self) {
        match self.state.time_left_ticks() {
            Some(0) => self.die(),
            Some(ticks) if ticks == 15 * TICKS_PER_SECOND => self.emit_at_hero(EventKind::TimeRunningOut),
            _ => {}
        }
    }

    /// The level is done.
    pub(super) fn clear_level(&mut self) {
        if self.state.screen != Screen::Playing {
            return;
        }
        let seconds = self.state.time_left_ticks().map_or(0, |ticks| (ticks / TICKS_PER_SECOND) as i32);
        let tally = &mut self.state.tally;
        tally.score = tally.score.saturating_add(seconds * SCORE_PER_SECOND);
        tally.game_ticks = tally.game_ticks.saturating_add(tally.level_ticks);
        self.state.show(Screen::LevelClear);
        let (x, y) = (self.state.hero.x, self.state.hero.y);
        self.spark(SparkKind::Burst, x, y - 20 * SUBPX);
        self.emit_at_hero(EventKind::LevelCleared);
    }

    fn level_clear(&mut self, goes_on: bool) {
        self.state.ticks += 1;
        let gravity = self.state.rules.gravity_subpx_per_tick2;
        let mut body = self.hero_body();
        if self.state.hero.riding.is_none() {
            self.tiles().move_down(&mut body, (self.state.hero.vy + gravity).clamp(0, 1280), false);
        }
        let hero = &mut self.state.hero;
        hero.vy = (hero.vy.max(0) + gravity).min(1280);
        hero.y = body.y;
        hero.strike(Pose::Win);
        let ticks = self.state.screen_ticks;
        if self.state.demo.is_some() || ticks < CLEAR_TICKS && !(goes_on && ticks > 40) {
            return;
        }
        let next = self.state.level + 1;
        if usize::from(next) < self.pack.levels().len() {
            self.state.enter_level(self.pack, next);
            self.state.show(Screen::LevelIntro);
        } else {
            self.state.show(Screen::Won);
            self.emit_at_hero(EventKind::GameWon);
        }
    }
}
