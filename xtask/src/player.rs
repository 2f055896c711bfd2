//! `cargo xtask player`: the web player, WebAssembly and page, into `out/player`, from where the exporter takes it in.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{npm, shell, system, workspace};

/// The line for `--help`.
pub const HELP: &str = "builds the web player (WebAssembly and page) that every export carries";

/// Where its page is made.
pub const PAGE: &str = "ui/player";
/// What the page's build makes, besides `player.wasm`.
const PAGE_FILES: &[&str] = &["page.html", "page.css", "page.js", "old.js", "sw.js"];
/// What browsers of the last years read; nothing newer may come in with the optimiser.
const WASM_FEATURES: &[&str] = &[
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
];
/// Small before quick. Whatever is called from one place only is brought there when it is short: long functions of many things compress worse
/// than one function a thing, by a kilobyte.
const WASM_PASSES: &[&str] = &[
    "--strip-debug",
    "--strip-producers",
    "-Oz",
    "--one-caller-inline-max-function-size=20",
    "--low-memory-unused",
    "--zero-filled-memory",
    "--converge",
];
const TARGET: &str = "wasm32-unknown-unknown";

/// Builds it anew where something changed.
pub fn run(_: &[String]) -> Result<()> {
    let folder = build()?;
    for name in PAGE_FILES.iter().chain(&["player.wasm"]) {
        let bytes = fs::metadata(folder.join(name))?.len();
        println!("{bytes:>8} bytes  {}", folder.join(name).display());
    }
    Ok(())
}

/// Builds it where something changed; the folder it is in.
pub fn build() -> Result<PathBuf> {
    system::ensure("player")?;
    let folder = workspace::root().join("out/player");
    fs::create_dir_all(&folder)?;
    npm::install(PAGE)?;
    let wasm = compile()?;
    optimise(&wasm, &folder)?;
    shell::run(&mut npm::script(PAGE, "build"))?;
    for name in PAGE_FILES {
        let made = workspace::root().join(PAGE).join("dist").join(name);
        write_if_other(&folder.join(name), &fs::read(&made).with_context(|| made.display().to_string())?)?;
    }
    Ok(folder)
}

/// Makes the module small. The optimiser takes seconds, so its last result is kept beside what it was made of.
fn optimise(wasm: &Path, folder: &Path) -> Result<()> {
    let cache = workspace::target_directory()?.join("web-player");
    fs::create_dir_all(&cache)?;
    let (before, after) = (cache.join("before.wasm"), cache.join("after.wasm"));
    let bytes = fs::read(wasm)?;
    if fs::read(&before).ok().as_ref() != Some(&bytes) || !after.is_file() {
        let mut command = npm::program(PAGE, "wasm-opt");
        shell::run(command.args(WASM_FEATURES).args(WASM_PASSES).arg(wasm).arg("-o").arg(&after))?;
        fs::write(&before, &bytes)?;
    }
    write_if_other(&folder.join("player.wasm"), &fs::read(&after)?)
}

/// Whoever depends on a file is built anew when it is written, so it is only written when it is another one.
fn write_if_other(file: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(file).ok().as_deref() != Some(bytes) {
        fs::write(file, bytes)?;
    }
    Ok(())
}

/// Compiles the module with a standard library that is compiled for it: a quarter smaller than with the one that comes with Rust, since no
/// texts of panics and no roads to them are in it.
fn compile() -> Result<PathBuf> {
    let way = Way::find()?;
    let mut command = way.cargo();
    command
        .args(["build", "--package", "snapcade-player", "--profile", "player", "--target", TARGET, "--quiet"])
        .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
        // Building the standard library is no promise of stable Rust yet.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort")
        .current_dir(workspace::root());
    let target = workspace::target_directory()?.join(way.folder());
    command.env("CARGO_TARGET_DIR", &target);
    shell::run(&mut command)?;
    Ok(target.join(TARGET).join("player/snapcade_player.wasm"))
}

/// Which toolchain compiles for the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The one of the house, with the library's source added by rustup.
    Rustup,
    /// Debian's, which brings its own.
    Debian,
}

impl Way {
    /// The first way that is open; opens one where that is allowed.
    fn find() -> Result<Self> {
        if has_library_source() {
            return Ok(Self::Rustup);
        }
        let added =
            Command::new("rustup").args(["component", "add", "rust-src"]).current_dir(workspace::root()).status();
        if added.is_ok_and(|status| status.success()) && has_library_source() {
            return Ok(Self::Rustup);
        }
        system::ensure(system::BY_DEBIAN).context(
            "the web player needs the source of Rust's standard library: `rustup component add rust-src` brings it, or Debian's packages",
        )?;
        if !Path::new(DEBIAN_RUSTC).is_file() {
            bail!("{DEBIAN_RUSTC} is missing, though its package is installed");
        }
        Ok(Self::Debian)
    }

    fn cargo(self) -> Command {
        match self {
            Self::Rustup => shell::cargo(&[]),
            Self::Debian => {
                let mut cargo = Command::new("/usr/bin/cargo");
                cargo.env("RUSTC", DEBIAN_RUSTC).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
                cargo
            }
        }
    }

    /// Where it builds, below the usual folder: two compilers would throw each other's work away.
    const fn folder(self) -> &'static str {
        match self {
            Self::Rustup => "web-player/rustup",
            Self::Debian => "web-player/debian",
        }
    }
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Whether the toolchain of the house has the source of its standard library.
fn has_library_source() -> bool {
    let rustc: OsString = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = shell::capture(Command::new(rustc).args(["--print", "sysroot"]).current_dir(workspace::root()));
    sysroot.is_ok_and(|folder| Path::new(folder.trim()).join("lib/rustlib/src/rust/library/std").is_dir())
}
