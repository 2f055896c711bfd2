//! Changes to levels and to what stands in them.

use std::mem::replace;

use super::{ActorChange, EditError, LayerChange, LevelChange, TextChange, apply::Care, paint, tables, tables::find};
use crate::{
    level::{Actor, Layer, Level, Text},
    limits,
    place::Place,
    values,
};

pub(super) fn change_level(
    level: &mut Level,
    place: Place<'_>,
    change: LevelChange,
    care: Care,
) -> Result<LevelChange, EditError> {
    use LevelChange as Change;
    let (actors, checkpoints) = (place.at(&"actors"), place.at(&"checkpoints"));
    let (texts, layers) = (place.at(&"texts"), place.at(&"layers"));
    Ok(match change {
        Change::Order(order) => Change::Order(replace(&mut level.order, order)),
        Change::Name(name) => {
            care.ask(|report| values::name(place.at(&"name"), &name, report))?;
            Change::Name(replace(&mut level.name, name))
        }
        Change::Tileset(tileset) => Change::Tileset(replace(&mut level.tileset, tileset)),
        Change::Music(music) => Change::Music(replace(&mut level.music, music)),
        Change::Start(start) => Change::Start(replace(&mut level.start, start)),
        Change::Goal(goal) => Change::Goal(replace(&mut level.goal, goal)),
        Change::Proof(proof) => Change::Proof(replace(&mut level.proof, proof)),
        Change::Tiles(tiles) => Change::Tiles(replace(&mut level.tiles, tiles)),
        Change::Resize { width, height } => {
            Change::Tiles(paint::resize(&mut level.tiles, place.at(&"tiles"), width, height)?)
        }
        Change::PaintRect { x, y, width, height, tile } => {
            Change::PaintRuns(paint::rect(&mut level.tiles, (x, y), (width, height), tile))
        }
        Change::PaintStroke { points, brush, tile } => {
            Change::PaintRuns(paint::stroke(&mut level.tiles, place.at(&"tiles"), &points, brush, tile)?)
        }
        Change::PaintRuns(runs) => Change::PaintRuns(paint::runs(&mut level.tiles, place.at(&"tiles"), &runs)?),
        Change::AddActor { id, actor } => {
            care.ask(|report| values::actor(actors.at(&id), &actor, report))?;
            tables::add(&mut level.actors, id, actor, actors, limits::ACTORS_PER_LEVEL, care)?;
            Change::RemoveActor { id }
        }
        Change::RemoveActor { id } => Change::AddActor { id, actor: tables::remove(&mut level.actors, &id, actors)? },
        Change::ChangeActor { id, change } => {
            let actor = find(&mut level.actors, &id, actors)?;
            Change::ChangeActor { id, change: change_actor(actor, actors.at(&id), change, care)? }
        }
        Change::AddCheckpoint { id, checkpoint } => {
            let limit = limits::CHECKPOINTS_PER_LEVEL;
            tables::add(&mut level.checkpoints, id, checkpoint, checkpoints, limit, care)?;
            Change::RemoveCheckpoint { id }
        }
        Change::RemoveCheckpoint { id } => {
            Change::AddCheckpoint { id, checkpoint: tables::remove(&mut level.checkpoints, &id, checkpoints)? }
        }
        Change::MoveCheckpoint { id, at } => {
            let checkpoint = find(&mut level.checkpoints, &id, checkpoints)?;
            Change::MoveCheckpoint { id, at: replace(&mut checkpoint.at, at) }
        }
        Change::AddText { id, text } => {
            care.ask(|report| values::text(texts.at(&id), &text, report))?;
            tables::add(&mut level.texts, id, text, texts, limits::TEXTS_PER_LEVEL, care)?;
            Change::RemoveText { id }
        }
        Change::RemoveText { id } => Change::AddText { id, text: tables::remove(&mut level.texts, &id, texts)? },
        Change::ChangeText { id, change } => {
            let text = find(&mut level.texts, &id, texts)?;
            Change::ChangeText { id, change: change_text(text, texts.at(&id), change, care)? }
        }
        Change::AddLayer { id, layer } => {
            care.ask(|report| values::layer(layers.at(&id), &layer, report))?;
            tables::add(&mut level.layers, id, layer, layers, limits::LAYERS_PER_LEVEL, care)?;
            Change::RemoveLayer { id }
        }
        Change::RemoveLayer { id } => Change::AddLayer { id, layer: tables::remove(&mut level.layers, &id, layers)? },
        Change::ChangeLayer { id, change } => {
            let layer = find(&mut level.layers, &id, layers)?;
            Change::ChangeLayer { id, change: change_layer(layer, layers.at(&id), change, care)? }
        }
    })
}

fn change_actor(
    actor: &mut Actor,
    place: Place<'_>,
    change: ActorChange,
    care: Care,
) -> Result<ActorChange, EditError> {
    use ActorChange as Change;
    Ok(match change {
        Change::Kind(kind) => Change::Kind(replace(&mut actor.kind, kind)),
        Change::At(at) => Change::At(replace(&mut actor.at, at)),
        Change::Facing(facing) => Change::Facing(replace(&mut actor.facing, facing)),
        Change::Path(path) => {
            care.ask(|report| values::path_points(place.at(&"path"), path.len(), report))?;
            Change::Path(replace(&mut actor.path, path))
        }
        Change::Channel(channel) => {
            care.ask(|report| values::channel(place.at(&"channel"), channel, report))?;
            Change::Channel(replace(&mut actor.channel, channel))
        }
        Change::WidthTiles(width) => {
            care.ask(|report| values::width_tiles(place.at(&"width_tiles"), width, report))?;
            Change::WidthTiles(replace(&mut actor.width_tiles, width))
        }
        Change::Dialogue(dialogue) => Change::Dialogue(replace(&mut actor.dialogue, dialogue)),
    })
}

fn change_text(text: &mut Text, place: Place<'_>, change: TextChange, care: Care) -> Result<TextChange, EditError> {
    Ok(match change {
        TextChange::At(at) => TextChange::At(replace(&mut text.at, at)),
        TextChange::Words(words) => {
            care.ask(|report| values::said(place.at(&"words"), &words, report))?;
            TextChange::Words(replace(&mut text.words, words))
        }
        TextChange::Style(style) => TextChange::Style(replace(&mut text.style, style)),
    })
}

fn change_layer(
    layer: &mut Layer,
    place: Place<'_>,
    change: LayerChange,
    care: Care,
) -> Result<LayerChange, EditError> {
    use LayerChange as Change;
    Ok(match change {
        Change::Order(order) => Change::Order(replace(&mut layer.order, order)),
        Change::Art(art) => Change::Art(replace(&mut layer.art, art)),
        Change::ScrollPercent(percent) => {
            care.ask(|report| values::scroll_percent(place.at(&"scroll_percent"), percent, report))?;
            Change::ScrollPercent(replace(&mut layer.scroll_percent, percent))
        }
        Change::Y(y) => {
            care.ask(|report| values::layer_y(place.at(&"y"), y, report))?;
            Change::Y(replace(&mut layer.y, y))
        }
        Change::DriftSubpxPerTick(drift) => {
            care.ask(|report| values::drift(place.at(&"drift_subpx_per_tick"), drift, report))?;
            Change::DriftSubpxPerTick(replace(&mut layer.drift_subpx_per_tick, drift))
        }
    })
}
