//! Spikes, water, ice and pits: groups of tiles that come and go together.

use std::collections::{BTreeMap, BTreeSet};

use snapcade_game::{
    Actor, ActorId, Edit, Level, LevelId, Tile,
    edit::{LevelChange, Run},
    tile::TILE_PX,
};

use super::{
    Scene,
    amounts::{difference, spread},
    room::{Room, chosen},
};
use crate::words::{
    WordsError,
    wish::{Amount, Thing},
};

type Cell = (i32, i32);

pub(super) fn edits(thing: &Thing, amount: Amount, id: LevelId, scene: &Scene<'_>) -> Result<Vec<Edit>, WordsError> {
    let level = scene.level(id)?;
    let groups = groups(level, thing);
    let difference = difference(amount, groups.len(), 2, scene.strength);
    let mut painted = BTreeMap::new();
    if difference <= 0 {
        for at in spread(groups.len(), difference.unsigned_abs() as usize) {
            painted.extend(groups.get(at).map(|group| without(level, thing, group)).unwrap_or_default());
        }
    } else {
        painted = with(thing, difference as usize, id, scene)?;
        if painted.is_empty() {
            return Err(WordsError::NotPossible("There is no good place left for more of that.".to_owned()));
        }
    }
    let mut edits = Vec::new();
    // What would be walled in goes too.
    let buried = |actor: &Actor| {
        let cell = (actor.at.x.div_euclid(TILE_PX), (actor.at.y - 1).div_euclid(TILE_PX));
        matches!(painted.get(&cell), Some(Tile::Solid | Tile::Ice))
    };
    let walled: Vec<ActorId> = level.actors.iter().filter(|(_, actor)| buried(actor)).map(|(&id, _)| id).collect();
    edits.extend(
        walled.into_iter().map(|actor| Edit::ChangeLevel { id, change: LevelChange::RemoveActor { id: actor } }),
    );
    if !painted.is_empty() {
        edits.push(Edit::ChangeLevel { id, change: LevelChange::PaintRuns(runs(&painted)) });
    }
    Ok(edits)
}

