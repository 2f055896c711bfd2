//! Puts a theme's sheets into a game, each in the lights its levels are seen in.

use std::collections::BTreeSet;

use snapcade_game::{Edit, LayerId, OrderKey, Sheet, Slot, Table, level::Layer};

use super::{GameRequest, Ids, MakeError, Maker, cast};
use crate::{
    art::{self, Part},
    level::What,
    theme::{Backdrop, backdrops, lit_ground},
};

/// Everything that is drawn in a game.
pub fn add_art(maker: &mut Maker, request: &GameRequest) -> Result<(), MakeError> {
    let dress = &request.dress;
    let mut add = |slot: &str, sheet: &Sheet| -> Result<(), MakeError> {
        let Ok(slot) = slot.parse::<Slot>() else { return Ok(()) };
        let art = maker.project.add_sheet(&slot, sheet)?;
        maker.edits.push(Edit::SetArt { slot, art: Some(art) });
        Ok(())
    };
    add("hero", &request.hero)?;
    add("things", &art::things(dress.ground)?)?;
    add(art::POSTS, &art::posts(dress.ground)?)?;
    let foes =
        [Part::Walker, Part::Flyer, Part::Hopper, Part::Chaser, Part::Shooter].into_iter().zip(request.dress.foes);
    for (part, theme) in foes {
        add(part.name(), &art::sheet(theme, part)?)?;
    }
    add("shot", &art::sheet(cast::theme_of(request, What::Shooter), Part::Shot)?)?;
    add("boss", &art::sheet(dress.boss, Part::Boss)?)?;
    add("boss-shot", &art::sheet(dress.boss, Part::Shot)?)?;
    let mut props = Vec::new();
    for &theme in &dress.props {
        let sheets = art::split(&art::sheet(theme, Part::Props)?);
        props.push(sheets.into_values().collect::<Vec<_>>());
    }
    if !props.is_empty() {
        // From the themes in turn.
        for number in 0..cast::PROPS {
            let theme = &props[number % props.len()];
            let first = (request.seed >> 20) as usize;
            if let Some(sheet) = theme.get((first + number / props.len()) % theme.len().max(1)) {
                add(&format!("prop-{}", number + 1), sheet)?;
            }
        }
    }
    let mut lights = BTreeSet::new();
    let mut slots = BTreeSet::new();
    for index in 0..request.levels {
        let (light, weather) = (dress.light_of(index, request.seed), dress.weather_of(index, request.seed));
        if lights.insert(light) {
            let tiles = art::sheet(dress.ground, Part::Tiles)?;
            add(&format!("tiles-{}", light.name()), &lit_ground(tiles, light))?;
        }
        for layer in backdrops(dress.ground, light, weather) {
            if slots.insert(layer.slot.clone())
                && let Some(sheet) = layer.sheet()?
            {
                add(&layer.slot, &sheet)?;
            }
        }
    }
    Ok(())
}

/// The slot of a level's tiles.
pub fn tileset(request: &GameRequest, index: u32) -> Option<Slot> {
    format!("tiles-{}", request.dress.light_of(index, request.seed).name()).parse().ok()
}

/// A level's backdrops.
pub fn layers(request: &GameRequest, index: u32, ids: &mut Ids) -> Table<LayerId, Layer> {
    let light = request.dress.light_of(index, request.seed);
    let weather = request.dress.weather_of(index, request.seed);
    let layers = backdrops(request.dress.ground, light, weather);
    let orders = OrderKey::sequence(layers.len());
    let layer = |(order, layer): (OrderKey, Backdrop)| {
        let art = layer.slot.parse().ok()?;
        let Backdrop { scroll_percent, y_px: y, drift_subpx_per_tick, .. } = layer;
        Some((LayerId(ids.next()), Layer { order, art, scroll_percent, y, drift_subpx_per_tick }))
    };
    orders.into_iter().zip(layers).filter_map(layer).collect()
}
