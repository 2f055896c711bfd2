//! What the page can ask for.

use std::sync::Arc;

use snapcade_play::{DrawList, Input, Pack, PackError, Quad, SpriteRect, Start, World, pack::LevelDef, world::Screen};
use snapcade_sound::render_effect;

use crate::{
    cues::cue,
    describe::describe,
    moment::{self, Moment},
    music::{Music, effect},
};

/// The largest pack that is taken, in bytes.
pub const INBOX_BYTES: usize = 64 << 20;
/// No more samples of music are rendered in one piece.
pub const MUSIC_SAMPLES: usize = 16_384;
/// A state hash is taken every so many ticks of a proof.
pub const HASH_TICKS: u64 = 60;
/// The sample rate until the page tells its own, in Hz.
const USUAL_RATE_HZ: u32 = 44_100;

/// How reading a pack went; the numbers are the codes that the page gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// It is ready.
    Ready = 0,
    /// These are other bytes altogether.
    NoPack = 1,
    /// It was written by another version.
    OtherVersion = 2,
    /// It was cut or altered.
    Damaged = 3,
}

/// A game that is played, with everything the page reads from it.
#[derive(Default)]
pub struct Player {
    /// Bytes from the page.
    pub inbox: Vec<u8>,
    /// The last text.
    pub text: String,
    /// The sounds of the last tick, as numbers of [`snapcade_sound::Cue`].
    pub cues: Vec<u8>,
    /// What the last moment looks like.
    pub list: DrawList,
    /// The last moment in numbers.
    pub moment: Moment,
    /// Where each sprite lies on the atlas: x, y, width, height in pixels.
    pub sprites: Vec<[u16; 4]>,
    /// The music rendered last, 16 bit, one channel.
    pub music_pcm: Vec<i16>,
    /// The effect rendered last, 16 bit, one channel.
    pub effect_pcm: Vec<i16>,
    /// State hashes of the proof played last.
    pub hashes: Vec<u64>,
    /// How long that proof is, in ticks.
    pub proof_ticks: u32,
    /// Whether that proof cleared its level.
    pub proof_beats: bool,
    world: Option<World>,
    music: Option<Music>,
}

impl Player {
    /// A player without a game.
    pub const fn new() -> Self {
        Self {
            inbox: Vec::new(),
            text: String::new(),
            cues: Vec::new(),
            list: DrawList { clear: [0; 3], quads: Vec::new() },
            moment: [0; moment::NUMBERS],
            sprites: Vec::new(),
            music_pcm: Vec::new(),
            effect_pcm: Vec::new(),
            hashes: Vec::new(),
            proof_ticks: 0,
            proof_beats: false,
            world: None,
            music: None,
        }
    }

    /// Makes room for `length` bytes from the page; `false` when that is too many.
    pub fn make_inbox(&mut self, length: usize) -> bool {
        self.inbox.clear();
        let fits = length <= INBOX_BYTES;
        if fits {
            self.inbox.resize(length, 0);
        }
        fits
    }

    /// Reads the pack in the inbox and goes to its title screen. When it cannot be read, `text` says why and the game before it stays.
    pub fn load(&mut self) -> Loaded {
        let bytes = std::mem::take(&mut self.inbox);
        match Pack::decode(&bytes) {
            Ok(pack) => {
                let rect = |sprite: &SpriteRect| [sprite.x, sprite.y, sprite.w, sprite.h];
                self.sprites = pack.atlas().sprites.iter().map(rect).collect();
                self.world = Some(World::new(Arc::new(pack), 0));
                self.look();
                Loaded::Ready
            }
            Err(error) => {
                // Sentences of its own: those of the error, with their numbers, would weigh 1 kB.
                let (loaded, text) = match error {
                    PackError::Magic => (Loaded::NoPack, "This is not a Snapcade game."),
                    PackError::Version(_) => (Loaded::OtherVersion, "This game is of another version than its player."),
                    _ => (Loaded::Damaged, "The game is damaged: a part of it is missing or was changed on the way."),
                };
                text.clone_into(&mut self.text);
                loaded
            }
        }
    }

    /// The game, once one is loaded.
    pub fn pack(&self) -> Option<&Arc<Pack>> {
        self.world.as_ref().map(World::pack)
    }

    /// Begins anew.
    pub fn start(&mut self, start: Start, seed: u64) {
        if let Some(world) = &mut self.world {
            let pack = Arc::clone(world.pack());
            *world = match start {
                Start::Title => World::new(pack, seed),
                Start::Level(level) => World::at_level(pack, level, seed),
            };
            self.look();
        }
    }

    /// One tick of 1/60 s. A recorded game on the title screen is silent.
    pub fn tick(&mut self, input: Input) {
        self.cues.clear();
        if let Some(world) = &mut self.world {
            let was_demo = world.state().is_demo();
            let events = world.tick(input);
            if !was_demo && !world.state().is_demo() {
                self.cues.extend(events.iter().filter_map(|event| cue(event.kind)).map(|cue| cue as u8));
            }
            self.look();
        }
    }

    fn look(&mut self) {
        if let Some(world) = &self.world {
            self.moment = moment::of(world);
        }
    }

    /// Brings the draw list up to date.
    pub fn draw(&mut self) -> &[Quad] {
        if let Some(world) = &self.world {
            world.draw_into(&mut self.list);
        }
        &self.list.quads
    }

    /// Puts into `text` what can be seen.
    pub fn describe(&mut self) {
        self.text = self.world.as_ref().map(describe).unwrap_or_default();
    }

    /// Begins with silence at a sample rate in Hz.
    pub fn sound_start(&mut self, rate_hz: u32) {
        self.music = Some(Music::new(rate_hz));
    }

    /// Renders what comes next of the music.
    pub fn music(&mut self, samples: usize) {
        self.music_pcm.resize(samples.min(MUSIC_SAMPLES), 0);
        let music = self.music.get_or_insert_with(|| Music::new(USUAL_RATE_HZ));
        match &self.world {
            Some(world) => music.render(world, &mut self.music_pcm),
            None => self.music_pcm.fill(0),
        }
    }

    /// Renders the whole sound of a cue, by its number; nothing for one that is not there.
    pub fn effect(&mut self, number: usize) {
        let rate_hz = self.music.as_ref().map_or(USUAL_RATE_HZ, Music::rate_hz);
        let effect = self.pack().and_then(|pack| effect(pack, number));
        self.effect_pcm = effect.map(|effect| render_effect(&effect, rate_hz)).unwrap_or_default();
    }

    /// Plays a level's proof in a world of its own: hashes at its begin, every [`HASH_TICKS`] ticks and at its end. None without a proof.
    pub fn prove(&mut self, level: usize) {
        self.hashes.clear();
        self.proof_ticks = 0;
        self.proof_beats = false;
        let Some(pack) = self.pack().cloned() else { return };
        let Some(LevelDef { proof: Some(proof), .. }) = pack.levels().get(level) else { return };
        let mut world = proof.world(Arc::clone(&pack));
        self.hashes.push(world.state_hash());
        let length = proof.ticks();
        self.proof_ticks = length as u32;
        for (tick, input) in (1..).zip(proof.inputs()) {
            world.tick(input);
            if tick % HASH_TICKS == 0 || tick == length {
                self.hashes.push(world.state_hash());
            }
        }
        self.proof_beats = matches!(world.state().screen, Screen::LevelClear | Screen::Won);
    }
}
