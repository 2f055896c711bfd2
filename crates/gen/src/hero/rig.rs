//! Bodies that move: a rig turns a cut-out into clips.

pub mod cutout;
pub mod drawing;
pub mod eyes;
pub mod grids;
pub mod legs;
pub mod paper;
pub mod parts;
pub mod person;
pub mod pet;
pub mod puppet;
pub mod spots;
pub mod stage;
pub mod thing;
pub mod warp;

use crate::grid::Picture;

use super::{Clip, HeroRequest, Subject, SubjectKind};

/// Gives the subject a body and moves it: all of [`CLIPS`](super::CLIPS), in their order.
pub fn animate(picture: &Picture, subject: &Subject, request: &HeroRequest) -> Vec<Clip> {
    match subject.kind {
        SubjectKind::Person => person::animate(picture, subject, request),
        SubjectKind::Pet => pet::animate(picture, subject, request),
        SubjectKind::Thing => thing::animate(picture, subject, request),
        SubjectKind::Drawing => drawing::animate(picture, subject, request),
    }
}
