//! A level in which everything is awake at once: two screens wide, six floors, and in its middle a chamber where the
//! hero runs and jumps without ever being touched.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use snapcade_game::{Facing, LevelId, Point, Tile, TileGrid, tile::TILE_PX};
use snapcade_play::{
    EventKind, Input, Pack, SUBPX, World,
    pack::{ActorDef, RoleDef},
    rng::Pcg32,
    world::{AWAKE_X_PX, AWAKE_Y_PX, Phase, Screen},
};

use crate::cast::{self, Part, Stand};

/// Small enough that every corner is awake wherever in the chamber the hero is.
const WIDTH: i32 = 38;
const HEIGHT: i32 = 27;

/// Rows of the floors.
const FLOORS: [i32; 6] = [6, 10, 14, 18, 22, 26];
/// The floor that the hero stands on, and the walls of the chamber above it.
const HERO_FLOOR: i32 = 14;
const CHAMBER: (i32, i32) = (16, 22);
/// Where the hero starts, px.
const START: (i32, i32) = (19 * TILE_PX, HERO_FLOOR * TILE_PX);

/// The goal's foot, px: in the lower left corner, where the hero never comes.
const GOAL: (i32, i32) = (8, HEIGHT * TILE_PX);

/// Within so many ticks everything that can move has to have moved.
const WINDOW_TICKS: usize = 150;

/// The tile of a cell: whole floors near the hero, broken ones with ice, belts, gates and the like elsewhere.
fn tile(x: i32, y: i32) -> Tile {
    match (x, y) {
        (12..=15, 18) => Tile::Ice,
        (24..=27, 18) => Tile::ConveyorLeft,
        (20..=24, 6) => Tile::OneWay,
        (9..=11, 22) => Tile::Gate0,
        (28..=31, 22) => Tile::Breakable,
        (24, 13) => Tile::Bouncy,
        (33, 25) => Tile::Hazard,
        (2..=5, 24..=25) => Tile::Water,
        (31, 7..=9) => Tile::Ladder,
        // Gaps to fall through, but not below the hero.
        (_, 6 | 14 | 22) if x % 9 == 7 && (x, y) != (16, HERO_FLOOR) => Tile::Empty,
        (_, y) if FLOORS.contains(&y) => Tile::Solid,
        // The chamber's walls, and low ones to turn at.
        (16 | 22, 11..=13) | (12 | 27, 5) | (14 | 29, 21) | (10 | 20 | 30, 25) => Tile::Solid,
        _ => Tile::Empty,
    }
}

/// The level's tiles, as they are in its document.
pub fn tiles() -> Result<TileGrid> {
    let mut grid = TileGrid::new(WIDTH as u32, HEIGHT as u32).context("the arena fits the limits")?;
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            grid.set(x, y, tile(x, y));
        }
    }
    Ok(grid)
}

/// A free place for a part, its feet in px.
fn place(part: &Part, grid: &TileGrid, random: &mut Pcg32) -> Point {
    let floors: &[i32] = match part.stand {
        Stand::NearHero => &[10, 18],
        Stand::AirWithPath => &[6, 22, 26],
        Stand::Ground | Stand::Air => &FLOORS,
    };
    let columns = match part.stand {
        Stand::NearHero => CHAMBER.0 - 2..CHAMBER.1 + 3,
        Stand::AirWithPath => 2..WIDTH - 7,
        Stand::Ground | Stand::Air => 2..WIDTH - 2,
    };
    loop {
        let row = floors[random.below(floors.len() as u32) as usize];
        let column = columns.start + random.below(columns.len() as u32) as i32;
        let near = column - 2..=column + 2;
        if row == HERO_FLOOR
            && (near.contains(&CHAMBER.0) || near.contains(&CHAMBER.1) || (CHAMBER.0..CHAMBER.1).contains(&column))
        {
            continue;
        }
        let is_free = |x: i32| (row - 2..row).all(|y| grid.get(x, y) == Some(Tile::Empty));
        let carries = |x: i32| matches!(grid.get(x, row), Some(Tile::Solid | Tile::Ice | Tile::OneWay));
        if !(column - 1..=column + 1).all(|x| is_free(x) && carries(x)) {
            continue;
        }
        let in_air = matches!(part.stand, Stand::Air | Stand::AirWithPath);
        let x = column * TILE_PX + random.below(TILE_PX as u32) as i32;
        return Point::new(x, row * TILE_PX - if in_air { 17 } else { 0 });
    }
}

/// A pack with one level that holds so many actors of the whole cast.
pub fn pack(actors: usize) -> Result<Arc<Pack>> {
    pack_of(cast::parts(actors))
}

