//! `snapcade make`.

use std::{io::Write, path::PathBuf};

use clap::{Args, builder::PossibleValuesParser, builder::TypedValueParser as _};
use snapcade_app::{
    self as app, HeroFrom, HeroOptions, MadeGame, MakeOptions,
    hero::{Rect, Style},
    library::{self, ListJobs},
    make::{Difficulty, Length, LevelReport, MOST_LEVELS},
};

use crate::hero::{AUTO, crop, kind_named, kinds, style};
use crate::library::Place;

/// The arguments of `snapcade make`.
#[derive(Args)]
pub struct Make {
    /// A photo, or a hero's file: an .aseprite file, or a PNG with its .json beside it [default: the built-in hero]
    hero: Option<PathBuf>,
    /// A hero of the library: its name, or the beginning of its id
    #[arg(long = "hero", value_name = "NAME", conflicts_with = "hero")]
    hero_named: Option<String>,
    /// The world, in your own words: "candy", "a rainy dinosaur jungle at night" [default: one that the seed chooses]
    #[arg(long, value_name = "WORDS")]
    theme: Option<String>,
    /// How hard it is
    #[arg(long, default_value = "normal", value_parser = difficulty())]
    difficulty: Difficulty,
    /// How many levels it has; a boss waits in the last one
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_LEVELS)))]
    levels: u32,
    /// How long the levels are
    #[arg(long, default_value = Length::Medium.name(), value_parser = length())]
    length: Length,
    /// What else you wish for, such as "more coins", "no enemies" or "water"; may be given several times
    #[arg(long, value_name = "WISH")]
    wish: Vec<String>,
    /// Another number, another game
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// What it is called [default: a title that fits the theme]
    #[arg(long)]
    title: Option<String>,
    /// Who made it: a nickname
    #[arg(long, value_name = "NICK", default_value = "", hide_default_value = true)]
    author: String,
    /// The look of a photo's hero
    #[arg(long, default_value = Style::default().name(), value_parser = style(), requires = "hero")]
    style: Style,
    /// What the photo shows
    #[arg(long, default_value = AUTO, value_parser = PossibleValuesParser::new(kinds()), requires = "hero")]
    kind: String,
    /// The part of the photo to use: left, top, width and height in pixels
    #[arg(long, value_name = "X,Y,W,H", value_parser = crop, requires = "hero")]
    crop: Option<Rect>,
    /// Another number, another outfit for a person
    #[arg(long, value_name = "N", default_value_t = 0, requires = "hero")]
    outfit: u64,
    /// Where to put it [default: game.snapcade, unless it goes into the library]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Keep it in the library
    #[arg(long)]
    save: bool,
    /// Keep the photo in the library, too; otherwise only the hero is kept that was made of it
    #[arg(long, requires = "save", requires = "hero")]
    keep_photo: bool,
    #[command(flatten)]
    place: Place,
}

const DIFFICULTIES: [(&str, Difficulty); 3] =
    [("easy", Difficulty::Easy), ("normal", Difficulty::Normal), ("hard", Difficulty::Hard)];

fn difficulty() -> impl clap::builder::TypedValueParser<Value = Difficulty> {
    PossibleValuesParser::new(DIFFICULTIES.map(|(name, _)| name)).try_map(|said| {
        let found = DIFFICULTIES.into_iter().find(|(name, _)| *name == said);
        found.map(|(_, difficulty)| difficulty).ok_or("there is no such difficulty")
    })
}

fn length() -> impl clap::builder::TypedValueParser<Value = Length> {
    PossibleValuesParser::new(Length::ALL.map(Length::name))
        .map(|said| Length::ALL.into_iter().find(|length| length.name() == said).unwrap_or_default())
}

