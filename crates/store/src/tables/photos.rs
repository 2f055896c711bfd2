//! Photos that were kept on purpose. Their bytes are assets.

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use snapcade_game::AssetHash;

use super::parsed;
use crate::{db::Migration, library::PhotoId};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE photos (
            id INTEGER PRIMARY KEY, -- 64 random bits, as a signed number
            hash TEXT NOT NULL UNIQUE,
            created_ms INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER photos_gone AFTER DELETE ON photos BEGIN
            DELETE FROM asset_uses WHERE owner_kind = 'photo' AND owner = OLD.id;
        END",
}];

/// Keeps a photo under an id.
pub(crate) fn put(db: &Connection, id: PhotoId, hash: AssetHash, now_ms: i64) -> Result<()> {
    let sql = "INSERT INTO photos (id, hash, created_ms) VALUES (?, ?, ?)";
    db.prepare_cached(sql)?.execute(params![id.0 as i64, hash.to_string(), now_ms]).map(|_| ())
}

/// The photo with these bytes.
pub(crate) fn with_hash(db: &Connection, hash: AssetHash) -> Result<Option<PhotoId>> {
    db.prepare_cached("SELECT id FROM photos WHERE hash = ?")?
        .query_row([hash.to_string()], |row| Ok(PhotoId(row.get::<_, i64>(0)? as u64)))
        .optional()
}

/// The hash of a photo's bytes.
pub(crate) fn hash(db: &Connection, id: PhotoId) -> Result<Option<AssetHash>> {
    db.prepare_cached("SELECT hash FROM photos WHERE id = ?")?.query_row([id.0 as i64], |row| parsed(row, 0)).optional()
}

/// All photos with hash and time, the newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<(PhotoId, AssetHash, i64)>> {
    let mut statement = db.prepare_cached("SELECT id, hash, created_ms FROM photos ORDER BY created_ms DESC, id")?;
    let rows =
        statement.query_map([], |row| Ok((PhotoId(row.get::<_, i64>(0)? as u64), parsed(row, 1)?, row.get(2)?)))?;
    rows.collect()
}

/// Deletes the photo with these bytes, whatever its id.
pub(crate) fn delete_with_hash(db: &Connection, hash: AssetHash) -> Result<()> {
    db.prepare_cached("DELETE FROM photos WHERE hash = ?")?.execute([hash.to_string()]).map(|_| ())
}

/// Deletes a photo; whether there was one. Its bytes go with the next sweep.
pub(crate) fn delete(db: &Connection, id: PhotoId) -> Result<bool> {
    Ok(db.prepare_cached("DELETE FROM photos WHERE id = ?")?.execute([id.0 as i64])? > 0)
}
