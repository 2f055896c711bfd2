//! Sheets: our own art, and files of Aseprite and others.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use std::{collections::BTreeSet, fs, path::Path};

use proptest::{collection::vec, prelude::*, sample::select};
use snapcade_game::{
    Sheet, limits,
    sheet::{
        Repeat, Rgba, SheetError, Tag,
        art_text::{self, Palette},
        aseprite,
    },
};

fn assets() -> std::path::PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../assets")
}

#[test]
fn all_our_art_is_read_and_survives_the_journey_through_png() {
    let palette = Palette::parse(&fs::read_to_string(assets().join("palettes/master.txt")).unwrap()).unwrap();
    let files = fs::read_dir(assets().join("art")).unwrap().map(|entry| entry.unwrap().path());
    let drawings: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "art")).collect();
    assert!(!drawings.is_empty());
    for path in drawings {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let sheet = art_text::parse(&fs::read_to_string(&path).unwrap(), &palette)
            .unwrap_or_else(|error| panic!("{name}.art: {error}"));
        assert!(!sheet.tags.is_empty(), "{name}");
        let names: BTreeSet<_> = sheet.tags.iter().map(|tag| &tag.name).collect();
        assert_eq!(names.len(), sheet.tags.len(), "{name}");
        let (image, frames) = aseprite::encode(&sheet, name).unwrap();
        assert_eq!(aseprite::decode(&image, &frames).unwrap(), sheet, "{name}");
        assert_eq!(aseprite::encode(&sheet, name).unwrap(), (image, frames), "{name}: the same bytes each time");
    }
}

fn any_sheet() -> impl Strategy<Value = Sheet> {
    let colors = prop::collection::btree_set((any::<[u8; 3]>(), 1..=255_u8), 0..255);
    let repeat = select(vec![Repeat::Loop, Repeat::Once, Repeat::PingPong]);
    (1..9_u16, 1..9_u16, any::<(i16, i16)>(), colors, 1..12_usize, vec((any::<u16>(), any::<u16>(), repeat), 0..4))
        .prop_flat_map(|(width, height, anchor, colors, count, tags)| {
            let clear = [Rgba::CLEAR].into_iter();
            let palette: Vec<_> = clear.chain(colors.into_iter().map(|([r, g, b], a)| Rgba { r, g, b, a })).collect();
            let pixel = 0..=(palette.len() - 1) as u8;
            let frames = vec(vec(pixel, usize::from(width * height)), count);
            let ticks = vec(1..=limits::FRAME_TICKS, count);
            let tags: Vec<_> = tags
                .into_iter()
                .map(|(first, length, repeat)| {
                    let first = first % count as u16;
                    let count = 1 + length % (count as u16 - first);
                    Tag { name: "idle ✨".into(), first, count, repeat }
                })
                .collect();
            (frames, ticks).prop_map(move |(frames, ticks)| Sheet {
                width,
                height,
                anchor,
                palette: palette.clone(),
                frames,
                ticks,
                tags: tags.clone(),
            })
        })
}

proptest! {
    #[test]
    fn every_sheet_survives_the_journey_through_png(sheet in any_sheet()) {
        prop_assert_eq!(sheet.check(), Ok(()));
        let (image, frames) = aseprite::encode(&sheet, "any \"name\"").unwrap();
        prop_assert_eq!(aseprite::decode(&image, &frames).unwrap(), sheet);
    }

    #[test]
    fn no_text_panics_the_reader_of_art(text in "(size [0-9]{1,3} 2\n|color . ink\n|tag a 8\n|frame\n|[k.]{2}\n|\\PC{0,8}\n){0,12}") {
        let palette = Palette::parse("ink #000000\n").unwrap();
        let _ = art_text::parse(&text, &palette);
        let _ = Palette::parse(&text);
    }
}

const RED: [u8; 4] = [255, 0, 0, 255];
const HALF: [u8; 4] = [0, 0, 255, 128];
const HIDDEN: [u8; 4] = [9, 9, 9, 0];