/// Makes the game and says what has become of it.
pub fn run(args: &Make, out: &mut impl Write) -> anyhow::Result<()> {
    let hero = match &args.hero_named {
        Some(said) => Some(library::hero_named(&args.place.open()?, said)?),
        None => None,
    };
    let (hero, sheet) = hero.unzip();
    let options = MakeOptions {
        hero: sheet.map(HeroFrom::Sheet).or_else(|| args.hero.clone().map(HeroFrom::File)),
        hero_options: HeroOptions {
            style: args.style,
            kind: kind_named(&args.kind),
            crop: args.crop,
            seed: args.outfit,
            ..HeroOptions::default()
        },
        theme: args.theme.clone(),
        difficulty: args.difficulty,
        levels: args.levels,
        length: args.length,
        wishes: args.wish.clone(),
        seed: args.seed,
        title: args.title.clone(),
        author: args.author.clone(),
    };
    // Before the work: a library that cannot be used is told at once. Others may use it meanwhile.
    if args.save {
        args.place.open()?.must_be_writable()?;
    }
    let made = app::make_game(&options)?;
    let file = args.output.clone().or_else(|| (!args.save).then(|| PathBuf::from(FILE)));
    if let Some(file) = &file {
        app::save_project(&made.project, file)?;
    }
    say(&made, args, out)?;
    if let Some(file) = file {
        writeln!(out, "Saved {}", file.display())?;
    }
    if args.save {
        let session = args.place.open()?;
        let photo = match &args.hero {
            Some(path) if args.keep_photo && made.kind.is_some() => library::take_photo_in(&session, path, true)?.id,
            _ => None,
        };
        let saved = library::save_made(&session, &made, hero.map(|hero| hero.id), photo)?;
        writeln!(out, "Kept in the library as {:.8}", saved.game.to_string())?;
        if let Some(hero) = saved.hero.filter(|_| made.kind.is_some()) {
            let name = app::printable(&hero.name);
            writeln!(out, "Its hero is kept, too: `snapcade make --hero \"{name}\"` makes another game with it")?;
        }
        // Its two pictures are quick; whatever else waits is for `snapcade jobs --run`. The game is kept in any case.
        let waiting = session.ask_now(ListJobs { over: false, limit: PICTURES + 1 })?;
        if waiting.len() <= PICTURES {
            let _ = session.run_jobs(|_| ());
        }
    }
    Ok(())
}

/// How many pictures a game has in the list.
const PICTURES: usize = 2;
/// Where a game goes when nothing is said.
const FILE: &str = "game.snapcade";

fn say(made: &MadeGame, args: &Make, out: &mut impl Write) -> anyhow::Result<()> {
    let by = if args.author.is_empty() { String::new() } else { format!(" by {}", args.author) };
    let kind = made.kind.map_or(String::new(), |kind| format!("; your photo became its hero, a {}", kind.name()));
    writeln!(out, "\"{}\"{by}: a {} game{kind}", made.project.game.title, made.theme.name())?;
    for (number, level) in (1..).zip(&made.levels) {
        let LevelReport { name, ticks, deaths_percent, .. } = level;
        let hard = how_hard(*deaths_percent);
        writeln!(out, "  level {number:<2} {name:<22} {:>3} s at best, {hard}", ticks.div_ceil(app::TICKS_PER_SECOND))?;
    }
    if made.guessed && args.theme.is_some() {
        writeln!(out, "Nothing of the theme was understood, so {} was chosen for it.", made.theme.name())?;
    } else if !made.unknown.is_empty() {
        writeln!(out, "Not understood of the theme: {}", made.unknown.join(", "))?;
    }
    for dropped in &made.dropped {
        writeln!(out, "Not granted: \"{}\" ({})", app::printable(&dropped.wish), dropped.why)?;
    }
    for warning in &made.warnings {
        writeln!(out, "{}", warning.sentence())?;
    }
    Ok(())
}

/// How hard a level is, from how often a clumsy player dies in it, in hundredths.
pub fn how_hard(deaths_percent: u32) -> String {
    let word = match deaths_percent {
        0..50 => "gentle",
        50..150 => "easy",
        150..300 => "medium",
        300..500 => "hard",
        _ => "very hard",
    };
    format!("{word} (clumsy hands fall {}.{} times)", deaths_percent / 100, deaths_percent % 100 / 10)
}
