//! Which registers have to be written so that one game becomes another.

use std::{collections::BTreeSet, fmt::Display};

use serde::Serialize;
use serde_json::{Map, Value, json};
use snapcade_game::{Dialogue, Game, Level, LevelId, Line, Rule, Table, TileGrid};

use super::{Op, State};

/// Fields that an entry may lack; every other field is always there.
const OPTIONAL: &[&str] = &[
    "channel",
    "dialogue",
    "drift_subpx_per_tick",
    "effect",
    "facing",
    "first",
    "goal",
    "music",
    "next",
    "path",
    "proof",
    "width_tiles",
];
/// Set where something was removed.
pub(super) const GONE: &str = "gone";
/// A level's ground as it was last laid as a whole: its rows of letters, joined by line feeds.
pub(super) const TILES: &str = "tiles";

/// The writes that make `after` of a document whose registers are `state` and read as `before`.
pub fn ops_between(state: &State, before: &Game, after: &Game) -> Vec<Op> {
    let levels = before.levels.keys().chain(after.levels.keys()).copied().collect();
    ops_in(&levels, state, before, after)
}

/// As [`ops_between`], when only these levels can differ: others are not looked at, and `before` need not have them.
pub(crate) fn ops_in(levels: &BTreeSet<LevelId>, state: &State, before: &Game, after: &Game) -> Vec<Op> {
    let mut writer = Writer { state, ops: Vec::new() };
    writer.game(before, after);
    for &id in levels {
        match (before.levels.get(&id), after.levels.get(&id)) {
            (old, Some(level)) if old != Some(level) => writer.level(id, old, level),
            (Some(_), None) => writer.set(format!("levels/{id}/{GONE}"), json!(true)),
            _ => {}
        }
    }
    writer.ops
}

struct Writer<'a> {
    state: &'a State,
    ops: Vec<Op>,
}

