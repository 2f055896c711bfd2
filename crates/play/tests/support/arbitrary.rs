//! Arbitrary valid games, with everything in them at its bounds now and then.

use proptest::{collection::vec, option, prelude::*, sample::select};
use snapcade_game::{
    Actor, ActorId, Checkpoint, CheckpointId, Choice, ChoiceId, Dialogue, DialogueId, Effect, Facing, Foe, Game, Item,
    Kind, KindId, Layer, LayerId, Level, LevelId, Line, LineId, Mode, Number, OrderKey, Point, Power, Role, Size, Text,
    TextId, TextStyle, Tile, TileGrid, rules::Rule,
};
use snapcade_play::Input;

use super::{empty_game, slot};

const HERO: u64 = 0;
const SHOT: u64 = 1;
const COIN: u64 = 2;
const BOSS: u64 = 3;
/// The kinds from here on are arbitrary.
const OTHERS: u64 = 4;

fn number(number: Number) -> BoxedStrategy<i32> {
    let (low, high) = number.bounds();
    prop_oneof![6 => low..=low + (high - low) / 4, 1 => Just(low), 1 => Just(high)].boxed()
}

/// Buttons held for a while.
pub fn inputs(runs: usize) -> impl Strategy<Value = Vec<(Input, u32)>> {
    let held = (0..64_u8, prop::bool::weighted(0.02)).prop_map(|(bits, pause)| {
        let input = Input::from_bits(bits);
        if pause { input | Input::PAUSE } else { input }
    });
    vec((held, 1..40_u32), 1..runs)
}

fn foe() -> impl Strategy<Value = Foe> {
    (number(Number::Speed), number(Number::Health), any::<bool>(), option::of(Just(KindId(COIN)))).prop_map(
        |(speed_subpx_per_tick, health, stompable, drops)| Foe {
            speed_subpx_per_tick,
            health,
            stompable,
            score: 100_000,
            drops,
        },
    )
}

fn role() -> impl Strategy<Value = Role> {
    let shot = KindId(SHOT);
    prop_oneof![
        (foe(), any::<bool>()).prop_map(|(foe, turns_at_edges)| Role::Walker { foe, turns_at_edges }),
        (foe(), number(Number::Wave), number(Number::WaveTicks)).prop_map(|(foe, wave_px, wave_ticks)| Role::Flyer {
            foe,
            wave_px,
            wave_ticks
        }),
        (foe(), number(Number::Launch), number(Number::Rest))
            .prop_map(|(foe, leap_subpx_per_tick, rest_ticks)| Role::Hopper { foe, leap_subpx_per_tick, rest_ticks }),
        (foe(), number(Number::Sight)).prop_map(|(foe, sight_px)| Role::Chaser { foe, sight_px }),
        (foe(), number(Number::Sight), number(Number::Interval))
            .prop_map(move |(foe, sight_px, interval_ticks)| Role::Shooter { foe, sight_px, interval_ticks, shot }),
        foe().prop_map(move |foe| Role::Boss { foe, shot }),
        (select(Item::ALL.to_vec()), number(Number::Score)).prop_map(|(item, score)| Role::Collectible { item, score }),
        (select(Power::ALL.to_vec()), number(Number::Lasts))
            .prop_map(|(power, lasts_ticks)| Role::PowerUp { power, lasts_ticks }),
        (number(Number::Speed), number(Number::Rest))
            .prop_map(|(speed_subpx_per_tick, rest_ticks)| Role::Platform { speed_subpx_per_tick, rest_ticks }),
        number(Number::Launch).prop_map(|launch_subpx_per_tick| Role::Spring { launch_subpx_per_tick }),
        Just(Role::Switch {}),
        Just(Role::Talker {}),
        any::<bool>().prop_map(|in_front| Role::Decoration { in_front }),
        (number(Number::Speed), number(Number::Lasts))
            .prop_map(|(speed_subpx_per_tick, life_ticks)| Role::Shot { speed_subpx_per_tick, life_ticks }),
    ]
}

