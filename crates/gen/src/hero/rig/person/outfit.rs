//! What a person wears, and in which colours.

use crate::{
    color,
    hero::{Style, head::Head, rig::puppet::Tones},
};

/// The clothes of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clothes {
    /// A hooded jacket and trousers.
    Hoodie,
    /// A T-shirt with a stripe, and trousers.
    Tee,
    /// Dungarees over a shirt.
    Dungarees,
    /// A tunic with a belt, and a cape.
    Cape,
    /// A dress with a sash.
    Dress,
}

impl Clothes {
    /// All of them, in the order in which seeds choose them.
    pub const ALL: [Self; 5] = [Self::Hoodie, Self::Tee, Self::Dungarees, Self::Cape, Self::Dress];

    /// How its parts' names begin.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hoodie => "hoodie",
            Self::Tee => "tee",
            Self::Dungarees => "dungarees",
            Self::Cape => "cape",
            Self::Dress => "dress",
        }
    }

    /// Whether arms are covered down to the hands.
    pub const fn long_sleeves(self) -> bool {
        matches!(self, Self::Hoodie | Self::Cape)
    }

    /// Whether legs are bare.
    pub const fn bare_legs(self) -> bool {
        matches!(self, Self::Dress)
    }

    /// Whether the feet are in boots.
    pub const fn boots(self) -> bool {
        matches!(self, Self::Cape | Self::Dungarees)
    }

    /// Whether the upper garment ends above the legs in a hem, which shows as a line.
    pub const fn hemmed(self) -> bool {
        !matches!(self, Self::Dungarees)
    }
}

/// How broad a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Build {
    /// Narrow shoulders and hips.
    Slim,
    /// A little broader.
    Sturdy,
}

impl Build {
    /// How its parts' names end.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slim => "slim",
            Self::Sturdy => "sturdy",
        }
    }
}

/// What one person wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outfit {
    /// The clothes.
    pub clothes: Clothes,
    /// The body under them.
    pub build: Build,
    /// The colours of the materials, in the order of [`MATERIALS`](crate::hero::rig::parts::MATERIALS).
    pub ramps: [Tones; 6],
}

/// Colours of trousers, of which the seed chooses: denim, slate, khaki.
const TROUSERS: [[u8; 3]; 3] = [[66, 84, 132], [82, 84, 104], [138, 114, 84]];

/// Colours of shoes, capes, sashes and stripes, of which the seed chooses: red, mustard, leather, teal.
const EXTRAS: [[u8; 3]; 4] = [[196, 66, 62], [226, 170, 64], [126, 84, 60], [70, 136, 156]];

/// Nearer to each other than this, in Oklab, two garments would look like one.
const APART: f32 = 0.16;

impl Outfit {
    /// Chooses clothes by a seed, in colours that go with those of a head's photo.
    pub fn choose(head: &Head, style: Style, seed: u64) -> Self {
        let kinds = Clothes::ALL.len() as u64;
        let clothes = Clothes::ALL.get((seed % kinds) as usize).copied().unwrap_or(Clothes::Hoodie);
        let build = if (seed / kinds).is_multiple_of(2) { Build::Slim } else { Build::Sturdy };
        let top = head.top[1];
        let bottom = head.bottom.unwrap_or_else(|| pick(&TROUSERS, scrambled(seed), &[top, head.skin[1]]));
        let extra =
            head.accent.unwrap_or_else(|| pick(&EXTRAS, scrambled(seed ^ 0x5eed), &[top, bottom, head.skin[1]]));
        let ramps = [
            tones(head.skin),
            tones(head.hair),
            tones(head.top),
            tones(color::ramp(bottom)),
            tones(color::ramp(extra)),
            tones(color::ramp([228, 224, 220])),
        ];
        Self { clothes, build, ramps: if style.colors() < MANY { few(ramps) } else { ramps } }
    }
}

/// From so many colours of a style on, every material has all its tones.
const MANY: usize = 24;

/// The one colour of lines, dark but softer than black.
const SOFT_BLACK: [u8; 3] = [48, 30, 54];

/// The same materials in fewer colours, so that a small palette has places left for the face: all lines are alike, and only
/// skin, hair and the upper garment keep their lights.
fn few(ramps: [Tones; 6]) -> [Tones; 6] {
    let [skin, hair, top, bottom, extra, white] = ramps.map(|[_, shade, base, light]| [SOFT_BLACK, shade, base, light]);
    let flat = |[line, shade, base, _]: Tones| [line, shade, base, base];
    [skin, hair, top, flat(bottom), flat(extra), [white[0], white[2], white[2], white[2]]]
}

/// The first colour from a place in the list on that is apart from all `others`, or else the one furthest from them.
fn pick(colors: &[[u8; 3]], place: u64, others: &[[u8; 3]]) -> [u8; 3] {
    let nearest = |one: [u8; 3]| {
        let distance = |&other: &[u8; 3]| color::distance(color::lab(one), color::lab(other));
        others.iter().map(distance).fold(f32::INFINITY, f32::min)
    };
    let start = (place % colors.len().max(1) as u64) as usize;
    let mut best = ([90; 3], -1.0);
    for &one in colors.iter().cycle().skip(start).take(colors.len()) {
        let distance = nearest(one);
        if distance >= APART {
            return one;
        }
        if distance > best.1 {
            best = (one, distance);
        }
    }
    best.0
}

/// A ramp with the tone for lines added, darker than its shade.
fn tones(ramp: color::Ramp) -> Tones {
    let line = color::rgb(color::lit(color::lab(ramp[0]), -0.14));
    [line, ramp[0], ramp[1], ramp[2]]
}

/// Mixes the bits of a seed (the finalizer of Steele, Lea and Flood's SplitMix64, 2014).
const fn scrambled(seed: u64) -> u64 {
    let seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let seed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    seed ^ (seed >> 31)
}
