//! From a sketch to a level that is proven to be beatable.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use snapcade_game::{
    Actor, ActorId, ArtRef, AssetHash, Checkpoint, CheckpointId, Difficulty, Game, GameId, Level, LevelId, OrderKey,
    Sheet, Slot, Table,
    level::Point,
    sheet::{Rgba, Tag},
    tile::TILE_PX,
};
use snapcade_play::{Pack, Replay, Start, compile, pack::SheetRole, rng::Pcg32, words::Words};

use super::{GameRequest, Ids, MakeError, cast, cast::Cast, dressing};
use crate::{
    bot::{self, Budget, clumsy::Clumsiness},
    level::{LevelRequest, Sketch, Skill},
};

/// What the bot says of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelReport {
    /// Its name.
    pub name: String,
    /// How long the bot took, in ticks.
    pub ticks: u32,
    /// Worlds that the bot looked at.
    pub states: u32,
    /// How often a clumsy player falls or is beaten in one go at it, in hundredths.
    pub deaths_percent: u32,
    /// What there is most of.
    pub skill: Skill,
    /// What was the hardest part.
    pub hardest: Skill,
    /// How many sketches were drawn until one was right.
    pub attempts: u32,
    /// Where the bot got stuck in sketches that were given up.
    pub stuck: Vec<Skill>,
    /// Where the clumsy player fell or was beaten, each time.
    pub fell: Vec<Skill>,
}

/// A level, its proof, and what the bot says of it.
pub struct Proven {
    /// The level, without its proof.
    pub level: Level,
    /// The proof.
    pub replay: Replay,
    /// What the bot says of it.
    pub report: LevelReport,
}

/// A game with kinds only, to try levels in: the rules do not look at pictures, so one small sheet stands for all.
pub struct Proving {
    game: Game,
    sheets: BTreeMap<Slot, Sheet>,
    words: Words,
}

/// The budget for one sketch: a level that needs more is too intricate anyway.
const BUDGET: Budget = Budget { ticks: 300_000, worlds: 6_000 };
/// So many sketches are tried for a level.
const MOST_ATTEMPTS: u32 = 12;
/// So often a level is drawn anew to be as hard as it should be.
const CALIBRATIONS: u32 = 3;

impl Proving {
    /// For the kinds and rules of a game.
    pub fn new(game: &Game) -> Self {
        let mut game = game.clone();
        game.levels = Table::new();
        let slots = game.kinds.values().map(|kind| kind.art.clone()).collect::<BTreeSet<_>>();
        let nothing = AssetHash::of(&[]);
        game.art = slots.iter().map(|slot| (slot.clone(), ArtRef { image: nothing, frames: nothing })).collect();
        let own = SheetRole::SLOTS.iter().filter_map(|name| name.parse().ok());
        let sheets = own.chain(slots).map(|slot| (slot, blank())).collect();
        Self { game, sheets, words: Words(vec![String::new(); Words::english().0.len()]) }
    }

    /// A proven level, as hard as it should be; `None` when none of many was right.
    pub fn level(&self, wanted: &LevelRequest, request: &GameRequest, cast: &Cast, ids: &mut Ids) -> Option<Proven> {
        let mut best: Option<(u32, Proven)> = None;
        let mut calibrations = 0;
        let mut stuck = Vec::new();
        let mut level = *wanted;
        for attempt in 0..MOST_ATTEMPTS {
            level.attempt = attempt;
            if attempt > MOST_ATTEMPTS / 2 {
                // Rather an easy level than none.
                level.harder -= 20;
            }
            let sketch = level.sketch();
            let mut proven = match self.prove(&sketch, &level, request, cast, ids)? {
                Ok(proven) => proven,
                Err(skill) => {
                    stuck.push(skill);
                    continue;
                }
            };
            proven.report.attempts = attempt + 1;
            let (low, high) = bounds(wanted);
            let deaths = proven.report.deaths_percent;
            let off = if deaths < low { low - deaths } else { deaths.saturating_sub(high) };
            if best.as_ref().is_none_or(|(least, _)| off < *least) {
                best = Some((off, proven));
            }
            calibrations += 1;
            if off == 0 || calibrations > CALIBRATIONS {
                break;
            }
            level.harder += if deaths < low { 15 } else { -20 };
        }
        best.map(|(_, mut proven)| {
            proven.report.stuck = stuck;
            proven
        })
    }

    fn prove(
        &self,
        sketch: &Sketch,
        wanted: &LevelRequest,
        request: &GameRequest,
        cast: &Cast,
        ids: &mut Ids,
    ) -> Option<Result<Proven, Skill>> {
        let level = document(sketch, wanted, request, cast, ids)?;
        let pack = Arc::new(self.pack(&level)?);
        let found = bot::search::search(&pack, 0, wanted.seed, BUDGET);
        let Some(mut replay) = found.replay else { return Some(Err(skill_at(sketch, found.nearest.0))) };
        // All difficulties are measured with the same hands.
        let clumsy = bot::clumsy::try_often(&pack, &replay, Clumsiness::default());
        replay.start = Start::Level(wanted.index as u16);
        let report = LevelReport {
            name: String::new(),
            ticks: found.ticks,
            states: found.states,
            deaths_percent: clumsy.deaths_percent,
            skill: main_skill(sketch),
            hardest: hardest(sketch, &found.effort),
            attempts: 0,
            stuck: Vec::new(),
            fell: clumsy.fell.iter().map(|at| skill_at(sketch, at.0)).collect(),
        };
        Some(Ok(Proven { level, replay, report }))
    }

