//! Deleting really deletes, and damage is noticed.

use snapcade_game::AssetHash;

use super::Family;
use crate::{StoreError, library::ArtefactKey, tables::assets};

const MARKER: &[u8] = b"GPS 48.137154, 11.576124, in front of our house";

/// Bytes of a photo that nobody has compressed, with something in the middle that nobody else should see.
fn photo(size: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..size as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    bytes[size / 2..size / 2 + MARKER.len()].copy_from_slice(MARKER);
    bytes
}

#[test]
fn a_deleted_photo_is_in_no_file() {
    let mut family = Family::new();
    let bytes = photo(3_000_000);
    let id = family.library.keep_photo(&bytes, 1).unwrap();
    // Things that stay, so that the photo lies between them.
    let other = family.library.keep_photo(&photo(10_000)[..4000], 2).unwrap();
    family.put(1, "Dino", 3);
    assert_eq!(family.library.keep_photo(&bytes, 4).unwrap(), id, "the same photo is kept once");
    assert_eq!(family.library.photo_bytes(id).unwrap(), bytes);
    assert!(family.has_on_disk(MARKER), "else the test finds nothing whatever there is");
    family.library.delete_photo(id).unwrap();
    assert!(!family.has_on_disk(MARKER));
    let size = std::fs::metadata(family.folder.path().join(crate::db::FILE)).unwrap().len();
    assert!(size < 1_000_000, "the place is given back: {size} bytes are left");
    assert_eq!(family.library.photos().unwrap().iter().map(|photo| photo.id).collect::<Vec<_>>(), [other]);
    assert!(matches!(family.library.photo_bytes(id), Err(StoreError::NoPhoto { .. })));
    let family = family.reopen();
    assert!(!family.has_on_disk(MARKER));
    assert_eq!(family.library.photo_bytes(other).unwrap().len(), 4000);
}

#[test]
fn a_small_photo_leaves_nothing_either() {
    let mut family = Family::new();
    let id = family.library.keep_photo(MARKER, 1).unwrap();
    family.library.delete_photo(id).unwrap();
    assert!(!family.has_on_disk(MARKER));
}

#[test]
fn a_game_that_is_deleted_for_good_leaves_no_word_and_no_picture() {
    let mut family = Family::new();
    let id = family.put(1, "Xylophonia Zebrafinch", 1);
    let kept = family.put(2, "Another", 1);
    let shared = family.library.put_game_asset(id, b"shared by both").unwrap();
    family.library.put_game_asset(kept, b"shared by both").unwrap();
    let own = family.library.put_game_asset(id, &photo(100_000)).unwrap();
    family.library.add_tag(id, "quokka").unwrap();
    assert!(family.has_on_disk(b"zebrafinch"), "as the search index has it");
    family.library.trash_game(id, 2).unwrap();
    family.library.purge_game(id).unwrap();
    for words in [&b"Zebrafinch"[..], b"zebrafinch", b"quokka", MARKER] {
        assert!(!family.has_on_disk(words), "{}", String::from_utf8_lossy(words));
    }
    assert_eq!(family.library.asset(shared).unwrap().unwrap(), b"shared by both");
    assert_eq!(family.library.asset(own).unwrap(), None);
    assert_eq!(family.library.game_assets(kept).unwrap(), [shared]);
}

#[test]
fn while_somebody_reads_the_wipe_is_put_off_and_not_forgotten() {
    let mut family = Family::new();
    family.library.db.busy_timeout(std::time::Duration::ZERO).unwrap();
    let id = family.library.keep_photo(&photo(100_000), 1).unwrap();
    let reader = rusqlite::Connection::open(family.folder.path().join(crate::db::FILE)).unwrap();
    reader.execute_batch("BEGIN; SELECT COUNT(*) FROM photos").unwrap();
    family.library.delete_photo(id).unwrap();
    assert!(family.has_on_disk(MARKER), "the reader still sees it");
    drop(reader);
    assert!(family.library.wipe_if_due().unwrap());
    assert!(!family.has_on_disk(MARKER));
}

#[test]
fn damaged_bytes_are_never_given_out() {
    let mut family = Family::new();
    let game = family.put(1, "Dino", 1);
    let hash = family.library.put_game_asset(game, b"a picture").unwrap();
    family.library.transact(|db| Ok(assets::heal(db, hash, b"a pictura")?)).unwrap();
    assert!(matches!(family.library.asset(hash), Err(StoreError::AssetDamaged { hash: found }) if found == hash));
    family.library.put_game_asset(game, b"a picture").unwrap();
    assert_eq!(family.library.asset(hash).unwrap().unwrap(), b"a picture", "whoever brings it again makes it whole");
    let too_large = vec![0; snapcade_game::limits::ASSET_BYTES + 1];
    assert!(matches!(family.library.put_game_asset(game, &too_large), Err(StoreError::AssetTooLarge { .. })));
    assert_eq!(family.library.asset(AssetHash::of(b"never")).unwrap(), None);
}

