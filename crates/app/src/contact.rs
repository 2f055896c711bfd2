//! The contact sheet of a hero: the photo, what was cut out, the palette and every animation on every ground.

use snapcade_game::{
    Sheet,
    sheet::{Rgba, Tag},
};
use snapcade_gen::{
    grid::Picture,
    hero::{Hero, Style},
};
use snapcade_paint::Canvas;
use snapcade_play::compile::glyph;

const PAGE: u32 = 0x00f9_f8f1;
const INK: u32 = 0x001a_1426;
const LIGHT: [u32; 2] = [0x00e8_eef4; 2];
const DARK: [u32; 2] = [0x001a_1426; 2];
const CHECKERED: [u32; 2] = [0x0099_a5b9, 0x00c8_d3dd];
/// Side of a checker's square in pixels.
const CHECK_PX: usize = 16;

/// How large the animations are shown.
const SCALE: usize = 4;
/// How many frames stand in a row, at most.
const COLUMNS: usize = 12;
const MARGIN: usize = 16;
/// Room above an animation for its name.
const NAME_PX: usize = 20;
/// Width and height of the photo, and of the cut-out beside it, at most.
const PHOTO_PX: usize = 256;
/// Side of a colour of the palette.
const SWATCH_PX: usize = 32;

/// Everything about a hero on one page.
pub fn contact_sheet(hero: &Hero, style: Style) -> Canvas {
    let sheet = &hero.sheet;
    let frame_px = usize::from(sheet.width) * SCALE;
    let width = (COLUMNS * frame_px + 3 * MARGIN).max(4 * MARGIN + 2 * PHOTO_PX + 8 * SWATCH_PX);
    let rows = rows(&sheet.tags, frame_px, width);
    let row_px = frame_px + NAME_PX;
    let ground_px = rows.len() * row_px + MARGIN;
    let head_px = PHOTO_PX + 3 * MARGIN + NAME_PX;
    let mut page = Canvas::new(width, head_px + 3 * ground_px);
    fill(&mut page, (0, 0), (width, head_px), [PAGE; 2]);
    header(&mut page, hero, style);
    for (i, ground) in [LIGHT, DARK, CHECKERED].into_iter().enumerate() {
        let top = head_px + i * ground_px;
        fill(&mut page, (0, top), (width, ground_px), ground);
        let ink = if ground == DARK { PAGE } else { INK };
        for (row, tags) in rows.iter().enumerate() {
            let mut left = MARGIN;
            for tag in tags {
                let y = top + row * row_px + MARGIN / 2;
                write(&mut page, (left, y), &tag.name, 2, ink);
                for frame in frames(sheet, tag) {
                    put(&mut page, sheet, frame, (left, y + NAME_PX), SCALE);
                    left += frame_px;
                }
                left += MARGIN;
            }
        }
    }
    page
}

/// Animations in rows, as many in a row as fit.
fn rows(tags: &[Tag], frame_px: usize, width: usize) -> Vec<Vec<&Tag>> {
    let mut rows: Vec<Vec<&Tag>> = Vec::new();
    let mut left = width;
    for tag in tags {
        let taken = usize::from(tag.count) * frame_px + MARGIN;
        if left + taken > width {
            rows.push(Vec::new());
            left = MARGIN;
        }
        left += taken;
        if let Some(row) = rows.last_mut() {
            row.push(tag);
        }
    }
    rows
}

fn frames<'a>(sheet: &'a Sheet, tag: &Tag) -> &'a [Vec<u8>] {
    let first = usize::from(tag.first);
    sheet.frames.get(first..first + usize::from(tag.count)).unwrap_or_default()
}

/// Heroes side by side, each with its photo: what one looks at first.
pub fn overview(heroes: &[Hero], columns: usize) -> Canvas {
    let hero_px = heroes.iter().map(|hero| usize::from(hero.sheet.width)).max().unwrap_or(1) * SCALE;
    let (cell_width, cell_height) = (2 * hero_px + 2 * MARGIN, hero_px + MARGIN);
    let rows = heroes.len().div_ceil(columns.max(1));
    let mut page = Canvas::new(columns * cell_width, rows * cell_height + MARGIN);
    let whole = (page.width(), page.height());
    fill(&mut page, (0, 0), whole, [PAGE; 2]);
    for (i, hero) in heroes.iter().enumerate() {
        let (left, top) = (i % columns * cell_width + MARGIN, i / columns * cell_height + MARGIN);
        let photo = shown(&hero.photo, None, hero_px);
        let place = (left + (hero_px - photo.width()) / 2, top + (hero_px - photo.height()) / 2);
        paste(&mut page, &photo, place);
        // The second frame of running says more than standing does; every other hero runs.
        let shown = hero.sheet.tag(if i % 2 == 0 { "idle" } else { "run" });
        if let Some(frame) = shown.and_then(|tag| frames(&hero.sheet, tag).first()) {
            put(&mut page, &hero.sheet, frame, (left + hero_px, top), SCALE);
        }
    }
    page
}

