//! Legs that a figure has already: found as the gap between them, cut off and hung on joints.

use crate::grid::{Picture, Rect};

use super::{
    cutout::trimmed,
    stage::Stage,
    warp::{Pose, Sprite},
};

/// A figure and its two legs, if it has two that can be told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jointed {
    /// The figure without its legs, or all of it. It stands on the middle of its lower edge.
    pub body: Sprite,
    /// Left and right leg with the place of each hip in the body's pixels.
    pub legs: Vec<(Sprite, (i32, i32))>,
}

/// Cuts a figure's two legs off, where there is a gap between them that reaches the ground.
pub fn split_legs(figure: &Picture) -> Jointed {
    legs_of(figure).unwrap_or_else(|| Jointed { body: Sprite::standing(figure.clone()), legs: Vec::new() })
}

/// The runs of opaque pixels in a row, as first column and the column after the last.
pub fn runs(picture: &Picture, row: i32) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    let mut from = None;
    for x in 0..=picture.width as i32 {
        let solid = picture.get(x, row).is_some_and(|pixel| pixel[3] > 0);
        match (from, solid) {
            (None, true) => from = Some(x),
            (Some(first), false) => {
                runs.push((first, x));
                from = None;
            }
            _ => {}
        }
    }
    runs
}

fn legs_of(figure: &Picture) -> Option<Jointed> {
    let (width, height) = (figure.width as i32, figure.height as i32);
    // The gap nearest to the middle in the rows a little above the feet, where soles may touch.
    let gap_in = |row: i32| {
        let runs = runs(figure, row);
        let gaps = runs.windows(2).filter_map(|pair| match pair {
            [(left, from), (to, right)] if right - to >= 1 && from - left >= 1 => Some((*from, *to)),
            _ => None,
        });
        gaps.min_by_key(|(from, to)| (from + to - width).abs()).filter(|(from, to)| {
            let middle = from.midpoint(*to);
            middle * 10 > width * 2 && middle * 10 < width * 8
        })
    };
    let start = (height * 80 / 100..height - height / 12).rev().find(|&row| gap_in(row).is_some())?;
    let mut column = gap_in(start).map(|(from, to)| from.midpoint(to))?;
    let mut crotch = start;
    while crotch > height * 45 / 100 {
        let Some((from, to)) = gap_in(crotch - 1) else { break };
        if column < from - 2 || column > to + 2 {
            break;
        }
        column = from.midpoint(to);
        crotch -= 1;
    }
    let length = height - crotch;
    // Above the gap there has to be a body that both hang on, and no feet beside it: those are another figure's.
    let body_run = runs(figure, crotch - 1).into_iter().find(|run| run.0 < column && column < run.1)?;
    let reach = (body_run.1 - body_run.0) / 2 + 2;
    let beside = |run: &(i32, i32)| run.1 < body_run.0 - reach || run.0 > body_run.1 + reach;
    let joined = !runs(figure, start).iter().any(beside);
    if !joined || length * 9 < height || crotch * 10 < height * 4 {
        return None;
    }
    // Legs are narrower than the body they hang on; arms beside them stay with the body.
    let overlap = (length / 4).clamp(1, 4);
    let body = figure.cut(Rect { x: 0, y: 0, width: width as u32, height: (crotch + overlap.min(2)) as u32 }, [0; 4]);
    let leg = |from: i32, to: i32| {
        let hip_run = runs(figure, crotch)
            .into_iter()
            .filter(|run| run.0 >= from && run.1 <= to)
            .max_by_key(|run| run.1 - run.0)?;
        let rect = Rect { x: from, y: crotch, width: (to - from) as u32, height: length as u32 };
        let picture = figure.cut(rect, [0; 4]);
        let hip = (hip_run.0.midpoint(hip_run.1), crotch);
        trimmed(&picture)?;
        Some((Sprite::new(picture, (hip.0 - from, 0)), hip))
    };
    let legs = vec![leg(0, column)?, leg(column, width)?];
    let pivot = (width / 2, height);
    Some(Jointed { body: Sprite::new(body, pivot), legs })
}

impl Jointed {
    /// Puts the figure on a stage, its legs turned by degrees beside the pose's own turn.
    pub fn put(&self, stage: &mut Stage, pose: &Pose, turns: (f32, f32)) {
        for ((leg, hip), turn) in self.legs.iter().zip([turns.0, turns.1]) {
            let at = self.body.point(pose, *hip);
            let mut pose = Pose { at, turn: pose.turn + turn, bend: 0.0, ..*pose };
            // Shown from behind, a leg swings to the other side.
            if pose.scale.0 < 0.0 {
                pose.turn = pose.turn - turn - turn;
            }
            stage.put(&leg.posed(&pose), None);
        }
        stage.put(&self.body.posed(pose), None);
    }
}
