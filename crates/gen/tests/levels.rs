//! Levels of made games: proven, different from each other, and as hard as was asked for.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use snapcade_game::{Difficulty, Tile};
use snapcade_gen::{
    art::{Common, common},
    level::{Length, LevelRequest, Sketch, Skill, What, Wishes, similarity},
    make::{GameRequest, Proven, levels_alone},
    theme::{Dress, Theme},
};

const DIFFICULTIES: [Difficulty; 3] = [Difficulty::Easy, Difficulty::Normal, Difficulty::Hard];

fn game(theme: Theme, difficulty: Difficulty, levels: u32, seed: u64, wishes: Wishes) -> Vec<Proven> {
    let request = GameRequest {
        hero: common(Common::Hero).unwrap(),
        dress: Dress::of(theme),
        theme_words: theme.name().to_owned(),
        difficulty,
        levels,
        length: Length::Medium,
        wishes,
        seed,
        title: "Trial".to_owned(),
        author: String::new(),
    };
    levels_alone(&request).unwrap()
}

fn request(seed: u64, difficulty: Difficulty, wishes: Wishes) -> LevelRequest {
    LevelRequest {
        difficulty,
        index: 1,
        count: 3,
        length: Length::Medium,
        wishes,
        seed: seed << 8 | 1,
        attempt: 0,
        harder: 0,
    }
}

fn sketches(wishes: Wishes) -> impl Iterator<Item = Sketch> {
    (0..12).flat_map(move |seed| DIFFICULTIES.map(|difficulty| request(seed, difficulty, wishes).sketch()))
}

fn mean(numbers: impl Iterator<Item = u32>) -> u32 {
    let numbers: Vec<u32> = numbers.collect();
    numbers.iter().sum::<u32>() / numbers.len().max(1) as u32
}

/// The trial of thousands is `cargo xtask bench levels`; these are some of them.
#[test]
fn every_theme_has_easy_normal_and_hard_games_whose_levels_are_proven_and_rise() {
    let mut by_place = [[0; 3]; 3];
    for (theme, &of) in Theme::ALL.iter().enumerate() {
        let deaths = DIFFICULTIES.map(|difficulty| {
            let games: Vec<Vec<Proven>> =
                (0..2).map(|seed| game(of, difficulty, 3, seed * 10 + theme as u64, Wishes::default())).collect();
            for (place, proven) in games.iter().flat_map(|game| game.iter().enumerate()) {
                assert!(proven.replay.ticks() > 300, "a level, not a step");
                by_place[difficulty as usize][place] += proven.report.deaths_percent;
            }
            mean(games.iter().flatten().map(|proven| proven.report.deaths_percent))
        });
        assert!(deaths[0] < deaths[1] && deaths[1] < deaths[2], "{of:?}: {deaths:?}");
        assert!(deaths[0] < 60, "nobody falls often in an easy {of:?}: {deaths:?}");
    }
    for places in by_place {
        assert!(places[0] < places[1] && places[1] < places[2], "levels rise: {by_place:?}");
    }
}

#[test]
fn no_easy_level_is_hard() {
    for seed in 0..20 {
        for proven in game(Theme::Garden, Difficulty::Easy, 3, seed, Wishes::default()) {
            assert!(proven.report.deaths_percent <= 150, "seed {seed}: {:?}", proven.report);
        }
    }
}

#[test]
fn seeds_make_different_levels() {
    let levels: Vec<Sketch> =
        (0..24).map(|seed| request(seed, Difficulty::Normal, Wishes::default()).sketch()).collect();
    for (i, one) in levels.iter().enumerate() {
        for other in &levels[..i] {
            let alike = similarity(one, other);
            assert!(alike < 60, "{alike} percent alike");
        }
        assert_eq!(similarity(one, one), 100);
    }
}

#[test]
fn no_two_neighbouring_chunks_ask_for_the_same() {
    for sketch in sketches(Wishes::default()) {
        assert!(sketch.pieces.len() >= 4, "{:?}", sketch.pieces);
        for pair in sketch.pieces.windows(2) {
            assert_ne!(pair[0].skill, pair[1].skill);
        }
    }
}

