//! Assets that a pack can give back: whatever our own writers wrote, they write again.

use std::collections::BTreeMap;

use snapcade_game::{ArtRef, AssetHash, Game, Sheet, Slot, sheet::aseprite};
use snapcade_play::Pack;

/// What was made from a pack. None of it is known to be right until its hash is compared.
#[derive(Debug, Default)]
pub struct Regenerated {
    assets: BTreeMap<AssetHash, Vec<u8>>,
    /// Sheets by slot.
    pub art: BTreeMap<Slot, ArtRef>,
    /// The proof of each level, by number.
    pub proofs: Vec<Option<AssetHash>>,
}

impl Regenerated {
    /// Everything that can be made of a pack.
    pub fn from_pack(pack: &Pack) -> Self {
        let mut made = Self::default();
        for (name, sheet) in &pack.source().sheets {
            made.add_sheet(name, sheet);
        }
        for level in pack.levels() {
            let hash = level.proof.as_ref().map(|proof| made.add(proof.encode()));
            made.proofs.push(hash);
        }
        made
    }

    /// The bytes behind a hash, when they could be made.
    pub fn asset(&self, hash: &AssetHash) -> Option<&[u8]> {
        self.assets.get(hash).map(Vec::as_slice)
    }

    fn add(&mut self, bytes: Vec<u8>) -> AssetHash {
        let hash = AssetHash::of(&bytes);
        self.assets.insert(hash, bytes);
        hash
    }

    fn add_sheet(&mut self, name: &str, sheet: &Sheet) {
        // A sheet that no writer would write comes from elsewhere and is kept as it is.
        let (Ok(slot), Ok((image, frames))) = (name.parse::<Slot>(), aseprite::encode(sheet, name)) else { return };
        let art = ArtRef { image: self.add(image), frames: self.add(frames) };
        self.art.insert(slot, art);
    }
}

/// The assets that a document names, sorted, each once.
pub fn named_assets(game: &Game) -> Vec<AssetHash> {
    let art = game.art.values().flat_map(|art| [art.image, art.frames]);
    let proofs = game.levels.values().filter_map(|level| level.proof);
    let mut named: Vec<AssetHash> = art.chain(game.sounds.values().copied()).chain(proofs).collect();
    named.sort_unstable();
    named.dedup();
    named
}
