//! The asker's side.

use std::{path::Path, sync::mpsc, time::Duration};

use interprocess::local_socket::{Stream, prelude::*};

use super::{frame, owner::Owner, serve};
use crate::StoreError;

/// Sends a request to the program that has the library open and gives its answer. Both are at most
/// [`super::MAX_FRAME_BYTES`] less one byte.
///
/// # Errors
/// [`StoreError::NoAnswer`] when nobody has it open, or the holder takes no requests, refuses, or is too slow.
pub fn hand_over(folder: &Path, request: &[u8], timeout: Duration) -> Result<Vec<u8>, StoreError> {
    let no_answer = |why: &str| StoreError::NoAnswer { why: why.to_owned() };
    let owner = Owner::read(folder).flatten().ok_or_else(|| no_answer("it did not say who it is"))?;
    let socket = owner.socket.ok_or_else(|| no_answer("it takes no requests"))?;
    let (token, request) = (owner.token, request.to_vec());
    // On a thread, since not every system has time limits for its pipes.
    let (answer, answered) = mpsc::channel();
    std::thread::Builder::new()
        .name("library-hand-over".to_owned())
        .spawn(move || {
            let _ = answer.send(ask(&socket, &token, &request, timeout));
        })
        .map_err(|error| no_answer(&error.to_string()))?;
    let answer = answered.recv_timeout(timeout).map_err(|_| no_answer("it took too long"))?;
    let answer = answer.map_err(|error| no_answer(&error.to_string()))?;
    match answer.split_first() {
        Some((b'+', answer)) => Ok(answer.to_vec()),
        _ => Err(no_answer("it refused the request")),
    }
}

fn ask(socket: &str, token: &str, request: &[u8], timeout: Duration) -> std::io::Result<Vec<u8>> {
    let mut stream = Stream::connect(serve::name(socket)?)?;
    let _ = stream.set_recv_timeout(Some(timeout));
    let _ = stream.set_send_timeout(Some(timeout));
    frame::send(&mut stream, token.as_bytes())?;
    frame::send(&mut stream, request)?;
    frame::receive(&mut stream)
}
