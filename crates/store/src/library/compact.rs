//! Snapshots: what happened to a game in one piece, so that it opens quickly.

use snapcade_game::{AssetHash, GameId};

use super::open_game::OpenGame;
use crate::{
    Library, StoreError,
    doc::{DocError, Replica, State},
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
        self.with_document(id, |library, open| library.compact_open(id, open))
    }

    pub(super) fn compact_open(&mut self, id: GameId, open: &mut OpenGame) -> Result<(), StoreError> {
        self.must_be_writable()?;
        let waiting = open.replica.waiting()?;
        let Some(snapshot) = trusted_snapshot(id, &open.replica, &open.state, waiting.as_ref())? else {
            // What is there is whole; a snapshot that is not must never take its place.
            return Ok(());
        };
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

/// A snapshot that gives, with what waits, the same registers, the same history and the same waiting back; `None` when it does not.
fn trusted_snapshot<R: Replica>(
    id: GameId,
    replica: &R,
    state: &State,
    waiting: Option<&Vec<u8>>,
) -> Result<Option<Vec<u8>>, StoreError> {
    let snapshot = replica.snapshot()?;
    let is_same = |again: &R| -> Result<bool, DocError> {
        Ok(again.state()? == *state
            && again.heads() == replica.heads()
            && again.version() == replica.version()
            && again.waiting()?.as_ref() == waiting)
    };
    let waiting = waiting.map(std::slice::from_ref).unwrap_or_default();
    let is_same = R::load(id, 1, &snapshot, waiting).and_then(|again| is_same(&again));
    Ok(is_same.unwrap_or(false).then_some(snapshot))
}
