//! How it feels, in numbers that a player would notice.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::collections::BTreeSet;

use snapcade_game::{Point, Rules};
use snapcade_play::{EventKind, World, world::Stance};

mod support;

use support::{
    DOWN, JUMP, LEFT, NONE, PX, RIGHT, UP, count, fits, game, hero_body, hold, is_solid, level_mut, pack, world,
};

fn feet_px(world: &World) -> i32 {
    world.state().hero.y.div_euclid(PX)
}

fn x_px(world: &World) -> i32 {
    world.state().hero.x.div_euclid(PX)
}

fn stands(world: &World) -> bool {
    world.state().hero.stance == Stance::Ground
}

const MEADOW: [&str; 12] = [
    "........................................",
    "........................................",
    "........................................",
    "........................................",
    "........................................",
    "........................................",
    "........................................",
    "........................................",
    "........................................",
    "........................................",
    "..........S.............................",
    "########################################",
];

/// The meadow with the hero at rest on the ground.
fn meadow() -> World {
    let mut world = world(&MEADOW);
    hold(&mut world, NONE, 5);
    assert!(stands(&world));
    world
}

/// How high the hero rises when jump is held for so many ticks, px.
fn jump_height(held: u32) -> i32 {
    let mut world = meadow();
    let ground = feet_px(&world);
    let mut top = ground;
    for tick in 0..90 {
        world.tick(if tick < held { JUMP } else { NONE });
        top = top.min(feet_px(&world));
    }
    assert!(stands(&world), "it lands again");
    ground - top
}

#[test]
fn a_held_jump_clears_three_tiles_and_a_tap_clears_one() {
    let (full, tap) = (jump_height(40), jump_height(1));
    assert!((52..=72).contains(&full), "a full jump is {full} px high");
    assert!((8..=24).contains(&tap), "a tapped jump is {tap} px high");
    let heights: Vec<i32> = (1..28).map(jump_height).collect();
    assert!(heights.is_sorted(), "the longer it is held, the higher it goes: {heights:?}");
}

#[test]
fn a_running_jump_crosses_four_tiles() {
    let mut world = meadow();
    hold(&mut world, RIGHT, 40);
    let from = x_px(&world);
    hold(&mut world, RIGHT | JUMP, 1);
    let mut ticks = 1;
    while !stands(&world) {
        hold(&mut world, RIGHT | JUMP, 1);
        ticks += 1;
    }
    let length = x_px(&world) - from;
    assert!((64..=112).contains(&length), "a running jump is {length} px long");
    assert!((36..=56).contains(&ticks), "it lasts {ticks} ticks");
}

#[test]
fn it_runs_off_at_once_and_stops_within_half_a_tile() {
    let mut world = meadow();
    let from = world.state().hero.x;
    hold(&mut world, RIGHT, 1);
    assert!(world.state().hero.x > from, "the first tick already moves");
    hold(&mut world, RIGHT, 30);
    assert_eq!(world.state().hero.vx, world.state().rules.run_speed_subpx_per_tick, "top speed within half a second");
    let from = x_px(&world);
    hold(&mut world, NONE, 30);
    assert_eq!(world.state().hero.vx, 0);
    assert!((4..=16).contains(&(x_px(&world) - from)), "it skids {} px", x_px(&world) - from);
}

#[test]
fn turning_round_is_quicker_than_stopping() {
    let ticks_until_still = |input| {
        let mut world = meadow();
        hold(&mut world, RIGHT, 40);
        (1..60).find(|_| {
            world.tick(input);
            world.state().hero.vx <= 0
        })
    };
    assert!(ticks_until_still(LEFT) < ticks_until_still(NONE));
}

const CLIFF: [&str; 12] = [
    "....................",
    "....................",
    "....................",
    "S...................",
    "######..............",
    "....................",
    "....................",
    "....................",
    "....................",
    "....................",
    "....................",
    "####################",
];

/// Runs off the cliff and presses jump so many ticks after the first in the air (1 is the first).
fn jumps_after_edge(ticks: u32) -> bool {
    let mut world = world(&CLIFF);
    hold(&mut world, NONE, 5);
    while stands(&world) {
        world.tick(RIGHT);
    }
    hold(&mut world, RIGHT, ticks - 1);
    count(&hold(&mut world, RIGHT | JUMP, 1), EventKind::Jumped) == 1
}

