//! Snapshots: what happened to a game in one piece, so that it opens quickly.

use snapcade_game::{AssetHash, GameId};

use super::open_game::OpenGame;
use crate::{
    Library, StoreError,
    doc::{LoroReplica, Replica},
    tables::{documents, updates},
};

/// With so many updates since the snapshot a game gets a new one when it is opened.
pub(super) const ON_OPENING: usize = 256;
/// And when it is closed.
pub(super) const ON_CLOSING: usize = 32;
/// And while it is edited: rarely, since a child waits.
pub(super) const WHILE_EDITING: usize = 2048;

impl Library {
    /// Makes a new snapshot of a game.
    pub fn compact(&mut self, id: GameId) -> Result<(), StoreError> {
        self.with_game(id, |library, open| library.compact_open(id, open))
    }

    pub(super) fn compact_open(&mut self, id: GameId, open: &mut OpenGame) -> Result<(), StoreError> {
        self.must_be_writable()?;
        let Some(snapshot) = trusted_snapshot(id, open)? else {
            // What is there is whole; a snapshot that is not must never take its place.
            return Ok(());
        };
        let waiting = open.replica.waiting()?;
        let transaction = self.db.transaction()?;
        updates::remove_through(&transaction, id, open.last_update)?;
        if let Some(waiting) = &waiting {
            updates::add(&transaction, id, open.last_update + 1, waiting)?;
        }
        documents::put(&transaction, id, &snapshot, &AssetHash::of(&snapshot).to_string())?;
        transaction.commit()?;
        open.updates = usize::from(waiting.is_some());
        open.last_update += i64::from(waiting.is_some());
        Ok(())
    }
}

/// A snapshot that gives the same game, the same history and every register back; `None` when it does not.
fn trusted_snapshot(id: GameId, open: &OpenGame) -> Result<Option<Vec<u8>>, StoreError> {
    let snapshot = open.replica.snapshot()?;
    let again = LoroReplica::load(id, 1, &snapshot, &[]);
    Ok(again.is_ok_and(|again| is_same(&again, open)).then_some(snapshot))
}

fn is_same(again: &impl Replica, open: &OpenGame) -> bool {
    let same_state = again.state().is_ok_and(|state| state == open.state);
    same_state && again.heads() == open.replica.heads() && again.version() == open.replica.version()
}
