//! `.snapcade` files: a zip of `game.json` and, under `assets/`, every asset by its hash.
//!
//! Reading trusts nothing: names, sizes and hashes are checked, and unpacking stops at the limits however small the
//! archive is.

use std::{
    collections::BTreeMap,
    fmt,
    io::{Cursor, Read, Write as _},
};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{
    document::{ArtRef, Game},
    id::{AssetHash, Slot},
    json::DocumentError,
    limits,
    sheet::{Sheet, SheetError, aseprite},
    text::quotable,
    validate::{FAULTS_LISTED, Fault, validate},
};

const DOCUMENT: &str = "game.json";
const ASSETS: &str = "assets/";
/// How each entry of a zip's directory begins.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
/// Names may be long and strange; so much of one is shown.
const NAME_QUOTED_CHARS: usize = 120;

/// A game together with its assets: what a `.snapcade` file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The document.
    pub game: Game,
    /// The bytes behind each hash.
    pub assets: BTreeMap<AssetHash, Vec<u8>>,
}

/// Why bytes are not a `.snapcade` file.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Not a zip, or a damaged one.
    #[error("this is not a .snapcade file, or it is damaged: {0}")]
    Zip(String),
    /// A limit is passed.
    #[error("{place}: {found} is too much, at most {limit} are allowed")]
    Limit {
        /// Of what.
        place: String,
        /// How much, as far as it was read.
        found: u64,
        /// How much may be.
        limit: u64,
    },
    /// A name that could lead out of the archive, or comes twice.
    #[error("{name}: a file of this name may not be in a .snapcade file")]
    Name {
        /// The name.
        name: String,
    },
    /// An asset that is not what its name says.
    #[error("{name}: the content is not the one that was saved (its hash differs)")]
    Altered {
        /// The name.
        name: String,
    },
    /// There is no document in it.
    #[error("game.json is missing: this is a zip, but not a .snapcade file")]
    NoDocument,
    /// The document cannot be read.
    #[error("game.json: {0}")]
    Document(#[from] DocumentError),
}

impl Project {
    /// A project without assets.
    pub fn new(game: Game) -> Self {
        Self { game, assets: BTreeMap::new() }
    }

    /// Keeps an asset and returns its name.
    pub fn add_asset(&mut self, bytes: Vec<u8>) -> AssetHash {
        let hash = AssetHash::of(&bytes);
        self.assets.entry(hash).or_insert(bytes);
        hash
    }

    /// Keeps a sheet's two files and puts it into a slot.
    pub fn add_sheet(&mut self, slot: &Slot, sheet: &Sheet) -> Result<ArtRef, SheetError> {
        let (image, frames) = aseprite::encode(sheet, slot.as_str())?;
        let art = ArtRef { image: self.add_asset(image), frames: self.add_asset(frames) };
        self.game.art.insert(slot.clone(), art);
        Ok(art)
    }

    /// Reads every sheet that the document names; what is missing or broken comes back as faults.
    pub fn sheets(&self) -> (BTreeMap<Slot, Sheet>, Vec<Fault>) {
        let (mut sheets, mut faults) = (BTreeMap::new(), Vec::new());
        // A small file can unpack to a large picture, and many slots can name the same one.
        let mut pixels_left = limits::ART_PIXELS;
        for (slot, art) in self.game.art.iter().take(limits::SLOTS) {
            let sheet = self.asset(&art.image, format_args!("art.{slot}.image")).and_then(|image| {
                let frames = self.asset(&art.frames, format_args!("art.{slot}.frames"))?;
                let fault = |message: String| Fault::new(format!("art.{slot}"), message);
                let mut spend = |pixels: usize| {
                    let left = pixels_left.checked_sub(pixels);
                    pixels_left = left.ok_or_else(|| {
                        fault(format!("all sheets together have at most {} pixels", limits::ART_PIXELS))
                    })?;
                    Ok(())
                };
                spend(aseprite::picture_pixels(image))?;
                let sheet = aseprite::decode(image, frames).map_err(|error| fault(error.to_string()))?;
                spend(usize::from(sheet.width) * usize::from(sheet.height) * sheet.frames.len())?;
                Ok(sheet)
            });
            match sheet {
                Ok(sheet) => {
                    sheets.insert(slot.clone(), sheet);
                }
                Err(fault) => faults.push(fault),
            }
        }
        faults.truncate(FAULTS_LISTED);
        (sheets, faults)
    }

