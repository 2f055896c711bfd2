//! Mending a database's first page, which holds the header and the list of tables, by that of another one.

use std::{
    fs::{File, OpenOptions},
    io::{Error, ErrorKind, Read as _, Result, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use crate::library::log_of;

/// Puts the first page of `model` on the database at `path`, or keeps its own without one. What the page tells of the
/// file's size and of free pages is set for `path`.
pub(super) fn mend(path: &Path, model: Option<&Path>) -> Result<()> {
    let mut page = first_page(model.unwrap_or(path))?;
    let page_bytes = page.len();
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    // A database of no bytes can have all of its pages in its log.
    let mut pages = file.metadata()?.len().div_ceil(page_bytes as u64).max(1);
    if pages == 1 && std::fs::metadata(log_of(path))?.len() == 0 {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    file.set_len(pages * page_bytes as u64)?;
    if let Some(model) = model {
        // A long list of tables goes on on further pages, which are put at the end.
        let mut model = File::open(model)?;
        for at in children(&page) {
            let child = u64::from(number(&page, at)).saturating_sub(1);
            let mut bytes = vec![0; page_bytes];
            model.seek(SeekFrom::Start(child * page_bytes as u64))?;
            model.read_exact(&mut bytes)?;
            file.seek(SeekFrom::Start(pages * page_bytes as u64))?;
            file.write_all(&bytes)?;
            pages += 1;
            set(&mut page, at, u32::try_from(pages).unwrap_or(u32::MAX));
        }
    }
    // <https://www.sqlite.org/fileformat.html#the_database_header>: pages in the file; no free pages, which only reading
    // can do without; the counter that says that the size holds.
    let counter = number(&page, 24);
    for (at, value) in [(28, u32::try_from(pages).unwrap_or(u32::MAX)), (32, 0), (36, 0), (92, counter)] {
        set(&mut page, at, value);
    }
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&page)
}

/// Where the first page names the pages on which the list of tables goes on.
fn children(page: &[u8]) -> Vec<usize> {
    const INNER: u8 = 5;
    if page.get(100) != Some(&INNER) {
        return Vec::new();
    }
    let half = |at: usize| usize::from(u16::from_be_bytes([page[at], page[at + 1]]));
    let cells = half(103).min((page.len() - 112) / 2);
    let places = (0..cells).map(|cell| half(112 + 2 * cell)).filter(|at| at + 4 <= page.len());
    places.chain([108]).collect()
}

fn number(page: &[u8], at: usize) -> u32 {
    page.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
}

fn set(page: &mut [u8], at: usize, value: u32) {
    if let Some(bytes) = page.get_mut(at..at + 4) {
        bytes.copy_from_slice(&value.to_be_bytes());
    }
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
