//! Who works here, and ids for what is new.

use snapcade_game::{GameId, limits, text};

use super::open_game::random;
use crate::{
    Library, StoreError,
    tables::{games, settings},
};

const NICKNAME: &str = "nickname";

impl Library {
    /// The nickname under which things are done here; empty until somebody chooses one.
    pub fn nickname(&self) -> Result<String, StoreError> {
        Ok(settings::get(&self.db, NICKNAME)?.unwrap_or_default())
    }

    /// Chooses a nickname. What was done before keeps the one it was done under.
    pub fn set_nickname(&mut self, nickname: &str) -> Result<(), StoreError> {
        text::check(nickname, limits::NAME_CHARS).map_err(|error| StoreError::Name { error })?;
        Ok(settings::set(self.writing()?, NICKNAME, nickname)?)
    }

    /// Whether a game is in the library, be it in the trash or damaged.
    pub fn has_game(&self, id: GameId) -> Result<bool, StoreError> {
        Ok(games::is_there(&self.db, id)?)
    }

    /// An id that no game has.
    pub fn new_game_id(&self) -> Result<GameId, StoreError> {
        Ok(GameId(random()?))
    }
}
