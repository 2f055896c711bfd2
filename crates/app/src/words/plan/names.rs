//! Titles, names and the mode.

use snapcade_game::{Edit, LevelId, Mode, edit::LevelChange, limits, text};

use super::{Planned, Scene};
use crate::words::WordsError;

/// A name that can be shown, or why not.
fn fit(name: &str, limit: usize) -> Result<&str, WordsError> {
    match text::check_filled(name, limit) {
        Ok(()) => Ok(name),
        Err(error) => Err(WordsError::NotPossible(format!("This name cannot be taken: {error}."))),
    }
}

pub(super) fn title(title: &str, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let title = fit(title, limits::TITLE_CHARS)?;
    let edit = (title != scene.project.game.title).then(|| Edit::SetTitle(title.to_owned()));
    Ok(Planned::shown(edit.into_iter().collect()))
}

pub(super) fn author(author: &str, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let author = fit(author, limits::NAME_CHARS)?;
    let edit = (author != scene.project.game.author).then(|| Edit::SetAuthor(author.to_owned()));
    Ok(Planned::shown(edit.into_iter().collect()))
}

pub(super) fn level(name: &str, id: LevelId, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let name = fit(name, limits::NAME_CHARS)?;
    let change = LevelChange::Name(name.to_owned());
    let edit = (name != scene.level(id)?.name).then_some(Edit::ChangeLevel { id, change });
    Ok(Planned::shown(edit.into_iter().collect()))
}

pub(super) fn mode(mode: Mode, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let edit = (mode != scene.project.game.mode).then_some(Edit::SetMode(mode));
    Ok(Planned::playing(edit.into_iter().collect()))
}
