//! What programs say to each other, and what becomes of nonsense.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use serde_json::Value;
use snapcade_game::GameId;
use snapcade_store::{
    Library, OpenOptions, instance,
    library::{HeroId, JobId, PhotoId},
};

use super::{
    AddJob, BackUp, CancelJob, ChangeGame, CopyGame, DeleteGame, DeletePhoto, FindGame, FindHero, FindPhoto, GetGame,
    HeroSheet, History, KeepHero, KeepPhoto, ListGames, ListHeroes, ListJobs, ListPhotos, Moment, NameVersion,
    Nickname, REQUESTS, Redo, RenameHero, Request, Restore, RestoreGame, RetryJob, Revert, SaveGame, Session, TagGame,
    TrashGame, TrashHero, Undo, UndoAndRedo, UseHero, request,
};
use crate::{AppError, first_steps};

const GAME: GameId = GameId(7);
const NOW_MS: i64 = 1_795_262_400_000;

fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn library(home: &Path) -> Library {
    Library::open(home, OpenOptions::new(NOW_MS)).expect("a new library")
}

/// Its name, and its JSON before and after a journey as JSON.
fn journey<R: Request>(request: &R) -> (&'static str, Value, Value) {
    let json = serde_json::to_value(request).expect("a request is plain data");
    let back: R = serde_json::from_value(json.clone()).expect("what was written can be read");
    (R::NAME, json, serde_json::to_value(&back).expect("a request is plain data"))
}

/// One of each kind. Whoever adds a request adds an example.
fn examples() -> Vec<(&'static str, Value, Value)> {
    let (game, text) = (GAME, || "Ünï 🦀 \"x\"".to_owned());
    let (source, words) = ("hand".to_owned(), text());
    let edits = vec![snapcade_game::Edit::SetTitle(text())];
    let assets = vec!["aGVsbG8=".to_owned()];
    let (hero, photo, job) = (HeroId(1), PhotoId(2), JobId(3));
    let project = first_steps().expect("the built-in game");
    vec![
        journey(&AddJob { kind: text(), request: text(), game: Some(game) }),
        journey(&CancelJob { job }),
        journey(&DeletePhoto { photo }),
        journey(&FindHero { said: text(), trashed: false }),
        journey(&FindPhoto { said: text() }),
        journey(&HeroSheet { hero }),
        journey(&KeepHero { name: text(), kind: text(), image: text(), frames: text(), photo: Some(photo) }),
        journey(&KeepPhoto { bytes: text() }),
        journey(&ListHeroes { trashed: true }),
        journey(&ListJobs { over: true, limit: 9 }),
        journey(&ListPhotos {}),
        journey(&RenameHero { hero, name: text() }),
        journey(&RetryJob { job }),
        journey(&TrashHero { hero, back: true }),
        journey(&UseHero { game, hero: Some(hero) }),
        journey(&BackUp {}),
        journey(&ChangeGame { game, edits, assets, source: source.clone(), words: words.clone(), after: Some(3) }),
        journey(&CopyGame { game, title: text(), remix: true }),
        journey(&DeleteGame { game }),
        journey(&FindGame { said: text(), trashed: true }),
        journey(&GetGame { game, at: Some(Moment::Time(NOW_MS)) }),
        journey(&History { game, before: Some(9), limit: usize::MAX }),
        journey(&ListGames { search: text(), tags: vec![text()], ..ListGames::default() }),
        journey(&NameVersion { game, name: text() }),
        journey(&Nickname { set: Some(text()) }),
        journey(&Redo { game }),
        journey(&Restore { game, to: Moment::Named(text()) }),
        journey(&RestoreGame { backup: text(), game }),
        journey(&Revert { game, step: 4 }),
        journey(&SaveGame { project, source, words }),
        journey(&TagGame { game, tag: text(), remove: false }),
        journey(&TrashGame { game, back: true }),
        journey(&Undo { game }),
        journey(&UndoAndRedo { game }),
    ]
}

#[test]
fn every_request_survives_the_journey_to_another_program() {
    let examples = examples();
    for (name, before, after) in &examples {
        assert_eq!(before, after, "{name}");
    }
    let known: BTreeSet<&str> = REQUESTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(known.len(), REQUESTS.len(), "no name stands for two requests");
    assert_eq!(examples.iter().map(|(name, ..)| *name).collect::<BTreeSet<_>>(), known);
}

#[test]
fn every_request_of_the_source_is_in_the_table() {
    // A request that is missing in the table works until another program has the library open.
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/library");
    let table: BTreeSet<&str> = REQUESTS.iter().map(|(name, _)| *name).collect();
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(sources).expect("the crate's source") {
        let path = entry.expect("the crate's source").path();
        let Ok(source) = fs::read_to_string(&path) else { continue };
        for line in source.lines().map(str::trim) {
            let constant = line.strip_prefix("const NAME: &'static str = \"").and_then(|rest| rest.split_once('"'));
            // The ways of the history are written by a macro: `Undo = "undo" {`.
            let way = line.split_once(" = \"").filter(|(name, _)| name.chars().all(char::is_alphanumeric));
            let way = way.and_then(|(_, rest)| rest.split_once("\" {"));
            found.extend(constant.or(way).map(|(name, _)| name.to_owned()));
        }
    }
    assert!(found.len() >= table.len(), "{found:?}");
    for name in &found {
        assert!(table.contains(name.as_str()), "\"{name}\" is missing in REQUESTS");
    }
}

