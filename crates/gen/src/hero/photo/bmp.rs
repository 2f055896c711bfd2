//! Reading Windows bitmaps.

use std::io::Cursor;

use image::{ColorType, ImageDecoder, ImageError, codecs::bmp::BmpDecoder};

use crate::hero::{HeroError, photo::PhotoFormat};

use super::{Read, Wanted, color::Colors, view::View};

/// Reads a BMP file.
pub fn read(bytes: &[u8], wanted: Wanted) -> Result<Read, HeroError> {
    let decoder = BmpDecoder::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    let view = View::new(decoder.dimensions(), wanted)?;
    let opacity = match decoder.color_type() {
        ColorType::Rgb8 => false,
        ColorType::Rgba8 => true,
        _ => return Err(HeroError::UnusualFormat(PhotoFormat::Bmp)),
    };
    let row_bytes = view.stored.0 as usize * if opacity { 4 } else { 3 };
    let mut decoded = vec![0; row_bytes * view.stored.1 as usize];
    decoder.read_image(&mut decoded).map_err(|error| reason(&error))?;
    let mut reducer = view.reducer(view.stored);
    for (y, row) in (0..).zip(decoded.chunks_exact(row_bytes)) {
        if opacity {
            reducer.take(y, 0, 1, row.as_chunks::<4>().0);
        } else {
            reducer.take(y, 0, 1, row.as_chunks::<3>().0);
        }
    }
    Ok(Read { view, reducer, colors: Colors::Srgb })
}

/// What a parent is told.
fn reason(error: &ImageError) -> HeroError {
    match error {
        ImageError::Unsupported(_) => HeroError::UnusualFormat(PhotoFormat::Bmp),
        _ => HeroError::Damaged(PhotoFormat::Bmp),
    }
}
