//! Changing games that are in the library: by edits, and by words.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use snapcade_game::{AssetHash, Edit, GameId, Project, edit::LevelChange};
use snapcade_store::{
    Library, StoreError,
    doc::{Source, Stamp},
};

use super::{
    history::{GetGame, History, Step},
    job_line::queue_pictures,
    request::Request,
    session::Session,
};
use crate::{
    AppError,
    words::{WordsChange, change_by_words},
};

/// Changes a game: all edits or none, as one step of its history.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangeGame {
    /// Which game.
    pub game: GameId,
    /// What changes.
    pub edits: Vec<Edit>,
    /// What the edits name and the library may not have yet, in base64.
    pub assets: Vec<String>,
    /// How it came about, as in [`Step::source`].
    pub source: String,
    /// What it does, in words.
    pub words: String,
    /// Only when this is still the latest step: what was found out about the game before still holds.
    pub after: Option<i64>,
}

impl Request for ChangeGame {
    const NAME: &'static str = "change_game";
    type Answer = Step;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<Step, AppError> {
        let game = self.game;
        let latest = library.history(game, None, 1)?.first().map_or(0, |entry| entry.number);
        if self.after.is_some_and(|after| after != latest) {
            return Err(AppError::ChangedMeanwhile);
        }
        let mut assets = BTreeMap::new();
        for text in &self.assets {
            let bytes = STANDARD.decode(text).map_err(|error| AppError::Garbled { message: error.to_string() })?;
            assets.insert(AssetHash::of(&bytes), bytes);
        }
        let stamp = Stamp::new(now_ms, &library.nickname()?, Source::from_name(&self.source), &self.words);
        let saved = library.edit(game, &self.edits, &assets, &stamp)?;
        queue_pictures(library, game, now_ms);
        let steps = History { game, before: Some(saved.change + 1), limit: 1 }.carry_out(library, now_ms)?;
        let gone =
            || AppError::Internal { part: "the history", message: "a step that was written is not there".into() };
        steps.into_iter().next().ok_or_else(gone)
    }
}

/// What words did to a game, or would do, as programs read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeReport {
    /// What was said.
    pub said: String,
    /// What changes, a line each, in words.
    pub preview: Vec<String>,
    /// What was not done, or not wholly, and why.
    pub notes: Vec<String>,
    /// The edits, as documents have them.
    pub edits: Vec<Edit>,
    /// The step that it is; none as long as nothing is changed.
    pub step: Option<Step>,
}

impl ChangeReport {
    /// Puts together what is known of a change.
    pub fn new(change: WordsChange, step: Option<Step>) -> Self {
        let WordsChange { edits, preview, said, notes, .. } = change;
        Self { said, preview, notes, edits, step }
    }
}

/// How often words are understood anew when the game was changed while the bot was playing it.
const TRIES: u32 = 3;

impl Session {
    /// What words would change in a game; nothing is changed yet.
    pub async fn preview_words(&self, game: GameId, words: &str) -> Result<WordsChange, AppError> {
        Ok(self.understand(game, words).await?.0)
    }

    /// Changes a game by words, as one step that one undo takes back.
    pub async fn change_by_words(&self, game: GameId, words: &str) -> Result<(WordsChange, Step), AppError> {
        let mut tried = 0;
        loop {
            let (change, latest) = self.understand(game, words).await?;
            let request = ChangeGame {
                game,
                edits: change.edits.clone(),
                assets: change.assets.values().map(|bytes| STANDARD.encode(bytes)).collect(),
                source: Source::Words.name().to_owned(),
                words: change.said.clone(),
                after: Some(latest),
            };
            tried += 1;
            match self.ask(request).await {
                Err(AppError::ChangedMeanwhile) if tried < TRIES => {}
                step => return Ok((change, step?)),
            }
        }
    }

    /// The library is free for others while the bot plays.
    async fn understand(&self, game: GameId, words: &str) -> Result<(WordsChange, i64), AppError> {
        let found = self.ask(GetGame { game, at: None }).await?;
        let words = words.to_owned();
        // Other dice at each step: "three more coins" twice are six coins in six places.
        let seed = found.latest.unsigned_abs();
        let work = move || change_by_words(&words, &found.project, seed).map(|change| (change, found.latest));
        let done = tokio::task::spawn_blocking(work).await;
        let broken =
            |error: tokio::task::JoinError| AppError::Internal { part: "the grammar", message: error.to_string() };
        Ok(done.map_err(broken)??)
    }
}

impl Session {
    /// Refuses where nothing can be kept: to be asked before long work whose outcome is to be kept.
    pub fn must_be_writable(&self) -> Result<(), AppError> {
        match self.with_library(|library| library.why_read_only().cloned()).flatten() {
            Some(why) => Err(StoreError::ReadOnly { why }.into()),
            None => Ok(()),
        }
    }

    /// Keeps the proofs that a project has for levels of a game in the library, as one step. `latest` is the step with which the game
    /// came from the library.
    pub fn keep_proofs(&self, game: GameId, project: &Project, latest: i64) -> Result<Step, AppError> {
        let proofs = project.game.levels.iter().filter_map(|(&id, level)| Some((id, level.proof?)));
        let (mut edits, mut assets) = (Vec::new(), Vec::new());
        for (id, hash) in proofs {
            edits.push(Edit::ChangeLevel { id, change: LevelChange::Proof(Some(hash)) });
            assets.extend(project.assets.get(&hash).map(|bytes| STANDARD.encode(bytes)));
        }
        let words = "kept the bot's ways through the levels".to_owned();
        let source = Source::Generator.name().to_owned();
        self.ask_now(ChangeGame { game, edits, assets, source, words, after: Some(latest) })
    }
}

/// The most characters that one edit is shown with.
const EDIT_CHARS: usize = 160;

/// An edit as one line, for whoever wants to know exactly.
pub fn edit_in_words(edit: &Edit) -> String {
    let json = serde_json::to_string(edit).unwrap_or_default();
    let short: String = json.chars().take(EDIT_CHARS).collect();
    if short.len() < json.len() {
        format!("{short}... ({} more characters)", json.chars().count() - EDIT_CHARS)
    } else {
        short
    }
}
