//! Heroes of the library: things of their own, to be played in many games.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use snapcade_game::{GameId, Sheet, sheet::aseprite};
use snapcade_store::{
    Library,
    library::{self, HeroId, NewHero, PhotoId},
};

use super::request::Request;
use crate::{
    AppError, HeroOptions,
    hero::{self, Warning},
};

/// A hero as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeroCard {
    /// Its id.
    pub id: HeroId,
    /// What it is called.
    pub name: String,
    /// What it is, such as `person` or `pet`; may be empty.
    pub kind: String,
    /// The photo it was made of, as long as that is kept.
    pub photo: Option<PhotoId>,
    /// The games in which it is played.
    pub games: Vec<GameId>,
    /// When it was kept: milliseconds since 1970, UTC.
    pub created_ms: i64,
    /// Since when it is in the trash.
    pub trashed_ms: Option<i64>,
}

impl HeroCard {
    fn of(library: &Library, hero: library::Hero) -> Result<Self, AppError> {
        let games = library.games_with_hero(hero.id)?;
        let library::Hero { id, name, kind, photo, created_ms, trashed_ms, .. } = hero;
        Ok(Self { id, name, kind, photo, games, created_ms, trashed_ms })
    }
}

/// Keeps a hero. One that looks the same in every pixel and is on the shelf already is given back instead.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepHero {
    /// What it is called.
    pub name: String,
    /// What it is, such as `person` or `pet`; may be empty.
    pub kind: String,
    /// Its sheet, an indexed PNG in base64.
    pub image: String,
    /// Frames and animations, Aseprite's JSON in base64.
    pub frames: String,
    /// The photo it was made of, if that is kept.
    pub photo: Option<PhotoId>,
}

impl KeepHero {
    /// A hero by the bytes of its sheet.
    pub fn new(name: &str, kind: &str, image: &[u8], frames: &[u8]) -> Self {
        let (name, kind) = (name.to_owned(), kind.to_owned());
        Self { name, kind, image: STANDARD.encode(image), frames: STANDARD.encode(frames), photo: None }
    }
}

impl Request for KeepHero {
    const NAME: &'static str = "keep_hero";
    type Answer = HeroCard;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<HeroCard, AppError> {
        let (image, frames) = (decode(&self.image)?, decode(&self.frames)?);
        aseprite::decode(&image, &frames).map_err(internal)?;
        let art = (snapcade_game::AssetHash::of(&image), snapcade_game::AssetHash::of(&frames));
        let same = library.heroes(false)?.into_iter().find(|hero| (hero.art.image, hero.art.frames) == art);
        let hero = if let Some(hero) = same {
            hero
        } else {
            let Self { name, kind, photo, .. } = &self;
            let new = NewHero { name, kind, image: &image, frames: &frames, photo: *photo };
            library.keep_hero(&new, now_ms)?
        };
        HeroCard::of(library, hero)
    }
}

/// Asks for the heroes on the shelf, or in the trash; the newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ListHeroes {
    /// What is in the trash instead.
    pub trashed: bool,
}

impl Request for ListHeroes {
    const NAME: &'static str = "list_heroes";
    type Answer = Vec<HeroCard>;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<Vec<HeroCard>, AppError> {
        library.heroes(self.trashed)?.into_iter().map(|hero| HeroCard::of(library, hero)).collect()
    }
}

/// Asks which hero somebody means.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FindHero {
    /// Its name, a part of it that no other name has, or the beginning of its id.
    pub said: String,
    /// Look in the trash instead.
    pub trashed: bool,
}

/// So many characters of an id name a hero.
const ID_CHARS: usize = 4;
/// So many heroes are named when it is not clear which one is meant.
const NAMED: usize = 5;

