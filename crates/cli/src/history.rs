//! `snapcade history`, `undo`, `redo`, `revert`, `restore` and `name`.

use std::io::Write;

use clap::Args;
use snapcade_app::{
    self as app,
    library::{
        self, GameCard, GetGame, History, Moment, NameVersion, Redo, Restore, Revert, Session, Step, Undo, UndoAndRedo,
    },
};

use crate::library::{Place, suggested};

/// The arguments of `snapcade history`.
#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    game: String,
    /// How many steps
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    last: usize,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// The arguments of `snapcade undo` and `snapcade redo`.
#[derive(Args)]
pub struct Back {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    game: String,
}

/// The arguments of `snapcade revert`.
#[derive(Args)]
pub struct TakeBack {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    game: String,
    /// The number of the step, as `snapcade history` shows it
    step: i64,
}

/// The arguments of `snapcade restore`.
#[derive(Args)]
pub struct Bring {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id; with --trash one that is in the trash
    game: String,
    /// When: a step's number, a version's name, "yesterday", "2 hours ago", "14:30", "2026-11-20 14:30"
    #[arg(long, value_name = "WHEN", required_unless_present = "trash", conflicts_with = "trash")]
    at: Option<String>,
    /// Take the game out of the trash
    #[arg(long)]
    trash: bool,
    /// Save the game as it was then as a .snapcade file, and leave the library as it is
    #[arg(short, long, value_name = "FILE", conflicts_with = "trash")]
    output: Option<std::path::PathBuf>,
}

/// The arguments of `snapcade name`.
#[derive(Args)]
pub struct Name {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    game: String,
    /// What this moment of the game shall be called, such as "before the dragon"
    version: String,
}

/// Shows what was done to a game, the latest first.
pub fn show(args: &Show, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    let steps = session.ask_now(History { game: card.id, before: None, limit: args.last })?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&steps)?)?;
        return Ok(());
    }
    let next = session.ask_now(UndoAndRedo { game: card.id })?;
    writeln!(out, "\"{}\"", app::printable(&card.title))?;
    for step in &steps {
        writeln!(out, "{}", line(step))?;
    }
    if let Some(earlier) = steps.last().map(|step| step.number - 1).filter(|&earlier| earlier > 0) {
        writeln!(out, "        ... and {earlier} before; `-n N` shows N steps")?;
    }
    let (title, mut does) = (suggested(&card), Vec::new());
    does.extend(next.undo.map(|number| format!("`snapcade undo {title}` takes step {number} back")));
    does.extend(next.redo.map(|number| format!("`snapcade redo {title}` does step {number} again")));
    if !does.is_empty() {
        writeln!(out, "{}.", does.join(", "))?;
    }
    Ok(())
}

fn line(step: &Step) -> String {
    let names = step.names.iter().fold(String::new(), |names, name| format!("{names}  [{}]", app::printable(name)));
    let undone = if step.undone { "  (undone)" } else { "" };
    let by = match (step.author.as_str(), step.here) {
        ("", true) => String::new(),
        ("", false) => "  on another computer".to_owned(),
        (author, true) => format!("  by {}", app::printable(author)),
        (author, false) => format!("  by {} on another computer", app::printable(author)),
    };
    let when = library::in_words(step.time_ms);
    format!("{:>6}  {when:<18}  {}{by}{undone}{names}", step.number, app::printable(&step.words))
}

/// Undoes the latest step.
pub fn undo(args: &Back, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    let step = session.ask_now(Undo { game: card.id })?;
    said(&step, out)
}

/// Does again what was undone last.
pub fn redo(args: &Back, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    let step = session.ask_now(Redo { game: card.id })?;
    said(&step, out)
}

/// Takes one step back.
pub fn revert(args: &TakeBack, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    let step = session.ask_now(Revert { game: card.id, step: args.step })?;
    said(&step, out)
}

/// Brings an earlier moment back.
pub fn restore(args: &Bring, out: &mut impl Write) -> anyhow::Result<()> {
    let Some(at) = &args.at else {
        let card = crate::trash::take_out(&args.place, &args.game)?;
        writeln!(out, "\"{}\" is out of the trash", app::printable(&card.title))?;
        return Ok(());
    };
    let (session, card) = args.place.find(&args.game)?;
    let to = moment(&session, &card, at)?;
    if let Some(path) = &args.output {
        let found = session.ask_now(GetGame { game: card.id, at: Some(to) })?;
        app::save_project(&found.project, path)?;
        writeln!(out, "Saved {}", path.display())?;
        return Ok(());
    }
    let step = session.ask_now(Restore { game: card.id, to })?;
    said(&step, out)
}

fn moment(session: &Session, card: &GameCard, at: &str) -> anyhow::Result<Moment> {
    let steps = session.ask_now(History { game: card.id, before: None, limit: usize::MAX })?;
    let names: Vec<String> = steps.into_iter().flat_map(|step| step.names).collect();
    Ok(library::read_moment(at, &names)?)
}

/// Gives the present moment a name.
pub fn name(args: &Name, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    session.ask_now(NameVersion { game: card.id, name: args.version.clone() })?;
    let version = app::printable(&args.version);
    writeln!(out, "This moment of \"{}\" is now called \"{version}\"", app::printable(&card.title))?;
    Ok(())
}

fn said(step: &Step, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "Step {}: {}", step.number, app::printable(&step.words))?;
    Ok(())
}
