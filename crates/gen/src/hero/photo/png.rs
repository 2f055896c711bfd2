//! Reading PNG pictures.

use std::io::Cursor;

use png::{ColorType, Decoder, DecodingError, Transformations};

use crate::hero::{HeroError, photo::PhotoFormat};

use super::{Read, Wanted, color::Colors, reduce::Reducer, view::View};

/// The passes of an interlaced picture: first column, columns from one pixel to the next, first row, rows from one to
/// the next (PNG specification, 8.1).
const PASSES: [[u32; 4]; 7] =
    [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]];

/// Reads a PNG file row by row; of an animated one, its still picture.
pub fn read(bytes: &[u8], wanted: Wanted) -> Result<Read, HeroError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let header = decoder.read_header_info().map_err(|error| reason(&error))?;
    let (stored, interlaced) = ((header.width, header.height), header.interlaced);
    let view = View::new(stored, wanted)?;
    let mut reader = decoder.read_info().map_err(|error| reason(&error))?;
    let colors = match reader.output_color_type().0 {
        ColorType::Rgb | ColorType::Rgba => Colors::from_icc(reader.info().icc_profile.as_deref()),
        _ => Colors::Srgb,
    };
    let channels = reader.output_color_type().0;
    let passes = if interlaced { &PASSES[..] } else { &[[0, 1, 0, 1]] };

    let mut reducer = view.reducer(stored);
    for &[left, columns, top, rows] in passes {
        if left >= stored.0 {
            continue;
        }
        for y in (top..stored.1).step_by(rows as usize) {
            let row = reader.next_row().map_err(|error| reason(&error))?;
            let row = row.ok_or(HeroError::Damaged(PhotoFormat::Png))?;
            take(&mut reducer, channels, [left, columns, y], row.data());
        }
    }
    Ok(Read { view, reducer, colors })
}

/// Takes a row of whatever channels, one byte each.
fn take(reducer: &mut Reducer, channels: ColorType, [x, step, y]: [u32; 3], row: &[u8]) {
    match channels {
        ColorType::Grayscale => reducer.take(y, x, step, row.as_chunks::<1>().0),
        ColorType::GrayscaleAlpha => reducer.take(y, x, step, row.as_chunks::<2>().0),
        // A picture with a palette is expanded to one of these two.
        ColorType::Rgb | ColorType::Indexed => reducer.take(y, x, step, row.as_chunks::<3>().0),
        ColorType::Rgba => reducer.take(y, x, step, row.as_chunks::<4>().0),
    }
}

/// What a parent is told.
fn reason(error: &DecodingError) -> HeroError {
    match error {
        DecodingError::LimitsExceeded => HeroError::UnusualFormat(PhotoFormat::Png),
        DecodingError::IoError(_) | DecodingError::Format(_) | DecodingError::Parameter(_) => {
            HeroError::Damaged(PhotoFormat::Png)
        }
    }
}