fn body() -> impl Strategy<Value = Size> {
    let side = || prop_oneof![6 => 6..30_i32, 1 => Just(2), 1 => Just(128)];
    (side(), side()).prop_map(Size::from)
}

fn kind(role: impl Strategy<Value = Role>) -> impl Strategy<Value = Kind> {
    (body(), role).prop_map(|(body, role)| Kind { name: "kind".into(), art: slot(), body, role })
}

/// Mostly air and ground, some of everything else.
pub fn tile() -> impl Strategy<Value = Tile> {
    prop_oneof![10 => Just(Tile::Empty), 3 => Just(Tile::Solid), 6 => select(Tile::ALL)]
}

fn grid() -> impl Strategy<Value = TileGrid> {
    (prop_oneof![1 => Just(1_usize), 8 => 4..40_usize], prop_oneof![1 => Just(1_usize), 8 => 3..16_usize])
        .prop_flat_map(|(width, height)| vec(vec(tile(), width), height))
        .prop_map(|rows| {
            let rows: Vec<String> = rows.iter().map(|row| row.iter().map(|tile| tile.letter()).collect()).collect();
            TileGrid::from_rows(&rows).unwrap()
        })
}

/// A place as parts of the level's size, in thousandths.
fn part() -> impl Strategy<Value = (i32, i32)> {
    let part = || prop_oneof![8 => 0..=1000_i32, 1 => Just(0), 1 => Just(1000)];
    (part(), prop_oneof![8 => part(), 1 => Just(-180_000)])
}

fn place((x, y): (i32, i32), tiles: &TileGrid) -> Point {
    let (width, height) = (tiles.width() as i32 * 16, tiles.height() as i32 * 16);
    Point::new(width * x / 1000, (height * y / 1000).max(-180))
}

#[derive(Debug, Clone)]
struct Placed {
    kind: u64,
    at: (i32, i32),
    facing: Facing,
    channel: u8,
    width_tiles: u8,
    talks: bool,
    path: Vec<(i32, i32)>,
}

fn placed() -> impl Strategy<Value = Placed> {
    let facing = select(vec![Facing::Left, Facing::Right]);
    (
        BOSS..OTHERS + 6,
        part(),
        facing,
        0..4_u8,
        prop_oneof![6 => Just(0), 1 => 1..=16_u8],
        any::<bool>(),
        vec(part(), 0..4),
    )
        .prop_map(|(kind, at, facing, channel, width_tiles, talks, path)| Placed {
            kind,
            at,
            facing,
            channel,
            width_tiles,
            talks,
            path,
        })
}

fn level() -> impl Strategy<Value = Level> {
    let points = (part(), option::of(part()), vec(part(), 0..3));
    let texts = vec((part(), any::<bool>()), 0..3);
    let layers = vec((0..=200_i32, -512..=512_i32, -1024..=1024_i32), 0..3);
    (grid(), points, vec(placed(), 0..16), texts, layers).prop_map(
        |(tiles, (start, goal, checkpoints), actors, texts, layers)| {
            let actor = |placed: Placed| {
                let at = place(placed.at, &tiles);
                let stop = |part| place(part, &tiles);
                Actor {
                    kind: KindId(placed.kind),
                    at,
                    facing: placed.facing,
                    path: placed.path.into_iter().map(stop).map(|p| Point::new(p.x - at.x, p.y - at.y)).collect(),
                    channel: placed.channel,
                    width_tiles: placed.width_tiles,
                    dialogue: placed.talks.then_some(DialogueId(1)),
                }
            };
            let mut actors: Vec<Actor> = actors.into_iter().map(actor).collect();
            if goal.is_none() {
                actors.push(Actor::new(KindId(BOSS), place(start, &tiles)));
            }
            let order = OrderKey::default();
            let text = |(at, bubble): (_, bool)| Text {
                at: place(at, &tiles),
                words: "Wörter 言葉 and more of them than fit on one line".into(),
                style: if bubble { TextStyle::Bubble } else { TextStyle::Floating },
            };
            let layer = |(scroll_percent, y, drift)| Layer {
                order: OrderKey::default(),
                art: slot(),
                scroll_percent,
                y,
                drift_subpx_per_tick: drift,
            };
            Level {
                order,
                name: "Level".into(),
                tileset: slot(),
                music: None,
                start: place(start, &tiles),
                goal: goal.map(|goal| place(goal, &tiles)),
                proof: None,
                layers: (0..).map(LayerId).zip(layers.into_iter().map(layer)).collect(),
                checkpoints: (0..)
                    .map(CheckpointId)
                    .zip(checkpoints.into_iter().map(|at| Checkpoint { at: place(at, &tiles) }))
                    .collect(),
                texts: (0..).map(TextId).zip(texts.into_iter().map(text)).collect(),
                actors: (0..).map(ActorId).zip(actors).collect(),
                tiles,
            }
        },
    )
}

