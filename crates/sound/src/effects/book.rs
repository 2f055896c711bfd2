//! Every effect, before a theme has coloured it.
//!
//! Tuned effects use the tonic, fourth, fifth and second of the key only: these are in every mode, so that they fit a cheerful and a spooky song alike.

use super::{cue::Cue, flavour::Flavour};
use crate::{
    effect::{Effect, EffectNote, Layer},
    patch::{Patch, Wave},
    pitch::SEMITONE,
};

/// One note: when it begins and how long it is held, in ticks, its semitones above the tonic, its velocity.
type Spot = (u16, u16, i32, u8);

const HISS: Patch = Patch::new(Wave::Noise { short: false }).level(84);
const RATTLE: Patch = Patch::new(Wave::Noise { short: true }).level(70);
const THUD: Patch = Patch::new(Wave::Bell { ratio: 16, depth: 10 }).level(130);

impl Flavour {
    fn layer(&self, patch: Patch, notes: &[Spot], base: i32) -> Layer {
        let mut patch = patch;
        patch.echo = patch.echo.max(self.echo);
        patch.envelope.release = (i32::from(patch.envelope.release) * self.tail / 100).clamp(2, 400) as u16;
        let note = |&(at, hold, semitones, velocity): &Spot| EffectNote {
            at,
            pitch: (base + semitones) * SEMITONE,
            hold,
            velocity,
        };
        Layer { patch, notes: notes.iter().map(note).collect() }
    }

    /// What moves: a voice that slides by 1/256 semitones a tick.
    fn body(&self, slide: i16, release: u16, notes: &[Spot]) -> Layer {
        self.layer(self.body.envelope(1, 12, 190, release).slide(slide), notes, self.tonic)
    }

    /// What shines: a voice that rings.
    fn shine(&self, release: u16, notes: &[Spot]) -> Layer {
        self.layer(self.shine.envelope(1, 60, 120, release), notes, self.tonic)
    }

    /// Noise at MIDI notes, whatever the key.
    fn noise(&self, patch: Patch, slide: i16, release: u16, notes: &[Spot]) -> Layer {
        self.layer(patch.envelope(1, 20, 150, release).slide(slide), notes, self.noise)
    }

    /// A low stroke.
    fn thud(&self, slide: i16, release: u16, notes: &[Spot]) -> Layer {
        self.layer(THUD.envelope(1, 20, 180, release).slide(slide), notes, self.noise / 2)
    }
}

pub(super) fn effect(cue: Cue, flavour: &Flavour) -> Effect {
    Effect { layers: layers(cue, flavour), priority: cue.priority() }
}

fn layers(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::Jump
        | Cue::AirJump
        | Cue::Swim
        | Cue::Land
        | Cue::Climb
        | Cue::Bounce
        | Cue::Spring
        | Cue::SplashIn
        | Cue::SplashOut => moves(cue, of),
        Cue::Coin
        | Cue::Gem
        | Cue::Key
        | Cue::Heart
        | Cue::Life
        | Cue::Shield
        | Cue::DoubleJump
        | Cue::Speed
        | Cue::Magnet => finds(cue, of),
        Cue::PowerEnd
        | Cue::ShieldBreak
        | Cue::Hurt
        | Cue::Die
        | Cue::EnemyHurt
        | Cue::EnemyBeaten
        | Cue::Shot
        | Cue::BlockBreak => hits(cue, of),
        Cue::BossWake | Cue::BossPhase | Cue::BossHurt | Cue::BossBeaten => bosses(cue, of),
        Cue::Door | Cue::Switch | Cue::Checkpoint | Cue::GoalOpen | Cue::Goal | Cue::TimeLow => places(cue, of),
        Cue::LevelBegin | Cue::LevelClear | Cue::GameOver | Cue::GameWon => turns(cue, of),
        Cue::TalkBegin
        | Cue::TalkBlip
        | Cue::TalkEnd
        | Cue::Choice
        | Cue::Pause
        | Cue::Resume
        | Cue::MenuMove
        | Cue::MenuOk
        | Cue::MenuBack
        | Cue::MenuNo => words(cue, of),
    }
}

