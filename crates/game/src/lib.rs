//! What a Snapcade game is: the document, its limits and validation, edits and format versions.
//!
//! A [`Game`] is plain data. It is changed only through [`Edit`]s, saved as canonical JSON ([`json`]) inside a
//! `.snapcade` archive ([`archive`]) together with the assets it names by content hash.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic"))]

#[cfg(feature = "files")]
pub mod archive;
pub mod dialogue;
pub mod document;
pub mod edit;
pub mod id;
pub mod json;
pub mod kind;
pub mod level;
pub mod limits;
pub mod order;
mod place;
pub mod rules;
pub mod sheet;
pub mod table;
pub mod text;
pub mod tile;
pub mod validate;
mod values;

#[cfg(feature = "files")]
pub use archive::{ArchiveError, Project};
pub use dialogue::{Choice, Dialogue, Effect, Line};
pub use document::{ArtRef, Difficulty, FORMAT, Game, Mode};
pub use edit::{Edit, EditError};
pub use id::{
    ActorId, AssetHash, CheckpointId, ChoiceId, DialogueId, GameId, KindId, LayerId, LevelId, LineId, Slot, TextId,
};
pub use json::DocumentError;
pub use kind::{Foe, Item, Kind, Number, Power, Role};
pub use level::{Actor, Checkpoint, Facing, Layer, Level, Point, Size, Text, TextStyle};
pub use order::OrderKey;
pub use rules::{Rule, Rules};
pub use sheet::Sheet;
pub use table::Table;
pub use tile::{Tile, TileGrid};
pub use validate::{Fault, validate};
