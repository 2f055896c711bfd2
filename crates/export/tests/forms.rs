//! The forms of a web build as others find them: complete, safe, and the same every time.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod support;

use std::io::{Cursor, Write as _};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};
use snapcade_export::{
    ExportError, Options, Player,
    html::blocks,
    itch::{self, Violation},
    names,
};
use snapcade_paint::Canvas;
use support::{PLAYER, export, file, game, pack};
use zip::{ZipWriter, write::SimpleFileOptions};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The value of the page's Content-Security-Policy.
fn policy(page: &str) -> &str {
    let (_, after) = page.split_once("Content-Security-Policy\" content=\"").unwrap();
    after.split_once('"').unwrap().0
}

#[test]
fn the_same_game_gives_the_same_bytes_in_every_form() {
    let options = Options::default();
    let (one, two) = (export(&game(), &options), export(&game(), &options));
    assert_eq!(one.folder().unwrap(), two.folder().unwrap());
    assert_eq!(one.zip().unwrap(), two.zip().unwrap());
    assert_eq!(one.html().unwrap(), two.html().unwrap());
}

#[test]
fn a_folder_has_the_files_that_are_written_down() {
    let files = export(&game(), &Options::default()).folder().unwrap();
    let mut found: Vec<&str> = files.iter().map(|&(name, _)| name).collect();
    let mut expected = names::ALL.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    let locked = export(&game(), &Options { remix: false, url: None }).folder().unwrap();
    assert_eq!(file(&locked, names::REMIX), None);
    assert_eq!(locked.len(), files.len() - 1);
}

#[test]
fn what_the_game_does_not_need_stays_small() {
    let files = export(&game(), &Options::default()).folder().unwrap();
    for (name, most) in [(names::CARD, 12_000), (names::ICON, 2_000), (names::LARGE_ICON, 2_000)] {
        let bytes = file(&files, name).unwrap().len();
        assert!(bytes <= most, "{name}: {bytes} bytes");
    }
}

#[test]
fn pictures_have_the_sizes_that_are_asked_for_and_show_the_hero_within_the_safe_circle() {
    let files = export(&game(), &Options::default()).folder().unwrap();
    let picture = |name| Canvas::from_png(file(&files, name).unwrap()).unwrap();
    let card = picture(names::CARD);
    assert_eq!((card.width(), card.height()), (1200, 630));
    for (name, side) in [(names::ICON, 192), (names::LARGE_ICON, 512)] {
        let icon = picture(name);
        assert_eq!((icon.width(), icon.height()), (side, side));
        let at = |x: usize, y: usize| icon.pixels()[y * side + x];
        let (ground, light) = (at(0, 0), at(side / 2, side / 10));
        let hero: Vec<(usize, usize)> = (0..side * side).map(|i| (i % side, i / side)).collect();
        let hero: Vec<_> = hero.into_iter().filter(|&(x, y)| at(x, y) != ground && at(x, y) != light).collect();
        assert!(hero.len() > side * side / 20, "{name}: the hero is there");
        let from_middle = |&(x, y): &(usize, usize)| x.abs_diff(side / 2).pow(2) + y.abs_diff(side / 2).pow(2);
        let farthest = hero.iter().map(from_middle).max().unwrap();
        assert!(farthest.isqrt() <= side * 2 / 5, "{name}: {} px from the middle", farthest.isqrt());
    }
}

#[test]
fn the_policy_allows_exactly_the_scripts_and_styles_of_the_page() {
    let export = export(&game(), &Options::default());
    let folder = export.folder().unwrap();
    let single = export.html().unwrap();
    for page in [text(file(&folder, names::PAGE).unwrap()), text(&single)] {
        let policy = policy(page);
        let live: Vec<_> = blocks(page).filter(snapcade_export::html::Block::is_live).collect();
        assert_eq!(live.len(), 3, "a style and two scripts");
        for block in &live {
            let hash = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(block.text)));
            assert!(policy.contains(&hash), "{hash} is not in {policy}");
        }
        assert_eq!(policy.matches("sha256-").count(), live.len());
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe-inline"), "{policy}");
        assert!(!page.contains("onload=") && !page.contains(" style=\""), "nothing that the policy forbids");
    }
    assert!(policy(text(file(&folder, names::PAGE).unwrap())).contains("connect-src 'self'"));
    assert!(!policy(text(&single)).contains("'self'"), "a single page loads nothing");
}

#[test]
fn nothing_of_an_export_leads_anywhere_else() {
    let export = export(&game(), &Options::default());
    let files = export.folder().unwrap();
    let single = export.html().unwrap();
    let texts = [names::PAGE, names::MANIFEST, names::WORKER].map(|name| text(file(&files, name).unwrap()));
    for text in texts.into_iter().chain([text(&single)]) {
        assert!(!text.contains("://") && !text.contains("=\"//") && !text.contains("=\"/"), "{text}");
    }
}

