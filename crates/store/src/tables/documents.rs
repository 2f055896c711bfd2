//! Documents: of each game one snapshot of everything that happened to it. What happened since is in `updates`.

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use snapcade_game::GameId;

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE documents (
        game INTEGER PRIMARY KEY REFERENCES games (id) ON DELETE CASCADE,
        snapshot BLOB NOT NULL,
        hash TEXT NOT NULL, -- BLAKE3 of the snapshot
        through INTEGER NOT NULL -- the number of the latest change that is in it
    ) STRICT",
}];

/// The snapshot of a game and the hash it should have.
pub(crate) fn get(db: &Connection, game: GameId) -> Result<Option<(Vec<u8>, String)>> {
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    db.prepare_cached("SELECT snapshot, hash FROM documents WHERE game = ?")?.query_row([game.0 as i64], row).optional()
}

/// The number of the latest change that is in the snapshot of a game.
pub(crate) fn through(db: &Connection, game: GameId) -> Result<i64> {
    db.prepare_cached("SELECT through FROM documents WHERE game = ?")?.query_row([game.0 as i64], |row| row.get(0))
}

/// Puts a snapshot in the place of the one before.
pub(crate) fn put(db: &Connection, game: GameId, snapshot: &[u8], hash: &str, through: i64) -> Result<()> {
    let sql = "INSERT INTO documents (game, snapshot, hash, through) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (game) DO UPDATE SET snapshot = ?2, hash = ?3, through = ?4";
    db.execute(sql, params![game.0 as i64, snapshot, hash, through]).map(|_| ())
}
