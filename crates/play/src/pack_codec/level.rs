//! Levels.

use snapcade_game::{Facing, TextStyle, Tile, limits};

use super::{
    PackError, index, read_words,
    sheet::{read_runs, write_runs},
};
use crate::{
    binary::{Reader, Writer},
    pack::{ActorDef, LayerDef, LevelDef, TextDef},
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

/// How many there are of what a level's numbers name.
pub(super) struct Known {
    pub sheets: usize,
    pub kinds: usize,
    pub lines: usize,
}

/// Wide enough for every place that validation allows, narrow enough for 32-bit arithmetic in subpx.
fn read_place(reader: &mut Reader<'_>) -> (i32, i32) {
    let mut part = || reader.between(-16_384, 32_768);
    (part(), part())
}

fn read_actor(reader: &mut Reader<'_>, known: &Known) -> ActorDef {
    let (kind, at) = (index(reader, known.kinds), read_place(reader));
    if kind == 0 {
        // There is one hero, and a level's start is where it is.
        reader.refuse();
    }
    let mut actor = ActorDef { kind, at, facing: Facing::Left, channel: 0, width_tiles: 0, line: None, path: vec![] };
    if reader.bool() {
        actor.facing = reader.one_of(&[Facing::Left, Facing::Right]);
        actor.channel = reader.at_most(3) as u8;
        actor.width_tiles = reader.at_most(16) as u8;
        actor.line = reader.option(|reader| index(reader, known.lines));
        actor.path = reader.list(limits::PATH_POINTS, read_place);
    }
    actor
}

pub(super) fn read_level(reader: &mut Reader<'_>, known: &Known) -> Result<LevelDef, PackError> {
    let name = reader.text(limits::NAME_CHARS * 4);
    let tileset = index(reader, known.sheets);
    let music = reader.option(Reader::u16);
    let start = read_place(reader);
    let goal = reader.option(read_place);
    let layers = reader.list(limits::LAYERS_PER_LEVEL, |reader| LayerDef {
        sheet: index(reader, known.sheets),
        scroll_percent: reader.between(0, 200),
        y: reader.between(-512, 512),
        drift: reader.between(-1024, 1024),
    });
    let checkpoints = reader.list(limits::CHECKPOINTS_PER_LEVEL, read_place);
    let texts = reader.list(limits::TEXTS_PER_LEVEL, |reader| TextDef {
        at: read_place(reader),
        style: reader.one_of(&[TextStyle::Floating, TextStyle::Bubble]),
        words: read_words(reader),
    });
    let actors = reader.list(limits::ACTORS_PER_LEVEL, |reader| read_actor(reader, known));
    let width = reader.at_most(limits::LEVEL_WIDTH_TILES as usize);
    let height = reader.at_most(limits::LEVEL_HEIGHT_TILES as usize);
    let tiles = read_runs(reader, width * height);
    if tiles.is_empty() || tiles.iter().any(|&code| usize::from(code) >= Tile::ALL.len()) {
        reader.refuse();
    }
    let proof = reader.option(|reader| {
        let length = reader.u32() as usize;
        reader.bytes(length)
    });
    reader.check()?;
    let proof = proof.map(Replay::decode).transpose()?;
    let (width, height) = (width as i32, height as i32);
    Ok(LevelDef { name, tileset, music, start, goal, layers, checkpoints, texts, actors, width, height, tiles, proof })
}
