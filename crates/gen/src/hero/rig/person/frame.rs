//! Putting a body together in a pose.

use crate::{
    grid::{Grid, Picture},
    hero::rig::puppet::{Canvas, Part},
};

use super::{
    body::{Body, CAPE_BEHIND, reach},
    pose::{Arm, Leg, Pose},
};

/// One frame of a body.
pub fn frame(body: &Body, pose: &Pose) -> Picture {
    let side_px = body.style.frame_px();
    let posed = Posed { body, pose, hip: (side_px as i32 * 3 / 4, side_px as i32) };
    let middle = posed.hip.0 + posed.scale(pose.middle);
    posed.canvas().frame(side_px, body.style.feet_row(), middle, &body.outfit.ramps)
}

struct Posed<'a> {
    body: &'a Body,
    pose: &'a Pose,
    /// Where on the canvas the corner between the hips is.
    hip: (i32, i32),
}

impl Posed<'_> {
    /// Lengths of poses in pixels of this frame.
    fn scale(&self, length: i8) -> i32 {
        (2 * i32::from(length) * self.body.style.frame_px() as i32 + 48).div_euclid(96)
    }

    fn blank(&self) -> Canvas {
        Canvas::new(self.body.style.frame_px() * 3 / 2)
    }

    /// Where a point of the upright torso is in this pose.
    fn place(&self, (x, y): (i32, i32)) -> (i32, i32) {
        let (hip, tilt) = (self.hip, self.pose.tilt);
        if tilt == 0 {
            let lean = self.scale(self.pose.lean) * -y / self.body.measures.neck.1.abs().max(1);
            return (hip.0 + x + lean, hip.1 + y + self.scale(self.pose.sink));
        }
        let ((ax, ay), (bx, by)) = (reach(x, 90 - tilt), reach(-y, 180 - tilt));
        (hip.0 + ax + bx, hip.1 + ay + by)
    }

    /// A joint of the body turned further to the side: the near ones come to the right, the far ones go to the left.
    fn sided(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x - x.signum() * self.scale(self.pose.turn), y)
    }

    fn arm(&self, side: usize, angles: Arm) -> Canvas {
        let mut canvas = self.blank();
        self.body.arm.on(&mut canvas, self.place(self.sided(self.body.measures.shoulders[side])), &angles);
        canvas
    }

    fn leg(&self, side: usize, angles: Leg) -> Canvas {
        let (mut canvas, (dx, dy)) = (self.blank(), self.sided(self.body.measures.hips[side]));
        // From the side, what is further away stands a little higher.
        let dy = if self.pose.back { 0 } else { dy };
        self.body.legs[usize::from(self.pose.back)].on(&mut canvas, (self.hip.0 + dx, self.hip.1 + dy), &angles);
        canvas
    }

    fn part(&self, part: &Part, at: (i32, i32)) -> Canvas {
        let mut canvas = self.blank();
        canvas.paint(part, at);
        canvas
    }

    fn torso(&self) -> Option<Canvas> {
        let (body, pose) = (self.body, self.pose);
        let torso = body.torsos[usize::from(pose.back)].as_ref()?;
        if pose.tilt == 0 {
            let leaning = sheared(torso.part(), self.scale(pose.lean), body.measures.neck.1.abs());
            return Some(self.part(&leaning, (self.hip.0, self.hip.1 + self.scale(pose.sink))));
        }
        let mut canvas = self.part(&torso.turned(-f32::from(pose.tilt)), self.hip);
        canvas.tidy();
        Some(canvas)
    }

    /// All of it, from what is furthest away to what is nearest.
    fn canvas(&self) -> Canvas {
        let (body, pose) = (self.body, self.pose);
        let mut whole = self.blank();
        let neck = self.place(body.measures.neck);
        let view = if pose.back { CAPE_BEHIND + usize::from(pose.cape) } else { pose.cape.into() };
        let cape = body.capes.get(view).or_else(|| body.capes.last());
        // From behind, and on the back of a swimmer, a cape covers the body.
        let (cape_over, cape_under) = if pose.back || pose.tilt != 0 { (cape, None) } else { (None, cape) };
        if let Some(cape) = cape_under {
            whole.paint(cape, neck);
        }
        let mut far_arm = self.arm(1, pose.far_arm);
        let mut far_leg = self.leg(1, pose.far_leg);
        let near_arm = self.arm(0, pose.near_arm);
        if pose.back {
            whole.lay(&near_arm, true);
        } else {
            far_arm.dim();
            far_leg.dim();
        }
        whole.lay(&far_arm, true);
        whole.lay(&far_leg, true);
        whole.lay(&self.leg(0, pose.near_leg), true);
        if let Some(pelvis) = &body.pelvis {
            whole.paint(pelvis, self.hip);
        }
        if let Some(torso) = self.torso() {
            whole.lay(&torso, body.outfit.clothes.hemmed());
        }
        if let Some(cape) = cape_over {
            let lifted = if pose.tilt == 0 { 0 } else { self.scale(2) };
            whole.lay(&self.part(cape, (neck.0, neck.1 - lifted)), true);
        }
        if !pose.back {
            whole.lay(&near_arm, true);
        }
        let at = (neck.0 + self.scale(pose.head.0), neck.1 + self.scale(pose.head.1));
        let head = self.part(if pose.back { &body.crown } else { &body.head }, at);
        whole.lay(&head, true);
        for arm in [far_arm, near_arm] {
            whole.lay(&self.before_hair(&whole, &head, &arm, at), true);
        }
        if let Some((size, dx, dy)) = pose.spark
            && let Some(spark) = body.sparks.get(usize::from(size))
        {
            whole.paint(spark, (self.hip.0 + self.scale(dx), self.hip.1 + self.scale(dy)));
        }
        whole
    }

    /// What of an arm is seen before hair or a hat around the face, together with what of it is seen anyway: long hair must
    /// not swallow arms. The face, which ends in the chin at `chin`, stays free.
    fn before_hair(&self, whole: &Canvas, head: &Canvas, arm: &Canvas, chin: (i32, i32)) -> Canvas {
        let height = self.body.measures.head as i32;
        // An oval 7/8 as wide as it is high, in doubled pixels.
        let in_face = |x: i32, y: i32| {
            let (across, down) = (8 * (2 * (x - chin.0) + 1), 7 * (2 * (y - chin.1) + 1 + height));
            across * across + down * down <= 49 * (height + 1) * (height + 1)
        };
        let over_hair = |x: i32, y: i32| !head.at(x, y).is_clear() && !in_face(x, y);
        let mut shown = self.blank();
        if arm.places().any(|(x, y)| !arm.at(x, y).is_clear() && over_hair(x, y)) {
            for (x, y) in arm.places().filter(|&(x, y)| over_hair(x, y) || whole.at(x, y) == arm.at(x, y)) {
                shown.dot(x, y, arm.at(x, y));
            }
        }
        shown
    }
}

/// The same part with its upper end moved to the right, row by row.
fn sheared(part: &Part, by: i32, over: i32) -> Part {
    if by == 0 {
        return part.clone();
    }
    let room = by.abs();
    let ink = Grid::from_fn(part.ink.width + 2 * room as u32, part.ink.height, |x, y| {
        let up = (part.joint.1 - y as i32).clamp(0, over);
        let moved = (by * up + by.signum() * over / 2) / over.max(1);
        part.ink.get(x as i32 - room - moved, y as i32).unwrap_or_default()
    });
    Part { ink, joint: (part.joint.0 + room, part.joint.1) }
}
