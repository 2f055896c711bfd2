//! What edits change, in words for a child: the game before and after, compared.

use std::collections::{BTreeMap, BTreeSet};

use snapcade_game::{Game, Kind, KindId, Level, Number, Role, Rule, Rules, Tile};

use super::{clause::MOON_GRAVITY, plan::look_of};
use crate::printable;

/// What changes from one game to another, a line each; the same things in the same order for the same games.
pub fn preview(before: &Game, after: &Game) -> Vec<String> {
    let mut lines = Vec::new();
    let mut changed = |what: &str, old: &str, new: &str| {
        if old != new {
            lines.push(format!("{what}: \"{}\" instead of \"{}\"", printable(new), printable(old)));
        }
    };
    changed("title", &before.title, &after.title);
    changed("made by", &before.author, &after.author);
    changed("theme", &before.theme, &after.theme);
    if before.difficulty != after.difficulty {
        lines.push(format!("difficulty: {:?} -> {:?}", before.difficulty, after.difficulty).to_lowercase());
    }
    if before.mode != after.mode {
        lines.push(format!("mode: {:?} -> {:?}", before.mode, after.mode).to_lowercase());
    }
    for &rule in Rule::ALL {
        let (old, new) = (before.rules.get(rule), after.rules.get(rule));
        if old != new {
            lines.push(rule_line(rule, old, new));
        }
    }
    for (id, kind) in before.kinds.iter() {
        if let Some(new) = after.kinds.get(id) {
            kind_lines(kind, new, after, &mut lines);
        }
    }
    let art = after.art.iter().filter(|(slot, art)| before.art.get(slot).is_some_and(|old| old != *art)).count();
    if art > 0 {
        lines.push(format!("{art} new pictures"));
    }
    let songs = after.sounds.iter().filter(|(slot, sound)| before.sounds.get(slot).is_some_and(|old| old != *sound));
    match songs.filter(|(slot, _)| slot.as_str().starts_with("music")).count() {
        0 => {}
        1 => lines.push("another song".to_owned()),
        songs => lines.push(format!("{songs} other songs")),
    }
    level_lines(before, after, &mut lines);
    lines
}

fn rule_line(rule: Rule, old: i32, new: i32) -> String {
    let lives = |number: i32| if number == 0 { "without end".to_owned() } else { number.to_string() };
    let time = |seconds: i32| match seconds {
        0 => "as much as you like".to_owned(),
        _ => format!("{}:{:02}", seconds / 60, seconds % 60),
    };
    let percent = |usual: i32| (old * 100 / usual.max(1), new * 100 / usual.max(1));
    match rule {
        Rule::Gravity => {
            let note = if new == MOON_GRAVITY { " (moon)" } else { "" };
            format!("gravity {old} -> {new}{note}")
        }
        Rule::Lives => format!("lives: {} instead of {}", lives(new), lives(old)),
        Rule::Hearts => format!("hearts: {new} instead of {old}"),
        Rule::TimeLimit => format!("time: {} instead of {}", time(new), time(old)),
        Rule::TimeScale => format!("game speed {old}% -> {new}%"),
        Rule::JumpSpeed | Rule::RunSpeed => {
            let what = if rule == Rule::RunSpeed { "running" } else { "jumping" };
            let (old, new) = percent(Rules::default().get(rule));
            format!("{what} {old}% -> {new}%")
        }
        Rule::Coyote | Rule::JumpBuffer => {
            let which = if rule == Rule::Coyote { "late" } else { "early" };
            format!("{which} jumps count {}", if new > old { "longer" } else { "less long" })
        }
        Rule::Invulnerable => format!("safe after a hit {}", if new > old { "longer" } else { "less long" }),
        _ => format!("{}: {new} instead of {old}", rule.name()),
    }
}

fn kind_lines(old: &Kind, new: &Kind, after: &Game, lines: &mut Vec<String>) {
    let name = printable(&new.name);
    if old.name != new.name {
        lines.push(format!("{} is now called {name}", printable(&old.name)));
    }
    for &number in Number::ALL {
        let (Some(was), Some(is)) = (old.role.number(number), new.role.number(number)) else { continue };
        if was == is {
            continue;
        }
        lines.push(match number {
            Number::Speed if was > 0 => format!("{name}: {}% as fast", is * 100 / was),
            Number::Interval if is > 0 => format!("{name}: fires {}% as often", was * 100 / is),
            Number::Health => format!("{name}: health {is} instead of {was}"),
            _ => format!("{name}: {number:?} {was} -> {is}").to_lowercase(),
        });
    }
    let drops = |role: &Role| role.foe().and_then(|foe| foe.drops);
    if drops(&old.role) != drops(&new.role) {
        let what = drops(&new.role).and_then(|id| after.kinds.get(&id));
        lines.push(match what {
            Some(kind) => format!("{name} leaves this behind: {}", printable(&kind.name)),
            None => format!("{name} leaves nothing behind"),
        });
    }
}

