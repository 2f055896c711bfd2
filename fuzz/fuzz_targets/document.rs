//! Bytes as a document: what is read can be validated, written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_game::{Game, validate};

fuzz_target!(|bytes: &[u8]| {
    let Ok(game) = Game::from_json(bytes) else { return };
    let _ = validate(&game);
    let text = game.to_json();
    let again = Game::from_json(&text).expect("what is written can be read");
    assert_eq!(again, game);
    assert_eq!(again.to_json(), text);
});
