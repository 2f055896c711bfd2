//! The editable game back from any form of a web build.
//!
//! Everything is bounded: files by [`OPENED_BYTES`], what comes out of zips and remixes by the limits of games.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use snapcade_game::{Project, limits};
use snapcade_play::Pack;

use crate::{OpenError, export::names, html, page, remix, zipped};

/// The largest file that is read: as large as a `.snapcade` file may be, and a third more for base64.
pub const OPENED_BYTES: usize = limits::ARCHIVE_BYTES / 3 * 4;

/// The parts of a web build that tell its game, as far as they are there.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// `index.html`.
    pub page: Option<Vec<u8>>,
    /// `game.pack`.
    pub pack: Option<Vec<u8>>,
    /// `game.remix`.
    pub remix: Option<Vec<u8>>,
}

/// The game of one file: a zip, a single page, or a `.snapcade` file.
pub fn open_bytes(bytes: &[u8]) -> Result<Project, OpenError> {
    if bytes.len() > OPENED_BYTES {
        return Err(OpenError::TooLarge { what: "the file".to_owned(), limit: OPENED_BYTES as u64 });
    }
    if bytes.starts_with(b"PK") {
        return open_zip(bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| OpenError::NotOurs)?;
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        open_page(text)
    } else {
        Err(OpenError::NotOurs)
    }
}

/// The game of a folder.
pub fn open_files(files: &Files) -> Result<Project, OpenError> {
    let page = files.page.as_deref().map(String::from_utf8_lossy);
    let about = page.as_deref().and_then(about);
    if page.is_none() && files.pack.is_none() && files.remix.is_none() {
        return Err(OpenError::NotOurs);
    }
    if files.pack.is_none() && files.remix.is_none() && about.is_none() {
        return Err(OpenError::NotOurs);
    }
    let pack = files.pack.as_deref().ok_or(OpenError::Missing(names::PACK))?;
    let remix = files.remix.as_deref().ok_or_else(|| missing_remix(about.as_ref()))?;
    project(pack, remix)
}

/// Whether a page is one of ours, so that it may be replaced by another.
pub fn is_ours(page: &[u8]) -> bool {
    std::str::from_utf8(page).is_ok_and(|page| about(page).is_some())
}

fn open_zip(bytes: &[u8]) -> Result<Project, OpenError> {
    let mut archive = zipped::archive(bytes)?;
    if zipped::file_names(&archive).iter().any(|name| name == "game.json") {
        return Ok(Project::from_archive(bytes)?);
    }
    let mut find = |name, limit| zipped::find(&mut archive, name, limit);
    open_files(&Files {
        pack: find(names::PACK, limits::ARCHIVE_BYTES)?,
        remix: find(names::REMIX, limits::ARCHIVE_BYTES)?,
        page: find(names::PAGE, limits::ARCHIVE_BYTES)?,
    })
}

fn open_page(page: &str) -> Result<Project, OpenError> {
    let about = about(page).ok_or(OpenError::NotOurs)?;
    let block = |id: &str| html::blocks(page).find(|block| block.attribute("id") == Some(id)).map(|block| block.text);
    let decoded = |what: &'static str, text: &str| {
        let bytes = BASE64_STANDARD.decode(text.trim());
        bytes.map_err(|error| OpenError::Damaged { what, message: error.to_string() })
    };
    // The page of a folder has nothing in it.
    let pack = block(page::PACK).ok_or(OpenError::Missing(names::PACK))?;
    let remix = block(page::REMIX).ok_or_else(|| missing_remix(Some(&about)))?;
    project(&decoded(names::PACK, pack)?, &decoded(names::REMIX, remix)?)
}

fn project(pack: &[u8], remix: &[u8]) -> Result<Project, OpenError> {
    remix::read(remix, &Pack::decode(pack)?)
}

/// What a page of ours says of its game.
fn about(page: &str) -> Option<serde_json::Value> {
    let block = html::blocks(page).find(|block| block.attribute("id") == Some(page::ABOUT))?;
    let about: serde_json::Value = serde_json::from_str(block.text).ok()?;
    about.get("title").is_some().then_some(about)
}

/// Why there is no remix: its maker did not want it, or it was lost.
fn missing_remix(about: Option<&serde_json::Value>) -> OpenError {
    let is_kept = about.and_then(|about| about.get("remix")).is_some_and(|remix| remix == false);
    if is_kept { OpenError::Kept } else { OpenError::Missing(names::REMIX) }
}
