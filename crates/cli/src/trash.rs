//! `snapcade trash`, `delete` and `copy`.

use std::io::Write;

use clap::Args;
use snapcade_app::{
    self as app,
    library::{CopyGame, DeleteGame, FindGame, GameCard, TrashGame},
};

use crate::library::{Place, suggested};

/// The arguments of `snapcade trash`.
#[derive(Args)]
pub struct Trash {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    game: String,
}

/// The arguments of `snapcade delete`.
#[derive(Args)]
pub struct Delete {
    #[command(flatten)]
    place: Place,
    /// A game that is in the trash: its title, or the beginning of its id
    game: String,
}

/// The arguments of `snapcade copy`.
#[derive(Args)]
pub struct Copy {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    game: String,
    /// What the copy is called
    title: String,
    /// A remix: it remembers which game it began as
    #[arg(long)]
    remix: bool,
}

/// Throws a game into the trash.
pub fn run(args: &Trash, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    session.ask_now(TrashGame { game: card.id, back: false })?;
    let (title, named) = (app::printable(&card.title), suggested(&card));
    writeln!(out, "\"{title}\" is in the trash for 30 days. `snapcade restore {named} --trash` takes it out.")?;
    Ok(())
}

/// Deletes a game that is in the trash.
pub fn delete(args: &Delete, out: &mut impl Write) -> anyhow::Result<()> {
    let session = args.place.open()?;
    let card = session.ask_now(FindGame { said: args.game.clone(), trashed: true })?;
    session.ask_now(DeleteGame { game: card.id })?;
    writeln!(out, "\"{}\" is deleted for ever", app::printable(&card.title))?;
    Ok(())
}

/// Copies a game.
pub fn copy(args: &Copy, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    let id = session.ask_now(CopyGame { game: card.id, title: args.title.clone(), remix: args.remix })?;
    let (kind, from) = (if args.remix { "a remix" } else { "a copy" }, app::printable(&card.title));
    writeln!(out, "{:.8}  \"{}\", {kind} of \"{from}\"", id.to_string(), app::printable(&args.title))?;
    Ok(())
}

/// Takes a game out of the trash.
pub fn take_out(place: &Place, game: &str) -> anyhow::Result<GameCard> {
    let session = place.open()?;
    let card = session.ask_now(FindGame { said: game.to_owned(), trashed: true })?;
    session.ask_now(TrashGame { game: card.id, back: true })?;
    Ok(card)
}
