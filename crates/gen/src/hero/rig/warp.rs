//! Small sprites turned, squashed and bent without blur: as in RotSprite, they are made larger along their own edges first,
//! so that every pixel of a pose has a colour of the sprite.

use crate::grid::Picture;

/// How many times larger a sprite is made before it is turned: Scale3x, twice. Its middle pixels stay what they are, so an
/// unturned pose is the sprite itself.
const LARGER: usize = 9;

/// A picture on its place on a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Opaque or clear pixels.
    pub picture: Picture,
    /// The column of its left pixels.
    pub x: i32,
    /// The row of its top pixels.
    pub y: i32,
}

/// A sprite to be posed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sprite {
    /// Its pixels, opaque or clear.
    pub picture: Picture,
    /// The point that stays in place while it turns: a corner between pixels.
    pub pivot: (i32, i32),
    large: Picture,
}

/// Where a sprite is and how it is turned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// Where its pivot lies on the stage: a corner between pixels.
    pub at: (i32, i32),
    /// Times as wide and as high; a negative width shows it mirrored.
    pub scale: (f32, f32),
    /// Pixels to the right for each pixel up.
    pub lean: f32,
    /// Pixels that the far end is bent to the right.
    pub bend: f32,
    /// Degrees, clockwise.
    pub turn: f32,
}

impl Default for Pose {
    fn default() -> Self {
        Self { at: (0, 0), scale: (1.0, 1.0), lean: 0.0, bend: 0.0, turn: 0.0 }
    }
}

/// Sine and cosine of degrees by arithmetic only, so that every computer gets the same pixels.
pub fn sine_cosine(degrees: f32) -> (f32, f32) {
    let sine = |degrees: f32| {
        // Into -180 to 180, then folded into -90 to 90, where the series is exact enough for any sprite.
        let turns = degrees - 360.0 * (degrees / 360.0).round();
        let folded = if turns > 90.0 {
            180.0 - turns
        } else if turns < -90.0 {
            -180.0 - turns
        } else {
            turns
        };
        let x = folded.to_radians();
        let xx = x * x;
        x * (1.0 - xx / 6.0 * (1.0 - xx / 20.0 * (1.0 - xx / 42.0 * (1.0 - xx / 72.0))))
    };
    (sine(degrees), sine(degrees + 90.0))
}

impl Pose {
    /// Where a point of a sprite, relative to its pivot, lies on the stage. `height` is the sprite's.
    pub fn place(&self, (x, y): (f32, f32), height: f32) -> (f32, f32) {
        let (x, y) = (x * self.scale.0, y * self.scale.1);
        let end = y / height.max(1.0);
        let x = x - self.lean * y + self.bend * end * end;
        let (sine, cosine) = sine_cosine(self.turn);
        (self.at.0 as f32 + x * cosine - y * sine, self.at.1 as f32 + x * sine + y * cosine)
    }

    /// The point of a sprite, relative to its pivot, that lies at a place of the stage; with the turn's sine and cosine.
    fn source(&self, (x, y): (f32, f32), height: f32, (sine, cosine): (f32, f32)) -> (f32, f32) {
        let (dx, dy) = (x - self.at.0 as f32, y - self.at.1 as f32);
        let (x, y) = (dx * cosine + dy * sine, dy * cosine - dx * sine);
        let end = y / height.max(1.0);
        ((x + self.lean * y - self.bend * end * end) / self.scale.0, y / self.scale.1)
    }
}

impl Sprite {
    /// A sprite that turns around a corner between its pixels.
    pub fn new(picture: Picture, pivot: (i32, i32)) -> Self {
        let large = scale3x(&scale3x(&picture));
        Self { picture, pivot, large }
    }

    /// A sprite that stands on the middle of its lower edge.
    pub fn standing(picture: Picture) -> Self {
        let pivot = ((picture.width / 2) as i32, picture.height as i32);
        Self::new(picture, pivot)
    }

    /// Where a pixel of the sprite lies in a pose.
    pub fn point(&self, pose: &Pose, (x, y): (i32, i32)) -> (i32, i32) {
        let place =
            pose.place(((x - self.pivot.0) as f32 + 0.5, (y - self.pivot.1) as f32 + 0.5), self.picture.height as f32);
        (place.0.floor() as i32, place.1.floor() as i32)
    }

