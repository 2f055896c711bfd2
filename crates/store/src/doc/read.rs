//! A game from its registers.
//!
//! Registers come from other computers too, so anything may stand in them: what is no part of a game is passed over, and what
//! lacks a part that it must have is not there. The same registers give the same game everywhere.

use std::{collections::BTreeMap, str::FromStr};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use snapcade_game::{
    ArtRef, AssetHash, Dialogue, DialogueId, Difficulty, Game, GameId, Kind, KindId, Level, LevelId, Line, Mode, Rule,
    Slot, Table, Tile, TileGrid,
};

use super::{
    Cell, State,
    write::{GONE, TILES},
};

/// The tables that entries stand in, at the top or below another entry.
const TABLES: &[&str] =
    &["actors", "checkpoints", "choices", "dialogues", "kinds", "layers", "levels", "lines", "texts"];

/// Parts of the longest path: `dialogues/ID/lines/ID/choices/ID/words`.
const DEEPEST: usize = 7;

/// The game that the registers make.
pub fn read(state: &State, id: GameId) -> Game {
    let mut root = Node::default();
    for (path, value) in &state.fields {
        let parts: Vec<&str> = path.split('/').take(DEEPEST + 1).collect();
        // Deeper nothing of ours stands, and who puts something there must not make us go down without end.
        if parts.len() <= DEEPEST {
            root.insert(&parts, value);
        }
    }
    let mut game = Game::new(id, &text(&root, "title"));
    game.author = text(&root, "author");
    game.theme = text(&root, "theme");
    game.difficulty = root.field("difficulty").unwrap_or(Difficulty::Normal);
    game.mode = root.field("mode").unwrap_or(Mode::Adventure);
    for &rule in Rule::ALL {
        let value = root.groups.get("rules").and_then(|rules| rules.get(rule.name()));
        if let Some(value) = value.and_then(Value::as_i64).and_then(|value| i32::try_from(value).ok()) {
            game.rules.set(rule, value);
        }
    }
    game.art = root.slots::<ArtRef>("art");
    game.sounds = root.slots::<AssetHash>("sounds");
    let kinds: Entries<KindId, Kind> = root.entries("kinds", Node::kind);
    let dialogues: Entries<DialogueId, Dialogue> = root.entries("dialogues", dialogue);
    let levels = root.table("levels");
    for (id, node) in levels.filter(|(_, node)| !node.is_gone()) {
        let Ok(id) = LevelId::from_str(id) else { continue };
        if let Some(level) = level(node, state.cells.get(&id)) {
            game.levels.insert(id, level);
        }
    }
    keep_what_is_used(&mut game, kinds, dialogues);
    game
}

/// Entries that are there, and those that were removed but are still known.
struct Entries<K, V> {
    there: Table<K, V>,
    gone: BTreeMap<K, V>,
}

/// Puts in kinds and conversations. One that somebody removed while somebody else used it comes back.
fn keep_what_is_used(game: &mut Game, kinds: Entries<KindId, Kind>, dialogues: Entries<DialogueId, Dialogue>) {
    (game.kinds, game.dialogues) = (kinds.there, dialogues.there);
    let actors = || game.levels.values().flat_map(|level| level.actors.values());
    for id in actors().filter_map(|actor| actor.dialogue) {
        if let Some(dialogue) = dialogues.gone.get(&id) {
            game.dialogues.insert(id, dialogue.clone());
        }
    }
    let mut wanted: Vec<KindId> = actors().map(|actor| actor.kind).collect();
    wanted.extend(game.kinds.values().flat_map(named_by));
    while let Some(id) = wanted.pop() {
        if let Some(kind) = kinds.gone.get(&id).filter(|_| !game.kinds.contains_key(&id)) {
            wanted.extend(named_by(kind));
            game.kinds.insert(id, kind.clone());
        }
    }
}

/// The kinds that a kind fires and drops.
pub(crate) fn named_by(kind: &Kind) -> impl Iterator<Item = KindId> + use<> {
    kind.role.shot().into_iter().chain(kind.role.foe().and_then(|foe| foe.drops))
}