fn level_lines(before: &Game, after: &Game, lines: &mut Vec<String>) {
    let mut place = 0;
    for (id, old) in before.levels.in_order() {
        place += 1;
        match after.levels.get(id) {
            Some(new) => one_level(place, old, new, after, lines),
            None => lines.push(format!("level {place} (\"{}\") goes", printable(&old.name))),
        }
    }
    for (index, (id, level)) in after.levels.in_order().into_iter().enumerate() {
        if !before.levels.contains_key(id) {
            lines.push(format!("a new level {}: \"{}\"", index + 1, printable(&level.name)));
        }
    }
}

fn one_level(place: usize, old: &Level, new: &Level, game: &Game, lines: &mut Vec<String>) {
    let mut say = |what: String| lines.push(format!("level {place}: {what}"));
    if old.name != new.name {
        say(format!("\"{}\" instead of \"{}\"", printable(&new.name), printable(&old.name)));
    }
    let (was, is) = (counts(old), counts(new));
    let kinds: BTreeSet<&KindId> = was.keys().chain(is.keys()).copied().collect();
    for kind in kinds {
        let (was, is) = (was.get(kind).copied().unwrap_or(0), is.get(kind).copied().unwrap_or(0));
        if was != is {
            let name = game.kinds.get(kind).map_or_else(String::new, |kind| printable(&kind.name));
            say(format!("{} instead of {was}", counted(is, &name)));
        }
    }
    let flags = (old.checkpoints.len(), new.checkpoints.len());
    if flags.0 != flags.1 {
        say(format!("{} instead of {}", counted(flags.1, "checkpoint"), flags.0));
    }
    for (tile, name) in [(Tile::Hazard, "spike"), (Tile::Water, "tiles of water"), (Tile::Ice, "tiles of ice")] {
        let count = |level: &Level| level.tiles.tiles().iter().filter(|&&own| own == tile).count();
        let (was, is) = (count(old), count(new));
        if was != is {
            say(format!("{} instead of {was}", counted(is, name)));
        }
    }
    let solid = |level: &Level| level.tiles.tiles().iter().filter(|&&own| own == Tile::Solid).count();
    let same_kinds = |tile: Tile| {
        let count = |level: &Level| level.tiles.tiles().iter().filter(|&&own| own == tile).count();
        count(old) == count(new)
    };
    if solid(old) != solid(new) && same_kinds(Tile::Water) && same_kinds(Tile::Ice) {
        say(if solid(new) > solid(old) { "pits are filled".to_owned() } else { "new pits".to_owned() });
    }
    let (was, is) = (look_of(old), look_of(new));
    if let (Some(was), Some(is)) = (was, is) {
        if was.0 != is.0 {
            say(format!("{} instead of {}", is.0.name(), was.0.name()));
        }
        if was.1 != is.1 {
            say(format!("weather: {} instead of {}", is.1.name(), was.1.name()));
        }
    }
    if old.music != new.music {
        say(if new.music.is_some() { "other music" } else { "no music" }.to_owned());
    }
    if old.goal != new.goal {
        say("a goal where the boss was".to_owned());
    }
}

fn counts(level: &Level) -> BTreeMap<&KindId, usize> {
    let mut counts = BTreeMap::new();
    for actor in level.actors.values() {
        *counts.entry(&actor.kind).or_default() += 1;
    }
    counts
}

/// "6 Bats", "no Bats", "1 Bat".
fn counted(count: usize, name: &str) -> String {
    let plural = match name {
        _ if name.starts_with("tiles of") => name.to_owned(),
        _ if name.ends_with('y') && !name.ends_with("ey") => format!("{}ies", &name[..name.len() - 1]),
        // "Winged boots" are many already.
        _ if name.ends_with('s') && !name.ends_with("ss") => name.to_owned(),
        _ if name.ends_with(['s', 'x', 'h']) => format!("{name}es"),
        _ => format!("{name}s"),
    };
    match count {
        0 => format!("no {plural}"),
        1 if !name.starts_with("tiles of") => format!("1 {name}"),
        _ => format!("{count} {plural}"),
    }
}
