//! The chunks of a file, of which everything but the frames' durations is made.

use std::collections::BTreeMap;

use super::{Colors, Header, Mode, blend::scaled, bytes::Bytes};
use crate::{
    limits,
    sheet::{Rgba, aseprite::ANCHOR},
};

/// A file, read but not unpacked.
pub(super) struct Ase<'a> {
    pub(super) header: Header,
    pub(super) layers: Vec<Layer>,
    pub(super) frames: Vec<Frame>,
    /// By frame and layer.
    pub(super) cels: BTreeMap<(usize, u16), Cel<'a>>,
    pub(super) tags: Vec<Loops>,
    pub(super) anchor: Option<(i16, i16)>,
    /// The palette that was read last.
    colors: Colors,
    /// How many colours of it are known.
    color_count: usize,
    /// There was a palette of the new kind, beside which those of the old kind say nothing.
    is_new_palette: bool,
    /// The groups around the next layer, the outermost first.
    groups: Vec<Group>,
}

/// What a group does to the layers in it.
#[derive(Clone, Copy)]
struct Group {
    level: u16,
    visible: bool,
    opacity: u8,
}

pub(super) struct Frame {
    /// In milliseconds.
    pub(super) duration: u16,
    /// Where it differs from the frame before: the palette and how many colours of it are known.
    pub(super) palette: Option<Box<(Colors, usize)>>,
}

pub(super) struct Layer {
    /// It can be seen, and so can all groups around it.
    pub(super) visible: bool,
    /// With that of the groups around it.
    pub(super) opacity: u8,
    pub(super) blend: u16,
    pub(super) is_background: bool,
}

/// A picture on one layer of one frame.
#[derive(Clone, Copy)]
pub(super) struct Cel<'a> {
    pub(super) x: i16,
    pub(super) y: i16,
    pub(super) opacity: u8,
    /// How far it is lifted above its layer.
    pub(super) z: i16,
    pub(super) image: Image<'a>,
}

#[derive(Clone, Copy)]
pub(super) struct Image<'a> {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) is_packed: bool,
    pub(super) bytes: &'a [u8],
}

/// A run of frames that repeats, as the file has it.
pub(super) struct Loops {
    pub(super) name: String,
    pub(super) from: u16,
    pub(super) to: u16,
    /// As it is called in the JSON.
    pub(super) direction: &'static str,
    pub(super) once: bool,
}

impl<'a> Ase<'a> {
    pub(super) fn new(header: Header) -> Self {
        Self {
            header,
            layers: Vec::new(),
            frames: Vec::new(),
            cels: BTreeMap::new(),
            tags: Vec::new(),
            anchor: None,
            colors: [Rgba::CLEAR; 256],
            color_count: 0,
            is_new_palette: false,
            groups: Vec::new(),
        }
    }

    /// What is read from now on belongs to another frame.
    pub(super) fn begin_frame(&mut self, duration: u16) {
        let usual = if self.header.usual_duration > 0 { self.header.usual_duration } else { 100 };
        self.frames.push(Frame { duration: if duration > 0 { duration } else { usual }, palette: None });
    }

