//! Games in a row.

use snapcade_game::{Difficulty, Game, GameId};

use super::Family;
use crate::{
    StoreError,
    library::{GameCard, ListRequest, NewHero, Sort},
};

fn titles(cards: &[GameCard]) -> Vec<&str> {
    cards.iter().map(|card| card.title.as_str()).collect()
}

fn sorted(sort: Sort) -> ListRequest {
    ListRequest { sort, ..ListRequest::default() }
}

#[test]
fn what_was_played_with_last_comes_first() {
    let mut family = Family::new();
    family.put(1, "Dino 10", 100);
    family.put(u64::MAX, "Dino 9", 200);
    family.put(3, "Ärger", 300);
    family.put(1, "Dino 10", 400);
    let list = |sort| family.library.list_games(&sorted(sort)).unwrap();
    assert_eq!(titles(&list(Sort::Edited)), ["Dino 10", "Ärger", "Dino 9"]);
    assert_eq!(titles(&list(Sort::Created)), ["Ärger", "Dino 9", "Dino 10"]);
    assert_eq!(titles(&list(Sort::Title)), ["Ärger", "Dino 9", "Dino 10"]);
}

#[test]
fn a_card_says_what_there_is_to_know() {
    let mut family = Family::new();
    let mut game = Game::new(GameId(0xffee_0000_0000_0001), "Luna's Trip");
    game.author = "Mia".into();
    game.theme = "moon".into();
    game.difficulty = Difficulty::Hard;
    let id = family.put_game(&game, 5);
    family.library.add_tag(id, "  For Grandma ").unwrap();
    family.library.add_tag(id, "Best").unwrap();
    let hero = NewHero { name: "Rex", kind: "pet", image: b"png", frames: b"json", photo: None };
    let hero = family.library.keep_hero(&hero, 6).unwrap();
    family.library.use_hero(id, Some(hero.id)).unwrap();
    family.library.set_remix_of(id, GameId(7)).unwrap();
    let picture = family.library.put_game_asset(id, b"thumbnail").unwrap();
    family.library.set_pictures(id, Some(picture), None).unwrap();
    game.difficulty = Difficulty::Easy;
    family.put_game(&game, 9);
    let expected = GameCard {
        id,
        title: "Luna's Trip".into(),
        author: "Mia".into(),
        theme: "moon".into(),
        difficulty: Difficulty::Easy,
        levels: 0,
        tags: vec!["Best".into(), "For Grandma".into()],
        created_ms: 5,
        edited_ms: 9,
        hero: Some(hero.id),
        remix_of: Some(GameId(7)),
        thumbnail: Some(picture),
        preview: None,
        trashed_ms: None,
    };
    assert_eq!(family.library.game_card(id).unwrap(), expected);
    assert_eq!(family.library.list_games(&ListRequest::default()).unwrap(), [expected]);
    assert!(matches!(family.library.game_card(GameId(4)), Err(StoreError::NoGame { .. })));
}

#[test]
fn pages_put_together_are_the_whole_list() {
    let mut family = Family::new();
    for id in 0..50_u64 {
        // Several games of one moment and one title, and ids of both signs.
        family.put(id.wrapping_mul(0x9e37_79b9_7f4a_7c15), &format!("Game {}", id % 7), (id / 5) as i64);
    }
    for sort in [Sort::Edited, Sort::Created, Sort::Title] {
        let whole = family.library.list_games(&sorted(sort)).unwrap();
        assert_eq!(whole.len(), 50);
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let page = family.library.list_games(&ListRequest { limit: 7, after, ..sorted(sort) }).unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.cursor(sort));
            pages.extend(page);
        }
        assert_eq!(pages, whole, "{sort:?}");
    }
}

#[test]
fn tags_gather_games_however_they_are_written() {
    let mut family = Family::new();
    let (dino, moon) = (family.put(1, "Dino", 1), family.put(2, "Moon", 2));
    assert!(family.library.add_tag(dino, "Für Oma").unwrap());
    assert!(!family.library.add_tag(dino, "fur  OMA").unwrap(), "it has it already");
    family.library.add_tag(moon, "für oma").unwrap();
    family.library.add_tag(moon, "space").unwrap();
    assert_eq!(family.library.tags().unwrap(), [("Für Oma".to_owned(), 2), ("space".to_owned(), 1)]);
    let tagged = |tags: &[&str]| {
        let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
        family.library.list_games(&ListRequest { tags, ..ListRequest::default() }).unwrap()
    };
    assert_eq!(titles(&tagged(&["FÜR OMA"])), ["Moon", "Dino"]);
    assert_eq!(titles(&tagged(&["für oma", "space"])), ["Moon"]);
    assert!(family.library.remove_tag(moon, "Space").unwrap());
    assert!(!family.library.remove_tag(moon, "Space").unwrap());
    assert!(matches!(family.library.add_tag(dino, " "), Err(StoreError::Name { .. })));
    assert!(matches!(family.library.add_tag(dino, &"x".repeat(41)), Err(StoreError::Name { .. })));
    assert!(matches!(family.library.add_tag(GameId(9), "x"), Err(StoreError::NoGame { .. })));
    for n in 1..32 {
        family.library.add_tag(dino, &format!("tag {n}")).unwrap();
    }
    assert!(matches!(family.library.add_tag(dino, "one more"), Err(StoreError::TooManyTags { .. })));
    assert_eq!(family.library.game_card(dino).unwrap().tags.len(), 32, "the one too many was not kept");
}

#[test]
fn a_hero_plays_in_several_games_and_outlives_its_photo() {
    let mut family = Family::new();
    let photo = family.library.keep_photo(b"a photo of Rex", 1).unwrap();
    let new = NewHero { name: " Rex ", kind: "pet", image: b"png", frames: b"json", photo: Some(photo) };
    let rex = family.library.keep_hero(&new, 2).unwrap();
    assert_eq!((rex.name.as_str(), rex.photo), ("Rex", Some(photo)));
    let (one, two) = (family.put(1, "One", 1), family.put(2, "Two", 2));
    family.library.use_hero(one, Some(rex.id)).unwrap();
    family.library.use_hero(two, Some(rex.id)).unwrap();
    assert_eq!(family.library.games_with_hero(rex.id).unwrap(), [two, one]);
    family.library.delete_photo(photo).unwrap();
    family.library.rename_hero(rex.id, "Rexy").unwrap();
    let rex = family.library.hero(rex.id).unwrap();
    assert_eq!((rex.name.as_str(), rex.photo), ("Rexy", None));
    assert_eq!(family.library.asset(rex.art.image).unwrap().unwrap(), b"png");
    assert!(matches!(family.library.keep_hero(&new, 3), Err(StoreError::NoPhoto { .. })));
    // Gone for good, and the games still have its sheet.
    family.library.trash_hero(rex.id, 4).unwrap();
    assert_eq!(family.library.heroes(true).unwrap().len(), 1);
    assert_eq!(family.library.empty_trash().unwrap(), 1);
    assert_eq!(family.library.heroes(false).unwrap(), []);
    assert_eq!(family.library.game_card(one).unwrap().hero, None);
    assert_eq!(family.library.asset(rex.art.frames).unwrap().unwrap(), b"json");
}
