//! Faces, what a photo shows, and heads, on the sample photos.
#![allow(clippy::expect_used, reason = "a test that fails should panic")]

use palette::{FromColor, Oklab, Srgb};
use proptest::prelude::*;
use snapcade_gen::{
    grid::{Grid, Mask, Picture},
    hero::{Face, Style, Subject, SubjectKind, face, head, kind},
};

fn photo(name: &str) -> Picture {
    let path = format!("{}/../../assets/samples/photos/{name}.png", env!("CARGO_MANIFEST_DIR"));
    let image = image::open(path).expect("a sample photo").to_rgba8();
    Picture { width: image.width(), height: image.height(), pixels: image.pixels().map(|pixel| pixel.0).collect() }
}

fn turned_by_half(picture: &Picture) -> Picture {
    let mut turned = picture.clone();
    turned.pixels.reverse();
    turned
}

/// The astronaut's face in the sample photo, in pixels, as a person would mark it.
fn is_the_astronaut(face: &Face) {
    let near = |(x, y): (f32, f32), to: (f32, f32), reach: f32| {
        assert!((x - to.0).hypot(y - to.1) < reach, "{face:?} should have something at {to:?}");
    };
    near(face.center, (224.0, 118.0), 15.0);
    near(face.eyes[0], (202.0, 105.0), 9.0);
    near(face.eyes[1], (246.0, 106.0), 9.0);
    near(face.mouth, (224.0, 148.0), 12.0);
}

#[test]
fn the_astronaut_is_found_and_a_cat_and_a_cup_are_not_people() {
    let faces = face::find_faces(&photo("astronaut"));
    is_the_astronaut(&faces[0]);
    assert_eq!(face::find_faces(&photo("chelsea")), []);
    assert_eq!(face::find_faces(&photo("coffee")), []);
}

#[test]
fn the_astronaut_is_found_in_the_dark_and_in_a_mirror() {
    let astronaut = photo("astronaut");
    let dark = astronaut.map(|&[r, g, b, a]| [r / 3, g / 3, b / 3, a]);
    is_the_astronaut(&face::find_faces(&dark)[0]);
    let gray = astronaut.map(|&[r, g, b, a]| {
        let light = (u32::from(r) + u32::from(g) + u32::from(b)) / 3;
        [light as u8, light as u8, light as u8, a]
    });
    is_the_astronaut(&face::find_faces(&gray)[0]);
    let mut mirrored = face::find_faces(&astronaut.mirrored())[0];
    let back = |(x, y): (f32, f32)| (511.0 - x, y);
    mirrored.center = back(mirrored.center);
    mirrored.mouth = back(mirrored.mouth);
    mirrored.eyes = [back(mirrored.eyes[1]), back(mirrored.eyes[0])];
    is_the_astronaut(&mirrored);
}

#[test]
fn a_photo_upside_down_is_told() {
    let astronaut = photo("astronaut");
    assert_eq!(face::upright_turns(&astronaut), 0);
    assert_eq!(face::upright_turns(&turned_by_half(&astronaut)), 2);
    let lying = Picture::from_fn(512, 512, |x, y| astronaut.pixels[((511 - x) * 512 + y) as usize]);
    assert_eq!(face::upright_turns(&lying), 3, "turned clockwise once, three more turns bring it upright");
    assert_eq!(face::upright_turns(&photo("coffee")), 0);
}

#[test]
fn the_samples_are_guessed_right() {
    let guess = |name: &str| {
        let picture = photo(name);
        kind::guess(&picture, face::find_faces(&picture).first())
    };
    assert_eq!(guess("astronaut"), SubjectKind::Person);
    assert_eq!(guess("chelsea"), SubjectKind::Pet);
    assert_eq!(guess("coffee"), SubjectKind::Thing);
}

