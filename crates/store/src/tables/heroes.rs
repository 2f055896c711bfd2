//! Heroes, which can be played in several games.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};
use snapcade_game::ArtRef;

use super::parsed;
use crate::{
    db::Migration,
    library::{Hero, HeroId, PhotoId},
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE heroes (
            id INTEGER PRIMARY KEY, -- 64 random bits, as a signed number
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            image TEXT NOT NULL,
            frames TEXT NOT NULL,
            photo INTEGER REFERENCES photos (id) ON DELETE SET NULL,
            created_ms INTEGER NOT NULL,
            trashed_ms INTEGER,
            trashed_age_ms INTEGER -- the library's age then, which no clock can move
        ) STRICT;
        CREATE INDEX heroes_by_photo ON heroes (photo) WHERE photo IS NOT NULL;
        CREATE TRIGGER heroes_gone AFTER DELETE ON heroes BEGIN
            DELETE FROM asset_uses WHERE owner_kind = 'hero' AND owner = OLD.id;
        END",
}];

const COLUMNS: &str = "id, name, kind, image, frames, photo, created_ms, trashed_ms";

fn hero(row: &Row<'_>) -> Result<Hero> {
    Ok(Hero {
        id: HeroId(row.get::<_, i64>(0)? as u64),
        name: row.get(1)?,
        kind: row.get(2)?,
        art: ArtRef { image: parsed(row, 3)?, frames: parsed(row, 4)? },
        photo: row.get::<_, Option<i64>>(5)?.map(|id| PhotoId(id as u64)),
        created_ms: row.get(6)?,
        trashed_ms: row.get(7)?,
    })
}

/// Keeps a new hero.
pub(crate) fn put(db: &Connection, hero: &Hero) -> Result<()> {
    let sql = "INSERT INTO heroes (id, name, kind, image, frames, photo, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?)";
    let (image, frames) = (hero.art.image.to_string(), hero.art.frames.to_string());
    let photo = hero.photo.map(|id| id.0 as i64);
    db.prepare_cached(sql)?
        .execute(params![hero.id.0 as i64, hero.name, hero.kind, image, frames, photo, hero.created_ms])
        .map(|_| ())
}

/// A hero, also one in the trash.
pub(crate) fn get(db: &Connection, id: HeroId) -> Result<Option<Hero>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM heroes WHERE id = ?"))?.query_row([id.0 as i64], hero).optional()
}

/// All heroes on the shelf or all in the trash, the newest first.
pub(crate) fn all(db: &Connection, trashed: bool) -> Result<Vec<Hero>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM heroes WHERE (trashed_ms IS NOT NULL) = ? ORDER BY COALESCE(trashed_ms, created_ms) DESC, id"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([trashed], hero)?;
    rows.collect()
}

/// Gives a hero another name; whether there is such a hero.
pub(crate) fn rename(db: &Connection, id: HeroId, name: &str) -> Result<bool> {
    Ok(db.prepare_cached("UPDATE heroes SET name = ?2 WHERE id = ?1")?.execute(params![id.0 as i64, name])? > 0)
}

/// Into the trash, with the time and the library's age, or with `None` out of it; whether that changed anything.
pub(crate) fn set_trashed(db: &Connection, id: HeroId, trashed: Option<(i64, i64)>) -> Result<bool> {
    let sql = "UPDATE heroes SET trashed_ms = ?2, trashed_age_ms = ?3
        WHERE id = ?1 AND (trashed_ms IS NULL) = (?2 IS NOT NULL)";
    let (now_ms, age_ms) = trashed.unzip();
    Ok(db.prepare_cached(sql)?.execute(params![id.0 as i64, now_ms, age_ms])? > 0)
}

/// Deletes heroes that came into the trash at this age of the library or before; how many.
pub(crate) fn delete_trashed_until(db: &Connection, age_ms: i64) -> Result<usize> {
    db.prepare_cached("DELETE FROM heroes WHERE trashed_age_ms <= ?")?.execute([age_ms])
}
