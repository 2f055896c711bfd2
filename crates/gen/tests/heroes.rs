//! Photos become heroes: what every hero has, whatever the photo, and what becomes of photos that make it hard.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use std::{collections::BTreeSet, fs, io::Cursor, path::Path};

use image::RgbImage;
use palette::{IntoColor as _, Oklab, Srgb};
use snapcade_game::{Sheet, sheet::aseprite};
use snapcade_gen::{
    grid::Rect,
    hero::{CLIPS, Hero, HeroError, HeroRequest, Stroke, Style, SubjectKind, Warning, make_hero},
};

fn photo(name: &str) -> Vec<u8> {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    fs::read(Path::new(&package).join("../../assets/samples/photos").join(name)).unwrap()
}

const PHOTOS: [(&str, SubjectKind); 3] =
    [("astronaut.png", SubjectKind::Person), ("chelsea.png", SubjectKind::Pet), ("coffee.png", SubjectKind::Thing)];

fn hero(name: &str, style: Style) -> Hero {
    make_hero(&photo(name), &HeroRequest { style, ..HeroRequest::default() }).unwrap()
}

/// A picture as a PNG.
fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The frames of an animation.
fn frames<'a>(sheet: &'a Sheet, name: &str) -> &'a [Vec<u8>] {
    let tag = sheet.tag(name).unwrap();
    &sheet.frames[usize::from(tag.first)..usize::from(tag.first + tag.count)]
}

/// The lowest row of a frame that is not clear.
fn lowest_row(sheet: &Sheet, frame: &[u8]) -> usize {
    frame.iter().rposition(|&index| index != 0).unwrap() / usize::from(sheet.width)
}

/// What every hero has to be, of whatever photo.
fn assert_well_made(hero: &Hero, style: Style) {
    let sheet = &hero.sheet;
    sheet.check().unwrap();
    assert_eq!((u32::from(sheet.width), u32::from(sheet.height)), (style.frame_px(), style.frame_px()));
    assert!(sheet.palette.len() - 1 <= style.colors(), "{} colours", sheet.palette.len() - 1);
    assert!(sheet.palette[1..].iter().all(|color| color.a == 255), "a colour is half seen through");
    let names: Vec<&str> = sheet.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, CLIPS);
    let rows: BTreeSet<usize> = sheet.frames.iter().map(|frame| lowest_row(sheet, frame)).collect();
    assert_eq!(rows.len(), 1, "feet stand on one line");
    for name in CLIPS {
        let frames = frames(sheet, name);
        assert!((2..=8).contains(&frames.len()), "{name} has {} frames", frames.len());
        for (i, pair) in frames.windows(2).enumerate() {
            assert_ne!(pair[0], pair[1], "{name} stands still at {i}");
        }
    }
    assert_eq!((hero.mask.width, hero.mask.height), (hero.photo.width, hero.photo.height));
}

#[test]
fn each_sample_photo_is_known_for_what_it_shows_and_becomes_a_hero_in_every_style() {
    for (name, kind) in PHOTOS {
        for style in Style::ALL {
            let hero = hero(name, style);
            assert_eq!(hero.kind, kind, "{name}");
            assert_well_made(&hero, style);
        }
    }
}

#[test]
fn every_photo_can_be_taken_for_anything() {
    for (name, _) in PHOTOS {
        for kind in SubjectKind::ALL {
            let request = HeroRequest { kind: Some(kind), ..HeroRequest::default() };
            let hero = make_hero(&photo(name), &request).unwrap();
            assert_eq!(hero.kind, kind);
            assert_well_made(&hero, Style::default());
        }
    }
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    let sheet = || hero("astronaut.png", Style::Modern).sheet;
    let (picture, json) = aseprite::encode(&sheet(), "hero").unwrap();
    assert_eq!(aseprite::encode(&sheet(), "hero").unwrap(), (picture.clone(), json.clone()));
    assert_eq!(aseprite::decode(&picture, &json).unwrap(), sheet(), "what is written is read");
}

#[test]
fn the_face_keeps_its_colour() {
    let hero = hero("astronaut.png", Style::default());
    let face = hero.face.unwrap();
    let lab = |[r, g, b]: [u8; 3]| -> Oklab { Srgb::new(r, g, b).into_format::<f32>().into_color() };
    // Between the eyes and the mouth there is skin.
    let (left, right) = (face.eyes[0].0 as i32, face.eyes[1].0 as i32);
    let (top, bottom) = (face.eyes[0].1 as i32 + 4, face.mouth.1 as i32 - 4);
    let mut skin: Vec<[u8; 3]> = Vec::new();
    for y in top..bottom {
        skin.extend((left..right).filter_map(|x| hero.photo.get(x, y)).map(|[r, g, b, _]| [r, g, b]));
    }
    skin.sort_by(|a, b| lab(*a).l.total_cmp(&lab(*b).l));
    let skin = lab(skin[skin.len() / 2]);
    let idle = &frames(&hero.sheet, "idle")[0];
    // Of the colours that cover a visible part of the hero, one is the skin's.
    let nearest = (1..hero.sheet.palette.len())
        .filter(|&index| idle.iter().filter(|&&pixel| usize::from(pixel) == index).count() >= 20)
        .map(|index| {
            let color = hero.sheet.palette[index];
            let color = lab([color.r, color.g, color.b]);
            (color.l - skin.l).hypot((color.a - skin.a).hypot(color.b - skin.b))
        })
        .fold(f32::MAX, f32::min);
    assert!(nearest < 0.06, "the nearest colour is {nearest} away");
}

