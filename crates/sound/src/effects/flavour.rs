//! How a theme colours its effects.

use crate::{
    patch::{Duty, Patch, Wave},
    theme::Theme,
};

/// The colour of a theme's effects.
pub(super) struct Flavour {
    /// The voice of what moves: jumps, springs, shots.
    pub body: Patch,
    /// The voice of what shines: coins, powers, goals.
    pub shine: Patch,
    /// The MIDI note of the song's tonic around middle C: effects are in tune with the music.
    pub tonic: i32,
    /// Semitones by which noises are higher or lower.
    pub noise: i32,
    /// The length of tails in percent.
    pub tail: i32,
    /// How much the echo hears, of 255.
    pub echo: u8,
}

const fn pulse(duty: Duty) -> Patch {
    Patch::pulse(duty).level(64).low_pass(98, 12)
}

const fn bell(ratio: u8, depth: u8) -> Patch {
    Patch::new(Wave::Bell { ratio, depth }).level(84)
}

const fn saw(cutoff: u8) -> Patch {
    Patch::new(Wave::Saw).level(84).low_pass(cutoff, 20)
}

const TRIANGLE: Patch = Patch::new(Wave::Triangle).level(112);

pub(super) fn flavour(theme: Theme) -> Flavour {
    let (body, shine, noise, tail, echo) = match theme {
        Theme::Garden => (pulse(Duty::Half), pulse(Duty::Quarter), 0, 100, 30),
        Theme::House => (pulse(Duty::Half).low_pass(84, 16), bell(16, 50), -3, 90, 20),
        Theme::Beach => (TRIANGLE, bell(32, 60).level(60), 3, 110, 36),
        Theme::Space => (saw(88).level(140).detune(20), pulse(Duty::Eighth).level(100).vibrato(50, 24, 0), 5, 140, 90),
        Theme::Park => (pulse(Duty::Quarter), bell(48, 40).level(72), 2, 95, 26),
        Theme::Cave => (TRIANGLE, bell(64, 24).level(70), -7, 170, 140),
        Theme::Castle => (saw(82).level(112), saw(90).level(184).detune(12), -4, 130, 70),
        Theme::Snow => (TRIANGLE, bell(56, 40).level(72), 8, 180, 90),
        Theme::City => (pulse(Duty::Eighth).level(84), saw(92).level(116), -1, 80, 24),
        Theme::Candy => (pulse(Duty::Quarter).vibrato(40, 20, 0), pulse(Duty::Half), 6, 75, 20),
    };
    let tonic = 60 + i32::from(theme.tonic());
    Flavour { body, shine, tonic: if tonic > 66 { tonic - 12 } else { tonic }, noise, tail, echo }
}
