//! The rig of a person: the photographed head on a drawn body with limbs.

mod body;
mod frame;
mod outfit;
mod pose;

pub use body::Measures;
pub use outfit::{Build, Clothes, Outfit};

use crate::{
    grid::Picture,
    hero::{
        Clip, HeroRequest, Style, Subject,
        head::{self, Head},
    },
};

use super::parts::Parts;
use body::Body;
use pose::MOTIONS;

macro_rules! part_files {
    ($($path:literal),+) => {
        [$(include_str!(concat!("../../../../../assets/hero/", $path))),+]
    };
}

/// The part files for a style's frames: torsos, limbs, extras.
pub const fn part_files(style: Style) -> [&'static str; 3] {
    match style.frame_px() {
        0..=32 => part_files!("person-32-torso.art", "person-32-limbs.art", "person-32-extras.art"),
        33..=48 => part_files!("person-48-torso.art", "person-48-limbs.art", "person-48-extras.art"),
        _ => part_files!("person-64-torso.art", "person-64-limbs.art", "person-64-extras.art"),
    }
}

/// All clips of a person.
pub fn animate(picture: &Picture, subject: &Subject, request: &HeroRequest) -> Vec<Clip> {
    let height_px = Measures::of(request.style, Build::Slim).head;
    let head = head::head(picture, subject, request.style, height_px);
    with_head(&head, request.style, request.seed)
}

/// All clips of a person whose head is already in pixels. The seed chooses clothes and build.
pub fn with_head(head: &Head, style: Style, seed: u64) -> Vec<Clip> {
    // The files are part of the program and read in its tests; without them there would be a head that rolls.
    let parts = Parts::read(&part_files(style)).unwrap_or_default();
    let body = Body::new(head, Outfit::choose(head, style, seed), style, &parts);
    let clip = |motion: &pose::Motion| Clip {
        name: motion.name,
        ticks: motion.ticks,
        repeat: motion.repeat,
        frames: motion.poses.iter().map(|pose| frame::frame(&body, pose)).collect(),
    };
    MOTIONS.iter().map(clip).collect()
}
