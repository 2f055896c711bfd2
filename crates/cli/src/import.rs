//! `snapcade import`, `tag` and `nickname`.

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::Args;
use snapcade_app::{
    self as app,
    library::{self, Imported, Nickname, TagGame},
};

use crate::library::Place;

/// The arguments of `snapcade import`.
#[derive(Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// .snapcade files, or folders of them
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// The arguments of `snapcade tag`.
#[derive(Args)]
pub struct Tag {
    #[command(flatten)]
    place: Place,
    /// The game: its title, or the beginning of its id
    game: String,
    /// The tag
    #[arg(value_name = "TAG")]
    name: String,
    /// Take the tag away
    #[arg(long)]
    remove: bool,
}

/// The arguments of `snapcade nickname`.
#[derive(Args)]
pub struct Nick {
    #[command(flatten)]
    place: Place,
    /// The nickname under which things are done on this computer from now on
    nickname: Option<String>,
}

/// Puts files into the library.
pub fn run(args: &Import, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let session = args.place.open()?;
    let mut code = ExitCode::SUCCESS;
    for (_, done) in library::import_files(&session, &args.paths) {
        match done {
            Ok(Imported { id, title, is_copy }) => {
                let copy = if is_copy { ", a copy beside the one that was there" } else { "" };
                writeln!(out, "{:.8}  \"{}\"{copy}", id.to_string(), app::printable(&title))?;
            }
            Err(error) => {
                code = ExitCode::FAILURE;
                writeln!(out, "{error}")?;
            }
        }
    }
    Ok(code)
}

/// Gives a game a tag, or takes it away.
pub fn tag(args: &Tag, out: &mut impl Write) -> anyhow::Result<()> {
    let (session, card) = args.place.find(&args.game)?;
    let is_changed = session.ask_now(TagGame { game: card.id, tag: args.name.clone(), remove: args.remove })?;
    let has = match (args.remove, is_changed) {
        (false, true) => "has",
        (false, false) => "already has",
        (true, true) => "no longer has",
        (true, false) => "never had",
    };
    writeln!(out, "\"{}\" {has} the tag #{}", app::printable(&card.title), app::printable(args.name.trim()))?;
    Ok(())
}

/// Says or chooses the nickname.
pub fn nickname(args: &Nick, out: &mut impl Write) -> anyhow::Result<()> {
    let nickname = args.place.open()?.ask_now(Nickname { set: args.nickname.clone() })?;
    match (&args.nickname, nickname.as_str()) {
        (None, "") => writeln!(out, "There is no nickname yet; `snapcade nickname NICK` chooses one.")?,
        (None, nickname) => writeln!(out, "{}", app::printable(nickname))?,
        (Some(_), "") => writeln!(out, "From now on things are done here without a nickname.")?,
        (Some(_), nickname) => writeln!(out, "From now on things are done here by {}.", app::printable(nickname))?,
    }
    Ok(())
}
