//! Packs as bytes. The format is described in `docs/pack.md`.

use snapcade_game::{
    Facing, Item, Mode, Power, Rules, Sheet, TextStyle, Tile, limits,
    rules::Rule,
    sheet::{Repeat, Rgba, Tag},
};

use crate::{
    atlas::LARGEST_SIDE_PX,
    binary::{ReadError, Reader, Writer, crc32},
    font::Glyph,
    pack::{
        ActorDef, EffectDef, FoeDef, KindDef, LayerDef, LevelDef, LineDef, Pack, PrepareError, RoleDef, SheetRole,
        Source, TextDef,
    },
    replay::{Replay, ReplayError},
    words::{ENGLISH, Words},
};

const MAGIC: &[u8; 4] = b"SNPK";

/// The version of the format that this code writes and reads.
pub const VERSION: u8 = 1;

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
    pub fn encode(&self) -> Vec<u8> {
        let mut body = Writer::default();
        write_source(&mut body, &self.source);
        let mut out = MAGIC.to_vec();
        out.push(VERSION);
        out.extend_from_slice(&crc32(&body.0).to_le_bytes());
        out.extend_from_slice(&body.0);
        out
    }

    /// Reads a pack. Every number in it is checked, so that playing it cannot fail.
    pub fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let mut head = Reader::new(bytes);
        if head.bytes(MAGIC.len()) != Ok(MAGIC) {
            return Err(PackError::Magic);
        }
        match head.u8()? {
            VERSION => {}
            version => return Err(PackError::Version(version)),
        }
        let sum = head.bytes(4)?;
        let body = head.bytes(head.left())?;
        if crc32(body).to_le_bytes() != sum {
            return Err(PackError::Checksum);
        }
        Self::decode_body(body)
    }

    /// Reads what stands behind the checksum. Fuzzing begins here: random bytes never have the right checksum.
    pub fn decode_body(body: &[u8]) -> Result<Self, PackError> {
        let mut reader = Reader::new(body);
        let source = read_source(&mut reader)?;
        if reader.left() > 0 {
            return Err(reader.value_error().into());
        }
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

fn read_source(reader: &mut Reader<'_>) -> Result<Source, PackError> {
    let title = reader.text(limits::TITLE_CHARS * 4)?;
    let author = reader.text(limits::NAME_CHARS * 4)?;
    let mode = one_of(reader, &[Mode::Adventure, Mode::Collect, Mode::Race])?;
    let mut rules = Rules::default();
    for &rule in Rule::ALL {
        let (low, high) = rule.bounds();
        rules.set(rule, reader.between(low, high)?);
    }
    let words = Words(reader.list(ENGLISH.len(), |reader| reader.text(200))?);
    let glyphs = reader.list(4096, read_glyph)?;
    let mut pixels_left = LARGEST_SIDE_PX * LARGEST_SIDE_PX;
    let sheets = reader.list(limits::SLOTS + SheetRole::COUNT, |reader| {
        Ok::<_, PackError>((reader.text(40)?, read_sheet(reader, &mut pixels_left)?))
    })?;
    if sheets.len() < SheetRole::COUNT {
        return Err(reader.value_error().into());
    }
    let kinds = reader.list(limits::KINDS, |reader| {
        Ok::<_, ReadError>(KindDef {
            sheet: index(reader, sheets.len())?,
            half_width: reader.between(256, 64 * 256)?,
            height: reader.between(512, 128 * 256)?,
            role: read_role(reader)?,
        })
    })?;
    check_kinds(&kinds).ok_or(reader.value_error())?;
    let lines = reader.list(limits::DIALOGUES * limits::LINES_PER_DIALOGUE, read_line)?;
    let next_exists = |next: &Option<u16>| next.is_none_or(|next| usize::from(next) < lines.len());
    if !lines.iter().all(|line| next_exists(&line.next) && line.choices.iter().all(|(_, next)| next_exists(next))) {
        return Err(reader.value_error().into());
    }
    let known = Known { sheets: sheets.len(), kinds: &kinds, lines: lines.len() };
    let levels = reader.list(limits::LEVELS, |reader| read_level(reader, &known))?;
    if levels.is_empty() {
        return Err(reader.value_error().into());
    }
    Ok(Source { title, author, mode, rules, words, glyphs, sheets, kinds, lines, levels })
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

fn index(reader: &mut Reader<'_>, count: usize) -> Result<u16, ReadError> {
    match count.min(usize::from(u16::MAX)).checked_sub(1) {
        Some(last) => reader.at_most(last as u64).map(|index| index as u16),
        None => Err(reader.value_error()),
    }
}

fn one_of<T: Copy>(reader: &mut Reader<'_>, all: &[T]) -> Result<T, ReadError> {
    let code = usize::from(reader.u8()?);
    all.get(code).copied().ok_or(reader.value_error())
}

fn read_glyph(reader: &mut Reader<'_>) -> Result<Glyph, ReadError> {
    let character = char::from_u32(reader.u32()?).ok_or(reader.value_error())?;
    let (width, baseline) = (reader.u8()?, reader.u8()?);
    if !(1..=16).contains(&width) || baseline > 16 {
        return Err(reader.value_error());
    }
    let rows = reader.list(16, |reader| {
        let high = u16::from(reader.u8()?) << 8;
        Ok::<_, ReadError>(if width > 8 { high | u16::from(reader.u8()?) } else { high })
    })?;
    if rows.is_empty() { Err(reader.value_error()) } else { Ok(Glyph { character, width, baseline, rows }) }
}

fn write_sheet(out: &mut Writer, sheet: &Sheet) {
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
        write_runs(out, frame);
    }
}

fn read_sheet(reader: &mut Reader<'_>, pixels_left: &mut usize) -> Result<Sheet, ReadError> {
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
    let frames = ticks.iter().map(|_| read_runs(reader, pixels)).collect::<Result<_, _>>()?;
    let sheet = Sheet { width, height, anchor, palette, frames, ticks, tags };
    sheet.check().map_err(|_| reader.value_error())?;
    Ok(sheet)
}

/// Bytes as runs: an even number `2n` means `n + 1` times the byte that follows, an odd one `2n + 1` means `n + 1`
/// bytes as they stand.
fn write_runs(out: &mut Writer, bytes: &[u8]) {
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

fn read_runs(reader: &mut Reader<'_>, length: usize) -> Result<Vec<u8>, ReadError> {
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

fn write_foe(out: &mut Writer, foe: &FoeDef) {
    out.i32(foe.speed);
    out.i32(foe.health);
    out.u8(u8::from(foe.stompable));
    out.i32(foe.score);
    out.option(foe.drops, |out, drops| out.varint(u64::from(drops)));
}

fn read_foe(reader: &mut Reader<'_>) -> Result<FoeDef, ReadError> {
    use snapcade_game::Number;
    Ok(FoeDef {
        speed: number(reader, Number::Speed)?,
        health: number(reader, Number::Health)?,
        stompable: reader.at_most(1)? == 1,
        score: number(reader, Number::Score)?,
        drops: reader.option(Reader::u16)?,
    })
}

fn number(reader: &mut Reader<'_>, number: snapcade_game::Number) -> Result<i32, ReadError> {
    let (low, high) = number.bounds();
    reader.between(low, high)
}

fn write_role(out: &mut Writer, role: &RoleDef) {
    let mut head = |code: u8, foe: Option<&FoeDef>, numbers: &[i32]| {
        out.u8(code);
        if let Some(foe) = foe {
            write_foe(out, foe);
        }
        for &number in numbers {
            out.i32(number);
        }
    };
    match role {
        RoleDef::Hero => head(0, None, &[]),
        RoleDef::Walker { foe, turns_at_edges } => head(1, Some(foe), &[i32::from(*turns_at_edges)]),
        RoleDef::Flyer { foe, wave_px, wave_ticks } => head(2, Some(foe), &[*wave_px, *wave_ticks]),
        RoleDef::Hopper { foe, leap, rest_ticks } => head(3, Some(foe), &[*leap, *rest_ticks]),
        RoleDef::Chaser { foe, sight_px } => head(4, Some(foe), &[*sight_px]),
        RoleDef::Shooter { foe, sight_px, interval_ticks, shot } => {
            head(5, Some(foe), &[*sight_px, *interval_ticks, i32::from(*shot)]);
        }
        RoleDef::Boss { foe, shot } => head(6, Some(foe), &[i32::from(*shot)]),
        RoleDef::Shot { speed, life_ticks } => head(7, None, &[*speed, *life_ticks]),
        RoleDef::Collectible { item, score } => head(8, None, &[*item as i32, *score]),
        RoleDef::PowerUp { power, lasts_ticks } => head(9, None, &[*power as i32, *lasts_ticks]),
        RoleDef::Platform { speed, rest_ticks } => head(10, None, &[*speed, *rest_ticks]),
        RoleDef::Spring { launch } => head(11, None, &[*launch]),
        RoleDef::Switch => head(12, None, &[]),
        RoleDef::Talker => head(13, None, &[]),
        RoleDef::Decoration { in_front } => head(14, None, &[i32::from(*in_front)]),
    }
}

fn read_role(reader: &mut Reader<'_>) -> Result<RoleDef, ReadError> {
    use snapcade_game::Number as N;
    let kind_number = |reader: &mut Reader<'_>| reader.between(0, limits::KINDS as i32).map(|kind| kind as u16);
    Ok(match reader.u8()? {
        0 => RoleDef::Hero,
        1 => RoleDef::Walker { foe: read_foe(reader)?, turns_at_edges: reader.between(0, 1)? == 1 },
        2 => {
            let foe = read_foe(reader)?;
            RoleDef::Flyer { foe, wave_px: number(reader, N::Wave)?, wave_ticks: number(reader, N::WaveTicks)? }
        }
        3 => {
            let foe = read_foe(reader)?;
            RoleDef::Hopper { foe, leap: number(reader, N::Launch)?, rest_ticks: number(reader, N::Rest)? }
        }
        4 => RoleDef::Chaser { foe: read_foe(reader)?, sight_px: number(reader, N::Sight)? },
        5 => {
            let foe = read_foe(reader)?;
            let (sight_px, interval_ticks) = (number(reader, N::Sight)?, number(reader, N::Interval)?);
            RoleDef::Shooter { foe, sight_px, interval_ticks, shot: kind_number(reader)? }
        }
        6 => RoleDef::Boss { foe: read_foe(reader)?, shot: kind_number(reader)? },
        7 => RoleDef::Shot { speed: number(reader, N::Speed)?, life_ticks: number(reader, N::Lasts)? },
        8 => {
            let item = reader.between(0, Item::ALL.len() as i32 - 1)? as usize;
            RoleDef::Collectible { item: Item::ALL[item], score: number(reader, N::Score)? }
        }
        9 => {
            let power = reader.between(0, Power::ALL.len() as i32 - 1)? as usize;
            RoleDef::PowerUp { power: Power::ALL[power], lasts_ticks: number(reader, N::Lasts)? }
        }
        10 => RoleDef::Platform { speed: number(reader, N::Speed)?, rest_ticks: number(reader, N::Rest)? },
        11 => RoleDef::Spring { launch: number(reader, N::Launch)? },
        12 => RoleDef::Switch,
        13 => RoleDef::Talker,
        14 => RoleDef::Decoration { in_front: reader.between(0, 1)? == 1 },
        _ => return Err(reader.value_error()),
    })
}

/// A few lines of text; a line may take four bytes a character.
fn read_words(reader: &mut Reader<'_>) -> Result<Vec<String>, ReadError> {
    reader.list(limits::WORDS_CHARS, |reader| reader.text(limits::WORDS_CHARS * 4))
}

fn read_line(reader: &mut Reader<'_>) -> Result<LineDef, ReadError> {
    let words = read_words(reader)?;
    let next = reader.option(Reader::u16)?;
    let effect = reader.option(|reader| {
        Ok::<_, ReadError>(match reader.u8()? {
            0 => EffectDef::Give(one_of(reader, &Item::ALL)?),
            1 => EffectDef::Power(one_of(reader, &Power::ALL)?),
            2 => EffectDef::SwitchOn(reader.at_most(3)? as u8),
            _ => return Err(reader.value_error()),
        })
    })?;
    let choices = reader.list(limits::CHOICES_PER_LINE, |reader| {
        Ok::<_, ReadError>((reader.text(limits::CHOICE_CHARS * 4)?, reader.option(Reader::u16)?))
    })?;
    Ok(LineDef { words, next, effect, choices })
}

fn write_place(out: &mut Writer, (x, y): (i32, i32)) {
    out.i32(x);
    out.i32(y);
}

fn write_level(out: &mut Writer, level: &LevelDef) {
    out.text(&level.name);
    out.count(usize::from(level.tileset));
    out.option(level.music, |out, music| out.count(usize::from(music)));
    write_place(out, level.start);
    out.option(level.goal, write_place);
    out.list(&level.layers, |out, layer| {
        out.count(usize::from(layer.sheet));
        out.i32(layer.scroll_percent);
        out.i32(layer.y);
        out.i32(layer.drift);
    });
    out.list(&level.checkpoints, |out, &place| write_place(out, place));
    out.list(&level.texts, |out, text| {
        write_place(out, text.at);
        out.u8(text.style as u8);
        out.list(&text.words, |out, words| out.text(words));
    });
    out.list(&level.actors, |out, actor| {
        out.count(usize::from(actor.kind));
        write_place(out, actor.at);
        // Most actors have nothing special: one byte says so.
        let plain = (actor.facing, actor.channel, actor.width_tiles, actor.line) == (Facing::Left, 0, 0, None)
            && actor.path.is_empty();
        out.u8(u8::from(!plain));
        if !plain {
            out.u8(actor.facing as u8);
            out.u8(actor.channel);
            out.u8(actor.width_tiles);
            out.option(actor.line, |out, line| out.count(usize::from(line)));
            out.list(&actor.path, |out, &place| write_place(out, place));
        }
    });
    out.count(level.width as usize);
    out.count(level.height as usize);
    write_runs(out, &level.tiles);
    out.option(level.proof.as_ref(), |out, proof| {
        let bytes = proof.encode();
        out.count(bytes.len());
        out.0.extend_from_slice(&bytes);
    });
}

/// What a level's numbers may name.
struct Known<'a> {
    sheets: usize,
    kinds: &'a [KindDef],
    lines: usize,
}

fn read_level(reader: &mut Reader<'_>, known: &Known<'_>) -> Result<LevelDef, PackError> {
    let name = reader.text(limits::NAME_CHARS * 4)?;
    let tileset = index(reader, known.sheets)?;
    let music = reader.option(Reader::u16)?;
    // Wide enough for every place that validation allows, narrow enough for 32-bit arithmetic in subpx.
    let place = |reader: &mut Reader<'_>| {
        Ok::<_, ReadError>((reader.between(-16_384, 32_768)?, reader.between(-16_384, 32_768)?))
    };
    let start = place(reader)?;
    let goal = reader.option(place)?;
    let layers = reader.list(limits::LAYERS_PER_LEVEL, |reader| {
        Ok::<_, ReadError>(LayerDef {
            sheet: index(reader, known.sheets)?,
            scroll_percent: reader.between(0, 200)?,
            y: reader.between(-512, 512)?,
            drift: reader.between(-1024, 1024)?,
        })
    })?;
    let checkpoints = reader.list(limits::CHECKPOINTS_PER_LEVEL, place)?;
    let texts = reader.list(limits::TEXTS_PER_LEVEL, |reader| {
        let at = place(reader)?;
        let style = one_of(reader, &[TextStyle::Floating, TextStyle::Bubble])?;
        Ok::<_, ReadError>(TextDef { at, style, words: read_words(reader)? })
    })?;
    let actors = reader.list(limits::ACTORS_PER_LEVEL, |reader| {
        let (kind, at) = (index(reader, known.kinds.len())?, place(reader)?);
        let mut actor =
            ActorDef { kind, at, facing: Facing::Left, channel: 0, width_tiles: 0, line: None, path: vec![] };
        if reader.at_most(1)? == 1 {
            actor.facing = one_of(reader, &[Facing::Left, Facing::Right])?;
            actor.channel = reader.at_most(3)? as u8;
            actor.width_tiles = reader.at_most(16)? as u8;
            actor.line = reader.option(|reader| index(reader, known.lines))?;
            actor.path = reader.list(limits::PATH_POINTS, place)?;
        }
        Ok::<_, ReadError>(actor)
    })?;
    if actors.iter().any(|actor| actor.kind == 0) {
        return Err(reader.value_error().into());
    }
    let width = reader.at_most(u64::from(limits::LEVEL_WIDTH_TILES))? as usize;
    let height = reader.at_most(u64::from(limits::LEVEL_HEIGHT_TILES))? as usize;
    let tiles = read_runs(reader, width * height)?;
    if tiles.is_empty() || tiles.iter().any(|&code| usize::from(code) >= Tile::ALL.len()) {
        return Err(reader.value_error().into());
    }
    let proof = reader.option(|reader| {
        let length = reader.varint()? as usize;
        Ok::<_, PackError>(Replay::decode(reader.bytes(length)?)?)
    })?;
    let (width, height) = (width as i32, height as i32);
    Ok(LevelDef { name, tileset, music, start, goal, layers, checkpoints, texts, actors, width, height, tiles, proof })
}
