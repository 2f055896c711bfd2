//! Frames on the local socket: a length in four bytes, little-endian, then that many bytes.

use std::io::{Error, ErrorKind, Read, Result, Write};

/// The most bytes of a request or an answer.
///
/// A photo or a large game has to fit, in base64.
pub const MAX_FRAME_BYTES: usize = 48 << 20;

pub(super) fn send(to: &mut impl Write, bytes: &[u8]) -> Result<()> {
    if bytes.len() > MAX_FRAME_BYTES {
        return Err(Error::new(ErrorKind::InvalidInput, "more than 48 MB"));
    }
    to.write_all(&(bytes.len() as u32).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

pub(super) fn receive(from: &mut impl Read) -> Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_FRAME_BYTES {
        return Err(Error::new(ErrorKind::InvalidData, "more than 48 MB"));
    }
    // Grown as bytes come, not by what the other claims.
    let mut bytes = Vec::new();
    from.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() == length { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
}
