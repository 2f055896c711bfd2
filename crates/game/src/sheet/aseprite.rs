//! Sheets as a PNG and Aseprite's JSON (frames, tags, and a slice whose pivot is the anchor), which Aseprite, Phaser,
//! LDtk and others read. Source of the format: "File > Export Sprite Sheet" of Aseprite 1.3, with `--list-tags` and
//! `--list-slices`.

use std::{collections::HashMap, io::Cursor};

use serde::{Deserialize, Serialize};

use super::{Repeat, Rgba, Sheet, SheetError, Tag};
use crate::{json, limits};

/// The name of the slice whose pivot is the anchor.
const ANCHOR: &str = "anchor";

#[derive(Serialize, Deserialize)]
struct File {
    frames: Frames,
    meta: Meta,
}

/// Aseprite writes frames as a list or, by the frames' names, as an object.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Frames {
    List(Vec<Frame>),
    ByName(serde_json::Map<String, serde_json::Value>),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Frame {
    filename: Option<String>,
    frame: Rect,
    #[serde(default)]
    rotated: bool,
    #[serde(default)]
    trimmed: bool,
    sprite_source_size: Option<Rect>,
    source_size: Option<Extent>,
    /// In milliseconds.
    duration: u32,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
struct Rect {
    x: u32,
    y: u32,
    w: u32,
    h: u32,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
struct Extent {
    w: u32,
    h: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    #[serde(default)]
    app: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    image: String,
    #[serde(default)]
    format: String,
    size: Option<Extent>,
    #[serde(default)]
    scale: String,
    #[serde(default)]
    frame_tags: Vec<FrameTag>,
    #[serde(default)]
    slices: Vec<Slice>,
}

#[derive(Serialize, Deserialize)]
struct FrameTag {
    name: String,
    from: u32,
    to: u32,
    #[serde(default)]
    direction: String,
    /// How often it is played, as text; absent for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    repeat: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Slice {
    name: String,
    #[serde(default)]
    keys: Vec<SliceKey>,
}

#[derive(Serialize, Deserialize)]
struct SliceKey {
    frame: u32,
    bounds: Rect,
    pivot: Option<Pivot>,
}

#[derive(Serialize, Deserialize)]
struct Pivot {
    x: i16,
    y: i16,
}

/// A sheet as the two files of an [`crate::ArtRef`]: an indexed PNG and its JSON. `name` is what the JSON calls it.
pub fn encode(sheet: &Sheet, name: &str) -> Result<(Vec<u8>, Vec<u8>), SheetError> {
    sheet.check()?;
    let (frame_w, frame_h) = (usize::from(sheet.width), usize::from(sheet.height));
    // Nearly square, so that it can be looked at.
    let columns = (1..=sheet.frames.len())
        .find(|&columns| columns * frame_w >= sheet.frames.len().div_ceil(columns) * frame_h)
        .unwrap_or(sheet.frames.len());
    let (width, height) = (columns * frame_w, sheet.frames.len().div_ceil(columns) * frame_h);
    let mut pixels = vec![0; width * height];
    let mut frames = Vec::with_capacity(sheet.frames.len());
    for (i, (frame, &ticks)) in sheet.frames.iter().zip(&sheet.ticks).enumerate() {
        let (x, y) = (i % columns * frame_w, i / columns * frame_h);
        for (row, line) in frame.chunks_exact(frame_w).enumerate() {
            let start = (y + row) * width + x;
            pixels[start..start + frame_w].copy_from_slice(line);
        }
        let extent = Extent { w: frame_w as u32, h: frame_h as u32 };
        frames.push(Frame {
            filename: Some(format!("{name} {i}")),
            frame: Rect { x: x as u32, y: y as u32, w: extent.w, h: extent.h },
            rotated: false,
            trimmed: false,
            sprite_source_size: Some(Rect { x: 0, y: 0, w: extent.w, h: extent.h }),
            source_size: Some(extent),
            duration: (u32::from(ticks) * 1000 + 30) / 60,
        });
    }
    let file = File { frames: Frames::List(frames), meta: meta(sheet, name, width as u32, height as u32) };
    Ok((encode_png(sheet, &pixels, width as u32, height as u32)?, json::canonical(&file)))
}

fn meta(sheet: &Sheet, name: &str, w: u32, h: u32) -> Meta {
    let frame_tags = sheet.tags.iter().map(|tag| FrameTag {
        name: tag.name.clone(),
        from: u32::from(tag.first),
        to: u32::from(tag.first + tag.count - 1),
        direction: if tag.repeat == Repeat::PingPong { "pingpong" } else { "forward" }.to_owned(),
        repeat: (tag.repeat == Repeat::Once).then(|| "1".to_owned()),
    });
    let (x, y) = sheet.anchor;
    let bounds = Rect { x: 0, y: 0, w: u32::from(sheet.width), h: u32::from(sheet.height) };
    let anchor = SliceKey { frame: 0, bounds, pivot: Some(Pivot { x, y }) };
    Meta {
        app: "snapcade".to_owned(),
        version: "1".to_owned(),
        image: format!("{name}.png"),
        format: "I8".to_owned(),
        size: Some(Extent { w, h }),
        scale: "1".to_owned(),
        frame_tags: frame_tags.collect(),
        slices: vec![Slice { name: ANCHOR.to_owned(), keys: vec![anchor] }],
    }
}

fn encode_png(sheet: &Sheet, pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, SheetError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.set_palette(sheet.palette.iter().flat_map(|c| [c.r, c.g, c.b]).collect::<Vec<_>>());
    encoder.set_trns(sheet.palette.iter().map(|c| c.a).collect::<Vec<_>>());
    let mut writer = encoder.write_header().map_err(|error| SheetError::Picture(error.to_string()))?;
    writer.write_image_data(pixels).map_err(|error| SheetError::Picture(error.to_string()))?;
    writer.finish().map_err(|error| SheetError::Picture(error.to_string()))?;
    Ok(out)
}

/// Reads a sheet from a PNG of at most 255 colours and Aseprite's JSON. Frames must have one size; trimmed ones are
/// put back into their place.
pub fn decode(image: &[u8], frames: &[u8]) -> Result<Sheet, SheetError> {
    let fault = |place: String, message: &str| SheetError::Frames { place, message: message.to_owned() };
    let mut deserializer = serde_json::Deserializer::from_slice(frames);
    let file: File = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| fault(error.path().to_string(), &error.inner().to_string()))?;
    let list = frame_list(file.frames)?;
    if list.is_empty() || list.len() > limits::FRAMES_PER_SHEET {
        return Err(SheetError::Limit { what: "frames", found: list.len(), limit: limits::FRAMES_PER_SHEET });
    }
    let picture = decode_png(image)?;
    let first = &list[0];
    let size = first.source_size.unwrap_or(Extent { w: first.frame.w, h: first.frame.h });
    let side = |side: u32| u16::try_from(side).ok().filter(|side| (1..=limits::FRAME_PX).contains(side));
    let (Some(width), Some(height)) = (side(size.w), side(size.h)) else {
        return Err(fault("frames[0]".into(), "a frame is 1 to 512 pixels wide and high"));
    };
    if list.len() * usize::from(width) * usize::from(height) > limits::SHEET_PIXELS {
        return Err(fault("frames".into(), "too many pixels for one sheet"));
    }
    let mut sheet = Sheet {
        width,
        height,
        anchor: ((width / 2) as i16, height as i16),
        palette: picture.palette.clone(),
        frames: Vec::with_capacity(list.len()),
        ticks: Vec::with_capacity(list.len()),
        tags: Vec::with_capacity(file.meta.frame_tags.len()),
    };
    for (i, frame) in list.iter().enumerate() {
        let cut = cut_frame(&picture, frame, size);
        sheet.frames.push(cut.map_err(|message| fault(format!("frames[{i}]"), message))?);
        let ticks = (u64::from(frame.duration) * 60 + 500) / 1000;
        sheet.ticks.push(ticks.clamp(1, 3600) as u16);
    }
    for (i, tag) in file.meta.frame_tags.into_iter().enumerate() {
        let (Ok(first), Ok(last)) = (u16::try_from(tag.from), u16::try_from(tag.to)) else {
            return Err(fault(format!("meta.frameTags[{i}]"), "it names frames that are not there"));
        };
        if last < first {
            return Err(fault(format!("meta.frameTags[{i}]"), "it ends before it begins"));
        }
        let repeat = match (tag.direction.as_str(), tag.repeat.as_deref()) {
            (_, Some("1")) => Repeat::Once,
            ("pingpong" | "pingpong_reverse", _) => Repeat::PingPong,
            _ => Repeat::Loop,
        };
        sheet.tags.push(Tag { name: tag.name, first, count: (last - first).saturating_add(1), repeat });
    }
    let anchor = file.meta.slices.iter().find(|slice| slice.name == ANCHOR).and_then(|slice| slice.keys.first());
    if let Some(SliceKey { bounds, pivot: Some(pivot), .. }) = anchor {
        // A pivot is relative to its slice.
        let origin = |part: u32| i16::try_from(part).unwrap_or(i16::MAX);
        sheet.anchor = (pivot.x.saturating_add(origin(bounds.x)), pivot.y.saturating_add(origin(bounds.y)));
    }
    sheet.check()?;
    Ok(sheet)
}

fn frame_list(frames: Frames) -> Result<Vec<Frame>, SheetError> {
    match frames {
        Frames::List(list) => Ok(list),
        Frames::ByName(map) => map
            .into_iter()
            .map(|(name, value)| {
                serde_json::from_value(value).map_err(|error| SheetError::Frames {
                    place: format!("frames.{name:.60}"),
                    message: error.to_string(),
                })
            })
            .collect(),
    }
}

struct Picture {
    width: u32,
    height: u32,
    palette: Vec<Rgba>,
    pixels: Vec<u8>,
}

fn cut_frame(picture: &Picture, frame: &Frame, size: Extent) -> Result<Vec<u8>, &'static str> {
    if frame.rotated {
        return Err("rotated frames are not supported; export without rotation");
    }
    let own = frame.source_size.unwrap_or(Extent { w: frame.frame.w, h: frame.frame.h });
    if (own.w, own.h) != (size.w, size.h) {
        return Err("all frames of a sheet have to have one size");
    }
    let from = frame.frame;
    let into = frame.sprite_source_size.unwrap_or(Rect { x: 0, y: 0, ..from });
    let inside = |start: u32, length: u32, whole: u32| start.checked_add(length).is_some_and(|end| end <= whole);
    if !inside(from.x, from.w, picture.width) || !inside(from.y, from.h, picture.height) {
        return Err("it lies outside the picture");
    }
    if !inside(into.x, from.w, size.w) || !inside(into.y, from.h, size.h) {
        return Err("it does not fit its own size");
    }
    let mut pixels = vec![0; (size.w * size.h) as usize];
    for row in 0..from.h {
        let source = ((from.y + row) * picture.width + from.x) as usize;
        let target = ((into.y + row) * size.w + into.x) as usize;
        pixels[target..target + from.w as usize].copy_from_slice(&picture.pixels[source..source + from.w as usize]);
    }
    Ok(pixels)
}

