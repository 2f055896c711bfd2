//! What can be seen, in a sentence or two, for people who listen instead.

use snapcade_play::{
    World,
    phrase::{joined, number},
    world::Screen,
};

/// Says what a world shows.
pub fn describe(world: &World) -> String {
    let (pack, state) = (world.pack(), world.state());
    let title = &pack.source().title;
    match state.screen {
        Screen::Title if state.is_demo() => {
            joined(&[title, ". The game plays itself for a while. Press jump to play."])
        }
        Screen::Title => match pack.source().author.as_str() {
            "" => joined(&[title, ". Press jump to play."]),
            author => joined(&[title, ", by ", author, ". Press jump to play."]),
        },
        Screen::LevelIntro => joined(&[&level_name(world), "."]),
        Screen::Playing => playing(world),
        Screen::Paused => "Paused. Press pause to go on.".to_owned(),
        Screen::Dying => joined(&["Ouch! ", &count(state.tally.lives.max(0), "life", "lives"), " left."]),
        Screen::LevelClear => {
            let coins = count(state.tally.coins, "coin", "coins");
            joined(&["Level cleared! ", &coins, ", score ", &number(state.tally.score), "."])
        }
        Screen::GameOver => "Game over. Press jump to try again.".to_owned(),
        Screen::Won => joined(&["You win! Score ", &number(state.tally.score), ". Press jump to play again."]),
    }
}

fn level_name(world: &World) -> String {
    let state = world.state();
    let name = world.level().map_or("", |level| level.name.as_str());
    let levels = world.pack().levels().len() as i32;
    joined(&["Level ", &number(i32::from(state.level) + 1), " of ", &number(levels), ": ", name])
}

fn playing(world: &World) -> String {
    let (pack, state) = (world.pack(), world.state());
    if let Some(talk) = state.talk
        && let Some(line) = pack.source().lines.get(usize::from(talk.line))
    {
        let mut said = String::new();
        for words in &line.words {
            said += if said.is_empty() { "" } else { " " };
            said += words;
        }
        for (index, (answer, _)) in line.choices.iter().enumerate() {
            let marked = if index == usize::from(talk.choice) { "Chosen answer" } else { "Answer" };
            said += &joined(&[" ", marked, ": ", answer, "."]);
        }
        return said;
    }
    let mut said = joined(&[&level_name(world), ". ", &count(state.hero.hearts.max(0), "heart", "hearts"), "."]);
    if state.tally.gems > 0 {
        said += &joined(&[" ", &count(i32::from(state.tally.gems), "gem", "gems"), "."]);
    }
    if state.keys != 0 {
        said += &joined(&[" ", &count(state.keys.count_ones() as i32, "key", "keys"), "."]);
    }
    if state.boss.is_some() {
        said += " The boss is here!";
    }
    said += if state.goal_open { " The goal is open." } else { " The goal is still shut." };
    said
}

fn count(things: i32, one: &str, many: &str) -> String {
    joined(&[&number(things), " ", if things == 1 { one } else { many }])
}
