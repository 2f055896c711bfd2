//! The player: a song and the effects over it, as PCM.

use crate::{
    echo::Echo,
    effect::{Effect, PlayingEffect},
    limiter::limited,
    patch::TICKS_PER_SECOND,
    pitch::Tuning,
    sequencer::Sequencer,
    song::Song,
    voice::LONGEST_TICK,
};

/// The lowest sample rate; lower ones count as this.
pub const LOWEST_RATE_HZ: u32 = 8_000;
/// The highest sample rate; higher ones count as this.
pub const HIGHEST_RATE_HZ: u32 = 96_000;
/// No more seconds are rendered in one piece.
pub const LONGEST_RENDER_SECS: u32 = 3_600;
/// Effects that sound at once.
pub const EFFECT_SLOTS: usize = 6;
/// Full volume.
pub const FULL_VOLUME: u8 = 255;

/// By how much a volume may change in a tick, in 1/255: about 50 ms from silence to full, so that nothing clicks.
const FADE_PER_TICK: i32 = 22;

/// Plays a song and effects.
///
/// What it gives depends on what was called after how many samples, not on how the samples were asked for: sound is made in ticks of 1/240 s, and a call
/// takes effect at the next tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    tuning: Tuning,
    sequencer: Sequencer,
    /// The song that follows once the one before it has faded.
    next_song: Option<Song>,
    effects: Vec<PlayingEffect>,
    echo: Echo,
    music_paused: bool,
    music_volume: u8,
    effects_volume: u8,
    /// The volumes now, on their way to those that were asked for.
    music_gain: i32,
    effects_gain: i32,
    /// Samples of the tick that are not given out yet: `block[block_at..block_length]`.
    block: [i16; LONGEST_TICK],
    block_at: usize,
    block_length: usize,
    /// What is left of the samples due, in 1/240 samples: ticks need not be whole samples long.
    samples_due: u32,
}

impl Player {
    /// A player at the begin of a song, at a sample rate in Hz. The volumes are full.
    pub fn new(song: Song, sample_rate_hz: u32) -> Self {
        let rate = sample_rate_hz.clamp(LOWEST_RATE_HZ, HIGHEST_RATE_HZ);
        let tuning = Tuning::new(rate);
        Self {
            tuning,
            echo: Echo::new(song.echo, rate),
            sequencer: Sequencer::new(song, tuning),
            next_song: None,
            effects: Vec::with_capacity(EFFECT_SLOTS),
            music_paused: false,
            music_volume: FULL_VOLUME,
            effects_volume: FULL_VOLUME,
            music_gain: i32::from(FULL_VOLUME),
            effects_gain: i32::from(FULL_VOLUME),
            block: [0; LONGEST_TICK],
            block_at: 0,
            block_length: 0,
            samples_due: 0,
        }
    }

    /// The sample rate in Hz.
    pub fn sample_rate_hz(&self) -> u32 {
        self.tuning.sample_rate_hz()
    }

    /// Fills `out` with what comes next, one channel.
    pub fn render(&mut self, out: &mut [i16]) {
        let mut rest = out;
        while !rest.is_empty() {
            if self.block_at == self.block_length {
                self.tick();
            }
            let count = rest.len().min(self.block_length - self.block_at);
            let (now, later) = rest.split_at_mut(count);
            now.copy_from_slice(&self.block[self.block_at..self.block_at + count]);
            self.block_at += count;
            rest = later;
        }
    }

    /// Plays an effect. The same effect still sounding begins anew; where all slots are taken, the one of the lowest priority, and of those the oldest,
    /// ends. An effect of a lower priority than all that sound is not played.
    pub fn play(&mut self, effect: Effect) {
        if let Some(same) = self.effects.iter_mut().find(|playing| *playing.effect() == effect) {
            same.restart(effect);
        } else if self.effects.len() < EFFECT_SLOTS {
            self.effects.push(PlayingEffect::new(effect));
        } else {
            let least = self
                .effects
                .iter_mut()
                .min_by_key(|playing| (playing.effect().priority, std::cmp::Reverse(playing.age_ticks())));
            if let Some(least) = least.filter(|least| least.effect().priority <= effect.priority) {
                least.restart(effect);
            }
        }
    }

    /// Fades the song out and begins another one.
    pub fn change_song(&mut self, song: Song) {
        self.next_song = Some(song);
    }

    /// Sets the music's volume, of 255.
    pub fn set_music_volume(&mut self, volume: u8) {
        self.music_volume = volume;
    }

    /// Sets the effects' volume, of 255.
    pub fn set_effects_volume(&mut self, volume: u8) {
        self.effects_volume = volume;
    }

    /// Holds the music or lets it go on. Effects sound all the same: a pause has its own, and so have menus.
    pub fn pause_music(&mut self, paused: bool) {
        self.music_paused = paused;
    }

    /// Whether an effect sounds, but for its echo.
    pub fn is_playing_effects(&self) -> bool {
        !self.effects.is_empty()
    }

