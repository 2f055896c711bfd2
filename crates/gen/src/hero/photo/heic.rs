//! Reading HEIC photos.

mod budget;

use std::{num::NonZeroUsize, thread};

use heic_decoder::{
    ChromaSampling, ColorInfo, DecodedImage, HeifError, Metadata,
    bitreader::strip_emulation_prevention,
    decode_one_image,
    hevc::{
        nal::{NAL_SPS, parse_nal_header},
        params::{Sps, parse_sps},
    },
    isobmff::{self, CleanAperture, ParsedHeif, ResolvedImage, Transform},
};

use crate::{
    grid::Rect,
    hero::{HeroError, Photo, photo::PhotoFormat},
};

use super::{Read, Wanted, color::Colors, contained, reduce::Reducer, turn::Turn, view::View};

/// Tiles with more pixels than this are decoded one after another, so that few of them are in memory.
const LARGE_TILE_PX: u64 = 1 << 20;
/// How many tiles are decoded at once, at most.
const MAX_THREADS: usize = 8;
/// What decoding a tile takes, in bytes a pixel: 4 and a mark for each of up to three channels of brightness and colour,
/// again for what smooths them, and the pixels.
const BYTES_PER_TILE_PIXEL: f64 = 16.0;
/// The primaries of Display P3 (ITU-T H.273, table 2).
const P3_PRIMARIES: u16 = 12;

/// Reads a HEIC file. Telephones divide large photos into tiles, and only a few of those are in memory at once.
///
/// The file says by transforms of its own how the photo is turned; an Exif record says the same once more and is left
/// alone.
pub fn read(bytes: &[u8], wanted: Wanted) -> Result<Read, HeroError> {
    if !budget::is_kept(bytes) {
        return Err(HeroError::UnusualFormat(PhotoFormat::Heic));
    }
    let parsed = isobmff::parse(bytes).map_err(|error| reason(&error))?;
    let tiles = Tiles::of(&parsed)?;
    let (turn, visible) = upright(tiles.whole, &parsed.transforms)?;
    let view = View::new((visible.width, visible.height), Wanted { turn, ..wanted })?;
    View { stored: tiles.coded, ..view }.check_memory(PhotoFormat::Heic, BYTES_PER_TILE_PIXEL)?;
    let opacity = parsed.alpha.as_ref().map(|alpha| opacity_of(&parsed, &tiles, &alpha.image)).transpose()?;
    let premultiplied = parsed.alpha.as_ref().is_some_and(|alpha| alpha.premultiplied);

    let mut reducer = view.reducer(view.stored);
    let needed: Vec<(usize, Rect)> = (0..parsed.images.len())
        .map(|index| (index, tiles.place(index, visible)))
        .filter(|(_, place)| overlaps(*place, view.part))
        .collect();
    for some in needed.chunks(tiles.at_once()) {
        let decode = |index: usize| {
            let image = parsed.images.get(index).ok_or(HeroError::Damaged(PhotoFormat::Heic))?;
            let alpha = opacity.and_then(|images| images.get(index));
            contained(|| decode(image, alpha, parsed.metadata.color_info, premultiplied))
                .unwrap_or(Err(HeroError::Damaged(PhotoFormat::Heic)))
        };
        let decoded: Vec<Result<Vec<[u8; 4]>, HeroError>> = thread::scope(|scope| {
            let threads: Vec<_> = some.iter().map(|&(index, _)| scope.spawn(move || decode(index))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or(Err(HeroError::Damaged(PhotoFormat::Heic))))
                .collect()
        });
        for (&(_, place), pixels) in some.iter().zip(decoded) {
            take(&mut reducer, place, &pixels?);
        }
    }
    let colors = match (&parsed.metadata.icc_profile, parsed.metadata.color_info.or(tiles.colors)) {
        (Some(profile), _) => Colors::from_icc(Some(profile)),
        (None, Some(info)) if info.color_primaries == P3_PRIMARIES => Colors::DisplayP3,
        _ => Colors::Srgb,
    };
    Ok(Read { view, reducer, colors })
}

/// How a picture is put together.
#[derive(Debug, Clone, Copy)]
struct Tiles {
    /// How large it is, before it is turned.
    whole: (u32, u32),
    /// How many columns of tiles there are.
    columns: u32,
    /// How large each of them is.
    size: (u32, u32),
    /// How large the largest of them is as it is coded: some rows and columns more, which are not meant to be seen.
    coded: (u32, u32),
    /// What they say about their colours.
    colors: Option<ColorInfo>,
}

