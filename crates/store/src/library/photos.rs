//! Photos, which are only here when somebody kept them on purpose, and which really go when they are deleted.

use snapcade_game::AssetHash;

use super::{
    Library, PhotoId,
    assets::{keep_within, read},
};
use crate::{
    StoreError,
    tables::{asset_uses::OwnerKind, assets, photos},
};

/// Bytes of a photo: what a hero can be made of.
pub const PHOTO_BYTES: usize = 25_000_000;

/// A photo that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photo {
    /// Its id.
    pub id: PhotoId,
    /// The hash of its bytes.
    pub hash: AssetHash,
    /// When it was kept, in milliseconds since 1970 (UTC).
    pub created_ms: i64,
}

impl Library {
    /// Keeps a photo, byte by byte as it is given. The same photo is kept once.
    pub fn keep_photo(&mut self, bytes: &[u8], now_ms: i64) -> Result<PhotoId, StoreError> {
        let id = PhotoId::random()?;
        self.transact(|db| {
            if let Some(id) = photos::with_hash(db, AssetHash::of(bytes))? {
                keep_within(db, (OwnerKind::Photo, id.0 as i64), bytes, PHOTO_BYTES)?;
                return Ok(id);
            }
            let hash = keep_within(db, (OwnerKind::Photo, id.0 as i64), bytes, PHOTO_BYTES)?;
            photos::put(db, id, hash, now_ms)?;
            Ok(id)
        })
    }

    /// All photos that were kept, the newest first.
    pub fn photos(&self) -> Result<Vec<Photo>, StoreError> {
        let all = photos::all(&self.db)?;
        Ok(all.into_iter().map(|(id, hash, created_ms)| Photo { id, hash, created_ms }).collect())
    }

    /// The bytes of a photo.
    pub fn photo_bytes(&self, photo: PhotoId) -> Result<Vec<u8>, StoreError> {
        let hash = photos::hash(&self.db, photo)?.ok_or(StoreError::NoPhoto { id: photo })?;
        read(&self.db, hash)
    }

    /// Deletes a photo at once and for good: its bytes leave the files of the library. Heroes that were made of it stay.
    /// Backups that were made before still have it.
    pub fn delete_photo(&mut self, photo: PhotoId) -> Result<(), StoreError> {
        self.transact(|db| {
            photos::delete(db, photo)?.then_some(()).ok_or(StoreError::NoPhoto { id: photo })?;
            Ok(assets::sweep(db)?)
        })?;
        self.wipe().map(|_| ())
    }
}
