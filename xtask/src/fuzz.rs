//! `cargo xtask fuzz`: throws bytes that nobody thought of at every parser of foreign bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::{shell, system, workspace};

/// The line for `--help`.
pub const HELP: &str = "fuzzes TARGET, or every target in turn, for N seconds each (30)";

/// The release of cargo-fuzz that is installed on demand.
const CARGO_FUZZ_VERSION: &str = "0.13.2";
/// How long each target runs unless told otherwise.
const DEFAULT_SECONDS: u32 = 30;

/// Runs one target, or all, until the first finding.
pub fn run(args: &[String]) -> Result<()> {
    let Asked { target, seconds } = parse(args)?;
    let mut targets = targets();
    if let Some(name) = target {
        if !targets.contains(&name) {
            bail!("there is no fuzz target `{name}`; there are: {}", targets.join(", "));
        }
        targets = vec![name];
    }
    if targets.is_empty() {
        bail!("there are no fuzz targets in fuzz/fuzz_targets");
    }
    system::ensure("fuzz")?;
    let cargo_fuzz = cargo_fuzz()?;
    for target in &targets {
        println!("==> {target} for {seconds} s");
        fuzz(&cargo_fuzz, target, seconds).with_context(|| {
            format!(
                "target `{target}`: what broke it is in fuzz/artifacts/{target}; fuzz/README.md says what to do with it"
            )
        })?;
    }
    println!("nothing found by {}", targets.join(", "));
    Ok(())
}

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    target: Option<String>,
    seconds: u32,
}

fn parse(args: &[String]) -> Result<Asked> {
    let mut asked = Asked { target: None, seconds: DEFAULT_SECONDS };
    let mut parser = Parser::from_args(args);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("seconds") => asked.seconds = parser.value()?.parse()?,
            Arg::Value(name) if asked.target.is_none() => asked.target = Some(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    // To libFuzzer, no seconds means no end.
    if asked.seconds == 0 {
        bail!("--seconds must be at least 1");
    }
    Ok(asked)
}

/// Whether there is anything to fuzz.
pub fn has_targets() -> bool {
    !targets().is_empty()
}

/// The targets by name: one file each in `fuzz/fuzz_targets`.
fn targets() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder().join("fuzz_targets"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort();
    names
}

fn folder() -> PathBuf {
    workspace::root().join("fuzz")
}

/// Lints the targets without building libFuzzer, which takes a C++ compiler: nothing is linked here, so any
/// name does for the library.
pub fn lint() -> Result<()> {
    let mut clippy = shell::cargo(&["clippy", "--manifest-path", "fuzz/Cargo.toml", "--", "-D", "warnings"]);
    shell::run(clippy.env("CUSTOM_LIBFUZZER_PATH", folder().join("libfuzzer-is-not-linked.a")))
}

/// Runs one target; an error means that it found something, or could not be built.
fn fuzz(cargo_fuzz: &Path, target: &str, seconds: u32) -> Result<()> {
    let built = workspace::target_directory()?.join("fuzz");
    // What the run learns goes into the first folder; the committed seeds are only read.
    let learned = built.join("corpus").join(target);
    fs::create_dir_all(&learned)?;
    let seeds = folder().join("corpus").join(target);

    let mut command = Command::new(cargo_fuzz);
    command.args(["fuzz", "run"]).arg("--target-dir").arg(&built).arg(target).arg(learned);
    if seeds.is_dir() {
        command.arg(seeds);
    }
    command.arg("--").arg(format!("-max_total_time={seconds}"));
    // Fuzzing needs compiler flags that are not stable yet; this lets the toolchain of the house take them.
    command.env("RUSTC_BOOTSTRAP", "1").current_dir(workspace::root());
    shell::run(&mut command)
}

/// The cargo-fuzz program, installed beside what cargo builds if it is not there yet.
fn cargo_fuzz() -> Result<PathBuf> {
    let tools = workspace::target_directory()?.join("tools");
    let program = tools.join("bin").join(format!("cargo-fuzz{}", std::env::consts::EXE_SUFFIX));
    let installed = shell::capture(Command::new(&program).args(["fuzz", "--version"]));
    if !installed.is_ok_and(|version| version.split_whitespace().any(|word| word == CARGO_FUZZ_VERSION)) {
        println!("installing cargo-fuzz {CARGO_FUZZ_VERSION} (once, about a minute)");
        let package = format!("cargo-fuzz@{CARGO_FUZZ_VERSION}");
        shell::run(shell::cargo(&["install", "--quiet", "--locked", "--force", &package, "--root"]).arg(&tools))?;
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Asked> {
        parse(&line.split_whitespace().map(String::from).collect::<Vec<_>>())
    }

    #[test]
    fn a_target_and_a_time_may_be_named_in_any_order() -> Result<()> {
        assert_eq!(asked("")?, Asked { target: None, seconds: DEFAULT_SECONDS });
        assert_eq!(asked("pack --seconds 5")?, Asked { target: Some("pack".into()), seconds: 5 });
        assert_eq!(asked("--seconds=5 pack")?, Asked { target: Some("pack".into()), seconds: 5 });
        Ok(())
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in ["pack replay", "--minutes 5", "--seconds", "--seconds soon", "--seconds 0", "--seconds -1"] {
            assert!(asked(line).is_err(), "{line}");
        }
    }
}