impl Tiles {
    fn of(parsed: &ParsedHeif) -> Result<Self, HeroError> {
        let damaged = || HeroError::Damaged(PhotoFormat::Heic);
        if parsed.reference_image.is_some() {
            return Err(HeroError::UnusualFormat(PhotoFormat::Heic));
        }
        let mut all: Option<Self> = None;
        for image in &parsed.images {
            let sps = parameters(image)?;
            let coded = (sps.pic_width_in_luma_samples, sps.pic_height_in_luma_samples);
            let size = inner(coded, &sps).map(|inner| (inner.width, inner.height)).ok_or_else(damaged)?;
            let first = all.get_or_insert(Self { whole: size, columns: 1, size, coded, colors: sps.color_info });
            // Tiles of one picture are of one size; others would lie on top of each other.
            if first.size != size {
                return Err(damaged());
            }
            first.coded = (first.coded.0.max(coded.0), first.coded.1.max(coded.1));
            // Decoding takes as long as there are pixels, seen or not.
            let coded_px = u64::from(first.coded.0) * u64::from(first.coded.1);
            if coded_px.saturating_mul(parsed.images.len() as u64) > 2 * Photo::MAX_PIXELS {
                return Err(HeroError::TooManyPixels { width: first.whole.0, height: first.whole.1 });
            }
        }
        let mut all = all.ok_or_else(damaged)?;
        if let Some(grid) = parsed.grid {
            all.columns = grid.columns.max(1);
            all.whole = (grid.output_width, grid.output_height);
        }
        Ok(all)
    }

    /// Where a tile lies in the visible part of the picture, and how large it is.
    fn place(&self, index: usize, visible: Rect) -> Rect {
        let (column, row) = (index as u32 % self.columns, index as u32 / self.columns);
        let at = |index: u32, side: u32, start: i32| (i64::from(index) * i64::from(side) - i64::from(start)) as i32;
        let (width, height) = self.size;
        Rect { x: at(column, width, visible.x), y: at(row, height, visible.y), width, height }
    }

    /// How many tiles are decoded at once.
    fn at_once(&self) -> usize {
        if u64::from(self.coded.0) * u64::from(self.coded.1) > LARGE_TILE_PX {
            1
        } else {
            thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MAX_THREADS)
        }
    }
}

/// The tiles of opacity, which must lie as those of the picture do.
fn opacity_of<'a>(
    parsed: &ParsedHeif,
    tiles: &Tiles,
    opacity: &'a ParsedHeif,
) -> Result<&'a [ResolvedImage], HeroError> {
    let other = Tiles::of(opacity)?;
    let alike = (other.whole, other.columns, other.size) == (tiles.whole, tiles.columns, tiles.size)
        && opacity.images.len() == parsed.images.len()
        && opacity.transforms == parsed.transforms;
    if alike { Ok(&opacity.images) } else { Err(HeroError::UnusualFormat(PhotoFormat::Heic)) }
}

/// How a picture is to be turned, and the part of it that is visible.
fn upright(whole: (u32, u32), transforms: &[Transform]) -> Result<(Turn, Rect), HeroError> {
    let mut turn = Turn::default();
    let mut visible = Rect { x: 0, y: 0, width: whole.0, height: whole.1 };
    for transform in transforms {
        match transform {
            Transform::Rotate90Ccw(quarters) => {
                for _ in 0..quarters % 4 {
                    turn = turn.then(Turn::QUARTER_LEFT);
                }
            }
            Transform::MirrorHorizontal => turn = turn.then(Turn::MIRROR),
            Transform::MirrorVertical => turn = turn.then(Turn::FLIP),
            Transform::CleanAperture(aperture) => {
                let stored = (visible.width, visible.height);
                let part = aperture_part(turn.size(stored), aperture).ok_or(HeroError::Damaged(PhotoFormat::Heic))?;
                let part = turn.stored_part(part, stored);
                visible = Rect { x: visible.x + part.x, y: visible.y + part.y, ..part };
            }
        }
    }
    Ok((turn, visible))
}

/// The part of a picture that a clean aperture shows: its size, and how far its middle is from the picture's.
fn aperture_part(size: (u32, u32), aperture: &CleanAperture) -> Option<Rect> {
    let axis = |full: u32, length: (u32, u32), offset: (i32, u32)| {
        let length = length.0.checked_div(length.1).filter(|length| (1..=full).contains(length))?;
        let offset = (offset.1 > 0).then(|| f64::from(offset.0) / f64::from(offset.1))?;
        let start = (f64::from(full - length) / 2.0 + offset).floor();
        (start >= 0.0 && start <= f64::from(full - length)).then_some((start as i32, length))
    };
    let (x, width) = axis(size.0, aperture.width, aperture.horizontal_offset)?;
    let (y, height) = axis(size.1, aperture.height, aperture.vertical_offset)?;
    Some(Rect { x, y, width, height })
}

/// Whether two rectangles have pixels in common.
fn overlaps(a: Rect, b: Rect) -> bool {
    let along = |a: i32, a_length: u32, b: i32, b_length: u32| {
        i64::from(a) < i64::from(b) + i64::from(b_length) && i64::from(b) < i64::from(a) + i64::from(a_length)
    };
    along(a.x, a.width, b.x, b.width) && along(a.y, a.height, b.y, b.height)
}

