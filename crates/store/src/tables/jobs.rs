//! Jobs: long work that outlives the program.

use rusqlite::{Connection, OptionalExtension as _, Result, Row, params};
use snapcade_game::GameId;

use crate::{
    db::Migration,
    library::{BatchId, Job, JobFilter, JobId, JobState, NewJob, WorkerId},
};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE jobs (
            n INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which they came
            id INTEGER NOT NULL UNIQUE, -- 64 random bits, as a signed number
            kind TEXT NOT NULL,
            request TEXT NOT NULL, -- JSON
            state TEXT NOT NULL,
            priority INTEGER NOT NULL, -- more is sooner
            attempts INTEGER NOT NULL DEFAULT 0,
            most_attempts INTEGER NOT NULL,
            created_ms INTEGER NOT NULL,
            started_ms INTEGER,
            finished_ms INTEGER,
            not_before_ms INTEGER NOT NULL DEFAULT 0, -- rest after a failure
            worker INTEGER, -- who runs it
            lease_until_ms INTEGER,
            progress_permille INTEGER NOT NULL DEFAULT 0,
            step TEXT,
            is_cancelled INTEGER NOT NULL DEFAULT 0, -- asked of a running job, which ends itself
            error_code TEXT,
            error_sentence TEXT,
            batch INTEGER,
            game INTEGER REFERENCES games (id) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX jobs_in_line ON jobs (state, priority DESC, n);
        CREATE INDEX jobs_by_game ON jobs (game) WHERE game IS NOT NULL;
        CREATE INDEX jobs_by_batch ON jobs (batch) WHERE batch IS NOT NULL",
}];

const COLUMNS: &str =
    "id, kind, request, state, priority, attempts, most_attempts, created_ms, started_ms, finished_ms,
    not_before_ms, progress_permille, step, is_cancelled, error_code, error_sentence, batch, game";

fn read(row: &Row<'_>) -> Result<Job> {
    let error = row.get::<_, Option<String>>(14)?.zip(row.get::<_, Option<String>>(15)?);
    Ok(Job {
        id: JobId(row.get::<_, i64>(0)? as u64),
        kind: row.get(1)?,
        request: row.get(2)?,
        state: JobState::named(row.get_ref(3)?.as_str()?),
        priority: row.get(4)?,
        attempts: row.get(5)?,
        most_attempts: row.get(6)?,
        created_ms: row.get(7)?,
        started_ms: row.get(8)?,
        finished_ms: row.get(9)?,
        not_before_ms: row.get(10)?,
        progress_permille: row.get(11)?,
        step: row.get(12)?,
        is_cancelled: row.get(13)?,
        error: error.map(|(code, sentence)| crate::library::JobError { code, sentence }),
        batch: row.get::<_, Option<i64>>(16)?.map(|id| BatchId(id as u64)),
        game: row.get::<_, Option<i64>>(17)?.map(|id| GameId(id as u64)),
    })
}

/// Puts a job in line.
pub(crate) fn put(db: &Connection, id: JobId, job: &NewJob, now_ms: i64) -> Result<()> {
    let sql = "INSERT INTO jobs (id, kind, request, state, priority, most_attempts, created_ms, batch, game)
        VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?)";
    let (batch, game) = (job.batch.map(|id| id.0 as i64), job.game.map(|id| id.0 as i64));
    let row = id.0 as i64;
    db.prepare_cached(sql)?
        .execute(params![row, job.kind, job.request, job.priority, job.most_attempts, now_ms, batch, game])
        .map(|_| ())
}

/// A job in line that asks for the same.
pub(crate) fn queued_like(db: &Connection, job: &NewJob) -> Result<Option<JobId>> {
    let sql = "SELECT id FROM jobs WHERE state = 'queued' AND kind = ? AND request = ? AND game IS ? LIMIT 1";
    db.prepare_cached(sql)?
        .query_row(params![job.kind, job.request, job.game.map(|id| id.0 as i64)], |row| row.get::<_, i64>(0))
        .optional()
        .map(|id| id.map(|id| JobId(id as u64)))
}

