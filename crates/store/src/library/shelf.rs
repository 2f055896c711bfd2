//! The shelf: games as they are listed, and their tags.

use snapcade_game::{AssetHash, Difficulty, GameId, limits, text};

use super::{HeroId, Library};
use crate::{
    StoreError, fold,
    tables::{
        asset_uses::{self, OwnerKind},
        games, tags,
    },
};

/// Tags of one game.
pub const TAGS_PER_GAME: usize = 32;

/// A game as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GameCard {
    /// Its id.
    pub id: GameId,
    /// Its title.
    pub title: String,
    /// The maker's nickname.
    pub author: String,
    /// The theme in words.
    pub theme: String,
    /// How hard it is meant to be.
    pub difficulty: Difficulty,
    /// How many levels it has.
    pub levels: u32,
    /// In the order of the alphabet.
    pub tags: Vec<String>,
    /// When it came into the library, in milliseconds since 1970 (UTC).
    pub created_ms: i64,
    /// When it was changed last, in milliseconds since 1970 (UTC).
    pub edited_ms: i64,
    /// The hero of the library that is played.
    pub hero: Option<HeroId>,
    /// The game that this one began as, which need not be in the library.
    pub remix_of: Option<GameId>,
    /// A PNG of it.
    pub thumbnail: Option<AssetHash>,
    /// A GIF of it.
    pub preview: Option<AssetHash>,
    /// Since when it is in the trash, in milliseconds since 1970 (UTC).
    pub trashed_ms: Option<i64>,
}

impl GameCard {
    /// Where a list that is sorted so and goes on after this card begins.
    pub fn cursor(&self, sort: Sort) -> Cursor {
        match (self.trashed_ms, sort) {
            (Some(ms), _) => Cursor::Time(ms, self.id),
            (None, Sort::Edited) => Cursor::Time(self.edited_ms, self.id),
            (None, Sort::Created) => Cursor::Time(self.created_ms, self.id),
            (None, Sort::Title) => Cursor::Title(fold::sort_key(&self.title), self.id),
        }
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// What was changed last comes first.
    #[default]
    Edited,
    /// What was made last comes first.
    Created,
    /// By title, from a to z; numbers by their value.
    Title,
}

/// Where the next page of a list begins: after a card ([`GameCard::cursor`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cursor {
    /// After this time and game.
    Time(i64, GameId),
    /// After this title, as it is sorted, and game.
    Title(String, GameId),
}

/// What is to be listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRequest {
    /// Words, or beginnings of words, that are in title, author, theme or tags; all of them. Empty for every game.
    pub search: String,
    /// Tags that a game has to have; all of them.
    pub tags: Vec<String>,
    /// The order. What is in the trash comes in the order in which it was thrown away.
    pub sort: Sort,
    /// What is in the trash, instead of what is on the shelf.
    pub trashed: bool,
    /// How many cards at most.
    pub limit: usize,
    /// Where the page begins, in the same order.
    pub after: Option<Cursor>,
}

impl Default for ListRequest {
    fn default() -> Self {
        Self { search: String::new(), tags: Vec::new(), sort: Sort::Edited, trashed: false, limit: 100, after: None }
    }
}

impl Library {
    /// A page of the games in the library.
    pub fn list_games(&self, request: &ListRequest) -> Result<Vec<GameCard>, StoreError> {
        Ok(games::list(&self.db, request)?)
    }

    /// One game as the list shows it, also when it is in the trash.
    pub fn game_card(&self, game: GameId) -> Result<GameCard, StoreError> {
        games::card(&self.db, game)?.ok_or(StoreError::NoGame { game })
    }

    /// How many games are on the shelf.
    pub fn count_games(&self) -> Result<u64, StoreError> {
        Ok(games::count(&self.db, false)?)
    }

    /// Gives a game a tag; whether it is new to it.
    pub fn add_tag(&mut self, game: GameId, tag: &str) -> Result<bool, StoreError> {
        let tag = name(tag)?;
        let key = fold::sort_key(&tag);
        self.transact(|db| {
            if !games::is_there(db, game)? {
                return Err(StoreError::NoGame { game });
            }
            let is_new = tags::add(db, game, &key, &tag)?;
            if tags::of(db, game)?.len() > TAGS_PER_GAME {
                return Err(StoreError::TooManyTags { limit: TAGS_PER_GAME });
            }
            if is_new {
                games::put_tags(db, game)?;
            }
            Ok(is_new)
        })
    }

    /// Takes a tag from a game; whether it had it.
    pub fn remove_tag(&mut self, game: GameId, tag: &str) -> Result<bool, StoreError> {
        let key = fold::sort_key(tag);
        self.transact(|db| {
            let had = tags::remove(db, game, &key)?;
            if had {
                games::put_tags(db, game)?;
            }
            Ok(had)
        })
    }

    /// All tags of games on the shelf, with how many games have them: the most used first.
    pub fn tags(&self) -> Result<Vec<(String, u32)>, StoreError> {
        Ok(tags::all(&self.db)?)
    }

    /// Remembers which game this one began as.
    pub fn set_remix_of(&mut self, game: GameId, original: GameId) -> Result<(), StoreError> {
        self.transact(|db| Ok(games::set_remix_of(db, game, original)?))
    }

    /// Sets the pictures that the list shows of a game, which are in the library already. `None` leaves one as it is.
    pub fn set_pictures(
        &mut self,
        game: GameId,
        thumbnail: Option<AssetHash>,
        preview: Option<AssetHash>,
    ) -> Result<(), StoreError> {
        self.transact(|db| {
            let card = games::card(db, game)?.ok_or(StoreError::NoGame { game })?;
            let (thumbnail, preview) = (thumbnail.or(card.thumbnail), preview.or(card.preview));
            let owner = (OwnerKind::Card, game.0 as i64);
            asset_uses::clear(db, owner)?;
            for hash in thumbnail.into_iter().chain(preview) {
                if !asset_uses::add(db, owner, hash)? {
                    return Err(StoreError::AssetMissing { hash });
                }
            }
            Ok(games::set_pictures(db, game, thumbnail, preview)?)
        })
    }
}

/// A name as it is kept: trimmed, and with something to see.
pub(super) fn name(name: &str) -> Result<String, StoreError> {
    let name = name.trim();
    text::check_filled(name, limits::NAME_CHARS).map_err(|error| StoreError::Name { error })?;
    Ok(name.to_owned())
}
