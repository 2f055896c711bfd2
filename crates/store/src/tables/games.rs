//! Games as the library lists them. The documents themselves are in `documents`.

use rusqlite::{Connection, Result, params};
use snapcade_game::{Game, GameId};

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE games (
        id INTEGER PRIMARY KEY, -- the game's 64 bits, as a signed number
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        theme TEXT NOT NULL,
        difficulty TEXT NOT NULL,
        levels INTEGER NOT NULL,
        created_ms INTEGER NOT NULL,
        edited_ms INTEGER NOT NULL
    ) STRICT",
}];

/// Writes what the list shows of a game, after each change of it.
pub(crate) fn put(db: &Connection, id: GameId, game: &Game, now_ms: i64) -> Result<()> {
    let sql = "INSERT INTO games (id, title, author, theme, difficulty, levels, created_ms, edited_ms)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
        ON CONFLICT (id) DO UPDATE SET title = ?2, author = ?3, theme = ?4, difficulty = ?5, levels = ?6, edited_ms = ?7";
    let difficulty = format!("{:?}", game.difficulty).to_lowercase();
    let levels = game.levels.len() as i64;
    db.prepare_cached(sql)?
        .execute(params![id.0 as i64, game.title, game.author, game.theme, difficulty, levels, now_ms])
        .map(|_| ())
}
