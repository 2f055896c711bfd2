//! What tests share: golden scenes, and the search for inputs that beat a level.

pub mod golden;
pub mod search;
