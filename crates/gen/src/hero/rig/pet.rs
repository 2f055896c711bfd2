//! The rig of a pet. Of a close-up, the head is cut out and gets a drawn body with four legs in the colours and the marks of
//! its fur; of a whole animal, the cut-out is the body and gets drawn legs that run.

mod body;
mod fur;
mod head;

use crate::{
    grid::Picture,
    hero::{Clip, HeroRequest, Subject},
};

use super::{
    cutout::{Cutout, inside},
    grids::Sizes,
};

const LEG: Sizes = [
    include_str!("../../../../../assets/art/hero-parts/pet-leg-32.art"),
    include_str!("../../../../../assets/art/hero-parts/pet-leg-48.art"),
    include_str!("../../../../../assets/art/hero-parts/pet-leg-64.art"),
];

/// A pose of a drawn part: its tag and number.
type Limb = (&'static str, usize);

/// One frame of a pet. Lengths are in pixels of a 48-pixel frame.
struct Key {
    /// Degrees that the whole pet is turned.
    turn: f32,
    /// Width and height of the body in hundredths.
    scale: (f32, f32),
    /// How far the body is above where it stands.
    lift: i32,
    /// How far the head is moved and the degrees it is turned by itself.
    head: (i32, i32, f32),
    /// Near hind, near front, far hind and far front leg.
    legs: [Limb; 4],
    tail: Limb,
}

const fn key(turn: f32, scale: (f32, f32), lift: i32, head: (i32, i32, f32), legs: [Limb; 4], tail: Limb) -> Key {
    Key { turn, scale, lift, head, legs, tail }
}

const STAND: [Limb; 4] = [("stand", 0); 4];

/// Legs of a gallop: hind and front legs follow each other, the far ones a moment later.
const fn gallop(step: usize) -> [Limb; 4] {
    [("run", step), ("run", step + 3), ("run", step + 1), ("run", step + 4)]
}

const IDLE: [Key; 4] = [
    key(0.0, (100.0, 100.0), 0, (0, 0, 0.0), STAND, ("wag", 0)),
    key(0.0, (101.0, 98.0), -1, (0, 0, 0.0), STAND, ("wag", 1)),
    key(0.0, (102.0, 97.0), -1, (0, 0, 4.0), STAND, ("wag", 2)),
    key(0.0, (101.0, 98.0), 0, (0, 0, 4.0), STAND, ("wag", 3)),
];
const RUN: [Key; 6] = [
    key(2.0, (103.0, 98.0), 0, (1, 1, 4.0), gallop(0), ("run", 0)),
    key(0.0, (100.0, 100.0), 1, (1, 0, 2.0), gallop(1), ("run", 1)),
    key(-4.0, (97.0, 103.0), 2, (0, -1, -2.0), gallop(2), ("run", 2)),
    key(-2.0, (98.0, 101.0), 1, (0, 0, -4.0), gallop(3), ("run", 2)),
    key(0.0, (101.0, 99.0), 0, (1, 1, 0.0), gallop(4), ("run", 1)),
    key(4.0, (104.0, 96.0), 0, (1, 1, 3.0), gallop(5), ("run", 0)),
];
const JUMP: [Key; 3] = [
    key(0.0, (105.0, 92.0), -2, (0, 2, 4.0), STAND, ("down", 0)),
    key(-10.0, (97.0, 106.0), 1, (1, 0, -4.0), [("air", 1), ("air", 0), ("air", 1), ("air", 0)], ("down", 0)),
    key(-8.0, (100.0, 102.0), 0, (1, -1, -3.0), [("air", 1), ("air", 0), ("kick", 0), ("run", 5)], ("run", 1)),
];
const FALL: [Key; 2] = [
    key(7.0, (100.0, 101.0), 0, (0, -1, 4.0), [("air", 1), ("air", 2), ("kick", 0), ("run", 0)], ("up", 0)),
    key(9.0, (99.0, 103.0), 0, (0, -2, 6.0), [("kick", 0), ("run", 0), ("air", 1), ("air", 2)], ("up", 1)),
];
const CLIMB: [Key; 4] = [
    key(-24.0, (98.0, 102.0), 0, (-2, 2, 12.0), [("climb", 0), ("air", 2), ("climb", 1), ("run", 5)], ("down", 0)),
    key(-27.0, (100.0, 104.0), 1, (-2, 1, 16.0), [("climb", 1), ("run", 5), ("climb", 0), ("air", 0)], ("down", 1)),
    key(-24.0, (98.0, 102.0), 0, (-2, 2, 20.0), [("climb", 1), ("run", 5), ("climb", 0), ("air", 2)], ("down", 0)),
    key(-27.0, (100.0, 104.0), 1, (-2, 1, 16.0), [("climb", 0), ("air", 0), ("climb", 1), ("run", 5)], ("down", 1)),
];
const SWIM: [Key; 4] = [
    key(6.0, (102.0, 98.0), 0, (1, -2, -4.0), [("kick", 0), ("run", 5), ("kick", 1), ("run", 3)], ("run", 0)),
    key(3.0, (100.0, 100.0), 0, (1, -1, -2.0), [("run", 3), ("run", 4), ("kick", 0), ("run", 5)], ("run", 1)),
    key(6.0, (102.0, 98.0), 0, (1, -2, 0.0), [("kick", 1), ("run", 3), ("kick", 0), ("run", 5)], ("run", 2)),
    key(9.0, (100.0, 100.0), 0, (1, -3, -2.0), [("kick", 0), ("run", 5), ("run", 3), ("run", 4)], ("run", 1)),
];
const HURT: [Key; 2] = [
    key(-14.0, (104.0, 94.0), 0, (-2, 1, -12.0), [("air", 0), ("air", 0), ("run", 2), ("run", 0)], ("up", 0)),
    key(-8.0, (100.0, 97.0), 0, (-1, 1, -5.0), [("run", 0), ("run", 0), ("air", 2), ("air", 0)], ("down", 1)),
];
const WIN: [Key; 6] = [
    key(0.0, (104.0, 93.0), -1, (0, 2, 0.0), STAND, ("wag", 0)),
    key(-10.0, (98.0, 104.0), 1, (0, 0, 6.0), [("stand", 0), ("air", 0), ("stand", 0), ("run", 5)], ("wag", 1)),
    key(-12.0, (97.0, 105.0), 1, (0, 0, 12.0), [("stand", 0), ("run", 5), ("air", 1), ("air", 0)], ("wag", 3)),
    key(0.0, (104.0, 93.0), -1, (0, 2, 0.0), STAND, ("wag", 1)),
    key(-10.0, (98.0, 104.0), 1, (0, 0, -6.0), [("stand", 0), ("air", 0), ("stand", 0), ("run", 5)], ("wag", 3)),
    key(-12.0, (97.0, 105.0), 1, (0, 0, -9.0), [("stand", 0), ("run", 5), ("air", 1), ("air", 0)], ("wag", 0)),
];
const SPECIAL: [Key; 6] = [
    key(5.0, (106.0, 90.0), -2, (-1, 3, 6.0), [("run", 0), ("run", 0), ("run", 1), ("run", 1)], ("up", 0)),
    key(8.0, (108.0, 88.0), -2, (-2, 3, 9.0), [("run", 0), ("run", 0), ("run", 1), ("run", 1)], ("up", 1)),
    key(-10.0, (106.0, 97.0), 2, (1, -1, -6.0), [("kick", 0), ("air", 0), ("kick", 0), ("run", 5)], ("run", 1)),
    key(-2.0, (108.0, 95.0), 2, (1, 0, 4.0), [("air", 1), ("air", 0), ("air", 1), ("air", 0)], ("run", 2)),
    key(6.0, (106.0, 96.0), 1, (1, 1, 8.0), [("kick", 0), ("run", 0), ("air", 1), ("run", 5)], ("run", 0)),
    key(0.0, (100.0, 100.0), 0, (1, 0, 0.0), STAND, ("wag", 0)),
];

/// The keys of all clips, in the order of [`CLIPS`](crate::hero::CLIPS).
const KEYS: [&[Key]; 9] = [&IDLE, &RUN, &JUMP, &FALL, &CLIMB, &SWIM, &HURT, &WIN, &SPECIAL];

/// All clips of a pet.
pub fn animate(picture: &Picture, subject: &Subject, request: &HeroRequest) -> Vec<Clip> {
    let cutout = Cutout::new(picture, &subject.mask);
    let sides = cutout.cut_off;
    let cut_px = sides.left + sides.top + sides.right + sides.bottom;
    let covered = subject.mask.pixels.iter().filter(|&&mask| inside(mask)).count() as u64;
    let large = covered * 100 > u64::from(picture.width) * u64::from(picture.height) * 28;
    // An eighth of the photo's border: it shows a part of the animal, most likely its head.
    if large && cut_px * 8 > 2 * (picture.width + picture.height) {
        head::animate(&cutout, request.style)
    } else {
        body::animate(&cutout, request.style)
    }
}
