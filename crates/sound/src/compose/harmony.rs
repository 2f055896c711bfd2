//! Scales, and chords read from Roman numerals.

use crate::song::Chord;

/// The seven steps of a scale in semitones above the tonic.
pub(super) type Scale = [i32; 7];

/// A mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Major,
    Lydian,
    Mixolydian,
    Dorian,
    Minor,
}

impl Mode {
    pub const fn scale(self) -> Scale {
        match self {
            Mode::Major => [0, 2, 4, 5, 7, 9, 11],
            Mode::Lydian => [0, 2, 4, 6, 7, 9, 11],
            Mode::Mixolydian => [0, 2, 4, 5, 7, 9, 10],
            Mode::Dorian => [0, 2, 3, 5, 7, 9, 10],
            Mode::Minor => [0, 2, 3, 5, 7, 8, 10],
        }
    }
}

/// A chord in a key: its tones as steps of a scale that is bent to it.
///
/// Every chord tone has the letter that spelling gives it, and takes that letter's place in the scale: over V in a minor key the seventh step is the raised
/// one, over bVI in a major key the third and sixth are the lowered ones. So a melody in steps is in tune with any chord.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyChord {
    /// The scale under the chord.
    pub scale: Scale,
    /// The steps of root, third, fifth and, where it has one, seventh, each 0 to 6.
    pub steps: [usize; 4],
    /// How many of the steps are in use: 3 or 4.
    pub size: usize,
}

const NUMERALS: [&str; 7] = ["I", "II", "III", "IV", "V", "VI", "VII"];
const MAJOR: Scale = Mode::Major.scale();

impl KeyChord {
    /// Reads a chord such as `ii`, `bVII`, `V7`, `IVM7` or `viio`. The numeral counts from the major scale whatever the mode, so that `bIII` is a minor third
    /// above the tonic; lower case has a minor third.
    pub fn read(text: &str, mode: Mode) -> Option<Self> {
        let (bend, rest) = match text.as_bytes().first()? {
            b'b' => (-1, &text[1..]),
            b'#' => (1, &text[1..]),
            _ => (0, text),
        };
        let end = rest.find(|c: char| !"IViv".contains(c)).unwrap_or(rest.len());
        let (numeral, suffix) = rest.split_at(end);
        let degree = NUMERALS.iter().position(|name| name.eq_ignore_ascii_case(numeral))?;
        let minor = numeral.chars().all(char::is_lowercase);
        let (fifth, seventh) = match suffix {
            "" => (7, None),
            "7" => (7, Some(10)),
            "M7" => (7, Some(11)),
            "o" => (6, None),
            _ => return None,
        };
        let root = MAJOR[degree] + bend;
        let intervals = [Some(0), Some(if minor { 3 } else { 4 }), Some(fifth), seventh];
        let mut chord = Self { scale: mode.scale(), steps: [degree; 4], size: 3 };
        for (i, interval) in intervals.into_iter().enumerate() {
            let Some(interval) = interval else { continue };
            let step = degree + 2 * i;
            chord.steps[i] = step % 7;
            chord.scale[step % 7] = root + interval - 12 * (step / 7) as i32;
            chord.size = i + 1;
        }
        Some(chord)
    }

    /// Semitones above the tonic of a step, which may be below 0 or above 6.
    pub fn semitones(&self, step: i32) -> i32 {
        12 * step.div_euclid(7) + self.scale[step.rem_euclid(7) as usize]
    }

    pub fn has(&self, step: i32) -> bool {
        self.steps[..self.size].contains(&(step.rem_euclid(7) as usize))
    }

    /// Whether a step is a semitone beside a chord tone without being one.
    pub fn clashes(&self, step: i32) -> bool {
        !self.has(step)
            && self.steps[..self.size].iter().any(|&tone| {
                let apart = (self.semitones(step) - self.scale[tone]).rem_euclid(12);
                apart == 1 || apart == 11
            })
    }

    /// The chord as pitch classes, for a tonic.
    pub fn pitch_classes(&self, tonic: i32) -> Chord {
        let class = |semitones: i32| (tonic + semitones).rem_euclid(12);
        let set = |steps: &[usize]| steps.iter().fold(0, |set, &step| set | 1 << class(self.scale[step]));
        Chord {
            root: class(self.scale[self.steps[0]]) as u8,
            tones: set(&self.steps[..self.size]),
            scale: set(&[0, 1, 2, 3, 4, 5, 6]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_of_a_minor_key_raises_the_leading_note() {
        let chord = KeyChord::read("V", Mode::Minor).expect("a chord");
        assert_eq!(chord.scale, [0, 2, 3, 5, 7, 8, 11]);
        assert!(chord.has(6) && chord.has(4) && chord.has(8) && !chord.has(0));
    }

    #[test]
    fn a_borrowed_chord_bends_the_major_scale() {
        let chord = KeyChord::read("bVI", Mode::Major).expect("a chord");
        assert_eq!(chord.scale, [0, 2, 3, 5, 7, 8, 11]);
        assert_eq!(chord.pitch_classes(0).tones, 1 << 8 | 1 | 1 << 3);
    }
}