#[test]
fn only_a_page_that_knows_its_address_names_its_card() {
    let options = Options { url: Some("https://example.org/trip/".to_owned()), ..Options::default() };
    let page = String::from_utf8(export(&game(), &options).html().unwrap()).unwrap();
    assert!(page.contains(r#"<meta property="og:image" content="https://example.org/trip/card.png">"#));
    let page = String::from_utf8(export(&game(), &Options::default()).html().unwrap()).unwrap();
    assert!(page.contains("og:title") && !page.contains("og:image"));
    let options = Options { url: Some("example.org".to_owned()), ..Options::default() };
    let error = snapcade_export::Export::new(&game(), &pack(&game()), PLAYER, &options).unwrap_err();
    assert_eq!(error.code(), "export.url");
}

#[test]
fn a_title_is_only_a_title_whatever_is_in_it() {
    let titles = [
        "</script><b>{{csp}}{{script}}",
        "\"'><img src=x onerror=alert(1)>",
        "<!--<script>",
        "\u{1f996} & \u{5e9}\u{5dc}\u{5d5}\u{5dd} \\u003c",
        "</title></style>{{",
    ];
    for title in titles {
        let mut project = game();
        project.game.title = title.to_owned();
        project.game.author = title.chars().take(30).collect();
        let export = export(&project, &Options::default());
        let folder = export.folder().unwrap();
        let single = export.html().unwrap();
        for page in [text(file(&folder, names::PAGE).unwrap()), text(&single)] {
            let about = blocks(page).find(|block| block.attribute("id") == Some("game-about")).unwrap();
            let about: serde_json::Value = serde_json::from_str(about.text).unwrap();
            assert_eq!(about["title"], title);
            assert_eq!(blocks(page).filter(snapcade_export::html::Block::is_live).count(), 3, "{title}");
            assert_eq!(page.matches("<title>").count(), 1);
            assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains("<!--"), "{title}: {page}");
            assert_eq!(policy(page).matches("sha256-").count(), 3);
        }
        let manifest: serde_json::Value = serde_json::from_slice(file(&folder, names::MANIFEST).unwrap()).unwrap();
        assert_eq!(manifest["name"], title);
        let worker = text(file(&folder, names::WORKER).unwrap());
        assert!(!worker.contains("{{"), "{worker}");
    }
}

#[test]
fn a_service_worker_keeps_what_plays_and_notices_every_change() {
    let worker = |project| {
        let files = export(&project, &Options::default()).folder().unwrap();
        text(file(&files, names::WORKER).unwrap()).to_owned()
    };
    let before = worker(game());
    assert!(
        before.contains(r#"["./","player.wasm","game.pack","manifest.webmanifest","icon-192.png","icon-512.png"]"#)
    );
    let mut changed = game();
    changed.game.title.push('!');
    assert_ne!(worker(changed), before);
}

#[test]
fn a_player_that_does_not_fit_is_a_mistake_of_ours() {
    let faults = [
        Player { page: "{{csp}} {{unknown}}", ..PLAYER },
        Player { page: "{{csp}} {{title", ..PLAYER },
        Player { page: "<p>no policy</p>", ..PLAYER },
        Player { script: "'</SCRIPT>'", ..PLAYER },
        Player { old: "'<!--'", ..PLAYER },
        Player { style: "p{}\r\n", ..PLAYER },
        Player { worker: "{{digests}}", ..PLAYER },
    ];
    for player in faults {
        let export = snapcade_export::Export::new(&game(), &pack(&game()), player, &Options::default()).unwrap();
        assert!(matches!(export.folder(), Err(ExportError::Player { .. })), "{player:?}");
    }
}

#[test]
fn the_zip_keeps_every_rule_of_itch() {
    assert_eq!(itch::check(&export(&game(), &Options::default()).zip().unwrap()), []);
}

/// A zip of files by name.
fn zip_of<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_zip_that_breaks_a_rule_of_itch_is_noticed() {
    let page = || ("index.html".to_owned(), &b"<p>"[..]);
    assert_eq!(itch::check(&zip_of([page()])), []);
    assert!(matches!(itch::check(b"PK nonsense")[..], [Violation::NoZip(_)]));
    for name in ["Index.html", "game/index.html"] {
        assert_eq!(itch::check(&zip_of([(name.to_owned(), &b"<p>"[..])])), [Violation::NoIndex]);
    }
    let many = (0..1000).map(|i| (format!("{i}"), &b""[..]));
    assert_eq!(itch::check(&zip_of(many.chain([page()]))), [Violation::Files(1001)]);
    let long = format!("{}é", "x".repeat(240));
    assert_eq!(itch::check(&zip_of([page(), (long.clone(), &b""[..])])), [Violation::Path(long)]);
    let twins = ["a.png", "A.png"].map(|name| (name.to_owned(), &b""[..]));
    assert_eq!(itch::check(&zip_of(twins.into_iter().chain([page()]))), [Violation::Name("A.png".to_owned())]);
    for address in ["/style.css", "//a.org/x", "https://a.org/x", "blob:x"] {
        let page = format!("<link href=\"{address}\"><script src='ok.js'>\" href=/not-this\"</script>");
        let zip = zip_of([("index.html".to_owned(), page.as_bytes())]);
        assert_eq!(itch::check(&zip), [Violation::Address(address.to_owned())]);
    }
    // What the directory says of a size is enough; nobody packs 200 MiB for a test.
    let mut zip = zip_of([page(), ("large".to_owned(), &b""[..])]);
    let entry = zip.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    zip[entry + 24..entry + 28].copy_from_slice(&(600_u32 << 20).to_le_bytes());
    assert_eq!(itch::check(&zip), [Violation::FileBytes("large".to_owned()), Violation::Bytes((600 << 20) + 3)]);
}
