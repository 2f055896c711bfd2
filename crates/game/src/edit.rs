//! Every change that can be made to a game, as data.
//!
//! [`Edit::apply`] changes the game and returns the inverse edit; [`Edit::undo`] of that gives the same game back. An
//! edit that cannot be applied leaves the game as it was. Edits name things by their stable ids, never by their place
//! in a list.

mod apply;
mod dialogue;
mod error;
mod level;
mod paint;
mod stroke;
mod tables;

pub use error::EditError;
use serde::{Deserialize, Serialize};

use crate::{
    dialogue::{Choice, Dialogue, Effect, Line},
    document::{ArtRef, Difficulty, Mode},
    id::{ActorId, AssetHash, CheckpointId, ChoiceId, DialogueId, KindId, LayerId, LevelId, LineId, Slot, TextId},
    kind::{Kind, Number, Role},
    level::{Actor, Checkpoint, Facing, Layer, Level, Point, Size, Text, TextStyle},
    order::OrderKey,
    rules::Rule,
    tile::{Tile, TileGrid},
};

/// A change to a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "variants and fields say what the documents' own types document")]
pub enum Edit {
    /// Several edits that succeed or fail as one.
    Batch(Vec<Edit>),
    SetTitle(String),
    SetAuthor(String),
    SetTheme(String),
    SetDifficulty(Difficulty),
    SetMode(Mode),
    SetRule {
        rule: Rule,
        value: i32,
    },
    /// Puts a sheet into a slot, or empties the slot.
    SetArt {
        slot: Slot,
        art: Option<ArtRef>,
    },
    /// Puts a sound into a slot, or empties the slot.
    SetSound {
        slot: Slot,
        sound: Option<AssetHash>,
    },
    AddKind {
        id: KindId,
        kind: Box<Kind>,
    },
    RemoveKind {
        id: KindId,
    },
    ChangeKind {
        id: KindId,
        change: KindChange,
    },
    AddDialogue {
        id: DialogueId,
        dialogue: Dialogue,
    },
    RemoveDialogue {
        id: DialogueId,
    },
    ChangeDialogue {
        id: DialogueId,
        change: DialogueChange,
    },
    AddLevel {
        id: LevelId,
        level: Box<Level>,
    },
    RemoveLevel {
        id: LevelId,
    },
    ChangeLevel {
        id: LevelId,
        change: LevelChange,
    },
}

/// A change to a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each variant sets the field of its name")]
pub enum KindChange {
    Name(String),
    Art(Slot),
    Body(Size),
    Role(Role),
    /// One number of the role, so that two people can turn two sliders of one kind.
    Number {
        number: Number,
        value: i32,
    },
}

/// A change to a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each variant sets the field of its name")]
pub enum DialogueChange {
    Name(String),
    First(Option<LineId>),
    AddLine { id: LineId, line: Line },
    RemoveLine { id: LineId },
    LineWords { id: LineId, words: String },
    LineNext { id: LineId, next: Option<LineId> },
    LineEffect { id: LineId, effect: Option<Effect> },
    AddChoice { line: LineId, id: ChoiceId, choice: Choice },
    RemoveChoice { line: LineId, id: ChoiceId },
    ChoiceWords { line: LineId, id: ChoiceId, words: String },
    ChoiceNext { line: LineId, id: ChoiceId, next: Option<LineId> },
    ChoiceOrder { line: LineId, id: ChoiceId, order: OrderKey },
}

/// A change to a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "most variants set the field of their name")]
pub enum LevelChange {
    /// Moves it among the levels.
    Order(OrderKey),
    Name(String),
    Tileset(Slot),
    Music(Option<Slot>),
    Start(Point),
    Goal(Option<Point>),
    Proof(Option<AssetHash>),
    /// Cuts or adds tiles at the right and at the bottom.
    Resize {
        width: u32,
        height: u32,
    },
    /// Replaces the whole ground.
    Tiles(TileGrid),
    /// Fills a rectangle of cells.
    PaintRect {
        x: u32,
        y: u32,
        width: u32,
        height: u32,
        tile: Tile,
    },
    /// Draws with a square brush of `brush` cells along the straight lines between `points` (cells).
    PaintStroke {
        points: Vec<(i32, i32)>,
        brush: u32,
        tile: Tile,
    },
    /// Paints runs of cells, each from `(x, y)` to the right.
    PaintRuns(Vec<Run>),
    AddActor {
        id: ActorId,
        actor: Actor,
    },
    RemoveActor {
        id: ActorId,
    },
    ChangeActor {
        id: ActorId,
        change: ActorChange,
    },
    AddCheckpoint {
        id: CheckpointId,
        checkpoint: Checkpoint,
    },
    RemoveCheckpoint {
        id: CheckpointId,
    },
    MoveCheckpoint {
        id: CheckpointId,
        at: Point,
    },
    AddText {
        id: TextId,
        text: Text,
    },
    RemoveText {
        id: TextId,
    },
    ChangeText {
        id: TextId,
        change: TextChange,
    },
    AddLayer {
        id: LayerId,
        layer: Layer,
    },
    RemoveLayer {
        id: LayerId,
    },
    ChangeLayer {
        id: LayerId,
        change: LayerChange,
    },
}

/// Cells of one row that are painted one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Column of the first cell.
    pub x: u32,
    /// Row.
    pub y: u32,
    /// What is painted. In JSON one text of letters.
    #[serde(with = "crate::tile::rows::letters")]
    pub tiles: Vec<Tile>,
}

/// A change to a placed actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each variant sets the field of its name")]
pub enum ActorChange {
    Kind(KindId),
    At(Point),
    Facing(Facing),
    Path(Vec<Point>),
    Channel(u8),
    WidthTiles(u8),
    Dialogue(Option<DialogueId>),
}

/// A change to a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each variant sets the field of its name")]
pub enum TextChange {
    At(Point),
    Words(String),
    Style(TextStyle),
}

/// A change to a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each variant sets the field of its name")]
pub enum LayerChange {
    Order(OrderKey),
    Art(Slot),
    ScrollPercent(i32),
    Y(i32),
    DriftSubpxPerTick(i32),
}
