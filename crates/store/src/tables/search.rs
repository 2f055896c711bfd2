//! The words of games, for full-text search.
//!
//! Words are stored folded ([`crate::fold`]): without accents, and with each sign of a script without spaces as a word of its
//! own, so that a piece of a Japanese title is found as a phrase.

use rusqlite::{Connection, Result, params};
use snapcade_game::GameId;

use super::tags;
use crate::{db::Migration, fold::fold};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // `secure-delete`: words of a deleted game leave the index at once and not with some later merge.
    sql: "CREATE VIRTUAL TABLE search USING fts5 (
            title, author, theme, tags,
            tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc So'\",
            prefix = '1 2 3', columnsize = 0
        );
        INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
}];

/// Indexes a game's words anew.
pub(crate) fn put(db: &Connection, game: GameId, title: &str, author: &str, theme: &str) -> Result<()> {
    let tags = tags::of(db, game)?.iter().map(|tag| fold(tag)).collect::<Vec<_>>().join(" ");
    // A deletion that deletes nothing still has FTS5 write out what it gathered.
    if db.prepare_cached("SELECT 1 FROM search WHERE rowid = ?")?.exists([game.0 as i64])? {
        delete(db, game)?;
    }
    db.prepare_cached("INSERT INTO search (rowid, title, author, theme, tags) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![game.0 as i64, fold(title), fold(author), fold(theme), tags])
        .map(|_| ())
}

/// Forgets a game's words.
pub(crate) fn delete(db: &Connection, game: GameId) -> Result<()> {
    db.prepare_cached("DELETE FROM search WHERE rowid = ?")?.execute([game.0 as i64]).map(|_| ())
}

/// Makes the index anew from the games and their tags, for instance after a repair.
pub(crate) fn rebuild(db: &Connection) -> Result<()> {
    db.execute("DELETE FROM search", [])?;
    let mut statement = db.prepare("SELECT id, title, author, theme FROM games")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (title, author, theme): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        put(db, GameId(row.get::<_, i64>(0)? as u64), &title, &author, &theme)?;
    }
    Ok(())
}
