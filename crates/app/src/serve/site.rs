//! The files, ready to be sent: looked up by the path as it stands in a request, packed once.

use std::{collections::BTreeMap, fmt::Write as _, io::Write as _};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

/// A file of a web build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedFile {
    /// What is in it.
    pub bytes: Bytes,
    /// Its MIME type.
    pub content_type: &'static str,
}

impl ServedFile {
    /// A file whose type follows from its path.
    pub fn new(path: &str, bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), content_type: content_type(path) }
    }
}

/// The MIME type of a file of a web build, by the end of its path.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "png" => "image/png",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// A file in the form in which it is sent.
#[derive(Debug)]
pub struct Variant {
    /// What goes out.
    pub bytes: Bytes,
    /// A strong `ETag`, with its quotes.
    pub etag: String,
}

/// A file and its forms.
#[derive(Debug)]
pub struct Page {
    /// Its MIME type.
    pub content_type: &'static str,
    /// As it is.
    pub plain: Variant,
    /// Gzipped, where that is shorter.
    pub gzip: Option<Variant>,
}

/// All files, by the path that asks for them. No path of a request ever meets a disk.
#[derive(Debug)]
pub struct Site(BTreeMap<String, Page>);

impl Site {
    /// Packs every file.
    pub fn new(files: &BTreeMap<String, ServedFile>) -> Self {
        Self(files.iter().map(|(path, file)| (spelled(path), page(file))).collect())
    }

    /// The file for the path of a request, which begins with `/`. One spelling leads to a file: nothing is decoded or
    /// resolved, so there are no tricks with dots and slashes.
    pub fn find(&self, path: &str) -> Option<&Page> {
        match path {
            "/" => self.0.get("/index.html"),
            _ => self.0.get(path),
        }
    }
}

fn page(file: &ServedFile) -> Page {
    let hash = blake3::hash(&file.bytes).to_hex();
    // A hundred bits are enough to tell files apart.
    let hash = hash.get(..25).unwrap_or_default();
    let gzip = gzip(&file.bytes).filter(|packed| packed.len() < file.bytes.len());
    Page {
        content_type: file.content_type,
        plain: Variant { bytes: file.bytes.clone(), etag: format!("\"{hash}\"") },
        gzip: gzip.map(|packed| Variant { bytes: packed.into(), etag: format!("\"{hash}-gzip\"") }),
    }
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).ok()?;
    packer.finish().ok()
}

/// How a browser writes a path in a request.
fn spelled(path: &str) -> String {
    path.bytes().fold("/".to_owned(), |mut spelled, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => spelled.push(byte as char),
            // Writing to a String cannot fail.
            _ => drop(write!(spelled, "%{byte:02X}")),
        }
        spelled
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_space_is_found_as_a_browser_writes_it() {
        let files = BTreeMap::from([("a b/ü.txt".to_owned(), ServedFile::new("ü.txt", "hello"))]);
        assert!(Site::new(&files).find("/a%20b/%C3%BC.txt").is_some());
    }
}
