//! From the canvas to the cells of a sprite: the face large, hair and hat with less room, as in a caricature.

use crate::grid::Grid;

use super::{
    canvas::{Canvas, FACE_PX},
    cut::Part,
};

/// From the brows to the chin it is at least, and at most, this part of a head's height.
const FACE_SHARE: (f32, f32) = (0.60, 0.70);
/// From the eyes up to where the face begins, in parts of the face's side.
const BROWS: f32 = 0.16;
/// Hair hangs at most this part of the head's height below the chin.
const HANGING: f32 = 0.30;
/// A row or column with fewer pixels is a single strand.
const FULL: usize = 6;

/// Which part of the canvas each cell shows. The face's axis runs between two columns.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Columns of cells.
    pub width: u32,
    /// Rows of cells, hair below the chin included.
    pub height: u32,
    /// The first column right of the axis.
    pub axis: i32,
    /// The first row below the chin.
    pub chin: i32,
    /// Cells per pixel of the canvas, across.
    scale: f32,
    middle: f32,
    /// Rows of the canvas where the head begins, where the face begins and where it ends.
    marks: [f32; 3],
    /// Rows of cells above the face.
    above: f32,
}

impl View {
    /// Shows a head, `height_px` cells from its crown to its chin and at most `widest` times as wide.
    pub fn of(parts: &Grid<Part>, canvas: &Canvas, height_px: u32, widest: f32) -> Self {
        let is_in = |x: i32, y: i32| parts.get(x, y).is_some_and(|part| part != Part::Out);
        let (across, down) = (0..parts.width as i32, 0..parts.height as i32);
        let full_row = |y: &i32| across.clone().filter(|&x| is_in(x, *y)).count() >= FULL;
        let full_column = |x: &i32| down.clone().filter(|&y| is_in(*x, y)).count() >= FULL;
        let top = down.clone().find(full_row).unwrap_or(0) as f32;
        let bottom = down.clone().rev().find(full_row).unwrap_or(parts.height as i32 - 1) as f32 + 1.0;
        let left = across.clone().find(full_column).unwrap_or(0) as f32;
        let right = across.clone().rev().find(full_column).unwrap_or(parts.width as i32 - 1) as f32 + 1.0;
        let chin = canvas.chin.round().max(top + 8.0);
        let brows = (canvas.eye_row() - BROWS * FACE_PX).clamp(top + 1.0, chin - 4.0);
        let rows = height_px as f32;
        let share = ((chin - brows) / (chin - top)).clamp(FACE_SHARE.0, FACE_SHARE.1);
        let face = (rows * share).round();
        let scale = face / (chin - brows);
        let most = (rows * widest / 2.0) as i32;
        let columns = |wide: f32| ((wide * scale - 0.3).ceil() as i32).clamp(2, most.max(2));
        let (before, after) = (columns(canvas.axis - left), columns(right - canvas.axis));
        let hanging = ((bottom - chin).max(0.0) * scale).round().min(rows * HANGING);
        Self {
            width: (before + after) as u32,
            height: height_px + hanging as u32,
            axis: before,
            chin: height_px as i32,
            scale,
            middle: canvas.axis,
            marks: [top, brows, chin],
            above: rows - face,
        }
    }

    /// Cells per side of the face's square.
    pub fn face(&self) -> f32 {
        self.scale * FACE_PX
    }

    /// Where a place of the canvas is among the cells.
    pub fn place(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [top, brows, _] = self.marks;
        let row = if y < brows {
            (y - top) * self.above / (brows - top).max(1.0)
        } else {
            self.above + (y - brows) * self.scale
        };
        (self.axis as f32 + (x - self.middle) * self.scale, row)
    }

    /// The place on the canvas of a corner between cells.
    pub fn corner(&self, column: i32, row: i32) -> (f32, f32) {
        let [top, brows, _] = self.marks;
        let row = row as f32;
        let y = if row < self.above {
            top + row * (brows - top) / self.above.max(1.0)
        } else {
            brows + (row - self.above) / self.scale
        };
        (self.middle + (column - self.axis) as f32 / self.scale, y)
    }
}
