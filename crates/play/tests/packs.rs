//! Foreign bytes as packs: refused with an error, or played; never a panic.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::sync::Arc;

use proptest::{prelude::*, sample::Index};
use snapcade_play::{Input, Pack, World};

mod support;

use support::{arbitrary, pack};

const YARD: [&str; 6] =
    ["...............", "....c.v........", "..====.........", "......H......X.", "S..w..H.Z.P.t.G", "####~~~####^###"];

/// Whatever can be read can be played and drawn with the sprites that are there. (Painting any list at all is tested
/// with the painter.)
fn try_out(pack: Pack) {
    let pack = Arc::new(pack);
    for world in [World::new(Arc::clone(&pack), 1), World::at_level(Arc::clone(&pack), 0, 1)] {
        let mut world = world;
        for tick in 0_u32..300 {
            let input = Input::from_bits((tick / 7).wrapping_mul(37) as u8 & 0x3f);
            world.tick(input);
            if tick.is_multiple_of(50) {
                let sprites = pack.atlas().sprites.len();
                assert!(world.draw().quads.iter().all(|quad| usize::from(quad.sprite) < sprites));
            }
        }
    }
}

/// A pack's bytes without the head: what fuzzing begins with.
fn body(pack: &Pack) -> Vec<u8> {
    pack.encode()[9..].to_vec()
}

#[test]
fn a_pack_is_small_and_comes_back_from_its_bytes() {
    let pack = pack(&support::game(&YARD));
    let bytes = pack.encode();
    assert_eq!(*pack, Pack::decode(&bytes).unwrap());
    assert!(bytes.len() < 40_000, "{} bytes", bytes.len());
}

#[test]
fn altered_packs_are_told_from_foreign_bytes() {
    let bytes = pack(&support::game(&YARD)).encode();
    let error = |bytes: &[u8]| Pack::decode(bytes).unwrap_err().to_string();
    assert_eq!(error(b"GIF89a"), "this is not a Snapcade game pack");
    assert_eq!(error(b""), "this is not a Snapcade game pack");
    let mut newer = bytes.clone();
    newer[4] = 99;
    assert!(error(&newer).contains("version 99"));
    let mut altered = bytes.clone();
    *altered.last_mut().unwrap() ^= 1;
    assert!(error(&altered).contains("checksum"));
    assert!(error(&bytes[..bytes.len() - 1]).contains("checksum"));
}

#[test]
fn every_cut_is_refused() {
    let body = body(&pack(&support::game(&YARD)));
    for length in 0..body.len() {
        assert!(Pack::decode_body(&body[..length]).is_err(), "cut after {length} of {} bytes", body.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_refused(bytes: Vec<u8>) {
        prop_assert!(Pack::decode(&bytes).is_err());
        let _ = Pack::decode_body(&bytes);
    }

    #[test]
    fn flipped_bits_are_refused_or_played(
        game in arbitrary::game(), flips in prop::collection::vec((any::<Index>(), 0..8_u8), 1..5),
    ) {
        let mut body = body(&pack(&game));
        for (place, bit) in flips {
            let place = place.index(body.len());
            body[place] ^= 1 << bit;
        }
        if let Ok(pack) = Pack::decode_body(&body) {
            try_out(pack);
        }
    }

    #[test]
    fn bytes_that_were_replaced_are_refused_or_played(
        game in arbitrary::game(), place: Index, bytes in prop::collection::vec(any::<u8>(), 1..6),
    ) {
        let mut body = body(&pack(&game));
        // The levels come last; what stands before them is mostly pictures.
        let place = place.index(body.len().min(2000)) + body.len().saturating_sub(2000);
        for (target, byte) in body.iter_mut().skip(place).zip(bytes) {
            *target = byte;
        }
        if let Ok(pack) = Pack::decode_body(&body) {
            try_out(pack);
        }
    }
}
