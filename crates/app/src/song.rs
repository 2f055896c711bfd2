//! A theme's music, for listening outside of a game.

use std::io::Cursor;

pub use snapcade_sound::{Mood, Theme, player::LONGEST_RENDER_SECS};
use snapcade_sound::{compose, render, text::write_song};

use crate::AppError;

/// The sample rate of saved songs in Hz.
pub const SAMPLE_RATE_HZ: u32 = 44_100;
/// How long a song that is cut off takes to fade, in samples: 2 s.
const FADE_SAMPLES: usize = 2 * SAMPLE_RATE_HZ as usize;

/// Which song.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SongOptions {
    /// For which world.
    pub theme: Theme,
    /// For what happens in it.
    pub mood: Mood,
    /// Another tune for each.
    pub seed: u64,
}

/// A song as a WAV file: 16 bit, one channel, 44,100 Hz. It lasts so many seconds and then fades, or without plays once through and can be repeated
/// without a gap.
pub fn song_as_wav(options: SongOptions, secs: Option<u32>) -> Result<Vec<u8>, AppError> {
    let song = compose(options.theme, options.mood, options.seed);
    let mut pcm = render(&song, secs, SAMPLE_RATE_HZ);
    if secs.is_some() {
        fade_out(&mut pcm);
    }
    let internal = |error: hound::Error| AppError::Internal { part: "the WAV writer", message: error.to_string() };
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: SAMPLE_RATE_HZ,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::with_capacity(44 + 2 * pcm.len()));
    let mut writer = hound::WavWriter::new(&mut bytes, spec).map_err(internal)?;
    for sample in pcm {
        writer.write_sample(sample).map_err(internal)?;
    }
    writer.finalize().map_err(internal)?;
    Ok(bytes.into_inner())
}

/// A song as text, to read and compare.
pub fn song_as_text(options: SongOptions) -> String {
    write_song(&compose(options.theme, options.mood, options.seed))
}

fn fade_out(pcm: &mut [i16]) {
    let length = FADE_SAMPLES.min(pcm.len());
    let from = pcm.len() - length;
    for (left, sample) in (0..length as i64).rev().zip(&mut pcm[from..]) {
        *sample = (i64::from(*sample) * left / length as i64) as i16;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: SongOptions = SongOptions { theme: Theme::Cave, mood: Mood::Spooky, seed: 3 };

    #[test]
    fn a_saved_song_is_what_a_game_plays() {
        let wav = song_as_wav(OPTIONS, None).expect("a song");
        let read = hound::WavReader::new(Cursor::new(wav)).expect("a WAV file");
        assert_eq!((read.spec().channels, read.spec().sample_rate, read.spec().bits_per_sample), (1, 44_100, 16));
        let pcm: Vec<i16> = read.into_samples().collect::<Result<_, _>>().expect("samples");
        assert!(pcm == render(&compose(Theme::Cave, Mood::Spooky, 3), None, SAMPLE_RATE_HZ));
    }

    #[test]
    fn a_song_that_is_cut_off_fades() {
        let wav = song_as_wav(OPTIONS, Some(5)).expect("a song");
        assert_eq!(wav.len(), 44 + 2 * 5 * 44_100);
        assert_eq!(wav[wav.len() - 2..], [0, 0]);
        assert_eq!(song_as_wav(OPTIONS, Some(0)).expect("a song").len(), 44);
    }
}
