//! `snapcade hero` and `snapcade import-hero`.

use std::{io::Write, path::PathBuf};

use clap::{Args, builder::PossibleValuesParser, builder::TypedValueParser as _};
use snapcade_app::{
    self as app, HeroFiles, HeroOptions,
    hero::{Rect, Style, SubjectKind},
};

/// The arguments of `snapcade hero`.
#[derive(Args)]
pub struct Hero {
    /// A photo: JPEG, PNG, WebP, GIF, BMP or HEIC
    photo: PathBuf,
    /// Where to put the hero, a PNG with all its frames
    #[arg(short, long, value_name = "FILE", default_value = "hero.png")]
    output: PathBuf,
    /// Where to put its frames and animations, as Aseprite's JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The look
    #[arg(long, default_value = Style::default().name(), value_parser = style())]
    style: Style,
    /// What the photo shows
    #[arg(long, default_value = AUTO, value_parser = PossibleValuesParser::new(kinds()))]
    kind: String,
    /// The part of the photo to use: left, top, width and height in pixels
    #[arg(long, value_name = "X,Y,W,H", value_parser = crop)]
    crop: Option<Rect>,
    /// Mix soft shades from dots of two colours
    #[arg(long)]
    dither: bool,
    /// Another number, another outfit
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Where to put a page with the photo, what was cut out, the palette and every animation
    #[arg(long, value_name = "FILE")]
    contact: Option<PathBuf>,
    /// Where to put what was cut out, white on black
    #[arg(long, value_name = "FILE")]
    mask: Option<PathBuf>,
}

/// The arguments of `snapcade import-hero`.
#[derive(Args)]
pub struct Import {
    /// An .aseprite file, or a PNG
    sheet: PathBuf,
    /// The frames and animations of a PNG, as Aseprite's JSON [default: the file of the same name beside it]
    #[arg(long, value_name = "FILE")]
    frames: Option<PathBuf>,
    /// Where to put the hero, a PNG with all its frames
    #[arg(short, long, value_name = "FILE", default_value = "hero.png")]
    output: PathBuf,
    /// Where to put its frames and animations, as Aseprite's JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// The name of no kind: it is guessed.
pub const AUTO: &str = "auto";

/// The names of kinds.
pub fn kinds() -> Vec<&'static str> {
    std::iter::once(AUTO).chain(SubjectKind::ALL.map(SubjectKind::name)).collect()
}

/// The kind of a name; none for [`AUTO`].
pub fn kind_named(name: &str) -> Option<SubjectKind> {
    SubjectKind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// Reads a style.
pub fn style() -> impl clap::builder::TypedValueParser<Value = Style> {
    PossibleValuesParser::new(Style::ALL.map(Style::name))
        .map(|name| Style::ALL.into_iter().find(|style| style.name() == name).unwrap_or_default())
}

/// Reads a part of a photo.
pub fn crop(text: &str) -> Result<Rect, String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let read = || {
        let [x, y, width, height] = parts[..] else { return None };
        Some(Rect { x: x.parse().ok()?, y: y.parse().ok()?, width: width.parse().ok()?, height: height.parse().ok()? })
    };
    read().ok_or_else(|| "a part of a photo is four whole numbers: left,top,width,height".to_owned())
}

/// Makes the hero and says where it is.
pub fn run(args: &Hero, out: &mut impl Write) -> anyhow::Result<()> {
    let options = HeroOptions {
        style: args.style,
        kind: kind_named(&args.kind),
        crop: args.crop,
        strokes: Vec::new(),
        dither: args.dither,
        seed: args.seed,
    };
    let files = HeroFiles {
        sheet: args.output.clone(),
        json: args.json.clone(),
        contact: args.contact.clone(),
        mask: args.mask.clone(),
    };
    let hero = app::make_hero(&args.photo, &options, &files)?;
    let frames = hero.sheet.frames.len();
    writeln!(out, "A {} with {} animations, {frames} frames", hero.kind.name(), hero.sheet.tags.len())?;
    for path in files.paths() {
        writeln!(out, "Saved {}", path.display())?;
    }
    for warning in &hero.warnings {
        writeln!(out, "{}", warning.sentence())?;
    }
    Ok(())
}

/// Takes a hero that was drawn elsewhere and says where it is.
pub fn import(args: &Import, out: &mut impl Write) -> anyhow::Result<()> {
    let files = HeroFiles { sheet: args.output.clone(), json: args.json.clone(), ..HeroFiles::default() };
    let sheet = app::import_hero(&args.sheet, args.frames.as_deref(), &files)?;
    writeln!(out, "A hero of {} x {} pixels, {} frames", sheet.width, sheet.height, sheet.frames.len())?;
    for path in files.paths() {
        writeln!(out, "Saved {}", path.display())?;
    }
    Ok(())
}
