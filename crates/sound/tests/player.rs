//! The player in a game: effects over music, volumes, pause, another song.

#[expect(dead_code, reason = "shared by several tests")]
mod support;

use snapcade_sound::{Cue, Mood, Player, Song, Theme, compose, effect};

fn rendered(player: &mut Player, samples: usize) -> Vec<i16> {
    let mut pcm = vec![0; samples];
    player.render(&mut pcm);
    pcm
}

#[test]
fn it_does_not_matter_how_the_samples_are_asked_for() {
    let song = compose(Theme::City, Mood::Adventure, 3);
    for rate in [44_100, 48_000, 22_050] {
        let whole = rendered(&mut Player::new(song.clone(), rate), 100_000);
        for chunk in [1, 7, 128, 735, 4_096] {
            let mut player = Player::new(song.clone(), rate);
            let mut pcm = vec![0; 100_000];
            pcm.chunks_mut(chunk).for_each(|chunk| player.render(chunk));
            assert!(pcm == whole, "chunks of {chunk} at {rate} Hz");
        }
    }
}

#[test]
fn a_coin_is_heard_over_the_music_and_ends() {
    let song = compose(Theme::Beach, Mood::Calm, 3);
    let mut with = Player::new(song.clone(), 48_000);
    let mut without = Player::new(song, 48_000);
    with.play(effect(Cue::Coin, Theme::Beach));
    let (heard, plain) = (rendered(&mut with, 96_000), rendered(&mut without, 96_000));
    assert!(heard[..24_000] != plain[..24_000]);
    assert!(!with.is_playing_effects());
    // The echo of the coin is gone, but for the last bit.
    let (heard, plain) = (rendered(&mut with, 48_000), rendered(&mut without, 48_000));
    let apart = heard.iter().zip(&plain).map(|(one, other)| one.abs_diff(*other)).max();
    assert!(apart <= Some(2), "{apart:?}");
}

#[test]
fn a_full_room_keeps_what_matters() {
    let mut player = Player::new(Song::silence(), 44_100);
    for cue in [Cue::LevelClear, Cue::Die, Cue::Goal, Cue::GameOver, Cue::GameWon, Cue::LevelBegin] {
        player.play(effect(cue, Theme::Park));
    }
    let before = player.clone();
    player.play(effect(Cue::Land, Theme::Park));
    assert_eq!(player, before, "a step does not end a fanfare");
    player.play(effect(Cue::BossBeaten, Theme::Park));
    assert_ne!(player, before);
    let pcm = rendered(&mut player, 200_000);
    assert!(support::peak(&pcm) <= 29_200, "six fanfares at once bend, they do not clip");
}

#[test]
fn volumes_work_apart() {
    let mut player = Player::new(compose(Theme::Snow, Mood::Adventure, 1), 44_100);
    player.set_music_volume(0);
    rendered(&mut player, 44_100 * 4);
    assert_eq!(support::peak(&rendered(&mut player, 44_100)), 0);
    player.play(effect(Cue::Gem, Theme::Snow));
    assert!(support::loudness(&rendered(&mut player, 22_050)) > 500);
    player.set_effects_volume(0);
    rendered(&mut player, 44_100 * 4);
    player.play(effect(Cue::Gem, Theme::Snow));
    assert_eq!(support::peak(&rendered(&mut player, 44_100)), 0);
}

#[test]
fn paused_music_goes_on_where_it_stopped() {
    let song = compose(Theme::House, Mood::Adventure, 1);
    let mut player = Player::new(song.clone(), 44_100);
    rendered(&mut player, 44_100);
    player.pause_music(true);
    rendered(&mut player, 44_100 * 4);
    assert_eq!(support::peak(&rendered(&mut player, 44_100)), 0);
    player.play(effect(Cue::Pause, Theme::House));
    assert!(support::peak(&rendered(&mut player, 22_050)) > 1_000, "a pause has a sound");
    player.pause_music(false);
    assert!(support::loudness(&rendered(&mut player, 44_100)) > 1_000);
}

#[test]
fn another_song_follows_after_a_short_fade() {
    let boss = compose(Theme::Cave, Mood::Boss, 1);
    let mut player = Player::new(compose(Theme::Cave, Mood::Calm, 1), 44_100);
    rendered(&mut player, 44_100);
    player.change_song(boss.clone());
    let changed = rendered(&mut player, 44_100);
    let fresh = rendered(&mut Player::new(boss, 44_100), 22_050);
    // Ticks of 183 and 184 samples alternate, so the same tick may be a sample longer: compare how loud it is.
    let begin = (0..8_000).find(|&at| changed[at..at + 64] == fresh[..64]);
    assert!(begin.is_some() || support::loudness(&changed[8_000..]).abs_diff(support::loudness(&fresh)) < 2_000);
    let steps = changed.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max().unwrap_or(0);
    assert!(steps < 24_000, "no crack: {steps}");
}
