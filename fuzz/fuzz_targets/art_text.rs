//! Text as a palette and as pixel art: what is read is a sheet.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_game::sheet::art_text::{self, Palette};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = Palette::parse(text);
    let palette = Palette::parse("ink #1a1426\nred-3 #c92f40\n").expect("two colours");
    if let Ok(sheet) = art_text::parse(text, &palette) {
        sheet.check().expect("what is read is a sheet");
    }
});
