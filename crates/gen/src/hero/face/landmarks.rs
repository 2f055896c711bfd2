//! Where the eyes and the mouth of a face are.

use crate::grid::{Grid, Picture};

use super::{Face, oklab};

/// Columns and rows of the patch that is searched; it covers the face's square.
const PATCH: i32 = 64;
/// The pupils of a mean face in its square, measured over the faces the detector finds.
const EYES: [(f32, f32); 2] = [(0.31, 0.36), (0.69, 0.36)];
/// Its mouth.
const MOUTH: (f32, f32) = (0.5, 0.80);
/// From between the pupils to the mouth, in distances between the pupils.
const MOUTH_DROP: f32 = 1.14;

/// A face with the features where a mean face has them.
pub fn mean_face(center: (f32, f32), side: f32, score: f32) -> Face {
    let place = |(u, v): (f32, f32)| (center.0 + (u - 0.5) * side, center.1 + (v - 0.5) * side);
    Face { center, side, score, eyes: EYES.map(place), mouth: place(MOUTH) }
}

/// Moves the features of a mean face to where the picture shows them. What is not to be seen stays.
pub fn refine(picture: &Picture, face: &mut Face) {
    let patch = Patch::of(picture, face);
    let place = |(u, v): (f32, f32)| {
        let to = |value: f32, middle: f32| middle + (value / PATCH as f32 - 0.5) * face.side;
        (to(u, face.center.0), to(v, face.center.1))
    };
    let eyes = patch.eyes();
    let mouth = patch.mouth(eyes);
    face.eyes = eyes.map(place);
    face.mouth = place(mouth);
}

/// What a face looks like, in its square.
struct Patch {
    /// How much darker than its surroundings each pixel is, at the size of an eye.
    dark: Grid<f32>,
    /// How likely each pixel is in the row of a mouth.
    lips: Grid<f32>,
}

impl Patch {
    fn of(picture: &Picture, face: &Face) -> Self {
        let step = face.side / PATCH as f32;
        let reach = (step / 2.0).min(6.0) as i32;
        let corner = (face.center.0 - face.side / 2.0, face.center.1 - face.side / 2.0);
        let (right, bottom) = (picture.width as i32 - 1, picture.height as i32 - 1);
        let colors = Grid::from_fn(PATCH as u32, PATCH as u32, |u, v| {
            let x = (corner.0 + (u as f32 + 0.5) * step) as i32;
            let y = (corner.1 + (v as f32 + 0.5) * step) as i32;
            let (mut sum, mut count) = ([0.0; 2], 0.0);
            for (dx, dy) in [(0, 0), (-reach, 0), (reach, 0), (0, -reach), (0, reach)] {
                let at = ((x + dx).clamp(0, right.max(0)), (y + dy).clamp(0, bottom.max(0)));
                let color = oklab(picture.get(at.0, at.1).unwrap_or([128; 4]));
                sum = [sum[0] + color.l, sum[1] + color.a];
                count += 1.0;
            }
            sum.map(|value| value / count)
        });
        let light = colors.map(|color| color[0]);
        let red = colors.map(|color| color[1]);
        let fine = blurred(&light, 2, 1);
        let coarse = blurred(&light, 9, 7);
        let contrast = spread(&light).max(0.03);
        let dark = combine(&coarse, &fine, |around, here| ((around - here) / contrast).clamp(-1.0, 3.0));
        let row = blurred(&light, 7, 1);
        let around = blurred(&light, 7, 6);
        let redness = combine(&blurred(&red, 6, 2), &blurred(&red, 9, 10), |here, around| (here - around) * 12.0);
        let lips = combine(&around, &row, |around, here| (around - here) / contrast);
        let lips = combine(&lips, &redness, |dark, red| dark + red.clamp(-0.5, 0.8));
        Self { dark, lips }
    }

    fn at(grid: &Grid<f32>, x: f32, y: f32) -> f32 {
        grid.get(x.round() as i32, y.round() as i32).unwrap_or(-1.0)
    }

    /// The two places that are dark like pupils and lie like a pair of eyes.
    fn eyes(&self) -> [(f32, f32); 2] {
        let size = PATCH as f32;
        let mean = EYES.map(|(u, v)| (u * size, v * size));
        let candidates = mean.map(|middle| self.peaks(middle));
        let (mut best, mut most) = (mean, f32::MIN);
        for &left in &candidates[0] {
            for &right in &candidates[1] {
                let score = self.pair(left, right);
                if score > most {
                    (best, most) = ([left, right], score);
                }
            }
        }
        best
    }

