//! The terminal as a person uses it: every subcommand, and what happens when something is wrong.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder of one test, gone afterwards.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn snapcade(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_snapcade")).current_dir(folder).args(args).output().unwrap()
}

/// Runs a command that has to succeed and returns what it printed.
fn succeed(folder: &Path, args: &[&str]) -> String {
    let output = snapcade(folder, args);
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{args:?}: {words}{}", String::from_utf8_lossy(&output.stderr));
    words
}

/// Runs a command that has to fail with 1 and returns what it complained about.
fn fail(folder: &Path, args: &[&str]) -> String {
    let output = snapcade(folder, args);
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    let words = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(!words.contains("panicked"), "{words}");
    words
}

fn sample(folder: &Path) -> PathBuf {
    succeed(folder, &["sample", "-o", "game.snapcade"]);
    folder.join("game.snapcade")
}

/// The files in a folder, sorted.
fn listing(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

#[test]
fn the_sample_is_saved_inspected_and_checked() {
    let folder = folder();
    let folder = folder.path();
    let bytes = fs::read(sample(folder)).unwrap();
    assert_eq!(bytes, fs::read(sample(folder)).unwrap(), "the same game gives the same bytes");
    let words = succeed(folder, &["inspect", "game.snapcade"]);
    assert!(words.starts_with("First Steps by Snapcade"), "{words}");
    assert!(words.contains("It can be played."), "{words}");
    let json: serde_json::Value =
        serde_json::from_str(&succeed(folder, &["inspect", "game.snapcade", "--json"])).unwrap();
    assert_eq!(json["levels"].as_array().unwrap().len(), 3);
    assert_eq!(json["faults"], 0);
    assert!(succeed(folder, &["check", "game.snapcade"]).contains("no faults"));
}

#[test]
fn a_replay_becomes_a_picture_a_movie_and_the_same_hashes_every_time() {
    let folder = folder();
    let folder = folder.path();
    sample(folder);
    fs::write(folder.join("mine.txt"), "level 1\nseed 3\nright 40\nright+jump 20\nnone 30\n").unwrap();
    succeed(folder, &["render", "game.snapcade", "--replay", "mine.txt", "--png", "moment.png", "--tick", "90"]);
    assert!(fs::read(folder.join("moment.png")).unwrap().starts_with(b"\x89PNG"));
    succeed(folder, &["render", "game.snapcade", "--replay", "mine.txt", "--gif", "out/movie.gif", "--scale", "1"]);
    assert!(fs::read(folder.join("out/movie.gif")).unwrap().starts_with(b"GIF89a"));
    let hashes = succeed(folder, &["hash", "game.snapcade", "--replay", "mine.txt"]);
    assert_eq!(hashes, succeed(folder, &["hash", "game.snapcade", "--replay", "mine.txt"]));
    let ticks: Vec<&str> = hashes.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(ticks, ["0", "60", "90"]);
}

#[test]
fn a_level_is_shown_by_its_proof() {
    let folder = folder();
    let folder = folder.path();
    sample(folder);
    succeed(folder, &["render", "game.snapcade", "--level", "2", "--png", "two.png", "--tick", "100"]);
    assert!(fail(folder, &["render", "game.snapcade", "--level", "9", "--png", "x.png"]).contains("the game has 3"));
    let words = fail(folder, &["render", "game.snapcade", "--level", "1", "--png", "x.png", "--tick", "4000000"]);
    assert!(words.contains("after the end"), "{words}");
    assert_eq!(listing(folder), ["game.snapcade", "two.png"]);
}

#[test]
fn a_theme_has_music_for_every_mood() {
    let folder = folder();
    let folder = folder.path();
    let castle = ["song", "--theme", "castle", "--mood", "boss", "--seconds", "3", "-o", "castle.wav"];
    assert!(succeed(folder, &castle).contains("castle.wav"));
    let wav = fs::read(folder.join("castle.wav")).unwrap();
    assert!(wav.starts_with(b"RIFF") && wav.len() == 44 + 3 * 44_100 * 2);
    succeed(folder, &castle);
    assert!(wav == fs::read(folder.join("castle.wav")).unwrap(), "the same song gives the same bytes");
    succeed(
        folder,
        &["song", "--theme", "castle", "--mood", "boss", "--seconds", "3", "--seed", "2", "-o", "other.wav"],
    );
    assert!(wav != fs::read(folder.join("other.wav")).unwrap());
    succeed(folder, &["song", "--theme", "snow", "--seconds", "1", "--text", "snow.txt"]);
    assert!(fs::read_to_string(folder.join("snow.txt")).unwrap().starts_with("song\n"));
    let nonsense = snapcade(folder, &["song", "--theme", "dinosaurs"]);
    let words = String::from_utf8(nonsense.stderr).unwrap();
    assert!(nonsense.status.code() == Some(2) && words.contains("garden"), "{words}");
    assert_eq!(snapcade(folder, &["song", "--theme", "snow", "--seconds", "999999"]).status.code(), Some(2));
}

#[test]
fn broken_files_are_refused_with_a_reason_and_nothing_is_written() {
    let folder = folder();
    let folder = folder.path();
    let whole = fs::read(sample(folder)).unwrap();
    let broken: [(&str, &[u8], &str); 4] = [
        ("cut.snapcade", &whole[..whole.len() / 2], "not a .snapcade file"),
        ("empty.snapcade", b"", "not a .snapcade file"),
        ("text.snapcade", b"hello", "not a .snapcade file"),
        ("replay.txt", b"jumpp 3", "line 1"),
    ];
    for (name, bytes, _) in broken {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let before = listing(folder);
    for (name, _, reason) in &broken[..3] {
        for command in [
            vec!["inspect", name],
            vec!["check", name],
            vec!["render", name, "--attract", "--gif", "x.gif"],
            vec!["hash", name, "--replay", "replay.txt"],
        ] {
            let words = fail(folder, &command);
            assert!(words.contains(reason) && words.contains(name), "{command:?}: {words}");
        }
    }
    for command in [
        vec!["hash", "game.snapcade", "--replay", "replay.txt"],
        vec!["render", "game.snapcade", "--replay", "replay.txt", "--png", "x.png"],
    ] {
        assert!(fail(folder, &command).contains("replay.txt: line 1"), "{command:?}");
    }
    assert!(fail(folder, &["check", "nowhere.snapcade"]).contains("nowhere.snapcade"));
    assert_eq!(listing(folder), before);
}

#[test]
fn a_game_with_faults_is_listed_with_places_and_not_rendered() {
    use snapcade_app::{first_steps, save_project};
    let folder = folder();
    let folder = folder.path();
    let mut project = first_steps().unwrap();
    project.game.title = "evil\u{1b}[2J".into();
    let level = project.game.levels.values_mut().next().unwrap();
    level.start.x = -5000;
    save_project(&project, &folder.join("bad.snapcade")).unwrap();
    let words = fail(folder, &["check", "bad.snapcade"]);
    assert!(words.contains("title: ") && words.contains(".start: "), "{words}");
    assert!(!words.contains('\u{1b}'), "no control characters reach the terminal");
    assert!(!succeed(folder, &["inspect", "bad.snapcade"]).contains('\u{1b}'));
    assert!(fail(folder, &["render", "bad.snapcade", "--attract", "--gif", "x.gif"]).contains(".start: "));
    assert_eq!(listing(folder), ["bad.snapcade"]);
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("file"), "").unwrap();
    assert!(fail(folder, &["sample", "-o", "file/game.snapcade"]).contains("cannot be written"));
    assert_eq!(listing(folder), ["file"]);
}

/// A sample photo.
fn photo(name: &str) -> String {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    Path::new(&package).join("../../assets/samples/photos").join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_photo_becomes_a_hero_and_the_hero_can_be_taken_back() {
    let folder = folder();
    let folder = folder.path();
    let photo = photo("astronaut.png");
    let files = ["-o", "hero.png", "--json", "hero.json", "--contact", "contact.png", "--mask", "mask.png"];
    let words = succeed(folder, &[&["hero", &photo][..], &files].concat());
    assert!(words.starts_with("A person with 9 animations"), "{words}");
    assert_eq!(listing(folder), ["contact.png", "hero.json", "hero.png", "mask.png"]);
    let json: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("hero.json")).unwrap()).unwrap();
    assert_eq!(json["meta"]["frameTags"][1]["name"], "run");
    assert!(!json.to_string().contains("astronaut"), "the photo's name is nobody's business");
    let before = fs::read(folder.join("hero.png")).unwrap();
    succeed(folder, &["hero", &photo, "-o", "again.png"]);
    assert_eq!(fs::read(folder.join("again.png")).unwrap(), before, "the same photo gives the same bytes");
    let words = succeed(folder, &["import-hero", "hero.png", "-o", "taken.png"]);
    assert!(words.starts_with("A hero of 48 x 48 pixels"), "{words}");
    assert_eq!(fs::read(folder.join("taken.png")).unwrap(), before, "the JSON beside it is found");
}

