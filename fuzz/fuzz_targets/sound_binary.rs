//! Bytes as a packed song and as a packed book of effects: what is read is written the same way again, and can be played.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_sound::{Player, Song, binary};

/// A tenth of a second at the lowest rate.
const SAMPLES: usize = 800;
/// Effects of a book that are played.
const EFFECTS: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    let mut pcm = [0; SAMPLES];
    if let Ok(song) = binary::decode(bytes) {
        let again = binary::decode(&binary::encode(&song)).expect("a written song is read");
        assert_eq!(binary::encode(&again), binary::encode(&song));
        Player::new(song, 8_000).render(&mut pcm);
    }
    if let Ok(effects) = binary::decode_effects(bytes) {
        assert_eq!(binary::decode_effects(&binary::encode_effects(&effects)).as_ref(), Ok(&effects));
        let mut player = Player::new(Song::silence(), 8_000);
        for effect in effects.into_iter().take(EFFECTS) {
            player.play(effect);
            player.render(&mut pcm);
        }
    }
});
