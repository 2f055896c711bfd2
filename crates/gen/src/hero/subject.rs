//! What of a photo becomes the hero.

use crate::grid::{Mask, Picture};

use super::{
    Face, HeroError, Photo, SubjectKind, Warning, face, kind,
    segment::{ColorAndEdge, Hints, Segmenter},
};

/// A brush stroke over a photo that says what belongs to the subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stroke {
    /// It belongs to the subject; otherwise it does not.
    pub keep: bool,
    /// Half the brush's width in pixels.
    pub radius: u32,
    /// The places it passes, straight from one to the next.
    pub points: Vec<(i32, i32)>,
}

impl Stroke {
    /// The same stroke in pixels of the picture that is worked on.
    #[must_use]
    pub fn in_photo(&self, photo: &Photo) -> Self {
        let scale = f64::from(photo.picture.width) / f64::from(photo.shown.width.max(1));
        let place = |part: i32, origin: i32| ((f64::from(part) - f64::from(origin)) * scale).round() as i32;
        Self {
            keep: self.keep,
            radius: (f64::from(self.radius) * scale).round().max(1.0) as u32,
            points: self.points.iter().map(|&(x, y)| (place(x, photo.shown.x), place(y, photo.shown.y))).collect(),
        }
    }
}

/// What of a photo becomes the hero.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// What it is.
    pub kind: SubjectKind,
    /// Its mask, as large as the picture.
    pub mask: Mask,
    /// Its face, if a human one was found.
    pub face: Option<Face>,
    /// What could be better.
    pub warnings: Vec<Warning>,
}

/// A cut less sure than this is told.
const SURE: f32 = 0.3;

impl Subject {
    /// Finds the subject of a picture: of the kind asked for, or of the kind it looks like.
    pub fn find(picture: &Picture, kind: Option<SubjectKind>, strokes: &[Stroke]) -> Result<Self, HeroError> {
        let faces = match kind {
            None | Some(SubjectKind::Person) => face::find_faces(picture),
            Some(_) => Vec::new(),
        };
        let kind = kind.unwrap_or_else(|| kind::guess(picture, faces.first()));
        let face = faces.first().filter(|_| kind == SubjectKind::Person).copied();
        let hints = Hints { kind, face: face.as_ref(), strokes };
        let cut = ColorAndEdge.cut(picture, &hints).ok_or(HeroError::NoSubject)?;
        let mut warnings = Vec::new();
        if kind == SubjectKind::Person && faces.len() > 1 {
            warnings.push(Warning::SeveralFaces);
        }
        if cut.sureness < SURE {
            warnings.push(Warning::UnsureCut);
        }
        Ok(Self { kind, mask: cut.mask, face, warnings })
    }
}
