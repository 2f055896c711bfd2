//! Arbitrary games and edits. Ids come from a small pool, so that edits often, but not always, name something that is
//! there; values are mostly within their bounds.

use proptest::{collection::vec, option, prelude::*, sample::select};
use snapcade_game::{
    edit::{ActorChange, DialogueChange, KindChange, LayerChange, LevelChange, Run, TextChange},
    *,
};

use super::{order, slot};

fn id() -> impl Strategy<Value = u64> {
    prop_oneof![5 => Just(1), 4 => 2..4_u64, 1 => Just(u64::MAX)]
}

macro_rules! id_strategies {
    ($($name:ident $id:ident),*) => { $(
        pub fn $name() -> impl Strategy<Value = $id> {
            id().prop_map($id)
        }
    )* };
}

/// One kind in two is free, because few edits that add one are valid.
pub fn kind_id() -> impl Strategy<Value = KindId> {
    (1..10_u64).prop_map(KindId)
}

id_strategies! {
    level_id LevelId, actor_id ActorId, layer_id LayerId, text_id TextId,
    checkpoint_id CheckpointId, dialogue_id DialogueId, line_id LineId, choice_id ChoiceId
}

fn table<K: Ord + std::fmt::Debug, V: std::fmt::Debug>(
    id: impl Strategy<Value = K>,
    entry: impl Strategy<Value = V>,
) -> impl Strategy<Value = Table<K, V>> {
    vec((id, entry), 0..4).prop_map(|entries| entries.into_iter().collect())
}

/// Good names, and all that a hostile or clumsy hand types.
fn words() -> impl Strategy<Value = String> {
    let good = select(vec!["Moon", "Füchse & Bären", "ねこ", "👩‍🚀", "a \"quote\" \\ and a / slash", "<b>"]);
    let bad = select(vec!["", "   ", "two\nlines", "\u{202e}nooM", "\0", "\u{7f}", "\u{feff}"]);
    prop_oneof![
        8 => good.prop_map(str::to_owned),
        1 => bad.prop_map(str::to_owned),
        1 => Just("long ".repeat(60)),
    ]
}

fn slots() -> impl Strategy<Value = Slot> {
    select(vec!["things", "song", "tiles-garden", "a.b"]).prop_map(slot)
}

fn orders() -> impl Strategy<Value = OrderKey> {
    select(vec!["80", "8180", "7f80", "0080", "807f80"]).prop_map(order)
}

fn hash() -> impl Strategy<Value = AssetHash> {
    (0..4_u8).prop_map(|byte| AssetHash::of(&[byte]))
}

fn whole() -> impl Strategy<Value = i32> {
    prop_oneof![8 => 16..100_i32, 1 => any::<i32>(), 1 => select(vec![0, -1, i32::MIN, i32::MAX])]
}

fn point() -> impl Strategy<Value = Point> {
    (whole(), whole()).prop_map(Point::from)
}

fn size() -> impl Strategy<Value = Size> {
    (whole(), whole()).prop_map(Size::from)
}

fn tile() -> impl Strategy<Value = Tile> {
    select(Tile::ALL)
}

fn grid() -> impl Strategy<Value = TileGrid> {
    (1..12_usize, 1..8_usize).prop_flat_map(|(width, height)| {
        vec(vec(tile().prop_map(Tile::letter), width), height).prop_map(|rows| {
            let rows: Vec<String> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
            TileGrid::from_rows(&rows).unwrap()
        })
    })
}

fn art() -> impl Strategy<Value = ArtRef> {
    (hash(), hash()).prop_map(|(image, frames)| ArtRef { image, frames })
}

fn foe() -> impl Strategy<Value = Foe> {
    (whole(), whole(), any::<bool>(), whole(), option::of(kind_id())).prop_map(
        |(speed_subpx_per_tick, health, stompable, score, drops)| Foe {
            speed_subpx_per_tick,
            health,
            stompable,
            score,
            drops,
        },
    )
}

