//! `snapcade change`.

use std::io::Write;

use clap::Args;
use snapcade_app::{
    self as app,
    library::{self, ChangeReport},
};

use crate::library::{Place, suggested};

/// The arguments of `snapcade change`.
#[derive(Args)]
pub struct Change {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    #[arg(required_unless_present = "examples")]
    game: Option<String>,
    /// What shall change: "more coins", "moon gravity", "twice as many bats on level 2"
    #[arg(required_unless_present = "examples")]
    words: Vec<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// What it did, or would do, as JSON
    #[arg(long)]
    json: bool,
    /// Show what can be said
    #[arg(long)]
    examples: bool,
}

/// Changes a game by words and says what has changed.
pub fn run(args: &Change, out: &mut impl Write) -> anyhow::Result<()> {
    let (Some(game), false) = (&args.game, args.examples) else {
        for example in app::words::EXAMPLES {
            writeln!(out, "{example}")?;
        }
        return Ok(());
    };
    let (session, card) = args.place.find(game)?;
    let words = args.words.join(" ");
    let (change, step) = if args.dry_run {
        (library::wait_for(session.preview_words(card.id, &words))?, None)
    } else {
        let (change, step) = library::wait_for(session.change_by_words(card.id, &words))?;
        (change, Some(step))
    };
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&ChangeReport::new(change, step))?)?;
        return Ok(());
    }
    for line in change.preview.iter().chain(&change.notes) {
        writeln!(out, "  {}", app::printable(line))?;
    }
    if let Some(step) = step {
        let (title, undo) = (app::printable(&card.title), suggested(&card));
        writeln!(out, "Step {} of \"{title}\". `snapcade undo {undo}` takes it back.", step.number)?;
    } else {
        writeln!(out, "Nothing is changed yet. The edits would be:")?;
        for edit in &change.edits {
            writeln!(out, "  {}", library::edit_in_words(edit))?;
        }
    }
    Ok(())
}