#[test]
fn style_kind_and_part_are_chosen() {
    let folder = folder();
    let folder = folder.path();
    let photo = photo("coffee.png");
    let words = succeed(folder, &["hero", &photo, "--style", "8bit", "--kind", "pet", "--crop", "60,0,440,400"]);
    assert!(words.starts_with("A pet"), "{words}");
    // Without its JSON, nobody knows where the frames are.
    assert!(fail(folder, &["import-hero", "hero.png", "-o", "taken.png"]).contains("one row of square frames"));
    for (args, expected) in [
        (["--crop", "1,2,3"], "left,top,width,height"),
        (["--style", "32bit"], "16bit"),
        (["--kind", "dragon"], "drawing"),
    ] {
        let output = snapcade(folder, &[&["hero", &photo][..], &args].concat());
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && words.contains(expected), "{words}");
    }
    assert!(fail(folder, &["hero", &photo, "--crop", "900,900,10,10"]).contains("part"));
}

#[test]
fn what_is_no_photo_is_said_in_words_and_nothing_is_written() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("note.jpg"), "this is no photo at all, whatever its name says").unwrap();
    fs::write(folder.join("empty.png"), "").unwrap();
    for (file, expected) in [("note.jpg", "not a photo"), ("empty.png", "empty"), ("missing.jpg", "cannot be read")] {
        let words = fail(folder, &["hero", file]);
        assert!(words.contains(expected), "{words}");
    }
    assert!(fail(folder, &["import-hero", "note.jpg"]).contains("cannot be read"));
    assert_eq!(listing(folder), ["empty.png", "note.jpg"]);
}

