//! Documents kept by Loro.
//!
//! The registers of a game are entries of one root map, its painted cells those of one root map for each level. Root maps have the
//! game's id in their names, so an update of another game can never write into this one.

use std::collections::BTreeMap;

use loro::{
    CommitOptions, ExportMode, Frontiers, ID, IdSpan, LoroDoc, LoroError, LoroMap, LoroValue, ValueOrContainer,
    VersionVector, event::Diff,
};
use serde_json::Value;
use snapcade_game::{GameId, LevelId, Tile};

use super::{Cell, Committed, DocError, Heads, Imported, Op, Replica, Span, Stamp, State, Version};

/// Documents count their operations. Nobody edits so much; who sends more would make later edits count past the end.
const MOST_OPERATIONS: u32 = 1 << 30;

/// A document kept by Loro.
pub struct LoroReplica {
    doc: LoroDoc,
    game: GameId,
    peer: u64,
}

impl From<LoroError> for DocError {
    fn from(error: LoroError) -> Self {
        Self::Engine(error.to_string())
    }
}

fn not_bytes(error: impl std::fmt::Display) -> DocError {
    DocError::Bytes(error.to_string())
}

impl LoroReplica {
    fn fields(&self) -> LoroMap {
        self.doc.get_map(fields_name(self.game))
    }

    /// The names of its root maps; others belong to another game.
    fn roots(&self) -> Vec<String> {
        match self.doc.get_value() {
            LoroValue::Map(map) => map.keys().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }

    fn has_foreign_roots(&self) -> bool {
        let fields = fields_name(self.game);
        self.roots().iter().any(|name| *name != fields && level_of(self.game, name).is_none())
    }

    /// Refuses what is no whole document of this game.
    fn check_whole(&self) -> Result<(), DocError> {
        if self.doc.is_shallow() {
            return Err(DocError::Bytes("its history was cut off".to_owned()));
        }
        if self.has_foreign_roots() { Err(DocError::Foreign) } else { Ok(()) }
    }

    fn frontiers(heads: &Heads) -> Frontiers {
        heads.0.iter().map(|&(peer, counter)| ID::new(peer, counter)).collect::<Vec<_>>().into()
    }

    /// Groups of operations that one version vector has and an older one has not, in the order in which they build on each other.
    fn groups_between(&self, old: &VersionVector, new: &VersionVector) -> Result<Vec<Imported>, DocError> {
        let mut found: Vec<(u32, Imported)> = Vec::new();
        let mut last_message = None;
        for (&peer, &end) in new.iter() {
            let mut counter = old.get(&peer).copied().unwrap_or(0);
            while counter < end {
                let Some(change) = self.doc.try_get_change(ID::new(peer, counter))? else { break };
                let next = change.id.counter.saturating_add_unsigned(change.len as u32).min(end);
                if next <= counter {
                    break;
                }
                let lamport = change.lamport.saturating_add((counter - change.id.counter) as u32);
                if lamport > MOST_OPERATIONS || next as u32 > MOST_OPERATIONS {
                    return Err(DocError::Bytes("it counts further than anybody edits".to_owned()));
                }
                let span = Span { peer, start: counter, len: next - counter };
                let stamp = Stamp::decode(change.message.as_deref().unwrap_or_default(), change.timestamp);
                match found.last_mut() {
                    // A large group is kept in several pieces, all with its message.
                    Some((_, last)) if last.span.peer == peer && last_message == change.message => {
                        last.span.len += span.len;
                    }
                    _ => found.push((lamport, Imported { span, stamp })),
                }
                last_message = change.message;
                counter = next;
            }
        }
        found.sort_by_key(|(lamport, group)| (*lamport, group.span));
        Ok(found.into_iter().map(|(_, group)| group).collect())
    }
}

impl Replica for LoroReplica {
    fn new(game: GameId, peer: u64) -> Result<Self, DocError> {
        let doc = LoroDoc::new();
        // The greatest number means "nobody" to Loro.
        let peer = peer.min(u64::MAX - 1);
        doc.set_peer_id(peer)?;
        Ok(Self { doc, game, peer })
    }

