//! The last step: one palette for all frames, an outline, clean clusters, and the sheet.

use snapcade_game::{
    Sheet,
    sheet::{Rgba, SheetError, Tag},
};

use super::{Clip, Style};

/// Puts clips together into a sheet.
pub fn sheet(clips: &[Clip], style: Style, _dither: bool) -> Result<Sheet, SheetError> {
    let side = style.frame_px() as u16;
    let mut sheet = Sheet {
        width: side,
        height: side,
        anchor: (side as i16 / 2, side as i16),
        palette: vec![Rgba::CLEAR, Rgba::rgb(0)],
        frames: Vec::new(),
        ticks: Vec::new(),
        tags: Vec::new(),
    };
    for clip in clips {
        let (first, count) = (sheet.frames.len() as u16, clip.frames.len() as u16);
        sheet.tags.push(Tag { name: clip.name.to_owned(), first, count, repeat: clip.repeat });
        for frame in &clip.frames {
            sheet.frames.push(frame.pixels.iter().map(|pixel| pixel[3] / 255).collect());
            sheet.ticks.push(clip.ticks);
        }
    }
    sheet.check()?;
    Ok(sheet)
}
