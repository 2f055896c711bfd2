//! Sheets as a PNG and Aseprite's JSON (frames, tags, and a slice whose pivot is the anchor), which Aseprite, Phaser,
//! LDtk and others read. Source of the format: "File > Export Sprite Sheet" of Aseprite 1.3, with `--list-tags` and
//! `--list-slices`.

mod description;
mod names;
mod picture;

use description::{Extent, File, Frame, FrameTag, Frames, Meta, Pivot, Rect, Slice, SliceKey};
pub(super) use picture::indexed;
use picture::{Picture, decode_png, encode_png};

use super::{Repeat, Sheet, SheetError, Tag};
use crate::{json, limits, text::quotable};

/// The name of the slice whose pivot is the anchor.
pub(super) const ANCHOR: &str = "anchor";

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
            // Phaser finds the frames of a tag by these names.
            filename: Some(i.to_string()),
            cut: Rect { x: x as u32, y: y as u32, w: extent.w, h: extent.h },
            rotated: false,
            trimmed: false,
            sprite_source_size: Some(Rect { x: 0, y: 0, w: extent.w, h: extent.h }),
            source_size: Some(extent),
            duration: (u32::from(ticks) * 1000 + 30) / 60,
        });
    }
    let file = File { frames: Frames(frames), meta: meta(sheet, name, width as u32, height as u32) };
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

/// Reads a sheet from a PNG of at most 255 colours and Aseprite's JSON. Frames must have one size; trimmed ones are
/// put back into their place. Where there are no tags, frames of one name ("run 1.png", "run 2.png") are an animation,
/// which is how TexturePacker and its kin know them.
pub fn decode(image: &[u8], frames: &[u8]) -> Result<Sheet, SheetError> {
    for (what, file) in [("bytes of the picture", image), ("bytes of its description", frames)] {
        if file.len() > limits::ASSET_BYTES {
            return Err(SheetError::Limit { what, found: file.len(), limit: limits::ASSET_BYTES });
        }
    }
    let File { frames: Frames(list), meta } = read_description(frames)?;
    if list.is_empty() || list.len() > limits::FRAMES_PER_SHEET {
        return Err(SheetError::Limit { what: "frames", found: list.len(), limit: limits::FRAMES_PER_SHEET });
    }
    let picture = decode_png(image)?;
    let frame_tags = if meta.frame_tags.is_empty() { names::tags(&list) } else { meta.frame_tags };
    let first = &list[0];
    let size = first.source_size.unwrap_or(Extent { w: first.cut.w, h: first.cut.h });
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
        tags: Vec::new(),
    };
    for (i, frame) in list.iter().enumerate() {
        let cut = cut_frame(&picture, frame, size);
        sheet.frames.push(cut.map_err(|message| fault(format!("frames[{i}]"), message))?);
        sheet.ticks.push(ticks(frame.duration));
    }
    for (i, tag) in frame_tags.into_iter().enumerate() {
        let once = tag.repeat.as_deref() == Some("1");
        add_tag(&mut sheet, tag.name, (tag.from, tag.to), &tag.direction, once)
            .map_err(|message| fault(format!("meta.frameTags[{i}]"), message))?;
    }
    let anchor = meta.slices.iter().find(|slice| slice.name == ANCHOR).and_then(|slice| slice.keys.first());
    if let Some(SliceKey { bounds, pivot: Some(pivot), .. }) = anchor {
        // A pivot is relative to its slice.
        let origin = |part: u32| i16::try_from(part).unwrap_or(i16::MAX);
        sheet.anchor = (pivot.x.saturating_add(origin(bounds.x)), pivot.y.saturating_add(origin(bounds.y)));
    }
    sheet.check()?;
    Ok(sheet)
}