/// A pack with one level in which these are.
///
/// Documents and packs hold at most 4,096 actors a level; the rules take more, so they are put into the compiled level.
pub fn pack_of(parts: impl Iterator<Item = Part>) -> Result<Arc<Pack>> {
    let mut game = cast::game()?;
    let grid = tiles()?;
    game.levels.insert(LevelId(1), cast::level("Arena", grid.clone(), START, GOAL)?);
    let compiled = snapcade_app::compile_project(&cast::with_art(game)?)?;
    let mut source = compiled.source().clone();
    let mut random = Pcg32::new(7);
    let mut defs: Vec<ActorDef> = parts
        .map(|part| {
            let at = place(&part, &grid, &mut random);
            let facing = if random.below(2) == 0 { Facing::Left } else { Facing::Right };
            // The compiler numbers the hero 0 and the others by their ids, which begin at 1.
            let kind = part.kind.0 as u16;
            let path = part.path.to_vec();
            ActorDef { kind, at: (at.x, at.y), facing, channel: 0, width_tiles: 0, line: None, path }
        })
        .collect();
    // As the compiler sorts them: platforms first.
    defs.sort_by_key(|def| !matches!(source.kinds[usize::from(def.kind)].role, RoleDef::Platform { .. }));
    for level in &mut source.levels {
        level.actors.clone_from(&defs);
    }
    Ok(Arc::new(Pack::prepare(source)?))
}

/// A world at the level's beginning.
pub fn world(pack: &Arc<Pack>) -> World {
    World::at_level(Arc::clone(pack), 0, 1)
}

/// The hero runs to and fro and jumps.
pub fn input_at(tick: usize) -> Input {
    let run = match tick % 120 {
        0..30 => Input::RIGHT,
        50..80 => Input::LEFT,
        _ => Input::NONE,
    };
    if tick % 40 < 8 { run | Input::JUMP } else { run }
}

/// What [`check`] saw.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Shots that were fired.
    pub shots: usize,
    /// The most shots in the air at one time.
    pub most_shots: usize,
    /// [`World::state_hash`] at the end.
    pub hash: u64,
}

/// Plays `ticks` ticks as the measurement does and makes sure that it measures what it says: the level goes on, the hero
/// is never hurt, everything placed is there and awake at every tick, whatever can move keeps moving, and shooters (where
/// there are any) shoot.
pub fn check(pack: &Arc<Pack>, ticks: usize) -> Result<Seen> {
    let mut world = world(pack);
    let placed = world.state().actors.len();
    let hearts = world.state().hero.hearts;
    let mut last_moves = vec![0; placed];
    let mut places: Vec<_> = world.state().actors.iter().map(|actor| (actor.x, actor.y)).collect();
    let mut seen = Seen { shots: 0, most_shots: 0, hash: 0 };
    let role = |kind: u16| &pack.source().kinds[usize::from(kind)].role;
    let has_shooters = world.state().actors.iter().any(|actor| matches!(role(actor.kind), RoleDef::Shooter { .. }));
    let mut last_shot = 0;
    for tick in 0..ticks {
        let events = world.tick(input_at(tick));
        let shots = events.iter().filter(|event| event.kind == EventKind::ShotFired).count();
        seen.shots += shots;
        if shots > 0 {
            last_shot = tick;
        }
        ensure!(!has_shooters || tick - last_shot < 2 * WINDOW_TICKS, "tick {tick}: nobody shoots any more");
        let state = world.state();
        ensure!(state.screen == Screen::Playing, "tick {tick}: the level ended with {:?}", state.screen);
        ensure!(state.hero.hearts == hearts && state.hero.stunned_ticks == 0, "tick {tick}: the hero was hurt");
        let in_air = state.actors[placed..].iter().filter(|actor| actor.phase != Phase::Gone).count();
        seen.most_shots = seen.most_shots.max(in_air);
        for (i, actor) in state.actors[..placed].iter().enumerate() {
            let role = role(actor.kind);
            let (dx, dy) = ((actor.x - state.hero.x).abs(), (actor.y - state.hero.y).abs());
            let is_awake = dx < AWAKE_X_PX * SUBPX && dy < AWAKE_Y_PX * SUBPX;
            ensure!(is_awake && actor.phase != Phase::Gone, "tick {tick}: actor {i} ({role:?}) sleeps or is gone");
            if (actor.x, actor.y) != places[i] {
                (places[i], last_moves[i]) = ((actor.x, actor.y), tick);
            }
            ensure!(
                !keeps_moving(role) || tick - last_moves[i] < WINDOW_TICKS,
                "tick {tick}: actor {i} ({role:?}) stands still at {:?} px",
                (actor.x / SUBPX, actor.y / SUBPX)
            );
        }
    }
    seen.hash = world.state_hash();
    Ok(seen)
}

fn keeps_moving(role: &RoleDef) -> bool {
    let stands = matches!(role, RoleDef::Shooter { .. });
    matches!(role, RoleDef::Platform { .. }) || role.foe().is_some() && !stands
}
