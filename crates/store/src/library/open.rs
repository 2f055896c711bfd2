//! Opening: nothing is written before it is known that the library is ours, whole and free.

use std::{io::ErrorKind, path::Path, sync::Arc};

use super::{Library, Notice, OpenOptions, WhyReadOnly, open_game::OpenGames};
use crate::{
    StoreError,
    backup::{self, swap},
    damage::{self, Look, wal},
    db::{self, Outcome},
    files,
    instance::{Instance, Taken},
};

/// A new database on its way to its place.
const NEW: &str = "library.new.sqlite";

impl Library {
    /// Opens the library in a folder, or makes a new one there.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another program has it open, [`StoreError::Damaged`] and [`StoreError::NotALibrary`]
    /// for files that are not as they should be; none of them is touched.
    pub fn open(folder: &Path, options: OpenOptions) -> Result<Self, StoreError> {
        Self::open_with(folder, options, &db::known())
    }

    pub(crate) fn open_with(folder: &Path, options: OpenOptions, steps: &[db::Migration]) -> Result<Self, StoreError> {
        db::assert_sqlite()?;
        if options.read_only {
            return Self::open_read_only(folder, WhyReadOnly::Asked);
        }
        let mut instance = match Instance::take(folder, &options)? {
            Taken::Instance(instance) => instance,
            Taken::Forbidden(said) => return Self::open_read_only(folder, WhyReadOnly::Disk { said }),
        };
        let mut notices = Vec::new();
        if swap::end_interrupted(folder, options.now_ms)? {
            notices.push(Notice::SwapEnded);
        }
        let path = folder.join(db::FILE);
        if damage::look(folder)? == Look::Nothing {
            let new = folder.join(NEW);
            for rest in [new.clone(), folder.join("library.new.sqlite-journal")] {
                files::remove(&rest)?;
            }
            db::create(&new)?;
            files::rename(&new, &path)?;
        }
        if let Some(said) = cannot_write(&path) {
            return Self::open_read_only(folder, WhyReadOnly::Disk { said });
        }
        files::make_private(&path)?;
        let log = if instance.was_unclean() { wal::look(&folder.join(db::LOG)) } else { wal::Log::Whole };
        // Before the first connection, which would begin a new log.
        match log {
            wal::Log::Missing => notices.push(Notice::LogMissing { kept: keep(folder, options.now_ms)? }),
            wal::Log::Broken => notices.push(Notice::LogBroken { kept: keep(folder, options.now_ms)? }),
            wal::Log::Whole | wal::Log::Torn => {}
        }
        let mut db = db::write(&path)?;
        let mut search_is_bad = false;
        if instance.was_unclean() {
            let faults = db::quick(&db)?.into_result()?;
            notices.push(Notice::UncleanEnd);
            search_is_bad = !faults.search.is_empty();
            if !faults.loose.is_empty() {
                notices.push(Notice::LooseRows { tables: faults.loose.join(", ") });
            }
        }
        let found: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let known = db::newest(steps);
        if found > known {
            drop(db);
            let mut library = Self::read_file(folder, &path, WhyReadOnly::Newer { found, known })?;
            library.instance = Some(instance);
            return Ok(library);
        }
        db::assert_wal(&db)?;
        let source = db::read(&path)?;
        let outcome = db::migrate(&mut db, steps, |schema| backup::before_migration(&source, folder, schema))?;
        debug_assert_eq!(outcome, Outcome::Newest);
        drop(source);
        if search_is_bad {
            crate::tables::make_search_anew(&db)?;
            notices.push(Notice::SearchMadeAnew);
        }
        instance.begin()?;
        let mut library = Self {
            folder: folder.to_owned(),
            read_only: None,
            notices,
            closed: false,
            backing_up: Arc::default(),
            open_games: OpenGames::default(),
            db,
            instance: Some(instance),
            _copy: None,
        };
        if let Some(handler) = options.handler {
            library.serve(handler)?;
        }
        Ok(library)
    }

    /// Answers requests that other programs send with [`crate::instance::hand_over`], on a thread of its own, until
    /// the library is closed. One at a time.
    pub fn serve(&mut self, handler: super::Handler) -> Result<(), StoreError> {
        match &mut self.instance {
            Some(instance) => instance.serve(handler),
            None => Ok(()),
        }
    }
}