/// A PNG with pixels of any kind.
fn png(width: u32, height: u32, color: png::ColorType, depth: png::BitDepth, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    encoder.write_header().unwrap().write_image_data(data).unwrap();
    out
}

fn rgba(width: u32, pixels: &[[u8; 4]]) -> Vec<u8> {
    let height = pixels.len() as u32 / width;
    png(width, height, png::ColorType::Rgba, png::BitDepth::Eight, &pixels.concat())
}

/// Two frames of 2 x 2 beside each other, as Aseprite 1.3 writes them into a list.
const LIST: &str = include_str!("sheets/list.json");

fn pixels() -> [[u8; 4]; 8] {
    [RED, HALF, HIDDEN, RED, HIDDEN, RED, RED, HALF]
}

fn refusal(image: &[u8], frames: &str) -> String {
    aseprite::decode(image, frames.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_list_of_frames_is_read() {
    let sheet = aseprite::decode(&rgba(4, &pixels()), LIST.as_bytes()).unwrap();
    assert_eq!((sheet.width, sheet.height, sheet.anchor), (2, 2, (1, 2)));
    assert_eq!(sheet.palette, [Rgba::CLEAR, Rgba::rgb(0x00ff_0000), Rgba { r: 0, g: 0, b: 255, a: 128 }]);
    assert_eq!(sheet.frames, [[1, 2, 0, 1], [0, 1, 1, 2]]);
    assert_eq!(sheet.ticks, [6, 15]);
    assert_eq!(sheet.tags, [Tag { name: "idle".into(), first: 0, count: 2, repeat: Repeat::PingPong }]);
}

#[test]
fn frames_by_their_names_are_the_same_in_the_order_of_the_file() {
    let by_name = LIST
        .replace("\"frames\": [\n   { \"filename\": \"cat 0.aseprite\",", "\"frames\": {\n   \"cat 0.aseprite\": {")
        .replace("{ \"filename\": \"cat 1.aseprite\",", "\"cat 1.aseprite\": {")
        .replacen("],\n", "},\n", 1);
    let image = rgba(4, &pixels());
    assert_eq!(aseprite::decode(&image, by_name.as_bytes()), aseprite::decode(&image, LIST.as_bytes()));
    let said = refusal(&image, &by_name.replace("250", "\"soon\""));
    assert!(said.starts_with("frames.cat 1.aseprite.duration: invalid type"), "{said}");
}

#[test]
fn trimmed_frames_are_put_back_into_their_place() {
    let trimmed = LIST.replace(
        r#""frame": { "x": 2, "y": 0, "w": 2, "h": 2 }, "rotated": false, "trimmed": false,
     "spriteSourceSize": { "x": 0, "y": 0, "w": 2, "h": 2 }"#,
        r#""frame": { "x": 3, "y": 1, "w": 1, "h": 1 }, "rotated": false, "trimmed": true,
     "spriteSourceSize": { "x": 0, "y": 1, "w": 1, "h": 1 }"#,
    );
    let sheet = aseprite::decode(&rgba(4, &pixels()), trimmed.as_bytes()).unwrap();
    assert_eq!(sheet.frames[1], [0, 0, 2, 0]);
    let outside = trimmed.replace(
        r#""spriteSourceSize": { "x": 0, "y": 1, "w": 1, "h": 1 }"#,
        r#""spriteSourceSize": { "x": 2, "y": 1, "w": 1, "h": 1 }"#,
    );
    assert_eq!(refusal(&rgba(4, &pixels()), &outside), "frames[1]: it does not fit its own size");
}

#[test]
fn frames_played_backwards_are_kept_in_that_order() {
    let image = rgba(4, &pixels());
    for (direction, repeat) in [("reverse", Repeat::Loop), ("pingpong_reverse", Repeat::PingPong)] {
        let sheet = aseprite::decode(&image, LIST.replace("pingpong", direction).as_bytes()).unwrap();
        assert_eq!(sheet.frames, [[1, 2, 0, 1], [0, 1, 1, 2], [0, 1, 1, 2], [1, 2, 0, 1]]);
        assert_eq!(sheet.ticks, [6, 15, 15, 6]);
        assert_eq!(sheet.tags, [Tag { name: "idle".into(), first: 2, count: 2, repeat }]);
    }
}

#[test]
fn pictures_of_every_kind_are_read() {
    use png::{BitDepth, ColorType};
    let expected = aseprite::decode(&rgba(4, &pixels()), LIST.as_bytes()).unwrap();
    let wide: Vec<u8> = pixels().concat().iter().flat_map(|&byte| [byte, 77]).collect();
    assert_eq!(
        aseprite::decode(&png(4, 2, ColorType::Rgba, BitDepth::Sixteen, &wide), LIST.as_bytes()).unwrap(),
        expected
    );
    let greys = png(4, 2, ColorType::Grayscale, BitDepth::One, &[0b1010_0000, 0b0101_0000]);
    let sheet = aseprite::decode(&greys, LIST.as_bytes()).unwrap();
    assert_eq!(sheet.palette, [Rgba::CLEAR, Rgba::rgb(0x00ff_ffff), Rgba::rgb(0)]);
    assert_eq!(sheet.frames, [[1, 2, 2, 1], [1, 2, 2, 1]]);
    let sheet = aseprite::decode(INTERLACED, LIST.as_bytes()).unwrap();
    assert_eq!(sheet.frames, expected.frames);
    assert_eq!(sheet.palette, expected.palette);
}

/// [`pixels`] as an interlaced (Adam7) PNG, which the library does not write.
const INTERLACED: &[u8] = include_bytes!("sheets/interlaced.png");
/// An animated PNG whose first frame is smaller than the picture.
const PART_FIRST: &[u8] = include_bytes!("sheets/animated-part-first.png");

#[test]
fn damaged_pictures_are_refused() {
    for image in [rgba(4, &pixels()), INTERLACED.to_vec(), PART_FIRST.to_vec()] {
        for end in 0..image.len() {
            let _ = aseprite::decode(&image[..end], LIST.as_bytes());
            let mut damaged = image.clone();
            damaged[end] ^= 1 << (end % 8);
            let _ = aseprite::decode(&damaged, LIST.as_bytes());
        }
        assert!(refusal(&image[..image.len() / 2], LIST).starts_with("the picture: "));
    }
    assert!(refusal(PART_FIRST, LIST).starts_with("the picture: "));
    assert!(refusal(b"", LIST).starts_with("the picture: "));
}

#[test]
fn giant_pictures_are_refused_by_their_header() {
    let mut giant = rgba(4, &pixels());
    giant[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
    assert_eq!(refusal(&giant, LIST), "the picture: 4611686014132420609 pixels are too many");
    let mut wide = rgba(4, &pixels());
    wide[16..20].copy_from_slice(&[0, 0x40, 0, 1]);
    assert_eq!(refusal(&wide, LIST), "the picture: 8388610 pixels are too many");
}

#[test]
fn photos_are_not_sheets() {
    let colors: Vec<_> = (0..=255_u8).map(|r| [r, 1, 2, 255]).collect();
    let frame = LIST.replace("\"w\": 2, \"h\": 2", "\"w\": 1, \"h\": 1");
    assert_eq!(
        refusal(&rgba(16, &colors), &frame),
        "the picture: it has more than 255 colours; save it with a palette"
    );
    assert!(aseprite::decode(&rgba(15, &colors[1..]), frame.as_bytes()).is_ok(), "255 and the see-through one");
}

#[test]
fn faults_of_a_description_name_their_place() {
    let image = rgba(4, &pixels());
    let replaced = |from: &str, to: &str| {
        assert!(LIST.contains(from), "{from}");
        refusal(&image, &LIST.replacen(from, to, 1))
    };
    for (from, to, expected) in [
        ("\"x\": 2", "\"x\": 4294967295", "frames[1]: it lies outside the picture"),
        ("\"x\": 2", "\"x\": 3", "frames[1]: it lies outside the picture"),
        ("\"x\": 2", "\"x\": -2", "frames[1].frame.x: invalid value: integer `-2`, expected u32"),
        ("\"rotated\": false", "\"rotated\": true", "frames[0]: rotated frames are not supported"),
        (
            "\"sourceSize\": { \"w\": 2, \"h\": 2 }",
            "\"sourceSize\": { \"w\": 3, \"h\": 3 }",
            "frames[1]: all frames of a sheet have to have one size",
        ),
        (
            "\"sourceSize\": { \"w\": 2, \"h\": 2 }",
            "\"sourceSize\": { \"w\": 0, \"h\": 2 }",
            "frames[0]: a frame is 1 to 512 pixels",
        ),
        ("\"to\": 1", "\"to\": 2", "meta.frameTags[0]: it names frames that are not there"),
        ("\"from\": 0", "\"from\": 2", "meta.frameTags[0]: it ends before it begins"),
        ("\"idle\"", "\"\"", "tags[0].name: an animation's name has 1 to 40 characters"),
        ("\"meta\"", "\"mata\"", "description: missing field `meta`"),
        ("{ \"frames\"", "{} { \"frames\"", "description: missing field `frames`"),
    ] {
        let said = replaced(from, to);
        assert!(said.starts_with(expected), "{said}\nexpected {expected}");
    }
    assert!(refusal(&image, &format!("{LIST} x")).starts_with("description: trailing characters"));
    assert!(refusal(&image, "{\"frames\": [], \"meta\": {}}").starts_with("frames: 0, from 1 to 1024 are allowed"));
    assert!(refusal(&image, "{\"frames\": 1, \"meta\": {}}").contains("expected frames as a list or an object"));
    for end in 0..LIST.trim_end().len() {
        assert!(aseprite::decode(&image, &LIST.as_bytes()[..end]).is_err());
    }
}

#[test]
fn a_sheet_that_is_none_is_not_written() {
    let sheet = aseprite::decode(&rgba(4, &pixels()), LIST.as_bytes()).unwrap();
    let broken = [
        Sheet { width: 0, ..sheet.clone() },
        Sheet { height: 513, ..sheet.clone() },
        Sheet { frames: vec![], ticks: vec![], ..sheet.clone() },
        Sheet { ticks: vec![1], ..sheet.clone() },
        Sheet { ticks: vec![1, 0], ..sheet.clone() },
        Sheet { ticks: vec![1, 3601], ..sheet.clone() },
        Sheet { palette: vec![], ..sheet.clone() },
        Sheet { palette: vec![Rgba::rgb(0); 3], ..sheet.clone() },
        Sheet { frames: vec![vec![3; 4]; 2], ..sheet.clone() },
        Sheet { frames: vec![vec![0; 3]; 2], ..sheet.clone() },
        Sheet { tags: vec![Tag { count: 0, ..sheet.tags[0].clone() }], ..sheet.clone() },
        Sheet { tags: vec![Tag { first: u16::MAX, count: u16::MAX, ..sheet.tags[0].clone() }], ..sheet.clone() },
        Sheet { tags: vec![sheet.tags[0].clone(); limits::TAGS_PER_SHEET + 1], ..sheet.clone() },
    ];
    for sheet in broken {
        assert!(sheet.check().is_err() && aseprite::encode(&sheet, "x").is_err(), "{sheet:?}");
    }
    let large = Sheet { width: 512, height: 512, frames: vec![vec![0; 512 * 512]; 17], ticks: vec![1; 17], ..sheet };
    assert!(matches!(large.check(), Err(SheetError::Limit { what: "pixels", .. })));
}
