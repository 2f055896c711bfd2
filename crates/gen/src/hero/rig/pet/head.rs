//! A pet of which the photo shows the head: that head, rounded, on a drawn body.

use crate::{
    grid::{Grid, Rect},
    hero::{
        Clip, Style,
        rig::{
            cutout::{Cutout, inside},
            eyes::{self, Eye, Look},
            grids::{Part, Sizes, for_style},
            stage::{self, Stage},
            warp::{Placed, Pose, Sprite},
        },
    },
};

use super::{KEYS, Key, LEG, fur::Fur};

const BODY: Sizes = [
    include_str!("../../../../../../assets/art/hero-parts/pet-body-32.art"),
    include_str!("../../../../../../assets/art/hero-parts/pet-body-48.art"),
    include_str!("../../../../../../assets/art/hero-parts/pet-body-64.art"),
];
const TAIL: Sizes = [
    include_str!("../../../../../../assets/art/hero-parts/pet-tail-32.art"),
    include_str!("../../../../../../assets/art/hero-parts/pet-tail-48.art"),
    include_str!("../../../../../../assets/art/hero-parts/pet-tail-64.art"),
];
const EAR: Sizes = [
    include_str!("../../../../../../assets/art/hero-parts/pet-ear-32.art"),
    include_str!("../../../../../../assets/art/hero-parts/pet-ear-48.art"),
    include_str!("../../../../../../assets/art/hero-parts/pet-ear-64.art"),
];

/// All clips of a pet that is known by its head.
pub fn animate(cutout: &Cutout, style: Style) -> Vec<Clip> {
    let fur = Fur::of(cutout);
    let head = rounded_head(cutout);
    let eyes = eyes::eyes(&head);
    stage::clips(style, |room| {
        let pet = Pet::new(&head, &eyes, &fur, style, room);
        KEYS.map(|keys| keys.iter().map(|key| pet.frame(key, style)).collect())
    })
}

/// The head of an animal: the upper part of the cut-out, about as high as it is wide, with its ears. Where the photo's
/// border or the neck cuts it off, it is rounded.
fn rounded_head(cutout: &Cutout) -> Cutout {
    let (width, height) = (cutout.mask.width as i32, cutout.mask.height as i32);
    // The widest run of each row, as its width and twice its middle.
    let rows: Vec<(i32, i32)> = (0..height)
        .map(|y| {
            let (mut best, mut from) = ((0, width), 0);
            for x in 0..=width {
                if !cutout.mask.get(x, y).is_some_and(inside) {
                    if x - from > best.0 {
                        best = (x - from, x + from);
                    }
                    from = x + 1;
                }
            }
            best
        })
        .collect();
    let mut head_rows = (height * 7 / 10).max(1);
    let mut head_width = width;
    for _ in 0..4 {
        let mut widths: Vec<i32> = rows.iter().take(head_rows as usize).map(|row| row.0).collect();
        widths.sort_unstable();
        head_width = widths.get(widths.len() * 7 / 10).copied().unwrap_or(width).max(1);
        head_rows = head_width.min(height).max(1);
    }
    let mut middles: Vec<i32> =
        rows.iter().take(head_rows as usize).skip(head_rows as usize / 3).map(|row| row.1 / 2).collect();
    middles.sort_unstable();
    let middle = middles.get(middles.len() / 2).copied().unwrap_or(width / 2);
    let sides = cutout.cut_off;
    let (left, right) = (sides.left > head_rows as u32 / 6, sides.right > head_rows as u32 / 6);
    let half = if left || right { head_width.min(head_rows * 105 / 100) } else { head_width } as f32 * 0.54;
    // Cut off at one side, the face is where the other side's outline is: there is neck or flank behind.
    let mut ends: Vec<i32> = rows
        .iter()
        .take(head_rows as usize)
        .skip(head_rows as usize / 3)
        .map(|row| if left { row.1 + row.0 } else { row.1 - row.0 } / 2)
        .collect();
    ends.sort_unstable();
    let end = |part: usize| ends.get(ends.len() * part / 100).copied().unwrap_or(middle);
    let middle = match (left, right) {
        (true, false) => end(80) - half as i32,
        (false, true) => end(20) + half as i32,
        _ => middle,
    };
    let rect = Rect { x: middle - half as i32, y: 0, width: (half * 2.0) as u32 + 1, height: head_rows as u32 };
    let cut_at_top = cutout.cut_off.top as f32 > head_width as f32 * 0.2;
    let mask = Grid::from_fn(width as u32, height as u32, |x, y| {
        let u = ((x as f32 + 0.5 - middle as f32) / half).abs();
        let v = (y as f32 + 0.5) / head_rows as f32 * 2.0 - 1.0;
        // Rounder than a box, fuller than an ellipse: cheeks belong to the face.
        let power = |base: f32| base * base * base.sqrt();
        let round = power(u) + power(v.abs()) <= 1.0;
        let own_outline = v < 0.0 && !cut_at_top && u <= 1.0;
        let own_side = v < 0.35 && v > -0.4 && if x as i32 > middle { left && !right } else { right && !left };
        if round || own_outline || (own_side && u <= 1.1) {
            cutout.mask.get(x as i32, y as i32).unwrap_or(0)
        } else {
            0
        }
    });
    Cutout { picture: cutout.picture.clone(), mask, cut_off: cutout.cut_off }.part(rect)
}