/// A circle of lines with a way out.
fn dialogue() -> impl Strategy<Value = Dialogue> {
    let effect = option::of(prop_oneof![
        select(Item::ALL.to_vec()).prop_map(Effect::Give),
        select(Power::ALL.to_vec()).prop_map(Effect::Power),
        (0..4_u8).prop_map(Effect::SwitchOn),
    ]);
    vec(effect, 1..4).prop_map(|effects| {
        let count = effects.len() as u64;
        let choice = |next| Choice { order: OrderKey::default(), words: "Yes".into(), next };
        let lines = effects.into_iter().zip(0..).map(|(effect, i): (_, u64)| {
            let choices = [(ChoiceId(0), choice(Some(LineId((i + 1) % count)))), (ChoiceId(1), choice(None))];
            (LineId(i), Line { words: "Hello!".into(), next: None, effect, choices: choices.into_iter().collect() })
        });
        Dialogue { name: "talk".into(), first: Some(LineId(0)), lines: lines.collect() }
    })
}

/// Rules: those of the house, or each within its bounds.
pub fn rules() -> impl Strategy<Value = Vec<(Rule, i32)>> {
    let any_value = |rule: Rule| {
        let (low, high) = rule.bounds();
        prop_oneof![2 => low..=high, 1 => Just(low), 1 => Just(high)].prop_map(move |value| (rule, value))
    };
    let all: Vec<_> = Rule::ALL.iter().map(|&rule| any_value(rule)).collect();
    prop_oneof![1 => Just(Vec::new()), 2 => all]
}

/// A valid game.
pub fn game() -> impl Strategy<Value = Game> {
    let mode = select(vec![Mode::Adventure, Mode::Collect, Mode::Race]);
    let kinds = (
        body(),
        kind(
            (number(Number::Speed), number(Number::Lasts))
                .prop_map(|(speed_subpx_per_tick, life_ticks)| Role::Shot { speed_subpx_per_tick, life_ticks }),
        ),
        kind(foe().prop_map(|foe| Role::Boss { foe, shot: KindId(SHOT) })),
        vec(kind(role()), 6),
    );
    (mode, rules(), kinds, dialogue(), vec(level(), 1..3)).prop_map(
        |(mode, rules, (hero, shot, boss, others), dialogue, levels)| {
            let mut game = Game { mode, ..empty_game() };
            for (rule, value) in rules {
                game.rules.set(rule, value);
            }
            let named = |role, body| Kind { name: "kind".into(), art: slot(), body, role };
            let coin = named(Role::Collectible { item: Item::Gem, score: 100_000 }, Size::from((8, 8)));
            let first = [named(Role::Hero {}, hero), shot, coin, boss];
            game.kinds = (HERO..).map(KindId).zip(first.into_iter().chain(others)).collect();
            game.dialogues.insert(DialogueId(1), dialogue);
            game.levels = (0..).map(LevelId).zip(levels).collect();
            game
        },
    )
}
