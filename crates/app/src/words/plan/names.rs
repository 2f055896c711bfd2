//! Titles, names and the mode.

use snapcade_game::{
    Actor, ActorId, Edit, Item, KindId, LevelId, Mode, Role,
    edit::{ActorChange, LevelChange},
    limits, text,
};

use super::{Planned, Scene, room::Room};
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

pub(super) fn mode(mode: Mode, scene: &Scene<'_>) -> Planned {
    let game = &scene.project.game;
    if mode == game.mode {
        return Planned::default();
    }
    let mut edits = vec![Edit::SetMode(mode)];
    if mode == Mode::Collect && scene.strength < 100 {
        // A gem was only a bonus before: those that are off the way come to where the hero passes.
        let is_gem = |actor: &Actor| {
            let role = game.kinds.get(&actor.kind).map(|kind| &kind.role);
            matches!(role, Some(Role::Collectible { item: Item::Gem, .. }))
        };
        for (&id, level) in game.levels.iter() {
            let room = Room::new(level, game, &scene.steps(id));
            let gems = level.actors.iter().filter(|(_, actor)| is_gem(actor) && !room.is_on_the_way(actor.at));
            let gems: Vec<(&ActorId, &Actor)> = gems.collect();
            let kinds: Vec<KindId> = gems.iter().map(|(_, actor)| actor.kind).collect();
            let places = room.place(&kinds, gems.len(), &mut scene.dice());
            for ((&gem, _), place) in gems.into_iter().zip(places) {
                let change = LevelChange::ChangeActor { id: gem, change: ActorChange::At(place.at) };
                edits.push(Edit::ChangeLevel { id, change });
            }
        }
    }
    Planned::playing(edits)
}