fn role() -> impl Strategy<Value = Role> {
    let (item, power) = (select(Item::ALL.to_vec()), select(Power::ALL.to_vec()));
    prop_oneof![
        Just(Role::Hero {}),
        (foe(), any::<bool>()).prop_map(|(foe, turns_at_edges)| Role::Walker { foe, turns_at_edges }),
        (foe(), whole(), whole()).prop_map(|(foe, wave_px, wave_ticks)| Role::Flyer { foe, wave_px, wave_ticks }),
        (foe(), whole(), whole()).prop_map(|(foe, leap_subpx_per_tick, rest_ticks)| Role::Hopper {
            foe,
            leap_subpx_per_tick,
            rest_ticks
        }),
        (foe(), whole()).prop_map(|(foe, sight_px)| Role::Chaser { foe, sight_px }),
        (foe(), whole(), whole(), kind_id()).prop_map(|(foe, sight_px, interval_ticks, shot)| Role::Shooter {
            foe,
            sight_px,
            interval_ticks,
            shot
        }),
        (foe(), kind_id()).prop_map(|(foe, shot)| Role::Boss { foe, shot }),
        (whole(), whole())
            .prop_map(|(speed_subpx_per_tick, life_ticks)| Role::Shot { speed_subpx_per_tick, life_ticks }),
        (item, whole()).prop_map(|(item, score)| Role::Collectible { item, score }),
        (power, whole()).prop_map(|(power, lasts_ticks)| Role::PowerUp { power, lasts_ticks }),
        (whole(), whole())
            .prop_map(|(speed_subpx_per_tick, rest_ticks)| Role::Platform { speed_subpx_per_tick, rest_ticks }),
        whole().prop_map(|launch_subpx_per_tick| Role::Spring { launch_subpx_per_tick }),
        Just(Role::Switch {}),
        Just(Role::Talker {}),
        any::<bool>().prop_map(|in_front| Role::Decoration { in_front }),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    (words(), slots(), size(), role()).prop_map(|(name, art, body, role)| Kind { name, art, body, role })
}

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        select(Item::ALL.to_vec()).prop_map(Effect::Give),
        select(Power::ALL.to_vec()).prop_map(Effect::Power),
        (0..6_u8).prop_map(Effect::SwitchOn),
    ]
}

fn choice() -> impl Strategy<Value = Choice> {
    (orders(), words(), option::of(line_id())).prop_map(|(order, words, next)| Choice { order, words, next })
}

fn line() -> impl Strategy<Value = Line> {
    (words(), option::of(line_id()), option::of(effect()), table(choice_id(), choice()))
        .prop_map(|(words, next, effect, choices)| Line { words, next, effect, choices })
}

fn dialogue() -> impl Strategy<Value = Dialogue> {
    (words(), option::of(line_id()), table(line_id(), line())).prop_map(|(name, first, lines)| Dialogue {
        name,
        first,
        lines,
    })
}

fn facing() -> impl Strategy<Value = Facing> {
    select(vec![Facing::Left, Facing::Right])
}

fn path() -> impl Strategy<Value = Vec<Point>> {
    prop_oneof![9 => vec(point(), 0..4), 1 => vec(point(), 17)]
}

fn actor() -> impl Strategy<Value = Actor> {
    (kind_id(), point(), facing(), path(), 0..5_u8, 0..18_u8, option::of(dialogue_id())).prop_map(
        |(kind, at, facing, path, channel, width_tiles, dialogue)| Actor {
            kind,
            at,
            facing,
            path,
            channel,
            width_tiles,
            dialogue,
        },
    )
}

fn checkpoint() -> impl Strategy<Value = Checkpoint> {
    point().prop_map(|at| Checkpoint { at })
}

fn style() -> impl Strategy<Value = TextStyle> {
    select(vec![TextStyle::Floating, TextStyle::Bubble])
}

fn text() -> impl Strategy<Value = Text> {
    (point(), words(), style()).prop_map(|(at, words, style)| Text { at, words, style })
}

fn layer() -> impl Strategy<Value = Layer> {
    (orders(), slots(), whole(), whole(), whole()).prop_map(|(order, art, scroll_percent, y, drift_subpx_per_tick)| {
        Layer { order, art, scroll_percent, y, drift_subpx_per_tick }
    })
}

fn level() -> impl Strategy<Value = Level> {
    let head = (orders(), words(), slots(), option::of(slots()), point(), option::of(point()), option::of(hash()));
    let entries = (
        table(layer_id(), layer()),
        table(checkpoint_id(), checkpoint()),
        table(text_id(), text()),
        table(actor_id(), actor()),
    );
    (head, entries, grid()).prop_map(
        |((order, name, tileset, music, start, goal, proof), (layers, checkpoints, texts, actors), tiles)| Level {
            order,
            name,
            tileset,
            music,
            start,
            goal,
            proof,
            layers,
            checkpoints,
            texts,
            actors,
            tiles,
        },
    )
}

