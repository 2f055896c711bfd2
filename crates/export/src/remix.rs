//! The remix: what has to stand beside a pack to get the editable game back, byte for byte.
//!
//! A pack holds most of a game. From it we predict the document ([`predict`]) and make the assets again
//! ([`regenerate`]); what is kept is only the ids, how the document differs from the prediction ([`patch`]), and assets
//! that cannot be made again. Whatever the prediction gets wrong stands in the patch, so it may be wrong; a remix that
//! does not give the game back is never written. `docs/web-build.md` has the format.

mod ids;
mod patch;
mod predict;
mod regenerate;

use std::io::{Read as _, Write as _};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde_json::Value;
use snapcade_game::{AssetHash, Game, Project, limits};
use snapcade_play::{
    Pack,
    binary::{ReadError, Reader, Writer},
};

use crate::{ExportError, OpenError};
use regenerate::Regenerated;

const MAGIC: &[u8; 4] = b"SNRX";
/// Goes up whenever [`predict`] predicts something else.
pub const VERSION: u8 = 1;
/// Of the marked document's BLAKE3: enough to notice what is damaged. (Who alters games on purpose may do so.)
const DIGEST_BYTES: usize = 8;
/// A longer patch is no gain; and what JSON becomes in memory is many times as large.
const PATCH_BYTES: usize = 4 << 20;
const WHAT: &str = "game.remix";

/// How the document is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As the difference from what the pack tells.
    Patch = 0,
    /// As it is, with all its assets.
    Whole = 1,
}

/// The remix of a game whose pack is known.
pub fn write(project: &Project, pack: &Pack) -> Result<Vec<u8>, ExportError> {
    let made = Regenerated::from_pack(pack);
    if let Some(body) = patched(project, pack, &made)
        && read_patched(&body, pack, &made).is_ok_and(|restored| is_same(&restored, project))
    {
        return pressed(Form::Patch, digest(&project.game, &made), &body);
    }
    let mut body = Writer::default();
    body.text(&serde_json::to_string(&project.game).map_err(|error| ExportError::Remix(error.to_string()))?);
    write_assets(&mut body, project, &Regenerated::default());
    let restored = read_whole(&body.0).map_err(|error| ExportError::Remix(error.to_string()))?;
    if !is_same(&restored, project) {
        return Err(ExportError::Remix("an asset that the game names is not there".to_owned()));
    }
    pressed(Form::Whole, digest(&project.game, &Regenerated::default()), &body.0)
}

/// The game of a remix and its pack.
pub fn read(remix: &[u8], pack: &Pack) -> Result<Project, OpenError> {
    let (form, digest, body) = unpressed(remix)?;
    let made = match form {
        Form::Patch => Regenerated::from_pack(pack),
        Form::Whole => Regenerated::default(),
    };
    let project = match form {
        Form::Patch => read_patched(&body, pack, &made)?,
        Form::Whole => read_whole(&body)?,
    };
    let is_whole = project.game.assets().iter().all(|hash| project.assets.contains_key(hash));
    if self::digest(&project.game, &made) == digest && is_whole { Ok(project) } else { Err(OpenError::Mismatch) }
}

fn digest(game: &Game, made: &Regenerated) -> [u8; DIGEST_BYTES] {
    let mut digest = [0; DIGEST_BYTES];
    let hash = blake3::hash(&made.marked(game).to_json());
    digest.copy_from_slice(&hash.as_bytes()[..DIGEST_BYTES]);
    digest
}

/// Whether the archives of two projects are the same; assets that the document does not name do not get into them.
fn is_same(restored: &Project, project: &Project) -> bool {
    let named = project.game.assets();
    restored.game == project.game
        && named.len() == restored.assets.len()
        && named.iter().all(|hash| restored.assets.get(hash).is_some_and(|own| project.assets.get(hash) == Some(own)))
}

fn pressed(form: Form, digest: [u8; DIGEST_BYTES], body: &[u8]) -> Result<Vec<u8>, ExportError> {
    if body.len() > limits::ARCHIVE_BYTES {
        return Err(ExportError::Remix(format!("it has more than {} bytes", limits::ARCHIVE_BYTES)));
    }
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    out.push(form as u8);
    out.extend_from_slice(&digest);
    let mut encoder = DeflateEncoder::new(out, Compression::best());
    encoder.write_all(body).and_then(|()| encoder.finish()).map_err(|error| ExportError::Remix(error.to_string()))
}

