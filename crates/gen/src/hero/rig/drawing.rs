//! The rig of a drawing: the figure as a paper puppet, cut out with a rim of white paper. It rocks, hops, bends and flips
//! like paper, and legs that are drawn apart swing.

use crate::{
    grid::Picture,
    hero::{Clip, HeroRequest, Subject},
};

use super::{
    cutout::Cutout,
    legs::{Jointed, split_legs},
    paper::{self, PAPER},
    stage::{self, Stage},
    warp::Pose,
};

/// One frame: degrees the puppet is turned, its width and height in hundredths, its bend in hundredths of its height, and
/// the degrees of its two legs.
type Key = (f32, (f32, f32), f32, (f32, f32));

const IDLE: [Key; 4] = [
    (0.0, (100.0, 100.0), 0.0, (0.0, 0.0)),
    (2.5, (101.0, 98.0), 2.0, (-2.5, -2.5)),
    (0.0, (102.0, 96.0), 0.0, (0.0, 0.0)),
    (-2.5, (101.0, 98.0), -2.0, (2.5, 2.5)),
];
const RUN: [Key; 6] = [
    (4.0, (100.0, 100.0), 2.0, (-30.0, 26.0)),
    (8.0, (96.0, 104.0), 4.0, (-12.0, 10.0)),
    (10.0, (94.0, 103.0), 2.0, (14.0, -16.0)),
    (4.0, (100.0, 100.0), -2.0, (28.0, -32.0)),
    (0.0, (102.0, 98.0), -4.0, (12.0, -14.0)),
    (-2.0, (104.0, 96.0), -2.0, (-14.0, 14.0)),
];
const JUMP: [Key; 3] = [
    (6.0, (108.0, 90.0), 4.0, (-10.0, 16.0)),
    (8.0, (93.0, 106.0), -5.0, (-34.0, 22.0)),
    (4.0, (96.0, 104.0), -8.0, (-24.0, 34.0)),
];
const FALL: [Key; 2] = [(-8.0, (97.0, 103.0), 9.0, (30.0, -18.0)), (-4.0, (101.0, 100.0), 13.0, (18.0, -30.0))];
const CLIMB: [Key; 4] = [
    (-7.0, (96.0, 102.0), 3.0, (-8.0, 24.0)),
    (0.0, (94.0, 105.0), 0.0, (0.0, 0.0)),
    (7.0, (96.0, 102.0), -3.0, (24.0, -8.0)),
    (0.0, (98.0, 99.0), 0.0, (6.0, -6.0)),
];
const SWIM: [Key; 4] = [
    (72.0, (100.0, 98.0), -8.0, (-14.0, 12.0)),
    (66.0, (100.0, 100.0), 0.0, (0.0, 0.0)),
    (70.0, (100.0, 98.0), 8.0, (14.0, -12.0)),
    (76.0, (100.0, 100.0), 0.0, (4.0, -4.0)),
];
const HURT: [Key; 2] = [(-16.0, (108.0, 88.0), -10.0, (-24.0, 10.0)), (-9.0, (96.0, 97.0), 8.0, (-12.0, 24.0))];
const WIN: [Key; 6] = [
    (0.0, (108.0, 90.0), 0.0, (0.0, 0.0)),
    (-9.0, (95.0, 106.0), -4.0, (26.0, 8.0)),
    (0.0, (52.0, 104.0), 0.0, (0.0, 0.0)),
    (0.0, (-100.0, 98.0), 0.0, (0.0, 0.0)),
    (9.0, (-95.0, 106.0), 4.0, (-8.0, -26.0)),
    (0.0, (52.0, 104.0), 0.0, (0.0, 0.0)),
];
const SPECIAL: [Key; 6] = [
    (-10.0, (110.0, 88.0), -6.0, (10.0, 10.0)),
    (0.0, (72.0, 104.0), 0.0, (0.0, 0.0)),
    (0.0, (-46.0, 106.0), 0.0, (0.0, 0.0)),
    (0.0, (-100.0, 104.0), 0.0, (14.0, -14.0)),
    (0.0, (46.0, 106.0), 0.0, (0.0, 0.0)),
    (12.0, (104.0, 98.0), 8.0, (-34.0, 20.0)),
];

/// All clips of a drawing.
pub fn animate(picture: &Picture, subject: &Subject, request: &HeroRequest) -> Vec<Clip> {
    let style = request.style;
    let cutout = paper::in_white_light(Cutout::new(picture, &subject.mask));
    let side = style.frame_px() as f32;
    stage::clips(style, |room| {
        let size = cutout.size_within((side - 9.0) * room, (side - 6.0) * room);
        let puppet = split_legs(&cutout.drawn_sprite(size));
        [&IDLE[..], &RUN, &JUMP, &FALL, &CLIMB, &SWIM, &HURT, &WIN, &SPECIAL]
            .map(|keys| keys.iter().map(|key| frame(&puppet, key, request)).collect())
    })
}

fn frame(puppet: &Jointed, key: &Key, request: &HeroRequest) -> Stage {
    let &(turn, (width, height), bend, legs) = key;
    let tall = puppet.body.picture.height as f32;
    let pose = Pose { scale: (width / 100.0, height / 100.0), bend: bend / 100.0 * tall, turn, ..Pose::default() };
    let mut stage = Stage::new(request.style);
    puppet.put(&mut stage, &pose, legs);
    stage.border(PAPER, if request.style.frame_px() > 48 { 2 } else { 1 });
    stage
}
