//! Assets: bytes under their BLAKE3 hash.

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use snapcade_game::AssetHash;

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // With a row number, so that large bytes lie beside the tree that is searched and not in it.
    sql: "CREATE TABLE assets (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL) STRICT",
}];

/// Keeps bytes; those that are there already are not written again. In the same transaction somebody has to use them
/// ([`super::asset_uses::add`]), or they are swept away.
pub(crate) fn put(db: &Connection, hash: AssetHash, bytes: &[u8]) -> Result<()> {
    let sql = "INSERT INTO assets (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING";
    db.prepare_cached(sql)?.execute(params![hash.to_string(), bytes]).map(|_| ())
}

/// Puts whole bytes in the place of damaged ones.
pub(crate) fn heal(db: &Connection, hash: AssetHash, bytes: &[u8]) -> Result<()> {
    let sql = "UPDATE assets SET bytes = ?2 WHERE hash = ?1 AND bytes IS NOT ?2";
    db.prepare_cached(sql)?.execute(params![hash.to_string(), bytes]).map(|_| ())
}

/// The bytes behind a hash, as they are stored: compare them with the hash before use.
pub(crate) fn get(db: &Connection, hash: AssetHash) -> Result<Option<Vec<u8>>> {
    db.prepare_cached("SELECT bytes FROM assets WHERE hash = ?")?
        .query_row([hash.to_string()], |row| row.get(0))
        .optional()
}

/// Deletes what nobody uses; how many assets and how many bytes.
pub(crate) fn sweep(db: &Connection) -> Result<(usize, u64)> {
    let unused = "NOT EXISTS (SELECT 1 FROM asset_uses WHERE asset = assets.id)";
    let sum = format!("SELECT COALESCE(SUM(LENGTH(bytes)), 0) FROM assets WHERE {unused}");
    let bytes: i64 = db.prepare_cached(&sum)?.query_row([], |row| row.get(0))?;
    let count = db.prepare_cached(&format!("DELETE FROM assets WHERE {unused}"))?.execute([])?;
    Ok((count, bytes.unsigned_abs()))
}
