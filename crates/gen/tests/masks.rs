//! What is cut out of photos and drawings, against masks drawn by hand.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use snapcade_gen::grid::{Grid, Mask, Picture};
use snapcade_gen::hero::segment::{ColorAndEdge, Cut, Hints, Segmenter};
use snapcade_gen::hero::{Face, Stroke, SubjectKind, face};

fn here() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap())
}

fn opened(file: &Path) -> Picture {
    let image = image::open(file).unwrap().to_rgba8();
    let (width, height) = image.dimensions();
    Picture { width, height, pixels: image.pixels().map(|pixel| pixel.0).collect() }
}

fn photo(name: &str) -> Picture {
    opened(&here().join(format!("../../assets/samples/photos/{name}.png")))
}

fn cut(picture: &Picture, kind: SubjectKind, face: Option<&Face>, strokes: &[Stroke]) -> Option<Cut> {
    ColorAndEdge.cut(picture, &Hints { kind, face, strokes })
}

/// Pixels in both masks for one in either.
fn overlap(a: &Mask, b: &Mask) -> f32 {
    let (mut both, mut either) = (0_u32, 0_u32);
    for (a, b) in a.pixels.iter().zip(&b.pixels) {
        let (a, b) = (*a >= 128, *b >= 128);
        both += u32::from(a && b);
        either += u32::from(a || b);
    }
    both as f32 / either.max(1) as f32
}

/// Cuts a sample photo and compares it with the mask in this folder.
fn is_cut_like_by_hand(name: &str, kind: SubjectKind) {
    let picture = photo(name);
    // The face is that of the detector; where it finds none, as a person would mark it.
    let noted = Face {
        center: (224.0, 118.0),
        side: 95.0,
        score: 10.0,
        eyes: [(205.0, 100.0), (245.0, 100.0)],
        mouth: (227.0, 142.0),
    };
    let found = face::find_faces(&picture).first().copied().unwrap_or(noted);
    let cut = cut(&picture, kind, (kind == SubjectKind::Person).then_some(&found), &[]).unwrap();
    let by_hand = opened(&here().join(format!("tests/masks/{name}.png"))).map(|pixel| pixel[0]);
    let overlap = overlap(&cut.mask, &by_hand);
    println!("{name}: overlap {overlap:.3}, sureness {:.2}", cut.sureness);
    assert!(overlap >= 0.90, "{name}: overlap {overlap}");
    assert!(cut.sureness > 0.3, "{name}: sureness {}", cut.sureness);
}

#[test]
fn a_person_in_front_of_flags_is_cut_out() {
    is_cut_like_by_hand("astronaut", SubjectKind::Person);
}

#[test]
fn a_cat_so_near_that_it_reaches_out_of_the_photo_is_cut_out() {
    is_cut_like_by_hand("chelsea", SubjectKind::Pet);
}

#[test]
fn a_cup_on_a_table_of_nearly_its_color_is_cut_out() {
    is_cut_like_by_hand("coffee", SubjectKind::Thing);
}

/// A house with a white front, drawn with a dark pencil on cream paper that gets darker to the right.
fn drawn_house() -> Picture {
    Picture::from_fn(300, 240, |x, y| {
        let wall = (80..=180).contains(&x) && (100..=200).contains(&y);
        let inside = (84..=176).contains(&x) && (104..=196).contains(&y);
        let shade = 240 - x / 4;
        if wall && !inside { [60, 60, 90, 255] } else { [shade as u8, (shade - 8) as u8, (shade - 30) as u8, 255] }
    })
}

#[test]
fn the_white_front_of_a_drawn_house_belongs_to_it() {
    let cut = cut(&drawn_house(), SubjectKind::Drawing, None, &[]).unwrap();
    assert_eq!(cut.mask.get(130, 150), Some(255));
    assert_eq!(cut.mask.get(20, 20), Some(0));
    assert_eq!(cut.mask.get(280, 220), Some(0));
}

#[test]
fn a_bare_wall_and_an_empty_sheet_show_nothing() {
    let wall = Picture::from_fn(320, 240, |x, y| [(180 + x / 16) as u8, (170 + y / 16) as u8, 160, 255]);
    for kind in SubjectKind::ALL {
        assert_eq!(cut(&wall, kind, None, &[]), None, "{kind:?}");
    }
}

