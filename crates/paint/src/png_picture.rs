//! Canvases as PNG.

use std::io::Cursor;

use crate::{Canvas, PictureError};

impl Canvas {
    /// The picture as an RGB PNG: the same picture gives the same bytes.
    pub fn to_png(&self) -> Result<Vec<u8>, PictureError> {
        let error = |error: png::EncodingError| PictureError::Png(error.to_string());
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width() as u32, self.height() as u32);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().map_err(error)?;
        let bytes: Vec<u8> = self.pixels().iter().flat_map(|&pixel| pixel.to_be_bytes().into_iter().skip(1)).collect();
        writer.write_image_data(&bytes).map_err(error)?;
        writer.finish().map_err(error)?;
        Ok(out)
    }

    /// Reads a PNG; what is seen through becomes black.
    pub fn from_png(bytes: &[u8]) -> Result<Self, PictureError> {
        let error = |error: png::DecodingError| PictureError::Png(error.to_string());
        let mut decoder = png::Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(error)?;
        let size = reader.output_buffer_size().ok_or_else(|| PictureError::Png("it is too large".into()))?;
        let mut raw = vec![0; size];
        let info = reader.next_frame(&mut raw).map_err(error)?;
        let mut canvas = Self::new(info.width as usize, info.height as usize);
        let samples = raw[..info.buffer_size()].chunks_exact(info.color_type.samples());
        for (pixel, sample) in canvas.pixels.iter_mut().zip(samples) {
            *pixel = match *sample {
                [grey] | [grey, _] => u32::from_be_bytes([0, grey, grey, grey]),
                [r, g, b] => u32::from_be_bytes([0, r, g, b]),
                [r, g, b, a] if a > 0 => u32::from_be_bytes([0, r, g, b]),
                _ => 0,
            };
        }
        Ok(canvas)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_comes_back_from_its_png() {
        let mut canvas = Canvas::new(5, 3);
        (0..15).for_each(|i| canvas.set(i % 5, i / 5, (i as u32) * 0x01_11_31));
        assert_eq!(Canvas::from_png(&canvas.to_png().unwrap()).unwrap(), canvas);
    }
}
