//! The hero standing still, cut out.

use snapcade_game::sheet::Rgba;
use snapcade_play::{
    Pack,
    pack::{Pose, RoleDef},
};

/// A small picture with see-through pixels, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cutout {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// `width * height` colours.
    pub pixels: Vec<Rgba>,
}

impl Cutout {
    /// The hero of a pack as it stands, without the empty rows and columns around it.
    pub fn of_hero(pack: &Pack) -> Self {
        let source = pack.source();
        let hero = source.kinds.iter().find(|kind| kind.role == RoleDef::Hero);
        let sheet = hero.and_then(|hero| source.sheets.get(usize::from(hero.sheet))).map(|(_, sheet)| sheet);
        let Some(sheet) = sheet else { return Self { width: 0, height: 0, pixels: Vec::new() } };
        let first = Pose::Idle.tags().iter().find_map(|tag| sheet.tag(tag)).map_or(0, |tag| tag.first);
        let frame = sheet.frames.get(usize::from(first)).map_or(&[][..], Vec::as_slice);
        let color = |&index: &u8| sheet.palette.get(usize::from(index)).copied().unwrap_or(Rgba::CLEAR);
        let (width, height) = (usize::from(sheet.width), usize::from(sheet.height));
        let whole = Self { width, height, pixels: frame.iter().map(color).collect() };
        whole.trimmed()
    }

    /// Its colour at a place, when it is not seen through there.
    pub fn at(&self, x: usize, y: usize) -> Option<u32> {
        let pixel = if x < self.width { self.pixels.get(y * self.width + x) } else { None };
        pixel.filter(|pixel| pixel.a >= 128).map(|p| u32::from_be_bytes([0, p.r, p.g, p.b]))
    }

    /// The upper part, no higher than wide: a head and shoulders.
    pub fn bust(&self) -> Self {
        let height = self.height.min(self.width);
        let pixels = self.pixels.get(..height * self.width).unwrap_or_default().to_vec();
        Self { width: self.width, height, pixels }.trimmed()
    }

    fn trimmed(&self) -> Self {
        let filled = |&(x, y): &(usize, usize)| self.at(x, y).is_some();
        let places = || (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y))).filter(filled);
        let (left, right) = (places().map(|p| p.0).min(), places().map(|p| p.0).max());
        let (top, bottom) = (places().map(|p| p.1).min(), places().map(|p| p.1).max());
        let (Some(left), Some(right), Some(top), Some(bottom)) = (left, right, top, bottom) else {
            return Self { width: 0, height: 0, pixels: Vec::new() };
        };
        let row = |y: usize| self.pixels[y * self.width + left..=y * self.width + right].iter().copied();
        Self { width: right - left + 1, height: bottom - top + 1, pixels: (top..=bottom).flat_map(row).collect() }
    }
}
