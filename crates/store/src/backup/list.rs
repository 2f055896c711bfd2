//! Which backups there are.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{BACKUPS, BackupName};
use crate::{StoreError, db, files};

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackupKind {
    /// Now and then.
    Regular,
    /// Before a newer Snapcade changed the library's schema.
    BeforeSchema,
    /// Before another backup was restored.
    BeforeRestore,
    /// Somebody put it there.
    Other,
}

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file's name in the folder `backups`.
    pub name: String,
    /// Why it was made.
    pub kind: BackupKind,
    /// When, in milliseconds since 1970 UTC, where its name tells.
    pub at_ms: Option<i64>,
    /// Its size.
    pub bytes: u64,
    /// How many games are in it; nothing if it cannot be read.
    pub games: Option<u64>,
}

impl Backup {
    /// Whether it can be read at all. It was checked when it was made, and is checked again before it is restored.
    pub const fn is_readable(&self) -> bool {
        self.games.is_some()
    }
}

/// The backups in a library's folder: the regular ones first, the newest first.
pub fn backups(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let mut found: Vec<Backup> = names(folder)?
        .into_iter()
        .map(|name| {
            let path = folder.join(BACKUPS).join(&name);
            let (kind, at_ms) = kind(&name);
            Backup { bytes: files::bytes(&path), games: games(&path), name, kind, at_ms }
        })
        .collect();
    found.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| b.name.cmp(&a.name)));
    Ok(found)
}

/// The names of all backups, in their order.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    let path = folder.join(BACKUPS);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::at(&path)(error)),
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "sqlite"))
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// The path of a backup by its name, which must not lead anywhere else.
pub(super) fn path_of(folder: &Path, name: &str) -> Result<PathBuf, StoreError> {
    if names(folder)?.iter().any(|there| there == name) {
        return Ok(folder.join(BACKUPS).join(name));
    }
    Err(StoreError::Backup { name: name.to_owned(), why: "there is none of this name".to_owned() })
}

fn kind(name: &str) -> (BackupKind, Option<i64>) {
    if let Some(name) = BackupName::read(name) {
        (BackupKind::Regular, Some(name.at_ms))
    } else if let Some(rest) = name.strip_prefix("before-restore-") {
        (BackupKind::BeforeRestore, rest.get(..16).and_then(crate::stamp::read))
    } else if name.starts_with("before-schema-") {
        (BackupKind::BeforeSchema, None)
    } else {
        (BackupKind::Other, None)
    }
}

fn games(path: &Path) -> Option<u64> {
    let db = db::read_unchanging(path).ok()?;
    let id: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0)).ok()?;
    if id != db::APPLICATION_ID {
        return None;
    }
    db.query_row("SELECT count(*) FROM games", [], |row| row.get::<_, i64>(0)).ok().map(|games| games as u64)
}
