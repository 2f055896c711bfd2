//! Photos, which are only here when somebody kept them on purpose, and which really go when they are deleted.

use std::collections::BTreeSet;

use rusqlite::Connection;
use snapcade_game::AssetHash;

use super::{
    Library, PhotoId,
    assets::{keep_within, read},
};
use crate::{
    StoreError,
    backup::{Forgotten, StillThere, forget},
    tables::{asset_uses::OwnerKind, assets, photos, settings},
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

/// What deleting a photo came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoDeleted {
    /// Whether its bytes have left the library's own files; else another connection was reading, and they leave later.
    pub is_wiped: bool,
    /// What became of it in backups.
    pub forgotten: Forgotten,
}

/// Hashes of photos that were deleted and that backups may still have.
const FORGET: &str = "forget_photos";

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
            let mut gone = to_forget(db)?;
            // It was deleted, and is kept on purpose again.
            if gone.remove(&hash) {
                set_to_forget(db, &gone)?;
            }
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

    /// Deletes a photo at once and for good: its bytes leave the files of the library and its backups. Heroes that were made
    /// of it stay. What cannot be done now is told, remembered, and done by [`Self::forget_if_due`].
    pub fn delete_photo(&mut self, photo: PhotoId) -> Result<PhotoDeleted, StoreError> {
        self.transact(|db| {
            let hash = photos::hash(db, photo)?.ok_or(StoreError::NoPhoto { id: photo })?;
            photos::delete(db, photo)?;
            let mut gone = to_forget(db)?;
            gone.insert(hash);
            set_to_forget(db, &gone)?;
            Ok(assets::sweep(db)?)
        })?;
        let is_wiped = self.wipe()?;
        Ok(PhotoDeleted { is_wiped, forgotten: self.forget_if_due()? })
    }

    /// Takes photos that were deleted out of backups in which they still are.
    pub fn forget_if_due(&mut self) -> Result<Forgotten, StoreError> {
        let gone: Vec<AssetHash> = to_forget(&self.db)?.into_iter().collect();
        if gone.is_empty() {
            return Ok(Forgotten::default());
        }
        // A backup that began before the photo was deleted has it.
        let is_backing_up = self.is_backing_up();
        let mut forgotten = forget::forget(self.folder(), &gone);
        if is_backing_up {
            let why = "a backup is being made at this moment".to_owned();
            forgotten.backups_left.push(StillThere { place: "backups".to_owned(), why });
        } else {
            forget::remove_parts(self.folder())?;
        }
        if forgotten.backups_left.is_empty() {
            self.transact(|db| set_to_forget(db, &BTreeSet::new()))?;
            // The log has the names of what is forgotten.
            self.wipe()?;
        }
        Ok(forgotten)
    }
}

/// The photos that backups may still have.
fn to_forget(db: &Connection) -> Result<BTreeSet<AssetHash>, StoreError> {
    let text = settings::get(db, FORGET)?.unwrap_or_default();
    Ok(text.split_whitespace().filter_map(|hash| hash.parse().ok()).collect())
}

fn set_to_forget(db: &Connection, gone: &BTreeSet<AssetHash>) -> Result<(), StoreError> {
    let text: Vec<String> = gone.iter().map(ToString::to_string).collect();
    Ok(settings::set(db, FORGET, &text.join(" "))?)
}
