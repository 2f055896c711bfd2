//! Pixel art as text: what `assets/art/*.art` hold. The format is described in `assets/art/README.md`.

use std::collections::BTreeMap;

use super::{Repeat, Rgba, Sheet, SheetError, Tag};
use crate::limits;

/// Named colours, as in `assets/palettes/master.txt`: a name and `#rrggbb` on each line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette(BTreeMap<String, Rgba>);

impl Palette {
    /// Reads a palette. Lines that start with `# ` are comments.
    pub fn parse(text: &str) -> Result<Self, SheetError> {
        let mut colors = BTreeMap::new();
        for (line, words) in lines(text) {
            let [name, hex] = words[..] else { return Err(at(line, "a colour is a name and #rrggbb")) };
            let color = hex
                .strip_prefix('#')
                // A number may begin with a sign, a colour may not.
                .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
                .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                .ok_or_else(|| at(line, "a colour is a name and #rrggbb"))?;
            if colors.insert(name.to_owned(), Rgba::rgb(color)).is_some() {
                return Err(at(line, "this name is there twice"));
            }
        }
        Ok(Self(colors))
    }

    /// The colour of this name.
    pub fn get(&self, name: &str) -> Option<Rgba> {
        self.0.get(name).copied()
    }

    /// The colours by name.
    pub fn colors(&self) -> impl Iterator<Item = (&str, Rgba)> {
        self.0.iter().map(|(name, &color)| (name.as_str(), color))
    }
}

/// The lines that say something, with their numbers, split into words.
fn lines(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !(line.trim().is_empty() || line.starts_with("# ") || *line == "#"))
        .map(|(i, line)| (i + 1, line.split_whitespace().collect()))
}

fn at(line: usize, message: &str) -> SheetError {
    SheetError::Line { line, message: message.to_owned() }
}

/// Reads an art file with the colours of a palette.
pub fn parse(text: &str, palette: &Palette) -> Result<Sheet, SheetError> {
    if text.len() > limits::ASSET_BYTES {
        return Err(SheetError::Limit { what: "bytes", found: text.len(), limit: limits::ASSET_BYTES });
    }
    let mut reader = Reader::new(palette);
    for (line, words) in lines(text) {
        reader.line(line, &words)?;
    }
    reader.finish(text.lines().count())
}

struct Reader<'a> {
    palette: &'a Palette,
    sheet: Sheet,
    anchor: Option<(i16, i16)>,
    letters: BTreeMap<char, u8>,
    tag_ticks: u16,
    /// Rows that the last frame still lacks.
    rows_left: u16,
}

impl<'a> Reader<'a> {
    fn new(palette: &'a Palette) -> Self {
        let sheet = Sheet {
            width: 0,
            height: 0,
            anchor: (0, 0),
            palette: vec![Rgba::CLEAR],
            frames: Vec::new(),
            ticks: Vec::new(),
            tags: Vec::new(),
        };
        let letters = BTreeMap::from([('.', 0)]);
        Self { palette, sheet, anchor: None, letters, tag_ticks: 0, rows_left: 0 }
    }

    fn line(&mut self, line: usize, words: &[&str]) -> Result<(), SheetError> {
        if self.rows_left > 0 {
            return self.row(line, words);
        }
        match words {
            ["size", width, height] if self.sheet.width == 0 => {
                let side = |word: &str| {
                    let side = word.parse().ok().filter(|side| (1..=limits::FRAME_PX).contains(side));
                    side.ok_or_else(|| at(line, "a frame is 1 to 512 pixels wide and high"))
                };
                (self.sheet.width, self.sheet.height) = (side(width)?, side(height)?);
                Ok(())
            }
            ["anchor", x, y] => {
                let part = |word: &str| word.parse().map_err(|_| at(line, "an anchor is two whole numbers"));
                self.anchor = Some((part(x)?, part(y)?));
                Ok(())
            }
            ["color", letter, name] => self.color(line, letter, name),
            ["tag", name, ticks, repeat @ ..] => self.tag(line, name, ticks, repeat),
            ["frame"] => self.frame(line),
            _ => Err(at(line, "expected `size W H`, `anchor X Y`, `color LETTER NAME`, `tag NAME TICKS` or `frame`")),
        }
    }