#[test]
fn a_jump_counts_for_exactly_the_coyote_ticks_after_an_edge() {
    let coyote = Rules::default().coyote_ticks as u32;
    for ticks in 1..=coyote {
        assert!(jumps_after_edge(ticks), "{ticks} ticks after the edge");
    }
    for ticks in coyote + 1..coyote + 12 {
        assert!(!jumps_after_edge(ticks), "{ticks} ticks after the edge");
    }
}

/// Falls off the cliff and presses jump for one tick, so many ticks before the one that jumps after landing.
fn jumps_on_landing(before: u32) -> bool {
    let fall = |press: Option<u32>| {
        let mut world = world(&CLIFF);
        hold(&mut world, NONE, 5);
        while stands(&world) {
            world.tick(RIGHT);
        }
        hold(&mut world, RIGHT, 12);
        let mut tick = 0;
        let mut jumped = false;
        while tick < 90 {
            // The first tick that begins on the ground is the one that can jump.
            if stands(&world) && press.is_none() {
                return (tick, false);
            }
            let input = if press == Some(tick) { JUMP } else { NONE };
            jumped |= count(&world.tick(input), EventKind::Jumped) > 0;
            tick += 1;
        }
        (tick, jumped)
    };
    let (lands, _) = fall(None);
    fall(Some(lands - before)).1
}

#[test]
fn a_jump_is_remembered_for_exactly_the_buffer_ticks() {
    let buffer = Rules::default().jump_buffer_ticks as u32;
    for before in 0..=buffer {
        assert!(jumps_on_landing(before), "pressed {before} ticks before");
    }
    for before in buffer + 1..buffer + 8 {
        assert!(!jumps_on_landing(before), "pressed {before} ticks before");
    }
}

#[test]
fn there_is_no_second_jump_in_the_air_without_the_power() {
    let mut world = meadow();
    let mut jumps = count(&hold(&mut world, JUMP, 20), EventKind::Jumped);
    for _ in 0..4 {
        // Never near enough to the ground for the buffer.
        jumps += count(&hold(&mut world, NONE, 2), EventKind::Jumped);
        jumps += count(&hold(&mut world, JUMP, 2), EventKind::Jumped);
    }
    assert_eq!(jumps, 1);
}

#[test]
fn the_winged_boots_give_one_jump_in_the_air_and_landing_gives_it_back() {
    let rows = [
        "................",
        "................",
        "................",
        "................",
        "................",
        "................",
        "................",
        "................",
        "................",
        "Sj..............",
        "################",
    ];
    let mut world = world(&rows);
    hold(&mut world, NONE, 5);
    hold(&mut world, RIGHT, 12);
    for _ in 0..2 {
        hold(&mut world, NONE, 40);
        assert!(stands(&world));
        hold(&mut world, JUMP, 20);
        hold(&mut world, NONE, 2);
        let second = hold(&mut world, JUMP, 6);
        assert_eq!(count(&second, EventKind::JumpedInAir), 1);
        hold(&mut world, NONE, 2);
        let third = hold(&mut world, JUMP, 6);
        assert_eq!(count(&third, EventKind::JumpedInAir), 0);
        hold(&mut world, NONE, 60);
    }
}

#[test]
fn in_the_air_one_steers_but_less_than_on_the_ground() {
    let gain = |jumps: bool| {
        let mut world = meadow();
        if jumps {
            hold(&mut world, JUMP, 2);
        }
        hold(&mut world, if jumps { RIGHT | JUMP } else { RIGHT }, 6);
        world.state().hero.vx
    };
    let (air, ground) = (gain(true), gain(false));
    assert!(air > 0 && air < ground, "{air} in the air, {ground} on the ground");
}

#[test]
fn a_head_that_clips_a_corner_slips_past_it() {
    // The hero is 12 px wide and stands below the edge of a block with some pixels of its head.
    let rows = [
        "............",
        "............",
        "............",
        "............",
        "....##......",
        "............",
        "............",
        "S...........",
        "############",
    ];
    let jump = |at_px: i32| {
        let mut world = world(&rows);
        hold(&mut world, NONE, 5);
        while x_px(&world) < at_px {
            world.tick(RIGHT);
        }
        // Stand still exactly there.
        hold(&mut world, NONE, 20);
        let before = world.state().hero.x;
        let mut top = feet_px(&world);
        for _ in 0..24 {
            let last = world.state().hero.x;
            world.tick(JUMP);
            top = top.min(feet_px(&world));
            let moved = (world.state().hero.x - last).abs();
            assert!(moved <= Rules::default().corner_correction_px * PX, "it is nudged, not thrown: {moved}");
            assert!(fits(&world, &hero_body(&world)));
        }
        (top, world.state().hero.x - before)
    };
    let mut slipped = 0;
    for at in 44..130 {
        let (top, moved) = jump(at);
        if top < 75 && moved != 0 {
            slipped += 1;
        }
    }
    assert!(slipped > 0, "from some place below the corner it slips past");
    // Right below the middle it does not.
    let (top, moved) = jump(80 - 10);
    assert!(top > 90 && moved == 0, "{top} {moved}");
}

