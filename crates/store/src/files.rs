//! Files that are private, on the disk for good, and never on top of another.

use std::{
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
};

use crate::StoreError;

/// Makes a folder that only its owner can look into; one that is there stays as it is.
pub(crate) fn private_folder(path: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(StoreError::at(path))
}

/// Options for a new file that only its owner can read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes an empty private file, which must be new.
pub(crate) fn create(path: &Path) -> Result<File, StoreError> {
    private().create_new(true).open(path).map_err(StoreError::at(path))
}

/// Takes from others the right to read a file, where the system knows such rights.
pub(crate) fn make_private(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let found = fs::metadata(path).map_err(StoreError::at(path))?.permissions();
        if found.mode() & 0o077 != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(StoreError::at(path))?;
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Copies a file to a new private one, down to the disk.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut source = File::open(from).map_err(StoreError::at(from))?;
    let mut target = create(to)?;
    std::io::copy(&mut source, &mut target).map_err(StoreError::at(to))?;
    target.sync_all().map_err(StoreError::at(to))
}

/// Asks the disk to have a file for good.
pub(crate) fn sync(path: &Path) -> Result<(), StoreError> {
    let file = OpenOptions::new().write(true).open(path).map_err(StoreError::at(path))?;
    file.sync_all().map_err(StoreError::at(path))
}

/// Asks the disk to have a folder's names for good, where the system can.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    File::open(path).and_then(|folder| folder.sync_all()).map_err(StoreError::at(path))?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Moves a file to a name that is free, within a disk; then both folders are asked to the disk.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        let error = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(StoreError::Folder { path: to.to_owned(), error });
    }
    fs::rename(from, to).map_err(StoreError::at(from))?;
    for folder in [from.parent(), to.parent()].into_iter().flatten() {
        sync_folder(folder)?;
    }
    Ok(())
}

/// Gives a file the name of another, which is gone then, within a folder and in one moment.
pub(crate) fn replace(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(StoreError::at(from))?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// Removes a file; one that is not there is fine.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::at(path)(error)),
        _ => Ok(()),
    }
}

/// The size of a file; 0 for one that is not there.
pub(crate) fn bytes(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// `stem` + `end`, or `stem-2` + `end` and so on: the first that is free in a folder.
pub(crate) fn free_name(folder: &Path, stem: &str, end: &str) -> PathBuf {
    let mut path = folder.join(format!("{stem}{end}"));
    let mut number = 2;
    while path.exists() {
        path = folder.join(format!("{stem}-{number}{end}"));
        number += 1;
    }
    path
}
