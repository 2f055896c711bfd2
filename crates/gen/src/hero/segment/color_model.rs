//! Which colours belong together: a mixture of Gaussians, as in Rother, Kolmogorov and Blake, "GrabCut" (2004).

/// Channels of a sample: lightness, two of colour, sharpness.
pub const CHANNELS: usize = 4;

/// What a pixel is known by.
pub type Sample = [f32; CHANNELS];

/// Gaussians in a mixture.
const PARTS: usize = 5;

/// Added to every variance, so that flat colours do not become infinitely sure. In squared units of the samples.
const LEAST_VARIANCE: f32 = 6.0;

/// One Gaussian.
#[derive(Debug, Clone, Copy)]
struct Part {
    mean: Sample,
    /// The inverse of the covariance's Cholesky factor, lower triangle.
    whiten: [[f32; CHANNELS]; CHANNELS],
    /// Logarithm of the share and of the normalisation.
    log_scale: f32,
}

/// A mixture of Gaussians.
#[derive(Debug, Clone)]
pub struct ColorModel {
    parts: Vec<Part>,
}

impl ColorModel {
    /// Fits a mixture to samples with weights; none if all weights are nothing.
    pub fn fit(samples: &[(Sample, f32)]) -> Option<Self> {
        let total: f32 = samples.iter().map(|&(_, weight)| weight).sum();
        if total <= f32::EPSILON {
            return None;
        }
        let mut centers = spread_centers(samples);
        let mut nearest = vec![0_usize; samples.len()];
        for _ in 0..2 {
            for (slot, (sample, _)) in nearest.iter_mut().zip(samples) {
                *slot = closest(&centers, sample).0;
            }
            let mut sums = vec![([0.0_f32; CHANNELS], 0.0_f32); centers.len()];
            for (&slot, (sample, weight)) in nearest.iter().zip(samples) {
                let (sum, mass) = &mut sums[slot];
                add(sum, sample, *weight);
                *mass += weight;
            }
            for (center, (sum, weight)) in centers.iter_mut().zip(&sums) {
                if *weight > 0.0 {
                    *center = sum.map(|value| value / weight);
                }
            }
        }
        let parts = (0..centers.len())
            .filter_map(|slot| {
                let members = nearest.iter().zip(samples).filter(|&(&near, _)| near == slot).map(|(_, sample)| sample);
                Part::fit(members, centers[slot], total)
            })
            .collect();
        Some(Self { parts })
    }

    /// The logarithm of how likely a sample is.
    pub fn log_likelihood(&self, sample: &Sample) -> f32 {
        // The nearest part stands for the sum; the difference is at most ln(PARTS) and usually nothing.
        self.parts.iter().map(|part| part.log_likelihood(sample)).fold(-200.0, f32::max)
    }
}

impl Part {
    fn fit<'a>(members: impl Iterator<Item = &'a (Sample, f32)>, mean: Sample, total: f32) -> Option<Self> {
        let mut covariance = [[0.0_f32; CHANNELS]; CHANNELS];
        let mut mass = 0.0_f32;
        for (sample, weight) in members {
            let away: Sample = std::array::from_fn(|channel| sample[channel] - mean[channel]);
            for i in 0..CHANNELS {
                for j in 0..=i {
                    covariance[i][j] += away[i] * away[j] * weight;
                }
            }
            mass += weight;
        }
        if mass <= total * 1e-4 {
            return None;
        }
        let mut factor = [[0.0_f32; CHANNELS]; CHANNELS];
        let mut log_scale = (mass / total).ln();
        for i in 0..CHANNELS {
            for j in 0..=i {
                let known: f32 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
                let value = covariance[i][j] / mass - known;
                if i == j {
                    factor[i][i] = (value + LEAST_VARIANCE).max(LEAST_VARIANCE).sqrt();
                    log_scale -= factor[i][i].ln();
                } else {
                    factor[i][j] = value / factor[j][j];
                }
            }
        }
        let mut whiten = [[0.0_f32; CHANNELS]; CHANNELS];
        for i in 0..CHANNELS {
            whiten[i][i] = 1.0 / factor[i][i];
            let row: Sample = std::array::from_fn(|j| (j..i).map(|k| factor[i][k] * whiten[k][j]).sum());
            for (value, sum) in whiten[i].iter_mut().zip(row).take(i) {
                *value = -sum / factor[i][i];
            }
        }
        Some(Self { mean, whiten, log_scale })
    }

    #[inline]
    fn log_likelihood(&self, sample: &Sample) -> f32 {
        let away: Sample = std::array::from_fn(|channel| sample[channel] - self.mean[channel]);
        let mut squares = 0.0;
        for (i, row) in self.whiten.iter().enumerate() {
            let value: f32 = (0..=i).map(|j| row[j] * away[j]).sum();
            squares += value * value;
        }
        self.log_scale - 0.5 * squares
    }
}

fn add(sum: &mut Sample, sample: &Sample, weight: f32) {
    for (sum, value) in sum.iter_mut().zip(sample) {
        *sum += value * weight;
    }
}

fn distance(a: &Sample, b: &Sample) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

fn closest(centers: &[Sample], sample: &Sample) -> (usize, f32) {
    let mut best = (0, f32::INFINITY);
    for (slot, center) in centers.iter().enumerate() {
        let away = distance(center, sample);
        if away < best.1 {
            best = (slot, away);
        }
    }
    best
}

/// Centres far from each other where much weight is: each is the mean of what lies furthest from the ones before.
fn spread_centers(samples: &[(Sample, f32)]) -> Vec<Sample> {
    let mean = |far: &[f32]| {
        let mut sum = [0.0_f32; CHANNELS];
        let mut mass = 0.0_f32;
        for ((sample, weight), far) in samples.iter().zip(far) {
            let weight = weight * far;
            add(&mut sum, sample, weight);
            mass += weight;
        }
        (mass > f32::EPSILON).then(|| sum.map(|value| value / mass))
    };
    let mut far = vec![f32::INFINITY; samples.len()];
    let mut pulls = vec![1.0_f32; samples.len()];
    let mut centers: Vec<Sample> = Vec::with_capacity(PARTS);
    while let Some(center) = mean(&pulls) {
        centers.push(center);
        if centers.len() == PARTS {
            break;
        }
        let mut furthest = (LEAST_VARIANCE * 1e-3, None);
        for (far, (sample, weight)) in far.iter_mut().zip(samples) {
            *far = far.min(distance(sample, &center));
            if *far * weight > furthest.0 {
                furthest = (*far * weight, Some(*sample));
            }
        }
        let Some(target) = furthest.1 else { break };
        // Not the furthest sample itself, which may be noise, but what is around it.
        for (pull, (far, (sample, _))) in pulls.iter_mut().zip(far.iter().zip(samples)) {
            *pull = if distance(sample, &target) < *far * 0.5 { *far } else { 0.0 };
        }
    }
    centers
}
