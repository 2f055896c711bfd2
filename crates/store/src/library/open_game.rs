//! Games that are open: their documents in memory.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use snapcade_game::{AssetHash, FORMAT, Game, GameId};

use crate::{
    Library, StoreError,
    doc::{DocError, LoroReplica, Replica as _, State, read},
    tables::{changes, documents, games, updates},
};

/// So many games are kept open at a time; a family edits one or two.
const KEPT_OPEN: usize = 4;

/// A game in memory.
pub(crate) struct OpenGame {
    pub replica: LoroReplica,
    /// Its registers, and the game that they make.
    pub state: State,
    pub game: Game,
    /// The number of the latest change and of the latest update.
    pub last_change: i64,
    pub last_update: i64,
    /// How many updates came since the snapshot.
    pub updates: usize,
    /// The document's format, when a later version wrote it. It is kept and passed on, but neither shown nor edited.
    pub newer: Option<u64>,
    /// Assets that the library is known to keep for it.
    pub kept_assets: BTreeSet<AssetHash>,
    /// When it was last asked for, counted in askings.
    asked: u64,
}

/// A document as it is in the database.
pub(crate) struct Stored {
    pub snapshot: Vec<u8>,
    /// What came since, with its numbers.
    pub updates: Vec<(i64, Vec<u8>)>,
}

/// The games that are open.
#[derive(Default)]
pub(crate) struct OpenGames {
    games: HashMap<GameId, OpenGame>,
    asked: u64,
}

impl OpenGames {
    /// Takes a game out to work with it. Whoever does puts it back, unless something failed halfway: then it is read anew.
    pub fn take(&mut self, id: GameId) -> Option<OpenGame> {
        self.games.remove(&id)
    }

    /// Puts a game back; the one that was not asked for the longest goes.
    pub fn put(&mut self, id: GameId, mut open: OpenGame) {
        self.asked += 1;
        open.asked = self.asked;
        self.games.insert(id, open);
        if self.games.len() > KEPT_OPEN {
            let oldest = self.games.iter().min_by_key(|(_, open)| open.asked).map(|(&id, _)| id);
            oldest.map(|id| self.games.remove(&id));
        }
    }

    /// The games that are open.
    pub fn ids(&self) -> Vec<GameId> {
        self.games.keys().copied().collect()
    }

    /// Forgets a game.
    pub fn close(&mut self, id: GameId) {
        self.games.remove(&id);
    }
}

impl OpenGame {
    /// A document that was just made.
    pub fn new(replica: LoroReplica, id: GameId) -> Result<Self, StoreError> {
        let state = replica.state()?;
        let (game, newer) = (read(&state, id), newer(&state));
        let kept_assets = BTreeSet::new();
        Ok(Self { replica, state, game, last_change: 0, last_update: 0, updates: 0, newer, kept_assets, asked: 0 })
    }

    /// Reads registers and game anew.
    pub fn read_again(&mut self) -> Result<(), StoreError> {
        self.state = self.replica.state()?;
        self.newer = newer(&self.state);
        self.game = read(&self.state, self.game.id);
        Ok(())
    }
}

impl Library {
    /// A game as it is now.
    pub fn game(&mut self, id: GameId) -> Result<Game, StoreError> {
        self.with_game(id, |_, open| Ok(open.game.clone()))
    }

    /// Works with an open game. When the work fails, the game is read anew by whoever wants it next.
    pub(crate) fn with_game<T>(
        &mut self,
        id: GameId,
        work: impl FnOnce(&mut Self, &mut OpenGame) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.with_document(id, |library, open| match open.newer {
            Some(found) => Err(StoreError::GameNewer { game: id, found, known: FORMAT }),
            None => work(library, open),
        })
    }

    /// The same for what needs no understanding of the game: also one that a later version wrote.
    pub(crate) fn with_document<T>(
        &mut self,
        id: GameId,
        work: impl FnOnce(&mut Self, &mut OpenGame) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut open = match self.open_games.take(id) {
            Some(open) => open,
            None => self.load(id)?,
        };
        let done = work(self, &mut open);
        // What was refused before anything was written leaves the game as it was.
        if done.as_ref().err().is_none_or(StoreError::is_refusal) {
            self.open_games.put(id, open);
        }
        done
    }

    fn load(&mut self, id: GameId) -> Result<OpenGame, StoreError> {
        let Stored { snapshot, updates } = self.stored(id)?;
        let last_update = updates.last().map_or(0, |&(number, _)| number);
        let updates: Vec<Vec<u8>> = updates.into_iter().map(|(_, bytes)| bytes).collect();
        let damaged = |error| StoreError::GameDamaged { game: id, error };
        let replica = LoroReplica::load(id, random()?, &snapshot, &updates).map_err(damaged)?;
        // What is in the snapshot is there when its hash is right.
        if !replica.knows(&changes::after(&self.db, id, documents::through(&self.db, id)?)?) {
            // Without a part of it the rest still reads as a game, as an older one that new edits would build on.
            return Err(damaged(DocError::Bytes("a part of what was saved is missing".to_owned())));
        }
        let mut open = OpenGame::new(replica, id)?;
        open.last_change = changes::latest(&self.db, id)?;
        open.last_update = last_update;
        open.updates = updates.len();
        if open.updates >= super::compact::ON_OPENING && !self.is_read_only() {
            // It only makes the next opening quicker: a full disk keeps nobody from reading.
            let _ = self.compact_open(id, &mut open);
        }
        Ok(open)
    }

    /// A game's document as it is in the database.
    pub(crate) fn stored(&self, id: GameId) -> Result<Stored, StoreError> {
        let damaged = |why: &str| StoreError::GameDamaged { game: id, error: DocError::Bytes(why.to_owned()) };
        let Some((snapshot, hash)) = documents::get(&self.db, id)? else {
            let is_listed = games::is_there(&self.db, id)?;
            return Err(if is_listed { damaged("its snapshot is gone") } else { StoreError::NoGame { game: id } });
        };
        if AssetHash::of(&snapshot).to_string() != hash {
            return Err(damaged("its snapshot is not the one that was saved"));
        }
        Ok(Stored { snapshot, updates: updates::of(&self.db, id)? })
    }
}

/// The format of a document that a later version wrote.
fn newer(state: &State) -> Option<u64> {
    state.fields.get("format").and_then(Value::as_u64).filter(|&found| found > u64::from(FORMAT))
}

/// 64 bits by chance.
pub(crate) fn random() -> Result<u64, StoreError> {
    getrandom::u64().map_err(|error| StoreError::Chance(error.to_string()))
}