#[test]
fn another_seed_is_another_outfit() {
    let with = |seed| make_hero(&photo("astronaut.png"), &HeroRequest { seed, ..HeroRequest::default() }).unwrap();
    let sheets: Vec<_> = (0..6).map(|seed| with(seed).sheet.frames).collect();
    assert!(sheets.iter().any(|frames| *frames != sheets[0]), "six seeds, one outfit");
}

#[test]
fn a_brush_decides_what_belongs_to_the_hero() {
    let stroke = |keep| Stroke { keep, radius: 12, points: vec![(440, 150), (440, 250)] };
    let cut = |strokes: Vec<Stroke>| {
        make_hero(&photo("astronaut.png"), &HeroRequest { strokes, ..HeroRequest::default() }).unwrap().mask
    };
    assert!(cut(vec![stroke(true)]).get(440, 200).unwrap() >= 128, "the space shuttle was painted in");
    assert!(cut(vec![stroke(false)]).get(440, 200).unwrap() < 128, "and out");
}

#[test]
fn a_crop_chooses_the_part() {
    let crop = Some(Rect { x: 120, y: 0, width: 220, height: 230 });
    let hero = make_hero(&photo("astronaut.png"), &HeroRequest { crop, ..HeroRequest::default() }).unwrap();
    assert_eq!((hero.photo.width, hero.photo.height), (220, 230));
    assert_eq!(hero.kind, SubjectKind::Person);
    assert_well_made(&hero, Style::default());
}

#[test]
fn a_photo_of_nothing_is_refused_in_words_or_makes_a_hero() {
    let plain = RgbImage::from_pixel(300, 200, image::Rgb([120, 130, 140]));
    assert_eq!(make_hero(&png(&plain), &HeroRequest::default()).unwrap_err().code(), "photo-no-subject");
    let noise = |x: u32, y: u32| {
        let hash = (x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35) >> 16;
        image::Rgb([hash as u8; 3])
    };
    let ramp = RgbImage::from_fn(300, 200, |x, _| image::Rgb([x as u8; 3]));
    let noises = [(300, 200), (64, 64), (900, 64)].map(|(width, height)| RgbImage::from_fn(width, height, noise));
    for picture in noises.iter().chain([&ramp]) {
        match make_hero(&png(picture), &HeroRequest::default()) {
            Ok(hero) => assert_well_made(&hero, Style::default()),
            Err(error) => assert_eq!(error, HeroError::NoSubject),
        }
    }
}

#[test]
fn of_five_faces_the_largest_is_taken_and_the_others_are_mentioned() {
    let head = image::load_from_memory(&photo("astronaut.png")).unwrap().crop_imm(140, 5, 170, 190).to_rgb8();
    let mut row = RgbImage::from_pixel(800, 240, image::Rgb([190, 190, 185]));
    for (left, width) in [(0, 150), (150, 150), (300, 200), (500, 150), (650, 150)] {
        let copy = image::imageops::resize(&head, width, width * 190 / 170, image::imageops::FilterType::Triangle);
        image::imageops::overlay(&mut row, &copy, i64::from(left), 0);
    }
    let hero = make_hero(&png(&row), &HeroRequest::default()).unwrap();
    assert!(hero.warnings.contains(&Warning::SeveralFaces), "{:?}", hero.warnings);
    let scale = hero.photo.width as f32 / row.width() as f32;
    let (x, _) = hero.face.unwrap().center;
    assert!((300.0 * scale..500.0 * scale).contains(&x), "the large one is in the middle, not at {x}");
    assert_well_made(&hero, Style::default());
}

#[test]
fn a_photo_upside_down_is_turned_upright() {
    let turned = image::load_from_memory(&photo("astronaut.png")).unwrap().rotate180().to_rgb8();
    let hero = make_hero(&png(&turned), &HeroRequest::default()).unwrap();
    assert_eq!(hero.kind, SubjectKind::Person);
    let face = hero.face.unwrap();
    assert!(face.mouth.1 > face.eyes[0].1, "the mouth is below the eyes");
    assert_well_made(&hero, Style::default());
}
