//! Anything as the registers of a document, as another computer may have written them: whatever it is there is a game, and what is
//! written of that game reads as the same game.
//!
//! The bytes are JSON: an object of registers by path, the values of `cells` being rows of `[level, x, y, letter]`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};
use snapcade_game::{Game, GameId, Tile};
use snapcade_store::doc::{Op, State, ops_between, read};

const ID: GameId = GameId(7);

fuzz_target!(|bytes: &[u8]| {
    let Ok(fields) = serde_json::from_slice::<Map<String, Value>>(bytes) else { return };
    let mut state = State::default();
    for (path, value) in fields {
        match (&value, path.as_str()) {
            (Value::Array(cells), "cells") => cells.iter().filter_map(cell).for_each(|op| state.apply(&op)),
            _ => state.apply(&Op::Field(path, Some(value))),
        }
    }
    let game = read(&state, ID);
    let mut again = State::default();
    for op in ops_between(&State::default(), &Game::new(ID, ""), &game) {
        again.apply(&op);
    }
    assert_eq!(read(&again, ID), game);
    // Written over what is there, it reads the same too.
    for op in ops_between(&state, &game, &game) {
        state.apply(&op);
    }
    assert_eq!(read(&state, ID), game);
});

fn cell(row: &Value) -> Option<Op> {
    let part = |index: usize| row.get(index);
    let number = |index: usize| part(index).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
    let level = part(0)?.as_str()?.parse().ok()?;
    let letter = part(3)?.as_str()?.chars().next()?;
    Some(Op::Cell(level, (number(1)?, number(2)?), Tile::from_letter(letter)))
}
