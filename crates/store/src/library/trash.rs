//! The trash: thrown away, brought back, and after thirty days gone.
//!
//! Days are counted by the library's own age, which grows with the computer's clock but in steps that are bounded, so that a clock
//! that is moved by years empties no trash.

use rusqlite::Connection;
use snapcade_game::GameId;

use super::{HeroId, Library};
use crate::{
    StoreError,
    tables::{assets, games, heroes, settings},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long the trash keeps what is in it.
pub const TRASH_DAYS: i64 = 30;
/// By how much the library can age from one look at the clock to the next.
const LONGEST_TICK_MS: i64 = 7 * DAY_MS;

/// Milliseconds that the library believes to have lived.
const AGE: &str = "library_age_ms";
/// What the clock said when it was looked at last.
const SEEN: &str = "last_seen_ms";
/// That the file still holds bytes which were deleted, because another connection was reading.
const UNWIPED: &str = "unwiped";

impl Library {
    /// Lets the library age: call it when the library is opened and about once a day. Gives its age in milliseconds, which never
    /// shrinks and grows by at most a week a call.
    pub fn tick_age(&mut self, now_ms: i64) -> Result<i64, StoreError> {
        self.transact(|db| {
            let age = age_ms(db)?;
            let seen = number(db, SEEN)?.unwrap_or(now_ms);
            let older = age.saturating_add(now_ms.saturating_sub(seen).clamp(0, LONGEST_TICK_MS));
            settings::set(db, AGE, &older.to_string())?;
            settings::set(db, SEEN, &now_ms.to_string())?;
            Ok(older)
        })
    }

    /// Throws a game into the trash, from which it can be brought back for [`TRASH_DAYS`] days.
    pub fn trash_game(&mut self, game: GameId, now_ms: i64) -> Result<(), StoreError> {
        self.transact(|db| {
            games::is_there(db, game)?.then_some(()).ok_or(StoreError::NoGame { game })?;
            games::set_trashed(db, game, Some((now_ms, age_ms(db)?)))?;
            Ok(())
        })
    }

    /// Brings a game back onto the shelf.
    pub fn restore_game(&mut self, game: GameId) -> Result<(), StoreError> {
        self.transact(|db| {
            games::is_there(db, game)?.then_some(()).ok_or(StoreError::NoGame { game })?;
            games::set_trashed(db, game, None)?;
            Ok(())
        })
    }

    /// Deletes a game for good, with its history. It has to be in the trash.
    pub fn purge_game(&mut self, game: GameId) -> Result<(), StoreError> {
        self.transact(|db| {
            let card = games::card(db, game)?.ok_or(StoreError::NoGame { game })?;
            if card.trashed_ms.is_none() {
                return Err(StoreError::NotInTrash);
            }
            games::delete(db, game)?;
            Ok(assets::sweep(db)?)
        })?;
        self.open_games.close(game);
        self.wipe().map(|_| ())
    }

    /// Deletes all that is in the trash for good; how many games and heroes.
    pub fn empty_trash(&mut self) -> Result<usize, StoreError> {
        self.purge_until(i64::MAX)
    }

    /// Deletes for good what has been in the trash for [`TRASH_DAYS`] days of the library's age; how many games and heroes.
    pub fn purge_old(&mut self) -> Result<usize, StoreError> {
        let age = age_ms(&self.db)?;
        self.purge_until(age.saturating_sub(TRASH_DAYS * DAY_MS))
    }

    fn purge_until(&mut self, age_ms: i64) -> Result<usize, StoreError> {
        let (games, count) = self.transact(|db| {
            let old = games::trashed_until(db, age_ms)?;
            for &game in &old {
                games::delete(db, game)?;
            }
            let count = old.len() + heroes::delete_trashed_until(db, age_ms)?;
            if count > 0 {
                assets::sweep(db)?;
            }
            Ok((old, count))
        })?;
        for game in games {
            self.open_games.close(game);
        }
        if count > 0 {
            self.wipe()?;
        }
        Ok(count)
    }

    /// Throws a hero into the trash. Games in which it is played keep it.
    pub fn trash_hero(&mut self, hero: HeroId, now_ms: i64) -> Result<(), StoreError> {
        self.transact(|db| {
            heroes::get(db, hero)?.ok_or(StoreError::NoHero { id: hero })?;
            heroes::set_trashed(db, hero, Some((now_ms, age_ms(db)?)))?;
            Ok(())
        })
    }

    /// Brings a hero back.
    pub fn restore_hero(&mut self, hero: HeroId) -> Result<(), StoreError> {
        self.transact(|db| {
            heroes::get(db, hero)?.ok_or(StoreError::NoHero { id: hero })?;
            heroes::set_trashed(db, hero, None)?;
            Ok(())
        })
    }

    /// Takes deleted bytes out of the files: out of the log, and the empty pages out of the database. Whether that could be done
    /// now; while another connection reads, as a backup does, it is remembered for [`Self::wipe_if_due`].
    pub fn wipe(&mut self) -> Result<bool, StoreError> {
        // Deleted bytes are overwritten with zeros (secure_delete); what is left is the log, which still has them as they were.
        // Each step of the pragma gives back one page, so that it has to be run to its end.
        let mut statement = self.writing()?.prepare("PRAGMA incremental_vacuum")?;
        let mut pages = statement.query([])?;
        while pages.next()?.is_some() {}
        drop(pages);
        drop(statement);
        let is_busy: bool = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if is_busy {
            settings::set(&self.db, UNWIPED, "yes")?;
        } else if settings::get(&self.db, UNWIPED)?.is_some_and(|value| value == "yes") {
            settings::set(&self.db, UNWIPED, "no")?;
        }
        Ok(!is_busy)
    }

    /// Finishes a [`Self::wipe`] that could not be done before; whether nothing is left to do.
    pub fn wipe_if_due(&mut self) -> Result<bool, StoreError> {
        if settings::get(&self.db, UNWIPED)?.is_some_and(|value| value == "yes") { self.wipe() } else { Ok(true) }
    }
}

/// The library's age in milliseconds.
fn age_ms(db: &Connection) -> Result<i64, StoreError> {
    Ok(number(db, AGE)?.unwrap_or(0).max(0))
}

fn number(db: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    Ok(settings::get(db, name)?.and_then(|text| text.parse().ok()))
}
