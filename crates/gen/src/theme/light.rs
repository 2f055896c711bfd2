//! The time of day: the same art in other colours.

use snapcade_game::{Sheet, sheet::Rgba};

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
    /// Dark and blue.
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

    /// What the light multiplies each channel with, of 256, and what it adds: for backdrops, then for the ground.
    const fn filter(self, behind: bool) -> ([i32; 3], [i32; 3]) {
        match (self, behind) {
            (Light::Day, _) => ([256, 256, 256], [0, 0, 0]),
            (Light::Dawn, true) => ([250, 214, 226], [14, 4, 10]),
            (Light::Dawn, false) => ([256, 240, 244], [4, 0, 4]),
            (Light::Dusk, true) => ([236, 168, 158], [22, 0, 26]),
            (Light::Dusk, false) => ([250, 220, 214], [6, 0, 6]),
            (Light::Night, true) => ([74, 88, 138], [4, 6, 26]),
            (Light::Night, false) => ([196, 204, 236], [0, 0, 8]),
        }
    }
}

/// A sheet in a light. What is behind the ground changes more than the ground: it stays readable.
#[must_use]
pub fn lit(mut sheet: Sheet, light: Light, behind: bool) -> Sheet {
    let (times, plus) = light.filter(behind);
    for color in sheet.palette.iter_mut().filter(|color| color.a > 0) {
        let channel = |value: u8, i: usize| (i32::from(value) * times[i] / 256 + plus[i]).clamp(0, 255) as u8;
        *color = Rgba { r: channel(color.r, 0), g: channel(color.g, 1), b: channel(color.b, 2), a: color.a };
    }
    sheet
}
