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

    /// Turns it clockwise by a quarter, together with a picture of this height.
    fn turn(&mut self, height: u32) {
        for (x, y) in &mut self.points {
            (*x, *y) = ((height as i32 - 1).saturating_sub(*y), *x);
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
    /// Finds the subject of a picture: of the kind asked for, or of the kind it looks like. A picture whose only face is
    /// upside down or lies on its side is turned upright first, and what was painted over it with it.
    pub fn find(
        mut picture: Picture,
        kind: Option<SubjectKind>,
        mut strokes: Vec<Stroke>,
    ) -> Result<(Picture, Self), HeroError> {
        let may_be_person = matches!(kind, None | Some(SubjectKind::Person));
        let mut faces = if may_be_person { face::find_faces(&picture) } else { Vec::new() };
        let mut guessed = kind.unwrap_or_else(|| kind::guess(&picture, faces.first()));
        if faces.is_empty() && may_be_person && guessed != SubjectKind::Drawing {
            let turns = face::upright_turns(&picture);
            for _ in 0..turns {
                for stroke in &mut strokes {
                    stroke.turn(picture.height);
                }
                picture = picture.turned();
            }
            if turns > 0 {
                faces = face::find_faces(&picture);
                guessed = kind.unwrap_or_else(|| kind::guess(&picture, faces.first()));
            }
        }
        let face = faces.first().filter(|_| guessed == SubjectKind::Person).copied();
        let hints = Hints { kind: guessed, face: face.as_ref(), strokes: &strokes };
        let cut = ColorAndEdge.cut(&picture, &hints).ok_or(HeroError::NoSubject)?;
        let mut warnings = Vec::new();
        if guessed == SubjectKind::Person && faces.len() > 1 {
            warnings.push(Warning::SeveralFaces);
        }
        if cut.sureness < SURE {
            warnings.push(Warning::UnsureCut);
        }
        Ok((picture, Self { kind: guessed, mask: cut.mask, face, warnings }))
    }
}
