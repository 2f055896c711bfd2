//! The photographed head of a person, in pixels, and the colours of the person.

mod behind;
mod canvas;
mod cut;
mod features;
mod ramps;
mod shape;
mod stencil;
mod tones;
mod view;

use crate::grid::{Grid, Picture, Rect};

use super::{Face, Style, Subject, face::landmarks};

use canvas::Canvas;
use cut::Part;
use features::Features;
use ramps::{Palette, srgb};
use tones::Cell;
use view::View;

/// A ramp of one material: shade, base, light, as sRGB.
pub type Ramp = [[u8; 3]; 3];

/// A head in the pixels of a sprite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its pixels, opaque or clear, cut to its bounds.
    pub picture: Picture,
    /// The same head from behind, as large as `picture`.
    pub behind: Picture,
    /// The column of the neck's middle and the row of the chin's lowest pixel, in `picture`.
    pub neck: (i32, i32),
    /// Skin.
    pub skin: Ramp,
    /// Hair; the skin's colours for a bald head.
    pub hair: Ramp,
    /// The clothes on the upper body, as the photo shows them or to go with the face.
    pub top: Ramp,
    /// The second colour of the clothes, if the photo shows one.
    pub accent: Option<[u8; 3]>,
    /// Trousers or a skirt, if the photo shows them.
    pub bottom: Option<[u8; 3]>,
}

/// A head is at most this many times as wide as it is high.
const WIDEST: f32 = 1.25;

/// Cuts a person's head out of a photo and makes it `height_px` pixels high.
pub fn head(picture: &Picture, subject: &Subject, style: Style, height_px: u32) -> Head {
    let height = height_px.clamp(4, 256);
    let sure = subject.face.filter(|face| {
        let places = [face.center, face.eyes[0], face.eyes[1], face.mouth];
        face.side >= 4.0 && face.side < 1e5 && places.iter().all(|(x, y)| x.abs() < 1e5 && y.abs() < 1e5)
    });
    let face = sure.unwrap_or_else(|| guess_face(picture, subject));
    let canvas = Canvas::of(picture, subject, &face, sure.is_some());
    let palette = Palette::of(&canvas);
    let parts = cut::parts(&canvas, &palette);
    let view = View::of(&parts, &canvas, height, WIDEST);
    let features = Features::of(&canvas, &palette);
    let mut cells = tones::gather(&canvas, &parts, &view, &features.zones(&canvas));
    tones::smooth_outline(&mut cells);
    tones::settle_parts(&mut cells);
    tones::paint_skin(&mut cells, &palette, &view);
    let others = match style {
        Style::Modern => 6,
        Style::SixteenBit => 4,
        Style::EightBit | Style::Handheld => 3,
    } + usize::from(!palette.has_natural_hair());
    tones::paint_other(&mut cells, &palette, others);
    let behind = behind::from_behind(&cells, &palette, &view);
    features.draw(&mut cells, &canvas, &view);
    let [skin, hair, top] = palette.ramps();
    let [accent, bottom] =
        [palette.accent, palette.bottom].map(|color| color.map(|color| srgb(ramps::wearable(color))));
    let neck = (view.axis, view.chin - 1);
    trimmed(Head { picture: shown(&cells), behind: shown(&behind), neck, skin, hair, top, accent, bottom })
}

/// Cells as pixels.
fn shown(cells: &Grid<Cell>) -> Picture {
    cells.map(|cell| match cell.part {
        Part::Out => [0; 4],
        Part::Skin | Part::Other => {
            let [r, g, b] = srgb(cell.color);
            [r, g, b, 255]
        }
    })
}

/// Cuts a head to its opaque pixels.
fn trimmed(mut head: Head) -> Head {
    let Some(part) = head.picture.bounds(|pixel| pixel[3] > 0) else {
        let [_, [r, g, b], _] = head.skin;
        head.picture = Grid::filled(3, 4, [r, g, b, 255]);
        head.behind = head.picture.clone();
        head.neck = (1, 3);
        return head;
    };
    head.neck = (
        (head.neck.0 - part.x).clamp(0, part.width as i32 - 1),
        (head.neck.1 - part.y).clamp(0, part.height as i32 - 1),
    );
    head.picture = head.picture.cut(part, [0; 4]);
    head.behind = head.behind.cut(part, [0; 4]);
    head
}

/// Where the face would be in a subject that has none to be found: in the part above the narrow place that a neck is.
fn guess_face(picture: &Picture, subject: &Subject) -> Face {
    let whole = Rect { x: 0, y: 0, width: picture.width, height: picture.height };
    let body = subject.mask.bounds(|&mask| mask >= 128).unwrap_or(whole);
    let widths: Vec<u32> = (0..body.height as i32)
        .map(|y| {
            (0..body.width as i32).filter(|&x| subject.mask.get(body.x + x, body.y + y) >= Some(128)).count() as u32
        })
        .collect();
    let row = |part: f32| (body.height as f32 * part) as usize;
    let widest = |from: usize, to: usize| widths.get(from..to).and_then(|rows| rows.iter().max()).copied().unwrap_or(0);
    let neck = (row(0.15)..row(0.6)).min_by_key(|&y| widths.get(y).copied().unwrap_or(u32::MAX)).filter(|&y| {
        let narrow = widths.get(y).copied().unwrap_or(0) * 4;
        narrow < widest(0, y) * 3 && narrow < widest(y, widths.len()) * 3
    });
    let high = neck.unwrap_or_else(|| row(0.6)).max(2);
    let wide = widest(0, high).max(2) as f32;
    // A head is 1.45 times as high as its face's square.
    let side = (high as f32 / 1.45).min(wide * 1.1).max(2.0);
    let rows = (0..high as i32).flat_map(|y| (0..body.width as i32).map(move |x| (body.x + x, body.y + y)));
    let (sum, count) = rows
        .filter(|&(x, y)| subject.mask.get(x, y) >= Some(128))
        .fold((0.0_f64, 0.0_f64), |(sum, count), (x, _)| (sum + f64::from(x), count + 1.0));
    let middle = if count > 0.0 { (sum / count) as f32 + 0.5 } else { body.x as f32 + body.width as f32 / 2.0 };
    let bottom = (body.y + high as i32) as f32;
    landmarks::mean_face((middle, bottom - side * 0.58), side, 0.0)
}
