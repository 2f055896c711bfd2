//! Heroes: things of their own that can be played in several games.

use snapcade_game::{ArtRef, GameId};

use super::{HeroId, Library, PhotoId, assets, shelf::name};
use crate::{
    StoreError,
    tables::{
        asset_uses::{self, OwnerKind},
        games, heroes, photos,
    },
};

/// A hero of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hero {
    /// Its id.
    pub id: HeroId,
    /// What it is called.
    pub name: String,
    /// What it is, in a word, such as `person` or `pet`; may be empty.
    pub kind: String,
    /// Its sheet: two assets of the library.
    pub art: ArtRef,
    /// The photo it was made of, as long as that is kept.
    pub photo: Option<PhotoId>,
    /// When it was kept, in milliseconds since 1970 (UTC).
    pub created_ms: i64,
    /// Since when it is in the trash, in milliseconds since 1970 (UTC).
    pub trashed_ms: Option<i64>,
}

/// A hero to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewHero<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What it is, in a word, such as `person` or `pet`; may be empty.
    pub kind: &'a str,
    /// The bytes of its sheet: an indexed PNG.
    pub image: &'a [u8],
    /// Frames and animations, JSON in Aseprite's format.
    pub frames: &'a [u8],
    /// The photo it was made of, if that is kept.
    pub photo: Option<PhotoId>,
}

impl Library {
    /// Keeps a hero with its sheet.
    pub fn keep_hero(&mut self, hero: &NewHero<'_>, now_ms: i64) -> Result<Hero, StoreError> {
        let id = HeroId::random()?;
        let (name, kind) = (name(hero.name)?, hero.kind.trim().to_owned());
        self.transact(|db| {
            if let Some(photo) = hero.photo {
                photos::hash(db, photo)?.ok_or(StoreError::NoPhoto { id: photo })?;
            }
            let owner = (OwnerKind::Hero, id.0 as i64);
            let art =
                ArtRef { image: assets::keep(db, owner, hero.image)?, frames: assets::keep(db, owner, hero.frames)? };
            let kept = Hero { id, name, kind, art, photo: hero.photo, created_ms: now_ms, trashed_ms: None };
            heroes::put(db, &kept)?;
            Ok(kept)
        })
    }

    /// All heroes, or all in the trash; the newest first.
    pub fn heroes(&self, trashed: bool) -> Result<Vec<Hero>, StoreError> {
        Ok(heroes::all(&self.db, trashed)?)
    }

    /// One hero, also when it is in the trash.
    pub fn hero(&self, hero: HeroId) -> Result<Hero, StoreError> {
        heroes::get(&self.db, hero)?.ok_or(StoreError::NoHero { id: hero })
    }

    /// Calls a hero something else.
    pub fn rename_hero(&mut self, hero: HeroId, to: &str) -> Result<(), StoreError> {
        let to = name(to)?;
        self.transact(|db| heroes::rename(db, hero, &to)?.then_some(()).ok_or(StoreError::NoHero { id: hero }))
    }

    /// Remembers which hero is played in a game, and keeps its sheet for the game. The document is changed by an edit.
    pub fn use_hero(&mut self, game: GameId, hero: Option<HeroId>) -> Result<(), StoreError> {
        self.transact(|db| {
            games::is_there(db, game)?.then_some(()).ok_or(StoreError::NoGame { game })?;
            if let Some(id) = hero {
                let hero = heroes::get(db, id)?.ok_or(StoreError::NoHero { id })?;
                for hash in [hero.art.image, hero.art.frames] {
                    asset_uses::add(db, (OwnerKind::Game, game.0 as i64), hash)?;
                }
            }
            Ok(games::set_hero(db, game, hero)?)
        })
    }

    /// The games in which a hero is played, also those in the trash.
    pub fn games_with_hero(&self, hero: HeroId) -> Result<Vec<GameId>, StoreError> {
        Ok(games::with_hero(&self.db, hero)?)
    }
}
