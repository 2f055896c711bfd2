//! Themes, times of day and weather: other art in the slots of a made game.

use std::collections::BTreeSet;

use snapcade_game::{
    Edit, Game, Kind, LayerId, Level, LevelId, OrderKey, Project, Sheet, Slot,
    edit::{KindChange, LevelChange},
    level::Layer,
    limits, text,
};
use snapcade_gen::{
    art::{self, Part},
    theme::{self, Dress, Light, Theme, Weather, backdrops, lit_ground},
};
use snapcade_play::rng::Pcg32;
use snapcade_sound::{Mood, compose, text::write_song};

use super::{Planned, Scene};
use crate::words::WordsError;

/// The slot whose text names the theme of a made game: a line such as `effects garden`.
const EFFECTS: &str = "effects";

fn not_made() -> WordsError {
    let why = "The pictures of this game were not made by Snapcade, so I cannot change how they look.";
    WordsError::NotPossible(why.to_owned())
}

fn broken(error: impl std::fmt::Display) -> WordsError {
    WordsError::Internal(error.to_string())
}

/// The theme of a made game's ground.
pub(super) fn ground(project: &Project) -> Option<Theme> {
    let slot: Slot = EFFECTS.parse().ok()?;
    let asset = project.assets.get(project.game.sounds.get(&slot)?)?;
    let name = std::str::from_utf8(asset).ok()?.strip_prefix("effects ")?.trim();
    Theme::ALL.into_iter().find(|theme| theme.name() == name)
}

/// The light and the weather of a made game's level.
pub(in crate::words) fn look_of(level: &Level) -> Option<(Light, Weather)> {
    let name = level.tileset.as_str().strip_prefix("tiles-")?;
    let light = Light::ALL.into_iter().find(|light| light.name() == name)?;
    let is_weather = |layer: &Layer| {
        let name = layer.art.as_str().strip_prefix("weather-")?;
        Weather::ALL.into_iter().find(|weather| weather.name() == name)
    };
    Some((light, level.layers.values().find_map(is_weather).unwrap_or(Weather::Clear)))
}

/// Whether a layer is one that makers put there.
fn is_backdrop(layer: &Layer) -> bool {
    let name = layer.art.as_str();
    ["sky-", "clouds-", "far-", "near-", "weather-"].iter().any(|part| name.starts_with(part)) || name == "stars"
}

/// Art that is gathered while edits are made.
struct Gathering {
    scratch: Project,
    edits: Vec<Edit>,
}

impl Gathering {
    fn new(game: &Game) -> Self {
        Self { scratch: Project::new(Game::new(game.id, "scratch")), edits: Vec::new() }
    }

    fn add(&mut self, slot: &str, sheet: &Sheet) -> Result<(), WordsError> {
        let slot: Slot = slot.parse().map_err(broken)?;
        let art = self.scratch.add_sheet(&slot, sheet).map_err(broken)?;
        self.edits.push(Edit::SetArt { slot, art: Some(art) });
        Ok(())
    }

    fn planned(self) -> Planned {
        Planned { edits: self.edits, assets: self.scratch.assets.into_values().collect(), plays: false }
    }

    /// The art of a light and a weather, as far as the game does not have it.
    fn add_light(
        &mut self,
        theme: Theme,
        look: (Light, Weather),
        has: &dyn Fn(&str) -> bool,
    ) -> Result<(), WordsError> {
        let tiles = format!("tiles-{}", look.0.name());
        if !has(&tiles) {
            self.add(&tiles, &lit_ground(art::sheet(theme, Part::Tiles).map_err(broken)?, look.0))?;
        }
        for layer in backdrops(theme, look.0, look.1) {
            if !has(&layer.slot)
                && let Some(sheet) = layer.sheet().map_err(broken)?
            {
                self.add(&layer.slot, &sheet)?;
            }
        }
        Ok(())
    }

