//! A whole game: from a hero, a theme and a seed to a document in which every level is proven.

mod cast;
mod dressing;
mod prove;
mod songs;
mod title;

use snapcade_game::{
    Difficulty, Edit, EditError, Game, GameId, Project, Sheet,
    edit::LevelChange,
    limits,
    sheet::SheetError,
    text::{self, TextError},
};
use snapcade_play::{CompileError, rng::Pcg32};

use crate::{
    level::{Length, LevelRequest, Wishes},
    theme::{Dress, level_name},
};

pub use prove::{LevelReport, Proven, levels_alone};
pub use title::title;

/// What a game is made of.
#[derive(Debug, Clone)]
pub struct GameRequest {
    /// Who is played.
    pub hero: Sheet,
    /// What it looks and sounds like.
    pub dress: Dress,
    /// The theme in words, for the document.
    pub theme_words: String,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Levels, 1 to [`MOST_LEVELS`].
    pub levels: u32,
    /// How long they are.
    pub length: Length,
    /// What else was wished for.
    pub wishes: Wishes,
    /// The same seed and the same rest: the same game, byte by byte.
    pub seed: u64,
    /// Shown on the title screen.
    pub title: String,
    /// The maker's nickname.
    pub author: String,
}

impl GameRequest {
    /// What is asked of a level of the game.
    pub const fn level(&self, index: u32) -> LevelRequest {
        LevelRequest {
            difficulty: self.difficulty,
            index,
            count: self.levels,
            length: self.length,
            wishes: self.wishes,
            // The game's own number comes first, the level's last: levels of a game share what `seed >> 8` decides.
            seed: self.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) << 8 | index as u64,
            attempt: 0,
            harder: 0,
        }
    }
}

/// The most levels of a made game.
pub const MOST_LEVELS: u32 = 12;

/// A game and what is to be said about it.
#[derive(Debug, Clone)]
pub struct Made {
    /// The game with everything it needs.
    pub project: Project,
    /// The edits that made it of an empty game.
    pub edits: Vec<Edit>,
    /// Of each level.
    pub levels: Vec<LevelReport>,
}

/// Why a game cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// Too few or too many levels.
    #[error("a game has 1 to {MOST_LEVELS} levels, not {0}")]
    Levels(u32),
    /// A title or a name that cannot be shown.
    #[error("the {what}: {error}")]
    Words {
        /// Which.
        what: &'static str,
        /// Why not.
        error: TextError,
    },
    /// The art of a theme.
    #[error("the art: {0}")]
    Art(#[from] SheetError),
    /// An edit that the document refuses.
    #[error("{0}")]
    Edit(#[from] EditError),
    /// A game that cannot be played.
    #[error("{0}")]
    Compile(#[from] CompileError),
    /// A level that the bot could not beat, after all that was tried to make it easier.
    #[error("no level {0} was found that can be beaten")]
    Unbeaten(u32),
}

impl MakeError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Levels(_) => "make.levels",
            Self::Words { .. } => "make.words",
            Self::Art(_) => "make.art",
            Self::Edit(_) => "make.edit",
            Self::Compile(_) => "make.compile",
            Self::Unbeaten(_) => "make.unbeaten",
        }
    }
}

/// Whether a game may be of so many levels and be called so; asked before anything that takes time.
pub fn check(levels: u32, title: &str, author: &str) -> Result<(), MakeError> {
    if !(1..=MOST_LEVELS).contains(&levels) {
        return Err(MakeError::Levels(levels));
    }
    let words = |what| move |error| MakeError::Words { what, error };
    text::check_filled(title, limits::TITLE_CHARS).map_err(words("title"))?;
    text::check(author, limits::NAME_CHARS).map_err(words("author's name"))
}

/// Makes a game. All of it is decided by the request.
pub fn make_game(request: &GameRequest) -> Result<Made, MakeError> {
    check(request.levels, &request.title, &request.author)?;
    let game = GameId(Ids(Pcg32::new(request.seed ^ IDS)).next());
    let mut ids = Ids::of(game);
    let mut maker = Maker { project: Project::new(Game::new(game, &request.title)), edits: Vec::new() };
    maker.apply(Edit::Batch(vec![
        Edit::SetAuthor(request.author.clone()),
        Edit::SetTheme(text::shortened(&request.theme_words, limits::NAME_CHARS)),
        Edit::SetDifficulty(request.difficulty),
        Edit::Batch(cast::rules(request.difficulty)),
    ]))?;
    let cast = cast::Cast::new(&mut ids, request);
    dressing::add_art(&mut maker, request)?;
    for edit in cast.edits(request) {
        maker.apply(edit)?;
    }
    songs::add(&mut maker, request)?;
    let proving = prove::Proving::new(&maker.project.game);
    let mut reports = Vec::new();
    for index in 0..request.levels {
        let level = request.level(index);
        let proven = proving.level(&level, request, &cast, &mut ids).ok_or(MakeError::Unbeaten(index + 1))?;
        let id = snapcade_game::LevelId(ids.next());
        let mut document = proven.level;
        document.name = level_name(request.dress.ground, proven.report.skill, index, request.seed);
        document.music = songs::of_level(request, index);
        let proof = maker.project.add_asset(proven.replay.encode());
        let report = LevelReport { name: document.name.clone(), ..proven.report };
        maker.apply(Edit::AddLevel { id, level: Box::new(document) })?;
        maker.apply(Edit::ChangeLevel { id, change: LevelChange::Proof(Some(proof)) })?;
        reports.push(report);
    }
    Ok(Made { project: maker.project, edits: maker.edits, levels: reports })
}

/// The ids that a made game draws for what is in it, in the order in which it draws them; not all are kept. A web build
/// stores them as numbers in this sequence.
pub fn ids_of(game: GameId) -> impl Iterator<Item = u64> {
    let mut ids = Ids::of(game);
    std::iter::repeat_with(move || ids.next())
}

/// A game in the making and the edits so far.
struct Maker {
    project: Project,
    edits: Vec<Edit>,
}

impl Maker {
    fn apply(&mut self, edit: Edit) -> Result<(), EditError> {
        self.edits.push(edit.clone());
        edit.apply(&mut self.project.game)?;
        Ok(())
    }
}

/// Tells the dice of ids from the others.
const IDS: u64 = 0x1d50_f7e1;

/// Ids from a seed.
struct Ids(Pcg32);

impl Ids {
    /// The ids of everything in a game, which its own id decides.
    fn of(game: GameId) -> Self {
        Self(Pcg32::new(game.0))
    }

    fn next(&mut self) -> u64 {
        u64::from(self.0.next_u32()) << 32 | u64::from(self.0.next_u32())
    }
}
