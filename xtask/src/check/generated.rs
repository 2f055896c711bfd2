//! Compares committed files that a program writes with what it would write now.

use anyhow::{Context, Result};

use crate::{fuzz, shell};

/// Reports every generated file that is stale, with the command that writes it anew.
pub fn check() -> Result<()> {
    lock_file("Cargo.toml", "cargo update --workspace")?;
    if fuzz::has_targets() {
        lock_file("fuzz/Cargo.toml", "cargo update --workspace --manifest-path fuzz/Cargo.toml")?;
    }
    Ok(())
}

/// The lock file beside a manifest must say what the manifests ask for.
fn lock_file(manifest: &str, remedy: &str) -> Result<()> {
    let args = ["metadata", "--format-version", "1", "--locked", "--manifest-path", manifest];
    shell::capture(&mut shell::cargo(&args))
        .map(drop)
        .with_context(|| format!("the lock file beside {manifest} is stale; run `{remedy}` and commit it"))
}
