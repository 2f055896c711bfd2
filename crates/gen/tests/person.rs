//! A photographed head gets a body that moves.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use std::collections::BTreeSet;

use snapcade_gen::{
    color,
    grid::Picture,
    hero::{
        CLIPS, Clip, Photo, Style, Subject, SubjectKind,
        head::{self, Head},
        rig::{
            parts::Parts,
            person::{self, Build, Clothes, Measures},
        },
    },
};

const CLEAR: [u8; 4] = [0; 4];
const EYES: [u8; 4] = [21, 31, 61, 255];

/// A round face with hair, eyes and a mouth, in colours that no outfit has.
fn round_head(height_px: u32) -> Head {
    let width_px = height_px * 9 / 10;
    let picture = Picture::from_fn(width_px, height_px, |x, y| {
        let (u, v) = ((x as f32 + 0.5) / width_px as f32 * 2.0 - 1.0, (y as f32 + 0.5) / height_px as f32 * 2.0 - 1.0);
        let eye = (u.abs() - 0.4).abs() < 0.15 && (v - 0.1).abs() < 0.15;
        match () {
            () if u * u + v * v > 1.0 => CLEAR,
            () if v < -0.35 => [91, 51, 31, 255],
            () if eye => EYES,
            () if u.abs() < 0.3 && (v - 0.6).abs() < 0.08 => [171, 61, 71, 255],
            () => [231, 181, 151, 255],
        }
    });
    Head {
        neck: (width_px as i32 / 2, height_px as i32 - 1),
        behind: picture.map(|pixel| if *pixel == CLEAR { CLEAR } else { [91, 51, 31, 255] }),
        picture,
        skin: color::ramp([220, 170, 140]),
        hair: color::ramp([100, 60, 40]),
        top: color::ramp([226, 110, 40]),
        accent: None,
        bottom: None,
    }
}

fn clips(style: Style, seed: u64) -> Vec<Clip> {
    person::with_head(&round_head(Measures::of(style, Build::Slim).head), style, seed)
}

/// The seeds that show every outfit on every build.
fn seeds() -> impl Iterator<Item = u64> {
    0..2 * Clothes::ALL.len() as u64
}

fn lowest_row(frame: &Picture) -> Option<u32> {
    frame.bounds(|pixel| *pixel != CLEAR).map(|rect| rect.y as u32 + rect.height - 1)
}

#[test]
fn every_part_is_drawn_for_every_size() {
    let names = |style| {
        let parts = Parts::read(&person::part_files(style)).unwrap();
        parts.names().map(str::to_owned).collect::<Vec<_>>()
    };
    let default = names(Style::SixteenBit);
    for clothes in Clothes::ALL {
        for build in [Build::Slim, Build::Sturdy] {
            let name = format!("{}-{}", clothes.name(), build.name());
            assert!(default.contains(&name), "{name}");
        }
    }
    for style in Style::ALL {
        assert_eq!(names(style), default, "{style:?}");
    }
}

#[test]
fn a_person_moves_in_all_nine_ways() {
    for style in Style::ALL {
        for seed in seeds() {
            let clips = clips(style, seed);
            assert_eq!(clips.iter().map(|clip| clip.name).collect::<Vec<_>>(), CLIPS);
            for clip in &clips {
                assert!((2..=8).contains(&clip.frames.len()), "{}", clip.name);
                assert!(clip.ticks > 0);
                for (i, frame) in clip.frames.iter().enumerate() {
                    let next = &clip.frames[(i + 1) % clip.frames.len()];
                    assert_ne!(frame, next, "{} {i} stands still ({style:?}, seed {seed})", clip.name);
                }
            }
        }
    }
}

#[test]
fn feet_stand_on_one_line_and_nothing_touches_the_border() {
    for style in Style::ALL {
        let side = style.frame_px();
        for seed in seeds() {
            for clip in clips(style, seed) {
                for (i, frame) in clip.frames.iter().enumerate() {
                    let place = format!("{} {i} ({style:?}, seed {seed})", clip.name);
                    assert_eq!((frame.width, frame.height), (side, side), "{place}");
                    assert!(frame.pixels.iter().all(|pixel| pixel[3] == 255 || *pixel == CLEAR), "{place}");
                    assert_eq!(lowest_row(frame), Some(style.feet_row()), "{place}");
                    let bounds = frame.bounds(|pixel| *pixel != CLEAR).unwrap();
                    assert!(bounds.x >= 1 && bounds.y >= 1, "{place}");
                    assert!(bounds.x as u32 + bounds.width < side, "{place}");
                }
            }
        }
    }
}

#[test]
fn the_photographed_head_is_seen_whole() {
    for style in Style::ALL {
        let head = round_head(Measures::of(style, Build::Slim).head);
        let opaque = |pixel: &[u8; 4]| *pixel != CLEAR;
        let of_head = head.picture.pixels.iter().filter(|pixel| opaque(pixel)).count();
        let colors: BTreeSet<[u8; 4]> = head.picture.pixels.iter().copied().filter(opaque).collect();
        for seed in seeds() {
            for clip in person::with_head(&head, style, seed) {
                for frame in clip.frames.iter().filter(|_| clip.name != "climb") {
                    let seen = frame.pixels.iter().filter(|pixel| colors.contains(*pixel)).count();
                    assert!(seen * 100 >= of_head * 97, "{} shows {seen} of {of_head} pixels ({style:?})", clip.name);
                }
            }
        }
    }
}

