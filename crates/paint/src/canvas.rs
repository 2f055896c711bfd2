//! Pixels.

use snapcade_play::{SCREEN_HEIGHT_PX, SCREEN_WIDTH_PX};

/// An opaque picture, `0xRRGGBB` a pixel, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canvas {
    width: usize,
    height: usize,
    pub(crate) pixels: Vec<u32>,
}

/// How two pictures differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// How many pixels differ.
    pub pixels: usize,
    /// The greatest difference of one colour channel.
    pub greatest: u8,
    /// White where they differ, the first picture in dark grey elsewhere.
    pub picture: Canvas,
}

impl Canvas {
    /// A black picture of the screen's size.
    pub fn screen() -> Self {
        Self::new(SCREEN_WIDTH_PX as usize, SCREEN_HEIGHT_PX as usize)
    }

    /// A black picture.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![0; width * height] }
    }

    /// Width in pixels.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub const fn height(&self) -> usize {
        self.height
    }

    /// The pixels, `0xRRGGBB`, row by row.
    pub fn pixels(&self) -> &[u32] {
        &self.pixels
    }

    /// Sets a pixel; outside the picture it does nothing.
    pub fn set(&mut self, x: usize, y: usize, color: u32) {
        if x < self.width
            && let Some(pixel) = self.pixels.get_mut(y * self.width + x)
        {
            *pixel = color & 0x00ff_ffff;
        }
    }

    /// The picture with every pixel `scale` times as wide and high.
    #[must_use]
    pub fn scaled(&self, scale: usize) -> Self {
        let mut larger = Self::new(self.width * scale, self.height * scale);
        for (y, row) in larger.pixels.chunks_exact_mut((self.width * scale).max(1)).enumerate() {
            let source = &self.pixels[y / scale * self.width..(y / scale + 1) * self.width];
            for (pixels, &color) in row.chunks_exact_mut(scale).zip(source) {
                pixels.fill(color);
            }
        }
        larger
    }

    /// How this picture differs from another; `None` when they are of different sizes.
    pub fn difference(&self, other: &Self) -> Option<Difference> {
        if (self.width, self.height) != (other.width, other.height) {
            return None;
        }
        let mut difference = Difference { pixels: 0, greatest: 0, picture: self.clone() };
        for ((mark, &a), &b) in difference.picture.pixels.iter_mut().zip(&self.pixels).zip(&other.pixels) {
            let channel = |shift: u32| ((a >> shift & 255) as u8).abs_diff((b >> shift & 255) as u8);
            let greatest = channel(16).max(channel(8)).max(channel(0));
            difference.greatest = difference.greatest.max(greatest);
            difference.pixels += usize::from(greatest > 0);
            *mark = if greatest > 0 { 0x00ff_ffff } else { (a >> 2) & 0x003f_3f3f };
        }
        Some(difference)
    }
}
