//! The sound of everything that happens in a game.
//!
//! | what happens | its sound |
//! | --- | --- |
//! | a jump, a jump in the air, a stroke in water | a pitch that rises, higher and quicker the second time, softer in water |
//! | landing, climbing, a splash | short noise, low or bright |
//! | coins, gems, keys, hearts, lives, powers | fifths and octaves of the song's own key, longer the rarer |
//! | a shield that breaks, a hit, a death | falling tones with noise |
//! | enemies and bosses | lower and longer the bigger |
//! | doors, switches, checkpoints, goals | two tones and more that rise |
//! | talking, choices, menus, pause | short and quiet |
//!
//! A theme changes the voice, the pitch and the tail of all of them in the same way, so that a world sounds of a piece.

mod book;
mod cue;
mod flavour;

pub use cue::Cue;

use crate::{effect::Effect, theme::Theme};

/// The sound of a happening in a theme.
pub fn effect(cue: Cue, theme: Theme) -> Effect {
    book::effect(cue, &flavour::flavour(theme))
}
