//! From wishes to edits: each wish is carried out as far as every level can still be beaten.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use snapcade_game::{AssetHash, Edit, Game, LevelId, Project, edit::LevelChange, text};
use snapcade_play::{Replay, Start};

use super::{
    WordsChange, WordsError,
    plan::{self, Planned, Scene},
    preview,
    trial::Trial,
    wish::Wish,
};
use crate::{compile_project, printable, prove};

/// How much of a wish is tried, in percent: all of it, half, a quarter.
const STRENGTHS: [i32; 3] = [100, 50, 25];
/// The words for the history are cut after so many characters.
const SAID_CHARS: usize = 80;

/// Finds the edits that grant wishes; `words` are what the history will say. The game itself is not changed.
pub fn grant(wishes: &[Wish], words: &str, project: &Project, seed: u64) -> Result<WordsChange, WordsError> {
    let mut granting = Granting::new(project, seed);
    let mut refused = Vec::new();
    for (number, wish) in wishes.iter().enumerate() {
        match granting.wish(wish, number as u64) {
            Ok(()) => {}
            Err(error) if error.is_refusal() => refused.push((&wish.said, error)),
            Err(error) => return Err(error),
        }
    }
    if granting.edits.is_empty() {
        let nothing = || WordsError::Internal("a wish came to nothing".to_owned());
        return Err(refused.into_iter().next().map_or_else(nothing, |(_, error)| error));
    }
    granting.notes.extend(refused.iter().map(|(said, error)| format!("\"{said}\": {error}")));
    granting.finish(words)
}

struct Granting<'a> {
    before: &'a Project,
    /// The game as changed so far; its assets are the old ones and the new ones.
    now: Project,
    seed: u64,
    trial: Trial,
    edits: Vec<Edit>,
    notes: Vec<String>,
    /// A way through each level that has been looked at; `None` when there is none.
    ways: BTreeMap<LevelId, Option<Replay>>,
    /// The levels that play otherwise than before, so that their proofs are looked at.
    touched: BTreeSet<LevelId>,
}

/// What came of trying some edits.
enum Tried {
    /// Every level can be beaten, these by new ways.
    Fine(Vec<(LevelId, Replay)>),
    /// This one cannot.
    Stuck(LevelId),
}

impl<'a> Granting<'a> {
    fn new(before: &'a Project, seed: u64) -> Self {
        let (edits, notes) = (Vec::new(), Vec::new());
        let (ways, touched) = (BTreeMap::new(), BTreeSet::new());
        Self { before, now: before.clone(), seed, trial: Trial::new(), edits, notes, ways, touched }
    }

