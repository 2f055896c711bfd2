//! Text as a theme in words, in the first line, and wishes, in all others: something is made of every one, always the same,
//! and what is told of it is short.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_game::{limits, text};
use snapcade_gen::{level::Wishes, make, theme};

fuzz_target!(|bytes: &[u8]| {
    let Ok(said) = std::str::from_utf8(bytes) else { return };
    let (words, wishes) = said.split_once('\n').unwrap_or((said, ""));
    let reading = theme::read(words);
    assert_eq!(reading, theme::read(words));
    assert!(reading.unknown.len() <= 8);
    let title = make::title(words, &reading, 1);
    text::check_filled(&title, limits::TITLE_CHARS).expect("a title can be shown");
    let understood = Wishes::read(wishes.lines());
    assert_eq!(understood, Wishes::read(wishes.lines()));
    for dropped in understood.dropped {
        assert!(dropped.wish.chars().count() <= 60 && !dropped.why.is_empty());
    }
});
