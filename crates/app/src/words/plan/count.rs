//! More and fewer of something in a level.

use std::collections::BTreeSet;

use snapcade_game::{
    Actor, ActorId, Checkpoint, CheckpointId, Edit, Item, KindId, Level, LevelId, Point, Role,
    edit::{ActorChange, LevelChange},
};
use snapcade_play::rng::Pcg32;

use super::{
    Planned, Scene,
    amounts::{difference, spread},
    paint,
    room::Room,
};
use crate::words::{
    WordsError,
    wish::{Amount, Thing},
};

pub(super) fn edits(thing: &Thing, amount: Amount, id: LevelId, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let edits = match thing {
        Thing::Kinds(kinds) => actors(kinds, amount, id, scene)?,
        Thing::Checkpoints => checkpoints(amount, id, scene)?,
        Thing::Spikes | Thing::Water | Thing::Ice | Thing::Pits => paint::edits(thing, amount, id, scene)?,
    };
    Ok(Planned::playing(edits))
}

fn change(id: LevelId, change: LevelChange) -> Edit {
    Edit::ChangeLevel { id, change }
}

fn no_room(what: &str) -> WordsError {
    WordsError::NotPossible(format!("There is no room left for more {what}."))
}

fn actors(kinds: &[KindId], amount: Amount, id: LevelId, scene: &Scene<'_>) -> Result<Vec<Edit>, WordsError> {
    let level = scene.level(id)?;
    let game = &scene.project.game;
    let role = |kind: &KindId| game.kinds.get(kind).map(|kind| &kind.role);
    let mut own: Vec<(ActorId, &Actor)> =
        level.actors.iter().filter(|(_, actor)| kinds.contains(&actor.kind)).map(|(&id, actor)| (id, actor)).collect();
    own.sort_by_key(|(_, actor)| actor.at.x);
    let least = kinds.first().and_then(role).map_or(2, least_more);
    let difference = difference(amount, own.len(), least, scene.strength);
    if difference <= 0 {
        let gone = spread(own.len(), difference.unsigned_abs() as usize);
        let gone: Vec<(ActorId, &Actor)> = gone.into_iter().filter_map(|at| own.get(at).copied()).collect();
        let mut edits: Vec<Edit> = Vec::new();
        // A level that ends with its boss ends at a goal in its place.
        let boss = gone.iter().find(|(_, actor)| matches!(role(&actor.kind), Some(Role::Boss { .. })));
        if let (Some((_, boss)), None) = (boss, level.goal) {
            edits.push(change(id, LevelChange::Goal(Some(boss.at))));
        }
        edits.extend(gone.iter().map(|&(actor, _)| change(id, LevelChange::RemoveActor { id: actor })));
        return Ok(edits);
    }
    if kinds.iter().any(|kind| matches!(role(kind), Some(Role::Boss { .. }))) {
        return Err(WordsError::NotPossible("One boss is enough. It can be faster or stronger.".to_owned()));
    }
    if kinds.iter().all(|kind| role(kind).is_some_and(is_lock)) {
        return Err(WordsError::NotPossible("New keys need new doors: that is a job for the editor.".to_owned()));
    }
    // Of what there is already, or else of all that is meant.
    let present: BTreeSet<KindId> = own.iter().map(|(_, actor)| actor.kind).collect();
    let choice: Vec<KindId> = if present.is_empty() { kinds.to_vec() } else { present.into_iter().collect() };
    let room = Room::new(level, game, &scene.steps(id));
    let mut ids = Ids::new(scene.dice(), level);
    let mut dice = scene.dice();
    let placed = room.place(&choice, difference as usize, &mut dice);
    if placed.is_empty() {
        let name = kinds.first().and_then(|kind| game.kinds.get(kind)).map_or("of them", |kind| kind.name.as_str());
        return Err(no_room(&format!("of this: {}", crate::printable(name))));
    }
    Ok(placed.into_iter().map(|actor| change(id, LevelChange::AddActor { id: ActorId(ids.next()), actor })).collect())
}

