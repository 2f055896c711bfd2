//! Painting tiles, and the runs that undo it.

use std::mem::replace;

use super::{EditError, Run, stroke::stroke_cells, tables::missing};
use crate::{
    limits,
    place::Place,
    tile::{Tile, TileGrid},
};

/// Width of the broadest brush, in cells.
const BROADEST: u32 = 32;

/// Cuts or adds tiles at the right and at the bottom, and returns the grid that was there.
pub(super) fn resize(grid: &mut TileGrid, place: Place<'_>, width: u32, height: u32) -> Result<TileGrid, EditError> {
    within(place.at(&"width"), width.into(), 1, limits::LEVEL_WIDTH_TILES)?;
    within(place.at(&"height"), height.into(), 1, limits::LEVEL_HEIGHT_TILES)?;
    match grid.resized(width, height) {
        Some(resized) => Ok(replace(grid, resized)),
        None => Err(missing(place)),
    }
}

/// Fills the cells of a rectangle that lie in the grid.
pub(super) fn rect(grid: &mut TileGrid, (x, y): (u32, u32), (width, height): (u32, u32), tile: Tile) -> Vec<Run> {
    let columns = x.min(grid.width())..x.saturating_add(width).min(grid.width());
    let rows = y.min(grid.height())..y.saturating_add(height).min(grid.height());
    paint(grid, rows.flat_map(|y| columns.clone().map(move |x| ((x, y), tile))))
}

/// Draws along the lines between points with a square brush. What lies outside the grid is not drawn.
pub(super) fn stroke(
    grid: &mut TileGrid,
    place: Place<'_>,
    points: &[(i32, i32)],
    brush: u32,
    tile: Tile,
) -> Result<Vec<Run>, EditError> {
    if points.len() > limits::BATCH {
        return Err(EditError::Limit { place: place.at(&"points").to_string(), limit: limits::BATCH });
    }
    within(place.at(&"brush"), brush.into(), 1, BROADEST)?;
    let cells = stroke_cells((grid.width(), grid.height()), points, brush);
    Ok(paint(grid, cells.into_iter().map(|cell| (cell, tile))))
}

/// Paints runs of cells that lie in the grid.
pub(super) fn runs(grid: &mut TileGrid, place: Place<'_>, runs: &[Run]) -> Result<Vec<Run>, EditError> {
    for run in runs {
        let end = (run.x as usize).saturating_add(run.tiles.len());
        if run.y >= grid.height() || end > grid.width() as usize {
            return Err(missing(place.at(&format_args!("[{}, {}]", run.x, run.y))));
        }
    }
    let cells = runs.iter().flat_map(|run| (run.x..).zip(&run.tiles).map(|(x, &tile)| ((x, run.y), tile)));
    Ok(paint(grid, cells))
}

/// Paints cells and returns the runs that undo it: in reverse order, because a cell may be painted twice.
fn paint(grid: &mut TileGrid, cells: impl Iterator<Item = ((u32, u32), Tile)>) -> Vec<Run> {
    let mut undo: Vec<Run> = Vec::new();
    for ((x, y), tile) in cells {
        let Some(old) = grid.set(x as i32, y as i32, tile) else { continue };
        match undo.last_mut() {
            Some(run) if run.y == y && run.x as usize + run.tiles.len() == x as usize => run.tiles.push(old),
            _ => undo.push(Run { x, y, tiles: vec![old] }),
        }
    }
    undo.reverse();
    undo
}

fn within(place: Place<'_>, value: i64, low: u32, high: u32) -> Result<(), EditError> {
    let (low, high) = (i64::from(low), i64::from(high));
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(EditError::Bounds { place: place.to_string(), value, low, high })
    }
}