fn difficulty() -> impl Strategy<Value = Difficulty> {
    select(vec![Difficulty::Easy, Difficulty::Normal, Difficulty::Hard])
}

fn mode() -> impl Strategy<Value = Mode> {
    select(vec![Mode::Adventure, Mode::Collect, Mode::Race])
}

fn rule() -> impl Strategy<Value = Rule> {
    select(Rule::ALL)
}

/// A game with a few of everything; not all of them are valid.
pub fn game() -> impl Strategy<Value = Game> {
    let head = (any::<u64>(), words(), words(), words(), difficulty(), mode(), vec((rule(), whole()), 0..3));
    let tables = (
        table(slots(), art()),
        table(slots(), hash()),
        table(kind_id(), kind()),
        table(dialogue_id(), dialogue()),
        table(level_id(), level()),
    );
    (head, tables).prop_map(
        |((id, title, author, theme, difficulty, mode, rules), (art, sounds, kinds, dialogues, levels))| {
            let mut game = Game { author, theme, difficulty, mode, ..Game::new(GameId(id), &title) };
            for (rule, value) in rules {
                game.rules.set(rule, value);
            }
            Game { art, sounds, kinds, dialogues, levels, ..game }
        },
    )
}

/// Any edit, batches of them included.
pub fn edit() -> impl Strategy<Value = Edit> {
    simple_edit().prop_recursive(3, 16, 6, |edit| vec(edit, 0..6).prop_map(Edit::Batch))
}

/// Any edit but a batch.
pub fn simple_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => words().prop_map(Edit::SetTitle),
        1 => words().prop_map(Edit::SetAuthor),
        1 => words().prop_map(Edit::SetTheme),
        1 => difficulty().prop_map(Edit::SetDifficulty),
        1 => mode().prop_map(Edit::SetMode),
        1 => (rule(), whole()).prop_map(|(rule, value)| Edit::SetRule { rule, value }),
        1 => (slots(), option::of(art())).prop_map(|(slot, art)| Edit::SetArt { slot, art }),
        1 => (slots(), option::of(hash())).prop_map(|(slot, sound)| Edit::SetSound { slot, sound }),
        1 => (kind_id(), kind()).prop_map(|(id, kind)| Edit::AddKind { id, kind: Box::new(kind) }),
        1 => kind_id().prop_map(|id| Edit::RemoveKind { id }),
        3 => (kind_id(), kind_change()).prop_map(|(id, change)| Edit::ChangeKind { id, change }),
        1 => (dialogue_id(), dialogue()).prop_map(|(id, dialogue)| Edit::AddDialogue { id, dialogue }),
        1 => dialogue_id().prop_map(|id| Edit::RemoveDialogue { id }),
        6 => (dialogue_id(), dialogue_change()).prop_map(|(id, change)| Edit::ChangeDialogue { id, change }),
        1 => (level_id(), level()).prop_map(|(id, level)| Edit::AddLevel { id, level: Box::new(level) }),
        1 => level_id().prop_map(|id| Edit::RemoveLevel { id }),
        15 => (level_id(), level_change()).prop_map(|(id, change)| Edit::ChangeLevel { id, change }),
    ]
}

fn kind_change() -> impl Strategy<Value = KindChange> {
    prop_oneof![
        words().prop_map(KindChange::Name),
        slots().prop_map(KindChange::Art),
        size().prop_map(KindChange::Body),
        role().prop_map(KindChange::Role),
        (select(Number::ALL), whole()).prop_map(|(number, value)| KindChange::Number { number, value }),
    ]
}

fn dialogue_change() -> impl Strategy<Value = DialogueChange> {
    use DialogueChange as Change;
    prop_oneof![
        words().prop_map(Change::Name),
        option::of(line_id()).prop_map(Change::First),
        (line_id(), line()).prop_map(|(id, line)| Change::AddLine { id, line }),
        line_id().prop_map(|id| Change::RemoveLine { id }),
        (line_id(), words()).prop_map(|(id, words)| Change::LineWords { id, words }),
        (line_id(), option::of(line_id())).prop_map(|(id, next)| Change::LineNext { id, next }),
        (line_id(), option::of(effect())).prop_map(|(id, effect)| Change::LineEffect { id, effect }),
        (line_id(), choice_id(), choice()).prop_map(|(line, id, choice)| Change::AddChoice { line, id, choice }),
        (line_id(), choice_id()).prop_map(|(line, id)| Change::RemoveChoice { line, id }),
        (line_id(), choice_id(), words()).prop_map(|(line, id, words)| Change::ChoiceWords { line, id, words }),
        (line_id(), choice_id(), option::of(line_id())).prop_map(|(line, id, next)| Change::ChoiceNext {
            line,
            id,
            next
        }),
        (line_id(), choice_id(), orders()).prop_map(|(line, id, order)| Change::ChoiceOrder { line, id, order }),
    ]
}

