//! An outline of one pixel that keeps a hero readable on light and on dark ground.

use crate::color::{self, Lab};

use super::{
    census::{Bordered, Census},
    palette::Palette,
};

/// What is darker than this is hard to see on dark ground, and has a lighter outline.
const DARK: f32 = 0.42;

/// The colours of an outline.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tones {
    dark: Option<Lab>,
    rim: Option<Lab>,
}

impl Tones {
    /// The colour around what is not dark, and that around what is, where there is such.
    pub fn in_use(self) -> [Option<Lab>; 2] {
        [self.dark, self.rim]
    }
}

/// The colours of the outline of these frames: a dark tone of what the silhouette consists of, and for its dark parts
/// one that is lighter than they are but not light.
pub(super) fn tones(census: &Census, layout: Bordered) -> Tones {
    let mut counts = vec![0_u32; census.colors.len()];
    for frame in &census.frames {
        for at in layout.inside() {
            let Some(id) = (frame[at] as usize).checked_sub(1) else { continue };
            if layout.beside(at).iter().any(|&near| frame[near] == 0) {
                counts[id] += 1;
            }
        }
    }
    let part = |is_dark: bool| {
        let seen = census.colors.iter().zip(&counts).filter(move |(seen, _)| (seen.lab.l < DARK) == is_dark);
        seen.map(|(seen, &count)| (seen.lab, count as f32))
    };
    let mean = |is_dark: bool| part(is_dark).any(|(_, count)| count > 0.0).then(|| color::mean(part(is_dark)));
    let dark = mean(false).map(|base| {
        let shade = color::lit(Lab::new(base.l, base.a * 0.9, base.b * 0.9), 0.23 - base.l);
        Lab::new(0.23, shade.a * 0.7, shade.b * 0.7 - 0.012)
    });
    let rim = mean(true).map(|base| {
        let light = color::lit(base, 0.5 - base.l);
        Lab::new(0.5, light.a, light.b - 0.008)
    });
    Tones { dark, rim }
}

/// Draws the outline into the clear pixels beside opaque ones.
pub(super) fn draw(indices: &mut [u8], layout: Bordered, palette: &Palette) {
    let before = indices.to_vec();
    for at in layout.inside() {
        if before[at] == 0 && layout.beside(at).iter().any(|&near| before[near] != 0) {
            indices[at] = if is_dark_beside(&before, at, layout, palette) { palette.rim } else { palette.outline };
        }
    }
}

/// Whether what lies within three pixels is dark, or all that touches the place.
fn is_dark_beside(indices: &[u8], at: usize, layout: Bordered, palette: &Palette) -> bool {
    let lightness = |at: usize| {
        let index = usize::from(indices[at]);
        palette.colors.get(index.wrapping_sub(1)).map(|entry| entry.shown.l)
    };
    if layout.beside(at).into_iter().filter_map(lightness).all(|l| l < DARK) {
        return true;
    }
    let row = layout.row();
    let (x, y) = (at % row, at / row);
    let (mut sum, mut count) = (0.0, 0.0);
    for y in y.saturating_sub(3)..=(y + 3).min(layout.side) {
        for x in x.saturating_sub(3)..=(x + 3).min(layout.side) {
            if let Some(l) = lightness(y * row + x) {
                sum += l;
                count += 1.0;
            }
        }
    }
    sum < DARK * count
}