#[test]
fn a_photo_and_a_theme_become_a_game_that_is_proven() {
    let folder = folder();
    let folder = folder.path();
    let photo = photo("teddy.jpg");
    let make = |output: &str| {
        let wishes = ["--wish", "more coins", "--wish", "no ground", "--author", "Bibi", "--seed", "3"];
        let game = ["make", &photo, "--theme", "candy with qwrtz", "--levels", "2", "--length", "short", "-o", output];
        succeed(folder, &[&game[..], &wishes].concat())
    };
    let words = make("game.snapcade");
    assert!(words.contains("by Bibi: a candy game; your photo became its hero"), "{words}");
    assert!(words.contains("level 2") && words.contains(" s at best"), "{words}");
    assert!(words.contains("Not understood of the theme: qwrtz"), "{words}");
    assert!(words.contains("Not granted: \"no ground\" (the hero needs something to stand on)"), "{words}");
    make("again.snapcade");
    let game = fs::read(folder.join("game.snapcade")).unwrap();
    assert!(game == fs::read(folder.join("again.snapcade")).unwrap(), "the same wishes give the same bytes");
    assert!(succeed(folder, &["check", "game.snapcade"]).contains("no faults"));
    let summary = succeed(folder, &["inspect", "game.snapcade"]);
    assert!(summary.contains("music-boss") && !summary.contains("teddy"), "{summary}");

    let verdict = succeed(folder, &["prove", "game.snapcade"]);
    assert_eq!(verdict.matches("beaten in").count(), 2, "{verdict}");
    assert!(verdict.contains("searched") && verdict.contains("clumsy hands"), "{verdict}");
    assert_eq!(succeed(folder, &["prove", "game.snapcade", "--stored"]).matches("by its proof").count(), 2);
    succeed(folder, &["prove", "game.snapcade", "--save"]);
    assert!(game == fs::read(folder.join("game.snapcade")).unwrap(), "good proofs are kept as they are");
    succeed(folder, &["render", "game.snapcade", "--level", "2", "--proof", "--png", "two.png", "--tick", "60"]);
}

