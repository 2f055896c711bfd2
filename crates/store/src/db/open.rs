//! Connections to the database: to make it, to write it, to read it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{APPLICATION_ID, known, migrate, settings};
use crate::{StoreError, files};

/// Makes a new database with the newest schema, complete on the disk, under a name that must be free.
pub(crate) fn create(path: &Path) -> Result<(), StoreError> {
    files::create(path)?;
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Both are part of the file's layout and must stand before the first table.
    db.execute_batch("PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL;")?;
    settings::guard(&db)?;
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(&mut db, &known(), |_| Ok(()))?;
    db.close().map_err(|(_, error)| error)?;
    files::sync(path)
}

/// A connection that reads and writes a database that is there. It has written nothing yet.
pub(crate) fn write(path: &Path) -> Result<Connection, StoreError> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    settings::guard(&db)?;
    Ok(db)
}

/// A connection that reads a database, which others may be writing.
pub(crate) fn read(path: &Path) -> Result<Connection, StoreError> {
    reading(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

/// A connection that reads a database that nobody can write; it makes no files beside it and looks at no log.
pub(crate) fn read_unchanging(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    reading(Connection::open_with_flags(unchanging_uri(path), flags)?)
}

fn reading(db: Connection) -> Result<Connection, StoreError> {
    settings::guard(&db)?;
    db.pragma_update(None, "query_only", 1)?;
    // The first read opens the log and its index, which a folder that cannot be written may refuse.
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(db)
}

/// <https://www.sqlite.org/uri.html>
fn unchanging_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    if cfg!(windows) && !text.starts_with('/') {
        uri.push('/');
    }
    for char in text.chars() {
        match char {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            _ => uri.push(char),
        }
    }
    uri + "?immutable=1"
}
