//! A game as a document that merges: what two computers do to it apart from each other comes together again.
//!
//! A game is kept as a flat table of registers, one for everything that a person changes in one go (`levels/ID/actors/ID/at`),
//! and one for each painted cell. Of two writes to one register the later wins, on every computer the same; writes to different
//! registers never meet. What is removed is marked as gone and keeps its registers, so that bringing it back brings back what
//! others did to it meanwhile.
//!
//! [`State`] is that table, [`write`](mod@write) says which registers an edit changes, [`read`] makes a game of them. A
//! [`Replica`] keeps their history; [`LoroReplica`] does it with Loro.

pub mod guard;
mod loro;
mod message;
mod read;
mod replica;
mod state;
mod write;

pub use self::{
    loro::LoroReplica,
    message::{Source, Stamp},
    read::read,
    replica::{Committed, DocError, Heads, Imported, Replica, Span, Version},
    state::{Cell, Key, Op, State},
    write::ops_between,
};
pub(crate) use self::{read::named_by, write::ops_in};