    fn color(&mut self, line: usize, letter: &str, name: &str) -> Result<(), SheetError> {
        let mut letters = letter.chars();
        let (Some(letter @ '!'..='~'), None) = (letters.next(), letters.next()) else {
            return Err(at(line, "a colour's sign is one printable ASCII letter"));
        };
        if letter == '#' {
            return Err(at(line, "# begins a comment and cannot stand for a colour"));
        }
        let color = self.palette.get(name).ok_or_else(|| at(line, "the palette has no such colour"))?;
        // Two letters may mean one colour; it stands in the palette once.
        let known = self.sheet.palette.iter().position(|&entry| entry == color);
        let index = known.unwrap_or(self.sheet.palette.len());
        if index >= limits::SHEET_COLORS {
            return Err(at(line, "at most 255 colours fit one sheet"));
        }
        if known.is_none() {
            self.sheet.palette.push(color);
        }
        match self.letters.insert(letter, index as u8) {
            None => Ok(()),
            Some(_) => Err(at(line, "this letter is there twice")),
        }
    }

    fn tag(&mut self, line: usize, name: &str, ticks: &str, repeat: &[&str]) -> Result<(), SheetError> {
        self.close_tag(line)?;
        let repeat = match repeat {
            [] | ["loop"] => Repeat::Loop,
            ["once"] => Repeat::Once,
            ["pingpong"] => Repeat::PingPong,
            _ => return Err(at(line, "an animation goes on with `loop`, `once` or `pingpong`")),
        };
        self.tag_ticks = ticks
            .parse()
            .ok()
            .filter(|ticks| (1..=limits::FRAME_TICKS).contains(ticks))
            .ok_or_else(|| at(line, "a frame is shown for 1 to 3600 ticks"))?;
        if self.sheet.tag(name).is_some() {
            return Err(at(line, "this animation is there twice"));
        }
        let first = self.sheet.frames.len() as u16;
        self.sheet.tags.push(Tag { name: name.to_owned(), first, count: 0, repeat });
        Ok(())
    }

    fn frame(&mut self, line: usize) -> Result<(), SheetError> {
        let Some(tag) = self.sheet.tags.last_mut() else { return Err(at(line, "a frame belongs below a `tag`")) };
        if self.sheet.width == 0 {
            return Err(at(line, "`size W H` has to come before the first frame"));
        }
        let pixels = usize::from(self.sheet.width) * usize::from(self.sheet.height);
        let frames = self.sheet.frames.len() + 1;
        if frames > limits::FRAMES_PER_SHEET || frames * pixels > limits::SHEET_PIXELS {
            return Err(at(line, "too many frames for one sheet"));
        }
        tag.count += 1;
        self.sheet.frames.push(Vec::with_capacity(pixels));
        self.sheet.ticks.push(self.tag_ticks);
        self.rows_left = self.sheet.height;
        Ok(())
    }

    fn row(&mut self, line: usize, words: &[&str]) -> Result<(), SheetError> {
        let ([row], Some(frame)) = (words, self.sheet.frames.last_mut()) else {
            return Err(at(line, "a row of pixels has no blanks"));
        };
        let before = frame.len();
        for letter in row.chars() {
            let index = self.letters.get(&letter);
            frame.push(*index.ok_or_else(|| at(line, &format!("the letter {letter:?} has no colour")))?);
        }
        let found = frame.len() - before;
        if found != usize::from(self.sheet.width) {
            return Err(at(line, &format!("this row has {found} pixels, the frames are {} wide", self.sheet.width)));
        }
        self.rows_left -= 1;
        Ok(())
    }

