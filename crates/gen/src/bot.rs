//! The bot: plays a level with the very rules that ship, until it has beaten it.
//!
//! [`search::search`] tries ways through copies of the world, best first, led by distances on a rough map of the level
//! ([`terrain`], [`field`]) and a plan of what has to be touched in which order ([`plan`]).

pub mod clumsy;
pub mod field;
mod moves;
pub mod plan;
pub mod search;
pub mod terrain;
mod verdict;

pub use plan::Lock;
pub use search::{Budget, Found};
pub use verdict::{Proof, Unbeaten, Why, prove};
