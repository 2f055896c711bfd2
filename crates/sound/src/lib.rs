//! A tiny synth: effects and songs as data, and PCM that is the same on every platform.
//!
//! [`compose()`] makes a [`Song`] of a theme, a mood and a seed; [`effect()`] gives the sound of whatever happens in a theme; a [`Player`] turns both into
//! samples. Only integers are used.

pub mod binary;
pub mod compose;
pub mod drum;
pub mod echo;
pub mod effect;
pub mod effects;
mod limiter;
mod oscillator;
pub mod patch;
pub mod pitch;
pub mod player;
mod rng;
mod sequencer;
pub mod song;
pub mod text;
pub mod theme;
mod voice;

pub use compose::compose;
pub use effect::Effect;
pub use effects::{Cue, effect};
pub use player::{Player, render, render_effect};
pub use song::Song;
pub use theme::{Mood, Theme};
