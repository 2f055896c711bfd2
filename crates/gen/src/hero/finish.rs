//! The last step: one palette for all frames, clean clusters, an outline, and the sheet.

mod census;
mod clean;
mod dither;
mod outline;
mod palette;

use snapcade_game::{
    Sheet,
    sheet::{Rgba, SheetError, Tag},
};

use crate::both::both;

use super::{Clip, Style};

use census::{Bordered, Census};

pub use palette::{console_palette, handheld_palette};

/// Puts clips together into a sheet. The colours of all frames are told by one palette of at most
/// [`Style::colors`] opaque colours; the same colour becomes the same index in every frame, so that nothing flickers.
/// With `dither`, soft shades are mixed from dots of two colours.
pub fn sheet(clips: &[Clip], style: Style, dither: bool) -> Result<Sheet, SheetError> {
    let side = style.frame_px();
    let census = Census::take(clips.iter().flat_map(|clip| &clip.frames), side);
    let layout = Bordered { side: side as usize };
    let mut palette = palette::choose(&census, style, layout);
    if dither {
        dither::dither(&census, &mut palette);
    }
    let finished = |frame: &Vec<u32>| {
        let mut indices = clean::smooth(frame, layout, &palette);
        clean::clean(&mut indices, layout, &palette.colors);
        outline::draw(&mut indices, layout, &palette);
        layout.inside().map(|at| indices[at]).collect()
    };
    // Every frame is worked on by itself; the order stays the same.
    let (first, second) = census.frames.split_at(census.frames.len() / 2);
    let all = |frames: &[Vec<u32>]| frames.iter().map(finished).collect::<Vec<Vec<u8>>>();
    let (mut frames, mut others) = both(|| all(first), || all(second));
    frames.append(&mut others);
    let colors = without_unused(&palette.colors, &mut frames);
    let side = side as u16;
    let mut sheet = Sheet {
        width: side,
        height: side,
        anchor: (side as i16 / 2, side as i16),
        palette: colors,
        frames,
        ticks: Vec::new(),
        tags: Vec::new(),
    };
    let mut first = 0_u16;
    for clip in clips {
        let count = clip.frames.len() as u16;
        sheet.tags.push(Tag { name: clip.name.to_owned(), first, count, repeat: clip.repeat });
        sheet.ticks.extend(std::iter::repeat_n(clip.ticks, clip.frames.len()));
        first = first.saturating_add(count);
    }
    sheet.check()?;
    Ok(sheet)
}

/// The palette with its see-through first colour, without what no frame shows.
fn without_unused(colors: &[palette::Entry], frames: &mut [Vec<u8>]) -> Vec<Rgba> {
    let mut used = [false; 256];
    for &index in frames.iter().flatten() {
        used[usize::from(index)] = true;
    }
    let mut kept = vec![Rgba::CLEAR];
    let mut new_index = [0_u8; 256];
    for (entry, old) in colors.iter().zip(1_usize..256) {
        if used[old] {
            new_index[old] = kept.len() as u8;
            let [r, g, b] = entry.rgb;
            kept.push(Rgba { r, g, b, a: 255 });
        }
    }
    for index in frames.iter_mut().flatten() {
        *index = new_index[usize::from(*index)];
    }
    kept
}
