//! The library as a person uses it on a terminal: everything that was made is there, can be changed, and comes back.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use snapcade_app::library::{History, ListGames, Session};

/// A home with a library of its own, gone afterwards.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A home whose library has a small game, "Luna's Trip", in one step.
    fn with_a_game() -> Self {
        let home = Self::new();
        let make =
            ["make", "--theme", "candy", "--title", "Luna's Trip", "--levels", "1", "--length", "short", "--save"];
        let words = home.succeed(&make);
        assert!(words.contains("Kept in the library as "), "{words}");
        assert!(!home.path("game.snapcade").exists(), "kept in the library, not in a file");
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn library(&self) -> PathBuf {
        self.path("library")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snapcade"));
        command.current_dir(self.0.path()).env("SNAPCADE_LIBRARY", self.library()).args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs a command that has to succeed and returns what it printed.
    fn succeed(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let words = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{args:?}: {words}{}", String::from_utf8_lossy(&output.stderr));
        words
    }

    /// Runs a command that has to fail with 1 and returns what it complained about.
    fn fail(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let words = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {words}");
        assert!(!words.contains("panicked"), "{words}");
        words
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.succeed(args)).unwrap()
    }

    /// What was done to a game, the latest first.
    fn steps(&self, game: &str) -> Vec<String> {
        let steps = self.json(&["history", game, "--json"]);
        steps.as_array().unwrap().iter().map(|step| step["words"].as_str().unwrap().to_owned()).collect()
    }

    fn titles(&self, args: &[&str]) -> Vec<String> {
        let games = self.json(&[&["games", "--json", "--sort", "title"], args].concat());
        games.as_array().unwrap().iter().map(|game| game["title"].as_str().unwrap().to_owned()).collect()
    }

    fn coins(&self, game: &str) -> u64 {
        let summary = self.json(&["inspect", game, "--json"]);
        let kinds = summary["kinds"].as_array().unwrap();
        kinds.iter().filter(|kind| kind["name"] == "Coin").map(|kind| kind["placed"].as_u64().unwrap()).sum()
    }
}

#[test]
fn a_game_is_made_changed_undone_and_brought_back() {
    let home = Home::with_a_game();
    let before = home.coins("luna");

    let words = home.succeed(&["change", "luna", "--dry-run", "more coins"]);
    assert!(words.contains("Coins instead of") && words.contains("Nothing is changed yet"), "{words}");
    assert_eq!((home.coins("luna"), home.steps("luna").len()), (before, 1));

    let words = home.succeed(&["change", "luna", "more", "coins"]);
    assert!(words.contains("Step 2 of \"Luna's Trip\". `snapcade undo \"Luna's Trip\"` takes it back."), "{words}");
    let after = home.coins("luna");
    assert!(after > before);

    home.succeed(&["nickname", "Kai"]);
    assert_eq!(home.succeed(&["undo", "luna"]), "Step 3: undid: more coins\n");
    assert_eq!(home.coins("luna"), before);
    let words = home.succeed(&["history", "luna"]);
    assert!(words.contains("undid: more coins  by Kai") && words.contains("more coins  (undone)"), "{words}");
    assert!(words.ends_with("`snapcade redo \"Luna's Trip\"` does step 2 again.\n"), "{words}");
    assert_eq!(home.succeed(&["redo", "luna"]), "Step 4: did again: more coins\n");
    assert_eq!(home.coins("luna"), after);
    assert!(home.fail(&["redo", "luna"]).contains("there is nothing to redo"));
    assert!(home.succeed(&["history", "luna", "-n", "1"]).contains("... and 3 before"));

    home.succeed(&["name", "luna", "before the moon"]);
    home.succeed(&["change", "luna", "moon gravity"]);
    home.succeed(&["change", "luna", "call it Luna on the Moon"]);
    let words = home.succeed(&["revert", "luna", "5"]);
    assert_eq!(words, "Step 7: took back: moon gravity\n", "what was done since stays");
    assert_eq!(home.titles(&[]), ["Luna on the Moon"]);

    assert_eq!(home.succeed(&["restore", "luna", "--at", "1"]), "Step 8: went back to step 1\n");
    assert_eq!((home.coins("luna"), home.titles(&[])), (before, vec!["Luna's Trip".to_owned()]));
    assert_eq!(
        home.succeed(&["restore", "luna", "--at", "Before the Moon"]),
        "Step 9: went back to \"before the moon\"\n"
    );
    assert_eq!(home.coins("luna"), after);
    assert!(home.fail(&["restore", "luna", "--at", "now"]).contains("already as it was then"));
    assert_eq!(home.steps("luna").len(), 9, "nothing was erased");

    home.succeed(&["restore", "luna", "--at", "step 1", "-o", "first.snapcade"]);
    assert_eq!(home.coins("first.snapcade"), before);
    assert_eq!(home.steps("luna").len(), 9);
}

