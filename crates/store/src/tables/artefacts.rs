//! Artefacts: what steps of jobs made, by what it was made from, so that it is not made twice.

use rusqlite::{Connection, OptionalExtension as _, Result, params};
use snapcade_game::AssetHash;

use super::{
    asset_uses::{self, OwnerKind},
    parsed,
};
use crate::{db::Migration, library::ArtefactKey};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE artefacts (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE, -- the hash of its kind and of what it is made from
            hash TEXT NOT NULL, -- of what was made
            made_ms INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER artefacts_gone AFTER DELETE ON artefacts BEGIN
            DELETE FROM asset_uses WHERE owner_kind = 'artefact' AND owner = OLD.id;
        END",
}];

/// Remembers what was made. The asset is there already.
pub(crate) fn put(db: &Connection, key: ArtefactKey, hash: AssetHash, now_ms: i64) -> Result<()> {
    let sql = "INSERT INTO artefacts (key, hash, made_ms) VALUES (?1, ?2, ?3)
        ON CONFLICT (key) DO UPDATE SET hash = ?2, made_ms = ?3 RETURNING id";
    let id: i64 =
        db.prepare_cached(sql)?.query_row(params![key.to_string(), hash.to_string(), now_ms], |row| row.get(0))?;
    asset_uses::clear(db, (OwnerKind::Artefact, id))?;
    asset_uses::add(db, (OwnerKind::Artefact, id), hash).map(|_| ())
}

/// The hash of what was made.
pub(crate) fn get(db: &Connection, key: ArtefactKey) -> Result<Option<AssetHash>> {
    db.prepare_cached("SELECT hash FROM artefacts WHERE key = ?")?
        .query_row([key.to_string()], |row| parsed(row, 0))
        .optional()
}

/// Forgets an artefact, so that it is made anew.
pub(crate) fn delete(db: &Connection, key: ArtefactKey) -> Result<()> {
    db.prepare_cached("DELETE FROM artefacts WHERE key = ?")?.execute([key.to_string()]).map(|_| ())
}

/// Forgets what no step of a job that is kept has made; how many. Their assets go with the next sweep.
pub(crate) fn delete_unused(db: &Connection) -> Result<usize> {
    let sql = "DELETE FROM artefacts WHERE key NOT IN (SELECT artefact FROM job_steps WHERE artefact IS NOT NULL)";
    db.prepare_cached(sql)?.execute([])
}