fn moves(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::Jump => vec![of.body(96, 14, &[(0, 24, 0, 118)])],
        Cue::AirJump => vec![of.body(130, 12, &[(0, 8, 5, 108), (10, 16, 12, 116)])],
        Cue::Swim => vec![of.body(60, 20, &[(0, 16, -5, 70)]), of.noise(HISS, 60, 30, &[(0, 10, 62, 40)])],
        Cue::Land => vec![of.thud(-90, 10, &[(0, 4, 43, 80)]), of.noise(HISS, -60, 10, &[(0, 3, 66, 50)])],
        Cue::Climb => vec![of.body(40, 6, &[(0, 5, -7, 70)]), of.noise(HISS, 0, 6, &[(0, 2, 80, 30)])],
        Cue::Bounce => vec![of.body(150, 14, &[(0, 18, -5, 110)]), of.thud(-60, 12, &[(0, 6, 50, 90)])],
        Cue::Spring => {
            let wobble = of.body.envelope(1, 20, 180, 24).slide(90).vibrato(255, 12, 0);
            vec![of.layer(wobble, &[(0, 60, -5, 110)], of.tonic)]
        }
        Cue::SplashIn => vec![of.noise(HISS, -70, 60, &[(0, 20, 98, 88)]), of.body(-50, 20, &[(2, 20, 0, 50)])],
        _ => vec![of.noise(HISS, 60, 40, &[(0, 16, 84, 90)]), of.body(80, 14, &[(2, 14, 0, 50)])],
    }
}

fn finds(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::Coin => vec![of.shine(50, &[(0, 14, 19, 92), (15, 30, 24, 100)])],
        Cue::Gem => vec![of.shine(80, &[(0, 10, 19, 92), (12, 10, 24, 96), (24, 10, 26, 100), (36, 40, 31, 104)])],
        Cue::Key => vec![
            of.shine(80, &[(0, 12, 12, 96), (14, 12, 17, 96), (28, 12, 19, 100), (42, 40, 24, 108)]),
            of.noise(RATTLE, 0, 16, &[(0, 5, 108, 40)]),
        ],
        Cue::Heart => vec![
            of.shine(90, &[(0, 22, 12, 90), (26, 46, 19, 100)]),
            of.body(0, 60, &[(0, 22, 0, 60), (26, 40, 7, 60)]),
        ],
        Cue::Life => vec![of.shine(
            90,
            &[
                (0, 16, 12, 100),
                (18, 16, 19, 100),
                (36, 16, 24, 104),
                (54, 16, 19, 100),
                (72, 16, 26, 106),
                (90, 50, 31, 112),
            ],
        )],
        Cue::Shield => vec![power(of, &[0, 7, 12, 19, 24]), of.noise(HISS, 70, 60, &[(0, 50, 80, 34)])],
        Cue::DoubleJump => vec![power(of, &[0, 12, 7, 19, 31]), of.body(60, 20, &[(0, 60, 0, 50)])],
        Cue::Speed => vec![power(of, &[12, 14, 17, 19, 24]), of.body(110, 20, &[(0, 50, -12, 60)])],
        _ => vec![power(of, &[24, 19, 17, 19, 24]), of.body(-30, 30, &[(0, 60, 12, 50)])],
    }
}

/// Five tones of a power-up.
fn power(of: &Flavour, semitones: &[i32]) -> Layer {
    let notes: Vec<Spot> = (0u16..)
        .zip(semitones)
        .map(|(i, &tone)| (i * 13, if i == 4 { 50 } else { 12 }, tone, 92 + i as u8 * 4))
        .collect();
    of.shine(80, &notes)
}

