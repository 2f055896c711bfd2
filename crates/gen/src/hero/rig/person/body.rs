//! A person's body: its measures and its parts.

use crate::{
    grid::Picture,
    hero::{
        Style,
        head::Head,
        rig::{
            parts::{MATERIALS, Parts},
            puppet::{Canvas, Ink, ONE, Part, Turner, sin_cos},
        },
    },
};

use super::outfit::{Build, Clothes, Outfit};

/// Lengths and places of a body, in pixels. Places are corners, from the corner between the hips, to the right and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    /// Height of the head, from the crown to the chin.
    pub head: u32,
    /// Below the chin.
    pub neck: (i32, i32),
    /// Near and far shoulder.
    pub shoulders: [(i32, i32); 2],
    /// Near and far hip joint.
    pub hips: [(i32, i32); 2],
    /// Upper arm and forearm.
    pub arm: [i32; 2],
    /// Thigh and shin.
    pub leg: [i32; 2],
}

impl Measures {
    /// Those of a build in a style's frames.
    pub const fn of(style: Style, build: Build) -> Self {
        let wide = match build {
            Build::Slim => 0,
            Build::Sturdy => 1,
        };
        match style.frame_px() {
            0..=32 => Self {
                head: 16,
                neck: (0, -6),
                shoulders: [(-3 - wide, -4), (3 + wide, -4)],
                hips: [(-2 - wide, 0), (1 + wide, 0)],
                arm: [3, 2],
                leg: [2, 3],
            },
            33..=48 => Self {
                head: 23,
                neck: (0, -9),
                shoulders: [(-5 - wide, -7), (5 + wide, -7)],
                hips: [(-3 - wide, 0), (2 + wide, -1)],
                arm: [4, 4],
                leg: [5, 4],
            },
            _ => Self {
                head: 31,
                neck: (0, -13),
                shoulders: [(-6 - wide, -10), (6 + wide, -10)],
                hips: [(-4 - wide, 0), (3 + wide, -1)],
                arm: [6, 5],
                leg: [6, 6],
            },
        }
    }
}

/// The parts of an arm or leg, ready to be turned.
pub(super) struct Limb {
    parts: Vec<Turner>,
    lengths: [i32; 2],
}

impl Limb {
    fn new(parts: &[Option<&Part>], lengths: [i32; 2]) -> Self {
        Self { parts: parts.iter().filter_map(|part| part.map(|part| Turner::new(part.clone()))).collect(), lengths }
    }

    /// Paints it from its joint on, lit as one. The part nearest to the body is painted last.
    pub(super) fn on(&self, canvas: &mut Canvas, joint: (i32, i32), angles: &[i16]) {
        let mut joints = vec![joint];
        for (length, angle) in self.lengths.iter().zip(angles) {
            let (x, y) = joints.last().copied().unwrap_or(joint);
            let (dx, dy) = reach(*length, *angle);
            joints.push((x + dx, y + dy));
        }
        for ((part, joint), angle) in self.parts.iter().zip(joints).zip(angles).rev() {
            canvas.paint(&part.turned(f32::from(*angle)), joint);
        }
        canvas.tidy();
        canvas.light();
    }
}

/// Where something of this length ends when it is turned so far: to the right and down, in whole pixels.
pub(super) fn reach(length: i32, degrees: i16) -> (i32, i32) {
    let (sin, cos) = sin_cos(degrees.into());
    let whole = |part: i32| (part * length + ONE / 2).div_euclid(ONE);
    (whole(sin), whole(cos))
}

/// The first view of a cape from behind.
pub(super) const CAPE_BEHIND: usize = 4;

/// A body in its clothes, with its head on.
pub struct Body {
    pub(super) style: Style,
    pub(super) outfit: Outfit,
    pub(super) measures: Measures,
    pub(super) head: Part,
    /// The head from behind.
    pub(super) crown: Part,
    /// From the front and from behind.
    pub(super) torsos: [Option<Turner>; 2],
    pub(super) pelvis: Option<Part>,
    pub(super) arm: Limb,
    /// From the front and from behind.
    pub(super) legs: [Limb; 2],
    pub(super) capes: Vec<Part>,
    pub(super) sparks: Vec<Part>,
}

impl Body {
    /// Dresses a person.
    pub fn new(head: &Head, outfit: Outfit, style: Style, parts: &Parts) -> Self {
        let Outfit { clothes, build, .. } = outfit;
        let measures = Measures::of(style, build);
        let part = |name: &str, view: usize| parts.get(&format!("{name}-{}", build.name()), view);
        let torso = |view: usize| part(clothes.name(), view).map(|part| Turner::new(part.clone()));
        let (upper, fore) =
            if clothes.long_sleeves() { ("upper-long", "fore-long") } else { ("upper-short", "fore-bare") };
        let (thigh, shin) = if clothes.bare_legs() { ("thigh-bare", "shin-bare") } else { ("thigh", "shin") };
        let foot = |view: usize| parts.get(if clothes.boots() { "boot" } else { "shoe" }, view);
        let leg = |view: usize| Limb::new(&[part(thigh, 0), part(shin, 0), foot(view)], measures.leg);
        let all = |name: &str, count: usize| (0..count).filter_map(|view| parts.get(name, view).cloned()).collect();
        Self {
            style,
            outfit,
            measures,
            crown: seat(&head.behind, head.neck, style),
            head: seat(&head.picture, head.neck, style),
            torsos: [torso(0), torso(1)],
            pelvis: part("pelvis", 0)
                .cloned()
                .map(|part| if clothes.bare_legs() { part.inked(|ink| in_top(*ink)) } else { part }),
            arm: Limb::new(&[part(upper, 0), part(fore, 0)], measures.arm),
            legs: [leg(0), leg(1)],
            capes: if clothes == Clothes::Cape { all("cape", CAPE_BEHIND + 2) } else { Vec::new() },
            sparks: all("spark", 4),
        }
    }
}

/// A head ready to sit on a neck. One that is far larger than asked for is taken smaller.
fn seat(picture: &Picture, neck: (i32, i32), style: Style) -> Part {
    let most = style.frame_px() - 2;
    let (width, height) = (picture.width, picture.height);
    let larger = width.max(height).div_ceil(most).max(1);
    let picture = if larger == 1 {
        picture.clone()
    } else {
        Picture::from_fn(width.div_ceil(larger), height.div_ceil(larger), |x, y| {
            picture.get((x * larger) as i32, (y * larger) as i32).unwrap_or_default()
        })
    };
    let joint = (
        neck.0.clamp(0, width as i32) / larger as i32,
        neck.1.saturating_add(1).clamp(0, height as i32) / larger as i32,
    );
    Part::of_picture(&picture, joint)
}

/// The same ink in the material of the upper garment: a dress is one piece.
fn in_top(ink: Ink) -> Ink {
    match ink {
        Ink::Tone { tone, .. } => Ink::Tone { ramp: ramp_of("top"), tone },
        other => other,
    }
}

fn ramp_of(material: &str) -> u8 {
    MATERIALS.iter().position(|&name| name == material).unwrap_or_default() as u8
}
