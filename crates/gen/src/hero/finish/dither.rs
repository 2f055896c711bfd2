//! Soft shades from dots of two colours.

use crate::color;

use super::{census::Census, palette::Palette};

/// Thresholds of Bayer's 4 x 4 matrix, sixteenths.
const BAYER: [[u8; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];

/// Lets colours that lie between two of the palette take the one or the other by where they are first seen. A shade of a
/// photo is rarely the same in two pixels, so that this makes dots, and they move along with what they are on. Flat areas
/// have one colour and stay flat.
pub(super) fn dither(census: &Census, palette: &mut Palette) {
    /// Colours further apart make noise and not shades.
    const FARTHEST: f32 = 0.13;
    /// How much of the way between two colours is dotted.
    const AMPLITUDE: f32 = 0.7;
    let frames = census.frames.len() as u32;
    for ((seen, &goal), (index, near)) in
        census.colors.iter().zip(&palette.goals).zip(palette.index_of.iter_mut().zip(&mut palette.near))
    {
        let Some(own) = palette.colors.get(usize::from(*index).wrapping_sub(1)) else { continue };
        if seen.count > 2 * frames {
            continue;
        }
        let mut second: Option<(f32, u8, f32)> = None;
        for (entry, other) in palette.colors.iter().zip(1_u8..) {
            let apart = color::distance(own.lab, entry.lab);
            if other == *index || !(1e-4..=FARTHEST).contains(&apart) {
                continue;
            }
            // How far along the way from the one to the other the colour lies, and how far beside.
            let along = ((goal.l - own.lab.l) * (entry.lab.l - own.lab.l)
                + (goal.a - own.lab.a) * (entry.lab.a - own.lab.a)
                + (goal.b - own.lab.b) * (entry.lab.b - own.lab.b))
                / (apart * apart);
            let beside = color::distance(goal, color::mix(own.lab, entry.lab, along));
            if along > 0.0 && second.is_none_or(|(least, ..)| beside < least) {
                second = Some((beside, other, along));
            }
        }
        if let Some((_, other, along)) = second {
            let (x, y) = seen.first;
            let threshold = (f32::from(BAYER[y as usize % 4][x as usize % 4]) + 0.5) / 16.0;
            if along > 0.5 + (threshold - 0.5) * AMPLITUDE {
                *index = other;
            }
            // Dots do not agree with their neighbours.
            *near = 1 << ((*index).saturating_sub(1) & 31);
        }
    }
}
