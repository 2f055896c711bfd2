//! `cargo xtask art`: the art as pictures that a person can look at.

use anyhow::Result;

use crate::{shell, system};

/// The line for `--help`.
pub const HELP: &str = "draws contact sheets of all the art into out/art/";

/// Builds and runs the contact-sheet program of the testkit.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("art")?;
    shell::run(&mut shell::cargo(&["run", "--release", "--package", "snapcade-testkit", "--bin", "contact-sheets"]))?;
    println!("The contact sheets are in out/art/.");
    Ok(())
}
