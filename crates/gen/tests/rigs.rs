//! What every hero that is no person can rely on: its clips, its frames, and that any cut-out makes one.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::{fs, path::Path};

use proptest::prelude::*;
use snapcade_game::sheet::art_text::{self, Palette};
use snapcade_gen::{
    grid::{Mask, Picture},
    hero::{
        CLIPS, Clip, HeroRequest, Style, Subject, SubjectKind,
        rig::{
            self,
            cutout::Cutout,
            eyes::eyes,
            paper::{PAPER, in_white_light},
        },
    },
};

const KINDS: [SubjectKind; 3] = [SubjectKind::Pet, SubjectKind::Thing, SubjectKind::Drawing];

fn clips(picture: &Picture, mask: &Mask, kind: SubjectKind, style: Style) -> Vec<Clip> {
    let subject = Subject { kind, mask: mask.clone(), face: None, warnings: Vec::new() };
    rig::animate(picture, &subject, &HeroRequest { style, kind: Some(kind), ..HeroRequest::default() })
}

/// A striped ball in the middle of a photo, or so near that it fills it.
fn ball(side: u32, radius: f32) -> (Picture, Mask) {
    let middle = side as f32 / 2.0;
    let from_middle = |x: u32, y: u32| (x as f32 + 0.5 - middle).hypot(y as f32 + 0.5 - middle);
    let picture = Picture::from_fn(side, side, |x, y| match (from_middle(x, y) < radius, y / 20 % 3) {
        (true, 0) => [90, 50, 40, 255],
        (true, _) => [220, 120 + (x / 4) as u8, 60, 255],
        (false, _) => [120, 160, 140, 255],
    });
    let mask = Mask::from_fn(side, side, |x, y| if from_middle(x, y) < radius { 255 } else { 0 });
    (picture, mask)
}

/// Says what a game could not live with.
fn check(clips: &[Clip], style: Style) -> Result<(), String> {
    let side = style.frame_px();
    if !clips.iter().map(|clip| clip.name).eq(CLIPS) {
        return Err("these are not the nine clips in their order".into());
    }
    for clip in clips {
        let name = clip.name;
        if !(2..=8).contains(&clip.frames.len()) {
            return Err(format!("{name} has {} frames", clip.frames.len()));
        }
        for (i, frame) in clip.frames.iter().enumerate() {
            if (frame.width, frame.height) != (side, side) {
                return Err(format!("{name} {i} has another size"));
            }
            if frame.pixels.iter().any(|pixel| !matches!(pixel[3], 0 | 255)) {
                return Err(format!("{name} {i} is half see-through somewhere"));
            }
            let bounds = frame.bounds(|pixel| pixel[3] > 0).ok_or(format!("{name} {i} is empty"))?;
            let (right, bottom) = (bounds.x as u32 + bounds.width, bounds.y as u32 + bounds.height);
            if bounds.x < 1 || bounds.y < 1 || right >= side {
                return Err(format!("{name} {i} reaches into its margin"));
            }
            if bottom - 1 != style.feet_row() {
                return Err(format!("{name} {i} stands on row {}", bottom - 1));
            }
        }
        if let Some(i) = clip.frames.windows(2).position(|pair| pair[0] == pair[1]) {
            return Err(format!("{name} does not move after frame {i}"));
        }
    }
    Ok(())
}

#[test]
fn a_ball_moves_in_every_style_as_whatever_it_is_taken_for() {
    for radius in [60.0, 140.0] {
        let (picture, mask) = ball(200, radius);
        for kind in KINDS {
            for style in Style::ALL {
                let clips = clips(&picture, &mask, kind, style);
                check(&clips, style).unwrap_or_else(|fault| panic!("{kind:?} {style:?} {radius}: {fault}"));
            }
        }
    }
}

#[test]
fn the_same_photo_makes_the_same_hero() {
    let (picture, mask) = ball(160, 60.0);
    for kind in KINDS {
        let once = clips(&picture, &mask, kind, Style::SixteenBit);
        assert_eq!(once, clips(&picture, &mask, kind, Style::SixteenBit));
    }
}

#[test]
fn odd_cut_outs_make_heroes_too() {
    for (width, height) in [(1, 1), (1, 300), (300, 1), (2, 3), (64, 64), (70, 64)] {
        let picture = Picture::from_fn(width, height, |x, y| [(x * 7) as u8, (y * 5) as u8, 90, 255]);
        let masks = [
            Mask::filled(width, height, 0),
            Mask::filled(width, height, 255),
            Mask::from_fn(width, height, |x, _| if x == width / 2 { 255 } else { 0 }),
            Mask::from_fn(width, height, |_, y| if y == height - 1 { 255 } else { 0 }),
            Mask::from_fn(width, height, |x, y| if (x + y) % 2 == 0 { 255 } else { 0 }),
            Mask::from_fn(width, height, |x, y| if x % 9 == 0 && y % 9 == 0 { 255 } else { 0 }),
        ];
        for (i, mask) in masks.iter().enumerate() {
            for kind in KINDS {
                let clips = clips(&picture, mask, kind, Style::SixteenBit);
                check(&clips, Style::SixteenBit)
                    .unwrap_or_else(|fault| panic!("{width} x {height}, mask {i}, {kind:?}: {fault}"));
            }
        }
    }
}

