//! A page that grows downwards: lines of text, and pictures side by side.

use snapcade_game::{Sheet, sheet::Tag};
use snapcade_paint::Canvas;

use crate::contact::write;

/// Width of a page in pixels.
const WIDTH_PX: usize = 2 * 320 + 3 * MARGIN_PX;
const MARGIN_PX: usize = 8;
/// Room above a picture for its name.
const NAME_PX: usize = 11;
/// Between two pictures of one animation.
const GAP_PX: usize = 2;
const PAPER: u32 = 0x00e8_eef4;
const INK: u32 = 0x001a_1426;
const FAINT: u32 = 0x006d_7491;
const RULE: u32 = 0x0099_a5b9;

/// What is on a page.
enum Mark {
    Words(usize, usize, String, usize, u32),
    Rule(usize),
    Picture(usize, usize, Canvas),
    Frame(usize, usize, Sheet),
}

/// A page that is being filled.
pub(super) struct Page {
    marks: Vec<Mark>,
    /// Where the next picture goes, and where the row below it begins.
    left: usize,
    top: usize,
    bottom: usize,
}

impl Page {
    pub(super) fn new() -> Self {
        Self { marks: Vec::new(), left: MARGIN_PX, top: MARGIN_PX, bottom: MARGIN_PX }
    }

    fn next_row(&mut self) {
        (self.left, self.top) = (MARGIN_PX, self.bottom);
    }

    fn words(&mut self, words: &str, scale: usize, ink: u32, height: usize) {
        self.next_row();
        self.marks.push(Mark::Words(MARGIN_PX, self.top, words.to_owned(), scale, ink));
        self.bottom = self.top + height;
    }

    pub(super) fn title(&mut self, words: &str) {
        self.words(words, 2, INK, 24);
    }

    pub(super) fn line(&mut self, words: &str) {
        self.words(words, 1, INK, 12);
    }

    pub(super) fn section(&mut self, name: &str) {
        self.bottom += 6;
        self.marks.push(Mark::Rule(self.bottom));
        self.bottom += 5;
        self.words(name, 1, INK, 14);
        self.next_row();
    }

    /// Room for a picture of this size with its name above; where its upper left corner is.
    fn place(&mut self, name: &str, width: usize, height: usize) -> (usize, usize) {
        // Letters take up to six pixels.
        let taken = width.max(name.chars().count() * 6);
        if self.left > MARGIN_PX && self.left + taken + MARGIN_PX > WIDTH_PX {
            self.next_row();
        }
        let (left, top) = (self.left, self.top + NAME_PX);
        self.marks.push(Mark::Words(left, self.top, name.to_owned(), 1, FAINT));
        self.left += taken + MARGIN_PX;
        self.bottom = self.bottom.max(top + height + MARGIN_PX);
        (left, top)
    }

    pub(super) fn picture(&mut self, name: &str, picture: Canvas) {
        let (left, top) = self.place(name, picture.width(), picture.height());
        self.marks.push(Mark::Picture(left, top, picture));
    }

    /// Every animation of a sheet under its own name.
    pub(super) fn each_animation(&mut self, sheet: &Sheet) {
        for tag in &sheet.tags {
            self.frames(&tag.name.replace('-', " "), sheet, std::slice::from_ref(tag));
        }
    }

    /// All animations of a sheet under one name.
    pub(super) fn animations(&mut self, name: &str, sheet: &Sheet) {
        self.frames(name, sheet, &sheet.tags);
    }

    fn frames(&mut self, name: &str, sheet: &Sheet, tags: &[Tag]) {
        let (width, height) = (usize::from(sheet.width), usize::from(sheet.height));
        let numbers = tags.iter().flat_map(|tag| tag.first..tag.first.saturating_add(tag.count));
        let frames: Vec<&Vec<u8>> = numbers.filter_map(|number| sheet.frames.get(usize::from(number))).collect();
        // What nobody draws in is not shown.
        let empty = |row: usize| {
            let pixels = |frame: &&Vec<u8>| frame.iter().skip(row * width).take(width).all(|&index| index == 0);
            frames.iter().all(pixels)
        };
        let skipped = (0..height).take_while(|&row| empty(row)).count().min(height.saturating_sub(1));
        let across = (WIDTH_PX - 2 * MARGIN_PX) / (width + GAP_PX);
        for (row, frames) in frames.chunks(across.max(1)).enumerate() {
            let shown = height - skipped;
            let name = if row == 0 { name } else { "" };
            let (left, top) = self.place(name, frames.len() * (width + GAP_PX), shown);
            for (column, frame) in frames.iter().enumerate() {
                let pixels = frame.get(skipped * width..).unwrap_or_default().to_vec();
                let one = Sheet { height: shown as u16, frames: vec![pixels], ..sheet.clone() };
                self.marks.push(Mark::Frame(left + column * (width + GAP_PX), top, one));
            }
        }
    }

    pub(super) fn finish(self) -> Canvas {
        let mut canvas = Canvas::new(WIDTH_PX, self.bottom + MARGIN_PX);
        for y in 0..canvas.height() {
            (0..WIDTH_PX).for_each(|x| canvas.set(x, y, PAPER));
        }
        for mark in self.marks {
            match mark {
                Mark::Words(left, top, words, scale, ink) => write(&mut canvas, (left, top), &words, scale, ink),
                Mark::Rule(top) => (MARGIN_PX..WIDTH_PX - MARGIN_PX).for_each(|x| canvas.set(x, top, RULE)),
                Mark::Picture(left, top, picture) => {
                    for (y, row) in picture.pixels().chunks(picture.width().max(1)).enumerate() {
                        row.iter().enumerate().for_each(|(x, &color)| canvas.set(left + x, top + y, color));
                    }
                }
                Mark::Frame(left, top, sheet) => put(&mut canvas, &sheet, 0, (left as i32, top as i32)),
            }
        }
        canvas
    }
}

/// Paints a frame; where it is see-through one sees what was there.
pub(super) fn put(canvas: &mut Canvas, sheet: &Sheet, frame: usize, (left, top): (i32, i32)) {
    let width = usize::from(sheet.width).max(1);
    let Some(pixels) = sheet.frames.get(frame) else { return };
    for (i, &index) in pixels.iter().enumerate() {
        let (x, y) = (left + (i % width) as i32, top + (i / width) as i32);
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { continue };
        let Some(&color) = sheet.palette.get(usize::from(index)).filter(|color| color.a > 0) else { continue };
        let under = if x < canvas.width() { canvas.pixels().get(y * canvas.width() + x).copied() } else { None };
        let Some(under) = under else { continue };
        let mix = |channel: u8, shift: u32| {
            let alpha = u32::from(color.a);
            ((u32::from(channel) * alpha + ((under >> shift) & 255) * (255 - alpha)) / 255) << shift
        };
        canvas.set(x, y, mix(color.r, 16) | mix(color.g, 8) | mix(color.b, 0));
    }
}