fn level(node: &Node<'_>, cells: Option<&BTreeMap<Cell, Tile>>) -> Option<Level> {
    let ground = node.fields.get(TILES)?.as_str()?;
    let mut tiles = TileGrid::from_rows(&ground.split('\n').collect::<Vec<_>>()).ok()?;
    for (&(x, y), &tile) in cells.into_iter().flatten() {
        if let (Ok(x), Ok(y)) = (i32::try_from(x), i32::try_from(y)) {
            // One outside was painted while somebody else cut the level there.
            tiles.set(x, y, tile);
        }
    }
    Some(Level {
        order: node.field("order")?,
        name: text(node, "name"),
        tileset: node.field("tileset")?,
        music: node.field("music"),
        start: node.field("start")?,
        goal: node.field("goal"),
        proof: node.field("proof"),
        layers: node.entries("layers", Node::plain).there,
        checkpoints: node.entries("checkpoints", Node::plain).there,
        texts: node.entries("texts", Node::plain).there,
        actors: node.entries("actors", Node::plain).there,
        tiles,
    })
}

fn dialogue(node: &Node<'_>) -> Option<Dialogue> {
    // Else a mark that it is gone, or not, would make one.
    node.fields.get("name")?;
    let lines = node.entries("lines", |node| {
        let choices = node.entries("choices", Node::plain).there;
        node.plain::<Line>().map(|line| Line { choices, ..line })
    });
    Some(Dialogue { name: text(node, "name"), first: node.field("first"), lines: lines.there })
}

fn text(node: &Node<'_>, name: &str) -> String {
    node.field(name).unwrap_or_default()
}

/// An entry, or the document itself: its own fields, and what stands below it.
#[derive(Default)]
struct Node<'a> {
    fields: BTreeMap<&'a str, &'a Value>,
    /// Fields below a name: `rules`, `art`, `sounds`, `role.walker`.
    groups: BTreeMap<&'a str, Map<String, Value>>,
    tables: BTreeMap<&'a str, BTreeMap<&'a str, Node<'a>>>,
}

impl<'a> Node<'a> {
    fn insert(&mut self, path: &[&'a str], value: &'a Value) {
        match path {
            [name] => drop(self.fields.insert(name, value)),
            [table, id, rest @ ..] if !rest.is_empty() && TABLES.contains(table) => {
                self.tables.entry(table).or_default().entry(id).or_default().insert(rest, value);
            }
            [group, name] => drop(self.groups.entry(group).or_default().insert((*name).to_owned(), value.clone())),
            // Deeper than a role's numbers nothing stands.
            [group, part, name] => {
                let part = self.groups.entry(group).or_default().entry(*part).or_insert_with(|| Map::new().into());
                if let Value::Object(fields) = part {
                    fields.insert((*name).to_owned(), value.clone());
                }
            }
            _ => {}
        }
    }

    fn field<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        T::deserialize(*self.fields.get(name)?).ok()
    }

    fn is_gone(&self) -> bool {
        self.fields.get(GONE).is_some_and(|gone| **gone == Value::Bool(true))
    }

    fn table(&self, name: &str) -> impl Iterator<Item = (&'a str, &Node<'a>)> {
        self.tables.get(name).into_iter().flatten().map(|(id, node)| (*id, node))
    }

    fn slots<T: DeserializeOwned>(&self, name: &str) -> Table<Slot, T> {
        let slots = self.groups.get(name).into_iter().flatten();
        slots.filter_map(|(slot, value)| Some((slot.parse().ok()?, T::deserialize(value).ok()?))).collect()
    }

    fn entries<K: Ord + FromStr, V>(&self, table: &str, read: impl Fn(&Node<'a>) -> Option<V>) -> Entries<K, V> {
        let mut entries = Entries { there: Table::new(), gone: BTreeMap::new() };
        for (id, node) in self.table(table) {
            let (Ok(id), Some(entry)) = (id.parse(), read(node)) else { continue };
            if node.is_gone() {
                entries.gone.insert(id, entry);
            } else {
                entries.there.insert(id, entry);
            }
        }
        entries
    }

    /// Its own fields as a type of the document.
    fn plain<T: DeserializeOwned>(&self) -> Option<T> {
        let fields = self.fields.iter().filter(|(name, _)| **name != GONE);
        let fields = fields.map(|(name, value)| ((*name).to_owned(), (*value).clone()));
        serde_json::from_value(Value::Object(fields.collect())).ok()
    }

    fn kind(&self) -> Option<Kind> {
        let is: String = self.field("role")?;
        let mut role = self.groups.get(format!("role.{is}").as_str()).cloned().unwrap_or_default();
        role.insert("is".to_owned(), Value::String(is));
        let role = serde_json::from_value(Value::Object(role)).ok()?;
        Some(Kind { name: text(self, "name"), art: self.field("art")?, body: self.field("body")?, role })
    }
}