    /// A level's tiles and backdrops in another look.
    fn dress(
        &mut self,
        theme: Theme,
        look: (Light, Weather),
        (id, level): (LevelId, &Level),
        dice: &mut Pcg32,
    ) -> Result<(), WordsError> {
        let tileset: Slot = format!("tiles-{}", look.0.name()).parse().map_err(broken)?;
        let mut change = |change| self.edits.push(Edit::ChangeLevel { id, change });
        if level.tileset != tileset {
            change(LevelChange::Tileset(tileset));
        }
        for (&layer, _) in level.layers.iter().filter(|(_, layer)| is_backdrop(layer)) {
            change(LevelChange::RemoveLayer { id: layer });
        }
        // In front of these come layers of another hand, if there are any.
        let others = level.layers.in_order().into_iter().find(|(_, layer)| !is_backdrop(layer));
        let after = others.map(|(_, layer)| layer.order.clone());
        let mut last: Option<OrderKey> = None;
        for layer in backdrops(theme, look.0, look.1) {
            let order = OrderKey::between(last.as_ref(), after.as_ref());
            last = Some(order.clone());
            let layer = Layer {
                order,
                art: layer.slot.parse().map_err(broken)?,
                scroll_percent: layer.scroll_percent,
                y: layer.y_px,
                drift_subpx_per_tick: layer.drift_subpx_per_tick,
            };
            let mut next = || u64::from(dice.next_u32()) << 32 | u64::from(dice.next_u32());
            let mut id = LayerId(next());
            while level.layers.contains_key(&id) {
                id = LayerId(next());
            }
            change(LevelChange::AddLayer { id, layer });
        }
        Ok(())
    }
}

/// Another light or weather for a level.
pub(super) fn relit(
    id: LevelId,
    light: Option<Light>,
    weather: Option<Weather>,
    scene: &Scene<'_>,
) -> Result<Planned, WordsError> {
    let game = &scene.project.game;
    let level = scene.level(id)?;
    let theme = ground(scene.project).ok_or_else(not_made)?;
    let now = look_of(level).ok_or_else(not_made)?;
    let look = (light.unwrap_or(now.0), weather.unwrap_or(now.1));
    if look == now {
        return Ok(Planned::default());
    }
    let mut gathering = Gathering::new(game);
    let has = |slot: &str| slot.parse::<Slot>().is_ok_and(|slot| game.art.contains_key(&slot));
    gathering.add_light(theme, look, &has)?;
    gathering.dress(theme, look, (id, level), &mut scene.dice())?;
    Ok(gathering.planned())
}

/// The slots of enemies, and what fills them.
const FOES: [Part; 5] = [Part::Walker, Part::Flyer, Part::Hopper, Part::Chaser, Part::Shooter];

/// Another theme for the whole game. The hero, the ground's shape and what everything does stay.
pub(super) fn theme(words: &str, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let game = &scene.project.game;
    let old = ground(scene.project).ok_or_else(not_made)?;
    let dress = theme::read(words).dress;
    if dress.ground == old && text::shortened(words, limits::NAME_CHARS) == game.theme {
        return Ok(Planned::default());
    }
    let mut gathering = Gathering::new(game);
    gathering.edits.push(Edit::SetTheme(text::shortened(words, limits::NAME_CHARS)));
    let has = |slot: &str| slot.parse::<Slot>().is_ok_and(|slot| game.art.contains_key(&slot));
    let things: [(&str, Sheet); 2] = [
        ("things", art::things(dress.ground).map_err(broken)?),
        (art::POSTS, art::posts(dress.ground).map_err(broken)?),
    ];
    let parts = FOES.into_iter().zip(dress.foes).map(|(part, theme)| (part.name(), theme, part));
    let boss =
        [("boss", dress.boss, Part::Boss), ("boss-shot", dress.boss, Part::Shot), ("shot", dress.foes[4], Part::Shot)];
    for (slot, sheet) in things.iter().filter(|(slot, _)| has(slot)) {
        gathering.add(slot, sheet)?;
    }
    for (slot, theme, part) in parts.chain(boss).filter(|(slot, ..)| has(slot)) {
        gathering.add(slot, &art::sheet(theme, part).map_err(broken)?)?;
    }
    props(&mut gathering, &dress, &has, scene.seed)?;
    gathering.edits.extend(renamed(game, &dress));
    let mut dice = scene.dice();
    let mut drawn: BTreeSet<String> = BTreeSet::new();
    for (&id, level) in game.levels.iter() {
        let Some(now) = look_of(level) else { continue };
        let look = (dress.light.unwrap_or(now.0), dress.weather.unwrap_or(now.1));
        let before = gathering.edits.len();
        gathering.add_light(dress.ground, look, &|slot| drawn.contains(slot))?;
        for edit in gathering.edits.iter().skip(before) {
            if let Edit::SetArt { slot, .. } = edit {
                drawn.insert(slot.to_string());
            }
        }
        gathering.dress(dress.ground, look, (id, level), &mut dice)?;
    }
    let mut planned = gathering.planned();
    songs(&dress, scene, &mut planned);
    Ok(planned)
}

