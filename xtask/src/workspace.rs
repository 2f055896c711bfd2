//! Cargo's view of the house: where it stands, its packages and what they depend on.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::shell;

/// The root folder of the house.
///
/// Cargo says at run time where xtask stands; the folder it was compiled in is only for a call without
/// cargo, because a target directory may be shared by several checkouts.
pub fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask.parent().map(Path::to_path_buf).unwrap_or(xtask)
}

/// The parts of `cargo metadata` that xtask reads.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// Every package that was asked for.
    pub packages: Vec<Package>,
    /// Where cargo builds.
    pub target_directory: PathBuf,
}

/// A crate, in house or from outside.
#[derive(Debug, Default, Deserialize)]
pub struct Package {
    /// Its name on the registry.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where it comes from; `None` for a crate of the house.
    pub source: Option<String>,
    /// What its manifest asks for.
    pub dependencies: Vec<Dependency>,
}

/// One line of a manifest's dependency tables.
#[derive(Debug, Default, Deserialize)]
pub struct Dependency {
    /// The package's name, whatever it is renamed to.
    pub name: String,
    /// The versions that are accepted.
    pub req: String,
    /// `None` for a normal dependency, else `dev` or `build`.
    pub kind: Option<String>,
    /// Its folder, for a crate of the house.
    pub path: Option<PathBuf>,
}

impl Metadata {
    /// The crates of the house alone; needs no network and no lock file.
    pub fn of_house() -> Result<Self> {
        Self::read(&["metadata", "--format-version", "1", "--no-deps", "--offline"])
    }

    /// The crates of the house and everything they are built from, for every platform.
    pub fn with_dependencies() -> Result<Self> {
        Self::read(&["metadata", "--format-version", "1", "--locked"])
    }

    fn read(args: &[&str]) -> Result<Self> {
        let json = shell::capture(&mut shell::cargo(args))?;
        serde_json::from_str(&json).context("could not read what `cargo metadata` wrote")
    }
}

/// Where cargo builds: the folder in which xtask also keeps the tools it installs.
pub fn target_directory() -> Result<PathBuf> {
    Ok(Metadata::of_house()?.target_directory)
}
