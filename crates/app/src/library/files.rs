//! Games as files, into the library and out of it.

use std::path::{Path, PathBuf};

use snapcade_game::{GameId, text};

use super::{GetGame, ListGames, SaveGame, Session};
use crate::{AppError, open_project, save_project};

/// A game that came into the library from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Its id in the library.
    pub id: GameId,
    /// Its title.
    pub title: String,
    /// Whether the library had a game with its id, so that this one is a copy beside it.
    pub is_copy: bool,
}

/// Puts `.snapcade` files, or all of those in folders, into the library. Nothing is overwritten: a game whose id is in the library
/// already comes as another game. What cannot be read is told with its error and keeps nobody else out.
pub fn import_files(session: &Session, paths: &[PathBuf]) -> Vec<(PathBuf, Result<Imported, AppError>)> {
    let mut files = Vec::new();
    for path in paths {
        match games_in(path) {
            Some(found) => files.extend(found),
            None => files.push(path.clone()),
        }
    }
    let import = |path: &Path| {
        let project = open_project(path)?;
        let (title, own_id) = (project.game.title.clone(), project.game.id);
        let words = format!("opened \"{title}\" from a file");
        let id = session.ask_now(SaveGame { project, source: "import".to_owned(), words })?;
        Ok(Imported { id, title, is_copy: id != own_id })
    };
    files.into_iter().map(|path| (path.clone(), import(&path))).collect()
}

/// The `.snapcade` files of a folder in the order of their names; `None` when it is none.
fn games_in(path: &Path) -> Option<Vec<PathBuf>> {
    let entries = std::fs::read_dir(path).ok()?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| is_game(path)).collect();
    files.sort();
    Some(files)
}

fn is_game(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("snapcade"))
}

/// Saves every game of the library, those in the trash left out, as `.snapcade` files in a folder. Files that are there keep their
/// place: a name that is taken gets a number.
pub fn export_everything(session: &Session, folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    let mut saved = Vec::new();
    for card in session.ask_now(ListGames { limit: usize::MAX, ..ListGames::default() })? {
        let project = session.ask_now(GetGame { game: card.id, at: None })?.project;
        let path = free_path(folder, &file_name(&card.title, card.id));
        save_project(&project, &path)?;
        saved.push(path);
    }
    Ok(saved)
}

/// A file name that every system takes: letters and digits of the title, and the beginning of the id.
fn file_name(title: &str, id: GameId) -> String {
    let plain: String = text::shortened(title, 40).chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    format!("{}-{:.8}", words.join("-").to_lowercase(), id.to_string()).trim_start_matches('-').to_owned()
}

fn free_path(folder: &Path, name: &str) -> PathBuf {
    let plain = folder.join(format!("{name}.snapcade"));
    let numbered = (2_u32..).map(|number| folder.join(format!("{name}-{number}.snapcade")));
    std::iter::once(plain).chain(numbered).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_suit_every_system() {
        let id = GameId(0x00c0_ffee_00c0_ffee);
        let name = |title| file_name(title, id);
        assert_eq!(name("Luna's Trip"), "luna-s-trip-00c0ffee");
        assert_eq!(name("../../etc: passwd?"), "etc-passwd-00c0ffee");
        assert_eq!(name("ねこの冒険"), "ねこの冒険-00c0ffee");
        assert_eq!(name("CON"), "con-00c0ffee");
        assert_eq!(name("???"), "00c0ffee");
    }
}
