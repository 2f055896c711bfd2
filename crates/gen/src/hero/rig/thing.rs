//! The rig of a thing: the object itself on little legs with shoes, with gloved hands and, when it has none of its own, a
//! face that shows what it feels. It squashes and stretches.

mod dress;
mod face;

use crate::{
    grid::Picture,
    hero::{Clip, HeroRequest, Style, Subject},
};

use self::{dress::Dress, face::Face};
use super::{
    cutout::Cutout,
    eyes::{self, Eye, Look},
    grids::{Part, Sizes, for_style},
    legs::runs,
    stage::{self, Stage},
    warp::{Pose, Sprite},
};

const LEG: Sizes = [
    include_str!("../../../../../assets/art/hero-parts/thing-leg-32.art"),
    include_str!("../../../../../assets/art/hero-parts/thing-leg-48.art"),
    include_str!("../../../../../assets/art/hero-parts/thing-leg-64.art"),
];
const ARM: Sizes = [
    include_str!("../../../../../assets/art/hero-parts/thing-arm-32.art"),
    include_str!("../../../../../assets/art/hero-parts/thing-arm-48.art"),
    include_str!("../../../../../assets/art/hero-parts/thing-arm-64.art"),
];

/// A pose of a drawn part: its tag and number.
type Limb = (&'static str, usize);

/// One frame. Lengths are in pixels of a 48-pixel frame.
struct Key {
    /// Width and height in hundredths.
    scale: (f32, f32),
    /// Degrees.
    turn: f32,
    /// How far the body is above where it stands.
    lift: f32,
    legs: [Limb; 2],
    arms: [Limb; 2],
    face: &'static str,
}

const fn key(scale: (f32, f32), turn: f32, lift: f32, legs: [Limb; 2], arms: [Limb; 2], face: &'static str) -> Key {
    Key { scale, turn, lift, legs, arms, face }
}

const STAND: [Limb; 2] = [("stand", 0), ("stand", 0)];
const REST: [Limb; 2] = [("rest", 0), ("rest", 0)];
const UP: [Limb; 2] = [("up", 0), ("up", 0)];
const WIDE: [Limb; 2] = [("up", 1), ("up", 1)];
const OUT: [Limb; 2] = [("out", 0), ("out", 0)];
const RAISED: [Limb; 2] = [("out", 1), ("out", 1)];

const IDLE: [Key; 4] = [
    key((100.0, 100.0), 0.0, 0.0, STAND, REST, "open"),
    key((102.0, 97.0), 0.0, 0.0, STAND, [("swing", 3), ("swing", 3)], "open"),
    key((104.0, 94.0), 0.0, 0.0, STAND, [("swing", 3), ("swing", 3)], "blink"),
    key((102.0, 97.0), 0.0, 0.0, STAND, REST, "open"),
];
const RUN: [Key; 6] = [
    key((102.0, 97.0), 6.0, 0.0, [("run", 0), ("run", 3)], [("swing", 2), ("swing", 0)], "open"),
    key((104.0, 95.0), 6.0, 0.0, [("run", 1), ("run", 4)], [("swing", 3), ("swing", 1)], "open"),
    key((97.0, 104.0), 8.0, 2.0, [("run", 2), ("run", 5)], [("swing", 1), ("swing", 3)], "open"),
    key((102.0, 97.0), 6.0, 0.0, [("run", 3), ("run", 0)], [("swing", 0), ("swing", 2)], "open"),
    key((104.0, 95.0), 6.0, 0.0, [("run", 4), ("run", 1)], [("swing", 1), ("swing", 3)], "open"),
    key((97.0, 104.0), 8.0, 2.0, [("run", 5), ("run", 2)], [("swing", 3), ("swing", 1)], "open"),
];
const JUMP: [Key; 3] = [
    key((108.0, 88.0), 0.0, -1.0, STAND, REST, "effort"),
    key((92.0, 109.0), 4.0, 1.0, [("air", 0), ("air", 1)], UP, "wide"),
    key((95.0, 106.0), 2.0, 0.0, [("air", 0), ("air", 1)], WIDE, "wide"),
];
const FALL: [Key; 2] = [
    key((97.0, 104.0), -4.0, 0.0, [("air", 0), ("air", 2)], WIDE, "wide"),
    key((95.0, 106.0), -2.0, 1.0, [("air", 2), ("air", 1)], RAISED, "wide"),
];
const CLIMB: [Key; 4] = [
    key((98.0, 102.0), -5.0, 0.0, [("climb", 0), ("climb", 1)], [("swing", 0), ("up", 0)], "up"),
    key((96.0, 105.0), 0.0, 0.0, STAND, [("out", 1), ("up", 1)], "up"),
    key((98.0, 102.0), 5.0, 0.0, [("climb", 1), ("climb", 0)], [("up", 0), ("swing", 0)], "up"),
    key((96.0, 105.0), 0.0, 0.0, STAND, [("up", 1), ("out", 1)], "up"),
];
const SWIM: [Key; 4] = [
    key((100.0, 98.0), 38.0, 0.0, [("kick", 0), ("kick", 1)], [("swing", 2), ("up", 0)], "open"),
    key((98.0, 101.0), 34.0, 0.0, [("kick", 1), ("kick", 0)], [("rest", 0), ("out", 0)], "open"),
    key((100.0, 98.0), 38.0, 0.0, [("kick", 0), ("kick", 1)], [("up", 0), ("swing", 2)], "happy"),
    key((98.0, 101.0), 42.0, 0.0, [("kick", 1), ("kick", 0)], [("out", 0), ("rest", 0)], "happy"),
];
const HURT: [Key; 2] = [
    key((108.0, 88.0), -14.0, 0.0, [("run", 0), ("run", 5)], RAISED, "wince"),
    key((97.0, 100.0), -9.0, 0.0, [("run", 5), ("run", 0)], OUT, "wince"),
];
const WIN: [Key; 6] = [
    key((107.0, 90.0), 0.0, 0.0, STAND, REST, "happy"),
    key((95.0, 106.0), -6.0, 1.0, [("climb", 0), ("stand", 0)], UP, "happy"),
    key((93.0, 108.0), -4.0, 2.0, [("air", 0), ("air", 1)], WIDE, "happy"),
    key((107.0, 90.0), 0.0, 0.0, STAND, OUT, "happy"),
    key((95.0, 106.0), 6.0, 1.0, [("stand", 0), ("climb", 0)], UP, "happy"),
    key((93.0, 108.0), 4.0, 2.0, [("air", 1), ("air", 0)], WIDE, "happy"),
];
const SPECIAL: [Key; 6] = [
    key((110.0, 85.0), 0.0, -1.0, STAND, OUT, "effort"),
    key((62.0, 106.0), 0.0, 1.0, STAND, UP, "effort"),
    key((-96.0, 104.0), 0.0, 1.0, [("air", 0), ("air", 1)], OUT, ""),
    key((62.0, 106.0), 0.0, 1.0, STAND, UP, "happy"),
    key((108.0, 92.0), 8.0, 0.0, [("run", 3), ("run", 0)], [("swing", 0), ("out", 0)], "up"),
    key((104.0, 97.0), 12.0, 0.0, [("run", 2), ("run", 0)], [("swing", 2), ("out", 1)], "up"),
];

/// All clips of a thing.
pub fn animate(picture: &Picture, subject: &Subject, request: &HeroRequest) -> Vec<Clip> {
    let cutout = Cutout::new(picture, &subject.mask);
    let eyes = eyes::eyes(&cutout);
    let style = request.style;
    stage::clips(style, |room| {
        let toy = Toy::new(&cutout, &eyes, request, room);
        [&IDLE[..], &RUN, &JUMP, &FALL, &CLIMB, &SWIM, &HURT, &WIN, &SPECIAL]
            .map(|keys| keys.iter().map(|key| toy.frame(key, style)).collect())
    })
}

/// A thing with all that is drawn on it.
struct Toy {
    body: Sprite,
    /// What has eyes of its own can close them.
    asleep: Option<Sprite>,
    face: Option<Face>,
    leg: Part,
    /// None for what has arms of its own.
    arm: Option<Part>,
    /// Columns from the middle to each hip, and how many rows the legs reach into the body.
    hips: (i32, i32),
    /// The two shoulders, in the body's pixels.
    shoulders: [(i32, i32); 2],
    /// Wide things have their arms in front.
    arms_in_front: bool,
    rim: [u8; 3],
    /// Pixels for each pixel of a 48-pixel frame.
    unit: f32,
}

impl Toy {
    fn new(cutout: &Cutout, eyes: &[Eye], request: &HeroRequest, room: f32) -> Self {
        let style = request.style;
        let unit = style.frame_px() as f32 / 48.0;
        let wide = cutout.picture.width * 2 > cutout.picture.height * 3;
        let width_px = if wide { 41.0 } else { 32.0 };
        let mut picture = cutout.sprite(cutout.size_within(width_px * unit * room, 33.5 * unit * room));
        let dress = Dress::new(&picture, request.seed);
        let own_face = !eyes.is_empty();
        let face = (!own_face).then(|| Face::find(&picture, style, &dress));
        let asleep = own_face.then(|| {
            let mut picture = picture.clone();
            eyes::draw(&mut picture, eyes, Look::Closed);
            Sprite::standing(picture)
        });
        eyes::draw(&mut picture, eyes, Look::Open);
        let body = Sprite::standing(picture);
        Self {
            face,
            leg: Part::read(for_style(&LEG, style), &dress.dyes),
            arm: (!own_face).then(|| Part::read(for_style(&ARM, style), &dress.dyes)),
            hips: hips(&body.picture, unit),
            shoulders: shoulders(&body.picture, wide),
            arms_in_front: wide,
            rim: dress.dark,
            body,
            asleep,
            unit,
        }
    }

    fn frame(&self, key: &Key, style: Style) -> Stage {
        let mut stage = Stage::new(style);
        let leg_rows = self.leg.below_anchor();
        let (hip, sink) = self.hips;
        let lift = (key.lift * self.unit).round() as i32;
        let pose = Pose {
            at: (0, sink - leg_rows - lift),
            scale: (key.scale.0 / 100.0, key.scale.1 / 100.0),
            turn: key.turn,
            ..Pose::default()
        };
        let far_turned = key.turn.abs() > 20.0;
        for (side, (tag, number)) in [(-1, key.legs[0]), (1, key.legs[1])] {
            let at = if far_turned {
                let height = self.body.picture.height as i32;
                self.body.point(&pose, (self.body.pivot.0 + side * hip, height - sink))
            } else {
                (side * hip, -leg_rows)
            };
            // Things face their viewer: their feet point outwards when they stand.
            if side < 0 && tag == "stand" {
                stage.put(&self.leg.mirrored(tag, number, at), None);
            } else {
                stage.put(&self.leg.pose(tag, number, at), None);
            }
        }
        if !self.arms_in_front {
            self.put_arms(&mut stage, key, &pose);
        }
        let closed = matches!(key.face, "blink" | "wince" | "effort");
        let body = self.asleep.as_ref().filter(|_| closed).unwrap_or(&self.body);
        stage.put(&body.posed(&pose), Some(self.rim));
        if let Some(face) = &self.face {
            face.put(&mut stage, &self.body, &pose, key.face);
        }
        if self.arms_in_front {
            self.put_arms(&mut stage, key, &pose);
        }
        stage
    }

    fn put_arms(&self, stage: &mut Stage, key: &Key, pose: &Pose) {
        let Some(arm) = &self.arm else { return };
        for (index, (tag, number)) in key.arms.into_iter().enumerate() {
            let at = self.body.point(pose, self.shoulders[index]);
            let placed = if index == 0 { arm.mirrored(tag, number, at) } else { arm.pose(tag, number, at) };
            stage.put(&placed, None);
        }
    }
}

/// Where legs join a body: columns from its middle, and rows above its lowest one. The wider apart the better, as long as
/// there is a body above.
fn hips(body: &Picture, unit: f32) -> (i32, i32) {
    let (width, height) = (body.width as i32, body.height as i32);
    let lowest = |column: i32| {
        (0..height)
            .rev()
            .find(|&y| body.get(column, y).is_some_and(|pixel| pixel[3] > 0))
            .map_or(height, |y| height - 1 - y)
    };
    let (nearest, most) = ((2.0 * unit).round() as i32, (3.5 * unit).round() as i32);
    let widest = (width * 26 / 100).clamp(nearest, (10.0 * unit) as i32);
    let gap = |hip: i32| lowest(width / 2 - hip).max(lowest(width / 2 + hip));
    let hip = (nearest..=widest).rev().find(|&hip| gap(hip) <= most).unwrap_or(nearest);
    (hip, gap(hip).min(height / 2) + (2.0 * unit).round() as i32)
}

/// Where arms join a body.
fn shoulders(body: &Picture, wide: bool) -> [(i32, i32); 2] {
    let row = body.height as i32 * 58 / 100;
    let runs = runs(body, row);
    let (from, to) = match (runs.first(), runs.last()) {
        (Some(first), Some(last)) => (first.0, last.1 - 1),
        _ => (0, body.width as i32 - 1),
    };
    let inset = if wide { (to - from) / 8 } else { 1 };
    [(from + inset, row), (to - inset, row)]
}
