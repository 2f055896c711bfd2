//! `cargo xtask bench`: the benchmarks, each beside a peer or a physical limit.

use anyhow::Result;

use crate::{shell, system};

/// The line for `--help`.
pub const HELP: &str = "the benchmarks, with peers side by side";

/// Builds the benchmarks with optimisation and passes the arguments on to them.
pub fn run(args: &[String]) -> Result<()> {
    system::ensure("bench")?;
    shell::run(shell::cargo(&["run", "--release", "--package", "snapcade-bench", "--"]).args(args))
}
