//! The colours and marks of an animal's fur.

use crate::{
    color::{self, Lab},
    hero::rig::{
        cutout::{Cutout, inside},
        grids::Dye,
    },
};

/// What lies on the ground colour of a fur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// One colour.
    Plain,
    /// Thin dark stripes, as a tabby has.
    Stripes,
    /// Small dark patches.
    Spots,
    /// One large dark patch over the back.
    Saddle,
}

impl Marks {
    /// The tag of their drawing; plain fur has none.
    pub const fn tag(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Stripes => Some("stripes"),
            Self::Spots => Some("spots"),
            Self::Saddle => Some("saddle"),
        }
    }
}

/// The fur of an animal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fur {
    /// The colour most of it has.
    pub base: Lab,
    /// Chest, belly and paws.
    belly: Lab,
    /// The marks' colour.
    mark: Lab,
    /// How the marks are laid.
    pub marks: Marks,
}

/// Colours that a fur is told by.
const TONES: usize = 4;
/// The longer side of the picture that marks are judged by.
const JUDGED_PX: f32 = 64.0;

impl Fur {
    /// Looks at the fur in a cut-out.
    pub fn of(cutout: &Cutout) -> Self {
        let (width, height) = (cutout.picture.width, cutout.picture.height);
        let step = ((width.max(height) as f32 / JUDGED_PX).ceil() as usize).max(1);
        let at = |x: usize, y: usize| {
            let (x, y) = ((x * step) as i32, (y * step) as i32);
            cutout.mask.get(x, y).filter(|&mask| inside(mask)).and(cutout.picture.get(x, y))
        };
        let (columns, rows) = (width as usize / step, height as usize / step);
        let places = || (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y)));
        let colors: Vec<Option<Lab>> =
            places().map(|(x, y)| at(x, y).map(|[r, g, b, _]| color::lab([r, g, b]))).collect();
        let tones = tones(&colors.iter().flatten().copied().collect::<Vec<_>>());
        // Pupils, nostrils and shadows between are no fur colour unless the animal is black.
        let base = tones
            .iter()
            .filter(|(tone, share)| tone.l > 0.25 || *share > 0.45)
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .or(tones.first())
            .map_or(Lab::new(0.55, 0.03, 0.06), |tone| tone.0);
        let belly = tones
            .iter()
            .filter(|(tone, share)| tone.l > base.l + 0.09 && *share > 0.07)
            .max_by(|one, other| one.0.l.total_cmp(&other.0.l))
            .map_or_else(|| color::lit(base, 0.13), |tone| tone.0);
        let mark = tones
            .iter()
            .filter(|(tone, share)| tone.l < base.l - 0.09 && *share > 0.10)
            .max_by(|one, other| one.1.total_cmp(&other.1));
        let Some(&(mark, share)) = mark else { return Self { base, belly, mark: base, marks: Marks::Plain } };
        let marked = |x: i32, y: i32| {
            let inside = x >= 0 && y >= 0 && (x as usize) < columns && (y as usize) < rows;
            let own = inside.then(|| colors.get(y as usize * columns + x as usize).copied().flatten()).flatten();
            own.is_some_and(|own| color::distance_squared(own, mark) < color::distance_squared(own, base))
        };
        // Of thin marks most pixels lie at their edge.
        let (mut all, mut inner) = (0.0, 0.0);
        for (x, y) in places().map(|(x, y)| (x as i32, y as i32)).filter(|&(x, y)| marked(x, y)) {
            all += 1.0;
            if [(1, 0), (-1, 0), (0, 1), (0, -1)].iter().all(|(dx, dy)| marked(x + dx, y + dy)) {
                inner += 1.0;
            }
        }
        let thick: f32 = inner / f32::max(all, 1.0);
        let marks = match (thick, share) {
            (..0.42, _) => Marks::Stripes,
            (_, 0.28..) => Marks::Saddle,
            _ => Marks::Spots,
        };
        Self { base, belly, mark, marks }
    }

    /// Colours of the drawn parts; those on the far side are a step darker. They are few: the photo needs the others.
    pub fn dyes(&self, far: bool) -> Vec<Dye> {
        let base = self.ground();
        let tone = |light: f32| color::rgb(color::lit(base, light));
        let (rim, shade, light) = (self.rim(), tone(-0.11), tone(0.07));
        let belly =
            if color::distance(self.belly, color::lit(base, 0.07)) < 0.07 { light } else { color::rgb(self.belly) };
        let belly_shade = color::rgb(color::lit(color::lab(belly), -0.11));
        let mark = if color::distance(self.mark, color::lab(shade)) < 0.08 { shade } else { color::rgb(self.mark) };
        let pink = color::rgb(color::mix(base, color::lab([0xe4, 0x88, 0x90]), 0.6));
        let [shade, base, light, belly, belly_shade] = if far {
            [rim, shade, shade, belly_shade, belly_shade]
        } else {
            [shade, tone(0.0), light, belly, belly_shade]
        };
        vec![
            ("earth-1", rim),
            ("earth-2", shade),
            ("earth-3", base),
            ("earth-4", light),
            ("earth-5", belly_shade),
            ("earth-6", belly),
            ("slate-2", mark),
            ("pink-3", pink),
            ("pink-4", pink),
        ]
    }

    /// The ground colour; black and white fur too has room for its shades.
    fn ground(&self) -> Lab {
        Lab::new(self.base.l.clamp(0.26, 0.88), self.base.a, self.base.b)
    }

    /// The dark line around what lies on the fur.
    pub fn rim(&self) -> [u8; 3] {
        color::rgb(color::lit(self.ground(), -0.22))
    }
}

/// The few colours that stand for many, with their shares: k-means in Oklab from evenly spread lightnesses.
fn tones(colors: &[Lab]) -> Vec<(Lab, f32)> {
    let mut sorted = colors.to_vec();
    sorted.sort_by(|one, other| one.l.total_cmp(&other.l));
    let mut tones: Vec<(Lab, f32)> =
        (0..TONES).filter_map(|i| Some((*sorted.get((2 * i + 1) * sorted.len() / (2 * TONES))?, 0.0))).collect();
    for _ in 0..6 {
        let mut sums = vec![(Lab::new(0.0, 0.0, 0.0), 0.0_f32); tones.len()];
        for &own in &sorted {
            let nearest = (0..tones.len()).min_by(|&one, &other| {
                let far = |i: usize| color::distance_squared(own, tones[i].0);
                far(one).total_cmp(&far(other))
            });
            if let Some((sum, count)) = nearest.and_then(|i| sums.get_mut(i)) {
                *sum = Lab::new(sum.l + own.l, sum.a + own.a, sum.b + own.b);
                *count += 1.0;
            }
        }
        for (tone, (sum, count)) in tones.iter_mut().zip(sums) {
            if count > 0.0 {
                *tone = (Lab::new(sum.l / count, sum.a / count, sum.b / count), count / sorted.len() as f32);
            }
        }
    }
    tones
}
