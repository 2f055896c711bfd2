//! Effects: every happening is heard in every theme, and ends.

#[expect(dead_code, reason = "shared by several tests")]
mod support;

use snapcade_sound::{Cue, Theme, effect, render_effect};

const RATE: u32 = 44_100;

#[test]
fn every_effect_is_audible_does_not_clip_and_ends() {
    for theme in Theme::ALL {
        for cue in Cue::ALL {
            let pcm = render_effect(&effect(cue, theme), RATE);
            let loudest = pcm.chunks(RATE as usize / 20).map(support::loudness).max().unwrap_or(0);
            assert!(loudest > 800, "{theme:?} {cue:?}: {loudest}");
            assert!(support::peak(&pcm) <= 29_204, "{theme:?} {cue:?}");
            let longest_secs = if cue.priority() == 3 { 5 } else { 3 };
            assert!(pcm.len() < (longest_secs * RATE) as usize, "{theme:?} {cue:?}: {} samples", pcm.len());
            // It begins and ends in silence.
            assert!(
                pcm[..4].iter().chain(&pcm[pcm.len() - 4..]).all(|sample| sample.unsigned_abs() < 400),
                "{theme:?} {cue:?}"
            );
        }
    }
}

#[test]
fn an_effect_is_as_loud_in_every_theme() {
    for cue in Cue::ALL {
        let moments = Theme::ALL.map(|theme| {
            let pcm = render_effect(&effect(cue, theme), RATE);
            support::loudest_moment_lufs(&pcm, RATE)
        });
        let (least, most) = moments.iter().fold((0.0, -99.0), |(least, most), &lufs| (lufs.min(least), lufs.max(most)));
        // Music is at about -18: steps and menus lie below it, what matters lies above.
        assert!(least > -33.5 && most < -10.5, "{cue:?}: {least:.1} to {most:.1}");
        assert!(most - least < 6.0, "{cue:?}: {least:.1} to {most:.1}");
    }
}

#[test]
fn what_happens_often_is_short() {
    for theme in Theme::ALL {
        for cue in [Cue::Jump, Cue::Land, Cue::Coin, Cue::Climb, Cue::TalkBlip, Cue::MenuMove] {
            assert!(
                effect(cue, theme).length_ticks() < 160,
                "{theme:?} {cue:?}: {}",
                effect(cue, theme).length_ticks()
            );
        }
    }
}

#[test]
fn no_two_effects_and_no_two_themes_sound_alike() {
    for theme in Theme::ALL {
        let mut all: Vec<u64> =
            Cue::ALL.iter().map(|&cue| support::fnv(&render_effect(&effect(cue, theme), 8_000))).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), Cue::ALL.len(), "{theme:?}");
    }
    for cue in Cue::ALL {
        let mut all: Vec<u64> =
            Theme::ALL.iter().map(|&theme| support::fnv(&render_effect(&effect(cue, theme), 8_000))).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), Theme::ALL.len(), "{cue:?}");
    }
}

#[test]
fn an_effect_lasts_as_long_at_either_rate() {
    for cue in Cue::ALL {
        let effect = effect(cue, Theme::Garden);
        let (cd, dvd) =
            (render_effect(&effect, 44_100).len() as u64 * 480, render_effect(&effect, 48_000).len() as u64 * 441);
        assert!(cd.abs_diff(dvd) < 441 * 48 * 100, "{cue:?}: {cd} and {dvd}");
    }
}
