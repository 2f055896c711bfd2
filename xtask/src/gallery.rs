//! `cargo xtask gallery`: the heroes of the sample photos and the worlds as pictures that a person can look at.

use anyhow::Result;

use crate::{shell, system};

/// The line for `--help`.
pub const HELP: &str =
    "makes heroes of the sample photos and a level of every world, and draws docs/heroes.md and docs/worlds.md anew";

/// Builds and runs the gallery programs of the testkit.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("gallery")?;
    for program in ["hero-gallery", "world-gallery"] {
        shell::run(&mut shell::cargo(&["run", "--release", "--package", "snapcade-testkit", "--bin", program]))?;
    }
    println!("Look at docs/heroes.md and docs/worlds.md and every picture of theirs before you commit them.");
    Ok(())
}
