//! Opening: nothing is written before it is known that the library is ours, whole and free.

use std::{io::ErrorKind, path::Path};

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