#[test]
fn equal_requests_draw_equal_levels() {
    let request = request(7, Difficulty::Hard, Wishes::default());
    assert_eq!(request.sketch(), request.sketch());
    assert_ne!(request.sketch(), LevelRequest { attempt: 1, ..request }.sketch());
}

fn count(sketch: &Sketch, is: impl Fn(&What) -> bool) -> usize {
    sketch.things.iter().filter(|thing| is(&thing.what)).count()
}

fn cells(sketch: &Sketch, is: impl Fn(Tile) -> bool) -> usize {
    let (width, height) = (sketch.tiles.width() as i32, sketch.tiles.height() as i32);
    let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    all.filter(|&(x, y)| sketch.tiles.get(x, y).is_some_and(&is)).count()
}

/// Counts something in a level.
type Number = fn(&Sketch) -> usize;

fn read(wish: &str) -> Wishes {
    let understood = Wishes::read([wish]);
    assert!(understood.dropped.is_empty(), "{wish}: {:?}", understood.dropped);
    understood.wishes
}

#[test]
fn what_is_not_wanted_is_not_there() {
    for sketch in sketches(read("no enemies, no spikes, no water, no keys")) {
        assert_eq!(count(&sketch, |what| what.is_foe()), 0);
        assert_eq!(cells(&sketch, |tile| matches!(tile, Tile::Hazard | Tile::Water)), 0);
        assert_eq!(count(&sketch, |what| matches!(what, What::Key(_) | What::Switch)), 0);
    }
    for sketch in sketches(read("no pits")) {
        let (width, bottom) = (sketch.tiles.width() as i32, sketch.tiles.height() as i32 - 1);
        for x in 0..width {
            assert_ne!(sketch.tiles.get(x, bottom), Some(Tile::Empty), "column {x} has no ground");
        }
    }
    let last = LevelRequest { index: 2, ..request(1, Difficulty::Normal, read("no boss")) }.sketch();
    assert_eq!(count(&last, |what| *what == What::Boss), 0);
}

#[test]
fn what_is_wished_for_is_there_more_than_usual() {
    let total = |wishes: Wishes, number: Number| sketches(wishes).map(|sketch| number(&sketch)).sum::<usize>();
    let wishes: [(&str, Number); 7] = [
        ("more enemies", |sketch| count(sketch, |what| what.is_foe())),
        ("water", |sketch| cells(sketch, |tile| tile == Tile::Water)),
        ("ice", |sketch| cells(sketch, |tile| tile == Tile::Ice)),
        ("keys", |sketch| count(sketch, |what| matches!(what, What::Key(_) | What::Switch))),
        ("more coins", |sketch| count(sketch, |what| *what == What::Coin)),
        ("vertical", |sketch| {
            sketch
                .pieces
                .iter()
                .filter(|piece| matches!(piece.skill, Skill::Climb | Skill::Tower | Skill::Lift))
                .count()
        }),
        ("jumps", |sketch| {
            sketch.pieces.iter().filter(|piece| matches!(piece.skill, Skill::Jump | Skill::Pillars)).count()
        }),
    ];
    for (wish, number) in wishes {
        let (usual, wished) = (total(Wishes::default(), number), total(read(wish), number));
        assert!(wished * 2 >= usual * 3, "{wish}: {usual} as usual, {wished} when wished for");
    }
}

#[test]
fn levels_with_wishes_are_proven_too() {
    let all = [
        "no enemies",
        "more enemies",
        "no pits",
        "vertical",
        "water",
        "keys",
        "ice",
        "jumps",
        "no boss",
        "no water, no keys",
    ];
    for (seed, wish) in all.into_iter().enumerate() {
        for difficulty in DIFFICULTIES {
            assert_eq!(game(Theme::Cave, difficulty, 2, seed as u64, read(wish)).len(), 2);
        }
    }
}

#[test]
fn impossible_wishes_are_dropped_with_a_reason() {
    for wish in ["no ground", "an impossible level", "🦖🦖🦖", "no goal"] {
        let understood = Wishes::read([wish]);
        assert_eq!(understood.wishes, Wishes::default());
        assert_eq!(understood.dropped.len(), 1, "{wish}");
    }
    let clash = Wishes::read(["no water", "swimming"]);
    assert!(clash.wishes.no_water && !clash.wishes.water && clash.dropped.len() == 1);
}
