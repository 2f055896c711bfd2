//! The world: one moment of a game, and the step to the next.

use std::sync::Arc;

use snapcade_game::{Power, Rules};

use crate::{
    draw::{self, DrawList},
    event::{Event, EventKind},
    hash::state_hash,
    input::Input,
    pack::{Ground, LevelDef, Pack},
    rng::Pcg32,
};

mod actor;
mod boss;
mod camera;
mod flow;
mod foes;
mod hero;
mod hero_body;
mod hero_motion;
mod motion;
mod sparks;
mod talk;
mod touch;

pub use actor::{Actor, Phase};
pub use camera::Camera;
pub use flow::Screen;
pub use hero::{Hero, Stance};
pub use motion::Body;
use motion::Tiles;
pub use sparks::{Spark, SparkKind, Sparks};
pub use talk::Talk;

/// Beyond this distance from the hero, sideways, enemies sleep: more than a screen's width away.
pub const AWAKE_X_PX: i32 = 352;
/// Beyond this distance from the hero, up or down, enemies sleep.
pub const AWAKE_Y_PX: i32 = 240;

/// One moment of a game. Cloning it is cheap: the pack is shared.
#[derive(Debug, Clone)]
pub struct World {
    pack: Arc<Pack>,
    state: State,
}

impl PartialEq for World {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && (Arc::ptr_eq(&self.pack, &other.pack) || self.pack == other.pack)
    }
}

impl Eq for World {}

/// Everything that changes while playing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// What is on the screen.
    pub screen: Screen,
    /// For how long.
    pub screen_ticks: u32,
    /// Index of the level.
    pub level: u16,
    /// Steps of the rules since the level began; platforms and animations go by it.
    pub ticks: u32,
    /// The rules in force.
    pub rules: Rules,
    /// The character that is played.
    pub hero: Hero,
    /// Everything placed or made; those placed keep their index.
    pub actors: Vec<Actor>,
    /// Cells whose tile is no longer the level's: their index and the new code, sorted.
    pub changed: Vec<(u32, u8)>,
    /// Bit n: the switches of channel n are on.
    pub channels: u8,
    /// Bit n: the key of colour n is held.
    pub keys: u8,
    /// Index of the checkpoint where the hero comes back.
    pub checkpoint: Option<u16>,
    /// What was won so far.
    pub tally: Tally,
    /// Whether the goal can be entered.
    pub goal_open: bool,
    /// How far it is with the boss, for its health bar: the boss's actor, once awake.
    pub boss: Option<u16>,
    /// A conversation.
    pub talk: Option<Talk>,
    /// Lines whose effect has been had.
    pub effects_had: Vec<u16>,
    /// Where one looks at the level.
    pub camera: Camera,
    /// Short-lived sights.
    pub sparks: Sparks,
    rng: Pcg32,
    seed: u64,
    held: Input,
    /// Pressed since the last step: with slow motion not every tick is one.
    pressed: Input,
    /// Hundredths of a step that are due.
    due: i32,
    /// The tick of the proof that is shown on the title screen.
    demo: Option<u32>,
    demos: u16,
}

/// What was won in a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Tally {
    /// Points.
    pub score: i32,
    /// Lives left; the last one counts.
    pub lives: i32,
    /// Coins in this level and before.
    pub coins: i32,
    /// Gems in this level.
    pub gems: u16,
    /// Steps that this level took.
    pub level_ticks: u32,
    /// Steps that all levels took.
    pub game_ticks: u32,
}

/// A step in the making: what it reads and what it changes.
struct Step<'a> {
    pack: &'a Pack,
    level: &'a LevelDef,
    ground: &'a Ground,
    state: &'a mut State,
    events: &'a mut Vec<Event>,
}

impl World {
    /// A world at the title screen.
    pub fn new(pack: Arc<Pack>, seed: u64) -> Self {
        let state = State::new(&pack, 0, seed);
        Self { pack, state }
    }

    /// A world at the first moment of a level, played at once. A level that is not there gives the last one.
    pub fn at_level(pack: Arc<Pack>, level: u16, seed: u64) -> Self {
        let level = level.min(pack.levels().len().saturating_sub(1) as u16);
        let mut state = State::new(&pack, level, seed);
        state.screen = Screen::Playing;
        Self { pack, state }
    }

    /// Goes on by one tick (1/60 s) with the buttons that are held, and says what happened.
    pub fn tick(&mut self, input: Input) -> Vec<Event> {
        let mut events = Vec::new();
        let pack = &*self.pack;
        let index = usize::from(self.state.level);
        if let (Some(level), Some(ground)) = (pack.levels().get(index), pack.grounds.get(index)) {
            Step { pack, level, ground, state: &mut self.state, events: &mut events }.tick(input);
        }
        events
    }

