//! Sheets, and bytes as runs.

use snapcade_game::{
    Sheet, limits,
    sheet::{Repeat, Rgba, Tag},
};

use crate::binary::{Reader, Writer};

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

pub(super) fn read_sheet(reader: &mut Reader<'_>, pixels_left: &mut usize) -> Sheet {
    let mut side = || reader.at_most(usize::from(limits::FRAME_PX)) as u16;
    let (width, height) = (side(), side());
    let mut part = || reader.between(-1024, 1024) as i16;
    let anchor = (part(), part());
    let mut palette = reader.list(limits::SHEET_COLORS - 1, |reader| {
        let mut part = || reader.u8();
        Rgba { r: part(), g: part(), b: part(), a: part() }
    });
    palette.insert(0, Rgba::CLEAR);
    let tags = reader.list(limits::FRAMES_PER_SHEET, |reader| Tag {
        name: reader.text(200),
        first: reader.u16(),
        count: reader.u16(),
        repeat: reader.one_of(&[Repeat::Loop, Repeat::Once, Repeat::PingPong]),
    });
    let ticks: Vec<u16> = reader.list(limits::FRAMES_PER_SHEET, |reader| reader.at_most(3600) as u16);
    let pixels = usize::from(width) * usize::from(height);
    match pixels_left.checked_sub(pixels * ticks.len()) {
        Some(left) => *pixels_left = left,
        None => reader.refuse(),
    }
    let frames = ticks.iter().map(|_| reader.bytes(pixels).to_vec()).collect();
    let sheet = Sheet { width, height, anchor, palette, frames, ticks, tags };
    if !sheet.is_sound() {
        reader.refuse();
    }
    sheet
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

pub(super) fn read_runs(reader: &mut Reader<'_>, length: usize) -> Vec<u8> {
    // A run of a few bytes may fill a frame: `length` is bounded by what the caller allows in all.
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length && reader.check().is_ok() {
        let head = reader.at_most(2 * length);
        let count = head / 2 + 1;
        if count > length - bytes.len() {
            reader.refuse();
        } else if head.is_multiple_of(2) {
            bytes.resize(bytes.len() + count, reader.u8());
        } else {
            bytes.extend_from_slice(reader.bytes(count));
        }
    }
    bytes
}
