//! Loading the largest level.

use std::{hint::black_box, sync::Arc};

use anyhow::{Result, ensure};
use snapcade_game::{Game, limits};
use snapcade_play::{Pack, World};

use crate::{
    big_level, cast,
    table::{Amount, Row, Target},
    timing::{Timing, Work, in_turn},
};

/// What the documents promise.
const LOADING_S: f64 = 10e-3;

/// From a pack's bytes to the first moment of play, and, as information, the way from a document to a pack.
pub fn loading() -> Result<Vec<Row>> {
    let json = cast::with_art(big_level::game()?)?.game.to_json();
    let project = cast::with_art(Game::from_json(&json)?)?;
    let pack = snapcade_app::compile_project(&project)?;
    let bytes = pack.encode();
    ensure!(Pack::decode(&bytes)? == pack, "a pack that is read is the one that was written");
    let first = World::at_level(Arc::new(pack), 0, 1);
    ensure!(first.state().actors.len() == limits::ACTORS_PER_LEVEL, "the level is full");
    let load = || Pack::decode(black_box(&bytes)).map(|pack| World::at_level(Arc::new(pack), 0, 1));
    let timings = in_turn(
        25,
        [
            Work::new(2, || drop(black_box(load()))),
            Work::new(1, || drop(black_box(Game::from_json(black_box(&json))))),
            Work::new(1, || drop(black_box(snapcade_app::compile_project(black_box(&project))))),
        ],
    );
    let [load, parse, compile] = timings;
    let row = |what: &str, timing: &Timing| Row::new(what, Amount::Seconds(timing.seconds())).noise(timing.noise());
    let promised = row("1,024 x 256 tiles, 4,096 actors: pack to first world", &load);
    Ok(vec![
        promised.beside("limit", Amount::Seconds(LOADING_S), load.seconds() / LOADING_S).target(Target::AtMost(1.0)),
        row("the same as JSON to document", &parse),
        row("the same from document to pack", &compile),
        Row::new("the same as a pack", Amount::Bytes(bytes.len())),
        Row::new("the same as JSON", Amount::Bytes(json.len())),
    ])
}