#[test]
fn what_cannot_be_done_is_said_and_changes_nothing() {
    let home = Home::with_a_game();
    for (args, reason) in [
        (&["change", "luna", "xyzzy plugh"][..], "I did not understand \"xyzzy plugh\""),
        (&["undo", "luna"], "there is nothing to undo in this game"),
        (&["revert", "luna", "1"], "the first step made the game"),
        (&["revert", "luna", "99"], "`snapcade history GAME` shows the steps"),
        (&["restore", "luna", "--at", "soon"], "\"soon\" is no moment of the game"),
        (&["restore", "luna", "--trash"], "\"Luna's Trip\" is not in the trash"),
        (&["delete", "luna"], "\"Luna's Trip\" is not in the trash"),
        (&["history", "Mars"], "there is no game \"Mars\" in the library"),
        (&["history", ""], "there is no game \"\" in the library"),
        (&["history", "\u{1b}[31m\u{202e}x"], "there is no game \"\u{fffd}[31m\u{fffd}x\""),
        (&["copy", "luna", ""], "there has to be something to see"),
        (&["copy", "luna", "a\u{1b}b"], "U+001B"),
        (&["tag", "luna", " "], "there has to be something to see"),
        (&["name", "luna", ""], "there has to be something to see"),
        (&["nickname", "a\u{202e}b"], "U+202E"),
        (&["inspect", "Mars"], "Mars: there is no such file, and no such game in the library"),
        (&["inspect", "mars.snapcade"], "mars.snapcade: it cannot be read"),
        (&["restore-backup", "../library.sqlite"], "this backup cannot be used"),
        (&["import", "nothing.snapcade"], "nothing.snapcade: it cannot be read"),
    ] {
        let words = home.fail(args);
        assert!(words.contains(reason), "{args:?}: {words}");
    }
    assert_eq!((home.steps("luna").len(), home.titles(&[]).len()), (1, 1));
}

#[test]
fn strange_titles_are_titles() {
    let home = Home::with_a_game();
    let titles = ["12", "--trash", "ねこの冒険", "מסע של לונה", "🦀🦀🦀", "$(id) `id` \"x\"", &"x".repeat(60)];
    for title in titles {
        home.succeed(&["copy", "luna", "--", title]);
        assert_eq!(home.steps_of(title), ["copied \"Luna's Trip\""], "{title}");
    }
    let words = home.succeed(&["games"]);
    let place = |line: &str| line.find("changed today").map(|at| line[..at].chars().count());
    let plain: Vec<_> = words.lines().filter(|line| line.is_ascii() && line.len() < 90).map(place).collect();
    assert!(plain.len() > 3 && plain.windows(2).all(|pair| pair[0] == pair[1]), "{words}");
    // What is suggested can be typed as it stands.
    let words = home.succeed(&["trash", "--", "--trash"]);
    let id = words.split("restore ").nth(1).unwrap().split(' ').next().unwrap();
    home.succeed(&["restore", id, "--trash"]);
}