    fn wish(&mut self, wish: &Wish, number: u64) -> Result<(), WordsError> {
        let levels = self.levels_of(wish);
        if levels.is_empty() {
            return Err(WordsError::NotPossible("There is no level in this game yet.".to_owned()));
        }
        let seed = self.seed ^ (number << 40);
        let before = self.edits.len();
        let whole = self.whole(wish, seed)?;
        // Every level is looked at before one is refused.
        let mut stuck: Vec<LevelId> = Vec::new();
        let mut refused: Vec<(LevelId, WordsError)> = Vec::new();
        for &id in &levels {
            match self.level(wish, id, seed) {
                Ok(true) => {}
                Ok(false) => stuck.push(id),
                Err(error) if error.is_refusal() => refused.push((id, error)),
                Err(error) => return Err(error),
            }
        }
        if self.edits.len() == before {
            if let Some((_, error)) = refused.into_iter().next() {
                return Err(error);
            }
            let sentence = match (whole, stuck.len()) {
                (Some(id), _) => {
                    format!("Then {} could not be beaten any more, so everything stays as it was.", self.name_of(id))
                }
                (None, 0) => return Err(WordsError::AlreadySo(plan::already(&wish.want).to_owned())),
                (None, 1) => {
                    let name = stuck.first().map_or(String::new(), |&id| self.name_of(id));
                    format!("Then {name} could not be beaten any more, so it stays as it was.")
                }
                _ => "Then those levels could not be beaten any more, so they stay as they were.".to_owned(),
            };
            return Err(WordsError::Unbeatable(sentence));
        }
        for id in stuck {
            let name = self.name_of(id);
            self.notes.push(format!("{name} stays as it was: it could not be beaten any more"));
        }
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for (id, error) in refused {
            let (why, name) = (error.to_string(), self.name_of(id));
            match reasons.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
        self.notes.extend(reasons.into_iter().map(|(why, names)| format!("{}: {why}", names.join(", "))));
        Ok(())
    }

    /// The levels that a wish is about, in the order they are played.
    fn levels_of(&self, wish: &Wish) -> Vec<LevelId> {
        let ids = self.before.game.levels.in_order().into_iter().map(|(&id, _)| id);
        let is_meant = |index: usize| wish.levels.as_ref().is_none_or(|own| own.contains(&(index as u32 + 1)));
        ids.enumerate()
            .filter(|&(index, id)| is_meant(index) && self.now.game.levels.contains_key(&id))
            .map(|(_, id)| id)
            .collect()
    }

    /// "Level 2", as it was counted when the words were said.
    fn name_of(&self, id: LevelId) -> String {
        let levels = self.before.game.levels.in_order();
        let place = levels.iter().position(|(other, _)| **other == id);
        place.map_or_else(|| "the new level".to_owned(), |place| format!("level {}", place + 1))
    }

    /// Carries out what concerns the whole game. The level that stands against it, if it is not done for that.
    fn whole(&mut self, wish: &Wish, seed: u64) -> Result<Option<LevelId>, WordsError> {
        let mut against = None;
        if plan::looks_at_ways(&wish.want) {
            let levels: Vec<LevelId> = self.now.game.levels.keys().copied().collect();
            for id in levels {
                self.way_of(id);
            }
        }
        for strength in STRENGTHS {
            let planned = plan::whole(wish, &self.scene(seed, strength))?;
            if planned.edits.is_empty() {
                return Ok(against);
            }
            let levels = self.now.game.levels.keys().copied().collect::<Vec<_>>();
            match self.try_out(&planned, &levels)? {
                Tried::Fine(ways) => {
                    if strength < 100 {
                        self.notes.push(plan::partly(&wish.want).to_owned());
                    }
                    self.keep(planned, ways)?;
                    return Ok(None);
                }
                Tried::Stuck(id) => against = Some(id),
            }
        }
        Ok(against)
    }

    /// Carries out what concerns one level; false when nothing of it can be done without making it unbeatable.
    fn level(&mut self, wish: &Wish, id: LevelId, seed: u64) -> Result<bool, WordsError> {
        if plan::looks_at_ways(&wish.want) {
            self.way_of(id);
        }
        let mut last: Option<Vec<Edit>> = None;
        for strength in STRENGTHS {
            let planned = plan::level(wish, id, &self.scene(seed ^ id.0, strength))?;
            if planned.edits.is_empty() {
                return Ok(last.is_none());
            }
            if last.as_ref() == Some(&planned.edits) {
                continue;
            }
            match self.try_out(&planned, &[id])? {
                Tried::Fine(ways) => {
                    if strength < 100 {
                        let name = self.name_of(id);
                        self.notes
                            .push(format!("{name}: only a part of it was done, or it could not be beaten any more"));
                    }
                    self.keep(planned, ways)?;
                    return Ok(true);
                }
                Tried::Stuck(_) => last = Some(planned.edits),
            }
        }
        Ok(false)
    }

    /// Whether a level's stored proof begins with this way.
    fn is_proof(&self, id: LevelId, way: &Replay) -> bool {
        let proof = self.now.game.levels.get(&id).and_then(|level| level.proof);
        let proof = proof.and_then(|hash| self.now.assets.get(&hash)).and_then(|bytes| Replay::read(bytes).ok());
        proof.is_some_and(|proof| {
            proof.seed == way.seed
                && proof.ticks() >= way.ticks()
                && proof.inputs().zip(way.inputs()).all(|(stored, ours)| stored == ours)
        })
    }

    fn scene(&self, seed: u64, strength: i32) -> Scene<'_> {
        Scene { project: &self.now, trial: &self.trial, ways: &self.ways, seed, strength }
    }

