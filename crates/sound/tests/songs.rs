//! Songs: what a listener would notice, checked on the score.

#[expect(dead_code, reason = "shared by several tests")]
mod support;

use snapcade_sound::{
    Mood, Player, Song, Theme, compose, render,
    song::{Note, Part, Pattern},
    text::{read_song, write_song},
};

fn each(seeds: std::ops::Range<u64>, mut check: impl FnMut(Theme, Mood, u64, &Song)) {
    for theme in Theme::ALL {
        for mood in Mood::ALL {
            for seed in seeds.clone() {
                check(theme, mood, seed, &compose(theme, mood, seed));
            }
        }
    }
}

fn part(pattern: &Pattern, part: Part) -> impl DoubleEndedIterator<Item = &Note> {
    pattern.notes.iter().filter(move |note| note.track == part as u8)
}

fn holds(set: u16, note: u8) -> bool {
    set >> (note % 12) & 1 == 1
}

fn chord_at(pattern: &Pattern, row: u16) -> snapcade_sound::song::Chord {
    let last = pattern.harmony.iter().rposition(|harmony| harmony.row <= row);
    pattern.harmony[last.unwrap_or(0)].chord
}

/// Rows in a bar: sections have eight bars, a fanfare four.
fn bar(pattern: &Pattern) -> u16 {
    if pattern.rows == 96 { 12 } else { 16 }
}

#[test]
fn every_note_is_in_the_scale_of_its_chord_and_in_the_range_of_its_part() {
    each(0..6, |theme, mood, seed, song| {
        for pattern in &song.patterns {
            for note in &pattern.notes {
                let (low, high) = Part::ALL[usize::from(note.track)].range();
                assert!((low..=high).contains(&note.note), "{theme:?} {mood:?} {seed}: {note:?}");
                assert!(holds(chord_at(pattern, note.row).scale, note.note), "{theme:?} {mood:?} {seed}: {note:?}");
                assert!(
                    note.row + u16::from(note.rows) <= pattern.rows,
                    "{theme:?} {mood:?} {seed}: {note:?} ends late"
                );
            }
        }
    });
}

#[test]
fn the_melody_is_at_one_with_the_chord_where_a_bar_begins() {
    each(0..6, |theme, mood, seed, song| {
        for pattern in &song.patterns {
            for note in part(pattern, Part::Lead).filter(|note| note.row % bar(pattern) == 0) {
                let tones = chord_at(pattern, note.row).tones;
                assert!(holds(tones, note.note), "{theme:?} {mood:?} {seed}: {note:?} over {tones:b}");
            }
        }
    });
}

#[test]
fn voices_seldom_rub() {
    // Two notes that begin together a semitone apart, in any octave, are sharp in the ear; a passing note may do so now and then.
    each(0..6, |theme, mood, seed, song| {
        let (mut rubs, mut pairs) = (0, 0);
        for pattern in &song.patterns {
            for (i, one) in pattern.notes.iter().enumerate() {
                for other in pattern.notes[i + 1..].iter().take_while(|other| other.row == one.row) {
                    pairs += 1;
                    rubs += usize::from(matches!((one.note.abs_diff(other.note)) % 12, 1 | 11));
                }
            }
        }
        assert!(rubs * 100 <= pairs * 4, "{theme:?} {mood:?} {seed}: {rubs} of {pairs}");
    });
}

#[test]
fn melodies_can_be_sung() {
    each(0..6, |theme, mood, seed, song| {
        let (mut steps, mut all, mut repeats) = (0, 0, 0);
        for pattern in &song.patterns {
            let lead: Vec<&Note> = part(pattern, Part::Lead).collect();
            for pair in lead.windows(2) {
                let apart = pair[0].note.abs_diff(pair[1].note);
                assert!(apart <= 14, "{theme:?} {mood:?} {seed}: {pair:?}");
                assert!(pair[0].row + u16::from(pair[0].rows) <= pair[1].row, "one voice: {theme:?} {mood:?} {seed}");
                all += 1;
                steps += usize::from(apart <= 4);
                repeats += usize::from(apart == 0);
            }
            let (low, high) = lead.iter().fold((127, 0), |(low, high), note| (note.note.min(low), note.note.max(high)));
            assert!(high - low <= 22, "{theme:?} {mood:?} {seed}: from {low} to {high}");
            // A breath in eight bars, somewhere.
            let rows: u16 = lead.iter().map(|note| u16::from(note.rows)).sum();
            assert!(
                rows < pattern.rows
                    || mood == Mood::Win
                    || rows == pattern.rows && lead.iter().any(|note| note.rows >= 8),
                "{theme:?} {mood:?} {seed}"
            );
        }
        assert!(steps * 100 >= all * 60, "{theme:?} {mood:?} {seed}: {steps} of {all} moves are steps and thirds");
        assert!(repeats * 100 <= all * 35, "{theme:?} {mood:?} {seed}: {repeats} of {all} notes repeat");
    });
}

#[test]
fn a_tune_ends_on_the_tonic() {
    each(0..6, |theme, mood, seed, song| {
        let tune = &song.patterns[usize::from(song.loop_from)];
        let last = part(tune, Part::Lead).last().expect("a melody");
        assert_eq!(last.note % 12, theme.tonic(), "{theme:?} {mood:?} {seed}");
        // It arrives there, and not by a wild leap.
        let before = part(tune, Part::Lead).rev().nth(1).expect("a melody of more than one note");
        assert!(
            (1..=7).contains(&last.note.abs_diff(before.note)),
            "{theme:?} {mood:?} {seed}: {before:?} to {last:?}"
        );
    });
}

