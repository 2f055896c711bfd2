//! `cargo xtask check`: everything a reviewer should not have to look for.

mod arrows;
mod files;
mod generated;
mod licences;
mod same_everywhere;

use anyhow::Result;

use crate::shell::{self, Steps};
use crate::{fuzz, system};

/// The line for `--help`.
pub const HELP: &str =
    "format, crate arrows, file rules, licences, generated files, clippy; quick enough for each commit";

/// Runs every check.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("check")?;
    let mut steps = Steps::new();
    add_steps(&mut steps);
    steps.finish()
}

/// Runs every check as steps of a longer run, the quick ones first.
pub fn add_steps(steps: &mut Steps) {
    steps.step("format (cargo fmt)", format);
    steps.step("crate arrows", arrows::check);
    steps.step("file rules", files::check);
    steps.step("same on every machine", same_everywhere::check);
    steps.step("licences", licences::check);
    steps.step("generated files", generated::check);
    steps.step("lints (cargo clippy)", lints);
    if fuzz::has_targets() {
        steps.step("lints of the fuzz targets (cargo clippy)", fuzz::lint);
    }
}

fn format() -> Result<()> {
    system::ensure_component("fmt", "rustfmt")?;
    shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))?;
    if fuzz::has_targets() {
        shell::run(&mut shell::cargo(&["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]))?;
    }
    Ok(())
}

fn lints() -> Result<()> {
    system::ensure_component("clippy", "clippy")?;
    shell::run(&mut shell::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}