    fn load(game: GameId, peer: u64, snapshot: &[u8], updates: &[Vec<u8>]) -> Result<Self, DocError> {
        let replica = Self::new(game, peer)?;
        if !snapshot.is_empty() {
            replica.doc.import(snapshot).map_err(not_bytes)?;
        }
        if !updates.is_empty() {
            replica.doc.import_batch(updates).map_err(not_bytes)?;
        }
        replica.check_whole()?;
        Ok(replica)
    }

    fn state(&self) -> Result<State, DocError> {
        let mut state = State::default();
        // As a whole: asking entry by entry looks every key up in a table that all documents share.
        if let LoroValue::Map(fields) = self.fields().get_value() {
            let values = fields.iter().filter(|(_, value)| !matches!(value, LoroValue::Container(_)));
            state.fields = values.map(|(path, value)| (path.clone(), json(value.clone()))).collect();
        }
        for name in self.roots() {
            let Some(level) = level_of(self.game, &name) else { continue };
            let LoroValue::Map(map) = self.doc.get_map(name.as_str()).get_value() else { continue };
            let cells: BTreeMap<_, _> =
                map.iter().filter_map(|(key, value)| Some((cell_of(key)?, tile_of(value)?))).collect();
            if !cells.is_empty() {
                state.cells.insert(level, cells);
            }
        }
        Ok(state)
    }

    fn commit(&mut self, ops: &[Op], stamp: &Stamp) -> Result<Option<Committed>, DocError> {
        let start = self.doc.oplog_vv().get(&self.peer).copied().unwrap_or(0);
        let fields = self.fields();
        let mut cells: Option<(LevelId, LoroMap)> = None;
        for op in ops {
            match op {
                Op::Field(path, Some(value)) => fields.insert(path, LoroValue::from(value.clone()))?,
                Op::Field(path, None) => fields.delete(path)?,
                Op::Cell(level, cell, tile) => {
                    if cells.as_ref().is_none_or(|(open, _)| open != level) {
                        cells = Some((*level, self.doc.get_map(cells_name(self.game, *level))));
                    }
                    let Some((_, map)) = &cells else { continue };
                    match tile {
                        Some(tile) => map.insert(&cell_name(*cell), i64::from(tile.code()))?,
                        None => map.delete(&cell_name(*cell))?,
                    }
                }
            }
        }
        let options = CommitOptions::new().commit_msg(&stamp.encode(start)).timestamp(stamp.time_ms.div_euclid(1000));
        self.doc.commit_with(options);
        let end = self.doc.oplog_vv().get(&self.peer).copied().unwrap_or(0);
        if end <= start {
            return Ok(None);
        }
        let spans = vec![IdSpan::new(self.peer, start, end)];
        let update = self.doc.export(ExportMode::updates_in_range(spans));
        let update = update.map_err(|error| DocError::Engine(error.to_string()))?;
        Ok(Some(Committed { span: Span { peer: self.peer, start, len: end - start }, update }))
    }

    fn import(&mut self, update: &[u8]) -> Result<Vec<Imported>, DocError> {
        let old = self.doc.oplog_vv();
        self.doc.import(update).map_err(not_bytes)?;
        self.check_whole()?;
        self.groups_between(&old, &self.doc.oplog_vv())
    }

    fn waiting(&self) -> Result<Option<Vec<u8>>, DocError> {
        self.doc.export_pending_updates().map_err(|error| DocError::Engine(error.to_string()))
    }

    fn difference(&self, from: &Heads, to: &Heads) -> Result<Vec<Op>, DocError> {
        let diff = self.doc.diff(&Self::frontiers(from), &Self::frontiers(to)).map_err(|_| DocError::Moment)?;
        let fields = fields_name(self.game);
        let mut ops = Vec::new();
        for (id, diff) in diff.iter() {
            let (loro::ContainerID::Root { name, .. }, Diff::Map(map)) = (id, diff) else { continue };
            if name.as_str() == fields {
                let op = |(path, value): (&std::borrow::Cow<'_, str>, &Option<ValueOrContainer>)| {
                    let value = value.as_ref().and_then(ValueOrContainer::as_value).cloned().map(json);
                    Op::Field(path.to_string(), value)
                };
                ops.extend(map.updated.iter().map(op));
            } else if let Some(level) = level_of(self.game, name) {
                ops.extend(map.updated.iter().filter_map(|(key, value)| {
                    Some(Op::Cell(
                        level,
                        cell_of(key)?,
                        value.as_ref().and_then(ValueOrContainer::as_value).and_then(tile_of),
                    ))
                }));
            }
        }
        // Loro gives them in the order of a hash.
        ops.sort_by_cached_key(Op::key);
        Ok(ops)
    }

