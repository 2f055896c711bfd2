//! Files on disk: read with a limit, written whole or not at all.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    path::Path,
};

use snapcade_game::{Project, limits};
use snapcade_play::Replay;

use crate::AppError;

/// The largest replay file.
const REPLAY_BYTES: u64 = 4 << 20;

/// Opens a `.snapcade` file. The game is not validated: see [`crate::faults`].
pub fn open_project(path: &Path) -> Result<Project, AppError> {
    let bytes = read_file(path, limits::ARCHIVE_BYTES as u64)?;
    Project::from_archive(&bytes).map_err(|error| AppError::Archive { path: path.to_owned(), error })
}

/// Saves a `.snapcade` file.
pub fn save_project(project: &Project, path: &Path) -> Result<(), AppError> {
    let bytes = project.to_archive().map_err(|error| AppError::Archive { path: path.to_owned(), error })?;
    write_file(path, &bytes)
}

/// Opens a replay, in bytes or as text.
pub fn read_replay(path: &Path) -> Result<Replay, AppError> {
    let bytes = read_file(path, REPLAY_BYTES)?;
    Replay::read(&bytes).map_err(|error| AppError::Replay { path: path.to_owned(), error })
}

pub(crate) fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, AppError> {
    let read = |error| AppError::Read { path: path.to_owned(), error };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(read)?;
    // Not by the size that the system tells: a pipe or a growing file has none.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(read)?;
    if bytes.len() as u64 > limit {
        return Err(AppError::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}

/// Writes a file: whatever happens, the old one or the new one is there, never half of one.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    let write = |error| AppError::Write { path: path.to_owned(), error };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(write)?;
    let mut file = temporary_file(folder).map_err(write)?;
    file.write_all(bytes).map_err(write)?;
    file.as_file().sync_all().map_err(write)?;
    file.persist(path).map_err(|error| write(error.error))?;
    Ok(())
}

/// A temporary file beside the one that is meant. On Unix such files are private by default; what a person saves is an
/// ordinary file, less what the umask takes away.
fn temporary_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
