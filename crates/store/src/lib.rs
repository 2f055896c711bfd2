//! The library: every game with every step of its history, heroes, photos, jobs and settings, in one SQLite database.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic"))]

pub mod backup;
pub mod damage;
mod db;
pub mod doc;
pub mod doctor;
pub mod error;
mod files;
mod fold;
pub mod instance;
pub mod library;
pub mod rescue;
mod stamp;
mod tables;

pub use error::StoreError;
pub use library::{Library, OpenOptions};