    /// What the world looks like.
    pub fn draw(&self) -> DrawList {
        draw::draw(&self.pack, &self.state)
    }

    /// As [`World::draw`], into a list whose memory is used again.
    pub fn draw_into(&self, list: &mut DrawList) {
        draw::draw_into(&self.pack, &self.state, list);
    }

    /// A number that is equal for equal states on every platform.
    pub fn state_hash(&self) -> u64 {
        state_hash(&self.state)
    }

    /// The game that is played.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// Everything that changes while playing.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The level that is played.
    pub fn level(&self) -> Option<&LevelDef> {
        self.pack.levels().get(usize::from(self.state.level))
    }

    /// Changes the rules while playing: sliders, "moon gravity", slow motion. Values outside their bounds are brought
    /// to the nearest bound.
    pub fn set_rules(&mut self, rules: &Rules) {
        for &rule in snapcade_game::rules::Rule::ALL {
            let (low, high) = rule.bounds();
            self.state.rules.set(rule, rules.get(rule).clamp(low, high));
        }
    }
}

impl State {
    /// The title screen of a game, with a level behind it.
    fn new(pack: &Pack, level: u16, seed: u64) -> Self {
        let rules = pack.source().rules.clone();
        let tally = Tally { lives: rules.lives, ..Tally::default() };
        let mut state = Self {
            screen: Screen::Title,
            screen_ticks: 0,
            level,
            ticks: 0,
            hero: Hero::at((0, 0), &rules),
            rules,
            actors: Vec::new(),
            changed: Vec::new(),
            channels: 0,
            keys: 0,
            checkpoint: None,
            tally,
            goal_open: false,
            boss: None,
            talk: None,
            effects_had: Vec::new(),
            camera: Camera::default(),
            sparks: Sparks::default(),
            rng: Pcg32::new(seed),
            seed,
            held: Input::NONE,
            pressed: Input::NONE,
            due: 0,
            demo: None,
            demos: 0,
        };
        state.enter_level(pack, level);
        state
    }

    /// Puts everything where it is at a level's beginning. Score, lives and coins stay.
    fn enter_level(&mut self, pack: &Pack, index: u16) {
        let (Some(level), Some(ground)) = (pack.levels().get(usize::from(index)), pack.grounds.get(usize::from(index)))
        else {
            return;
        };
        self.level = index;
        self.ticks = 0;
        let powers = self.hero.powers;
        self.hero = Hero::at(level.start, &self.rules);
        if self.tally.level_ticks > 0 {
            // Powers are carried on to the next level, as far as they last until the hero is hurt.
            self.hero.powers = powers.map(|left| left.min(0));
        }
        self.actors.clear();
        self.actors.extend(level.actors.iter().enumerate().map(|(i, placed)| Actor::placed(pack, i as u16, placed)));
        self.changed.clear();
        self.channels = 0;
        self.keys = 0;
        let body = Tiles::new(level, self).freed(self.hero.body(pack));
        (self.hero.x, self.hero.y) = (body.x, body.y);
        self.checkpoint = None;
        self.tally.gems = 0;
        self.tally.level_ticks = 0;
        self.goal_open = !(ground.has_boss || pack.source().mode == snapcade_game::Mode::Collect && ground.gems > 0);
        self.boss = None;
        self.talk = None;
        self.effects_had.clear();
        self.sparks = Sparks::default();
        self.camera = Camera::at(level, &self.hero);
        self.due = 0;
    }

    /// Whether the hero has a power.
    pub const fn has_power(&self, power: Power) -> bool {
        self.hero.powers[power as usize] != 0
    }
}

impl Step<'_> {
    fn emit(&mut self, kind: EventKind, x_subpx: i32, y_subpx: i32) {
        self.events.push(Event { kind, x: x_subpx >> 8, y: y_subpx >> 8 });
    }

    fn emit_at_hero(&mut self, kind: EventKind) {
        let (x, y) = (self.state.hero.x, self.state.hero.y);
        self.emit(kind, x, y);
    }

    fn pressed(&self, buttons: Input) -> bool {
        self.state.pressed.has(buttons)
    }

    /// One step of the rules in a level that is played.
    fn play(&mut self) {
        if self.state.talk.is_some() {
            self.talk();
            return;
        }
        self.state.ticks += 1;
        self.state.tally.level_ticks += 1;
        self.move_platforms();
        self.move_hero();
        self.move_actors();
        self.touch_level();
        self.watch_clock();
        let moment = &mut *self.state;
        moment.camera.follow(self.level, &moment.hero);
    }
}