impl Request for FindHero {
    const NAME: &'static str = "find_hero";
    type Answer = HeroCard;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<HeroCard, AppError> {
        let heroes = library.heroes(self.trashed)?;
        let said = self.said.trim().to_lowercase();
        let by_name = |hero: &library::Hero| hero.name.to_lowercase() == said;
        let by_id = |hero: &library::Hero| said.len() >= ID_CHARS && hero.id.to_string().starts_with(&said);
        let by_part = |hero: &library::Hero| !said.is_empty() && hero.name.to_lowercase().contains(&said);
        let mut found: Vec<library::Hero> = Vec::new();
        for fits in [&by_name as &dyn Fn(&library::Hero) -> bool, &by_id, &by_part] {
            if found.is_empty() {
                found = heroes.iter().filter(|hero| fits(hero)).cloned().collect();
            }
        }
        let named = |hero: &library::Hero| format!("\"{}\" ({:.8})", crate::printable(&hero.name), hero.id.to_string());
        let named = found.iter().take(NAMED).map(named).collect();
        match (found.pop(), found.len()) {
            (Some(hero), 0) => HeroCard::of(library, hero),
            (None, _) => Err(AppError::NoSuchHero { said: crate::printable(&self.said) }),
            (Some(_), _) => Err(AppError::WhichHero { said: crate::printable(&self.said), named }),
        }
    }
}

/// Calls a hero something else.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RenameHero {
    /// Which hero.
    pub hero: HeroId,
    /// What it is called from now on.
    pub name: String,
}

impl Request for RenameHero {
    const NAME: &'static str = "rename_hero";
    type Answer = ();

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<(), AppError> {
        Ok(library.rename_hero(self.hero, &self.name)?)
    }
}

/// Throws a hero into the trash, or takes it out again. Games in which it is played keep it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrashHero {
    /// Which hero.
    pub hero: HeroId,
    /// Takes it out again.
    pub back: bool,
}

impl Request for TrashHero {
    const NAME: &'static str = "trash_hero";
    type Answer = ();

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<(), AppError> {
        if self.back {
            library.restore_hero(self.hero)?;
        } else {
            library.trash_hero(self.hero, now_ms)?;
        }
        Ok(())
    }
}

/// Asks for the sheet of a hero.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HeroSheet {
    /// Which hero.
    pub hero: HeroId,
}

/// A hero's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundSheet {
    /// An indexed PNG in base64.
    pub image: String,
    /// Frames and animations, Aseprite's JSON in base64.
    pub frames: String,
}

impl FoundSheet {
    /// The sheet itself.
    pub fn sheet(&self) -> Result<Sheet, AppError> {
        aseprite::decode(&decode(&self.image)?, &decode(&self.frames)?).map_err(internal)
    }
}

impl Request for HeroSheet {
    const NAME: &'static str = "hero_sheet";
    type Answer = FoundSheet;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<FoundSheet, AppError> {
        let art = library.hero(self.hero)?.art;
        let bytes = |hash| -> Result<String, AppError> {
            let bytes = library.asset(hash)?.ok_or(snapcade_store::StoreError::AssetMissing { hash })?;
            Ok(STANDARD.encode(bytes))
        };
        Ok(FoundSheet { image: bytes(art.image)?, frames: bytes(art.frames)? })
    }
}

/// Remembers which hero of the library is played in a game.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UseHero {
    /// Which game.
    pub game: GameId,
    /// Which hero; none of the library's without.
    pub hero: Option<HeroId>,
}

impl Request for UseHero {
    const NAME: &'static str = "use_hero";
    type Answer = ();

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<(), AppError> {
        Ok(library.use_hero(self.game, self.hero)?)
    }
}

/// Makes a hero of the bytes of a photo, to be kept. The library is free for others meanwhile.
pub fn hero_of_photo(bytes: &[u8], options: &HeroOptions, name: &str) -> Result<(KeepHero, Vec<Warning>), AppError> {
    let hero = hero::of_photo(bytes, std::path::Path::new("the photo"), options)?;
    let (image, frames) = aseprite::encode(&hero.sheet, "hero").map_err(internal)?;
    Ok((KeepHero::new(name, hero.kind.name(), &image, &frames), hero.warnings))
}

/// Makes a hero of a sheet that was drawn elsewhere, to be kept. The JSON of a PNG may be named.
pub fn hero_of_sheet(
    picture: &std::path::Path,
    frames: Option<&std::path::Path>,
    name: &str,
    kind: &str,
) -> Result<KeepHero, AppError> {
    let sheet = hero::read_sheet(picture, frames)?;
    let (image, frames) = aseprite::encode(&sheet, "hero").map_err(internal)?;
    Ok(KeepHero::new(name, kind, &image, &frames))
}

fn decode(text: &str) -> Result<Vec<u8>, AppError> {
    STANDARD.decode(text).map_err(|error| AppError::Garbled { message: error.to_string() })
}

fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::Internal { part: "the hero's sheet", message: error.to_string() }
}
