//! What people save in Aseprite becomes a sheet, as they see it there; what is no such file is refused.

#![cfg(feature = "files")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

#[path = "support/ase.rs"]
mod ase;

use std::{fs, path::Path};

use ase::{File, Layer, frame, layer, lifted, linked, old_palette, packed, palette, raw, rgba, slice, tags, tiles};
use proptest::{collection::vec, prelude::*};
use snapcade_game::{
    Sheet,
    sheet::{Repeat, Rgba, Tag, aseprite, aseprite_file::decode},
};

const RED: [u8; 4] = [255, 0, 0, 255];
const BLUE: [u8; 4] = [0, 0, 255, 255];
const NONE: [u8; 4] = [0; 4];

fn colors(sheet: &Sheet, frame: usize) -> Vec<[u8; 4]> {
    let color = |&index: &u8| sheet.palette[usize::from(index)];
    sheet.frames[frame].iter().map(color).map(|c| [c.r, c.g, c.b, c.a]).collect()
}

fn refusal(file: &File) -> String {
    decode(&file.bytes()).unwrap_err().to_string()
}

/// A cat of 4 x 4 pixels: a background, a body that is linked, eyes in a group, everything that a file can have.
fn cat() -> File {
    let body = [[0; 4], [0, 2, 2, 0], [2, 2, 2, 2], [2, 0, 0, 2]].concat();
    let group = Layer { kind: 1, ..Layer::default() }.chunk();
    let eyes = Layer { level: 1, ..Layer::default() }.chunk();
    let hidden = Layer { flags: 0, ..Layer::default() }.chunk();
    File { pixel_bytes: 1, clear_index: 0, ..rgba(4, 4) }
        .with(frame(
            250,
            vec![
                old_palette(4, &[[1, 1, 1]; 4]),
                palette(&[[0, 0, 0, 255], RED, [200, 120, 40, 255], [20, 20, 30, 255]]),
                layer(),
                group,
                eyes,
                hidden,
                tags(&[("idle", 0, 1, 2, 0), ("hurt", 2, 2, 0, 1), ("run", 1, 2, 1, 0)]),
                slice("hat", (9, 9), (9, 9), false),
                slice("anchor", (1, 2), (1, 2), true),
                packed(0, (0, 0), (4, 4), &body),
                packed(2, (1, 2), (2, 1), &[3, 3]),
                packed(3, (0, 0), (1, 1), &[1]),
            ],
        ))
        .with(frame(100, vec![linked(0, (0, -1), 0), raw(2, (-1, 1), (3, 1), &[1, 3, 3])]))
        .with(frame(0, vec![linked(0, (3, 3), 1)]))
}

fn sheets() -> std::path::PathBuf {
    Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("tests/sheets")
}

#[test]
fn a_cat_drawn_in_aseprite_is_read() {
    let sheet = decode(&cat().bytes()).unwrap();
    assert_eq!((sheet.width, sheet.height, sheet.anchor), (4, 4, (2, 4)));
    let [ink, fur, eye] = [Rgba::rgb(0x00ff_0000), Rgba::rgb(0x00c8_7828), Rgba::rgb(0x0014_141e)];
    assert_eq!(sheet.palette, [Rgba::CLEAR, ink, fur, eye]);
    #[rustfmt::skip]
    let frames = [
        [0, 0, 0, 0,
         0, 2, 2, 0,
         2, 3, 3, 2,
         2, 0, 0, 2],
        [0, 2, 2, 0,
         3, 3, 2, 2,
         2, 0, 0, 2,
         0, 0, 0, 0],
        [0; 16],
    ];
    assert_eq!(sheet.frames[..3], frames);
    // What is played backwards is kept in that order.
    assert_eq!(sheet.frames[3..], [frames[2], frames[1]]);
    assert_eq!(sheet.ticks, [15, 6, 6, 6, 6]);
    let tag = |name: &str, first, count, repeat| Tag { name: name.into(), first, count, repeat };
    let expected =
        [tag("idle", 0, 2, Repeat::PingPong), tag("hurt", 2, 1, Repeat::Once), tag("run", 3, 2, Repeat::Loop)];
    assert_eq!(sheet.tags, expected);
    let (image, json) = aseprite::encode(&sheet, "cat").unwrap();
    assert_eq!(aseprite::decode(&image, &json).unwrap(), sheet);
}

#[test]
fn the_committed_cat_is_the_one_that_is_written_here() {
    let path = sheets().join("cat.aseprite");
    let bytes = cat().bytes();
    if std::env::var_os("SNAPCADE_BLESS").is_some() {
        fs::write(&path, &bytes).unwrap();
    }
    assert_eq!(decode(&fs::read(path).unwrap()), decode(&bytes));
}