#[test]
fn a_fall_is_never_faster_than_the_cap() {
    let mut rows = vec!["S..."; 1];
    rows.extend(["...."; 60]);
    rows.push("####");
    let mut world = world(&rows);
    let cap = Rules::default().max_fall_subpx_per_tick;
    let mut fastest = 0;
    while !stands(&world) {
        let before = world.state().hero.y;
        world.tick(NONE);
        fastest = fastest.max(world.state().hero.y - before);
    }
    assert_eq!(fastest, cap);
}

#[test]
fn ice_is_slippery_and_belts_carry() {
    let skid = |ground: &str| {
        let mut world =
            world(&["........................................", "S.......................................", ground]);
        hold(&mut world, RIGHT, 60);
        let from = x_px(&world);
        hold(&mut world, NONE, 90);
        x_px(&world) - from
    };
    let (grass, ice) = (skid(&"#".repeat(40)), skid(&"I".repeat(40)));
    assert!(ice > grass * 3, "{ice} px on ice, {grass} px on grass");
    let carried = |ground: &str| {
        let mut world = world(&["....................", "..........S.........", ground]);
        hold(&mut world, NONE, 30);
        x_px(&world) - 168
    };
    assert!(carried(&">".repeat(20)) > 12);
    assert!(carried(&"<".repeat(20)) < -12);
}

#[test]
fn a_belt_carries_up_to_a_wall_and_no_further() {
    let mut world = world(&["..........#", "..S.......#", ">>>>>>>>>>>"]);
    hold(&mut world, NONE, 400);
    assert_eq!(x_px(&world), 160 - 6);
    assert!(stands(&world));
}

#[test]
fn planks_are_jumped_through_stood_on_and_dropped_through() {
    let mut world = world(&["......", "......", "......", "......", "......", "======", "......", "S.....", "######"]);
    hold(&mut world, NONE, 5);
    hold(&mut world, JUMP, 24);
    hold(&mut world, NONE, 30);
    assert_eq!(feet_px(&world), 80, "on the planks");
    hold(&mut world, DOWN, 10);
    assert_eq!(feet_px(&world), 80, "down alone does not drop");
    hold(&mut world, DOWN | JUMP, 1);
    hold(&mut world, NONE, 40);
    assert_eq!(feet_px(&world), 128, "on the ground");
}

#[test]
fn a_ladder_is_climbed_up_left_at_its_top_and_climbed_down() {
    let rows = ["......", "......", "......", "###H##", "...H..", "...H..", "...H..", "S..H..", "######"];
    let mut world = world(&rows);
    hold(&mut world, NONE, 5);
    while x_px(&world) < 52 {
        world.tick(RIGHT);
    }
    hold(&mut world, NONE, 10);
    hold(&mut world, UP, 5);
    assert_eq!(world.state().hero.stance, Stance::Ladder);
    assert_eq!(x_px(&world), 56, "drawn to its middle");
    hold(&mut world, UP, 90);
    assert!(stands(&world));
    assert_eq!(feet_px(&world), 48, "on its upper end");
    hold(&mut world, NONE, 30);
    assert_eq!(feet_px(&world), 48, "which carries");
    hold(&mut world, DOWN, 20);
    assert_eq!(world.state().hero.stance, Stance::Ladder);
    hold(&mut world, DOWN, 90);
    assert!(stands(&world));
    assert_eq!(feet_px(&world), 128);
}