#[test]
fn a_hero_sheet_or_nobody_plays_as_well() {
    let folder = folder();
    let folder = folder.path();
    succeed(folder, &["hero", &photo("duck.jpg"), "-o", "duck.png", "--json", "duck.json"]);
    let short = ["--theme", "beach", "--levels", "1", "--length", "short", "--difficulty", "easy"];
    let words = succeed(folder, &[&["make", "duck.png", "-o", "duck.snapcade"][..], &short].concat());
    assert!(!words.contains("photo"), "{words}");
    let words = succeed(folder, &[&["make", "--title", "Ente Ända", "-o", "nobody.snapcade"][..], &short].concat());
    assert!(words.starts_with("\"Ente Ända\": a beach game\n"), "{words}");
    assert!(fs::read(folder.join("duck.snapcade")).unwrap() != fs::read(folder.join("nobody.snapcade")).unwrap());
}

#[test]
fn strange_themes_make_a_game_and_say_what_was_not_understood() {
    let folder = folder();
    let folder = folder.path();
    for theme in ["🦄🦄🦄", &"x".repeat(10_000), "ледяная крепость", "\u{1b}[31m\u{202e}", ""] {
        let make = ["make", "--theme", theme, "--wish", "🍕\u{1b}", "--levels", "1", "--length", "short"];
        let words = succeed(folder, &make);
        assert!(words.contains("Nothing of the theme was understood"), "{words}");
        assert!(words.contains("Not granted: \"🍕\""), "{words}");
        assert!(words.len() < 1000 && !words.contains(['\u{1b}', '\u{202e}']), "{words}");
        assert!(succeed(folder, &["check", "game.snapcade"]).contains("no faults"));
    }
}

#[test]
fn a_game_that_cannot_be_made_is_refused_with_a_reason_and_nothing_is_written() {
    let folder = folder();
    let folder = folder.path();
    for levels in ["0", "13", "many"] {
        let output = snapcade(folder, &["make", "--levels", levels]);
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && words.contains("--levels"), "{words}");
    }
    let long = "t".repeat(61);
    assert!(fail(folder, &["make", "--title", &long]).contains("the title: 61 characters, at most 60 are allowed"));
    assert!(fail(folder, &["make", "--title", " "]).contains("something to see"));
    assert!(fail(folder, &["make", "--author", &long]).contains("the author's name: 61 characters"));
    assert!(fail(folder, &["make", "missing.jpg"]).contains("missing.jpg: it cannot be read"));
    fs::write(folder.join("note.jpg"), "this is no photo").unwrap();
    assert!(fail(folder, &["make", "note.jpg"]).contains("not a photo"));
    assert_eq!(listing(folder), ["note.jpg"]);
}

/// The sample game with a wall from top to bottom a few steps after the start of its first level.
fn walled_in(folder: &Path) {
    use snapcade_app::{first_steps, save_project};
    let mut project = first_steps().unwrap();
    let first = *project.game.levels.in_order()[0].0;
    let level = project.game.levels.get_mut(&first).unwrap();
    let (column, floor) = (level.start.x / 16, level.start.y / 16);
    let wall = level.tiles.get(column, floor).unwrap();
    for x in [column + 3, column + 4] {
        for y in 0..level.tiles.height() as i32 {
            level.tiles.set(x, y, wall);
        }
    }
    save_project(&project, &folder.join("walled.snapcade")).unwrap();
}

