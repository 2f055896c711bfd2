//! How games are made: photo to hero, words to levels that a bot has beaten.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic"))]

pub mod art;
pub mod bot;
mod both;
pub mod color;
pub mod grid;
pub mod hero;
pub mod level;
pub mod make;
pub mod theme;
