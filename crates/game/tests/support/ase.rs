//! Writes files of Aseprite by hand, chunk by chunk, so that tests can say what is in them.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

/// A file as it grows. `pixel_bytes` is 4 (RGBA), 2 (grey and opacity) or 1 (indices).
pub struct File {
    pub width: u16,
    pub height: u16,
    pub pixel_bytes: u16,
    /// 1: layers have an opacity; 2: groups, too.
    pub flags: u32,
    pub clear_index: u8,
    pub frames: Vec<Frame>,
}

#[derive(Default)]
pub struct Frame {
    pub duration_ms: u16,
    pub chunks: Vec<(u16, Vec<u8>)>,
}

pub fn rgba(width: u16, height: u16) -> File {
    File { width, height, pixel_bytes: 4, flags: 1, clear_index: 0, frames: vec![] }
}

pub fn frame(duration_ms: u16, chunks: Vec<(u16, Vec<u8>)>) -> Frame {
    Frame { duration_ms, chunks }
}

impl File {
    pub fn with(mut self, frame: Frame) -> Self {
        self.frames.push(frame);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut out = vec![0; 128];
        for frame in &self.frames {
            let chunks: Vec<u8> = frame.chunks.iter().flat_map(|(kind, bytes)| chunk(*kind, bytes)).collect();
            out.extend((chunks.len() as u32 + 16).to_le_bytes());
            out.extend(0xF1FA_u16.to_le_bytes());
            out.extend((frame.chunks.len() as u16).to_le_bytes());
            out.extend(frame.duration_ms.to_le_bytes());
            out.extend([0; 2]);
            out.extend((frame.chunks.len() as u32).to_le_bytes());
            out.extend(chunks);
        }
        let length = out.len() as u32;
        out[..4].copy_from_slice(&length.to_le_bytes());
        let words = [0xA5E0, self.frames.len() as u16, self.width, self.height, self.pixel_bytes * 8];
        for (i, word) in words.into_iter().enumerate() {
            out[4 + 2 * i..6 + 2 * i].copy_from_slice(&word.to_le_bytes());
        }
        out[14..18].copy_from_slice(&self.flags.to_le_bytes());
        out[18..20].copy_from_slice(&100_u16.to_le_bytes());
        out[28] = self.clear_index;
        out
    }
}

fn chunk(kind: u16, bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32 + 6).to_le_bytes()[..], &kind.to_le_bytes(), bytes].concat()
}

fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u16).to_le_bytes()[..], text.as_bytes()].concat()
}

/// What a layer is. Visible and full normal images, unless told otherwise.
pub struct Layer {
    pub flags: u16,
    pub kind: u16,
    pub level: u16,
    pub blend: u16,
    pub opacity: u8,
}

impl Default for Layer {
    fn default() -> Self {
        Self { flags: 1, kind: 0, level: 0, blend: 0, opacity: 255 }
    }
}

impl Layer {
    pub fn chunk(&self) -> (u16, Vec<u8>) {
        let words = [self.flags, self.kind, self.level, 0, 0, self.blend];
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        bytes.extend([self.opacity, 0, 0, 0]);
        bytes.extend(text("layer"));
        (0x2004, bytes)
    }
}

pub fn layer() -> (u16, Vec<u8>) {
    Layer::default().chunk()
}

fn cel_head(layer: u16, at: (i16, i16), opacity: u8, kind: u16, z: i16) -> Vec<u8> {
    let mut bytes = [layer.to_le_bytes(), at.0.to_le_bytes(), at.1.to_le_bytes()].concat();
    bytes.push(opacity);
    bytes.extend(kind.to_le_bytes());
    bytes.extend(z.to_le_bytes());
    bytes.extend([0; 5]);
    bytes
}

/// A picture as it is.
pub fn raw(layer: u16, at: (i16, i16), size: (u16, u16), pixels: &[u8]) -> (u16, Vec<u8>) {
    let head = cel_head(layer, at, 255, 0, 0);
    (0x2005, [&head[..], &size.0.to_le_bytes(), &size.1.to_le_bytes(), pixels].concat())
}

/// A picture as Aseprite saves it.
pub fn packed(layer: u16, at: (i16, i16), size: (u16, u16), pixels: &[u8]) -> (u16, Vec<u8>) {
    lifted(layer, at, size, pixels, 255, 0)
}

/// A picture with an opacity, lifted above or below its layer.
pub fn lifted(layer: u16, at: (i16, i16), size: (u16, u16), pixels: &[u8], opacity: u8, z: i16) -> (u16, Vec<u8>) {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(pixels).unwrap();
    let head = cel_head(layer, at, opacity, 2, z);
    (0x2005, [&head[..], &size.0.to_le_bytes(), &size.1.to_le_bytes(), &zlib.finish().unwrap()].concat())
}

/// The picture that another frame has on this layer.
pub fn linked(layer: u16, at: (i16, i16), frame: u16) -> (u16, Vec<u8>) {
    (0x2005, [&cel_head(layer, at, 255, 1, 0)[..], &frame.to_le_bytes()].concat())
}

/// A cel that is made of tiles.
pub fn tiles(layer: u16) -> (u16, Vec<u8>) {
    (0x2005, [&cel_head(layer, (0, 0), 255, 3, 0)[..], &[0; 32]].concat())
}

/// The palette as Aseprite saves it, every color with a name.
pub fn palette(colors: &[[u8; 4]]) -> (u16, Vec<u8>) {
    let count = colors.len() as u32;
    let mut bytes = [count, 0, count - 1, 0, 0].map(u32::to_le_bytes).concat();
    for color in colors {
        bytes.extend([1, 0]);
        bytes.extend(color);
        bytes.extend(text("ink"));
    }
    (0x2019, bytes)
}

/// The palette as it was saved once; `kind` is 4 (256 steps a channel) or 17 (64 steps).
pub fn old_palette(kind: u16, colors: &[[u8; 3]]) -> (u16, Vec<u8>) {
    (kind, [&[1, 0, 0, colors.len() as u8][..], &colors.concat()].concat())
}

/// Tags: name, first and last frame, direction and how often.
pub fn tags(tags: &[(&str, u16, u16, u8, u16)]) -> (u16, Vec<u8>) {
    let mut bytes = (tags.len() as u16).to_le_bytes().to_vec();
    bytes.extend([0; 8]);
    for &(name, from, to, direction, repeat) in tags {
        bytes.extend(from.to_le_bytes());
        bytes.extend(to.to_le_bytes());
        bytes.push(direction);
        bytes.extend(repeat.to_le_bytes());
        bytes.extend([0; 10]);
        bytes.extend(text(name));
    }
    (0x2018, bytes)
}

/// A slice with a pivot, of nine patches or not.
pub fn slice(name: &str, at: (i32, i32), pivot: (i32, i32), nine: bool) -> (u16, Vec<u8>) {
    let mut bytes = [1_u32, if nine { 3 } else { 2 }, 0].map(u32::to_le_bytes).concat();
    bytes.extend(text(name));
    bytes.extend([0, at.0, at.1, 8, 8].map(i32::to_le_bytes).concat());
    if nine {
        bytes.extend([0; 16]);
    }
    bytes.extend([pivot.0, pivot.1].map(i32::to_le_bytes).concat());
    (0x2022, bytes)
}
