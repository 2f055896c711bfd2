//! Games on their way between programs: as `.snapcade` files in base64.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize as _, Deserializer, Serializer, de, ser};
use snapcade_game::Project;

pub(super) fn serialize<S: Serializer>(project: &Project, serializer: S) -> Result<S::Ok, S::Error> {
    let archive = project.to_archive().map_err(ser::Error::custom)?;
    serializer.serialize_str(&STANDARD.encode(archive))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Project, D::Error> {
    let text = String::deserialize(deserializer)?;
    let archive = STANDARD.decode(text).map_err(de::Error::custom)?;
    Project::from_archive(&archive).map_err(de::Error::custom)
}
