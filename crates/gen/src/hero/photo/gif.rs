//! Reading GIF pictures.

use std::num::NonZeroU64;

use gif::{ColorOutput, DecodeOptions, MemoryLimit};

use crate::hero::{HeroError, Photo, photo::PhotoFormat};

use super::{Read, Wanted, color::Colors, view::View};

/// Reads the first frame of a GIF file. Where the frame does not reach, the picture is clear.
pub fn read(bytes: &[u8], wanted: Wanted) -> Result<Read, HeroError> {
    let damaged = || HeroError::Damaged(PhotoFormat::Gif);
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    if let Some(limit) = NonZeroU64::new(Photo::MAX_PIXELS) {
        options.set_memory_limit(MemoryLimit::Bytes(limit));
    }
    let mut decoder = options.read_info(bytes).map_err(|_| damaged())?;
    let view = View::new((u32::from(decoder.width()), u32::from(decoder.height())), wanted)?;
    let frame = decoder.next_frame_info().map_err(|_| damaged())?.ok_or_else(damaged)?;
    let (left, top) = (u32::from(frame.left), u32::from(frame.top));
    let (width, height) = (usize::from(frame.width), usize::from(frame.height));
    let clear = frame.transparent;
    if width == 0 || (width * height) as u64 > Photo::MAX_PIXELS {
        return Err(damaged());
    }
    let palette = decoder.palette().map_err(|_| damaged())?.as_chunks::<3>().0;
    let mut colors = [[0, 0, 0, 255]; 256];
    for (color, &[red, green, blue]) in colors.iter_mut().zip(palette) {
        *color = [red, green, blue, 255];
    }
    if let Some(clear) = clear {
        colors[usize::from(clear)] = [0; 4];
    }

    let mut indices = vec![0; width * height];
    decoder.read_into_buffer(&mut indices).map_err(|_| damaged())?;
    let mut reducer = view.reducer(view.stored);
    let mut row = Vec::with_capacity(width);
    for (y, line) in (top..).zip(indices.chunks_exact(width)) {
        row.clear();
        row.extend(line.iter().map(|&index| colors[usize::from(index)]));
        reducer.take(y, left, 1, &row);
    }
    Ok(Read { view, reducer, colors: Colors::Srgb })
}
