//! `snapcade proof`.

use std::{io::Write, sync::Arc};

use clap::Args;
use snapcade_app as app;

use crate::library::Game;

/// The arguments of `snapcade proof`.
#[derive(Args)]
pub struct Proof {
    #[command(flatten)]
    game: Game,
    /// The level, counted from 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    level: u16,
}

/// Prints the proof in the form that `--replay` reads.
pub fn run(args: &Proof, out: &mut impl Write) -> anyhow::Result<()> {
    let pack = Arc::new(app::compile_project(&args.game.open()?)?);
    write!(out, "{}", app::proof_of(&pack, args.level)?.to_text())?;
    Ok(())
}
