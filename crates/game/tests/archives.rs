//! `.snapcade` files: a project is the same after a journey, and hostile files are refused.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

mod support;

use std::io::{Cursor, Write as _};

use snapcade_game::{
    sheet::{Repeat, Rgba, Tag, aseprite},
    validate::FAULTS_LISTED,
    *,
};
use support::{
    moon_game,
    raw_zip::{self, Entry},
    slot,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn sheet() -> Sheet {
    Sheet {
        width: 16,
        height: 16,
        anchor: (8, 16),
        palette: vec![Rgba::CLEAR, Rgba::rgb(0x00ff_cc00)],
        frames: vec![vec![1; 256], vec![0; 256]],
        ticks: vec![8, 8],
        tags: vec![Tag { name: "idle".into(), first: 0, count: 2, repeat: Repeat::Loop }],
    }
}

/// The moon game with all that it names.
fn moon_project() -> Project {
    let mut project = Project::new(moon_game());
    let sheet = project.add_sheet(&slot("things"), &sheet()).unwrap();
    assert_eq!(project.game.art[&slot("things")], sheet);
    let song = project.add_asset(b"la la la".to_vec());
    project.game.sounds.insert(slot("song"), song);
    let proof = project.add_asset(b"right right jump".to_vec());
    project.game.levels.get_mut(&LevelId(1)).unwrap().proof = Some(proof);
    project
}

fn refusal(archive: &[u8]) -> String {
    Project::from_archive(archive).unwrap_err().to_string()
}

/// The moon game's document, and other files.
fn with_document(others: impl IntoIterator<Item = Entry>) -> Vec<u8> {
    let document = Entry::new("game.json", &moon_game().to_json());
    raw_zip::write(&[document].into_iter().chain(others).collect::<Vec<_>>())
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn asset_name(content: &[u8]) -> String {
    format!("assets/{}.bin", AssetHash::of(content))
}

#[test]
fn a_project_is_the_same_after_a_journey() {
    let project = moon_project();
    let archive = project.to_archive().unwrap();
    assert_eq!(Project::from_archive(&archive).unwrap(), project);
    assert_eq!(project.faults(), []);
    assert_eq!(project.sheets().0[&slot("things")], sheet());
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let project = moon_project();
    let archive = project.to_archive().unwrap();
    assert_eq!(project.to_archive().unwrap(), archive);
    assert_eq!(Project::from_archive(&archive).unwrap().to_archive().unwrap(), archive);
    let mut cluttered = project;
    cluttered.add_asset(b"nobody names me".to_vec());
    assert_eq!(cluttered.to_archive().unwrap(), archive);
}

#[test]
fn what_is_missing_is_told_with_its_place() {
    let project = Project::new(moon_game());
    let faults: Vec<_> = project.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "art.things.image: the asset is not in the file",
            "sounds.song: the asset is not in the file",
            "levels.0000000000000001.proof: the asset is not in the file",
        ]
    );
    let mut project = moon_project();
    let art = project.game.art[&slot("things")];
    project.assets.insert(art.image, b"GIF89a".to_vec());
    let faults = project.faults();
    assert!(faults.len() == 1 && faults[0].place == "art.things", "{faults:?}");
}

#[test]
fn files_of_others_are_passed_over() {
    let symlink_free = [
        Entry::new("assets/", b""),
        Entry::new("README.txt", b"hello"),
        Entry::new("assets/notes.txt", b"hello"),
        Entry::new("GAME.JSON", b"not mine"),
        Entry::new("__MACOSX/._game.json", b"\0\0"),
        // Packed and encrypted in ways that we cannot read: they are not read.
        Entry { method: 98, ..Entry::new("thumbnail", b"??") },
        Entry { flags: 1, ..Entry::new("diary.txt", b"twelve bytes and more") },
    ];
    let project = Project::from_archive(&with_document(symlink_free)).unwrap();
    assert_eq!(project, Project::new(moon_game()));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![0; limits::DOCUMENT_BYTES + (1 << 20)];
    let bomb = packed(&[("game.json", &zeros)]);
    assert!(bomb.len() < 100_000);
    // Reading stopped at the limit: no more than that was ever in memory.
    let (found, limit) = (limits::DOCUMENT_BYTES + 1, limits::DOCUMENT_BYTES);
    assert_eq!(refusal(&bomb), format!("game.json: {found} is too much, at most {limit} are allowed"));

    let zeros = &zeros[..limits::ASSET_BYTES + 10];
    let (name, found, limit) = (asset_name(zeros), limits::ASSET_BYTES + 1, limits::ASSET_BYTES);
    let bomb = packed(&[(&name, zeros)]);
    assert_eq!(refusal(&bomb), format!("{name}: {found} is too much, at most {limit} are allowed"));

    let contents: Vec<_> = (0..7_u8).map(|i| [vec![i], vec![0; limits::ASSET_BYTES - 1]].concat()).collect();
    let names: Vec<_> = contents.iter().map(|content| asset_name(content)).collect();
    let files: Vec<_> = names.iter().map(String::as_str).zip(contents.iter().map(Vec::as_slice)).collect();
    let bomb = packed(&files);
    assert!(bomb.len() < 200_000);
    assert!(refusal(&bomb).starts_with("bytes in the archive: 117440512 is too much"), "{}", refusal(&bomb));
}

