//! Whatever a valid game holds and whoever plays it: nothing panics, and nobody ends up in a wall.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use proptest::prelude::*;
use snapcade_game::Game;
use snapcade_play::{Input, Pack, World, world::Screen};

mod support;

use support::{arbitrary, fits, hero_body, pack};

/// Plays, draws now and then, and watches over the walls.
fn play(game: &Game, inputs: &[(Input, u32)], from_title: bool) {
    let pack = pack(game);
    let mut world = if from_title { World::new(pack, 7) } else { World::at_level(pack, 0, 7) };
    let mut tick = 0;
    for &(input, ticks) in inputs {
        for _ in 0..ticks {
            let before = Watched::of(&world);
            let events = world.tick(input);
            before.compare(&world, tick);
            tick += 1;
            if tick % 16 == 0 {
                let list = world.draw();
                assert!(!list.dump(world.pack()).is_empty());
            }
            assert!(events.len() < 500, "{} events in tick {tick}", events.len());
        }
    }
}

/// Who was clear of walls before a tick.
struct Watched {
    screen: Screen,
    channels: u8,
    level: u16,
    hero: bool,
    foes: Vec<bool>,
}

impl Watched {
    fn of(world: &World) -> Self {
        let state = world.state();
        Self {
            screen: state.screen,
            channels: state.channels,
            level: state.level,
            hero: fits(world, &hero_body(world)),
            foes: (0..state.actors.len()).map(|index| is_clear(world, index)).collect(),
        }
    }

    /// Who was clear of walls still is, unless a gate shut on it where there is no room at all.
    fn compare(&self, world: &World, tick: u32) {
        let state = world.state();
        let goes_on = (self.screen, state.screen) == (Screen::Playing, Screen::Playing);
        if !goes_on || self.level != state.level || self.channels != state.channels {
            return;
        }
        let hero = &state.hero;
        assert!(!self.hero || fits(world, &hero_body(world)), "tick {tick}: the hero is in a wall: {hero:?}");
        for (index, &was_clear) in self.foes.iter().enumerate() {
            let actor = &state.actors[index];
            assert!(!was_clear || is_clear(world, index), "tick {tick}: an enemy is in a wall: {actor:?}");
        }
    }
}

/// Whether an enemy that minds walls is clear of them; anything else counts as not.
fn is_clear(world: &World, index: usize) -> bool {
    let actor = &world.state().actors[index];
    let kind = &world.pack().source().kinds[usize::from(actor.kind)];
    let placed = world.level().unwrap().actors.get(usize::from(actor.placement));
    let flies_along_path = placed.is_some_and(|placed| !placed.path.is_empty());
    kind.role.foe().is_some() && !flies_along_path && fits(world, &actor.body(kind))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_game_can_be_played(game in arbitrary::game(), inputs in arbitrary::inputs(40), from_title: bool) {
        play(&game, &inputs, from_title);
    }

    #[test]
    fn any_pack_comes_back_from_its_bytes(game in arbitrary::game()) {
        let pack = pack(&game);
        let bytes = pack.encode();
        let again = Pack::decode(&bytes).unwrap();
        prop_assert!(again == *pack);
        prop_assert!(again.encode() == bytes);
    }
}
