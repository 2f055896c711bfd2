//! What tests share: golden scenes, and the search for inputs that beat a level.

use std::path::{Path, PathBuf};

pub mod golden;
pub mod search;

/// The root folder of the house.
///
/// Cargo says at run time which package it runs, two folders down. The folder a program was compiled in would lie as soon
/// as several checkouts share one target directory, as they do in CI.
pub fn house() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package).join("../..")
}

/// The sample game with its art and proofs.
pub fn first_steps() -> Result<snapcade_game::Project, snapcade_app::AppError> {
    snapcade_app::first_steps()
}
