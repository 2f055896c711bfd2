//! The player as a page uses it.
#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{collections::BTreeMap, sync::OnceLock};

use proptest::prelude::*;
use snapcade_game::{Project, Slot};
use snapcade_play::{Input, Pack, Replay, Start, compile, words::Words};
use snapcade_player::{Player, player::Loaded};
use snapcade_sound::{Cue, Mood, Theme, binary, compose, effect};

/// The sample game with two songs and effects, as its page gets it.
fn pack() -> &'static [u8] {
    static PACK: OnceLock<Vec<u8>> = OnceLock::new();
    PACK.get_or_init(|| {
        let project: Project = snapcade_testkit::first_steps().unwrap();
        let (sheets, faults) = project.sheets();
        assert_eq!(faults, []);
        let proofs = project.game.levels.values().filter_map(|level| {
            let hash = level.proof?;
            Some((hash, Replay::read(project.assets.get(&hash)?).ok()?))
        });
        let slot = |name: &str| name.parse::<Slot>().unwrap();
        let sounds = BTreeMap::from([
            (slot("music-calm"), binary::encode(&compose(Theme::Garden, Mood::Calm, 1))),
            (slot("effects"), binary::encode_effects(&Cue::ALL.map(|cue| effect(cue, Theme::Garden)))),
        ]);
        compile(&project.game, &sheets, &sounds, &proofs.collect(), &Words::english()).unwrap().encode()
    })
}

fn give(player: &mut Player, bytes: &[u8]) -> Loaded {
    assert!(player.make_inbox(bytes.len()));
    player.inbox.copy_from_slice(bytes);
    player.load()
}

fn loaded() -> Player {
    let mut player = Player::new();
    assert_eq!(give(&mut player, pack()), Loaded::Ready);
    player
}

fn described(player: &mut Player) -> String {
    player.describe();
    player.text.clone()
}

#[test]
fn a_game_is_loaded_shown_heard_and_told() {
    let mut player = loaded();
    assert_eq!(described(&mut player), "First Steps, by Snapcade. Press jump to play.");
    assert!(player.draw().len() > 50);
    assert_eq!(player.sprites.len(), player.pack().unwrap().atlas().sprites.len());
    player.sound_start(48_000);
    player.music(4_800);
    assert!(player.music_pcm.iter().any(|&sample| sample != 0), "the title has music");
    player.start(Start::Level(0), 7);
    let news = player.moment[11];
    assert!(described(&mut player).starts_with("Level 1 of 3: "), "{}", player.text);
    let mut cues = Vec::new();
    for tick in 0..240 {
        player.tick(if tick % 40 < 10 { Input::JUMP } else { Input::RIGHT });
        cues.extend_from_slice(&player.cues);
    }
    assert!(cues.contains(&(Cue::Jump as u8)), "{cues:?}");
    assert_eq!(player.moment[0], 2);
    player.effect(usize::from(cues[0]));
    assert!(player.effect_pcm.iter().any(|&sample| sample != 0));
    player.tick(Input::NONE);
    player.tick(Input::PAUSE);
    assert_eq!((player.moment[0], player.moment[11] == news), (3, false));
    assert_eq!(described(&mut player), "Paused. Press pause to go on.");
}

#[test]
fn proofs_beat_their_levels_and_leave_the_game_alone() {
    let mut player = loaded();
    for level in 0..3 {
        player.prove(level);
        assert!(player.proof_beats, "level {level}");
        let hashes = u64::from(player.proof_ticks).div_ceil(60) + 1;
        assert_eq!(player.hashes.len() as u64, hashes);
    }
    player.prove(3);
    assert!(!player.proof_beats && player.hashes.is_empty());
    assert_eq!(player.moment[0], 0);
}

#[test]
fn a_pack_that_is_refused_leaves_the_game_before_it_playing() {
    let mut player = loaded();
    let moment = player.moment;
    assert_eq!(give(&mut player, b"<!doctype html>"), Loaded::NoPack);
    let mut newer = pack().to_vec();
    newer[4] += 1;
    assert_eq!(give(&mut player, &newer), Loaded::OtherVersion);
    for end in (0..pack().len()).step_by(997) {
        assert_ne!(give(&mut player, &pack()[..end]), Loaded::Ready);
        assert!(!player.text.is_empty());
    }
    let mut altered = pack().to_vec();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    assert_eq!(give(&mut player, &altered), Loaded::Damaged);
    player.tick(Input::NONE);
    assert_eq!((player.moment[0], moment[0]), (0, 0));
    assert!(player.draw().len() > 50);
}

#[test]
fn without_a_game_everything_is_empty_and_nothing_breaks() {
    let mut player = Player::new();
    player.start(Start::Level(9), 1);
    player.tick(Input::RIGHT);
    player.music(100_000);
    assert_eq!(player.music_pcm.len(), snapcade_player::player::MUSIC_SAMPLES);
    player.effect(3);
    player.prove(0);
    assert!(player.draw().is_empty() && player.effect_pcm.is_empty() && player.hashes.is_empty());
    assert_eq!(described(&mut player), "");
    assert!(!player.make_inbox(usize::MAX));
    assert_eq!(give(&mut player, &[]), Loaded::NoPack);
    assert!(Pack::decode(pack()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_calls_in_any_order_are_fine(calls in prop::collection::vec((0_u8..9, any::<u32>()), 1..60)) {
        let mut player = loaded();
        for (call, number) in calls {
            match call {
                0 => player.start(Start::Level(number as u16), u64::from(number)),
                1 => player.start(Start::Title, u64::from(number)),
                2 => player.sound_start(number),
                3 => player.music(number as usize % 2_000),
                4 => player.effect(number as usize % 70),
                5 => player.describe(),
                6 => drop(player.draw().len()),
                _ => (0..number % 200).for_each(|tick| player.tick(Input::from_bits((number >> (tick % 20)) as u8))),
            }
        }
    }
}
