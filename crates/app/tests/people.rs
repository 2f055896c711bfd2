//! Heroes, photos and games of a family, and what the library does by itself.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use snapcade_app::{
    HeroFrom, HeroOptions, MakeOptions, has_web_player,
    jobs::{ExportFormat, ExportRequest, HeroOfJob, MakeRequest, game_of_job},
    library::{
        BackUp, DeletePhoto, FindHero, GetGame, ListGames, ListHeroes, ListJobs, ListPhotos, RenameHero, Session,
        TrashHero, Undo, backups, export_job, hero_named, hero_of_photo, make_game_job, save_made, take_photo_in,
        wait_for,
    },
    make::{Difficulty, Length},
    make_game,
};
use snapcade_store::library::{JobState, JobStep, PhotoId};

fn photo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/samples/photos").join(name)
}

fn cat() -> PathBuf {
    photo("astronaut-evening.jpg")
}

fn session(folder: &Path) -> Session {
    Session::open(folder, "a test").unwrap()
}

fn small(hero: Option<HeroFrom>) -> MakeOptions {
    MakeOptions {
        hero,
        hero_options: HeroOptions::default(),
        theme: Some("candy".to_owned()),
        difficulty: Difficulty::Easy,
        levels: 1,
        length: Length::Short,
        wishes: Vec::new(),
        seed: 4,
        title: Some("Sweet Day".to_owned()),
        author: String::new(),
    }
}

fn small_job(hero: HeroOfJob) -> MakeRequest {
    MakeRequest {
        hero,
        theme: Some("candy".to_owned()),
        difficulty: Difficulty::Easy,
        levels: 1,
        length: "short".to_owned(),
        wishes: Vec::new(),
        seed: 4,
        title: Some("Sweet Day".to_owned()),
        author: String::new(),
    }
}

fn of_photo(id: PhotoId) -> HeroOfJob {
    HeroOfJob::Photo { photo: id, style: "16bit".to_owned(), kind: None, outfit: 0 }
}

/// The files below a folder that have these bytes.
fn files_with(folder: &Path, bytes: &[u8]) -> usize {
    std::fs::read_dir(folder).unwrap().flatten().fold(0, |found, entry| {
        let path = entry.path();
        if path.is_dir() {
            return found + files_with(&path, bytes);
        }
        let has = std::fs::read(&path).is_ok_and(|file| file.windows(bytes.len()).any(|window| window == bytes));
        found + usize::from(has)
    })
}

#[test]
fn a_game_of_a_photo_keeps_its_hero_and_not_the_photo() {
    let home = tempfile::tempdir().unwrap();
    let library = session(home.path());
    let made = make_game(&small(Some(HeroFrom::File(cat())))).unwrap();
    let saved = save_made(&library, &made, None, None).unwrap();
    let hero = saved.hero.unwrap();
    assert_eq!((hero.name.as_str(), hero.photo), ("Sweet Day", None));
    assert_eq!(library.ask_now(ListPhotos {}).unwrap(), []);
    let bytes = std::fs::read(cat()).unwrap();
    let middle = &bytes[bytes.len() / 2..][..64];
    assert_eq!(files_with(home.path(), middle), 0);
    assert_eq!(files_with(home.path(), b"astronaut-evening"), 0, "not even its name");

    // The same photo again, and another game with the hero.
    let again = save_made(&library, &made, None, None).unwrap();
    assert_ne!(again.game, saved.game);
    assert_eq!(again.hero.unwrap().id, hero.id, "the same sheet is there");
    library.ask_now(RenameHero { hero: hero.id, name: "Luna".to_owned() }).unwrap();
    let (luna, sheet) = hero_named(&library, "luna").unwrap();
    let options = MakeOptions { title: Some("Second".to_owned()), seed: 5, ..small(Some(HeroFrom::Sheet(sheet))) };
    let second = save_made(&library, &make_game(&options).unwrap(), Some(luna.id), None).unwrap();
    let heroes = library.ask_now(ListHeroes::default()).unwrap();
    assert_eq!(heroes.len(), 1);
    assert_eq!(heroes[0].games.len(), 3);
    assert_eq!(second.hero.unwrap().name, "Luna");

    library.ask_now(TrashHero { hero: luna.id, back: false }).unwrap();
    let missing = library.ask_now(FindHero { said: "Luna".to_owned(), trashed: false }).unwrap_err();
    assert_eq!(missing.code(), "hero.missing");
    assert!(library.ask_now(GetGame { game: second.game, at: None }).is_ok(), "the game keeps it");
    library.ask_now(TrashHero { hero: luna.id, back: true }).unwrap();
    assert!(hero_named(&library, &luna.id.to_string()[..8]).is_ok());
}