/// Keeps the files as they were found; the folder's name under the library's.
fn keep(folder: &Path, now_ms: i64) -> Result<String, StoreError> {
    let kept = damage::preserve(folder, now_ms)?;
    Ok(kept.strip_prefix(folder).unwrap_or(&kept).display().to_string())
}

/// Why a file that is there cannot be written, if so.
fn cannot_write(path: &Path) -> Option<String> {
    let error = std::fs::OpenOptions::new().append(true).open(path).err()?;
    let forbidden = matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
    forbidden.then(|| error.to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::db::Migration;

    const NOW_MS: i64 = 1_795_262_400_000;

    fn with(sql: &'static str) -> Vec<Migration> {
        let mut steps = db::known();
        steps.push(Migration { version: db::newest(&steps) + 1, sql });
        steps
    }

    #[test]
    fn an_older_library_is_kept_before_it_is_changed() {
        let home = tempfile::tempdir().unwrap();
        Library::open(home.path(), OpenOptions::new(NOW_MS)).unwrap().close().unwrap();
        let steps = with("CREATE TABLE kites (id INTEGER PRIMARY KEY) STRICT");
        let library = Library::open_with(home.path(), OpenOptions::new(NOW_MS), &steps).unwrap();
        library.db.execute("INSERT INTO kites DEFAULT VALUES", []).unwrap();
        library.close().unwrap();
        let name = format!("before-schema-{}.sqlite", db::newest(&db::known()));
        let backup = Library::open_backup(home.path(), &name).unwrap();
        assert!(backup.db.prepare("SELECT * FROM kites").is_err());
    }

    #[test]
    fn a_migration_that_fails_leaves_the_library_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(db::FILE);
        Library::open(home.path(), OpenOptions::new(NOW_MS)).unwrap().close().unwrap();
        let before = fs::read(&path).unwrap();
        let steps = with("CREATE TABLE kites (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1)");
        for _ in 0..2 {
            assert!(Library::open_with(home.path(), OpenOptions::new(NOW_MS), &steps).is_err());
            assert_eq!(fs::read(&path).unwrap(), before);
        }
        let library = Library::open(home.path(), OpenOptions::new(NOW_MS)).unwrap();
        assert_eq!(library.notices(), []);
        assert!(library.db.prepare("SELECT * FROM kites").is_err());
    }

    #[test]
    fn an_older_library_that_is_only_read_is_brought_up_in_a_copy() {
        let home = tempfile::tempdir().unwrap();
        Library::open(home.path(), OpenOptions::new(NOW_MS)).unwrap().close().unwrap();
        let path = home.path().join(db::FILE);
        let old = db::write(&path).unwrap();
        old.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA user_version = 0").unwrap();
        for name in table_names(&old) {
            old.execute_batch(&format!("DROP TABLE \"{name}\"")).unwrap();
        }
        drop(old);
        let before = fs::read(&path).unwrap();
        let library = Library::open(home.path(), OpenOptions::new(NOW_MS).read_only()).unwrap();
        assert!(!table_names(&library.db).is_empty());
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    fn table_names(db: &rusqlite::Connection) -> Vec<String> {
        let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')
            AND name NOT LIKE 'sqlite%'";
        db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn every_setting_that_keeps_the_library_whole_is_on() {
        use rusqlite::config::DbConfig;
        let home = tempfile::tempdir().unwrap();
        let library = Library::open(home.path(), OpenOptions::new(NOW_MS)).unwrap();
        let db = &library.db;
        let number = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(db.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0)).unwrap(), "wal");
        for (name, value) in [
            ("synchronous", 2),
            ("fullfsync", 1),
            ("checkpoint_fullfsync", 1),
            ("foreign_keys", 1),
            ("busy_timeout", 5000),
            ("trusted_schema", 0),
            ("secure_delete", 1),
            ("auto_vacuum", 2),
            ("application_id", i64::from(db::APPLICATION_ID)),
            ("user_version", i64::from(db::newest(&db::known()))),
        ] {
            assert_eq!(number(name), value, "{name}");
        }
        assert!(db.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
        assert!(!db.db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA).unwrap());
        assert!(db.execute("PRAGMA writable_schema = ON", []).is_err() || number("writable_schema") == 0);
        assert!(rusqlite::version_number() >= 3_051_003);
    }
}
