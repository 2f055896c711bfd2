//! The holder's side: a thread that takes requests one after the other.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use interprocess::local_socket::{ListenerOptions, Name, Stream, prelude::*};

use super::frame;
use crate::{StoreError, library::Handler};

/// The longest path of a socket that every Unix takes (macOS: 104 bytes with the end mark).
const MAX_SOCKET_PATH_BYTES: usize = 100;
/// How long an asker may be silent.
const PATIENCE: Duration = Duration::from_secs(2);

/// A thread that answers, until it is dropped.
#[derive(Debug)]
pub(super) struct Server {
    address: String,
    end: Arc<AtomicBool>,
}

impl Server {
    pub fn start(folder: &Path, token: &str, handler: Handler) -> Result<Self, StoreError> {
        let no_answer = |error: std::io::Error| StoreError::NoAnswer { why: error.to_string() };
        let address = address(folder, token);
        if !cfg!(windows) {
            // A crash leaves the socket's file behind; we hold the lock, so it is nobody's.
            let _ = std::fs::remove_file(&address);
        }
        let listener = ListenerOptions::new().name(name(&address).map_err(no_answer)?).create_sync();
        let listener = listener.map_err(no_answer)?;
        #[cfg(unix)]
        crate::files::make_private(Path::new(&address))?;
        let end = Arc::new(AtomicBool::new(false));
        let (ended, token) = (Arc::clone(&end), token.to_owned());
        std::thread::Builder::new()
            .name("library-requests".to_owned())
            .spawn(move || {
                for connection in listener.incoming() {
                    if ended.load(Ordering::Acquire) {
                        break;
                    }
                    // One asker's fault is not the next one's.
                    if let Ok(mut connection) = connection {
                        let _ = answer(&mut connection, &token, &handler);
                    }
                }
            })
            .map_err(no_answer)?;
        Ok(Self { address, end })
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The thread is not waited for: it may be waiting for what its ender holds.
        self.end.store(true, Ordering::Release);
        if let Ok(name) = name(&self.address) {
            let _ = Stream::connect(name);
        }
    }
}

fn answer(connection: &mut Stream, token: &str, handler: &Handler) -> std::io::Result<()> {
    // Not every system has time limits for its pipes.
    let _ = connection.set_recv_timeout(Some(PATIENCE));
    let _ = connection.set_send_timeout(Some(PATIENCE));
    let shown = frame::receive(connection)?;
    let request = frame::receive(connection)?;
    if token.is_empty() || !same(&shown, token.as_bytes()) {
        return frame::send(connection, b"");
    }
    let answer = catch_unwind(AssertUnwindSafe(|| handler(&request)));
    // A first byte tells an answer from a refusal.
    let answer = answer.map_or_else(|_| Vec::new(), |bytes| [b"+", bytes.as_slice()].concat());
    frame::send(connection, &answer)
}

/// Compares without telling by the time it takes where the first difference is.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

/// A socket in the library's folder; where its path would be too long, in the folder for temporary files.
fn address(folder: &Path, token: &str) -> String {
    let end = token.get(..12).unwrap_or("none");
    if cfg!(windows) {
        return format!("snapcade-{end}");
    }
    let here = folder.join("library.sock");
    match here.to_str() {
        Some(path) if path.len() <= MAX_SOCKET_PATH_BYTES => path.to_owned(),
        _ => std::env::temp_dir().join(format!("snapcade-{end}.sock")).to_string_lossy().into_owned(),
    }
}

pub(super) fn name(address: &str) -> std::io::Result<Name<'_>> {
    #[cfg(windows)]
    return address.to_ns_name::<interprocess::local_socket::GenericNamespaced>();
    #[cfg(not(windows))]
    address.to_fs_name::<interprocess::local_socket::GenericFilePath>()
}
