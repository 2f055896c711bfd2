//! `snapcade open`.

use std::{io::Write, path::PathBuf};

use clap::Args;
use snapcade_app as app;

/// The arguments of `snapcade open`.
#[derive(Args)]
pub struct Open {
    /// A web build: a folder, a .zip or an .html
    path: PathBuf,
    /// Where to put the game
    #[arg(short, long, value_name = "FILE", default_value = "game.snapcade")]
    output: PathBuf,
}

/// Opens a web build and saves its game.
pub fn run(open: &Open, out: &mut impl Write) -> anyhow::Result<()> {
    let project = app::open_export(&open.path)?;
    app::save_project(&project, &open.output)?;
    let title = app::printable(&project.game.title);
    writeln!(out, "Saved the game \"{title}\" as {}", open.output.display())?;
    Ok(())
}
