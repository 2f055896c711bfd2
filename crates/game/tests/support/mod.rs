//! A small game that uses everything once, and arbitrary games and edits around it.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod arbitrary;
pub mod raw_zip;

use snapcade_game::*;

pub fn slot(text: &str) -> Slot {
    text.parse().unwrap()
}

pub fn order(text: &str) -> OrderKey {
    text.parse().unwrap()
}

pub fn hash(of: &str) -> AssetHash {
    AssetHash::of(of.as_bytes())
}

pub fn foe() -> Foe {
    Foe { speed_subpx_per_tick: 128, health: 1, stompable: true, score: 100, drops: None }
}

pub fn kind(name: &str, role: Role) -> Kind {
    Kind { name: name.into(), art: slot("things"), body: Size { w: 12, h: 14 }, role }
}

/// What a child could have made in an afternoon. [`validate`] finds nothing wrong with it.
pub fn moon_game() -> Game {
    let mut game = Game::new(GameId(0xc0_ffee), "Moon Cat 🐱");
    game.author = "Ada".into();
    game.theme = "a cat on the moon".into();
    game.art.insert(slot("things"), ArtRef { image: hash("things.png"), frames: hash("things.json") });
    game.sounds.insert(slot("song"), hash("song"));
    let (coin, shot, bat) = (KindId(2), KindId(3), KindId(4));
    game.kinds.insert(KindId(1), kind("Moon Cat", Role::Hero {}));
    game.kinds.insert(coin, kind("Coin", Role::Collectible { item: Item::Coin, score: 10 }));
    game.kinds.insert(shot, kind("Spark", Role::Shot { speed_subpx_per_tick: 512, life_ticks: 90 }));
    let owl = Foe { drops: Some(coin), ..foe() };
    game.kinds.insert(bat, kind("Bat", Role::Shooter { foe: owl, sight_px: 160, interval_ticks: 90, shot }));
    game.kinds.insert(KindId(5), kind("Owl", Role::Talker {}));
    let lines = [
        (LineId(1), line("Who are you?", None, [("A cat!", Some(2)), ("Nobody.", None)])),
        (LineId(2), Line { effect: Some(Effect::Give(Item::KeyRed)), ..line("Take this key.", None, []) }),
    ];
    let lines = lines.into_iter().collect();
    game.dialogues.insert(DialogueId(1), Dialogue { name: "The owl".into(), first: Some(LineId(1)), lines });
    game.levels.insert(LevelId(1), moon_level());
    game
}

fn line<const N: usize>(words: &str, next: Option<u64>, choices: [(&str, Option<u64>); N]) -> Line {
    let choices = choices.into_iter().zip(OrderKey::sequence(N)).zip(1..).map(|(((words, next), order), id)| {
        (ChoiceId(id), Choice { order, words: words.into(), next: next.map(LineId) })
    });
    Line { words: words.into(), next: next.map(LineId), effect: None, choices: choices.collect() }
}

fn moon_level() -> Level {
    let rows = ["............", "......=.....", "..H.....r...", "..H..^..r...", "############"];
    let mut level = Level {
        order: order("80"),
        name: "Dark side".into(),
        tileset: slot("things"),
        music: Some(slot("song")),
        start: Point::new(16, 64),
        goal: Some(Point::new(176, 64)),
        proof: Some(hash("proof")),
        layers: Table::new(),
        checkpoints: Table::new(),
        texts: Table::new(),
        actors: Table::new(),
        tiles: TileGrid::from_rows(&rows).unwrap(),
    };
    let sky = Layer { order: order("80"), art: slot("things"), scroll_percent: 0, y: -20, drift_subpx_per_tick: 4 };
    level.layers.insert(LayerId(1), sky);
    level.checkpoints.insert(CheckpointId(1), Checkpoint { at: Point::new(96, 64) });
    let words = "Jump!".into();
    level.texts.insert(TextId(1), Text { at: Point::new(40, 40), words, style: TextStyle::Bubble });
    level.actors.insert(ActorId(1), Actor::new(KindId(2), Point::new(104, 16)));
    let path = vec![Point::new(0, -16), Point::new(16, -16)];
    let bat = Actor { facing: Facing::Right, path, channel: 2, ..Actor::new(KindId(4), Point::new(60, 40)) };
    level.actors.insert(ActorId(2), bat);
    let owl = Actor { dialogue: Some(DialogueId(1)), ..Actor::new(KindId(5), Point::new(150, 64)) };
    level.actors.insert(ActorId(3), owl);
    level
}
