//! From a project to a pack that can be played.

use std::collections::BTreeMap;

use snapcade_game::{AssetHash, Fault, Project};
use snapcade_play::{CompileError, Pack, Replay, compile, words::Words};

use crate::AppError;

/// Compiles a project; a game with faults is refused with all of them.
pub fn compile_project(project: &Project) -> Result<Pack, AppError> {
    let (sheets, mut faults) = project.sheets();
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
    match compile(&project.game, &sheets, &proofs, &Words::english()) {
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
