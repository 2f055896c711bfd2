//! From the bytes of a photo file to pixels.

use crate::grid::{Picture, Rect};

use super::{HeroError, Warning};

/// A photo as it is worked on: upright, cropped and so small that everything after it is quick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Its pixels; the longer side has at most [`Self::WORK_PX`].
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

    /// Reads a photo file of any format known, by its content. `crop` is in pixels of the whole photo as it is seen.
    pub fn decode(bytes: &[u8], _crop: Option<Rect>) -> Result<Self, HeroError> {
        let image = image::load_from_memory(bytes).map_err(|error| HeroError::Damaged(error.to_string()))?;
        let image = image.thumbnail(Self::WORK_PX, Self::WORK_PX).to_rgba8();
        let (width, height) = image.dimensions();
        let pixels = image.pixels().map(|pixel| pixel.0).collect();
        let shown = Rect { x: 0, y: 0, width, height };
        Ok(Self { picture: Picture { width, height, pixels }, shown, warnings: Vec::new() })
    }
}
