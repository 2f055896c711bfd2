//! The built-in game "First Steps": three levels that together show every mechanic.

use snapcade_game::{
    Game, Project, Slot,
    sheet::art_text::{self, Palette},
};
use snapcade_play::Replay;

use crate::AppError;

macro_rules! asset {
    ($path:literal) => {
        include_str!(concat!("../../../assets/", $path))
    };
}

/// Our own sheets by the slots that the sample uses.
const ART: &[(&str, &str)] = &[
    ("hero", asset!("art/hero.art")),
    ("walker", asset!("art/garden/walker.art")),
    ("flyer", asset!("art/garden/flyer.art")),
    ("hopper", asset!("art/garden/hopper.art")),
    ("chaser", asset!("art/garden/chaser.art")),
    ("shooter", asset!("art/garden/shooter.art")),
    ("shot", asset!("art/garden/shot.art")),
    ("boss", asset!("art/garden/boss.art")),
    ("talker", asset!("art/talker.art")),
    ("things", asset!("art/things.art")),
    ("tiles-garden", asset!("art/garden/tiles.art")),
    ("backdrop-garden-sky", asset!("art/garden/sky.art")),
    ("backdrop-garden-clouds", asset!("art/garden/clouds.art")),
    ("backdrop-garden-far", asset!("art/garden/far.art")),
    ("backdrop-garden-near", asset!("art/garden/near.art")),
];

const DOCUMENT: &str = asset!("samples/first-steps/game.json");

/// The replays that beat the levels, in their order.
const PROOFS: &[&str] = &[
    asset!("samples/first-steps/level-1.replay.txt"),
    asset!("samples/first-steps/level-2.replay.txt"),
    asset!("samples/first-steps/level-3.replay.txt"),
];

fn internal<E: std::fmt::Display>(part: &'static str) -> impl Fn(E) -> AppError {
    move |error| AppError::Internal { part, message: error.to_string() }
}

/// The sample game with its art and proofs.
pub fn first_steps() -> Result<Project, AppError> {
    let game = Game::from_json(DOCUMENT.as_bytes()).map_err(internal("the sample game"))?;
    let mut project = Project::new(game);
    add_garden_art(&mut project)?;
    let levels: Vec<_> = project.game.levels.in_order().into_iter().map(|(&id, _)| id).collect();
    for (id, text) in levels.into_iter().zip(PROOFS) {
        let replay = Replay::parse(text).map_err(internal("a proof of the sample game"))?;
        let hash = project.add_asset(replay.encode());
        if let Some(level) = project.game.levels.get_mut(&id) {
            level.proof = Some(hash);
        }
    }
    Ok(project)
}

/// Puts our own sheets into the slots of a project that a kind, a level or a layer asks for and that are empty.
pub fn add_garden_art(project: &mut Project) -> Result<(), AppError> {
    let palette = Palette::parse(asset!("palettes/master.txt")).map_err(internal("the palette"))?;
    let game = &project.game;
    let kinds = game.kinds.values().map(|kind| kind.art.clone());
    let tilesets = game.levels.values().map(|level| level.tileset.clone());
    let layers = game.levels.values().flat_map(|level| level.layers.values().map(|layer| layer.art.clone()));
    let wanted: std::collections::BTreeSet<Slot> = kinds.chain(tilesets).chain(layers).collect();
    for slot in wanted {
        let own = ART.iter().find(|(name, _)| *name == slot.as_str());
        if let Some((name, text)) = own.filter(|_| !project.game.art.contains_key(&slot)) {
            let sheet = art_text::parse(text, &palette).map_err(internal(name))?;
            project.add_sheet(&slot, &sheet).map_err(internal(name))?;
        }
    }
    Ok(())
}
