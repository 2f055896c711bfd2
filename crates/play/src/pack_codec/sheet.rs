//! Sheets, and bytes as runs.

use snapcade_game::{
    Sheet, limits,
    sheet::{Repeat, Rgba, Tag},
};

use super::one_of;
use crate::binary::{ReadError, Reader, Writer};

pub(super) fn write_sheet(out: &mut Writer, sheet: &Sheet) {
    out.count(usize::from(sheet.width));
    out.count(usize::from(sheet.height));
    out.i32(i32::from(sheet.anchor.0));
    out.i32(i32::from(sheet.anchor.1));
    // The first colour is always the see-through one.
    out.list(sheet.palette.get(1..).unwrap_or_default(), |out, color| {
        out.0.extend_from_slice(&[color.r, color.g, color.b, color.a]);
    });
    out.list(&sheet.tags, |out, tag| {
        out.text(&tag.name);
        out.count(usize::from(tag.first));
        out.count(usize::from(tag.count));
        out.u8(tag.repeat as u8);
    });
    out.list(&sheet.ticks, |out, &ticks| out.count(usize::from(ticks)));
    for frame in &sheet.frames {
        out.0.extend_from_slice(frame);
    }
}

pub(super) fn read_sheet(reader: &mut Reader<'_>, pixels_left: &mut usize) -> Result<Sheet, ReadError> {
    let side = |reader: &mut Reader<'_>| reader.at_most(u64::from(limits::FRAME_PX)).map(|side| side as u16);
    let (width, height) = (side(reader)?, side(reader)?);
    let part = |reader: &mut Reader<'_>| reader.between(-1024, 1024).map(|part| part as i16);
    let anchor = (part(reader)?, part(reader)?);
    let colors = reader.list(limits::SHEET_COLORS - 1, |reader| {
        let bytes = reader.bytes(4)?;
        Ok::<_, ReadError>(Rgba { r: bytes[0], g: bytes[1], b: bytes[2], a: bytes[3] })
    })?;
    let palette: Vec<Rgba> = std::iter::once(Rgba::CLEAR).chain(colors).collect();
    let tags = reader.list(limits::FRAMES_PER_SHEET, |reader| {
        let (name, first, count) = (reader.text(200)?, reader.u16()?, reader.u16()?);
        let repeat = one_of(reader, &[Repeat::Loop, Repeat::Once, Repeat::PingPong])?;
        Ok::<_, ReadError>(Tag { name, first, count, repeat })
    })?;
    let ticks: Vec<u16> = reader.list(limits::FRAMES_PER_SHEET, |reader| reader.at_most(3600).map(|t| t as u16))?;
    let pixels = usize::from(width) * usize::from(height);
    *pixels_left = pixels_left.checked_sub(pixels * ticks.len()).ok_or(reader.value_error())?;
    let frames = ticks.iter().map(|_| reader.bytes(pixels).map(<[u8]>::to_vec)).collect::<Result<_, _>>()?;
    let sheet = Sheet { width, height, anchor, palette, frames, ticks, tags };
    sheet.check().map_err(|_| reader.value_error())?;
    Ok(sheet)
}

/// Bytes as runs: an even number `2n` means `n + 1` times the byte that follows, an odd one `2n + 1` means `n + 1`
/// bytes as they stand.
pub(super) fn write_runs(out: &mut Writer, bytes: &[u8]) {
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let run = rest.iter().take_while(|&&byte| byte == first).count();
        if run >= 3 {
            out.count((run - 1) * 2);
            out.u8(first);
            rest = &rest[run..];
        } else {
            // As they stand, up to the next three equal ones.
            let literal = rest.windows(3).position(|w| w[0] == w[1] && w[1] == w[2]).unwrap_or(rest.len());
            out.count((literal - 1) * 2 + 1);
            out.0.extend_from_slice(&rest[..literal]);
            rest = &rest[literal..];
        }
    }
}

pub(super) fn read_runs(reader: &mut Reader<'_>, length: usize) -> Result<Vec<u8>, ReadError> {
    // A run of a few bytes may fill a frame: `length` is bounded by what the caller allows in all.
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        let head = reader.at_most(2 * length as u64)? as usize;
        let count = head / 2 + 1;
        if count > length - bytes.len() {
            return Err(reader.value_error());
        }
        if head.is_multiple_of(2) {
            let byte = reader.u8()?;
            bytes.resize(bytes.len() + count, byte);
        } else {
            bytes.extend_from_slice(reader.bytes(count)?);
        }
    }
    Ok(bytes)
}
