//! Finding faces and what is in them.

mod detector;
pub mod landmarks;

use palette::{FromColor, Oklab, Srgb};

use crate::grid::Picture;

use detector::{Gray, Search};

/// A face, in pixels of the picture it was found in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// The middle of its square, which reaches from the brows' top to below the mouth, ear to ear.
    pub center: (f32, f32),
    /// The side of that square.
    pub side: f32,
    /// How sure the detector is; above about 3 it is rarely wrong.
    pub score: f32,
    /// The pupils, the one further left in the picture first.
    pub eyes: [(f32, f32); 2],
    /// The middle of the mouth.
    pub mouth: (f32, f32),
}

/// One search of a picture.
#[derive(Debug, Clone, Copy)]
struct Pass {
    /// The longer side of the picture that is searched, in pixels.
    long_px: u32,
    search: Search,
}

/// Finds faces of more than an eighth of the picture.
const LARGE: Pass = Pass { long_px: 300, search: Search { step_px: 6, max_face_px: 0, score: 1.95 } };
/// Finds smaller ones, for two to three times the time.
const SMALL: Pass = Pass { long_px: 480, search: Search { step_px: 7, max_face_px: 72, score: 1.95 } };
/// Only tells whether there is a large face.
const GLANCE: Pass = Pass { long_px: 200, search: Search { step_px: 5, max_face_px: 0, score: 3.0 } };

/// A picture is not enlarged more than this to be searched.
const MAX_ENLARGE: f32 = 4.0;
/// More faces than these are not told.
const MAX_FACES: usize = 16;
/// A detection surer than this needs not look like skin.
const SURE_WITHOUT_SKIN: f32 = 5.0;

/// The faces in a picture, the largest first.
pub fn find_faces(picture: &Picture) -> Vec<Face> {
    let mut faces = search(picture, LARGE);
    if faces.is_empty() {
        faces = search(picture, SMALL);
    }
    faces.retain(|face| face.score > SURE_WITHOUT_SKIN || looks_like_skin(picture, face));
    faces.sort_by(|one, other| other.side.total_cmp(&one.side));
    faces.truncate(MAX_FACES);
    for face in &mut faces {
        landmarks::refine(picture, face);
    }
    faces
}

/// How many quarter turns clockwise bring the people of a picture upright. It is 0 when a face is upright already, or
/// none is found at all.
pub fn upright_turns(picture: &Picture) -> u8 {
    let Some((gray, _)) = gray(picture, GLANCE.long_px) else { return 0 };
    let best = |turns| {
        let found = detector::detect(&gray.turned(turns), GLANCE.search);
        found.iter().map(|window| window.score).fold(0.0, f64::max)
    };
    if best(0) > 0.0 {
        return 0;
    }
    let (mut turns, mut most) = (0, 0.0);
    for (candidate, score) in [2, 1, 3].map(|turns| (turns, best(turns))) {
        if score > most {
            (turns, most) = (candidate, score);
        }
    }
    turns
}

/// Runs the detector over a picture; the faces have the features of a mean face.
fn search(picture: &Picture, pass: Pass) -> Vec<Face> {
    let Some((gray, scale)) = gray(picture, pass.long_px) else { return Vec::new() };
    let inside = |face: &Face| {
        let (x, y) = (face.center.0 * scale, face.center.1 * scale);
        x > 0.0 && y > 0.0 && x < gray.width as f32 && y < gray.height as f32 && face.side > 4.0
    };
    let faces = detector::detect(&gray, pass.search).into_iter().map(|window| {
        let side = window.side as f32;
        let center = ((window.x as f32 + side / 2.0) / scale, (window.y as f32 + side / 2.0) / scale);
        landmarks::mean_face(center, side / scale, window.score as f32)
    });
    faces.filter(inside).collect()
}

/// Makes a picture gray and its longer side `long_px` pixels, by averages, and tells how many of its pixels make one of
/// the picture's; none if it gets too small to be searched.
fn gray(picture: &Picture, long_px: u32) -> Option<(Gray, f32)> {
    let scale = (long_px as f32 / picture.width.max(picture.height).max(1) as f32).min(MAX_ENLARGE);
    let (width, height) = ((picture.width as f32 * scale) as u32, (picture.height as f32 * scale) as u32);
    if width.min(height) < detector::WINDOW_PX || width.max(height) > long_px + 1 {
        return None;
    }
    let luma = |&[r, g, b, a]: &[u8; 4]| {
        let [r, g, b, a] = [r, g, b, a].map(u32::from);
        // What is see-through counts as mid-gray.
        ((r * 77 + g * 150 + b * 29) / 256 * a + 128 * (255 - a)) / 255
    };
    let span = |i: u32, size: u32, of: u32| {
        let place = |i: u32| (u64::from(i) * u64::from(of) / u64::from(size)) as usize;
        place(i)..place(i + 1).max(place(i) + 1)
    };
    let columns: Vec<_> = (0..width).map(|x| span(x, width, picture.width)).collect();
    let mut pixels = Vec::with_capacity(width as usize * height as usize);
    let row_px = picture.width as usize;
    let mut sums = vec![0_u32; row_px];
    for y in 0..height {
        let rows = span(y, height, picture.height);
        sums.fill(0);
        for row in picture.pixels.chunks_exact(row_px).skip(rows.start).take(rows.len()) {
            for (sum, pixel) in sums.iter_mut().zip(row) {
                *sum += luma(pixel);
            }
        }
        pixels.extend(columns.iter().map(|columns| {
            let sum: u32 = sums.iter().skip(columns.start).take(columns.len()).sum();
            (sum / (rows.len() * columns.len()) as u32) as u8
        }));
    }
    Some((Gray { width, height, pixels }, scale))
}

/// The colour of a pixel as the eye measures it.
pub(super) fn oklab([r, g, b, _]: [u8; 4]) -> Oklab {
    Oklab::from_color(Srgb::new(r, g, b).into_linear::<f32>())
}

/// Whether the middle of a face has a colour that skin can have: from red to yellow in every lightness, or no colour at
/// all, as in a gray photo.
fn looks_like_skin(picture: &Picture, face: &Face) -> bool {
    const SAMPLES: i32 = 15;
    let (mut skin, mut gray, mut count) = (0, 0, 0);
    for i in 0..SAMPLES * SAMPLES {
        let (u, v) = ((i % SAMPLES) as f32 / (SAMPLES - 1) as f32, (i / SAMPLES) as f32 / (SAMPLES - 1) as f32);
        let x = face.center.0 + (u - 0.5) * face.side * 0.7;
        let y = face.center.1 + (v - 0.5) * face.side * 0.8;
        let Some(pixel) = picture.get(x as i32, y as i32) else { continue };
        let color = oklab(pixel);
        let (chroma, hue) = (color.a.hypot(color.b), color.b.atan2(color.a).to_degrees());
        count += 1;
        skin += i32::from(chroma > 0.012 && chroma < 0.2 && hue > 0.0 && hue < 100.0);
        gray += i32::from(chroma <= 0.012);
    }
    skin * 5 > count * 2 || gray * 10 > count * 9
}
