//! The instruments that songs are played on.

use crate::patch::{Duty, Patch, Wave};

const fn bell(ratio: u8, depth: u8) -> Patch {
    Patch::new(Wave::Bell { ratio, depth })
}

/// A warm flute.
pub(super) const FLUTE: Patch =
    Patch::new(Wave::Triangle).level(104).envelope(5, 40, 210, 22).vibrato(34, 42, 50).echo(50);
/// The voice of small game machines.
pub(super) const REED: Patch =
    Patch::pulse(Duty::Quarter).level(62).envelope(2, 60, 170, 18).vibrato(26, 40, 44).low_pass(92, 18).echo(40);
/// The same, hollow.
pub(super) const CLARINET: Patch =
    Patch::pulse(Duty::Half).level(54).envelope(4, 60, 180, 20).vibrato(22, 44, 50).low_pass(86, 16).echo(40);
/// Thin and quick.
pub(super) const SQUEAK: Patch =
    Patch::pulse(Duty::Eighth).level(92).envelope(1, 50, 120, 14).low_pass(96, 18).echo(36);
/// Trumpets.
pub(super) const BRASS: Patch =
    Patch::new(Wave::Saw).level(136).envelope(6, 50, 190, 18).vibrato(20, 40, 56).low_pass(74, 30).detune(14).echo(46);
/// A lead that sings over engines.
pub(super) const SYNTH: Patch =
    Patch::new(Wave::Saw).level(160).envelope(4, 80, 190, 40).vibrato(40, 44, 40).low_pass(78, 28).detune(24).echo(90);
/// A pan of steel.
pub(super) const STEEL: Patch = bell(32, 62).level(92).envelope(1, 90, 70, 60).vibrato(14, 30, 16).echo(44);
/// An electric piano.
pub(super) const PIANO: Patch = bell(16, 44).level(104).envelope(1, 150, 90, 40).echo(36);
/// Small bells.
pub(super) const BELLS: Patch = bell(56, 36).level(92).envelope(1, 200, 0, 120).echo(90);
/// A music box, softer than bells.
pub(super) const BOX: Patch = bell(64, 26).level(110).envelope(1, 160, 0, 90).echo(80);
/// Bars of wood.
pub(super) const MARIMBA: Patch = bell(64, 20).level(128).envelope(1, 56, 0, 40).echo(40);
/// A saw that is far away.
pub(super) const GHOST: Patch =
    Patch::new(Wave::Triangle).level(100).envelope(16, 60, 200, 70).vibrato(64, 50, 20).echo(130);
/// A theremin's rival.
pub(super) const EDGE: Patch = Patch::new(Wave::Pulse { duty: Duty::Quarter, sweep: 2 })
    .level(88)
    .envelope(2, 60, 190, 20)
    .vibrato(30, 36, 34)
    .low_pass(90, 24)
    .detune(18)
    .echo(56);

/// Strings that swell.
pub(super) const STRINGS: Patch =
    Patch::new(Wave::Saw).level(40).envelope(30, 80, 200, 70).low_pass(72, 14).detune(22).echo(70);
/// Strings at night.
pub(super) const DARK_STRINGS: Patch =
    Patch::new(Wave::Saw).level(46).envelope(40, 80, 190, 90).low_pass(62, 12).detune(34).vibrato(20, 60, 0).echo(90);
/// A plucked chord.
pub(super) const PLUCK: Patch = Patch::pulse(Duty::Half).level(28).envelope(1, 70, 0, 30).low_pass(66, 36).echo(40);
/// A short bright chord.
pub(super) const CLAV: Patch = Patch::pulse(Duty::Eighth).level(44).envelope(1, 34, 40, 12).low_pass(80, 30).echo(30);
/// A soft electric piano for chords.
pub(super) const SOFT_PIANO: Patch = bell(16, 30).level(42).envelope(1, 130, 70, 40).echo(36);
/// An organ of a fairground.
pub(super) const ORGAN: Patch = bell(32, 40).level(24).envelope(3, 20, 220, 10).vibrato(12, 34, 0).echo(36);

/// A round bass.
pub(super) const ROUND_BASS: Patch = Patch::new(Wave::Triangle).level(114).envelope(1, 90, 190, 14);
/// A plucked bass.
pub(super) const PLUCKED_BASS: Patch = bell(16, 34).level(116).envelope(1, 100, 110, 16);
/// A bass slapped with the thumb.
pub(super) const SLAP_BASS: Patch = Patch::new(Wave::Saw).level(92).envelope(1, 60, 120, 10).low_pass(48, 44);
/// A bass of engines.
pub(super) const SAW_BASS: Patch =
    Patch::new(Wave::Saw).level(110).envelope(1, 70, 170, 12).low_pass(54, 26).detune(12);
/// A bass of game machines.
pub(super) const PULSE_BASS: Patch = Patch::pulse(Duty::Quarter).level(76).envelope(1, 60, 150, 10).low_pass(58, 26);