    /// Every fault of the document and of the assets that it names, at most [`FAULTS_LISTED`].
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = validate(&self.game);
        faults.extend(self.sheets().1);
        for (slot, hash) in self.game.sounds.iter().take(limits::SLOTS) {
            faults.extend(self.asset(hash, format_args!("sounds.{slot}")).err());
        }
        for (id, level) in self.game.levels.iter().take(limits::LEVELS) {
            let proof = level.proof.map(|proof| self.asset(&proof, format_args!("levels.{id}.proof")));
            faults.extend(proof.and_then(Result::err));
        }
        faults.truncate(FAULTS_LISTED);
        faults
    }

    fn asset(&self, hash: &AssetHash, place: fmt::Arguments<'_>) -> Result<&[u8], Fault> {
        let asset = self.assets.get(hash).map(Vec::as_slice);
        asset.ok_or_else(|| Fault::new(place.to_string(), "the asset is not in the file"))
    }

    /// Reads a `.snapcade` file. Files in it that it does not know are passed over; the document is not validated.
    pub fn from_archive(bytes: &[u8]) -> Result<Self, ArchiveError> {
        // Before the directory is read, which takes memory for each entry.
        let entries = bytes.windows(4).filter(|window| *window == DIRECTORY_ENTRY).count();
        within("files in the archive", entries as u64, limits::ARCHIVE_FILES as u64)?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        // A file that says one thing in the directory and another where the content stands, that comes twice or shares
        // its bytes with another is read differently by different programs; none that writes games makes such files.
        archive.validate_header_consistency().map_err(damaged)?;
        let (mut document, mut assets, mut total) = (None, BTreeMap::new(), 0_u64);
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(damaged)?;
            let name = entry.name().map_err(damaged)?.into_owned();
            if is_hostile(&name) || entry.is_symlink() {
                return Err(ArchiveError::Name { name: quotable(&name, NAME_QUOTED_CHARS) });
            }
            drop(entry);
            let asset = name.strip_prefix(ASSETS).map(|file| file.split('.').next().unwrap_or_default());
            let hash = asset.and_then(|stem| stem.parse::<AssetHash>().ok());
            let limit = match hash {
                _ if name == DOCUMENT => limits::DOCUMENT_BYTES,
                Some(_) => limits::ASSET_BYTES,
                None => continue,
            };
            let content = unpack(archive.by_index(index).map_err(damaged)?, &name, limit)?;
            total += content.len() as u64;
            within("bytes in the archive", total, limits::ARCHIVE_BYTES as u64)?;
            match hash {
                None => document = Some(Game::from_json(&content)?),
                Some(hash) if AssetHash::of(&content) != hash => return Err(ArchiveError::Altered { name }),
                Some(hash) => {
                    if assets.insert(hash, content).is_some() {
                        return Err(ArchiveError::Name { name });
                    }
                }
            }
        }
        Ok(Self { game: document.ok_or(ArchiveError::NoDocument)?, assets })
    }

    /// The bytes of a `.snapcade` file: the same project gives the same bytes. Assets that the document does not name
    /// are left out. What [`Project::from_archive`] would refuse for its size is not written.
    pub fn to_archive(&self) -> Result<Vec<u8>, ArchiveError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let (mut files, mut total) = (0, 0);
        // The time of day would make every save differ.
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let mut add = |name: &str, method, content: &[u8], limit: usize| {
            (files, total) = (files + 1, total + content.len() as u64);
            within(name, content.len() as u64, limit as u64)?;
            within("files in the archive", files, limits::ARCHIVE_FILES as u64)?;
            within("bytes in the archive", total, limits::ARCHIVE_BYTES as u64)?;
            writer.start_file(name, options.compression_method(method)).map_err(damaged)?;
            writer.write_all(content).map_err(|error| damaged(error.into()))
        };
        add(DOCUMENT, CompressionMethod::Deflated, &self.game.to_json(), limits::DOCUMENT_BYTES)?;
        for hash in self.game.assets() {
            if let Some(content) = self.assets.get(&hash) {
                let (extension, method) = form_of(content);
                add(&format!("{ASSETS}{hash}.{extension}"), method, content, limits::ASSET_BYTES)?;
            }
        }
        Ok(writer.finish().map_err(damaged)?.into_inner())
    }
}

/// How an asset is stored: pictures are compressed already.
fn form_of(content: &[u8]) -> (&'static str, CompressionMethod) {
    match content {
        [0x89, b'P', b'N', b'G', ..] => ("png", CompressionMethod::Stored),
        [b'{', ..] => ("json", CompressionMethod::Deflated),
        _ => ("bin", CompressionMethod::Deflated),
    }
}

/// What comes out is what counts; what the header says of the size is only a claim.
fn unpack(mut file: impl Read, name: &str, limit: usize) -> Result<Vec<u8>, ArchiveError> {
    let mut content = Vec::new();
    file.by_ref().take(limit as u64 + 1).read_to_end(&mut content).map_err(|error| damaged(error.into()))?;
    within(name, content.len() as u64, limit as u64)?;
    Ok(content)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn damaged(error: ZipError) -> ArchiveError {
    ArchiveError::Zip(quotable(&error.to_string(), NAME_QUOTED_CHARS))
}

fn within(place: &str, found: u64, limit: u64) -> Result<(), ArchiveError> {
    if found <= limit {
        Ok(())
    } else {
        Err(ArchiveError::Limit { place: quotable(place, NAME_QUOTED_CHARS), found, limit })
    }
}

/// Whether a name could lead outside the folder that the archive is unpacked to.
fn is_hostile(name: &str) -> bool {
    name.starts_with('/') || name.contains(['\\', '\0', ':']) || name.split('/').any(|part| part == "..")
}
