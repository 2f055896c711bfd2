//! A photo becomes a hero: bytes to [`photo`], to [`subject`] (what it is, where its face is, its mask), to a [`rig`] that
//! moves, to [`finish`] (palette, outline) and a sheet.

pub mod clip;
pub mod error;
pub mod face;
pub mod finish;
pub mod head;
pub mod import;
pub mod kind;
pub mod photo;
pub mod rig;
pub mod segment;
pub mod shrink;
pub mod style;
pub mod subject;

pub use clip::{CLIPS, Clip};
pub use error::{HeroError, Warning};
pub use face::Face;
pub use kind::SubjectKind;
pub use photo::Photo;
pub use style::Style;
pub use subject::{Stroke, Subject};

use snapcade_game::Sheet;

use crate::grid::{Mask, Picture, Rect};

/// What a person wants of a hero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeroRequest {
    /// Its look.
    pub style: Style,
    /// What the photo shows; guessed if none.
    pub kind: Option<SubjectKind>,
    /// The part of the photo to use, in pixels of the photo as it is seen (after turning it upright).
    pub crop: Option<Rect>,
    /// What was painted over the photo to keep or to erase, in the same pixels.
    pub strokes: Vec<Stroke>,
    /// Soft shades are mixed from dots of two colours.
    pub dither: bool,
    /// Varies outfit and build where the photo does not say.
    pub seed: u64,
}

/// A hero and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Hero {
    /// What the photo shows.
    pub kind: SubjectKind,
    /// The photo as it was worked on: cropped, made smaller, and turned so that a face is upright.
    pub photo: Picture,
    /// What was cut out of it; as large as `photo`.
    pub mask: Mask,
    /// The face that the hero has got, in pixels of `photo`.
    pub face: Option<Face>,
    /// The hero.
    pub sheet: Sheet,
    /// What could be better with another photo.
    pub warnings: Vec<Warning>,
}

/// Makes a hero of a photo file. Equal arguments give an equal hero.
pub fn make_hero(bytes: &[u8], request: &HeroRequest) -> Result<Hero, HeroError> {
    let photo = Photo::decode(bytes, request.crop)?;
    let strokes: Vec<Stroke> = request.strokes.iter().map(|stroke| stroke.in_photo(&photo)).collect();
    let (picture, subject) = Subject::find(photo.picture, request.kind, strokes)?;
    let clips = rig::animate(&picture, &subject, request);
    let sheet = finish::sheet(&clips, request.style, request.dither)?;
    let warnings = photo.warnings.iter().chain(&subject.warnings).copied().collect();
    Ok(Hero { kind: subject.kind, photo: picture, mask: subject.mask, face: subject.face, sheet, warnings })
}
