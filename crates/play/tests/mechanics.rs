//! What happens when things meet: the moments in which rules usually break.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use snapcade_game::{Facing, Kind, KindId, Mode, Number, Point, Role, Size};
use snapcade_play::{
    EventKind, World,
    world::{Phase, Screen, Stance},
};

mod support;

use support::{JUMP, LEFT, NONE, PX, RIGHT, TILE, UP, count, fits, game, hero_body, hold, level_mut, pack, world};

fn feet_px(world: &World) -> i32 {
    world.state().hero.y.div_euclid(PX)
}

fn x_px(world: &World) -> i32 {
    world.state().hero.x.div_euclid(PX)
}

/// A level of one platform with a way, and the hero on it.
fn on_platform(rows: &[&str], width_tiles: u8, path: &[(i32, i32)]) -> World {
    let mut game = game(rows);
    let platform = level_mut(&mut game).actors.values_mut().next().unwrap();
    // Letters stand on the ground; a platform's feet are its upper side.
    platform.at.y -= 16;
    platform.width_tiles = width_tiles;
    platform.path = path.iter().map(|&(x, y)| Point::new(x, y)).collect();
    World::at_level(pack(&game), 0, 1)
}

#[test]
fn a_platform_carries_the_hero_there_and_back() {
    let mut world = on_platform(&["S.............", "P.............", ".............."], 2, &[(160, 0)]);
    hold(&mut world, NONE, 10);
    let offset = world.state().hero.x - world.state().actors[0].x;
    for _ in 0..600 {
        world.tick(NONE);
        let (hero, platform) = (&world.state().hero, &world.state().actors[0]);
        assert_eq!((hero.x - platform.x, hero.y), (offset, platform.y));
        assert_eq!(hero.stance, Stance::Ground);
    }
}

#[test]
fn a_platform_that_comes_down_keeps_the_hero_on_it() {
    let mut world = on_platform(&["S.", "P.", "..", "..", "..", "..", "..", "..", "..", ".."], 2, &[(0, 120)]);
    hold(&mut world, NONE, 10);
    for _ in 0..400 {
        world.tick(NONE);
        assert_eq!(world.state().hero.y, world.state().actors[0].y);
        assert_eq!(world.state().hero.riding, Some(0));
    }
}

#[test]
fn a_platform_that_goes_through_a_ceiling_leaves_the_hero_below_it() {
    let rows = ["....", "####", "....", "....", "....", "S...", "P...", "####"];
    let mut world = on_platform(&rows, 2, &[(0, -96)]);
    for _ in 0..500 {
        world.tick(NONE);
        assert!(fits(&world, &hero_body(&world)), "{:?}", world.state().hero);
    }
}

#[test]
fn a_platform_that_passes_a_wall_leaves_the_hero_before_it() {
    let rows = [".....#....", "S....#....", "P.........", ".........."];
    let mut world = on_platform(&rows, 2, &[(128, 0)]);
    for _ in 0..120 {
        world.tick(NONE);
        assert!(fits(&world, &hero_body(&world)));
        assert!(x_px(&world) <= 80 - 6);
    }
}

#[test]
fn platforms_do_not_leap_while_the_hero_dies() {
    let rows = ["S...........", "###.........", "............", "......P....."];
    let mut world = on_platform(&rows, 2, &[(0, -40)]);
    let mut last = world.state().actors[0].y;
    for tick in 0..400 {
        world.tick(if tick < 30 { RIGHT } else { NONE });
        let now = world.state().actors[0].y;
        assert!((now - last).abs() <= 160, "tick {tick}: {last} -> {now}");
        last = now;
    }
    assert!(world.state().tally.lives < 5, "it died");
}

#[test]
fn two_enemies_under_one_foot_are_both_beaten() {
    let rows = ["......", "S.....", "......", "......", ".W....", "######"];
    let mut game = game(&rows);
    let level = level_mut(&mut game);
    let mut other = level.actors.values().next().unwrap().clone();
    other.at = Point::new(16, 80);
    other.facing = Facing::Left;
    level.actors.values_mut().next().unwrap().at = Point::new(1, 80);
    level.actors.insert(snapcade_game::ActorId(9), other);
    let Some(Kind { role: Role::Walker { foe, .. }, .. }) = game.kinds.get_mut(&KindId('W' as u64)) else {
        panic!("W is a walker")
    };
    foe.speed_subpx_per_tick = 0;
    let mut world = World::at_level(pack(&game), 0, 1);
    let events = hold(&mut world, NONE, 60);
    assert_eq!((count(&events, EventKind::EnemyBeaten), count(&events, EventKind::HeroHurt)), (2, 0));
}

