//! The software painter: whole frames of the sample game.

use std::{hint::black_box, sync::Arc};

use anyhow::{Context, Result};
use snapcade_paint::{Canvas, Painter};
use snapcade_play::{DrawList, Input, Replay, Start, World};

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
fn moments() -> Result<Vec<World>> {
    let pack = Arc::new(snapcade_app::compile_project(&snapcade_app::first_steps()?)?);
    let mut worlds = vec![World::new(Arc::clone(&pack), 1)];
    for (index, level) in (0..).zip(pack.levels()) {
        let replay = level.proof.clone().unwrap_or_else(|| {
            let mut replay = Replay::new(Start::Level(index), 1);
            replay.push(Input::RIGHT, 300);
            replay
        });
        let mut world = replay.world(Arc::clone(&pack));
        let every = (replay.ticks() / MOMENTS).max(1);
        for (tick, input) in (1..).zip(replay.inputs()) {
            world.tick(input);
            if tick % every == 0 {
                worlds.push(world.clone());
            }
        }
    }
    Ok(worlds)
}

/// Every moment is measured; the dearest has to keep the promise.
pub fn frames() -> Result<Vec<Row>> {
    let worlds = moments()?;
    let painter = Painter::new(worlds.first().context("the sample has a title screen")?.pack().atlas());
    let mut canvas = Canvas::screen();
    let mut list = DrawList::default();
    let measured: Vec<[Timing; 2]> = worlds
        .iter()
        .map(|world| {
            let drawn = world.draw();
            let painted = std::cell::RefCell::new(&mut canvas);
            in_turn(
                ROUNDS,
                [
                    Work::new(8, || painter.paint(black_box(&drawn), *painted.borrow_mut())),
                    Work::new(8, || {
                        black_box(world).draw_into(&mut list);
                        painter.paint(&list, *painted.borrow_mut());
                    }),
                ],
            )
        })
        .collect();
    let row = |what: &str, which: usize| {
        let dearest = measured.iter().map(|timings| &timings[which]).max_by(|a, b| a.seconds().total_cmp(&b.seconds()));
        let dearest = dearest.context("there are moments")?;
        let row =
            Row::new(format!("{what}, dearest of {} moments", measured.len()), Amount::Seconds(dearest.seconds()));
        let row = row.beside("limit", Amount::Seconds(FRAME_S), dearest.seconds() / FRAME_S);
        anyhow::Ok(row.target(Target::AtMost(1.0)).noise(dearest.noise()))
    };
    let quads = worlds.iter().map(|world| world.draw().quads.len()).max().unwrap_or(0);
    let mut typical: Vec<f64> = measured.iter().map(|[_, whole]| whole.seconds()).collect();
    typical.sort_by(f64::total_cmp);
    Ok(vec![
        row("painting a 320x180 frame", 0)?,
        row("building its list and painting", 1)?,
        Row::new("building its list and painting, middle moment", Amount::Seconds(typical[typical.len() / 2])),
        Row::new("sprites in the longest list", Amount::Count(quads)),
    ])
}