/// What "more" is at least.
const fn least_more(role: &Role) -> i32 {
    match role {
        Role::Collectible { item: Item::Coin, .. } => 6,
        Role::Collectible { item: Item::Heart | Item::Life, .. } | Role::PowerUp { .. } | Role::Platform { .. } => 1,
        _ => 2,
    }
}

const fn is_lock(role: &Role) -> bool {
    matches!(
        role,
        Role::Switch {}
            | Role::Talker {}
            | Role::Collectible { item: Item::KeyRed | Item::KeyGreen | Item::KeyBlue | Item::KeyYellow, .. }
    )
}

/// One kind in the place of others.
pub(super) fn swap(from: &[KindId], to: KindId, id: LevelId, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let game = &scene.project.game;
    let is_one = |kind: &KindId, test: fn(&Role) -> bool| game.kinds.get(kind).is_some_and(|kind| test(&kind.role));
    let foe = |role: &Role| role.foe().is_some() && !matches!(role, Role::Boss { .. });
    let found = |role: &Role| matches!(role, Role::Collectible { .. } | Role::PowerUp { .. });
    let alike = from.iter().all(|kind| is_one(kind, foe)) && is_one(&to, foe)
        || from.iter().all(|kind| is_one(kind, found)) && is_one(&to, found);
    if !alike {
        return Err(WordsError::NotPossible("Only enemies can stand in for enemies, and finds for finds.".to_owned()));
    }
    let level = scene.level(id)?;
    let meant = level.actors.iter().filter(|(_, actor)| from.contains(&actor.kind) && actor.kind != to);
    let edit = |actor| change(id, LevelChange::ChangeActor { id: actor, change: ActorChange::Kind(to) });
    let all: Vec<Edit> = meant.map(|(&actor, _)| edit(actor)).collect();
    let kept = spread(all.len(), (all.len() * scene.strength as usize).div_ceil(100));
    Ok(Planned::playing(kept.into_iter().filter_map(|at| all.get(at).cloned()).collect()))
}

fn checkpoints(amount: Amount, id: LevelId, scene: &Scene<'_>) -> Result<Vec<Edit>, WordsError> {
    let level = scene.level(id)?;
    let mut own: Vec<(CheckpointId, Point)> = level.checkpoints.iter().map(|(&id, flag)| (id, flag.at)).collect();
    own.sort_by_key(|(_, at)| at.x);
    let difference = difference(amount, own.len(), 1, scene.strength);
    if difference <= 0 {
        let gone = spread(own.len(), difference.unsigned_abs() as usize);
        let gone = gone.into_iter().filter_map(|at| own.get(at));
        return Ok(gone.map(|&(flag, _)| change(id, LevelChange::RemoveCheckpoint { id: flag })).collect());
    }
    let room = Room::new(level, &scene.project.game, &scene.steps(id));
    let mut ids = Ids::new(scene.dice(), level);
    let places = room.flags(difference as usize);
    if places.is_empty() {
        return Err(no_room("checkpoints"));
    }
    let add = |at| LevelChange::AddCheckpoint { id: CheckpointId(ids.next()), checkpoint: Checkpoint { at } };
    Ok(places.into_iter().map(add).map(|add| change(id, add)).collect())
}

/// New ids for a level.
struct Ids<'a> {
    dice: Pcg32,
    level: &'a Level,
}

impl<'a> Ids<'a> {
    const fn new(dice: Pcg32, level: &'a Level) -> Self {
        Self { dice, level }
    }

    fn next(&mut self) -> u64 {
        loop {
            let id = u64::from(self.dice.next_u32()) << 32 | u64::from(self.dice.next_u32());
            let is_taken =
                self.level.actors.contains_key(&ActorId(id)) || self.level.checkpoints.contains_key(&CheckpointId(id));
            if !is_taken {
                return id;
            }
        }
    }
}
