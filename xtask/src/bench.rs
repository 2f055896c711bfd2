//! `cargo xtask bench`: the benchmarks, each beside a peer or a physical limit.

use std::process::Command;

use anyhow::Result;

use crate::{npm, player, shell, system, workspace};

/// The line for `--help`.
pub const HELP: &str = "the benchmarks, with peers side by side";

/// Where web builds are measured in a browser.
const IN_A_BROWSER: &str = "tests/bench/web";
/// Benchmarks of web builds, which carry the web player.
const WEB_BUILDS: [&str; 2] = [EXPORT, WEB];
const EXPORT: &str = "export";
/// Natively a part of the table, and all that is measured in a browser.
const WEB: &str = "web";

/// Builds the benchmarks with optimisation and passes the arguments on to them.
pub fn run(args: &[String]) -> Result<()> {
    system::ensure("bench")?;
    let filter = args.first().map_or("", String::as_str);
    if WEB_BUILDS.iter().any(|name| name.contains(filter)) {
        player::build()?;
    }
    shell::run(native().args(args))?;
    if WEB.contains(filter) { in_a_browser() } else { Ok(()) }
}

/// The program of the benchmarks.
fn native() -> Command {
    shell::cargo(&["run", "--release", "--package", "snapcade-bench", "--"])
}

/// Makes what is measured in a browser, and measures it.
fn in_a_browser() -> Result<()> {
    let build = workspace::target_directory()?.join("bench-web");
    shell::run(native().arg("--web-build-into").arg(&build))?;
    npm::install(IN_A_BROWSER)?;
    shell::run(npm::script(IN_A_BROWSER, "bench").args(["--", "--build"]).arg(&build))
}
