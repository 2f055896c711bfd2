//! The bot plays small levels, one for each thing that a level can hold, and says what is wrong with those that nobody
//! could beat.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails should panic")]

use std::sync::Arc;

use snapcade_game::{
    Actor, ActorId, Choice, ChoiceId, Dialogue, DialogueId, Effect, Game, Item, Kind, KindId, Line, LineId, Mode,
    OrderKey, Point, Role, Size, Table,
};
use snapcade_gen::bot::{Budget, Lock, Proof, Unbeaten, Why, prove};
use snapcade_play::{World, world::Screen};

#[path = "../../play/tests/support/mod.rs"]
mod support;

use support::{game, level_mut, pack};

fn bot(game: &Game) -> Result<Proof, Box<Unbeaten>> {
    prove(&pack(game), 0, 1, Budget::default())
}

/// The bot beats the game's level, and the proof does so again when it is played.
fn beaten(game: &Game) -> Proof {
    let proof = bot(game).unwrap_or_else(|unbeaten| panic!("{}: {unbeaten:?}", unbeaten.why));
    let pack = pack(game);
    let mut world = proof.replay.world(Arc::clone(&pack));
    proof.replay.inputs().for_each(|input| drop(world.tick(input)));
    assert!(matches!(world.state().screen, Screen::LevelClear | Screen::Won), "{:?}", world.state().screen);
    proof
}

fn why(game: &Game) -> Why {
    match bot(game) {
        Ok(proof) => panic!("beaten in {} ticks", proof.ticks),
        Err(unbeaten) => {
            // Every reason is a sentence that one can do something with.
            assert!(unbeaten.why.to_string().len() > 20, "{}", unbeaten.why);
            unbeaten.why
        }
    }
}

#[test]
fn it_runs_and_jumps_over_pits() {
    beaten(&game(&["..................", "S...............G.", "####..####...#####", "####..####...#####"]));
}

#[test]
fn it_fetches_a_key_from_behind_and_opens_the_door() {
    let proof = beaten(&game(&[
        "#..................#",
        "#............#######",
        "#............r.....#",
        "#R.....S.....r...G.#",
        "####################",
    ]));
    assert!(proof.ticks > 120, "there and back again");
}

#[test]
fn it_uses_a_switch_for_a_gate_and_for_a_bridge() {
    let rows = ["#..............#####", "#..............0...#", "#.K...S........0.G.#", "####################"];
    beaten(&game(&rows));
    let rows = ["#....................#", "#.K...S............G.#", "########444444444#####", "########.........#####"];
    beaten(&game(&rows));
}

#[test]
fn it_waits_for_platforms_that_move() {
    let mut game = game(&[
        "......................",
        "S...................G.",
        "####P.............####",
        "####..............####",
        "####..............####",
    ]);
    let platform = level_mut(&mut game).actors.values_mut().next().unwrap();
    platform.at = Point::new(5 * 16, 2 * 16);
    platform.path = vec![Point::new(12 * 16, 0)];
    beaten(&game);
}

#[test]
fn it_swims_and_dives_below_a_wall() {
    beaten(&game(&[
        ".......##.......",
        "S......##.....G.",
        "###~~~~##~~~~###",
        "###~~~~##~~~~###",
        "###~~~~##~~~~###",
        "###~~~~~~~~~~###",
        "###~~~~~~~~~~###",
        "################",
    ]));
}

#[test]
fn it_climbs_ladders() {
    beaten(&game(&[
        "...........G..",
        "......H#######",
        "......H#######",
        "......H#######",
        "......H#######",
        "......H#######",
        "S.....H#######",
        "##############",
    ]));
}

#[test]
fn it_is_thrown_up_by_springs_and_bouncy_blocks() {
    let above = [".........G..", "......######", "......######", "......######", "......######", "......######"];
    let with = |row: &'static str| above.into_iter().chain([row, "############"]).collect::<Vec<_>>();
    beaten(&game(&with("S...Z.######")));
    let rows = with("S...o.######");
    // A bouncy block throws less far.
    beaten(&game(&[&rows[..2], &rows[4..]].concat()));
}

