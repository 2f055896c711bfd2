//! Ids of a game in the order in which its pack has what they name.
//!
//! Ids are random, so nothing packs them. But a made game draws them all from one die that its own id starts
//! ([`snapcade_gen::make::ids_of`]): then it is enough to say which throw each was.

use std::collections::{BTreeMap, BTreeSet};

use snapcade_game::{Game, GameId, Level, Role};
use snapcade_play::{
    Pack,
    binary::{ReadError, Reader, Writer},
};

/// So many throws are looked at: levels are drawn many times before one is kept.
const THROWS: usize = 1 << 16;

/// The ids: the game, its kinds, then each level with its layers, checkpoints, texts and actors.
pub fn of_game(game: &Game) -> Vec<u64> {
    let mut ids = vec![game.id.0];
    let is_hero = |role: &Role| matches!(role, Role::Hero {});
    ids.extend(game.hero().map(|(id, _)| id.0));
    ids.extend(game.kinds.iter().filter(|(_, kind)| !is_hero(&kind.role)).map(|(id, _)| id.0));
    for (id, level) in game.levels.in_order() {
        ids.push(id.0);
        ids.extend(level.layers.in_order().into_iter().map(|(id, _)| id.0));
        ids.extend(level.checkpoints.keys().map(|id| id.0));
        ids.extend(level.texts.keys().map(|id| id.0));
        ids.extend(actors(game, level));
    }
    ids
}

/// Platforms first, as in a pack.
fn actors(game: &Game, level: &Level) -> Vec<u64> {
    let is_platform = |kind| game.kinds.get(kind).is_some_and(|kind| matches!(kind.role, Role::Platform { .. }));
    let mut actors: Vec<_> = level.actors.iter().map(|(id, actor)| (!is_platform(&actor.kind), id.0)).collect();
    actors.sort_by_key(|&(is_later, _)| is_later);
    actors.into_iter().map(|(_, id)| id).collect()
}

/// How many ids the game of a pack has.
pub fn count(pack: &Pack) -> usize {
    let levels = pack.levels().iter();
    let in_levels = levels.map(|l| 1 + l.layers.len() + l.checkpoints.len() + l.texts.len() + l.actors.len());
    1 + pack.source().kinds.len() + in_levels.sum::<usize>()
}

/// Writes ids: first how each is found, then those that are no throw of the game's die.
pub fn write(out: &mut Writer, ids: &[u64]) {
    let throws = throws(ids);
    let mut before = 0;
    let mut others = Vec::new();
    for id in ids {
        if let Some(&throw) = throws.get(id) {
            let step = throw as i64 - before;
            before = throw as i64;
            out.varint((((step << 1) ^ (step >> 63)) as u64) + 1);
        } else {
            out.u8(0);
            others.extend_from_slice(&id.to_be_bytes());
        }
    }
    out.0.extend_from_slice(&others);
}

/// Which throw of the game's die each id was, of those that were.
fn throws(ids: &[u64]) -> BTreeMap<u64, usize> {
    let Some((&game, others)) = ids.split_first() else { return BTreeMap::new() };
    let mut sought: BTreeSet<u64> = others.iter().copied().collect();
    let mut throws = BTreeMap::new();
    for (throw, id) in snapcade_gen::make::ids_of(GameId(game)).take(THROWS).enumerate() {
        if sought.remove(&id) {
            throws.insert(id, throw);
        }
        if sought.is_empty() {
            break;
        }
    }
    throws
}

/// Reads as many ids as [`write`] wrote.
pub fn read(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u64>, ReadError> {
    let mut steps = Vec::new();
    for _ in 0..count {
        steps.push(reader.varint());
    }
    reader.check()?;
    let (mut ids, mut throws, mut throw) = (Vec::new(), Vec::new(), 0_i64);
    for step in steps {
        let Some(zigzag) = step.checked_sub(1) else {
            let bytes = reader.bytes(size_of::<u64>());
            ids.push(bytes.iter().fold(0, |id, &byte| id << 8 | u64::from(byte)));
            continue;
        };
        if throws.is_empty() {
            let game = ids.first().copied().ok_or_else(|| ReadError::Value(reader.position()))?;
            throws.extend(snapcade_gen::make::ids_of(GameId(game)).take(THROWS));
        }
        throw = throw.wrapping_add((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64));
        let id = usize::try_from(throw).ok().and_then(|throw| throws.get(throw));
        ids.push(*id.ok_or_else(|| ReadError::Value(reader.position()))?);
    }
    reader.check()?;
    Ok(ids)
}
