//! Contact sheets of our own art: `out/art/<name>.png` shows every animation of `assets/art/<name>.art` as a row, at
//! its own size and four times as large, on light and on dark ground. Look at them before committing art.

use std::fs;

use anyhow::{Context as _, Result};
use snapcade_game::{
    Sheet,
    sheet::art_text::{self, Palette},
};
use snapcade_paint::Canvas;

const LIGHT: u32 = 0x00d8_e8f0;
const DARK: u32 = 0x002b_2740;
const MARGIN: usize = 4;
const LARGE: usize = 4;

fn main() -> Result<()> {
    let house = snapcade_testkit::house();
    let palette = Palette::parse(&fs::read_to_string(house.join("assets/palettes/master.txt"))?)?;
    let out = house.join("out/art");
    fs::create_dir_all(&out)?;
    let mut files: Vec<_> = fs::read_dir(house.join("assets/art"))?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::path);
    for path in files.iter().map(fs::DirEntry::path).filter(|path| path.extension().is_some_and(|e| e == "art")) {
        let sheet = art_text::parse(&fs::read_to_string(&path)?, &palette)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        fs::write(out.join(format!("{name}.png")), contact_sheet(&sheet).to_png()?)?;
        println!("out/art/{name}.png");
    }
    Ok(())
}

/// The frames of each row: one row an animation; those of no animation come last.
fn rows(sheet: &Sheet) -> Vec<Vec<usize>> {
    let of_tag = |first: u16, count: u16| (usize::from(first)..usize::from(first) + usize::from(count)).collect();
    let mut rows: Vec<Vec<usize>> = sheet.tags.iter().map(|tag| of_tag(tag.first, tag.count)).collect();
    let rest: Vec<usize> =
        (0..sheet.frames.len()).filter(|frame| !rows.iter().flatten().any(|shown| shown == frame)).collect();
    if !rest.is_empty() {
        rows.push(rest);
    }
    rows
}

fn contact_sheet(sheet: &Sheet) -> Canvas {
    let rows = rows(sheet);
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    let (w, h) = (usize::from(sheet.width), usize::from(sheet.height));
    // Backdrops are large enough as they are.
    let large = if w > 64 { 1 } else { LARGE };
    let small_width = most * (w + MARGIN) + MARGIN;
    let large_width = most * (w * large + MARGIN) + MARGIN;
    let half = small_width + large_width;
    let row_height = h * large + MARGIN;
    let mut canvas = Canvas::new(half * 2, rows.len() * row_height + MARGIN);
    for y in 0..canvas.height() {
        for x in 0..canvas.width() {
            canvas.set(x, y, if x < half { LIGHT } else { DARK });
        }
    }
    for (side, ground) in [LIGHT, DARK].into_iter().enumerate() {
        for (row, frames) in rows.iter().enumerate() {
            for (column, &frame) in frames.iter().enumerate() {
                let (left, top) = (side * half + MARGIN, row * row_height + MARGIN);
                put(&mut canvas, sheet, frame, (left + column * (w + MARGIN), top), 1, ground);
                let place = (left + small_width + column * (w * large + MARGIN), top);
                put(&mut canvas, sheet, frame, place, large, ground);
            }
        }
    }
    canvas
}

fn put(canvas: &mut Canvas, sheet: &Sheet, frame: usize, (left, top): (usize, usize), scale: usize, ground: u32) {
    let width = usize::from(sheet.width);
    for (i, &index) in sheet.frames[frame].iter().enumerate() {
        let color = sheet.palette[usize::from(index)];
        let mixed = |shift: u32, channel: u8| {
            let (top, below) = (u32::from(channel), ground >> shift & 255);
            ((top * u32::from(color.a) + below * (255 - u32::from(color.a)) + 127) / 255) << shift
        };
        let pixel = mixed(16, color.r) | mixed(8, color.g) | mixed(0, color.b);
        for dy in 0..scale {
            for dx in 0..scale {
                canvas.set(left + i % width * scale + dx, top + i / width * scale + dy, pixel);
            }
        }
    }
}
