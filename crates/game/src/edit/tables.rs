//! Adding, finding and removing entries of a document's tables.

use std::fmt::Display;

use super::{EditError, apply::Care};
use crate::{place::Place, table::Table};

pub(super) fn find<'a, K: Ord + Display, V>(
    table: &'a mut Table<K, V>,
    id: &K,
    place: Place<'_>,
) -> Result<&'a mut V, EditError> {
    table.get_mut(id).ok_or_else(|| missing(place.at(id)))
}

pub(super) fn add<K: Ord + Display, V>(
    table: &mut Table<K, V>,
    id: K,
    value: V,
    place: Place<'_>,
    limit: usize,
    care: Care,
) -> Result<(), EditError> {
    if table.contains_key(&id) {
        return Err(EditError::Exists { place: place.at(&id).to_string() });
    }
    room(table, place, limit, care)?;
    table.insert(id, value);
    Ok(())
}

pub(super) fn remove<K: Ord + Display, V>(table: &mut Table<K, V>, id: &K, place: Place<'_>) -> Result<V, EditError> {
    table.remove(id).ok_or_else(|| missing(place.at(id)))
}

/// Fills or empties a slot and returns what was in it.
pub(super) fn put<K: Ord, V>(
    table: &mut Table<K, V>,
    slot: K,
    value: Option<V>,
    place: Place<'_>,
    limit: usize,
    care: Care,
) -> Result<Option<V>, EditError> {
    let Some(value) = value else { return Ok(table.remove(&slot)) };
    if !table.contains_key(&slot) {
        room(table, place, limit, care)?;
    }
    Ok(table.insert(slot, value))
}

pub(super) fn missing(place: Place<'_>) -> EditError {
    EditError::Missing { place: place.to_string() }
}

fn room<K, V>(table: &Table<K, V>, place: Place<'_>, limit: usize, care: Care) -> Result<(), EditError> {
    match care {
        Care::New if table.len() >= limit => Err(EditError::Limit { place: place.to_string(), limit }),
        _ => Ok(()),
    }
}
