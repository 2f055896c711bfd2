//! Heroes that were drawn elsewhere: a sheet of any animations becomes one with those of a hero.

use std::collections::BTreeMap;

use snapcade_game::{
    Sheet,
    sheet::{Repeat, Rgba, SheetError, Tag, aseprite, aseprite_file},
};

use super::CLIPS;

/// Width and height of a hero's frame in pixels, at least and at most.
pub const FRAME_PX: std::ops::RangeInclusive<u16> = 16..=64;

/// Why a sheet is not a hero.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The files are no sheet.
    #[error("this sheet cannot be read ({0}); Aseprite files work, and PNG files with or without their JSON")]
    Unreadable(#[from] SheetError),
    /// Its frames are not as large as a hero's.
    #[error("the frames of this sheet have {width} x {height} pixels; those of a hero have 16 to 64 each way")]
    FrameSize {
        /// Their width in pixels.
        width: u16,
        /// Their height in pixels.
        height: u16,
    },
    /// There is nothing in it that is opaque enough to be seen.
    #[error("there is nothing to see in this sheet; draw the hero and save it again")]
    Empty,
}

impl ImportError {
    /// A short name that stays the same, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "import-unreadable",
            Self::FrameSize { .. } => "import-frame-size",
            Self::Empty => "import-empty",
        }
    }
}

/// Reads a hero from the bytes of a file of Aseprite, or of a PNG with its JSON, or of a PNG alone (square frames in one
/// row). Which one it is follows from the content.
pub fn import_hero(picture: &[u8], description: Option<&[u8]>) -> Result<Sheet, ImportError> {
    let sheet = match description {
        _ if aseprite_file::is_aseprite(picture) => aseprite_file::decode(picture)?,
        Some(description) => aseprite::decode(picture, description)?,
        None => aseprite::decode_strip(picture)?,
    };
    sheet_as_hero(sheet)
}

/// Gives a sheet the nine animations of a hero, in the order of [`CLIPS`], and no others.
///
/// They are found by what they are commonly called, in any case and beside other words (`HeroWalk_right` is a run). One
/// that is missing is shown by what comes closest to it; without any names, all frames are the run. Pixels that are half
/// seen through become opaque or clear, as all of a hero are.
pub fn sheet_as_hero(mut sheet: Sheet) -> Result<Sheet, ImportError> {
    sheet.check()?;
    let (width, height) = (sheet.width, sheet.height);
    if !FRAME_PX.contains(&width) || !FRAME_PX.contains(&height) {
        return Err(ImportError::FrameSize { width, height });
    }
    harden(&mut sheet);
    if sheet.frames.iter().flatten().all(|&index| index == 0) {
        return Err(ImportError::Empty);
    }
    sheet.tags = clips(&sheet);
    sheet.check()?;
    Ok(sheet)
}

/// What is seen through more than half becomes clear, everything else opaque. Equal colours become one.
fn harden(sheet: &mut Sheet) {
    let mut palette = vec![Rgba::CLEAR];
    let mut indices = BTreeMap::new();
    let hard = sheet.palette.iter().map(|&color| {
        if color.a < 128 {
            return 0;
        }
        // There are at most as many as there were, so the index fits.
        *indices.entry(Rgba { a: 255, ..color }).or_insert_with_key(|&color| {
            palette.push(color);
            (palette.len() - 1) as u8
        })
    });
    let hard: Vec<u8> = hard.collect();
    for index in sheet.frames.iter_mut().flatten() {
        *index = hard.get(usize::from(*index)).copied().unwrap_or(0);
    }
    sheet.palette = palette;
}

