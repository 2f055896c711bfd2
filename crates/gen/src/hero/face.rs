//! Finding faces and what is in them.

pub mod landmarks;

use std::sync::OnceLock;

use palette::{FromColor, Oklab, Srgb};
use rustface::{ImageData, Model};

use crate::grid::Picture;

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
    /// The longer side of the picture that is searched. The smallest face found is 40 pixels of it.
    long_px: u32,
    /// From one place looked at to the next, in pixels.
    step_px: u32,
    /// Faces beyond this size, in pixels of the picture that is searched, are left to another pass; 0 is no bound.
    max_face_px: u32,
    /// Faces less sure are dropped.
    score: f64,
}

/// Finds faces of more than an eighth of the picture.
const LARGE: Pass = Pass { long_px: 300, step_px: 6, max_face_px: 0, score: 1.95 };
/// Finds smaller ones, for two to three times the time.
const SMALL: Pass = Pass { long_px: 480, step_px: 7, max_face_px: 72, score: 1.95 };
/// Only tells whether there is a large face.
const GLANCE: Pass = Pass { long_px: 200, step_px: 5, max_face_px: 0, score: 3.0 };

/// The detector's window; no smaller picture can be searched.
const WINDOW_PX: u32 = 40;
/// A picture is not enlarged more than this to be searched.
const MAX_ENLARGE: f32 = 4.0;
/// More faces than these are not told.
const MAX_FACES: usize = 16;
/// A detection surer than this needs not look like skin.
const SURE_WITHOUT_SKIN: f32 = 5.0;

/// The faces in a picture, the largest first.
pub fn find_faces(picture: &Picture) -> Vec<Face> {
    let mut faces = detect(picture, 0, LARGE);
    if faces.is_empty() {
        faces = detect(picture, 0, SMALL);
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
    let best = |turns| detect(picture, turns, GLANCE).iter().map(|face| face.score).fold(0.0, f32::max);
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

/// Runs the detector over a picture after turning it clockwise by quarter turns; the faces are in pixels of the turned
/// picture, with the features of a mean face.
fn detect(picture: &Picture, turns: u8, pass: Pass) -> Vec<Face> {
    let Some(model) = model() else { return Vec::new() };
    let Some(gray) = Gray::of(picture, pass.long_px) else { return Vec::new() };
    let gray = gray.turned(turns);
    let mut detector = rustface::create_detector_with_model(model.clone());
    detector.set_score_thresh(pass.score);
    detector.set_slide_window_step(pass.step_px, pass.step_px);
    detector.set_pyramid_scale_factor(0.75);
    detector.set_max_face_size(pass.max_face_px);
    let found = detector.detect(&ImageData::new(&gray.pixels, gray.width, gray.height));
    let inside = |face: &Face| {
        let (x, y) = (face.center.0 * gray.scale, face.center.1 * gray.scale);
        x > 0.0 && y > 0.0 && x < gray.width as f32 && y < gray.height as f32 && face.side > 4.0
    };
    let faces = found.iter().map(|info| {
        let part = info.bbox();
        let side = part.width() as f32 / gray.scale;
        let half = part.width() as f32 / 2.0;
        let center = ((part.x() as f32 + half) / gray.scale, (part.y() as f32 + half) / gray.scale);
        landmarks::mean_face(center, side, info.score() as f32)
    });
    faces.filter(inside).collect()
}

/// The detector's weights (SeetaFace's frontal model), read once.
fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    let bytes: &[u8] = include_bytes!("../../../../assets/models/seeta_fd_frontal_v1.0.bin");
    MODEL.get_or_init(|| rustface::read_model(bytes).ok()).as_ref()
}

/// A picture for the detector.
struct Gray {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    /// Its pixels per pixel of the picture it was made from.
    scale: f32,
}

impl Gray {
    /// Makes a picture gray and its longer side `long_px` pixels, by averages; none if it gets too small to be searched.
    fn of(picture: &Picture, long_px: u32) -> Option<Self> {
        let scale = (long_px as f32 / picture.width.max(picture.height).max(1) as f32).min(MAX_ENLARGE);
        let (width, height) = ((picture.width as f32 * scale) as u32, (picture.height as f32 * scale) as u32);
        if width.min(height) < WINDOW_PX || width.max(height) > long_px + 1 {
            return None;
        }
        let luma = |x: u32, y: u32| {
            let [r, g, b, a] = picture.get(x as i32, y as i32).unwrap_or([128; 4]).map(u32::from);
            // What is see-through counts as mid-gray.
            ((r * 77 + g * 150 + b * 29) / 256 * a + 128 * (255 - a)) / 255
        };
        let span = |i: u32, size: u32, of: u32| {
            let first = (i as u64 * of as u64 / size as u64) as u32;
            let end = ((i as u64 + 1) * of as u64 / size as u64) as u32;
            first..end.max(first + 1)
        };
        let columns: Vec<_> = (0..width).map(|x| span(x, width, picture.width)).collect();
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            let rows = span(y, height, picture.height);
            for columns in &columns {
                let sum: u32 = rows.clone().map(|y| columns.clone().map(|x| luma(x, y)).sum::<u32>()).sum();
                pixels.push((sum / (rows.len() * columns.len()) as u32) as u8);
            }
        }
        Some(Self { width, height, pixels, scale })
    }

    /// The same turned clockwise by quarter turns.
    fn turned(self, turns: u8) -> Self {
        let (w, h) = (self.width as usize, self.height as usize);
        let (width, height) = if turns % 2 == 1 { (self.height, self.width) } else { (self.width, self.height) };
        let from = |x: usize, y: usize| match turns % 4 {
            1 => (y, h - 1 - x),
            2 => (w - 1 - x, h - 1 - y),
            3 => (w - 1 - y, x),
            _ => (x, y),
        };
        let mut pixels = Vec::with_capacity(w * h);
        for y in 0..height as usize {
            pixels.extend((0..width as usize).map(|x| from(x, y)).map(|(x, y)| self.pixels[y * w + x]));
        }
        Self { width, height, pixels, ..self }
    }
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
