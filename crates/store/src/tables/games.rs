//! Games as the library lists them. The documents themselves are in `documents`.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params, types::Value};
use snapcade_game::{AssetHash, Difficulty, Game, GameId};

use super::{optional, search, tags};
use crate::{
    db::Migration,
    fold,
    library::{Cursor, GameCard, HeroId, ListRequest, Sort},
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // The indexes hold what is on the shelf and not what is in the trash; a list reads its page of one of them.
    sql: "CREATE TABLE games (
            id INTEGER PRIMARY KEY, -- the game's 64 bits, as a signed number
            title TEXT NOT NULL,
            title_key TEXT NOT NULL, -- as it is sorted
            author TEXT NOT NULL,
            theme TEXT NOT NULL,
            difficulty TEXT NOT NULL,
            levels INTEGER NOT NULL,
            created_ms INTEGER NOT NULL,
            edited_ms INTEGER NOT NULL,
            hero INTEGER REFERENCES heroes (id) ON DELETE SET NULL,
            remix_of INTEGER, -- the game it began as, which need not be here
            tags TEXT NOT NULL DEFAULT '', -- as `tags` has them, so that a list reads one row a game
            thumbnail TEXT, -- the hash of a PNG
            preview TEXT, -- the hash of a GIF
            trashed_ms INTEGER,
            trashed_age_ms INTEGER -- the library's age then, which no clock can move
        ) STRICT;
        CREATE INDEX games_by_edited ON games (edited_ms) WHERE trashed_ms IS NULL;
        CREATE INDEX games_by_created ON games (created_ms) WHERE trashed_ms IS NULL;
        CREATE INDEX games_by_title ON games (title_key) WHERE trashed_ms IS NULL;
        CREATE INDEX games_in_trash ON games (trashed_ms) WHERE trashed_ms IS NOT NULL;
        CREATE INDEX games_by_hero ON games (hero) WHERE hero IS NOT NULL;
        CREATE TRIGGER games_gone AFTER DELETE ON games BEGIN
            DELETE FROM asset_uses WHERE owner_kind IN ('game', 'card') AND owner = OLD.id;
        END",
}];

/// Writes what the list shows of a game, after each change of it. What is searched is only touched when its words change.
pub(crate) fn put(db: &Connection, id: GameId, game: &Game, now_ms: i64) -> Result<()> {
    let row = id.0 as i64;
    let (difficulty, levels) = (difficulty_name(game.difficulty), game.levels.len() as i64);
    let sql = "UPDATE games SET difficulty = ?2, levels = ?3, edited_ms = ?4
        WHERE id = ?1 AND title = ?5 AND author = ?6 AND theme = ?7";
    let same_words = params![row, difficulty, levels, now_ms, game.title, game.author, game.theme];
    if db.prepare_cached(sql)?.execute(same_words)? > 0 {
        return Ok(());
    }
    let sql = "INSERT INTO games (id, title, title_key, author, theme, difficulty, levels, created_ms, edited_ms)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
        ON CONFLICT (id) DO UPDATE SET title = ?2, title_key = ?3, author = ?4, theme = ?5, difficulty = ?6, levels = ?7,
            edited_ms = ?8";
    let key = fold::sort_key(&game.title);
    db.prepare_cached(sql)?.execute(params![
        row,
        game.title,
        key,
        game.author,
        game.theme,
        difficulty,
        levels,
        now_ms
    ])?;
    search::put(db, id, &game.title, &game.author, &game.theme)
}

