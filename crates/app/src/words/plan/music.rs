//! Other tunes, tunes in a mood, silence.

use std::collections::BTreeSet;

use snapcade_game::{AssetHash, Edit, LevelId, Slot, edit::LevelChange, limits};
use snapcade_sound::{Mood, compose, text::write_song};

use super::{Planned, Scene, looks};
use crate::words::{WordsError, wish::MusicWish};

/// Another tune in every slot that levels use.
pub(super) fn whole(music: MusicWish, scene: &Scene<'_>) -> Planned {
    let mut planned = Planned::default();
    if music == MusicWish::Other {
        let slots: BTreeSet<&Slot> =
            scene.project.game.levels.values().filter_map(|level| level.music.as_ref()).collect();
        for (number, slot) in slots.into_iter().enumerate() {
            put(slot.clone(), mood_of(slot), number as u64, scene, &mut planned);
        }
    }
    planned
}

pub(super) fn level(music: MusicWish, id: LevelId, everywhere: bool, scene: &Scene<'_>) -> Result<Planned, WordsError> {
    let level = scene.level(id)?;
    let mut planned = Planned::default();
    let slot = match music {
        MusicWish::Silence => {
            let edit = level.music.is_some().then_some(Edit::ChangeLevel { id, change: LevelChange::Music(None) });
            return Ok(Planned::shown(edit.into_iter().collect()));
        }
        // All tunes have been changed already.
        MusicWish::Other if everywhere && level.music.is_some() => return Ok(planned),
        MusicWish::Other => {
            let mood = level.music.as_ref().map_or(Mood::Adventure, mood_of);
            let slot = free_slot(mood, scene)?;
            put(slot.clone(), mood, 0, scene, &mut planned);
            slot
        }
        MusicWish::Mood(mood) => {
            if level.music.as_ref().is_some_and(|slot| mood_of(slot) == mood) {
                return Ok(planned);
            }
            let Some(slot) = slot(mood, 1) else { return Ok(planned) };
            if !scene.project.game.sounds.contains_key(&slot) {
                put(slot.clone(), mood, 0, scene, &mut planned);
            }
            slot
        }
    };
    planned.edits.push(Edit::ChangeLevel { id, change: LevelChange::Music(Some(slot)) });
    Ok(planned)
}

/// Composes a tune into a slot.
fn put(slot: Slot, mood: Mood, number: u64, scene: &Scene<'_>, planned: &mut Planned) {
    let theme = looks::ground(scene.project).map_or(snapcade_sound::Theme::Garden, |theme| {
        snapcade_sound::Theme::from_name(theme.name()).unwrap_or(snapcade_sound::Theme::Garden)
    });
    let now = scene.project.game.sounds.get(&slot);
    // Few tunes are alike, but one that is would be no other.
    for attempt in 0..4 {
        let seed = scene.seed.wrapping_add(number * 0x1_0001).wrapping_add(attempt * 0x101);
        let song = write_song(&compose(theme, mood, seed)).into_bytes();
        let hash = AssetHash::of(&song);
        if now != Some(&hash) {
            planned.assets.push(song);
            planned.edits.push(Edit::SetSound { slot, sound: Some(hash) });
            return;
        }
    }
}

/// The mood that a slot's name tells.
fn mood_of(slot: &Slot) -> Mood {
    let name = slot.as_str().split('-').nth(1).unwrap_or_default();
    Mood::from_name(name).unwrap_or(Mood::Adventure)
}

fn slot(mood: Mood, number: u32) -> Option<Slot> {
    match number {
        1 => format!("music-{}", mood.name()).parse().ok(),
        _ => format!("music-{}-{number}", mood.name()).parse().ok(),
    }
}

/// A slot for one more tune in a mood.
fn free_slot(mood: Mood, scene: &Scene<'_>) -> Result<Slot, WordsError> {
    let sounds = &scene.project.game.sounds;
    let mut slots = (1..=limits::SLOTS as u32).filter_map(|number| slot(mood, number));
    let free = slots.find(|slot| !sounds.contains_key(slot));
    free.ok_or_else(|| WordsError::NotPossible("This game has as many songs as a game can have.".to_owned()))
}
