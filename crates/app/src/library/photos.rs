//! Photos: taken to make something of them, kept only on purpose, and gone when they are deleted.
//!
//! A photo's file name is never kept: it may be a child's.

use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use snapcade_gen::hero::photo::Photo;
use snapcade_store::{Library, backup::StillThere, library::PhotoId};

use super::{Session, request::Request};
use crate::{AppError, hero};

/// A photo that was kept, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoCard {
    /// Its id.
    pub id: PhotoId,
    /// When it was kept: milliseconds since 1970, UTC.
    pub created_ms: i64,
    /// How many bytes it has.
    pub bytes: u64,
    /// The names of the heroes that were made of it.
    pub heroes: Vec<String>,
}

/// Keeps a photo, because somebody said so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepPhoto {
    /// Its bytes in base64.
    pub bytes: String,
}

impl Request for KeepPhoto {
    const NAME: &'static str = "keep_photo";
    type Answer = PhotoId;

    fn carry_out(self, library: &mut Library, now_ms: i64) -> Result<PhotoId, AppError> {
        let bytes = STANDARD.decode(&self.bytes).map_err(|error| AppError::Garbled { message: error.to_string() })?;
        Ok(library.keep_photo(&bytes, now_ms)?)
    }
}

/// Asks for the photos that were kept, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListPhotos {}

impl Request for ListPhotos {
    const NAME: &'static str = "list_photos";
    type Answer = Vec<PhotoCard>;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<Vec<PhotoCard>, AppError> {
        let heroes = [library.heroes(false)?, library.heroes(true)?].concat();
        let card = |photo: snapcade_store::library::Photo| -> Result<PhotoCard, AppError> {
            let of_it = heroes.iter().filter(|hero| hero.photo == Some(photo.id));
            Ok(PhotoCard {
                id: photo.id,
                created_ms: photo.created_ms,
                bytes: library.photo_bytes(photo.id).map_or(0, |bytes| bytes.len() as u64),
                heroes: of_it.map(|hero| hero.name.clone()).collect(),
            })
        };
        library.photos()?.into_iter().map(card).collect()
    }
}

/// Asks which photo somebody means, by the beginning of its id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FindPhoto {
    /// The beginning of its id, at least four characters.
    pub said: String,
}

impl Request for FindPhoto {
    const NAME: &'static str = "find_photo";
    type Answer = PhotoId;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<PhotoId, AppError> {
        let said = self.said.trim().to_lowercase();
        let fits = |id: &PhotoId| said.len() >= 4 && id.to_string().starts_with(&said);
        let found: Vec<PhotoId> = library.photos()?.into_iter().map(|photo| photo.id).filter(fits).collect();
        match found.as_slice() {
            [id] => Ok(*id),
            _ => Err(AppError::NoSuchPhoto { said: crate::printable(&self.said) }),
        }
    }
}

/// Deletes a photo for good: from the library and from its backups. Heroes that were made of it stay.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeletePhoto {
    /// Which photo.
    pub photo: PhotoId,
}

/// What deleting a photo came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoGone {
    /// How many backups had it and have it no more.
    pub backups: usize,
    /// Where its bytes may be until Snapcade can take them out there, which it tries each time it is started.
    pub later: Vec<Place>,
    /// Where its bytes may be until a person removes the files.
    pub by_hand: Vec<Place>,
}

/// A place in the library's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file or folder.
    pub path: String,
    /// Why the bytes may be there.
    pub why: String,
}

impl From<StillThere> for Place {
    fn from(still: StillThere) -> Self {
        Self { path: still.place, why: still.why }
    }
}

impl Request for DeletePhoto {
    const NAME: &'static str = "delete_photo";
    type Answer = PhotoGone;

    fn carry_out(self, library: &mut Library, _now_ms: i64) -> Result<PhotoGone, AppError> {
        let deleted = library.delete_photo(self.photo)?;
        let mut later: Vec<Place> = deleted.forgotten.backups_left.into_iter().map(Place::from).collect();
        if !deleted.is_wiped {
            let why = "something else was reading the library at this moment".to_owned();
            later.push(Place { path: "library.sqlite".to_owned(), why });
        }
        let by_hand = deleted.forgotten.others.into_iter().map(Place::from).collect();
        Ok(PhotoGone { backups: deleted.forgotten.backups.len(), later, by_hand })
    }
}

/// A photo that was read, and kept if that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenPhoto {
    /// Its bytes, as they are in the file.
    pub bytes: Vec<u8>,
    /// Its id in the library, if it was kept.
    pub id: Option<PhotoId>,
}

/// Reads a photo from a file. It goes into the library only with `keep`; its name does not.
pub fn take_photo_in(session: &Session, file: &Path, keep: bool) -> Result<TakenPhoto, AppError> {
    let bytes = hero::photo_bytes(file)?;
    Photo::decode(&bytes, None).map_err(|error| AppError::Photo { path: file.to_owned(), error })?;
    let id = if keep { Some(session.ask_now(KeepPhoto { bytes: STANDARD.encode(&bytes) })?) } else { None };
    Ok(TakenPhoto { bytes, id })
}