fn unpressed(remix: &[u8]) -> Result<(Form, [u8; DIGEST_BYTES], Vec<u8>), OpenError> {
    let mut head = Reader::new(remix);
    if head.bytes(MAGIC.len()) != MAGIC {
        return Err(OpenError::Damaged { what: WHAT, message: "it does not begin like one".to_owned() });
    }
    let version = head.u8();
    head.check().map_err(damaged)?;
    if version != VERSION {
        return Err(OpenError::Version(version));
    }
    let form = head.one_of(&[Form::Patch, Form::Whole]);
    let digest = std::array::from_fn(|_| head.u8());
    let packed = head.bytes(head.left());
    head.check().map_err(damaged)?;
    let mut body = Vec::new();
    let unpacked = DeflateDecoder::new(packed).take(limits::ARCHIVE_BYTES as u64 + 1).read_to_end(&mut body);
    unpacked.map_err(|error| OpenError::Damaged { what: WHAT, message: error.to_string() })?;
    if body.len() > limits::ARCHIVE_BYTES {
        return Err(OpenError::TooLarge { what: WHAT.to_owned(), limit: limits::ARCHIVE_BYTES as u64 });
    }
    Ok((form, digest, body))
}

fn damaged(error: ReadError) -> OpenError {
    OpenError::Damaged { what: WHAT, message: error.to_string() }
}

fn patched(project: &Project, pack: &Pack, made: &Regenerated) -> Option<Vec<u8>> {
    let ids = ids::of_game(&project.game);
    if ids.len() != ids::count(pack) {
        return None;
    }
    let (predicted, wanted) = (predict::game(pack, &ids, made)?, &project.game);
    let difference = patch::difference(&serde_json::to_value(&predicted).ok()?, &serde_json::to_value(wanted).ok()?);
    let mut body = Writer::default();
    ids::write(&mut body, &ids);
    let patch = patch::shortened(difference.unwrap_or_else(patch::nothing), &ids).to_string();
    body.text(&patch);
    write_assets(&mut body, project, made);
    (patch.len() <= PATCH_BYTES).then_some(body.0)
}

fn read_patched(body: &[u8], pack: &Pack, made: &Regenerated) -> Result<Project, OpenError> {
    let mut reader = Reader::new(body);
    let ids = ids::read(&mut reader, ids::count(pack)).map_err(damaged)?;
    let patch = reader.text(PATCH_BYTES);
    reader.check().map_err(damaged)?;
    let patch: Value =
        serde_json::from_str(&patch).map_err(|error| OpenError::Damaged { what: WHAT, message: error.to_string() })?;
    let predicted = predict::game(pack, &ids, made).ok_or(OpenError::Mismatch)?;
    let mut value = serde_json::to_value(&predicted).unwrap_or_default();
    patch::apply(&mut value, patch::lengthened(patch, &ids));
    restored(&value.to_string(), &mut reader, Some(made))
}

fn read_whole(body: &[u8]) -> Result<Project, OpenError> {
    let mut reader = Reader::new(body);
    let document = reader.text(limits::DOCUMENT_BYTES);
    reader.check().map_err(damaged)?;
    restored(&document, &mut reader, None)
}

/// The project of a document, with the assets that are stored behind it and those that can be made again.
fn restored(document: &str, reader: &mut Reader<'_>, made: Option<&Regenerated>) -> Result<Project, OpenError> {
    let mut project = Project::new(Game::from_json(document.as_bytes())?);
    for asset in read_assets(reader)? {
        project.add_asset(asset);
    }
    let named = project.game.assets();
    project.assets.retain(|hash, _| named.binary_search(hash).is_ok());
    for hash in named {
        if let Some(asset) = made.and_then(|made| made.asset(&hash)) {
            project.assets.entry(hash).or_insert_with(|| asset.to_vec());
        }
    }
    Ok(project)
}

/// Every asset that the game names and that cannot be made again.
fn write_assets(out: &mut Writer, project: &Project, made: &Regenerated) {
    let named = project.game.assets();
    let own = named.iter().filter(|hash| made.asset(hash).is_none());
    let own: Vec<(&AssetHash, &Vec<u8>)> = own.filter_map(|hash| project.assets.get_key_value(hash)).collect();
    out.list(&own, |out, (_, asset)| {
        out.count(asset.len());
        out.0.extend_from_slice(asset);
    });
}

fn read_assets(reader: &mut Reader<'_>) -> Result<Vec<Vec<u8>>, OpenError> {
    let assets = reader.list(limits::ARCHIVE_FILES, |reader| {
        let length = reader.at_most(limits::ASSET_BYTES);
        reader.bytes(length).to_vec()
    });
    reader.finish().map_err(damaged)?;
    Ok(assets)
}
