//! The rig of a thing.

use snapcade_game::sheet::Repeat;

use crate::{
    grid::Picture,
    hero::{CLIPS, Clip, HeroRequest, Subject, shrink::shrink},
};

/// All clips of a thing.
pub fn animate(picture: &Picture, subject: &Subject, request: &HeroRequest) -> Vec<Clip> {
    let side = request.style.frame_px();
    let part = crate::grid::Rect { x: 0, y: 0, width: picture.width, height: picture.height };
    let frame = shrink(picture, &subject.mask, part, side, side);
    CLIPS
        .iter()
        .map(|name| Clip { name, ticks: 6, repeat: Repeat::Loop, frames: vec![frame.clone(), frame.clone()] })
        .collect()
}
