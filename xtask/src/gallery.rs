//! `cargo xtask gallery`: the heroes of the sample photos as pictures that a person can look at.

use anyhow::Result;

use crate::{shell, system};

/// The line for `--help`.
pub const HELP: &str = "makes heroes of the sample photos and draws docs/heroes.md anew";

/// Builds and runs the gallery program of the testkit.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("gallery")?;
    shell::run(&mut shell::cargo(&["run", "--release", "--package", "snapcade-testkit", "--bin", "hero-gallery"]))?;
    println!("Look at docs/heroes.md and every picture of docs/heroes/ before you commit them.");
    Ok(())
}