    fn before(&self, span: Span) -> Result<Heads, DocError> {
        let first = ID::new(span.peer, span.start);
        let change = self.doc.try_get_change(first)?.ok_or(DocError::Moment)?;
        if change.id.counter < span.start {
            return Ok(Heads(vec![(span.peer, span.start - 1)]));
        }
        Ok(heads_of(&change.deps))
    }

    fn moment(&self, last: &[(u64, i32)]) -> Result<Heads, DocError> {
        let frontiers = Self::frontiers(&Heads(last.to_vec()));
        self.doc.minimize_frontiers(&frontiers).map(|heads| heads_of(&heads)).map_err(|_| DocError::Moment)
    }

    fn knows(&self, last: &[(u64, i32)]) -> bool {
        let seen = self.doc.oplog_vv();
        last.iter().all(|(peer, counter)| seen.get(peer).is_some_and(|end| end > counter))
    }

    fn heads(&self) -> Heads {
        heads_of(&self.doc.oplog_frontiers())
    }

    fn snapshot(&self) -> Result<Vec<u8>, DocError> {
        self.doc.export(ExportMode::Snapshot).map_err(|error| DocError::Engine(error.to_string()))
    }

    fn version(&self) -> Version {
        // Sorted, so that equal knowledge is equal bytes; Loro's own come in the order of a hash table.
        let mut seen: Vec<_> = self.doc.oplog_vv().iter().map(|(&peer, &end)| (peer, end)).collect();
        seen.sort_unstable();
        Version(Heads(seen).encode())
    }

    fn updates_since(&self, version: &Version) -> Result<Vec<u8>, DocError> {
        let ends = Heads::decode(&version.0).ok_or_else(|| not_bytes("it is no version of a game"))?;
        let mut seen = VersionVector::new();
        for (peer, end) in ends.0 {
            seen.set_end(ID::new(peer, end.max(0)));
        }
        self.doc.export(ExportMode::updates(&seen)).map_err(|error| DocError::Engine(error.to_string()))
    }
}

fn heads_of(frontiers: &Frontiers) -> Heads {
    let mut heads: Vec<_> = frontiers.iter().map(|id| (id.peer, id.counter)).collect();
    heads.sort_unstable();
    Heads(heads)
}

// The names of root maps must not contain a slash.

fn fields_name(game: GameId) -> String {
    format!("game-{game}")
}

fn cells_name(game: GameId, level: LevelId) -> String {
    format!("cells-{game}-{level}")
}

/// The level whose cells a root map holds.
fn level_of(game: GameId, name: &str) -> Option<LevelId> {
    // Ids have one spelling, so each level has one root map.
    name.strip_prefix("cells-")?.strip_prefix(&game.to_string())?.strip_prefix('-')?.parse().ok()
}

fn cell_name((x, y): Cell) -> String {
    format!("{x},{y}")
}

fn cell_of(name: &str) -> Option<Cell> {
    let (x, y) = name.split_once(',')?;
    let cell = (x.parse().ok()?, y.parse().ok()?);
    // Of two spellings of one cell ("1,2" and "+1,02") only ours counts: which of two would win is not the same everywhere.
    (cell_name(cell) == name).then_some(cell)
}

/// Cells hold codes, not letters: a level has thousands, and a text is a piece of memory of its own.
fn tile_of(value: &LoroValue) -> Option<Tile> {
    match value {
        LoroValue::I64(code) => u8::try_from(*code).ok().and_then(Tile::from_code),
        _ => None,
    }
}

fn json(value: LoroValue) -> Value {
    Value::from(value)
}
