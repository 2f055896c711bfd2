//! Mending a database's first page, which holds the header and the list of tables, by that of another one.

use std::{
    fs::{File, OpenOptions},
    io::{Error, ErrorKind, Read as _, Result, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use crate::library::log_of;

/// Puts the first page of `model` on the database at `path`. What it tells of the file's size and of free pages is set
/// for `path`.
pub(super) fn mend(path: &Path, model: &Path) -> Result<()> {
    let mut page = first_page(model)?;
    let page_bytes = page.len() as u64;
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    // A database of no bytes can have all of its pages in its log.
    let pages = file.metadata()?.len().div_ceil(page_bytes).max(1);
    if pages == 1 && std::fs::metadata(log_of(path))?.len() == 0 {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    // <https://www.sqlite.org/fileformat.html#the_database_header>: pages in the file; no free pages, which only reading
    // can do without.
    for (at, number) in [(28, u32::try_from(pages).unwrap_or(u32::MAX)), (32, 0), (36, 0)] {
        if let Some(bytes) = page.get_mut(at..at + 4) {
            bytes.copy_from_slice(&number.to_be_bytes());
        }
    }
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&page)?;
    file.set_len(pages * page_bytes)
}

/// Drops the part of a page with which a file that was cut off ends: SQLite would read zeros for the rest of it.
pub(super) fn drop_part(path: &Path) -> Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    let bytes = file.metadata()?.len();
    let page_bytes = first_page(path).map_or(4096, |page| page.len() as u64);
    file.set_len(bytes / page_bytes * page_bytes)
}

fn first_page(model: &Path) -> Result<Vec<u8>> {
    let mut file = File::open(model)?;
    let mut header = [0; 100];
    file.read_exact(&mut header)?;
    let page_bytes = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        bytes if bytes >= 512 && bytes.is_power_of_two() && header.starts_with(b"SQLite format 3\0") => {
            usize::from(bytes)
        }
        _ => return Err(Error::new(ErrorKind::InvalidData, "not a database")),
    };
    let mut page = vec![0; page_bytes];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut page)?;
    Ok(page)
}
