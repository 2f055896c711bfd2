//! Every asset against its hash.

use snapcade_game::AssetHash;

use super::{Finding, Patient, Severity};
use crate::StoreError;

pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let Some(db) = patient.db else { return Ok(Vec::new()) };
    let mut statement = db.prepare("SELECT hash, bytes FROM assets")?;
    let mut rows = statement.query([])?;
    let mut bad = 0;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob_or_null().ok().flatten().unwrap_or_default();
        let hash: String = row.get(0)?;
        bad += u32::from(AssetHash::of(bytes).to_string() != hash);
    }
    let finding = Finding {
        code: "doctor.assets",
        severity: Severity::Danger,
        sentence: match bad {
            1 => "a picture or sound is not what it was".to_owned(),
            _ => format!("{bad} pictures or sounds are not what they were"),
        },
        remedy: "bring the games that use them back from a backup, as copies",
    };
    Ok((bad > 0).then_some(finding).into_iter().collect())
}
