//! Which levels are meant: "on level 2", "in levels one and three", "everywhere", "in the last level".

use snapcade_game::{Project, Role};
use snapcade_gen::theme::spelling;

use super::{WordsError, lexicon, token::Token};

/// The levels that are named at the beginning of a list of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scope {
    /// Counted from 1; `None` is all of them.
    pub levels: Option<Vec<u32>>,
    /// How many tokens say so.
    pub length: usize,
}

const ORDINALS: &[&[&str]] = &[
    &["first", "1st"],
    &["second", "2nd"],
    &["third", "3rd"],
    &["fourth", "4th"],
    &["fifth", "5th"],
    &["sixth", "6th"],
    &["seventh", "7th"],
    &["eighth", "8th"],
    &["ninth", "9th"],
    &["tenth", "10th"],
];

/// Whether a word means "level" or "levels".
pub(super) fn is_level(word: &str) -> bool {
    ["level", "stage", "lvl"].iter().any(|ours| lexicon::is_same(word, ours))
        || spelling::is_misspelt(word, "level")
        || spelling::is_misspelt(word, "levels")
}

/// Reads which levels are meant, if these tokens begin so.
pub(super) fn scope(tokens: &[Token], project: &Project) -> Result<Option<Scope>, WordsError> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let count = project.game.levels.len();
    let mut at = 0;
    while matches!(word(at), "in" | "on" | "at" | "of" | "for" | "from" | "inside" | "during" | "to") && at < 2 {
        at += 1;
    }
    let with_preposition = at > 0;
    let all = |length| Ok(Some(Scope { levels: None, length }));
    let only = |level: u32, length| within(level, count).map(|()| Some(Scope { levels: Some(vec![level]), length }));
    if word(at) == "everywhere" {
        return all(at + 1);
    }
    if with_preposition && matches!(word(at), "the" | "my") && word(at + 1) == "whole" && word(at + 2) == "game" {
        return all(at + 3);
    }
    if matches!(word(at), "every" | "each" | "all" | "both" | "any") {
        let next = if matches!(word(at + 1), "the" | "of" | "my") { at + 2 } else { at + 1 };
        return if is_level(word(next)) { all(next + 1) } else { Ok(None) };
    }
    if matches!(word(at), "the" | "my" | "this") {
        at += 1;
    }
    if is_level(word(at + 1)) {
        let ordinal = ORDINALS.iter().position(|names| names.contains(&word(at)));
        if let Some(ordinal) = ordinal {
            return only(ordinal as u32 + 1, at + 2);
        }
        if matches!(word(at), "last" | "final") {
            return only(count as u32, at + 2);
        }
        if word(at) == "boss" {
            let boss = boss_level(project)
                .ok_or_else(|| WordsError::NotPossible("There is no level with a boss in this game.".to_owned()))?;
            return only(boss, at + 2);
        }
        return Ok(None);
    }
    if !is_level(word(at)) {
        return Ok(None);
    }
    let plural = word(at).ends_with('s') && word(at) != "s";
    at += 1;
    if matches!(word(at), "number" | "no") && lexicon::number(word(at + 1)).is_some() {
        at += 1;
    }
    let Some(first) = lexicon::number(word(at)) else { return Ok(None) };
    let mut levels = vec![first];
    at += 1;
    while let Some((numbers, length)) = continued(&word, at, plural, levels.last().copied().unwrap_or(1)) {
        levels.extend(numbers);
        at += length;
    }
    for &level in &levels {
        within(level, count)?;
    }
    levels.sort_unstable();
    levels.dedup();
    Ok(Some(Scope { levels: Some(levels), length: at }))
}

/// The next levels of a list, and how many tokens name them.
fn continued<'a>(word: &impl Fn(usize) -> &'a str, at: usize, plural: bool, last: u32) -> Option<(Vec<u32>, usize)> {
    let is_range = matches!(word(at), "to" | "through" | "until");
    if !is_range && !matches!(word(at), "," | "and" | "&") {
        return None;
    }
    let mut next = at + 1;
    if word(next) == "and" {
        next += 1;
    }
    let again = is_level(word(next));
    if again {
        next += 1;
    }
    let number = lexicon::number(word(next))?;
    // "On level 2 and 3 more coins": three coins, not the third level.
    let ends = matches!(word(next + 1), "" | "," | "and" | "&" | "then" | "to");
    if !(plural || again || ends) {
        return None;
    }
    let numbers = if is_range { (last.saturating_add(1)..=number).take(32).collect() } else { vec![number] };
    Some((numbers, next + 1 - at))
}

fn within(level: u32, count: usize) -> Result<(), WordsError> {
    if level >= 1 && level as usize <= count { Ok(()) } else { Err(WordsError::NoLevel { level, count }) }
}

/// The last level with a boss, counted from 1.
fn boss_level(project: &Project) -> Option<u32> {
    let game = &project.game;
    let is_boss = |kind| game.kinds.get(kind).is_some_and(|kind| matches!(kind.role, Role::Boss { .. }));
    let levels = game.levels.in_order();
    let index = levels.iter().rposition(|(_, level)| level.actors.values().any(|actor| is_boss(&actor.kind)))?;
    Some(index as u32 + 1)
}
