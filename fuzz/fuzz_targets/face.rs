//! Any pixels as a photo to search for faces: what is found has a size and lies in the picture.
//!
//! The first bytes are the picture's width and height; the others are its gray pixels, again and again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_gen::{grid::Picture, hero::face};

/// The largest side. The detector makes larger pictures smaller.
const MOST_PX: u16 = 640;

fuzz_target!(|bytes: &[u8]| {
    let Some((&[width_low, width_high, height_low, height_high], pixels)) = bytes.split_first_chunk() else { return };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) % (MOST_PX + 1));
    let (width, height) = (side(width_low, width_high), side(height_low, height_high));
    let mut values = pixels.iter().cycle();
    let picture = Picture::from_fn(width, height, |_, _| {
        let value = values.next().copied().unwrap_or(0);
        [value, value, value, 255]
    });
    let faces = face::find_faces(&picture);
    for face in &faces {
        let (x, y) = face.center;
        assert!(face.side.is_finite() && face.side > 0.0 && face.score > 0.0, "{face:?}");
        assert!(x >= 0.0 && y >= 0.0 && x <= width as f32 && y <= height as f32, "{face:?}");
    }
    assert!(face::upright_turns(&picture) < 4);
});
