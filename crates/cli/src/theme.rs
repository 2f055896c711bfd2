//! `snapcade theme`.

use std::{io::Write, path::PathBuf};

use clap::Args;
use snapcade_app as app;

/// The arguments of `snapcade theme`.
#[derive(Args)]
pub struct Theme {
    /// The world in words, such as "a rainy dinosaur jungle at night"
    words: String,
    /// Where to put the picture, as PNG
    #[arg(short, long, value_name = "FILE", default_value = "theme.png")]
    output: PathBuf,
    /// How many pixels of the picture one pixel of the art takes
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    scale: u8,
}

/// Draws the contact sheet of a theme and says what was understood.
pub fn run(theme: &Theme, out: &mut impl Write) -> anyhow::Result<()> {
    let sheet = app::theme_sheet(&theme.words, usize::from(theme.scale))?;
    for line in app::theme_sheet::described(&sheet.reading) {
        writeln!(out, "{line}")?;
    }
    app::write_file(&theme.output, &app::theme_sheet_as_png(&sheet)?)?;
    writeln!(out, "Saved {}", theme.output.display())?;
    Ok(())
}
