//! What the browser is measured with (`web/`), and the same crowd of 1,000 natively.

use std::{fs, path::Path, sync::Arc};

use anyhow::{Result, ensure};
use snapcade_app::ExportOptions;
use snapcade_export::Player;
use snapcade_play::Pack;

use crate::{
    arena, cast, five_levels,
    table::{Amount, Row, Target},
    timing::{Work, in_turn},
};

/// The argument that asks for [`build_into`].
pub const BUILD_INTO: &str = "--web-build-into";

const ACTORS: usize = 1000;
/// A third of one core at 60 ticks a second.
const TICK_S: f64 = 1.0 / 60.0 / 3.0;
const ROUNDS: u32 = 25;
const TICKS_PER_ROUND: u32 = 240;
/// As many ticks are played on both sides to see that they play the same.
const COMPARED_TICKS: usize = 600;

fn crowd_pack() -> Result<Arc<Pack>> {
    arena::pack_of(cast::crowd(ACTORS))
}

/// The crowd without a browser.
pub fn crowd() -> Result<Vec<Row>> {
    let pack = crowd_pack()?;
    let (mut world, mut ticks) = (arena::world(&pack), 0);
    ensure!(world.state().actors.len() == ACTORS, "everybody is there");
    let tick = || {
        world.tick(arena::input_at(ticks));
        ticks += 1;
    };
    let [timing] = in_turn(ROUNDS, [Work::new(TICKS_PER_ROUND, tick)]);
    let seen = arena::check(&pack, ticks)?;
    ensure!(seen.hash == world.state_hash(), "what was measured is not what was checked");
    let row = Row::new("1,000 moving actors natively, a tick", Amount::Seconds(timing.seconds()));
    let row = row.beside("a third of a core", Amount::Seconds(TICK_S), timing.seconds() / TICK_S);
    Ok(vec![row.target(Target::AtMost(1.0)).noise(timing.noise())])
}

/// Writes what `web/` measures: `folder/` and `game.html`, the standard game in both forms; and `arena/` with the
/// player, a pack of 1,000 who are all awake, and the state hash that it comes to.
pub fn build_into(folder: &Path) -> Result<()> {
    let game = five_levels::game()?.project;
    let options = ExportOptions::default();
    snapcade_app::export_folder(&game, &options, &folder.join("folder"))?;
    snapcade_app::export_html(&game, &options, &folder.join("game.html"))?;
    let pack = crowd_pack()?;
    let seen = arena::check(&pack, COMPARED_TICKS)?;
    let arena = folder.join("arena");
    fs::create_dir_all(&arena)?;
    fs::write(arena.join("player.wasm"), Player::embedded()?.wasm)?;
    fs::write(arena.join("arena.pack"), pack.encode())?;
    fs::write(arena.join("arena.json"), format!("{{\"ticks\":{COMPARED_TICKS},\"hash\":\"{:016x}\"}}\n", seen.hash))?;
    Ok(())
}
