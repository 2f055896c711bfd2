//! Finds replays that beat hand-made levels.
//!
//! `find-replay FILE.snapcade LEVEL OUT.replay.txt [X,Y ...]` finds one by way of some places (px).
//! `find-replay --sample [LEVEL ...]` finds the proofs of the built-in sample game anew, by way of its `waypoints.txt`.

use std::{fs, path::Path, sync::Arc};

use anyhow::{Context, bail};
use snapcade_app::{compile_project, open_project, sample::add_garden_art};
use snapcade_game::{Game, Project};
use snapcade_play::{Pack, Replay};
use snapcade_testkit::{
    house,
    search::{Step, find_replay, parse_place, parse_ways},
};

/// How many ticks are tried for one step of a way.
const BUDGET_TICKS: u64 = 4_000_000;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["--sample", levels @ ..] => sample(levels),
        [file, level, out, places @ ..] => {
            let pack = Arc::new(compile_project(&open_project(Path::new(file))?)?);
            let level: u16 = level.parse().context("LEVEL is a number, counted from 1")?;
            let steps: Option<Vec<Step>> =
                places.iter().map(|place| parse_place(place).map(|(x, y)| Step::Reach(x, y))).collect();
            let mut steps = steps.context("a place is X,Y in px")?;
            steps.push(Step::Goal);
            find(&pack, level, &steps, Path::new(out))
        }
        _ => bail!("find-replay FILE.snapcade LEVEL OUT.replay.txt [X,Y ...] | find-replay --sample [LEVEL ...]"),
    }
}

fn sample(levels: &[&str]) -> anyhow::Result<()> {
    let folder = house().join("assets/samples/first-steps");
    // From the file, not the one built in: levels are drawn and proved in turns.
    let mut project = Project::new(Game::from_json(&fs::read(folder.join("game.json"))?)?);
    add_garden_art(&mut project)?;
    let pack = Arc::new(compile_project(&project)?);
    for (level, steps) in parse_ways(&fs::read_to_string(folder.join("waypoints.txt"))?)? {
        if levels.is_empty() || levels.contains(&level.to_string().as_str()) {
            find(&pack, level, &steps, &folder.join(format!("level-{level}.replay.txt")))?;
        }
    }
    Ok(())
}

fn find(pack: &Arc<Pack>, level: u16, steps: &[Step], out: &Path) -> anyhow::Result<()> {
    let index = level.checked_sub(1).context("levels are counted from 1")?;
    let replay = find_replay(pack, index, steps, BUDGET_TICKS).with_context(|| format!("level {level}"))?;
    fs::write(out, replay.to_text()).with_context(|| format!("cannot write {}", out.display()))?;
    report(pack, level, &replay);
    Ok(())
}

fn report(pack: &Arc<Pack>, level: u16, replay: &Replay) {
    let mut world = replay.world(pack.clone());
    for input in replay.inputs() {
        world.tick(input);
    }
    let state = world.state();
    println!(
        "level {level}: {} ticks, {} hearts left, {} coins, {} gems, {} inputs, {} bytes",
        replay.ticks(),
        state.hero.hearts,
        state.tally.coins,
        state.tally.gems,
        replay.runs().len(),
        replay.encode().len()
    );
}