#[test]
fn a_sheet_stays_the_same_through_rgba_grey_and_index() {
    let pixels = [[9, 9, 9, 255], NONE, [90, 90, 90, 255], [9, 9, 9, 255]];
    let in_rgba = rgba(2, 2).with(frame(1, vec![layer(), packed(0, (0, 0), (2, 2), &pixels.concat())]));
    let greys: Vec<u8> = pixels.iter().flat_map(|pixel| [pixel[0], pixel[3]]).collect();
    let in_grey = File { pixel_bytes: 2, ..rgba(2, 2) };
    let in_grey = in_grey.with(frame(1, vec![layer(), raw(0, (0, 0), (2, 2), &greys)]));
    let known = palette(&[[1; 4], [9, 9, 9, 255], [90, 90, 90, 255]]);
    let in_index = File { pixel_bytes: 1, ..rgba(2, 2) };
    let in_index = in_index.with(frame(1, vec![known, layer(), packed(0, (0, 0), (2, 2), &[1, 0, 2, 1])]));
    let sheet = decode(&in_rgba.bytes()).unwrap();
    assert_eq!(sheet.frames, [[1, 0, 2, 1]]);
    assert_eq!(sheet.anchor, (1, 2));
    assert_eq!(decode(&in_grey.bytes()).unwrap(), sheet);
    assert_eq!(decode(&in_index.bytes()).unwrap(), sheet);
}

#[test]
fn layers_are_seen_as_they_are_in_aseprite() {
    let half = |opacity, blend| Layer { blend, opacity, ..Layer::default() }.chunk();
    let dot = |layer, color: [u8; 4]| packed(layer, (0, 0), (1, 1), &color);
    let seen =
        |flags, chunks| colors(&decode(&File { flags, ..rgba(1, 1) }.with(frame(1, chunks)).bytes()).unwrap(), 0)[0];
    // Opacity counts only if the file says so.
    assert_eq!(seen(1, vec![layer(), half(128, 0), dot(0, BLUE), dot(1, RED)]), [128, 0, 127, 255]);
    assert_eq!(seen(0, vec![layer(), half(128, 0), dot(0, BLUE), dot(1, RED)]), RED);
    // A shadow that multiplies.
    assert_eq!(
        seen(1, vec![layer(), half(255, 1), dot(0, [200, 100, 50, 255]), dot(1, [128, 128, 128, 255])]),
        [100, 50, 25, 255]
    );
    // What is half seen through with nothing behind it stays so.
    assert_eq!(seen(1, vec![half(128, 0), dot(0, RED)]), [255, 0, 0, 128]);
    // A cel has an opacity of its own, and may be lifted above the layer after it.
    assert_eq!(seen(1, vec![layer(), lifted(0, (0, 0), (1, 1), &RED, 0, 0)]), NONE);
    let lifted_red = lifted(0, (0, 0), (1, 1), &RED, 255, 1);
    assert_eq!(seen(1, vec![layer(), layer(), lifted_red.clone(), dot(1, BLUE)]), RED);
    // Hidden and faint groups, however deep, and layers behind which they end.
    let group = |flags, level, opacity| Layer { flags, kind: 1, level, opacity, ..Layer::default() }.chunk();
    let deep = |level| Layer { level, ..Layer::default() }.chunk();
    assert_eq!(seen(1, vec![group(0, 0, 255), group(1, 1, 255), deep(2), dot(2, RED)]), NONE);
    assert_eq!(seen(1, vec![group(0, 0, 255), group(1, 1, 255), deep(0), dot(2, RED)]), RED);
    assert_eq!(seen(3, vec![group(1, 0, 128), deep(1), dot(1, RED)]), [255, 0, 0, 128]);
    assert_eq!(seen(1, vec![group(1, 0, 128), deep(1), dot(1, RED)]), RED);
    // A picture to draw after is not part of the drawing.
    assert_eq!(seen(1, vec![Layer { flags: 65, ..Layer::default() }.chunk(), dot(0, RED)]), NONE);
}

#[test]
fn a_background_has_no_holes_and_palettes_change_from_frame_to_frame() {
    let file = File { pixel_bytes: 1, clear_index: 1, ..rgba(2, 1) };
    let background = Layer { flags: 9, ..Layer::default() }.chunk();
    let file = file
        .with(frame(1, vec![old_palette(17, &[[63, 0, 0], [0, 0, 63]]), background, raw(0, (0, 0), (2, 1), &[0, 1])]))
        .with(frame(1, vec![palette(&[[0, 255, 0, 255]]), linked(0, (0, 0), 0)]))
        .with(frame(1, vec![old_palette(4, &[[7, 7, 7]]), linked(0, (0, 0), 1)]));
    let sheet = decode(&file.bytes()).unwrap();
    let green = [0, 255, 0, 255];
    assert_eq!([0, 1, 2].map(|i| colors(&sheet, i)), [[RED, BLUE], [green, BLUE], [green, BLUE]]);
}

