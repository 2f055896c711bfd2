//! Who uses an asset: it lives as long as somebody does.

use rusqlite::{Connection, Result, params};
use snapcade_game::AssetHash;

use crate::db::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // An owner that is deleted takes its uses along: a trigger beside each owner's table sees to it.
    sql: "CREATE TABLE asset_uses (
            owner_kind TEXT NOT NULL,
            owner INTEGER NOT NULL,
            asset INTEGER NOT NULL REFERENCES assets (id),
            PRIMARY KEY (owner_kind, owner, asset)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX asset_uses_by_asset ON asset_uses (asset)",
}];

/// What can use assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnerKind {
    /// A game with its whole history.
    Game,
    /// What the list shows of a game: thumbnail and preview.
    Card,
    /// A hero.
    Hero,
    /// A photo that was kept.
    Photo,
    /// Something a job made.
    Artefact,
}

impl OwnerKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Game => "game",
            Self::Card => "card",
            Self::Hero => "hero",
            Self::Photo => "photo",
            Self::Artefact => "artefact",
        }
    }
}

/// Somebody who uses assets: what kind, and the row's number (ids of 64 bits as signed numbers).
pub(crate) type Owner = (OwnerKind, i64);

/// Remembers that an owner uses an asset; whether the asset is there to be used.
pub(crate) fn add(db: &Connection, owner: Owner, hash: AssetHash) -> Result<bool> {
    let sql = "INSERT OR IGNORE INTO asset_uses (owner_kind, owner, asset) SELECT ?, ?, id FROM assets WHERE hash = ?";
    let (kind, id) = owner;
    let hash = hash.to_string();
    if db.prepare_cached(sql)?.execute(params![kind.name(), id, hash])? > 0 {
        return Ok(true);
    }
    db.prepare_cached("SELECT 1 FROM assets WHERE hash = ?")?.exists([hash])
}

/// An owner uses nothing any more.
pub(crate) fn clear(db: &Connection, owner: Owner) -> Result<()> {
    let sql = "DELETE FROM asset_uses WHERE owner_kind = ? AND owner = ?";
    db.prepare_cached(sql)?.execute(params![owner.0.name(), owner.1]).map(|_| ())
}

/// The hashes of what an owner uses.
pub(crate) fn of(db: &Connection, owner: Owner) -> Result<Vec<AssetHash>> {
    let sql = "SELECT assets.hash FROM asset_uses JOIN assets ON assets.id = asset_uses.asset
        WHERE owner_kind = ? AND owner = ? ORDER BY assets.hash";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(params![owner.0.name(), owner.1], |row| super::parsed(row, 0))?;
    rows.collect()
}
