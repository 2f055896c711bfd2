//! What is asked of whatever keeps a document's history and merges it.

use super::{Op, Stamp, State};

/// Why a document cannot be read, written or merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocError {
    /// Bytes that are no document or no update.
    #[error("the bytes are damaged, or no part of a game ({0})")]
    Bytes(String),
    /// An update of another document.
    #[error("the update belongs to another game")]
    Foreign,
    /// A moment that the document does not know.
    #[error("this moment is not part of the game's history")]
    Moment,
    /// The library that keeps documents has failed.
    #[error("the document could not be changed ({0})")]
    Engine(String),
}

/// Operations in a row that one opening of a document made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which opening: a number by chance.
    pub peer: u64,
    /// Its first operation.
    pub start: i32,
    /// How many.
    pub len: i32,
}

impl Span {
    /// The moment after it, as its author saw the document.
    pub fn end(self) -> Heads {
        Heads(vec![(self.peer, self.start.saturating_add(self.len).saturating_sub(1))])
    }
}

/// A moment of a document: the last operations of all that happened before. None: the very beginning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Heads(pub Vec<(u64, i32)>);

impl Heads {
    /// As bytes: 12 for each head.
    pub fn encode(&self) -> Vec<u8> {
        self.0.iter().flat_map(|(peer, counter)| [&peer.to_le_bytes()[..], &counter.to_le_bytes()].concat()).collect()
    }

    /// From bytes; `None` when they are none.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (heads, rest) = bytes.as_chunks::<12>();
        let head = |&[a, b, c, d, e, f, g, h, i, j, k, l]: &[u8; 12]| {
            (u64::from_le_bytes([a, b, c, d, e, f, g, h]), i32::from_le_bytes([i, j, k, l]))
        };
        rest.is_empty().then(|| Self(heads.iter().map(head).collect()))
    }
}

/// What a replica has seen, so that another one can send the rest. Opaque bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Version(pub Vec<u8>);

/// A group of edits that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its operations.
    pub span: Span,
    /// What other replicas need to know of it.
    pub update: Vec<u8>,
}

/// A group of edits that came from another replica.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Its operations.
    pub span: Span,
    /// When, who, how and what.
    pub stamp: Stamp,
}

/// A document with its history that merges with other replicas of it.
pub trait Replica: Sized {
    /// An empty document of a game. `peer` is a number by chance, another one for each opening.
    fn new(game: snapcade_game::GameId, peer: u64) -> Result<Self, DocError>;

    /// A document from a snapshot and the updates since.
    fn load(game: snapcade_game::GameId, peer: u64, snapshot: &[u8], updates: &[Vec<u8>]) -> Result<Self, DocError>;

    /// The registers as they are now.
    fn state(&self) -> Result<State, DocError>;

    /// Writes registers as one group; `None` when there is nothing to write.
    fn commit(&mut self, ops: &[Op], stamp: &Stamp) -> Result<Option<Committed>, DocError>;

    /// Takes in what another replica did, in any order and as often as it comes. Groups that wait for others they build on are
    /// told when those have come.
    fn import(&mut self, update: &[u8]) -> Result<Vec<Imported>, DocError>;

    /// What waits for other updates that have not come yet.
    fn waiting(&self) -> Result<Option<Vec<u8>>, DocError>;

    /// The writes that lead from one moment to another.
    fn difference(&self, from: &Heads, to: &Heads) -> Result<Vec<Op>, DocError>;

    /// The moment before a group of operations, as its author saw the document.
    fn before(&self, span: Span) -> Result<Heads, DocError>;

    /// The moment at which these operations and all that they build on had happened, and nothing else. Each is given by who
    /// made it and its number.
    fn moment(&self, last: &[(u64, i32)]) -> Result<Heads, DocError>;

    /// Whether these operations have been seen.
    fn knows(&self, last: &[(u64, i32)]) -> bool;

    /// This moment.
    fn heads(&self) -> Heads;

    /// Everything, to be loaded again.
    fn snapshot(&self) -> Result<Vec<u8>, DocError>;

    /// What has been seen.
    fn version(&self) -> Version;

    /// Everything that a replica with that version has not seen.
    fn updates_since(&self, version: &Version) -> Result<Vec<u8>, DocError>;
}
