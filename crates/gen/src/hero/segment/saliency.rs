//! What stands out, after Zhu, Liang, Wei and Sun, "Saliency Optimization from Robust Background Detection" (2014): a region
//! is background when much of its likes lies at the border, for its size; what differs from that background stands out.

use crate::grid::Grid;

use super::color_model::Sample;
use super::regions::Regions;

/// How regions are judged before the picture's own evidence.
#[derive(Debug, Clone, Copy)]
pub struct Taste {
    /// How much being in the middle counts, 0 to 1.
    pub middle: f32,
    /// How much being in focus counts, 0 to 1.
    pub focus: f32,
}

/// Colour distance over which regions are alike, in units of samples.
const ALIKE: f32 = 9.0;

/// How much each pixel stands out, 0 to 1.
pub fn saliency(samples: &Grid<Sample>, regions: &Regions, taste: Taste) -> Grid<f32> {
    let all = &regions.all;
    let count = all.len();
    let focus_weight = taste.focus;
    let far = |a: usize, b: usize| {
        let (a, b) = (&all[a].sample, &all[b].sample);
        let colors: f32 = (0..3).map(|i| (a[i] - b[i]).powi(2)).sum();
        (colors + (focus_weight * 0.5 * (a[3] - b[3])).powi(2)).sqrt()
    };
    let colors: Vec<f32> = (0..count * count).map(|i| far(i / count, i % count)).collect();
    let background = backgrounds(regions, &colors);

    // How much a region differs from background near and far.
    let aspect = (
        samples.width as f32 / samples.width.max(samples.height) as f32,
        samples.height as f32 / samples.width.max(samples.height) as f32,
    );
    let mut contrast: Vec<f32> = (0..count)
        .map(|i| {
            (0..count)
                .map(|j| {
                    let (dx, dy) = (all[i].center.0 - all[j].center.0, all[i].center.1 - all[j].center.1);
                    let near = (-(dx * dx + dy * dy) / (2.0 * 0.25 * 0.25)).exp();
                    colors[i * count + j] * near * background[j] * all[j].pixels as f32
                })
                .sum::<f32>()
        })
        .collect();
    for (value, region) in contrast.iter_mut().zip(all) {
        let (dx, dy) = (region.center.0 / aspect.0 - 0.5, region.center.1 / aspect.1 - 0.5);
        let middle = (-(dx * dx + dy * dy) / (2.0 * 0.27 * 0.27)).exp();
        let focus = 1.0 / (1.0 + (-region.sample[3] / 4.0).exp());
        *value *= (1.0 - taste.middle + taste.middle * middle) * (1.0 - taste.focus + taste.focus * focus);
    }
    let mut sorted = contrast.clone();
    sorted.sort_by(f32::total_cmp);
    let top = sorted.get(count.saturating_sub(1 + count / 20)).copied().unwrap_or(0.0).max(1e-6);
    for value in &mut contrast {
        *value = (*value / top).min(1.0);
    }
    let smooth = optimized(regions, &colors, &background, &contrast);
    regions.of_pixel.map(|&slot| smooth[slot as usize])
}

/// How surely each region is background.
fn backgrounds(regions: &Regions, colors: &[f32]) -> Vec<f32> {
    let all = &regions.all;
    let count = all.len();
    // Steps that any picture has between neighbours do not count.
    let mut least = vec![f32::INFINITY; count];
    for &(a, b) in &regions.touching {
        let step = colors[a as usize * count + b as usize];
        for slot in [a, b] {
            least[slot as usize] = least[slot as usize].min(step);
        }
    }
    let known: Vec<f32> = least.into_iter().filter(|step| step.is_finite()).collect();
    let free = known.iter().sum::<f32>() / known.len().max(1) as f32;
    let mut neighbors: Vec<Vec<(u16, f32)>> = vec![Vec::new(); count];
    for &(a, b) in &regions.touching {
        let step = (colors[a as usize * count + b as usize] - free).max(0.0);
        neighbors[a as usize].push((b, step));
        neighbors[b as usize].push((a, step));
    }
    let border: Vec<u16> = (0..count as u16).filter(|&slot| all[slot as usize].border_pixels > 0).collect();
    let mut ways = vec![0.0_f32; count];
    let mut queue = std::collections::BinaryHeap::new();
    (0..count)
        .map(|start| {
            ways.fill(f32::INFINITY);
            ways[start] = 0.0;
            queue.push(Reached { way: 0.0, slot: start as u16 });
            while let Some(Reached { way, slot }) = queue.pop() {
                if way > ways[slot as usize] || way > 4.0 * ALIKE {
                    continue;
                }
                for &(next, step) in &neighbors[slot as usize] {
                    if way + step < ways[next as usize] {
                        ways[next as usize] = way + step;
                        queue.push(Reached { way: way + step, slot: next });
                    }
                }
            }
            let like = |way: f32| (-way * way / (2.0 * ALIKE * ALIKE)).exp();
            let area: f32 = (0..count).map(|slot| like(ways[slot]) * all[slot].pixels as f32).sum();
            let length: f32 =
                border.iter().map(|&slot| like(ways[slot as usize]) * all[slot as usize].border_pixels as f32).sum();
            let connected = length / area.max(1.0).sqrt();
            1.0 - (-connected * connected / 2.0).exp()
        })
        .collect()
}

/// Values that follow background and contrast, and are alike where colours are alike.
fn optimized(regions: &Regions, colors: &[f32], background: &[f32], contrast: &[f32]) -> Vec<f32> {
    let count = contrast.len();
    let pairs: Vec<(usize, usize, f32)> = regions
        .touching
        .iter()
        .map(|&(a, b)| {
            let step = colors[a as usize * count + b as usize];
            (a as usize, b as usize, (-step * step / (2.0 * 7.0 * 7.0)).exp() + 0.1)
        })
        .collect();
    let mut values = contrast.to_vec();
    for _ in 0..60 {
        let mut pull: Vec<(f32, f32)> =
            (0..count).map(|slot| (contrast[slot], contrast[slot] + background[slot] + 1e-3)).collect();
        for &(a, b, weight) in &pairs {
            pull[a].0 += weight * values[b];
            pull[a].1 += weight;
            pull[b].0 += weight * values[a];
            pull[b].1 += weight;
        }
        for (value, (sum, weight)) in values.iter_mut().zip(pull) {
            *value = sum / weight;
        }
    }
    let top = values.iter().copied().fold(1e-6, f32::max);
    values.into_iter().map(|value| value / top).collect()
}

/// A region on the way; the nearest is the greatest, as a heap wants it.
#[derive(PartialEq)]
struct Reached {
    way: f32,
    slot: u16,
}

impl Eq for Reached {}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reached {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.way.total_cmp(&self.way).then(other.slot.cmp(&self.slot))
    }
}
