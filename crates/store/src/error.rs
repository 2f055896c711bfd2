//! What can go wrong with the library, in words for a person and with a code for a program.

use std::path::PathBuf;

/// Why the library could not do something. What was acknowledged before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be used.
    #[error("{path}: the library's folder cannot be used ({error})", path = .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The database is another program's.
    #[error("library.sqlite is not a library of Snapcade; move it away, or choose another folder")]
    NotALibrary,
    /// A later version wrote it.
    #[error("this library was written by a newer Snapcade (schema {found}; this one knows {known}). Update Snapcade")]
    Newer {
        /// The library's schema.
        found: u32,
        /// The newest that is known.
        known: u32,
    },
    /// The file system cannot keep a write-ahead log.
    #[error(
        "the library cannot be kept safe on this disk (journal mode {mode} instead of WAL); choose a folder on a local disk"
    )]
    NoWal {
        /// What SQLite came to.
        mode: String,
    },
    /// What SQLite says.
    #[error("the library: {0}")]
    Sql(#[from] rusqlite::Error),
}

impl StoreError {
    /// A name for the error that never changes, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "library.folder",
            Self::NotALibrary => "library.foreign",
            Self::Newer { .. } => "library.newer",
            Self::NoWal { .. } => "library.no_wal",
            Self::Sql(_) => "library.sql",
        }
    }
}
