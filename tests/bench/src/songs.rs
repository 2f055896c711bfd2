//! Music and effects.

use std::hint::black_box;

use anyhow::{Result, ensure};
use snapcade_sound::{Cue, Mood, Player, Song, Theme, compose, effect, render};

use crate::{
    table::{Amount, Row, Target},
    timing::{Timing, Work, in_turn},
};

const RATE_HZ: u32 = 44_100;
const SONG_SECS: u32 = 180;
/// How much faster than it plays a song has to be made.
const TIMES_FASTER: f64 = 200.0;

/// A song of three minutes, and, as information, composing it and a second of effects.
pub fn songs() -> Result<Vec<Row>> {
    // Of all songs those that take longest: the fullest scores with the dearest voices.
    let compose_it = || compose(black_box(Theme::Space), black_box(Mood::Boss), black_box(3));
    let song = compose_it();
    let pcm = render(&song, Some(SONG_SECS), RATE_HZ);
    ensure!(pcm.len() == (SONG_SECS * RATE_HZ) as usize, "all of it is rendered");
    let holes = pcm.chunks(RATE_HZ as usize).filter(|second| second.iter().all(|sample| sample.abs() < 500)).count();
    ensure!(holes == 0, "there is music in every second, but not in {holes}");
    let fanfares = [Cue::LevelClear, Cue::Die, Cue::Goal, Cue::GameOver, Cue::GameWon, Cue::BossBeaten];
    let mut second = vec![0; RATE_HZ as usize];
    let timings = in_turn(
        5,
        [
            Work::new(1, || drop(black_box(render(black_box(&song), Some(SONG_SECS), RATE_HZ)))),
            Work::new(20, || drop(black_box(compose_it()))),
            Work::new(20, || {
                let mut player = Player::new(Song::silence(), RATE_HZ);
                for cue in fanfares {
                    player.play(effect(cue, Theme::Space));
                }
                player.render(black_box(&mut second));
            }),
        ],
    );
    let [rendering, composing, effects] = timings;
    let row = |what: &str, timing: &Timing| Row::new(what, Amount::Seconds(timing.seconds())).noise(timing.noise());
    let limit = f64::from(SONG_SECS) / TIMES_FASTER;
    let faster = f64::from(SONG_SECS) / rendering.seconds();
    let what = format!("a song of three minutes: {faster:.0} times faster than it plays");
    Ok(vec![
        row(&what, &rendering)
            .beside("1/200 of its time", Amount::Seconds(limit), rendering.seconds() / limit)
            .target(Target::AtMost(1.0)),
        row("composing it", &composing),
        row("a second of six effects at once", &effects),
    ])
}
