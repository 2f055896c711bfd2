//! Songs and effects as text: one line for each thing, so that two of them can be compared by eye and kept in files.
//!
//! ```text
//! song
//! row 29 groove 0 0 0 0
//! level 184
//! echo 44 80 90
//! kit soft 0 100 190 10
//! track lead 2 225 level 104 env 5 40 210 22 slide 0 vibrato 34 42 50 arp 0 0 0 0 0 filter 0 0 detune 0 echo 50 wave triangle
//! pattern 128
//! chord 0 7 2180 2773
//! 0 0:71+4@106 2:43+6@98 kick@85
//! order 0 1 2 1
//! loop 0
//! ```
//!
//! The numbers stand in the order of the fields of their types. A line that begins with a number is a row of the pattern above it: notes as
//! `track:note+rows@velocity`, drums as `name@velocity`.

mod read;
mod write;

pub use read::{Fault, TextError, read_effect, read_song};
pub use write::{write_effect, write_song};

use crate::{
    drum::{Drum, KitCharacter},
    patch::Duty,
    song::Part,
};

const PARTS: [(&str, Part); 5] = [
    ("lead", Part::Lead),
    ("harmony", Part::Harmony),
    ("bass", Part::Bass),
    ("chords", Part::Chords),
    ("arpeggio", Part::Arpeggio),
];

const DUTIES: [(&str, Duty); 4] = [
    ("eighth", Duty::Eighth),
    ("quarter", Duty::Quarter),
    ("half", Duty::Half),
    ("three-quarters", Duty::ThreeQuarters),
];

const KITS: [(&str, KitCharacter); 5] = [
    ("soft", KitCharacter::Soft),
    ("chip", KitCharacter::Chip),
    ("rock", KitCharacter::Rock),
    ("march", KitCharacter::March),
    ("latin", KitCharacter::Latin),
];

const DRUMS: [(&str, Drum); 9] = [
    ("kick", Drum::Kick),
    ("snare", Drum::Snare),
    ("hat", Drum::Hat),
    ("open-hat", Drum::OpenHat),
    ("tom", Drum::Tom),
    ("clap", Drum::Clap),
    ("cowbell", Drum::Cowbell),
    ("shaker", Drum::Shaker),
    ("crash", Drum::Crash),
];

fn name_of<T: PartialEq>(names: &[(&'static str, T)], wanted: &T) -> &'static str {
    names.iter().find(|(_, value)| value == wanted).map_or("", |(name, _)| name)
}