/// A job.
pub(crate) fn get(db: &Connection, id: JobId) -> Result<Option<Job>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM jobs WHERE id = ?"))?.query_row([id.0 as i64], read).optional()
}

/// The jobs that a filter lets through, the newest first.
pub(crate) fn list(db: &Connection, filter: &JobFilter) -> Result<Vec<Job>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR kind = ?2)
            AND (?3 IS NULL OR game = ?3) AND (?4 IS NULL OR batch = ?4) ORDER BY n DESC LIMIT ?5"
    );
    let (game, batch) = (filter.game.map(|id| id.0 as i64), filter.batch.map(|id| id.0 as i64));
    let state = filter.state.map(JobState::name);
    let limit = i64::try_from(filter.limit).unwrap_or(i64::MAX);
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params![state, filter.kind, game, batch, limit], read)?;
    rows.collect()
}

/// The next job in line that is of one of these kinds (a JSON list). A rest that is longer than any we give comes of a clock
/// that was moved, and does not count.
pub(crate) fn next(db: &Connection, kinds: &str, now_ms: i64, longest_rest_ms: i64) -> Result<Option<JobId>> {
    let sql = "SELECT id FROM jobs WHERE state = 'queued' AND kind IN (SELECT value FROM JSON_EACH(?1))
        AND (not_before_ms <= ?2 OR not_before_ms > ?3) ORDER BY priority DESC, n LIMIT 1";
    db.prepare_cached(sql)?
        .query_row(params![kinds, now_ms, now_ms.saturating_add(longest_rest_ms)], |row| row.get::<_, i64>(0))
        .optional()
        .map(|id| id.map(|id| JobId(id as u64)))
}

/// A worker takes a job: one attempt more.
pub(crate) fn claim(db: &Connection, id: JobId, worker: WorkerId, now_ms: i64, lease_until_ms: i64) -> Result<()> {
    let sql = "UPDATE jobs SET state = 'running', worker = ?2, lease_until_ms = ?4, attempts = attempts + 1,
        started_ms = COALESCE(started_ms, ?3), error_code = NULL, error_sentence = NULL WHERE id = ?1";
    db.prepare_cached(sql)?.execute(params![id.0 as i64, worker.0 as i64, now_ms, lease_until_ms]).map(|_| ())
}

/// Notes how far a running job of a worker is; whether it is (still) this worker's.
pub(crate) fn note(
    db: &Connection,
    id: JobId,
    worker: WorkerId,
    progress_permille: u16,
    step: Option<&str>,
    lease_until_ms: i64,
) -> Result<bool> {
    let sql = "UPDATE jobs SET progress_permille = ?3, step = COALESCE(?4, step), lease_until_ms = ?5
        WHERE id = ?1 AND worker = ?2 AND state = 'running'";
    let (id, worker) = (id.0 as i64, worker.0 as i64);
    Ok(db.prepare_cached(sql)?.execute(params![id, worker, progress_permille, step, lease_until_ms])? > 0)
}

/// Whether a job is running and this worker's.
pub(crate) fn is_of(db: &Connection, id: JobId, worker: WorkerId) -> Result<bool> {
    db.prepare_cached("SELECT 1 FROM jobs WHERE id = ? AND worker = ? AND state = 'running'")?
        .exists([id.0 as i64, worker.0 as i64])
}

/// A job comes to an end, good or bad.
pub(crate) fn end(db: &Connection, id: JobId, state: JobState, error: Option<(&str, &str)>, now_ms: i64) -> Result<()> {
    let sql = "UPDATE jobs SET state = ?2, finished_ms = ?3, worker = NULL, lease_until_ms = NULL, error_code = ?4,
        error_sentence = ?5, progress_permille = CASE ?2 WHEN 'done' THEN 1000 ELSE progress_permille END WHERE id = ?1";
    let (code, sentence) = error.unzip();
    db.prepare_cached(sql)?.execute(params![id.0 as i64, state.name(), now_ms, code, sentence]).map(|_| ())
}

