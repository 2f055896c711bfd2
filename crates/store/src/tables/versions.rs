//! Named versions: moments of a game that somebody gave a name.

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use snapcade_game::GameId;

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE versions (
        game INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        number INTEGER NOT NULL, -- the change after which it is
        time_ms INTEGER NOT NULL,
        PRIMARY KEY (game, name)
    ) STRICT, WITHOUT ROWID",
}];

/// Names a moment; an older moment of that name loses it.
pub(crate) fn put(db: &Connection, game: GameId, name: &str, number: i64, time_ms: i64) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO versions (game, name, number, time_ms) VALUES (?, ?, ?, ?)";
    db.execute(sql, params![game.0 as i64, name, number, time_ms]).map(|_| ())
}

/// Forgets a name; the moment stays in the history.
pub(crate) fn remove(db: &Connection, game: GameId, name: &str) -> Result<bool> {
    db.execute("DELETE FROM versions WHERE game = ? AND name = ?", params![game.0 as i64, name]).map(|rows| rows > 0)
}

/// The change after which a name stands.
pub(crate) fn get(db: &Connection, game: GameId, name: &str) -> Result<Option<i64>> {
    let sql = "SELECT number FROM versions WHERE game = ? AND name = ?";
    db.query_row(sql, params![game.0 as i64, name], |row| row.get(0)).optional()
}

/// All names of a game with the changes after which they stand and when they were given, the latest first.
pub(crate) fn of(db: &Connection, game: GameId) -> Result<Vec<(String, i64, i64)>> {
    let sql = "SELECT name, number, time_ms FROM versions WHERE game = ? ORDER BY number DESC, name";
    db.prepare_cached(sql)?.query_map([game.0 as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}
