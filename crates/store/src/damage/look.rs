//! A look at the files before SQLite opens them, so that nothing foreign or damaged is written to.

use std::{
    fs::File,
    io::{ErrorKind, Read as _},
    path::Path,
};

use super::Damage;
use crate::{StoreError, db, files};

/// What there is in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Nothing yet: a new library can be made.
    Nothing,
    /// A library.
    Library,
}

/// SQLite's header: <https://www.sqlite.org/fileformat.html#the_database_header>.
pub(crate) const HEADER_BYTES: usize = 100;

/// Looks at the beginning and the size of the database.
pub(crate) fn look(folder: &Path) -> Result<Look, StoreError> {
    let path = folder.join(db::FILE);
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return nothing(folder),
        Err(error) => return Err(StoreError::at(&path)(error)),
    };
    let bytes = file.metadata().map_err(StoreError::at(&path))?.len();
    if bytes == 0 {
        return Err(StoreError::damaged(Damage::Empty));
    }
    let mut header = [0; HEADER_BYTES];
    if let Err(error) = file.read_exact(&mut header) {
        let short = error.kind() == ErrorKind::UnexpectedEof;
        return Err(if short { StoreError::damaged(Damage::NotADatabase) } else { StoreError::at(&path)(error) });
    }
    check(&header, bytes, files::bytes(&folder.join(db::LOG)) > 0).map(|()| Look::Library)
}

fn nothing(folder: &Path) -> Result<Look, StoreError> {
    let rests = files::bytes(&folder.join(db::LOG)) > 0 || crate::backup::any(folder);
    if rests { Err(StoreError::damaged(Damage::Missing)) } else { Ok(Look::Nothing) }
}

fn check(header: &[u8; HEADER_BYTES], bytes: u64, has_log: bool) -> Result<(), StoreError> {
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(StoreError::damaged(Damage::NotADatabase));
    }
    if number(header, 68) != db::APPLICATION_ID as u32 {
        return Err(StoreError::NotALibrary);
    }
    let page_bytes = match u64::from(number(header, 14) & 0xffff) {
        1 => 65_536,
        bytes => bytes,
    };
    // The size in the header holds if it was written along with the change counter; while there is a log, the log
    // knows better.
    let expected = page_bytes * u64::from(number(header, 28));
    if !has_log && number(header, 24) == number(header, 92) && bytes < expected {
        return Err(StoreError::damaged(Damage::Short { found: bytes, expected }));
    }
    Ok(())
}

/// The big-endian number at an offset.
fn number(header: &[u8; HEADER_BYTES], at: usize) -> u32 {
    header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
}
