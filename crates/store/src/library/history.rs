//! History: what happened to a game, and the way back. Nothing of it is ever erased.

use std::collections::{BTreeMap, HashMap};

use snapcade_game::{Game, GameId};

use super::{
    edit::{Group, Saved},
    open_game::OpenGame,
};
use crate::{
    Library, StoreError,
    doc::{Heads, Key, Op, Replica as _, Source, Stamp},
    tables::{
        changes::{self, Change, Undo},
        versions,
    },
};

/// A group of edits in the history of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Counted from 1 in the order in which they came here.
    pub number: i64,
    /// When, by whom, how and what.
    pub stamp: Stamp,
    /// Whether it was done in this library; otherwise another computer sent it.
    pub here: bool,
    /// Whether it is undone, and redo can do it again.
    pub undone: bool,
}

/// A moment of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// After the change of this number.
    Change(i64),
    /// This time, in milliseconds since 1970 UTC: everything that anybody did until then by their clock, as far as it came here,
    /// and what that builds on.
    Time(i64),
    /// The version of this name.
    Version(String),
}

/// A moment that somebody gave a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedVersion {
    /// The name.
    pub name: String,
    /// The change after which it is.
    pub change: i64,
    /// When it was named: milliseconds since 1970, UTC.
    pub time_ms: i64,
}

impl From<Change> for HistoryEntry {
    fn from(change: Change) -> Self {
        let undone = change.undo == Undo::Undone;
        Self { number: change.number, stamp: change.stamp, here: change.here, undone }
    }
}

impl Library {
    /// The changes of a game before a number (`None`: all), the latest first.
    pub fn history(&self, id: GameId, before: Option<i64>, limit: usize) -> Result<Vec<HistoryEntry>, StoreError> {
        let changes = changes::before(&self.db, id, before.unwrap_or(i64::MAX), limit)?;
        if changes.is_empty() && before.is_none() {
            return Err(StoreError::NoGame { game: id });
        }
        Ok(changes.into_iter().map(HistoryEntry::from).collect())
    }

    /// What undo would undo and redo would do again.
    pub fn undo_and_redo(&self, id: GameId) -> Result<(Option<HistoryEntry>, Option<HistoryEntry>), StoreError> {
        let (undo, redo) = (changes::to_undo(&self.db, id)?, changes::to_redo(&self.db, id)?);
        Ok((undo.map(HistoryEntry::from), redo.map(HistoryEntry::from)))
    }

    /// Undoes the latest change that was done here. What others changed since stays as they left it.
    pub fn undo(&mut self, id: GameId, author: &str, now_ms: i64) -> Result<Saved, StoreError> {
        self.with_game(id, |library, open| {
            let change = changes::to_undo(&library.db, id)?
                .ok_or(StoreError::Nothing { what: "there is nothing to undo in this game" })?;
            let ops = inverse(open, &change)?;
            library.must_be_writable()?;
            if ops.is_empty() {
                changes::set_undo(&library.db, id, change.number, Undo::Neither)?;
                return Err(StoreError::NothingLeft { words: change.stamp.words });
            }
            let stamp = Stamp::new(now_ms, author, Source::Undo, &format!("undid: {}", change.stamp.words));
            let assets = BTreeMap::new();
            let group = Group { ops: &ops, stamp: &stamp, undo: Undo::Neither, applied: false, assets: &assets };
            library.write(id, open, group, |db| Ok(changes::set_undo(db, id, change.number, Undo::Undone)?))
        })
    }

    /// Does again what was undone last.
    pub fn redo(&mut self, id: GameId, author: &str, now_ms: i64) -> Result<Saved, StoreError> {
        self.with_game(id, |library, open| {
            let change = changes::to_redo(&library.db, id)?
                .ok_or(StoreError::Nothing { what: "there is nothing to redo in this game" })?;
            library.must_be_writable()?;
            // Its own writes, once more, wherever they are not there.
            let before = open.replica.before(change.span)?;
            let ops = open.replica.difference(&before, &change.span.end())?;
            let ops: Vec<Op> = ops.into_iter().filter(|op| !open.state.has(op)).collect();
            let words = format!("did again: {}", change.stamp.words);
            let stamp = Stamp::new(now_ms, author, Source::Redo, &words);
            let done = |db: &rusqlite::Connection| Ok(changes::set_undo(db, id, change.number, Undo::Done)?);
            if ops.is_empty() {
                done(&library.db)?;
                return Err(StoreError::NothingLeft { words: change.stamp.words });
            }
            let assets = BTreeMap::new();
            let group = Group { ops: &ops, stamp: &stamp, undo: Undo::Neither, applied: false, assets: &assets };
            library.write(id, open, group, done)
        })
    }

