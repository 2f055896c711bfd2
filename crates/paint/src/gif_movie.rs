//! Canvases as an animated GIF.

use std::collections::BTreeMap;

use crate::{Canvas, PictureError};

/// A GIF in the making. Each picture has a palette of its own; when it has more than 256 colours, the rarest are shown
/// as the nearest of the others.
pub struct Movie {
    encoder: gif::Encoder<Vec<u8>>,
    last: Option<Canvas>,
    /// Hundredths of a second that the pictures so far should have lasted, times 60, less what they did.
    owed: u32,
    waiting: Option<gif::Frame<'static>>,
}

impl std::fmt::Debug for Movie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Movie").finish_non_exhaustive()
    }
}

impl From<gif::EncodingError> for PictureError {
    fn from(error: gif::EncodingError) -> Self {
        Self::Gif(error.to_string())
    }
}

impl Movie {
    /// A movie that begins again after its end.
    pub fn new(width: u16, height: u16) -> Result<Self, PictureError> {
        let mut encoder = gif::Encoder::new(Vec::new(), width, height, &[])?;
        encoder.set_repeat(gif::Repeat::Infinite)?;
        Ok(Self { encoder, last: None, owed: 0, waiting: None })
    }

    /// Shows a picture for so many ticks (1/60 s). GIF counts in hundredths; the rounding does not add up.
    pub fn push(&mut self, canvas: &Canvas, ticks: u32) -> Result<(), PictureError> {
        self.owed += ticks * 100;
        let hundredths = (self.owed / 60) as u16;
        self.owed %= 60;
        if self.last.as_ref() == Some(canvas)
            && let Some(frame) = &mut self.waiting
            && let Some(longer) = frame.delay.checked_add(hundredths)
        {
            frame.delay = longer;
            return Ok(());
        }
        self.write_waiting()?;
        let mut frame = self.changed_part(canvas);
        frame.delay = hundredths;
        self.waiting = Some(frame);
        self.last = Some(canvas.clone());
        Ok(())
    }

    /// The bytes of the GIF.
    pub fn finish(mut self) -> Result<Vec<u8>, PictureError> {
        self.write_waiting()?;
        self.encoder.into_inner().map_err(|error| PictureError::Gif(error.to_string()))
    }

    fn write_waiting(&mut self) -> Result<(), PictureError> {
        match self.waiting.take() {
            Some(frame) => Ok(self.encoder.write_frame(&frame)?),
            None => Ok(()),
        }
    }

    /// The smallest rectangle that holds everything that changed; what did not change in it is see-through, which
    /// packs better.
    fn changed_part(&self, canvas: &Canvas) -> gif::Frame<'static> {
        let (width, height) = (canvas.width(), canvas.height());
        let same = |x: usize, y: usize| {
            let index = y * width + x;
            self.last.as_ref().is_some_and(|last| last.pixels().get(index) == canvas.pixels().get(index))
        };
        let rows: Vec<usize> = (0..height).filter(|&y| (0..width).any(|x| !same(x, y))).collect();
        let (top, bottom) = (rows.first().copied().unwrap_or(0), rows.last().map_or(1, |last| last + 1));
        let columns: Vec<usize> = (0..width).filter(|&x| (top..bottom).any(|y| !same(x, y))).collect();
        let (left, right) = (columns.first().copied().unwrap_or(0), columns.last().map_or(1, |last| last + 1));
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for y in top..bottom {
            for x in left..right {
                if !same(x, y) {
                    *counts.entry(canvas.pixels()[y * width + x]).or_default() += 1;
                }
            }
        }
        let (colors, index_of) = palette(&counts);
        let mut indices = Vec::with_capacity((right - left) * (bottom - top));
        for y in top..bottom {
            for x in left..right {
                let color = canvas.pixels()[y * width + x];
                indices.push(if same(x, y) { 0 } else { index_of.get(&color).copied().unwrap_or(0) });
            }
        }
        // Index 0 is the see-through one.
        let mut palette = vec![0; 3];
        palette.extend(colors.iter().flat_map(|color| color.to_be_bytes().into_iter().skip(1)));
        gif::Frame {
            left: left as u16,
            top: top as u16,
            width: (right - left) as u16,
            height: (bottom - top) as u16,
            dispose: gif::DisposalMethod::Keep,
            transparent: Some(0),
            palette: Some(palette),
            buffer: indices.into(),
            ..gif::Frame::default()
        }
    }
}

/// At most 255 colours, the most frequent, and the index (from 1) that stands for each colour.
fn palette(counts: &BTreeMap<u32, u32>) -> (Vec<u32>, BTreeMap<u32, u8>) {
    const MOST: usize = 255;
    let mut colors: Vec<u32> = counts.keys().copied().collect();
    colors.sort_by_key(|color| std::cmp::Reverse(counts.get(color).copied().unwrap_or(0)));
    let rare = colors.split_off(colors.len().min(MOST));
    let mut index_of: BTreeMap<u32, u8> = colors.iter().enumerate().map(|(i, &color)| (color, (i + 1) as u8)).collect();
    for color in rare {
        let distance = |other: &u32| -> i32 {
            let channel = |shift: u32| ((color >> shift & 255) as i32 - (other >> shift & 255) as i32).pow(2);
            channel(16) + channel(8) + channel(0)
        };
        let nearest = (0..colors.len()).min_by_key(|&i| distance(&colors[i])).unwrap_or(0);
        index_of.insert(color, (nearest + 1) as u8);
    }
    (colors, index_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_movie_shows_its_pictures_for_their_time() {
        let mut movie = Movie::new(4, 4).unwrap();
        let mut canvas = Canvas::new(4, 4);
        for i in 0..30 {
            // Every picture twice: the second time only lengthens the first.
            canvas.set(i / 2 % 4, 1, 0x00ff_0000 + i as u32 / 2);
            movie.push(&canvas, 2).unwrap();
        }
        let bytes = movie.finish().unwrap();
        let mut decoder = gif::DecodeOptions::new().read_info(bytes.as_slice()).unwrap();
        let (mut pictures, mut hundredths) = (0, 0);
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            pictures += 1;
            hundredths += u32::from(frame.delay);
        }
        assert_eq!((pictures, hundredths), (15, 100));
    }
}