impl Home {
    /// As [`Self::steps`], for a title that may look like an option.
    fn steps_of(&self, title: &str) -> Vec<String> {
        let steps = self.json(&["history", "--json", "--", title]);
        steps.as_array().unwrap().iter().map(|step| step["words"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn games_are_copied_tagged_found_thrown_away_and_deleted() {
    let home = Home::with_a_game();
    let words = home.succeed(&["copy", "luna", "Moon Cats", "--remix"]);
    assert!(words.contains("\"Moon Cats\", a remix of \"Luna's Trip\""), "{words}");
    let words = home.succeed(&["games"]);
    assert!(words.contains("a remix of \"Luna's Trip\""), "{words}");
    assert!(home.succeed(&["tag", "moon", "for Grandma"]).contains("has the tag #for Grandma"));
    assert!(home.succeed(&["tag", "moon", "for Grandma"]).contains("already has the tag"));
    assert_eq!(home.titles(&["--tag", "for grandma"]), ["Moon Cats"]);
    assert_eq!(home.titles(&["--search", "gran"]), ["Moon Cats"]);
    assert_eq!(home.titles(&["--search", "trip"]), ["Luna's Trip"]);
    assert_eq!(home.succeed(&["games", "--search", "dinosaur"]), "No game fits.\n");
    home.succeed(&["tag", "moon", "for Grandma", "--remove"]);
    assert_eq!(home.titles(&["--tag", "for grandma"]), [""; 0]);

    home.succeed(&["copy", "moon", "Moon Cats"]);
    let words = home.fail(&["undo", "moon cats"]);
    assert!(words.contains("which game? \"moon cats\" fits 2: \"Moon Cats\" ("), "{words}");
    let id = words.split('(').nth(1).unwrap()[..8].to_owned();
    let words = home.succeed(&["trash", &id]);
    assert!(words.contains("`snapcade restore \"Moon Cats\" --trash` takes it out"), "{words}");
    assert_eq!(home.titles(&[]), ["Luna's Trip", "Moon Cats"]);
    assert_eq!(home.titles(&["--trash"]), ["Moon Cats"]);
    assert!(home.succeed(&["games", "--trash"]).contains("thrown away today"));
    assert!(home.fail(&["history", &id]).contains("\"Moon Cats\" is in the trash; take it out first"));
    home.succeed(&["restore", &id, "--trash"]);
    assert_eq!(home.titles(&[]).len(), 3);
    home.succeed(&["trash", &id]);
    assert!(home.succeed(&["delete", &id]).contains("is deleted for ever"));
    assert_eq!(home.succeed(&["games", "--trash"]), "The trash is empty.\n");
    assert!(home.fail(&["history", &id]).contains("there is no game"));
}

#[test]
fn a_backup_brings_the_library_back_or_one_game() {
    let home = Home::with_a_game();
    home.succeed(&["change", "luna", "more coins"]);
    home.succeed(&["undo", "luna"]);
    home.succeed(&["name", "luna", "as made"]);
    home.succeed(&["tag", "luna", "best"]);
    let words = home.succeed(&["backup"]);
    assert!(words.starts_with("Made the backup library-0"), "{words}");
    let list = home.succeed(&["backup", "--list"]);
    assert!(list.starts_with("library-0") && list.contains("1 game,"), "{list}");

    let words = home.succeed(&["restore-backup", "latest", "--game", "luna"]);
    assert!(words.contains("\"Luna's Trip\" is back as \"Luna's Trip (backup)\""), "{words}");
    assert!(home.steps("(backup)")[0].starts_with("brought \"Luna's Trip\" back from the backup library-0"));
    assert!(home.fail(&["restore-backup", "latest", "--game", "mars"]).contains("it has \"Luna's Trip\""));

    home.succeed(&["trash", "luna's trip"]);
    let words = home.succeed(&["games", "--trash"]);
    home.succeed(&["delete", &words[..8]]);
    let words = home.succeed(&["restore-backup", "latest", "--game", "luna"]);
    assert!(words.contains("\"Luna's Trip\" is back, with its history"), "{words}");
    let words = home.succeed(&["history", "luna's trip"]);
    assert!(
        words.contains("[as made]") && words.contains("(undone)") && !words.contains("another computer"),
        "{words}"
    );
    assert_eq!(home.succeed(&["redo", "luna's trip"]), "Step 4: did again: more coins\n");
    assert_eq!(home.titles(&["--tag", "best"]), ["Luna's Trip"]);

    let words = home.succeed(&["restore-backup", "latest"]);
    assert!(words.contains("What it was before is kept in backups/before-restore-"), "{words}");
    assert_eq!(home.titles(&[]), ["Luna's Trip"]);
    assert_eq!(home.steps("luna").len(), 3);
    assert!(home.succeed(&["backup", "--list"]).contains("2 games,"), "what was before is a backup itself");
}

#[test]
fn games_leave_as_files_and_come_back() {
    let home = Home::with_a_game();
    home.succeed(&["copy", "luna", "Другая игра"]);
    assert!(home.succeed(&["export", "luna's", "-o", "out/luna.snapcade"]).contains("Saved out/luna.snapcade"));
    assert!(home.fail(&["export", "luna's", "-o", "x.snapcade", "--no-remix"]).contains("--no-remix"));
    assert_eq!(home.coins("out/luna.snapcade"), home.coins("luna's"));
    let words = home.succeed(&["backup", "--games", "all"]);
    assert_eq!(words.lines().count(), 2, "{words}");
    home.succeed(&["backup", "--games", "all"]);
    assert_eq!(fs::read_dir(home.path("all")).unwrap().count(), 4, "files that are there keep their place");

    let words = home.succeed(&["import", "out/luna.snapcade"]);
    assert!(words.contains("\"Luna's Trip\", a copy beside the one that was there"), "{words}");
    let other = Home::new();
    fs::write(home.path("all/broken.snapcade"), b"no game").unwrap();
    let words = other.fail(&["import", home.path("all").to_str().unwrap()]);
    assert_eq!(words.lines().count(), 5, "one broken file keeps nobody out: {words}");
    assert_eq!(other.titles(&[]).len(), 4);
}

#[test]
fn a_game_of_the_library_is_named_wherever_a_file_is() {
    let home = Home::with_a_game();
    assert_eq!(home.succeed(&["check", "luna"]), "luna: no faults, it can be played\n");
    assert!(home.succeed(&["proof", "luna"]).starts_with("level 1\n"));
    assert!(home.succeed(&["prove", "luna", "--stored"]).contains("by its proof"));
    home.succeed(&["render", "luna", "--png", "moment.png"]);
    fs::write(home.path("right.txt"), "level 1\nright 70\n").unwrap();
    assert!(home.succeed(&["hash", "luna", "--replay", "right.txt"]).lines().count() > 1);
    // A file goes before a game of its name, a folder does not.
    fs::create_dir(home.path("luna")).unwrap();
    assert!(home.succeed(&["inspect", "luna"]).starts_with("Luna's Trip"));
    home.succeed(&["sample", "-o", "trip"]);
    assert!(home.succeed(&["inspect", "trip"]).starts_with("First Steps"));
    // Looking for a game makes no library.
    let other = Home::new();
    assert!(other.fail(&["inspect", "luna"]).contains("no such game in the library"));
    assert!(!other.library().exists());
}

#[test]
fn the_doctor_says_how_the_library_is_and_repairs_it() {
    let home = Home::with_a_game();
    home.succeed(&["backup"]);
    let words = home.succeed(&["doctor"]);
    assert!(words.lines().count() > 5 && words.ends_with("The library is healthy.\n"), "{words}");
    let report = home.json(&["doctor", "--json"]);
    assert_eq!((&report["healthy"], report["findings"].as_array().unwrap().len()), (&Value::Bool(true), 0));

    let database = home.library().join("library.sqlite");
    let whole = fs::read(&database).unwrap();
    fs::write(&database, &whole[..whole.len() / 2]).unwrap();
    let words = home.fail(&["games"]);
    assert!(words.contains("the library is damaged") && words.contains("`snapcade doctor --repair`"), "{words}");
    let output = home.run(&["doctor", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        (&report["findings"][0]["code"], &report["findings"][0]["severity"]),
        (&Value::from("library.damaged"), &Value::from("danger"))
    );
    assert!(fs::read(&database).unwrap() == whole[..whole.len() / 2], "a damaged file is never written to");

    let words = home.succeed(&["doctor", "--repair"]);
    assert!(words.contains("The damaged files are kept in damaged/"), "{words}");
    assert_eq!(home.titles(&[]), ["Luna's Trip"]);
    home.succeed(&["change", "luna", "more coins"]);
    let words = home.succeed(&["doctor"]);
    assert!(words.contains("damaged files are kept") && words.ends_with("healthy.\n"), "{words}");
}

#[test]
fn a_library_that_is_not_there_is_said_and_not_made() {
    let home = Home::new();
    let words = home.fail(&["doctor"]);
    assert!(
        words.contains("there is no library in ") && words.contains("whether this is the folder you mean"),
        "{words}"
    );
    assert!(home.fail(&["doctor", "--repair"]).contains("there is no library here yet"));
    assert!(!home.library().exists());
    fs::write(home.path("file"), b"mine").unwrap();
    let output = home.command(&["games"]).env("SNAPCADE_LIBRARY", home.path("file")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read(home.path("file")).unwrap(), b"mine");
    assert_eq!(home.succeed(&["games", "--library", "elsewhere"]), home.succeed(&["games"]));
    assert!(home.path("elsewhere").exists());
}

#[cfg(unix)]
#[test]
fn what_a_program_that_has_the_library_open_is_asked_is_done_by_it() {
    let home = Home::with_a_game();
    home.succeed(&["change", "luna", "more coins"]);
    let session = Session::open(&home.library(), "the app").unwrap();
    assert!(session.is_here());
    let game = session.ask_now(ListGames::default()).unwrap()[0].id;
    assert_eq!(home.succeed(&["undo", "luna"]), "Step 3: undid: more coins\n");
    let steps = session.ask_now(History { game, before: None, limit: 1 }).unwrap();
    assert_eq!((steps[0].number, steps[0].words.as_str()), (3, "undid: more coins"));
    // What goes wrong there is said here, in the same words and with the same code.
    assert!(home.fail(&["undo", "luna"]).contains("there is nothing to undo in this game"));
    assert!(home.fail(&["history", "mars"]).contains("there is no game \"mars\""));
    assert_eq!(home.coins("luna"), home.coins("luna"));
    home.succeed(&["backup"]);
    let words = home.succeed(&["doctor"]);
    assert!(words.contains("the app has the library open"), "{words}");
    assert!(home.fail(&["restore-backup", "nothing"]).contains("cannot be used"));
    assert!(home.fail(&["doctor", "--repair"]).contains("the library is open in the app"));
    drop(session);
    assert_eq!(home.succeed(&["redo", "luna"]), "Step 4: did again: more coins\n");
}

#[test]
fn two_at_once_lose_nothing() {
    let home = Home::with_a_game();
    let start = |words: &str| home.command(&["copy", "luna", words]).stdout(Stdio::piped()).spawn().unwrap();
    let children = ["one", "two", "three", "four"].map(start);
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(home.titles(&[]), ["four", "Luna's Trip", "one", "three", "two"]);
}

#[test]
fn whoever_reads_only_the_beginning_is_not_told_off() {
    let home = Home::with_a_game();
    for i in 0..3 {
        home.succeed(&["copy", "luna", &format!("{i}")]);
    }
    for args in [&["history", "0"][..], &["games"], &["games", "--json"], &["change", "--examples"], &["doctor"]] {
        let mut child = home.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let mut complaint = String::new();
        child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
        assert!(child.wait().unwrap().success() && complaint.is_empty(), "{args:?}: {complaint}");
    }
}

#[test]
fn names_of_children_and_photos_stay_where_they_belong() {
    let home = Home::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/samples/photos/duck.jpg");
    fs::copy(sample, home.path("Mathilda-at-school.jpg")).unwrap();
    home.succeed(&["nickname", "Zorro"]);
    let make = ["make", "Mathilda-at-school.jpg", "--levels", "1", "--length", "short", "--save", "--title", "Duck"];
    let mut words = home.succeed(&make);
    for args in [
        &["history", "duck"][..],
        &["history", "duck", "--json"],
        &["games", "--json"],
        &["inspect", "duck", "--json"],
        &["backup"],
        &["backup", "--list"],
        &["doctor", "--json"],
    ] {
        words += &home.succeed(args);
    }
    assert!(!words.contains("Mathilda"), "{words}");
    for file in ["library.sqlite", "library.owner"] {
        let bytes = fs::read(home.library().join(file)).unwrap();
        assert!(!bytes.windows(8).any(|window| window == b"Mathilda"), "{file}");
    }
    // Who did what is the library's own business: what leaves it has only the author that the game names.
    home.succeed(&["export", "duck", "-o", "duck.snapcade"]);
    assert!(home.succeed(&["history", "duck"]).contains("by Zorro"));
    let other = Home::new();
    other.succeed(&["import", home.path("duck.snapcade").to_str().unwrap()]);
    let words = other.succeed(&["history", "duck"]) + &other.succeed(&["inspect", "duck", "--json"]);
    assert!(!words.contains("Zorro"), "{words}");
}

#[test]
fn what_programs_read_keeps_its_names() {
    let home = Home::with_a_game();
    home.succeed(&["nickname", "Kai"]);
    home.succeed(&["backup"]);
    let change = home.json(&["change", "luna", "--json", "more coins"]);
    assert_eq!(keys(&change), ["edits", "notes", "preview", "said", "step"]);
    assert_eq!(change["step"]["number"], 2);
    assert_eq!(home.json(&["change", "luna", "--json", "--dry-run", "more coins"])["step"], Value::Null);
    let games = home.json(&["games", "--json"]);
    let card = "author created_ms edited_ms id levels remix_of remix_of_title tags theme title trashed_ms";
    assert!(card.split(' ').all(|key| games[0].get(key).is_some()), "{games}");
    let history = home.json(&["history", "luna", "--json"]);
    assert_eq!(keys(&history[0]), ["author", "here", "names", "number", "source", "time_ms", "undone", "words"]);
    assert_eq!((&history[0]["source"], &history[0]["author"]), (&Value::from("words"), &Value::from("Kai")));
    assert_eq!(keys(&home.json(&["doctor", "--json"])), ["checks", "findings", "healthy"]);
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}