    /// The sprite in a pose.
    pub fn posed(&self, pose: &Pose) -> Placed {
        let (width, height) = (self.picture.width as f32, self.picture.height as f32);
        let (left, top) = (-self.pivot.0 as f32, -self.pivot.1 as f32);
        // A bent sprite's edges are curves; its middle row counts as much as its corners.
        let places = [0.0, 0.5, 1.0]
            .iter()
            .flat_map(|&v| [0.0, 1.0].map(|u| pose.place((left + u * width, top + v * height), height)));
        let turned = sine_cosine(pose.turn);
        let (mut from, mut to) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        for (x, y) in places {
            from = (from.0.min(x), from.1.min(y));
            to = (to.0.max(x), to.1.max(y));
        }
        let (x, y) = (from.0.floor() as i32 - 1, from.1.floor() as i32 - 1);
        let picture =
            Picture::from_fn((to.0.ceil() as i32 + 1 - x) as u32, (to.1.ceil() as i32 + 1 - y) as u32, |i, j| {
                let place = ((x + i as i32) as f32 + 0.5, (y + j as i32) as f32 + 0.5);
                let (u, v) = pose.source(place, height, turned);
                let sample = |at: f32, pivot: i32| ((at + pivot as f32) * LARGER as f32).floor() as i32;
                self.large.get(sample(u, self.pivot.0), sample(v, self.pivot.1)).unwrap_or([0; 4])
            });
        Placed { picture, x, y }
    }
}

/// Colours nearer than this, as the sum of squared differences of bytes, belong to one area of a sprite.
const ALIKE: i32 = 900;

#[inline]
fn alike(one: [u8; 4], other: [u8; 4]) -> bool {
    let part = |i: usize| i32::from(one[i]) - i32::from(other[i]);
    one[3] == other[3] && (one[3] == 0 || part(0) * part(0) + part(1) * part(1) + part(2) * part(2) < ALIKE)
}

/// Three times as large along the edges of its areas (Scale3x by A. Mazzoleni, <https://www.scale2x.it/algorithm>, with
/// alike for equal colours).
#[allow(clippy::many_single_char_names, reason = "the letters of the neighbours are those of the published method")]
fn scale3x(picture: &Picture) -> Picture {
    let (width, height) = (picture.width as usize * 3, picture.height as usize * 3);
    let mut large = Picture::filled(width as u32, height as u32, [0; 4]);
    for y in 0..picture.height as i32 {
        for x in 0..picture.width as i32 {
            let near = |dx: i32, dy: i32| picture.get(x + dx, y + dy).unwrap_or([0; 4]);
            let (b, d, e, f, h) = (near(0, -1), near(-1, 0), near(0, 0), near(1, 0), near(0, 1));
            let mut nine = [e; 9];
            if !alike(b, h) && !alike(d, f) {
                let (a, c, g, i) = (near(-1, -1), near(1, -1), near(-1, 1), near(1, 1));
                let (db, bf, dh, hf) = (alike(d, b), alike(b, f), alike(d, h), alike(h, f));
                let mut set = |place: usize, when: bool, color: [u8; 4]| {
                    if when {
                        nine[place] = color;
                    }
                };
                set(0, db, d);
                set(1, (db && !alike(e, c)) || (bf && !alike(e, a)), b);
                set(2, bf, f);
                set(3, (db && !alike(e, g)) || (dh && !alike(e, a)), d);
                set(5, (bf && !alike(e, i)) || (hf && !alike(e, c)), f);
                set(6, dh, d);
                set(7, (dh && !alike(e, i)) || (hf && !alike(e, g)), h);
                set(8, hf, f);
            }
            for (place, color) in nine.into_iter().enumerate() {
                large.set(x * 3 + place as i32 % 3, y * 3 + place as i32 / 3, color);
            }
        }
    }
    large
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(width: u32, height: u32) -> Picture {
        Picture::from_fn(width, height, |x, y| [(x * 40) as u8, (y * 40) as u8, 90, 255])
    }

    #[test]
    fn an_unturned_pose_is_the_sprite_itself() {
        let sprite = Sprite::standing(dot(5, 4));
        let placed = sprite.posed(&Pose::default());
        for y in 0..4 {
            for x in 0..5 {
                let (px, py) = sprite.point(&Pose::default(), (x, y));
                assert_eq!(placed.picture.get(px - placed.x, py - placed.y), sprite.picture.get(x, y));
            }
        }
    }

    #[test]
    fn a_quarter_turn_lays_a_tall_sprite_down() {
        let sprite = Sprite::standing(dot(2, 6));
        let placed = sprite.posed(&Pose { turn: 90.0, ..Pose::default() });
        let bounds = placed.picture.bounds(|pixel| pixel[3] > 0).unwrap();
        assert_eq!((bounds.width, bounds.height), (6, 2));
    }

    #[test]
    fn sines_are_those_of_the_circle() {
        for degrees in -400_i16..400 {
            let (sine, cosine) = sine_cosine(f32::from(degrees));
            let radians = f64::from(degrees).to_radians();
            assert!((f64::from(sine) - radians.sin()).abs() < 1e-4 && (f64::from(cosine) - radians.cos()).abs() < 1e-4);
        }
    }
}
