//! What a wish means for a game, as edits; whether levels can still be beaten is asked elsewhere.

mod amounts;
mod count;
mod difficulty;
mod foes;
mod levels;
mod looks;
mod music;
mod names;
mod paint;
mod room;
mod rules;

use std::collections::BTreeMap;

pub(super) use looks::look_of;
use snapcade_game::{Edit, Level, LevelId, Project};
use snapcade_play::{Replay, rng::Pcg32};

use super::{
    WordsError,
    trial::{Step, Trial},
    wish::{Want, Wish},
};

/// Edits that belong together.
#[derive(Debug, Clone, Default)]
pub(super) struct Planned {
    pub edits: Vec<Edit>,
    /// What the edits name and the game may not have yet.
    pub assets: Vec<Vec<u8>>,
    /// Whether levels play otherwise after them.
    pub plays: bool,
}

impl Planned {
    const fn playing(edits: Vec<Edit>) -> Self {
        Self { edits, assets: Vec::new(), plays: true }
    }

    const fn shown(edits: Vec<Edit>) -> Self {
        Self { edits, assets: Vec::new(), plays: false }
    }
}

/// What is known while a wish is carried out.
pub(super) struct Scene<'a> {
    /// The game as it is now.
    pub project: &'a Project,
    pub trial: &'a Trial,
    /// Ways through levels, as far as they were asked for.
    pub ways: &'a BTreeMap<LevelId, Option<Replay>>,
    pub seed: u64,
    /// How much of the wish is to be done, in percent.
    pub strength: i32,
}

impl Scene<'_> {
    fn dice(&self) -> Pcg32 {
        Pcg32::new(self.seed)
    }

    fn level(&self, id: LevelId) -> Result<&Level, WordsError> {
        let level = self.project.game.levels.get(&id);
        level.ok_or_else(|| WordsError::Internal("a level is not there any more".to_owned()))
    }

    /// The hero's places on the known way through a level.
    fn steps(&self, id: LevelId) -> Vec<Step> {
        let way = self.ways.get(&id).and_then(Option::as_ref);
        way.map_or_else(Vec::new, |way| self.trial.steps(&self.project.game, id, way))
    }
}

/// What a wish changes in the game as a whole.
pub(super) fn whole(wish: &Wish, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let everywhere = wish.levels.is_none();
    match &wish.want {
        Want::Rule { rule, change } if everywhere => rules::edits(*rule, *change, scene),
        Want::Foe { kinds, number, change } if everywhere => foes::edits(kinds, *number, *change, scene),
        Want::Drops { kinds, what } if everywhere => foes::drops(kinds, *what, scene),
        Want::Rule { .. } | Want::Foe { .. } | Want::Drops { .. } => Err(WordsError::NotPossible(
            "That is the same in all levels of a game. Say it without a level to change it everywhere.".to_owned(),
        )),
        Want::Difficulty(difficulty) if everywhere => difficulty::whole(*difficulty, scene),
        Want::Title(title) => names::title(title, scene),
        Want::Author(author) => names::author(author, scene),
        Want::Mode(mode) => Ok(names::mode(*mode, scene)),
        Want::Theme(words) if everywhere => looks::theme(words, scene),
        Want::Theme(_) => Err(WordsError::NotPossible(
            "All levels of a game have the same theme. Say it without a level to change it everywhere.".to_owned(),
        )),
        Want::Music(music) if everywhere => Ok(music::whole(*music, scene)),
        Want::Levels(count) => levels::edits(*count, wish.levels.as_deref(), scene),
        _ => Ok(Planned::default()),
    }
}

/// What a wish changes in one level.
pub(super) fn level(wish: &Wish, id: LevelId, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    match &wish.want {
        Want::Count { thing, amount } => count::edits(thing, *amount, id, scene),
        Want::Swap { from, to } => count::swap(from, *to, id, scene),
        Want::Difficulty(difficulty) => difficulty::level(*difficulty, id, wish.levels.is_none(), scene),
        Want::Light(light) => looks::relit(id, Some(*light), None, scene),
        Want::Weather(weather) => looks::relit(id, None, Some(*weather), scene),
        Want::Music(music) => music::level(*music, id, wish.levels.is_none(), scene),
        Want::LevelName(name) => names::level(name, id, scene),
        _ => Ok(Planned::default()),
    }
}

/// Whether planning this looks at where the hero goes.
pub(super) const fn looks_at_ways(want: &Want) -> bool {
    matches!(want, Want::Count { .. } | Want::Difficulty(_) | Want::Mode(_))
}

/// What is said when not all of a wish for the whole game is done.
pub(super) const fn partly(want: &Want) -> &'static str {
    match want {
        Want::Mode(_) => "gems that nobody could reach are in other places now",
        _ => "only a part of it was done: more would make a level unbeatable",
    }
}

/// What is said when a wish changes nothing.
pub(super) const fn already(want: &Want) -> &'static str {
    match want {
        Want::Count { .. } | Want::Swap { .. } => "That changes nothing: there are none, or just so many already.",
        Want::Rule { .. } | Want::Foe { .. } => "It is already like that, or cannot go any further.",
        Want::Drops { .. } => "They already do that.",
        Want::Difficulty(_) => "It is already as easy or as hard as that.",
        Want::Light(_) | Want::Weather(_) | Want::Theme(_) => "It already looks like that.",
        Want::Music(_) => "It already sounds like that.",
        Want::Title(_) | Want::Author(_) | Want::LevelName(_) => "It is already called that.",
        Want::Mode(_) => "It is already played like that.",
        Want::Levels(_) => "There are just so many levels already.",
    }
}
