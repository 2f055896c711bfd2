//! `cargo xtask bless`: accepts what the golden tests see now as what they expect.

use anyhow::Result;

use crate::{shell, system};

/// The line for `--help`.
pub const HELP: &str = "accepts new golden files, after you looked at them";

/// Runs the golden tests so that they write their files instead of comparing with them.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("bless")?;
    for arguments in [
        ["test", "--package", "snapcade-testkit", "--tests"].as_slice(),
        &["test", "--package", "snapcade-play", "--test", "determinism"],
    ] {
        shell::run(shell::cargo(arguments).env("SNAPCADE_BLESS", "1"))?;
    }
    println!("\nThe golden files now hold what the code does. Look at every one that changed before you commit it:");
    println!("    git status --short    # which files\n    git diff --stat       # how much");
    Ok(())
}
