//! Every game's document: whether it is there, and what was saved.

use snapcade_game::{AssetHash, text};

use super::{Finding, Patient, Severity};
use crate::StoreError;

pub(super) fn check(patient: &Patient<'_>) -> Result<Vec<Finding>, StoreError> {
    let Some(db) = patient.db else { return Ok(Vec::new()) };
    let mut statement = db.prepare(
        "SELECT games.title, documents.snapshot, documents.hash FROM games LEFT JOIN documents ON documents.game = games.id
        ORDER BY games.id",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let snapshot = row.get_ref(1)?.as_blob_or_null().ok().flatten();
        let hash: Option<String> = row.get(2)?;
        if snapshot.map(|bytes| AssetHash::of(bytes).to_string()) == hash && hash.is_some() {
            continue;
        }
        let title = text::shortened(&row.get::<_, String>(0)?, snapcade_game::limits::TITLE_CHARS);
        found.push(Finding {
            code: "doctor.game",
            severity: Severity::Danger,
            sentence: format!("the game \"{title}\" is not what was saved"),
            remedy: "copy it, which keeps what can be read, or bring it back from a backup",
        });
    }
    Ok(found)
}
