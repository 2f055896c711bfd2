//! Updates: what happened to a game since its snapshot, as the bytes that another computer would be sent.

use rusqlite::{Connection, Result, params};
use snapcade_game::GameId;

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE updates (
        game INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
        number INTEGER NOT NULL, -- in the order of their arrival
        bytes BLOB NOT NULL,
        PRIMARY KEY (game, number)
    ) STRICT, WITHOUT ROWID",
}];

/// Keeps an update.
pub(crate) fn add(db: &Connection, game: GameId, number: i64, bytes: &[u8]) -> Result<()> {
    let sql = "INSERT INTO updates (game, number, bytes) VALUES (?, ?, ?)";
    db.prepare_cached(sql)?.execute(params![game.0 as i64, number, bytes]).map(|_| ())
}

/// The updates of a game with their numbers, in the order of their arrival.
pub(crate) fn of(db: &Connection, game: GameId) -> Result<Vec<(i64, Vec<u8>)>> {
    let mut query = db.prepare_cached("SELECT number, bytes FROM updates WHERE game = ? ORDER BY number")?;
    query.query_map([game.0 as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Forgets the updates up to a number: a snapshot has them.
pub(crate) fn remove_through(db: &Connection, game: GameId, number: i64) -> Result<()> {
    let sql = "DELETE FROM updates WHERE game = ? AND number <= ?";
    db.execute(sql, params![game.0 as i64, number]).map(|_| ())
}
