//! `cargo xtask test`: every test there is, then every check.

use anyhow::Result;

use crate::shell::{self, Steps};
use crate::{check, npm, player, system, workspace};

/// The line for `--help`.
pub const HELP: &str = "every test, then every check; what CI runs";

/// Where web builds are played in browsers.
const WEB_TESTS: &str = "tests/web";

/// Runs every step even after one has failed, so that one call shows everything there is to fix.
pub fn run(_: &[String]) -> Result<()> {
    system::ensure("test")?;
    let mut steps = Steps::new();
    // First: every export carries it.
    steps.step("the web player (cargo xtask player)", || player::build().map(drop));
    // Plain `cargo test`, which also runs the examples in the documentation. The benchmarks stay out: what they
    // are compared with takes longer to build than everything that is tested here.
    steps.step("tests (cargo test)", || {
        let args = ["test", "--workspace", "--exclude", "snapcade-bench", "--no-fail-fast"];
        shell::run(&mut shell::cargo(&args))
    });
    steps.step("the web player's page (npm test)", || {
        shell::run(&mut npm::script(player::PAGE, "check"))?;
        shell::run(&mut npm::script(player::PAGE, "test"))
    });
    steps.step("web builds in Chromium, Firefox and WebKit", web_builds);
    check::add_steps(&mut steps);
    steps.finish()
}

/// Exports a game with the program that the tests were just run with, and plays it.
fn web_builds() -> Result<()> {
    shell::run(&mut shell::cargo(&["build", "--quiet", "--package", "snapcade-cli"]))?;
    npm::install(WEB_TESTS)?;
    let target = workspace::target_directory()?;
    let program = target.join("debug").join(format!("snapcade{}", std::env::consts::EXE_SUFFIX));
    for script in ["prepare-build", "test"] {
        let mut command = npm::script(WEB_TESTS, script);
        command.env("SNAPCADE_BIN", &program).env("SNAPCADE_WEB_BUILD", target.join("web-tests"));
        shell::run(&mut command)?;
    }
    Ok(())
}
