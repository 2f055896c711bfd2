//! The gallery of worlds: `docs/worlds.md` with a contact sheet of every theme and a movie of a level of it that the bot has
//! beaten. Look at every picture before committing them.

use std::{fmt::Write as _, fs, sync::Arc};

use anyhow::{Context as _, Result};
use snapcade_app::{Scene, compile_project, render_preview, theme_sheet, theme_sheet_as_png};
use snapcade_game::Difficulty;
use snapcade_gen::{
    art::{self, Common},
    level::{Length, Wishes},
    make::{GameRequest, make_game},
    theme::{Dress, Theme},
};
use snapcade_testkit::house;

/// Pixels of a contact sheet for each pixel of the art.
const SCALE: usize = 2;
/// A picture every so many ticks, 12 a second, keeps the movies small.
const TICKS_PER_PICTURE: u32 = 5;
/// The first length of a movie that is tried, and how much shorter the next one is.
const MOVIE_TICKS: usize = 900;
const SHORTER_TICKS: usize = 120;
/// The largest movie.
const MOVIE_BYTES: usize = 600_000;
/// Of two levels the second is the boss's.
const LEVELS: u32 = 2;

fn main() -> Result<()> {
    let pages = house().join("docs/worlds");
    fs::create_dir_all(&pages)?;
    let mut list = String::new();
    for theme in Theme::ALL {
        let sheet = theme_sheet(theme.name(), SCALE)?;
        fs::write(pages.join(format!("{theme}.png")), theme_sheet_as_png(&sheet)?)?;
        fs::write(pages.join(format!("{theme}.gif")), movie(theme).with_context(|| format!("no movie of {theme}"))?)?;
        write!(list, "\n## {theme}\n\n![A level of {theme}](worlds/{theme}.gif)\n\n![{theme}](worlds/{theme}.png)\n")?;
        println!("docs/worlds/{theme}.png, docs/worlds/{theme}.gif");
    }
    let words = "a rainy dinosaur jungle at night";
    fs::write(pages.join("words.png"), theme_sheet_as_png(&theme_sheet(words, SCALE)?)?)?;
    write!(list, "\n## In words: \"{words}\"\n\n![{words}](worlds/words.png)\n")?;
    fs::write(house().join("docs/worlds.md"), HEAD.to_owned() + &list)?;
    Ok(())
}

const HEAD: &str = "# Worlds

The ten ready themes: the beginning of a made level as the bot beats it, and the contact sheet that `snapcade theme` draws. At the end there is a world
that was asked for in words. `cargo xtask gallery` draws this page anew.
";

/// The beginning of a level, as long as fits.
fn movie(theme: Theme) -> Result<Vec<u8>> {
    let request = GameRequest {
        hero: art::common(Common::Hero)?,
        dress: Dress::of(theme),
        theme_words: theme.name().to_owned(),
        difficulty: Difficulty::Normal,
        levels: LEVELS,
        length: Length::Short,
        wishes: Wishes::default(),
        seed: 7 + theme as u64,
        title: theme.name().to_owned(),
        author: "Snapcade".to_owned(),
    };
    let pack = Arc::new(compile_project(&make_game(&request)?.project)?);
    let mut ticks = MOVIE_TICKS;
    loop {
        let gif = render_preview(&pack, &Scene::Proof(1), TICKS_PER_PICTURE, ticks)?;
        if gif.len() <= MOVIE_BYTES || ticks <= SHORTER_TICKS {
            return Ok(gif);
        }
        ticks -= SHORTER_TICKS;
    }
}