    pub(super) fn read_chunk(&mut self, rest: &mut Bytes<'a>) -> Result<(), &'static str> {
        let length = rest.length()?;
        let mut chunk = rest.part(length.checked_sub(4).ok_or("its length makes no sense")?)?;
        match chunk.u16()? {
            // The program writes 11 where its documentation says 17.
            0x000B | 0x0011 if !self.is_new_palette => self.read_old_palette(&mut chunk, |part| part << 2 | part >> 4),
            0x0004 if !self.is_new_palette => self.read_old_palette(&mut chunk, |part| part),
            0x2019 => self.read_palette(&mut chunk),
            0x2004 => self.read_layer(&mut chunk),
            0x2005 => self.read_cel(&mut chunk),
            0x2018 => self.read_tags(&mut chunk),
            0x2022 => self.read_slice(&mut chunk),
            // Profiles, user data, masks, tilesets and what is yet to be invented.
            _ => Ok(()),
        }
    }

    fn read_old_palette(&mut self, chunk: &mut Bytes<'a>, widen: impl Fn(u8) -> u8) -> Result<(), &'static str> {
        let mut index = 0;
        for _ in 0..chunk.u16()? {
            index += usize::from(chunk.u8()?);
            let count = chunk.u8()?;
            for _ in 0..if count == 0 { 256 } else { u16::from(count) } {
                let [r, g, b] = [chunk.u8()?, chunk.u8()?, chunk.u8()?].map(&widen);
                self.set_color(index, Rgba { r, g, b, a: 255 });
                index += 1;
            }
        }
        self.keep_palette();
        Ok(())
    }

    fn read_palette(&mut self, chunk: &mut Bytes<'a>) -> Result<(), &'static str> {
        self.is_new_palette = true;
        chunk.skip(4)?;
        let (first, last) = (chunk.length()?, chunk.length()?);
        chunk.skip(8)?;
        // Pixels cannot name more than 256.
        for index in first..=last.min(255) {
            let flags = chunk.u16()?;
            let [r, g, b, a] = [chunk.u8()?, chunk.u8()?, chunk.u8()?, chunk.u8()?];
            if flags & 1 != 0 {
                let length = chunk.u16()?;
                chunk.skip(length.into())?;
            }
            self.set_color(index, if a == 0 { Rgba::CLEAR } else { Rgba { r, g, b, a } });
        }
        self.keep_palette();
        Ok(())
    }

    fn set_color(&mut self, index: usize, color: Rgba) {
        if let Some(place) = self.colors.get_mut(index) {
            *place = color;
            self.color_count = self.color_count.max(index + 1);
        }
    }

    fn keep_palette(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.palette = Some(Box::new((self.colors, self.color_count)));
        }
    }

    fn read_layer(&mut self, chunk: &mut Bytes<'a>) -> Result<(), &'static str> {
        let flags = chunk.u16()?;
        let kind = chunk.u16()?;
        let level = chunk.u16()?;
        chunk.skip(4)?;
        let blend = chunk.u16()?;
        let opacity = chunk.u8()?;
        chunk.skip(3)?;
        if self.layers.len() > usize::from(u16::MAX) {
            return Err("there are too many layers");
        }
        let is_group = kind == 1;
        let is_background = flags & 8 != 0;
        let has_opacity = if is_group { self.header.group_opacity } else { self.header.layer_opacity };
        let opacity = if has_opacity && !is_background { opacity } else { 255 };
        while self.groups.pop_if(|group| group.level >= level).is_some() {}
        let around = self.groups.last().copied();
        // Reference layers are for the one who draws.
        let is_reference = flags & 64 != 0;
        let visible = flags & 1 != 0 && !is_reference && around.is_none_or(|group| group.visible);
        let opacity = scaled(opacity, around.map_or(255, |group| group.opacity));
        if is_group {
            self.groups.push(Group { level, visible, opacity });
        }
        self.layers.push(Layer { visible, opacity, blend: if is_background { 0 } else { blend }, is_background });
        Ok(())
    }

    fn read_cel(&mut self, chunk: &mut Bytes<'a>) -> Result<(), &'static str> {
        let index = chunk.u16()?;
        let (x, y) = (chunk.i16()?, chunk.i16()?);
        let opacity = chunk.u8()?;
        let kind = chunk.u16()?;
        let z = chunk.i16()?;
        chunk.skip(5)?;
        let layer = self.layers.get(usize::from(index)).ok_or("it lies on a layer that is not there")?;
        let image = match kind {
            0 | 2 => {
                let (width, height) = (chunk.u16()?, chunk.u16()?);
                Image { width, height, is_packed: kind == 2, bytes: chunk.0 }
            }
            1 => {
                let frame = usize::from(chunk.u16()?);
                let linked = self.cels.get(&(frame, index));
                linked.ok_or("it repeats the picture of a frame that has none before it")?.image
            }
            3 if !layer.visible => return Ok(()),
            3 => return Err("it is made of tiles; in Aseprite, use Layer > Convert To > Layer, save and try again"),
            _ => return Err("it is a picture of a kind that is not known here"),
        };
        let frame = self.frames.len().saturating_sub(1);
        self.cels.insert((frame, index), Cel { x, y, opacity, z, image });
        Ok(())
    }

    fn read_tags(&mut self, chunk: &mut Bytes<'a>) -> Result<(), &'static str> {
        let count = chunk.u16()?;
        chunk.skip(8)?;
        if self.tags.len() + usize::from(count) > limits::TAGS_PER_SHEET {
            return Err("too many animations for one sheet");
        }
        for _ in 0..count {
            let (from, to) = (chunk.u16()?, chunk.u16()?);
            let direction = match chunk.u8()? {
                1 => "reverse",
                2 => "pingpong",
                3 => "pingpong_reverse",
                _ => "forward",
            };
            let once = chunk.u16()? == 1;
            chunk.skip(10)?;
            self.tags.push(Loops { name: chunk.text()?, from, to, direction, once });
        }
        Ok(())
    }

    fn read_slice(&mut self, chunk: &mut Bytes<'a>) -> Result<(), &'static str> {
        let keys = chunk.u32()?;
        let flags = chunk.u32()?;
        chunk.skip(4)?;
        if chunk.text()? != ANCHOR || keys == 0 || flags & 2 == 0 || self.anchor.is_some() {
            return Ok(());
        }
        chunk.skip(4)?;
        let (x, y) = (chunk.i32()?, chunk.i32()?);
        // Its size, and, in a slice of nine patches, where the middle one lies.
        chunk.skip(if flags & 1 != 0 { 8 + 16 } else { 8 })?;
        let place = |origin: i32, pivot: i32| {
            let place = origin.saturating_add(pivot);
            place.clamp(i16::MIN.into(), i16::MAX.into()) as i16
        };
        let pivot = (chunk.i32()?, chunk.i32()?);
        self.anchor = Some((place(x, pivot.0), place(y, pivot.1)));
        Ok(())
    }
}

impl Image<'_> {
    /// Bytes of its pixels, unpacked.
    pub(super) fn length(&self, mode: Mode) -> usize {
        usize::from(self.width) * usize::from(self.height) * mode.bytes()
    }
}
