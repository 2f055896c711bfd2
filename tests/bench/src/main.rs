//! The benchmarks of the house: each number is measured in the same run as the peer or the limit it is held against,
//! and printed as a ratio.
//!
//! `cargo xtask bench [FILTER]` runs those whose name contains the filter.

mod arena;
mod big_level;
mod cast;
mod export;
mod five_levels;
mod hero;
mod levels;
mod library;
mod loading;
mod painting;
mod peer;
mod rules;
mod sizes;
mod songs;
mod table;
mod timing;
mod web;

use anyhow::{Result, bail};
use table::{Row, Table};

/// One benchmark: a name to filter by and the rows that it gives.
type Benchmark = (&'static str, fn() -> Result<Vec<Row>>);

const BENCHMARKS: &[Benchmark] = &[
    ("rules", rules::ticks),
    ("scaling", rules::scaling),
    ("peer", rules::beside_a_peer),
    ("clone", rules::cloning),
    ("paint", painting::frames),
    ("load", loading::loading),
    ("size", sizes::sizes),
    ("sound", songs::songs),
    ("levels", levels::proofs),
    ("make", levels::times),
    ("hero", hero::times),
    ("hero-memory", hero::memory),
    ("export", export::times),
    ("web", web::crowd),
    ("library", library::history),
    ("shelf", library::shelf),
];

fn main() -> Result<()> {
    let filter = std::env::args().nth(1).unwrap_or_default();
    match (filter.as_str(), std::env::args_os().nth(2)) {
        (hero::PEAK_OF, Some(photo)) => return hero::print_peak(photo.as_ref()),
        (web::BUILD_INTO, Some(folder)) => return web::build_into(folder.as_ref()),
        _ => {}
    }
    let chosen: Vec<&Benchmark> = BENCHMARKS.iter().filter(|(name, _)| name.contains(&filter)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = BENCHMARKS.iter().map(|(name, _)| *name).collect();
        bail!("no benchmark is called {filter:?}; there are: {}", names.join(", "));
    }
    if cfg!(debug_assertions) {
        eprintln!("Built without optimisation: the numbers mean little. Use `cargo xtask bench`.");
    }
    let mut table = Table::default();
    for (name, run) in chosen {
        eprintln!("measuring: {name}");
        table.add(name, run()?);
    }
    print!("{table}");
    Ok(())
}
