//! Rhythms of one bar: lengths of notes in rows, a rest where negative.

/// How melodies move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feel {
    /// Even and singing.
    Song,
    /// Long notes that let the echo answer.
    Sparse,
    /// Pairs of quavers that lean back.
    Swing,
    /// Three, three, two.
    Calypso,
    /// Short notes off the beat.
    Funk,
    /// Dotted, with trumpets in mind.
    March,
    /// Short notes with air between.
    Bounce,
    /// Floating over what runs below.
    Glide,
    /// Pushing on.
    Drive,
    /// Three beats to the bar.
    Waltz,
}

/// The bars a feel is made of.
pub(super) struct Bars {
    /// Bars that move on.
    pub open: &'static [&'static [i8]],
    /// Bars that end a phrase and breathe.
    pub close: &'static [&'static [i8]],
    /// Bars that end a section.
    pub cadence: &'static [&'static [i8]],
}

impl Feel {
    /// Rows in a bar.
    pub const fn rows_per_bar(self) -> u16 {
        if matches!(self, Feel::Waltz) { 12 } else { 16 }
    }

    pub const fn bars(self) -> &'static Bars {
        match self {
            Feel::Song => &SONG,
            Feel::Sparse => &SPARSE,
            Feel::Swing => &SWING,
            Feel::Calypso => &CALYPSO,
            Feel::Funk => &FUNK,
            Feel::March => &MARCH,
            Feel::Bounce => &BOUNCE,
            Feel::Glide => &GLIDE,
            Feel::Drive => &DRIVE,
            Feel::Waltz => &WALTZ,
        }
    }
}

const SONG: Bars = Bars {
    open: &[
        &[4, 4, 4, 2, 2],
        &[4, 2, 2, 4, 4],
        &[6, 2, 4, 4],
        &[2, 2, 4, 2, 2, 4],
        &[4, 4, 2, 2, 2, 2],
        &[2, 2, 2, 2, 4, 4],
        &[6, 2, 2, 2, 4],
    ],
    close: &[&[4, 4, 6, -2], &[2, 2, 4, 6, -2], &[6, 2, 6, -2], &[4, 2, 2, 4, -4], &[4, 8, -4]],
    cadence: &[&[4, 4, 8], &[4, 2, 2, 8], &[2, 2, 4, 6, -2]],
};

const SPARSE: Bars = Bars {
    open: &[&[8, 8], &[6, 2, 8], &[-4, 4, 8], &[6, 6, 4], &[4, 4, 8], &[12, 4]],
    close: &[&[8, -8], &[4, 8, -4], &[12, -4], &[2, 2, 8, -4]],
    cadence: &[&[4, 12], &[6, 2, 8], &[14, -2]],
};

const SWING: Bars = Bars {
    open: &[
        &[4, 2, 2, 4, 2, 2],
        &[2, 2, 2, 2, 6, 2],
        &[-2, 2, 2, 2, 4, 4],
        &[6, 2, 2, 2, 4],
        &[2, 4, 2, 2, 2, 4],
        &[4, 4, 2, 2, 2, 2],
    ],
    close: &[&[2, 2, 2, 4, -6], &[4, 2, 6, -4], &[2, 4, 4, -6], &[4, 4, 2, 4, -2]],
    cadence: &[&[4, 2, 4, 4, -2], &[2, 2, 4, 6, -2], &[4, 4, 6, -2]],
};

const CALYPSO: Bars = Bars {
    open: &[
        &[3, 3, 2, 4, 4],
        &[3, 3, 2, 3, 3, 2],
        &[3, 3, 4, 2, 2, 2],
        &[-2, 2, 2, 2, 3, 3, 2],
        &[2, 4, 2, 4, 4],
        &[4, 2, 4, 2, 4],
    ],
    close: &[&[3, 3, 6, -4], &[3, 3, 2, 4, -4], &[2, 4, 4, -6], &[4, 2, 6, -4]],
    cadence: &[&[3, 3, 2, 6, -2], &[3, 3, 4, 4, -2], &[2, 2, 2, 2, 6, -2]],
};

