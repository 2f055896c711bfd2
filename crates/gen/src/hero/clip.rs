//! Animations on the way from a rig to a sheet.

use snapcade_game::sheet::Repeat;

use crate::grid::Picture;

/// One animation of a hero. Its frames are square, all of one size, with pixels that are either opaque or clear, a clear
/// border of one pixel for the outline, and feet on [`Style::feet_row`](super::Style::feet_row) whenever they stand on
/// the ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    /// Its name in the sheet, one of [`CLIPS`].
    pub name: &'static str,
    /// How many ticks (1/60 s) each frame is shown.
    pub ticks: u16,
    /// How it goes on.
    pub repeat: Repeat,
    /// Its frames, 2 to 8.
    pub frames: Vec<Picture>,
}

/// The animations every hero has, in the order of its sheet. The rules of play ask for them by these names.
pub const CLIPS: [&str; 9] = ["idle", "run", "jump", "fall", "climb", "swim", "hurt", "win", "special"];
