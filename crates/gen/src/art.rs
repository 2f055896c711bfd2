//! Our own art: every theme's sheets, as text in `assets/art`.

use std::{collections::BTreeMap, sync::OnceLock};

use snapcade_game::{
    Sheet,
    sheet::{
        SheetError, Tag,
        art_text::{self, Palette},
    },
};

use crate::theme::Theme;

/// A sheet that every theme has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Part {
    Tiles,
    Sky,
    Clouds,
    Far,
    Near,
    Walker,
    Flyer,
    Hopper,
    Chaser,
    Shooter,
    Shot,
    Boss,
    Props,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 13] = [
        Part::Tiles,
        Part::Sky,
        Part::Clouds,
        Part::Far,
        Part::Near,
        Part::Walker,
        Part::Flyer,
        Part::Hopper,
        Part::Chaser,
        Part::Shooter,
        Part::Shot,
        Part::Boss,
        Part::Props,
    ];

    /// The name of its file, and of the slot it fills in a game.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Tiles => "tiles",
            Part::Sky => "sky",
            Part::Clouds => "clouds",
            Part::Far => "far",
            Part::Near => "near",
            Part::Walker => "walker",
            Part::Flyer => "flyer",
            Part::Hopper => "hopper",
            Part::Chaser => "chaser",
            Part::Shooter => "shooter",
            Part::Shot => "shot",
            Part::Boss => "boss",
            Part::Props => "props",
        }
    }
}

macro_rules! texts {
    ($theme:literal) => {
        [
            include_str!(concat!("../../../assets/art/", $theme, "/tiles.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/sky.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/clouds.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/far.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/near.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/walker.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/flyer.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/hopper.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/chaser.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/shooter.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/shot.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/boss.art")),
            include_str!(concat!("../../../assets/art/", $theme, "/props.art")),
        ]
    };
}

/// The text of a theme's sheet.
fn text(theme: Theme, part: Part) -> &'static str {
    let texts: [&'static str; Part::ALL.len()] = match theme {
        Theme::Garden => texts!("garden"),
        Theme::House => texts!("house"),
        Theme::Beach => texts!("beach"),
        Theme::Space => texts!("space"),
        Theme::Park => texts!("park"),
        Theme::Cave => texts!("cave"),
        Theme::Castle => texts!("castle"),
        Theme::Snow => texts!("snow"),
        Theme::City => texts!("city"),
        Theme::Candy => texts!("candy"),
    };
    texts[part as usize]
}

/// A sheet that all themes share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Common {
    /// The built-in hero, for games without a photo.
    Hero,
    /// Somebody to talk to.
    Talker,
    /// Things to pick up and to use.
    Things,
}

/// The master palette.
///
/// # Errors
/// Only when the file of this very build is broken; a test reads it.
pub fn palette() -> Result<&'static Palette, SheetError> {
    static PALETTE: OnceLock<Result<Palette, SheetError>> = OnceLock::new();
    PALETTE
        .get_or_init(|| Palette::parse(include_str!("../../../assets/palettes/master.txt")))
        .as_ref()
        .map_err(Clone::clone)
}

/// A theme's sheet.
pub fn sheet(theme: Theme, part: Part) -> Result<Sheet, SheetError> {
    art_text::parse(text(theme, part), palette()?)
}

/// Things to pick up and to use in a theme's dress: those that a theme has no drawing of look alike everywhere.
pub fn things(theme: Theme) -> Result<Sheet, SheetError> {
    let all = common(Common::Things)?;
    let Some(text) = dress_texts(theme).map(|[things, _]| things) else { return Ok(all) };
    Ok(replaced(all, &art_text::parse(text, palette()?)?))
}

/// Checkpoint, goal and shield bubble in a theme's dress; they fill the slot [`POSTS`].
pub fn posts(theme: Theme) -> Result<Sheet, SheetError> {
    let text = dress_texts(theme).map_or(include_str!("../../../assets/art/posts.art"), |[_, posts]| posts);
    art_text::parse(text, palette()?)
}

/// The slot of posts: a game without a sheet there shows those of the garden.
pub const POSTS: &str = "posts";

/// What a theme has of its own instead of the common things and posts, which are the garden's.
const fn dress_texts(theme: Theme) -> Option<[&'static str; 2]> {
    macro_rules! texts {
        ($theme:literal) => {
            Some([
                include_str!(concat!("../../../assets/art/", $theme, "/things.art")),
                include_str!(concat!("../../../assets/art/", $theme, "/posts.art")),
            ])
        };
    }
    match theme {
        Theme::Garden => None,
        Theme::House => texts!("house"),
        Theme::Beach => texts!("beach"),
        Theme::Space => texts!("space"),
        Theme::Park => texts!("park"),
        Theme::Cave => texts!("cave"),
        Theme::Castle => texts!("castle"),
        Theme::Snow => texts!("snow"),
        Theme::City => texts!("city"),
        Theme::Candy => texts!("candy"),
    }
}

/// A sheet whose animations are replaced by those of the same names; frames must be of the same size.
fn replaced(mut sheet: Sheet, by: &Sheet) -> Sheet {
    // The other's colours come in where they are not there yet.
    let indices: Vec<u8> = by
        .palette
        .iter()
        .map(|&color| {
            let known = sheet.palette.iter().position(|&entry| entry == color);
            let index = known.unwrap_or_else(|| {
                sheet.palette.push(color);
                sheet.palette.len() - 1
            });
            index as u8
        })
        .collect();
    for other in &by.tags {
        let Some(tag) = sheet.tags.iter().find(|tag| tag.name == other.name && tag.count == other.count) else {
            continue;
        };
        for number in 0..usize::from(tag.count) {
            let from = by.frames.get(usize::from(other.first) + number);
            if let (Some(frame), Some(from)) = (sheet.frames.get_mut(usize::from(tag.first) + number), from) {
                *frame = from.iter().map(|&index| indices.get(usize::from(index)).copied().unwrap_or(0)).collect();
            }
        }
    }
    sheet
}

/// A sheet of all themes.
pub fn common(which: Common) -> Result<Sheet, SheetError> {
    let text = match which {
        Common::Hero => include_str!("../../../assets/art/hero.art"),
        Common::Talker => include_str!("../../../assets/art/talker.art"),
        Common::Things => include_str!("../../../assets/art/things.art"),
    };
    art_text::parse(text, palette()?)
}

/// Each animation of a sheet as a sheet of its own, by its name: a prop is drawn with one animation.
pub fn split(sheet: &Sheet) -> BTreeMap<String, Sheet> {
    let one = |tag: &Tag| {
        let frames = usize::from(tag.first)..usize::from(tag.first) + usize::from(tag.count);
        let idle = Tag { name: "idle".to_owned(), first: 0, ..tag.clone() };
        Sheet {
            frames: sheet.frames.get(frames.clone()).unwrap_or_default().to_vec(),
            ticks: sheet.ticks.get(frames).unwrap_or_default().to_vec(),
            tags: vec![idle],
            ..sheet.clone()
        }
    };
    sheet.tags.iter().map(|tag| (tag.name.clone(), one(tag))).collect()
}
