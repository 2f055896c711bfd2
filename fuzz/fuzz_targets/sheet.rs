//! Bytes as a sheet, a PNG and the JSON beside it: what is read is a sheet, and can be written and read again.
//!
//! The first two bytes are the length of the JSON, which comes first.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_game::sheet::{Rgba, Sheet, aseprite};

fuzz_target!(|bytes: &[u8]| {
    let [low, high, rest @ ..] = bytes else { return };
    let Some((frames, image)) = rest.split_at_checked(usize::from(u16::from_le_bytes([*low, *high]))) else { return };
    let Ok(sheet) = aseprite::decode(image, frames) else { return };
    sheet.check().expect("what is read is a sheet");
    let (image, frames) = aseprite::encode(&sheet, "sheet").expect("a sheet can be written");
    let again = aseprite::decode(&image, &frames).expect("what is written can be read");
    // A palette may name a colour twice; what is seen is the same.
    assert_eq!((again.width, again.height, again.anchor), (sheet.width, sheet.height, sheet.anchor));
    assert_eq!((&again.ticks, &again.tags), (&sheet.ticks, &sheet.tags));
    assert!(colors(&again).eq(colors(&sheet)));
});

fn colors(sheet: &Sheet) -> impl Iterator<Item = Rgba> {
    sheet.frames.iter().flatten().map(|&index| sheet.palette[usize::from(index)])
}