fn hits(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::PowerEnd => vec![of.shine(40, &[(0, 14, 19, 84), (16, 14, 12, 80), (32, 24, 5, 76)])],
        Cue::ShieldBreak => vec![
            of.noise(RATTLE, -40, 60, &[(0, 14, 104, 110)]),
            of.shine(60, &[(0, 8, 31, 90), (10, 8, 26, 84), (20, 24, 19, 78)]),
        ],
        Cue::Hurt => {
            vec![of.body(-120, 20, &[(0, 14, 12, 116), (16, 28, 7, 110)]), of.noise(HISS, -50, 24, &[(0, 12, 80, 90)])]
        }
        Cue::Die => vec![
            of.body(-40, 40, &[(0, 26, 12, 110), (30, 26, 7, 108), (60, 26, 2, 104), (90, 70, -5, 104)]),
            of.thud(-30, 60, &[(90, 20, 45, 100)]),
        ],
        Cue::EnemyHurt => vec![of.body(-90, 12, &[(0, 14, 0, 104)]), of.noise(HISS, 0, 12, &[(0, 6, 76, 70)])],
        Cue::EnemyBeaten => vec![
            of.body(-110, 14, &[(0, 10, 7, 110), (12, 22, 14, 104)]),
            of.noise(HISS, -80, 26, &[(0, 10, 84, 90)]),
            of.thud(-60, 14, &[(0, 6, 48, 100)]),
        ],
        Cue::Shot => vec![of.body(-150, 10, &[(0, 22, 24, 88)]), of.noise(HISS, -40, 8, &[(0, 5, 92, 50)])],
        _ => vec![
            of.noise(HISS, -60, 50, &[(0, 8, 78, 80), (10, 8, 72, 68), (22, 12, 66, 60)]),
            of.thud(-70, 20, &[(0, 8, 45, 104)]),
        ],
    }
}

fn bosses(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::BossWake => vec![
            of.body(-4, 90, &[(0, 60, -24, 116), (66, 110, -23, 120)]),
            of.noise(HISS, -8, 120, &[(0, 120, 54, 90)]),
            of.thud(-10, 90, &[(0, 40, 40, 110), (66, 60, 36, 118)]),
        ],
        Cue::BossPhase => {
            vec![of.body(20, 60, &[(0, 40, -12, 112), (44, 80, -10, 116)]), of.noise(HISS, 20, 80, &[(0, 60, 60, 80)])]
        }
        Cue::BossHurt => vec![
            of.body(-60, 26, &[(0, 30, -7, 118)]),
            of.noise(HISS, -30, 40, &[(0, 20, 70, 104)]),
            of.thud(-30, 30, &[(0, 12, 43, 112)]),
        ],
        _ => vec![
            of.body(-20, 80, &[(0, 30, 0, 112), (36, 30, -5, 112), (72, 30, -12, 112), (108, 90, -24, 116)]),
            of.noise(HISS, -14, 160, &[(0, 24, 76, 110), (36, 24, 70, 104), (72, 24, 66, 104), (108, 70, 60, 116)]),
            of.shine(120, &[(200, 20, 12, 100), (222, 20, 19, 104), (244, 70, 24, 112)]),
        ],
    }
}

fn places(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::Door => {
            vec![of.thud(40, 30, &[(0, 20, 40, 88), (30, 24, 47, 92)]), of.noise(HISS, 40, 40, &[(0, 40, 60, 42)])]
        }
        Cue::Switch => {
            vec![of.body(0, 8, &[(0, 6, 12, 100), (12, 10, 19, 104)]), of.noise(RATTLE, 0, 8, &[(0, 4, 96, 80)])]
        }
        Cue::Checkpoint => vec![of.shine(90, &[(0, 18, 7, 96), (22, 18, 12, 100), (44, 60, 19, 108)])],
        Cue::GoalOpen => vec![
            of.shine(100, &[(0, 20, 12, 96), (24, 20, 14, 100), (48, 20, 19, 104), (72, 60, 26, 110)]),
            of.noise(HISS, 30, 90, &[(0, 70, 84, 34)]),
        ],
        Cue::Goal => vec![
            of.shine(
                120,
                &[(0, 16, 12, 104), (18, 16, 17, 104), (36, 16, 19, 106), (54, 30, 24, 112), (90, 80, 31, 116)],
            ),
            of.body(0, 80, &[(0, 16, 0, 70), (18, 16, 5, 70), (36, 16, 7, 70), (54, 30, 12, 76), (90, 70, 19, 80)]),
        ],
        _ => vec![of.body(0, 8, &[(0, 10, 24, 104), (20, 10, 24, 104), (60, 10, 24, 108), (80, 10, 24, 108)])],
    }
}

