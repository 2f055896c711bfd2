//! Which pixels are opaque, given how much of each is covered.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::grid::Grid;

/// Pixels covered at least that much, and those of lines thinner than a pixel: ears, tails, handles, strokes.
pub(super) fn solid(cover: &Grid<f32>, enough: f32) -> Grid<bool> {
    let plain = cover.map(|&cover| cover >= enough);
    let lines = Grid::from_fn(cover.width, cover.height, |x, y| {
        let (x, y) = (x as i32, y as i32);
        !plain.get(x, y).unwrap_or(false) && (on_line(cover, x, y, (1, 0)) || on_line(cover, x, y, (0, 1)))
    });
    let mut solid = plain.clone();
    for group in groups(&lines) {
        if belongs(&group, &plain, cover) {
            for at in group {
                solid.pixels[at] = true;
            }
        }
    }
    join(&mut solid, cover);
    solid
}

/// Joins what hangs together by little: from the largest piece, the best covered ways to the others become opaque.
fn join(solid: &mut Grid<bool>, cover: &Grid<f32>) {
    /// A way crosses only pixels covered at least that much.
    const FAINTEST: f32 = 0.05;
    /// More pieces are not a subject but dust.
    const PIECES: usize = 24;
    for _ in 0..PIECES {
        let pieces = groups(solid);
        let Some(largest) = pieces.iter().max_by_key(|piece| piece.len()).filter(|_| pieces.len() > 1) else { return };
        let mut in_largest = vec![false; solid.pixels.len()];
        let mut from = vec![usize::MAX; solid.pixels.len()];
        let mut cost = vec![u32::MAX; solid.pixels.len()];
        let mut open = BinaryHeap::new();
        for &at in largest {
            (in_largest[at], cost[at]) = (true, 0);
            open.push(Reverse((0_u32, at)));
        }
        let mut reached = None;
        while let Some(Reverse((spent, at))) = open.pop() {
            if spent > cost[at] {
                continue;
            }
            if solid.pixels[at] && !in_largest[at] {
                reached = Some(at);
                break;
            }
            for near in neighbors(solid, at) {
                let covered = cover.pixels[near];
                let step = if solid.pixels[near] { 0 } else { (8.0 / covered.max(FAINTEST)) as u32 };
                if (solid.pixels[near] || covered >= FAINTEST) && spent + step < cost[near] {
                    (cost[near], from[near]) = (spent + step, at);
                    open.push(Reverse((spent + step, near)));
                }
            }
        }
        let Some(mut at) = reached else { return };
        while !in_largest[at] {
            solid.pixels[at] = true;
            at = from[at];
        }
    }
}

/// Whether a line of less than a pixel's width crosses this pixel at right angles to `step`, and more of it lies here
/// than in the pixels beside.
fn on_line(cover: &Grid<f32>, x: i32, y: i32, (dx, dy): (i32, i32)) -> bool {
    /// Less is dust.
    const FAINTEST: f32 = 0.14;
    let at = |steps: i32| cover.get(x + dx * steps, y + dy * steps).unwrap_or(0.0);
    let (own, before, after) = (at(0), at(-1), at(1));
    let crest = own > before && own >= after;
    // Beyond both sides there is nothing: this is a line and not the rim of something larger.
    let alone = at(-2) < 0.05 && at(2) < 0.05 || (before < 0.05 && after < 0.05);
    own >= FAINTEST && crest && alone && before + own + after < 1.1
}

/// Eight-connected groups of places that are set.
fn groups(set: &Grid<bool>) -> Vec<Vec<usize>> {
    let mut seen = vec![false; set.pixels.len()];
    let mut groups = Vec::new();
    for start in 0..set.pixels.len() {
        if !set.pixels[start] || seen[start] {
            continue;
        }
        seen[start] = true;
        let mut group = vec![start];
        let mut next = 0;
        while let Some(&at) = group.get(next) {
            next += 1;
            for near in neighbors(set, at) {
                if set.pixels[near] && !seen[near] {
                    seen[near] = true;
                    group.push(near);
                }
            }
        }
        groups.push(group);
    }
    groups
}

fn neighbors<T: Copy>(grid: &Grid<T>, at: usize) -> impl Iterator<Item = usize> {
    const AROUND: [(i32, i32); 8] = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];
    let (x, y) = ((at % grid.width as usize) as i32, (at / grid.width as usize) as i32);
    AROUND.into_iter().filter_map(move |(dx, dy)| grid.index(x + dx, y + dy))
}

/// Whether thin pixels are a line: several in a row, a bridge, or all there is. One pixel on a rim is a bump.
fn belongs(group: &[usize], plain: &Grid<bool>, cover: &Grid<f32>) -> bool {
    let mut touched: Vec<usize> =
        group.iter().flat_map(|&at| neighbors(plain, at)).filter(|&near| plain.pixels[near]).collect();
    touched.sort_unstable();
    touched.dedup();
    let covered: f32 = group.iter().map(|&at| cover.pixels[at]).sum();
    let apart = touched.iter().any(|&one| {
        let (x, y) = (one as u32 % plain.width, one as u32 / plain.width);
        touched.iter().all(|&other| {
            other == one || (other as u32 % plain.width).abs_diff(x).max((other as u32 / plain.width).abs_diff(y)) > 1
        })
    });
    group.len() >= 3 || (group.len() == 2 && covered > 0.5) || (touched.len() > 1 && apart) || touched.is_empty()
}