const FUNK: Bars = Bars {
    open: &[
        &[3, 3, 2, -2, 2, 2, 2],
        &[2, 1, 3, 2, 4, 4],
        &[-2, 2, 3, 3, 2, 4],
        &[3, 1, 2, 2, -2, 2, 2, 2],
        &[2, 2, 3, 3, 2, 4],
        &[3, 3, 3, 3, 4],
    ],
    close: &[&[3, 3, 4, -6], &[2, 1, 3, 4, -6], &[3, 5, -8], &[2, 2, 3, 5, -4]],
    cadence: &[&[3, 3, 2, 6, -2], &[2, 2, 4, 6, -2], &[3, 1, 4, 6, -2]],
};

const MARCH: Bars = Bars {
    open: &[&[6, 2, 4, 4], &[4, 3, 1, 4, 4], &[3, 1, 4, 3, 1, 4], &[4, 4, 3, 1, 4], &[4, 2, 2, 6, 2], &[8, 6, 2]],
    close: &[&[3, 1, 4, 6, -2], &[4, 4, 6, -2], &[6, 2, 6, -2], &[4, 8, -4]],
    cadence: &[&[3, 1, 4, 8], &[4, 4, 8], &[6, 2, 8]],
};

const BOUNCE: Bars = Bars {
    open: &[
        &[2, -2, 2, 2, 2, -2, 2, 2],
        &[2, 2, 2, -2, 2, 2, 2, -2],
        &[3, 1, 2, 2, 3, 1, 2, -2],
        &[2, 2, 4, 2, 2, 4],
        &[4, 2, 2, 2, 2, 2, -2],
        &[2, -2, 2, -2, 2, 2, 2, 2],
    ],
    close: &[&[2, 2, 2, 2, 4, -4], &[2, -2, 2, 2, 4, -4], &[3, 1, 4, 4, -4], &[2, 2, 4, -8]],
    cadence: &[&[2, 2, 2, 2, 6, -2], &[3, 1, 2, 2, 6, -2], &[4, 4, 6, -2]],
};

const GLIDE: Bars = Bars {
    open: &[&[8, 6, 2], &[6, 6, 4], &[3, 3, 6, 4], &[10, 2, 4], &[4, 4, 6, 2], &[6, 2, 8]],
    close: &[&[12, -4], &[6, 8, -2], &[3, 3, 8, -2], &[4, 10, -2]],
    cadence: &[&[6, 10], &[4, 4, 8], &[3, 3, 10]],
};

const DRIVE: Bars = Bars {
    open: &[
        &[2, 2, 2, 2, 4, 4],
        &[6, 2, 2, 2, 4],
        &[3, 3, 2, 3, 3, 2],
        &[4, 2, 2, 3, 3, 2],
        &[8, 2, 2, 4],
        &[4, 4, 2, 2, 4],
        &[3, 3, 2, 4, 2, 2],
    ],
    close: &[&[3, 3, 6, -4], &[4, 4, 6, -2], &[2, 2, 2, 2, 6, -2], &[6, 6, -4]],
    cadence: &[&[3, 3, 2, 8], &[4, 4, 6, -2], &[2, 2, 4, 8]],
};

const WALTZ: Bars = Bars {
    open: &[&[4, 4, 4], &[8, 4], &[6, 2, 4], &[4, 2, 2, 4], &[2, 2, 4, 4], &[4, 4, 2, 2]],
    close: &[&[8, -4], &[4, 6, -2], &[10, -2], &[2, 2, 6, -2]],
    cadence: &[&[4, 8], &[12], &[6, 6]],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bar_is_full() {
        use Feel::{Bounce, Calypso, Drive, Funk, Glide, March, Song, Sparse, Swing, Waltz};
        for feel in [Song, Sparse, Swing, Calypso, Funk, March, Bounce, Glide, Drive, Waltz] {
            let bars = feel.bars();
            for bar in bars.open.iter().chain(bars.close).chain(bars.cadence) {
                let rows: u16 = bar.iter().map(|rows| u16::from(rows.unsigned_abs())).sum();
                assert_eq!(rows, feel.rows_per_bar(), "{feel:?}: {bar:?}");
            }
        }
    }
}
