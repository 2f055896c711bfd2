//! Clean clusters: no grains of colour, no specks, no pinholes. Every decision follows from a pixel's surroundings, so
//! that what looks the same comes out the same in every frame.

use crate::color;

use super::{
    census::Bordered,
    palette::{AGREE, Entry, Palette},
};

/// A frame of the census in palette indices, where a pixel that is about as near to a neighbour's colour as to its own
/// takes the neighbour's (two steps of iterated conditional modes, Besag 1986).
pub(super) fn smooth(frame: &[u32], layout: Bordered, palette: &Palette) -> Vec<u8> {
    let id = |at: usize| (frame[at] as usize).checked_sub(1);
    let index = |at: usize| id(at).and_then(|id| palette.index_of.get(id)).copied().unwrap_or(0);
    let mut indices: Vec<u8> = (0..frame.len()).map(index).collect();
    let count = palette.colors.len();
    let bit = |index: u8| if index == 0 { 0 } else { 1_u32 << ((index - 1) & 31) };
    for _ in 0..2 {
        let before = indices.clone();
        for at in layout.inside() {
            let Some(id) = id(at) else { continue };
            let near = layout.around(at).map(|at| before[at]);
            let own = before[at];
            let around = near.iter().fold(0_u32, |bits, &index| bits | bit(index));
            let mut others = palette.near.get(id).copied().unwrap_or(0) & around & !bit(own);
            if others == 0 {
                continue;
            }
            let Some(gaps) = palette.gaps.get(id * count..(id + 1) * count) else { continue };
            let cost = |index: u8| {
                let agreeing = near.into_iter().map(|other| u8::from(other == index)).sum::<u8>();
                let gap = gaps.get(usize::from(index).wrapping_sub(1)).copied().unwrap_or(f32::INFINITY);
                gap - AGREE * f32::from(agreeing)
            };
            let mut best = (cost(own), own);
            while others != 0 {
                let other = others.trailing_zeros() as u8 + 1;
                others &= others - 1;
                let cost = cost(other);
                if cost < best.0 {
                    best = (cost, other);
                }
            }
            indices[at] = best.1;
        }
    }
    indices
}

/// Removes specks around the silhouette, fills pinholes, and takes grains of colour into their surroundings.
pub(super) fn clean(indices: &mut [u8], layout: Bordered, colors: &[Entry]) {
    remove_specks(indices, layout);
    for at in layout.inside() {
        if indices[at] == 0 {
            // Shut in on four sides.
            if layout.beside(at).iter().all(|&near| indices[near] != 0) {
                indices[at] = most_common(layout.around(at).map(|near| indices[near]));
            }
        } else if let Some(index) = instead_of_orphan(indices[at], layout.around(at).map(|near| indices[near]), colors)
        {
            indices[at] = index;
        }
    }
}

/// Takes away islands of fewer than four pixels, unless there is nothing larger.
fn remove_specks(indices: &mut [u8], layout: Bordered) {
    const SPECK: usize = 4;
    let mut seen = vec![false; indices.len()];
    let mut specks: Vec<usize> = Vec::new();
    let mut largest = 0;
    let mut island = Vec::new();
    for start in layout.inside() {
        if indices[start] == 0 || seen[start] {
            continue;
        }
        seen[start] = true;
        island.clear();
        island.push(start);
        let mut next = 0;
        while let Some(&at) = island.get(next) {
            next += 1;
            for near in layout.around(at) {
                if indices[near] != 0 && !seen[near] {
                    seen[near] = true;
                    island.push(near);
                }
            }
        }
        largest = largest.max(island.len());
        if island.len() < SPECK {
            specks.append(&mut island);
        }
    }
    for at in specks.into_iter().filter(|_| largest >= SPECK) {
        indices[at] = 0;
    }
}

/// The index most of the neighbours have, the first of equals.
fn most_common(near: [u8; 8]) -> u8 {
    let mut best = (0, 0);
    for index in near.into_iter().filter(|&index| index != 0) {
        let same = near.into_iter().map(|other| u8::from(other == index)).sum::<u8>();
        if same > best.0 {
            best = (same, index);
        }
    }
    best.1
}

/// What a pixel should be whose colour none of its neighbours has: the neighbours' nearest colour. None for what stands
/// out strongly: an eye, the shine in it, a button.
fn instead_of_orphan(own: u8, near: [u8; 8], colors: &[Entry]) -> Option<u8> {
    /// Beyond this a single pixel says something.
    const SPEAKS: f32 = 0.17;
    if near.contains(&own) {
        return None;
    }
    let shown = |index: u8| colors.get(usize::from(index).wrapping_sub(1)).map(|entry| entry.shown);
    let own = shown(own)?;
    let mut best: Option<(f32, u8)> = None;
    for index in near {
        let Some(other) = shown(index) else { continue };
        let apart = color::distance(own, other);
        if apart < SPEAKS && best.is_none_or(|(least, _)| apart < least) {
            best = Some((apart, index));
        }
    }
    best.map(|(_, index)| index)
}
