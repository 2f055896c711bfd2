//! Assets: bytes under their BLAKE3 hash.

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use snapcade_game::AssetHash;

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // With a row number, so that large bytes lie beside the tree that is searched and not in it.
    sql: "CREATE TABLE assets (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT",
}];

/// Keeps bytes; those that are there already are not written again.
pub(crate) fn put(db: &Connection, hash: AssetHash, bytes: &[u8]) -> Result<()> {
    let sql = "INSERT INTO assets (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING";
    db.prepare_cached(sql)?.execute(params![hash.to_string(), bytes]).map(|_| ())
}

/// The bytes behind a hash, as they are stored: compare them with the hash before use.
pub(crate) fn get(db: &Connection, hash: AssetHash) -> Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT bytes FROM assets WHERE hash = ?")?
        .query_row([hash.to_string()], |row| row.get(0))
        .optional()
}
