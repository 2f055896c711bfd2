//! A photo and a theme become a game.

use std::path::{Path, PathBuf};

pub use snapcade_game::Difficulty;
use snapcade_game::{Project, Sheet};
use snapcade_gen::{
    art::{self, Common},
    make::{self, GameRequest},
    theme,
};
pub use snapcade_gen::{
    level::{Dropped, Length, Wishes},
    make::{LevelReport, MOST_LEVELS},
    theme::Theme,
};

use crate::{
    AppError, compile_project,
    hero::{self, HeroOptions, SubjectKind, Warning},
    prove,
};

/// Where a hero comes from.
#[derive(Debug, Clone)]
pub enum HeroFrom {
    /// A photo, or a hero's sheet: an .aseprite file, or a PNG with its .json beside it.
    File(PathBuf),
    /// The bytes of a photo.
    Photo(Vec<u8>),
    /// One that is there already, such as a hero of the library.
    Sheet(Sheet),
}

impl From<PathBuf> for HeroFrom {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

/// What a game is to be made of.
#[derive(Debug, Clone)]
pub struct MakeOptions {
    /// Who is played; without, the built-in hero.
    pub hero: Option<HeroFrom>,
    /// How a photo becomes a hero.
    pub hero_options: HeroOptions,
    /// The theme in words; without, the seed chooses one.
    pub theme: Option<String>,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Levels, 1 to [`MOST_LEVELS`].
    pub levels: u32,
    /// How long they are.
    pub length: Length,
    /// What else is wished for, in words.
    pub wishes: Vec<String>,
    /// Another number, another game.
    pub seed: u64,
    /// The title; without, it follows from theme and seed.
    pub title: Option<String>,
    /// The maker's nickname; may be empty.
    pub author: String,
}

/// A game and what there is to say about it.
#[derive(Debug, Clone)]
pub struct MadeGame {
    /// The game.
    pub project: Project,
    /// What the photo shows, when there was one.
    pub kind: Option<SubjectKind>,
    /// What could be better with another photo.
    pub warnings: Vec<Warning>,
    /// The theme it came to.
    pub theme: Theme,
    /// Whether nothing of the theme's words was understood, so that it is a guess.
    pub guessed: bool,
    /// Words of the theme that were not understood; the first few.
    pub unknown: Vec<String>,
    /// Wishes that were not granted, and why.
    pub dropped: Vec<Dropped>,
    /// The levels.
    pub levels: Vec<LevelReport>,
}

/// Makes a game; equal files and options make an equal one. Nothing is written. Every level has been beaten, in the very
/// game that is given back.
pub fn make_game(options: &MakeOptions) -> Result<MadeGame, AppError> {
    let words = options.theme.clone().unwrap_or_else(|| theme_of_seed(options.seed).name().to_owned());
    let reading = theme::read(&words);
    let title = options.title.clone().unwrap_or_else(|| make::title(&words, &reading, options.seed));
    // Before the photo is looked at, which takes longer.
    make::check(options.levels, &title, &options.author)?;
    let wishes = Wishes::read(options.wishes.iter().map(String::as_str));
    let hero = hero_of(options)?;
    let theme = reading.dress.ground;
    let request = GameRequest {
        hero: hero.sheet,
        dress: reading.dress,
        theme_words: words,
        difficulty: options.difficulty,
        levels: options.levels,
        length: options.length,
        wishes: wishes.wishes,
        seed: options.seed,
        title,
        author: options.author.clone(),
    };
    let made = make::make_game(&request)?;
    let pack = compile_project(&made.project)?.into();
    for (index, report) in made.levels.iter().enumerate() {
        if prove::stored_way(&pack, index as u16).is_none() {
            return Err(AppError::Internal { part: "a proof", message: format!("it does not beat {}", report.name) });
        }
    }
    Ok(MadeGame {
        project: made.project,
        kind: hero.kind,
        warnings: hero.warnings,
        theme,
        guessed: reading.guessed,
        unknown: reading.unknown,
        dropped: wishes.dropped,
        levels: made.levels,
    })
}

const fn theme_of_seed(seed: u64) -> Theme {
    Theme::ALL[(seed % Theme::ALL.len() as u64) as usize]
}

/// Who is played, and how that came about.
struct Played {
    sheet: Sheet,
    kind: Option<SubjectKind>,
    warnings: Vec<Warning>,
}

fn hero_of(options: &MakeOptions) -> Result<Played, AppError> {
    let drawn = |sheet| Played { sheet, kind: None, warnings: Vec::new() };
    let path = match &options.hero {
        Some(HeroFrom::File(path)) => path,
        Some(HeroFrom::Sheet(sheet)) => return Ok(drawn(sheet.clone())),
        Some(HeroFrom::Photo(bytes)) => {
            let hero = hero::of_photo(bytes, Path::new("photo"), &options.hero_options)?;
            return Ok(Played { sheet: hero.sheet, kind: Some(hero.kind), warnings: hero.warnings });
        }
        None => return built_in().map(drawn),
    };
    if is_sheet(path) {
        return hero::read_sheet(path, None).map(drawn);
    }
    let hero = hero::read_photo(path, &options.hero_options)?;
    Ok(Played { sheet: hero.sheet, kind: Some(hero.kind), warnings: hero.warnings })
}

fn built_in() -> Result<Sheet, AppError> {
    let internal = |error: snapcade_game::sheet::SheetError| AppError::Internal {
        part: "the built-in hero",
        message: error.to_string(),
    };
    art::common(Common::Hero).map_err(internal)
}

/// Whether a file is named as sheets are: a photo has no frames beside it.
pub fn is_sheet(path: &Path) -> bool {
    let has = |extension: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension));
    has("aseprite") || has("ase") || has("png") && path.with_extension("json").is_file()
}
