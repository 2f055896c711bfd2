//! The document that a pack was most likely made from: `play::compile` backwards.

use snapcade_game::{
    Actor, ActorId, Checkpoint, CheckpointId, Foe, Game, GameId, Kind, KindId, Layer, LayerId, Level, LevelId,
    OrderKey, Point, Role, Slot, Text, TextId, Tile, TileGrid, level::Size, limits,
};
use snapcade_play::{
    Pack, SUBPX,
    pack::{ActorDef, FoeDef, KindDef, LevelDef, RoleDef, Source},
};

use super::regenerate::Regenerated;

/// The document, given the ids of everything in it. `None` when there are not as many ids as the pack needs.
pub fn game(pack: &Pack, ids: &[u64], made: &Regenerated) -> Option<Game> {
    let source = pack.source();
    let mut ids = ids.iter().copied();
    let mut game = Game::new(GameId(ids.next()?), &source.title);
    game.author.clone_from(&source.author);
    game.mode = source.mode;
    game.rules = source.rules.clone();
    for (slot, &art) in &made.art {
        game.art.insert(slot.clone(), art);
    }
    for (slot, &sound) in &made.sounds {
        game.sounds.insert(slot.clone(), sound);
    }
    let kinds: Vec<KindId> = ids.by_ref().take(source.kinds.len()).map(KindId).collect();
    for (&id, kind) in kinds.iter().zip(&source.kinds) {
        game.kinds.insert(id, self::kind(source, kind, &kinds)?);
    }
    let levels = source.levels.iter().zip(OrderKey::sequence(source.levels.len()));
    for (number, (level, order)) in levels.enumerate() {
        let id = LevelId(ids.next()?);
        let proof = made.proofs.get(number).copied().flatten();
        let level = Level { order, proof, ..self::level(source, level, &kinds, &mut ids)? };
        game.levels.insert(id, level);
    }
    Some(game)
}

fn slot(source: &Source, sheet: u16) -> Option<Slot> {
    source.sheets.get(usize::from(sheet))?.0.parse().ok()
}

fn point((x, y): (i32, i32)) -> Point {
    Point::new(x, y)
}

fn kind(source: &Source, kind: &KindDef, kinds: &[KindId]) -> Option<Kind> {
    let id = |number: u16| kinds.get(usize::from(number)).copied();
    let foe = |foe: FoeDef| Foe {
        speed_subpx_per_tick: foe.speed,
        health: foe.health,
        stompable: foe.stompable,
        score: foe.score,
        drops: foe.drops.and_then(id),
    };
    let role = match kind.role {
        RoleDef::Hero => Role::Hero {},
        RoleDef::Walker { foe: f, turns_at_edges } => Role::Walker { foe: foe(f), turns_at_edges },
        RoleDef::Flyer { foe: f, wave_px, wave_ticks } => Role::Flyer { foe: foe(f), wave_px, wave_ticks },
        RoleDef::Hopper { foe: f, leap, rest_ticks } => {
            Role::Hopper { foe: foe(f), leap_subpx_per_tick: leap, rest_ticks }
        }
        RoleDef::Chaser { foe: f, sight_px } => Role::Chaser { foe: foe(f), sight_px },
        RoleDef::Shooter { foe: f, sight_px, interval_ticks, shot } => {
            Role::Shooter { foe: foe(f), sight_px, interval_ticks, shot: id(shot)? }
        }
        RoleDef::Boss { foe: f, shot } => Role::Boss { foe: foe(f), shot: id(shot)? },
        RoleDef::Shot { speed, life_ticks } => Role::Shot { speed_subpx_per_tick: speed, life_ticks },
        RoleDef::Collectible { item, score } => Role::Collectible { item, score },
        RoleDef::PowerUp { power, lasts_ticks } => Role::PowerUp { power, lasts_ticks },
        RoleDef::Platform { speed, rest_ticks } => Role::Platform { speed_subpx_per_tick: speed, rest_ticks },
        RoleDef::Spring { launch } => Role::Spring { launch_subpx_per_tick: launch },
        RoleDef::Switch => Role::Switch {},
        RoleDef::Talker => Role::Talker {},
        RoleDef::Decoration { in_front } => Role::Decoration { in_front },
    };
    // What a child calls it is not in the pack. Most things that only look good are just that.
    let name = if matches!(role, Role::Decoration { .. }) { "Decoration" } else { "" };
    let body = Size { w: kind.half_width.saturating_mul(2) / SUBPX, h: kind.height / SUBPX };
    Some(Kind { name: name.to_owned(), art: slot(source, kind.sheet)?, body, role })
}

fn level(source: &Source, level: &LevelDef, kinds: &[KindId], ids: &mut impl Iterator<Item = u64>) -> Option<Level> {
    let mut id = || ids.next();
    let orders = OrderKey::sequence(level.layers.len());
    let layers = level.layers.iter().zip(orders).map(|(layer, order)| {
        let art = slot(source, layer.sheet)?;
        let (y, drift) = (layer.y, layer.drift);
        let layer = Layer { order, art, scroll_percent: layer.scroll_percent, y, drift_subpx_per_tick: drift };
        Some((LayerId(id()?), layer))
    });
    let layers = layers.collect::<Option<_>>()?;
    let checkpoints = level.checkpoints.iter().map(|&at| Some((CheckpointId(id()?), Checkpoint { at: point(at) })));
    let checkpoints = checkpoints.collect::<Option<_>>()?;
    let texts = level.texts.iter().map(|text| {
        let words = Text { at: point(text.at), words: text.words.join(" "), style: text.style };
        Some((TextId(id()?), words))
    });
    let texts = texts.collect::<Option<_>>()?;
    let actors = level.actors.iter().map(|actor| Some((ActorId(id()?), self::actor(actor, kinds)?)));
    let actors = actors.collect::<Option<_>>()?;
    Some(Level {
        order: OrderKey::default(),
        name: level.name.clone(),
        tileset: slot(source, level.tileset)?,
        music: level.music.and_then(|number| source.sounds.get(usize::from(number))?.0.parse().ok()),
        start: point(level.start),
        goal: level.goal.map(point),
        proof: None,
        layers,
        checkpoints,
        texts,
        actors,
        tiles: tiles(level)?,
    })
}

fn actor(actor: &ActorDef, kinds: &[KindId]) -> Option<Actor> {
    Some(Actor {
        facing: actor.facing,
        path: actor.path.iter().copied().map(point).collect(),
        channel: actor.channel,
        width_tiles: actor.width_tiles,
        ..Actor::new(*kinds.get(usize::from(actor.kind))?, point(actor.at))
    })
}

fn tiles(level: &LevelDef) -> Option<TileGrid> {
    let (width, height) = (u32::try_from(level.width).ok()?, u32::try_from(level.height).ok()?);
    if width > limits::LEVEL_WIDTH_TILES || height > limits::LEVEL_HEIGHT_TILES {
        return None;
    }
    let mut grid = TileGrid::new(width, height)?;
    for (i, &code) in level.tiles.iter().enumerate() {
        let at = (i32::try_from(i).ok()?.checked_rem(level.width)?, i32::try_from(i).ok()?.checked_div(level.width)?);
        grid.set(at.0, at.1, Tile::from_code(code)?);
    }
    Some(grid)
}
