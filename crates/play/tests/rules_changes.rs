//! Rules that change while playing: sliders, moon gravity, slow motion.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use proptest::prelude::*;
use snapcade_game::{Rules, rules::Rule};
use snapcade_play::World;

mod support;

use support::{JUMP, NONE, PX, RIGHT, arbitrary, hold, pack, world};

const YARD: [&str; 12] = [
    "..............................",
    "..............................",
    "..............................",
    "....ccc.......................",
    "...............v..............",
    "....BBB...====................",
    "..........H...................",
    "..........H..........~~~~~....",
    "..........H..........~~~~~....",
    "..S..Z....H..w.p.a..t~~~~~.G..",
    "####>>>IIIooo########~~~~~####",
    "##############################",
];

fn with(world: &mut World, change: impl FnOnce(&mut Rules)) {
    let mut rules = world.state().rules.clone();
    change(&mut rules);
    world.set_rules(&rules);
}

/// How high a full jump goes, px.
fn jump_px(world: &mut World) -> i32 {
    hold(world, NONE, 20);
    let ground = world.state().hero.y;
    let mut top = ground;
    for tick in 0..400 {
        world.tick(if tick < 200 { JUMP } else { NONE });
        top = top.min(world.state().hero.y);
    }
    (ground - top) / PX
}

#[test]
fn values_outside_their_bounds_are_brought_to_the_nearest() {
    let mut world = world(&["S.", "##"]);
    for (value, bound) in [(i32::MIN, false), (i32::MAX, true)] {
        let mut rules = Rules::default();
        for &rule in Rule::ALL {
            rules.set(rule, value);
        }
        world.set_rules(&rules);
        for &rule in Rule::ALL {
            let (low, high) = rule.bounds();
            assert_eq!(world.state().rules.get(rule), if bound { high } else { low }, "{}", rule.name());
        }
        hold(&mut world, RIGHT | JUMP, 100);
    }
}

#[test]
fn on_the_moon_one_jumps_much_higher_and_back_on_earth_as_before() {
    let rows: Vec<&str> = std::iter::repeat_n("....", 40).chain(["S...", "####"]).collect();
    let mut world = world(&rows);
    let earth = jump_px(&mut world);
    with(&mut world, |rules| rules.gravity_subpx_per_tick2 = 18);
    let moon = jump_px(&mut world);
    assert!(moon > earth * 3, "{earth} px, on the moon {moon}");
    with(&mut world, |rules| rules.gravity_subpx_per_tick2 = 72);
    assert_eq!(jump_px(&mut world), earth);
}

#[test]
fn half_the_speed_plays_the_same_game_in_twice_the_ticks() {
    let mut normal = world(&YARD);
    let mut slow = normal.clone();
    with(&mut slow, |rules| rules.time_scale_percent = 50);
    let mut fast = normal.clone();
    with(&mut fast, |rules| rules.time_scale_percent = 200);
    hold(&mut normal, NONE, 10);
    hold(&mut slow, NONE, 20);
    hold(&mut fast, NONE, 5);
    for run in 0..12 {
        let input = if run % 3 == 0 { RIGHT | JUMP } else { RIGHT };
        hold(&mut normal, input, 10);
        hold(&mut slow, input, 20);
        hold(&mut fast, input, 5);
        assert_eq!(slow.state().hero, normal.state().hero);
        assert_eq!(fast.state().hero, normal.state().hero);
        assert_eq!(slow.state().actors, normal.state().actors);
    }
}

#[test]
fn a_press_during_slow_motion_is_not_lost() {
    let mut world = world(&["....", "....", "....", "....", "....", "S...", "####"]);
    hold(&mut world, NONE, 10);
    with(&mut world, |rules| rules.time_scale_percent = 10);
    // One tick of ten is a step; wherever the press falls it counts.
    for wait in 0..10 {
        let mut world = world.clone();
        hold(&mut world, NONE, wait);
        let events = [hold(&mut world, JUMP, 1), hold(&mut world, NONE, 12)].concat();
        assert_eq!(support::count(&events, snapcade_play::EventKind::Jumped), 1, "after {wait} ticks");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_rule_at_its_bounds_can_be_played(
        bounds in any::<u64>(), changes in arbitrary::rules(), inputs in arbitrary::inputs(20),
    ) {
        let mut game = support::game(&YARD);
        for (i, &rule) in Rule::ALL.iter().enumerate() {
            let (low, high) = rule.bounds();
            game.rules.set(rule, if bounds >> i & 1 == 1 { high } else { low });
        }
        let mut world = World::at_level(pack(&game), 0, 1);
        let half = inputs.len() / 2;
        for (i, &(input, ticks)) in inputs.iter().enumerate() {
            if i == half {
                with(&mut world, |rules| changes.iter().for_each(|&(rule, value)| {
                    rules.set(rule, value);
                }));
            }
            hold(&mut world, input, ticks);
        }
        world.draw();
    }
}
