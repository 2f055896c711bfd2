//! The time of day: the same art in other colours.

use snapcade_game::{Sheet, sheet::Rgba};

use super::Theme;
use crate::art::Part;

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Light {
    /// As drawn.
    #[default]
    Day,
    /// Pink and pale.
    Dawn,
    /// Orange and purple.
    Dusk,
    /// Dark and blue, with lit windows, stars and a moon.
    Night,
}

impl Light {
    /// Every time of day.
    pub const ALL: [Light; 4] = [Light::Day, Light::Dawn, Light::Dusk, Light::Night];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Light::Day => "day",
            Light::Dawn => "dawn",
            Light::Dusk => "dusk",
            Light::Night => "night",
        }
    }

    /// What it does to what is behind the ground.
    const fn behind(self) -> Filter {
        match self {
            Light::Day => Filter::NONE,
            Light::Dawn => Filter { grey: 20, times: [252, 214, 226], plus: [12, 4, 10] },
            Light::Dusk => Filter { grey: 40, times: [232, 158, 158], plus: [22, 0, 30] },
            Light::Night => Filter { grey: 150, times: [38, 46, 86], plus: [4, 6, 26] },
        }
    }

    /// What it does to the ground, which stays readable.
    const fn ground(self) -> Filter {
        match self {
            Light::Day => Filter::NONE,
            Light::Dawn => Filter { grey: 0, times: [256, 240, 244], plus: [4, 0, 4] },
            Light::Dusk => Filter { grey: 0, times: [250, 220, 214], plus: [6, 0, 6] },
            Light::Night => Filter { grey: 20, times: [214, 220, 250], plus: [0, 0, 8] },
        }
    }
}

/// A change of colours, in parts of 256.
#[derive(Debug, Clone, Copy)]
struct Filter {
    /// How much of the chroma goes.
    grey: i32,
    /// What each channel is multiplied with then.
    times: [i32; 3],
    /// What is added then.
    plus: [i32; 3],
}

impl Filter {
    const NONE: Self = Self { grey: 0, times: [256; 3], plus: [0; 3] };

    /// A part of the change, of 256.
    fn part(self, part: i32) -> Self {
        let of = |from: i32, to: i32| from + (to - from) * part / 256;
        Self {
            grey: of(0, self.grey),
            times: self.times.map(|times| of(256, times)),
            plus: self.plus.map(|plus| of(0, plus)),
        }
    }

    fn apply(self, color: Rgba) -> Rgba {
        let [r, g, b] = [color.r, color.g, color.b].map(i32::from);
        // Rec. 601 luma is near enough for a tint.
        let luma = (77 * r + 150 * g + 29 * b) / 256;
        let channel = |value: i32, i: usize| {
            let value = value + (luma - value) * self.grey / 256;
            (value * self.times[i] / 256 + self.plus[i]).clamp(0, 255) as u8
        };
        Rgba { r: channel(r, 0), g: channel(g, 1), b: channel(b, 2), a: color.a }
    }
}

/// Terrain in a light.
#[must_use]
pub fn lit_ground(mut sheet: Sheet, light: Light) -> Sheet {
    let filter = light.ground();
    for color in sheet.palette.iter_mut().filter(|color| color.a > 0) {
        *color = filter.apply(*color);
    }
    sheet
}

/// A backdrop in a light.
#[must_use]
pub fn lit_backdrop(mut sheet: Sheet, theme: Theme, part: Part, light: Light) -> Sheet {
    let filter = light.behind().part(strength(theme, light));
    let glowing = if light == Light::Night { glowing(theme, part) } else { &[] };
    for color in sheet.palette.iter_mut().filter(|color| color.a > 0) {
        let hex = u32::from_be_bytes([0, color.r, color.g, color.b]);
        let glow = glowing.iter().find(|(unlit, _)| *unlit == hex);
        *color = glow.map_or_else(|| filter.apply(*color), |&(_, lit)| Rgba::rgb(lit));
    }
    sheet
}

/// How much of a light is seen in a theme, of 256: it is always dark in a cave and in space, always evening at the castle.
const fn strength(theme: Theme, light: Light) -> i32 {
    match (theme, light) {
        (Theme::Cave, Light::Dawn | Light::Dusk) => 60,
        (Theme::Cave | Theme::Space, _) => 110,
        (Theme::Castle | Theme::City, Light::Dawn | Light::Dusk) => 150,
        _ => 256,
    }
}

/// Windows and lamps of a backdrop: the colour they are drawn in and the one they have at night. Dimmer than coins, which
/// must stand out from them.
const fn glowing(theme: Theme, part: Part) -> &'static [(u32, u32)] {
    const WARM: u32 = 0x00df_a42c;
    const DIM: u32 = 0x00a5_6920;
    match (theme, part) {
        (Theme::City, Part::Near) => &[(0x00d5_f3ff, DIM), (0x00ff_f29e, DIM)],
        (Theme::Castle | Theme::Snow, Part::Near) => &[(0x00ff_f29e, WARM)],
        (Theme::Snow, Part::Far) => &[(0x00ff_d83f, WARM)],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_as_drawn_and_a_night_is_darker() {
        let blue = Rgba::rgb(0x0095_d8fb);
        assert_eq!(Light::Day.behind().apply(blue), blue);
        let night = Light::Night.behind().apply(blue);
        assert!(u32::from(night.r) + u32::from(night.g) + u32::from(night.b) < 300 && night.b > night.r);
        assert_eq!(night.a, 255);
    }
}
