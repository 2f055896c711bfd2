//! Tags of games.

use rusqlite::{Connection, Result, params};
use snapcade_game::GameId;

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // The key is the tag folded, so that "Space" and "space" are one.
    sql: "CREATE TABLE tags (
            game INTEGER NOT NULL REFERENCES games (id) ON DELETE CASCADE,
            key TEXT NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (game, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tags_by_key ON tags (key, tag)",
}];

/// Adds a tag; whether it is new to the game.
pub(crate) fn add(db: &Connection, game: GameId, key: &str, tag: &str) -> Result<bool> {
    let sql = "INSERT OR IGNORE INTO tags (game, key, tag) VALUES (?, ?, ?)";
    Ok(db.prepare_cached(sql)?.execute(params![game.0 as i64, key, tag])? > 0)
}

/// Removes a tag; whether the game had it.
pub(crate) fn remove(db: &Connection, game: GameId, key: &str) -> Result<bool> {
    let sql = "DELETE FROM tags WHERE game = ? AND key = ?";
    Ok(db.prepare_cached(sql)?.execute(params![game.0 as i64, key])? > 0)
}

/// A game's tags in the order of their keys.
pub(crate) fn of(db: &Connection, game: GameId) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached("SELECT tag FROM tags WHERE game = ? ORDER BY key")?;
    let rows = statement.query_map([game.0 as i64], |row| row.get(0))?;
    rows.collect()
}

/// All tags of games that are not in the trash, with how many have them: the most used first.
pub(crate) fn all(db: &Connection) -> Result<Vec<(String, u32)>> {
    let sql = "SELECT MIN(tag), COUNT(*) FROM tags JOIN games ON games.id = tags.game
        WHERE games.trashed_ms IS NULL GROUP BY key ORDER BY COUNT(*) DESC, key";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