    /// The pack of a game with only one level and no pictures.
    fn pack(&self, level: &Level) -> Option<Pack> {
        let mut game = self.game.clone();
        let tileset = game.art.keys().next()?.clone();
        let level = Level { tileset, layers: Table::new(), music: None, ..level.clone() };
        game.levels.insert(LevelId(1), level);
        compile(&game, &self.sheets, &BTreeMap::new(), &BTreeMap::new(), &self.words).ok()
    }
}

/// The levels of a game without its art, as [`super::make_game`] makes them: what takes time in finding them.
pub fn levels_alone(request: &GameRequest) -> Result<Vec<Proven>, MakeError> {
    let mut ids = Ids(Pcg32::new(request.seed ^ super::IDS));
    let mut game = Game::new(GameId(ids.next()), &request.title);
    for edit in cast::rules(request.difficulty) {
        edit.apply(&mut game)?;
    }
    let cast = Cast::new(&mut ids, request);
    for edit in cast.edits(request) {
        edit.apply(&mut game)?;
    }
    let proving = Proving::new(&game);
    let level = |index| {
        let proven = proving.level(&request.level(index), request, &cast, &mut ids);
        // The level's own id.
        ids.next();
        proven.ok_or(MakeError::Unbeaten(index + 1))
    };
    (0..request.levels).map(level).collect()
}

/// The skill of the piece at a place.
fn skill_at(sketch: &Sketch, x_px: i32) -> Skill {
    let column = x_px / TILE_PX;
    let piece = sketch.pieces.iter().find(|piece| column < piece.to + 2);
    piece.or(sketch.pieces.last()).map_or(Skill::Run, |piece| piece.skill)
}

/// How many deaths a clumsy player should have in a level, in hundredths: from and to.
fn bounds(wanted: &LevelRequest) -> (u32, u32) {
    let last = wanted.count.max(2) - 1;
    let rise = |from: u32, to: u32| from + (to - from) * wanted.index.min(last) / last;
    match wanted.difficulty {
        Difficulty::Easy => (0, rise(35, 75)),
        Difficulty::Normal => (rise(15, 110), rise(110, 260)),
        Difficulty::Hard => (rise(120, 320), rise(330, 650)),
    }
}

fn blank() -> Sheet {
    Sheet {
        width: 16,
        height: 16,
        anchor: (8, 16),
        palette: vec![Rgba::CLEAR],
        frames: vec![vec![0; 256]],
        ticks: vec![60],
        tags: vec![Tag { name: "idle".to_owned(), first: 0, count: 1, repeat: snapcade_game::sheet::Repeat::Loop }],
    }
}

/// What most of a level's columns are about.
fn main_skill(sketch: &Sketch) -> Skill {
    let columns = |skill: Skill| {
        let of_skill = sketch.pieces.iter().filter(move |piece| piece.skill == skill);
        of_skill.map(|piece| piece.to - piece.from).sum::<i32>()
    };
    Skill::ALL.iter().copied().max_by_key(|&skill| columns(skill)).unwrap_or(Skill::Run)
}

/// The piece in which the bot had to look at most for its width.
fn hardest(sketch: &Sketch, effort: &[u32]) -> Skill {
    let effort_in = |from: i32, to: i32| {
        let columns = effort.get(from.max(0) as usize..(to.max(0) as usize).min(effort.len())).unwrap_or_default();
        columns.iter().sum::<u32>() * 100 / (to - from).max(1) as u32
    };
    let piece = sketch.pieces.iter().max_by_key(|piece| effort_in(piece.from, piece.to));
    piece.map_or(Skill::Run, |piece| piece.skill)
}

/// A sketch as a document's level.
fn document(
    sketch: &Sketch,
    wanted: &LevelRequest,
    request: &GameRequest,
    cast: &Cast,
    ids: &mut Ids,
) -> Option<Level> {
    let point = |(x, y): (i32, i32)| Point::new(x, y);
    let order = OrderKey::sequence(wanted.count as usize).into_iter().nth(wanted.index as usize)?;
    let mut actors = Table::new();
    for (place, thing) in sketch.things.iter().enumerate() {
        let Some(kind) = cast.kind(thing.what, place) else { continue };
        let actor = Actor {
            facing: thing.facing,
            path: thing.path.iter().copied().map(point).collect(),
            channel: thing.channel,
            width_tiles: thing.width_tiles,
            ..Actor::new(kind, point(thing.at))
        };
        actors.insert(ActorId(ids.next()), actor);
    }
    let checkpoints = sketch.checkpoints.iter().map(|&at| (CheckpointId(ids.next()), Checkpoint { at: point(at) }));
    Some(Level {
        order,
        name: "Level".to_owned(),
        tileset: dressing::tileset(request, wanted.index)?,
        music: None,
        start: point(sketch.start),
        goal: Some(point(sketch.goal)),
        proof: None,
        checkpoints: checkpoints.collect(),
        layers: dressing::layers(request, wanted.index, ids),
        texts: Table::new(),
        actors,
        tiles: sketch.tiles.clone(),
    })
}