impl Writer<'_> {
    fn push(&mut self, op: Op) {
        if !self.state.has(&op) {
            self.ops.push(op);
        }
    }

    fn set(&mut self, path: String, value: Value) {
        self.push(Op::Field(path, Some(value)));
    }

    fn unset(&mut self, path: String) {
        self.push(Op::Field(path, None));
    }

    fn game(&mut self, before: &Game, after: &Game) {
        // A new game differs from nothing in these alone.
        if self.state.fields.is_empty() {
            self.set("format".to_owned(), json!(after.format));
        }
        self.field("title", &before.title, &after.title);
        self.field("author", &before.author, &after.author);
        self.field("theme", &before.theme, &after.theme);
        self.field("difficulty", &before.difficulty, &after.difficulty);
        self.field("mode", &before.mode, &after.mode);
        for &rule in Rule::ALL {
            let (old, new) = (before.rules.get(rule), after.rules.get(rule));
            if old != new || self.state.fields.is_empty() {
                self.set(format!("rules/{}", rule.name()), json!(new));
            }
        }
        self.slots("art", &before.art, &after.art);
        self.slots("sounds", &before.sounds, &after.sounds);
        self.table("kinds", &before.kinds, &after.kinds, |writer, path, _, kind| writer.entry(path, value(kind)));
        self.table("dialogues", &before.dialogues, &after.dialogues, Self::dialogue);
        // What came back because somebody still used it is there for good, once something is written.
        let path = |table: &str, id: &dyn Display| format!("{table}/{id}/{GONE}");
        let kinds = after.kinds.keys().map(|id| path("kinds", id));
        for path in kinds.chain(after.dialogues.keys().map(|id| path("dialogues", id))) {
            self.unset(path);
        }
    }

    fn field<T: Serialize + PartialEq>(&mut self, path: &str, before: &T, after: &T) {
        if before != after || self.state.fields.is_empty() {
            self.set(path.to_owned(), value(after));
        }
    }

    /// Slots are filled and emptied, nothing stands below them.
    fn slots<K: Ord + Display, V: Serialize + PartialEq>(
        &mut self,
        path: &str,
        before: &Table<K, V>,
        after: &Table<K, V>,
    ) {
        for (slot, content) in after.iter().filter(|&(slot, content)| before.get(slot) != Some(content)) {
            self.set(format!("{path}/{slot}"), value(content));
        }
        for slot in before.keys().filter(|slot| !after.contains_key(slot)) {
            self.unset(format!("{path}/{slot}"));
        }
    }

    fn table<K: Ord + Display, V: PartialEq>(
        &mut self,
        path: &str,
        before: &Table<K, V>,
        after: &Table<K, V>,
        write: impl Fn(&mut Self, &str, Option<&V>, &V),
    ) {
        for (id, entry) in after.iter() {
            let old = before.get(id);
            if old != Some(entry) {
                write(self, &format!("{path}/{id}"), old, entry);
            }
        }
        self.removed(path, before, after);
    }

    fn removed<K: Ord + Display, V>(&mut self, path: &str, before: &Table<K, V>, after: &Table<K, V>) {
        for id in before.keys().filter(|id| !after.contains_key(id)) {
            self.set(format!("{path}/{id}/{GONE}"), json!(true));
        }
    }

    /// An entry's own fields.
    fn entry(&mut self, path: &str, fields: Value) {
        let Value::Object(fields) = fields else { return };
        for &name in OPTIONAL.iter().chain([&GONE]) {
            if !fields.contains_key(name) {
                self.unset(format!("{path}/{name}"));
            }
        }
        for (name, value) in fields {
            match value {
                Value::Object(role) if name == "role" => self.role(path, role),
                value => self.set(format!("{path}/{name}"), value),
            }
        }
    }

    /// A role: which it is, and its numbers one by one below its name, so that two people can turn two sliders. Numbers of
    /// another role stay where they are; when two people give a kind two roles, the one that wins is complete.
    fn role(&mut self, path: &str, mut role: Map<String, Value>) {
        let Some(Value::String(is)) = role.shift_remove("is") else { return };
        let numbers = format!("{path}/role.{is}");
        // The one that may be missing.
        if role.get("foe").is_some_and(|foe| foe.get("drops").is_none()) {
            self.unset(format!("{numbers}/foe/drops"));
        }
        self.leaves(&numbers, role);
        self.set(format!("{path}/role"), Value::String(is));
    }

    fn leaves(&mut self, path: &str, fields: Map<String, Value>) {
        for (name, value) in fields {
            match value {
                Value::Object(fields) => self.leaves(&format!("{path}/{name}"), fields),
                value => self.set(format!("{path}/{name}"), value),
            }
        }
    }

    fn dialogue(&mut self, path: &str, before: Option<&Dialogue>, after: &Dialogue) {
        let mut own = Map::new();
        own.insert("name".to_owned(), json!(after.name));
        own.extend(after.first.map(|first| ("first".to_owned(), value(&first))));
        self.entry(path, Value::Object(own));
        let lines = format!("{path}/lines");
        self.table(&lines, before.map_or(&Table::new(), |before| &before.lines), &after.lines, Self::line);
        if before.is_none() {
            self.forget_others(&lines, &after.lines);
        }
    }

    fn line(&mut self, path: &str, before: Option<&Line>, after: &Line) {
        let mut own = value(after);
        if let Value::Object(own) = &mut own {
            own.shift_remove("choices");
        }
        self.entry(path, own);
        let choices = format!("{path}/choices");
        let none = Table::new();
        let old = before.map_or(&none, |before| &before.choices);
        self.table(&choices, old, &after.choices, |writer, path, _, choice| writer.entry(path, value(choice)));
        if before.is_none() {
            self.forget_others(&choices, &after.choices);
        }
    }

    fn level(&mut self, id: LevelId, before: Option<&Level>, after: &Level) {
        let path = format!("levels/{id}");
        let Level { order, name, tileset, music, start, goal, proof, layers, checkpoints, texts, actors, tiles } =
            after;
        let mut own = Map::new();
        let mut field = |name: &str, value: Value| own.insert(name.to_owned(), value);
        field("order", value(order));
        field("name", json!(name));
        field("tileset", value(tileset));
        field("start", value(start));
        if let Some(music) = music {
            field("music", value(music));
        }
        if let Some(goal) = goal {
            field("goal", value(goal));
        }
        if let Some(proof) = proof {
            field("proof", value(proof));
        }
        self.entry(&path, Value::Object(own));
        self.entries(&format!("{path}/layers"), before.map(|level| &level.layers), layers);
        self.entries(&format!("{path}/checkpoints"), before.map(|level| &level.checkpoints), checkpoints);
        self.entries(&format!("{path}/texts"), before.map(|level| &level.texts), texts);
        self.entries(&format!("{path}/actors"), before.map(|level| &level.actors), actors);
        self.tiles(id, before.map(|level| &level.tiles), tiles);
    }

    /// A table of entries below which nothing stands.
    fn entries<K: Ord + Display, V: PartialEq + Serialize>(
        &mut self,
        path: &str,
        before: Option<&Table<K, V>>,
        after: &Table<K, V>,
    ) {
        let none = Table::new();
        self.table(path, before.unwrap_or(&none), after, |writer, path, _, entry| writer.entry(path, value(entry)));
        if before.is_none() {
            self.forget_others(path, after);
        }
    }

    /// Of something that is added again, what the document still knows to stand in it and it no longer has.
    fn forget_others<K: Ord + Display, V>(&mut self, path: &str, after: &Table<K, V>) {
        let known: Vec<String> = after.keys().map(ToString::to_string).collect();
        let below = format!("{path}/");
        let state = self.state;
        let mut last = "";
        for (register, _) in state.fields.range(below.clone()..).take_while(|(path, _)| path.starts_with(&below)) {
            let id = register[below.len()..].split('/').next().unwrap_or_default();
            if id != last && known.binary_search_by(|known| known.as_str().cmp(id)).is_err() {
                self.set(format!("{path}/{id}/{GONE}"), json!(true));
            }
            last = id;
        }
    }

    /// The ground: painted cells one by one, or laid as a whole when it is new, has another size or is mostly another.
    fn tiles(&mut self, id: LevelId, before: Option<&TileGrid>, after: &TileGrid) {
        if before == Some(after) {
            return;
        }
        let width = after.width() as usize;
        let changed = before.filter(|before| (before.width(), before.height()) == (after.width(), after.height()));
        let changed = changed.map(|before| {
            let both = before.tiles().iter().zip(after.tiles()).enumerate();
            both.filter(|(_, (old, new))| old != new)
                .map(|(i, (_, &new))| (((i % width) as u32, (i / width) as u32), new))
                .collect::<Vec<_>>()
        });
        // A painted cell takes some ten times the room of one that is laid with all others.
        if let Some(changed) = changed.filter(|changed| changed.len() <= 64.max(after.tiles().len() / 10)) {
            for (cell, tile) in changed {
                self.push(Op::Cell(id, cell, Some(tile)));
            }
        } else {
            let rows: Vec<_> = (0..after.height()).map(|y| after.row(y)).collect();
            self.set(format!("levels/{id}/{TILES}"), json!(rows.join("\n")));
            let state = self.state;
            for &cell in state.cells.get(&id).into_iter().flat_map(|cells| cells.keys()) {
                self.push(Op::Cell(id, cell, None));
            }
        }
    }
}

fn value<T: Serialize>(value: &T) -> Value {
    // Our types have only text keys and no fallible serialisers, so there always is a value.
    serde_json::to_value(value).unwrap_or(Value::Null)
}
