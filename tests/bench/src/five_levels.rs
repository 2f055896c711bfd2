//! The standard game of five levels: what an export is measured with, here and in the browser.

use anyhow::{Context, Result};
use snapcade_app::{
    HeroOptions, MakeOptions,
    make::{Difficulty, Length, MadeGame},
};

use crate::hero;

const PHOTO: &str = "astronaut.png";
const THEME: &str = "a rainy jungle at night";
const LEVELS: u32 = 5;
/// The one that `snapcade make` takes when it is given none.
const SEED: u64 = 1;

/// Makes it: equal in every run.
pub fn game() -> Result<MadeGame> {
    let options = MakeOptions {
        hero: Some(hero::sample(PHOTO)?.into()),
        hero_options: HeroOptions::default(),
        theme: Some(THEME.to_owned()),
        difficulty: Difficulty::Normal,
        levels: LEVELS,
        length: Length::Medium,
        wishes: Vec::new(),
        seed: SEED,
        title: None,
        author: String::new(),
    };
    snapcade_app::make_game(&options).context("the game of five levels could not be made")
}
