//! Holds everything the house is built from against `deny.toml`: licences, sources, wildcard versions.
//!
//! The policy is the file that `cargo deny` reads, so that whoever has that tool can use it too; here it is
//! judged from `cargo metadata`, because building `cargo deny` takes three minutes on two cores, too long to wait for a first `check`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

use crate::workspace::{Metadata, Package};
use crate::{shell, workspace};

/// The parts of `deny.toml` that are judged here.
#[derive(Debug, Deserialize)]
struct Policy {
    licenses: Licences,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

/// Licences that one crate may have beside those that all may have.
#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

/// Reports every crate whose licence or source is not allowed, and notes crates that come in two versions.
pub fn check() -> Result<()> {
    let file = fs::read_to_string(workspace::root().join("deny.toml")).context("could not read deny.toml")?;
    let policy: Policy = toml::from_str(&file).context("deny.toml")?;
    let packages = Metadata::with_dependencies()?.packages;
    println!("    {} crates", packages.len());
    for (name, versions) in duplicates(&packages) {
        println!("    note: {name} comes in {} versions: {}", versions.len(), versions.join(", "));
    }
    shell::none_of(&faults(&policy, &packages)?)
}

fn faults(policy: &Policy, packages: &[Package]) -> Result<Vec<String>> {
    let allowed = licensees(&policy.licenses.allow)?;
    let mut faults = Vec::new();
    for package in packages {
        let place = format!("{} {}", package.name, package.version);
        let mut allowed = allowed.clone();
        for exception in policy.licenses.exceptions.iter().filter(|exception| exception.name == package.name) {
            allowed.extend(licensees(&exception.allow)?);
        }
        if let Err(why) = judge_licence(package.license.as_deref(), &allowed) {
            faults.push(format!("{place}: {why} (the policy is deny.toml)"));
        }
        if let Some(source) = &package.source
            && !policy.sources.allow_registry.iter().any(|registry| source.strip_prefix("registry+") == Some(registry))
        {
            faults.push(format!("{place}: comes from {source}, which deny.toml does not allow"));
        }
        let own_wildcards = package.dependencies.iter().filter(|_| package.source.is_none());
        for dependency in own_wildcards.filter(|dependency| dependency.req == "*" && dependency.path.is_none()) {
            faults.push(format!("{place}: asks for any version of {}; name one", dependency.name));
        }
    }
    Ok(faults)
}

fn licensees(names: &[String]) -> Result<Vec<Licensee>> {
    names
        .iter()
        .map(|name| Licensee::parse(name).map_err(|error| anyhow!("deny.toml: `{name}` is no SPDX licence: {error}")))
        .collect()
}

fn judge_licence(expression: Option<&str>, allowed: &[Licensee]) -> Result<()> {
    let text = expression.context("its manifest names no licence")?;
    // Old manifests write `MIT/Apache-2.0`.
    let parsed = Expression::parse_mode(text, ParseMode::LAX)
        .map_err(|error| anyhow!("its licence `{text}` is no SPDX expression: {}", error.reason))?;
    if !parsed.evaluate(|needed| allowed.iter().any(|licensee| licensee.satisfies(needed))) {
        return Err(anyhow!("its licence `{text}` is not allowed"));
    }
    Ok(())
}

/// Crates that are there in more than one version, with the versions.
fn duplicates(packages: &[Package]) -> BTreeMap<&str, Vec<&str>> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        versions.entry(&package.name).or_default().push(&package.version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    versions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

    /// The policy of the house.
    fn policy() -> Result<Policy> {
        Ok(toml::from_str(include_str!("../../../deny.toml"))?)
    }

    fn package(license: Option<&str>, source: Option<&str>) -> Package {
        Package {
            name: "attic".into(),
            version: "1.0.0".into(),
            license: license.map(Into::into),
            source: source.map(Into::into),
            ..Package::default()
        }
    }

    #[test]
    fn free_licences_pass() -> Result<()> {
        for licence in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "MPL-2.0",
            "GPL-3.0-only OR BSD-3-Clause",
        ] {
            assert_eq!(faults(&policy()?, &[package(Some(licence), Some(CRATES_IO))])?, Vec::<String>::new());
        }
        Ok(())
    }

    #[test]
    fn other_licences_and_none_are_reported() -> Result<()> {
        for licence in [Some("GPL-3.0-only"), Some("MIT AND GPL-2.0-or-later"), Some("mine"), None] {
            let found = faults(&policy()?, &[package(licence, Some(CRATES_IO))])?;
            assert_eq!(found.len(), 1, "{licence:?}");
            assert!(found[0].starts_with("attic 1.0.0: its "), "{}", found[0]);
        }
        Ok(())
    }

    #[test]
    fn an_exception_is_for_its_crate_alone() -> Result<()> {
        let mut policy = policy()?;
        policy.licenses.exceptions.push(Exception { name: "attic".into(), allow: vec!["NCSA".into()] });
        let mut cellar = package(Some("NCSA"), Some(CRATES_IO));
        cellar.name = "cellar".into();
        let found = faults(&policy, &[package(Some("NCSA"), Some(CRATES_IO)), cellar])?;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("cellar"), "{}", found[0]);
        Ok(())
    }

    #[test]
    fn only_the_registry_is_a_source() -> Result<()> {
        let found = faults(&policy()?, &[package(Some("MIT"), Some("git+https://example.org/attic"))])?;
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("git+https://example.org/attic"), "{}", found[0]);
        Ok(())
    }

    #[test]
    fn a_crate_of_the_house_asks_for_versions_by_name() -> Result<()> {
        let mut own = package(Some("MIT"), None);
        own.dependencies = vec![
            Dependency { name: "serde".into(), req: "*".into(), ..Dependency::default() },
            Dependency { name: "game".into(), req: "*".into(), path: Some("/house".into()), ..Dependency::default() },
        ];
        let found = faults(&policy()?, &[own])?;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("any version of serde"), "{}", found[0]);
        Ok(())
    }

    #[test]
    fn a_crate_in_two_versions_is_noted() {
        let mut newer = package(None, None);
        newer.version = "2.0.0".into();
        let packages = [package(None, None), newer];
        assert_eq!(duplicates(&packages), BTreeMap::from([("attic", vec!["1.0.0", "2.0.0"])]));
    }
}