    fn close_tag(&self, line: usize) -> Result<(), SheetError> {
        match self.sheet.tags.last() {
            Some(tag) if tag.count == 0 => Err(at(line, &format!("the animation {:?} has no frame", tag.name))),
            _ => Ok(()),
        }
    }

    fn finish(mut self, last_line: usize) -> Result<Sheet, SheetError> {
        if self.rows_left > 0 {
            return Err(at(last_line, &format!("the last frame lacks {} rows", self.rows_left)));
        }
        self.close_tag(last_line)?;
        let feet = ((self.sheet.width / 2) as i16, self.sheet.height as i16);
        self.sheet.anchor = self.anchor.unwrap_or(feet);
        self.sheet.check()?;
        Ok(self.sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PALETTE: &str = "# two\nink #101010\nred-3 #c00000\n";

    fn read(text: &str) -> Result<Sheet, SheetError> {
        parse(text, &Palette::parse(PALETTE).unwrap())
    }

    #[test]
    fn a_drawing_is_read() {
        let sheet =
            read("# a dot\nsize 2 2\ncolor k ink\ncolor r red-3\ntag blink 8 once\nframe\nk.\n.r\nframe\nrr\nrr\n")
                .unwrap();
        assert_eq!((sheet.width, sheet.height, sheet.anchor), (2, 2, (1, 2)));
        assert_eq!(sheet.frames, [vec![1, 0, 0, 2], vec![2; 4]]);
        assert_eq!(sheet.ticks, [8, 8]);
        assert_eq!(sheet.tags, [Tag { name: "blink".into(), first: 0, count: 2, repeat: Repeat::Once }]);
    }

    #[test]
    fn faults_name_their_line() {
        let head = "size 2 2\ncolor k ink\n";
        for (rest, line) in [
            ("frame\nkk\nkk\n", 3),
            ("tag a 8\ntag b 8\n", 4),
            ("tag a 8\nframe\nkk\n", 5),
            ("tag a 8\nframe\nkkk\nkk\n", 5),
            ("tag a 8\nframe\nkx\nkk\n", 5),
            ("tag a 0\n", 3),
            ("color j nothing\n", 3),
            ("color k ink\n", 3),
            ("size 3 3\n", 3),
            ("dance\n", 3),
            ("color # ink\n", 3),
            ("color é ink\n", 3),
            ("color . ink\n", 3),
            ("color kk ink\n", 3),
            ("anchor 1\n", 3),
            ("anchor 40000 0\n", 3),
            ("tag a 8 twice\n", 3),
            ("tag a 8\nframe\nkk\nk k\n", 6),
            ("tag a 8\nframe\nkk\nkk\nframe\n", 7),
            ("tag a 8\nframe\nkk\nkk\ntag a 8\n", 7),
        ] {
            let error = read(&format!("{head}{rest}")).unwrap_err();
            assert!(matches!(error, SheetError::Line { line: found, .. } if found == line), "{rest:?}: {error}");
        }
        assert!(matches!(read(head), Err(SheetError::Limit { what: "frames", .. })));
    }

    #[test]
    fn a_palette_names_each_colour_once() {
        let palette = Palette::parse("ink #0a0B0c\nred #ff0000\n").unwrap();
        assert_eq!(palette.get("ink"), Some(Rgba::rgb(0x000a_0b0c)));
        assert_eq!(palette.colors().map(|(name, _)| name).collect::<Vec<_>>(), ["ink", "red"]);
        for (text, line) in [
            ("ink\n", 1),
            ("# c\nink 0a0b0c\n", 2),
            ("ink #0a0b0\n", 1),
            ("ink #+a0b0c\n", 1),
            ("ink #0a0b0cc\n", 1),
            ("ink #0a0bé\n", 1),
            ("ink #000000\n\nink #000000\n", 3),
        ] {
            let error = Palette::parse(text).unwrap_err();
            assert!(matches!(error, SheetError::Line { line: found, .. } if found == line), "{text:?}: {error}");
        }
    }
}
