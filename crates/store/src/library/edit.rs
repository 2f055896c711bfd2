//! Making games and changing them.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use snapcade_game::{Actor, AssetHash, DialogueId, Edit, Game, GameId, KindId, LevelId, Project};

use super::open_game::{OpenGame, random};
use crate::{
    Library, StoreError,
    doc::{LoroReplica, Op, Replica as _, Stamp, State, named_by, ops_between, ops_in, read},
    tables::{
        changes::{self, Change, Undo},
        documents, games, updates,
    },
};

/// What was written: the number of the change in the game's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// Counted from 1.
    pub change: i64,
}

impl Library {
    /// Keeps a game that is new here. Its history begins with this.
    pub fn create_game(&mut self, project: &Project, stamp: &Stamp) -> Result<(), StoreError> {
        let game = &project.game;
        self.must_be_writable()?;
        if self.has_game(game.id)? {
            return Err(StoreError::Exists { game: game.id });
        }
        let mut replica = LoroReplica::new(game.id, random()?)?;
        let ops = ops_between(&State::default(), &Game::new(game.id, ""), game);
        let Some(committed) = replica.commit(&ops, stamp)? else {
            return Err(StoreError::Nothing { what: "an empty game cannot be kept" });
        };
        let snapshot = replica.snapshot()?;
        let mut open = OpenGame::new(replica, game.id)?;
        open.last_change = 1;
        let transaction = self.db.transaction()?;
        games::put(&transaction, game.id, game, stamp.time_ms)?;
        super::assets::keep_of_game(&transaction, game, &project.assets, &mut open.kept_assets)?;
        documents::put(&transaction, game.id, &snapshot, &AssetHash::of(&snapshot).to_string(), 1)?;
        let stamp = stamp.clone();
        // A game is not unmade by undo; there is a trash for that.
        let undo = Undo::Neither;
        let change = Change { number: 1, stamp, span: committed.span, heads: None, here: true, undo };
        changes::add(&transaction, game.id, &change)?;
        transaction.commit()?;
        self.open_games.put(game.id, open);
        Ok(())
    }

    /// Changes a game: all edits or none, as one group of its history. One that lies in the trash comes out of it. `assets` are those that the edits name and the
    /// library may not have yet. When it returns, the change is on the disk.
    pub fn edit(
        &mut self,
        id: GameId,
        edits: &[Edit],
        assets: &BTreeMap<AssetHash, Vec<u8>>,
        stamp: &Stamp,
    ) -> Result<Saved, StoreError> {
        self.with_game(id, |library, open| {
            library.must_be_writable()?;
            let levels = touched(edits);
            let before = part_of(&mut open.game, &levels);
            apply_all(edits, &mut open.game)?;
            let ops = ops_in(&levels, &open.state, &before, &open.game);
            if ops.is_empty() {
                // What was removed and is still used comes back, so that taking it away again changes nothing.
                open.game = read(&open.state, id);
                return Err(StoreError::Nothing { what: "nothing changes: the game is like that already" });
            }
            let group = Group { ops: &ops, stamp, undo: Undo::Done, applied: true, assets };
            library.write(id, open, group, |db| Ok(changes::drop_redo(db, id)?))
        })
    }

    /// Writes a group of edits: to the document, then in one transaction to the database. `also` is written with it.
    pub(super) fn write(
        &mut self,
        id: GameId,
        open: &mut OpenGame,
        group: Group<'_>,
        also: impl FnOnce(&rusqlite::Connection) -> Result<(), StoreError>,
    ) -> Result<Saved, StoreError> {
        self.must_be_writable()?;
        let Group { ops, stamp, undo, applied, assets } = group;
        let Some(committed) = open.replica.commit(ops, stamp)? else {
            return Err(StoreError::Nothing { what: "nothing changes: the game is like that already" });
        };
        for op in ops {
            open.state.apply(op);
        }
        if !applied || brings_back(&open.state, &open.game) {
            open.game = read(&open.state, id);
        }
        let (number, stamp) = (open.last_change + 1, stamp.clone());
        let transaction = self.db.transaction()?;
        also(&transaction)?;
        updates::add(&transaction, id, open.last_update + 1, &committed.update)?;
        games::put(&transaction, id, &open.game, stamp.time_ms)?;
        // Whoever works on a game wants to keep it.
        games::set_trashed(&transaction, id, None)?;
        super::assets::keep_of_game(&transaction, &open.game, assets, &mut open.kept_assets)?;
        let change = Change { number, stamp, span: committed.span, heads: None, here: true, undo };
        changes::add(&transaction, id, &change)?;
        transaction.commit()?;
        open.last_change = number;
        open.last_update += 1;
        open.updates += 1;
        if open.updates.is_multiple_of(super::compact::WHILE_EDITING) {
            // The edit is on the disk, whatever comes of this.
            let _ = self.compact_open(id, open);
        }
        Ok(Saved { change: number })
    }

