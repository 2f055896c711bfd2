//! Puts a theme's sheets into a game, each in the lights its levels are seen in.

use std::collections::BTreeSet;

use snapcade_game::{Edit, LayerId, OrderKey, Sheet, Slot, Table, level::Layer};

use super::{GameRequest, Ids, MakeError, Maker, cast};
use crate::{
    art::{self, Common, Part},
    level::What,
    theme::{Light, Weather, lit, weather_sheet},
};

/// Backdrops: their part, how much of the camera's motion they follow, their height on the screen, their own motion.
const LAYERS: [(Part, i32, i32, i32); 4] =
    [(Part::Sky, 0, 0, 0), (Part::Clouds, 10, 8, 24), (Part::Far, 25, 68, 0), (Part::Near, 50, 84, 0)];

/// Everything that is drawn in a game.
pub fn add_art(maker: &mut Maker, request: &GameRequest, _cast: &cast::Cast) -> Result<(), MakeError> {
    let dress = &request.dress;
    let mut add = |slot: &str, sheet: &Sheet| -> Result<(), MakeError> {
        let Ok(slot) = slot.parse::<Slot>() else { return Ok(()) };
        let art = maker.project.add_sheet(&slot, sheet)?;
        maker.edits.push(Edit::SetArt { slot, art: Some(art) });
        Ok(())
    };
    add("hero", &request.hero)?;
    add("things", &art::common(Common::Things)?)?;
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
    let levels = 0..request.levels;
    let lights: BTreeSet<Light> = levels.clone().map(|index| dress.light_of(index, request.seed)).collect();
    for light in lights {
        let tiles = art::sheet(dress.ground, Part::Tiles)?;
        add(&format!("tiles-{}", light.name()), &lit(tiles, light, false))?;
        for (part, ..) in LAYERS {
            let sheet = art::sheet(dress.ground, part)?;
            add(&format!("{}-{}", part.name(), light.name()), &lit(sheet, light, true))?;
        }
    }
    let weathers: BTreeSet<Weather> = levels.map(|index| dress.weather_of(index, request.seed)).collect();
    for weather in weathers {
        if let Some(sheet) = weather_sheet(weather, dress.ground) {
            add(&format!("weather-{}", weather.name()), &sheet)?;
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
    let mut layers: Vec<(String, i32, i32, i32)> = LAYERS
        .into_iter()
        .map(|(part, scroll, y, drift)| (format!("{}-{}", part.name(), light.name()), scroll, y, drift))
        .collect();
    match weather {
        Weather::Clear => {}
        Weather::Leaves => layers.push(("weather-leaves".to_owned(), 0, 0, 40)),
        falling => layers.push((format!("weather-{}", falling.name()), 0, 0, 0)),
    }
    let orders = OrderKey::sequence(layers.len());
    let layer = |(order, (slot, scroll_percent, y, drift)): (OrderKey, (String, i32, i32, i32))| {
        let art = slot.parse().ok()?;
        Some((LayerId(ids.next()), Layer { order, art, scroll_percent, y, drift_subpx_per_tick: drift }))
    };
    orders.into_iter().zip(layers).filter_map(layer).collect()
}
