//! Whether the levels of a game can be beaten: by their proofs, and by the bot.

use std::sync::Arc;

use snapcade_game::{Project, tile::TILE_PX};
use snapcade_gen::bot::{
    self, Budget,
    clumsy::{self, Clumsiness},
};
use snapcade_paint::PictureError;
use snapcade_play::{Input, Pack, Replay, Start, TICKS_PER_SECOND, world::Screen};

use crate::{AppError, level_map};

/// The bot's dice in the worlds it tries; any number would do.
const SEED: u64 = 1;

/// What is known of a level.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Its name.
    pub name: String,
    /// How it is beaten, or where the bot came to stand.
    pub outcome: Result<Beaten, Stuck>,
    /// Whether the file has a proof that does not beat the level (any more).
    pub stale: bool,
}

/// How a level is beaten.
#[derive(Debug, Clone)]
pub struct Beaten {
    /// A way through it.
    pub way: Replay,
    /// How long it takes, in ticks (1/60 s).
    pub ticks: u32,
    /// How often a clumsy player dies in one go at it, in hundredths.
    pub deaths_percent: u32,
    /// Worlds that the bot looked at; `None` when the way is the stored proof.
    pub searched: Option<u32>,
}

/// Where a search ended without a way.
#[derive(Debug, Clone)]
pub struct Stuck {
    /// Why, in words for people.
    pub why: String,
    /// The place nearest to the end that the bot reached, px.
    pub nearest: (i32, i32),
    /// The cells it has been in, row by row.
    pub visited: Vec<bool>,
}

impl Stuck {
    /// The column and the row of the nearest place, counted from 1.
    pub const fn nearest_cell(&self) -> (i32, i32) {
        // Feet stand on a cell's lower edge: they are in the cell above.
        (self.nearest.0.div_euclid(TILE_PX) + 1, (self.nearest.1 - 1).div_euclid(TILE_PX) + 1)
    }
}

/// Who is asked whether a level can be beaten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Judge {
    /// The bot looks for a way; where it finds none, the stored proof counts.
    #[default]
    Bot,
    /// The stored proofs alone: quick.
    Proofs,
}

/// Looks at every level of a game. `told` hears of each level as soon as there is a verdict.
pub fn prove_game(pack: &Arc<Pack>, judge: Judge, mut told: impl FnMut(&Verdict)) -> Vec<Verdict> {
    let verdict = |(index, level): (usize, &snapcade_play::pack::LevelDef)| {
        let verdict = prove_level(pack, index as u16, level.proof.is_some(), judge);
        told(&verdict);
        verdict
    };
    pack.levels().iter().enumerate().map(verdict).collect()
}

fn prove_level(pack: &Arc<Pack>, index: u16, has_proof: bool, judge: Judge) -> Verdict {
    let stored = stored_way(pack, index);
    let stale = has_proof && stored.is_none();
    let found = match judge {
        Judge::Bot => find_way(pack, index),
        Judge::Proofs => Err(Stuck {
            why: if stale { "its proof does not beat it" } else { "it has no proof" }.to_owned(),
            nearest: pack.levels().get(usize::from(index)).map_or((0, 0), |level| level.start),
            visited: Vec::new(),
        }),
    };
    // How hard a level is hangs a little on the way: where there is a proof it is the measure, so that it stays the same.
    let measured = stored.clone();
    let outcome = match (found, stored) {
        (Ok((way, searched)), _) => Ok((way, Some(searched))),
        (Err(_), Some(way)) => Ok((way, None)),
        (Err(stuck), None) => Err(stuck),
    };
    let beaten = |(way, searched): (Replay, Option<u32>)| Beaten {
        ticks: way.ticks() as u32,
        deaths_percent: deaths_of(pack, measured.as_ref().unwrap_or(&way)),
        way,
        searched,
    };
    let name = pack.levels().get(usize::from(index)).map_or_else(String::new, |level| level.name.clone());
    Verdict { name, outcome: outcome.map(beaten), stale }
}

/// How often a clumsy player dies in one go at a level, in hundredths.
fn deaths_of(pack: &Arc<Pack>, way: &Replay) -> u32 {
    clumsy::try_often(pack, way, Clumsiness::default()).deaths_percent
}

/// Asks the bot for a way through a level and how many worlds it looked at.
fn find_way(pack: &Arc<Pack>, index: u16) -> Result<(Replay, u32), Stuck> {
    match bot::prove(pack, index, SEED, Budget::default()) {
        Ok(proof) => Ok((proof.replay, proof.states)),
        Err(unbeaten) => {
            Err(Stuck { why: unbeaten.why.to_string(), nearest: unbeaten.nearest, visited: unbeaten.visited })
        }
    }
}

/// The stored proof of a level, up to the moment in which it beats it; `None` when there is none or it does not.
pub fn stored_way(pack: &Arc<Pack>, index: u16) -> Option<Replay> {
    let proof = pack.levels().get(usize::from(index))?.proof.as_ref()?;
    let mut way = Replay::new(Start::Level(index), proof.seed);
    let mut world = way.world(Arc::clone(pack));
    for input in proof.inputs() {
        world.tick(input);
        way.push(input, 1);
        match world.state().screen {
            Screen::LevelClear | Screen::Won => return Some(way),
            Screen::GameOver => return None,
            _ => {}
        }
    }
    None
}

/// The stored proof of a level, counted from 1, up to the moment in which it beats it.
pub fn proof_of(pack: &Arc<Pack>, level: u16) -> Result<Replay, AppError> {
    let count = pack.levels().len();
    let index = level.checked_sub(1).filter(|&index| usize::from(index) < count);
    stored_way(pack, index.ok_or(AppError::NoLevel { level, count })?).ok_or(AppError::NoProof { level })
}

/// A way through a level, counted from 1, and a moment to see what came of it: its proof, or what the bot finds.
pub fn any_way(pack: &Arc<Pack>, level: u16) -> Result<Replay, AppError> {
    let count = pack.levels().len();
    let index = level.checked_sub(1).filter(|&index| usize::from(index) < count);
    let index = index.ok_or(AppError::NoLevel { level, count })?;
    let found = |stuck: Stuck| AppError::Unbeaten { level, why: stuck.why };
    let mut way = match stored_way(pack, index) {
        Some(way) => way,
        None => find_way(pack, index).map_err(found)?.0,
    };
    way.push(Input::NONE, TICKS_PER_SECOND);
    Ok(way)
}

/// Puts the ways that were found into the levels that had no proof, or one that does not beat them. How many there were.
pub fn keep_proofs(project: &mut Project, verdicts: &[Verdict]) -> usize {
    let levels: Vec<_> = project.game.levels.in_order().into_iter().map(|(&id, level)| (id, level.proof)).collect();
    let mut kept = 0;
    for ((id, proof), verdict) in levels.into_iter().zip(verdicts) {
        let Ok(beaten) = &verdict.outcome else { continue };
        if proof.is_some() && !verdict.stale {
            continue;
        }
        let hash = project.add_asset(beaten.way.encode());
        if let Some(level) = project.game.levels.get_mut(&id) {
            level.proof = Some(hash);
            kept += 1;
        }
    }
    kept
}

/// A map of a level, counted from 0, as PNG; `None` when there is no such level. It shows where the bot has been and where it was nearest to the end.
pub fn picture_of(pack: &Pack, index: usize, stuck: &Stuck) -> Option<Result<Vec<u8>, PictureError>> {
    Some(level_map::level_map(pack, pack.levels().get(index)?, &stuck.visited, stuck.nearest).to_png())
}
