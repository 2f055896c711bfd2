//! What can be wrong with the library's files, as far as it can be told before SQLite opens them.

mod look;
mod preserve;
pub(crate) mod wal;

pub(crate) use look::{Look, look};
pub(crate) use preserve::{DAMAGED, folder_for, preserve};

/// What is wrong with the library.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// The database is not there, but what belongs to it is.
    #[error("library.sqlite is gone, but its backups or its write-ahead log are still here")]
    Missing,
    /// The database has no bytes.
    #[error("library.sqlite is empty (0 bytes)")]
    Empty,
    /// The database does not begin as databases do.
    #[error("library.sqlite does not begin as a database does")]
    NotADatabase,
    /// The database's end is missing.
    #[error("library.sqlite is cut off: {found} bytes of {expected}")]
    Short {
        /// Bytes that are there.
        found: u64,
        /// Bytes that its beginning tells of.
        expected: u64,
    },
    /// Pages of the database are not as they should be.
    #[error("pages of library.sqlite are not as they should be ({said})")]
    Pages {
        /// What SQLite says of the first.
        said: String,
    },
}