/// A job goes back in line, after a rest and with what went wrong, if anything did.
pub(crate) fn requeue(db: &Connection, id: JobId, not_before_ms: i64, error: Option<(&str, &str)>) -> Result<()> {
    let sql =
        "UPDATE jobs SET state = 'queued', worker = NULL, lease_until_ms = NULL, not_before_ms = ?2, error_code = ?3,
        error_sentence = ?4 WHERE id = ?1";
    let (code, sentence) = error.unzip();
    db.prepare_cached(sql)?.execute(params![id.0 as i64, not_before_ms, code, sentence]).map(|_| ())
}

/// The attempt that was begun does not count: it was given up for no fault of the job.
pub(crate) fn uncount(db: &Connection, id: JobId) -> Result<()> {
    let sql = "UPDATE jobs SET attempts = MAX(attempts - 1, 0) WHERE id = ?";
    db.prepare_cached(sql)?.execute([id.0 as i64]).map(|_| ())
}

/// All begins anew, except for the steps that are done.
pub(crate) fn renew(db: &Connection, id: JobId) -> Result<()> {
    let sql = "UPDATE jobs SET attempts = 0, finished_ms = NULL, is_cancelled = 0 WHERE id = ?";
    db.prepare_cached(sql)?.execute([id.0 as i64]).map(|_| ())
}

/// Asks a running job to end itself.
pub(crate) fn ask_to_cancel(db: &Connection, id: JobId) -> Result<()> {
    db.prepare_cached("UPDATE jobs SET is_cancelled = 1 WHERE id = ?")?.execute([id.0 as i64]).map(|_| ())
}

/// Running jobs whose worker is not among the living (a JSON list), or whose lease is over.
pub(crate) fn orphans(db: &Connection, alive: &str, now_ms: i64) -> Result<Vec<JobId>> {
    let sql = "SELECT id FROM jobs WHERE state = 'running' AND (worker IS NULL OR lease_until_ms < ?2
        OR worker NOT IN (SELECT value FROM JSON_EACH(?1))) ORDER BY n";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(params![alive, now_ms], |row| Ok(JobId(row.get::<_, i64>(0)? as u64)))?;
    rows.collect()
}

/// Forgets jobs that ended before a time, except for the newest few; how many.
pub(crate) fn delete_ended(db: &Connection, before_ms: i64, keep_newest: u32) -> Result<usize> {
    let ended = "state IN ('done', 'failed', 'cancelled')";
    let sql = format!(
        "DELETE FROM jobs WHERE {ended} AND finished_ms < ?1
            AND n NOT IN (SELECT n FROM jobs WHERE {ended} ORDER BY n DESC LIMIT ?2)"
    );
    db.prepare_cached(&sql)?.execute(params![before_ms, keep_newest])
}

/// Forgets jobs that ended and after which the same was done for the same game; how many. What they made, a picture of the game as
/// it was, nobody needs any more.
pub(crate) fn delete_superseded(db: &Connection) -> Result<usize> {
    let sql = "DELETE FROM jobs WHERE state IN ('done', 'failed', 'cancelled') AND EXISTS (
        SELECT 1 FROM jobs AS later
        WHERE later.game = jobs.game AND later.kind = jobs.kind AND later.n > jobs.n AND later.state = 'done')";
    db.prepare_cached(sql)?.execute([])
}

/// How many jobs of a batch are in each state.
pub(crate) fn states_of_batch(db: &Connection, batch: BatchId) -> Result<Vec<(JobState, u32)>> {
    let mut statement = db.prepare_cached("SELECT state, COUNT(*) FROM jobs WHERE batch = ? GROUP BY state")?;
    let rows =
        statement.query_map([batch.0 as i64], |row| Ok((JobState::named(row.get_ref(0)?.as_str()?), row.get(1)?)))?;
    rows.collect()
}
