//! What can be seen, in a sentence or two, for people who listen instead.

use snapcade_play::{World, world::Screen};

/// Says what a world shows.
pub fn describe(world: &World) -> String {
    let (pack, state) = (world.pack(), world.state());
    let title = &pack.source().title;
    match state.screen {
        Screen::Title if state.is_demo() => {
            format!("{title}. The game plays itself for a while. Press jump to play.")
        }
        Screen::Title => match pack.source().author.as_str() {
            "" => format!("{title}. Press jump to play."),
            author => format!("{title}, by {author}. Press jump to play."),
        },
        Screen::LevelIntro => format!("{}.", level_name(world)),
        Screen::Playing => playing(world),
        Screen::Paused => "Paused. Press pause to go on.".to_owned(),
        Screen::Dying => format!("Ouch! {} left.", count(state.tally.lives.max(0), "life", "lives")),
        Screen::LevelClear => {
            format!("Level cleared! {}, score {}.", count(state.tally.coins, "coin", "coins"), state.tally.score)
        }
        Screen::GameOver => "Game over. Press jump to try again.".to_owned(),
        Screen::Won => format!("You win! Score {}. Press jump to play again.", state.tally.score),
    }
}

fn level_name(world: &World) -> String {
    let state = world.state();
    let name = world.level().map_or("", |level| level.name.as_str());
    format!("Level {} of {}: {name}", state.level + 1, world.pack().levels().len())
}

fn playing(world: &World) -> String {
    let (pack, state) = (world.pack(), world.state());
    if let Some(talk) = state.talk
        && let Some(line) = pack.source().lines.get(usize::from(talk.line))
    {
        let mut said = line.words.join(" ");
        for (index, (answer, _)) in line.choices.iter().enumerate() {
            let marked = if index == usize::from(talk.choice) { "Chosen answer" } else { "Answer" };
            said += &format!(" {marked}: {answer}.");
        }
        return said;
    }
    let mut said = format!("{}. {}.", level_name(world), count(state.hero.hearts.max(0), "heart", "hearts"));
    if state.tally.gems > 0 {
        said += &format!(" {}.", count(i32::from(state.tally.gems), "gem", "gems"));
    }
    if state.keys != 0 {
        said += &format!(" {}.", count(state.keys.count_ones() as i32, "key", "keys"));
    }
    if state.boss.is_some() {
        said += " The boss is here!";
    }
    said += if state.goal_open { " The goal is open." } else { " The goal is still shut." };
    said
}

fn count(number: i32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
