//! Packs as bytes. The format is described in `docs/pack.md`.

// The web player only reads.
#![cfg_attr(not(feature = "compile"), allow(dead_code))]

use snapcade_game::{Item, Mode, Power, Rules, limits, rules::Rule};

use crate::{
    atlas::LARGEST_SIDE_PX,
    binary::{ReadError, Reader, Writer, crc32},
    font::{GLYPHS, Glyph, MISSING},
    lzma,
    pack::{EffectDef, KindDef, LineDef, Pack, PrepareError, RoleDef, SheetRole, Source},
    replay::ReplayError,
    words::{ENGLISH, Words},
};

mod level;
mod role;
mod sheet;

use level::{Known, read_level, write_level};
use role::{read_role, write_role};
use sheet::{read_sheet, write_sheet};

const MAGIC: &[u8; 4] = b"SNPK";

/// The version of the format that this code writes and reads.
pub const VERSION: u8 = 2;

/// Why bytes are not a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Other bytes altogether.
    #[error("this is not a Snapcade game pack")]
    Magic,
    /// Written by another version.
    #[error("this game pack has version {0}; this player reads version {VERSION}")]
    Version(u8),
    /// Altered on the way.
    #[error("the game pack is damaged: its checksum differs")]
    Checksum,
    /// Cut or made up.
    #[error("the game pack is damaged: {0}")]
    Damaged(#[from] ReadError),
    /// A replay in it is none.
    #[error("the game pack is damaged: {0}")]
    Replay(#[from] ReplayError),
    /// Its art does not fit.
    #[error(transparent)]
    Prepare(#[from] PrepareError),
}

impl Pack {
    /// The pack as bytes: the same pack gives the same bytes.
    #[cfg(feature = "compile")]
    pub fn encode(&self) -> Vec<u8> {
        let body = self.encode_body();
        let packed = lzma::pack(&body);
        let mut out = Writer(MAGIC.to_vec());
        out.u8(VERSION);
        out.0.extend_from_slice(&crc32(&packed).to_le_bytes());
        out.count(body.len());
        out.0.extend_from_slice(&packed);
        out.0
    }

    /// What [`Pack::decode_body`] reads.
    #[cfg(feature = "compile")]
    pub fn encode_body(&self) -> Vec<u8> {
        let mut body = Writer::default();
        write_source(&mut body, &self.source);
        body.0
    }

    /// Reads a pack. Every number in it is checked, so that playing it cannot fail.
    pub fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let mut head = Reader::new(bytes);
        if head.bytes(MAGIC.len()) != MAGIC {
            return Err(PackError::Magic);
        }
        let version = head.u8();
        head.check()?;
        if version != VERSION {
            return Err(PackError::Version(version));
        }
        let sum = head.bytes(4);
        let length = head.at_most(lzma::MOST_BYTES);
        let packed = head.bytes(head.left());
        head.check()?;
        if crc32(packed).to_le_bytes() != sum {
            return Err(PackError::Checksum);
        }
        Self::decode_body(&lzma::unpack(packed, length)?)
    }

    /// Reads the unpacked body. Fuzzing begins here: random bytes never have the right checksum.
    pub fn decode_body(body: &[u8]) -> Result<Self, PackError> {
        let mut reader = Reader::new(body);
        let source = read_source(&mut reader)?;
        reader.finish()?;
        Ok(Self::prepare(source)?)
    }
}

fn write_source(out: &mut Writer, source: &Source) {
    out.text(&source.title);
    out.text(&source.author);
    out.u8(source.mode as u8);
    for &rule in Rule::ALL {
        out.i32(source.rules.get(rule));
    }
    out.list(&source.words.0, |out, word| out.text(word));
    out.list(&source.glyphs, |out, glyph| {
        out.varint(u64::from(glyph.character as u32));
        out.u8(glyph.width);
        out.u8(glyph.baseline);
        out.list(&glyph.rows, |out, &row| {
            out.u8((row >> 8) as u8);
            if glyph.width > 8 {
                out.u8(row as u8);
            }
        });
    });
    out.list(&source.sheets, |out, (name, sheet)| {
        out.text(name);
        write_sheet(out, sheet);
    });
    out.list(&source.sounds, |out, (slot, bytes)| {
        out.text(slot);
        out.count(bytes.len());
        out.0.extend_from_slice(bytes);
    });
    out.list(&source.kinds, |out, kind| {
        out.count(usize::from(kind.sheet));
        out.i32(kind.half_width);
        out.i32(kind.height);
        write_role(out, &kind.role);
    });
    let line_number = |out: &mut Writer, line: u16| out.varint(u64::from(line));
    out.list(&source.lines, |out, line| {
        out.list(&line.words, |out, words| out.text(words));
        out.option(line.next, line_number);
        out.option(line.effect, |out, effect| match effect {
            EffectDef::Give(item) => {
                out.u8(0);
                out.u8(item as u8);
            }
            EffectDef::Power(power) => {
                out.u8(1);
                out.u8(power as u8);
            }
            EffectDef::SwitchOn(channel) => {
                out.u8(2);
                out.u8(channel);
            }
        });
        out.list(&line.choices, |out, (words, next)| {
            out.text(words);
            out.option(*next, line_number);
        });
    });
    out.list(&source.levels, write_level);
}

/// What was read has to be believed only after the reader was asked whether all is well.
fn read_source(reader: &mut Reader<'_>) -> Result<Source, PackError> {
    let title = reader.text(limits::TITLE_CHARS * 4);
    let author = reader.text(limits::NAME_CHARS * 4);
    let mode = reader.one_of(&[Mode::Adventure, Mode::Collect, Mode::Race]);
    let mut rules = Rules::default();
    for &rule in Rule::ALL {
        let (low, high) = rule.bounds();
        rules.set(rule, reader.between(low, high));
    }
    let words = Words(reader.list(ENGLISH.len(), |reader| reader.text(200)));
    let glyphs = reader.list(GLYPHS, read_glyph);
    let mut pixels_left = LARGEST_SIDE_PX * LARGEST_SIDE_PX;
    let sheets =
        reader.list(limits::SLOTS + SheetRole::COUNT, |reader| (reader.text(40), read_sheet(reader, &mut pixels_left)));
    if sheets.len() < SheetRole::COUNT {
        reader.refuse();
    }
    let sounds = reader.list(limits::SLOTS, |reader| {
        let slot = reader.text(40);
        let length = reader.at_most(limits::ASSET_BYTES);
        (slot, reader.bytes(length).to_vec())
    });
    let kinds = reader.list(limits::KINDS, |reader| KindDef {
        sheet: index(reader, sheets.len()),
        half_width: reader.between(256, 64 * 256),
        height: reader.between(512, 128 * 256),
        role: read_role(reader),
    });
    if check_kinds(&kinds).is_none() {
        reader.refuse();
    }
    let lines = reader.list(limits::DIALOGUES * limits::LINES_PER_DIALOGUE, read_line);
    let next_exists = |next: &Option<u16>| next.is_none_or(|next| usize::from(next) < lines.len());
    if !lines.iter().all(|line| next_exists(&line.next) && line.choices.iter().all(|(_, next)| next_exists(next))) {
        reader.refuse();
    }
    let known = Known { sheets: sheets.len(), kinds: kinds.len(), lines: lines.len() };
    let mut levels = Vec::new();
    for _ in 0..reader.at_most(limits::LEVELS) {
        levels.push(read_level(reader, &known)?);
    }
    if levels.is_empty() {
        reader.refuse();
    }
    reader.check()?;
    Ok(Source { title, author, mode, rules, words, glyphs, sheets, sounds, kinds, lines, levels })
}

/// The first kind is the hero, no other is; shots are shots, and what is dropped can be picked up.
fn check_kinds(kinds: &[KindDef]) -> Option<()> {
    let role = |index: u16| kinds.get(usize::from(index)).map(|kind| &kind.role);
    let shot = |index| matches!(role(index), Some(RoleDef::Shot { .. }));
    let pickup = |index| matches!(role(index), Some(RoleDef::Collectible { .. } | RoleDef::PowerUp { .. }));
    let (hero, others) = kinds.split_first()?;
    let sound = matches!(hero.role, RoleDef::Hero)
        && others.iter().all(|kind| match kind.role {
            RoleDef::Hero => false,
            RoleDef::Shooter { shot: index, .. } | RoleDef::Boss { shot: index, .. } if !shot(index) => false,
            role => role.foe().and_then(|foe| foe.drops).is_none_or(pickup),
        });
    sound.then_some(())
}

/// The number of one of `count` things.
fn index(reader: &mut Reader<'_>, count: usize) -> u16 {
    let index = reader.u16();
    if usize::from(index) >= count {
        reader.refuse();
    }
    index
}

fn read_glyph(reader: &mut Reader<'_>) -> Glyph {
    let character = char::from_u32(reader.u32());
    let (width, baseline) = (reader.u8(), reader.u8());
    if character.is_none() || !(1..=16).contains(&width) || baseline > 16 {
        reader.refuse();
    }
    let rows = reader.list(16, |reader| {
        let high = u16::from(reader.u8()) << 8;
        if width > 8 { high | u16::from(reader.u8()) } else { high }
    });
    if rows.is_empty() {
        reader.refuse();
    }
    Glyph { character: character.unwrap_or(MISSING), width, baseline, rows }
}

/// A few lines of text; a line may take four bytes a character.
fn read_words(reader: &mut Reader<'_>) -> Vec<String> {
    reader.list(limits::WORDS_CHARS, |reader| reader.text(limits::WORDS_CHARS * 4))
}

fn read_line(reader: &mut Reader<'_>) -> LineDef {
    LineDef {
        words: read_words(reader),
        next: reader.option(Reader::u16),
        effect: reader.option(|reader| match reader.at_most(2) {
            0 => EffectDef::Give(reader.one_of(&Item::ALL)),
            1 => EffectDef::Power(reader.one_of(&Power::ALL)),
            _ => EffectDef::SwitchOn(reader.at_most(3) as u8),
        }),
        choices: reader.list(limits::CHOICES_PER_LINE, |reader| {
            (reader.text(limits::CHOICE_CHARS * 4), reader.option(Reader::u16))
        }),
    }
}
