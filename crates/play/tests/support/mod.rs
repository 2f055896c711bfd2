//! Games drawn with letters, worlds that are played, and an independent opinion on what is solid.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod arbitrary;

use std::{collections::BTreeMap, sync::Arc};

use snapcade_game::{
    Actor, ActorId, ArtRef, AssetHash, Checkpoint, CheckpointId, Foe, Game, GameId, Item, Kind, KindId, Level, LevelId,
    OrderKey, Point, Power, Role, Sheet, Size, Slot, Table, Tile, TileGrid,
    sheet::{Repeat, Rgba, Tag},
};
use snapcade_play::{Event, EventKind, Input, Pack, World, compile, words::Words, world::Body};

pub const NONE: Input = Input::NONE;
pub const LEFT: Input = Input::LEFT;
pub const RIGHT: Input = Input::RIGHT;
pub const UP: Input = Input::UP;
pub const DOWN: Input = Input::DOWN;
pub const JUMP: Input = Input::JUMP;

/// A pixel, a tile in subpx.
pub const PX: i32 = 256;
pub const TILE: i32 = 16 * PX;

/// The slot of almost everything in these games.
pub fn slot() -> Slot {
    "things".parse().unwrap()
}

/// The hero's own, so that it can be told apart in a draw list.
fn hero_slot() -> Slot {
    "hero".parse().unwrap()
}

/// A sheet that serves as everything: five frames, one animation for each name.
pub fn sheet() -> Sheet {
    let names =
        ["solid", "ice", "oneway", "ladder", "water-top", "water", "conveyor", "hazard", "deco", "idle", "move"];
    let tag = |name: &&str| Tag { name: (*name).to_owned(), first: 0, count: 5, repeat: Repeat::PingPong };
    let colors = [0x2e_2a45, 0xf2_c14e, 0x6a_b04a, 0xd9_57a6, 0x58_a6f1].map(Rgba::rgb);
    Sheet {
        width: 16,
        height: 16,
        anchor: (8, 16),
        palette: std::iter::once(Rgba::CLEAR).chain(colors).collect(),
        frames: (0..5_u8).map(|frame| (0..=255_u8).map(|i| (i % 7).min(frame + 1)).collect()).collect(),
        ticks: vec![6; 5],
        tags: names.iter().map(tag).collect(),
    }
}

/// A game without levels that names the sheet.
pub fn empty_game() -> Game {
    let mut game = Game::new(GameId(1), "Test");
    let hash = AssetHash::of(b"");
    for slot in [slot(), hero_slot()] {
        game.art.insert(slot, ArtRef { image: hash, frames: hash });
    }
    game
}

/// Compiles a game; it has to be valid.
pub fn pack(game: &Game) -> Arc<Pack> {
    let sheets = BTreeMap::from([(slot(), sheet()), (hero_slot(), sheet())]);
    Arc::new(compile(game, &sheets, &BTreeMap::new(), &BTreeMap::new(), &Words::english()).unwrap())
}

const fn foe(speed: i32, health: i32) -> Foe {
    Foe { speed_subpx_per_tick: speed, health, stompable: true, score: 100, drops: None }
}

/// What each letter is; the number of its kind is the letter's.
fn role(letter: char) -> Option<(Role, (i32, i32))> {
    let shot = KindId('*' as u64);
    Some(match letter {
        '@' => (Role::Hero {}, (12, 22)),
        'w' => (Role::Walker { foe: foe(110, 1), turns_at_edges: true }, (14, 13)),
        'W' => (Role::Walker { foe: foe(110, 1), turns_at_edges: false }, (14, 13)),
        'v' => (Role::Flyer { foe: foe(150, 1), wave_px: 14, wave_ticks: 90 }, (14, 12)),
        'p' => (Role::Hopper { foe: foe(260, 1), leap_subpx_per_tick: 980, rest_ticks: 60 }, (14, 13)),
        'a' => (Role::Chaser { foe: foe(360, 1), sight_px: 96 }, (16, 14)),
        't' => (Role::Shooter { foe: foe(0, 1), sight_px: 150, interval_ticks: 60, shot }, (14, 18)),
        'X' => (Role::Boss { foe: foe(240, 9), shot }, (40, 42)),
        '*' => (Role::Shot { speed_subpx_per_tick: 420, life_ticks: 160 }, (6, 6)),
        'c' => (Role::Collectible { item: Item::Coin, score: 10 }, (10, 12)),
        'd' => (Role::Collectible { item: Item::Gem, score: 100 }, (12, 12)),
        'R' => (Role::Collectible { item: Item::KeyRed, score: 0 }, (12, 12)),
        'j' => (Role::PowerUp { power: Power::DoubleJump, lasts_ticks: 0 }, (12, 12)),
        's' => (Role::PowerUp { power: Power::Shield, lasts_ticks: 0 }, (12, 12)),
        'P' => (Role::Platform { speed_subpx_per_tick: 160, rest_ticks: 30 }, (32, 10)),
        'Z' => (Role::Spring { launch_subpx_per_tick: 1900 }, (14, 10)),
        'K' => (Role::Switch {}, (12, 14)),
        _ => return None,
    })
}

