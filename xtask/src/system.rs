//! What a machine must have before a command can run: one table, installed by apt-get or explained.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell;

/// A program from the system that some commands need.
struct Need {
    /// The commands of xtask that need it.
    commands: &'static [&'static str],
    /// The programs that are looked for on the `PATH`; any of them will do.
    programs: &'static [&'static str],
    /// The Debian packages that bring it.
    debian_packages: &'static [&'static str],
    /// What it is for, to be read by whoever has to install it elsewhere.
    purpose: &'static str,
}

impl Need {
    fn is_met(&self) -> bool {
        self.programs.iter().any(|program| on_path(program))
    }
}

/// What the web player needs where rustup cannot bring it.
pub const BY_DEBIAN: &str = "player by Debian's packages";

/// Everything that any command needs from the system. (`.ci/run` brings what xtask itself is built with.)
const NEEDS: &[Need] = &[
    Need {
        commands: &["run", "player", "test", "check", "bless", "bench", "art", "gallery", "fuzz"],
        programs: &["cc"],
        debian_packages: &["gcc", "libc6-dev"],
        purpose: "a C compiler, with which Rust programs are linked",
    },
    Need {
        // `check` lints the fuzz targets, which brings libFuzzer's build along.
        commands: &["test", "check", "fuzz"],
        programs: &["c++"],
        debian_packages: &["g++"],
        purpose: "a C++ compiler, with which libFuzzer is built",
    },
    Need {
        commands: &["run", "player", "test", "bench"],
        programs: &["node"],
        debian_packages: &["nodejs"],
        purpose: "Node.js, with which the web player's page is made",
    },
    Need {
        commands: &["run", "player", "test", "bench"],
        programs: &["npm"],
        debian_packages: &["npm"],
        purpose: "npm, which brings what the web player's page is made with",
    },
    Need {
        commands: &[BY_DEBIAN],
        programs: &["wasm-ld-19"],
        debian_packages: &["lld-19"],
        purpose: "a linker for WebAssembly",
    },
    Need {
        commands: &[BY_DEBIAN],
        programs: &["/usr/bin/rustc"],
        debian_packages: &["rustc-web", "cargo-web", "rust-web-src"],
        purpose: "Debian's Rust for the web, where rustup cannot add to the one of the house",
    },
    Need {
        commands: &["test", "bench"],
        programs: &["chromium", "chromium-browser"],
        debian_packages: &["chromium"],
        purpose: "Chromium, in which web builds are played",
    },
    Need {
        commands: &["test"],
        programs: &["firefox-esr", "firefox"],
        debian_packages: &["firefox-esr"],
        purpose: "Firefox, in which web builds are played",
    },
    Need {
        commands: &["test"],
        programs: &["WebKitWebDriver"],
        debian_packages: &["webkit2gtk-driver"],
        purpose: "WebKitGTK with its driver, in which web builds are played",
    },
    Need {
        commands: &["test"],
        programs: &["Xvfb"],
        debian_packages: &["xvfb"],
        purpose: "a screen without a monitor, for WebKitGTK",
    },
    Need {
        commands: &["bench"],
        // Not `convert`: other programs have that name, too.
        programs: &["magick", "convert-im7.q16", "convert-im6.q16"],
        debian_packages: &["imagemagick"],
        purpose: "ImageMagick, beside which photos become heroes",
    },
];

/// Makes sure that everything a command needs from the system is there: installs it where that is
/// allowed (as root, or with `CI=true`), else says exactly what to install.
pub fn ensure(command: &str) -> Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| need.commands.contains(&command) && !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.debian_packages).copied().collect();
    if on_path("apt-get") {
        if is_root() {
            return install("apt-get", &[], &packages);
        }
        if std::env::var_os("CI").is_some_and(|value| value == "true") {
            return install("sudo", &["--non-interactive", "apt-get"], &packages);
        }
    }
    bail!("{}", remedy(&missing, &packages))
}

/// Makes sure that a component of the Rust toolchain answers, for example `fmt` or `clippy`.
pub fn ensure_component(subcommand: &str, component: &str) -> Result<()> {
    shell::capture(&mut shell::cargo(&[subcommand, "--version"]))
        .map(drop)
        .with_context(|| format!("`cargo {subcommand}` is missing; install it with: rustup component add {component}"))
}

/// What to do about missing programs, for a person.
fn remedy(missing: &[&Need], packages: &[&str]) -> String {
    let missing: Vec<String> =
        missing.iter().map(|need| format!("    `{}`: {}", need.programs.join("` or `"), need.purpose)).collect();
    format!(
        "missing from this machine:\n{}\non Debian: sudo apt-get install {}",
        missing.join("\n"),
        packages.join(" ")
    )
}

fn install(program: &str, before: &[&str], packages: &[&str]) -> Result<()> {
    let apt_get = |args: &[&str]| {
        let mut command = Command::new(program);
        command.args(before).args(args).env("DEBIAN_FRONTEND", "noninteractive");
        shell::run(&mut command)
    };
    println!("installing {}", packages.join(" "));
    apt_get(&["update", "--quiet"])?;
    apt_get(&[&["install", "--yes", "--quiet", "--no-install-recommends"], packages].concat())
}

/// Whether a program of this name is on the `PATH`.
fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| is_program(&folder.join(program)))
}

fn is_program(file: &Path) -> bool {
    file.is_file() || file.with_extension("exe").is_file()
}

fn is_root() -> bool {
    shell::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_told_what_is_missing_and_how_to_install_it() {
        let fuzz: Vec<&Need> = NEEDS.iter().filter(|need| need.programs == ["c++"]).collect();
        let text = remedy(&fuzz, fuzz[0].debian_packages);
        assert!(text.contains("C++ compiler") && text.ends_with("sudo apt-get install g++"), "{text}");
    }

    #[test]
    fn a_program_is_found_on_the_path_or_not() {
        assert!(on_path("cargo"));
        assert!(!on_path("a-program-that-nobody-has"));
    }

    #[test]
    fn every_need_names_commands_that_exist() {
        for command in NEEDS.iter().flat_map(|need| need.commands) {
            let is_known = crate::COMMANDS.iter().any(|known| known.name == *command);
            assert!(is_known || *command == BY_DEBIAN, "{command}");
        }
    }
}
