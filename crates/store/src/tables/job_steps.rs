//! Steps of jobs. A step that is done stays done, through crashes and retries.

use rusqlite::{Connection, Result, params};

use super::optional;
use crate::{
    db::Migration,
    library::{ArtefactKey, JobId, JobStep},
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE job_steps (
            job INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            n INTEGER NOT NULL, -- counted from 0
            name TEXT NOT NULL,
            artefact TEXT, -- the key of what it made
            started_ms INTEGER NOT NULL,
            done_ms INTEGER,
            PRIMARY KEY (job, n)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_steps_by_artefact ON job_steps (artefact) WHERE artefact IS NOT NULL",
}];

/// A step begins, perhaps once more.
pub(crate) fn start(db: &Connection, job: JobId, n: u32, name: &str, now_ms: i64) -> Result<()> {
    let sql = "INSERT INTO job_steps (job, n, name, started_ms) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (job, n) DO UPDATE SET name = ?3, started_ms = ?4, artefact = NULL, done_ms = NULL";
    db.prepare_cached(sql)?.execute(params![job.0 as i64, n, name, now_ms]).map(|_| ())
}

/// A step is done; whether it had begun.
pub(crate) fn done(db: &Connection, job: JobId, n: u32, artefact: Option<ArtefactKey>, now_ms: i64) -> Result<bool> {
    let sql = "UPDATE job_steps SET artefact = ?3, done_ms = ?4 WHERE job = ?1 AND n = ?2";
    let artefact = artefact.map(|key| key.to_string());
    Ok(db.prepare_cached(sql)?.execute(params![job.0 as i64, n, artefact, now_ms])? > 0)
}

/// The steps of a job that have begun, in their order.
pub(crate) fn of(db: &Connection, job: JobId) -> Result<Vec<JobStep>> {
    let mut statement =
        db.prepare_cached("SELECT n, name, artefact, started_ms, done_ms FROM job_steps WHERE job = ? ORDER BY n")?;
    let rows = statement.query_map([job.0 as i64], |row| {
        Ok(JobStep {
            n: row.get(0)?,
            name: row.get(1)?,
            artefact: optional(row, 2)?,
            started_ms: row.get(3)?,
            done_ms: row.get(4)?,
        })
    })?;
    rows.collect()
}
