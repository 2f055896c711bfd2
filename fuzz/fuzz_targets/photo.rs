//! Bytes as a photo file: what is read is within the limits, and is what a crop to the whole photo gives.
//!
//! A decoder that panics is contained, so its panics are let pass here as well, and told.

#![no_main]

use std::{panic, sync::Once};

use libfuzzer_sys::fuzz_target;
use snapcade_gen::hero::Photo;

/// libFuzzer's hook would stop at a panic before anything can contain it; one that nothing contains stops it anyway.
static LET_PANICS_PASS: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    LET_PANICS_PASS.call_once(|| panic::set_hook(Box::new(|panic| eprintln!("contained: {:?}", panic.location()))));
    let Ok(photo) = Photo::decode(bytes, None) else { return };
    let (width, height) = (photo.picture.width, photo.picture.height);
    assert!(width.max(height) <= Photo::WORK_PX && width.min(height) >= 1);
    assert_eq!(photo.picture.pixels.len(), width as usize * height as usize);
    let shown = photo.shown;
    assert!(u64::from(shown.width) * u64::from(shown.height) <= Photo::MAX_PIXELS);
    assert!(shown.width.min(shown.height) >= Photo::MIN_SIDE_PX);
    // Twice is slow for a large photo, and no different.
    if shown.width.max(shown.height) <= Photo::WORK_PX {
        assert_eq!(Photo::decode(bytes, Some(shown)), Ok(photo));
    }
});
