//! From a project to a pack that can be played.

use std::collections::BTreeMap;

use snapcade_game::{AssetHash, Fault, Project, Slot};
use snapcade_play::{CompileError, Pack, Replay, compile, words::Words};
use snapcade_sound::{Cue, Theme, binary, effect, text::read_song};

use crate::AppError;

/// Compiles a project; a game with faults is refused with all of them.
pub fn compile_project(project: &Project) -> Result<Pack, AppError> {
    let (sheets, mut faults) = project.sheets();
    let sounds = sounds(project, &mut faults);
    let mut proofs: BTreeMap<AssetHash, Replay> = BTreeMap::new();
    for (id, level) in project.game.levels.iter() {
        let Some(hash) = level.proof else { continue };
        match project.assets.get(&hash).map(|bytes| Replay::read(bytes)) {
            Some(Ok(replay)) => {
                proofs.insert(hash, replay);
            }
            Some(Err(error)) => faults.push(Fault::new(format!("levels.{id}.proof"), error.to_string())),
            None => faults.push(Fault::new(format!("levels.{id}.proof"), "the asset is not in the file")),
        }
    }
    match compile(&project.game, &sheets, &sounds, &proofs, &Words::english()) {
        Ok(pack) if faults.is_empty() => Ok(pack),
        Ok(_) => Err(AppError::Faults(faults)),
        Err(CompileError::Faults(more)) => {
            // A sheet that cannot be read is also one that is not there: the reason says more.
            faults.extend(more);
            Err(AppError::Faults(faults))
        }
        Err(CompileError::Prepare(error)) => Err(error.into()),
    }
}

/// The sounds of a project as packs hold them.
fn sounds(project: &Project, faults: &mut Vec<Fault>) -> BTreeMap<Slot, Vec<u8>> {
    let mut sounds = BTreeMap::new();
    for (slot, hash) in project.game.sounds.iter() {
        let bytes = project.assets.get(hash).map(|bytes| packed(bytes));
        match bytes.unwrap_or_else(|| Err("the asset is not in the file".to_owned())) {
            Ok(bytes) => drop(sounds.insert(slot.clone(), bytes)),
            Err(message) => faults.push(Fault::new(format!("sounds.{slot}"), message)),
        }
    }
    if let Ok(slot) = EFFECTS.parse::<Slot>() {
        sounds.entry(slot).or_insert_with(|| book(Theme::Garden));
    }
    sounds
}

/// The sounds of everything that happens, in a theme's way.
fn book(theme: Theme) -> Vec<u8> {
    binary::encode_effects(&Cue::ALL.map(|cue| effect(cue, theme)))
}

/// The slot of the book of effects.
const EFFECTS: &str = "effects";

/// A song's text as bytes that are quick to read, the line that names the theme of the effects as the effects themselves.
fn packed(asset: &[u8]) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(asset).map_err(|_| "a sound is text".to_owned())?;
    if let Some(name) = text.strip_prefix("effects ") {
        return match Theme::from_name(name.trim_end()) {
            Some(theme) => Ok(book(theme)),
            None => Err(format!("no effects are called {:?}", name.trim_end().chars().take(40).collect::<String>())),
        };
    }
    read_song(text).map(|song| binary::encode(&song)).map_err(|error| error.to_string())
}
