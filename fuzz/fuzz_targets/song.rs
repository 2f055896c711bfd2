//! Text as a song and as an effect: what is read is written the same way again, and can be played.

#![no_main]

use libfuzzer_sys::fuzz_target;
use snapcade_sound::{
    Player, Song,
    text::{read_effect, read_song, write_effect, write_song},
};

/// A tenth of a second at the lowest rate.
const SAMPLES: usize = 800;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut pcm = [0; SAMPLES];
    if let Ok(song) = read_song(text) {
        let written = write_song(&song);
        // The rows of a pattern may stand in any order; written, they are sorted.
        let again = read_song(&written).expect("a written song is read");
        assert_eq!(write_song(&again), written);
        Player::new(again, 8_000).render(&mut pcm);
    }
    if let Ok(effect) = read_effect(text) {
        assert_eq!(read_effect(&write_effect(&effect)).as_ref(), Ok(&effect));
        let mut player = Player::new(Song::silence(), 8_000);
        player.play(effect);
        player.render(&mut pcm);
    }
});
