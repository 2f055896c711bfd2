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
        documents::put(&transaction, id, &snapshot, &AssetHash::of(&snapshot).to_string(), open.last_change)?;
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

#[cfg(test)]
mod tests {
    use snapcade_game::Game;

    use super::*;
    use crate::doc::{Committed, Heads, Imported, LoroReplica, Op, Source, Span, Stamp, Version, ops_between, read};

    const ID: GameId = GameId(7);

    /// How a replica lies.
    #[derive(Clone, Copy)]
    enum Lie {
        None,
        CutOff,
        Empty,
        LacksTheLatest,
        OfAnotherGame,
    }

    /// A document whose snapshots are not what they should be.
    struct Liar {
        lie: Lie,
        real: LoroReplica,
        earlier: Vec<u8>,
        /// What others wait for.
        first: Vec<u8>,
    }

    impl Liar {
        fn honest(real: LoroReplica) -> Self {
            Self { lie: Lie::None, real, earlier: Vec::new(), first: Vec::new() }
        }
    }

    impl Replica for Liar {
        fn new(game: GameId, peer: u64) -> Result<Self, DocError> {
            LoroReplica::new(game, peer).map(Self::honest)
        }

        fn load(game: GameId, peer: u64, snapshot: &[u8], updates: &[Vec<u8>]) -> Result<Self, DocError> {
            LoroReplica::load(game, peer, snapshot, updates).map(Self::honest)
        }

        fn state(&self) -> Result<State, DocError> {
            self.real.state()
        }

        fn commit(&mut self, ops: &[Op], stamp: &Stamp) -> Result<Option<Committed>, DocError> {
            self.real.commit(ops, stamp)
        }

        fn import(&mut self, update: &[u8]) -> Result<Vec<Imported>, DocError> {
            self.real.import(update)
        }

        fn waiting(&self) -> Result<Option<Vec<u8>>, DocError> {
            self.real.waiting()
        }

        fn difference(&self, from: &Heads, to: &Heads) -> Result<Vec<Op>, DocError> {
            self.real.difference(from, to)
        }

        fn before(&self, span: Span) -> Result<Heads, DocError> {
            self.real.before(span)
        }

        fn moment(&self, last: &[(u64, i32)]) -> Result<Heads, DocError> {
            self.real.moment(last)
        }

        fn knows(&self, last: &[(u64, i32)]) -> bool {
            self.real.knows(last)
        }

        fn heads(&self) -> Heads {
            self.real.heads()
        }

        fn snapshot(&self) -> Result<Vec<u8>, DocError> {
            let snapshot = self.real.snapshot()?;
            Ok(match self.lie {
                Lie::None => snapshot,
                Lie::CutOff => snapshot[..snapshot.len() - 5].to_vec(),
                Lie::Empty => Vec::new(),
                Lie::LacksTheLatest => self.earlier.clone(),
                Lie::OfAnotherGame => document(GameId(8)).snapshot()?,
            })
        }

        fn version(&self) -> Version {
            self.real.version()
        }

        fn updates_since(&self, version: &Version) -> Result<Vec<u8>, DocError> {
            self.real.updates_since(version)
        }
    }

    fn stamp() -> Stamp {
        Stamp::new(1, "Mia", Source::Hand, "made")
    }

    fn document(id: GameId) -> LoroReplica {
        let mut replica = LoroReplica::new(id, id.0).unwrap();
        let ops = ops_between(&State::default(), &Game::new(id, ""), &Game::new(id, "Moon Cat"));
        replica.commit(&ops, &stamp()).unwrap();
        replica
    }

    fn title(title: &str) -> [Op; 1] {
        [Op::Field("title".to_owned(), Some(title.into()))]
    }

    /// A document to which something waits: the second of two edits of another computer.
    fn liar(lie: Lie) -> Liar {
        let mut real = document(ID);
        let earlier = real.snapshot().unwrap();
        let mut other = LoroReplica::load(ID, 99, &earlier, &[]).unwrap();
        let first = other.commit(&title("One"), &stamp()).unwrap().unwrap().update;
        let second = other.commit(&title("Two"), &stamp()).unwrap().unwrap().update;
        assert_eq!(real.import(&second).unwrap(), []);
        real.commit(&title("Mine"), &stamp()).unwrap();
        Liar { lie, real, earlier, first }
    }

    #[test]
    fn a_snapshot_that_does_not_give_everything_back_is_not_trusted() {
        let trusted = |lie| {
            let liar = liar(lie);
            let (state, waiting) = (liar.state().unwrap(), liar.waiting().unwrap());
            trusted_snapshot(ID, &liar, &state, waiting.as_ref()).unwrap()
        };
        let snapshot = trusted(Lie::None).expect("it is whole");
        assert_eq!(read(&LoroReplica::load(ID, 1, &snapshot, &[]).unwrap().state().unwrap(), ID).title, "Mine");
        for lie in [Lie::CutOff, Lie::Empty, Lie::LacksTheLatest, Lie::OfAnotherGame] {
            assert_eq!(trusted(lie), None);
        }
    }

    #[test]
    fn what_waits_still_waits_beside_a_snapshot() {
        let liar = liar(Lie::None);
        let (state, waiting) = (liar.state().unwrap(), liar.waiting().unwrap().expect("the second edit"));
        let snapshot = trusted_snapshot(ID, &liar, &state, Some(&waiting)).unwrap().expect("it is whole");
        let other = [b"nothing that ever waited".to_vec()];
        assert_eq!(trusted_snapshot(ID, &liar, &state, other.first()).unwrap(), None);

        let mut again = LoroReplica::load(ID, 5, &snapshot, &[waiting]).unwrap();
        assert_eq!(again.import(&liar.first).unwrap().len(), 2, "the first, and the second that waited for it");
        assert_eq!(again.waiting().unwrap(), None);
    }
}
