//! Every developer command of Snapcade: `cargo xtask COMMAND`.
//!
//! This file is the table of contents: one entry in [`COMMANDS`] and one module per command. What the
//! commands share is in `shell` (programs and steps), `system` (what the machine must have), `workspace`
//! (cargo's view of the house) and `layers` (which crate may use which).

mod art;
mod bench;
mod bless;
mod check;
mod fuzz;
mod gallery;
mod layers;
mod npm;
mod player;
mod run;
mod shell;
mod system;
mod test;
mod workspace;

use std::process::ExitCode;

/// One developer command.
struct Command {
    /// What is typed after `cargo xtask`.
    name: &'static str,
    /// The arguments it takes, as shown by `--help`; empty if none.
    arguments: &'static str,
    /// What it does, in one line.
    help: &'static str,
    /// Does it, given the arguments after its name.
    run: fn(&[String]) -> anyhow::Result<()>,
}

/// Every command that works today, in the order of the list that is printed.
const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        arguments: "[--photo FILE] [--theme WORDS] [--open] [--wifi]",
        help: run::HELP,
        run: run::run,
    },
    Command { name: "player", arguments: "", help: player::HELP, run: player::run },
    Command { name: "test", arguments: "", help: test::HELP, run: test::run },
    Command { name: "check", arguments: "", help: check::HELP, run: check::run },
    Command { name: "bless", arguments: "", help: bless::HELP, run: bless::run },
    Command { name: "bench", arguments: "[BENCH ARGUMENTS]", help: bench::HELP, run: bench::run },
    Command { name: "art", arguments: "", help: art::HELP, run: art::run },
    Command { name: "gallery", arguments: "", help: gallery::HELP, run: gallery::run },
    Command { name: "fuzz", arguments: "[TARGET] [--seconds N]", help: fuzz::HELP, run: fuzz::run },
];

/// The exit code for a call that names no command, or none that exists.
const EXIT_USAGE: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = args.split_first() else {
        eprint!("{}", command_list());
        return ExitCode::from(EXIT_USAGE);
    };
    if is_help(name) {
        print!("{}", command_list());
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprint!("there is no command `{name}`\n\n{}", command_list());
        return ExitCode::from(EXIT_USAGE);
    };
    if rest.first().is_some_and(|argument| is_help(argument)) {
        println!("usage: {}\n\n    {}", format!("cargo xtask {name} {}", command.arguments).trim_end(), command.help);
        return ExitCode::SUCCESS;
    }
    if command.arguments.is_empty() && !rest.is_empty() {
        eprintln!("`cargo xtask {name}` takes no arguments, but was given: {}", rest.join(" "));
        return ExitCode::from(EXIT_USAGE);
    }
    match (command.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\ncargo xtask {name}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether an argument asks for help.
fn is_help(argument: &str) -> bool {
    matches!(argument, "--help" | "-h" | "help")
}

/// The list of commands, one line each.
fn command_list() -> String {
    let lines: Vec<String> = COMMANDS.iter().map(|Command { name, help, .. }| format!("    {name:<8}{help}")).collect();
    format!("usage: cargo xtask COMMAND\n\n{}\n", lines.join("\n"))
}