#[test]
fn nonsense_from_another_program_is_refused_and_changes_nothing() {
    let home = home();
    let mut library = library(home.path());
    let frames: [&[u8]; 9] = [
        b"",
        b"hello",
        b"\xff\xfe\x00",
        b"{}",
        b"[1,2,3]",
        br#"{"name":"undo"}"#,
        br#"{"name":"undo","request":{"game":"x"}}"#,
        br#"{"name":"format_disk","request":{}}"#,
        br#"{"name":"save_game","request":{"project":"AAAA","source":"hand","words":""}}"#,
    ];
    for frame in frames {
        let reply = request::answer(frame, &mut library, NOW_MS);
        let error = request::decode::<ListGames>(&reply).expect_err("nonsense is refused");
        assert_eq!(error.code(), "library.other_version", "{}", String::from_utf8_lossy(frame));
    }
    let deep = "[".repeat(100_000);
    let reply = request::answer(deep.as_bytes(), &mut library, NOW_MS);
    assert!(request::decode::<Undo>(&reply).is_err());
    let games = ListGames::default().carry_out(&mut library, NOW_MS).expect("an empty list");
    assert!(games.is_empty());
    // An answer that is none is told as such, too.
    for reply in [&b""[..], b"{}", br#"{"Done":{"no":"step"}}"#, b"\x00"] {
        assert!(matches!(request::decode::<Undo>(reply), Err(AppError::Garbled { .. })));
    }
}

#[test]
fn errors_keep_their_code_and_their_words_between_programs() {
    let home = home();
    let here = Session::open(home.path(), "the app").expect("a new library");
    let elsewhere = Session::open(home.path(), "another").expect("the first one answers");
    assert!(here.is_here() && !elsewhere.is_here());
    let request = || FindGame { said: "Luna".to_owned(), trashed: false };
    let (one, other) = (here.ask_now(request()), elsewhere.ask_now(request()));
    let (one, other) = (one.expect_err("no such game"), other.expect_err("no such game"));
    assert_eq!((one.code(), one.to_string()), (other.code(), other.to_string()));
    assert_eq!(one.code(), "library.no_game");
    assert!(elsewhere.with_library(|_| ()).is_none());

    let game = first_steps().expect("the built-in game");
    let id = game.game.id;
    let save = SaveGame { project: game, source: "import".to_owned(), words: "opened".to_owned() };
    assert_eq!(elsewhere.ask_now(save).expect("kept by the other program"), id);
    let found = here.ask_now(GetGame { game: id, at: None }).expect("it is there");
    assert_eq!(found.latest, 1);
    let next = elsewhere.ask_now(UndoAndRedo { game: id }).expect("it is there");
    assert_eq!((next.undo, next.redo), (None, None), "a game is not unmade by undo");
}

#[test]
fn a_stranger_on_the_socket_gets_no_answer_and_others_still_do() {
    let home = home();
    let here = Session::open(home.path(), "the app").expect("a new library");
    for frame in [&b""[..], b"hello", &[0xff; 1000]] {
        let reply = instance::hand_over(home.path(), frame, Duration::from_secs(10)).expect("a refusal is an answer");
        assert!(matches!(request::decode::<Undo>(&reply), Err(AppError::Elsewhere { .. })));
    }
    let elsewhere = Session::open(home.path(), "another").expect("the first one answers");
    assert!(elsewhere.ask_now(ListGames::default()).expect("a list").is_empty());
    drop(here);
    // Whoever had it is gone: that is told, and the next session has the library itself.
    let error = elsewhere.ask_now(ListGames::default()).expect_err("nobody answers");
    assert_eq!(error.code(), "library.no_answer");
    assert!(Session::open(home.path(), "another").expect("it is free").is_here());
}

#[test]
fn a_game_of_a_title_is_found_before_one_of_an_id_or_a_part() {
    let home = home();
    let session = Session::open(home.path(), "the app").expect("a new library");
    let game = first_steps().expect("the built-in game");
    let id = game.game.id;
    let save = SaveGame { project: game, source: "import".to_owned(), words: "opened".to_owned() };
    session.ask_now(save).expect("kept");
    let begin = id.to_string()[..8].to_owned();
    let copy = |title: &str| CopyGame { game: id, title: title.to_owned(), remix: false };
    let named = session.ask_now(copy(&begin)).expect("a copy that is called like an id");
    session.ask_now(copy("First Steps again")).expect("a copy");
    let find = |said: &str| session.ask_now(FindGame { said: said.to_owned(), trashed: false });
    assert_eq!(find("first steps").expect("by its title").id, id);
    assert_eq!(find(&begin).expect("by its title").id, named);
    assert_eq!(find(&id.to_string()).expect("by its id").id, id);
    assert_eq!(find("AGAIN").expect("by a part").title, "First Steps again");
    assert_eq!(find("steps").expect_err("two fit").code(), "library.which_game");
    session.ask_now(TrashGame { game: named, back: false }).expect("thrown away");
    assert_eq!(find(&named.to_string()).expect_err("it is in the trash").code(), "library.in_trash");
}
