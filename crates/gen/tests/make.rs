//! Whole games, as a child gets them: equal for equal wishes, complete, and beaten in every level.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;
use snapcade_game::{AssetHash, Difficulty, Edit, Game, Project};
use snapcade_gen::{
    art::{self, Common},
    level::{Length, Wishes},
    make::{GameRequest, Made, MakeError, make_game},
    theme,
};
use snapcade_play::{Pack, Replay, Start, World, compile, words::Words, world::Screen};

fn request(words: &str, difficulty: Difficulty, levels: u32, seed: u64) -> GameRequest {
    GameRequest {
        hero: art::common(Common::Hero).unwrap(),
        dress: theme::read(words).dress,
        theme_words: words.to_owned(),
        difficulty,
        levels,
        length: Length::Short,
        wishes: Wishes::default(),
        seed,
        title: "Trip".to_owned(),
        author: "Bibi".to_owned(),
    }
}

/// The game as others get it: out of its file.
fn opened(made: &Made) -> Project {
    Project::from_archive(&made.project.to_archive().unwrap()).unwrap()
}

fn pack(project: &Project) -> Arc<Pack> {
    let (sheets, faults) = project.sheets();
    assert_eq!(faults, []);
    let proofs = project.game.levels.values().filter_map(|level| level.proof);
    let read = |hash: AssetHash| (hash, Replay::decode(&project.assets[&hash]).unwrap());
    let proofs: BTreeMap<_, _> = proofs.map(read).collect();
    Arc::new(compile(&project.game, &sheets, &BTreeMap::new(), &proofs, &Words::english()).unwrap())
}

/// Whether every level's proof beats it, in the full game.
fn assert_beaten(pack: &Arc<Pack>) {
    for (index, level) in pack.levels().iter().enumerate() {
        let proof = level.proof.as_ref().unwrap();
        assert_eq!(proof.start, Start::Level(index as u16));
        let mut world = World::at_level(Arc::clone(pack), index as u16, proof.seed);
        proof.inputs().for_each(|input| {
            world.tick(input);
        });
        let screen = world.state().screen;
        assert!(matches!(screen, Screen::LevelClear | Screen::Won), "{}: {screen:?}", level.name);
    }
}

#[test]
fn every_level_of_a_game_has_been_beaten_in_the_game_that_is_given_away() {
    let games = [
        request("space", Difficulty::Easy, 2, 1),
        request("a rainy dinosaur jungle at night", Difficulty::Normal, 3, 2),
        request("candy castle", Difficulty::Hard, 1, 3),
    ];
    for request in games {
        let made = make_game(&request).unwrap();
        let project = opened(&made);
        assert_eq!(project.faults(), []);
        let pack = pack(&project);
        assert_eq!((pack.levels().len(), made.levels.len()), (request.levels as usize, request.levels as usize));
        assert_beaten(&pack);
    }
}

#[test]
fn the_same_wishes_give_the_same_file_and_another_seed_another_game() {
    let bytes = |seed| make_game(&request("beach", Difficulty::Easy, 1, seed)).unwrap().project.to_archive().unwrap();
    let first = bytes(5);
    assert!(first == bytes(5));
    assert!(first != bytes(6));
}

#[test]
fn the_edits_of_a_game_make_it_again() {
    let made = make_game(&request("snow", Difficulty::Normal, 1, 9)).unwrap();
    let mut game = Game::new(made.project.game.id, "Trip");
    Edit::Batch(made.edits).apply(&mut game).unwrap();
    assert_eq!(game, made.project.game);
}

#[test]
fn every_level_has_a_song_that_can_be_read_and_the_boss_its_own() {
    let made = make_game(&request("castle", Difficulty::Easy, 2, 4)).unwrap();
    let game = &made.project.game;
    let slots: Vec<&str> =
        game.levels.in_order().iter().map(|(_, level)| level.music.as_ref().unwrap().as_str()).collect();
    assert_eq!(slots[1], "music-boss");
    assert!(slots[0].starts_with("music-") && slots[0] != "music-boss");
    for (slot, hash) in game.sounds.iter() {
        let text = std::str::from_utf8(&made.project.assets[hash]).unwrap();
        if slot.as_str() == "effects" {
            assert_eq!(text, "effects castle\n");
        } else {
            assert!(snapcade_sound::text::read_song(text).is_ok(), "{slot}");
        }
    }
    for slot in ["music-calm", "music-win"] {
        assert!(game.sounds.keys().any(|found| found.as_str() == slot), "{slot}");
    }
}

#[test]
fn too_many_levels_and_words_that_do_not_fit_are_refused() {
    let usual = request("park", Difficulty::Easy, 1, 1);
    for levels in [0, 13, u32::MAX] {
        let error = make_game(&GameRequest { levels, ..usual.clone() }).unwrap_err();
        assert!(matches!(error, MakeError::Levels(found) if found == levels), "{error}");
    }
    let title =
        |title: &str| make_game(&GameRequest { title: title.to_owned(), ..usual.clone() }).unwrap_err().to_string();
    assert_eq!(title(&"x".repeat(61)), "the title: 61 characters, at most 60 are allowed");
    assert_eq!(title("  "), "the title: there has to be something to see");
    assert!(title("a\u{202e}b").contains("U+202E"));
    let author = GameRequest { author: "y".repeat(41), ..usual };
    assert!(make_game(&author).unwrap_err().to_string().starts_with("the author's name: 41 characters"));
}

#[test]
fn wishes_that_cannot_be_granted_are_named_with_the_reason() {
    let understood = Wishes::read(["no ground", "more coins", "purple unicorns", "no enemies; more enemies"]);
    assert!(understood.wishes.more_coins && understood.wishes.no_enemies && !understood.wishes.more_enemies);
    let dropped: Vec<(&str, &str)> =
        understood.dropped.iter().map(|dropped| (dropped.wish.as_str(), dropped.why)).collect();
    assert_eq!(
        dropped.iter().map(|(wish, _)| *wish).collect::<Vec<_>>(),
        ["no ground", "purple unicorns", "more enemies"]
    );
    assert!(dropped[0].1.contains("stand on"));
    assert!(dropped[2].1.contains("opposite"));
}

proptest! {
    #[test]
    fn any_words_are_a_theme_and_any_wishes_are_answered(words: String, wishes in prop::collection::vec(".{0,80}", 0..6)) {
        let reading = theme::read(&words);
        prop_assert_eq!(&reading, &theme::read(&words));
        let title = snapcade_gen::make::title(&words, &reading, 1);
        prop_assert_eq!(snapcade_game::text::check_filled(&title, snapcade_game::limits::TITLE_CHARS), Ok(()));
        let understood = Wishes::read(wishes.iter().map(String::as_str));
        prop_assert!(understood.dropped.iter().all(|dropped| dropped.wish.chars().count() <= 60));
    }
}
