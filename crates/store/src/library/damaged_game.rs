//! What can still be read of a game that is damaged. Reading it changes nothing.

use snapcade_game::{Game, GameId};

use crate::{
    Library, StoreError,
    doc::{DocError, LoroReplica, Replica as _, Source, Stamp, read},
    tables::{documents, games, updates},
};

/// Who opens the document; nothing is written in this name.
const READER: u64 = 1;

/// A game of which perhaps not everything could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadableGame {
    /// What could be read.
    pub game: Game,
    /// How many pieces of its history could not be read; some may wait for those.
    pub lost: usize,
}

impl Library {
    /// What can be read of a game, however damaged it is: everything before the damage, and of what came after it what does not
    /// build on what is lost.
    pub fn readable_game(&self, id: GameId) -> Result<ReadableGame, StoreError> {
        if !games::is_there(&self.db, id)? {
            return Err(StoreError::NoGame { game: id });
        }
        let mut lost = 0;
        let mut replica = LoroReplica::new(id, READER)?;
        // Whatever its hash says: Loro checks what it reads.
        match documents::get(&self.db, id)?.map(|(snapshot, _)| LoroReplica::load(id, READER, &snapshot, &[])) {
            Some(Ok(whole)) => replica = whole,
            _ => lost += 1,
        }
        for (_, update) in updates::of(&self.db, id)? {
            lost += usize::from(replica.import(&update).is_err());
        }
        let state = replica.state()?;
        if !state.fields.contains_key("format") {
            let error = DocError::Bytes("nothing of it can be read".to_owned());
            return Err(StoreError::GameDamaged { game: id, error });
        }
        Ok(ReadableGame { game: read(&state, id), lost })
    }

    /// Makes a new game of what can be read of one that is damaged, which stays as it is. The new one's id.
    pub fn save_readable_game(&mut self, id: GameId, now_ms: i64) -> Result<GameId, StoreError> {
        self.must_be_writable()?;
        let mut project = self.with_assets(self.readable_game(id)?.game)?;
        project.game.id = self.new_game_id()?;
        let words = format!("saved what could be read of \"{}\"", project.game.title);
        self.create_game(&project, &Stamp::new(now_ms, &self.nickname()?, Source::Import, &words))?;
        Ok(project.game.id)
    }
}