#[test]
fn an_enemy_as_flat_as_a_coin_can_be_stomped_but_not_walked_over() {
    let play = |rows: &[&str], input| {
        let mut game = game(rows);
        game.rules.max_fall_subpx_per_tick = 2560;
        game.kinds.get_mut(&KindId('w' as u64)).unwrap().body = Size::from((14, 4));
        let mut world = World::at_level(pack(&game), 0, 1);
        hold(&mut world, input, 60)
    };
    let events = play(&["S....", ".....", ".....", ".....", ".....", "w....", "#...."], NONE);
    assert_eq!((count(&events, EventKind::EnemyBeaten), count(&events, EventKind::HeroHurt)), (1, 0));
    let events = play(&["......", "......", "S...w.", "######"], RIGHT);
    assert_eq!((count(&events, EventKind::EnemyBeaten), count(&events, EventKind::HeroHurt)), (0, 1));
}

#[test]
fn being_hurt_throws_back_and_protects_for_a_while() {
    let mut world = world(&["..........", "S...^.....", "##########"]);
    let events = hold(&mut world, RIGHT, 60);
    assert_eq!(count(&events, EventKind::HeroHurt), 1);
    assert_eq!(world.state().hero.hearts, 2);
    let protected = world.state().rules.invulnerable_ticks as u32;
    let events = hold(&mut world, RIGHT, protected - 60);
    assert_eq!(count(&events, EventKind::HeroHurt), 0);
}

#[test]
fn a_spring_is_not_climbed_into_and_throws_whoever_comes_down_on_it() {
    let mut world = world(&["......", "......", "......", "......", "S.Z...", "######"]);
    let events = hold(&mut world, RIGHT, 40);
    assert_eq!(count(&events, EventKind::SpringLaunched), 0, "walked past");
    hold(&mut world, LEFT, 16);
    let mut launched = 0;
    for _ in 0..4 {
        launched += count(&hold(&mut world, LEFT | JUMP, 14), EventKind::SpringLaunched);
        launched += count(&hold(&mut world, RIGHT, 30), EventKind::SpringLaunched);
        launched += count(&hold(&mut world, RIGHT | JUMP, 14), EventKind::SpringLaunched);
        launched += count(&hold(&mut world, LEFT, 30), EventKind::SpringLaunched);
    }
    assert!(launched > 0);
}

#[test]
fn a_switch_is_turned_once_each_time_it_is_touched() {
    let mut world = world(&["........", "S..K#...", "########"]);
    hold(&mut world, NONE, 30);
    hold(&mut world, RIGHT, 40);
    let events = hold(&mut world, NONE, 200);
    assert_eq!(world.state().channels, 1, "standing at it turns it once");
    assert_eq!(count(&events, EventKind::SwitchToggled), 0);
    hold(&mut world, LEFT, 60);
    hold(&mut world, RIGHT, 60);
    assert_eq!(world.state().channels, 0, "and back");
}

#[test]
fn a_gate_that_shuts_on_the_hero_pushes_it_out() {
    // A bridge two tiles wide around the switch is solid once it is turned.
    let mut world = world(&["........", "..44....", "S.4K4...", "########"]);
    hold(&mut world, NONE, 30);
    let events = hold(&mut world, RIGHT, 60);
    assert_eq!(count(&events, EventKind::SwitchToggled), 1);
    assert!(fits(&world, &hero_body(&world)));
    hold(&mut world, RIGHT | JUMP, 30);
    assert!(fits(&world, &hero_body(&world)));
}

#[test]
fn a_start_inside_a_wall_is_beside_it() {
    let mut world = world(&["....", "#S##", "####", "####"]);
    let mut game = game(&["....", "####", "####", "#S##"]);
    level_mut(&mut game).start = Point::new(24, 48);
    let inside = World::at_level(pack(&game), 0, 1);
    assert!(fits(&inside, &hero_body(&inside)));
    hold(&mut world, NONE, 5);
    assert!(fits(&world, &hero_body(&world)));
}

