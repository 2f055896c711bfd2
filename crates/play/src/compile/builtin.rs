//! The art that every game can rely on.

use snapcade_game::{
    Sheet,
    sheet::{
        Rgba,
        art_text::{self, Palette},
    },
};

const PALETTE: &str = include_str!("../../../../assets/palettes/master.txt");
const UI: &str = include_str!("../../../../assets/art/ui.art");
const FX: &str = include_str!("../../../../assets/art/fx.art");
const POSTS: &str = include_str!("../../../../assets/art/posts.art");

/// The built-in sheet of a slot.
pub(super) fn sheet(slot: &str) -> Sheet {
    let text = match slot {
        "ui" => UI,
        "fx" => FX,
        _ => POSTS,
    };
    let sheet = Palette::parse(PALETTE).and_then(|palette| art_text::parse(text, &palette));
    // The files are part of the program, and a test reads them; a game without icons can still be played.
    sheet.unwrap_or_else(|_| Sheet {
        width: 1,
        height: 1,
        anchor: (0, 0),
        palette: vec![Rgba::CLEAR],
        frames: vec![vec![0]],
        ticks: vec![1],
        tags: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::SheetRole;

    #[test]
    fn the_built_in_sheets_can_be_read() {
        for slot in SheetRole::SLOTS {
            assert!(sheet(slot).frames.len() > 1, "{slot}");
        }
    }
}
