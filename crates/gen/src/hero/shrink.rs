//! Making pictures small without losing what one knows them by.

use crate::grid::{Mask, Picture, Rect};

/// Shows `part` of a picture in `width` x `height` pixels, each either opaque or clear as the mask has it.
pub fn shrink(picture: &Picture, mask: &Mask, part: Rect, width: u32, height: u32) -> Picture {
    Picture::from_fn(width, height, |x, y| {
        let px = part.x + (x * part.width / width.max(1)) as i32;
        let py = part.y + (y * part.height / height.max(1)) as i32;
        match (picture.get(px, py), mask.get(px, py)) {
            (Some([r, g, b, _]), Some(128..)) => [r, g, b, 255],
            _ => [0; 4],
        }
    })
}