fn props(gathering: &mut Gathering, dress: &Dress, has: &dyn Fn(&str) -> bool, seed: u64) -> Result<(), WordsError> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for &theme in &dress.props {
        sheets.extend(art::split(&art::sheet(theme, Part::Props).map_err(broken)?).into_values());
    }
    let first = (seed >> 20) as usize % sheets.len().max(1);
    let slots = (1..).map(|number| format!("prop-{number}")).take_while(|slot| has(slot));
    for (slot, sheet) in slots.zip(sheets.iter().cycle().skip(first)) {
        gathering.add(&slot, sheet)?;
    }
    Ok(())
}

/// How one of a theme's enemies is called.
type NameIn = fn(&theme::Cast) -> &'static str;

/// Enemies are called what they look like, unless somebody gave them a name of their own.
fn renamed(game: &Game, dress: &Dress) -> Vec<Edit> {
    let names: [(&str, NameIn, Theme); 8] = [
        ("walker", |cast| cast.walker, dress.foes[0]),
        ("flyer", |cast| cast.flyer, dress.foes[1]),
        ("hopper", |cast| cast.hopper, dress.foes[2]),
        ("chaser", |cast| cast.chaser, dress.foes[3]),
        ("shooter", |cast| cast.shooter, dress.foes[4]),
        ("shot", |cast| cast.shot, dress.foes[4]),
        ("boss", |cast| cast.boss, dress.boss),
        ("boss-shot", |cast| cast.shot, dress.boss),
    ];
    let rename = |(&id, kind): (&snapcade_game::KindId, &Kind)| {
        let (_, name_in, theme) = names.iter().find(|(slot, ..)| *slot == kind.art.as_str())?;
        let is_ours = Theme::ALL.into_iter().any(|theme| name_in(&theme::cast(theme)) == kind.name);
        let name = name_in(&theme::cast(*theme));
        let differs = is_ours && name != kind.name;
        differs.then(|| Edit::ChangeKind { id, change: KindChange::Name(name.to_owned()) })
    };
    game.kinds.iter().filter_map(rename).collect()
}

/// Songs and effects in the theme's way.
fn songs(dress: &Dress, scene: &Scene<'_>, planned: &mut Planned) {
    let in_sound =
        |theme: Theme| snapcade_sound::Theme::from_name(theme.name()).unwrap_or(snapcade_sound::Theme::Garden);
    for (number, slot) in scene.project.game.sounds.keys().enumerate() {
        let asset = if slot.as_str() == EFFECTS {
            format!("effects {}\n", dress.ground.name())
        } else {
            let name = slot.as_str().strip_prefix("music-").and_then(|rest| rest.split('-').next());
            let Some(mood) = name.and_then(Mood::from_name) else { continue };
            let theme = if mood == Mood::Boss { dress.boss } else { dress.ground };
            write_song(&compose(in_sound(theme), mood, scene.seed.wrapping_add(number as u64 * 0x1_0001)))
        };
        let asset = asset.into_bytes();
        let sound = Some(snapcade_game::AssetHash::of(&asset));
        planned.assets.push(asset);
        planned.edits.push(Edit::SetSound { slot: slot.clone(), sound });
    }
}
