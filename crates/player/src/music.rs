//! Which song plays when.

use snapcade_play::{Pack, World, world::Screen};
use snapcade_sound::{self as sound, Effect, Song, binary};

/// The song of the title screen.
const TITLE_SLOT: &str = "music-calm";
/// The song of the end.
const WON_SLOT: &str = "music-win";
/// The book of effects, in the order of [`sound::Cue`].
const EFFECTS_SLOT: &str = "effects";

/// The synth, following the world.
pub struct Music {
    synth: sound::Player,
    /// The song that plays, by its number among the sounds.
    playing: Option<usize>,
}

impl Music {
    /// Silence, at a sample rate in Hz.
    pub fn new(rate_hz: u32) -> Self {
        Self { synth: sound::Player::new(Song::silence(), rate_hz), playing: None }
    }

    /// The sample rate in Hz.
    pub fn rate_hz(&self) -> u32 {
        self.synth.sample_rate_hz()
    }

    /// Fills `samples` with what comes next.
    pub fn render(&mut self, world: &World, samples: &mut [i16]) {
        let wanted = song_of(world);
        if wanted != self.playing {
            self.playing = wanted;
            let sounds = &world.pack().source().sounds;
            let song = wanted.and_then(|index| sounds.get(index)).and_then(|(_, bytes)| binary::decode(bytes).ok());
            // A sound that is no song is silence: the game goes on.
            self.synth.change_song(song.unwrap_or(Song::silence()));
        }
        self.synth.pause_music(world.state().screen == Screen::Paused);
        self.synth.render(samples);
    }
}

/// The number of the song that a world asks for.
fn song_of(world: &World) -> Option<usize> {
    let slot = |name: &str| world.pack().source().sounds.iter().position(|(slot, _)| slot == name);
    match world.state().screen {
        Screen::Title => slot(TITLE_SLOT),
        Screen::Won => slot(WON_SLOT),
        Screen::GameOver => None,
        _ => world.level().and_then(|level| level.music).map(usize::from),
    }
}

/// The sound of a cue, by its number.
pub fn effect(pack: &Pack, cue: usize) -> Option<Effect> {
    let (_, book) = pack.source().sounds.iter().find(|(slot, _)| slot == EFFECTS_SLOT)?;
    binary::decode_effects(book).ok()?.into_iter().nth(cue)
}
