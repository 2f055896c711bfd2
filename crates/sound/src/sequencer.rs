//! Plays a song: from rows to voices.

use crate::{
    drum::{Drum, DrumSample},
    patch::Patch,
    pitch::{SEMITONE, Tuning},
    song::{Note, Song, TRACKS, VOICES_PER_TRACK},
    voice::{LONGEST_TICK, Voice},
};

/// A song at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sequencer {
    song: Song,
    tuning: Tuning,
    place: usize,
    row: u16,
    tick: u8,
    /// Voices by track.
    voices: Vec<Vec<Voice>>,
    drums: Vec<DrumSample>,
}

impl Sequencer {
    pub fn new(song: Song, tuning: Tuning) -> Self {
        let voices = song
            .tracks
            .iter()
            .take(TRACKS)
            .map(|track| vec![Voice::new(); usize::from(track.voices.clamp(1, VOICES_PER_TRACK))])
            .collect();
        let used = |drum: Drum| song.patterns.iter().any(|pattern| pattern.hits.iter().any(|hit| hit.drum == drum));
        let sample =
            |drum| if used(drum) { DrumSample::synthesise(song.kit, drum, tuning) } else { DrumSample::silent() };
        let drums = Drum::ALL.map(sample).to_vec();
        Self { song, tuning, place: 0, row: 0, tick: 0, voices, drums }
    }

    /// Adds one tick of sound to `dry` and what the echo hears to `send`.
    pub fn tick(&mut self, dry: &mut [i32], send: &mut [i32]) {
        self.advance();
        let level = i32::from(self.song.level);
        for voices in &mut self.voices {
            if voices.iter().all(Voice::is_silent) {
                continue;
            }
            let mut track = [0; LONGEST_TICK];
            let track = &mut track[..dry.len()];
            for voice in voices.iter_mut() {
                voice.tick(self.tuning, track);
            }
            quieten(track, level);
            add(track, voices.first().map_or(0, Voice::echo), dry, send);
        }
        let mut drums = [0; LONGEST_TICK];
        let drums = &mut drums[..dry.len()];
        for drum in &mut self.drums {
            drum.mix(drums);
        }
        quieten(drums, level);
        add(drums, i32::from(self.song.kit.echo), dry, send);
    }

    fn advance(&mut self) {
        // A place without a pattern, or with an empty one, is skipped; all of them at once means silence.
        let mut skipped = 0;
        while self.song.pattern_at(self.place).is_none_or(|pattern| self.row >= pattern.rows) {
            self.row = 0;
            self.place += 1;
            if self.place >= self.song.order.len() {
                self.place = usize::from(self.song.loop_from);
            }
            skipped += 1;
            if skipped > self.song.order.len() + 1 {
                return;
            }
        }
        let ticks_per_row = self.song.ticks_per_row.max(1);
        let late = self.song.groove[usize::from(self.row % 4)].min(ticks_per_row - 1);
        if self.tick == late {
            self.play_row();
        }
        self.tick += 1;
        if self.tick >= ticks_per_row {
            self.tick = 0;
            self.row += 1;
        }
    }

    fn play_row(&mut self) {
        let Some(pattern) = self.song.pattern_at(self.place) else { return };
        let ticks_per_row = u32::from(self.song.ticks_per_row.max(1));
        for note in pattern.notes.iter().filter(|note| note.row == self.row) {
            let track = usize::from(note.track);
            if let (Some(track), Some(voices)) = (self.song.tracks.get(track), self.voices.get_mut(track)) {
                let ticks = u32::from(note.rows.max(1)) * ticks_per_row * u32::from(track.gate) / 255;
                begin(voices, &track.patch, *note, ticks.max(1));
            }
        }
        for hit in pattern.hits.iter().filter(|hit| hit.row == self.row) {
            self.drums[hit.drum as usize].strike(hit.velocity);
            if hit.drum == Drum::Hat {
                self.drums[Drum::OpenHat as usize].choke();
            }
        }
    }
}

fn quieten(bus: &mut [i32], level: i32) {
    for sample in bus {
        *sample = (*sample * level) >> 8;
    }
}

/// Gives a note the voice that is missed least.
fn begin(voices: &mut [Voice], patch: &Patch, note: Note, hold_ticks: u32) {
    let quietest = voices.iter_mut().min_by_key(|voice| (!voice.is_silent(), voice.loudness()));
    if let Some(voice) = quietest {
        voice.start(patch, i32::from(note.note) * SEMITONE, note.velocity, hold_ticks);
    }
}

/// Adds a bus to the mix and to what the echo hears.
pub(crate) fn add(bus: &[i32], echo: i32, dry: &mut [i32], send: &mut [i32]) {
    for (dry, &bus) in dry.iter_mut().zip(bus) {
        *dry += bus;
    }
    if echo > 0 {
        for (send, &bus) in send.iter_mut().zip(bus) {
            *send += (bus * echo) >> 8;
        }
    }
}
