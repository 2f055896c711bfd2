//! A pet that the photo shows as a whole: the cut-out is the body, on drawn legs.

use crate::{
    color::{self, Lab},
    grid::Rect,
    hero::{
        Clip, Style,
        rig::{
            cutout::{Cutout, inside},
            eyes::{self, Eye, Look},
            grids::{Part, for_style},
            spots::{LOOK_PX, dark_spots},
            stage::{self, Stage},
            warp::{Pose, Sprite},
        },
    },
};

use super::{KEYS, Key, LEG, Limb, fur::Fur};

/// All clips of a pet that is seen as a whole.
pub fn animate(cutout: &Cutout, style: Style) -> Vec<Clip> {
    let looks_left = looks_left(cutout);
    let cutout = if looks_left { &cutout.mirrored() } else { cutout };
    let fur = Fur::of(cutout);
    let (trunk, legs) = without_legs(cutout);
    let eyes = eyes::eyes(&trunk);
    stage::clips(style, |room| {
        let pet = Pet::new(&trunk, &legs, &eyes, &fur, style, room);
        KEYS.map(|keys| keys.iter().map(|key| pet.frame(key, style)).collect())
    })
}

/// Whether the head is on the left: there is an eye, and mostly the upper part of an animal lies over its head.
fn looks_left(cutout: &Cutout) -> bool {
    let small = cutout.sprite(cutout.size_within(LOOK_PX, LOOK_PX));
    let (width, height) = (small.width as f32, small.height as f32);
    // How far from the middle something is, to the right: -1 to 1.
    let side = |x: f32| (x / width - 0.5) * 2.0;
    let middle = |rows: i32| {
        let solid = (0..rows).flat_map(|y| (0..small.width as i32).map(move |x| (x, y)));
        let (sum, count) = solid
            .filter(|&(x, y)| small.get(x, y).is_some_and(|pixel| pixel[3] > 0))
            .fold((0.0, 0.0), |(sum, count), (x, _)| (sum + x as f32, count + 1.0_f32));
        if count > 0.0 { sum / count } else { width / 2.0 }
    };
    let upper = side(middle((height * 0.35) as i32)) - side(middle(height as i32));
    // Eyes are the darkest and clearest of the spots, in the outer thirds and not on the legs.
    let eyes: f32 = dark_spots(&small)
        .iter()
        .filter(|spot| spot.area.sqrt() < height * 0.14)
        .map(|spot| (spot.middle(), spot.contrast * (1.0 - spot.color.l)))
        .filter(|((x, y), _)| side(*x).abs() > 0.25 && *y < height * 0.75)
        .map(|((x, _), clear)| side(x) * clear * clear * 20.0)
        .sum();
    // Unsure, it stays as it is.
    upper.clamp(-0.6, 0.6) * 0.5 + eyes.clamp(-0.8, 0.8) < -0.2
}

/// The legs that an animal showed.
#[derive(Debug, Clone, Copy, PartialEq)]
struct OwnLegs {
    /// They stand close together, as a bird's do, and have this colour.
    bird: Option<Lab>,
}

/// The animal without its legs: what is below the lowest row that is more than half as wide as the body.
fn without_legs(cutout: &Cutout) -> (Cutout, OwnLegs) {
    let none = OwnLegs { bird: None };
    let (width, height) = (cutout.mask.width as i32, cutout.mask.height as i32);
    let count = |y: i32| (0..width).filter(|&x| cutout.mask.get(x, y).is_some_and(inside)).count() as i32;
    let counts: Vec<i32> = (0..height).map(count).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let Some(belly) = counts.iter().rposition(|&count| count * 100 >= most * 56) else { return (cutout.clone(), none) };
    let belly = belly as i32 + 1;
    let leg_rows = height - belly;
    if leg_rows * 100 < height * 7 || leg_rows * 100 > height * 60 {
        return (cutout.clone(), none);
    }
    let zone = Rect { x: 0, y: belly + leg_rows / 4, width: width as u32, height: (leg_rows * 3 / 4).max(1) as u32 };
    let mask = cutout.mask.cut(zone, 0);
    let bird = mask.bounds(|&mask| inside(mask)).filter(|bounds| bounds.width as i32 * 100 < width * 38).map(|_| {
        let pixels = cutout.picture.cut(zone, [0; 4]);
        let counted = pixels.pixels.iter().zip(&mask.pixels).filter(|(_, mask)| inside(**mask));
        color::mean(counted.map(|([r, g, b, _], _)| (color::lab([*r, *g, *b]), 1.0)))
    });
    let trunk = cutout.part(Rect { x: 0, y: 0, width: width as u32, height: belly as u32 });
    (trunk, OwnLegs { bird })
}

