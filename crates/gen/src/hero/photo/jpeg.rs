//! Reading JPEG photos.

use jpeg_decoder::{CodingProcess, Decoder, Error, PixelFormat};

use crate::hero::{HeroError, photo::PhotoFormat};

use super::{Read, Wanted, color::Colors, view::View};

/// A photo has one scan, or about ten if it becomes sharper while it loads. A small file may claim any number of scans
/// over millions of pixels, and each takes its time.
const MAX_SCANS: usize = 400;

/// Reads a JPEG file. The decoder reduces it to what is needed or a little more while it decodes, so a large photo that
/// is not progressive takes little memory.
pub fn read(bytes: &[u8], wanted: Wanted) -> Result<Read, HeroError> {
    // Marks the beginning of a scan. It cannot occur within one, but may do so in a thumbnail.
    if bytes.windows(2).filter(|&pair| pair == [0xff, 0xda]).count() > MAX_SCANS {
        return Err(HeroError::UnusualFormat(PhotoFormat::Jpeg));
    }
    let mut decoder = Decoder::new(bytes);
    decoder.read_info().map_err(|error| reason(&error))?;
    let info = decoder.info().ok_or(HeroError::Damaged(PhotoFormat::Jpeg))?;
    let view = View::new((u32::from(info.width), u32::from(info.height)), wanted)?;
    let channels = match info.pixel_format {
        PixelFormat::L8 | PixelFormat::L16 => 1.0,
        PixelFormat::RGB24 => 3.0,
        PixelFormat::CMYK32 => 4.0,
    };
    view.check_memory(
        PhotoFormat::Jpeg,
        match info.coding_process {
            CodingProcess::DctSequential => channels,
            // Two bytes for every coefficient; with the usual subsampling of colours, half of that.
            CodingProcess::DctProgressive => 2.0 * channels,
            CodingProcess::Lossless => 4.0 * channels,
        },
    )?;

    let needed = |stored: u32, part: u32, size: u32| {
        (f64::from(stored) * f64::from(size) / f64::from(part)).ceil().clamp(1.0, f64::from(u16::MAX)) as u16
    };
    let (width, height) = decoder
        .scale(
            needed(view.stored.0, view.part.width, view.size.0),
            needed(view.stored.1, view.part.height, view.size.1),
        )
        .map_err(|error| reason(&error))?;
    let colors = match info.pixel_format {
        PixelFormat::RGB24 => Colors::from_icc(decoder.icc_profile().as_deref()),
        _ => Colors::Srgb,
    };
    let decoded = decoder.decode().map_err(|error| reason(&error))?;

    let mut reducer = view.reducer((u32::from(width), u32::from(height)));
    let row_bytes = usize::from(width) * info.pixel_format.pixel_bytes();
    if decoded.len() != row_bytes * usize::from(height) {
        return Err(HeroError::Damaged(PhotoFormat::Jpeg));
    }
    let mut converted = Vec::new();
    for (y, row) in (0..).zip(decoded.chunks_exact(row_bytes)) {
        match info.pixel_format {
            PixelFormat::L8 => reducer.take(y, 0, 1, row.as_chunks::<1>().0),
            PixelFormat::RGB24 => reducer.take(y, 0, 1, row.as_chunks::<3>().0),
            PixelFormat::L16 => {
                converted.clear();
                converted.extend(row.as_chunks::<2>().0.iter().map(|&gray| [(u16::from_ne_bytes(gray) >> 8) as u8; 3]));
                reducer.take(y, 0, 1, &converted);
            }
            PixelFormat::CMYK32 => {
                converted.clear();
                converted.extend(row.as_chunks::<4>().0.iter().map(|&ink| from_ink(ink)));
                reducer.take(y, 0, 1, &converted);
            }
        }
    }
    Ok(Read { view, reducer, colors })
}

/// The colour of ink on paper, roughly: how much light each of three inks lets through, and then the black one.
fn from_ink([cyan, magenta, yellow, black]: [u8; 4]) -> [u8; 3] {
    [cyan, magenta, yellow].map(|ink| {
        let light = u32::from(255 - ink) * u32::from(255 - black);
        ((light + 127) / 255) as u8
    })
}

/// What a parent is told.
fn reason(error: &Error) -> HeroError {
    match error {
        Error::Unsupported(_) => HeroError::UnusualFormat(PhotoFormat::Jpeg),
        Error::Format(_) | Error::Io(_) | Error::Internal(_) => HeroError::Damaged(PhotoFormat::Jpeg),
    }
}