#[test]
fn doors_open_with_their_key_and_stay_shut_without() {
    let mut world = world(&["...r....", "...r....", "S..r..R.", "########"]);
    hold(&mut world, RIGHT, 60);
    assert_eq!(x_px(&world), 48 - 6);
    let mut world = support::world(&["...r....", "...r....", "SR.r....", "########"]);
    let events = hold(&mut world, RIGHT, 60);
    assert_eq!(count(&events, EventKind::DoorOpened), 1);
    assert_eq!(world.state().changed.len(), 3, "all of it is open");
    assert!(x_px(&world) > 60);
}

#[test]
fn a_block_breaks_from_below_and_one_at_a_time() {
    let mut world = world(&["......", "......", "BBB...", "......", "......", "SS....", "######"]);
    hold(&mut world, RIGHT, 4);
    hold(&mut world, NONE, 20);
    let events = hold(&mut world, JUMP, 30);
    assert_eq!(count(&events, EventKind::BlockBroken), 1);
    assert_eq!(world.state().changed.len(), 1);
}

#[test]
fn a_ladder_beside_a_wall_draws_a_wide_hero_no_further_than_the_wall() {
    let mut game = game(&["#.....", "#H....", "#H....", "#H.S..", "######"]);
    game.kinds.get_mut(&KindId('@' as u64)).unwrap().body = Size::from((24, 22));
    let mut world = World::at_level(pack(&game), 0, 1);
    hold(&mut world, NONE, 5);
    for tick in 0..200 {
        world.tick(if tick < 30 { LEFT } else { LEFT | UP });
        assert!(fits(&world, &hero_body(&world)), "{:?}", world.state().hero);
    }
    assert!(feet_px(&world) < 48, "it climbs");
}

#[test]
fn after_a_fall_the_hero_comes_back_at_the_last_flag() {
    let mut world = world(&["............", "S..C........", "######..####"]);
    let mut events = hold(&mut world, RIGHT, 40);
    assert_eq!(count(&events, EventKind::CheckpointReached), 1);
    while world.state().screen == Screen::Playing {
        events.extend(world.tick(RIGHT));
    }
    assert_eq!(count(&events, EventKind::HeroDied), 1);
    let lives = world.state().tally.lives;
    let events = hold(&mut world, NONE, 75);
    assert_eq!(world.state().screen, Screen::Playing);
    assert_eq!(x_px(&world), 56);
    assert_eq!(world.state().tally.lives, lives - 1);
    assert_eq!(count(&events, EventKind::CheckpointReached), 0);
}

#[test]
fn two_flags_side_by_side_do_not_quarrel() {
    let mut game = game(&["......", "S.CC..", "######"]);
    for (i, checkpoint) in level_mut(&mut game).checkpoints.values_mut().enumerate() {
        checkpoint.at = Point::new(40 + i as i32 * 4, 32);
    }
    let mut world = World::at_level(pack(&game), 0, 1);
    let mut events = hold(&mut world, RIGHT, 17);
    events.extend(hold(&mut world, NONE, 100));
    assert_eq!(count(&events, EventKind::CheckpointReached), 1);
}

#[test]
fn when_time_runs_out_there_is_time_for_another_try() {
    for limit in [1, 5, 10, 100] {
        let mut game = game(&["......", "S.....", "######"]);
        (game.rules.time_limit_s, game.rules.lives) = (limit, 0);
        let mut world = World::at_level(pack(&game), 0, 1);
        let events = hold(&mut world, NONE, limit as u32 * 60 + 70);
        assert_eq!(count(&events, EventKind::HeroDied), 1, "{limit} s");
        let left = world.state().time_left_ticks().unwrap();
        assert!(left >= (limit as u32 * 60 / 2).min(15 * 60), "{limit} s: {left} ticks left");
    }
}

#[test]
fn the_press_that_ends_a_pause_is_no_jump() {
    let mut world = world(&["......", "S.....", "######"]);
    hold(&mut world, NONE, 10);
    hold(&mut world, snapcade_play::Input::PAUSE, 1);
    hold(&mut world, NONE, 5);
    assert_eq!(world.state().screen, Screen::Paused);
    let events = hold(&mut world, JUMP, 10);
    assert_eq!(world.state().screen, Screen::Playing);
    assert_eq!(count(&events, EventKind::Jumped), 0);
}

/// The boss on a ledge between two pits.
const LEDGE: [&str; 9] = [
    "....................",
    "....................",
    "....................",
    "....................",
    "....................",
    "....................",
    "....................",
    "..........X.......S.",
    "....###########...##",
];

