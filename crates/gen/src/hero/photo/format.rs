//! Telling what kind of file one has from its first bytes.

use std::fmt;

use crate::hero::HeroError;

/// A format of photos that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhotoFormat {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG; of an animated one, its still picture.
    Png,
    /// WebP; of an animated one, its first frame.
    WebP,
    /// GIF, its first frame.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// HEIC, as telephones take it.
    Heic,
}

impl fmt::Display for PhotoFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Heic => "HEIC",
        })
    }
}

impl PhotoFormat {
    /// The format of a file, by its content.
    pub fn of(bytes: &[u8]) -> Result<Self, HeroError> {
        if bytes.is_empty() {
            return Err(HeroError::EmptyFile);
        }
        for (start, format) in READ {
            if bytes.starts_with(start) {
                return Ok(format);
            }
        }
        match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
            (Some(b"RIFF"), _, Some(b"WEBP")) => return Ok(Self::WebP),
            (_, Some(b"ftyp"), _) => return Self::of_brands(bytes),
            (Some(b"RIFF"), _, Some(b"AVI ")) | (_, Some(b"moov" | b"mdat" | b"wide" | b"free"), _) => {
                return Err(HeroError::UnsupportedFormat(VIDEO));
            }
            _ => {}
        }
        for (start, name) in NOT_READ {
            if bytes.starts_with(start) {
                return Err(HeroError::UnsupportedFormat(name));
            }
        }
        let head = &bytes[..bytes.len().min(1024)];
        let begins = |text: &[u8]| head.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text));
        if head.trim_ascii_start().starts_with(b"<") || head.starts_with(b"\xef\xbb\xbf<") {
            if begins(b"<svg") {
                return Err(HeroError::UnsupportedFormat("an SVG drawing"));
            }
            if begins(b"<html") || begins(b"<!doctype html") {
                return Err(HeroError::UnsupportedFormat("a web page"));
            }
        }
        Err(HeroError::UnknownFormat)
    }

    /// The format of a file of boxes, which names its brand first and then those that it can be read as.
    fn of_brands(bytes: &[u8]) -> Result<Self, HeroError> {
        let size = bytes.first_chunk().map_or(0, |&size| u32::from_be_bytes(size)) as usize;
        let brands = || bytes[8..size.clamp(12, 256).min(bytes.len())].chunks_exact(4);
        let has = |names: &[&[u8; 4]]| brands().any(|brand| names.iter().any(|&name| name == brand));
        let unsupported = match brands().next() {
            Some(b"crx ") => RAW,
            _ if has(&[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis"]) => return Ok(Self::Heic),
            _ if has(&[b"avif", b"avis"]) => "an AVIF picture",
            Some(b"mif1" | b"msf1" | b"mif2") => return Ok(Self::Heic),
            _ => VIDEO,
        };
        Err(HeroError::UnsupportedFormat(unsupported))
    }
}

const VIDEO: &str = "a video";
const RAW: &str = "a camera's raw picture";
const TIFF: &str = "a TIFF or raw picture";
const JPEG_XL: &str = "a JPEG XL picture";
const JPEG_2000: &str = "a JPEG 2000 picture";

/// How files begin that are read.
const READ: [(&[u8], PhotoFormat); 5] = [
    (b"\xff\xd8\xff", PhotoFormat::Jpeg),
    (b"\x89PNG\r\n\x1a\n", PhotoFormat::Png),
    (b"GIF87a", PhotoFormat::Gif),
    (b"GIF89a", PhotoFormat::Gif),
    (b"BM", PhotoFormat::Bmp),
];

/// How files begin that people may take for photos, and what they are.
const NOT_READ: [(&[u8], &str); 20] = [
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"IIU\0", RAW),
    (b"IIRO", RAW),
    (b"FUJIFILMCCD-RAW", RAW),
    (b"FOVb", RAW),
    (b"%PDF", "a PDF document"),
    (b"8BPS", "a Photoshop file"),
    (b"gimp xcf", "a GIMP file"),
    (b"\x1a\x45\xdf\xa3", VIDEO),
    (b"OggS", VIDEO),
    (b"\0\0\x01\xba", VIDEO),
    (b"\0\0\x01\0", "an icon"),
    (b"\xff\x0a", JPEG_XL),
    (b"\0\0\0\x0cJXL ", JPEG_XL),
    (b"\0\0\0\x0cjP  ", JPEG_2000),
    (b"\xff\x4f\xff\x51", JPEG_2000),
    (b"PK\x03\x04", "an archive or document, not a single photo"),
];