#[test]
fn sizes_that_are_only_claimed_do_not_matter() {
    for size in [0, 1, u32::MAX - 1] {
        let mut document = Entry::new("game.json", &moon_game().to_json());
        document.bytes = size;
        // A stored file that says it has another size is damaged, or read as it is; it costs no memory.
        if let Ok(project) = Project::from_archive(&raw_zip::write(&[document.clone()])) {
            assert_eq!(project.game, moon_game());
        }
        document.packed_bytes = size;
        let said = refusal(&raw_zip::write(&[document]));
        assert!(said.contains("damaged") || said.starts_with("game.json: line 1"), "{size}: {said}");
    }
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let hash = AssetHash::of(b"x");
    let names = [
        "../game.json".to_owned(),
        "a/../../b".into(),
        "..".into(),
        "/etc/passwd".into(),
        "\\\\server\\share".into(),
        "assets\\..\\..\\x".into(),
        "C:/autoexec.bat".into(),
        "game.json:stream".into(),
        "nul\0.txt".into(),
        format!("assets/../{hash}.png"),
    ];
    for name in names {
        let said = refusal(&with_document([Entry::new(&name, b"x")]));
        assert!(said.ends_with("a file of this name may not be in a .snapcade file"), "{name}: {said}");
        assert!(!said.contains(char::is_control), "{said:?}");
    }
}

#[test]
fn links_are_refused() {
    let link = Entry { mode: 0o120_777, ..Entry::new("README.txt", b"/etc/passwd") };
    assert_eq!(refusal(&with_document([link])), "README.txt: a file of this name may not be in a .snapcade file");
}

#[test]
fn a_name_that_comes_twice_is_refused() {
    let twice = |name: &str| refusal(&with_document([Entry::new(name, b"x"), Entry::new(name, b"x")]));
    for name in ["game.json", "README.txt", &asset_name(b"x")] {
        assert!(twice(name).contains("duplicate file names"), "{name}: {}", twice(name));
    }
    let other_ending = Entry::new(&asset_name(b"x").replace(".bin", ".png"), b"x");
    let said = refusal(&with_document([Entry::new(&asset_name(b"x"), b"x"), other_ending]));
    assert!(said.ends_with("a file of this name may not be in a .snapcade file"), "{said}");
}

#[test]
fn what_the_directory_and_the_files_say_has_to_agree() {
    let document = || Entry::new("game.json", &moon_game().to_json());
    let evil = b"{}".as_slice();
    let cases = [
        // A reader that goes through the local headers would find two documents.
        vec![document(), Entry { local_name: b"game.json".into(), ..Entry::new("README.txt", evil) }],
        vec![Entry { local_name: b"../evil".into(), ..document() }],
        // Two names for the same bytes.
        vec![document(), Entry { header_of: Some(0), ..Entry::new("README.txt", evil) }],
        // One file inside another.
        vec![
            document(),
            Entry::new("outer", &raw_zip::write(&[document()])),
            Entry { header_of: Some(1), ..Entry::new("inner", evil) },
        ],
    ];
    for entries in cases {
        let said = refusal(&raw_zip::write(&entries));
        assert!(said.starts_with("this is not a .snapcade file, or it is damaged"), "{said}");
    }
    // A file that stands between the others, but in no directory.
    let hidden = raw_zip::write(&[Entry::new("game.json", evil)]);
    let hidden = &hidden[..hidden.windows(4).position(|window| window == b"PK\x01\x02").unwrap()];
    let mut archive = raw_zip::write(&[document()]);
    let directory = archive.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let end = archive.len() - 6;
    archive[end..end + 4].copy_from_slice(&((directory + hidden.len()) as u32).to_le_bytes());
    archive.splice(directory..directory, hidden.iter().copied());
    assert!(refusal(&archive).contains("local file header missing"), "{}", refusal(&archive));
}

