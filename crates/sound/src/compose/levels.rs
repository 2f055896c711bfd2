//! How loud each song is played, so that all are about as loud to the ear.

use crate::theme::{Mood, Theme};

/// [`Song::level`](crate::song::Song::level) by theme and mood, in the order of their lists.
///
/// Chosen so that the loudness of ITU-R BS.1770 is about -19 LUFS for calm and spooky songs, -18 for adventures and -17.5 for bosses and victories; the test
/// of the songs' loudness holds them to it.
const LEVELS: [[u8; 5]; 10] = [
    [164, 164, 167, 175, 165],
    [212, 211, 183, 171, 202],
    [181, 163, 165, 154, 160],
    [223, 199, 169, 208, 189],
    [162, 181, 191, 168, 172],
    [175, 178, 171, 187, 194],
    [170, 171, 153, 176, 165],
    [177, 172, 186, 152, 168],
    [178, 207, 198, 170, 184],
    [162, 188, 166, 218, 189],
];

/// The level of the songs of a theme in a mood, of 255.
pub(super) const fn level(theme: Theme, mood: Mood) -> u8 {
    LEVELS[theme as usize][mood as usize]
}
