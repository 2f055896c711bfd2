//! The software painter: whole frames of the sample game.

use std::{hint::black_box, sync::Arc};

use anyhow::{Context, Result};
use snapcade_game::Tile;
use snapcade_paint::{Canvas, Painter};
use snapcade_play::{DrawList, Input, Pack, Replay, Start, World};

use crate::{
    table::{Amount, Row, Target},
    timing::{Timing, Work, in_turn},
};

/// What the documents promise for one frame.
const FRAME_S: f64 = 0.5e-3;
/// How many moments of each level are painted.
const MOMENTS: u64 = 6;
const ROUNDS: u32 = 25;

/// The moments: spread over the proofs of the levels, and the title screen.
fn moments(pack: &Arc<Pack>) -> Vec<World> {
    let mut worlds = vec![World::new(Arc::clone(pack), 1)];
    for (index, level) in (0..).zip(pack.levels()) {
        let replay = level.proof.clone().unwrap_or_else(|| {
            let mut replay = Replay::new(Start::Level(index), 1);
            replay.push(Input::RIGHT, 300);
            replay
        });
        let mut world = replay.world(Arc::clone(pack));
        let every = (replay.ticks() / MOMENTS).max(1);
        for (tick, input) in (1..).zip(replay.inputs()) {
            world.tick(input);
            if tick % every == 0 {
                worlds.push(world.clone());
            }
        }
    }
    worlds
}

/// The dearest that a level can show: its backdrops, and water, which is half seen through, in front of all of them.
fn under_water(pack: &Pack) -> Result<World> {
    let mut source = pack.source().clone();
    let level = source.levels.first_mut().context("the sample has levels")?;
    level.tiles.fill(Tile::Water.code());
    let mut world = World::at_level(Arc::new(Pack::prepare(source)?), 0, 1);
    world.tick(Input::NONE);
    Ok(world)
}

/// Painting a moment, and making its draw list and painting it.
fn measure(world: &World) -> [Timing; 2] {
    let painter = Painter::new(world.pack().atlas());
    let drawn = world.draw();
    let (mut canvas, mut canvas_too) = (Canvas::screen(), Canvas::screen());
    let mut list = DrawList::default();
    in_turn(
        ROUNDS,
        [
            Work::new(8, || painter.paint(black_box(&drawn), &mut canvas)),
            Work::new(8, || {
                black_box(world).draw_into(&mut list);
                painter.paint(&list, &mut canvas_too);
            }),
        ],
    )
}

/// Every moment is measured; the dearest has to keep the promise.
pub fn frames() -> Result<Vec<Row>> {
    let pack = Arc::new(snapcade_app::compile_project(&snapcade_app::first_steps()?)?);
    let worlds = moments(&pack);
    let measured: Vec<[Timing; 2]> = worlds.iter().map(measure).collect();
    let [_, water] = measure(&under_water(&pack)?);
    let promised = |what: String, timing: &Timing| {
        let row = Row::new(what, Amount::Seconds(timing.seconds())).noise(timing.noise());
        row.beside("limit", Amount::Seconds(FRAME_S), timing.seconds() / FRAME_S).target(Target::AtMost(1.0))
    };
    let dearest = |which: usize| {
        let all = measured.iter().map(|timings| &timings[which]);
        all.max_by(|a, b| a.seconds().total_cmp(&b.seconds())).context("there are moments")
    };
    let mut all: Vec<f64> = measured.iter().map(|[_, whole]| whole.seconds()).collect();
    all.sort_by(f64::total_cmp);
    let quads = worlds.iter().map(|world| world.draw().quads.len()).max().unwrap_or(0);
    Ok(vec![
        promised(format!("painting a frame, dearest of {} moments", all.len()), dearest(0)?),
        promised("making its list and painting, dearest moment".to_owned(), dearest(1)?),
        promised("making its list and painting, all under water".to_owned(), &water),
        Row::new("making its list and painting, middle moment", Amount::Seconds(all[all.len() / 2])),
        Row::new("sprites in the longest list", Amount::Count(quads)),
    ])
}
