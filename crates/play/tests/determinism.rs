//! The same game and the same inputs give the same worlds, everywhere and always.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{fmt::Write as _, path::Path};

use proptest::prelude::*;
use snapcade_play::{Input, Replay, Start, World};

mod support;

use support::{arbitrary, pack};

/// A game with a bit of everything, for the committed hashes.
const TOUR: [&str; 12] = [
    "..................................................",
    "..................................................",
    ".................................===..............",
    "....cc...........v...............H................",
    "..................................................",
    "...BBB....====...........Rr......H....=====.......",
    "..........H..........###########.H................",
    "..........H.....s................H.....X..........",
    "..........H......................H................",
    "..S..cZ..cH.w.C..p.a..t..K..0....Hd..............G",
    "#####>>>III###ooo######~~~~########^####444#######",
    "#######################~~~~########################",
];

fn tour() -> std::sync::Arc<snapcade_play::Pack> {
    let rows: Vec<String> = TOUR.iter().map(|row| row.chars().take(50).collect()).collect();
    pack(&support::game(&rows.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Inputs that go everywhere: right for the most part, jumping often.
fn script() -> Replay {
    let mut replay = Replay::new(Start::Level(0), 42);
    for step in 0_u32..120 {
        let input = match step % 10 {
            0 | 2 | 4 | 7 => Input::RIGHT | Input::JUMP,
            5 => Input::LEFT | Input::UP,
            6 => Input::UP | Input::JUMP,
            9 => Input::DOWN,
            _ => Input::RIGHT,
        };
        replay.push(input, 7 + step * 13 % 23);
    }
    replay
}

/// On every platform the hashes are those of the file. `SNAPCADE_BLESS=1` writes it anew, after a change of the rules.
#[test]
fn the_hashes_are_the_committed_ones() {
    let replay = script();
    let mut world = replay.world(tour());
    let mut text = format!("{:>6} {:016x}\n", 0, world.state_hash());
    for (tick, input) in (1_u32..).zip(replay.inputs()) {
        world.tick(input);
        if tick.is_multiple_of(60) {
            let _ = writeln!(text, "{tick:>6} {:016x}", world.state_hash());
        }
    }
    let file = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("tests/determinism.hash.txt");
    if std::env::var_os("SNAPCADE_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(&file, &text).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap();
    for (expected, actual) in expected.lines().zip(text.lines()) {
        assert_eq!(actual, expected, "tick and hash; the first that differs");
    }
    assert_eq!(text.lines().count(), expected.lines().count());
}

#[test]
fn the_script_goes_places() {
    let replay = script();
    let mut world = replay.world(tour());
    let mut kinds = std::collections::HashSet::new();
    for input in replay.inputs() {
        kinds.extend(world.tick(input).into_iter().map(|event| event.kind));
    }
    assert!(kinds.len() >= 12, "the committed hashes should watch over much: {kinds:?}");
}

#[test]
fn a_clone_goes_on_like_the_original() {
    let replay = script();
    let mut world = replay.world(tour());
    let mut clones: Vec<World> = Vec::new();
    for (tick, input) in replay.inputs().enumerate() {
        for clone in &mut clones {
            clone.tick(input);
        }
        let events = world.clone().tick(input);
        assert_eq!(world.tick(input), events);
        if tick % 300 == 0 {
            clones.push(world.clone());
        }
    }
    assert!(clones.iter().all(|clone| *clone == world && clone.state_hash() == world.state_hash()));
}

#[test]
fn another_seed_is_another_world() {
    let pack = tour();
    assert_ne!(World::at_level(pack.clone(), 0, 1).state_hash(), World::at_level(pack, 0, 2).state_hash());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equal_inputs_give_equal_hashes(
        game in arbitrary::game(), seed: u64, inputs in arbitrary::inputs(20), from_title: bool,
    ) {
        let pack = pack(&game);
        let mut replay = Replay::new(if from_title { Start::Title } else { Start::Level(0) }, seed);
        for &(input, ticks) in &inputs {
            replay.push(input, ticks);
        }
        let replay_again = Replay::decode(&replay.encode()).unwrap();
        // The second pack went through bytes: a player that loads it plays the same game.
        let pack_again = std::sync::Arc::new(snapcade_play::Pack::decode(&pack.encode()).unwrap());
        let (mut first, mut second) = (replay.world(pack), replay_again.world(pack_again));
        for (a, b) in replay.inputs().zip(replay_again.inputs()) {
            prop_assert_eq!(first.tick(a), second.tick(b));
            prop_assert_eq!(first.state_hash(), second.state_hash());
        }
        prop_assert!(first == second);
        prop_assert_eq!(first.draw(), second.draw());
    }
}
