//! Gives a game its songs, one for each mood that it has, and each level the one that fits it.
//!
//! Songs lie in the slots `music-calm`, `music-adventure`, `music-spooky`, `music-boss` and `music-win`, as text
//! ([`snapcade_sound::text`]). The title screen is calm; where many levels have the same mood a second tune is in the slot
//! with `-2`, and so on.

use std::collections::BTreeSet;

use snapcade_game::{Edit, Slot};
use snapcade_sound::{Mood, compose, text::write_song};

use super::{GameRequest, MakeError, Maker};
use crate::theme::{Light, Theme};

/// The slot that says in which theme's way jumps, coins and hits sound: a line such as `effects garden`.
const EFFECTS: &str = "effects";
/// So many levels have the same tune.
const LEVELS_PER_TUNE: usize = 3;

/// Adds the songs that the levels ask for, that of the title screen and that of winning, and says which theme the effects have.
pub fn add(maker: &mut Maker, request: &GameRequest) -> Result<(), MakeError> {
    let levels = (0..request.levels).map(|index| tune(request, index));
    let tunes: BTreeSet<(Mood, usize)> = levels.chain([(Mood::Calm, 0), (Mood::Win, 0)]).collect();
    for (mood, number) in tunes {
        let Some(slot) = slot((mood, number)) else { continue };
        let theme = if mood == Mood::Boss { request.dress.boss } else { request.dress.ground };
        let song = compose(theme_of_sound(theme), mood, request.seed.wrapping_add(number as u64 * 0x1_0001));
        let sound = maker.project.add_asset(write_song(&song).into_bytes());
        maker.apply(Edit::SetSound { slot, sound: Some(sound) })?;
    }
    if let Ok(slot) = EFFECTS.parse() {
        let sound = maker.project.add_asset(format!("effects {}\n", request.dress.ground.name()).into_bytes());
        maker.apply(Edit::SetSound { slot, sound: Some(sound) })?;
    }
    Ok(())
}

/// The slot of a level's song.
pub fn of_level(request: &GameRequest, index: u32) -> Option<Slot> {
    slot(tune(request, index))
}

/// A level's mood, and which of the tunes of that mood it has.
fn tune(request: &GameRequest, index: u32) -> (Mood, usize) {
    let mood = mood(request, index);
    let before = (0..index).filter(|&other| self::mood(request, other) == mood).count();
    (mood, before / LEVELS_PER_TUNE)
}

fn mood(request: &GameRequest, index: u32) -> Mood {
    if request.level(index).has_boss() {
        return Mood::Boss;
    }
    let dress = &request.dress;
    match dress.light_of(index, request.seed) {
        Light::Night => match dress.ground {
            // Nights that a child longs for, not one that it fears.
            Theme::Beach | Theme::Snow | Theme::Candy | Theme::Space => Mood::Calm,
            _ => Mood::Spooky,
        },
        Light::Dawn => Mood::Calm,
        Light::Day | Light::Dusk => Mood::Adventure,
    }
}

fn slot((mood, number): (Mood, usize)) -> Option<Slot> {
    let name = match number {
        0 => format!("music-{}", mood.name()),
        _ => format!("music-{}-{}", mood.name(), number + 1),
    };
    name.parse().ok()
}

/// The theme of songs for a theme of pictures: they have the same names.
fn theme_of_sound(theme: Theme) -> snapcade_sound::Theme {
    snapcade_sound::Theme::from_name(theme.name()).unwrap_or(snapcade_sound::Theme::Garden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_music_of_its_own() {
        for theme in Theme::ALL {
            assert_eq!(theme_of_sound(theme).name(), theme.name());
        }
    }
}
