//! The detector beside the crate whose results it has, and with windows that left the picture.

use super::*;
use crate::grid::Picture;
use crate::hero::{Photo, face};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/samples/photos");
const NOTHING: Picture = Picture { width: 0, height: 0, pixels: Vec::new() };

fn photo(name: &str) -> Picture {
    let bytes = std::fs::read(format!("{SAMPLES}/{name}")).unwrap_or_default();
    let photo = Photo::decode(&bytes, None);
    assert!(photo.is_ok(), "{name} is a photo");
    photo.map_or(NOTHING, |photo| photo.picture)
}

fn gray(picture: &Picture, long_px: u32) -> Gray {
    let gray = face::gray(picture, long_px);
    assert!(gray.is_some(), "a picture large enough to be searched");
    gray.map_or_else(|| Gray { width: 0, height: 0, pixels: Vec::new() }, |(gray, _)| gray)
}

/// Finds what the crate finds and returns how many.
fn finds_the_same(model: &rustface::Model, picture: &Gray, search: Search) -> usize {
    let mut detector = rustface::create_detector_with_model(model.clone());
    detector.set_score_thresh(search.score);
    detector.set_slide_window_step(search.step_px, search.step_px);
    detector.set_pyramid_scale_factor(SCALE_STEP);
    detector.set_max_face_size(search.max_face_px);
    let expected = detector.detect(&rustface::ImageData::new(&picture.pixels, picture.width, picture.height));
    let found = detect(picture, search);
    assert_eq!(found.len(), expected.len());
    for (one, other) in found.iter().zip(&expected) {
        assert_eq!((one.x, one.y, one.side), (other.bbox().x(), other.bbox().y(), other.bbox().width()));
        assert!((one.score - other.score()).abs() < 1e-4);
    }
    found.len()
}

const SEARCHES: [Search; 2] =
    [Search { step_px: 4, max_face_px: 0, score: 0.1 }, Search { step_px: 7, max_face_px: 72, score: 0.1 }];

fn rustface_model() -> Option<rustface::Model> {
    let bytes: &[u8] = include_bytes!("../../../../../../assets/models/seeta_fd_frontal_v1.0.bin");
    let model = rustface::read_model(bytes).ok();
    assert!(model.is_some());
    model
}

#[test]
fn it_finds_what_rustface_finds_in_every_sample_photo() {
    let Some(model) = rustface_model() else { return };
    let entries = std::fs::read_dir(SAMPLES).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut faces = 0;
    for name in names.filter(|name| name != "README.md") {
        let picture = gray(&photo(&name), 300);
        faces += SEARCHES.map(|search| finds_the_same(&model, &picture, search)).iter().sum::<usize>();
    }
    assert!(faces >= 9, "{faces} faces");
}

#[test]
fn it_finds_what_rustface_finds_in_a_row_of_five_faces() {
    let (Some(model), head) = (rustface_model(), photo("astronaut.png")) else { return };
    let row = Picture::from_fn(800, 190, |x, y| {
        head.get(145 + (x % 160) as i32, 5 + y as i32).unwrap_or([190, 190, 185, 255])
    });
    for long_px in [300, 480] {
        let picture = gray(&row, long_px);
        for search in SEARCHES {
            assert!(finds_the_same(&model, &picture, search) >= 5);
        }
    }
}

#[test]
fn a_window_that_left_the_picture_is_dropped() {
    let picture = gray(&photo("astronaut.png"), 300);
    let (Some(model), mut view) = (model(), View::new()) else { return assert!(model().is_some()) };
    for (x, y, side) in
        [(-900, 0, 90), (0, -900, 90), (300, 0, 90), (0, 300, 90), (i32::MAX, i32::MAX, 90), (9, 9, 0), (9, 9, 1)]
    {
        for stage in &model.stages {
            assert_eq!(closer(&picture, Found { x, y, side, score: 1.0 }, stage, &mut view), None);
        }
    }
    for (x, y, side) in [(-89, -89, 90), (299, 299, 90), (-9, -9, 9000), (i32::MIN, 0, u32::MAX), (9, 9, 2)] {
        for stage in &model.stages {
            let _ = closer(&picture, Found { x, y, side, score: 1.0 }, stage, &mut view);
        }
    }
}
