//! Sprite sheets: frames of indexed pixels, grouped into animations.
//!
//! In our own art a sheet is text ([`art_text`]); in a game it is a PNG with Aseprite's JSON beside it ([`aseprite`]).
//! Aseprite's own files are read, too ([`aseprite_file`]).

pub mod art_text;
#[cfg(feature = "files")]
pub mod aseprite;
#[cfg(feature = "files")]
pub mod aseprite_file;

use crate::{limits, text};

/// A colour, 8 bits a channel, not premultiplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rgba {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

impl Rgba {
    /// Seen through.
    pub const CLEAR: Self = Self { r: 0, g: 0, b: 0, a: 0 };

    /// An opaque colour from `0xRRGGBB`.
    pub const fn rgb(hex: u32) -> Self {
        Self { r: (hex >> 16) as u8, g: (hex >> 8) as u8, b: hex as u8, a: 255 }
    }
}

/// How an animation goes on after its last frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Repeat {
    /// From the start again.
    #[default]
    Loop,
    /// It stays at the last frame.
    Once,
    /// Back to the start and forth again.
    PingPong,
}

/// One animation: a run of frames.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tag {
    /// Its name, such as `run`.
    pub name: String,
    /// Index of its first frame.
    pub first: u16,
    /// How many frames it has; at least one.
    pub count: u16,
    /// How it goes on.
    pub repeat: Repeat,
}

/// A sprite sheet. All frames have one size; pixels are indices into the palette, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Width of every frame in pixels.
    pub width: u16,
    /// Height of every frame in pixels.
    pub height: u16,
    /// The point of a frame that stands on an actor's position, pixels from the top left.
    pub anchor: (i16, i16),
    /// At most [`limits::SHEET_COLORS`] colours; the first is [`Rgba::CLEAR`].
    pub palette: Vec<Rgba>,
    /// The frames, `width * height` indices each.
    pub frames: Vec<Vec<u8>>,
    /// How many ticks each frame is shown, at most [`limits::FRAME_TICKS`]; as many as there are frames.
    pub ticks: Vec<u16>,
    /// The animations.
    pub tags: Vec<Tag>,
}

/// Why a sheet is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A line of an art file.
    #[error("line {line}: {message}")]
    Line {
        /// First line is 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A part of the frames' description.
    #[error("{place}: {message}")]
    Frames {
        /// The path to the fault.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// The picture.
    #[error("the picture: {0}")]
    Picture(String),
    /// More than a limit allows, or nothing.
    #[error("{what}: {found}, from 1 to {limit} are allowed")]
    Limit {
        /// Of what.
        what: &'static str,
        /// How many.
        found: usize,
        /// How many may be.
        limit: usize,
    },
}

impl Sheet {
    /// The animation of this name.
    pub fn tag(&self, name: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.name == name)
    }

    /// Checks everything that the types do not: sizes, counts, indices.
    pub fn check(&self) -> Result<(), SheetError> {
        self.find_fault().map_or(Ok(()), |fault| Err(fault.into()))
    }

    /// As [`Sheet::check`], for whoever need not know what is wrong: the web player, which would carry the words.
    pub fn is_sound(&self) -> bool {
        self.find_fault().is_none()
    }

    fn find_fault(&self) -> Option<Fault> {
        let pixels = usize::from(self.width) * usize::from(self.height);
        let counts = [
            ("frame width", usize::from(self.width), usize::from(limits::FRAME_PX)),
            ("frame height", usize::from(self.height), usize::from(limits::FRAME_PX)),
            ("frames", self.frames.len(), limits::FRAMES_PER_SHEET),
            ("colours", self.palette.len(), limits::SHEET_COLORS),
            ("pixels", pixels.saturating_mul(self.frames.len()), limits::SHEET_PIXELS),
            // A sheet may have none.
            ("animations", self.tags.len().max(1), limits::TAGS_PER_SHEET),
        ];
        if let Some(&(what, found, limit)) = counts.iter().find(|(_, found, limit)| !(1..=*limit).contains(found)) {
            return Some(Fault::Limit(what, found, limit));
        }
        if self.palette.first() != Some(&Rgba::CLEAR) {
            return Some(Fault::FirstColor);
        }
        let shown = |ticks: &u16| (1..=limits::FRAME_TICKS).contains(ticks);
        if self.ticks.len() != self.frames.len() || !self.ticks.iter().all(shown) {
            return Some(Fault::Ticks);
        }
        let is_other = |frame: &Vec<u8>| frame.len() != pixels || !all_below(frame, self.palette.len());
        if let Some(frame) = self.frames.iter().position(is_other) {
            return Some(Fault::Frame(frame));
        }
        for (i, tag) in self.tags.iter().enumerate() {
            let end = usize::from(tag.first) + usize::from(tag.count);
            if tag.count == 0 || end > self.frames.len() {
                return Some(Fault::Tag(i));
            }
            if text::check_filled(&tag.name, limits::NAME_CHARS).is_err() {
                return Some(Fault::TagName(i));
            }
        }
        None
    }
}

/// What is wrong with a sheet, before it is put into words.
enum Fault {
    /// Of what, how many, and how many may be.
    Limit(&'static str, usize, usize),
    FirstColor,
    Ticks,
    Frame(usize),
    Tag(usize),
    TagName(usize),
}

impl From<Fault> for SheetError {
    fn from(fault: Fault) -> Self {
        let (place, message) = match fault {
            Fault::Limit(what, found, limit) => return Self::Limit { what, found, limit },
            Fault::FirstColor => ("palette[0]".to_owned(), "the first colour is the see-through one"),
            Fault::Ticks => ("ticks".to_owned(), "every frame is shown for 1 to 3600 ticks"),
            Fault::Frame(i) => (format!("frames[{i}]"), "its pixels are not width times height colours of the palette"),
            Fault::Tag(i) => (format!("tags[{i}]"), "it names frames that are not there"),
            Fault::TagName(i) => {
                (format!("tags[{i}].name"), "an animation's name has 1 to 40 characters that can be seen")
            }
        };
        Self::Frames { place, message: message.to_owned() }
    }
}

/// Whether every pixel is a colour of a palette of `count`. Eight pixels at once: a browser that has just begun compares numbers slowly.
fn all_below(pixels: &[u8], count: usize) -> bool {
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let is_below = |pixel: u8| usize::from(pixel) < count;
    let (eights, rest) = pixels.as_chunks::<8>();
    // With this added a pixel that is too great reaches its top bit; palettes of more than 128 colours are rare.
    let room = 128_usize.saturating_sub(count) as u64 * (TOPS >> 7);
    let eight_below = |eight: &[u8; 8]| {
        let word = u64::from_ne_bytes(*eight);
        (word | ((word & !TOPS) + room)) & TOPS == 0
    };
    let eights_below = eights.iter().all(|eight| eight_below(eight) || eight.iter().all(|&pixel| is_below(pixel)));
    eights_below && rest.iter().all(|&pixel| is_below(pixel))
}
