//! How a person moves: what every joint does in every frame.

use snapcade_game::sheet::Repeat;

/// Upper arm and forearm, in degrees: 0 hangs down, 90 points to the right, where the person is facing.
pub type Arm = [i16; 2];

/// Thigh, shin and foot; the foot's 0 is flat on the ground, above 0 the toes point up.
pub type Leg = [i16; 3];

/// One frame. Lengths are in pixels of a 48-pixel frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pose {
    /// Seen from behind.
    pub back: bool,
    /// How far the shoulders are to the right of where they are upright.
    pub lean: i8,
    /// How far the body is turned to the side: how much nearer than usual shoulders and hips are to the middle.
    pub turn: i8,
    /// The whole torso lies forward by so many degrees.
    pub tilt: i16,
    /// How far chest and head have sunk.
    pub sink: i8,
    /// Where the head is, to the right and down, from where it sits.
    pub head: (i8, i8),
    /// The arm towards the onlooker.
    pub near_arm: Arm,
    /// The other one.
    pub far_arm: Arm,
    /// The leg towards the onlooker.
    pub near_leg: Leg,
    /// The other one.
    pub far_leg: Leg,
    /// Which view of a cape: hanging, lifted, blowing up, blowing down.
    pub cape: u8,
    /// What the hands make: how large, and where from the hips, to the right and down.
    pub spark: Option<(u8, i8, i8)>,
    /// How far the middle of the frame is to the right of the hips.
    pub middle: i8,
}

const STAND: Pose = Pose {
    back: false,
    lean: 0,
    turn: 0,
    tilt: 0,
    sink: 0,
    head: (0, 0),
    near_arm: [-14, 8],
    far_arm: [22, 22],
    near_leg: [0, 0, 0],
    far_leg: [0, 0, 0],
    cape: 0,
    spark: None,
    middle: 0,
};

/// An animation as poses.
pub struct Motion {
    /// Its name, one of [`CLIPS`](crate::hero::CLIPS).
    pub name: &'static str,
    /// Ticks a frame.
    pub ticks: u16,
    /// How it goes on.
    pub repeat: Repeat,
    /// Its frames.
    pub poses: &'static [Pose],
}

const IDLE: [Pose; 4] = [
    STAND,
    Pose { sink: 1, near_arm: [-16, 10], far_arm: [24, 24], ..STAND },
    Pose { sink: 1, head: (0, 1), near_arm: [-18, 10], far_arm: [28, 24], cape: 1, ..STAND },
    Pose { head: (0, 1), near_arm: [-16, 8], far_arm: [24, 22], cape: 1, ..STAND },
];

/// A leg's way through a stride of eight frames, from its heel touching the ground in front.
const STRIDE: [Leg; 8] = [
    [40, 14, 15],
    [30, -12, 0],
    [6, -14, 0],
    [-24, -34, -10],
    [-38, -55, -45],
    [-28, -88, -75],
    [18, -78, -55],
    [58, -16, 5],
];

/// What the arm of the same side does meanwhile.
const SWING: [Arm; 8] = [[-62, -14], [-50, 2], [-14, 34], [24, 68], [58, 96], [50, 90], [6, 52], [-38, 8]];

const fn running(i: usize, head: (i8, i8), cape: u8) -> Pose {
    let other = (i + 4) % 8;
    Pose {
        lean: 2,
        turn: 3,
        head,
        near_arm: SWING[i],
        far_arm: SWING[other],
        near_leg: STRIDE[i],
        far_leg: STRIDE[other],
        cape,
        ..STAND
    }
}

const RUN: [Pose; 8] = [
    running(0, (0, 0), 2),
    running(1, (0, 1), 2),
    running(2, (0, 0), 3),
    running(3, (0, 0), 3),
    running(4, (0, 0), 2),
    running(5, (0, 1), 2),
    running(6, (0, 0), 3),
    running(7, (0, 0), 3),
];

