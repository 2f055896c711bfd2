//! What all commands that work with the library have in common.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;
use snapcade_app::{
    self as app, Project,
    library::{self, FindGame, GameCard, NamedGame, Session},
};
use unicode_width::UnicodeWidthStr as _;

/// Where the library is.
#[derive(Args)]
pub struct Place {
    /// The library's folder [default: the one of this computer; the environment variable SNAPCADE_LIBRARY names another]
    #[arg(long, value_name = "FOLDER", global = true)]
    library: Option<PathBuf>,
}

impl Place {
    /// The folder.
    pub fn folder(&self) -> anyhow::Result<PathBuf> {
        Ok(library::folder(self.library.as_deref())?)
    }

    /// Opens the library, or asks the program that has it open.
    pub fn open(&self) -> anyhow::Result<Session> {
        let session = Session::open_briefly(&self.folder()?, "snapcade on a terminal")?;
        for notice in session.notices() {
            // Standard error may be closed; there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "snapcade: {}", notice.sentence);
        }
        Ok(session)
    }

    /// Opens the library and finds a game in it.
    pub fn find(&self, said: &str) -> anyhow::Result<(Session, GameCard)> {
        let session = self.open()?;
        let card = session.ask_now(FindGame { said: said.to_owned(), trashed: false })?;
        Ok((session, card))
    }
}

/// A game that a command works with: a file, or one of the library.
#[derive(Args)]
pub struct Game {
    /// A .snapcade file, or a game of the library: its title, or the beginning of its id
    #[arg(value_name = "GAME")]
    said: PathBuf,
    #[command(flatten)]
    pub place: Place,
}

impl Game {
    /// Opens the file, or gets the game from the library.
    pub fn open(&self) -> anyhow::Result<Project> {
        Ok(self.find()?.project)
    }

    /// The same, and whether it is the library's.
    pub fn find(&self) -> anyhow::Result<NamedGame> {
        Ok(library::open_file_or_game(&self.said, &self.place.folder()?)?)
    }

    /// The file, or what stands for the game.
    pub fn path(&self) -> &Path {
        &self.said
    }

    /// How it is called when something is said about it.
    pub fn name(&self) -> String {
        app::printable(&self.said.display().to_string())
    }
}

/// How a game is named in a command that is suggested: by its title where every shell takes that as it stands, else by its id.
pub fn suggested(card: &GameCard) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | ':' | '-' | '_' | '&' | '\'' | '(' | ')');
    let title = &card.title;
    if title.starts_with(char::is_alphanumeric) && title.chars().all(is_plain) {
        format!("\"{title}\"")
    } else {
        format!("{:.8}", card.id.to_string())
    }
}

/// How many columns of a terminal a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text with blanks behind it, as many columns wide as asked for.
pub fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

/// A number of things: "1 level", "2 levels".
pub fn count(number: u64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// The command that helps after an error, where there is one.
pub fn hint(error: &anyhow::Error) -> Option<&'static str> {
    match error.downcast_ref::<app::AppError>()?.code() {
        "library.damaged" => Some("`snapcade doctor --repair` repairs it, `snapcade backup --list` shows the backups."),
        "library.game_damaged" | "library.asset_damaged" => {
            Some("`snapcade restore-backup latest --game GAME` brings it back.")
        }
        "history.no_moment" => Some("`snapcade history GAME` shows the steps and their names."),
        "library.backup" => Some("`snapcade backup --list` shows those that are there."),
        _ => None,
    }
}