fn turns(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::LevelBegin => vec![
            of.shine(80, &[(0, 18, 0, 96), (20, 18, 7, 100), (40, 50, 12, 108)]),
            of.body(0, 50, &[(0, 36, -12, 70), (40, 40, 0, 76)]),
        ],
        Cue::LevelClear => vec![
            of.shine(
                160,
                &[
                    (0, 18, 7, 104),
                    (20, 18, 12, 106),
                    (40, 18, 14, 108),
                    (60, 36, 19, 112),
                    (100, 18, 14, 108),
                    (120, 120, 24, 120),
                ],
            ),
            of.body(0, 100, &[(0, 36, 0, 80), (40, 18, 5, 80), (60, 36, 7, 84), (100, 18, 7, 84), (120, 100, 12, 90)]),
            of.noise(HISS, 0, 160, &[(120, 6, 104, 50)]),
        ],
        Cue::GameOver => vec![
            of.shine(160, &[(0, 44, 12, 100), (50, 44, 7, 96), (100, 44, 5, 94), (150, 120, 0, 92)]),
            of.body(-2, 120, &[(0, 44, 0, 70), (50, 44, -5, 70), (100, 44, -7, 70), (150, 100, -12, 76)]),
        ],
        _ => vec![
            of.shine(
                200,
                &[
                    (0, 14, 12, 108),
                    (16, 14, 12, 100),
                    (32, 14, 12, 104),
                    (48, 44, 19, 114),
                    (96, 26, 17, 108),
                    (124, 26, 19, 110),
                    (152, 26, 26, 114),
                    (180, 160, 24, 122),
                ],
            ),
            of.body(
                0,
                140,
                &[
                    (0, 14, 0, 84),
                    (16, 14, 0, 80),
                    (32, 14, 0, 82),
                    (48, 44, 7, 90),
                    (96, 50, 5, 90),
                    (152, 26, 14, 92),
                    (180, 140, 12, 98),
                ],
            ),
            of.noise(HISS, 0, 200, &[(48, 6, 102, 50), (180, 8, 104, 70)]),
        ],
    }
}

fn words(cue: Cue, of: &Flavour) -> Vec<Layer> {
    match cue {
        Cue::TalkBegin => vec![of.shine(24, &[(0, 10, 12, 74), (12, 14, 19, 78)])],
        Cue::TalkBlip => vec![of.body(30, 5, &[(0, 6, 12, 56)])],
        Cue::TalkEnd => vec![of.shine(24, &[(0, 10, 19, 74), (12, 14, 12, 74)])],
        Cue::Choice | Cue::MenuMove => vec![of.body(0, 6, &[(0, 6, if cue == Cue::Choice { 17 } else { 19 }, 66)])],
        Cue::Pause => vec![of.shine(30, &[(0, 14, 24, 84), (16, 14, 19, 84), (32, 20, 12, 84)])],
        Cue::Resume => vec![of.shine(30, &[(0, 14, 12, 84), (16, 14, 19, 84), (32, 20, 24, 84)])],
        Cue::MenuOk => vec![of.shine(40, &[(0, 10, 19, 88), (12, 24, 24, 94)])],
        Cue::MenuBack => vec![of.shine(30, &[(0, 10, 14, 84), (12, 18, 7, 80)])],
        _ => vec![of.body(0, 8, &[(0, 12, -5, 84), (20, 16, -5, 84)])],
    }
}