const JUMP: [Pose; 3] = [
    // Down, to jump off.
    Pose {
        lean: 2,
        sink: 1,
        head: (0, 1),
        near_arm: [-60, -40],
        far_arm: [-40, -30],
        near_leg: [58, -48, 0],
        far_leg: [58, -48, 0],
        ..STAND
    },
    // Stretched, on the tips of the toes.
    Pose {
        head: (0, -1),
        near_arm: [-112, -150],
        far_arm: [112, 150],
        near_leg: [-22, -32, -40],
        far_leg: [22, -16, -35],
        cape: 3,
        ..STAND
    },
    // Knees up.
    Pose {
        near_arm: [-105, -140],
        far_arm: [110, 145],
        near_leg: [20, -50, -30],
        far_leg: [70, -20, 0],
        cape: 3,
        ..STAND
    },
];

const FALL: [Pose; 2] = [
    Pose {
        head: (0, -1),
        near_arm: [-118, -135],
        far_arm: [120, 138],
        near_leg: [-24, -50, -20],
        far_leg: [34, 2, -10],
        cape: 3,
        ..STAND
    },
    Pose {
        near_arm: [-98, -112],
        far_arm: [100, 116],
        near_leg: [-14, -40, -15],
        far_leg: [42, -8, -5],
        cape: 2,
        ..STAND
    },
];

const BEHIND: Pose = Pose { back: true, near_arm: [-70, -168], far_arm: [70, 168], ..STAND };

const CLIMB: [Pose; 4] = [
    Pose {
        near_arm: [-106, -152],
        far_arm: [62, 160],
        near_leg: [-6, 0, 0],
        far_leg: [52, -24, 0],
        head: (-1, 0),
        ..BEHIND
    },
    Pose {
        near_arm: [-112, -172],
        far_arm: [112, 172],
        near_leg: [-20, 8, 0],
        far_leg: [24, -10, 0],
        sink: 1,
        ..BEHIND
    },
    Pose {
        near_arm: [-62, -160],
        far_arm: [106, 152],
        near_leg: [-52, 24, 0],
        far_leg: [6, 0, 0],
        head: (1, 0),
        cape: 1,
        ..BEHIND
    },
    Pose {
        near_arm: [-112, -172],
        far_arm: [112, 172],
        near_leg: [-24, 10, 0],
        far_leg: [20, -8, 0],
        sink: 1,
        cape: 1,
        ..BEHIND
    },
];

const AFLOAT: Pose = Pose { tilt: 62, middle: 5, cape: 2, ..STAND };

const SWIM: [Pose; 4] = [
    Pose { near_arm: [95, 88], far_arm: [-60, -50], near_leg: [-58, -70, -80], far_leg: [-82, -98, -95], ..AFLOAT },
    Pose {
        near_arm: [40, 20],
        far_arm: [-100, -130],
        near_leg: [-70, -88, -90],
        far_leg: [-68, -80, -85],
        head: (0, -1),
        cape: 3,
        ..AFLOAT
    },
    Pose { near_arm: [-30, -45], far_arm: [95, 88], near_leg: [-84, -100, -95], far_leg: [-56, -66, -80], ..AFLOAT },
    Pose {
        near_arm: [-75, -70],
        far_arm: [40, 25],
        near_leg: [-70, -84, -85],
        far_leg: [-70, -88, -90],
        head: (0, 1),
        cape: 3,
        ..AFLOAT
    },
];

const HURT: [Pose; 2] = [
    Pose {
        lean: -3,
        head: (-1, 0),
        near_arm: [-80, -110],
        far_arm: [80, 120],
        near_leg: [8, 0, 0],
        far_leg: [58, 40, 40],
        cape: 2,
        ..STAND
    },
    Pose {
        lean: -2,
        sink: 1,
        head: (0, 1),
        near_arm: [-60, -85],
        far_arm: [62, 100],
        near_leg: [18, -20, 0],
        far_leg: [46, 22, 25],
        cape: 3,
        ..STAND
    },
];

