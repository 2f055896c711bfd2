//! Sound effects: a few layers of notes that are played once.

use crate::{
    patch::Patch,
    pitch::Tuning,
    sequencer::add,
    voice::{LONGEST_TICK, Voice},
};

/// Layers of an effect; further ones are not heard.
pub const LAYERS: usize = 3;

/// A note of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EffectNote {
    /// When it begins, in ticks.
    pub at: u16,
    /// Its pitch in 1/256 semitones; A4 is 69 · 256.
    pub pitch: i32,
    /// How long it is held, in ticks.
    pub hold: u16,
    /// How hard it is struck, to 127.
    pub velocity: u8,
}

/// One voice of an effect. A note begins where the one before it still sounds by taking over its voice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Layer {
    /// How it sounds.
    pub patch: Patch,
    /// What it plays.
    pub notes: Vec<EffectNote>,
}

/// A sound effect.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Effect {
    /// Its voices, up to [`LAYERS`].
    pub layers: Vec<Layer>,
    /// When more effects sound than a player has room for, those of lower priority end.
    pub priority: u8,
}

impl Effect {
    /// The ticks after which it is silent, but for the echo.
    pub fn length_ticks(&self) -> u32 {
        let ends = self.layers.iter().take(LAYERS).flat_map(|layer| {
            let release = u32::from(layer.patch.envelope.release).max(1);
            layer.notes.iter().map(move |note| u32::from(note.at) + u32::from(note.hold) + release + 2)
        });
        ends.max().unwrap_or(0)
    }
}

/// An effect in sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlayingEffect {
    effect: Effect,
    age_ticks: u32,
    voices: [Voice; LAYERS],
}

impl PlayingEffect {
    pub fn new(effect: Effect) -> Self {
        Self { effect, age_ticks: 0, voices: [const { Voice::new() }; LAYERS] }
    }

    /// Plays another effect with the same voices, so that what still sounds goes over into it.
    pub fn restart(&mut self, effect: Effect) {
        self.effect = effect;
        self.age_ticks = 0;
        for voice in &mut self.voices {
            voice.release();
        }
    }

    pub fn effect(&self) -> &Effect {
        &self.effect
    }

    pub fn age_ticks(&self) -> u32 {
        self.age_ticks
    }

    pub fn is_over(&self) -> bool {
        self.age_ticks > self.effect.length_ticks() && self.voices.iter().all(Voice::is_silent)
    }

    /// Adds one tick of sound to `dry` and what the echo hears to `send`.
    pub fn tick(&mut self, tuning: Tuning, dry: &mut [i32], send: &mut [i32]) {
        for (voice, layer) in self.voices.iter_mut().zip(&self.effect.layers) {
            let due = |note: &&EffectNote| u32::from(note.at) == self.age_ticks;
            if let Some(note) = layer.notes.iter().rfind(due) {
                voice.start(&layer.patch, note.pitch, note.velocity, u32::from(note.hold.max(1)));
            }
        }
        for voice in &mut self.voices {
            let mut bus = [0; LONGEST_TICK];
            let bus = &mut bus[..dry.len()];
            voice.tick(tuning, bus);
            add(bus, voice.echo(), dry, send);
        }
        self.age_ticks = self.age_ticks.saturating_add(1);
    }
}