#[test]
fn what_cannot_be_read_is_said_in_words() {
    let red = || packed(0, (0, 0), (1, 1), &RED);
    let one = |chunks| rgba(1, 1).with(frame(1, chunks));
    for (file, said) in [
        (rgba(1, 1), "frames: 0, from 1 to 1024 are allowed"),
        (rgba(0, 1).with(frame(1, vec![])), "frame width: 0, from 1 to 512 are allowed"),
        (rgba(1, 513).with(frame(1, vec![])), "frame height: 513, from 1 to 512 are allowed"),
        (File { pixel_bytes: 3, ..one(vec![]) }, "header: its colour depth is not 8, 16 or 32 bits"),
        (one(vec![layer(), tiles(0)]), "frames[0].chunks[1]: it is made of tiles; in Aseprite, use Layer > Convert To"),
        (one(vec![red()]), "frames[0].chunks[0]: it lies on a layer that is not there"),
        (
            one(vec![layer(), linked(0, (0, 0), 0)]),
            "frames[0].chunks[1]: it repeats the picture of a frame that has none",
        ),
        (one(vec![layer(), raw(0, (0, 0), (2, 1), &RED)]), "frames[0].layers[0]: it ends too soon"),
        (
            one(vec![layer(), packed(0, (0, 0), (9000, 9000), &RED)]),
            "frames[0].layers[0]: too many pixels in all layers",
        ),
        (one(vec![layer(), packed(0, (0, 0), (90, 90), &RED)]), "frames[0].layers[0]: it ends too soon"),
        (one(vec![tags(&[("run", 0, 1, 0, 0)])]), "tags[0]: it names frames that are not there"),
        (one(vec![tags(&[("", 0, 0, 0, 0)])]), "tags[0].name: an animation's name has 1 to 40 characters"),
        (one(vec![tags(&[("run", 0, 0, 0, 0); 257])]), "frames[0].chunks[0]: too many animations for one sheet"),
    ] {
        let found = refusal(&file);
        assert!(found.starts_with(said), "{found}\nexpected {said}");
    }
    let broken = (0x2005, [&packed(0, (0, 0), (4, 4), &[0; 64]).1[..20], &[9; 40]].concat());
    assert_eq!(refusal(&one(vec![layer(), broken])), "frames[0].layers[0]: its pixels are damaged");
    // Tiles that nobody sees do no harm.
    assert!(decode(&one(vec![Layer { flags: 0, ..Layer::default() }.chunk(), tiles(0)]).bytes()).is_ok());
    assert_eq!(decode(b"PNG").unwrap_err().to_string(), "file: it is not a file of Aseprite");
}

#[test]
fn photos_are_not_sheets() {
    let colors: Vec<u8> = (0..=255_u8).flat_map(|r| [r, 1, 2, 255]).collect();
    let photo = |count: u16| {
        rgba(count, 1).with(frame(1, vec![layer(), packed(0, (0, 0), (count, 1), &colors[..usize::from(count) * 4])]))
    };
    assert_eq!(refusal(&photo(256)), "the picture: it has more than 255 colours; save it with a palette");
    assert_eq!(decode(&photo(255).bytes()).unwrap().palette.len(), 256);
}

#[test]
fn a_bomb_is_unpacked_no_further_than_it_may_be() {
    // One cel that is said to be small and unpacks to a thousand times the file.
    let bomb = packed(0, (0, 0), (2, 2), &vec![7; 4 << 20]);
    let sheet = decode(&rgba(2, 2).with(frame(1, vec![layer(), bomb])).bytes()).unwrap();
    assert_eq!(colors(&sheet, 0), [[7; 4]; 4]);
    // Many frames that all show one large cel.
    let large = packed(0, (0, 0), (2048, 2048), &vec![7; 4 << 20]);
    let mut file = File { pixel_bytes: 1, ..rgba(2, 2) }.with(frame(1, vec![layer(), large]));
    for _ in 1..20 {
        file = file.with(frame(1, vec![linked(0, (0, 0), 0)]));
    }
    assert_eq!(refusal(&file), "frames[16].layers[0]: too many pixels in all layers");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let bytes = cat().bytes();
    for end in 0..bytes.len() {
        let said = decode(&bytes[..end]).unwrap_err().to_string();
        assert!(said.contains("too soon") || said.contains("not a file"), "{end}: {said}");
    }
}

proptest! {
    #[test]
    fn no_damage_panics_the_reader(damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = cat().bytes();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(sheet) = decode(&bytes) {
            prop_assert_eq!(sheet.check(), Ok(()));
        }
    }

    #[test]
    fn no_bytes_behind_a_header_panic_the_reader(bytes in vec(any::<u8>(), 0..400)) {
        let mut file = rgba(4, 4).with(frame(1, vec![layer()])).bytes();
        file.extend(bytes);
        file[6] = 2;
        let _ = decode(&file);
    }
}
