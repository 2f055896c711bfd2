//! Choosing the few colours that tell all frames.

use std::sync::LazyLock;

use quantette::{
    PaletteCounts, PaletteSize,
    kmeans::{Kmeans, KmeansOptions},
    wu::{BinnerF32x3, WuF32x3},
};

use crate::{
    color::{self, Lab},
    hero::Style,
};

use super::{
    census::{Bordered, Census, Seen},
    outline,
};

/// A colour of the palette.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub rgb: [u8; 3],
    /// What it looks like.
    pub shown: Lab,
    /// What it stands for: the colours near to this are told by it.
    pub lab: Lab,
}

impl Entry {
    fn new(rgb: [u8; 3]) -> Self {
        let lab = color::lab(rgb);
        Self { rgb, shown: lab, lab }
    }
}

/// The colours chosen and how the frames' colours are told by them. Indices count from 1; 0 is clear.
#[derive(Debug, Clone)]
pub(super) struct Palette {
    pub colors: Vec<Entry>,
    /// For each colour of the census, what it should look like.
    pub goals: Vec<Lab>,
    /// For each colour of the census, its index.
    pub index_of: Vec<u8>,
    /// For each colour of the census and each of the palette, how far apart they are, squared.
    pub gaps: Vec<f32>,
    /// For each colour of the census, a bit for each of the palette (the first for 1) that it may become to agree with
    /// its neighbours.
    pub near: Vec<u32>,
    /// The outline around what is not dark.
    pub outline: u8,
    /// The outline around what is dark.
    pub rim: u8,
}

/// Early consoles' colours, `assets/palettes/console.txt`.
static CONSOLE: LazyLock<Vec<[u8; 3]>> = LazyLock::new(|| {
    let lines = include_str!("../../../../../assets/palettes/console.txt").lines();
    lines.filter_map(|line| hex(line.split_once(" #")?.1)).collect()
});

fn hex(digits: &str) -> Option<[u8; 3]> {
    let [_, bytes @ ..] = u32::from_str_radix(digits.trim(), 16).ok()?.to_be_bytes();
    Some(bytes)
}

/// The colours that [`Style::EightBit`] is told with.
pub fn console_palette() -> &'static [[u8; 3]] {
    &CONSOLE
}

/// The shades of [`Style::Handheld`], dark to light.
pub const fn handheld_palette() -> [[u8; 3]; 4] {
    [[0x16, 0x2b, 0x24], [0x3f, 0x6b, 0x4c], [0x8f, 0xb0, 0x5c], [0xe4, 0xec, 0xb0]]
}

/// How much more a difference in hue or chroma counts than one in lightness: a mouth should not become cheek.
const COLORFUL: f32 = 2.6;

/// How far apart two colours are for choosing between palette colours, squared. Near black less is seen than Oklab says.
#[inline]
fn gap(one: Lab, other: Lab) -> f32 {
    let (l, a, b) = (one.l - other.l, one.a - other.a, one.b - other.b);
    let seen = ((one.l + other.l) * 0.8).clamp(0.35, 1.0);
    seen * seen * (l * l + COLORFUL * (a * a + b * b))
}

/// Chooses a palette for a style.
pub(super) fn choose(census: &Census, style: Style, layout: Bordered) -> Palette {
    let tones = outline::tones(census, layout);
    match style {
        Style::Handheld => handheld(census),
        Style::EightBit => {
            let fixed = tones.in_use().map(|tone| tone.and_then(|tone| on_console(tone, &[])));
            let room = style.colors() - fixed.iter().flatten().count();
            let mut chosen: Vec<Entry> = Vec::new();
            // First the hero's own colours are parted, then each part gets one of the console's: what is of one colour
            // does not fall to pieces between two.
            for center in adaptive(&census.colors, room) {
                // Where steps are coarse, what has a colour should show it.
                let colorful = 1.0 + 0.25 * ((color::chroma(center) - 0.03) / 0.05).clamp(0.0, 1.0);
                let goal = Lab::new(center.l, center.a * colorful, center.b * colorful);
                chosen.extend(on_console(goal, &chosen).map(|entry| Entry { lab: center, ..entry }));
            }
            told_by(census, chosen, fixed)
        }
        Style::SixteenBit | Style::Modern => {
            let fixed = tones.in_use().map(|tone| tone.map(|tone| Entry::new(color::rgb(tone))));
            let room = style.colors() - fixed.iter().flatten().count();
            let centers = adaptive(&census.colors, room);
            let chosen = centers.into_iter().map(|center| Entry::new(color::rgb(center))).collect();
            told_by(census, chosen, fixed)
        }
    }
}