#[test]
fn a_ladder_in_the_top_row_does_not_lead_out_of_the_world() {
    let mut world = world(&["S.H.", "..H.", "..H.", "####"]);
    hold(&mut world, NONE, 20);
    hold(&mut world, RIGHT, 16);
    hold(&mut world, NONE, 8);
    let stances: Vec<Stance> = (0..300)
        .map(|_| {
            world.tick(UP);
            world.state().hero.stance
        })
        .collect();
    assert!(stances.contains(&Stance::Ladder));
    assert_eq!(feet_px(&world), 0, "on its upper end");
}

const POND: [&str; 10] = [
    "................",
    "................",
    "................",
    "..S.............",
    "####~~~~~~~~####",
    "####~~~~~~~~####",
    "####~~~~~~~~####",
    "####~~~~~~~~####",
    "####~~~~~~~~####",
    "################",
];

#[test]
fn from_the_surface_one_leaps_out_over_the_edge() {
    let mut world = world(&POND);
    hold(&mut world, RIGHT, 50);
    assert_eq!(world.state().hero.stance, Stance::Water);
    hold(&mut world, UP | RIGHT, 90);
    // At the right edge, at the surface: one press.
    hold(&mut world, RIGHT | JUMP, 40);
    hold(&mut world, RIGHT, 20);
    assert!(stands(&world), "{:?}", world.state().hero);
    assert_eq!(feet_px(&world), 64);
    assert!(x_px(&world) > 190);
}

#[test]
fn the_ground_of_a_pond_carries_without_a_splash() {
    let mut world = world(&POND);
    let events = hold(&mut world, RIGHT, 60);
    assert_eq!(count(&events, EventKind::SplashedIn), 1);
    let events = hold(&mut world, NONE, 200);
    assert_eq!(feet_px(&world), 144);
    assert_eq!(world.state().hero.stance, Stance::Water);
    assert_eq!((count(&events, EventKind::SplashedIn), count(&events, EventKind::Landed)), (0, 0));
}

#[test]
fn swimming_up_in_the_top_row_does_not_lead_out_of_the_world() {
    let mut world = world(&["S~~~~", "~~~~~", "#####"]);
    let mut highest = 0;
    for tick in 0..400 {
        world.tick(if tick % 9 < 4 { UP | JUMP } else { UP });
        highest = highest.min(feet_px(&world));
    }
    assert!(highest > -90, "{highest}");
}

#[test]
fn at_a_steady_speed_the_hero_does_not_tremble_on_the_screen() {
    let ground = "#".repeat(200);
    let mut world = world(&["S...", &ground].map(|row| format!("{row:.<200}")).each_ref().map(String::as_str));
    hold(&mut world, RIGHT, 240);
    let places: BTreeSet<i32> = (0..60)
        .map(|_| {
            world.tick(RIGHT);
            hero_on_screen(&world).0
        })
        .collect();
    assert_eq!(places.len(), 1, "{places:?}");
}

#[test]
fn on_a_platform_the_hero_does_not_tremble() {
    let mut game = game(&["S.....................", "P.....................", "......................"]);
    let platform = level_mut(&mut game).actors.values_mut().next().unwrap();
    (platform.at, platform.path) = (Point::new(16, 16), vec![Point::new(280, 20)]);
    let mut world = World::at_level(pack(&game), 0, 1);
    hold(&mut world, NONE, 40);
    let mut offsets = BTreeSet::new();
    for _ in 0..100 {
        world.tick(NONE);
        assert_eq!(world.state().hero.riding, Some(0));
        let dump = world.draw().dump(world.pack());
        let platform = dump.lines().find(|line| line.contains(" things/")).and_then(place_of).unwrap();
        let hero = hero_on_screen(&world);
        offsets.insert((hero.0 - platform.0, hero.1 - platform.1));
    }
    assert_eq!(offsets.len(), 1, "{offsets:?}");
}

/// Where a line of a dump says that its sprite is.
fn place_of(line: &str) -> Option<(i32, i32)> {
    let (place, _) = line.trim_start().split_once(' ')?;
    let (x, y) = place.split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

fn hero_on_screen(world: &World) -> (i32, i32) {
    let dump = world.draw().dump(world.pack());
    dump.lines().find(|line| line.contains(" hero/")).and_then(place_of).unwrap()
}

#[test]
fn walls_end_the_world_on_both_sides() {
    for (input, x) in [(LEFT, 6), (RIGHT, 96 - 6)] {
        let mut world = world(&["......", "..S...", "######"]);
        hold(&mut world, input, 200);
        assert_eq!(x_px(&world), x);
        assert!(!is_solid(&world, 0, 0));
    }
}
