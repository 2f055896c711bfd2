//! QR codes of addresses, with a hero in the middle if there is one.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};
use snapcade_paint::Canvas;
use snapcade_play::Pack;

use crate::{
    QrError,
    pictures::{hero::Cutout, png},
};

/// So many bytes fit version 10 (57 modules a side) at the level of correction that we use. Finer codes are not read
/// across a table any more.
pub const MOST_BYTES: usize = 119;
/// Around the code, in modules: what the standard asks for.
const QUIET_MODULES: usize = 4;
/// The icon takes at most this part of the code's side, in percent. Its area, below a twentieth, spoils far less than
/// the quarter of all words that level H restores.
const ICON_PERCENT: usize = 22;
/// Modules are so many pixels that a code is at least so wide.
const LEAST_PX: usize = 1000;
const DARK: u32 = 0x0014_1020;
const LIGHT: u32 = 0x00ff_ffff;

/// The hero of a game for the middle of a code.
#[derive(Debug, Clone)]
pub struct QrIcon(Cutout);

impl QrIcon {
    /// Head and shoulders of the hero; `None` when nothing of it can be seen.
    pub fn of_game(pack: &Pack) -> Option<Self> {
        let hero = Cutout::of_hero(pack).bust();
        (hero.width > 0).then_some(Self(hero))
    }
}

/// A QR code.
#[derive(Debug, Clone)]
pub struct QrCode {
    /// Modules a side, without the quiet zone.
    side: usize,
    /// Which are dark, row by row.
    modules: Vec<bool>,
    icon: Option<QrIcon>,
}

impl QrCode {
    /// The code of a text, most often an address.
    pub fn new(text: &str, icon: Option<QrIcon>) -> Result<Self, QrError> {
        if text.is_empty() {
            return Err(QrError::Empty);
        }
        let too_long = || QrError::TooLong { found: text.len(), limit: MOST_BYTES };
        if text.len() > MOST_BYTES {
            return Err(too_long());
        }
        // A quarter may be lost: for the icon, for a crumpled page, for the light of a lamp.
        let code = QRBuilder::new(text).ecl(ECL::H).build().map_err(|_| too_long())?;
        let modules = (0..code.size).flat_map(|y| code[y][..code.size].iter().map(|module| module.value())).collect();
        Ok(Self { side: code.size, modules, icon })
    }

    /// How wide it is with its quiet zone, in modules.
    pub fn width(&self) -> usize {
        self.side + 2 * QUIET_MODULES
    }

    /// How wide the icon's white ground is, in modules: odd, as the code is, so that it stands in the middle.
    fn icon_modules(&self) -> usize {
        let side = self.side * ICON_PERCENT / 100;
        if self.icon.is_some() { side - (side + 1) % 2 } else { 0 }
    }

    /// Whether a module is dark; none is below the icon.
    fn is_dark(&self, x: usize, y: usize) -> bool {
        let icon = self.icon_modules();
        let first = (self.side - icon) / 2;
        let in_icon = |at: usize| (first..first + icon).contains(&at);
        !(in_icon(x) && in_icon(y)) && self.modules.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// As PNG, about a thousand pixels wide.
    pub fn to_png(&self) -> Result<Vec<u8>, QrError> {
        let scale = LEAST_PX.div_ceil(self.width());
        let mut canvas = Canvas::new(self.width() * scale, self.width() * scale);
        for y in 0..canvas.height() {
            for x in 0..canvas.width() {
                let module = |at: usize| (at / scale).checked_sub(QUIET_MODULES).filter(|&at| at < self.side);
                let is_dark = module(x).zip(module(y)).is_some_and(|(x, y)| self.is_dark(x, y));
                canvas.set(x, y, if is_dark { DARK } else { LIGHT });
            }
        }
        if let Some(QrIcon(hero)) = &self.icon {
            let room = (self.icon_modules() * scale).saturating_sub(scale);
            let enlarged = (room / hero.width.max(hero.height)).max(1);
            let left = (canvas.width() - hero.width * enlarged) / 2;
            let top = (canvas.height() - hero.height * enlarged) / 2;
            for y in 0..hero.height * enlarged {
                for x in 0..hero.width * enlarged {
                    if let Some(color) = hero.at(x / enlarged, y / enlarged) {
                        canvas.set(left + x, top + y, color);
                    }
                }
            }
        }
        Ok(png::indexed(&canvas, 1)?)
    }

    /// As SVG: one unit a module.
    pub fn to_svg(&self) -> String {
        let width = self.width();
        let mut path = String::new();
        for y in 0..self.side {
            for (x, run) in runs(self.side, |x| self.is_dark(x, y).then_some(DARK)) {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x.start + QUIET_MODULES, y + QUIET_MODULES, run = run.1);
            }
        }
        let icon = self.icon.as_ref().map(|QrIcon(hero)| self.svg_icon(hero)).unwrap_or_default();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#{LIGHT:06x}\" d=\"M0 0h{width}v{width}h-{width}z\"/><path fill=\"#{DARK:06x}\" d=\"{path}\"/>{icon}</svg>\n"
        )
    }

    /// The hero as runs of pixels, scaled into the middle.
    fn svg_icon(&self, hero: &Cutout) -> String {
        let room = (self.icon_modules() - 1) as f64;
        let scale = room / hero.width.max(hero.height) as f64;
        let middle = self.width() as f64 / 2.0;
        let (left, top) = (middle - hero.width as f64 * scale / 2.0, middle - hero.height as f64 * scale / 2.0);
        let mut svg = format!("<g transform=\"translate({left:.3} {top:.3}) scale({scale:.4})\">");
        for y in 0..hero.height {
            for (x, (color, run)) in runs(hero.width, |x| hero.at(x, y)) {
                let _ = write!(svg, "<path fill=\"#{color:06x}\" d=\"M{} {y}h{run}v1h-{run}z\"/>", x.start);
            }
        }
        svg + "</g>"
    }
}

/// Runs of equal colours in a row of `width` pixels: where, which and how long.
fn runs(width: usize, at: impl Fn(usize) -> Option<u32>) -> Vec<(std::ops::Range<usize>, (u32, usize))> {
    let mut runs: Vec<(std::ops::Range<usize>, (u32, usize))> = Vec::new();
    for x in 0..width {
        match (at(x), runs.last_mut()) {
            (None, _) => {}
            (Some(color), Some((range, (last, run)))) if *last == color && range.end == x => {
                (range.end, *run) = (x + 1, *run + 1);
            }
            (Some(color), _) => runs.push((x..x + 1, (color, 1))),
        }
    }
    runs
}
