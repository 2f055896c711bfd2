//! What holds for all words.

use proptest::{prelude::*, sample::select};

use super::games::{changed, made, sample};
use crate::words::{EXAMPLES, LONGEST_WORDS_CHARS, WordsError, change_by_words, read};

/// Words of the examples, and some that join or spoil them.
fn vocabulary() -> Vec<&'static str> {
    let own = EXAMPLES.iter().flat_map(|example| example.split(' '));
    let more = "and then , but two half all a everywhere world theme level 1 9 flarb \u{1f996} \" it the drop instead \
                of into times seconds weather candy night less fewer much bit hits";
    own.chain(more.split_ascii_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_salad_of_words_changes_a_game_that_can_still_be_beaten_or_nothing(
        words in prop::collection::vec(select(vocabulary()), 1..8),
        in_sample in prop::bool::weighted(0.2),
    ) {
        let words = words.join(" ");
        let project = if in_sample { sample() } else { made() };
        // `changed` applies the edits and plays every proof.
        if let Err(error) = changed(project, &words) {
            prop_assert!(!matches!(error, WordsError::Internal(_)), "{}: {}", words, error);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}|[a-z ,\"']{0,120}|.{0,40}") {
        if let Err(error) = read::read_strictly(&text, made()) {
            prop_assert!(error.to_string().chars().all(|c| !c.is_control()), "{error}");
        }
    }
}

#[test]
fn the_same_words_game_and_seed_give_the_same_edits() {
    for words in ["more bats and coins", "one more level", "make it a candy world", "more spikes on level 2"] {
        assert_eq!(change_by_words(words, made(), 3), change_by_words(words, made(), 3), "{words}");
    }
    let (one, other) = (change_by_words("more coins", made(), 3), change_by_words("more coins", made(), 4));
    assert_ne!(one.unwrap().edits, other.unwrap().edits);
}

#[test]
fn a_change_can_be_undone() {
    for words in ["make it harder", "make it a candy world", "no water", "remove level 1", "call it Zed"] {
        let mut project = made().clone();
        let change = change_by_words(words, made(), 3).unwrap();
        let undo = change.apply(&mut project).unwrap();
        assert_ne!(project.game, made().game, "{words}");
        undo.undo(&mut project.game).unwrap();
        assert_eq!(project.game, made().game, "{words}");
    }
}

#[test]
fn new_assets_are_those_that_the_edits_name() {
    let change = change_by_words("more coins and make it night", made(), 3).unwrap();
    let named = serde_json::to_string(&change.edits).unwrap();
    for (hash, bytes) in &change.assets {
        assert!(named.contains(&hash.to_string()), "{hash} is named by no edit");
        assert_eq!(*hash, snapcade_game::AssetHash::of(bytes));
        assert!(!made().assets.contains_key(hash));
    }
}

fn error(words: &str) -> WordsError {
    change_by_words(words, made(), 1).expect_err(words)
}

#[test]
fn what_is_not_understood_is_said_with_what_could_be_meant() {
    let WordsError::NotUnderstood { part, did_you_mean } = error("more flarb") else { panic!("it was understood") };
    assert_eq!((part.as_str(), did_you_mean.len()), ("flarb", 3));
    for phrase in did_you_mean {
        assert!(change_by_words(&phrase, made(), 1).is_ok(), "{phrase}");
    }
    let found = error("moon grafitti").to_string();
    assert!(found.starts_with("I did not understand \"grafitti\". Did you mean \"moon gravity\""), "{found}");
    for words in [
        "qwerty",
        "more",
        "the the the",
        "\u{1f996}",
        "\u{43f}\u{440}\u{438}\u{432}\u{435}\u{442}",
        "drop it",
        "make it blue",
        "all bats should be frogs",
        "swap coins and gems",
        "add a level with lots of bats",
        "-5 coins",
    ] {
        assert!(matches!(error(words), WordsError::NotUnderstood { .. } | WordsError::Nothing { .. }), "{words}");
    }
}

#[test]
fn strange_texts_are_refused_kindly() {
    assert_eq!(error("").code(), "words.nothing");
    assert_eq!(error(" ,.! ").code(), "words.nothing");
    assert_eq!(error("please").code(), "words.nothing");
    assert_eq!(error(&"more coins ".repeat(1000)).code(), "words.too_long");
    assert_eq!(error(&"x".repeat(LONGEST_WORDS_CHARS)).code(), "words.not_understood");
    assert_eq!(error("more coins on level 7").to_string(), "There is no level 7: this game has 2 levels.");
    let hidden = error("more \u{202e}\u{7}flarb\u{200b}").to_string();
    assert!(!hidden.contains(['\u{202e}', '\u{7}', '\u{200b}']), "{hidden:?}");
    // Names in names in names: each might end where the next begins.
    assert!(change_by_words(&"call it a, ".repeat(25), made(), 1).is_ok());
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    for (words, code) in [
        ("no gravity", "words.not_possible"),
        ("no rain", "words.already_so"),
        ("more bosses", "words.not_possible"),
        ("gravity like on the moon on level 2", "words.not_possible"),
        ("more keys", "words.not_possible"),
        ("delete all levels", "words.not_possible"),
        ("a time limit of 1 second", "words.unbeatable"),
        ("remove level 1 and remove level 2", ""),
        ("call it Test Garden", "words.already_so"),
    ] {
        match change_by_words(words, made(), 1) {
            Err(error) => assert_eq!(error.code(), code, "{words}: {error}"),
            Ok(change) => {
                assert!(code.is_empty(), "{words}: {:?}", change.preview);
                assert!(!change.notes.is_empty(), "{words}");
            }
        }
    }
    let look = change_by_words("make it night", sample(), 1).expect_err("the sample has its own pictures");
    assert_eq!(look.code(), "words.not_possible");
}

#[test]
fn the_preview_is_for_children() {
    let preview = |words: &str| change_by_words(words, made(), 1).unwrap().preview;
    assert_eq!(preview("moon gravity"), ["gravity 72 -> 24 (moon)"]);
    assert_eq!(preview("twice as many grumps on level 2"), ["level 2: 8 Grumps instead of 4"]);
    assert_eq!(preview("call it Luna's Trip"), ["title: \"Luna's Trip\" instead of \"Test Garden\""]);
    let change = change_by_words("More coins!", made(), 1).unwrap();
    assert_eq!(change.said, "More coins!");
}

#[test]
fn the_page_about_words_names_the_examples_and_no_others() {
    let page = include_str!("../../../../../docs/words.md");
    let listed = page.lines().filter_map(|line| line.strip_prefix("- `")?.strip_suffix('`')).collect::<Vec<_>>();
    let of = |list: &[&str]| list.iter().map(|&phrase| phrase.to_owned()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(of(&listed), of(EXAMPLES));
}
