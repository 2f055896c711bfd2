//! What itch.io asks of a zip that is to be played in the browser (its documentation, "Uploading HTML5 games").

use std::{collections::BTreeSet, fmt};

use crate::{html, zipped};

/// Most files.
pub const MOST_FILES: usize = 1000;
/// Most bytes of all files, unpacked.
pub const MOST_BYTES: u64 = 500 << 20;
/// Most bytes of one file, unpacked.
pub const MOST_FILE_BYTES: u64 = 200 << 20;
/// Most characters of a file's path.
pub const MOST_PATH_CHARS: usize = 240;

/// A rule that is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// It cannot be read.
    NoZip(String),
    /// No `index.html` in the top folder.
    NoIndex,
    /// Too many files.
    Files(usize),
    /// Too large altogether.
    Bytes(u64),
    /// One is too large.
    FileBytes(String),
    /// A name is too long.
    Path(String),
    /// A name is not UTF-8, or two differ only in upper and lower case.
    Name(String),
    /// A page asks for something by an address that is not relative.
    Address(String),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoZip(message) => write!(f, "it is no zip ({message})"),
            Self::NoIndex => write!(f, "index.html has to be in the top folder, spelled so"),
            Self::Files(count) => write!(f, "{count} files are too many, {MOST_FILES} are allowed"),
            Self::Bytes(bytes) => write!(f, "{bytes} bytes are too much, {MOST_BYTES} are allowed"),
            Self::FileBytes(name) => write!(f, "{name} has more than {MOST_FILE_BYTES} bytes"),
            Self::Path(name) => write!(f, "{name}: the name has more than {MOST_PATH_CHARS} characters"),
            Self::Name(name) => write!(f, "{name}: the name is not UTF-8, or another differs in case only"),
            Self::Address(address) => write!(f, "{address}: an address has to be relative"),
        }
    }
}

/// Every rule that a zip breaks.
pub fn check(bytes: &[u8]) -> Vec<Violation> {
    let mut archive = match zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return vec![Violation::NoZip(error.to_string())],
    };
    let (mut found, mut files, mut total) = (Vec::new(), 0, 0);
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index_raw(index) else {
            found.push(Violation::NoZip(format!("file {index}")));
            continue;
        };
        let Ok(name) = std::str::from_utf8(file.name_raw()) else {
            found.push(Violation::Name(String::from_utf8_lossy(file.name_raw()).into_owned()));
            continue;
        };
        if name.ends_with('/') {
            continue;
        }
        files += 1;
        total += file.size();
        if file.size() > MOST_FILE_BYTES {
            found.push(Violation::FileBytes(name.to_owned()));
        }
        if name.chars().count() > MOST_PATH_CHARS {
            found.push(Violation::Path(name.to_owned()));
        }
        // Two such files become one where a disk does not tell them apart.
        if !names.insert(name.to_lowercase()) {
            found.push(Violation::Name(name.to_owned()));
        }
    }
    if files > MOST_FILES {
        found.push(Violation::Files(files));
    }
    if total > MOST_BYTES {
        found.push(Violation::Bytes(total));
    }
    if !zipped::file_names(&archive).iter().any(|name| name == "index.html") {
        found.push(Violation::NoIndex);
    } else if let Ok(mut archive) = zipped::archive(bytes)
        && let Ok(Some(page)) = zipped::find(&mut archive, "index.html", crate::OPENED_BYTES)
    {
        let page = String::from_utf8_lossy(&page);
        found.extend(addresses(&page).into_iter().filter(|address| !is_relative(address)).map(Violation::Address));
    }
    found
}

/// What a page loads: values of `href` and `src` outside of its scripts.
fn addresses(page: &str) -> Vec<String> {
    let mut markup = page.to_owned();
    for block in html::blocks(page).filter(|block| !block.text.is_empty()) {
        markup = markup.replace(block.text, "");
    }
    let mut found = Vec::new();
    for key in [" href=", " src="] {
        let values = markup.split(key).skip(1);
        found.extend(values.map(|rest| {
            let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote));
            let end = |c: char| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote);
            rest.trim_start_matches(['"', '\'']).split(end).next().unwrap_or_default().to_owned()
        }));
    }
    found
}

/// Whether an address leads to a file of the zip (or into the page itself).
fn is_relative(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default().contains(':');
    address.starts_with("data:") || !(address.starts_with('/') || scheme)
}
