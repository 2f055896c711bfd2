//! From layers and cels to frames of indexed pixels.

use std::io::Read;

use flate2::bufread::ZlibDecoder;

use super::{
    Colors, Mode,
    blend::{blend, scaled},
    bytes::TOO_SHORT,
    chunks::{Ase, Cel, Layer},
    fault,
};
use crate::{
    limits,
    sheet::{Rgba, SheetError, aseprite::indexed},
};

/// Pixels of all cels that are unpacked for one sheet; as if every frame had sixteen full layers.
const CEL_PIXELS: usize = 16 * limits::SHEET_PIXELS;

/// The palette and the frames.
pub(super) fn flatten(file: &Ase<'_>) -> Result<(Vec<Rgba>, Vec<Vec<u8>>), SheetError> {
    let (width, height) = (usize::from(file.header.width), usize::from(file.header.height));
    let mut raw = Vec::new();
    let mut unpacked = Vec::new();
    check_work(file)?;
    let mut colors = &[Rgba::CLEAR; 256];
    for (i, frame) in file.frames.iter().enumerate() {
        if let Some(palette) = &frame.palette {
            colors = &palette.0;
        }
        let mut canvas = vec![Rgba::CLEAR; width * height];
        for (index, layer, cel) in stack(file, i) {
            unpack(cel, file.header.mode, &mut unpacked)
                .map_err(|message| fault(format!("frames[{i}].layers[{index}]"), message))?;
            let clear = (!layer.is_background).then_some(file.header.clear_index);
            paint(
                &mut canvas,
                (width, height),
                layer,
                cel,
                &Pixels { mode: file.header.mode, bytes: &unpacked, colors, clear },
            );
        }
        raw.extend(canvas.iter().flat_map(|c| [c.r, c.g, c.b, c.a]));
    }
    let mut palette = vec![Rgba::CLEAR];
    let first_palette = file.frames.iter().find_map(|frame| frame.palette.as_deref());
    if let (Mode::Indexed, Some(&(colors, known))) = (file.header.mode, first_palette) {
        let clear = usize::from(file.header.clear_index);
        palette.extend(colors.iter().enumerate().take(known).filter(|&(i, c)| i != clear && c.a > 0).map(|(_, &c)| c));
        palette.truncate(limits::SHEET_COLORS);
    }
    // Colours that nothing shows make way for those that layers mix.
    let (palette, pixels) = indexed(&raw, 4, palette).or_else(|_| indexed(&raw, 4, vec![Rgba::CLEAR]))?;
    Ok((palette, pixels.chunks_exact(width * height).map(<[u8]>::to_vec).collect()))
}

/// Refuses what would take too long, before anything is unpacked.
fn check_work(file: &Ase<'_>) -> Result<(), SheetError> {
    let mut pixels_left = CEL_PIXELS;
    for i in 0..file.frames.len() {
        for (index, _, cel) in stack(file, i) {
            let pixels = usize::from(cel.image.width) * usize::from(cel.image.height);
            let too_many = || fault(format!("frames[{i}].layers[{index}]"), "too many pixels in all layers");
            pixels_left = pixels_left.checked_sub(pixels).ok_or_else(too_many)?;
        }
    }
    Ok(())
}

/// What can be seen of a frame, from behind to before.
fn stack<'f, 'a>(file: &'f Ase<'a>, frame: usize) -> Vec<(u16, &'f Layer, &'f Cel<'a>)> {
    let cels = file.cels.range((frame, 0)..=(frame, u16::MAX));
    let mut stack: Vec<_> = cels
        .filter_map(|(&(_, index), cel)| Some((index, file.layers.get(usize::from(index))?, cel)))
        .filter(|(_, layer, _)| layer.visible)
        .collect();
    stack.sort_by_key(|&(index, _, cel)| (i32::from(index) + i32::from(cel.z), cel.z));
    stack
}

/// The bytes of a cel's pixels, exactly as many as it has to have. `out` grows with what is there, not with what is
/// claimed.
fn unpack(cel: &Cel<'_>, mode: Mode, out: &mut Vec<u8>) -> Result<(), &'static str> {
    let length = cel.image.length(mode);
    out.clear();
    if cel.image.is_packed {
        let read = ZlibDecoder::new(cel.image.bytes).take(length as u64).read_to_end(out);
        read.map_err(|_| "its pixels are damaged")?;
    } else {
        out.extend_from_slice(cel.image.bytes.get(..length).ok_or(TOO_SHORT)?);
    }
    if out.len() < length { Err(TOO_SHORT) } else { Ok(()) }
}

/// Pixels as the file has them, and what they mean.
struct Pixels<'p> {
    mode: Mode,
    bytes: &'p [u8],
    colors: &'p Colors,
    /// The index that is seen through.
    clear: Option<u8>,
}

impl Pixels<'_> {
    fn color(&self, pixel: &[u8]) -> Rgba {
        match (self.mode, pixel) {
            (Mode::Rgba, &[r, g, b, a]) => Rgba { r, g, b, a },
            (Mode::Grayscale, &[grey, a]) => Rgba { r: grey, g: grey, b: grey, a },
            (Mode::Indexed, &[index]) if self.clear != Some(index) => self.colors[usize::from(index)],
            _ => Rgba::CLEAR,
        }
    }
}

/// Lays a cel over what is there; what reaches out of the frame is left out.
fn paint(canvas: &mut [Rgba], (width, height): (usize, usize), layer: &Layer, cel: &Cel<'_>, pixels: &Pixels<'_>) {
    let opacity = scaled(cel.opacity, layer.opacity);
    let row_bytes = usize::from(cel.image.width) * pixels.mode.bytes();
    if row_bytes == 0 {
        return;
    }
    let inside = |start: i16, offset: usize, side: usize| {
        usize::try_from(i32::from(start) + offset as i32).ok().filter(|&place| place < side)
    };
    for (row, line) in pixels.bytes.chunks_exact(row_bytes).enumerate() {
        let Some(y) = inside(cel.y, row, height) else { continue };
        for (column, pixel) in line.chunks_exact(pixels.mode.bytes()).enumerate() {
            if let Some(x) = inside(cel.x, column, width) {
                let below = &mut canvas[y * width + x];
                *below = blend(*below, pixels.color(pixel), opacity, layer.blend);
            }
        }
    }
}
