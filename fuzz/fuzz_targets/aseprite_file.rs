//! Bytes as a file of Aseprite: what is read is a sheet, and can be written as PNG and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_game::sheet::{aseprite, aseprite_file};

fuzz_target!(|bytes: &[u8]| {
    let Ok(sheet) = aseprite_file::decode(bytes) else { return };
    sheet.check().expect("what is read is a sheet");
    let (image, frames) = aseprite::encode(&sheet, "sheet").expect("a sheet can be written");
    aseprite::decode(&image, &frames).expect("what is written can be read");
});
