//! From the bytes of a photo file to pixels: what [`format`](self) it is, which [`View`] of it is wanted, its pixels,
//! made small while they are read, and the way up.

mod bmp;
mod color;
mod format;
mod gif;
mod heic;
mod jpeg;
mod png;
mod reduce;
mod turn;
mod view;
mod webp;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::grid::{Picture, Rect};

use self::{color::Colors, reduce::Reducer, turn::Turn, view::View};
use super::{HeroError, Warning};

pub use format::PhotoFormat;

/// A photo as it is worked on: upright, cropped and so small that everything after it is quick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Its pixels; the longer side has at most [`Self::WORK_PX`]. Those of a photo without opacity are all opaque.
    pub picture: Picture,
    /// The part of the whole photo that `picture` shows, in pixels of the whole photo as it is seen.
    pub shown: Rect,
    /// What could be better.
    pub warnings: Vec<Warning>,
}

/// The most bytes a photo file may have.
pub const FILE_BYTES: usize = 25_000_000;

impl Photo {
    /// The longer side of a picture that is worked on, at most, in pixels.
    pub const WORK_PX: u32 = 768;
    /// How many bytes a photo file may have.
    pub const MAX_BYTES: usize = 25 << 20;
    /// How many pixels a photo may have.
    pub const MAX_PIXELS: u64 = 50_000_000;
    /// How many pixels each side of a photo needs.
    pub const MIN_SIDE_PX: u32 = 64;
    /// Below this many pixels a side, there is a warning.
    pub const GOOD_SIDE_PX: u32 = 200;
    /// What reading a photo may take at once, in bytes, roughly; formats that can be read piece by piece take far less.
    pub const MAX_MEMORY: u32 = 340 << 20;

    /// Reads a photo file of any format known, by its content. `crop` is in pixels of the whole photo as it is seen;
    /// what of it lies outside is left out.
    ///
    /// The picture is sRGB and made small by taking means of areas in linear light; only a JPEG photo with much more
    /// pixels than needed is first reduced by its decoder to a half, a quarter or an eighth, which is many times
    /// quicker and takes means of sRGB values. Nothing of the file but its pixels is kept.
    pub fn decode(bytes: &[u8], crop: Option<Rect>) -> Result<Self, HeroError> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(HeroError::FileTooLarge { bytes: bytes.len(), limit: Self::MAX_BYTES });
        }
        let format = PhotoFormat::of(bytes)?;
        let turn = match format {
            PhotoFormat::Jpeg | PhotoFormat::Png | PhotoFormat::WebP => contained(|| Turn::in_file(bytes)),
            // The first two have no Exif record, and the last says in its own way how it is turned.
            PhotoFormat::Gif | PhotoFormat::Bmp | PhotoFormat::Heic => None,
        };
        let wanted = Wanted { turn: turn.unwrap_or_default(), crop };
        let read = contained(|| match format {
            PhotoFormat::Jpeg => jpeg::read(bytes, wanted),
            PhotoFormat::Png => png::read(bytes, wanted),
            PhotoFormat::WebP => webp::read(bytes, wanted),
            PhotoFormat::Gif => gif::read(bytes, wanted),
            PhotoFormat::Bmp => bmp::read(bytes, wanted),
            PhotoFormat::Heic => heic::read(bytes, wanted),
        });
        let Read { view, reducer, colors } = read.unwrap_or(Err(HeroError::Damaged(format)))?;
        let mut picture = reducer.finish();
        if let Some(converted) = contained(|| colors.to_srgb(&picture)).flatten() {
            picture = converted;
        }
        let small = view.shown.width.min(view.shown.height) < Self::GOOD_SIDE_PX;
        let warnings = small.then_some(Warning::SmallPhoto).into_iter().collect();
        Ok(Self { picture: view.turn.upright(picture), shown: view.shown, warnings })
    }
}

/// What is wanted of a photo file.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    /// How what it stores is to be turned.
    turn: Turn,
    /// The part to read, of the upright photo.
    crop: Option<Rect>,
}

/// What a reader makes of a photo file.
#[derive(Debug)]
struct Read {
    /// What has been read.
    view: View,
    /// Its pixels.
    reducer: Reducer,
    /// What their values mean.
    colors: Colors,
}

/// What `read` returns, or nothing if it panics.
///
/// The decoders of others are written with care, but they are many, and what they are given is whatever people have on
/// their disks: a photo may be refused, but it must not take a child's game down. Nothing that they work on is used
/// after a panic.
fn contained<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}
