//! Chord progressions of eight bars, by what they are for. A comma parts a bar into halves.

use super::harmony::Mode;

/// Progressions for the three kinds of section: the tune, its contrast and the bridge.
pub(super) struct Progressions {
    /// A tune: four bars that open, four that come home.
    pub tune: &'static [&'static str],
    /// Away from home, ending on a chord that leads back.
    pub contrast: &'static [&'static str],
    /// Further away.
    pub bridge: &'static [&'static str],
}

/// The progressions of a mode; `dark` for fights and ghosts.
pub(super) const fn of(mode: Mode, dark: bool) -> &'static Progressions {
    match (mode, dark) {
        (Mode::Major, _) => &MAJOR,
        (Mode::Lydian, _) => &LYDIAN,
        (Mode::Mixolydian, _) => &MIXOLYDIAN,
        (Mode::Dorian, _) => &DORIAN,
        (Mode::Minor, false) => &MINOR,
        (Mode::Minor, true) => &DARK,
    }
}

const MAJOR: Progressions = Progressions {
    tune: &[
        "I V vi IV I IV,V I V,I",
        "I vi IV V I vi ii,V I",
        "I IV I V I IV ii,V I",
        "I iii IV V vi IV ii,V I",
        "I I IV I ii V7 ii,V7 I",
        "I V,vi IV V I V,vi ii,V I",
    ],
    contrast: &[
        "IVM7 V iii vi ii V I V",
        "vi IV I V vi IV ii V",
        "IV I IV V IV I ii V",
        "vi iii IV I ii vi ii V7",
        "IV V I vi IV V V V7",
    ],
    bridge: &["vi iii IV I IV iv I V", "bVI bVII I I bVI bVII V V", "ii V iii vi ii iv V V7", "IV iv I vi ii ii V V"],
};

const LYDIAN: Progressions = Progressions {
    tune: &["I II I V vi II V I", "I II vi V I II V I", "I V I II iii vi II,V I", "I iii II I vi II V I"],
    contrast: &["vi II V I vi II V V", "iii vi II V iii vi II V", "V vi II I V vi II V"],
    bridge: &["bVI bVII I I bVI bVII V V", "iii II iii II vi II V V"],
};

const MIXOLYDIAN: Progressions = Progressions {
    tune: &["I bVII IV I I bVII IV I", "I IV bVII I I v,IV bVII I", "I v IV I ii bVII IV I"],
    contrast: &["IV bVII I I IV bVII v v", "ii IV I bVII ii IV bVII bVII", "v IV v IV ii IV bVII bVII"],
    bridge: &["bIII bVII IV I bIII bVII IV bVII", "ii v ii v IV IV bVII bVII"],
};

const DORIAN: Progressions = Progressions {
    tune: &[
        "i IV i IV i bVII IV i",
        "i bVII IV i i v IV i",
        "i IV bVII i bIII IV bVII i",
        "i7 IV i7 IV bIII bVII IV i",
    ],
    contrast: &["bIII bVII IV i bIII bVII IV v", "bVII IV i i bVII IV bVII v", "ii v ii v bIII IV bVII bVII"],
    bridge: &["bVI bVII i i bVI bVII v v", "IV IV i i IV IV bVII bVII"],
};

const MINOR: Progressions = Progressions {
    tune: &[
        "i bVI bVII i i bVI V i",
        "i iv bVII bIII bVI iv V i",
        "i bVII bVI V i bVII,bVI V i",
        "i V i bVII bIII bVII V i",
    ],
    contrast: &["bVI bVII i i bVI bVII bIII V", "iv bVII bIII bVI iv i V V", "bIII bVII i v bVI bIII iv V"],
    bridge: &["bVI bIII bVII i bVI iv V V7", "iv iv i i bII bII V V7"],
};

const DARK: Progressions = Progressions {
    tune: &[
        "i i bVI bVII i i bII,V i",
        "i bVI i bVI iv i bII,V i",
        "i bII i bVII i bII V i",
        "i iv i V bVI iv V i",
        "i bIII bVI V i bIII bII,V i",
    ],
    contrast: &["bVI bVII i i bVI bVII V V", "iv i iv i bVI bVI V V7", "bVI bVII i bIII bVI bVII V V"],
    bridge: &["bII bII i i bII bII V V7", "iv bII i bVI iv bII V V", "bVI V bVI V iv bII V V7"],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::harmony::KeyChord;

    #[test]
    fn every_progression_reads_as_eight_bars() {
        for (mode, dark) in [Mode::Major, Mode::Lydian, Mode::Mixolydian, Mode::Dorian, Mode::Minor]
            .into_iter()
            .flat_map(|mode| [(mode, false), (mode, true)])
        {
            let of = of(mode, dark);
            for progression in of.tune.iter().chain(of.contrast).chain(of.bridge) {
                assert_eq!(progression.split(' ').count(), 8, "{progression}");
                for chord in progression.split([' ', ',']) {
                    assert!(KeyChord::read(chord, mode).is_some(), "{chord} in {progression}");
                }
            }
        }
    }

    #[test]
    fn tunes_come_home() {
        for mode in [Mode::Major, Mode::Lydian, Mode::Mixolydian, Mode::Dorian, Mode::Minor] {
            for progression in of(mode, false).tune.iter().chain(of(mode, true).tune) {
                let last = progression.rsplit([' ', ',']).next();
                assert!(matches!(last, Some("I" | "i")), "{progression}");
            }
        }
    }
}
