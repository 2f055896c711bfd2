//! What the bot can decide to do next: a few ticks of buttons at a time.

use snapcade_game::Power;
use snapcade_play::{
    Input, World,
    world::{Screen, Stance},
};

/// Buttons and for how many ticks they are held.
pub type Run = (Input, u8);

/// So many ticks are decided at once: about a tile's width at full speed.
const STRIDE: u8 = 8;

/// A decision: runs that are played one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    runs: [Run; 3],
    /// Ends when the hero comes to stand, swim or climb.
    ends_when_held: bool,
}

impl Move {
    const fn hold(input: Input, ticks: u8) -> Self {
        Self { runs: [(input, ticks), (Input::NONE, 0), (Input::NONE, 0)], ends_when_held: true }
    }

    /// A press of a button that is let go before, so that it is one, then `after`.
    fn press(held: Input, press: Run, after: Run) -> Self {
        let before = if held.has(Input::JUMP | Input::ACTION) {
            (Input::from_bits(press.0.bits() & !(Input::JUMP | Input::ACTION).bits()), 1)
        } else {
            (Input::NONE, 0)
        };
        Self { runs: [before, press, after], ends_when_held: true }
    }
}

/// What can be done in a world. `last` are the buttons held before.
pub fn choices(world: &World, last: Input, near_talker: bool, out: &mut Vec<Move>) {
    use Input as I;
    out.clear();
    let state = world.state();
    if state.screen != Screen::Playing {
        return;
    }
    if state.talk.is_some() {
        out.push(Move::press(last | I::ACTION, (I::ACTION, 2), (I::NONE, 2)));
        // Another answer.
        out.push(Move { runs: [(I::NONE, 1), (I::DOWN, 1), (I::NONE, 1)], ends_when_held: false });
        return;
    }
    let hero = &state.hero;
    if hero.stunned_ticks > 0 {
        out.push(Move::hold(I::NONE, (hero.stunned_ticks as u8).clamp(1, 20)));
        return;
    }
    let sides = [I::RIGHT, I::LEFT];
    match hero.stance {
        Stance::Ground => {
            for side in sides {
                out.push(Move::hold(side, STRIDE));
                out.push(Move::press(last, (side | I::JUMP, 16), (side, 0)));
                out.push(Move::press(last, (side | I::JUMP, 4), (side, 5)));
            }
            out.push(Move::hold(I::NONE, STRIDE));
            out.push(Move::press(last, (I::JUMP, 16), (I::NONE, 0)));
            out.push(Move::hold(I::UP, STRIDE));
            out.push(Move::hold(I::DOWN, STRIDE));
            out.push(Move::press(last, (I::DOWN | I::JUMP, 2), (I::NONE, 6)));
            if near_talker {
                out.push(Move::press(last | I::ACTION, (I::ACTION, 2), (I::NONE, 2)));
            }
        }
        Stance::Air => {
            let rising = hero.vy < 0;
            for side in sides {
                out.push(Move::hold(side, STRIDE));
                if rising && last.has(I::JUMP) {
                    out.push(Move::hold(side | I::JUMP, STRIDE));
                }
            }
            out.push(Move::hold(I::NONE, STRIDE));
            if rising && last.has(I::JUMP) {
                out.push(Move::hold(I::JUMP, STRIDE));
            }
            out.push(Move::hold(I::UP, STRIDE));
            if state.has_power(Power::DoubleJump) {
                for side in [I::RIGHT, I::LEFT, I::NONE] {
                    out.push(Move::press(last, (side | I::JUMP, 14), (side, 0)));
                }
            }
        }
        Stance::Ladder => {
            for way in [I::UP, I::DOWN, I::RIGHT, I::LEFT] {
                out.push(Move::hold(way, STRIDE));
            }
            for side in sides {
                out.push(Move::press(last, (side | I::JUMP, 14), (side, 0)));
            }
        }
        Stance::Water => {
            for side in [I::RIGHT, I::LEFT, I::NONE] {
                for way in [I::NONE, I::UP, I::DOWN] {
                    out.push(Move::hold(side | way, STRIDE));
                }
                out.push(Move::press(last, (side | I::JUMP, 10), (side, 0)));
            }
        }
    }
}

/// Plays a move and notes what was pressed. Returns the ticks it took.
pub fn perform(world: &mut World, wanted: Move, pressed: &mut Vec<Run>) -> u32 {
    pressed.clear();
    let mut ticks = 0;
    let mut was_held = is_held(world);
    for &(input, count) in &wanted.runs {
        for done in 0..count {
            world.tick(input);
            ticks += 1;
            let held = is_held(world);
            let lands = held && !was_held && wanted.ends_when_held;
            was_held = held;
            if lands || world.state().screen != Screen::Playing {
                pressed.push((input, done + 1));
                return ticks;
            }
        }
        if count > 0 {
            pressed.push((input, count));
        }
    }
    ticks
}

fn is_held(world: &World) -> bool {
    world.state().hero.stance != Stance::Air
}
