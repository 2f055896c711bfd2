//! Exchange: what one library knows of a game goes to another as a parcel.
//!
//! ```text
//! parcel := "SNUP" version:u8 (1) game:u64 little-endian hash:64 hex digits (BLAKE3 of the update) update
//! ```

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use snapcade_game::{AssetHash, GameId};

use super::{
    history::HistoryEntry,
    open_game::{OpenGame, Stored, random},
};
use crate::{
    Library, StoreError,
    doc::{DocError, LoroReplica, Replica as _, Source, Stamp, Version, guard::Guard, read},
    tables::{
        asset_uses::OwnerKind,
        changes::{self, Change, Undo},
        documents, games, updates, versions,
    },
};

const MAGIC: &[u8; 5] = b"SNUP\x01";
/// Behind magic, game and hash the update begins.
const HEAD_BYTES: usize = MAGIC.len() + 8 + 64;
/// The largest parcel.
const PARCEL_BYTES: usize = 64 << 20;

/// What came of a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The game it was for.
    pub game: GameId,
    /// What is new, the earliest first; nothing when everything was known.
    pub changes: Vec<HistoryEntry>,
    /// Whether something waits for parcels that have not come yet.
    pub waiting: bool,
}

impl Library {
    /// What this library knows of a game, so that others can send the rest; empty when it does not have it.
    pub fn version(&mut self, id: GameId) -> Result<Version, StoreError> {
        match self.with_document(id, |_, open| Ok(open.replica.version())) {
            Err(StoreError::NoGame { .. }) => Ok(Version::default()),
            version => version,
        }
    }

    /// Everything about a game that a library with that version does not know.
    pub fn parcel(&mut self, id: GameId, known: &Version) -> Result<Vec<u8>, StoreError> {
        let update = self.with_document(id, |_, open| Ok(open.replica.updates_since(known)?))?;
        Ok(pack(id, &update))
    }

    /// Takes in a parcel, in any order and as often as it comes. It is tried out first; one that is damaged or foreign changes nothing.
    pub fn receive(&mut self, parcel: &[u8], guard: &Guard, now_ms: i64) -> Result<Received, StoreError> {
        self.must_be_writable()?;
        let (id, update) = unpack(parcel)?;
        let stored = match self.stored(id) {
            Err(StoreError::NoGame { .. }) => None,
            stored => Some(stored?),
        };
        let Some(Stored { snapshot, updates }) = stored else {
            guard.try_out(id, &[], &[], update)?;
            return self.receive_new(id, update, &BTreeMap::new(), now_ms, |_| Ok(()));
        };
        let known: Vec<Vec<u8>> = updates.into_iter().map(|(_, bytes)| bytes).collect();
        guard.try_out(id, &snapshot, &known, update)?;
        self.with_document(id, |library, open| library.merge(id, open, update, now_ms))
    }

    fn merge(&mut self, id: GameId, open: &mut OpenGame, update: &[u8], now_ms: i64) -> Result<Received, StoreError> {
        let waiting_before = open.replica.waiting()?;
        let groups = open.replica.import(update)?;
        let waiting = open.replica.waiting()?;
        if groups.is_empty() && waiting == waiting_before {
            return Ok(Received { game: id, changes: Vec::new(), waiting: waiting.is_some() });
        }
        open.read_again()?;
        let heads = open.replica.heads();
        let last = groups.len();
        let changes: Vec<Change> = (1..)
            .zip(groups)
            .map(|(i, group)| Change {
                number: open.last_change + i as i64,
                heads: (i == last && group.span.end() != heads).then(|| heads.clone()),
                stamp: group.stamp,
                span: group.span,
                here: false,
                undo: Undo::Neither,
            })
            .collect();
        let transaction = self.db.transaction()?;
        updates::add(&transaction, id, open.last_update + 1, update)?;
        for change in &changes {
            changes::add(&transaction, id, change)?;
        }
        games::put(&transaction, id, &open.game, now_ms)?;
        super::assets::keep_of_game(&transaction, &open.game, &BTreeMap::new(), &mut open.kept_assets)?;
        transaction.commit()?;
        open.last_update += 1;
        open.updates += 1;
        open.last_change += changes.len() as i64;
        if open.updates.is_multiple_of(super::compact::WHILE_EDITING) {
            // What came is on the disk, whatever comes of this.
            let _ = self.compact_open(id, open);
        }
        let changes = changes.into_iter().map(HistoryEntry::from).collect();
        Ok(Received { game: id, changes, waiting: waiting.is_some() })
    }

