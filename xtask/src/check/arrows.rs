//! Compares every dependency between crates of the house with the table of layers.

use anyhow::Result;

use crate::layers::{IN_TESTS, LAYERS, MayUse, short_name};
use crate::shell;
use crate::workspace::{Dependency, Metadata, Package};

/// Reports every crate that the table does not know and every dependency that it does not allow.
pub fn check() -> Result<()> {
    shell::none_of(&faults(&Metadata::of_house()?.packages))
}

fn faults(packages: &[Package]) -> Vec<String> {
    packages.iter().flat_map(faults_of_package).collect()
}

fn faults_of_package(package: &Package) -> Vec<String> {
    let name = &package.name;
    let Some((_, may_use)) = LAYERS.iter().find(|(layer, _)| *layer == short_name(name)) else {
        return vec![format!(
            "{name}: not in the table of layers; add it, with what it may use, to xtask/src/layers.rs"
        )];
    };
    let in_house = package.dependencies.iter().filter(|dependency| dependency.path.is_some());
    let unwanted = in_house.filter(|dependency| !is_allowed(*may_use, dependency));
    unwanted
        .map(|dependency| {
            let table = if dependency.kind.as_deref() == Some("dev") { "in its tests " } else { "" };
            format!(
                "{name}: may not use {} {table}({}; the table is xtask/src/layers.rs)",
                dependency.name,
                allowed_text(*may_use),
            )
        })
        .collect()
}

fn is_allowed(may_use: MayUse, dependency: &Dependency) -> bool {
    let used = short_name(&dependency.name);
    match may_use {
        MayUse::Any => true,
        MayUse::Only(names) => names.contains(&used) || (dependency.kind.as_deref() == Some("dev") && used == IN_TESTS),
    }
}

fn allowed_text(may_use: MayUse) -> String {
    match may_use {
        MayUse::Only([]) => "it may use no other crate of the house".into(),
        MayUse::Only(names) => format!("it may use only {}", names.join(", ")),
        MayUse::Any => "it may use any".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package of the house with dependencies given as `(name, kind)`.
    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Package {
        let dependencies = dependencies
            .iter()
            .map(|(name, kind)| Dependency {
                name: (*name).into(),
                kind: kind.map(Into::into),
                path: Some("/house".into()),
                ..Dependency::default()
            })
            .collect();
        Package { name: name.into(), dependencies, ..Package::default() }
    }

    #[test]
    fn arrows_of_the_table_pass() {
        let packages = [
            package("snapcade-game", &[]),
            package("snapcade-play", &[("snapcade-game", None), ("snapcade-testkit", Some("dev"))]),
            package("snapcade-cli", &[("snapcade-app", None)]),
            package("snapcade-testkit", &[("snapcade-play", None), ("snapcade-paint", None)]),
        ];
        assert_eq!(faults(&packages), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_that_is_not_in_the_table_is_reported_whatever_its_kind() {
        for kind in [None, Some("build"), Some("dev")] {
            let found = faults(&[package("snapcade-play", &[("snapcade-paint", kind)])]);
            assert_eq!(found.len(), 1, "{kind:?}");
            assert!(found[0].starts_with("snapcade-play: may not use snapcade-paint"), "{}", found[0]);
            assert!(found[0].contains("it may use only game"), "{}", found[0]);
        }
    }

    #[test]
    fn the_testkit_is_for_tests_only() {
        assert_eq!(faults(&[package("snapcade-game", &[("snapcade-testkit", None)])]).len(), 1);
        assert_eq!(faults(&[package("snapcade-game", &[("snapcade-testkit", Some("dev"))])]).len(), 0);
    }

    #[test]
    fn a_crate_that_the_table_does_not_know_is_reported_with_the_tables_place() {
        let found = faults(&[package("snapcade-attic", &[])]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("snapcade-attic") && found[0].contains("xtask/src/layers.rs"), "{}", found[0]);
    }

    #[test]
    fn crates_from_outside_are_not_the_tables_business() {
        let mut play = package("snapcade-play", &[("serde", None)]);
        play.dependencies[0].path = None;
        assert_eq!(faults(&[play]).len(), 0);
    }

    #[test]
    fn every_layer_uses_only_layers_that_stand_before_it() {
        for (at, (name, may_use)) in LAYERS.iter().enumerate() {
            let MayUse::Only(used) = may_use else { continue };
            for other in *used {
                assert!(LAYERS[..at].iter().any(|(below, _)| below == other), "{name} uses {other}");
            }
        }
    }
}
