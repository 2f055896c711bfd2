//! One writer at a time: a lock on the library's folder that a crash releases, who holds it, and a way to hand a
//! request over to the holder.
//!
//! - `library.lock` is empty and locked by the system as long as its holder lives.
//! - `library.owner` says who holds it, and after its end whether that end was clean. Only its owner can read it; the
//!   token in it proves to the holder that an asker may read the library's folder.

mod frame;
mod hand_over;
mod owner;
mod serve;

use std::{
    fs::{File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

pub use frame::MAX_FRAME_BYTES;
pub use hand_over::hand_over;
pub(crate) use owner::Owner;
use serve::Server;

use crate::{
    StoreError, files,
    library::{Handler, OpenOptions},
};

/// The file that is locked.
pub(crate) const LOCK: &str = "library.lock";
/// How often the lock is tried while waiting for it.
const EVERY: Duration = Duration::from_millis(20);

/// Whether the program that has the library open takes requests ([`hand_over`]).
pub fn takes_requests(folder: &Path) -> bool {
    Owner::read(folder).flatten().is_some_and(|owner| owner.socket.is_some())
}

/// The right to write the library, until it is dropped.
#[derive(Debug)]
pub(crate) struct Instance {
    folder: PathBuf,
    owner: Owner,
    was_unclean: bool,
    begun: bool,
    server: Option<Server>,
    // Released by the system when it is closed, in whatever way.
    _lock: File,
}

/// What came of asking for the lock.
#[derive(Debug)]
pub(crate) enum Taken {
    /// It is ours.
    Instance(Instance),
    /// The folder cannot be written, in the system's words.
    Forbidden(String),
}

impl Instance {
    /// Takes the lock, waiting for it as long as the options say. Makes the folder if it is not there.
    pub fn take(folder: &Path, options: &OpenOptions) -> Result<Taken, StoreError> {
        files::private_folder(folder)?;
        let path = folder.join(LOCK);
        let lock = match files::private().create(true).truncate(false).open(&path) {
            Ok(lock) => lock,
            Err(error) if is_forbidden(error.kind()) => return Ok(Taken::Forbidden(error.to_string())),
            Err(error) => return Err(StoreError::at(&path)(error)),
        };
        // A little in any case: the doctor looks at the lock for a moment.
        let mut left = options.wait.max(EVERY * 4);
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(StoreError::at(&path)(error)),
                Err(TryLockError::WouldBlock) if left.is_zero() => return Err(in_use(folder)),
                Err(TryLockError::WouldBlock) => {
                    let pause = left.min(EVERY);
                    std::thread::sleep(pause);
                    left -= pause;
                }
            }
        }
        let was_unclean = Owner::read(folder).is_some_and(|found| found.is_none_or(|owner| owner.open));
        let owner = Owner::new(options.now_ms, &options.program, was_unclean);
        match owner.write(folder) {
            Ok(()) => {}
            Err(StoreError::Folder { error, .. }) if is_forbidden(error.kind()) => {
                return Ok(Taken::Forbidden(error.to_string()));
            }
            Err(error) => return Err(error),
        }
        Ok(Taken::Instance(Self {
            folder: folder.to_owned(),
            owner,
            was_unclean,
            begun: false,
            server: None,
            _lock: lock,
        }))
    }

    /// Whether the last holder did not say that its end was clean.
    pub const fn was_unclean(&self) -> bool {
        self.was_unclean
    }

    /// From here on an end without [`Instance::end_clean`] is unclean.
    pub fn begin(&mut self) -> Result<(), StoreError> {
        self.begun = true;
        self.owner.open = true;
        self.owner.write(&self.folder)
    }

    /// The library was closed in order.
    pub fn end_clean(&mut self) -> Result<(), StoreError> {
        self.server = None;
        // One that never began leaves the mark as it was found.
        if !self.begun {
            return Ok(());
        }
        self.owner.open = false;
        self.owner.write(&self.folder)
    }

    /// Takes requests of others over.
    pub fn serve(&mut self, handler: Handler) -> Result<(), StoreError> {
        self.server = None;
        let server = Server::start(&self.folder, &self.owner.token, handler)?;
        self.owner.socket = Some(server.address().to_owned());
        self.server = Some(server);
        self.owner.write(&self.folder)
    }
}

fn is_forbidden(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

fn in_use(folder: &Path) -> StoreError {
    let found = Owner::read(folder).flatten();
    found.map_or_else(
        || StoreError::InUse { pid: 0, since_ms: 0, program: "another program".to_owned() },
        |owner| StoreError::InUse { pid: owner.pid, since_ms: owner.since_ms, program: owner.program },
    )
}
