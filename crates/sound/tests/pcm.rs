//! The same samples on every platform: hashes that were made once and must come out everywhere.

#[expect(dead_code, reason = "shared by several tests")]
mod support;

use snapcade_sound::{Cue, Mood, Player, Theme, compose, effect, render, render_effect};
use std::fmt::Write;

#[test]
fn samples_are_the_same_everywhere() {
    let mut found = String::new();
    for (i, theme) in (0..).zip(Theme::ALL) {
        let mood = Mood::ALL[i % 5];
        for rate in [44_100, 48_000] {
            let pcm = render(&compose(theme, mood, 11), Some(20), rate);
            writeln!(found, "{} {} at {rate} Hz: {:016x}", theme.name(), mood.name(), support::fnv(&pcm))
                .expect("a string");
        }
        let effects = Cue::ALL.iter().flat_map(|&cue| render_effect(&effect(cue, theme), 44_100)).collect::<Vec<i16>>();
        writeln!(found, "{} effects: {:016x}", theme.name(), support::fnv(&effects)).expect("a string");
    }
    // A level as it is played: music, effects on their ticks, a pause.
    let mut player = Player::new(compose(Theme::Garden, Mood::Adventure, 5), 48_000);
    let mut pcm = vec![0; 48_000 * 8];
    for (i, frame) in pcm.chunks_mut(800).enumerate() {
        if i % 23 == 0 {
            player.play(effect(Cue::ALL[i % Cue::ALL.len()], Theme::Garden));
        }
        player.pause_music((200..260).contains(&i));
        player.render(frame);
    }
    writeln!(found, "a level: {:016x}", support::fnv(&pcm)).expect("a string");

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pcm.hashes.txt");
    if std::env::var_os("SNAPCADE_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(path, &found).expect("the hashes are written");
    }
    let wanted = std::fs::read_to_string(path).expect("tests/pcm.hashes.txt");
    assert_eq!(found, wanted, "if the change was meant to be heard: listen, then SNAPCADE_BLESS=1");
}