#[test]
fn songs_last_long_enough_and_not_too_long() {
    each(0..2, |theme, mood, _, song| {
        let secs = song.loop_ticks() / 240;
        assert!((45..=90).contains(&secs), "{theme:?} {mood:?}: {secs} s");
        assert_eq!(song.loop_ticks() % 4, 0, "whole samples at 44,100 Hz");
        assert_eq!(song.length_samples(48_000) * 441, song.length_samples(44_100) * 480);
    });
}

#[test]
fn seeds_moods_and_themes_differ() {
    for theme in Theme::ALL {
        for mood in Mood::ALL {
            let mut leads: Vec<Vec<(u16, u8)>> = (0..20)
                .map(|seed| {
                    let song = compose(theme, mood, seed);
                    let tune = &song.patterns[usize::from(song.loop_from)];
                    part(tune, Part::Lead).map(|note| (note.row, note.note)).collect()
                })
                .collect();
            leads.sort();
            leads.dedup();
            assert!(leads.len() >= 18, "{theme:?} {mood:?}: {} tunes from 20 seeds", leads.len());
            assert_eq!(compose(theme, mood, 7), compose(theme, mood, 7));
        }
        let tempo = |mood| compose(theme, mood, 1).ticks_per_row;
        assert!(tempo(Mood::Boss) < tempo(Mood::Adventure) && tempo(Mood::Adventure) < tempo(Mood::Calm), "{theme:?}");
        let scale = |mood| compose(theme, mood, 1).patterns.last().expect("a pattern").harmony[0].chord.scale;
        assert_ne!(scale(Mood::Win), scale(Mood::Spooky), "{theme:?}");
        for other in Theme::ALL.into_iter().filter(|other| *other != theme) {
            for mood in Mood::ALL {
                let (one, another) = (compose(theme, mood, 1), compose(other, mood, 1));
                assert_ne!(one.tracks, another.tracks, "{theme:?} and {other:?} when {mood:?}");
            }
        }
    }
}

#[test]
fn songs_are_as_loud_as_their_mood_asks_and_leave_headroom() {
    const RATE_HZ: u32 = 22_050;
    let check = |theme: Theme| {
        for (mood, wanted) in Mood::ALL.into_iter().zip([-19.0, -18.0, -19.0, -17.5, -17.5]) {
            let pcm = render(&compose(theme, mood, 5), None, RATE_HZ);
            let lufs = support::lufs(&pcm, RATE_HZ);
            assert!((lufs - wanted).abs() < 0.8, "{theme:?} {mood:?}: {lufs:.1} LUFS for {wanted}");
            // 1 dB below full scale.
            assert!(support::peak(&pcm) <= 29_204, "{theme:?} {mood:?}: {}", support::peak(&pcm));
            let mean = pcm.iter().map(|&sample| i64::from(sample)).sum::<i64>() / pcm.len() as i64;
            assert!(mean.abs() < 100, "{theme:?} {mood:?}: {mean}");
            // No hole: something sounds in every second.
            assert!(
                pcm.chunks_exact(RATE_HZ as usize).all(|second| support::loudness(second) > 100),
                "{theme:?} {mood:?}"
            );
        }
    };
    let (some, others) = Theme::ALL.split_at(5);
    std::thread::scope(|scope| {
        scope.spawn(|| some.iter().copied().for_each(check));
        others.iter().copied().for_each(check);
    });
}

#[test]
fn a_song_comes_round_after_exactly_its_length() {
    let song = compose(Theme::Candy, Mood::Boss, 4);
    let length = song.length_samples(44_100) as usize;
    let mut player = Player::new(song, 44_100);
    let mut pcm = vec![0; 2 * length + 44_100];
    player.render(&mut pcm);
    // The second and third time begin in the tail of the one before, and so are alike to the sample but for noise that runs on.
    let (second, third) = (&pcm[length..length + 44_100], &pcm[2 * length..]);
    let apart: u64 = second.iter().zip(third).map(|(one, other)| u64::from(one.abs_diff(*other))).sum();
    let level: u64 = second.iter().map(|sample| u64::from(sample.unsigned_abs())).sum();
    assert!(apart * 4 < level, "{apart} of {level}");
}

#[test]
fn a_won_game_hears_its_fanfare_once() {
    let song = compose(Theme::Castle, Mood::Win, 2);
    assert_eq!(song.loop_from, 1);
    assert_eq!(song.length_ticks() - song.loop_ticks(), 4 * 16 * u64::from(song.ticks_per_row));
}

#[test]
fn a_composed_song_comes_back_from_its_text() {
    each(0..1, |theme, mood, _, song| {
        let text = write_song(song);
        assert!(read_song(&text).as_ref() == Ok(song), "{theme:?} {mood:?}");
    });
}

#[test]
fn a_slip_in_a_song_is_named_with_its_line() {
    let fault = |text: &str| read_song(text).map_err(|error| error.to_string()).expect_err("a fault");
    assert_eq!(fault("song\necho 44 300 90"), "line 2: feedback is missing or not understood: \"300\"");
    assert_eq!(fault("song\npattern 16\n0 piano@9"), "line 3: a drum is missing or not understood: \"piano\"");
    assert_eq!(fault("song\nsing 1"), "line 2: no line begins with \"sing\" here");
    assert_eq!(fault("a song"), "line 1: song is missing or not understood: \"a song\"");
}
