//! What is behind a level: which layers, where, and how they move.

use snapcade_game::{
    Sheet,
    sheet::{Repeat, Rgba, SheetError, Tag},
};
use snapcade_play::rng::Pcg32;

use super::{Light, Theme, Weather, lit_backdrop, weather_sheet};
use crate::art::{self, Part};

/// One layer behind a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backdrop {
    /// The slot it fills in a game: layers of the same slot look the same.
    pub slot: String,
    /// How much of the camera's motion it follows, in percent.
    pub scroll_percent: i32,
    /// Its upper edge on the screen, in pixels.
    pub y_px: i32,
    /// Its own motion in subpixels a tick.
    pub drift_subpx_per_tick: i32,
    look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Part(Theme, Part, Light),
    Stars,
    Weather(Weather, Theme),
}

/// The layers of a theme, from the back to the front.
pub fn backdrops(theme: Theme, light: Light, weather: Weather) -> Vec<Backdrop> {
    // A roof and a wall stand still; what floats in space is slow.
    let (clouds_scroll, clouds_y, clouds_drift) = match theme {
        Theme::Cave => (25, 0, 0),
        Theme::House => (10, 8, 0),
        Theme::Space => (10, 8, 8),
        _ => (10, 8, 24),
    };
    let part = |part: Part, scroll_percent, y_px, drift_subpx_per_tick| Backdrop {
        slot: format!("{}-{}", part.name(), light.name()),
        scroll_percent,
        y_px,
        drift_subpx_per_tick,
        look: Look::Part(theme, part, light),
    };
    let mut layers = vec![part(Part::Sky, 0, 0, 0)];
    if has_stars(theme, light, weather) {
        layers.push(Backdrop {
            slot: "stars".to_owned(),
            scroll_percent: 0,
            y_px: 0,
            drift_subpx_per_tick: 0,
            look: Look::Stars,
        });
    }
    layers.push(part(Part::Clouds, clouds_scroll, clouds_y, clouds_drift));
    layers.push(part(Part::Far, 25, FAR_Y_PX, 0));
    layers.push(part(Part::Near, 50, NEAR_Y_PX, 0));
    if weather != Weather::Clear {
        layers.push(Backdrop {
            slot: format!("weather-{}", weather.name()),
            scroll_percent: 0,
            y_px: 0,
            // Leaves are blown along.
            drift_subpx_per_tick: if weather == Weather::Leaves { 40 } else { 0 },
            look: Look::Weather(weather, theme),
        });
    }
    layers
}

/// The upper edges of the distance and of what is nearer: high enough that one sees them over the ground.
const FAR_Y_PX: i32 = 48;
const NEAR_Y_PX: i32 = 62;
/// The lower edge of the screen, in pixels.
const SCREEN_PX: i32 = 180;

/// Stars are out at night, where there is a sky and it does not rain.
fn has_stars(theme: Theme, light: Light, weather: Weather) -> bool {
    let has_sky = !matches!(theme, Theme::House | Theme::Cave | Theme::Space);
    light == Light::Night && has_sky && weather != Weather::Rain
}

impl Backdrop {
    /// Its picture.
    ///
    /// # Errors
    /// Only when the art of this very build is broken; a test reads it all.
    pub fn sheet(&self) -> Result<Option<Sheet>, SheetError> {
        match self.look {
            Look::Part(theme, part, light) => {
                let sheet = lit_backdrop(art::sheet(theme, part)?, theme, part, light);
                Ok(Some(if matches!(part, Part::Far | Part::Near) {
                    deepened(sheet, SCREEN_PX - self.y_px)
                } else {
                    sheet
                }))
            }
            Look::Stars => Ok(Some(stars())),
            Look::Weather(weather, theme) => Ok(weather_sheet(weather, theme)),
        }
    }
}

/// A backdrop that reaches down to the edge of the screen: below its last row comes more of that row's commonest colour.
fn deepened(mut sheet: Sheet, height: i32) -> Sheet {
    let width = usize::from(sheet.width);
    let Ok(height) = u16::try_from(height) else { return sheet };
    if height <= sheet.height {
        return sheet;
    }
    for frame in &mut sheet.frames {
        let last = frame.get(frame.len().saturating_sub(width)..).unwrap_or_default();
        let mut counts = [0_usize; 256];
        for &index in last {
            counts[usize::from(index)] += 1;
        }
        let commonest = (0..=u8::MAX).max_by_key(|&index| counts[usize::from(index)]).unwrap_or(0);
        frame.resize(width * usize::from(height), commonest);
    }
    sheet.height = height;
    sheet
}

