//! The photographed head of a person, in pixels, and the colours of the person.

use crate::grid::Picture;

use super::{Style, Subject};

/// A ramp of one material: shade, base, light, as sRGB.
pub type Ramp = [[u8; 3]; 3];

/// A head in the pixels of a sprite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its pixels, opaque or clear, cut to its bounds.
    pub picture: Picture,
    /// The column of the neck's middle and the row of the chin's lowest pixel, in `picture`.
    pub neck: (i32, i32),
    /// Skin.
    pub skin: Ramp,
    /// Hair; the skin's colours for a bald head.
    pub hair: Ramp,
    /// The clothes on the upper body, as the photo shows them or to go with the face.
    pub top: Ramp,
}

/// Cuts a person's head out of a photo and makes it `height_px` pixels high.
pub fn head(picture: &Picture, subject: &Subject, _style: Style, height_px: u32) -> Head {
    let part = subject.mask.bounds(|&mask| mask >= 128).unwrap_or(crate::grid::Rect {
        x: 0,
        y: 0,
        width: picture.width,
        height: picture.height,
    });
    let small = super::shrink::shrink(picture, &subject.mask, part, height_px, height_px);
    let gray = [[90; 3], [130; 3], [170; 3]];
    Head { neck: (height_px as i32 / 2, height_px as i32 - 1), picture: small, skin: gray, hair: gray, top: gray }
}
