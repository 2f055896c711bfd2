//! `snapcade prove`.

use std::{io::Write, path::PathBuf, process::ExitCode, sync::Arc};

use clap::Args;
use snapcade_app::{self as app, Judge, Verdict, library::NamedGame, prove};

use crate::{
    library::{Game, count},
    make::how_hard,
};

/// The arguments of `snapcade prove`.
#[derive(Args)]
pub struct Prove {
    #[command(flatten)]
    game: Game,
    /// Only play the proofs that the game has; do not search
    #[arg(long)]
    stored: bool,
    /// Keep what the bot found, for levels that have no proof or one that does not beat them
    #[arg(long, conflicts_with = "stored")]
    save: bool,
    /// Save a map of the first level that cannot be beaten: where the bot has been (yellow) and got nearest to the end (red)
    #[arg(long, value_name = "FILE", conflicts_with = "stored")]
    picture: Option<PathBuf>,
}

/// Lets the bot play and says how it went.
pub fn run(args: &Prove, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let NamedGame { mut project, in_library } = args.game.find()?;
    let pack = Arc::new(app::compile_project(&project)?);
    let judge = if args.stored { Judge::Proofs } else { Judge::Bot };
    let mut number = 0;
    let mut written = Ok(());
    let verdicts = app::prove_game(&pack, judge, |verdict| {
        number += 1;
        if written.is_ok() {
            written = say(number, verdict, out);
        }
    });
    written?;
    if args.save {
        let kept = app::keep_proofs(&mut project, &verdicts);
        if kept > 0 {
            match in_library {
                Some((id, latest)) => drop(args.game.place.open()?.keep_proofs(id, &project, latest)?),
                None => app::save_project(&project, args.game.path())?,
            }
        }
        writeln!(out, "Kept {} in {}", count(kept as u64, "new proof"), args.game.name())?;
    }
    let unbeaten = verdicts.iter().enumerate().find_map(|(i, verdict)| Some((i, verdict.outcome.as_ref().err()?)));
    let Some((index, stuck)) = unbeaten else { return Ok(ExitCode::SUCCESS) };
    if let Some(path) = &args.picture
        && let Some(picture) = prove::picture_of(&pack, index, stuck)
    {
        app::write_file(path, &picture.map_err(app::AppError::from)?)?;
        writeln!(out, "Saved a map of level {} as {}", index + 1, path.display())?;
    }
    Ok(ExitCode::FAILURE)
}

fn say(number: usize, verdict: &Verdict, out: &mut impl Write) -> std::io::Result<()> {
    write!(out, "level {number:<2} {:<22} ", app::printable(&verdict.name))?;
    match &verdict.outcome {
        Ok(beaten) => {
            let tenths = beaten.ticks * 10 / app::TICKS_PER_SECOND;
            write!(out, "beaten in {} ticks ({}.{} s), ", beaten.ticks, tenths / 10, tenths % 10)?;
            write!(out, "{}, ", how_hard(beaten.deaths_percent))?;
            match beaten.searched {
                Some(states) => write!(out, "searched {states} states")?,
                None => write!(out, "by its proof")?,
            }
        }
        Err(stuck) => {
            let (column, row) = stuck.nearest_cell();
            write!(out, "not beaten: {} (nearest: column {column}, row {row})", stuck.why)?;
        }
    }
    let stale = if verdict.stale { "; its stored proof does not beat it" } else { "" };
    writeln!(out, "{stale}")
}
