//! Bringing one table over.

use rusqlite::{
    Connection, Row, Statement,
    types::{ToSqlOutput, Value, ValueRef},
};

use super::rows::{self, Rows};
use crate::StoreError;

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescuedTable {
    /// Its name in the database.
    pub name: String,
    /// Rows that could be read.
    pub rows: u64,
    /// Rows that the damaged library had lost and the backup had.
    pub from_backup: u64,
    /// Whether parts of it could not be read. How many rows were there, nobody knows.
    pub lost: bool,
}

impl RescuedTable {
    /// Whether everything is there.
    pub const fn is_complete(&self) -> bool {
        !self.lost
    }
}

/// The tables of the newest schema: ordinary ones, and full-text indexes by the name that rows are put in by.
pub(super) fn names(db: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    Ok(db.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Brings the rows over that can be read, then those of the backup that are missing where the table is damaged.
pub(super) fn rescue(
    name: &str,
    source: Option<&Connection>,
    backup: Option<&Connection>,
    target: &Connection,
) -> Result<RescuedTable, StoreError> {
    let mut report = RescuedTable { name: name.to_owned(), rows: 0, from_backup: 0, lost: source.is_none() };
    let shape = Shape::of(target, name)?;
    let mut gaps = vec![(i64::MIN, i64::MAX)];
    // A table that the damaged library did not have is empty, not lost.
    let there = source.and_then(|source| Shape::of(source, name).ok().filter(|found| !found.columns.is_empty()));
    if let (Some(source), Some(found)) = (source, &there) {
        let took = take(source, found, target, &shape)?;
        report.rows = took.rows;
        gaps = took.gaps;
        report.lost = !gaps.is_empty();
    } else if source.is_some_and(|source| is_listed(source, name) == Some(false)) {
        return Ok(report);
    } else {
        report.lost = true;
    }
    if let Some(backup) = backup.filter(|_| report.lost)
        && let Ok(found) = Shape::of(backup, name)
    {
        report.from_backup = fill(backup, &found, target, &shape, &gaps)?;
    }
    Ok(report)
}

fn is_listed(db: &Connection, name: &str) -> Option<bool> {
    db.query_row("SELECT count(*) FROM sqlite_schema WHERE name = ?", [name], |row| row.get::<_, i64>(0))
        .ok()
        .map(|count| count > 0)
}

/// A table's columns.
struct Shape {
    /// Where rows are put.
    quoted: String,
    /// Where rows are read; a full-text index keeps its rows in a table of its own.
    read_from: String,
    columns: Vec<String>,
    /// The same, by the names they are read by.
    read_columns: Vec<String>,
    has_rowid: bool,
}

impl Shape {
    fn of(db: &Connection, name: &str) -> Result<Self, StoreError> {
        let sql = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid";
        let columns: Vec<String> =
            db.prepare(sql)?.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let sql = "SELECT type = 'virtual', wr FROM pragma_table_list WHERE schema = 'main' AND name = ?";
        let (is_index, without_rowid): (bool, bool) =
            db.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (read_from, read_columns) = if is_index {
            (quoted(&format!("{name}_content")), (0..columns.len()).map(|number| format!("c{number}")).collect())
        } else {
            (quoted(name), columns.clone())
        };
        Ok(Self { quoted: quoted(name), read_from, columns, read_columns, has_rowid: !without_rowid })
    }

    /// The columns that both have: (names to put by, names to read by).
    fn common(&self, target: &Self) -> (Vec<String>, Vec<String>) {
        let both = self.columns.iter().zip(&self.read_columns).filter(|(name, _)| target.columns.contains(name));
        both.map(|(name, read)| (quoted(name), quoted(read))).unzip()
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

struct Took {
    rows: u64,
    gaps: Vec<(i64, i64)>,
}

fn insert<'a>(
    target: &'a Connection,
    shape: &Shape,
    columns: &[String],
    rowid: bool,
) -> Result<Statement<'a>, StoreError> {
    let names = rowid.then(|| "rowid".to_owned()).into_iter().chain(columns.iter().cloned()).collect::<Vec<_>>();
    let places = vec!["?"; names.len()].join(", ");
    Ok(target.prepare(&format!("INSERT OR IGNORE INTO {} ({}) VALUES ({places})", shape.quoted, names.join(", ")))?)
}

/// Takes every row that can be read.
fn take(source: &Connection, found: &Shape, target: &Connection, shape: &Shape) -> Result<Took, StoreError> {
    let (columns, read) = found.common(shape);
    let mut put = insert(target, shape, &columns, found.has_rowid)?;
    if !found.has_rowid {
        return take_without_numbers(source, found, &read, &mut put);
    }
    let Rows { found: numbers, mut gaps } = rows::find(source, &found.read_from);
    let sql = format!("SELECT rowid, {} FROM {} NOT INDEXED WHERE rowid = ?", read.join(", "), found.read_from);
    let Ok(mut get) = source.prepare(&sql) else { return Ok(Took { rows: 0, gaps: vec![(i64::MIN, i64::MAX)] }) };
    let mut rows = 0;
    for number in numbers {
        match get.query_row([number], |row| values(row, read.len() + 1)) {
            Ok(values) if put_row(&mut put, &values)? => rows += 1,
            // Its long values lie on a bad page, or it is no row of this table.
            _ => gaps.push((number, number)),
        }
    }
    Ok(Took { rows, gaps })
}

/// Tables that are sorted by their first column are read from both ends.
fn take_without_numbers(
    source: &Connection,
    found: &Shape,
    read: &[String],
    put: &mut Statement<'_>,
) -> Result<Took, StoreError> {
    let mut rows = 0;
    for order in ["ASC", "DESC"] {
        // By the primary key's first column, which these tables declare first.
        let Some(first) = read.first() else { break };
        let sql = format!("SELECT {} FROM {} ORDER BY {first} {order}", read.join(", "), found.read_from);
        let (took, whole) = take_in_order(source, &sql, read.len(), put)?;
        rows += took;
        if whole {
            return Ok(Took { rows, gaps: Vec::new() });
        }
    }
    Ok(Took { rows, gaps: vec![(i64::MIN, i64::MAX)] })
}

/// Takes rows until the end or an error: how many, and whether it came to the end.
fn take_in_order(
    source: &Connection,
    sql: &str,
    columns: usize,
    put: &mut Statement<'_>,
) -> Result<(u64, bool), StoreError> {
    let mut took = 0;
    let Ok(mut get) = source.prepare(sql) else { return Ok((took, false)) };
    let Ok(mut reading) = get.query([]) else { return Ok((took, false)) };
    loop {
        match reading.next() {
            Ok(Some(row)) => took += u64::from(put_row(put, &values(row, columns)?)?),
            Ok(None) => return Ok((took, true)),
            Err(_) => return Ok((took, false)),
        }
    }
}

/// Takes rows of the backup that are missing, where the damaged table has gaps. A row that is outside of them was removed
/// on purpose.
fn fill(
    backup: &Connection,
    found: &Shape,
    target: &Connection,
    shape: &Shape,
    gaps: &[(i64, i64)],
) -> Result<u64, StoreError> {
    let (columns, read) = found.common(shape);
    let mut put = insert(target, shape, &columns, found.has_rowid)?;
    let mut rows = 0;
    let names = found.has_rowid.then(|| "rowid".to_owned()).into_iter().chain(read).collect::<Vec<_>>();
    let condition = if found.has_rowid { "WHERE rowid BETWEEN ?1 AND ?2" } else { "WHERE ?1 <= ?2" };
    let mut get = backup.prepare(&format!("SELECT {} FROM {} {condition}", names.join(", "), found.read_from))?;
    for (from, to) in gaps {
        let mut reading = get.query([from, to])?;
        while let Some(row) = reading.next()? {
            rows += u64::from(put_row(&mut put, &values(row, names.len())?)?);
        }
    }
    Ok(rows)
}

/// Whether the row was new and fitted.
fn put_row(put: &mut Statement<'_>, values: &[Value]) -> Result<bool, StoreError> {
    match put.execute(rusqlite::params_from_iter(values.iter().map(|value| ToSqlOutput::Borrowed(value.into())))) {
        Ok(count) => Ok(count > 0),
        // Not what the table takes: a flipped bit, most likely.
        Err(rusqlite::Error::SqliteFailure(failure, _))
            if matches!(
                failure.code,
                rusqlite::ErrorCode::ConstraintViolation
                    | rusqlite::ErrorCode::TypeMismatch
                    | rusqlite::ErrorCode::TooBig
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// A row's values. Texts that are not UTF-8 any more are kept as far as they are.
fn values(row: &Row<'_>, columns: usize) -> rusqlite::Result<Vec<Value>> {
    let value = |at| {
        Ok(match row.get_ref(at)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Real(number) => Value::Real(number),
            ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
            ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
        })
    };
    (0..columns).map(value).collect()
}
