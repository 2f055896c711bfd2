//! Running programs, and running steps one after another with a headline and a time each.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A call of the cargo that runs this xtask, from the root of the house.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(workspace::root());
    command
}

/// Runs a program whose output goes to the terminal; anything but success is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    let status = command.status().with_context(|| format!("could not start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a program and returns what it wrote to standard output; on failure the error carries what it
/// wrote to standard error.
pub fn capture(command: &mut Command) -> Result<String> {
    let line = command_line(command);
    let output = command.output().with_context(|| format!("could not start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({}):\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` wrote something that is not UTF-8"))
}

/// The command as a person would type it.
fn command_line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut line = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line += &argument.to_string_lossy();
    }
    line
}

/// Steps that all run, even after one has failed, so that one call shows everything there is to fix.
pub struct Steps {
    started: Instant,
    failed: Vec<&'static str>,
}

impl Steps {
    /// Starts the clock.
    pub fn new() -> Self {
        Self { started: Instant::now(), failed: Vec::new() }
    }

    /// Runs one step under its headline and prints how it went and how long it took.
    pub fn step(&mut self, headline: &'static str, work: impl FnOnce() -> Result<()>) {
        println!("==> {headline}");
        let started = Instant::now();
        let outcome = work();
        let seconds = in_seconds(started.elapsed());
        match outcome {
            Ok(()) => println!("    ok: {headline} ({seconds})\n"),
            Err(error) => {
                println!("{error:#}");
                println!("    FAILED: {headline} ({seconds})\n");
                self.failed.push(headline);
            }
        }
    }

    /// Prints the total time; an error names the steps that failed.
    pub fn finish(self) -> Result<()> {
        let seconds = in_seconds(self.started.elapsed());
        if !self.failed.is_empty() {
            bail!("failed after {seconds}: {}", self.failed.join(", "));
        }
        println!("all good in {seconds}");
        Ok(())
    }
}

/// A duration as people read it.
fn in_seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// Turns a list of faults into the outcome of a step: one fault per line.
pub fn none_of(faults: &[String]) -> Result<()> {
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    Ok(())
}
