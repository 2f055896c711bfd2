//! Reading WebP pictures.

use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

use crate::hero::{HeroError, photo::PhotoFormat};

use super::{Read, Wanted, color::Colors, view::View};

/// Reads a WebP file; of an animated one, its first frame.
pub fn read(bytes: &[u8], wanted: Wanted) -> Result<Read, HeroError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    let view = View::new(decoder.dimensions(), wanted)?;
    if !frames_fit(bytes, view.stored) {
        return Err(HeroError::Damaged(PhotoFormat::WebP));
    }
    decoder.set_memory_limit(bytes.len());
    view.check_memory(PhotoFormat::WebP, bytes_per_pixel(&mut decoder))?;
    // A profile that cannot be read is no reason to refuse the photo.
    let colors = Colors::from_icc(decoder.icc_profile().ok().flatten().as_deref());

    let opacity = decoder.has_alpha();
    let length = decoder.output_buffer_size().ok_or(HeroError::Damaged(PhotoFormat::WebP))?;
    let mut decoded = vec![0; length];
    decoder.read_image(&mut decoded).map_err(|error| reason(&error))?;
    let mut reducer = view.reducer(view.stored);
    let row_bytes = view.stored.0 as usize * if opacity { 4 } else { 3 };
    for (y, row) in (0..).zip(decoded.chunks_exact(row_bytes)) {
        if opacity {
            reducer.take(y, 0, 1, row.as_chunks::<4>().0);
        } else {
            reducer.take(y, 0, 1, row.as_chunks::<3>().0);
        }
    }
    Ok(Read { view, reducer, colors })
}

/// Whether no lossy frame says it is larger than the canvas. The decoder asks only after it has decoded the frame.
fn frames_fit(bytes: &[u8], canvas: (u32, u32)) -> bool {
    // Name of the chunk, its length (4 bytes), a tag (3), a start code (3), width and height (RFC 6386, 9.1).
    let frames = bytes.array_windows().filter_map(|chunk: &[u8; 18]| match chunk {
        [b'V', b'P', b'8', b' ', _, _, _, _, _, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1] => {
            Some([[*w0, *w1], [*h0, *h1]].map(|side| u32::from(u16::from_le_bytes(side) & 0x3fff)))
        }
        _ => None,
    });
    frames.into_iter().all(|[width, height]| width <= canvas.0 && height <= canvas.1)
}

/// What the decoder takes at most, in bytes a pixel.
fn bytes_per_pixel(decoder: &mut WebPDecoder<Cursor<&[u8]>>) -> f64 {
    match (decoder.is_animated(), decoder.is_lossy(), decoder.has_alpha()) {
        // The picture, the canvas it is painted on, the frame that is painted and what that is made from.
        (true, ..) => 16.0,
        // The picture, brightness, two colours of a quarter its size, and opacity, which may be decoded as a picture.
        (false, true, true) => 4.0 + 1.5 + 5.0,
        (false, true, false) => 3.0 + 1.5,
        // With opacity, the picture is decoded in place.
        (false, false, true) => 5.0,
        (false, false, false) => 7.0,
    }
}

/// What a parent is told.
fn reason(error: &DecodingError) -> HeroError {
    match error {
        DecodingError::UnsupportedFeature(_) | DecodingError::VersionNumberInvalid(_) => {
            HeroError::UnusualFormat(PhotoFormat::WebP)
        }
        _ => HeroError::Damaged(PhotoFormat::WebP),
    }
}