/// The console colour nearest to a colour, rather one that is not yet taken.
fn on_console(goal: Lab, taken: &[Entry]) -> Option<Entry> {
    /// How much nearer a taken colour has to be, squared.
    const TAKEN: f32 = 0.000_5;
    let mut best: Option<(f32, Entry)> = None;
    for &rgb in console_palette() {
        let entry = Entry::new(rgb);
        let gap = gap(entry.lab, goal) + if taken.iter().any(|other| other.rgb == rgb) { TAKEN } else { 0.0 };
        if best.is_none_or(|(least, _)| gap < least) {
            best = Some((gap, entry));
        }
    }
    best.map(|(_, entry)| entry)
}

/// The palette of the colours chosen and those of the outline.
fn told_by(census: &Census, mut colors: Vec<Entry>, [outline, rim]: [Option<Entry>; 2]) -> Palette {
    let mut place = |entry: Entry| {
        let same = colors.iter().position(|other| other.rgb == entry.rgb);
        let index = same.unwrap_or_else(|| {
            colors.push(entry);
            colors.len() - 1
        });
        index as u8 + 1
    };
    let (outline, rim) = (outline.map(&mut place), rim.map(&mut place));
    let goals: Vec<Lab> = census.colors.iter().map(|seen| seen.lab).collect();
    let either = outline.or(rim).unwrap_or(0);
    Palette::new(colors, goals, outline.unwrap_or(either), rim.unwrap_or(either))
}

impl Palette {
    fn new(colors: Vec<Entry>, goals: Vec<Lab>, outline: u8, rim: u8) -> Self {
        let gaps: Vec<f32> =
            goals.iter().flat_map(|&goal| colors.iter().map(move |entry| gap(entry.lab, goal))).collect();
        let index_of = gaps.chunks_exact(colors.len().max(1)).map(least).collect();
        let near = gaps.chunks_exact(colors.len().max(1)).map(near).collect();
        Self { colors, goals, index_of, gaps, near, outline, rim }
    }
}

/// The place (from 1) of the least of some numbers, the first of equals.
fn least(gaps: &[f32]) -> u8 {
    let mut best = (f32::INFINITY, 0);
    for (&gap, index) in gaps.iter().zip(1_u8..) {
        if gap < best.0 {
            best = (gap, index);
        }
    }
    best.1
}

/// What agreeing with one more neighbour is worth, in squared distance.
pub(super) const AGREE: f32 = 0.000_35;

/// A bit for each number that is so little above the least that eight neighbours can make up for it.
fn near(gaps: &[f32]) -> u32 {
    let least = gaps.iter().copied().fold(f32::INFINITY, f32::min);
    let bits = gaps.iter().zip(0..32).map(|(&gap, bit)| u32::from(gap <= least + 8.0 * AGREE) << bit);
    bits.sum()
}

/// Some colours that are told by one.
#[derive(Debug, Clone, Copy)]
struct Cluster {
    center: Lab,
    /// How many pixels.
    weight: f32,
}

impl Cluster {
    /// Small features count for more than their few pixels: a mouth is as telling as a cheek.
    fn worth(self) -> f32 {
        self.weight.sqrt().sqrt() * self.weight.sqrt().sqrt().sqrt()
    }
}

/// Takes colours away, always the one whose pixels lose least by becoming another one, until no more than `most` are
/// left and none is a near-duplicate of another. Those left stay as they are.
fn fewest_losses(mut clusters: Vec<Cluster>, most: usize) -> Vec<Cluster> {
    /// Nobody sees the difference in one pixel.
    const SAME: f32 = 0.022 * 0.022;
    let mut worths: Vec<f32> = clusters.iter().map(|cluster| cluster.worth()).collect();
    loop {
        let mut best: Option<(f32, usize, usize)> = None;
        let mut closest = f32::INFINITY;
        for (i, (one, &worth)) in clusters.iter().zip(&worths).enumerate() {
            for (j, (other, &other_worth)) in clusters.iter().zip(&worths).enumerate().skip(i + 1) {
                let gap = gap(one.center, other.center);
                closest = closest.min(gap);
                let loss = gap * worth * other_worth / (worth + other_worth);
                if best.is_none_or(|(least, ..)| loss < least) {
                    best = Some(if worth <= other_worth { (loss, i, j) } else { (loss, j, i) });
                }
            }
        }
        let Some((_, gone, into)) = best.filter(|_| clusters.len() > most || closest < SAME) else {
            return clusters;
        };
        clusters[into].weight += clusters[gone].weight;
        worths[into] = clusters[into].worth();
        clusters.swap_remove(gone);
        worths.swap_remove(gone);
    }
}

