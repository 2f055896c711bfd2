//! Golden scenes: one test a folder of `tests/golden`, so that a failure has the name of what broke.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::collections::BTreeSet;

use snapcade_testkit::golden;

/// A folder's name is the test's, with dashes.
fn folder(test: &str) -> String {
    test.replace('_', "-")
}

macro_rules! scenes {
    ($($name:ident),* $(,)?) => {
        const SCENES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                if let Err(error) = golden::check(&folder(stringify!($name))) {
                    panic!("{error:#}");
                }
            }
        )*
    };
}

scenes! {
    attract,
    boss,
    bouncy,
    breakable,
    chaser,
    checkpoint,
    coins_and_gems,
    collect,
    conveyor,
    corner_correction,
    coyote_time,
    deep_water,
    door_without_key,
    double_jump,
    fall_speed_cap,
    fast_motion,
    flyer,
    game_over,
    hazard,
    hopper,
    hud,
    ice,
    jump_buffer,
    keys_and_doors,
    ladder,
    level_clear,
    level_intro,
    magnet,
    one_way,
    other_scripts,
    other_scripts_title,
    pause,
    platform_horizontal,
    platform_vertical,
    race,
    run_and_turn,
    shield,
    shooter,
    slow_motion,
    speed,
    spring,
    stomp,
    switch_gate_bridge,
    talker,
    texts,
    time_runs_out,
    title,
    variable_jump,
    walker,
    water,
    win,
}

#[test]
fn every_folder_is_a_test() {
    let folders = std::fs::read_dir(golden::scenes_folder()).unwrap().map(Result::unwrap);
    let folders = folders.filter(|entry| entry.file_type().unwrap().is_dir());
    let found: BTreeSet<String> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    let tested: BTreeSet<String> = SCENES.iter().map(|name| folder(name)).collect();
    assert_eq!(found, tested);
}
