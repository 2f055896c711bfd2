//! The tables, one a file, each with its migrations. Functions here take a connection, which may be a transaction, and
//! know nothing but their own table.

pub(crate) mod artefacts;
pub(crate) mod asset_uses;
pub(crate) mod assets;
pub(crate) mod changes;
pub(crate) mod documents;
pub(crate) mod games;
pub(crate) mod heroes;
pub(crate) mod job_steps;
pub(crate) mod jobs;
pub(crate) mod photos;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod tags;
pub(crate) mod updates;
pub(crate) mod versions;

use std::{error::Error, str::FromStr};

use rusqlite::{Connection, Row, types::Type};

use crate::db::Migration;

/// Every step of the schema. Within a version they run in this order.
pub(crate) fn migrations() -> impl Iterator<Item = Migration> {
    [
        settings::MIGRATIONS,
        assets::MIGRATIONS,
        asset_uses::MIGRATIONS,
        photos::MIGRATIONS,
        heroes::MIGRATIONS,
        games::MIGRATIONS,
        tags::MIGRATIONS,
        search::MIGRATIONS,
        documents::MIGRATIONS,
        updates::MIGRATIONS,
        changes::MIGRATIONS,
        versions::MIGRATIONS,
        artefacts::MIGRATIONS,
        jobs::MIGRATIONS,
        job_steps::MIGRATIONS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Makes what can be made anew from the tables: the search index.
pub(crate) fn make_search_anew(db: &Connection) -> Result<(), crate::StoreError> {
    Ok(search::rebuild(db)?)
}

/// A column of text that stands for something else, such as a hash.
pub(crate) fn parsed<T: FromStr<Err: Error + Send + Sync + 'static>>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

/// The same of a column that may be empty.
pub(crate) fn optional<T: FromStr<Err: Error + Send + Sync + 'static>>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null()? {
        Some(_) => parsed(row, column).map(Some),
        None => Ok(None),
    }
}
