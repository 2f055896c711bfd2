//! Pictures as small PNGs: a palette, and rows filtered with regard to whole-pixel scaling.
//!
//! A general encoder judges each row for itself. In an enlarged picture all but one row of each pixel are equal to the
//! row above, so the filter "up" makes nothing of them.

use std::{collections::BTreeMap, io::Write as _, iter};

use flate2::{Compression, write::ZlibEncoder};
use snapcade_paint::{Canvas, PictureError};

/// Most colours of a palette.
const MOST: usize = 256;
const FILTER_NONE: u8 = 0;
const FILTER_UP: u8 = 2;

/// A picture as an indexed PNG, each of its pixels `scale` times as wide and high. Of more than 256 colours the rarest are
/// shown as their nearest neighbours. The same picture gives the same bytes.
pub fn indexed(canvas: &Canvas, scale: usize) -> Result<Vec<u8>, PictureError> {
    let (palette, index_of) = palette(canvas);
    let depth = match palette.len() {
        0..=2 => ::png::BitDepth::One,
        3..=4 => ::png::BitDepth::Two,
        5..=16 => ::png::BitDepth::Four,
        _ => ::png::BitDepth::Eight,
    };
    let bits = depth as usize;
    let width = canvas.width() * scale;
    let mut raw = Vec::new();
    let mut before: Vec<u8> = Vec::new();
    for line in canvas.pixels().chunks_exact(canvas.width().max(1)) {
        let mut row = vec![0; (width * bits).div_ceil(8)];
        let (mut last, mut index) = (None, 0);
        for (x, color) in line.iter().flat_map(|color| iter::repeat_n(color, scale)).enumerate() {
            if last != Some(color) {
                (last, index) = (Some(color), index_of.get(color).copied().unwrap_or(0));
            }
            row[x * bits / 8] |= index << (8 - bits - x * bits % 8);
        }
        for _ in 0..scale {
            if row == before {
                raw.push(FILTER_UP);
                raw.resize(raw.len() + row.len(), 0);
            } else {
                raw.push(FILTER_NONE);
                raw.extend_from_slice(&row);
                before.clone_from(&row);
            }
        }
    }
    let io = |error: std::io::Error| PictureError::Png(error.to_string());
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    let packed = zlib.write_all(&raw).and_then(|()| zlib.finish()).map_err(io)?;
    write(width, canvas.height() * scale, depth, &palette, &packed)
        .map_err(|error| PictureError::Png(error.to_string()))
}

fn write(
    width: usize,
    height: usize,
    depth: ::png::BitDepth,
    palette: &[u32],
    packed: &[u8],
) -> Result<Vec<u8>, ::png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut out, width as u32, height as u32);
    encoder.set_color(::png::ColorType::Indexed);
    encoder.set_depth(depth);
    encoder.set_palette(palette.iter().flat_map(|color| color.to_be_bytes().into_iter().skip(1)).collect::<Vec<u8>>());
    let mut writer = encoder.write_header()?;
    writer.write_chunk(::png::chunk::IDAT, packed)?;
    writer.finish()?;
    Ok(out)
}

/// The palette, the most frequent colours first, and the index of each colour of the picture.
fn palette(canvas: &Canvas) -> (Vec<u32>, BTreeMap<u32, u8>) {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for run in canvas.pixels().chunk_by(|a, b| a == b) {
        *counts.entry(run[0]).or_default() += run.len();
    }
    let mut colors: Vec<u32> = counts.keys().copied().collect();
    colors.sort_by_key(|color| std::cmp::Reverse(counts.get(color).copied().unwrap_or(0)));
    let rare = colors.split_off(colors.len().min(MOST));
    let mut index_of: BTreeMap<u32, u8> = colors.iter().enumerate().map(|(i, &color)| (color, i as u8)).collect();
    for color in rare {
        let distance = |other: &u32| -> u32 {
            [16, 8, 0].iter().map(|shift| (color >> shift & 255).abs_diff(other >> shift & 255).pow(2)).sum()
        };
        let nearest = (0..colors.len()).min_by_key(|&i| distance(&colors[i])).unwrap_or(0);
        index_of.insert(color, nearest as u8);
    }
    (colors, index_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_comes_back(canvas: &Canvas, greatest: u8) {
        for scale in [1, 3] {
            let read = Canvas::from_png(&indexed(canvas, scale).unwrap()).unwrap();
            let difference = read.difference(&canvas.scaled(scale)).unwrap();
            assert!(difference.greatest <= greatest, "{}", difference.greatest);
        }
    }

    #[test]
    fn a_picture_of_any_number_of_colours_comes_back_enlarged() {
        for colors in [1, 2, 4, 16, 17, 200, 256] {
            let mut canvas = Canvas::new(61, 50);
            (0..61 * 50).for_each(|i| canvas.set(i % 61, i / 61, (i % colors) as u32 * 0x05_0301));
            assert_comes_back(&canvas, 0);
        }
    }

    #[test]
    fn rare_colours_give_way_when_there_are_too_many() {
        let mut canvas = Canvas::new(64, 64);
        (0..64 * 64).for_each(|i| canvas.set(i % 64, i / 64, (i % 128) as u32 * 0x02_0000));
        // A pixel each of 160 colours that are hardly different from the others.
        (0..160).for_each(|i| canvas.set(i % 64, i / 64 * 9, i as u32 % 128 * 0x02_0000 + 0x0101 + i as u32 / 128));
        assert_comes_back(&canvas, 3);
    }
}
