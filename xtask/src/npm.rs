//! Packages of npm: installed by their lock file, run from where they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{shell, workspace};

/// Installs what a folder's lock file names, unless just that is there.
pub fn install(folder: &str) -> Result<()> {
    let folder = workspace::root().join(folder);
    let lock = fs::read(folder.join("package-lock.json")).with_context(|| folder.display().to_string())?;
    let (modules, installed) = (folder.join("node_modules"), folder.join("node_modules/.installed-lock.json"));
    if fs::read(&installed).ok().as_ref() == Some(&lock) {
        return Ok(());
    }
    shell::run(npm(&folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::create_dir_all(&modules)?;
    Ok(fs::write(installed, lock)?)
}

/// A script of a folder's `package.json`.
pub fn script(folder: &str, name: &str) -> Command {
    let mut command = npm(&workspace::root().join(folder));
    command.args(["run", "--silent", name]);
    command
}

/// A program that one of a folder's packages brings.
pub fn program(folder: &str, name: &str) -> Command {
    Command::new(workspace::root().join(folder).join("node_modules/.bin").join(on_this_system(name)))
}

fn npm(folder: &Path) -> Command {
    let mut command = Command::new(on_this_system("npm"));
    command.current_dir(folder);
    command
}

/// npm's programs are scripts of their own kind on Windows.
fn on_this_system(name: &str) -> PathBuf {
    if cfg!(windows) { format!("{name}.cmd").into() } else { name.into() }
}
