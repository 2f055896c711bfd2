//! A game as a web build: a folder, a zip, one page, or a snippet for another page.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use snapcade_export::{Export, OPENED_BYTES, Options, Player, is_ours, names};
use snapcade_game::{AssetHash, Project};

pub use snapcade_export::Options as ExportOptions;

use crate::{
    AppError, ServedFile, compile_project,
    files::{read_file, write_file},
};

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Where.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: usize,
}

/// Whether this program was built with the web player, without which nothing can be exported.
pub fn has_web_player() -> bool {
    Player::embedded().is_ok()
}

/// Writes a web build into a folder, which may hold an older one. Files that are not of a web build stay as they are.
pub fn export_folder(project: &Project, options: &Options, folder: &Path) -> Result<Vec<Exported>, AppError> {
    let mut files = prepared(project, options)?.folder()?;
    refuse_foreign_page(folder)?;
    // The page last: whoever looks in between still finds the old one.
    files.sort_by_key(|&(name, _)| name == names::PAGE);
    let mut exported = Vec::with_capacity(files.len());
    for (name, bytes) in &files {
        let path = folder.join(name);
        write_file(&path, bytes)?;
        exported.push(Exported { path, bytes: bytes.len() });
    }
    // What an earlier export had and this one has not, such as the remix.
    for name in names::ALL.into_iter().filter(|name| files.iter().all(|(own, _)| own != name)) {
        let path = folder.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(AppError::Write { path, error }),
            _ => {}
        }
    }
    Ok(exported)
}

/// A web build as files to be served, by their paths.
pub fn web_build(project: &Project, options: &Options) -> Result<BTreeMap<String, ServedFile>, AppError> {
    let files = prepared(project, options)?.folder()?;
    Ok(files.into_iter().map(|(name, bytes)| (name.to_owned(), ServedFile::new(name, bytes))).collect())
}

/// Writes a web build as a zip that itch.io takes as it is.
pub fn export_zip(project: &Project, options: &Options, path: &Path) -> Result<Exported, AppError> {
    written(path, &prepared(project, options)?.zip()?)
}

/// Writes a web build as one page that plays without anything else, even without a server.
pub fn export_html(project: &Project, options: &Options, path: &Path) -> Result<Exported, AppError> {
    written(path, &prepared(project, options)?.html()?)
}

/// HTML that shows the game at an address on another page.
pub fn embed_snippet(address: &str, title: &str) -> Result<String, AppError> {
    Ok(snapcade_export::embed_snippet(address, title)?)
}

/// The bytes of a web build as a zip, or else as one page.
pub(crate) fn packed(project: &Project, options: &Options, as_zip: bool) -> Result<Vec<u8>, AppError> {
    let export = prepared(project, options)?;
    Ok(if as_zip { export.zip()? } else { export.html()? })
}

/// A hash of the web player that exports are made with.
pub(crate) fn player_hash() -> Result<AssetHash, AppError> {
    let Player { wasm, page, style, script, old, worker } = Player::embedded()?;
    let parts = [wasm, page.as_bytes(), style.as_bytes(), script.as_bytes(), old.as_bytes(), worker.as_bytes()];
    Ok(AssetHash::of(&parts.concat()))
}

fn prepared(project: &Project, options: &Options) -> Result<Export<'static>, AppError> {
    // Before the game is compiled: the player is missing whatever the game is like.
    let player = Player::embedded()?;
    let pack = Arc::new(compile_project(project)?);
    Ok(Export::new(project, &pack, player, options)?)
}

fn written(path: &Path, bytes: &[u8]) -> Result<Exported, AppError> {
    write_file(path, bytes)?;
    Ok(Exported { path: path.to_owned(), bytes: bytes.len() })
}

/// A page that somebody else wrote is not replaced.
fn refuse_foreign_page(folder: &Path) -> Result<(), AppError> {
    let path = folder.join(names::PAGE);
    if !path.try_exists().map_err(|error| AppError::Read { path: path.clone(), error })? {
        return Ok(());
    }
    match read_file(&path, OPENED_BYTES as u64) {
        Ok(page) if is_ours(&page) => Ok(()),
        Ok(_) | Err(AppError::TooLarge { .. }) => Err(AppError::ForeignPage { path }),
        Err(error) => Err(error),
    }
}
