//! Titles and names, which are taken as they were typed: "call it Luna's Trip", "made by Mia".

use super::token::Token;

/// What gets a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Title,
    Author,
    /// The levels whose words follow.
    Level,
}

/// Finds what gets a name at the beginning of a clause, and where the name, or the level's words, begin.
pub(super) fn naming(tokens: &[Token]) -> Option<(Named, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let mut at = 0;
    while is_polite(word(at)) {
        at += 1;
    }
    let begins = |at: usize, phrase: &str| {
        let length = phrase.split(' ').count();
        phrase.split(' ').enumerate().all(|(i, part)| word(at + i) == part).then_some(at + length)
    };
    for (phrase, named) in PHRASES {
        if let Some(next) = begins(at, phrase) {
            let next = if matches!(word(next), "to" | "be" | "is" | "as" | ",") { next + 1 } else { next };
            return (next < tokens.len()).then_some((*named, next));
        }
    }
    let verb = matches!(word(at), "call" | "name" | "rename" | "retitle" | "title");
    let is_level = (at + 1..at + 5).any(|at| super::scope::is_level(word(at)));
    (verb && is_level).then_some((Named::Level, at + 1))
}

fn is_polite(word: &str) -> bool {
    matches!(
        word,
        "please" | "can" | "could" | "would" | "you" | "i" | "want" | "to" | "let's" | "lets" | "we" | "should" | "now"
    )
}

use Named::{Author, Title};

/// What stands before a name; longer phrases before those that they begin with.
const PHRASES: &[(&str, Named)] = &[
    ("call the game", Title),
    ("call this game", Title),
    ("call my game", Title),
    ("call it", Title),
    ("call this", Title),
    ("name the game", Title),
    ("name this game", Title),
    ("name my game", Title),
    ("name it", Title),
    ("rename the game", Title),
    ("rename this game", Title),
    ("rename my game", Title),
    ("rename it", Title),
    ("rename to", Title),
    ("retitle it", Title),
    ("the game is called", Title),
    ("the game should be called", Title),
    ("it is called", Title),
    ("it should be called", Title),
    ("the title should be", Title),
    ("the title is", Title),
    ("the new title is", Title),
    ("change the title to", Title),
    ("change the name to", Title),
    ("set the title to", Title),
    ("new title", Title),
    ("the name of the game is", Title),
    ("title", Title),
    ("it is made by", Author),
    ("it was made by", Author),
    ("made by", Author),
    ("written by", Author),
    ("created by", Author),
    ("a game by", Author),
    ("the author should be", Author),
    ("the author is", Author),
    ("the maker is", Author),
    ("author", Author),
    ("my name is", Author),
    ("say it's by", Author),
    ("say it is by", Author),
    ("by", Author),
];
