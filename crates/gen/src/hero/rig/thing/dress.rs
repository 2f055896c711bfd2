//! What a thing gets to wear: colours of limbs, shoes and faces that go with it.

use crate::{
    color::{self, Lab},
    grid::Picture,
    hero::rig::grids::Dye,
};

/// Colours for the drawn parts of a thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Dress {
    /// For limbs and shoes.
    pub dyes: Vec<Dye>,
    /// The dark that pupils and lines of a face have.
    pub dark: [u8; 3],
}

/// Shoes: base and light.
const SHOES: [[[u8; 3]; 2]; 6] = [
    [[0xc9, 0x2f, 0x40], [0xef, 0x5b, 0x4c]],
    [[0x3d, 0x6f, 0xd2], [0x58, 0xa6, 0xf1]],
    [[0xdf, 0xa4, 0x2c], [0xff, 0xd8, 0x3f]],
    [[0x35, 0x88, 0x4b], [0x6b, 0xb7, 0x4d]],
    [[0x85, 0x49, 0xb6], [0xb9, 0x79, 0xdd]],
    [[0xe7, 0x7d, 0x2d], [0xfa, 0xab, 0x40]],
];

impl Dress {
    /// Colours that stand out from a body; the seed chooses among the best.
    pub fn new(body: &Picture, seed: u64) -> Self {
        let mean = mean_color(body.pixels.iter().copied());
        // Dark and of the object's hue, so that limbs seem to belong to it.
        let dark = color::rgb(Lab::new(0.27, mean.a * 0.45, mean.b * 0.45 - 0.012));
        let mut shoes = SHOES.map(|pair| (color::distance(color::lab(pair[0]), mean), pair));
        shoes.sort_by(|one, other| other.0.total_cmp(&one.0));
        let [base, light] = shoes[(seed % 3) as usize].1;
        // A little lighter, to be seen on dark ground too.
        let limb = color::rgb(Lab::new(0.40, mean.a * 0.7, mean.b * 0.7 - 0.012));
        let dyes = vec![("slate-1", limb), ("red-2", base), ("red-3", base), ("red-4", light)];
        Self { dyes, dark }
    }
}

/// The mean of opaque pixels.
pub fn mean_color(pixels: impl Iterator<Item = [u8; 4]>) -> Lab {
    color::mean(pixels.filter(|pixel| pixel[3] > 0).map(|[r, g, b, _]| (color::lab([r, g, b]), 1.0)))
}
