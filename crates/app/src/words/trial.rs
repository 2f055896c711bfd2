//! Tries a level of a game that is being changed: by a way that is known, or by the bot.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use snapcade_game::{
    ArtRef, AssetHash, Game, Level, LevelId, Sheet, Slot, Table,
    sheet::{Repeat, Rgba, Tag},
};
use snapcade_gen::bot::{self, Budget};
use snapcade_play::{Pack, Replay, SUBPX, Start, World, compile, pack::SheetRole, words::Words, world::Screen};

/// What the bot may spend on a level: a child waits for the answer.
const BUDGET: Budget = Budget { ticks: 1_000_000, worlds: 16_000 };
/// The bot's dice; any number would do.
const SEED: u64 = 1;

/// A place of the hero on its way through a level, px.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub x: i32,
    /// Where its feet are.
    pub y: i32,
}

/// The packs of levels without pictures and sounds: the rules do not look at them.
pub(super) struct Trial {
    words: Words,
}

impl Trial {
    pub fn new() -> Self {
        Self { words: Words::english() }
    }

    /// A game of one level.
    pub fn pack(&self, game: &Game, id: LevelId) -> Option<Arc<Pack>> {
        let level = game.levels.get(&id)?;
        let kinds = game.kinds.values().map(|kind| kind.art.clone());
        let own = SheetRole::SLOTS.iter().filter_map(|name| name.parse::<Slot>().ok());
        let slots: BTreeSet<Slot> = kinds.chain(own).collect();
        let tileset = slots.first()?.clone();
        let level = Level { tileset, layers: Table::new(), music: None, proof: None, ..level.clone() };
        let nothing = AssetHash::of(&[]);
        let game = Game {
            art: slots.iter().map(|slot| (slot.clone(), ArtRef { image: nothing, frames: nothing })).collect(),
            sounds: Table::new(),
            levels: std::iter::once((id, level)).collect(),
            rules: game.rules.clone(),
            kinds: game.kinds.clone(),
            dialogues: game.dialogues.clone(),
            mode: game.mode,
            difficulty: game.difficulty,
            ..Game::new(game.id, &game.title)
        };
        let sheets = slots.into_iter().map(|slot| (slot, blank())).collect();
        let pack = compile(&game, &sheets, &BTreeMap::new(), &BTreeMap::new(), &self.words).ok()?;
        Some(Arc::new(pack))
    }

    /// A way through a level: the known one if it still leads to the end, one that is as much longer as the game became
    /// slower, or what the bot finds.
    pub fn way(&self, game: &Game, id: LevelId, known: Option<&Replay>, slowed: (i32, i32)) -> Option<Replay> {
        let pack = self.pack(game, id)?;
        let stretched = known.filter(|_| slowed.0 != slowed.1).map(|way| stretched(way, slowed));
        let known = known.into_iter().chain(&stretched).find_map(|way| beating(&pack, way));
        known.or_else(|| bot::prove(&pack, 0, SEED, BUDGET).ok().map(|proof| proof.replay))
    }

    /// The hero's places on a way through a level, tick by tick.
    pub fn steps(&self, game: &Game, id: LevelId, way: &Replay) -> Vec<Step> {
        let Some(pack) = self.pack(game, id) else { return Vec::new() };
        let mut world = World::at_level(pack, 0, way.seed);
        let mut steps = Vec::new();
        for input in way.inputs() {
            world.tick(input);
            if world.state().screen != Screen::Playing {
                break;
            }
            let hero = &world.state().hero;
            steps.push(Step { x: hero.x / SUBPX, y: hero.y / SUBPX });
        }
        steps
    }
}

/// A way up to the moment in which it beats the only level of a pack; `None` when it does not.
fn beating(pack: &Arc<Pack>, known: &Replay) -> Option<Replay> {
    let mut way = Replay::new(Start::Level(0), known.seed);
    let mut world = World::at_level(Arc::clone(pack), 0, known.seed);
    for input in known.inputs() {
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

/// The same buttons for a game whose speed went from one number to another.
fn stretched(way: &Replay, (from, to): (i32, i32)) -> Replay {
    let mut longer = Replay::new(way.start, way.seed);
    let (mut before, mut written) = (0_u64, 0_u64);
    for &(input, ticks) in way.runs() {
        before += u64::from(ticks);
        let end = before * from.max(1) as u64 / to.max(1) as u64;
        longer.push(input, end.saturating_sub(written) as u32);
        written = end.max(written);
    }
    longer
}

fn blank() -> Sheet {
    Sheet {
        width: 16,
        height: 16,
        anchor: (8, 16),
        palette: vec![Rgba::CLEAR],
        frames: vec![vec![0; 256]],
        ticks: vec![60],
        tags: vec![Tag { name: "idle".to_owned(), first: 0, count: 1, repeat: Repeat::Loop }],
    }
}