#[test]
fn a_boss_does_not_walk_off_its_ground() {
    let mut world = world(&LEDGE);
    for _ in 0..2000 {
        world.tick(NONE);
        let boss = &world.state().actors[0];
        assert!(boss.y <= 8 * TILE, "{boss:?}");
    }
    assert_eq!(world.state().boss, Some(0), "it woke");
}

#[test]
fn a_boss_that_fell_into_a_pit_comes_back() {
    let mut game = game(&["..........", "..........", "..........", "....X...S.", "........##"]);
    game.rules.hearts = 9;
    let mut world = World::at_level(pack(&game), 0, 1);
    hold(&mut world, NONE, 400);
    assert_ne!(world.state().actors[0].phase, Phase::Gone);
    assert!(!world.state().goal_open);
}

#[test]
fn of_two_bosses_one_is_awake_at_a_time() {
    let mut world =
        world(&["................", "................", "................", "S...X....X......", "################"]);
    let events = hold(&mut world, NONE, 40);
    assert_eq!(count(&events, EventKind::BossWoke), 1);
}

#[test]
fn a_boss_has_three_phases_and_opens_the_goal() {
    let mut game = game(&[
        "....................",
        "....................",
        "....................",
        "....................",
        "S.......X.........G.",
        "####################",
    ]);
    let boss = game.kinds.get_mut(&KindId('X' as u64)).unwrap();
    *boss.role.number_mut(Number::Health).unwrap() = 6;
    let mut world = World::at_level(pack(&game), 0, 1);
    let (mut phases, mut opened) = (Vec::new(), false);
    // A hero who cannot be hurt for long drops onto the boss again and again.
    let mut rules = world.state().rules.clone();
    (rules.invulnerable_ticks, rules.hearts, rules.lives, rules.knockback_x_subpx_per_tick) = (600, 9, 0, 0);
    world.set_rules(&rules);
    for tick in 0..6000 {
        let (hero, boss) = (&world.state().hero, &world.state().actors[0]);
        let towards = if boss.x > hero.x { RIGHT } else { LEFT };
        for event in world.tick(if tick % 40 < 26 { towards | JUMP } else { towards }) {
            match event.kind {
                EventKind::BossPhase(phase) => phases.push(phase),
                EventKind::GoalOpened => opened = true,
                _ => {}
            }
        }
        if opened {
            break;
        }
    }
    assert!(opened, "{:?}", world.state().actors[0]);
    assert_eq!(phases, [2, 3]);
}

#[test]
fn the_goal_of_a_collecting_game_opens_with_the_last_gem() {
    let mut game = game(&["..........", "S.G...d...", "##########"]);
    game.mode = Mode::Collect;
    let mut world = World::at_level(pack(&game), 0, 1);
    let events = hold(&mut world, RIGHT, 60);
    assert_eq!(
        (count(&events, EventKind::Took(snapcade_game::Item::Gem)), count(&events, EventKind::GoalOpened)),
        (1, 1)
    );
    assert_eq!(world.state().screen, Screen::Playing);
    hold(&mut world, LEFT, 90);
    assert_ne!(world.state().screen, Screen::Playing);
}

#[test]
fn under_water_a_platform_does_not_hold_on_to_a_swimmer() {
    let rows = ["~~~~", "~~~~", "~~~~", "~~~~", "S~~~", "~P~~", "####"];
    let mut world = on_platform(&rows, 2, &[(16, 0)]);
    hold(&mut world, NONE, 60);
    let before = feet_px(&world);
    hold(&mut world, JUMP, 12);
    assert!(feet_px(&world) < before - 8, "{before} -> {}", feet_px(&world));
}

#[test]
fn shots_that_fly_out_of_reach_vanish() {
    let mut game = game(&[
        "................................................................",
        "S....t..........................................................",
        "################################################################",
    ]);
    let shot = game.kinds.get_mut(&KindId('*' as u64)).unwrap();
    *shot.role.number_mut(Number::Lasts).unwrap() = 36_000;
    level_mut(&mut game).start = Point::new(8, -100);
    let mut world = World::at_level(pack(&game), 0, 1);
    let mut rules = world.state().rules.clone();
    rules.lives = 0;
    world.set_rules(&rules);
    for _ in 0..3000 {
        world.tick(UP);
    }
    assert!(world.state().actors.len() < 30, "{}", world.state().actors.len());
}
