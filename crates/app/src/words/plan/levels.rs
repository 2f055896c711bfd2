//! Levels that go, and new ones.

use snapcade_game::{Edit, Game, Kind, KindId, Level, LevelId, OrderKey, Project, Role, limits};
use snapcade_gen::{
    art::{self, Common},
    level::{Length, Wishes},
    make::{self, GameRequest},
    theme,
};
use snapcade_play::{Replay, rng::Pcg32};

use super::{Planned, Scene, looks};
use crate::words::{WordsError, wish::LevelCount};

/// So many levels are made at once: each takes a while.
const MOST_NEW: u32 = 3;
/// So many sketches are tried for a new level.
const ATTEMPTS: u64 = 3;

pub(super) fn edits(count: LevelCount, levels: Option<&[u32]>, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    match count {
        LevelCount::Remove => removed(levels, &scene.project.game),
        LevelCount::Add(count) => added(count, scene),
    }
}

fn removed(levels: Option<&[u32]>, game: &Game) -> Result<Planned, WordsError> {
    let order = game.levels.in_order();
    let is_meant = |index: usize| levels.is_none_or(|levels| levels.contains(&(index as u32 + 1)));
    let gone: Vec<Edit> = order
        .iter()
        .enumerate()
        .filter(|(index, _)| is_meant(*index))
        .map(|(_, (id, _))| Edit::RemoveLevel { id: **id })
        .collect();
    if gone.len() == order.len() {
        return Err(WordsError::NotPossible("A game needs at least one level.".to_owned()));
    }
    Ok(Planned::shown(gone))
}

fn added(count: u32, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let game = &scene.project.game;
    let theme = looks::ground(scene.project).ok_or_else(|| {
        let why = "This game was not made by Snapcade, so I do not know what a new level should look like.";
        WordsError::NotPossible(why.to_owned())
    })?;
    if game.levels.len() + count as usize > limits::LEVELS || count > MOST_NEW {
        let why = format!("I can make up to {MOST_NEW} levels at once, and a game has at most {}.", limits::LEVELS);
        return Err(WordsError::NotPossible(why));
    }
    let mut planned = Planned::default();
    let mut scratch = scene.project.clone();
    for number in 0..count {
        let seed = scene.seed.wrapping_add(u64::from(number) * 0x51ed);
        let Some(edits) = (0..ATTEMPTS).find_map(|attempt| {
            one(theme, seed.wrapping_add(attempt << 48), &scratch, scene, &mut planned.assets).transpose()
        }) else {
            return Err(WordsError::Unbeatable(
                "I found no new level that can be beaten. Please try again.".to_owned(),
            ));
        };
        let edits = edits?;
        for edit in &edits {
            edit.clone().apply(&mut scratch.game).map_err(|error| WordsError::NotPossible(error.to_string()))?;
        }
        planned.edits.extend(edits);
    }
    Ok(planned)
}

/// A new level of a made game, for this one; `None` when nobody can beat it under the rules of this game.
fn one(
    theme: theme::Theme,
    seed: u64,
    project: &Project,
    scene: &Scene<'_>,
    assets: &mut Vec<Vec<u8>>,
) -> Result<Option<Vec<Edit>>, WordsError> {
    let internal = |error: &dyn std::fmt::Display| WordsError::Internal(error.to_string());
    let game = &project.game;
    let request = GameRequest {
        hero: art::common(Common::Hero).map_err(|error| internal(&error))?,
        dress: theme::Dress::of(theme),
        theme_words: theme.name().to_owned(),
        difficulty: game.difficulty,
        levels: 1,
        length: Length::Short,
        wishes: Wishes { no_boss: true, ..Wishes::default() },
        seed,
        title: "New".to_owned(),
        author: String::new(),
    };
    let made = match make::make_game(&request) {
        Ok(made) => made.project,
        Err(make::MakeError::Unbeaten(_)) => return Ok(None),
        Err(error) => return Err(internal(&error)),
    };
    let Some(level) = made.game.levels.values().next() else { return Ok(None) };
    let mut edits = Vec::new();
    let mut level = adopted(level, &made.game, game);
    for slot in level.layers.values().map(|layer| &layer.art).chain([&level.tileset]) {
        if let (false, Some(&art)) = (game.art.contains_key(slot), made.game.art.get(slot)) {
            assets.extend([art.image, art.frames].iter().filter_map(|hash| made.assets.get(hash).cloned()));
            edits.push(Edit::SetArt { slot: slot.clone(), art: Some(art) });
        }
    }
    edits.dedup();
    if let Some(slot) = level.music.clone().filter(|slot| !game.sounds.contains_key(slot)) {
        let sound = made.game.sounds.get(&slot).copied();
        assets.extend(sound.and_then(|hash| made.assets.get(&hash).cloned()));
        edits.push(Edit::SetSound { slot, sound });
    }
    let mut dice = Pcg32::new(seed);
    let id = loop {
        let id = LevelId(u64::from(dice.next_u32()) << 32 | u64::from(dice.next_u32()));
        if !game.levels.contains_key(&id) {
            break id;
        }
    };
    level.order = place(game);
    let known = level.proof.and_then(|hash| made.assets.get(&hash)).and_then(|bytes| Replay::read(bytes).ok());
    level.proof = None;
    let mut tried = game.clone();
    tried.levels.insert(id, level.clone());
    let Some(way) = scene.trial.way(&tried, id, known.as_ref(), (1, 1)) else { return Ok(None) };
    let proof = way.encode();
    level.proof = Some(snapcade_game::AssetHash::of(&proof));
    assets.push(proof);
    edits.push(Edit::AddLevel { id, level: Box::new(level) });
    Ok(Some(edits))
}

/// Behind the last level, but before the one with the boss.
fn place(game: &Game) -> OrderKey {
    let order = game.levels.in_order();
    let is_boss = |kind| game.kinds.get(kind).is_some_and(|kind| matches!(kind.role, Role::Boss { .. }));
    let Some(((_, last), before)) = order.split_last() else { return OrderKey::between(None, None) };
    if last.actors.values().any(|actor| is_boss(&actor.kind)) {
        OrderKey::between(before.last().map(|(_, level)| &level.order), Some(&last.order))
    } else {
        OrderKey::between(Some(&last.order), None)
    }
}

/// A level with this game's kinds in the place of those of the game that it was made in. What this game does not have
/// is left out.
fn adopted(level: &Level, from: &Game, to: &Game) -> Level {
    let kind_here = |kind: &KindId| -> Option<KindId> {
        let theirs = from.kinds.get(kind)?;
        let fits = |(_, ours): &(&KindId, &Kind)| is_alike(theirs, ours);
        let same_art = to.kinds.iter().filter(fits).find(|(_, ours)| ours.art == theirs.art);
        same_art.or_else(|| to.kinds.iter().find(fits)).map(|(&id, _)| id)
    };
    let mut level = level.clone();
    let actors = level
        .actors
        .iter()
        .filter_map(|(&id, actor)| Some((id, snapcade_game::Actor { kind: kind_here(&actor.kind)?, ..actor.clone() })));
    level.actors = actors.collect();
    level
}

fn is_alike(one: &Kind, other: &Kind) -> bool {
    match (&one.role, &other.role) {
        (Role::Collectible { item: one, .. }, Role::Collectible { item: other, .. }) => one == other,
        (Role::PowerUp { power: one, .. }, Role::PowerUp { power: other, .. }) => one == other,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