/// Takes over a game's tags, after a change of them: into the list and into the search.
pub(crate) fn put_tags(db: &Connection, id: GameId) -> Result<()> {
    let mut all = String::new();
    for tag in tags::of(db, id)? {
        all.push_str(&tag);
        all.push(TAG_END);
    }
    let words = db
        .prepare_cached("UPDATE games SET tags = ?2 WHERE id = ?1 RETURNING title, author, theme")?
        .query_row(params![id.0 as i64, all], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((title, author, theme)): Option<(String, String, String)> = words else { return Ok(()) };
    search::put(db, id, &title, &author, &theme)
}

/// Whether there is such a game, on the shelf or in the trash.
pub(crate) fn is_there(db: &Connection, id: GameId) -> Result<bool> {
    db.prepare_cached("SELECT 1 FROM games WHERE id = ?")?.exists([id.0 as i64])
}

/// A game's card, also of one in the trash.
pub(crate) fn card(db: &Connection, id: GameId) -> Result<Option<GameCard>> {
    db.prepare_cached(&format!("SELECT {CARD} FROM games WHERE id = ?"))?.query_row([id.0 as i64], read_card).optional()
}

/// What ends each tag in the column of all; tags hold no control characters.
const TAG_END: char = '\u{1f}';
const CARD: &str =
    "id, title, author, theme, difficulty, levels, created_ms, edited_ms, hero, remix_of, thumbnail, preview,
    trashed_ms, tags";

fn read_card(row: &Row<'_>) -> Result<GameCard> {
    Ok(GameCard {
        id: GameId(row.get::<_, i64>(0)? as u64),
        title: row.get(1)?,
        author: row.get(2)?,
        theme: row.get(3)?,
        difficulty: difficulty_of(row.get_ref(4)?.as_str()?),
        levels: row.get(5)?,
        tags: row.get_ref(13)?.as_str()?.split_terminator(TAG_END).map(str::to_owned).collect(),
        created_ms: row.get(6)?,
        edited_ms: row.get(7)?,
        hero: row.get::<_, Option<i64>>(8)?.map(|id| HeroId(id as u64)),
        remix_of: row.get::<_, Option<i64>>(9)?.map(|id| GameId(id as u64)),
        thumbnail: optional(row, 10)?,
        preview: optional(row, 11)?,
        trashed_ms: row.get(12)?,
    })
}

const fn difficulty_name(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "easy",
        Difficulty::Normal => "normal",
        Difficulty::Hard => "hard",
    }
}

fn difficulty_of(name: &str) -> Difficulty {
    match name {
        "easy" => Difficulty::Easy,
        "hard" => Difficulty::Hard,
        _ => Difficulty::Normal,
    }
}

/// A page of cards. Reads an index in its order and leaves out what does not fit, so that the cost has a bound: the number of
/// games, and never their documents.
pub(crate) fn list(db: &Connection, request: &ListRequest) -> Result<Vec<GameCard>> {
    let (column, order, past) = match request.sort {
        _ if request.trashed => ("trashed_ms", "DESC", "<"),
        Sort::Edited => ("edited_ms", "DESC", "<"),
        Sort::Created => ("created_ms", "DESC", "<"),
        Sort::Title => ("title_key", "ASC", ">"),
    };
    let shelf = if request.trashed { "IS NOT NULL" } else { "IS NULL" };
    let mut sql = format!("SELECT {CARD} FROM games WHERE trashed_ms {shelf}");
    let mut values = Vec::new();
    if !request.search.trim().is_empty() {
        if let Some(query) = fold::query(&request.search) {
            // `+` keeps SQLite from going game by game through what was found and sorting it.
            sql.push_str(" AND +id IN (SELECT rowid FROM search WHERE search MATCH ?)");
            values.push(Value::Text(query));
        } else {
            // Only punctuation: no words to look up, but perhaps a title that has it.
            sql.push_str(" AND INSTR(title, ?)");
            values.push(Value::Text(request.search.trim().to_owned()));
        }
    }
    for tag in &request.tags {
        sql.push_str(" AND EXISTS (SELECT 1 FROM tags WHERE game = games.id AND key = ?)");
        values.push(Value::Text(fold::sort_key(tag)));
    }
    if let Some(after) = &request.after {
        sql.extend([" AND (", column, ", id) ", past, " (?, ?)"]);
        let (value, id) = match after {
            Cursor::Time(ms, id) => (Value::Integer(*ms), id),
            Cursor::Title(key, id) => (Value::Text(key.clone()), id),
        };
        values.extend([value, Value::Integer(id.0 as i64)]);
    }
    sql.extend([" ORDER BY ", column, " ", order, ", id ", order, " LIMIT ?"]);
    values.push(Value::Integer(i64::try_from(request.limit).unwrap_or(i64::MAX)));
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), read_card)?;
    rows.collect()
}