#[test]
fn a_climber_shows_the_back_of_the_head() {
    for style in Style::ALL {
        let clips = clips(style, 0);
        let climb = clips.iter().find(|clip| clip.name == "climb").unwrap();
        assert!(clips[0].frames[0].pixels.contains(&EYES));
        assert!(climb.frames.iter().all(|frame| !frame.pixels.contains(&EYES)), "{style:?}");
    }
}

#[test]
fn a_seed_always_dresses_alike_and_another_differently() {
    assert_eq!(clips(Style::SixteenBit, 7), clips(Style::SixteenBit, 7));
    let looks: Vec<Picture> = seeds().map(|seed| clips(Style::SixteenBit, seed)[0].frames[0].clone()).collect();
    for (i, look) in looks.iter().enumerate() {
        assert!(!looks[..i].contains(look), "seed {i} looks like one before");
    }
}

#[test]
fn any_head_at_all_sits_on_a_body() {
    let filled = |width, height| Picture::filled(width, height, [200, 150, 120, 255]);
    let pictures = [
        filled(0, 0),
        filled(1, 1),
        filled(1, 900),
        filled(900, 1),
        filled(700, 700),
        Picture::filled(20, 20, CLEAR),
        Picture::filled(20, 20, [90, 90, 90, 127]),
    ];
    let necks = [(0, 0), (i32::MIN, i32::MAX), (i32::MAX, i32::MIN), (-3, 9999)];
    for picture in pictures {
        for neck in necks {
            let head = Head { picture: picture.clone(), neck, ..round_head(24) };
            for style in [Style::EightBit, Style::SixteenBit, Style::Modern] {
                for clip in person::with_head(&head, style, u64::MAX) {
                    for frame in &clip.frames {
                        assert_eq!(lowest_row(frame), Some(style.feet_row()), "{neck:?} {}", clip.name);
                    }
                }
            }
        }
    }
}

/// The head cut from one of the sample photos.
fn photographed(name: &str, style: Style) -> Head {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let path = std::path::Path::new(&package).join("../../assets/samples/photos").join(name);
    let photo = Photo::decode(&std::fs::read(path).unwrap(), None).unwrap();
    let (picture, subject) = Subject::find(photo.picture, Some(SubjectKind::Person), Vec::new()).unwrap();
    head::head(&picture, &subject, style, Measures::of(style, Build::Slim).head)
}

fn lightness(pixel: [u8; 4]) -> f32 {
    color::lab([pixel[0], pixel[1], pixel[2]]).l
}

#[test]
fn both_eyes_have_dark_pupils_with_light_in_them() {
    for name in ["astronaut.png", "astronaut-brown-skin.jpg", "astronaut-evening.jpg", "astronaut-glasses.jpg"] {
        for style in Style::ALL {
            let head = photographed(name, style);
            let at = |x: i32, y: i32| head.picture.get(x, y).filter(|pixel| *pixel != CLEAR);
            let dark = |x: i32, y: i32| at(x, y).is_some_and(|pixel| lightness(pixel) < 0.3);
            let bright = |x: i32, y: i32| at(x, y).is_some_and(|pixel| lightness(pixel) > 0.85);
            // On each side of the face's axis, in the rows of the eyes.
            for side in [-1, 1] {
                let places = (head.neck.1 / 3..head.neck.1 * 4 / 5)
                    .flat_map(|y| (0..head.picture.width as i32).map(move |x| (x, y)))
                    .filter(|(x, _)| (2 * (x - head.neck.0) + 1).signum() == side);
                let lit = places.filter(|&(x, y)| {
                    bright(x, y) && (dark(x - 1, y) || dark(x + 1, y)) && (dark(x, y + 1) || dark(x + side, y))
                        || bright(x, y) && dark(x + 1, y) && dark(x + 1, y + 1)
                });
                assert!(lit.count() > 0, "{name} {style:?} {side}");
            }
        }
    }
}

#[test]
fn the_back_of_a_head_has_the_hair_of_its_front_and_no_face() {
    for (name, style) in [("astronaut.png", Style::SixteenBit), ("astronaut-red-hair.jpg", Style::Modern)] {
        let head = photographed(name, style);
        assert_eq!((head.behind.width, head.behind.height), (head.picture.width, head.picture.height));
        let hair = color::lab(head.hair[1]);
        let seen: Vec<[u8; 4]> = head.behind.pixels.iter().copied().filter(|pixel| *pixel != CLEAR).collect();
        let near = seen.iter().filter(|pixel| color::distance(color::lab([pixel[0], pixel[1], pixel[2]]), hair) < 0.2);
        assert!(near.count() * 10 > seen.len() * 7, "{name}");
        assert!(seen.iter().all(|pixel| lightness(*pixel) < 0.9), "{name}");
    }
}