#[test]
fn a_level_without_a_way_is_found_and_shown() {
    let folder = folder();
    let folder = folder.path();
    walled_in(folder);
    let words = fail(folder, &["prove", "walled.snapcade", "--picture", "map.png"]);
    let first = words.lines().next().unwrap();
    assert!(first.contains("not beaten: ") && first.contains("nearest: column"), "{words}");
    assert!(first.contains("its stored proof does not beat it"), "{words}");
    assert_eq!(words.matches("beaten in").count(), 2, "{words}");
    let map = fs::read(folder.join("map.png")).unwrap();
    let (width, height) = (&map[16..20], &map[20..24]);
    let side = |bytes: &[u8]| u32::from_be_bytes(bytes.try_into().unwrap());
    assert!((1..=2048).contains(&side(width)) && (1..=2048).contains(&side(height)));
    let words = fail(folder, &["render", "walled.snapcade", "--proof", "--png", "x.png"]);
    assert!(words.contains("nobody has beaten it"), "{words}");
    assert!(fail(folder, &["prove", "walled.snapcade", "--stored"]).contains("its proof does not beat it"));
    assert_eq!(listing(folder), ["map.png", "walled.snapcade"]);
}

#[test]
fn the_bot_gives_a_level_the_proof_that_it_lacks() {
    use snapcade_app::{first_steps, save_project};
    let folder = folder();
    let folder = folder.path();
    let mut project = first_steps().unwrap();
    project.game.levels.values_mut().for_each(|level| level.proof = None);
    save_project(&project, &folder.join("game.snapcade")).unwrap();
    assert!(fail(folder, &["prove", "game.snapcade", "--stored"]).contains("it has no proof"));
    assert!(fail(folder, &["render", "game.snapcade", "--png", "x.png"]).contains("--proof"));
    succeed(folder, &["render", "game.snapcade", "--proof", "--gif", "bot.gif", "--scale", "1"]);
    assert!(succeed(folder, &["prove", "game.snapcade", "--save"]).contains("Kept 3 new proofs"));
    assert_eq!(succeed(folder, &["prove", "game.snapcade", "--stored"]).matches("by its proof").count(), 3);
}

#[test]
fn a_world_in_words_becomes_a_contact_sheet() {
    let folder = folder();
    let folder = folder.path();
    let said = succeed(folder, &["theme", "a rainy dinosaur jungle at night", "-o", "jungle.png", "--scale", "1"]);
    assert!(said.contains("World: garden, with a bit of cave"), "{said}");
    assert!(said.contains("Light: night   Weather: rain"), "{said}");
    assert!(fs::read(folder.join("jungle.png")).unwrap().starts_with(b"\x89PNG"));
    let said = succeed(folder, &["theme", "🦖🦖 xyzzy"]);
    assert!(said.contains("this is a guess"), "{said}");
    assert_eq!(listing(folder), ["jungle.png", "theme.png"]);
    fail(folder, &["theme", "snow", "-o", "theme.png/snow.png"]);
}

/// Whether this program has the web player in it, which `cargo xtask player` builds; otherwise exporting says so.
fn can_export(folder: &Path) -> bool {
    let has_player = snapcade_app::has_web_player();
    if !has_player {
        let words = fail(folder, &["export", "game.snapcade", "-o", "web"]);
        assert!(words.contains("run `cargo xtask player` and build it again"), "{words}");
        assert_eq!(listing(folder), ["game.snapcade"]);
    }
    has_player
}