#[test]
fn altered_assets_are_refused() {
    let name = asset_name(b"a song");
    let said = refusal(&with_document([Entry::new(&name, b"a sogn")]));
    assert_eq!(said, format!("{name}: the content is not the one that was saved (its hash differs)"));
    let said = refusal(&with_document([Entry { crc: 1, ..Entry::new(&name, b"a song") }]));
    assert!(said.contains("Invalid checksum"), "{said}");
}

#[test]
fn encrypted_files_are_refused() {
    let secret = Entry { flags: 1, ..Entry::new("game.json", &moon_game().to_json()) };
    assert!(refusal(&raw_zip::write(&[secret])).contains("assword"), "says that a password would be needed");
}

#[test]
fn other_files_are_refused() {
    assert_eq!(
        refusal(&packed(&[("README.txt", b"hello")])),
        "game.json is missing: this is a zip, but not a .snapcade file"
    );
    assert_eq!(
        refusal(&packed(&[("folder/game.json", &moon_game().to_json())])),
        "game.json is missing: this is a zip, but not a .snapcade file"
    );
    assert_eq!(
        refusal(&packed(&[("game.json", b"{ \"format\": 9 }")])),
        "game.json: format: this game was made with a newer Snapcade (format 9; this one reads up to 1). Update Snapcade to open it"
    );
    for other in [b"".as_slice(), b"PK", b"\x89PNG\r\n\x1a\n", &moon_game().to_json(), &vec![0; 70_000]] {
        assert!(refusal(other).starts_with("this is not a .snapcade file, or it is damaged"), "{}", refusal(other));
    }
}

#[test]
fn too_many_files_are_refused() {
    let files: Vec<_> = (0..limits::ARCHIVE_FILES).map(|i| Entry::new(&format!("{i}"), b"")).collect();
    assert_eq!(refusal(&with_document(files)), "files in the archive: 1025 is too much, at most 1024 are allowed");
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let archive = moon_project().to_archive().unwrap();
    for end in 0..archive.len() {
        assert!(Project::from_archive(&archive[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn no_damage_to_a_file_panics_or_changes_the_game() {
    let project = moon_project();
    let archive = project.to_archive().unwrap();
    for at in 0..archive.len() {
        let mut damaged = archive.clone();
        damaged[at] ^= 1 << (at % 8);
        // Bits that mean nothing here, such as times, may change; content may not.
        if let Ok(read) = Project::from_archive(&damaged) {
            assert_eq!(read.game, project.game, "flipped at {at}");
            assert!(read.assets.iter().all(|(hash, content)| project.assets.get(hash) == Some(content)));
        }
    }
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let mut project = moon_project();
    let large = project.add_asset(vec![7; limits::ASSET_BYTES + 1]);
    assert!(project.to_archive().is_ok(), "nobody names it");
    project.game.sounds.insert(slot("song"), large);
    let error = project.to_archive().unwrap_err();
    assert!(matches!(error, ArchiveError::Limit { found, .. } if found as usize == limits::ASSET_BYTES + 1), "{error}");
}

#[test]
fn small_files_with_huge_pictures_are_told_without_reading_them_all() {
    let mut project = moon_project();
    let huge = Sheet {
        width: 512,
        height: 512,
        palette: vec![Rgba::CLEAR],
        frames: vec![vec![0; 512 * 512]; 16],
        ticks: vec![1; 16],
        tags: vec![],
        ..sheet()
    };
    let (image, frames) = aseprite::encode(&huge, "huge").unwrap();
    assert!(image.len() + frames.len() < 100_000);
    let art = ArtRef { image: project.add_asset(image), frames: project.add_asset(frames) };
    project.game.art.extend((0..200).map(|i| (slot(&format!("z-huge-{i:03}")), art)));
    let (sheets, faults) = project.sheets();
    let pixels: usize = sheets.values().map(|sheet| sheet.frames.iter().map(Vec::len).sum::<usize>()).sum();
    assert!(pixels <= limits::ART_PIXELS, "{pixels}");
    assert_eq!(faults.len(), FAULTS_LISTED);
    assert!(faults[0].message.contains("all sheets together"), "{}", faults[0]);
    // What comes before them is still read.
    assert!(sheets.contains_key(&slot("things")));
}
