//! The cascade's weights, as `SeetaFace` stores them: little-endian, each part with its counts first.

use super::{
    SAME_WINDOW, WINDOW_PX,
    gradients::{Layer, Network, PATCH_NUMBERS, patches},
    patterns::{Boosted, GROUP, Group, SPAN},
};

/// Windows that show one face share more than this part of the area of both.
const SAME_FACE: f32 = 0.3;
/// No count in a model is larger.
const MOST: usize = 4096;

/// A closer look at the windows that are left.
#[derive(Debug, Clone)]
pub(super) struct Stage {
    pub network: Network,
    /// What looks less like a face is dropped.
    pub threshold: f32,
    /// Afterwards, windows that share more than this part of the area of both become one.
    pub merge: Option<f32>,
}

/// A cascade.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// For faces seen from the front, from the left and from the right. What one of them lets pass goes on.
    pub first: Vec<Boosted>,
    pub stages: Vec<Stage>,
}

impl Model {
    /// Reads a model; none if it is not as `SeetaFace`'s frontal model is.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { bytes };
        let levels = reader.count()?;
        let mut first = Vec::new();
        for _ in 0..reader.count()? {
            (reader.count()? == 1 && reader.i32()? == 0).then_some(())?;
            first.push(reader.boosted()?);
            reader.sources()?;
        }
        let mut stages = Vec::new();
        for level in 1..levels {
            (reader.count()? == 1).then_some(())?;
            let count = reader.count()?;
            for index in 1..=count {
                (reader.i32()? == 1).then_some(())?;
                let (network, threshold) = reader.network()?;
                let merge = match () {
                    () if index < count => Some(SAME_WINDOW),
                    () if level + 1 == levels => Some(SAME_FACE),
                    () => None,
                };
                stages.push(Stage { network, threshold, merge });
            }
            reader.sources()?;
        }
        (reader.bytes.is_empty() && !stages.is_empty()).then_some(Self { first, stages })
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn four(&mut self) -> Option<[u8; 4]> {
        let (&four, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(four)
    }

    fn i32(&mut self) -> Option<i32> {
        self.four().map(i32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.four().map(f32::from_le_bytes)
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.i32()?).ok().filter(|&count| count <= MOST)
    }

    fn f32s(&mut self, count: usize) -> Option<Vec<f32>> {
        (0..count).map(|_| self.f32()).collect()
    }

    /// Which classifiers' windows go on to this one: always all, or, of the first ones, -1 of them.
    fn sources(&mut self) -> Option<()> {
        for _ in 0..self.i32()? {
            self.i32()?;
        }
        Some(())
    }

    fn boosted(&mut self) -> Option<Boosted> {
        let votes = self.count()?;
        (votes % GROUP == 0 && self.count()? == 255).then_some(())?;
        let places = (0..votes)
            .map(|_| {
                let [x, y] = [self.i32()?, self.i32()?].map(|place| u8::try_from(place).ok());
                let most = WINDOW_PX as u8 - SPAN as u8;
                Some((x.filter(|&x| x <= most)?, y.filter(|&y| y <= most)?))
            })
            .collect::<Option<Vec<_>>>()?;
        let thresholds = self.f32s(votes)?;
        let mut groups = Vec::with_capacity(votes / GROUP);
        for (places, thresholds) in places.chunks_exact(GROUP).zip(thresholds.chunks_exact(GROUP)) {
            let mut weights = Box::new([[0.0; 256]; GROUP]);
            for weight in weights.as_flattened_mut() {
                *weight = self.f32()?;
            }
            groups.push(Group { places: places.try_into().ok()?, weights, threshold: *thresholds.last()? });
        }
        Some(Boosted { groups })
    }

    fn network(&mut self) -> Option<(Network, f32)> {
        let layers = self.count()?;
        let numbers = self.count()?;
        let all = patches();
        let patch = |number: i32| all.get(usize::try_from(number).ok()?.checked_sub(1)?).copied();
        let patches = (0..numbers).map(|_| patch(self.i32()?)).collect::<Option<Vec<_>>>()?;
        let threshold = self.f32()?;
        let mut inputs = self.count()?;
        (inputs == patches.len() * PATCH_NUMBERS).then_some(())?;
        let mut hidden = Vec::new();
        for _ in 1..layers {
            let outputs = self.count()?;
            let by_output = self.f32s(inputs * outputs)?;
            // One input after the other is added to all outputs, which goes several at a time.
            let weights = (0..inputs * outputs).map(|i| by_output[i % outputs * inputs + i / outputs]).collect();
            hidden.push(Layer { weights, biases: self.f32s(outputs)? });
            inputs = outputs;
        }
        let last = hidden.pop().filter(|last| last.biases.len() == 4)?;
        Some((Network { patches, hidden, last }, threshold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_cut_short_is_refused() {
        let bytes: &[u8] = include_bytes!("../../../../../../assets/models/seeta_fd_frontal_v1.0.bin");
        assert!(Model::read(bytes).is_some_and(|model| (model.first.len(), model.stages.len()) == (3, 3)));
        for end in (0..bytes.len()).step_by(100_003).chain([0, 3, bytes.len() - 1]) {
            assert!(Model::read(&bytes[..end]).is_none());
        }
    }
}