    /// A game that was not here: only from a parcel that has all of it. `also` is written with it.
    fn receive_new(
        &mut self,
        id: GameId,
        update: &[u8],
        assets: &BTreeMap<AssetHash, Vec<u8>>,
        now_ms: i64,
        also: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Received, StoreError> {
        let mut replica = LoroReplica::new(id, random()?)?;
        let groups = replica.import(update)?;
        let state = replica.state()?;
        if groups.is_empty() || replica.waiting()?.is_some() || !state.fields.contains_key("format") {
            return Err(StoreError::Incomplete { game: id });
        }
        let game = read(&state, id);
        let snapshot = replica.snapshot()?;
        let transaction = self.db.transaction()?;
        games::put(&transaction, id, &game, now_ms)?;
        super::assets::keep_of_game(&transaction, &game, &BTreeMap::new(), &mut BTreeSet::new())?;
        for bytes in assets.values() {
            super::assets::keep(&transaction, (OwnerKind::Game, id.0 as i64), bytes)?;
        }
        let (last, heads) = (groups.len(), replica.heads());
        documents::put(&transaction, id, &snapshot, &AssetHash::of(&snapshot).to_string(), last as i64)?;
        let mut entries = Vec::new();
        for (i, group) in (1..).zip(groups) {
            let heads = (i == last && group.span.end() != heads).then(|| heads.clone());
            let (stamp, span) = (group.stamp, group.span);
            let change = Change { number: i as i64, stamp, span, heads, here: false, undo: Undo::Neither };
            changes::add(&transaction, id, &change)?;
            entries.push(HistoryEntry::from(change));
        }
        also(&transaction)?;
        transaction.commit()?;
        Ok(Received { game: id, changes: entries, waiting: false })
    }

    /// Brings a game from another library, such as a backup, with its history and all assets. When the game is here, it is not touched
    /// even if it is damaged, and the other comes as a copy, with a history of its own. Its id here.
    pub fn bring_from(&mut self, other: &mut Self, id: GameId, now_ms: i64) -> Result<GameId, StoreError> {
        self.must_be_writable()?;
        if self.has_game(id)? {
            let mut project = other.project(id)?;
            project.game.id = self.new_game_id()?;
            let words = format!("brought back \"{}\"", project.game.title);
            let stamp = Stamp::new(now_ms, &self.nickname()?, Source::Import, &words);
            self.create_game(&project, &stamp)?;
            return Ok(project.game.id);
        }
        let update = other.with_document(id, |_, open| Ok(open.replica.updates_since(&Version::default())?))?;
        let mut assets = BTreeMap::new();
        for hash in other.game_assets(id)? {
            if let Some(bytes) = other.whole_asset(hash)? {
                assets.insert(hash, bytes);
            }
        }
        // The same document has the same history: who did what here, what undo and redo do, the names of moments.
        let history = changes::before(&other.db, id, i64::MAX, usize::MAX)?;
        let (named, tags) = (other.versions(id)?, other.game_card(id)?.tags);
        self.receive_new(id, &update, &assets, now_ms, |db| {
            changes::forget(db, id)?;
            for change in &history {
                changes::add(db, id, change)?;
            }
            for version in &named {
                versions::put(db, id, &version.name, version.change, version.time_ms)?;
            }
            Ok(())
        })?;
        for tag in tags {
            self.add_tag(id, &tag)?;
        }
        Ok(id)
    }

    /// The assets that a game names and this library does not have, or not whole.
    pub fn missing_assets(&mut self, id: GameId) -> Result<Vec<AssetHash>, StoreError> {
        let named = self.game(id)?.assets();
        let mut missing = Vec::new();
        for hash in named {
            if self.whole_asset(hash)?.is_none() {
                missing.push(hash);
            }
        }
        Ok(missing)
    }
}

fn pack(id: GameId, update: &[u8]) -> Vec<u8> {
    let hash = AssetHash::of(update).to_string();
    [MAGIC.as_slice(), &id.0.to_le_bytes(), hash.as_bytes(), update].concat()
}

fn unpack(parcel: &[u8]) -> Result<(GameId, &[u8]), DocError> {
    let damaged = |why: &str| DocError::Bytes(why.to_owned());
    if parcel.len() > PARCEL_BYTES {
        return Err(damaged("it is larger than any update"));
    }
    let (head, update) = parcel.split_at_checked(HEAD_BYTES).ok_or_else(|| damaged("it is cut off"))?;
    let (game, hash) = head
        .strip_prefix(MAGIC.as_slice())
        .and_then(|rest| rest.split_first_chunk::<8>())
        .ok_or_else(|| damaged("it is no update of a game, or one of a newer Snapcade"))?;
    if AssetHash::of(update).to_string().as_bytes() != hash {
        return Err(damaged("its content is not what was sent"));
    }
    Ok((GameId(u64::from_le_bytes(*game)), update))
}
