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
