//! A game is changed by plain English words: "more coins", "moon gravity", "twice as many bats on level 2".
//!
//! Three steps, each of plain data: [`read`](read::read) makes [`Wish`]es of words, [`grant`](grant::grant) makes edits
//! of wishes and keeps every level beatable, [`preview`](preview::preview) says what the edits change by comparing the
//! game before and after. Whoever understands words better, such as a language model, only has to make `Wish`es.

mod clause;
mod error;
mod examples;
mod grant;
mod known;
mod lexicon;
mod name;
mod plan;
mod preview;
mod read;
mod scope;
mod suggest;
#[cfg(test)]
mod tests;
mod token;
mod trial;
mod wish;

use std::collections::BTreeMap;

pub use error::WordsError;
pub use examples::EXAMPLES;
pub use grant::grant;
pub use read::read;
use snapcade_game::{AssetHash, Edit, Project};
pub use wish::{Amount, Change, Degree, DifficultyWish, FoeNumber, LevelCount, MusicWish, Thing, Want, Wish};

/// More than this is not read at once, in characters.
pub const LONGEST_WORDS_CHARS: usize = 300;

/// What words come to: edits to be applied all or not at all, and what there is to say about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsChange {
    /// The edits, new proofs of the changed levels among them.
    pub edits: Vec<Edit>,
    /// Assets that the edits name and that the game does not have yet.
    pub assets: BTreeMap<AssetHash, Vec<u8>>,
    /// What will change, a line each, in words for a child.
    pub preview: Vec<String>,
    /// Words for the history: what was said, as it can be shown.
    pub said: String,
    /// What was not done, or not wholly, and why.
    pub notes: Vec<String>,
}

impl WordsChange {
    /// Applies the change; a game that it does not fit is left as it was.
    pub fn apply(&self, project: &mut Project) -> Result<Edit, snapcade_game::EditError> {
        let undo = Edit::Batch(self.edits.clone()).apply(&mut project.game)?;
        for (&hash, bytes) in &self.assets {
            project.assets.entry(hash).or_insert_with(|| bytes.clone());
        }
        Ok(undo)
    }
}

/// Understands words and finds the edits that do what they say. Equal words, game and seed give equal edits; the game
/// itself is not changed. Levels that could be beaten can still be beaten afterwards.
pub fn change_by_words(words: &str, project: &Project, seed: u64) -> Result<WordsChange, WordsError> {
    let wishes = read(words, project)?;
    grant(&wishes, words, project, seed)
}
