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
pub struct AtlasBuilder {
    pictures: Vec<Picture>,
}

#[derive(Debug)]
struct Picture {
    w: u16,
    h: u16,
    anchor: (i16, i16),
    pixels: Vec<Rgba>,
}

impl AtlasBuilder {
    /// Adds a picture of `w * h` pixels and returns its number, or `None` when there are too many.
    pub fn add(&mut self, w: u16, h: u16, anchor: (i16, i16), pixels: Vec<Rgba>) -> Option<SpriteId> {
        debug_assert_eq!(pixels.len(), usize::from(w) * usize::from(h));
        let id = SpriteId::try_from(self.pictures.len()).ok()?;
        self.pictures.push(Picture { w, h, anchor, pixels });
        Some(id)
    }

    /// Adds every frame of a sheet and returns the number of the first.
    pub fn add_sheet(&mut self, sheet: &Sheet) -> Option<SpriteId> {
        let first = SpriteId::try_from(self.pictures.len()).ok()?;
        for frame in &sheet.frames {
            let pixels = frame.iter().map(|&index| sheet.palette.get(usize::from(index)).copied().unwrap_or_default());
            self.add(sheet.width, sheet.height, sheet.anchor, pixels.collect())?;
        }
        Some(first)
    }

    /// The pixels of a picture that was added, with its width.
    pub fn pixels(&self, id: SpriteId) -> Option<(&[Rgba], u16)> {
        self.pictures.get(usize::from(id)).map(|picture| (picture.pixels.as_slice(), picture.w))
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
        let places = self.pictures.iter().map(|picture| {
            let (w, h) = (usize::from(picture.w), usize::from(picture.h));
            if x + w > width {
                (x, y, row_height) = (0, y + row_height, 0);
            }
            let place = (x, y);
            x += w;
            row_height = row_height.max(h);
            place
        });
        (places.collect(), y + row_height)
    }

    fn paint(&self, places: &[(usize, usize)], width: usize, height: usize) -> Atlas {
        let mut rgba = vec![0; width * height * 4];
        let mut sprites = Vec::with_capacity(places.len());
        for (picture, &(x, y)) in self.pictures.iter().zip(places) {
            for (row, line) in picture.pixels.chunks_exact(usize::from(picture.w).max(1)).enumerate() {
                let start = ((y + row) * width + x) * 4;
                for (target, color) in rgba[start..start + line.len() * 4].chunks_exact_mut(4).zip(line) {
                    target.copy_from_slice(&[color.r, color.g, color.b, color.a]);
                }
            }
            let (x, y) = (x as u16, y as u16);
            sprites.push(SpriteRect { x, y, w: picture.w, h: picture.h, anchor: picture.anchor });
        }
        Atlas { width: width as u16, height: height as u16, rgba, sprites }
    }
}