    /// How well two places do as a pair of eyes.
    fn pair(&self, left: (f32, f32), right: (f32, f32)) -> f32 {
        let size = PATCH as f32;
        let apart = (right.0 - left.0) / size;
        let tilt = (right.1 - left.1) / (right.0 - left.0).max(1.0);
        let middle = (f32::midpoint(left.0, right.0) / size - 0.5, f32::midpoint(left.1, right.1) / size - EYES[0].1);
        let dark = [left, right].map(|(x, y)| Self::at(&self.dark, x, y).clamp(-0.5, 1.6));
        // A brow is as dark as an eye, but below it there is another dark row: the eye.
        let under = [left, right].map(|(x, y)| {
            let below = (5..12).map(|down| Self::at(&self.dark, x, y + down as f32)).fold(0.0, f32::max);
            below.clamp(0.0, 1.0)
        });
        let unlike = (dark[0] - dark[1]).abs();
        dark[0] + dark[1]
            - 0.4 * unlike
            - 0.35 * (under[0] + under[1])
            - squared((apart - 0.38) / 0.10) * 0.5
            - squared(tilt / 0.22) * 0.5
            - squared(middle.0 / 0.09) * 0.5
            - squared(middle.1 / 0.07) * 0.6
    }

    /// Dark places around one, at most eight, and the place itself.
    fn peaks(&self, middle: (f32, f32)) -> Vec<(f32, f32)> {
        let mut peaks = Vec::new();
        for dy in -12..=14 {
            for dx in -10..=10 {
                let (x, y) = (middle.0.round() as i32 + dx, middle.1.round() as i32 + dy);
                let here = self.dark.get(x, y).unwrap_or(-1.0);
                let neighbours = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (1, -1), (-1, 1)];
                let top = neighbours.iter().all(|&(i, j)| self.dark.get(x + i, y + j).unwrap_or(-1.0) <= here);
                if top && here > 0.2 {
                    peaks.push((here, (x as f32, y as f32)));
                }
            }
        }
        peaks.sort_by(|one, other| other.0.total_cmp(&one.0));
        peaks.truncate(8);
        let mut places: Vec<_> = peaks.into_iter().map(|(_, place)| place).collect();
        places.push(middle);
        places
    }

    /// The middle of the row below the eyes that is dark and red like lips.
    fn mouth(&self, eyes: [(f32, f32); 2]) -> (f32, f32) {
        let across = (eyes[1].0 - eyes[0].0, eyes[1].1 - eyes[0].1);
        let middle = (f32::midpoint(eyes[0].0, eyes[1].0), f32::midpoint(eyes[0].1, eyes[1].1));
        let place = |drop: f32, aside: f32| {
            (middle.0 - across.1 * drop + across.0 * aside, middle.1 + across.0 * drop + across.1 * aside)
        };
        let (mut best, mut most) = (place(MOUTH_DROP, 0.0), 0.15);
        for down in -7..=7 {
            for side in -3..=3 {
                let (drop, aside) = (MOUTH_DROP + down as f32 * 0.045, side as f32 * 0.05);
                let at = place(drop, aside);
                let score = Self::at(&self.lips, at.0, at.1)
                    - squared((drop - MOUTH_DROP) / 0.22) * 0.3
                    - squared(aside / 0.12) * 0.2;
                if score > most {
                    (best, most) = (at, score);
                }
            }
        }
        best
    }
}

fn squared(value: f32) -> f32 {
    value * value
}

/// The mean of each pixel's surroundings, `across` pixels to both sides and `along` rows up and down.
fn blurred(grid: &Grid<f32>, across: i32, along: i32) -> Grid<f32> {
    let (right, bottom) = (grid.width as i32 - 1, grid.height as i32 - 1);
    let mean = |grid: &Grid<f32>, places: &mut dyn Iterator<Item = (i32, i32)>| {
        let (mut sum, mut count) = (0.0, 0.0);
        for (x, y) in places {
            sum += grid.get(x.clamp(0, right), y.clamp(0, bottom)).unwrap_or(0.0);
            count += 1.0;
        }
        sum / f32::max(count, 1.0)
    };
    let rows = Grid::from_fn(grid.width, grid.height, |x, y| {
        mean(grid, &mut (-across..=across).map(|dx| (x as i32 + dx, y as i32)))
    });
    Grid::from_fn(grid.width, grid.height, |x, y| {
        mean(&rows, &mut (-along..=along).map(|dy| (x as i32, y as i32 + dy)))
    })
}

/// The standard deviation of the middle half of a grid.
fn spread(grid: &Grid<f32>) -> f32 {
    let middle: Vec<f32> = (0..grid.pixels.len())
        .filter(|&i| {
            let (x, y) = (i as u32 % grid.width, i as u32 / grid.width);
            x > grid.width / 6 && x < grid.width * 5 / 6 && y > grid.height / 6
        })
        .filter_map(|i| grid.pixels.get(i).copied())
        .collect();
    let count = middle.len().max(1) as f32;
    let mean = middle.iter().sum::<f32>() / count;
    (middle.iter().map(|value| squared(value - mean)).sum::<f32>() / count).sqrt()
}

fn combine(one: &Grid<f32>, other: &Grid<f32>, value: impl Fn(f32, f32) -> f32) -> Grid<f32> {
    Grid::from_fn(one.width, one.height, |x, y| {
        let i = one.index(x as i32, y as i32).unwrap_or(0);
        value(one.pixels.get(i).copied().unwrap_or(0.0), other.pixels.get(i).copied().unwrap_or(0.0))
    })
}