struct Pet {
    body: Sprite,
    leg: Part,
    far_leg: Part,
    /// Where the legs join the body, in columns from its middle: near hind, near front, far hind, far front. Upright
    /// animals and birds have two.
    hips: Vec<(usize, i32)>,
    /// Rows that the legs reach into the body.
    sink: i32,
    unit: f32,
}

impl Pet {
    fn new(trunk: &Cutout, legs: &OwnLegs, eyes: &[Eye], fur: &Fur, style: Style, room: f32) -> Self {
        let unit = style.frame_px() as f32 / 48.0;
        let mut picture = trunk.sprite(trunk.size_within(40.0 * unit * room, 35.0 * unit * room));
        eyes::draw(&mut picture, eyes, Look::Open);
        let (width, height) = (picture.width as i32, picture.height as i32);
        // The columns that have body just above its lowest rows can stand on legs.
        let sink = (4.0 * unit).round() as i32;
        let stands =
            |column: i32| (1..=sink).any(|up| picture.get(column, height - up).is_some_and(|pixel| pixel[3] > 0));
        let columns: Vec<i32> = (0..width).filter(|&column| stands(column)).collect();
        let at = |part: usize| columns.get(columns.len() * part / 100).copied().unwrap_or(width / 2) - width / 2;
        let upright = height * 100 > width * 115;
        let hips = if legs.bird.is_some() || upright {
            vec![(2, at(32)), (0, at(64))]
        } else {
            vec![(2, at(25)), (3, at(86)), (0, at(12)), (1, at(73))]
        };
        let (mut near, mut far) = (fur.dyes(false), fur.dyes(true));
        if let Some(color) = legs.bird {
            for (dyes, light) in [(&mut near, 0.0), (&mut far, -0.08)] {
                for (name, rgb) in dyes {
                    let shade = match *name {
                        "earth-2" | "earth-5" => -0.10,
                        "earth-4" => 0.06,
                        _ => 0.0,
                    };
                    *rgb = color::rgb(color::lit(color, light + shade));
                }
            }
        }
        Self {
            body: Sprite::standing(picture),
            leg: Part::read(for_style(&LEG, style), &near),
            far_leg: Part::read(for_style(&LEG, style), &far),
            hips,
            sink,
            unit,
        }
    }

    fn frame(&self, key: &Key, style: Style) -> Stage {
        let px = |px: i32| (px as f32 * self.unit).round() as i32;
        let mut stage = Stage::new(style);
        let legs = self.leg.below_anchor();
        let pose = Pose {
            at: (0, self.sink - legs - px(key.lift)),
            scale: (key.scale.0 / 100.0, key.scale.1 / 100.0),
            // The head is no part of its own here: the body nods with it.
            turn: key.turn + key.head.2 * 0.5,
            bend: px(key.head.0) as f32,
            ..Pose::default()
        };
        for &(leg, x) in &self.hips {
            let (tag, number): Limb = key.legs[leg];
            let on_body = self.body.point(&pose, (self.body.pivot.0 + x, self.body.picture.height as i32 - self.sink));
            let hip = if key.turn.abs() > 4.5 { on_body } else { (on_body.0, -legs) };
            let part = if leg >= 2 { &self.far_leg } else { &self.leg };
            stage.put(&part.pose(tag, number, hip), None);
        }
        stage.put(&self.body.posed(&pose), None);
        stage
    }
}
