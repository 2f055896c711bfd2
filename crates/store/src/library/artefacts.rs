//! Artefacts: what a step of a job made, by what it was made from. What is there already is not made again.

use std::{fmt, str::FromStr};

use snapcade_game::{AssetHash, id::IdError};

use super::{Library, assets::read};
use crate::{
    StoreError,
    tables::{artefacts, assets},
};

/// The name of an artefact: the hash of its kind and of all that it is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArtefactKey(AssetHash);

impl ArtefactKey {
    /// The key of what `kind` makes of these inputs. Name a version in `kind` when the same inputs come to give something else.
    pub fn of(kind: &str, inputs: &[&[u8]]) -> Self {
        // Each part after its length, so that no two lists of inputs run together to the same bytes.
        let parts = [kind.as_bytes()].into_iter().chain(inputs.iter().copied());
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        Self(AssetHash::of(&bytes))
    }
}

impl fmt::Display for ArtefactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ArtefactKey {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.parse().map(Self)
    }
}

impl Library {
    /// Keeps what was made, in place of what was made of the same before.
    pub fn keep_artefact(&mut self, key: ArtefactKey, bytes: &[u8], now_ms: i64) -> Result<AssetHash, StoreError> {
        let limit = snapcade_game::limits::ARCHIVE_BYTES;
        if bytes.len() > limit {
            return Err(StoreError::AssetTooLarge { bytes: bytes.len(), limit });
        }
        let hash = AssetHash::of(bytes);
        self.transact(|db| {
            assets::put(db, hash, bytes)?;
            assets::heal(db, hash, bytes)?;
            artefacts::put(db, key, hash, now_ms)?;
            Ok(hash)
        })
    }

    /// What was made of these inputs before, with its hash. One that was damaged is forgotten, as if it had never been made.
    pub fn artefact(&mut self, key: ArtefactKey) -> Result<Option<(AssetHash, Vec<u8>)>, StoreError> {
        let Some(hash) = artefacts::get(&self.db, key)? else { return Ok(None) };
        match read(&self.db, hash) {
            Ok(bytes) => Ok(Some((hash, bytes))),
            Err(StoreError::AssetDamaged { .. } | StoreError::AssetMissing { .. }) => {
                self.transact(|db| Ok(artefacts::delete(db, key)?))?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
