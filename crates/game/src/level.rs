//! Levels and what stands in them.

use serde::{Deserialize, Serialize};

use crate::{
    id::{ActorId, AssetHash, CheckpointId, DialogueId, KindId, LayerId, Slot, TextId},
    order::{OrderKey, Ordered},
    table::Table,
    tile::TileGrid,
};

/// A place in a level, in pixels from its top left. In JSON a pair `[x, y]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "(i32, i32)", into = "(i32, i32)")]
pub struct Point {
    /// Rightwards.
    pub x: i32,
    /// Downwards.
    pub y: i32,
}

impl Point {
    /// The place `x` pixels right and `y` pixels down.
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }
}

impl From<(i32, i32)> for Point {
    fn from((x, y): (i32, i32)) -> Self {
        Self { x, y }
    }
}

impl From<Point> for (i32, i32) {
    fn from(point: Point) -> Self {
        (point.x, point.y)
    }
}

/// A width and a height in pixels. In JSON a pair `[w, h]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "(i32, i32)", into = "(i32, i32)")]
pub struct Size {
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl From<(i32, i32)> for Size {
    fn from((w, h): (i32, i32)) -> Self {
        Self { w, h }
    }
}

impl From<Size> for (i32, i32) {
    fn from(size: Size) -> Self {
        (size.w, size.h)
    }
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its place among the levels.
    pub order: OrderKey,
    /// Shown when it begins.
    pub name: String,
    /// The sheet its tiles are drawn with.
    pub tileset: Slot,
    /// Its song.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub music: Option<Slot>,
    /// Where the hero's feet stand at the beginning.
    pub start: Point,
    /// Where the foot of the goal stands. A level without one ends when its boss is beaten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Point>,
    /// The replay that beats it, an asset: its proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<AssetHash>,
    /// Backdrops, from back to front.
    pub layers: Table<LayerId, Layer>,
    /// Where the hero comes back after a fall.
    pub checkpoints: Table<CheckpointId, Checkpoint>,
    /// Words that stand in the level.
    pub texts: Table<TextId, Text>,
    /// Everything that is placed.
    pub actors: Table<ActorId, Actor>,
    /// The ground.
    pub tiles: TileGrid,
}

impl Ordered for Level {
    fn order(&self) -> &OrderKey {
        &self.order
    }
}

/// Something placed in a level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// What it is.
    pub kind: KindId,
    /// Where its feet stand: the middle of its body's lower edge.
    pub at: Point,
    /// Where it looks at first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub facing: Facing,
    /// Where it goes, for platforms and flyers: stops relative to `at`, there and back again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<Point>,
    /// Which gates it moves, for switches: 0 to 3.
    #[serde(default, skip_serializing_if = "is_default")]
    pub channel: u8,
    /// How wide it is, for platforms, in tiles; 0 means as wide as its kind's body.
    #[serde(default, skip_serializing_if = "is_default")]
    pub width_tiles: u8,
    /// What it says, for talkers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialogue: Option<DialogueId>,
}

impl Actor {
    /// An actor of a kind at a place, everything else as usual.
    pub fn new(kind: KindId, at: Point) -> Self {
        Self { kind, at, facing: Facing::default(), path: Vec::new(), channel: 0, width_tiles: 0, dialogue: None }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Left or right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facing {
    /// Towards the start of most levels.
    #[default]
    Left,
    /// Towards the goal of most levels.
    Right,
}

/// Where the hero comes back after a fall.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Where the foot of its flag stands.
    pub at: Point,
}

/// Words that stand in a level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The middle of the words' lower edge.
    pub at: Point,
    /// The words.
    pub words: String,
    /// How they are shown.
    pub style: TextStyle,
}

/// How a text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStyle {
    /// Always there, in the air.
    Floating,
    /// In a bubble, when the hero comes near.
    Bubble,
}

/// A backdrop that moves with the camera.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Its place among the layers; the first is the farthest.
    pub order: OrderKey,
    /// The sheet it is drawn with; its first animation is shown.
    pub art: Slot,
    /// How much of the camera's motion it follows, in percent: 0 stands still (sky), 100 moves with the ground.
    pub scroll_percent: i32,
    /// Where its top edge is on the screen when the camera is at the level's lower end, in px.
    pub y: i32,
    /// Its own motion to the left.
    #[serde(default, skip_serializing_if = "is_default")]
    pub drift_subpx_per_tick: i32,
}

impl Ordered for Layer {
    fn order(&self) -> &OrderKey {
        &self.order
    }
}