#[test]
fn a_photo_is_kept_on_purpose_and_deleted_for_good() {
    let home = tempfile::tempdir().unwrap();
    let library = session(home.path());
    let taken = take_photo_in(&library, &cat(), false).unwrap();
    assert_eq!((taken.id, library.ask_now(ListPhotos {}).unwrap()), (None, vec![]));
    let taken = take_photo_in(&library, &cat(), true).unwrap();
    let id = taken.id.unwrap();
    let (mut hero, _) = hero_of_photo(&taken.bytes, &HeroOptions::default(), "Luna").unwrap();
    hero.photo = Some(id);
    library.ask_now(hero).unwrap();
    assert_eq!(library.ask_now(ListPhotos {}).unwrap()[0].heroes, ["Luna"]);
    library.ask_now(BackUp {}).unwrap();
    let middle = &taken.bytes[taken.bytes.len() / 2..][..64];
    assert!(files_with(home.path(), middle) >= 2, "else the test finds nothing whatever there is");
    assert_eq!(files_with(home.path(), b"astronaut-evening"), 0, "not its name");

    let gone = library.ask_now(DeletePhoto { photo: id }).unwrap();
    assert!(gone.backups >= 1);
    drop(library);
    let library = session(home.path());
    assert_eq!(files_with(home.path(), middle), 0);
    assert_eq!(library.ask_now(ListHeroes::default()).unwrap()[0].photo, None);
    assert_eq!(library.ask_now(DeletePhoto { photo: id }).unwrap_err().code(), "photo.missing");
    let text = home.path().join("text.jpg");
    std::fs::write(&text, "no photo").unwrap();
    assert!(take_photo_in(&library, &text, true).is_err());
}

#[test]
fn the_daily_backup_is_made_after_the_answer_and_once_a_day() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let library = session(home.path());
        assert_eq!(library.ask_now(ListGames::default()).unwrap(), []);
        assert_eq!(library.notices(), []);
        // The end of the session waits for it.
        drop(library);
        assert_eq!(backups(home.path()).unwrap().len(), 1);
    }
    // One that cannot be made keeps nobody from the library.
    let home = tempfile::tempdir().unwrap();
    drop(snapcade_store::Library::open(home.path(), snapcade_store::OpenOptions::new(0)).unwrap());
    std::fs::write(home.path().join("backups"), "in the way").unwrap();
    let library = session(home.path());
    assert_eq!(library.ask_now(ListGames::default()).unwrap(), []);
    drop(library);
    std::fs::remove_file(home.path().join("backups")).unwrap();
    drop(session(home.path()));
    assert_eq!(backups(home.path()).unwrap().len(), 1);
}

#[test]
fn a_crash_is_told_at_the_next_opening() {
    let home = tempfile::tempdir().unwrap();
    let library = session(home.path());
    // A copy of the files at this moment is what a pulled plug leaves.
    let left = ["library.sqlite", "library.sqlite-wal", "library.owner"]
        .map(|name| (home.path().join(name), std::fs::read(home.path().join(name)).unwrap()));
    drop(library);
    for (path, bytes) in left {
        std::fs::write(path, bytes).unwrap();
    }
    let codes: Vec<String> = session(home.path()).notices().into_iter().map(|notice| notice.code).collect();
    assert_eq!(codes, ["notice.unclean_end"]);
}

