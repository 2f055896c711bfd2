//! Who holds the library, as a file beside the lock.

use std::{
    io::{ErrorKind, Write as _},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{StoreError, files};

/// The file.
pub(crate) const OWNER: &str = "library.owner";
/// The file has always this size, so that a full disk does not keep it from being written again.
const FILE_BYTES: usize = 1024;
/// Names longer than this are cut.
const MAX_PROGRAM_CHARS: usize = 60;

/// Who holds the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owner {
    /// Its process.
    pub pid: u32,
    /// Since when, in milliseconds since 1970 UTC.
    pub since_ms: i64,
    /// What it calls itself.
    pub program: String,
    /// What an asker shows to it.
    pub token: String,
    /// Where it takes requests: a path on Unix, a pipe's name on Windows.
    pub socket: Option<String>,
    /// Whether it may have written and has not closed yet.
    pub open: bool,
}

impl Owner {
    /// This process, with a new token.
    pub fn new(since_ms: i64, program: &str, open: bool) -> Self {
        let program = program.chars().filter(|char| !char.is_control()).take(MAX_PROGRAM_CHARS).collect();
        Self { pid: std::process::id(), since_ms, program, token: token(), socket: None, open }
    }

    /// What the folder's file says: nothing without one, nothing within for one that cannot be understood.
    #[allow(clippy::option_option, reason = "a file that is not there and one that is broken are two things")]
    pub fn read(folder: &Path) -> Option<Option<Self>> {
        match std::fs::read(folder.join(OWNER)) {
            Ok(bytes) => Some(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(_) => Some(None),
        }
    }

    /// Writes the file, down to the disk: what it says must stand before the library is written.
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let path = folder.join(OWNER);
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.resize(bytes.len().max(FILE_BYTES - 1), b' ');
        bytes.push(b'\n');
        let mut file = files::private().create(true).truncate(false).open(&path).map_err(StoreError::at(&path))?;
        let written = file.write_all(&bytes).and_then(|()| file.set_len(bytes.len() as u64));
        written.and_then(|()| file.sync_all()).map_err(StoreError::at(&path))
    }
}

/// 128 random bits in hex.
fn token() -> String {
    let mut bytes = [0_u8; 16];
    // Without random bits no other program can hand over, which is better than a token that can be guessed.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    format!("{:032x}", u128::from_be_bytes(bytes))
}
