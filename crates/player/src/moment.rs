//! A moment of a game in a few numbers, for the page around it.

use snapcade_play::{World, hash::state_hash, world::Screen};

/// What [`Moment`] is as numbers.
pub const NUMBERS: usize = 12;

/// What the page knows of the world, as `docs/web-build.md` lists it.
pub type Moment = [u32; NUMBERS];

/// The number of a screen in a [`Moment`].
pub const fn screen_number(screen: Screen) -> u32 {
    match screen {
        Screen::Title => 0,
        Screen::LevelIntro => 1,
        Screen::Playing => 2,
        Screen::Paused => 3,
        Screen::Dying => 4,
        Screen::LevelClear => 5,
        Screen::GameOver => 6,
        Screen::Won => 7,
    }
}

/// The moment of a world.
pub fn of(world: &World) -> Moment {
    let state = world.state();
    let hash = world.state_hash();
    let tally = state.tally;
    [
        screen_number(state.screen),
        u32::from(state.is_demo()),
        u32::from(state.level),
        world.pack().levels().len() as u32,
        u32::from(state.talk.is_some()),
        state.hero.hearts.max(0) as u32,
        tally.lives.max(0) as u32,
        tally.coins.max(0) as u32,
        tally.score.max(0) as u32,
        hash as u32,
        (hash >> 32) as u32,
        news(world),
    ]
}

/// A number that changes with everything that [`crate::Player::describe`] tells.
fn news(world: &World) -> u32 {
    let state = world.state();
    let talk = state.talk.map(|talk| (talk.actor, talk.line, talk.choice));
    let whole = state_hash(&(
        (state.screen, state.is_demo(), state.level, state.hero.hearts, state.tally.lives),
        (state.tally.gems, state.keys, state.goal_open, state.boss, talk),
    ));
    (whole ^ whole >> 32) as u32
}
