//! The tables, one a file, each with its migrations. Functions here take a connection, which may be a transaction, and
//! know nothing but their own table.

pub(crate) mod assets;
pub(crate) mod changes;
pub(crate) mod documents;
pub(crate) mod games;
pub(crate) mod settings;
pub(crate) mod updates;
pub(crate) mod versions;

use crate::db::Migration;

/// Every step of the schema. Within a version they run in this order.
pub(crate) fn migrations() -> impl Iterator<Item = Migration> {
    [
        settings::MIGRATIONS,
        assets::MIGRATIONS,
        games::MIGRATIONS,
        documents::MIGRATIONS,
        updates::MIGRATIONS,
        changes::MIGRATIONS,
        versions::MIGRATIONS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Makes what can be made anew from the tables: the search index.
pub(crate) fn make_search_anew(db: &rusqlite::Connection) -> Result<(), crate::StoreError> {
    // Every index over full text has a command of its own name for it.
    let names: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%'")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        let name = name.replace('"', "\"\"");
        db.execute(&format!("INSERT INTO \"{name}\"(\"{name}\") VALUES ('rebuild')"), [])?;
    }
    Ok(())
}