#[test]
fn of_gravel_nothing_is_surely_the_subject() {
    let mut state = 1_u32;
    let gravel = Picture::from_fn(320, 240, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let gray = (state >> 24) as u8;
        [gray, gray, gray, 255]
    });
    if let Some(cut) = cut(&gravel, SubjectKind::Thing, None, &[]) {
        assert!(cut.sureness < 0.3, "{}", cut.sureness);
    }
}

#[test]
fn a_picture_that_is_cut_out_already_stays_so() {
    let sticker = Picture::from_fn(100, 100, |x, y| {
        let inside = (30..70).contains(&x) && (20..90).contains(&y);
        if inside { [200, (x * 2) as u8, (y * 2) as u8, 255] } else { [0; 4] }
    });
    let cut = cut(&sticker, SubjectKind::Pet, None, &[]).unwrap();
    assert_eq!(cut.mask, sticker.map(|pixel| pixel[3]));
}

#[test]
fn the_handle_that_was_erased_is_gone_and_the_table_that_was_kept_is_there() {
    let coffee = photo("coffee");
    let strokes = [
        Stroke { keep: false, radius: 12, points: vec![(270, 100), (330, 120)] },
        Stroke { keep: true, radius: 10, points: vec![(40, 360), (80, 360)] },
    ];
    let cut = cut(&coffee, SubjectKind::Thing, None, &strokes).unwrap();
    assert_eq!(cut.mask.get(300, 110), Some(0));
    assert_eq!(cut.mask.get(60, 360), Some(255));
}

fn any_picture() -> impl Strategy<Value = Picture> {
    (1_u32..40, 1_u32..40, any::<u32>(), 0_u8..4).prop_map(|(width, height, seed, look)| {
        let mut state = seed;
        Grid::from_fn(width, height, |x, y| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 24) as u8;
            match look {
                0 => [noise, noise.wrapping_mul(31), noise.wrapping_mul(17), 255],
                1 => [seed as u8, 9, 200, 255],
                2 => [noise, 0, 0, if noise > 128 { 255 } else { 0 }],
                _ if (x + y) % 11 < 4 => [250, 250, 240, 255],
                _ => [20, 40, noise / 8, 0],
            }
        })
    })
}

fn any_stroke() -> impl Strategy<Value = Stroke> {
    (any::<bool>(), 0_u32..9, prop::collection::vec((-9_i32..50, -9_i32..50), 0..4))
        .prop_map(|(keep, radius, points)| Stroke { keep, radius, points })
}

fn any_face() -> impl Strategy<Value = Option<Face>> {
    prop::option::of((-20.0_f32..60.0, -20.0_f32..60.0, 0.0_f32..80.0).prop_map(|(x, y, side)| Face {
        center: (x, y),
        side,
        score: 5.0,
        eyes: [(x - 1.0, y), (x + 1.0, y)],
        mouth: (x, y + 2.0),
    }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_picture_is_cut_as_painted(
        picture in any_picture(),
        kind in prop::sample::select(SubjectKind::ALL.to_vec()),
        face in any_face(),
        strokes in prop::collection::vec(any_stroke(), 0..4),
    ) {
        let result = cut(&picture, kind, face.as_ref(), &strokes);
        prop_assert_eq!(&result, &cut(&picture, kind, face.as_ref(), &strokes));
        if let Some(cut) = result {
            prop_assert_eq!((cut.mask.width, cut.mask.height), (picture.width, picture.height));
            prop_assert_eq!(cut.mask.pixels.len(), picture.pixels.len());
            prop_assert!((0.0..=1.0).contains(&cut.sureness));
            // The points of the last stroke are as painted; earlier ones may be painted over.
            if let Some(last) = strokes.last() {
                for &(x, y) in &last.points {
                    if let Some(value) = cut.mask.get(x, y) {
                        prop_assert_eq!(value, if last.keep { 255 } else { 0 });
                    }
                }
            }
        }
    }
}
