//! What a person painted over a photo.

use crate::grid::Grid;
use crate::hero::Stroke;

/// What was painted to keep (`Some(true)`) or to erase (`Some(false)`), in a grid of which a pixel covers `scale` pixels of
/// the picture. Later strokes cover earlier ones.
pub fn painted(strokes: &[Stroke], width: u32, height: u32, scale: f32) -> Grid<Option<bool>> {
    let mut paint = Grid::filled(width, height, None);
    for stroke in strokes {
        // Half a pixel more at a small scale, so that a thin stroke is not lost between pixels.
        let radius = (stroke.radius as f32 / scale).max(0.71);
        let place = |&(x, y): &(i32, i32)| ((x as f32 + 0.5) / scale, (y as f32 + 0.5) / scale);
        let places: Vec<(f32, f32)> = stroke.points.iter().map(place).collect();
        if let [only] = places[..] {
            dab(&mut paint, only, only, radius, stroke.keep);
        }
        for pair in places.windows(2) {
            dab(&mut paint, pair[0], pair[1], radius, stroke.keep);
        }
    }
    paint
}

/// Paints all that lies within `radius` of the way from `a` to `b`.
fn dab(paint: &mut Grid<Option<bool>>, a: (f32, f32), b: (f32, f32), radius: f32, keep: bool) {
    let last = |size: u32| size.saturating_sub(1) as f32;
    let columns = |value: f32| value.clamp(0.0, last(paint.width)) as u32;
    let rows = |value: f32| value.clamp(0.0, last(paint.height)) as u32;
    let (left, right) = (columns(a.0.min(b.0) - radius - 1.0), columns(a.0.max(b.0) + radius + 1.0));
    let (top, bottom) = (rows(a.1.min(b.1) - radius - 1.0), rows(a.1.max(b.1) + radius + 1.0));
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let squared = dx * dx + dy * dy;
    for y in top..=bottom {
        for x in left..=right {
            let (px, py) = (x as f32 + 0.5 - a.0, y as f32 + 0.5 - a.1);
            let along = if squared > 0.0 { ((px * dx + py * dy) / squared).clamp(0.0, 1.0) } else { 0.0 };
            let (ox, oy) = (px - along * dx, py - along * dy);
            if ox * ox + oy * oy <= radius * radius {
                paint.set(x as i32, y as i32, Some(keep));
            }
        }
    }
}
