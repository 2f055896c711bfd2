//! The names of regular backups: `library-000123-20261121T123011Z.sqlite`. The number tells their order even where a
//! clock was wrong.

use crate::stamp;

/// The name of a regular backup, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackupName {
    /// Which one it is, from 1.
    pub number: u64,
    /// When the clock said it was made, in milliseconds since 1970 UTC, to the second.
    pub at_ms: i64,
}

impl BackupName {
    /// Takes a file name apart; nothing for files that are not regular backups.
    pub fn read(name: &str) -> Option<Self> {
        let (number, time) = name.strip_prefix("library-")?.strip_suffix(".sqlite")?.split_once('-')?;
        Some(Self { number: number.parse().ok()?, at_ms: stamp::read(time)? })
    }

    /// The file name.
    pub fn file_name(self) -> String {
        format!("library-{:06}-{}.sqlite", self.number, stamp::utc(self.at_ms))
    }
}