/// Reads a sheet from a PNG alone: square frames in one row, or one frame if it is not wider than high. It has no
/// animations, and the anchor is the middle of the lower edge.
pub fn decode_strip(image: &[u8]) -> Result<Sheet, SheetError> {
    if image.len() > limits::ASSET_BYTES {
        let (found, limit) = (image.len(), limits::ASSET_BYTES);
        return Err(SheetError::Limit { what: "bytes of the picture", found, limit });
    }
    let picture = decode_png(image)?;
    let side = picture.height;
    let width = picture.width.min(side).max(1);
    if picture.width % width != 0 {
        let message = "without its JSON, a picture has to be one row of square frames";
        return Err(SheetError::Picture(message.into()));
    }
    let count = picture.width / width;
    if width.max(side) > limits::FRAME_PX.into() || count as usize > limits::FRAMES_PER_SHEET {
        return Err(SheetError::Picture("a frame is 1 to 512 pixels wide and high, and 1024 frames are enough".into()));
    }
    let row = |frame: u32, y: u32| {
        let start = (y * picture.width + frame * width) as usize;
        &picture.pixels[start..start + width as usize]
    };
    let frames: Vec<Vec<u8>> =
        (0..count).map(|frame| (0..side).flat_map(|y| row(frame, y)).copied().collect()).collect();
    let sheet = Sheet {
        width: width as u16,
        height: side as u16,
        anchor: ((width / 2) as i16, side as i16),
        ticks: vec![ticks(description::usual_duration()); frames.len()],
        palette: picture.palette,
        frames,
        tags: Vec::new(),
    };
    sheet.check()?;
    Ok(sheet)
}

/// How many pixels a PNG says it has; reading it costs as much.
pub(crate) fn picture_pixels(image: &[u8]) -> usize {
    picture::pixels_claimed(image)
}

fn fault(place: String, message: &str) -> SheetError {
    SheetError::Frames { place, message: message.to_owned() }
}

fn read_description(bytes: &[u8]) -> Result<File, SheetError> {
    let fault = |place: String, error: &serde_json::Error| SheetError::Frames {
        place: if place == "." { "description".to_owned() } else { quotable(&place, 200) },
        message: quotable(&error.to_string(), 300),
    };
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let file = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| fault(error.path().to_string(), error.inner()))?;
    deserializer.end().map_err(|error| fault(".".into(), &error))?;
    Ok(file)
}

/// Milliseconds as ticks, as near as there are.
pub(super) fn ticks(milliseconds: u32) -> u16 {
    ((u64::from(milliseconds) * 60 + 500) / 1000).clamp(1, limits::FRAME_TICKS.into()) as u16
}

/// Adds an animation `from` a frame `to` another. `direction` is Aseprite's word for it.
pub(super) fn add_tag(
    sheet: &mut Sheet,
    name: String,
    (from, to): (u32, u32),
    direction: &str,
    once: bool,
) -> Result<(), &'static str> {
    let frames = sheet.frames.len();
    let (first, last) = (from as usize, to as usize);
    if last < first {
        return Err("it ends before it begins");
    }
    if last >= frames {
        return Err("it names frames that are not there");
    }
    if sheet.tags.len() >= limits::TAGS_PER_SHEET {
        return Err("too many animations for one sheet");
    }
    let count = last - first + 1;
    let backwards = matches!(direction, "reverse" | "pingpong_reverse");
    // We play forwards only; what is played backwards is kept in that order, behind the other frames.
    let first = if backwards && count > 1 { frames } else { first };
    if first == frames {
        let pixels = usize::from(sheet.width) * usize::from(sheet.height);
        if frames + count > limits::FRAMES_PER_SHEET || (frames + count) * pixels > limits::SHEET_PIXELS {
            return Err("it is played backwards, and the sheet has no room for the frames in that order");
        }
        for i in (from as usize..=last).rev() {
            sheet.frames.push(sheet.frames[i].clone());
            sheet.ticks.push(sheet.ticks[i]);
        }
    }
    let repeat = match direction {
        _ if once => Repeat::Once,
        "pingpong" | "pingpong_reverse" => Repeat::PingPong,
        _ => Repeat::Loop,
    };
    sheet.tags.push(Tag { name, first: first as u16, count: count as u16, repeat });
    Ok(())
}

fn cut_frame(picture: &Picture, frame: &Frame, size: Extent) -> Result<Vec<u8>, &'static str> {
    if frame.rotated {
        return Err("rotated frames are not supported; export without rotation");
    }
    let own = frame.source_size.unwrap_or(Extent { w: frame.cut.w, h: frame.cut.h });
    if (own.w, own.h) != (size.w, size.h) {
        return Err("all frames of a sheet have to have one size");
    }
    let from = frame.cut;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Rgba;

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
