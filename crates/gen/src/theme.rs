//! Themes: what a game is dressed in, in ten ready ways or as described in words.

mod backdrop;
mod light;
mod names;
mod weather;
mod words;

use std::fmt;

pub use backdrop::{Backdrop, backdrops};
pub use light::{Light, lit_backdrop, lit_ground};
pub use names::{Cast, cast, level_name};
pub use weather::{Weather, weather_sheet};
pub use words::{Reading, read, spelling};

macro_rules! themes {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// A ready theme.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum Theme { #[default] $($(#[$doc])* $name),* }

        impl Theme {
            /// Every theme.
            pub const ALL: [Theme; 10] = [$(Theme::$name),*];

            /// Its name in lower case.
            pub const fn name(self) -> &'static str {
                match self { $(Theme::$name => $word),* }
            }
        }
    };
}

themes! {
    /// Turf, flowers, hills.
    Garden = "garden",
    /// A room of toys.
    House = "house",
    /// Sand and palms.
    Beach = "beach",
    /// Another planet.
    Space = "space",
    /// Paths, benches, trees.
    Park = "park",
    /// Rock and crystals.
    Cave = "cave",
    /// Walls and towers.
    Castle = "castle",
    /// Ice and firs.
    Snow = "snow",
    /// Roofs.
    City = "city",
    /// Cake and icing.
    Candy = "candy",
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a game is dressed in: mostly one theme, enemies and props perhaps of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dress {
    /// Ground, backdrops, music.
    pub ground: Theme,
    /// The themes of walker, flyer, hopper, chaser and shooter.
    pub foes: [Theme; 5],
    /// Whose boss it is.
    pub boss: Theme,
    /// Whose props stand about.
    pub props: Vec<Theme>,
    /// The light of all levels, when it was asked for.
    pub light: Option<Light>,
    /// The weather of all levels, when it was asked for.
    pub weather: Option<Weather>,
}

impl Dress {
    /// A ready theme, unmixed.
    pub fn of(theme: Theme) -> Self {
        Self { ground: theme, foes: [theme; 5], boss: theme, props: vec![theme], light: None, weather: None }
    }

    /// The light of a level: what was asked for, or the time of day goes on from level to level.
    pub fn light_of(&self, index: u32, seed: u64) -> Light {
        const DAY: [Light; 6] = [Light::Day, Light::Day, Light::Dusk, Light::Night, Light::Dawn, Light::Day];
        if let Some(light) = self.light {
            return light;
        }
        let first = (seed >> 16) as u32 % 2;
        DAY[((index + first) % DAY.len() as u32) as usize]
    }

    /// The weather of a level.
    pub fn weather_of(&self, index: u32, seed: u64) -> Weather {
        if let Some(weather) = self.weather {
            return weather;
        }
        let own = Weather::of(self.ground);
        let roll = (seed.rotate_right(index * 7 + 3) % 10) as usize;
        own.get(roll).copied().unwrap_or(Weather::Clear)
    }
}