/// The groups of a thing in a level, from left to right.
fn groups(level: &Level, thing: &Thing) -> Vec<Vec<Cell>> {
    let (width, height) = (level.tiles.width() as i32, level.tiles.height() as i32);
    let is = |tile: Tile| match thing {
        Thing::Spikes => tile == Tile::Hazard,
        Thing::Water => tile == Tile::Water,
        _ => tile == Tile::Ice,
    };
    let cells: BTreeSet<Cell> = if *thing == Thing::Pits {
        // A pit is where nothing catches who falls.
        let open = |x: &i32| level.tiles.get(*x, height - 1).is_some_and(|tile| !is_ground(tile));
        (0..width).filter(open).map(|x| (x, height - 1)).collect()
    } else {
        let all = (0..width).flat_map(|x| (0..height).map(move |y| (x, y)));
        all.filter(|&(x, y)| level.tiles.get(x, y).is_some_and(is)).collect()
    };
    let mut left = cells;
    let mut groups = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut group = Vec::new();
        let mut open = vec![first];
        while let Some((x, y)) = open.pop() {
            group.push((x, y));
            open.extend([(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].into_iter().filter(|cell| left.remove(cell)));
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups
}

const fn is_ground(tile: Tile) -> bool {
    matches!(
        tile,
        Tile::Solid
            | Tile::Ice
            | Tile::OneWay
            | Tile::Bouncy
            | Tile::Breakable
            | Tile::ConveyorLeft
            | Tile::ConveyorRight
            | Tile::Hazard
            | Tile::Water
    )
}

/// What a group's cells become without it.
fn without(level: &Level, thing: &Thing, group: &[Cell]) -> BTreeMap<Cell, Tile> {
    match thing {
        Thing::Spikes => group.iter().map(|&cell| (cell, Tile::Empty)).collect(),
        // Dry pools are walked over: an empty one might be too deep to get out of.
        Thing::Water | Thing::Ice => group.iter().map(|&cell| (cell, Tile::Solid)).collect(),
        _ => filled(level, group),
    }
}

/// A pit filled up to the lower of its edges.
fn filled(level: &Level, group: &[Cell]) -> BTreeMap<Cell, Tile> {
    let height = level.tiles.height() as i32;
    let surface = |x: i32| {
        // From below: the first cell of a column that is not ground any more.
        let top = (0..height).rev().take_while(|&y| level.tiles.get(x, y).is_some_and(is_ground)).last();
        top.unwrap_or(height - 1)
    };
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return BTreeMap::new() };
    let inside = |x: i32| (0..level.tiles.width() as i32).contains(&x);
    let edges = [first.0 - 1, last.0 + 1].into_iter().filter(|&x| inside(x)).map(surface);
    let top = edges.max().unwrap_or(height - 1);
    let column = |x: i32| {
        let empty = move |&y: &i32| level.tiles.get(x, y).is_some_and(|tile| !is_ground(tile));
        (top..height).filter(empty).map(move |y| ((x, y), Tile::Solid))
    };
    group.iter().flat_map(|&(x, _)| column(x)).collect()
}

/// New groups, on ground that the hero walks on.
fn with(thing: &Thing, count: usize, id: LevelId, scene: &Scene<'_>) -> Result<BTreeMap<Cell, Tile>, WordsError> {
    let level = scene.level(id)?;
    let room = Room::new(level, &scene.project.game, &scene.steps(id));
    let ground = room.dangerous_ground(4);
    let height = level.tiles.height() as i32;
    let solid = |x: i32, y: i32| level.tiles.get(x, y) == Some(Tile::Solid);
    let known: BTreeSet<Cell> = ground.iter().copied().collect();
    // A stretch of even ground, with some to stand on before and behind it.
    let even = |(x, y): Cell, width: i32| (-1..=width).all(|dx| known.contains(&(x + dx, y)));
    let (width, depth) = match thing {
        Thing::Spikes => (1, 1),
        Thing::Water => (4, 3),
        Thing::Ice => (4, 1),
        _ => (2, height),
    };
    let deep = |(x, y): Cell| (-1..=width).all(|dx| (1..=depth).all(|dy| y + dy >= height || solid(x + dx, y + dy)));
    let places: Vec<Cell> = ground.iter().copied().filter(|&cell| even(cell, width) && deep(cell)).collect();
    let mut painted = BTreeMap::new();
    let mut last = i32::MIN / 2;
    // More are chosen than asked for, because some lie too near to each other.
    let mut dice = scene.dice();
    let mut left = count;
    for (x, y) in chosen(&places, count.saturating_mul(2), &mut dice) {
        if left == 0 {
            break;
        }
        if x < last + width + 5 {
            continue;
        }
        (last, left) = (x, left - 1);
        for x in x..x + width {
            match thing {
                Thing::Spikes => drop(painted.insert((x, y), Tile::Hazard)),
                Thing::Water => painted.extend((1..depth).map(|dy| ((x, y + dy), Tile::Water))),
                Thing::Ice => drop(painted.insert((x, y + 1), Tile::Ice)),
                _ => painted.extend((y + 1..height).map(|y| ((x, y), Tile::Empty))),
            }
        }
    }
    Ok(painted)
}

/// Cells as runs of one row each.
fn runs(painted: &BTreeMap<Cell, Tile>) -> Vec<Run> {
    let mut cells: Vec<(i32, i32, Tile)> = painted.iter().map(|(&(x, y), &tile)| (y, x, tile)).collect();
    cells.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    for (y, x, tile) in cells {
        match runs.last_mut() {
            Some(run) if run.y as i32 == y && run.x as i32 + run.tiles.len() as i32 == x => run.tiles.push(tile),
            _ => runs.push(Run { x: x.max(0) as u32, y: y.max(0) as u32, tiles: vec![tile] }),
        }
    }
    runs
}
