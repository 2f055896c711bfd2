//! Made games: how many of their levels the bot beats, how hard they are for a clumsy player, and how long making takes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use snapcade_app::compile_project;
use snapcade_game::Difficulty;
use snapcade_gen::{
    art::{Common, common},
    level::{Length, Wishes},
    make::{GameRequest, LevelReport, levels_alone, make_game},
    theme::{Dress, Theme},
};
use snapcade_play::World;

use crate::table::{Amount, Row, Target};

const DIFFICULTIES: [Difficulty; 3] = [Difficulty::Easy, Difficulty::Normal, Difficulty::Hard];
/// Of each theme and difficulty.
const SEEDS: u64 = 200;
const LEVELS: u32 = 3;
/// What the documents promise for a game of five levels: the middle one, all but one of twenty, and checking its proofs.
const MEDIAN_S: f64 = 300e-3;
const MOST_S: f64 = 1.0;
const CHECK_S: f64 = 20e-3;
/// Games of five levels whose making is timed.
const TIMED: u64 = 60;

fn request(theme: Theme, difficulty: Difficulty, levels: u32, seed: u64) -> Result<GameRequest> {
    Ok(GameRequest {
        hero: common(Common::Hero)?,
        dress: Dress::of(theme),
        theme_words: theme.name().to_owned(),
        difficulty,
        levels,
        length: Length::Medium,
        wishes: Wishes::default(),
        seed,
        title: "Trial".to_owned(),
        author: String::new(),
    })
}

/// One of the trial's games.
struct Trial {
    theme: usize,
    difficulty: usize,
    /// What the bot says of its levels, or why there are none.
    levels: Result<Vec<LevelReport>>,
}

fn trial(number: u64) -> Trial {
    let (theme, rest) = ((number % Theme::ALL.len() as u64) as usize, number / Theme::ALL.len() as u64);
    let difficulty = (rest % DIFFICULTIES.len() as u64) as usize;
    let game = || {
        // Other levels for each theme.
        let levels = levels_alone(&request(Theme::ALL[theme], DIFFICULTIES[difficulty], LEVELS, number)?)?;
        anyhow::Ok(levels.into_iter().map(|proven| proven.report).collect())
    };
    Trial { theme, difficulty, levels: game() }
}

/// Thousands of levels, all of which have to be proven.
pub fn proofs() -> Result<Vec<Row>> {
    let games = SEEDS * (Theme::ALL.len() * DIFFICULTIES.len()) as u64;
    let next = AtomicU64::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= games || sender.send(trial(number)).is_err() {
                        return;
                    }
                }
            });
        }
    });
    drop(sender);
    let mut rows = Vec::new();
    let (mut missing, mut proven, mut again) = (0, 0, 0);
    // Deaths in hundredths and levels, by difficulty and theme, and by difficulty and place in the game.
    let mut by_theme = [[(0_u64, 0_u64); Theme::ALL.len()]; 3];
    let mut by_place = [[(0_u64, 0_u64); LEVELS as usize]; 3];
    let mut most = [0; 3];
    for game in receiver {
        let levels = match game.levels {
            Ok(levels) => levels,
            Err(error) => {
                eprintln!("{} {:?}: {error:#}", Theme::ALL[game.theme].name(), DIFFICULTIES[game.difficulty]);
                missing += LEVELS as usize;
                continue;
            }
        };
        for (place, level) in levels.iter().enumerate() {
            proven += 1;
            again += level.stuck.len();
            most[game.difficulty] = most[game.difficulty].max(level.deaths_percent);
            let deaths = u64::from(level.deaths_percent);
            for (sum, count) in [&mut by_theme[game.difficulty][game.theme], &mut by_place[game.difficulty][place]] {
                *sum += deaths;
                *count += 1;
            }
        }
    }
    ensure!(missing + proven == games as usize * LEVELS as usize, "every game has an answer");
    let none = |what: &str, count: usize| {
        Row::new(what, Amount::Count(count)).beside("none", Amount::Count(0), count as f64).target(Target::AtMost(0.0))
    };
    rows.push(Row::new("levels made and proven", Amount::Count(proven)));
    rows.push(none("levels that were not", missing));
    rows.push(Row::new("sketches that the bot gave up", Amount::Count(again)));
    let mean = |(sum, count): (u64, u64)| sum as f64 / count.max(1) as f64;
    let rises = |places: &[(u64, u64)]| places.windows(2).all(|pair| mean(pair[0]) < mean(pair[1]));
    let falls = by_place.iter().filter(|places| !rises(places.as_slice())).count();
    let mixed = (0..Theme::ALL.len()).filter(|&theme| !rises(&by_theme.map(|themes| themes[theme])));
    rows.push(none("themes where easy, normal and hard do not rise", mixed.count()));
    rows.push(none("difficulties where the levels of a game do not rise", falls));
    for (difficulty, places) in DIFFICULTIES.iter().zip(by_place) {
        let deaths: Vec<String> = places.iter().map(|&place| format!("{:.2}", mean(place) / 100.0)).collect();
        let what = format!("{difficulty:?}: deaths of a clumsy player in levels 1 to {LEVELS}: {}", deaths.join(", "));
        rows.push(Row::new(
            format!("{what}; in hundredths, at most"),
            Amount::Count(most[*difficulty as usize] as usize),
        ));
    }
    Ok(rows)
}

/// Whole games of five levels on one core, from a finished hero; and checking their proofs.
pub fn times() -> Result<Vec<Row>> {
    let (mut making, mut checking) = (Vec::new(), Vec::new());
    for number in 0..TIMED {
        let theme = Theme::ALL[(number % Theme::ALL.len() as u64) as usize];
        let difficulty = DIFFICULTIES[(number / 10 % 3) as usize];
        let request = request(theme, difficulty, 5, 7000 + number)?;
        let begin = Instant::now();
        let made = make_game(&request)?;
        making.push(begin.elapsed().as_secs_f64());
        let pack = Arc::new(compile_project(&made.project)?);
        let begin = Instant::now();
        for level in pack.levels() {
            let proof = level.proof.as_ref().context("every level has a proof")?;
            let mut world: World = proof.world(Arc::clone(&pack));
            proof.inputs().for_each(|input| drop(world.tick(input)));
            ensure!(world.state().screen > snapcade_play::world::Screen::Dying, "the proof beats the level");
        }
        checking.push(begin.elapsed().as_secs_f64());
    }
    let row = |what: &str, times: &mut Vec<f64>, part: usize, limit: f64| {
        times.sort_by(f64::total_cmp);
        let time = times.get(times.len() * part / 100).copied().unwrap_or(f64::INFINITY);
        Row::new(what, Amount::Seconds(time))
            .beside("limit", Amount::Seconds(limit), time / limit)
            .target(Target::AtMost(1.0))
    };
    Ok(vec![
        row("a game of five levels, median", &mut making, 50, MEDIAN_S),
        row("a game of five levels, 95th percentile", &mut making, 95, MOST_S),
        row("checking its proofs, median", &mut checking, 50, CHECK_S),
    ])
}
