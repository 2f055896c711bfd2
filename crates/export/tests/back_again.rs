//! Back again: an export that is opened gives the game that was exported; what is not one says what it is.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

mod support;

use snapcade_export::{Files, OpenError, Options, is_ours, names, open_bytes, open_files, remix};
use snapcade_game::{ActorId, AssetHash, Project, level::Facing};
use snapcade_play::Pack;
use support::{export, file, game, pack};

const LOCKED: Options = Options { remix: false, url: None };

/// The parts of a folder that tell its game.
fn parts(files: &[snapcade_export::File]) -> Files {
    let part = |name| file(files, name).map(<[u8]>::to_vec);
    Files { page: part(names::PAGE), pack: part(names::PACK), remix: part(names::REMIX) }
}

fn assert_same(back: &Project, project: &Project) {
    assert_eq!(back.game, project.game);
    assert_eq!(back.to_archive().unwrap(), project.to_archive().unwrap());
}

#[test]
fn a_game_comes_back_byte_for_byte_from_every_form() {
    let project = game();
    let export = export(&project, &Options::default());
    assert_same(&open_files(&parts(&export.folder().unwrap())).unwrap(), &project);
    assert_same(&open_bytes(&export.zip().unwrap()).unwrap(), &project);
    assert_same(&open_bytes(&export.html().unwrap()).unwrap(), &project);
    assert_same(&open_bytes(&project.to_archive().unwrap()).unwrap(), &project);
}

#[test]
fn a_game_that_was_changed_by_hand_comes_back_as_well() {
    let mut project = game();
    let levels: Vec<_> = project.game.levels.keys().copied().collect();
    let level = project.game.levels.get_mut(&levels[0]).unwrap();
    let (&id, actor) = level.actors.iter().next().map(|(id, actor)| (id, actor.clone())).unwrap();
    level.actors.remove(&id);
    level.actors.insert(ActorId(3), snapcade_game::Actor { facing: Facing::Right, ..actor });
    level.name = "A   name with ~3 odd   spaces".to_owned();
    level.proof = None;
    let text = snapcade_game::Text {
        at: snapcade_game::Point::new(40, 40),
        words: "Words  that are much longer than one line of the screen, \u{5e9}\u{5dc}\u{5d5}\u{5dd}".to_owned(),
        style: snapcade_game::TextStyle::Floating,
    };
    level.texts.insert(snapcade_game::TextId(9), text);
    project.game.author = "~1".to_owned();
    // Assets that nobody can make again: a sheet from elsewhere, a sound, and a proof written as text.
    let slot = "hero".parse().unwrap();
    let art = project.game.art[&slot];
    let description = String::from_utf8(project.assets[&art.frames].clone()).unwrap();
    let frames = project.add_asset(description.replace("snapcade", "elsewhere").into_bytes());
    project.game.art.get_mut(&slot).unwrap().frames = frames;
    let proof = project.add_asset(b"level 2\nseed 3\nright 40\n".to_vec());
    project.game.levels.get_mut(&levels[1]).unwrap().proof = Some(proof);
    let back = open_bytes(&export(&project, &Options::default()).html().unwrap()).unwrap();
    assert_same(&back, &project);
    assert_eq!(back.assets[&frames], project.assets[&frames]);
}

#[test]
fn what_the_pack_tells_is_not_told_twice() {
    let mut project = game();
    // Songs are stored as they are.
    project.game.sounds = snapcade_game::Table::new();
    let levels: Vec<_> = project.game.levels.keys().copied().collect();
    for id in levels {
        project.game.levels.get_mut(&id).unwrap().music = None;
    }
    let bytes = remix::write(&project, &pack(&project)).unwrap();
    assert!(bytes.len() < 1000, "{} bytes for a game of {}", bytes.len(), project.to_archive().unwrap().len());
}

