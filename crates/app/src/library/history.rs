//! History: what was done to a game, and the way back.

use serde::{Deserialize, Serialize};
use snapcade_game::{GameId, Project};
use snapcade_store::{Library, library};

use super::{job_line::queue_pictures, packed, request::Request};
use crate::AppError;

/// A step in the history of a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Counted from 1 in the order in which they came into this library.
    pub number: i64,
    /// When: milliseconds since 1970, UTC.
    pub time_ms: i64,
    /// Who: a nickname; may be empty.
    pub author: String,
    /// How: `hand`, `words`, `generator`, `ai`, `undo`, `redo`, `restore` or `import`.
    pub source: String,
    /// What, in words.
    pub words: String,
    /// Whether it was done in this library; otherwise it came from another computer.
    pub here: bool,
    /// Whether it is undone, and redo can do it again.
    pub undone: bool,
    /// The names that were given to the moment after it.
    pub names: Vec<String>,
}

/// A moment of a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// After the step of this number.
    Step(i64),
    /// As it was at this time: milliseconds since 1970, UTC.
    Time(i64),
    /// The version of this name.
    Named(String),
}

impl From<Moment> for library::Moment {
    fn from(moment: Moment) -> Self {
        match moment {
            Moment::Step(number) => Self::Change(number),
            Moment::Time(time_ms) => Self::Time(time_ms),
            Moment::Named(name) => Self::Version(name),
        }
    }
}

/// Asks for the steps of a game, the latest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct History {
    /// Which game.
    pub game: GameId,
    /// Only steps before this number.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: usize,
}

impl Request for History {
    const NAME: &'static str = "history";
    type Answer = Vec<Step>;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<Vec<Step>, AppError> {
        let versions = library.versions(self.game)?;
        let step = |entry: library::HistoryEntry| {
            let names = versions.iter().filter(|version| version.change == entry.number);
            Step {
                number: entry.number,
                time_ms: entry.stamp.time_ms,
                author: entry.stamp.author,
                source: entry.stamp.source.name().to_owned(),
                words: entry.stamp.words,
                here: entry.here,
                undone: entry.undone,
                names: names.map(|version| version.name.clone()).collect(),
            }
        };
        Ok(library.history(self.game, self.before, self.limit)?.into_iter().map(step).collect())
    }
}

/// Asks what undo would undo and redo would do again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UndoAndRedo {
    /// Which game.
    pub game: GameId,
}

/// What undo and redo do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextSteps {
    /// The number of the step that undo takes back; none when there is nothing to undo.
    pub undo: Option<i64>,
    /// The number of the step that redo does again; none when nothing is undone.
    pub redo: Option<i64>,
}

impl Request for UndoAndRedo {
    const NAME: &'static str = "undo_and_redo";
    type Answer = NextSteps;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<NextSteps, AppError> {
        let (undo, redo) = library.undo_and_redo(self.game)?;
        Ok(NextSteps { undo: undo.map(|entry| entry.number), redo: redo.map(|entry| entry.number) })
    }
}

/// The step that is written, as it stands in the history.
fn written(library: &mut Library, game: GameId, saved: library::Saved) -> Result<Step, AppError> {
    let before = Some(saved.change + 1);
    let steps = History { game, before, limit: 1 }.carry_out(library, 0)?;
    let gone =
        || AppError::Internal { part: "the history", message: "a step that was written is not there".to_owned() };
    steps.into_iter().next().ok_or_else(gone)
}

macro_rules! ways {
    ($($(#[$doc:meta])* $name:ident = $text:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* } ($library:ident, $author:ident, $request:ident, $now:ident) $work:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        pub struct $name {
            /// Which game.
            pub game: GameId,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl Request for $name {
            const NAME: &'static str = $text;
            /// The step that it made.
            type Answer = Step;

            fn carry_out(self, $library: &mut Library, $now: i64) -> Result<Step, AppError> {
                let $request = self;
                let $author = $library.nickname()?;
                let saved = $work?;
                queue_pictures($library, $request.game, $now);
                written($library, $request.game, saved)
            }
        }
    )* };
}

ways! {
    /// Undoes the latest step that was done here.
    Undo = "undo" {} (library, author, request, now) library.undo(request.game, &author, now);
    /// Does again what was undone last.
    Redo = "redo" {} (library, author, request, now) library.redo(request.game, &author, now);
    /// Takes one step back and leaves everything that was done since.
    Revert = "revert" {
        /// Which step.
        step: i64
    } (library, author, request, now) library.revert(request.game, request.step, &author, now);
    /// Brings an earlier moment back, as a new step.
    Restore = "restore" {
        /// Which moment.
        to: Moment
    } (library, author, request, now) library.restore(request.game, &request.to.clone().into(), &author, now);
}

/// Gives the present moment of a game a name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NameVersion {
    /// Which game.
    pub game: GameId,
    /// The name. An older moment of that name loses it.
    pub name: String,
}

impl Request for NameVersion {
    const NAME: &'static str = "name_version";
    type Answer = ();

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<(), AppError> {
        Ok(library.name_version(self.game, &self.name, now_ms)?)
    }
}

/// Asks for a game with everything it needs, as it is or as it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetGame {
    /// Which game.
    pub game: GameId,
    /// As it was then; without, as it is now.
    pub at: Option<Moment>,
}

/// A game out of the library.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FoundGame {
    /// The game.
    #[serde(with = "packed")]
    pub project: Project,
    /// The number of its latest step.
    pub latest: i64,
}

impl Request for GetGame {
    const NAME: &'static str = "get_game";
    type Answer = FoundGame;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<FoundGame, AppError> {
        let game = match self.at {
            None => library.game(self.game)?,
            Some(moment) => library.game_at(self.game, &moment.into())?,
        };
        let latest = library.history(self.game, None, 1)?.first().map_or(0, |entry| entry.number);
        Ok(FoundGame { project: library.with_assets(game)?, latest })
    }
}
