//! Whatever a song or an effect says, the player plays on.

use proptest::{array::uniform4, collection::vec, prelude::*, sample::select};
use snapcade_sound::{
    Effect, Player, Song,
    drum::{Drum, Kit, KitCharacter},
    echo::EchoSettings,
    effect::{EffectNote, Layer},
    patch::{Arpeggio, Duty, Envelope, LowPass, Patch, Vibrato, Wave},
    song::{Hit, Note, Part, Pattern, Track},
    text::{read_effect, read_song, write_effect, write_song},
};

fn wave() -> impl Strategy<Value = Wave> {
    let duty = select(vec![Duty::Eighth, Duty::Quarter, Duty::Half, Duty::ThreeQuarters]);
    prop_oneof![
        (duty, any::<i8>()).prop_map(|(duty, sweep)| Wave::Pulse { duty, sweep }),
        Just(Wave::Triangle),
        Just(Wave::Saw),
        any::<(u8, u8)>().prop_map(|(ratio, depth)| Wave::Bell { ratio, depth }),
        any::<bool>().prop_map(|short| Wave::Noise { short }),
    ]
}

fn patch() -> impl Strategy<Value = Patch> {
    let envelope = (any::<u16>(), any::<u16>(), any::<u8>(), any::<u16>())
        .prop_map(|(attack, decay, sustain, release)| Envelope { attack: attack % 500, decay, sustain, release });
    let vibrato = any::<(u8, u8, u8)>().prop_map(|(depth, period, delay)| Vibrato { depth, period, delay });
    let arpeggio = (uniform4(any::<i8>()), any::<u8>()).prop_map(|(semitones, ticks)| Arpeggio { semitones, ticks });
    let low_pass = any::<(u8, u8)>().prop_map(|(cutoff, follow)| LowPass { cutoff, follow });
    (wave(), any::<u8>(), envelope, any::<i16>(), vibrato, arpeggio, low_pass, any::<(u8, u8)>()).prop_map(
        |(wave, level, envelope, slide, vibrato, arpeggio, low_pass, (detune, echo))| Patch {
            wave,
            level,
            envelope,
            slide,
            vibrato,
            arpeggio,
            low_pass,
            detune,
            echo,
        },
    )
}

fn effect() -> impl Strategy<Value = Effect> {
    let note = (0..300_u16, any::<i32>(), any::<u16>(), any::<u8>())
        .prop_map(|(at, pitch, hold, velocity)| EffectNote { at, pitch, hold, velocity });
    let layer = (patch(), vec(note, 0..5)).prop_map(|(patch, notes)| Layer { patch, notes });
    (vec(layer, 0..6), any::<u8>()).prop_map(|(layers, priority)| Effect { layers, priority })
}

prop_compose! {
    fn song()(
        ticks_per_row in any::<u8>(),
        groove in uniform4(any::<u8>()),
        song_level in any::<u8>(),
        (ticks, feedback, level) in any::<(u8, u8, u8)>(),
        (tune, tail, kit_level, kit_echo) in any::<(i8, u8, u8, u8)>(),
        character in select(vec![KitCharacter::Soft, KitCharacter::Chip, KitCharacter::Rock, KitCharacter::March, KitCharacter::Latin]),
        tracks in vec((select(Part::ALL.to_vec()), patch(), any::<u8>(), any::<u8>()), 0..10),
        notes in vec(any::<(u16, u8, u8, u8, u8)>(), 0..60),
        hits in vec((any::<u16>(), select(Drum::ALL.to_vec()), any::<u8>()), 0..40),
        patterns in vec(0..40_u16, 0..4),
        order in vec(0..6_u8, 0..6),
        loop_from in any::<u8>(),
    ) -> Song {
        let tracks = tracks.into_iter().map(|(part, patch, voices, gate)| Track { part, patch, voices, gate }).collect();
        let patterns = patterns.into_iter().map(|rows| Pattern {
            rows,
            harmony: Vec::new(),
            notes: notes.iter().map(|&(row, track, note, rows, velocity)| Note { row: row % 64, track: track % 12, note, rows, velocity }).collect(),
            hits: hits.iter().map(|&(row, drum, velocity)| Hit { row: row % 64, drum, velocity }).collect(),
        }).collect();
        Song {
            ticks_per_row: ticks_per_row % 40,
            groove,
            level: song_level,
            echo: EchoSettings { ticks, feedback, level },
            kit: Kit { character, tune, tail, level: kit_level, echo: kit_echo },
            tracks,
            patterns,
            order,
            loop_from,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_makes_the_player_stumble(song in song(), effects in vec(effect(), 0..9), rate in prop_oneof![any::<u32>(), 7_000..100_000_u32], chunk in 1..3_000_usize) {
        let mut player = Player::new(song.clone(), rate);
        let mut pcm = vec![0_i16; 24_000];
        let mut effects = effects.into_iter();
        for chunk in pcm.chunks_mut(chunk) {
            if let Some(effect) = effects.next() {
                player.play(effect);
            }
            player.render(chunk);
        }
        prop_assert!(pcm.iter().all(|sample| sample.unsigned_abs() <= 29_200));
        let _ = (song.length_ticks(), song.loop_ticks(), song.length_samples(rate));
    }

    #[test]
    fn text_says_all_that_an_effect_is(effect in effect()) {
        let mut effect = effect;
        effect.layers.truncate(3);
        prop_assert_eq!(read_effect(&write_effect(&effect)), Ok(effect));
    }

    #[test]
    fn a_song_in_the_order_of_its_rows_comes_back_from_text(song in song()) {
        let mut song = song;
        song.tracks.truncate(8);
        for pattern in &mut song.patterns {
            pattern.notes.sort_by_key(|note| note.row);
            pattern.hits.sort_by_key(|hit| hit.row);
        }
        prop_assert_eq!(read_song(&write_song(&song)), Ok(song));
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in "(song|effect)(\n(row|kit|track|pattern|chord|note|layer|order|loop|[0-9]+|[a-z0-9:+@-]+)( [a-z0-9:+@-]{0,9}){0,9}){0,12}") {
        let _ = (read_song(&text), read_effect(&text));
    }
}
