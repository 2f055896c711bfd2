//! Weather: a layer between the backdrops and the ground, drawn by a few lines of code.

use snapcade_game::{
    Sheet,
    sheet::{Repeat, Rgba, Tag},
};
use snapcade_play::rng::Pcg32;

use super::Theme;

/// What comes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Weather {
    /// Nothing.
    #[default]
    Clear,
    /// Rain.
    Rain,
    /// Snow.
    Snow,
    /// Leaves or petals.
    Leaves,
    /// Small lights that rise: fireflies, sparks, bubbles.
    Glow,
}

impl Weather {
    /// Every weather.
    pub const ALL: [Weather; 5] = [Weather::Clear, Weather::Rain, Weather::Snow, Weather::Leaves, Weather::Glow];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Weather::Clear => "clear",
            Weather::Rain => "rain",
            Weather::Snow => "snow",
            Weather::Leaves => "leaves",
            Weather::Glow => "glow",
        }
    }

    /// The weathers of a theme besides clear ones.
    pub(super) const fn of(theme: Theme) -> &'static [Weather] {
        match theme {
            Theme::Garden => &[Weather::Leaves, Weather::Rain],
            Theme::Park => &[Weather::Leaves, Weather::Rain, Weather::Leaves],
            Theme::City => &[Weather::Rain, Weather::Rain],
            Theme::Snow => &[Weather::Snow, Weather::Snow, Weather::Snow, Weather::Snow, Weather::Snow],
            Theme::Cave | Theme::Space | Theme::Castle => &[Weather::Glow, Weather::Glow],
            Theme::Candy => &[Weather::Snow, Weather::Glow],
            Theme::Beach => &[Weather::Rain],
            Theme::House => &[],
        }
    }
}

const WIDTH: i32 = 64;
const HEIGHT: i32 = 180;

/// How a kind of drop looks and moves.
struct Drops {
    colors: &'static [u32],
    alpha: u8,
    /// Pixels of one drop, from its place.
    shape: &'static [(i32, i32)],
    /// Frames until all is as at first; in that time each falls (or rises) by `period` pixels.
    frames: i32,
    period: i32,
    ticks: u16,
    /// How many there are in a strip of `period` rows.
    count: i32,
    /// How far each sways.
    sway: i32,
    rises: bool,
}

/// The layer's sheet; `None` for clear weather.
pub fn weather_sheet(weather: Weather, theme: Theme) -> Option<Sheet> {
    let drops = match weather {
        Weather::Clear => return None,
        Weather::Rain => Drops {
            colors: &[0x0095_d8fb],
            alpha: 150,
            shape: &[(0, 0), (0, 1), (-1, 2), (-1, 3), (-1, 4)],
            frames: 6,
            period: 60,
            ticks: 2,
            count: 6,
            sway: 0,
            rises: false,
        },
        Weather::Snow => Drops {
            colors: &[0x00f9_f8f1],
            alpha: 230,
            shape: &[(0, 0), (1, 0), (0, 1), (1, 1)],
            frames: 15,
            period: 60,
            ticks: 5,
            count: 4,
            sway: 3,
            rises: false,
        },
        Weather::Leaves => Drops {
            colors: match theme {
                Theme::Garden => &[0x00ff_95ad, 0x00ff_ccd1],
                _ => &[0x00e7_7d2d, 0x00ff_d83f],
            },
            alpha: 255,
            shape: &[(0, 0), (1, 0), (1, 1), (2, 1)],
            frames: 15,
            period: 90,
            ticks: 7,
            count: 2,
            sway: 6,
            rises: false,
        },
        Weather::Glow => Drops {
            colors: match theme {
                Theme::Space | Theme::Cave => &[0x00b8_f5d9, 0x00e5_b5f5],
                Theme::Candy => &[0x00ff_ccd1, 0x00ff_f29e],
                _ => &[0x00ff_f29e, 0x00fa_ab40],
            },
            alpha: 210,
            shape: &[(0, 0), (1, 0), (0, 1), (1, 1)],
            frames: 15,
            period: 90,
            ticks: 8,
            count: 2,
            sway: 4,
            rises: true,
        },
    };
    Some(drops.sheet(weather.name()))
}

impl Drops {
    fn sheet(&self, name: &str) -> Sheet {
        let mut rng = Pcg32::new(0x77ea_7e43 ^ u64::from(self.colors[0]));
        // Each has a column of its own, so that they do not clump.
        let columns = WIDTH / self.count.max(1);
        let drops: Vec<(i32, i32, i32, u8)> = (0..self.count)
            .map(|i| {
                let x = i * columns + rng.below(columns as u32) as i32;
                let y = rng.below(self.period as u32) as i32;
                let color = 1 + rng.below(self.colors.len() as u32) as u8;
                (x, y, rng.below(self.frames as u32) as i32, color)
            })
            .collect();
        let frame = |number: i32| {
            let mut pixels = vec![0_u8; (WIDTH * HEIGHT) as usize];
            for strip in 0..=HEIGHT / self.period {
                for &(x, y, phase, color) in &drops {
                    let way = self.period * number / self.frames;
                    let y = (y + if self.rises { -way } else { way }).rem_euclid(self.period) + strip * self.period;
                    // A triangle wave: to one side and back.
                    let t = (number + phase).rem_euclid(self.frames) * 4 * self.sway / self.frames;
                    let sway = if t <= self.sway {
                        t
                    } else if t <= 3 * self.sway {
                        2 * self.sway - t
                    } else {
                        t - 4 * self.sway
                    };
                    // Neighbouring strips are shifted, or one would see rows.
                    let x = x + sway + strip * 23;
                    for &(dx, dy) in self.shape {
                        let (x, y) = ((x + dx).rem_euclid(WIDTH), y + dy);
                        if (0..HEIGHT).contains(&y) {
                            pixels[(y * WIDTH + x) as usize] = color;
                        }
                    }
                }
            }
            pixels
        };
        let colors = self.colors.iter().map(|&hex| Rgba { a: self.alpha, ..Rgba::rgb(hex) });
        Sheet {
            width: WIDTH as u16,
            height: HEIGHT as u16,
            anchor: (0, 0),
            palette: std::iter::once(Rgba::CLEAR).chain(colors).collect(),
            frames: (0..self.frames).map(frame).collect(),
            ticks: vec![self.ticks; self.frames as usize],
            tags: vec![Tag { name: name.to_owned(), first: 0, count: self.frames as u16, repeat: Repeat::Loop }],
        }
    }
}
