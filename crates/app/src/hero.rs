//! A photo file becomes a hero's files.

use std::path::{Path, PathBuf};

use snapcade_game::{Sheet, limits, sheet::aseprite};
pub use snapcade_gen::{
    grid::{Mask, Rect},
    hero::{Hero, HeroRequest as HeroOptions, Stroke, Style, SubjectKind, Warning},
};

use crate::{AppError, contact, files, write_file};

/// The most bytes that are read of a photo file; one more than a photo may have is enough to refuse it.
const PHOTO_BYTES: u64 = snapcade_gen::hero::photo::FILE_BYTES as u64;

/// Where to put what comes of a photo.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeroFiles {
    /// The sheet, an indexed PNG.
    pub sheet: PathBuf,
    /// Its frames and animations, as Aseprite's JSON.
    pub json: Option<PathBuf>,
    /// Everything on one page, to look at.
    pub contact: Option<PathBuf>,
    /// What was cut out of the photo: white is, black is not.
    pub mask: Option<PathBuf>,
}

impl HeroFiles {
    /// The files in the order they are written.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let others = [&self.json, &self.contact, &self.mask].into_iter().flatten();
        std::iter::once(&self.sheet).chain(others).map(PathBuf::as_path)
    }
}

/// A hero of a photo.
pub(crate) fn read_photo(photo: &Path, options: &HeroOptions) -> Result<Hero, AppError> {
    of_photo(&photo_bytes(photo)?, photo, options)
}

/// The bytes of a photo file.
pub(crate) fn photo_bytes(photo: &Path) -> Result<Vec<u8>, AppError> {
    files::read_file(photo, PHOTO_BYTES)
}

/// A hero of a photo's bytes. What errors call the photo is `named`.
pub(crate) fn of_photo(bytes: &[u8], named: &Path, options: &HeroOptions) -> Result<Hero, AppError> {
    snapcade_gen::hero::make_hero(bytes, options).map_err(|error| AppError::Photo { path: named.to_owned(), error })
}

/// A hero that was drawn elsewhere. The JSON of a PNG may be named; a file of the same name beside it is found without.
pub(crate) fn read_sheet(picture: &Path, frames: Option<&Path>) -> Result<Sheet, AppError> {
    let bytes = files::read_file(picture, limits::ASSET_BYTES as u64)?;
    let beside = picture.with_extension("json");
    let frames = match frames {
        Some(path) => Some(path),
        None => Some(beside.as_path()).filter(|path| path != &picture && path.is_file()),
    };
    let frames = frames.map(|path| files::read_file(path, limits::ASSET_BYTES as u64)).transpose()?;
    snapcade_gen::hero::import::import_hero(&bytes, frames.as_deref())
        .map_err(|error| AppError::Import { path: picture.to_owned(), error })
}

/// Makes a hero of a photo. The photo is read and never changed, kept or sent anywhere; nothing is written when the hero
/// cannot be made.
pub fn make_hero(photo: &Path, options: &HeroOptions, files: &HeroFiles) -> Result<Hero, AppError> {
    let hero = read_photo(photo, options)?;
    // The file's name may be a child's; what others are given is named after nothing.
    let (picture, json) = aseprite::encode(&hero.sheet, "hero").map_err(internal)?;
    let contact = files.contact.as_ref().map(|_| contact::contact_sheet(&hero, options.style).to_png()).transpose()?;
    let mask = files.mask.as_ref().map(|_| mask_png(&hero.mask)).transpose()?;
    write_file(&files.sheet, &picture)?;
    for (path, bytes) in [(&files.json, Some(json)), (&files.contact, contact), (&files.mask, mask)] {
        if let (Some(path), Some(bytes)) = (path, bytes) {
            write_file(path, &bytes)?;
        }
    }
    Ok(hero)
}

/// Takes a hero that was drawn elsewhere: a file of Aseprite, or a PNG with its JSON or alone. The JSON may be named; a file
/// of the same name beside the PNG is found without. Frames and animations come out as of any hero.
pub fn import_hero(picture: &Path, frames: Option<&Path>, files: &HeroFiles) -> Result<Sheet, AppError> {
    let sheet = read_sheet(picture, frames)?;
    let (picture, json) = aseprite::encode(&sheet, "hero").map_err(internal)?;
    write_file(&files.sheet, &picture)?;
    if let Some(path) = &files.json {
        write_file(path, &json)?;
    }
    Ok(sheet)
}

fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::Internal { part: "the hero's sheet", message: error.to_string() }
}

/// A mask as a gray PNG.
fn mask_png(mask: &Mask) -> Result<Vec<u8>, AppError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, mask.width, mask.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(internal)?;
    writer.write_image_data(&mask.pixels).map_err(internal)?;
    writer.finish().map_err(internal)?;
    Ok(out)
}