/// The colours that tell the census best: many found by k-means, then merged with care for small features.
fn adaptive(colors: &[Seen], most: usize) -> Vec<Lab> {
    /// Enough that each small feature has one.
    const FIRST: u16 = 56;
    let stretched = |lab: Lab| Lab::new(lab.l, lab.a * COLORFUL.sqrt(), lab.b * COLORFUL.sqrt());
    let samples: Vec<Lab> = colors.iter().map(|seen| stretched(seen.lab)).collect();
    let counts: Vec<u32> = colors.iter().map(|seen| seen.count.min(1 << 16)).collect();
    let mut clusters: Vec<Cluster> = if colors.len() <= usize::from(FIRST) {
        colors.iter().map(|seen| Cluster { center: seen.lab, weight: seen.count as f32 }).collect()
    } else {
        let Ok(counted) = PaletteCounts::new(samples.clone(), counts) else { return Vec::new() };
        let Some(wu) = WuF32x3::run_palette_counts(&counted, BinnerF32x3::oklab_from_srgb8()) else {
            return Vec::new();
        };
        // Every colour counts once here: large flat areas have their centres anyway.
        let options = KmeansOptions::new().sampling_factor(2.0).max_samples(1 << 13);
        let first = match Kmeans::run_slice(&samples, wu.palette(PaletteSize::from_u16_clamped(FIRST)), options) {
            Ok(kmeans) => kmeans.into_palette().into_vec(),
            Err(_) => return Vec::new(),
        };
        let back = |lab: Lab| Lab::new(lab.l, lab.a / COLORFUL.sqrt(), lab.b / COLORFUL.sqrt());
        first.into_iter().map(|lab| Cluster { center: back(lab), weight: 0.0 }).collect()
    };
    settle(&mut clusters, colors);
    while clusters.len() > most {
        let fewer = (clusters.len() * 3 / 4).max(most);
        clusters = fewest_losses(clusters, fewer);
        settle(&mut clusters, colors);
    }
    let mut clusters = fewest_losses(clusters, most);
    settle(&mut clusters, colors);
    settle(&mut clusters, colors);
    clusters.into_iter().map(|cluster| cluster.center).collect()
}

/// Moves every cluster to the mean of the colours nearest to it (one step of Lloyd's k-means).
fn settle(clusters: &mut Vec<Cluster>, colors: &[Seen]) {
    let mut sums = vec![(Lab::new(0.0, 0.0, 0.0), 0.0_f32); clusters.len()];
    for seen in colors {
        let mut best = (f32::INFINITY, 0);
        for (index, cluster) in clusters.iter().enumerate() {
            let gap = gap(cluster.center, seen.lab);
            if gap < best.0 {
                best = (gap, index);
            }
        }
        let Some((sum, weight)) = sums.get_mut(best.1) else { return };
        let count = seen.count as f32;
        *sum = Lab::new(sum.l + seen.lab.l * count, sum.a + seen.lab.a * count, sum.b + seen.lab.b * count);
        *weight += count;
    }
    *clusters = sums
        .into_iter()
        .filter(|(_, weight)| *weight > 0.0)
        .map(|(sum, weight)| Cluster { center: Lab::new(sum.l / weight, sum.a / weight, sum.b / weight), weight })
        .collect();
}

/// Four shades by lightness, spread so that each tells about as much of the hero.
fn handheld(census: &Census) -> Palette {
    let colors: Vec<Entry> = handheld_palette().into_iter().map(Entry::new).collect();
    let mut order: Vec<usize> = (0..census.colors.len()).collect();
    order.sort_by(|&one, &other| census.colors[one].lab.l.total_cmp(&census.colors[other].lab.l));
    let worth = |index: usize| (census.colors[index].count as f32).sqrt();
    let all: f32 = order.iter().map(|&index| worth(index)).sum();
    let mut goals = vec![Lab::new(0.0, 0.0, 0.0); order.len()];
    let mut below = 0.0;
    for &index in &order {
        let rank = (below + worth(index) / 2.0) / all;
        below += worth(index);
        // Half by rank, half by what it is: a white hero does not become black.
        let l = ((census.colors[index].lab.l - 0.18) / 0.75).clamp(0.0, 1.0);
        goals[index] = shade(&colors, 0.5 * rank + 0.5 * l);
    }
    Palette::new(colors, goals, 1, 2)
}

/// A colour on the way through all shades: 0 is the first, 1 the last.
fn shade(colors: &[Entry], part: f32) -> Lab {
    let steps = colors.len().saturating_sub(1);
    let place = part.clamp(0.0, 1.0) * steps as f32;
    let from = (place as usize).min(steps.saturating_sub(1));
    match colors.get(from..from + 2) {
        Some([one, other]) => color::mix(one.lab, other.lab, place - from as f32),
        _ => Lab::new(0.5, 0.0, 0.0),
    }
}
