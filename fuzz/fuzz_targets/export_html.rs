//! Bytes as a page, a zip or anything else that a game is opened from: whatever opens can be saved, and its scripts are
//! found in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_export::{html::blocks, is_ours, itch, open_bytes};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(project) = open_bytes(bytes) {
        let _ = project.to_archive();
    }
    let _ = (is_ours(bytes), itch::check(bytes));
    let Ok(page) = std::str::from_utf8(bytes) else { return };
    let mut end = 0;
    for block in blocks(page) {
        let begin = block.text.as_ptr() as usize - page.as_ptr() as usize;
        assert!(begin >= end, "blocks do not overlap");
        end = begin + block.text.len();
        let _ = (block.attribute("id"), block.is_live());
    }
});
