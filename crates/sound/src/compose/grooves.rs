//! Drum grooves of a bar or more.

use crate::drum::Drum;

/// One drum's strokes: `X` hard, `x` middle, `o` soft. Each line is repeated by itself.
pub(super) type Groove = &'static [(Drum, &'static str)];

pub(super) const LIGHT: Groove =
    &[(Drum::Kick, "x-------x-------"), (Drum::Hat, "--o---o---o---o-"), (Drum::Snare, "----o-------o---")];
pub(super) const FOLK: Groove =
    &[(Drum::Kick, "X-----x-x-------"), (Drum::Snare, "----x-------x--o"), (Drum::Hat, "x-o-x-o-x-o-x-o-")];
pub(super) const SWUNG: Groove =
    &[(Drum::Kick, "x-------x-----o-"), (Drum::Snare, "----x-------x---"), (Drum::Hat, "x---x-o-x---x-o-")];
pub(super) const CARIB: Groove = &[
    (Drum::Kick, "X-----x-X-----x-"),
    (Drum::Snare, "---x--x----x--x-"),
    (Drum::Shaker, "o-x-o-x-o-x-o-x-"),
    (Drum::Tom, "------------x-o-"),
    (Drum::Cowbell, "--o---------o---"),
];
pub(super) const CARIB_LIGHT: Groove =
    &[(Drum::Kick, "x-----o-x-----o-"), (Drum::Shaker, "o-x-o-x-o-x-o-x-"), (Drum::Snare, "------o-------o-")];
pub(super) const FLOOR: Groove = &[
    (Drum::Kick, "X---x---X---x---"),
    (Drum::OpenHat, "--o---o---o---o-"),
    (Drum::Clap, "----x-------x---"),
    (Drum::Hat, "o--oo--oo--oo--o"),
];
pub(super) const FLOOR_LIGHT: Groove = &[(Drum::Kick, "x-------x-------"), (Drum::Hat, "o-o-o-o-o-o-o-o-")];
pub(super) const PARADE: Groove = &[
    (Drum::Kick, "X-------X-------"),
    (Drum::Snare, "----x-oo----x---"),
    (Drum::Hat, "x-x-x-x-x-x-x-x-"),
    (Drum::Clap, "------------o---"),
];
pub(super) const DRIPS: Groove =
    &[(Drum::Tom, "x-----------o---"), (Drum::Shaker, "------o-------o-"), (Drum::Snare, "----------o-----")];
pub(super) const DEEP: Groove =
    &[(Drum::Kick, "x-----o---x-----"), (Drum::Tom, "----o-------x-o-"), (Drum::Shaker, "o-o-o-o-o-o-o-o-")];
pub(super) const MARCHING: Groove = &[
    (Drum::Kick, "X-------x-------"),
    (Drum::Snare, "x--ox-x-x--ox-oo"),
    (Drum::Crash, "o---------------------------------------------------------------"),
];
pub(super) const MARCHING_LIGHT: Groove = &[(Drum::Kick, "x-------o-------"), (Drum::Snare, "o---o-o-o---o-o-")];
pub(super) const SLEIGH: Groove =
    &[(Drum::Shaker, "x-o-x-o-x-o-x-o-"), (Drum::Kick, "x-----o-x-------"), (Drum::Snare, "----o-------o---")];
pub(super) const SLEIGH_LIGHT: Groove = &[(Drum::Shaker, "o---o-o-o---o-o-")];
pub(super) const STREET: Groove = &[
    (Drum::Kick, "X--x------x--o--X--x---x--x-----"),
    (Drum::Snare, "----X--o-o--X--o"),
    (Drum::Hat, "x-oox-oox-oox-oo"),
    (Drum::OpenHat, "------------------------------o-"),
];
pub(super) const STREET_LIGHT: Groove =
    &[(Drum::Kick, "x-----o-x-------"), (Drum::Snare, "----o-------o---"), (Drum::Hat, "o-o-o-o-o-o-o-o-")];
pub(super) const POP: Groove = &[
    (Drum::Kick, "X---x---X---x-o-"),
    (Drum::Clap, "----x-------x---"),
    (Drum::Hat, "--x---x---x---x-"),
    (Drum::Cowbell, "--------------o-"),
];
pub(super) const POP_LIGHT: Groove =
    &[(Drum::Kick, "x-------x-------"), (Drum::Clap, "----o-------o---"), (Drum::Hat, "--o---o---o---o-")];
pub(super) const CALM: Groove = &[(Drum::Kick, "o---------------"), (Drum::Shaker, "----o-------o---")];
pub(super) const CALM_FULL: Groove = &[(Drum::Kick, "x---------o-----"), (Drum::Shaker, "o-o-x-o-o-o-x-o-")];
pub(super) const WALTZ: Groove = &[(Drum::Kick, "o-----------"), (Drum::Shaker, "----o---o---")];
pub(super) const WALTZ_FULL: Groove = &[(Drum::Kick, "x-----------"), (Drum::Shaker, "----x---x-o-")];
pub(super) const HEARTBEAT: Groove = &[(Drum::Kick, "x-o-------------")];
pub(super) const CREEP: Groove =
    &[(Drum::Kick, "x-o-----x-------"), (Drum::Tom, "------------o---"), (Drum::Shaker, "----o-------o-o-")];
pub(super) const FIGHT: Groove = &[
    (Drum::Kick, "X-x---x-X-x---xx"),
    (Drum::Snare, "----X-------X--o"),
    (Drum::Hat, "x-x-x-x-x-x-x-x-"),
    (
        Drum::Crash,
        "x-------------------------------------------------------------------------------------------------------------------------------",
    ),
];
pub(super) const FIGHT_LIGHT: Groove =
    &[(Drum::Kick, "X-----x-X-----x-"), (Drum::Tom, "--x-x-----x-x-oo"), (Drum::Hat, "x---x---x---x---")];
