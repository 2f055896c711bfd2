//! What all commands that work with the library have in common.

use std::{io::Write as _, path::PathBuf};

use clap::Args;
use snapcade_app::library::{self, FindGame, GameCard, Session};

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
        let session = Session::open(&self.folder()?, "snapcade")?;
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