const WIN: [Pose; 6] = [
    Pose {
        sink: 1,
        head: (0, 1),
        near_arm: [-40, 10],
        far_arm: [40, 20],
        near_leg: [46, -46, 0],
        far_leg: [50, -42, 0],
        ..STAND
    },
    Pose {
        head: (0, -1),
        near_arm: [-116, -158],
        far_arm: [116, 158],
        near_leg: [-20, -36, -30],
        far_leg: [22, 0, -25],
        cape: 3,
        ..STAND
    },
    Pose {
        near_arm: [-104, -140],
        far_arm: [104, 140],
        near_leg: [-40, -80, -60],
        far_leg: [14, -8, -25],
        cape: 2,
        ..STAND
    },
    Pose {
        sink: 1,
        head: (0, 1),
        near_arm: [-90, -130],
        far_arm: [90, 130],
        near_leg: [-30, 8, 0],
        far_leg: [30, -8, 0],
        cape: 3,
        ..STAND
    },
    Pose { near_arm: [-50, 30], far_arm: [112, 164], near_leg: [-14, 0, 0], far_leg: [14, 0, 0], cape: 1, ..STAND },
    Pose {
        head: (0, 1),
        near_arm: [-52, 32],
        far_arm: [104, 148],
        near_leg: [-14, 0, 0],
        far_leg: [14, 0, 0],
        ..STAND
    },
];

const SPECIAL: [Pose; 6] = [
    Pose {
        lean: -1,
        near_arm: [-46, 24],
        far_arm: [10, -30],
        near_leg: [-16, -8, 0],
        far_leg: [22, -6, 0],
        spark: Some((0, -9, -5)),
        ..STAND
    },
    Pose {
        lean: -2,
        sink: 1,
        head: (0, 1),
        near_arm: [-60, 10],
        far_arm: [0, -44],
        near_leg: [-14, -30, 0],
        far_leg: [44, -14, 0],
        cape: 1,
        spark: Some((1, -11, -5)),
        middle: -2,
        ..STAND
    },
    Pose {
        lean: 2,
        head: (1, 0),
        near_arm: [70, 88],
        far_arm: [86, 92],
        near_leg: [-34, -40, -10],
        far_leg: [40, -4, 0],
        cape: 2,
        spark: Some((2, 17, -7)),
        turn: 2,
        middle: 3,
        ..STAND
    },
    Pose {
        lean: 3,
        sink: 1,
        head: (1, 0),
        near_arm: [76, 90],
        far_arm: [90, 92],
        near_leg: [-40, -44, -15],
        far_leg: [48, -8, 0],
        cape: 3,
        spark: Some((3, 18, -7)),
        turn: 2,
        middle: 4,
        ..STAND
    },
    Pose {
        lean: 1,
        near_arm: [36, 70],
        far_arm: [50, 80],
        near_leg: [-20, -24, 0],
        far_leg: [26, -6, 0],
        cape: 1,
        spark: Some((0, 18, -8)),
        turn: 2,
        middle: 2,
        ..STAND
    },
    Pose { near_arm: [-6, 20], far_arm: [26, 40], near_leg: [-8, 0, 0], far_leg: [10, 0, 0], ..STAND },
];

/// All of them, in the order of [`CLIPS`](crate::hero::CLIPS).
pub const MOTIONS: [Motion; 9] = [
    Motion { name: "idle", ticks: 12, repeat: Repeat::Loop, poses: &IDLE },
    Motion { name: "run", ticks: 4, repeat: Repeat::Loop, poses: &RUN },
    Motion { name: "jump", ticks: 6, repeat: Repeat::Once, poses: &JUMP },
    Motion { name: "fall", ticks: 6, repeat: Repeat::Loop, poses: &FALL },
    Motion { name: "climb", ticks: 8, repeat: Repeat::Loop, poses: &CLIMB },
    Motion { name: "swim", ticks: 8, repeat: Repeat::Loop, poses: &SWIM },
    Motion { name: "hurt", ticks: 6, repeat: Repeat::Loop, poses: &HURT },
    Motion { name: "win", ticks: 9, repeat: Repeat::Loop, poses: &WIN },
    Motion { name: "special", ticks: 5, repeat: Repeat::Once, poses: &SPECIAL },
];
