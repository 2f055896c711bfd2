//! The cells under a stroke.

use std::ops::Range;

/// The cells of a grid under the straight lines between `points`, drawn with a square brush: each once, row by row.
///
/// Points may lie anywhere. The time grows with what is seen of the lines plus what they enclose, not with the brush.
pub(super) fn stroke_cells((width, height): (u32, u32), points: &[(i32, i32)], brush: u32) -> Vec<(u32, u32)> {
    let brush = i64::from(brush);
    let mut field = Field::around(points, brush, (width.into(), height.into()));
    if let [point] = points {
        line(*point, *point, brush, &mut field);
    }
    for pair in points.windows(2) {
        line(pair[0], pair[1], brush, &mut field);
    }
    field.cells()
}

/// How many dabs of the brush lie on each cell, as the differences to the cells on the left and above: a dab costs four
/// additions however broad it is.
struct Field {
    columns: Range<i64>,
    rows: Range<i64>,
    differences: Vec<i32>,
}

impl Field {
    /// The part of the grid that a stroke can touch.
    fn around(points: &[(i32, i32)], brush: i64, (width, height): (i64, i64)) -> Self {
        let span = |part: fn(&(i32, i32)) -> i32, end: i64| {
            let low = points.iter().map(part).min().map_or(0, i64::from) - brush;
            let high = points.iter().map(part).max().map_or(0, i64::from) + brush;
            low.clamp(0, end)..high.clamp(0, end)
        };
        let (columns, rows) = (span(|point| point.0, width), span(|point| point.1, height));
        let size = (columns.end - columns.start + 1) * (rows.end - rows.start + 1);
        Self { columns, rows, differences: vec![0; size as usize] }
    }

    fn dab(&mut self, x: i64, y: i64, brush: i64) {
        let (left, top) = (x - brush / 2, y - brush / 2);
        let inside = |place: i64, range: &Range<i64>| place.clamp(range.start, range.end) - range.start;
        let (x0, x1) = (inside(left, &self.columns), inside(left + brush, &self.columns));
        let (y0, y1) = (inside(top, &self.rows), inside(top + brush, &self.rows));
        if x0 == x1 || y0 == y1 {
            return;
        }
        let stride = self.columns.end - self.columns.start + 1;
        for (x, y, change) in [(x0, y0, 1), (x1, y0, -1), (x0, y1, -1), (x1, y1, 1)] {
            self.differences[(y * stride + x) as usize] += change;
        }
    }

    fn cells(self) -> Vec<(u32, u32)> {
        let mut cells = Vec::new();
        let mut above = vec![0; (self.columns.end - self.columns.start + 1) as usize];
        for (y, row) in self.rows.zip(self.differences.chunks_exact(above.len())) {
            let mut sum = 0;
            for (column, (above, difference)) in above.iter_mut().zip(row).enumerate() {
                *above += difference;
                sum += *above;
                if sum > 0 {
                    cells.push(((self.columns.start + column as i64) as u32, y as u32));
                }
            }
        }
        cells
    }
}

/// Dabs on each step of a line that can be seen.
fn line(from: (i32, i32), to: (i32, i32), brush: i64, field: &mut Field) {
    let (from, to) = ((i64::from(from.0), i64::from(from.1)), (i64::from(to.0), i64::from(to.1)));
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let steep = dy.abs() > dx.abs();
    // Along the longer side each step is one cell; across it, it is a part of one.
    let (along, across) = if steep { (dy, dx) } else { (dx, dy) };
    let steps = along.abs();
    let (start, range) = if steep { (from.1, &field.rows) } else { (from.0, &field.columns) };
    let (low, high) = (range.start - brush, range.end + brush);
    let (first, last) = if along < 0 { (start - high, start - low) } else { (low - start, high - start) };
    let (first, last) = (first.max(0), last.min(steps));
    // Both factors may have 32 bits, and a sign.
    let before = i128::from(across.abs()) * i128::from(first);
    let whole = i128::from(steps.max(1));
    let (mut aside, mut rest) = ((before / whole) as i64, (before % whole) as i64);
    for step in first..=last {
        let (a, b) = (step * along.signum(), aside * across.signum());
        let (x, y) = if steep { (from.0 + b, from.1 + a) } else { (from.0 + a, from.1 + b) };
        field.dab(x, y, brush);
        rest += across.abs();
        if rest >= steps {
            rest -= steps;
            aside += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// The same, cell by cell.
    fn plainly((width, height): (u32, u32), points: &[(i32, i32)], brush: u32) -> BTreeSet<(u32, u32)> {
        let ends = if let [point] = points { vec![(*point, *point)] } else { vec![] };
        let lines = ends.into_iter().chain(points.windows(2).map(|pair| (pair[0], pair[1])));
        let mut cells = BTreeSet::new();
        for ((x0, y0), (x1, y1)) in lines {
            let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
            for step in 0..=steps {
                let (x, y) = (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps);
                let dab = |middle: i32| middle - brush as i32 / 2..middle - brush as i32 / 2 + brush as i32;
                cells.extend(dab(x).flat_map(|x| dab(y).map(move |y| (x, y))));
            }
        }
        let inside = |&(x, y): &(i32, i32)| (0..width as i32).contains(&x) && (0..height as i32).contains(&y);
        cells.into_iter().filter(inside).map(|(x, y)| (x as u32, y as u32)).collect()
    }

    proptest! {
        #[test]
        fn a_stroke_is_what_it_looks_like(
            size in (1..20_u32, 1..20_u32),
            points in prop::collection::vec((-30..50_i32, -30..50_i32), 0..5),
            brush in 1..8_u32,
        ) {
            let cells = stroke_cells(size, &points, brush);
            prop_assert!(cells.is_sorted_by_key(|&(x, y)| (y, x)));
            prop_assert_eq!(cells.len(), cells.iter().collect::<BTreeSet<_>>().len());
            prop_assert_eq!(cells.into_iter().collect::<BTreeSet<_>>(), plainly(size, &points, brush));
        }
    }

    #[test]
    fn a_line_from_the_end_of_the_world_crosses_the_grid_where_it_should() {
        let far = i32::MAX - 1;
        let cells = stroke_cells((8, 8), &[(-far, -far), (far, far)], 1);
        assert_eq!(cells, (0..8).map(|i| (i, i)).collect::<Vec<_>>());
        assert!(stroke_cells((8, 8), &[(i32::MIN, i32::MIN), (i32::MIN, i32::MAX)], 32).is_empty());
        assert_eq!(stroke_cells((2, 2), &[(i32::MIN, 0), (i32::MAX, 0)], 32).len(), 4);
        assert!(stroke_cells((2, 2), &[], 1).is_empty());
    }

    #[test]
    fn many_long_lines_with_a_broad_brush_are_drawn() {
        let zigzag: Vec<_> = (0..1 << 12).map(|i| (i % 2 * 1023, i % 256)).collect();
        assert_eq!(stroke_cells((1024, 256), &zigzag, 32).len(), 1024 * 256);
    }
}