const STARS_WIDTH: i32 = 384;
const STARS_HEIGHT: i32 = 96;
const STARS: u32 = 46;
/// Where the moon's middle is and how large it is, pixels.
const MOON: (i32, i32, i32) = (268, 40, 12);

/// The stars and the moon. They are a little wider than the screen, so that there is one moon.
fn stars() -> Sheet {
    const COLORS: [u32; 5] = [0x00d5_f3ff, 0x006d_7491, 0x00f9_f8f1, 0x00d4_dbc8, 0x00a9_b3bd];
    let [bright, dim, moon, shade, crater] = [1_u8, 2, 3, 4, 5];
    let mut frames = vec![vec![0_u8; (STARS_WIDTH * STARS_HEIGHT) as usize]; 2];
    let mut set = |frame: usize, x: i32, y: i32, color: u8| {
        if (0..STARS_WIDTH).contains(&x) && (0..STARS_HEIGHT).contains(&y) {
            frames[frame][(y * STARS_WIDTH + x) as usize] = color;
        }
    };
    let (moon_x, moon_y, radius) = MOON;
    let mut rng = Pcg32::new(0x57a2);
    for number in 0..STARS {
        let (x, y) = (rng.below(STARS_WIDTH as u32) as i32, rng.below(STARS_HEIGHT as u32) as i32);
        // They get rarer towards the ground and keep away from the moon.
        let near_moon = (x - moon_x).pow(2) + (y - moon_y).pow(2) < (radius + 8).pow(2);
        if near_moon || y > 30 + rng.below(66) as i32 {
            continue;
        }
        for frame in 0..2 {
            let twinkles = (number as usize + frame).is_multiple_of(2);
            set(frame, x, y, if twinkles { bright } else { dim });
            if number % 5 == 0 {
                for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
                    if twinkles {
                        set(frame, x + dx, y + dy, dim);
                    }
                }
            }
        }
    }
    for frame in 0..2 {
        for dy in -radius..=radius {
            for dx in -radius..=radius {
                // Lit from the top left.
                let is_moon = dx * dx + dy * dy <= radius * radius + radius / 2;
                let is_lit = (dx + 3).pow(2) + (dy + 3).pow(2) <= radius * radius;
                if is_moon {
                    set(frame, moon_x + dx, moon_y + dy, if is_lit { moon } else { shade });
                }
            }
        }
        for (x, y, w, h) in [(-6, -3, 4, 3), (1, 3, 5, 4), (0, -8, 3, 2), (-4, 5, 2, 2)] {
            for (dx, dy) in (0..h).flat_map(|dy| (0..w).map(move |dx| (dx, dy))) {
                let is_corner = w > 2 && h > 2 && (dx == 0 || dx == w - 1) && (dy == 0 || dy == h - 1);
                if !is_corner {
                    set(frame, moon_x + x + dx, moon_y + y + dy, crater);
                }
            }
        }
    }
    Sheet {
        width: STARS_WIDTH as u16,
        height: STARS_HEIGHT as u16,
        anchor: (0, 0),
        palette: std::iter::once(Rgba::CLEAR).chain(COLORS.map(Rgba::rgb)).collect(),
        frames,
        ticks: vec![48; 2],
        tags: vec![Tag { name: "stars".to_owned(), first: 0, count: 2, repeat: Repeat::Loop }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_has_a_picture() {
        for theme in Theme::ALL {
            for light in Light::ALL {
                for weather in Weather::ALL {
                    for layer in backdrops(theme, light, weather) {
                        let sheet = layer.sheet().expect("art").expect("a picture");
                        assert_eq!(sheet.check(), Ok(()), "{theme} {}", layer.slot);
                    }
                }
            }
        }
    }

    #[test]
    fn the_roof_of_a_cave_stays_where_it_is() {
        let drifts = |theme| {
            backdrops(theme, Light::Day, Weather::Clear).iter().map(|layer| layer.drift_subpx_per_tick).sum::<i32>()
        };
        assert_eq!((drifts(Theme::Cave), drifts(Theme::House)), (0, 0));
        assert!(drifts(Theme::Garden) > 0);
    }
}