/// The parameters of a coded picture, which say how large it is.
fn parameters(image: &ResolvedImage) -> Result<Sps, HeroError> {
    for unit in image.hevc_config.nalus_of_type(NAL_SPS) {
        let (header, payload) = parse_nal_header(unit).map_err(|error| reason(&error))?;
        if header.nal_unit_type == NAL_SPS && header.nuh_layer_id == 0 {
            return parse_sps(&strip_emulation_prevention(payload)).map_err(|error| reason(&error));
        }
    }
    Err(HeroError::Damaged(PhotoFormat::Heic))
}

/// The part of a coded picture that is meant to be seen; the rest fills up its last blocks.
fn inner(coded: (u32, u32), sps: &Sps) -> Option<Rect> {
    let [left, right, top, bottom] = sps.conformance_window;
    let width = coded.0.checked_sub(left)?.checked_sub(right).filter(|&width| width > 0)?;
    let height = coded.1.checked_sub(top)?.checked_sub(bottom).filter(|&height| height > 0)?;
    Some(Rect { x: left as i32, y: top as i32, width, height })
}

/// Decodes a tile, with its opacity if there is a tile of that.
fn decode(
    image: &ResolvedImage,
    opacity: Option<&ResolvedImage>,
    colors: Option<ColorInfo>,
    premultiplied: bool,
) -> Result<Vec<[u8; 4]>, HeroError> {
    let mut pixels = planes(image, colors)?;
    if let Some(opacity) = opacity {
        for (pixel, [opacity, ..]) in pixels.iter_mut().zip(planes(opacity, Some(FULL_RANGE))?) {
            pixel[3] = opacity;
            if premultiplied && opacity > 0 {
                for channel in &mut pixel[..3] {
                    *channel = (u32::from(*channel) * 255 / u32::from(opacity)).min(255) as u8;
                }
            }
        }
    }
    Ok(pixels)
}

/// Opacity uses all values (ISO/IEC 23008-12, 6.6.2.1.2), whatever is said about it.
const FULL_RANGE: ColorInfo =
    ColorInfo { color_primaries: 2, transfer_characteristics: 2, matrix_coefficients: 1, full_range: true };

/// Decodes one coded picture to the part of it that is meant to be seen.
fn planes(image: &ResolvedImage, colors: Option<ColorInfo>) -> Result<Vec<[u8; 4]>, HeroError> {
    let (sps, picture) = decode_one_image(image).map_err(|error| reason(&error))?;
    let (width, height) = (picture.y.width, picture.y.height);
    let (sub_x, sub_y, origin_y) = match sps.chroma_format_idc {
        // Where the colours lie is not quite the same in all files; half a pixel will not be seen.
        1 => (2, 2, 0.5),
        2 => (2, 1, 0.0),
        _ => (1, 1, 0.0),
    };
    let decoded = DecodedImage {
        alpha: None,
        width,
        height,
        bit_depth_luma: sps.bit_depth_luma,
        bit_depth_chroma: sps.bit_depth_chroma,
        chroma_format_idc: sps.chroma_format_idc,
        color_info: colors.or(sps.color_info),
        chroma_sampling: ChromaSampling { sub_x, sub_y, origin_x: 0.0, origin_y },
        cb_width: picture.cb.width,
        cb_height: picture.cb.height,
        y: picture.y.into_samples(),
        cb: picture.cb.into_samples(),
        cr: picture.cr.into_samples(),
        metadata: Metadata::default(),
    };
    let inner = inner((width as u32, height as u32), &sps).ok_or(HeroError::Damaged(PhotoFormat::Heic))?;
    let rgb = decoded.to_rgb8().map_err(|error| reason(&error))?.data;
    drop(decoded);
    let mut pixels = Vec::with_capacity(inner.width as usize * inner.height as usize);
    for row in rgb.chunks_exact(width * 3).skip(inner.y as usize).take(inner.height as usize) {
        let row = row.as_chunks::<3>().0.iter().skip(inner.x as usize).take(inner.width as usize);
        pixels.extend(row.map(|&[red, green, blue]| [red, green, blue, 255]));
    }
    Ok(pixels)
}

/// Takes a tile that begins at a place, which may lie above and to the left of what is visible.
fn take(reducer: &mut Reducer, place: Rect, pixels: &[[u8; 4]]) {
    let skip = usize::try_from(-i64::from(place.x)).unwrap_or(0);
    for (y, row) in (place.y..).zip(pixels.chunks_exact(place.width as usize)) {
        if let (Ok(y), Some(row)) = (u32::try_from(y), row.get(skip..)) {
            reducer.take(y, place.x.max(0) as u32, 1, row);
        }
    }
}

/// What a parent is told.
fn reason(error: &HeifError) -> HeroError {
    match error {
        HeifError::Unsupported(_) | HeifError::LimitExceeded(_) => HeroError::UnusualFormat(PhotoFormat::Heic),
        _ => HeroError::Damaged(PhotoFormat::Heic),
    }
}
