//! Paper as it was before a lamp shone on it.

use crate::grid::Picture;

use super::cutout::{Cutout, inside};

/// White paper.
pub const PAPER: [u8; 3] = [249, 248, 241];

/// About so many pixels are enough to know the light by.
const SAMPLES: u32 = 4096;

/// A value that changes evenly over a picture: at its middle, and what is added towards the right and the lower edge.
type Plane = [f32; 3];

/// The same cut-out as if it lay in white light: all around the figure there is paper, and how bright and of what colour it
/// is there tells the light, which may fade from one side to the other. What is on no bright ground stays as it is.
pub fn in_white_light(cutout: Cutout) -> Cutout {
    let Some(planes) = light(&cutout) else { return cutout };
    let (width, height) = (cutout.picture.width, cutout.picture.height);
    let picture = Picture::from_fn(width, height, |x, y| {
        let pixel = cutout.picture.get(x as i32, y as i32).unwrap_or([0, 0, 0, 255]);
        if cutout.mask.get(x as i32, y as i32).unwrap_or(0) == 0 {
            return pixel;
        }
        let place = place(&cutout, x, y);
        let lit = |channel: usize| {
            let paper = at(planes[channel], place).clamp(80.0, 255.0);
            // Never darker: what is brighter than the paper around it is paper in better light.
            (f32::from(pixel[channel]) * (f32::from(PAPER[channel]) / paper).max(1.0)).min(255.0) as u8
        };
        [lit(0), lit(1), lit(2), pixel[3]]
    });
    Cutout { picture, ..cutout }
}

/// A place in a cut-out, from -1 to 1 both ways.
fn place(cutout: &Cutout, x: u32, y: u32) -> (f32, f32) {
    let part = |at: u32, of: u32| (at as f32 + 0.5) / of as f32 * 2.0 - 1.0;
    (part(x, cutout.picture.width), part(y, cutout.picture.height))
}

fn at([middle, right, down]: Plane, (x, y): (f32, f32)) -> f32 {
    middle + right * x + down * y
}

/// The light's red, green and blue on the paper around a figure; none where there is no paper to be seen.
fn light(cutout: &Cutout) -> Option<[Plane; 3]> {
    /// Fewer pixels of paper tell nothing.
    const ENOUGH: usize = 60;
    /// Paper in the darkest picture that can still be mended, in bytes.
    const DARKEST: f32 = 70.0;
    let (width, height) = (cutout.picture.width, cutout.picture.height);
    let step = ((width * height / SAMPLES) as f32).sqrt().max(1.0) as usize;
    let mut samples: Vec<((f32, f32), [f32; 3])> = Vec::new();
    for y in (0..height).step_by(step) {
        for x in (0..width).step_by(step) {
            let (column, row) = (x as i32, y as i32);
            if let Some([r, g, b, _]) = cutout.picture.get(column, row)
                && !cutout.mask.get(column, row).is_some_and(inside)
            {
                samples.push((place(cutout, x, y), [r, g, b].map(f32::from)));
            }
        }
    }
    let brightness = |color: &[f32; 3]| color[0] * 0.3 + color[1] * 0.59 + color[2] * 0.11;
    samples.sort_by(|one, other| brightness(&one.1).total_cmp(&brightness(&other.1)));
    let bright = brightness(&samples.get(samples.len() * 9 / 10)?.1);
    // Strokes that are not the figure's, and the table beside the paper, are darker.
    samples.retain(|(_, color)| brightness(color) > bright * 0.62);
    if samples.len() < ENOUGH || bright < DARKEST {
        return None;
    }
    let mut planes = plane_of(&samples)?;
    // Once more without what lies far from the first fit.
    samples.retain(|(place, color)| {
        let gap = (0..3).map(|channel| (color[channel] - at(planes[channel], *place)).abs()).sum::<f32>();
        gap < 36.0
    });
    if samples.len() >= ENOUGH {
        planes = plane_of(&samples)?;
    }
    // Strongly coloured paper is no white paper in coloured light: it only becomes brighter.
    let middle = planes.map(|plane| plane[0]);
    let most = middle.iter().copied().fold(1.0, f32::max);
    let least = middle.iter().copied().fold(255.0, f32::min);
    if least < most * 0.62 {
        let brightest = if middle[0] >= most {
            planes[0]
        } else if middle[1] >= most {
            planes[1]
        } else {
            planes[2]
        };
        planes = [brightest; 3];
    }
    Some(planes)
}

/// The planes nearest to samples, by least squares.
fn plane_of(samples: &[((f32, f32), [f32; 3])]) -> Option<[Plane; 3]> {
    // The sums of the normal equations: products of (1, x, y) with themselves and with the three values.
    let (mut squares, mut values) = ([[0.0_f64; 3]; 3], [[0.0_f64; 3]; 3]);
    for &((x, y), color) in samples {
        let terms = [1.0, f64::from(x), f64::from(y)];
        for (i, &one) in terms.iter().enumerate() {
            for (j, &other) in terms.iter().enumerate() {
                squares[i][j] += one * other;
            }
            for (channel, &value) in color.iter().enumerate() {
                values[channel][i] += one * f64::from(value);
            }
        }
    }
    let determinant = |m: &[[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = determinant(&squares);
    let count = samples.len() as f64;
    if whole.abs() < count * count * count * 1e-4 {
        return None;
    }
    // Cramer's rule.
    Some(values.map(|value| {
        [0, 1, 2].map(|term| {
            let mut replaced = squares;
            for row in 0..3 {
                replaced[row][term] = value[row];
            }
            (determinant(&replaced) / whole) as f32
        })
    }))
}
