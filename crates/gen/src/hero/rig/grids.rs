//! Body parts drawn as text grids, in the colours of whoever gets them.
//!
//! The parts are drawn in colours of the master palette that stand for what gets another colour here: of pets, `earth-1` to
//! `earth-4` are the fur from its darkest line to its light, `earth-5` and `earth-6` chest and paws, `slate-2` the marks and
//! `pink-3`, `pink-4` the inner ear; of things, `slate-1` is a limb, `red-2` to `red-4` a shoe, and of faces `white`
//! are the eyes, `ink` the pupils, `slate-5` the light in them, `earth-3` the lines, `red-1` and `pink-3` the mouth and
//! `pink-4` the cheeks.

use snapcade_game::{
    Sheet,
    sheet::{
        Rgba,
        art_text::{self, Palette},
    },
};

use crate::{grid::Picture, hero::Style};

use super::warp::Placed;

const MASTER: &str = include_str!("../../../../../assets/palettes/master.txt");

/// The three sizes of one drawing, for frames of 32, 48 and 64 pixels.
pub type Sizes = [&'static str; 3];

/// The text of the size that fits a style.
pub const fn for_style(sizes: &Sizes, style: Style) -> &'static str {
    match style {
        Style::EightBit | Style::Handheld => sizes[0],
        Style::SixteenBit => sizes[1],
        Style::Modern => sizes[2],
    }
}

/// What a colour of a drawing stands for: its name in the master palette, and the colour it gets here.
pub type Dye = (&'static str, [u8; 3]);

/// A part of a body in all its poses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    sheet: Sheet,
}

impl Part {
    /// Reads a part; colours that `dyes` do not name stay as they are drawn. A part whose text cannot be read shows
    /// nothing; a test sees to it that all can.
    pub fn read(text: &str, dyes: &[Dye]) -> Self {
        let sheet = Palette::parse(MASTER).ok().and_then(|palette| {
            let mut sheet = art_text::parse(text, &palette).ok()?;
            for color in sheet.palette.iter_mut().skip(1) {
                let dye = dyes.iter().find(|(name, _)| palette.get(name) == Some(*color));
                if let Some(&(_, [r, g, b])) = dye {
                    *color = Rgba { r, g, b, a: 255 };
                }
            }
            Some(sheet)
        });
        let nothing = Sheet {
            width: 1,
            height: 1,
            anchor: (0, 0),
            palette: vec![Rgba::CLEAR],
            frames: vec![vec![0]],
            ticks: vec![1],
            tags: Vec::new(),
        };
        Self { sheet: sheet.unwrap_or(nothing) }
    }

    /// Rows from the anchor's to the lowest.
    pub fn below_anchor(&self) -> i32 {
        i32::from(self.sheet.height) - i32::from(self.sheet.anchor.1)
    }

    /// Pose `number` of a tag with its anchor at a place; from the start again after the last.
    pub fn pose(&self, tag: &str, number: usize, (x, y): (i32, i32)) -> Placed {
        let (first, count) = self.sheet.tag(tag).map_or((0, 1), |tag| (tag.first, tag.count.max(1)));
        let frame = self.sheet.frames.get(usize::from(first) + number % usize::from(count));
        let (width, height) = (u32::from(self.sheet.width), u32::from(self.sheet.height));
        let picture = Picture::from_fn(width, height, |column, row| {
            let index = frame.and_then(|frame| frame.get((row * width + column) as usize)).copied().unwrap_or(0);
            self.sheet.palette.get(usize::from(index)).map_or([0; 4], |color| [color.r, color.g, color.b, color.a])
        });
        Placed { picture, x: x - i32::from(self.sheet.anchor.0), y: y - i32::from(self.sheet.anchor.1) }
    }

    /// The same with left and right exchanged around the anchor's column.
    pub fn mirrored(&self, tag: &str, number: usize, at: (i32, i32)) -> Placed {
        let placed = self.pose(tag, number, at);
        let x = 2 * at.0 + 1 - placed.x - placed.picture.width as i32;
        Placed { picture: placed.picture.mirrored(), x, y: placed.y }
    }
}
