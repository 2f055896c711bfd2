//! Assets that a pack can give back: whatever our own writers wrote, they write again.

use std::{
    collections::BTreeMap,
    iter,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use snapcade_game::{ArtRef, AssetHash, Game, Sheet, Slot, sheet::aseprite};
use snapcade_play::Pack;
use snapcade_sound::{binary, text::write_song};

/// More threads than this have nothing to do in a game of usual size.
const MOST_THREADS: usize = 4;

/// What was made from a pack. None of it is known to be right until its hash is compared.
#[derive(Debug, Default)]
pub struct Regenerated {
    assets: BTreeMap<AssetHash, Vec<u8>>,
    /// Sheets by slot.
    pub art: BTreeMap<Slot, ArtRef>,
    /// Songs by slot.
    pub sounds: BTreeMap<Slot, AssetHash>,
    /// The proof of each level, by number.
    pub proofs: Vec<Option<AssetHash>>,
}

impl Regenerated {
    /// Everything that can be made of a pack.
    pub fn from_pack(pack: &Pack) -> Self {
        let mut made = Self::default();
        for (slot, image, frames) in encoded(&pack.source().sheets) {
            let art = ArtRef { image: made.add(image), frames: made.add(frames) };
            made.art.insert(slot, art);
        }
        for (name, bytes) in &pack.source().sounds {
            if let (Ok(slot), Ok(song)) = (name.parse(), binary::decode(bytes)) {
                let hash = made.add(write_song(&song).into_bytes());
                made.sounds.insert(slot, hash);
            }
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

    /// A document with a mark in place of every hash that stands where it was made again: so that it does not matter what a later version of a
    /// picture's or a text's writer makes of the same content.
    pub fn marked(&self, game: &Game) -> Game {
        let mut game = game.clone();
        let mark = AssetHash::of(b"");
        for (slot, art) in game.art.iter_mut() {
            if self.art.get(slot) == Some(art) {
                *art = ArtRef { image: mark, frames: mark };
            }
        }
        for (slot, sound) in game.sounds.iter_mut() {
            if self.sounds.get(slot) == Some(sound) {
                *sound = mark;
            }
        }
        let order: Vec<_> = game.levels.in_order().into_iter().map(|(&id, _)| id).collect();
        for (id, made) in order.into_iter().zip(&self.proofs) {
            if let Some(level) = game.levels.get_mut(&id).filter(|level| level.proof == *made) {
                level.proof = level.proof.map(|_| mark);
            }
        }
        game
    }

    fn add(&mut self, bytes: Vec<u8>) -> AssetHash {
        let hash = AssetHash::of(&bytes);
        self.assets.insert(hash, bytes);
        hash
    }
}

/// A sheet's slot and its two files.
type SheetFiles = (Slot, Vec<u8>, Vec<u8>);

/// The files of sheets. To pack the pictures takes long, so every core helps but one, on which the pack is packed at the same time.
fn encoded(sheets: &[(String, Sheet)]) -> Vec<SheetFiles> {
    let encode = |(name, sheet): &(String, Sheet)| -> Option<SheetFiles> {
        // A sheet that no writer of ours would write comes from elsewhere and is kept as it is.
        let (slot, (image, frames)) = (name.parse().ok()?, aseprite::encode(sheet, name).ok()?);
        Some((slot, image, frames))
    };
    let next = AtomicUsize::new(0);
    let work = || -> Vec<SheetFiles> {
        let mine = iter::from_fn(|| sheets.get(next.fetch_add(1, Ordering::Relaxed)));
        mine.filter_map(encode).collect()
    };
    let threads = (thread::available_parallelism().map_or(1, usize::from) - 1).min(MOST_THREADS);
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut files = work();
        // What a helper did not finish is only missing, and then kept as it is.
        files.extend(helpers.into_iter().filter_map(|helper| helper.join().ok()).flatten());
        files
    })
}

#[cfg(test)]
mod tests {
    use snapcade_game::GameId;

    use super::*;

    /// A game with one sheet and one song, and what a writer made of both: the same content under other hashes.
    fn written(by: &[u8]) -> (Regenerated, Game) {
        let mut made = Regenerated::default();
        let art = ArtRef { image: made.add(by.to_vec()), frames: made.add([by, b"json"].concat()) };
        let song = made.add([by, b"song"].concat());
        let mut game = Game::new(GameId(7), "Trip");
        let (hero, music): (Slot, Slot) = ("hero".parse().unwrap(), "music-calm".parse().unwrap());
        made.art.insert(hero.clone(), art);
        game.art.insert(hero, art);
        made.sounds.insert(music.clone(), song);
        game.sounds.insert(music, song);
        (made, game)
    }

    #[test]
    fn a_later_writer_does_not_make_another_game_of_it() {
        let ((then, old), (now, new)) = (written(b"writer 1"), written(b"writer 2"));
        assert_eq!((old.art.len(), old.sounds.len()), (1, 1));
        assert_ne!(old, new);
        assert_eq!(then.marked(&old), now.marked(&new));
        // What was not made again stays as it is, and is missed when it differs.
        assert_ne!(now.marked(&old), now.marked(&new));
    }
}
