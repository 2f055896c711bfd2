//! Changes: the history of each game as people see it, a row for each group of edits.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};
use snapcade_game::GameId;

use crate::{
    db::Migration,
    doc::{Heads, Source, Span, Stamp},
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE changes (
        game INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
        number INTEGER NOT NULL, -- in the order of their arrival here, from 1
        time_ms INTEGER NOT NULL,
        author TEXT NOT NULL,
        source TEXT NOT NULL,
        words TEXT NOT NULL,
        peer INTEGER NOT NULL, -- which operations of the document it is
        start INTEGER NOT NULL,
        length INTEGER NOT NULL,
        heads BLOB, -- the moment after it here, when that is not simply its last operation
        here INTEGER NOT NULL, -- whether it was done in this library
        undo INTEGER NOT NULL, -- 0: can be undone, 1: is undone, 2: neither
        PRIMARY KEY (game, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX changes_undone ON changes (game, number) WHERE undo = 1;",
}];

/// What undo and redo can do with a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undo {
    /// It is done, and can be undone.
    Done = 0,
    /// It is undone, and can be done again.
    Undone = 1,
    /// Neither: it is an undo itself, came from elsewhere, or something else was done after it was undone.
    Neither = 2,
}

/// A group of edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub number: i64,
    pub stamp: Stamp,
    pub span: Span,
    pub heads: Option<Heads>,
    pub here: bool,
    pub undo: Undo,
}

const COLUMNS: &str = "number, time_ms, author, source, words, peer, start, length, heads, here, undo";

fn change(row: &Row<'_>) -> Result<Change> {
    let (source, heads): (String, Option<Vec<u8>>) = (row.get(3)?, row.get(8)?);
    Ok(Change {
        number: row.get(0)?,
        stamp: Stamp {
            time_ms: row.get(1)?,
            author: row.get(2)?,
            source: Source::from_name(&source),
            words: row.get(4)?,
        },
        span: Span { peer: row.get::<_, i64>(5)? as u64, start: row.get(6)?, len: row.get(7)? },
        heads: heads.and_then(|heads| Heads::decode(&heads)),
        here: row.get(9)?,
        undo: match row.get(10)? {
            0 => Undo::Done,
            1 => Undo::Undone,
            _ => Undo::Neither,
        },
    })
}

/// Writes a row.
pub(crate) fn add(db: &Connection, game: GameId, change: &Change) -> Result<()> {
    let sql =
        "INSERT INTO changes (game, number, time_ms, author, source, words, peer, start, length, heads, here, undo)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let Change { number, stamp, span, heads, here, undo } = change;
    let heads = heads.as_ref().map(Heads::encode);
    let (source, peer) = (stamp.source.name(), span.peer as i64);
    db.prepare_cached(sql)?
        .execute(params![
            game.0 as i64,
            number,
            stamp.time_ms,
            stamp.author,
            source,
            stamp.words,
            peer,
            span.start,
            span.len,
            heads,
            here,
            *undo as i64
        ])
        .map(|_| ())
}

/// Changes before a number, the latest first.
pub(crate) fn before(db: &Connection, game: GameId, number: i64, limit: usize) -> Result<Vec<Change>> {
    let sql = format!("SELECT {COLUMNS} FROM changes WHERE game = ? AND number < ? ORDER BY number DESC LIMIT ?");
    let mut query = db.prepare_cached(&sql)?;
    query.query_map(params![game.0 as i64, number, limit as i64], change)?.collect()
}

/// One change.
pub(crate) fn get(db: &Connection, game: GameId, number: i64) -> Result<Option<Change>> {
    let sql = format!("SELECT {COLUMNS} FROM changes WHERE game = ? AND number = ?");
    db.prepare_cached(&sql)?.query_row(params![game.0 as i64, number], change).optional()
}

/// The number of the latest change; 0 when there is none.
pub(crate) fn latest(db: &Connection, game: GameId) -> Result<i64> {
    let sql = "SELECT coalesce(max(number), 0) FROM changes WHERE game = ?";
    db.prepare_cached(sql)?.query_row([game.0 as i64], |row| row.get(0))
}

/// Of each opening of the document, on any computer, the last operation that was done until a time.
pub(crate) fn until(db: &Connection, game: GameId, time_ms: i64) -> Result<Vec<(u64, i32)>> {
    let sql = "SELECT peer, max(start + length) - 1 FROM changes WHERE game = ? AND time_ms <= ? GROUP BY peer";
    let mut query = db.prepare_cached(sql)?;
    query.query_map(params![game.0 as i64, time_ms], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?.collect()
}

/// The openings of the document and the last operations of all changes after a number.
pub(crate) fn after(db: &Connection, game: GameId, number: i64) -> Result<Vec<(u64, i32)>> {
    let sql = "SELECT peer, start + length - 1 FROM changes WHERE game = ? AND number > ?";
    let mut query = db.prepare_cached(sql)?;
    query.query_map(params![game.0 as i64, number], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?)))?.collect()
}

/// What undo would undo: the latest change that was done here and not undone.
pub(crate) fn to_undo(db: &Connection, game: GameId) -> Result<Option<Change>> {
    let sql = format!("SELECT {COLUMNS} FROM changes WHERE game = ? AND undo = 0 ORDER BY number DESC LIMIT 1");
    db.prepare_cached(&sql)?.query_row([game.0 as i64], change).optional()
}

/// What redo would do again: of the changes that are undone the first, which was undone last.
pub(crate) fn to_redo(db: &Connection, game: GameId) -> Result<Option<Change>> {
    // Without being told, SQLite walks through the whole history of the game instead of the few rows of the index.
    let sql = format!(
        "SELECT {COLUMNS} FROM changes INDEXED BY changes_undone
        WHERE game = ? AND undo = 1 ORDER BY number LIMIT 1"
    );
    db.prepare_cached(&sql)?.query_row([game.0 as i64], change).optional()
}

/// Forgets the history of a game, for another one of the same document that takes its place.
pub(crate) fn forget(db: &Connection, game: GameId) -> Result<()> {
    db.execute("DELETE FROM changes WHERE game = ?", [game.0 as i64]).map(|_| ())
}

/// Notes what undo can do with a change.
pub(crate) fn set_undo(db: &Connection, game: GameId, number: i64, undo: Undo) -> Result<()> {
    let sql = "UPDATE changes SET undo = ? WHERE game = ? AND number = ?";
    db.prepare_cached(sql)?.execute(params![undo as i64, game.0 as i64, number]).map(|_| ())
}

/// Something else was done: what is undone stays so. It is still in the history.
pub(crate) fn drop_redo(db: &Connection, game: GameId) -> Result<()> {
    let sql = "UPDATE changes INDEXED BY changes_undone SET undo = 2 WHERE game = ? AND undo = 1";
    db.prepare_cached(sql)?.execute([game.0 as i64]).map(|_| ())
}
