//! The built-in game "First Steps" is whole: it has no faults, shows every mechanic, and its proofs beat its levels.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use snapcade_app::{compile_project, faults, first_steps};
use snapcade_game::{Effect, Game, Item, Level, Power, Project, Role, TextStyle, Tile};
use snapcade_play::{Event, EventKind, Pack, Replay};

/// The longest that a proof may be, coded.
const PROOF_BYTES: usize = 1000;
/// How long the game that plays itself may show one level.
const PROOF_SECONDS: std::ops::RangeInclusive<u64> = 15..=70;

fn sample() -> (Project, Arc<Pack>) {
    let project = first_steps().unwrap();
    let pack = Arc::new(compile_project(&project).unwrap());
    (project, pack)
}

/// The proofs of all levels in order, each with what happens in it.
fn played() -> Vec<(Replay, Vec<Event>)> {
    let (project, pack) = sample();
    let levels = project.game.levels.in_order();
    let play = |proof: Replay| {
        let mut world = proof.world(pack.clone());
        let events = proof.inputs().flat_map(|input| world.tick(input)).collect();
        (proof, events)
    };
    levels.iter().map(|(_, level)| play(Replay::read(&project.assets[&level.proof.unwrap()]).unwrap())).collect()
}

fn happens(events: &[Event], kind: EventKind) -> bool {
    events.iter().any(|event| event.kind == kind)
}

#[test]
fn it_has_no_faults() {
    assert_eq!(faults(&first_steps().unwrap()), []);
}

#[test]
fn every_proof_beats_its_level_unhurt() {
    for (i, (proof, events)) in played().iter().enumerate() {
        let level = i + 1;
        assert!(happens(events, EventKind::LevelCleared), "level {level} is not cleared");
        assert!(!happens(events, EventKind::HeroHurt), "level {level}: the hero is hurt");
        let (bytes, seconds) = (proof.encode().len(), proof.ticks() / 60);
        assert!(bytes < PROOF_BYTES, "level {level}: the proof takes {bytes} bytes");
        assert!(PROOF_SECONDS.contains(&seconds), "level {level}: the proof takes {seconds} s");
    }
}

#[test]
fn the_proofs_show_what_there_is() {
    let events: Vec<Event> = played().into_iter().flat_map(|(_, events)| events).collect();
    let powers = Power::ALL.map(EventKind::TookPower);
    let items = [Item::Coin, Item::Gem, Item::KeyRed, Item::KeyGreen, Item::Heart, Item::Life].map(EventKind::Took);
    let others = [
        EventKind::Bounced,
        EventKind::SpringLaunched,
        EventKind::SplashedIn,
        EventKind::BlockBroken,
        EventKind::DoorOpened,
        EventKind::SwitchToggled,
        EventKind::CheckpointReached,
        EventKind::EnemyBeaten,
        EventKind::BossBeaten,
        EventKind::TalkEnded,
        EventKind::JumpedInAir,
    ];
    for kind in powers.iter().chain(&items).chain(&others) {
        assert!(happens(&events, *kind), "{kind:?} never happens");
    }
}

#[test]
fn every_mechanic_occurs() {
    let game = first_steps().unwrap().game;
    let tiles: BTreeSet<Tile> = game.levels.values().flat_map(|level| level.tiles.tiles().iter().copied()).collect();
    // Other colours and channels are no other mechanic.
    let more = |tile: &Tile| matches!(tile.letter(), 'b' | 'y' | '1'..='3' | '5'..='7');
    let missing: Vec<&Tile> = Tile::ALL.iter().filter(|tile| !more(tile) && !tiles.contains(tile)).collect();
    assert!(missing.is_empty(), "{missing:?}");

    let placed: BTreeSet<_> = game.levels.values().flat_map(|level| level.actors.values().map(|a| a.kind)).collect();
    let roles: Vec<&Role> = placed.iter().map(|kind| &game.kinds[kind].role).collect();
    for name in "Walker Flyer Hopper Chaser Shooter Boss Platform Spring Switch Talker".split(' ') {
        assert!(roles.iter().any(|role| format!("{role:?}").starts_with(name)), "no {name}");
    }
    for power in Power::ALL {
        assert!(roles.iter().any(|role| matches!(role, Role::PowerUp { power: p, .. } if *p == power)), "no {power:?}");
    }
    for item in [Item::Coin, Item::Gem, Item::KeyRed, Item::KeyGreen, Item::Heart, Item::Life] {
        assert!(
            roles.iter().any(|role| matches!(role, Role::Collectible { item: i, .. } if *i == item)),
            "no {item:?}"
        );
    }

    let stops = |level: &Level| level.actors.values().map(|actor| actor.path.len()).max();
    assert!(game.levels.values().filter_map(stops).any(|stops| stops > 1), "no platform with several stops");
    let lines: Vec<_> = game.dialogues.values().flat_map(|dialogue| dialogue.lines.values()).collect();
    assert!(lines.iter().any(|line| line.choices.len() > 1), "no choices");
    assert!(lines.iter().any(|line| matches!(line.effect, Some(Effect::Give(_)))), "no gift");
    for style in [TextStyle::Floating, TextStyle::Bubble] {
        assert!(game.levels.values().any(|l| l.texts.values().any(|text| text.style == style)), "no {style:?} text");
    }
    assert!(game.levels.values().all(|level| level.goal.is_some() && !level.checkpoints.is_empty()));
}

/// `SNAPCADE_BLESS=1` writes the document anew.
#[test]
fn its_document_is_canonical() {
    let path =
        PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../assets/samples/first-steps/game.json");
    let text = fs::read(&path).unwrap();
    let canonical = Game::from_json(&text).unwrap().to_json();
    if std::env::var_os("SNAPCADE_BLESS").is_some() {
        fs::write(path, canonical).unwrap();
        return;
    }
    assert!(text == canonical, "{} is not what `Game::to_json` writes", path.display());
}