fn paste(page: &mut Canvas, picture: &Canvas, (left, top): (usize, usize)) {
    for (y, row) in picture.pixels().chunks_exact(picture.width().max(1)).enumerate() {
        for (x, &color) in row.iter().enumerate() {
            page.set(left + x, top + y, color);
        }
    }
}

fn header(page: &mut Canvas, hero: &Hero, style: Style) {
    let photo = shown(&hero.photo, None, PHOTO_PX);
    let cut = shown(&hero.photo, Some(hero), PHOTO_PX);
    for (i, (picture, name)) in [(photo, "photo"), (cut, "cut out")].iter().enumerate() {
        let left = MARGIN + i * (PHOTO_PX + MARGIN);
        write(page, (left, MARGIN), name, 2, INK);
        paste(page, picture, (left, MARGIN + NAME_PX));
    }
    let left = 3 * MARGIN + 2 * PHOTO_PX;
    let colors = &hero.sheet.palette[1..];
    let words = format!("{}, {}: {} colours", hero.kind.name(), style.name(), colors.len());
    write(page, (left, MARGIN), &words, 2, INK);
    for (i, color) in colors.iter().enumerate() {
        let place = (left + i % 8 * SWATCH_PX, MARGIN + NAME_PX + i / 8 * SWATCH_PX);
        fill(page, place, (SWATCH_PX, SWATCH_PX), [rgb(*color); 2]);
    }
    // At its own size, as it is in a game.
    let side = usize::from(hero.sheet.width);
    let top = MARGIN + PHOTO_PX + NAME_PX - side;
    for (i, ground) in [LIGHT, DARK, CHECKERED].into_iter().enumerate() {
        let place = (left + i * (side + MARGIN), top);
        fill(page, place, (side, side), ground);
        if let Some(frame) = hero.sheet.frames.first() {
            put(page, &hero.sheet, frame, place, 1);
        }
    }
}

/// A photo made to fit a square; with a hero, only what was cut out, on checkered ground.
fn shown(photo: &Picture, cut_of: Option<&Hero>, side_px: usize) -> Canvas {
    let longer = photo.width.max(photo.height).max(1) as usize;
    let side = |px: u32| (px as usize * side_px / longer).max(1);
    let mut canvas = Canvas::new(side(photo.width), side(photo.height));
    let (width, height) = (canvas.width(), canvas.height());
    // The mean of the pixels that one pixel shows.
    let range = |i: usize, of: usize, whole: u32| {
        let from = i * whole as usize / of;
        from..((i + 1) * whole as usize / of).max(from + 1)
    };
    for y in 0..height {
        for x in 0..width {
            let ground = CHECKERED[(x / 8 + y / 8) % 2];
            let mut sum = [0_u32; 4];
            for py in range(y, height, photo.height) {
                for px in range(x, width, photo.width) {
                    let place = (px as i32, py as i32);
                    let [r, g, b, a] = photo.get(place.0, place.1).unwrap_or_default();
                    let kept = cut_of.map_or(255, |hero| hero.mask.get(place.0, place.1).unwrap_or(0));
                    let alpha = u32::from(a) * u32::from(kept) / 255;
                    let mix = |channel: u8, shift: u32| {
                        (u32::from(channel) * alpha + (ground >> shift & 255) * (255 - alpha)) / 255
                    };
                    sum = [sum[0] + mix(r, 16), sum[1] + mix(g, 8), sum[2] + mix(b, 0), sum[3] + 1];
                }
            }
            let mean = |channel: u32| channel / sum[3].max(1);
            canvas.set(x, y, mean(sum[0]) << 16 | mean(sum[1]) << 8 | mean(sum[2]));
        }
    }
    canvas
}

fn rgb(color: Rgba) -> u32 {
    u32::from_be_bytes([0, color.r, color.g, color.b])
}

fn fill(page: &mut Canvas, (left, top): (usize, usize), (width, height): (usize, usize), colors: [u32; 2]) {
    for y in 0..height {
        for x in 0..width {
            page.set(left + x, top + y, colors[(x / CHECK_PX + y / CHECK_PX) % 2]);
        }
    }
}

fn put(page: &mut Canvas, sheet: &Sheet, frame: &[u8], (left, top): (usize, usize), scale: usize) {
    let width = usize::from(sheet.width);
    for (i, &index) in frame.iter().enumerate() {
        if index == 0 {
            continue;
        }
        let color = sheet.palette.get(usize::from(index)).map_or(0, |&color| rgb(color));
        fill(page, (left + i % width * scale, top + i / width * scale), (scale, scale), [color; 2]);
    }
}

/// Writes a line with our own letters, `scale` times as large as they are.
pub(crate) fn write(page: &mut Canvas, (mut left, top): (usize, usize), words: &str, scale: usize, ink: u32) {
    for letter in words.chars().filter_map(glyph) {
        for (y, row) in letter.rows.iter().enumerate() {
            for x in (0..usize::from(letter.width)).filter(|x| row << x & 0x8000 != 0) {
                fill(page, (left + x * scale, top + y * scale), (scale, scale), [ink; 2]);
            }
        }
        left += (usize::from(letter.width) + 1) * scale;
    }
}
