//! `snapcade song`.

use std::{io::Write, path::PathBuf};

use clap::{Args, builder::PossibleValuesParser, builder::TypedValueParser as _};
use snapcade_app::{
    self as app, SongOptions,
    song::{LONGEST_RENDER_SECS, Mood, Theme},
};

/// The arguments of `snapcade song`.
#[derive(Args)]
pub struct Song {
    /// The world it is for
    #[arg(long, value_name = "THEME", value_parser = theme())]
    theme: Theme,
    /// What happens while it plays
    #[arg(long, value_name = "MOOD", default_value = Mood::Adventure.name(), value_parser = mood())]
    mood: Mood,
    /// Another number, another tune
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How long it plays; without, once through, so that it can be repeated without a gap
    #[arg(long, value_name = "S", value_parser = clap::value_parser!(u32).range(1..=i64::from(LONGEST_RENDER_SECS)))]
    seconds: Option<u32>,
    /// Where to put it, as WAV
    #[arg(short, long, value_name = "FILE", default_value = "song.wav")]
    output: PathBuf,
    /// Where to put its notes, as text
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
}

fn theme() -> impl clap::builder::TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::ALL.map(Theme::name))
        .try_map(|name| Theme::from_name(&name).ok_or("there is no such theme"))
}

fn mood() -> impl clap::builder::TypedValueParser<Value = Mood> {
    PossibleValuesParser::new(Mood::ALL.map(Mood::name))
        .try_map(|name| Mood::from_name(&name).ok_or("there is no such mood"))
}

/// Composes a song and saves it.
pub fn run(song: &Song, out: &mut impl Write) -> anyhow::Result<()> {
    let options = SongOptions { theme: song.theme, mood: song.mood, seed: song.seed };
    let wav = app::song_as_wav(options, song.seconds)?;
    app::write_file(&song.output, &wav)?;
    writeln!(out, "Saved {} ({} kB)", song.output.display(), wav.len().div_ceil(1000))?;
    if let Some(path) = &song.text {
        app::write_file(path, app::song_as_text(options).as_bytes())?;
        writeln!(out, "Saved {}", path.display())?;
    }
    Ok(())
}