struct Pet {
    head: Sprite,
    /// Ears for a head that lost its own, with the places of their bases in the head.
    ears: Option<(Part, [(i32, i32); 2])>,
    body: Sprite,
    leg: Part,
    far_leg: Part,
    tail: Part,
    rim: [u8; 3],
    /// Columns from the trunk's middle to the neck.
    neck: i32,
    unit: f32,
}

impl Pet {
    fn new(head: &Cutout, eyes: &[Eye], fur: &Fur, style: Style, room: f32) -> Self {
        let unit = style.frame_px() as f32 / 48.0;
        let near = fur.dyes(false);
        let (width_px, height_px) = (30.0 * unit * room, 28.5 * unit * room);
        let mut picture = head.sprite(head.size_within(width_px, height_px));
        eyes::draw(&mut picture, eyes, Look::Open);
        let (width, height) = (picture.width as i32, picture.height as i32);
        let cut_ears = head.cut_off.top > head.mask.width / 3;
        let ears = cut_ears.then(|| {
            let row = height / 6;
            (Part::read(for_style(&EAR, style), &near), [(width * 22 / 100, row), (width - 1 - width * 22 / 100, row)])
        });
        Self {
            head: Sprite::new(picture, (width / 2, height * 3 / 4)),
            ears,
            body: trunk(&Part::read(for_style(&BODY, style), &near), fur),
            leg: Part::read(for_style(&LEG, style), &near),
            far_leg: Part::read(for_style(&LEG, style), &fur.dyes(true)),
            tail: Part::read(for_style(&TAIL, style), &near),
            rim: fur.rim(),
            // What is too wide overlaps more before it gets smaller.
            neck: (10.0 - (1.0 - room) * 24.0).round() as i32,
            unit,
        }
    }

    fn frame(&self, key: &Key, style: Style) -> Stage {
        let px = |px: i32| (px as f32 * self.unit).round() as i32;
        let mut stage = Stage::new(style);
        let legs = self.leg.below_anchor();
        let pose = Pose {
            at: (px(-4), -legs - px(4) - px(key.lift)),
            scale: (key.scale.0 / 100.0, key.scale.1 / 100.0),
            turn: key.turn,
            ..Pose::default()
        };
        let on_body = |x: i32, y: i32| {
            let place = pose.place((px(x) as f32 + 0.5, px(y) as f32 + 0.5), self.body.picture.height as f32);
            (place.0.floor() as i32, place.1.floor() as i32)
        };
        // Hips move with a turned body; legs of a level one stay on the ground while it bobs.
        let hip = |x: i32| {
            let (column, row) = on_body(x, 4);
            if key.turn.abs() > 4.5 { (column, row) } else { (column, -legs) }
        };
        stage.put(&self.tail.pose(key.tail.0, key.tail.1, on_body(-9, -3)), None);
        for (leg, x) in [(2, -4), (3, 8)] {
            let (tag, number) = key.legs[leg];
            stage.put(&self.far_leg.pose(tag, number, hip(x)), None);
        }
        for (leg, x) in [(0, -7), (1, 5)] {
            let (tag, number) = key.legs[leg];
            stage.put(&self.leg.pose(tag, number, hip(x)), Some(self.rim));
        }
        stage.put(&self.body.posed(&pose), None);
        let (x, y, turn) = key.head;
        let (column, row) = on_body(self.neck, -3);
        let neck = (column + px(x), row + px(y));
        let head = Pose { at: neck, turn: key.turn * 0.4 + turn, ..Pose::default() };
        if let Some((ear, bases)) = &self.ears {
            for (index, base) in bases.iter().enumerate() {
                let at = self.head.point(&head, *base);
                let placed = if index == 0 { ear.mirrored("ear", 0, at) } else { ear.pose("ear", 0, at) };
                stage.put(&placed, Some(self.rim));
            }
        }
        stage.put(&self.head.posed(&head), Some(self.rim));
        stage
    }
}

/// The drawn trunk with its marks, turning around its middle.
fn trunk(part: &Part, fur: &Fur) -> Sprite {
    let mut trunk = part.pose("body", 0, (0, 0));
    if let Some(tag) = fur.marks.tag() {
        let marks: Placed = part.pose(tag, 0, (0, 0));
        for (pixel, mark) in trunk.picture.pixels.iter_mut().zip(&marks.picture.pixels) {
            if mark[3] > 0 && pixel[3] > 0 {
                *pixel = *mark;
            }
        }
    }
    Sprite::new(trunk.picture, (-trunk.x, -trunk.y))
}