#[test]
fn jobs_make_a_game_export_it_and_draw_its_pictures() {
    let home = tempfile::tempdir().unwrap();
    let library = session(home.path());
    let id = take_photo_in(&library, &cat(), true).unwrap().id.unwrap();
    let job = library.ask_now(make_game_job(&small_job(of_photo(id)))).unwrap();
    let mut told = Vec::new();
    assert!(library.run_jobs(|progress| told.push((progress.kind, progress.step, progress.state))).unwrap());
    let steps: Vec<&str> = told.iter().filter(|told| told.0 == "make game").filter_map(|told| told.1).collect();
    assert_eq!(steps, ["hero", "make", "prove", "keep"]);
    let done: Vec<&str> = told.iter().filter(|told| told.2 == JobState::Done).map(|told| told.0.as_str()).collect();
    assert_eq!(done, ["make game", "thumbnail", "preview"], "{told:?}");
    let game = game_of_job(job);
    let card = library.with_library(|library| library.game_card(game)).unwrap().unwrap();
    assert!(card.title == "Sweet Day" && card.thumbnail.is_some() && card.preview.is_some());
    let hero = library.ask_now(ListHeroes::default()).unwrap().pop().unwrap();
    assert_eq!((hero.photo, hero.games), (Some(id), vec![game]));

    // What is changed is drawn anew; twice changed, once drawn.
    for words in ["more coins", "make it night"] {
        wait_for(library.change_by_words(game, words)).unwrap();
    }
    library.ask_now(Undo { game }).unwrap();
    assert_eq!(library.ask_now(ListJobs { over: false, limit: 100 }).unwrap().len(), 2);
    let mut progress = library.start_jobs().unwrap().unwrap();
    let mut over = 0;
    while over < 2 {
        over += usize::from(progress.wait().unwrap().state == JobState::Done);
    }
    let other = library.with_library(|library| library.game_card(game)).unwrap().unwrap();
    assert_ne!(other.preview, None);

    if has_web_player() {
        let path = home.path().join("out.html");
        let request = ExportRequest { path: path.clone(), format: ExportFormat::Html, remix: true, url: None };
        library.ask_now(export_job(game, &request)).unwrap();
        while progress.wait().unwrap().state != JobState::Done {}
        assert!(std::fs::read(path).unwrap().starts_with(b"<!"));
    }
    drop(library);
    assert_eq!(progress.wait(), None, "the jobs end with the session");
}

/// Not a test of its own: the program that is killed in the next one.
#[test]
fn the_program_that_is_killed() {
    let Some(folder) = std::env::var_os("SNAPCADE_TEST_PEOPLE") else { return };
    let library = session(Path::new(&folder));
    let id = take_photo_in(&library, &cat(), true).unwrap().id.unwrap();
    library.ask_now(make_game_job(&small_job(of_photo(id)))).unwrap();
    library
        .run_jobs(|progress| {
            if progress.step == Some("prove") {
                println!("proving");
                loop {
                    std::thread::park();
                }
            }
        })
        .unwrap();
}

#[test]
fn a_game_that_was_being_made_when_the_power_went_is_made_to_its_end_once() {
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["the_program_that_is_killed", "--exact", "--nocapture"])
        .env("SNAPCADE_TEST_PEOPLE", home.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    assert!(output.lines().any(|line| line.unwrap().contains("proving")));
    child.kill().unwrap();
    child.wait().unwrap();

    let library = session(home.path());
    let job = library.ask_now(ListJobs::default()).unwrap().into_iter().find(|job| job.kind == "make game").unwrap();
    let steps = |library: &Session| -> Vec<JobStep> {
        library.with_library(|library| library.job_steps(job.id)).unwrap().unwrap()
    };
    let before = steps(&library);
    library.run_jobs(|_| ()).unwrap();
    let after = steps(&library);
    assert_eq!(after[..2], before[..2], "hero and levels are not made again");
    assert!(after.len() == 4 && after.iter().all(|step| step.done_ms.is_some()), "{after:?}");
    let games = library.ask_now(ListGames::default()).unwrap();
    assert_eq!(games.iter().map(|game| game.id).collect::<Vec<_>>(), [game_of_job(job.id)]);
    assert_eq!(library.ask_now(ListHeroes::default()).unwrap().len(), 1);
}