#[test]
fn strokes_on_paper_are_a_drawing() {
    let paper = Picture::from_fn(400, 500, |x, y| {
        let (dx, dy) = (x as f32 - 200.0, y as f32 - 250.0);
        let ring = |radius: f32| (dx.hypot(dy) - radius).abs() < 4.0;
        let leg = (dx.abs() - 40.0).abs() < 4.0 && dy > 120.0 && dy < 200.0;
        let shadow = (x / 16) as u8;
        if ring(120.0) || ring(30.0) || leg {
            [180, 40, 60, 255]
        } else {
            [240 - shadow, 236 - shadow, 226 - shadow, 255]
        }
    });
    assert_eq!(kind::guess(&paper, None), SubjectKind::Drawing);
}

/// The astronaut, cut out roughly: head and shoulders.
fn astronaut() -> (Picture, Subject) {
    let picture = photo("astronaut");
    let mask = Mask::from_fn(picture.width, picture.height, |x, y| {
        let oval =
            |cx: f32, cy: f32, rx: f32, ry: f32| ((x as f32 - cx) / rx).powi(2) + ((y as f32 - cy) / ry).powi(2) < 1.0;
        if oval(222.0, 95.0, 72.0, 95.0) || oval(230.0, 420.0, 200.0, 240.0) { 255 } else { 0 }
    });
    let face = face::find_faces(&picture).first().copied();
    (picture, Subject { kind: SubjectKind::Person, mask, face, warnings: Vec::new() })
}

fn oklab(pixel: [u8; 4]) -> Oklab {
    Oklab::from_color(Srgb::new(pixel[0], pixel[1], pixel[2]).into_linear::<f32>())
}

fn mean(colors: &[Oklab]) -> [f32; 3] {
    let count = colors.len() as f32;
    let sum = colors.iter().fold([0.0; 3], |[l, a, b], color| [l + color.l, a + color.a, b + color.b]);
    sum.map(|value| value / count)
}

#[test]
fn a_head_has_the_photo_s_colors() {
    let (picture, subject) = astronaut();
    let face = subject.face.expect("the astronaut's face");
    let part = |x: f32, y: f32| {
        let (dx, dy) = ((x - face.center.0) / face.side, (y - face.center.1) / face.side);
        dx.abs() < 0.3 && (-0.1..0.5).contains(&dy)
    };
    let seen: Vec<Oklab> = (0..picture.height)
        .flat_map(|y| (0..picture.width).map(move |x| (x, y)))
        .filter(|&(x, y)| part(x as f32, y as f32))
        .filter_map(|(x, y)| picture.get(x as i32, y as i32))
        .map(oklab)
        .collect();
    for style in Style::ALL {
        let height = style.frame_px() / 2;
        let head = head::head(&picture, &subject, style, height);
        assert!(head.picture.pixels.iter().all(|pixel| pixel[3] == 0 || pixel[3] == 255));
        assert!(head.picture.height <= height && head.picture.width * 4 <= height * 5);
        // The same part of the face: from below the brows to the chin.
        let (middle, chin) = head.neck;
        let scale = height as f32 / 1.4;
        let drawn: Vec<Oklab> = (0..head.picture.height as i32)
            .flat_map(|y| (0..head.picture.width as i32).map(move |x| (x, y)))
            .filter(|&(x, y)| {
                ((x - middle) as f32).abs() < 0.3 * scale && y <= chin && (chin - y) as f32 <= 0.6 * scale
            })
            .filter_map(|(x, y)| head.picture.get(x, y))
            .filter(|pixel| pixel[3] == 255)
            .map(oklab)
            .collect();
        let (seen, drawn) = (mean(&seen), mean(&drawn));
        let apart = (0..3).map(|i| (seen[i] - drawn[i]).powi(2)).sum::<f32>().sqrt();
        assert!(apart <= 0.06, "{}: {apart} between {seen:?} and {drawn:?}", style.name());
    }
}

