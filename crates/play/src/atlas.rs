//! One picture that holds every sprite of a game.

use snapcade_game::{Sheet, sheet::Rgba};

/// The number of a sprite in the atlas.
pub type SpriteId = u16;

/// Where a sprite is in the atlas, and where it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SpriteRect {
    /// Left edge in the atlas, pixels.
    pub x: u16,
    /// Top edge in the atlas, pixels.
    pub y: u16,
    /// Width in pixels.
    pub w: u16,
    /// Height in pixels.
    pub h: u16,
    /// The point of the sprite that is put on a position, pixels from its top left.
    pub anchor: (i16, i16),
}

/// The picture and the sprites on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Atlas {
    /// Width in pixels, a power of two.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// `width * height` colours, 4 bytes each: red, green, blue, opacity; not premultiplied.
    pub rgba: Vec<u8>,
    /// The sprites by [`SpriteId`].
    pub sprites: Vec<SpriteRect>,
}

/// The largest side of an atlas: what the weakest phones take as one texture.
pub const LARGEST_SIDE_PX: usize = 4096;

impl Atlas {
    /// The sprite of a number; one without pixels when there is none.
    pub fn sprite(&self, id: SpriteId) -> SpriteRect {
        self.sprites.get(usize::from(id)).copied().unwrap_or_default()
    }
}

/// Puts pictures of many sizes onto one, row after row.
#[derive(Debug, Default)]
pub struct AtlasBuilder<'a> {
    pictures: Vec<Picture<'a>>,
}

#[derive(Debug)]
struct Picture<'a> {
    w: u16,
    h: u16,
    anchor: (i16, i16),
    pixels: Pixels<'a>,
}

#[derive(Debug)]
enum Pixels<'a> {
    /// Colours as they are.
    Made(Vec<Rgba>),
    /// A frame of a sheet; its colours are looked up only when it is painted.
    Indexed(&'a [u8], &'a [Rgba]),
}

impl<'a> AtlasBuilder<'a> {
    /// Adds a picture of `w * h` pixels and returns its number, or `None` when there are too many.
    pub fn add(&mut self, w: u16, h: u16, anchor: (i16, i16), pixels: Vec<Rgba>) -> Option<SpriteId> {
        debug_assert_eq!(pixels.len(), usize::from(w) * usize::from(h));
        self.push(Picture { w, h, anchor, pixels: Pixels::Made(pixels) })
    }

    /// Adds every frame of a sheet and returns the number of the first.
    pub fn add_sheet(&mut self, sheet: &'a Sheet) -> Option<SpriteId> {
        let first = SpriteId::try_from(self.pictures.len()).ok()?;
        for frame in &sheet.frames {
            let pixels = Pixels::Indexed(frame, &sheet.palette);
            self.push(Picture { w: sheet.width, h: sheet.height, anchor: sheet.anchor, pixels })?;
        }
        Some(first)
    }

    fn push(&mut self, picture: Picture<'a>) -> Option<SpriteId> {
        let id = SpriteId::try_from(self.pictures.len()).ok()?;
        self.pictures.push(picture);
        Some(id)
    }

    /// The pixels of a picture that was added.
    pub fn pixels(&self, id: SpriteId) -> Option<Vec<Rgba>> {
        Some(match &self.pictures.get(usize::from(id))?.pixels {
            Pixels::Made(pixels) => pixels.clone(),
            Pixels::Indexed(frame, palette) => frame.iter().map(|&index| color(palette, index)).collect(),
        })
    }

    /// The atlas, or `None` when the pictures do not fit the largest one.
    pub fn build(self) -> Option<Atlas> {
        [1024, 2048, LARGEST_SIDE_PX].into_iter().find_map(|width| {
            let (places, height) = self.places(width);
            (height <= LARGEST_SIDE_PX).then(|| self.paint(&places, width, height))
        })
    }

    /// Where each picture goes on a given width, and how high all of them stand.
    fn places(&self, width: usize) -> (Vec<(usize, usize)>, usize) {
        let (mut x, mut y, mut row_height) = (0, 0, 0);
        let mut places = Vec::with_capacity(self.pictures.len());
        for picture in &self.pictures {
            let (w, h) = (usize::from(picture.w), usize::from(picture.h));
            if x + w > width {
                (x, y, row_height) = (0, y + row_height, 0);
            }
            places.push((x, y));
            x += w;
            row_height = row_height.max(h);
        }
        (places, y + row_height)
    }

    fn paint(&self, places: &[(usize, usize)], width: usize, height: usize) -> Atlas {
        let mut rgba = vec![0; width * height * 4];
        let mut sprites = Vec::with_capacity(places.len());
        for (picture, &(x, y)) in self.pictures.iter().zip(places) {
            let w = usize::from(picture.w);
            for row in 0..usize::from(picture.h) {
                let start = ((y + row) * width + x) * 4;
                let (texels, _) = rgba[start..start + w * 4].as_chunks_mut::<4>();
                match &picture.pixels {
                    Pixels::Made(pixels) => {
                        for (texel, &color) in texels.iter_mut().zip(&pixels[row * w..]) {
                            *texel = [color.r, color.g, color.b, color.a];
                        }
                    }
                    Pixels::Indexed(frame, palette) => {
                        paint_row(texels, &frame[row * w..(row + 1) * w], palette);
                    }
                }
            }
            let (x, y) = (x as u16, y as u16);
            sprites.push(SpriteRect { x, y, w: picture.w, h: picture.h, anchor: picture.anchor });
        }
        Atlas { width: width as u16, height: height as u16, rgba, sprites }
    }
}

fn paint_row(texels: &mut [[u8; 4]], row: &[u8], palette: &[Rgba]) {
    for (texels, indices) in texels.chunks_mut(8).zip(row.chunks(8)) {
        // See-through ones are most: eight of them are passed at once.
        if indices.first_chunk().is_some_and(|&eight| u64::from_ne_bytes(eight) == 0) {
            continue;
        }
        for (texel, &index) in texels.iter_mut().zip(indices) {
            if index != 0 {
                let color = color(palette, index);
                *texel = [color.r, color.g, color.b, color.a];
            }
        }
    }
}

fn color(palette: &[Rgba], index: u8) -> Rgba {
    palette.get(usize::from(index)).copied().unwrap_or_default()
}
