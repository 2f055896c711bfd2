//! Levels.

use snapcade_game::{Facing, TextStyle, Tile, limits};

use super::{
    PackError, index, one_of, read_words,
    sheet::{read_runs, write_runs},
};
use crate::{
    binary::{ReadError, Reader, Writer},
    pack::{ActorDef, KindDef, LayerDef, LevelDef, TextDef},
    replay::Replay,
};

pub(super) fn write_place(out: &mut Writer, (x, y): (i32, i32)) {
    out.i32(x);
    out.i32(y);
}

pub(super) fn write_level(out: &mut Writer, level: &LevelDef) {
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
pub(super) struct Known<'a> {
    pub sheets: usize,
    pub kinds: &'a [KindDef],
    pub lines: usize,
}

pub(super) fn read_level(reader: &mut Reader<'_>, known: &Known<'_>) -> Result<LevelDef, PackError> {
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
