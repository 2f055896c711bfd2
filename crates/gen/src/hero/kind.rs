//! What a photo shows.

pub mod statistics;

use crate::grid::Picture;

use super::Face;

use statistics::Statistics;

/// What a photo shows, which decides how it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// A human face.
    Person,
    /// An animal.
    Pet,
    /// A toy or any other thing.
    Thing,
    /// Something drawn on paper.
    Drawing,
}

impl SubjectKind {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Person, Self::Pet, Self::Thing, Self::Drawing];

    /// What it is called where it is chosen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Pet => "pet",
            Self::Thing => "thing",
            Self::Drawing => "drawing",
        }
    }
}

/// Paper and strokes together from which on a picture is a drawing, by the pictures it was fitted on.
const DRAWING: f32 = 1.07;
/// The least share of strokes in a drawing; a thing on a white table has fewer.
const DRAWING_STROKES: f32 = 0.35;

/// How much each of [`Statistics::looks`] speaks for an animal (above 0) or for a thing, and what is added to their sum.
/// Fitted by logistic regression on photos of animals and things.
const PET: [f32; 6] = [26.29, 4.129, -28.88, -2.933, -138.6, 5.326];
const PET_BIAS: f32 = -1.552;

/// Guesses what a photo shows before anything is cut out.
pub fn guess(picture: &Picture, face: Option<&Face>) -> SubjectKind {
    let statistics = Statistics::of(picture);
    let marks = statistics.paper + statistics.strokes;
    if marks > DRAWING && statistics.strokes > DRAWING_STROKES {
        return SubjectKind::Drawing;
    }
    if face.is_some() {
        return SubjectKind::Person;
    }
    let pet = PET_BIAS + PET.iter().zip(statistics.looks).map(|(weight, look)| weight * look).sum::<f32>();
    if pet > 0.0 { SubjectKind::Pet } else { SubjectKind::Thing }
}
