//! The editable game back from a web build.

use std::{io, path::Path};

use snapcade_export::{Files, OPENED_BYTES, OpenError, names, open_bytes, open_files};
use snapcade_game::{Project, limits};

use crate::{AppError, faults, files::read_file};

/// The game of a web build, in any form that one is exported in, or of a `.snapcade` file. A game with faults is refused.
pub fn open_export(path: &Path) -> Result<Project, AppError> {
    let open = |error: OpenError| AppError::Open { path: path.to_owned(), error };
    let project = if path.is_dir() {
        open_files(&folder(path)?).map_err(open)?
    } else {
        open_bytes(&read_file(path, OPENED_BYTES as u64)?).map_err(open)?
    };
    let faults = faults(&project);
    if faults.is_empty() { Ok(project) } else { Err(AppError::Faults(faults)) }
}

fn folder(path: &Path) -> Result<Files, AppError> {
    let read = |name: &str| match read_file(&path.join(name), limits::ARCHIVE_BYTES as u64) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(AppError::Read { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    };
    Ok(Files { page: read(names::PAGE)?, pack: read(names::PACK)?, remix: read(names::REMIX)? })
}
