//! The game in motion: deterministic rules, camera, animation, HUD, draw list, packs and replays.
//!
//! A [`Pack`] is a game ready to be played. A [`World`] is one moment of playing it: [`World::tick`] makes the next
//! moment from an [`Input`], [`World::draw`] says what it looks like. Nothing here knows of clocks, threads, floats or
//! the outside: the same pack, seed and inputs give the same worlds everywhere.

pub mod anim;
pub mod atlas;
pub mod binary;
#[cfg(feature = "compile")]
pub mod compile;
pub mod draw;
pub mod event;
pub mod font;
pub mod hash;
pub mod input;
pub mod lzma;
pub mod pack;
mod pack_codec;
pub mod phrase;
pub mod replay;
pub mod rng;
mod root;
pub mod words;
pub mod world;

pub use atlas::{Atlas, SpriteId, SpriteRect};
#[cfg(feature = "compile")]
pub use compile::{CompileError, compile};
pub use draw::{DrawList, Quad};
pub use event::{Event, EventKind};
pub use input::Input;
pub use pack::Pack;
pub use pack_codec::PackError;
pub use replay::{Replay, ReplayError, Start};
pub use world::World;

/// Width of the screen in logical pixels.
pub const SCREEN_WIDTH_PX: i32 = 320;
/// Height of the screen in logical pixels.
pub const SCREEN_HEIGHT_PX: i32 = 180;
/// Ticks in a second.
pub const TICKS_PER_SECOND: u32 = 60;
/// Parts of a pixel that positions and speeds are counted in.
pub const SUBPX: i32 = 256;
