//! Assets: every read is checked, and what nobody uses is swept away.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use snapcade_game::{AssetHash, Game, GameId, limits};

use super::Library;
use crate::{
    StoreError,
    tables::{
        asset_uses::{self, Owner, OwnerKind},
        assets, games,
    },
};

/// What a sweep took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// How many assets.
    pub assets: usize,
    /// How many bytes they had.
    pub bytes: u64,
}

impl Library {
    /// Keeps an asset for a game. It lives as long as the game, its history or anybody else needs it.
    pub fn put_game_asset(&mut self, game: GameId, bytes: &[u8]) -> Result<AssetHash, StoreError> {
        self.transact(|db| {
            games::is_there(db, game)?.then_some(()).ok_or(StoreError::NoGame { game })?;
            keep(db, (OwnerKind::Game, game.0 as i64), bytes)
        })
    }

    /// The bytes of an asset; `None` when it is not here.
    pub fn asset(&self, hash: AssetHash) -> Result<Option<Vec<u8>>, StoreError> {
        match read(&self.db, hash) {
            Err(StoreError::AssetMissing { .. }) => Ok(None),
            bytes => bytes.map(Some),
        }
    }

    /// The bytes of an asset; `None` when it is not here, or not whole. The doctor names those that are not whole.
    pub(crate) fn whole_asset(&self, hash: AssetHash) -> Result<Option<Vec<u8>>, StoreError> {
        match self.asset(hash) {
            Err(StoreError::AssetDamaged { .. }) => Ok(None),
            bytes => bytes,
        }
    }

    /// The hashes of all that a game with its history uses.
    pub fn game_assets(&self, game: GameId) -> Result<Vec<AssetHash>, StoreError> {
        Ok(asset_uses::of(&self.db, (OwnerKind::Game, game.0 as i64))?)
    }

    /// Deletes assets that nobody uses.
    pub fn collect_garbage(&mut self) -> Result<Swept, StoreError> {
        let (assets, bytes) = self.transact(|db| Ok(assets::sweep(db)?))?;
        if assets > 0 {
            self.wipe()?;
        }
        Ok(Swept { assets, bytes })
    }
}

/// Keeps the assets that a game names: those that are given, and those that are here for somebody else. `kept` are those that are
/// known to be kept for it already, so that a save writes nothing about them.
pub(crate) fn keep_of_game(
    db: &Connection,
    game: &Game,
    given: &BTreeMap<AssetHash, Vec<u8>>,
    kept: &mut BTreeSet<AssetHash>,
) -> Result<(), StoreError> {
    let owner = (OwnerKind::Game, game.id.0 as i64);
    for hash in game.assets() {
        if kept.contains(&hash) {
            continue;
        }
        let is_here = match given.get(&hash) {
            Some(bytes) if AssetHash::of(bytes) != hash => return Err(StoreError::AssetDamaged { hash }),
            Some(bytes) => keep(db, owner, bytes).map(|_| true)?,
            None => asset_uses::add(db, owner, hash)?,
        };
        if is_here {
            kept.insert(hash);
        }
    }
    Ok(())
}

/// Keeps bytes for somebody, within the limit of an asset.
pub(crate) fn keep(db: &Connection, owner: Owner, bytes: &[u8]) -> Result<AssetHash, StoreError> {
    keep_within(db, owner, bytes, limits::ASSET_BYTES)
}

/// Keeps bytes for somebody, within a limit. Bytes that were damaged in the file are made whole.
pub(crate) fn keep_within(db: &Connection, owner: Owner, bytes: &[u8], limit: usize) -> Result<AssetHash, StoreError> {
    if bytes.len() > limit {
        return Err(StoreError::AssetTooLarge { bytes: bytes.len(), limit });
    }
    let hash = AssetHash::of(bytes);
    assets::put(db, hash, bytes)?;
    assets::heal(db, hash, bytes)?;
    asset_uses::add(db, owner, hash)?;
    Ok(hash)
}

/// The bytes behind a hash, compared with it.
pub(crate) fn read(db: &Connection, hash: AssetHash) -> Result<Vec<u8>, StoreError> {
    let bytes = assets::get(db, hash)?.ok_or(StoreError::AssetMissing { hash })?;
    if AssetHash::of(&bytes) == hash { Ok(bytes) } else { Err(StoreError::AssetDamaged { hash }) }
}