fn decode_png(bytes: &[u8]) -> Result<Picture, SheetError> {
    let picture = |message: String| SheetError::Picture(message);
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_limits(png::Limits { bytes: limits::ASSET_BYTES * 4 });
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(|error| picture(error.to_string()))?;
    let (width, height) = (reader.info().width, reader.info().height);
    // A frame may be large, and so may a picture of many; the sum is what counts.
    if u64::from(width) * u64::from(height) > 2 * limits::SHEET_PIXELS as u64 {
        return Err(picture(format!("{width} x {height} pixels are too many")));
    }
    let size = reader.output_buffer_size().ok_or_else(|| picture("it is too large".into()))?;
    let mut raw = vec![0; size];
    let info = reader.next_frame(&mut raw).map_err(|error| picture(error.to_string()))?;
    let channels = info.color_type.samples();
    let color = |pixel: &[u8]| match *pixel {
        [grey] => Rgba { r: grey, g: grey, b: grey, a: 255 },
        [grey, a] => Rgba { r: grey, g: grey, b: grey, a },
        [r, g, b] => Rgba { r, g, b, a: 255 },
        [r, g, b, a, ..] => Rgba { r, g, b, a },
        [] => Rgba::CLEAR,
    };
    let mut palette = known_palette(reader.info());
    let mut indices: HashMap<Rgba, u8> = HashMap::new();
    for (i, &entry) in palette.iter().enumerate() {
        indices.entry(entry).or_insert(i as u8);
    }
    let mut pixels = Vec::with_capacity((width * height) as usize);
    for pixel in raw[..info.buffer_size()].chunks_exact(channels) {
        let color = color(pixel);
        // Whatever colour hides behind full transparency, it is the see-through one.
        let color = if color.a == 0 { Rgba::CLEAR } else { color };
        let index = match indices.get(&color) {
            Some(&index) => index,
            None if palette.len() < limits::SHEET_COLORS => {
                palette.push(color);
                indices.insert(color, (palette.len() - 1) as u8);
                (palette.len() - 1) as u8
            }
            None => return Err(picture("it has more than 255 colours; save it with a palette".into())),
        };
        pixels.push(index);
    }
    Ok(Picture { width, height, palette, pixels })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            width: 3,
            height: 2,
            anchor: (1, 2),
            palette: vec![Rgba::CLEAR, Rgba::rgb(0x0010_2030), Rgba::rgb(0x00ff_0000)],
            frames: (0..5).map(|i| vec![i % 3, 0, 1, 2, 1, 0]).collect(),
            ticks: vec![1, 2, 5, 60, 3600],
            tags: vec![
                Tag { name: "idle".into(), first: 0, count: 2, repeat: Repeat::Loop },
                Tag { name: "jump".into(), first: 2, count: 1, repeat: Repeat::Once },
                Tag { name: "win".into(), first: 3, count: 2, repeat: Repeat::PingPong },
            ],
        }
    }

    #[test]
    fn writing_and_reading_a_sheet_gives_it_back() {
        let (image, frames) = encode(&sheet(), "hero").unwrap();
        assert_eq!(decode(&image, &frames).unwrap(), sheet());
        let text = String::from_utf8(frames).unwrap();
        assert!(
            text.contains(r#"{ "name": "jump", "from": 2, "to": 2, "direction": "forward", "repeat": "1" }"#),
            "{text}"
        );
    }

    #[test]
    fn frames_outside_the_picture_are_refused() {
        let (image, frames) = encode(&sheet(), "hero").unwrap();
        let text = String::from_utf8(frames).unwrap();
        let outside = text.replacen(r#""x": 0"#, r#""x": 4000000000"#, 1);
        assert!(
            matches!(decode(&image, outside.as_bytes()), Err(SheetError::Frames { place, .. }) if place == "frames[0]")
        );
        for cut in 0..image.len() {
            // Must not panic; most cuts are errors, the last few bytes are not needed.
            let _ = decode(&image[..cut], text.as_bytes());
        }
    }
}