/// A plain yellow ball of 200 pixels with dark round eyes of `radius` pixels at these places.
fn ball_with_eyes(places: &[(f32, f32)], radius: f32) -> Cutout {
    let (_, mask) = ball(200, 80.0);
    let picture = Picture::from_fn(200, 200, |x, y| {
        let near = |place: &(f32, f32)| (x as f32 - place.0).hypot(y as f32 - place.1) < radius;
        if places.iter().any(near) { [30, 24, 28, 255] } else { [235, 200, 60, 255] }
    });
    Cutout::new(&picture, &mask)
}

#[test]
fn a_toy_keeps_the_eyes_it_has() {
    assert_eq!(eyes(&ball_with_eyes(&[(75.0, 70.0), (125.0, 71.0)], 7.0)).len(), 2, "a teddy looks at us");
    assert_eq!(eyes(&ball_with_eyes(&[(120.0, 65.0)], 6.0)).len(), 1, "a duck is seen from the side");
    assert!(eyes(&ball_with_eyes(&[], 0.0)).is_empty(), "a lemon has none");
    let row = [(60.0, 70.0), (80.0, 70.0), (100.0, 70.0), (120.0, 70.0), (140.0, 70.0)];
    assert!(eyes(&ball_with_eyes(&row, 4.0)).is_empty(), "a row of dots is a pattern");
}

#[test]
fn a_drawing_in_lamp_light_is_on_white_paper_with_strong_colours() {
    // Warm light that fades to the right, and a ring of pale red crayon with paper in it.
    let from_middle = |x: u32, y: u32| (x as f32 - 100.0).hypot(y as f32 - 100.0);
    let picture = Picture::from_fn(200, 200, |x, y| {
        let light = 1.0 - x as f32 / 500.0;
        let [r, g, b] =
            if (50.0..62.0).contains(&from_middle(x, y)) { [200.0, 120.0, 95.0] } else { [215.0, 200.0, 170.0] };
        [(r * light) as u8, (g * light) as u8, (b * light) as u8, 255]
    });
    let mask = Mask::from_fn(200, 200, |x, y| if from_middle(x, y) < 62.0 { 255 } else { 0 });
    let lit = in_white_light(Cutout::new(&picture, &mask));
    let (width, height) = (lit.picture.width as i32, lit.picture.height as i32);
    for x in [width / 3, width / 2, width * 2 / 3] {
        let paper = lit.picture.get(x, height / 2).unwrap();
        let away = paper.iter().zip(PAPER).map(|(&one, other)| one.abs_diff(other)).max().unwrap();
        assert!(away < 8, "the paper is {paper:?} at column {x}");
    }
    let clips = clips(&picture, &mask, SubjectKind::Drawing, Style::SixteenBit);
    let frame = &clips[0].frames[0];
    let red = |pixel: &&[u8; 4]| i32::from(pixel[0]) - i32::from(pixel[2]) > 100;
    assert!(frame.pixels.iter().filter(red).count() > 60, "the crayon is red");
    let white = |pixel: &&[u8; 4]| pixel[3] > 0 && pixel[..3].iter().all(|&part| part > 225);
    assert!(frame.pixels.iter().filter(white).count() > 300, "the paper in the ring is white");
}

#[test]
fn every_part_of_a_body_can_be_read() {
    let assets = Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../assets");
    let palette = Palette::parse(&fs::read_to_string(assets.join("palettes/master.txt")).unwrap()).unwrap();
    let mut parts = 0;
    for entry in fs::read_dir(assets.join("art/hero-parts")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("pet-") || name.starts_with("thing-") {
            let sheet = art_text::parse(&fs::read_to_string(&path).unwrap(), &palette);
            let sheet = sheet.unwrap_or_else(|fault| panic!("{name}: {fault}"));
            assert!(sheet.frames.iter().all(|frame| frame.iter().any(|&index| index > 0)), "{name} has an empty frame");
            parts += 1;
        }
    }
    assert_eq!(parts, 7 * 3, "four parts of pets and three of things, in three sizes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_is_cut_out_moves(
        (width, height, pixels) in (1_u32..40, 1_u32..40).prop_flat_map(|(width, height)| {
            let pixel = (any::<[u8; 3]>(), any::<u8>());
            (Just(width), Just(height), prop::collection::vec(pixel, (width * height) as usize))
        }),
        kind in prop::sample::select(&KINDS[..]),
        style in prop::sample::select(&Style::ALL[..]),
    ) {
        let picture =
            Picture { width, height, pixels: pixels.iter().map(|&([r, g, b], _)| [r, g, b, 255]).collect() };
        let mask = Mask { width, height, pixels: pixels.iter().map(|&(_, mask)| mask).collect() };
        prop_assert_eq!(check(&clips(&picture, &mask, kind, style), style), Ok(()));
    }
}
