//! Pictures as PNG.

use std::{collections::BTreeMap, io::Cursor};

use crate::{
    limits,
    sheet::{Rgba, Sheet, SheetError},
    text::quotable,
};

/// A picture as indices into its palette.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) palette: Vec<Rgba>,
    pub(super) pixels: Vec<u8>,
}

/// Width times height, as far as the header is one; 0 otherwise.
pub(super) fn pixels_claimed(bytes: &[u8]) -> usize {
    let side = |at: usize| {
        let side = bytes.get(at..at + 4).and_then(|side| side.try_into().ok()).map_or(0, u32::from_be_bytes);
        usize::try_from(side).unwrap_or(usize::MAX)
    };
    match bytes.get(12..16) {
        Some(b"IHDR") => side(16).saturating_mul(side(20)),
        _ => 0,
    }
}

pub(super) fn decode_png(bytes: &[u8]) -> Result<Picture, SheetError> {
    // A frame may be large, and so may a picture of many; the sum is what counts.
    if pixels_claimed(bytes) > 2 * limits::SHEET_PIXELS {
        return Err(SheetError::Picture(format!("{} pixels are too many", pixels_claimed(bytes))));
    }
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_limits(png::Limits { bytes: limits::ASSET_BYTES * 4 });
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(unreadable)?;
    let size = reader.output_buffer_size().ok_or_else(|| SheetError::Picture("it is too large".into()))?;
    let mut raw = vec![0; size];
    let shown = reader.next_frame(&mut raw).map_err(unreadable)?;
    let info = reader.info();
    if (shown.width, shown.height) != (info.width, info.height) {
        // An animated PNG whose first frame is a part of the picture.
        return Err(SheetError::Picture("it is animated; export the frames beside each other".into()));
    }
    let (palette, pixels) = indexed(&raw[..shown.buffer_size()], shown.color_type.samples(), known_palette(info))?;
    Ok(Picture { width: shown.width, height: shown.height, palette, pixels })
}

/// The pixels as indices into the palette, to which colours are added as they come. `raw` has so many `channels`: 1 for
/// grey, 2 with opacity, 3 for red, green and blue, 4 with opacity.
pub(in crate::sheet) fn indexed(
    raw: &[u8],
    channels: usize,
    mut palette: Vec<Rgba>,
) -> Result<(Vec<Rgba>, Vec<u8>), SheetError> {
    let mut indices: BTreeMap<Rgba, u8> = BTreeMap::new();
    for (i, &entry) in palette.iter().enumerate() {
        indices.entry(entry).or_insert(i as u8);
    }
    let mut pixels = Vec::with_capacity(raw.len() / channels);
    // Pixels are mostly like the one before.
    let mut last = (Rgba::CLEAR, 0);
    for pixel in raw.chunks_exact(channels) {
        let color = color(pixel);
        if color != last.0 {
            let index = match indices.get(&color) {
                Some(&index) => index,
                None if palette.len() < limits::SHEET_COLORS => {
                    let index = palette.len() as u8;
                    palette.push(color);
                    indices.insert(color, index);
                    index
                }
                None => {
                    let message = "it has more than 255 colours; save it with a palette";
                    return Err(SheetError::Picture(message.into()));
                }
            };
            last = (color, index);
        }
        pixels.push(last.1);
    }
    Ok((palette, pixels))
}

fn color(pixel: &[u8]) -> Rgba {
    match *pixel {
        // Whatever colour hides behind full transparency, it is the see-through one.
        [] | [_, 0] | [_, _, _, 0] => Rgba::CLEAR,
        [grey] => Rgba { r: grey, g: grey, b: grey, a: 255 },
        [grey, a] => Rgba { r: grey, g: grey, b: grey, a },
        [r, g, b] => Rgba { r, g, b, a: 255 },
        [r, g, b, a, ..] => Rgba { r, g, b, a },
    }
}

/// The palette of an indexed picture in its own order, behind the see-through colour.
fn known_palette(info: &png::Info<'_>) -> Vec<Rgba> {
    let mut palette = vec![Rgba::CLEAR];
    if let Some(colors) = &info.palette {
        let alphas = info.trns.as_deref().unwrap_or(&[]);
        for (i, color) in colors.chunks_exact(3).enumerate() {
            let a = alphas.get(i).copied().unwrap_or(255);
            if a > 0 && palette.len() < limits::SHEET_COLORS {
                palette.push(Rgba { r: color[0], g: color[1], b: color[2], a });
            }
        }
    }
    palette
}

pub(super) fn encode_png(sheet: &Sheet, pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, SheetError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_palette(sheet.palette.iter().flat_map(|c| [c.r, c.g, c.b]).collect::<Vec<_>>());
    encoder.set_trns(sheet.palette.iter().map(|c| c.a).collect::<Vec<_>>());
    let mut writer = encoder.write_header().map_err(unwritable)?;
    writer.write_image_data(pixels).map_err(unwritable)?;
    writer.finish().map_err(unwritable)?;
    Ok(out)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn unreadable(error: png::DecodingError) -> SheetError {
    SheetError::Picture(quotable(&error.to_string(), 200))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn unwritable(error: png::EncodingError) -> SheetError {
    SheetError::Picture(error.to_string())
}
