//! Bytes as edits, a line each, on a game that has a few of everything: what is done can be undone, and what fails
//! changes nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_game::{Edit, Game, validate};

const WHOLE: &[u8] = include_bytes!("../../crates/game/tests/corpus/whole.json");

fuzz_target!(|bytes: &[u8]| {
    let before = Game::from_json(WHOLE).expect("the game is whole");
    let mut game = before.clone();
    let mut inverses = Vec::new();
    for line in bytes.split(|&byte| byte == b'\n') {
        let Ok(edit) = serde_json::from_slice::<Edit>(line) else { continue };
        let here = game.clone();
        match edit.apply(&mut game) {
            Ok(inverse) => inverses.push((here, inverse)),
            Err(_) => assert_eq!(game, here),
        }
    }
    let _ = validate(&game);
    assert_eq!(Game::from_json(&game.to_json()).as_ref(), Ok(&game));
    for (there, inverse) in inverses.into_iter().rev() {
        inverse.undo(&mut game).expect("what was done can be undone");
        assert_eq!(game, there);
    }
    assert_eq!(game, before);
});
