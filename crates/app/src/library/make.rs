//! Made games come into the library, with their heroes.

use snapcade_game::{GameId, Project, Sheet, Slot};
use snapcade_store::{
    Library,
    library::{HeroId, PhotoId},
};

use super::{FindHero, HeroCard, HeroSheet, KeepHero, SaveGame, Session, UseHero, request::Request as _};
use crate::{AppError, MadeGame};

/// A made game that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedGame {
    /// Its id in the library.
    pub game: GameId,
    /// The hero of the library that is played.
    pub hero: Option<HeroCard>,
}

/// A hero of the library and its sheet, by what somebody calls it.
pub fn hero_named(session: &Session, said: &str) -> Result<(HeroCard, Sheet), AppError> {
    let card = session.ask_now(FindHero { said: said.to_owned(), trashed: false })?;
    let sheet = session.ask_now(HeroSheet { hero: card.id })?.sheet()?;
    Ok((card, sheet))
}

/// Keeps a game that was made. `hero` is the hero of the library that it was made with; a hero that was made of a photo
/// for this game becomes one of the library's, named after the game.
pub fn save_made(
    session: &Session,
    made: &MadeGame,
    hero: Option<HeroId>,
    photo: Option<PhotoId>,
) -> Result<SavedGame, AppError> {
    let (words, source) = (words_of(made.project.game.title.as_str(), made.theme.name()), "generator".to_owned());
    let game = session.ask_now(SaveGame { project: made.project.clone(), source, words })?;
    let new = made.kind.and_then(|kind| hero_in(&made.project, kind.name(), photo));
    let hero = match (hero, new) {
        (Some(id), _) => {
            let all = session.ask_now(super::ListHeroes::default())?;
            all.into_iter().find(|hero| hero.id == id)
        }
        (None, Some(new)) => Some(session.ask_now(new)?),
        (None, None) => None,
    };
    if let Some(hero) = &hero {
        session.ask_now(UseHero { game, hero: Some(hero.id) })?;
    }
    Ok(SavedGame { game, hero })
}

/// The first step of a made game's history, in words.
pub(crate) fn words_of(title: &str, theme: &str) -> String {
    format!("made \"{title}\": {theme}")
}

/// The hero that is played in a game, to be kept under the game's title.
pub(crate) fn hero_in(project: &Project, kind: &str, photo: Option<PhotoId>) -> Option<KeepHero> {
    let slot: Slot = "hero".parse().ok()?;
    let art = project.game.art.get(&slot)?;
    let (image, frames) = (project.assets.get(&art.image)?, project.assets.get(&art.frames)?);
    Some(KeepHero { photo, ..KeepHero::new(&project.game.title, kind, image, frames) })
}

/// The same for a job, which has the library in its hands: doing it twice changes nothing.
pub(crate) fn keep_in(
    library: &mut Library,
    project: Project,
    hero: Result<HeroId, Option<KeepHero>>,
    now_ms: i64,
) -> Result<(), AppError> {
    let game = project.game.id;
    let hero = match hero {
        Ok(id) => Some(id),
        Err(Some(new)) => Some(new.carry_out(library, now_ms)?.id),
        Err(None) => None,
    };
    if !library.has_game(game)? {
        let words = words_of(&project.game.title, &project.game.theme);
        SaveGame { project, source: "generator".to_owned(), words }.carry_out(library, now_ms)?;
    }
    if hero.is_some() {
        library.use_hero(game, hero)?;
    }
    Ok(())
}