/// What each of [`CLIPS`] is called, the usual words first.
const WORDS: [&[&str]; CLIPS.len()] = [
    &["idle", "idling", "stand", "standing", "stay", "wait", "waiting", "breathe", "breathing", "rest", "still"],
    &["run", "running", "walk", "walking", "walkcycle", "runcycle", "move", "moving", "sprint", "dash", "skip"],
    &["jump", "jumping", "jumpup", "leap", "hop", "rise", "rising"],
    &["fall", "falling", "jumpdown", "drop", "land", "landing"],
    &["climb", "climbing", "ladder", "rope"],
    &["swim", "swimming", "dive", "diving", "float", "floating"],
    &["hurt", "hit", "damage", "damaged", "ouch", "knockback", "die", "dying", "dead", "death", "faint", "lose"],
    &["win", "winning", "victory", "cheer", "celebrate", "celebration", "happy", "dance", "dancing", "pose"],
    &[
        "special",
        "attack",
        "attacking",
        "attacks",
        "action",
        "shoot",
        "shooting",
        "punch",
        "kick",
        "slash",
        "strike",
        "cast",
        "magic",
        "spell",
        "power",
        "throw",
        "spin",
        "roll",
    ],
];

/// Which of [`CLIPS`] stands in for a missing one, by index, the closest first. Idle and run are always there.
const STAND_INS: [&[usize]; CLIPS.len()] = [&[], &[], &[3, 1], &[2, 1], &[1], &[1], &[3, 0], &[2, 0], &[7, 2, 1]];

/// The animations of a hero, made of those that a sheet has.
fn clips(sheet: &Sheet) -> Vec<Tag> {
    let mut found: [Option<Tag>; CLIPS.len()] = std::array::from_fn(|clip| {
        let known = sheet.tags.iter().filter_map(|tag| Some((rank(&tag.name, WORDS[clip])?, tag)));
        known.min_by_key(|(rank, _)| *rank).map(|(_, tag)| tag.clone())
    });
    let whole = Tag { name: String::new(), first: 0, count: sheet.frames.len() as u16, repeat: Repeat::Loop };
    // Of an animation whose name says nothing, and of a strip without names, we know no more than that it moves.
    let unknown = sheet.tags.first().cloned().unwrap_or(whole);
    let is_nameless = found.iter().all(Option::is_none);
    let [idle, run, ..] = &mut found;
    if is_nameless {
        *run = Some(unknown.clone());
    }
    let idle = idle.get_or_insert_with(|| Tag { count: 1, ..run.clone().unwrap_or(unknown) });
    run.get_or_insert_with(|| idle.clone());
    let clip = |clip: usize| {
        let of = |other: usize| found.get(other).and_then(Option::as_ref);
        let tag = of(clip).or_else(|| STAND_INS[clip].iter().find_map(|&other| of(other)));
        tag.map(|tag| Tag { name: CLIPS[clip].to_owned(), ..tag.clone() })
    };
    (0..CLIPS.len()).filter_map(clip).collect()
}

/// How well a tag's name fits: lower is better, none is not at all.
fn rank(name: &str, words: &[&str]) -> Option<(usize, bool, usize)> {
    let spoken = split(name);
    let word = words.iter().position(|word| spoken.iter().any(|spoken| spoken == word))?;
    // Heroes look to the right; of several directions that one is the best.
    let is_other_side = ["left", "up", "down", "back", "front", "north", "south", "west"];
    Some((word, spoken.iter().any(|spoken| is_other_side.contains(&spoken.as_str())), spoken.len()))
}