/// A game of one level drawn with the letters of tiles and of [`role`], and `S` start, `G` goal, `C` checkpoint. What
/// stands in water is drawn to the right of it. Without a `G` the goal is out of reach, high above.
pub fn game(rows: &[&str]) -> Game {
    let mut game = empty_game();
    for letter in "@*".chars() {
        add_kind(&mut game, letter);
    }
    let mut start = Point::new(8, 16);
    let mut goal = Point::new(0, -180);
    let (mut actors, mut checkpoints) = (Table::new(), Table::new());
    let mut tiles = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (x, letter) in row.chars().enumerate() {
            let at = Point::new(x as i32 * 16 + 8, y as i32 * 16 + 16);
            if Tile::from_letter(letter).is_some() {
                line.push(letter);
                continue;
            }
            line.push(if line.ends_with('~') { '~' } else { '.' });
            match letter {
                'S' => start = at,
                'G' => goal = at,
                'C' => {
                    let id = CheckpointId(checkpoints.len() as u64);
                    checkpoints.insert(id, Checkpoint { at });
                }
                _ => {
                    add_kind(&mut game, letter);
                    let id = ActorId(actors.len() as u64);
                    actors.insert(id, Actor::new(KindId(letter as u64), at));
                }
            }
        }
        tiles.push(line);
    }
    game.levels.insert(
        LevelId(1),
        Level {
            order: OrderKey::default(),
            name: "Level".into(),
            tileset: slot(),
            music: None,
            start,
            goal: Some(goal),
            proof: None,
            layers: Table::new(),
            checkpoints,
            texts: Table::new(),
            actors,
            tiles: TileGrid::from_rows(&tiles).unwrap(),
        },
    );
    game
}

fn add_kind(game: &mut Game, letter: char) {
    let (role, body) = role(letter).unwrap_or_else(|| panic!("no role has the letter {letter:?}"));
    let art = if letter == '@' { hero_slot() } else { slot() };
    let kind = Kind { name: letter.to_string(), art, body: Size::from(body), role };
    game.kinds.insert(KindId(letter as u64), kind);
}

/// The only level of a game.
pub fn level_mut(game: &mut Game) -> &mut Level {
    game.levels.values_mut().next().unwrap()
}

/// A world of the rows' level, at its first moment.
pub fn world(rows: &[&str]) -> World {
    World::at_level(pack(&game(rows)), 0, 1)
}

/// Goes on with an input held.
pub fn hold(world: &mut World, input: Input, ticks: u32) -> Vec<Event> {
    (0..ticks).flat_map(|_| world.tick(input)).collect()
}

pub fn count(events: &[Event], kind: EventKind) -> usize {
    events.iter().filter(|event| event.kind == kind).count()
}

/// Whether a cell is solid, worked out from the state alone.
pub fn is_solid(world: &World, column: i32, row: i32) -> bool {
    let (level, state) = (world.level().unwrap(), world.state());
    if column < 0 || column >= level.width {
        return true;
    }
    if row >= level.height {
        return false;
    }
    let index = row.max(0) * level.width + column;
    let changed = state.changed.iter().find(|&&(cell, _)| cell == index as u32);
    let code = changed.map_or(level.tiles[index as usize], |&(_, code)| code);
    let on = |channel: u8| state.channels & (1 << channel) != 0;
    match Tile::from_code(code).unwrap() {
        Tile::Empty | Tile::OneWay | Tile::Ladder | Tile::Water | Tile::Hazard => false,
        Tile::Gate0 => !on(0),
        Tile::Gate1 => !on(1),
        Tile::Gate2 => !on(2),
        Tile::Gate3 => !on(3),
        Tile::Bridge0 => on(0),
        Tile::Bridge1 => on(1),
        Tile::Bridge2 => on(2),
        Tile::Bridge3 => on(3),
        _ => true,
    }
}

/// Whether a body is clear of everything solid.
pub fn fits(world: &World, body: &Body) -> bool {
    let columns = (body.x - body.half_width).div_euclid(TILE)..=(body.x + body.half_width - 1).div_euclid(TILE);
    let rows = (body.y - body.height).div_euclid(TILE)..=(body.y - 1).div_euclid(TILE);
    columns.into_iter().all(|column| rows.clone().all(|row| !is_solid(world, column, row)))
}

/// The hero's box.
pub fn hero_body(world: &World) -> Body {
    world.state().hero.body(world.pack())
}
