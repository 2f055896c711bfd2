//! What a photo shows.

use crate::grid::Picture;

use super::Face;

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

/// Guesses what a photo shows before anything is cut out.
pub fn guess(_picture: &Picture, face: Option<&Face>) -> SubjectKind {
    if face.is_some() { SubjectKind::Person } else { SubjectKind::Thing }
}
