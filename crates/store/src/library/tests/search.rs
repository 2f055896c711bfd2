//! Finding a game again.

use proptest::{prelude::*, test_runner::Config};
use snapcade_game::{Game, GameId};

use super::Family;
use crate::{
    library::ListRequest,
    tables::{games, search},
};

fn found(family: &Family, words: &str) -> Vec<u64> {
    let request = ListRequest { search: words.to_owned(), ..ListRequest::default() };
    family.library.list_games(&request).unwrap().iter().map(|card| card.id.0).collect()
}

#[test]
fn games_are_found_while_one_types() {
    let mut family = Family::new();
    let mut game = Game::new(GameId(1), "Dino Jungle");
    game.author = "Zoë".into();
    game.theme = "dinosaurs in the snow".into();
    family.put_game(&game, 1);
    family.put(2, "Jumping Größenwahn", 2);
    family.library.add_tag(GameId(2), "für Oma").unwrap();
    for words in ["d", "di", "dino", "DINO jun", "jungle dino", "zoe", "snow", "zoë dino"] {
        assert_eq!(found(&family, words), [1], "{words}");
    }
    assert_eq!(found(&family, "ju"), [2, 1]);
    for words in ["grosse", "Größe", "oma", "FUR"] {
        assert_eq!(found(&family, words), [2], "{words}");
    }
    assert_eq!(found(&family, "jungle oma"), [0; 0], "all words have to be there");
    assert_eq!(found(&family, "   "), [2, 1], "nothing is typed yet");
}

#[test]
fn pieces_of_words_are_found_where_no_spaces_are_written() {
    let mut family = Family::new();
    family.put(1, "恐竜の大冒険", 1);
    family.put(2, "공룡모험", 2);
    family.put(3, "我的🦖游戏", 3);
    assert_eq!(found(&family, "恐竜"), [1]);
    assert_eq!(found(&family, "冒険"), [1]);
    assert_eq!(found(&family, "竜恐"), [0; 0]);
    assert_eq!(found(&family, "모험"), [2]);
    assert_eq!(found(&family, "🦖"), [3]);
    assert_eq!(found(&family, "游戏"), [3]);
}

#[test]
fn what_is_not_called_so_any_more_is_not_found_so_any_more() {
    let mut family = Family::new();
    let id = family.put(1, "Old name", 1);
    family.put(1, "New name", 2);
    family.library.add_tag(id, "blue").unwrap();
    assert_eq!(found(&family, "old"), [0; 0]);
    assert_eq!(found(&family, "new blue"), [1]);
    family.library.remove_tag(id, "blue").unwrap();
    assert_eq!(found(&family, "blue"), [0; 0]);
    family.library.trash_game(id, 3).unwrap();
    assert_eq!(found(&family, "new"), [0; 0], "what is in the trash is found in the trash");
    let trash = ListRequest { search: "new".into(), trashed: true, ..ListRequest::default() };
    assert_eq!(family.library.list_games(&trash).unwrap().len(), 1);
}

#[test]
fn words_are_indexed_only_when_they_change() {
    let mut family = Family::new();
    let id = family.put(1, "Dino", 1);
    family.library.transact(|db| Ok(search::delete(db, id)?)).unwrap();
    family.put(1, "Dino", 2);
    assert_eq!(found(&family, "dino"), [0; 0], "an edit that changes no word leaves the index alone");
    family.library.transact(|db| Ok(search::rebuild(db)?)).unwrap();
    assert_eq!(found(&family, "dino"), [1]);
}

#[test]
fn punctuation_is_looked_for_in_titles() {
    let mut family = Family::new();
    family.put(1, "Why?!", 1);
    family.put(2, "100% fun_", 2);
    assert_eq!(found(&family, "?!"), [1]);
    assert_eq!(found(&family, "%"), [2]);
    assert_eq!(found(&family, "\"*"), [0; 0]);
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    /// Whatever is typed is looked for and never an error; and each title finds itself.
    #[test]
    fn anything_can_be_typed(title in "\\PC{1,20}", typed in any::<String>()) {
        let mut library = Family::new().library;
        let game = Game::new(GameId(1), &title);
        library.transact(|db| Ok(games::put(db, game.id, &game, 1)?)).unwrap();
        let list = |words: &str| {
            library.list_games(&ListRequest { search: words.to_owned(), ..ListRequest::default() }).unwrap()
        };
        list(&typed);
        list(&format!("\"{typed}"));
        prop_assert_eq!(list(&title).len(), 1);
    }
}
