//! `cargo xtask run`: shows what there is to see today, the sample game playing itself.

use anyhow::Result;

use crate::{shell, system, workspace};

/// The line for `--help`.
pub const HELP: &str = "makes the sample game, lets it play itself, and says where the GIF is";

const GAME: &str = "out/first-steps.snapcade";
const GIF: &str = "out/first-steps.gif";

/// Builds the command-line program, writes the built-in sample and renders its attract mode.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("run")?;
    std::fs::create_dir_all(workspace::root().join("out"))?;
    snapcade(&["sample", "-o", GAME])?;
    snapcade(&["render", GAME, "--attract", "--gif", GIF])?;
    println!("First Steps is in {GAME}; open {GIF} to watch it play itself.");
    Ok(())
}

fn snapcade(args: &[&str]) -> Result<()> {
    let program = ["run", "--release", "--package", "snapcade-cli", "--bin", "snapcade", "--"];
    shell::run(&mut shell::cargo(&[&program, args].concat()))
}
