//! Web builds as zips.

use std::io::{Cursor, Read as _, Write as _};

use snapcade_game::limits;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    ExportError, OpenError,
    export::{File, names},
};

/// How each entry of a zip's directory begins.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const BEST: i64 = 9;

/// The files as a zip: the same files give the same bytes.
pub fn write(files: &[File]) -> Result<Vec<u8>, ExportError> {
    let fault = |error: ZipError| ExportError::Zip(error.to_string());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of day would make every export differ.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    for (name, bytes) in files {
        let is_packed = [names::ICON, names::LARGE_ICON, names::CARD, names::REMIX].contains(name);
        let options = if is_packed {
            options.compression_method(CompressionMethod::Stored)
        } else {
            options.compression_method(CompressionMethod::Deflated).compression_level(Some(BEST))
        };
        writer.start_file(*name, options).map_err(fault)?;
        writer.write_all(bytes).map_err(|error| fault(error.into()))?;
    }
    Ok(writer.finish().map_err(fault)?.into_inner())
}

/// The directory of a zip, when it has one of a size that somebody could mean.
pub fn archive(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, OpenError> {
    // Before the directory is read, which takes memory for each entry.
    if bytes.windows(4).filter(|window| *window == DIRECTORY_ENTRY).count() > limits::ARCHIVE_FILES {
        return Err(OpenError::Damaged { what: "the zip", message: "it has too many files".to_owned() });
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(damaged)
}

/// The names of its files, as far as they can be read.
pub fn file_names(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
}

/// The content of the file that is called so, in the zip's top folder or, when somebody packed a folder, below it.
pub fn find(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, limit: usize) -> Result<Option<Vec<u8>>, OpenError> {
    let fits = |path: &str| path.strip_suffix(name).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'));
    let paths = file_names(archive).into_iter().filter(|path| fits(path));
    let path = paths.min_by_key(|path| (path.len(), path.clone()));
    let Some(path) = path else { return Ok(None) };
    let mut content = Vec::new();
    let file = archive.by_name(&path).map_err(damaged)?;
    // What comes out is what counts; what the header says of the size is only a claim.
    file.take(limit as u64 + 1).read_to_end(&mut content).map_err(|error| damaged(error.into()))?;
    if content.len() > limit {
        return Err(OpenError::TooLarge { what: name.to_owned(), limit: limit as u64 });
    }
    Ok(Some(content))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn damaged(error: ZipError) -> OpenError {
    OpenError::Damaged { what: "the zip", message: snapcade_game::text::shortened(&error.to_string(), 120) }
}
