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
/// A drum that drives on, a snare that rolls.
pub(super) const CHARGE: Groove = &[
    (Drum::Kick, "X---x---X---x-x-"),
    (Drum::Snare, "x-ooX-oox-ooX-oo"),
    (Drum::Tom, "--------------x-"),
    (
        Drum::Crash,
        "x-------------------------------------------------------------------------------------------------------------------------------",
    ),
];
pub(super) const CHARGE_LIGHT: Groove = &[(Drum::Kick, "X-------x-------"), (Drum::Snare, "o-oox-ooo-oox-oo")];
/// Drums of skin and wood.
pub(super) const TRIBE: Groove = &[
    (Drum::Kick, "X--x--X-X--x--X-"),
    (Drum::Tom, "x-ox-ox-x-ox-oxx"),
    (Drum::Snare, "----x--o----x--x"),
    (Drum::Shaker, "o-x-o-x-o-x-o-x-"),
];
pub(super) const TRIBE_LIGHT: Groove =
    &[(Drum::Kick, "X-----x-X-----x-"), (Drum::Tom, "x-oo--x-x-oo--x-"), (Drum::Shaker, "o-o-o-o-o-o-o-o-")];
/// Four on the floor, in flight.
pub(super) const CHASE: Groove = &[
    (Drum::Kick, "X---X---X---X---"),
    (Drum::Snare, "----X-------X-oo"),
    (Drum::OpenHat, "--x---x---x---x-"),
    (Drum::Hat, "oo-ooo-ooo-ooo-o"),
];
pub(super) const CHASE_LIGHT: Groove =
    &[(Drum::Kick, "X---x---X---x---"), (Drum::Hat, "o-o-o-o-o-o-o-o-"), (Drum::Clap, "------------o---")];
/// A clock in an empty room.
pub(super) const TICKING: Groove = &[(Drum::Hat, "x---o---x---o---")];
pub(super) const TICKING_FULL: Groove =
    &[(Drum::Hat, "x---o---x---o---"), (Drum::Kick, "x---------x-----"), (Drum::Cowbell, "------------o---")];
/// A low drum that tolls.
pub(super) const TOLL: Groove = &[(Drum::Kick, "X---------------"), (Drum::Tom, "--------o-------")];
pub(super) const TOLL_FULL: Groove =
    &[(Drum::Kick, "X-------x-------"), (Drum::Tom, "----o-----o---o-"), (Drum::Snare, "------------oooo")];
