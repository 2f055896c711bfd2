//! `snapcade heroes`.

use std::{io::Write, path::PathBuf};

use anyhow::bail;
use clap::{Args, builder::PossibleValuesParser};
use snapcade_app::{
    self as app, HeroOptions,
    hero::Style,
    library::{self, FindHero, HeroCard, ListHeroes, RenameHero, Session, TrashHero},
};

use crate::hero::{AUTO, kind_named, kinds, style};
use crate::library::Place;

/// The arguments of `snapcade heroes`.
#[derive(Args)]
pub struct Heroes {
    #[command(flatten)]
    place: Place,
    /// Keep a hero: of a photo, or of a file of Aseprite or a PNG with its .json beside it
    #[arg(long, value_name = "FILE", requires = "name")]
    add: Option<PathBuf>,
    /// Call a hero something else
    #[arg(long, value_name = "HERO", requires = "name", conflicts_with = "add")]
    rename: Option<String>,
    /// The name: of the new hero, or the new one
    #[arg(long)]
    name: Option<String>,
    /// What the new hero is
    #[arg(long, default_value = AUTO, value_parser = PossibleValuesParser::new(kinds()), requires = "add")]
    kind: String,
    /// The look of the new hero, when it is made of a photo
    #[arg(long, default_value = Style::default().name(), value_parser = style(), requires = "add")]
    style: Style,
    /// Keep the photo in the library, too; otherwise only the hero is kept that was made of it
    #[arg(long, requires = "add")]
    keep_photo: bool,
    /// Throw a hero into the trash, where it stays for 30 days; games keep it
    #[arg(long, value_name = "HERO", conflicts_with_all = ["add", "rename"])]
    throw_away: Option<String>,
    /// Take a hero out of the trash
    #[arg(long, value_name = "HERO", conflicts_with_all = ["add", "rename", "throw_away"])]
    take_out: Option<String>,
    /// List what is in the trash
    #[arg(long)]
    trash: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Lists heroes, or does something with one.
pub fn run(args: &Heroes, out: &mut impl Write) -> anyhow::Result<()> {
    let session = args.place.open()?;
    let find = |said: &str, trashed| session.ask_now(FindHero { said: said.to_owned(), trashed });
    let new_name = args.name.clone().unwrap_or_default();
    if args.add.is_some() {
        return add(&session, args, &new_name, out);
    }
    if let Some(said) = &args.rename {
        let hero = find(said, false)?;
        session.ask_now(RenameHero { hero: hero.id, name: new_name.clone() })?;
        writeln!(out, "\"{}\" is now called \"{}\"", app::printable(&hero.name), app::printable(&new_name))?;
    } else if let Some(said) = &args.throw_away {
        let hero = find(said, false)?;
        session.ask_now(TrashHero { hero: hero.id, back: false })?;
        writeln!(out, "\"{}\" is in the trash for 30 days; games keep it", app::printable(&hero.name))?;
    } else if let Some(said) = &args.take_out {
        let hero = find(said, true)?;
        session.ask_now(TrashHero { hero: hero.id, back: true })?;
        writeln!(out, "\"{}\" is out of the trash", app::printable(&hero.name))?;
    } else {
        list(&session, args, out)?;
    }
    Ok(())
}

fn add(session: &Session, args: &Heroes, name: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let Some(file) = &args.add else { return Ok(()) };
    let (hero, warnings) = if app::make::is_sheet(file) {
        if args.keep_photo {
            bail!("{}: this is a hero's sheet, not a photo", file.display());
        }
        let kind = kind_named(&args.kind).map_or("", app::hero::SubjectKind::name);
        (library::hero_of_sheet(file, None, name, kind)?, Vec::new())
    } else {
        let photo = library::take_photo_in(session, file, false)?;
        let options = HeroOptions { style: args.style, kind: kind_named(&args.kind), ..HeroOptions::default() };
        let (mut hero, warnings) = library::hero_of_photo(&photo.bytes, &options, name)?;
        // Only the photo of a hero that could be made.
        if args.keep_photo {
            hero.photo = library::take_photo_in(session, file, true)?.id;
        }
        (hero, warnings)
    };
    let card = session.ask_now(hero)?;
    writeln!(out, "{}", line(&card, 0))?;
    for warning in warnings {
        writeln!(out, "{}", warning.sentence())?;
    }
    Ok(())
}

fn list(session: &Session, args: &Heroes, out: &mut impl Write) -> anyhow::Result<()> {
    let heroes = session.ask_now(ListHeroes { trashed: args.trash })?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&heroes)?)?;
        return Ok(());
    }
    if heroes.is_empty() {
        let none = if args.trash {
            "There is no hero in the trash."
        } else {
            "There is no hero yet. `snapcade heroes --add photo.jpg --name Luna` makes one."
        };
        writeln!(out, "{none}")?;
    }
    let width = heroes.iter().map(|hero| app::printable(&hero.name).chars().count()).max().unwrap_or(0);
    for hero in &heroes {
        writeln!(out, "{}", line(hero, width))?;
    }
    Ok(())
}

fn line(hero: &HeroCard, width: usize) -> String {
    let name = app::printable(&hero.name);
    let kind = if hero.kind.is_empty() { "hero" } else { &hero.kind };
    let games = match hero.games.len() {
        0 => "in no game".to_owned(),
        1 => "in 1 game".to_owned(),
        games => format!("in {games} games"),
    };
    let photo = if hero.photo.is_some() { ", with its photo" } else { "" };
    let when = match hero.trashed_ms {
        None => format!("kept {}", library::in_words(hero.created_ms)),
        Some(time_ms) => format!("thrown away {}", library::in_words(time_ms)),
    };
    format!("{:.8}  {name:width$}  {}, {games}, {when}{photo}", hero.id.to_string(), app::printable(kind))
}