#[test]
fn a_game_whose_maker_keeps_it_says_so_in_every_form() {
    let export = export(&game(), &LOCKED);
    let files = parts(&export.folder().unwrap());
    for error in [
        open_files(&files).unwrap_err(),
        open_bytes(&export.zip().unwrap()).unwrap_err(),
        open_bytes(&export.html().unwrap()).unwrap_err(),
    ] {
        assert_eq!(error.code(), "open.kept");
        assert!(error.to_string().contains("keeps it as it is"), "{error}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let whole = parts(&export(&game(), &Options::default()).folder().unwrap());
    let missing = |files: Files| match open_files(&files) {
        Err(OpenError::Missing(name)) => name,
        other => panic!("{other:?}"),
    };
    assert_eq!(missing(Files { pack: None, ..whole.clone() }), names::PACK);
    assert_eq!(missing(Files { remix: None, ..whole.clone() }), names::REMIX);
    // The page is not needed, but it alone is not enough.
    assert!(open_files(&Files { page: None, ..whole.clone() }).is_ok());
    let page = whole.page.unwrap();
    assert!(matches!(open_bytes(&page), Err(OpenError::Missing(names::PACK))));
    assert!(matches!(open_files(&Files { page: Some(page), ..Files::default() }), Err(OpenError::Missing(_))));
}

#[test]
fn what_is_not_ours_is_not_opened() {
    let foreign: [&[u8]; 6] =
        [b"", b"hello", b"<!doctype html><p>A page</p>", b"PK\x03\x04", b"\xff\xfe\x00", b"\x89PNG"];
    for bytes in foreign {
        let error = open_bytes(bytes).unwrap_err();
        assert!(matches!(error.code(), "open.not_ours" | "open.damaged"), "{error}");
        assert!(!is_ours(bytes));
    }
    assert!(matches!(open_files(&Files::default()), Err(OpenError::NotOurs)));
    let page = Some(b"<p>A page</p>".to_vec());
    assert!(matches!(open_files(&Files { page, ..Files::default() }), Err(OpenError::NotOurs)));
    assert!(is_ours(&export(&game(), &LOCKED).html().unwrap()));
}

#[test]
fn a_file_that_was_cut_is_never_opened_as_a_game() {
    let project = game();
    let export = export(&project, &Options::default());
    let (zip, page) = (export.zip().unwrap(), export.html().unwrap());
    let text_end = page.windows(9).rposition(|window| window == b"id=\"game-").unwrap();
    for (bytes, end) in [(&zip, zip.len()), (&page, text_end)] {
        for cut in (0..end).step_by(97) {
            assert!(open_bytes(&bytes[..cut]).is_err(), "cut at {cut} of {}", bytes.len());
        }
    }
    let files = parts(&export.folder().unwrap());
    let (pack, remix) = (files.pack.clone().unwrap(), files.remix.clone().unwrap());
    for cut in (0..pack.len()).step_by(97) {
        assert!(open_files(&Files { pack: Some(pack[..cut].to_vec()), ..files.clone() }).is_err(), "cut at {cut}");
    }
    let decoded = Pack::decode(&pack).unwrap();
    for cut in (0..remix.len()).step_by(97) {
        assert!(remix::read(&remix[..cut], &decoded).is_err(), "cut at {cut}");
    }
}

#[test]
fn an_altered_file_is_never_opened_as_another_game() {
    let project = game();
    let files = parts(&export(&project, &Options::default()).folder().unwrap());
    let (pack, remix) = (files.pack.clone().unwrap(), files.remix.clone().unwrap());
    let decoded = Pack::decode(&pack).unwrap();
    for at in (0..remix.len()).step_by(211) {
        let mut altered = remix.clone();
        altered[at] ^= 0x10;
        match remix::read(&altered, &decoded) {
            Ok(back) => assert_same(&back, &project),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    for at in (0..pack.len()).step_by(997) {
        let mut altered = pack.clone();
        altered[at] ^= 0x10;
        assert!(open_files(&Files { pack: Some(altered), ..files.clone() }).is_err(), "byte {at}");
    }
}

#[test]
fn files_of_two_exports_do_not_go_together() {
    let mut other = game();
    other.game.rules.hearts += 1;
    let (one, two) = (export(&game(), &Options::default()), export(&other, &Options::default()));
    let (one, two) = (parts(&one.folder().unwrap()), parts(&two.folder().unwrap()));
    let mixed = Files { pack: two.pack, ..one };
    assert!(matches!(open_files(&mixed), Err(OpenError::Mismatch)));
}

#[test]
fn a_zip_that_somebody_packed_again_with_its_folder_is_opened() {
    use std::io::Write as _;
    let files = export(&game(), &Options::default()).folder().unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in &files {
        writer.start_file(format!("my game/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_same(&open_bytes(&bytes).unwrap(), &game());
}

#[test]
fn a_small_file_cannot_become_a_huge_one() {
    use std::io::Write as _;
    let decoded = pack(&game());
    let head = &remix::write(&game(), &decoded).unwrap()[..14];
    let mut bomb = flate2::write::DeflateEncoder::new(head.to_vec(), flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..100 {
        bomb.write_all(&zeros).unwrap();
    }
    let bomb = bomb.finish().unwrap();
    assert!(bomb.len() < 200_000);
    let error = remix::read(&bomb, &decoded).unwrap_err();
    assert_eq!(error.code(), "file.too_large");
}

#[test]
fn assets_that_the_document_does_not_name_are_left_behind() {
    let mut project = game();
    let stray = project.add_asset(b"a photo that was not taken".to_vec());
    let back = open_bytes(&export(&project, &Options::default()).html().unwrap()).unwrap();
    assert!(!back.assets.contains_key(&stray));
    assert_same(&back, &project);
    assert_ne!(stray, AssetHash::of(b""));
}