#[test]
fn a_head_ends_at_the_chin() {
    let (picture, subject) = astronaut();
    let head = head::head(&picture, &subject, Style::SixteenBit, 24);
    let row_width =
        |y: i32| (0..head.picture.width as i32).filter(|&x| head.picture.get(x, y).is_some_and(|p| p[3] > 0)).count();
    let last = head.picture.height as i32 - 1;
    let widest = (0..=last).map(row_width).max().unwrap_or(0);
    assert!(row_width(last) * 2 <= widest, "shoulders would be wider than a chin");
    let orange = head.picture.pixels.iter().filter(|pixel| pixel[3] > 0 && pixel[0] > 180 && pixel[2] < 60).count();
    assert_eq!(orange, 0, "the suit stays below the head");
    let [r, _, b] = head.top[1];
    assert!(r > 150 && b < 100, "but the body will wear its orange: {:?}", head.top);
}

#[test]
fn a_head_leaning_is_put_upright() {
    let (picture, subject) = astronaut();
    let face = subject.face.expect("the astronaut's face");
    let (sin, cos) = 0.3_f32.sin_cos();
    let lean = |(x, y): (f32, f32)| {
        let (dx, dy) = (x - face.center.0, y - face.center.1);
        (face.center.0 + dx * cos - dy * sin, face.center.1 + dx * sin + dy * cos)
    };
    let upright = |x: u32, y: u32| {
        let (dx, dy) = (x as f32 - face.center.0, y as f32 - face.center.1);
        ((face.center.0 + dx * cos + dy * sin).round() as i32, (face.center.1 - dx * sin + dy * cos).round() as i32)
    };
    let leaning =
        Picture::from_fn(512, 512, |x, y| picture.get(upright(x, y).0, upright(x, y).1).unwrap_or([0, 0, 0, 255]));
    let mask = Mask::from_fn(512, 512, |x, y| subject.mask.get(upright(x, y).0, upright(x, y).1).unwrap_or(0));
    let leaning_face = Face { eyes: face.eyes.map(lean), mouth: lean(face.mouth), ..face };
    let subject_leaning = Subject { mask, face: Some(leaning_face), ..subject.clone() };
    let straight = head::head(&picture, &subject, Style::Modern, 32);
    let turned = head::head(&leaning, &subject_leaning, Style::Modern, 32);
    assert!(straight.picture.width.abs_diff(turned.picture.width) <= 2, "{straight:?} {turned:?}");
    assert!((straight.neck.0 - turned.neck.0).abs() <= 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_head_is_made_of_anything(
        (width, height) in (1_u32..60, 1_u32..60),
        seed in any::<u32>(),
        kept in 0_u32..256,
        center in (-50.0_f32..120.0, -50.0_f32..120.0),
        side in prop_oneof![Just(f32::NAN), -1.0_f32..1e6],
        eyes in [(-50.0_f32..120.0, -50.0_f32..120.0), (-50.0_f32..120.0, -50.0_f32..120.0)],
        faced in any::<bool>(),
        height_px in 0_u32..70,
    ) {
        let noise = |x: u32, y: u32| (x * 31 + y * 17 + 7).wrapping_mul(seed | 1).wrapping_mul(2_654_435_761) >> 8;
        let picture = Picture::from_fn(width, height, |x, y| noise(x, y).to_le_bytes());
        let mask = Grid::from_fn(width, height, |x, y| if noise(y, x) % 256 < kept { 255 } else { 0 });
        let face = Face { center, side, score: 3.0, eyes, mouth: center };
        let subject = Subject { kind: SubjectKind::Person, mask, face: faced.then_some(face), warnings: Vec::new() };
        let head = head::head(&picture, &subject, Style::SixteenBit, height_px);
        prop_assert!(head.picture.width > 0 && head.picture.height > 0);
        prop_assert_eq!(head.picture.pixels.len(), (head.picture.width * head.picture.height) as usize);
        prop_assert!(head.picture.get(head.neck.0, head.neck.1).is_some());
        let _ = kind::guess(&picture, None);
        let _ = face::find_faces(&picture);
    }
}
