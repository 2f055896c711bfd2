//! Sheets from Aseprite's own files, `.aseprite` and `.ase`: what is visible in them, flattened.
//!
//! Source of the format: `docs/ase-file-specs.md` in Aseprite's repository, as of Aseprite 1.3, and for what it leaves
//! open `src/dio/aseprite_decoder.cpp`. (The crates that read it panic on some damaged files, allocate by claimed
//! lengths, or leave out groups; hence our own.)
//!
//! Read are: all three colour modes, layers and groups with their visibility and opacity, every blend mode that works
//! channel by channel (the four that work on hue, saturation, colour and luminosity count as normal), cels of every kind
//! but tilemaps, palettes old and new and from frame to frame, durations, tags with direction and repeat, and the slice
//! named `anchor`. A group's opacity is applied to each of its layers; its blend mode counts as normal. Half-seen-through
//! pixels stay so.

mod blend;
mod bytes;
mod chunks;
mod flatten;

use bytes::Bytes;
use chunks::{Ase, Loops};

use super::{Rgba, Sheet, SheetError, aseprite};
use crate::limits;

/// The two bytes after the file's length.
const MAGIC: u16 = 0xA5E0;
/// Begins every frame after its length.
const FRAME_MAGIC: u16 = 0xF1FA;
const HEADER_BYTES: usize = 128;

/// What a pixel is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Rgba,
    Grayscale,
    Indexed,
}

impl Mode {
    /// Bytes of one pixel.
    fn bytes(self) -> usize {
        match self {
            Self::Rgba => 4,
            Self::Grayscale => 2,
            Self::Indexed => 1,
        }
    }
}

/// What the file says of the whole picture.
struct Header {
    frames: usize,
    width: u16,
    height: u16,
    mode: Mode,
    /// Layers have an opacity.
    layer_opacity: bool,
    /// Groups have one, too.
    group_opacity: bool,
    /// How long a frame without its own duration is shown, in milliseconds.
    usual_duration: u16,
    /// The index that is seen through in layers other than the background.
    clear_index: u8,
}

/// Whether a file is one of Aseprite's, by its content.
pub fn is_aseprite(bytes: &[u8]) -> bool {
    bytes.get(4..6) == Some(MAGIC.to_le_bytes().as_slice())
}

/// Reads a sheet from a file of Aseprite. The anchor is the pivot of the slice named `anchor`, otherwise the middle of
/// the lower edge.
pub fn decode(bytes: &[u8]) -> Result<Sheet, SheetError> {
    if bytes.len() > limits::ASSET_BYTES {
        let (found, limit) = (bytes.len(), limits::ASSET_BYTES);
        return Err(SheetError::Limit { what: "bytes of the picture", found, limit });
    }
    if !is_aseprite(bytes) {
        return Err(fault("file", "it is not a file of Aseprite"));
    }
    let mut rest = Bytes(bytes);
    let header = read_header(&mut rest).map_err(|message| fault("header", message))?;
    check_size(&header)?;
    let file = read_frames(header, &mut rest)?;
    let (palette, frames) = flatten::flatten(&file)?;
    let middle = ((file.header.width / 2) as i16, file.header.height as i16);
    let mut sheet = Sheet {
        width: file.header.width,
        height: file.header.height,
        anchor: file.anchor.unwrap_or(middle),
        palette,
        frames,
        ticks: file.frames.iter().map(|frame| aseprite::ticks(u32::from(frame.duration))).collect(),
        tags: Vec::new(),
    };
    for (i, tag) in file.tags.into_iter().enumerate() {
        let Loops { name, from, to, direction, once } = tag;
        aseprite::add_tag(&mut sheet, name, (from.into(), to.into()), direction, once)
            .map_err(|message| fault(format!("tags[{i}]"), message))?;
    }
    sheet.check()?;
    Ok(sheet)
}

fn fault(place: impl Into<String>, message: impl Into<String>) -> SheetError {
    SheetError::Frames { place: place.into(), message: message.into() }
}

fn read_header(rest: &mut Bytes<'_>) -> Result<Header, &'static str> {
    let mut header = rest.part(HEADER_BYTES)?;
    header.skip(6)?;
    let frames = usize::from(header.u16()?);
    let (width, height) = (header.u16()?, header.u16()?);
    let mode = match header.u16()? {
        32 => Mode::Rgba,
        16 => Mode::Grayscale,
        8 => Mode::Indexed,
        _ => return Err("its colour depth is not 8, 16 or 32 bits"),
    };
    let flags = header.u32()?;
    let usual_duration = header.u16()?;
    header.skip(8)?;
    let clear_index = header.u8()?;
    Ok(Header {
        frames,
        width,
        height,
        mode,
        layer_opacity: flags & 1 != 0,
        group_opacity: flags & 2 != 0,
        usual_duration,
        clear_index,
    })
}

fn check_size(header: &Header) -> Result<(), SheetError> {
    let limit = |what, found, limit| {
        if (1..=limit).contains(&found) { Ok(()) } else { Err(SheetError::Limit { what, found, limit }) }
    };
    limit("frame width", header.width.into(), limits::FRAME_PX.into())?;
    limit("frame height", header.height.into(), limits::FRAME_PX.into())?;
    limit("frames", header.frames, limits::FRAMES_PER_SHEET)?;
    let pixels = usize::from(header.width) * usize::from(header.height) * header.frames;
    limit("pixels", pixels, limits::SHEET_PIXELS)
}

fn read_frames<'a>(header: Header, rest: &mut Bytes<'a>) -> Result<Ase<'a>, SheetError> {
    let mut file = Ase::new(header);
    for frame in 0..file.header.frames {
        let place = || format!("frames[{frame}]");
        let (duration, count, mut chunks) = read_frame(rest).map_err(|message| fault(place(), message))?;
        file.begin_frame(duration);
        for i in 0..count {
            file.read_chunk(&mut chunks).map_err(|message| fault(format!("frames[{frame}].chunks[{i}]"), message))?;
        }
    }
    Ok(file)
}

/// A frame's duration in milliseconds (0 for the usual one), how many chunks it has, and they.
fn read_frame<'a>(rest: &mut Bytes<'a>) -> Result<(u16, u32, Bytes<'a>), &'static str> {
    let length = rest.length()?;
    let mut frame = rest.part(length.checked_sub(4).ok_or("its length makes no sense")?)?;
    if frame.u16()? != FRAME_MAGIC {
        return Err("it does not begin as a frame does");
    }
    let old_count = frame.u16()?;
    let duration = frame.u16()?;
    frame.skip(2)?;
    let count = frame.u32()?;
    // Programs from before Aseprite 1.3 know the small count only.
    let count = if old_count == u16::MAX { count.max(old_count.into()) } else { old_count.into() };
    Ok((duration, count, frame))
}

/// The colours of palettes, by index.
type Colors = [Rgba; 256];