/// The words of a name, in small letters: `HeroRun_right2` is hero, run and right.
fn split(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphabetic(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of 16 x 16 with so many frames, each a row further filled with half-clear red.
    fn sheet(frames: u8, tags: &[(&str, u16, u16)]) -> Sheet {
        Sheet {
            width: 16,
            height: 16,
            anchor: (8, 16),
            palette: vec![Rgba::CLEAR, Rgba { r: 255, g: 0, b: 0, a: 200 }, Rgba { r: 255, g: 0, b: 0, a: 255 }],
            frames: (1..=frames)
                .map(|rows| (0..=255).map(|i| u8::from(i / 16 < rows) * (1 + i % 2)).collect())
                .collect(),
            ticks: vec![6; frames.into()],
            tags: tags
                .iter()
                .map(|&(name, first, count)| Tag { name: name.into(), first, count, repeat: Repeat::Loop })
                .collect(),
        }
    }

    /// The first frame of each clip.
    fn firsts(sheet: Sheet) -> Vec<(String, u16, u16)> {
        let hero = sheet_as_hero(sheet).unwrap();
        hero.tags.into_iter().map(|tag| (tag.name, tag.first, tag.count)).collect()
    }

    fn expected(places: [(u16, u16); 9]) -> Vec<(String, u16, u16)> {
        CLIPS.iter().zip(places).map(|(name, (first, count))| ((*name).to_owned(), first, count)).collect()
    }

    #[test]
    fn animations_are_known_by_what_people_call_them() {
        let tags = [
            ("Stand", 0, 1),
            ("walk_left", 1, 1),
            ("walk_right", 2, 1),
            ("HeroJump", 3, 1),
            ("JUMP DOWN", 4, 1),
            ("fall-1", 5, 1),
            ("ladder", 6, 1),
            ("Swimming", 7, 1),
            ("death", 8, 1),
            ("hit", 9, 1),
            ("victory", 10, 1),
            ("attack2", 11, 1),
        ];
        assert_eq!(
            firsts(sheet(12, &tags)),
            expected([(0, 1), (2, 1), (3, 1), (5, 1), (6, 1), (7, 1), (9, 1), (10, 1), (11, 1)])
        );
        assert_eq!(split("HeroRun_right2ÄrgerWALK"), ["hero", "run", "right", "ärger", "walk"]);
    }

    #[test]
    fn what_is_missing_is_shown_by_what_comes_closest() {
        // A hero that only runs stands on the first frame of it.
        let (still, runs) = ((1, 1), (1, 3));
        assert_eq!(
            firsts(sheet(4, &[("run", 1, 3)])),
            expected([still, runs, runs, runs, runs, runs, still, still, runs])
        );
        let stands = (0, 2);
        assert_eq!(firsts(sheet(4, &[("idle", 0, 2)])), expected([stands; 9]));
        let jumps = (3, 1);
        assert_eq!(
            firsts(sheet(4, &[("idle", 0, 2), ("jump", 3, 1)])),
            expected([stands, stands, jumps, jumps, stands, stands, stands, jumps, jumps])
        );
    }

    #[test]
    fn a_strip_without_names_runs() {
        let first = (0, 1);
        let all = (0, 4);
        assert_eq!(firsts(sheet(4, &[])), expected([first, all, all, all, all, all, first, first, all]));
        let tag = (1, 2);
        let still = (1, 1);
        assert_eq!(firsts(sheet(4, &[("Tag 1", 1, 2)])), expected([still, tag, tag, tag, tag, tag, still, still, tag]));
    }

    #[test]
    fn no_pixel_of_a_hero_is_half_seen_through() {
        let mut faint = sheet(2, &[]);
        faint.palette[2].a = 127;
        let hero = sheet_as_hero(faint).unwrap();
        assert_eq!(hero.palette, [Rgba::CLEAR, Rgba::rgb(0x00ff_0000)]);
        assert_eq!(hero.frames[0][..4], [1, 0, 1, 0]);
        let hero = sheet_as_hero(sheet(2, &[])).unwrap();
        assert_eq!(hero.palette.len(), 2, "what now looks equal is one colour");
    }

    #[test]
    fn what_cannot_be_a_hero_is_said_in_words() {
        let small = Sheet { width: 8, height: 32, ..sheet(2, &[]) };
        let error = sheet_as_hero(small).unwrap_err();
        assert_eq!(error.code(), "import-frame-size");
        assert_eq!(
            error.to_string(),
            "the frames of this sheet have 8 x 32 pixels; those of a hero have 16 to 64 each way"
        );
        let mut faint = sheet(2, &[]);
        faint.palette.iter_mut().for_each(|color| color.a = color.a.min(127));
        faint.palette[0] = Rgba::CLEAR;
        assert_eq!(sheet_as_hero(faint), Err(ImportError::Empty));
        let error = import_hero(b"GIF89a", None).unwrap_err();
        assert_eq!(error.code(), "import-unreadable");
        assert!(error.to_string().starts_with("this sheet cannot be read (the picture: "), "{error}");
    }

    #[test]
    fn a_hero_that_was_saved_can_be_imported_again() {
        let hero = sheet_as_hero(sheet(4, &[("idle", 0, 1), ("run", 0, 4)])).unwrap();
        let (image, json) = aseprite::encode(&hero, "hero").unwrap();
        assert_eq!(import_hero(&image, Some(&json)).unwrap(), hero);
    }
}