#[test]
fn a_damaged_artefact_is_made_anew() {
    let mut family = Family::new();
    let key = ArtefactKey::of("thumbnail 1", &[b"game"]);
    assert_ne!(key, ArtefactKey::of("thumbnail 1", &[b"ga", b"me"]));
    assert_eq!(family.library.artefact(key).unwrap(), None);
    let hash = family.library.keep_artefact(key, b"png", 1).unwrap();
    assert_eq!(family.library.artefact(key).unwrap(), Some((hash, b"png".to_vec())));
    family.library.transact(|db| Ok(assets::heal(db, hash, b"pnk")?)).unwrap();
    assert_eq!(family.library.artefact(key).unwrap(), None);
    family.library.keep_artefact(key, b"png", 2).unwrap();
    assert_eq!(family.library.artefact(key).unwrap(), Some((hash, b"png".to_vec())));
}

#[test]
fn what_the_list_shows_lives_and_goes_with_its_place_there() {
    let mut family = Family::new();
    let game = family.put(1, "Dino", 1);
    let key = ArtefactKey::of("thumbnail 1", &[b"game"]);
    let first = family.library.keep_artefact(key, b"first", 1).unwrap();
    family.library.set_pictures(game, Some(first), None).unwrap();
    let next = family.library.keep_artefact(ArtefactKey::of("thumbnail 1", &[b"edited"]), b"second", 2).unwrap();
    // No job has made the two, so they are forgotten; what hangs on the shelf stays.
    family.library.clean_up_jobs(3).unwrap();
    assert_eq!(family.library.asset(first).unwrap().unwrap(), b"first");
    assert_eq!(family.library.asset(next).unwrap(), None);
    assert!(matches!(family.library.set_pictures(game, Some(next), None), Err(StoreError::AssetMissing { .. })));
    let next = family.library.keep_artefact(key, b"second", 4).unwrap();
    family.library.set_pictures(game, Some(next), None).unwrap();
    family.library.clean_up_jobs(5).unwrap();
    assert_eq!(family.library.asset(first).unwrap(), None);
    assert_eq!(family.library.asset(next).unwrap().unwrap(), b"second");
}

#[test]
fn what_a_game_ever_named_is_kept_as_long_as_the_game() {
    use snapcade_game::{ArtRef, Edit, Game, GameId, Project, Slot};

    use crate::{
        doc::{Source, Stamp},
        library::NewHero,
    };

    let mut family = Family::new();
    let stamp = |words| Stamp::new(1, "Mia", Source::Hand, words);
    let slot: Slot = "hero".parse().unwrap();
    let mut project = Project::new(Game::new(GameId(1), "Dino"));
    let (image, frames) = (project.add_asset(b"old png".to_vec()), project.add_asset(b"old json".to_vec()));
    project.game.art.insert(slot.clone(), ArtRef { image, frames });
    family.library.create_game(&project, &stamp("made it")).unwrap();
    // A hero that is in the library is put in, without its bytes coming along, and then thrown away.
    let new = NewHero { name: "Rex", kind: "pet", image: b"new png", frames: b"new json", photo: None };
    let rex = family.library.keep_hero(&new, 2).unwrap();
    let put_in = Edit::SetArt { slot, art: Some(rex.art) };
    family.library.edit(GameId(1), &[put_in], &std::collections::BTreeMap::new(), &stamp("put Rex in")).unwrap();
    family.library.trash_hero(rex.id, 3).unwrap();
    family.library.empty_trash().unwrap();
    family.library.collect_garbage().unwrap();
    for hash in [image, frames, rex.art.image, rex.art.frames] {
        assert!(family.library.asset(hash).unwrap().is_some(), "undo may need it");
    }
    family.library.trash_game(GameId(1), 4).unwrap();
    family.library.purge_game(GameId(1)).unwrap();
    assert_eq!(family.library.asset(image).unwrap(), None);
    assert_eq!(family.library.asset(rex.art.image).unwrap(), None);
    assert!(matches!(family.library.game(GameId(1)), Err(StoreError::NoGame { .. })));
}