    fn tick(&mut self) {
        self.samples_due += self.tuning.sample_rate_hz();
        self.block_length = ((self.samples_due / TICKS_PER_SECOND) as usize).min(LONGEST_TICK);
        self.samples_due %= TICKS_PER_SECOND;
        self.block_at = 0;

        let (mut mix, mut send) = ([0; LONGEST_TICK], [0; LONGEST_TICK]);
        let (mix, send) = (&mut mix[..self.block_length], &mut send[..self.block_length]);
        self.tick_music(mix, send);
        self.tick_effects(mix, send);
        self.echo.mix(send, mix);
        for (out, &mixed) in self.block.iter_mut().zip(mix.iter()) {
            *out = limited(mixed);
        }
    }

    fn tick_music(&mut self, mix: &mut [i32], send: &mut [i32]) {
        if self.music_gain == 0
            && let Some(song) = self.next_song.take()
        {
            self.echo = Echo::new(song.echo, self.tuning.sample_rate_hz());
            self.sequencer = Sequencer::new(song, self.tuning);
            // A song begins with its first stroke, not with a fade.
            self.music_gain = if self.music_paused { 0 } else { i32::from(self.music_volume) };
        }
        let held = self.music_paused || self.next_song.is_some();
        let aim = if held { 0 } else { i32::from(self.music_volume) };
        let from = self.music_gain;
        self.music_gain = toward(from, aim);
        // Held music stands still; music at volume 0 goes on unheard.
        if from > 0 || !held {
            bus(mix, send, from, self.music_gain, |dry, send| self.sequencer.tick(dry, send));
        }
    }

    fn tick_effects(&mut self, mix: &mut [i32], send: &mut [i32]) {
        let from = self.effects_gain;
        self.effects_gain = toward(from, i32::from(self.effects_volume));
        if self.effects.is_empty() {
            return;
        }
        let tuning = self.tuning;
        let effects = &mut self.effects;
        bus(mix, send, from, self.effects_gain, |dry, send| {
            for effect in effects.iter_mut() {
                effect.tick(tuning, dry, send);
            }
        });
        effects.retain(|effect| !effect.is_over());
    }
}

fn toward(from: i32, aim: i32) -> i32 {
    from + (aim - from).clamp(-FADE_PER_TICK, FADE_PER_TICK)
}

/// Adds what `fill` makes to the mix, at a volume that goes from one gain to another.
fn bus(mix: &mut [i32], send: &mut [i32], from: i32, to: i32, fill: impl FnOnce(&mut [i32], &mut [i32])) {
    let full = i32::from(FULL_VOLUME);
    if from == full && to == full {
        return fill(mix, send);
    }
    let (mut dry, mut wet) = ([0; LONGEST_TICK], [0; LONGEST_TICK]);
    let length = mix.len();
    let (dry, wet) = (&mut dry[..length], &mut wet[..length]);
    fill(dry, wet);
    let samples = mix.iter_mut().zip(send).zip(dry.iter().zip(wet.iter()));
    for (i, ((mix, send), (&dry, &wet))) in (0..).zip(samples) {
        let gain_q7 = (from * 128 + (to - from) * 128 * i / length.max(1) as i32) * 32_768 / full / 128;
        *mix += ((i64::from(dry) * i64::from(gain_q7)) >> 15) as i32;
        *send += ((i64::from(wet) * i64::from(gain_q7)) >> 15) as i32;
    }
}

/// A whole effect as PCM at a sample rate in Hz, with its echo in a short room, until it is silent.
pub fn render_effect(effect: &Effect, sample_rate_hz: u32) -> Vec<i16> {
    let mut player = Player::new(Song::silence(), sample_rate_hz);
    let rate = player.sample_rate_hz();
    let most = (effect.length_ticks().min(30 * TICKS_PER_SECOND) as usize + 2 * TICKS_PER_SECOND as usize)
        * rate as usize
        / TICKS_PER_SECOND as usize;
    let mut pcm = vec![0; most];
    player.play(effect.clone());
    player.render(&mut pcm);
    let end = pcm.iter().rposition(|&sample| sample != 0).map_or(0, |last| last + 1);
    pcm.truncate(end);
    pcm
}

/// A song as PCM at a sample rate in Hz from its begin: so many seconds of it, or once through. Not more than [`LONGEST_RENDER_SECS`].
pub fn render(song: &Song, secs: Option<u32>, sample_rate_hz: u32) -> Vec<i16> {
    let mut player = Player::new(song.clone(), sample_rate_hz);
    let rate = player.sample_rate_hz();
    let longest = u64::from(LONGEST_RENDER_SECS) * u64::from(rate);
    let wanted = secs.map_or_else(|| song.length_samples(rate), |secs| u64::from(secs) * u64::from(rate));
    let mut pcm = vec![0; wanted.min(longest) as usize];
    player.render(&mut pcm);
    pcm
}