fn level_change() -> impl Strategy<Value = LevelChange> {
    use LevelChange as Change;
    let cell = || prop_oneof![8 => 0..12_u32, 1 => any::<u32>(), 1 => Just(u32::MAX)];
    let near = || prop_oneof![8 => -4..16_i32, 1 => any::<i32>(), 1 => select(vec![i32::MIN, i32::MAX])];
    let run = (0..8_u32, cell(), vec(tile(), 0..5)).prop_map(|(x, y, tiles)| Run { x, y: y.min(9), tiles });
    prop_oneof![
        orders().prop_map(Change::Order),
        words().prop_map(Change::Name),
        slots().prop_map(Change::Tileset),
        option::of(slots()).prop_map(Change::Music),
        point().prop_map(Change::Start),
        option::of(point()).prop_map(Change::Goal),
        option::of(hash()).prop_map(Change::Proof),
        (cell(), cell()).prop_map(|(width, height)| Change::Resize { width, height }),
        grid().prop_map(Change::Tiles),
        (cell(), cell(), cell(), cell(), tile()).prop_map(|(x, y, width, height, tile)| Change::PaintRect {
            x,
            y,
            width,
            height,
            tile
        }),
        (vec((near(), near()), 0..5), prop_oneof![8 => 1..6_u32, 1 => any::<u32>()], tile())
            .prop_map(|(points, brush, tile)| Change::PaintStroke { points, brush, tile }),
        vec(run, 0..5).prop_map(Change::PaintRuns),
        (actor_id(), actor()).prop_map(|(id, actor)| Change::AddActor { id, actor }),
        actor_id().prop_map(|id| Change::RemoveActor { id }),
        (actor_id(), actor_change()).prop_map(|(id, change)| Change::ChangeActor { id, change }),
        (checkpoint_id(), checkpoint()).prop_map(|(id, checkpoint)| Change::AddCheckpoint { id, checkpoint }),
        checkpoint_id().prop_map(|id| Change::RemoveCheckpoint { id }),
        (checkpoint_id(), point()).prop_map(|(id, at)| Change::MoveCheckpoint { id, at }),
        (text_id(), text()).prop_map(|(id, text)| Change::AddText { id, text }),
        text_id().prop_map(|id| Change::RemoveText { id }),
        (text_id(), text_change()).prop_map(|(id, change)| Change::ChangeText { id, change }),
        (layer_id(), layer()).prop_map(|(id, layer)| Change::AddLayer { id, layer }),
        layer_id().prop_map(|id| Change::RemoveLayer { id }),
        (layer_id(), layer_change()).prop_map(|(id, change)| Change::ChangeLayer { id, change }),
    ]
}

fn actor_change() -> impl Strategy<Value = ActorChange> {
    prop_oneof![
        kind_id().prop_map(ActorChange::Kind),
        point().prop_map(ActorChange::At),
        facing().prop_map(ActorChange::Facing),
        path().prop_map(ActorChange::Path),
        (0..6_u8).prop_map(ActorChange::Channel),
        (0..20_u8).prop_map(ActorChange::WidthTiles),
        option::of(dialogue_id()).prop_map(ActorChange::Dialogue),
    ]
}

fn text_change() -> impl Strategy<Value = TextChange> {
    prop_oneof![
        point().prop_map(TextChange::At),
        words().prop_map(TextChange::Words),
        style().prop_map(TextChange::Style),
    ]
}

fn layer_change() -> impl Strategy<Value = LayerChange> {
    prop_oneof![
        orders().prop_map(LayerChange::Order),
        slots().prop_map(LayerChange::Art),
        whole().prop_map(LayerChange::ScrollPercent),
        whole().prop_map(LayerChange::Y),
        whole().prop_map(LayerChange::DriftSubpxPerTick),
    ]
}