#[test]
fn a_game_becomes_a_web_build_in_every_form_and_comes_back() {
    let folder = folder();
    let folder = folder.path();
    let bytes = fs::read(sample(folder)).unwrap();
    if !can_export(folder) {
        return;
    }
    let web = ["web", "game.zip", "game.html"];
    for path in web {
        let said = succeed(folder, &["export", "game.snapcade", "-o", path]);
        assert!(said.contains(&format!("Saved {path}: a whole game in ")), "{said}");
        assert!(said.contains("lighter than a photo"), "{said}");
    }
    assert_eq!(listing(folder), ["game.html", "game.snapcade", "game.zip", "web"]);
    for path in web.into_iter().chain(["game.snapcade"]) {
        let said = succeed(folder, &["open", path, "-o", "back.snapcade"]);
        assert!(said.contains("Saved the game \"First Steps\" as back.snapcade"), "{said}");
        assert_eq!(fs::read(folder.join("back.snapcade")).unwrap(), bytes, "{path}");
    }
    fs::remove_file(folder.join("web/game.pack")).unwrap();
    assert!(fail(folder, &["open", "web", "-o", "x.snapcade"]).contains("web: game.pack is missing"));
    for path in web {
        succeed(folder, &["export", "game.snapcade", "-o", path, "--no-remix"]);
        assert!(fail(folder, &["open", path, "-o", "x.snapcade"]).contains("keeps it as it is"), "{path}");
    }
    assert!(fail(folder, &["open", "nowhere", "-o", "x.snapcade"]).contains("it cannot be read"));
    assert!(!folder.join("x.snapcade").exists());
}

#[test]
fn a_web_build_replaces_an_older_one_and_nothing_else() {
    let folder = folder();
    let folder = folder.path();
    sample(folder);
    if !can_export(folder) {
        return;
    }
    succeed(folder, &["export", "game.snapcade", "-o", "web"]);
    fs::write(folder.join("web/notes.txt"), "mine").unwrap();
    let before = listing(&folder.join("web"));
    assert!(before.contains(&"game.remix".to_owned()));
    succeed(folder, &["export", "game.snapcade", "-o", "web", "--no-remix"]);
    let after = listing(&folder.join("web"));
    assert_eq!(after, before.into_iter().filter(|name| name != "game.remix").collect::<Vec<_>>());
    assert_eq!(fs::read(folder.join("web/notes.txt")).unwrap(), b"mine");

    fs::create_dir(folder.join("site")).unwrap();
    fs::write(folder.join("site/index.html"), "<p>My page</p>").unwrap();
    let words = fail(folder, &["export", "game.snapcade", "-o", "site"]);
    assert!(words.contains("choose another folder"), "{words}");
    assert_eq!(listing(&folder.join("site")), ["index.html"]);
    assert_eq!(fs::read(folder.join("site/index.html")).unwrap(), b"<p>My page</p>");
}

#[test]
fn a_game_is_shown_on_another_page_and_as_a_code() {
    let folder = folder();
    let folder = folder.path();
    sample(folder);
    let address = "https://example.org/first-steps/";
    let snippet = succeed(folder, &["export", "game.snapcade", "--embed", address]);
    assert!(snippet.starts_with("<iframe src=\"https://example.org/first-steps/\" title=\"First Steps\""), "{snippet}");
    assert!(fail(folder, &["export", "game.snapcade", "--embed", "example.org"]).contains("https://"));
    succeed(folder, &["qr", address, "-o", "plain.png"]);
    succeed(folder, &["qr", address, "-o", "hero.svg", "--game", "game.snapcade"]);
    assert!(fs::read(folder.join("plain.png")).unwrap().starts_with(b"\x89PNG"));
    assert!(fs::read_to_string(folder.join("hero.svg")).unwrap().starts_with("<svg "));
    assert!(fail(folder, &["qr", &"x".repeat(500)]).contains("at most 119"));
    assert!(fail(folder, &["qr", address, "-o", "code.gif"]).contains("a .png or a .svg"));
    assert_eq!(listing(folder), ["game.snapcade", "hero.svg", "plain.png"]);
}

#[test]
fn the_proof_of_a_level_is_printed_as_a_replay() {
    let folder = folder();
    let folder = folder.path();
    sample(folder);
    let words = succeed(folder, &["proof", "game.snapcade", "--level", "2"]);
    assert!(words.starts_with("level 2\nseed "), "{words}");
    fs::write(folder.join("way.txt"), &words).unwrap();
    assert!(!succeed(folder, &["hash", "game.snapcade", "--replay", "way.txt"]).is_empty());
    assert!(fail(folder, &["proof", "game.snapcade", "--level", "99"]).contains("there is no level 99"));
}
