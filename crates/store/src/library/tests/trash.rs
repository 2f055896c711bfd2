//! Thrown away and brought back.

use snapcade_game::GameId;

use super::Family;
use crate::{StoreError, library::ListRequest};

const DAY_MS: i64 = 86_400_000;
const YEAR_MS: i64 = 365 * DAY_MS;
/// A day in 2026.
const TODAY_MS: i64 = 1_790_000_000_000;

fn trash(family: &Family) -> usize {
    family.library.list_games(&ListRequest { trashed: true, ..ListRequest::default() }).unwrap().len()
}

#[test]
fn a_game_comes_back_as_it_was() {
    let mut family = Family::new();
    let id = family.put(1, "Dino", 1);
    let before = family.library.game_card(id).unwrap();
    family.library.trash_game(id, 2).unwrap();
    assert_eq!(family.library.count_games().unwrap(), 0);
    assert_eq!((trash(&family), family.library.game_card(id).unwrap().trashed_ms), (1, Some(2)));
    family.library.restore_game(id).unwrap();
    assert_eq!(family.library.game_card(id).unwrap(), before);
    assert!(matches!(family.library.purge_game(id), Err(StoreError::NotInTrash)));
    assert!(matches!(family.library.trash_game(GameId(2), 3), Err(StoreError::NoGame { .. })));
}

#[test]
fn a_game_is_gone_after_thirty_days() {
    let mut family = Family::new();
    let id = family.put(1, "Dino", TODAY_MS);
    family.library.tick_age(TODAY_MS).unwrap();
    family.library.trash_game(id, TODAY_MS).unwrap();
    for day in 1..30 {
        family = family.reopen();
        family.library.tick_age(TODAY_MS + day * DAY_MS).unwrap();
        assert_eq!(family.library.purge_old().unwrap(), 0, "day {day}");
    }
    family.library.tick_age(TODAY_MS + 30 * DAY_MS).unwrap();
    assert_eq!(family.library.purge_old().unwrap(), 1);
    assert!(matches!(family.library.game_card(id), Err(StoreError::NoGame { .. })));
}

#[test]
fn a_wrong_clock_empties_no_trash() {
    let mut family = Family::new();
    let id = family.put(1, "Dino", TODAY_MS);
    family.library.tick_age(TODAY_MS).unwrap();
    family.library.trash_game(id, TODAY_MS).unwrap();
    let mut age = 0;
    // The battery is empty, the year is 1970, then somebody sets the clock to 2036, and then right.
    for now_ms in [0, TODAY_MS + 10 * YEAR_MS, TODAY_MS, i64::MIN, TODAY_MS + DAY_MS] {
        let older = family.library.tick_age(now_ms).unwrap();
        assert!(older >= age, "it grows no younger");
        age = older;
        assert_eq!(family.library.purge_old().unwrap(), 0, "{now_ms}");
    }
    assert_eq!(trash(&family), 1);
}

#[test]
fn what_is_thrown_away_twice_counts_from_the_first_time() {
    let mut family = Family::new();
    let id = family.put(1, "Dino", TODAY_MS);
    family.library.trash_game(id, TODAY_MS).unwrap();
    family.library.trash_game(id, TODAY_MS + DAY_MS).unwrap();
    assert_eq!(family.library.game_card(id).unwrap().trashed_ms, Some(TODAY_MS));
}
