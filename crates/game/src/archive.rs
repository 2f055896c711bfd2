//! `.snapcade` files: a zip of `game.json` and, under `assets/`, every asset by its hash.
//!
//! Reading trusts nothing: names, sizes and hashes are checked, and unpacking stops at the limits however small the
//! archive is.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _, Write as _},
};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    document::{ArtRef, Game},
    id::{AssetHash, Slot},
    json::DocumentError,
    limits,
    sheet::{Sheet, SheetError, aseprite},
    validate::{Fault, validate},
};

const DOCUMENT: &str = "game.json";
const ASSETS: &str = "assets/";

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
        for (slot, art) in self.game.art.iter() {
            let place = |part: &str| format!("art.{slot}.{part}");
            let bytes = |part: &str, hash: &AssetHash| {
                self.assets.get(hash).ok_or_else(|| Fault::new(place(part), "the asset is not in the file"))
            };
            let sheet = bytes("image", &art.image).and_then(|image| {
                let frames = bytes("frames", &art.frames)?;
                aseprite::decode(image, frames).map_err(|error| Fault::new(format!("art.{slot}"), error.to_string()))
            });
            match sheet {
                Ok(sheet) => {
                    sheets.insert(slot.clone(), sheet);
                }
                Err(fault) => faults.push(fault),
            }
        }
        (sheets, faults)
    }

    /// Every fault of the document and of the assets that it names.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = validate(&self.game);
        faults.extend(self.sheets().1);
        for (slot, hash) in self.game.sounds.iter() {
            if !self.assets.contains_key(hash) {
                faults.push(Fault::new(format!("sounds.{slot}"), "the asset is not in the file"));
            }
        }
        for (id, level) in self.game.levels.iter() {
            if level.proof.is_some_and(|hash| !self.assets.contains_key(&hash)) {
                faults.push(Fault::new(format!("levels.{id}.proof"), "the asset is not in the file"));
            }
        }
        faults
    }

    /// Reads a `.snapcade` file. Files in it that it does not know are passed over; the document is not validated.
    pub fn from_archive(bytes: &[u8]) -> Result<Self, ArchiveError> {
        let zip = |error: zip::result::ZipError| ArchiveError::Zip(error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(zip)?;
        within("files in the archive", archive.len() as u64, limits::ARCHIVE_FILES as u64)?;
        let (mut document, mut assets, mut total) = (None, BTreeMap::new(), 0_u64);
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).map_err(zip)?;
            let name = file.name().map_err(zip)?.into_owned();
            if is_hostile(&name) || file.is_symlink() {
                return Err(ArchiveError::Name { name: printable(&name) });
            }
            let asset = name.strip_prefix(ASSETS).map(|file| file.split('.').next().unwrap_or_default());
            let hash = asset.and_then(|stem| stem.parse::<AssetHash>().ok());
            let limit = match hash {
                _ if name == DOCUMENT => limits::DOCUMENT_BYTES,
                Some(_) => limits::ASSET_BYTES,
                None => continue,
            };
            let mut content = Vec::new();
            // What the header says of the size is only a claim; what comes out is what counts.
            file.by_ref()
                .take(limit as u64 + 1)
                .read_to_end(&mut content)
                .map_err(|e| ArchiveError::Zip(e.to_string()))?;
            within(&name, content.len() as u64, limit as u64)?;
            total += content.len() as u64;
            within("bytes in the archive", total, limits::ARCHIVE_BYTES as u64)?;
            match hash {
                None => document = Some(Game::from_json(&content)?),
                Some(hash) if AssetHash::of(&content) != hash => return Err(ArchiveError::Altered { name }),
                Some(hash) => {
                    assets.insert(hash, content);
                }
            }
        }
        Ok(Self { game: document.ok_or(ArchiveError::NoDocument)?, assets })
    }

    /// The bytes of a `.snapcade` file: the same project gives the same bytes. Assets that the document does not name
    /// are left out.
    pub fn to_archive(&self) -> Result<Vec<u8>, ArchiveError> {
        let zip = |error: zip::result::ZipError| ArchiveError::Zip(error.to_string());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        // The time of day would make every save differ.
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let mut add = |name: &str, method, content: &[u8]| {
            writer.start_file(name, options.compression_method(method)).map_err(zip)?;
            writer.write_all(content).map_err(|error| ArchiveError::Zip(error.to_string()))
        };
        add(DOCUMENT, CompressionMethod::Deflated, &self.game.to_json())?;
        for hash in self.named_assets() {
            if let Some(content) = self.assets.get(&hash) {
                let (extension, method) = form_of(content);
                add(&format!("{ASSETS}{hash}.{extension}"), method, content)?;
            }
        }
        Ok(writer.finish().map_err(zip)?.into_inner())
    }

    /// The assets that the document names, sorted.
    fn named_assets(&self) -> Vec<AssetHash> {
        let art = self.game.art.values().flat_map(|art| [art.image, art.frames]);
        let proofs = self.game.levels.values().filter_map(|level| level.proof);
        let mut named: Vec<_> = art.chain(self.game.sounds.values().copied()).chain(proofs).collect();
        named.sort_unstable();
        named.dedup();
        named
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

fn within(place: &str, found: u64, limit: u64) -> Result<(), ArchiveError> {
    if found <= limit { Ok(()) } else { Err(ArchiveError::Limit { place: printable(place), found, limit }) }
}

/// Whether a name could lead outside the folder that the archive is unpacked to.
fn is_hostile(name: &str) -> bool {
    name.starts_with('/') || name.contains(['\\', '\0', ':']) || name.split('/').any(|part| part == "..")
}

/// A name from outside, fit to be shown.
fn printable(name: &str) -> String {
    name.chars().take(80).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