    /// Takes back one change, whenever it was and whoever did it, and leaves everything that was done since. That is a change
    /// like any other, which can be undone.
    pub fn revert(&mut self, id: GameId, number: i64, author: &str, now_ms: i64) -> Result<Saved, StoreError> {
        self.with_game(id, |library, open| {
            let change = changes::get(&library.db, id, number)?.ok_or(StoreError::NoMoment)?;
            if number == 1 {
                // It made the game.
                return Err(StoreError::Nothing {
                    what: "the first step made the game; throw the game into the trash instead",
                });
            }
            let ops = inverse(open, &change)?;
            if ops.is_empty() {
                return Err(StoreError::NothingLeft { words: change.stamp.words });
            }
            let stamp = Stamp::new(now_ms, author, Source::Undo, &format!("took back: {}", change.stamp.words));
            let assets = BTreeMap::new();
            let group = Group { ops: &ops, stamp: &stamp, undo: Undo::Done, applied: false, assets: &assets };
            library.write(id, open, group, |db| Ok(changes::drop_redo(db, id)?))
        })
    }

    /// A game as it was.
    pub fn game_at(&mut self, id: GameId, moment: &Moment) -> Result<Game, StoreError> {
        self.with_game(id, |library, open| {
            let heads = library.heads_at(id, open, moment)?;
            let mut state = open.state.clone();
            open.replica.difference(&open.replica.heads(), &heads)?.iter().for_each(|op| state.apply(op));
            Ok(crate::doc::read(&state, id))
        })
    }

    /// Brings an earlier moment back, as a new change.
    pub fn restore(&mut self, id: GameId, moment: &Moment, author: &str, now_ms: i64) -> Result<Saved, StoreError> {
        self.with_game(id, |library, open| {
            let heads = library.heads_at(id, open, moment)?;
            let ops = open.replica.difference(&open.replica.heads(), &heads)?;
            if ops.is_empty() {
                return Err(StoreError::Nothing { what: "the game is already as it was then" });
            }
            let words = match moment {
                Moment::Version(name) => format!("went back to \"{name}\""),
                Moment::Change(number) => format!("went back to step {number}"),
                Moment::Time(_) => "went back in time".to_owned(),
            };
            let stamp = Stamp::new(now_ms, author, Source::Restore, &words);
            let assets = BTreeMap::new();
            let group = Group { ops: &ops, stamp: &stamp, undo: Undo::Done, applied: false, assets: &assets };
            library.write(id, open, group, |db| Ok(changes::drop_redo(db, id)?))
        })
    }

    /// Gives this moment a name. An older moment of that name loses it.
    pub fn name_version(&mut self, id: GameId, name: &str, now_ms: i64) -> Result<(), StoreError> {
        self.must_be_writable()?;
        snapcade_game::text::check_filled(name, snapcade_game::limits::NAME_CHARS)
            .map_err(|error| StoreError::Name { error })?;
        match changes::latest(&self.db, id)? {
            0 => Err(StoreError::NoGame { game: id }),
            latest => Ok(versions::put(&self.db, id, name, latest, now_ms)?),
        }
    }

    /// Takes a name from its moment. Whether there was one.
    pub fn forget_version(&mut self, id: GameId, name: &str) -> Result<bool, StoreError> {
        self.must_be_writable()?;
        Ok(versions::remove(&self.db, id, name)?)
    }

    /// The named versions of a game, the latest first.
    pub fn versions(&self, id: GameId) -> Result<Vec<NamedVersion>, StoreError> {
        let named = |(name, change, time_ms)| NamedVersion { name, change, time_ms };
        Ok(versions::of(&self.db, id)?.into_iter().map(named).collect())
    }

    fn heads_at(&self, id: GameId, open: &OpenGame, moment: &Moment) -> Result<Heads, StoreError> {
        let change = match moment {
            Moment::Change(number) => changes::get(&self.db, id, *number)?,
            Moment::Time(time_ms) => {
                let last = changes::until(&self.db, id, *time_ms)?;
                return if last.is_empty() { Err(StoreError::NoMoment) } else { Ok(open.replica.moment(&last)?) };
            }
            Moment::Version(name) => match versions::get(&self.db, id, name)? {
                Some(number) => changes::get(&self.db, id, number)?,
                None => None,
            },
        };
        let change = change.ok_or(StoreError::NoMoment)?;
        Ok(change.heads.unwrap_or_else(|| change.span.end()))
    }
}

/// The writes that take a change back: each register that still is as the change left it becomes what it was before.
fn inverse(open: &OpenGame, change: &Change) -> Result<Vec<Op>, StoreError> {
    let (before, after) = (open.replica.before(change.span)?, change.span.end());
    let done = open.replica.difference(&before, &after)?;
    let done: HashMap<Key, Op> = done.into_iter().map(|op| (op.key(), op)).collect();
    let back = open.replica.difference(&after, &before)?;
    Ok(back.into_iter().filter(|op| done.get(&op.key()).is_some_and(|done| open.state.has(done))).collect())
}