    /// A way through a level as it is now.
    fn way_of(&mut self, id: LevelId) -> Option<Replay> {
        if let Some(way) = self.ways.get(&id) {
            return way.clone();
        }
        let level = self.now.game.levels.get(&id)?;
        let proof = level.proof.and_then(|hash| self.now.assets.get(&hash));
        let proof = proof.and_then(|bytes| Replay::read(bytes).ok());
        let way = self.trial.way(&self.now.game, id, proof.as_ref(), (1, 1));
        self.ways.insert(id, way.clone());
        way
    }

    /// Tries edits on a copy: can these levels still be beaten?
    fn try_out(&mut self, planned: &Planned, levels: &[LevelId]) -> Result<Tried, WordsError> {
        let mut game = self.now.game.clone();
        apply(&planned.edits, &mut game)?;
        let mut ways = Vec::new();
        if !planned.plays {
            return Ok(Tried::Fine(ways));
        }
        let slowed = (self.now.game.rules.time_scale_percent, game.rules.time_scale_percent);
        for &id in levels.iter().filter(|id| game.levels.contains_key(id)) {
            let known = self.way_of(id);
            match (self.trial.way(&game, id, known.as_ref(), slowed), &known) {
                (Some(way), _) => ways.push((id, way)),
                // Nobody could beat it before either.
                (None, None) => {}
                (None, Some(_)) => return Ok(Tried::Stuck(id)),
            }
        }
        Ok(Tried::Fine(ways))
    }

    fn keep(&mut self, planned: Planned, ways: Vec<(LevelId, Replay)>) -> Result<(), WordsError> {
        apply(&planned.edits, &mut self.now.game)?;
        self.edits.extend(planned.edits);
        for bytes in planned.assets {
            self.now.add_asset(bytes);
        }
        for (id, way) in ways {
            self.touched.insert(id);
            self.ways.insert(id, Some(way));
        }
        Ok(())
    }

    /// Puts new ways into the levels as proofs, plays everything once more, and says what has changed.
    fn finish(mut self, words: &str) -> Result<WordsChange, WordsError> {
        let order: Vec<LevelId> = self.now.game.levels.in_order().into_iter().map(|(&id, _)| id).collect();
        for (index, id) in order.iter().enumerate() {
            let Some(mut way) = self.ways.get(id).cloned().flatten().filter(|_| self.touched.contains(id)) else {
                continue;
            };
            if self.is_proof(*id, &way) {
                continue;
            }
            way.start = Start::Level(index as u16);
            let proof = self.now.add_asset(way.encode());
            let edit = Edit::ChangeLevel { id: *id, change: LevelChange::Proof(Some(proof)) };
            apply(std::slice::from_ref(&edit), &mut self.now.game)?;
            self.edits.push(edit);
        }
        let pack = compile_project(&self.now).map_err(|error| WordsError::Internal(error.to_string()))?;
        let pack = Arc::new(pack);
        for (index, id) in order.iter().enumerate() {
            let played = self.ways.get(id).is_some_and(Option::is_some) && self.touched.contains(id);
            if played && prove::stored_way(&pack, index as u16).is_none() {
                let name = self.name_of(*id);
                return Err(WordsError::Internal(format!("the proof of {name} does not beat it")));
            }
        }
        let preview = preview::preview(&self.before.game, &self.now.game);
        if preview.is_empty() {
            return Err(WordsError::AlreadySo("The game is already like that.".to_owned()));
        }
        let old: BTreeSet<&AssetHash> = self.before.assets.keys().collect();
        let assets = self.now.assets.iter().filter(|(hash, _)| !old.contains(hash));
        let mut notes = self.notes;
        notes.dedup();
        Ok(WordsChange {
            assets: assets.map(|(&hash, bytes)| (hash, bytes.clone())).collect(),
            edits: self.edits,
            preview,
            said: printable(text::shortened(words, SAID_CHARS).trim()),
            notes,
        })
    }
}

fn apply(edits: &[Edit], game: &mut Game) -> Result<(), WordsError> {
    match Edit::Batch(edits.to_vec()).apply(game) {
        Ok(_) => Ok(()),
        Err(error) => Err(WordsError::NotPossible(format!("That does not fit into this game: {error}."))),
    }
}
