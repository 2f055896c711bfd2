//! The arrows of the house: which crate may depend on which. This table is the whole allow-list, and
//! `cargo xtask check` compares every manifest with it.

/// What a crate may use of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayUse {
    /// These, and no other.
    Only(&'static [&'static str]),
    /// Any: it stands outside the house and looks at all of it.
    Any,
}

/// Every crate of the house by its folder's name, from the ground up, and what it may use.
///
/// A folder `x` holds the package `snapcade-x`; `xtask` is the one without the prefix.
pub const LAYERS: &[(&str, MayUse)] = &[
    ("game", MayUse::Only(&[])),
    ("play", MayUse::Only(&["game"])),
    ("sound", MayUse::Only(&[])),
    ("paint", MayUse::Only(&["game", "play"])),
    ("gen", MayUse::Only(&["game", "play", "sound"])),
    ("player", MayUse::Only(&["game", "play", "sound"])),
    ("export", MayUse::Only(&["game", "play", "sound", "gen", "paint"])),
    ("store", MayUse::Only(&["game"])),
    ("ai", MayUse::Only(&["game"])),
    ("sync", MayUse::Only(&["store"])),
    ("app", MayUse::Only(&["game", "play", "sound", "paint", "gen", "player", "export", "store", "ai", "sync"])),
    ("engine", MayUse::Only(&["game", "play", "sound"])),
    ("cloud", MayUse::Only(&[])),
    ("cli", MayUse::Only(&["app"])),
    ("testkit", MayUse::Any),
    ("bench", MayUse::Any),
    ("xtask", MayUse::Only(&[])),
];

/// What any crate may use in its tests, beside what its line in [`LAYERS`] allows.
pub const IN_TESTS: &str = "testkit";

/// Crates whose work must be the same on every machine and that run inside a web page: no clocks, no
/// threads, no files, and no collection whose order depends on a random seed.
pub const SAME_EVERYWHERE: &[&str] = &["game", "play", "sound", "player"];

/// Crates that must not use floating point either.
pub const WITHOUT_FLOATS: &[&str] = &["play", "sound"];

/// The name in [`LAYERS`] of a package: `snapcade-game` is `game`.
pub fn short_name(package: &str) -> &str {
    package.strip_prefix("snapcade-").unwrap_or(package)
}