    /// A game with everything it needs.
    pub fn project(&mut self, id: GameId) -> Result<Project, StoreError> {
        let game = self.game(id)?;
        self.with_assets(game)
    }

    /// A game of any moment with everything it needs. Assets that are not here whole are left out: validation names them.
    pub fn with_assets(&self, game: Game) -> Result<Project, StoreError> {
        let mut project = Project::new(game);
        for hash in project.game.assets() {
            if let Some(bytes) = self.whole_asset(hash)? {
                project.assets.insert(hash, bytes);
            }
        }
        Ok(project)
    }

    /// Puts a game out of memory. What is new of it goes into its snapshot.
    pub fn close_game(&mut self, id: GameId) -> Result<(), StoreError> {
        if let Some(mut open) = self.open_games.take(id)
            && open.updates >= super::compact::ON_CLOSING
            && !self.is_read_only()
        {
            self.compact_open(id, &mut open)?;
        }
        Ok(())
    }
}

/// A group of edits on its way into a document.
#[derive(Clone, Copy)]
pub(super) struct Group<'a> {
    pub ops: &'a [Op],
    pub stamp: &'a Stamp,
    pub undo: Undo,
    /// Whether the game in memory is changed already.
    pub applied: bool,
    pub assets: &'a BTreeMap<AssetHash, Vec<u8>>,
}

/// All edits or none.
fn apply_all(edits: &[Edit], game: &mut Game) -> Result<(), StoreError> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.clone().apply(game) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                // Each names what its edit left behind, so it cannot fail.
                inverses.into_iter().rev().for_each(|inverse| drop(inverse.undo(game)));
                return Err(error.into());
            }
        }
    }
    Ok(())
}

/// The levels that edits name.
fn touched(edits: &[Edit]) -> BTreeSet<LevelId> {
    let mut levels = BTreeSet::new();
    let mut queue: Vec<&Edit> = edits.iter().collect();
    while let Some(edit) = queue.pop() {
        match edit {
            Edit::Batch(edits) => queue.extend(edits),
            Edit::AddLevel { id, .. } | Edit::RemoveLevel { id } | Edit::ChangeLevel { id, .. } => {
                levels.insert(*id);
            }
            _ => {}
        }
    }
    levels
}

/// A copy of a game with these levels alone: a large game is not copied for a small edit.
fn part_of(game: &mut Game, levels: &BTreeSet<LevelId>) -> Game {
    let all = std::mem::take(&mut game.levels);
    let mut part = game.clone();
    part.levels = levels.iter().filter_map(|id| Some((*id, all.get(id)?.clone()))).collect();
    game.levels = all;
    part
}

/// Whether something that was removed comes back because the game names it now.
fn brings_back(state: &State, game: &Game) -> bool {
    let kinds: BTreeSet<KindId> = gone(state, "kinds").filter(|id| !game.kinds.contains_key(id)).collect();
    let dialogues: BTreeSet<DialogueId> =
        gone(state, "dialogues").filter(|id| !game.dialogues.contains_key(id)).collect();
    if kinds.is_empty() && dialogues.is_empty() {
        return false;
    }
    let names = |actor: &Actor| {
        kinds.contains(&actor.kind) || actor.dialogue.is_some_and(|dialogue| dialogues.contains(&dialogue))
    };
    game.levels.values().flat_map(|level| level.actors.values()).any(names)
        || game.kinds.values().flat_map(named_by).any(|kind| kinds.contains(&kind))
}

/// The entries of a table that were removed.
fn gone<Id: FromStr>(state: &State, table: &str) -> impl Iterator<Item = Id> {
    let below = format!("{table}/");
    state
        .fields
        .range(below.clone()..)
        .map_while(move |(path, _)| path.strip_prefix(below.as_str()))
        .filter_map(|path| path.strip_suffix("/gone")?.parse().ok())
}
