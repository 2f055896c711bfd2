//! A look at the write-ahead log after an unclean end. SQLite ignores a log from the first frame on whose checksum
//! is wrong; whether changes stood behind it, it does not say.
//!
//! The format: <https://www.sqlite.org/fileformat.html#the_write_ahead_log>.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

const HEADER_BYTES: usize = 32;
const FRAME_HEADER_BYTES: usize = 24;
const LARGEST_PAGE_BYTES: usize = 65_536;

/// What the log looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Log {
    /// There is none.
    Missing,
    /// Every frame can be read, or the rest is from earlier rounds of the log.
    Whole,
    /// It ends within a frame, or its last frame is bad: the last change may not have been finished.
    Torn,
    /// A bad frame has others of the same round behind it: changes are lost.
    Broken,
}

/// Reads the log through.
pub(crate) fn look(path: &Path) -> Log {
    let Ok(file) = File::open(path) else { return Log::Missing };
    read(BufReader::new(file))
}

fn read(mut log: impl Read) -> Log {
    let mut header = [0; HEADER_BYTES];
    match fill(&mut log, &mut header) {
        0 => return Log::Whole,
        HEADER_BYTES => {}
        _ => return Log::Torn,
    }
    let big = match word(&header, 0) {
        0x377f_0682 => false,
        0x377f_0683 => true,
        _ => return Log::Broken,
    };
    let page_bytes = word(&header, 8) as usize;
    let mut sum = (0, 0);
    add(&mut sum, header.get(..24).unwrap_or_default(), big);
    if sum != (word(&header, 24), word(&header, 28)) || !(512..=LARGEST_PAGE_BYTES).contains(&page_bytes) {
        return Log::Broken;
    }
    let salt = (word(&header, 16), word(&header, 20));
    let mut frame = vec![0; FRAME_HEADER_BYTES + page_bytes];
    let mut bad = false;
    loop {
        match fill(&mut log, &mut frame) {
            0 => return if bad { Log::Torn } else { Log::Whole },
            got if got < frame.len() => return Log::Torn,
            _ => {}
        }
        let same_round = (word(&frame, 8), word(&frame, 12)) == salt;
        if bad {
            if same_round {
                return Log::Broken;
            }
            continue;
        }
        if !same_round {
            return Log::Whole;
        }
        add(&mut sum, frame.get(..8).unwrap_or_default(), big);
        add(&mut sum, frame.get(FRAME_HEADER_BYTES..).unwrap_or_default(), big);
        bad = sum != (word(&frame, 16), word(&frame, 20));
    }
}

/// The log's running checksum, over pairs of words.
fn add(sum: &mut (u32, u32), bytes: &[u8], big: bool) {
    for pair in bytes.as_chunks::<8>().0 {
        let words = [word(pair, 0), word(pair, 4)].map(|word| if big { word } else { word.swap_bytes() });
        sum.0 = sum.0.wrapping_add(words[0]).wrapping_add(sum.1);
        sum.1 = sum.1.wrapping_add(words[1]).wrapping_add(sum.0);
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// Reads until the buffer is full or the file ends; how many bytes.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> usize {
    let mut got = 0;
    while let Some(rest) = buffer.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(read) => got += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    got
}