/// How many games are on the shelf, or in the trash.
pub(crate) fn count(db: &Connection, trashed: bool) -> Result<u64> {
    let shelf = if trashed { "IS NOT NULL" } else { "IS NULL" };
    let sql = format!("SELECT COUNT(*) FROM games WHERE trashed_ms {shelf}");
    db.prepare_cached(&sql)?.query_row([], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

/// Into the trash, with the time and the library's age, or with `None` out of it; whether that changed anything.
pub(crate) fn set_trashed(db: &Connection, id: GameId, trashed: Option<(i64, i64)>) -> Result<bool> {
    let sql = "UPDATE games SET trashed_ms = ?2, trashed_age_ms = ?3
        WHERE id = ?1 AND (trashed_ms IS NULL) = (?2 IS NOT NULL)";
    let (now_ms, age_ms) = trashed.unzip();
    Ok(db.prepare_cached(sql)?.execute(params![id.0 as i64, now_ms, age_ms])? > 0)
}

/// Games that came into the trash at this age of the library or before.
pub(crate) fn trashed_until(db: &Connection, age_ms: i64) -> Result<Vec<GameId>> {
    let mut statement =
        db.prepare_cached("SELECT id FROM games WHERE trashed_ms IS NOT NULL AND trashed_age_ms <= ?")?;
    let rows = statement.query_map([age_ms], |row| Ok(GameId(row.get::<_, i64>(0)? as u64)))?;
    rows.collect()
}

/// Deletes a game with all that hangs on it; whether there was one. Its assets go with the next sweep.
pub(crate) fn delete(db: &Connection, id: GameId) -> Result<bool> {
    search::delete(db, id)?;
    Ok(db.prepare_cached("DELETE FROM games WHERE id = ?")?.execute([id.0 as i64])? > 0)
}

/// Which hero is played.
pub(crate) fn set_hero(db: &Connection, id: GameId, hero: Option<HeroId>) -> Result<()> {
    let sql = "UPDATE games SET hero = ?2 WHERE id = ?1";
    db.prepare_cached(sql)?.execute(params![id.0 as i64, hero.map(|hero| hero.0 as i64)]).map(|_| ())
}

/// The games in which a hero is played, also those in the trash.
pub(crate) fn with_hero(db: &Connection, hero: HeroId) -> Result<Vec<GameId>> {
    let mut statement = db.prepare_cached("SELECT id FROM games WHERE hero = ? ORDER BY edited_ms DESC, id")?;
    let rows = statement.query_map([hero.0 as i64], |row| Ok(GameId(row.get::<_, i64>(0)? as u64)))?;
    rows.collect()
}

/// Remembers which game this one began as.
pub(crate) fn set_remix_of(db: &Connection, id: GameId, original: GameId) -> Result<()> {
    let sql = "UPDATE games SET remix_of = ?2 WHERE id = ?1";
    db.prepare_cached(sql)?.execute(params![id.0 as i64, original.0 as i64]).map(|_| ())
}

/// What the list shows of a game: a still picture and a moving one.
pub(crate) fn set_pictures(
    db: &Connection,
    id: GameId,
    thumbnail: Option<AssetHash>,
    preview: Option<AssetHash>,
) -> Result<()> {
    let sql = "UPDATE games SET thumbnail = ?2, preview = ?3 WHERE id = ?1";
    let text = |hash: Option<AssetHash>| hash.map(|hash| hash.to_string());
    db.prepare_cached(sql)?.execute(params![id.0 as i64, text(thumbnail), text(preview)]).map(|_| ())
}
