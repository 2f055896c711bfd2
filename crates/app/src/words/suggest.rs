//! "Did you mean …?": phrases that are understood and would change this game, nearest first.

use std::collections::BTreeMap;

use snapcade_game::{Project, Role};
use snapcade_gen::theme::spelling;

use super::{
    EXAMPLES,
    plan::{self, Scene},
    read::read_strictly,
    trial::Trial,
};

/// So many are proposed.
const PROPOSED: usize = 3;
/// Longer words are compared up to here.
const WORD_CHARS: usize = 16;

/// The phrases nearest to some words.
pub(super) fn near(part: &str, project: &Project) -> Vec<String> {
    let lower = part.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().take(12).collect();
    let foes = project.game.kinds.values().filter(|kind| kind.role.foe().is_some());
    let foes = foes.filter(|kind| !matches!(kind.role, Role::Boss { .. }));
    let own = foes.map(|kind| format!("more {}", crate::printable(&kind.name).to_lowercase() + "s"));
    let all = EXAMPLES.iter().map(|&example| example.to_owned()).chain(own);
    let mut candidates: Vec<(usize, usize, String)> =
        all.enumerate().map(|(place, phrase)| (distance(&words, &phrase), place, phrase)).collect();
    candidates.sort();
    let works = candidates.into_iter().map(|(.., phrase)| phrase).filter(|phrase| would_work(phrase, project));
    works.take(PROPOSED).collect()
}

/// How far apart words and a phrase are: how badly each word is found in it, and how much else it says.
fn distance(words: &[&str], phrase: &str) -> usize {
    let ours: Vec<&str> = phrase.split(' ').collect();
    let cut = |word: &'_ str| word.bytes().take(WORD_CHARS).collect::<Vec<u8>>();
    let nearest = |word: &&str| {
        let found =
            ours.iter().map(|own| spelling::slips(&cut(word), &cut(own)) * 12 / word.len().clamp(3, WORD_CHARS));
        found.min().unwrap_or(12).min(12)
    };
    let missing: usize = words.iter().map(nearest).sum();
    missing * 4 + ours.len().abs_diff(words.len())
}

/// Whether a phrase is understood and would change the game. Whether it could be beaten then is not asked here.
fn would_work(phrase: &str, project: &Project) -> bool {
    let Ok(wishes) = read_strictly(phrase, project) else { return false };
    let (trial, ways) = (Trial::new(), BTreeMap::new());
    let scene = Scene { project, trial: &trial, ways: &ways, seed: 0, strength: 100 };
    wishes.iter().all(|wish| {
        // Making a whole level to see whether it could be made is too much.
        if matches!(wish.want, super::Want::Levels(_) | super::Want::Theme(_)) {
            return true;
        }
        let changes = |planned: Result<plan::Planned, _>| planned.is_ok_and(|planned| !planned.edits.is_empty());
        changes(plan::whole(wish, &scene))
            || project.game.levels.keys().any(|&id| changes(plan::level(wish, id, &scene)))
    })
}