#[test]
fn it_manages_ice_and_belts() {
    beaten(&game(&["....................", "S.................G.", "##IIIIII...IIIII####", "########...#########"]));
    beaten(&game(&["....................", "S.................G.", "##<<<<<<..<<<<<<####", "########..##########"]));
}

#[test]
fn it_breaks_blocks_that_are_in_the_way() {
    beaten(&game(&["#..........G.#", "#####BB#######", "#............#", "#S...........#", "##############"]));
}

#[test]
fn it_beats_a_boss_and_then_goes_to_the_goal() {
    let mut game = game(&[
        "#........................#",
        "#........................#",
        "#........................#",
        "#.....==.........==......#",
        "#........................#",
        "#........................#",
        "#S...............X.....G.#",
        "##########################",
    ]);
    let boss = game.kinds.values_mut().find(|kind| matches!(kind.role, Role::Boss { .. })).unwrap();
    if let Role::Boss { foe, .. } = &mut boss.role {
        foe.health = 3;
    }
    beaten(&game);
    level_mut(&mut game).goal = None;
    beaten(&game);
}

#[test]
fn it_finds_all_gems_where_that_is_asked_for() {
    let mut game = game(&[
        "#....................#",
        "#.d................d.#",
        "#====............====#",
        "#....................#",
        "#.........d..........#",
        "#S........==.......G.#",
        "######################",
    ]);
    beaten(&game);
    game.mode = Mode::Collect;
    let proof = beaten(&game);
    let mut world = proof.replay.world(pack(&game));
    proof.replay.inputs().for_each(|input| drop(world.tick(input)));
    assert_eq!(world.state().tally.gems, 3);
}

/// A talker that gives a red key to whoever gives the second answer.
fn with_talker(game: &mut Game, at: Point) {
    let (kind, dialogue) = (KindId(500), DialogueId(1));
    let body = Size::from((14, 20));
    let art = game.kinds.values().next().unwrap().art.clone();
    game.kinds.insert(kind, Kind { name: "Owl".into(), art, body, role: Role::Talker {} });
    let line = |words: &str| Line { words: words.into(), next: None, effect: None, choices: Table::new() };
    let orders = OrderKey::sequence(2);
    let answer = |i: usize, next| Choice { order: orders[i].clone(), words: "So?".into(), next };
    let choices = [(ChoiceId(1), answer(0, None)), (ChoiceId(2), answer(1, Some(LineId(2))))];
    let asks = Line { choices: choices.into_iter().collect(), ..line("Do you want my key?") };
    let gives = Line { effect: Some(Effect::Give(Item::KeyRed)), ..line("Here it is.") };
    let lines = [(LineId(1), asks), (LineId(2), gives)].into_iter().collect();
    game.dialogues.insert(dialogue, Dialogue { name: "Key".into(), first: Some(LineId(1)), lines });
    let talker = Actor { dialogue: Some(dialogue), ..Actor::new(kind, at) };
    level_mut(game).actors.insert(ActorId(900), talker);
}

const BEHIND_A_DOOR: [&str; 4] =
    ["#.............#####", "#.............r...#", "#S............r.G.#", "###################"];

#[test]
fn it_talks_to_whoever_has_the_key() {
    let mut game = game(&BEHIND_A_DOOR);
    with_talker(&mut game, Point::new(8 * 16, 3 * 16));
    beaten(&game);
}

#[test]
fn it_asks_for_the_key_that_is_missing() {
    assert_eq!(why(&game(&BEHIND_A_DOOR)), Why::Locked { lock: Lock::Door(0), at: (14 * 16 + 8, 2 * 16) });
    // A key behind its own door is no key.
    let rows = ["#.............#####", "#.............r...#", "#S............rRG.#", "###################"];
    let why = why(&game(&rows));
    assert!(matches!(why, Why::Locked { lock: Lock::Door(0), .. }), "{why:?}");
    assert!(why.to_string().contains("red key"), "{why}");
}

