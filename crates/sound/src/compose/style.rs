//! Styles: what a theme and a mood sound like before a note is chosen.

use super::{
    grooves::{self as g, Groove},
    harmony::Mode,
    patches as p,
    rhythm::Feel,
    themes,
};
use crate::{
    drum::{Kit, KitCharacter},
    echo::EchoSettings,
    patch::Patch,
    theme::{Mood, Theme},
};

/// How a theme is played in a mood.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub mode: Mode,
    pub dark: bool,
    pub ticks_per_row: u8,
    pub groove: [u8; 4],
    pub feel: Feel,
    pub pentatonic: bool,
    pub lead: Patch,
    pub lead_gate: u8,
    pub harmony: Patch,
    pub bass: Patch,
    pub bass_gate: u8,
    pub chords: Patch,
    pub arpeggio: Patch,
    /// Bass lines, a quiet and a lively one: `R`oot, `T`hird, `F`ifth, `O`ctave, `A`pproach to the next root; `.` holds, `-` rests.
    pub bass_lines: [&'static str; 2],
    /// Chord rhythms, a quiet and a lively one: `x` strikes, `.` holds, `-` rests.
    pub chord_lines: [&'static str; 2],
    /// Broken chords, a quiet and a lively one: the digit counts chord tones upwards.
    pub arpeggio_lines: [&'static str; 2],
    /// Drums of a quiet and a full section.
    pub drums: [Groove; 2],
    pub kit: Kit,
    pub echo: EchoSettings,
}

pub(super) const fn kit(character: KitCharacter, tune: i8, tail: u8, level: u8, echo: u8) -> Kit {
    Kit { character, tune, tail, level, echo }
}

pub(super) const fn echo(ticks: u8, feedback: u8, level: u8) -> EchoSettings {
    EchoSettings { ticks, feedback, level }
}

/// The style of a theme in a mood.
pub(super) fn style(theme: Theme, mood: Mood) -> Style {
    let own = themes::adventure(theme);
    match mood {
        Mood::Adventure => own,
        Mood::Calm => calm(theme, &own),
        Mood::Spooky => spooky(theme, &own),
        Mood::Boss => boss(theme, &own),
        Mood::Win => win(&own),
    }
}

/// Slower, fewer drums, longer notes.
fn calm(theme: Theme, own: &Style) -> Style {
    let waltz = matches!(theme, Theme::Castle | Theme::Snow);
    let style = Style {
        ticks_per_row: own.ticks_per_row * 5 / 4,
        feel: match (waltz, own.feel) {
            (true, _) => Feel::Waltz,
            (_, Feel::Bounce | Feel::Drive | Feel::March) => Feel::Song,
            (_, Feel::Funk) => Feel::Swing,
            (_, feel) => feel,
        },
        lead: match theme {
            Theme::Castle | Theme::Park => p::FLUTE,
            Theme::City => p::PIANO,
            Theme::Candy => p::BOX,
            _ => own.lead,
        },
        lead_gate: own.lead_gate.max(225),
        bass: if theme == Theme::City { p::PLUCKED_BASS } else { own.bass },
        bass_lines: if waltz { ["R...........", "R...F...F..."] } else { ["R...............", "R.......F......."] },
        chord_lines: match theme {
            _ if waltz => ["----x.--x.--", "----x.--x.--"],
            Theme::Beach => ["--x.----x.----x.", "--x.--x.--x.--x."],
            _ => ["x...............", "x.......x......."],
        },
        arpeggio_lines: if waltz { ["----1---2---", "0-1-2-3-2-1-"] } else { ["0---1---2---1---", "0-1-2-3-2-1-2-1-"] },
        drums: if waltz { [g::WALTZ, g::WALTZ_FULL] } else { [g::CALM, g::CALM_FULL] },
        kit: Kit { level: own.kit.level / 4 * 3, ..own.kit },
        ..*own
    };
    let chords = match theme {
        Theme::Garden | Theme::Candy | Theme::Park => Patch { level: 32, ..p::STRINGS },
        Theme::City => p::SOFT_PIANO,
        _ => style.chords,
    };
    Style { chords, ..style }
}

/// In minor, slow, hollow and far away; at the fair and among sweets it turns in circles.
fn spooky(theme: Theme, own: &Style) -> Style {
    let waltz = matches!(theme, Theme::Park | Theme::Candy);
    Style {
        mode: Mode::Minor,
        dark: true,
        ticks_per_row: own.ticks_per_row * 4 / 3,
        groove: [0; 4],
        feel: match theme {
            _ if waltz => Feel::Waltz,
            Theme::Cave | Theme::Space => Feel::Glide,
            _ => Feel::Sparse,
        },
        pentatonic: false,
        lead: match theme {
            Theme::Snow | Theme::Candy => p::BOX,
            Theme::Beach => Patch { level: 136, echo: 110, ..p::STEEL },
            Theme::House | Theme::Park => Patch { echo: 110, vibrato: p::GHOST.vibrato, ..p::CLARINET },
            Theme::City => Patch { echo: 120, ..p::PIANO },
            _ => p::GHOST,
        },
        lead_gate: 245,
        harmony: Patch { level: own.harmony.level / 3 * 2, ..own.harmony },
        bass: if theme == Theme::City { p::PLUCKED_BASS } else { p::ROUND_BASS },
        bass_gate: 245,
        chords: match theme {
            Theme::Castle | Theme::Park => Patch { level: 20, echo: 110, ..p::ORGAN },
            Theme::City | Theme::House => Patch { echo: 110, ..p::SOFT_PIANO },
            Theme::Candy => Patch { echo: 90, ..p::PLUCK },
            _ => p::DARK_STRINGS,
        },
        arpeggio: match theme {
            Theme::Beach | Theme::Cave => p::MARIMBA,
            Theme::Space => Patch { level: 92, echo: 140, ..p::SQUEAK },
            Theme::Castle | Theme::City => Patch { echo: 110, ..p::PIANO },
            _ => p::BOX,
        },
        bass_lines: match theme {
            _ if waltz => ["R...........", "R...F...F..."],
            Theme::City | Theme::House => ["R...F.......F...", "R...T...F...A..."],
            Theme::Beach | Theme::Cave => ["R.....R.........", "R.....R...F...A."],
            _ => ["R...............", "R.......R.....A."],
        },
        chord_lines: if waltz { ["----x.--x.--", "----x.--x.--"] } else { ["x...............", "x..............."] },
        arpeggio_lines: match theme {
            _ if waltz => ["--------2---", "0-1-2-3-2-1-"],
            Theme::Space => ["0-----2-----1---", "0--2--1--3--2-1-"],
            Theme::Beach | Theme::Cave => ["--0-----2-----1-", "0---2-1---3-2---"],
            _ => ["----2-------1---", "0-2-1-2-0-2-1-2-"],
        },
        drums: match theme {
            _ if waltz => [g::WALTZ, g::WALTZ_FULL],
            Theme::Beach | Theme::Cave => [g::DRIPS, g::DEEP],
            Theme::House | Theme::City => [g::TICKING, g::TICKING_FULL],
            Theme::Castle => [g::TOLL, g::TOLL_FULL],
            _ => [g::HEARTBEAT, g::CREEP],
        },
        kit: Kit { tune: own.kit.tune - 4, tail: 140, echo: 110, ..own.kit },
        echo: echo(100, 140, 140),
    }
}

/// In minor, fast, with an engine underneath.
fn boss(theme: Theme, own: &Style) -> Style {
    let (character, drums, bass_lines) = match theme {
        Theme::Castle | Theme::Snow | Theme::Garden | Theme::Park => {
            (KitCharacter::March, [g::CHARGE_LIGHT, g::CHARGE], ["R-RRR-RRR-RRR-RR", "R-RRR-RRR-RRO-FA"])
        }
        Theme::Beach | Theme::Cave => {
            (KitCharacter::Latin, [g::TRIBE_LIGHT, g::TRIBE], ["R..R..R.R..R..R.", "R..R..O.R..F..A."])
        }
        Theme::Space | Theme::Candy => {
            (KitCharacter::Chip, [g::CHASE_LIGHT, g::CHASE], ["--R.--R.--R.--R.", "R-O-R-O-R-O-F-A-"])
        }
        Theme::House | Theme::City => {
            (KitCharacter::Rock, [g::FIGHT_LIGHT, g::FIGHT], ["R.R.R.R.R.R.R.R.", "R.R.O.R.R.R.F.A."])
        }
    };
    Style {
        mode: Mode::Minor,
        dark: true,
        ticks_per_row: 22 + own.ticks_per_row % 4,
        groove: [0; 4],
        feel: if theme == Theme::Beach { Feel::Calypso } else { Feel::Drive },
        pentatonic: false,
        lead: match theme {
            Theme::Castle | Theme::Park | Theme::Garden => Patch { level: 172, ..p::BRASS },
            Theme::Snow => Patch { level: 80, ..p::BELLS },
            Theme::Beach => p::STEEL,
            Theme::Space => p::SYNTH,
            Theme::Candy => p::SQUEAK,
            _ => Patch { level: 104, ..p::EDGE },
        },
        lead_gate: 225,
        harmony: if matches!(theme, Theme::Snow | Theme::Beach) { p::CLARINET } else { p::REED },
        bass: match theme {
            Theme::Space | Theme::Cave | Theme::Castle => p::SAW_BASS,
            Theme::City | Theme::House => p::SLAP_BASS,
            _ => p::PULSE_BASS,
        },
        bass_gate: 170,
        chords: match theme {
            Theme::Castle | Theme::Park => p::ORGAN,
            Theme::City | Theme::Candy => p::CLAV,
            Theme::House | Theme::Beach => p::PLUCK,
            _ => p::STRINGS,
        },
        arpeggio: match theme {
            Theme::Beach | Theme::Cave => p::MARIMBA,
            Theme::Snow => p::BOX,
            Theme::House | Theme::City => p::PIANO,
            _ => Patch { level: 76, ..p::SQUEAK },
        },
        bass_lines,
        chord_lines: match theme {
            Theme::Beach | Theme::House => ["--x.--x.--x.--x.", "x..x..x.x..x..x."],
            Theme::City | Theme::Candy => ["----x.------x.--", "--x.--x.--x.-xx."],
            _ => ["x.......x.......", "x..x..x.x..x..x."],
        },
        arpeggio_lines: match theme {
            Theme::Beach | Theme::Cave => ["0--1--2-0--1--2-", "0--2--1-3--2--1-"],
            Theme::House | Theme::City => ["--------0-1-2-3-", "0-1-3-2-0-1-3-2-"],
            _ => ["0-1-2-1-0-1-2-1-", "0121321201213212"],
        },
        drums,
        kit: Kit { character, tune: own.kit.tune / 2, tail: 90, level: 140, echo: 16 },
        echo: EchoSettings { ticks: 48, feedback: 80, level: 80 },
    }
}

/// In major, quick, in high spirits.
fn win(own: &Style) -> Style {
    Style {
        mode: if own.mode == Mode::Lydian { Mode::Lydian } else { Mode::Major },
        dark: false,
        ticks_per_row: own.ticks_per_row.min(29) - 1,
        feel: match own.feel {
            Feel::Sparse | Feel::Glide | Feel::Song => Feel::March,
            feel => feel,
        },
        lead: if own.lead == p::GHOST { p::BRASS } else { own.lead },
        chords: if own.chords == p::DARK_STRINGS { p::STRINGS } else { own.chords },
        drums: [own.drums[1], own.drums[1]],
        bass_lines: ["R...F...R...F.A.", own.bass_lines[1]],
        ..*own
    }
}
