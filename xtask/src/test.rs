//! `cargo xtask test`: every test there is, then every check.

use anyhow::Result;

use crate::shell::{self, Steps};
use crate::{check, system};

/// The line for `--help`.
pub const HELP: &str = "every test, then every check; what CI runs";

/// Runs every step even after one has failed, so that one call shows everything there is to fix.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("test")?;
    let mut steps = Steps::new();
    // Plain `cargo test`, which also runs the examples in the documentation. The benchmarks stay out: what they
    // are compared with takes longer to build than everything that is tested here.
    steps.step("tests (cargo test)", || {
        let args = ["test", "--workspace", "--exclude", "snapcade-bench", "--no-fail-fast"];
        shell::run(&mut shell::cargo(&args))
    });
    check::add_steps(&mut steps);
    steps.finish()
}