#[test]
fn it_asks_for_the_switch_that_is_missing() {
    let rows = ["#.............#####", "#.............2...#", "#S............2.G.#", "###################"];
    let why = why(&game(&rows));
    assert!(matches!(why, Why::Locked { lock: Lock::Gate(2), .. }), "{why:?}");
}

#[test]
fn it_says_how_far_it_got_when_the_goal_is_out_of_reach() {
    let rows = [
        "................G.",
        "..............####",
        "..............####",
        "..............####",
        "..............####",
        "..............####",
        "..............####",
        "S.............####",
        "##################",
    ];
    let unbeaten = bot(&game(&rows)).unwrap_err();
    let Why::OutOfReach { nearest } = unbeaten.why else { panic!("{:?}", unbeaten.why) };
    assert!(nearest.0 > 8 * 16, "as far as the foot of the cliff: {nearest:?}");
    assert_eq!(unbeaten.visited.len(), 18 * 9);
    assert!(unbeaten.visited[7 * 18 + 8], "it walked there");
    let too_wide = ["........................", "S.....................G.", "####...............#####"];
    assert!(matches!(why(&game(&too_wide)), Why::OutOfReach { .. }));
}

#[test]
fn it_says_how_far_it_got_before_a_wall_across_the_whole_level() {
    let wall = format!("{}#{}", ".".repeat(60), ".".repeat(19));
    let way = wall.replacen("...", "..S", 1).replace("#..", "#.G");
    let ground = "#".repeat(80);
    let rows = [&wall[..], &wall, &wall, &wall, &wall, &wall, &wall, &way, &ground];
    let unbeaten = bot(&game(&rows)).unwrap_err();
    assert!(unbeaten.nearest.0 > 55 * 16, "at the wall: {:?}", unbeaten.nearest);
}

#[test]
fn it_sees_walls_around_the_start() {
    assert_eq!(why(&game(&["######......", "#....#......", "#.S..#....G.", "############"])), Why::WalledIn);
    assert_eq!(why(&game(&["############", "#####......#", "##S##....G.#", "############"])), Why::WalledIn);
}

#[test]
fn it_names_the_gem_that_nobody_can_get() {
    let mut game = game(&["...........####", "...........#d##", "S..d...G...####", "###############"]);
    game.mode = Mode::Collect;
    assert_eq!(why(&game), Why::GemOutOfReach { at: (12 * 16 + 8, 2 * 16) });
}

#[test]
fn a_level_of_one_tile_has_an_answer() {
    for rows in [["."], ["#"], ["S"], ["~"]] {
        assert!(bot(&game(&rows)).is_err());
    }
    // The goal at the start: beaten before one can look.
    let mut game = game(&["S"]);
    level_mut(&mut game).goal = Some(Point::new(8, 16));
    beaten(&game);
}

#[test]
fn the_largest_levels_are_answered_within_the_budget() {
    let (width, height) = (1024, 256);
    let open = "S".to_owned() + &".".repeat(width - 1);
    let mut rows = vec![".".repeat(width); height - 2];
    rows.push(open);
    rows.push("#".repeat(width));
    let with = |goal: Point| {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let mut game = game(&rows);
        level_mut(&mut game).goal = Some(goal);
        game
    };
    // A long walk, and a goal high up in the sky.
    let proof = bot(&with(Point::new(900 * 16, 255 * 16))).unwrap();
    assert!(proof.ticks > 5_000, "{}", proof.ticks);
    let unbeaten = bot(&with(Point::new(500 * 16, 30 * 16))).unwrap_err();
    assert!(matches!(unbeaten.why, Why::OutOfReach { .. }), "{:?}", unbeaten.why);
    assert!(unbeaten.searched_ticks <= Budget::default().ticks);
}

#[test]
fn equal_levels_get_equal_proofs() {
    let rows = ["..................", "S...w......w....G.", "####..####...#####", "####..####...#####"];
    let (one, other) = (beaten(&game(&rows)), beaten(&game(&rows)));
    assert_eq!(one, other);
    let world = World::at_level(pack(&game(&rows)), 0, 1);
    assert_eq!(world.state().screen, Screen::Playing);
}
