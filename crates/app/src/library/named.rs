//! A game that somebody names: by a file, or by what it is called in the library.

use std::path::Path;

use snapcade_game::{GameId, Project};

use super::{FindGame, GetGame, Session};
use crate::{AppError, open_project};

/// A game that was named.
#[derive(Debug, Clone)]
pub struct NamedGame {
    /// The game with everything it needs.
    pub project: Project,
    /// When it is the library's: its id, and the number of its latest step.
    pub in_library: Option<(GameId, i64)>,
}

/// Opens a `.snapcade` file or, when there is no such file, finds a game of the library in the folder that is given.
///
/// A name with the ending `.snapcade` is always a file's.
pub fn open_file_or_game(said: &Path, library: &Path) -> Result<NamedGame, AppError> {
    // What is neither a folder nor missing can be read: a file, a pipe.
    let is_readable = said.exists() && !said.is_dir();
    let Some(title) = said.to_str().filter(|_| !is_readable && !is_called_a_file(said)) else {
        return Ok(NamedGame { project: open_project(said)?, in_library: None });
    };
    let none = || AppError::NoFileOrGame { said: crate::printable(title) };
    // A library that is not there is not made only to look into it.
    if !library.is_dir() {
        return Err(none());
    }
    let session = Session::open_briefly(library, "snapcade on a terminal")?;
    let card = match session.ask_now(FindGame { said: title.to_owned(), trashed: false }) {
        Err(error) if error.code() == "library.no_game" => return Err(none()),
        found => found?,
    };
    let found = session.ask_now(GetGame { game: card.id, at: None })?;
    Ok(NamedGame { project: found.project, in_library: Some((card.id, found.latest)) })
}

fn is_called_a_file(said: &Path) -> bool {
    said.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("snapcade"))
}
