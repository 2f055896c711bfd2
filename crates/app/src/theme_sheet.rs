//! The contact sheet of a theme: what was understood of the words, its world in every light and weather, and all its art.

mod page;
mod scene;

use snapcade_game::{Sheet, sheet::SheetError};
use snapcade_gen::{
    art::{self, Part},
    theme::{self, Dress, Light, Reading, Theme, Weather},
};
use snapcade_paint::Canvas;

use crate::AppError;
use page::Page;

/// A theme that was found for words.
#[derive(Debug, Clone)]
pub struct ThemeSheet {
    /// What was understood.
    pub reading: Reading,
    /// The sheet.
    pub picture: Canvas,
}

/// Draws everything about the theme that words describe; each pixel of the art takes `scale` by `scale` pixels.
pub fn theme_sheet(words: &str, scale: usize) -> Result<ThemeSheet, AppError> {
    let reading = theme::read(words);
    let internal = |error: SheetError| AppError::Internal { part: "the art of a theme", message: error.to_string() };
    let picture = draw(words, &reading).map_err(internal)?.scaled(scale.max(1));
    Ok(ThemeSheet { reading, picture })
}

/// The sheet as a PNG.
pub fn theme_sheet_as_png(sheet: &ThemeSheet) -> Result<Vec<u8>, AppError> {
    Ok(sheet.picture.to_png()?)
}

/// What was understood, line by line.
pub fn described(reading: &Reading) -> Vec<String> {
    let dress = &reading.dress;
    let others: Vec<&str> =
        Theme::ALL.into_iter().filter(|&theme| theme != dress.ground && mixes(dress, theme)).map(Theme::name).collect();
    let mut world = format!("World: {}", dress.ground);
    if !others.is_empty() {
        world = format!("{world}, with a bit of {}", others.join(" and "));
    }
    let light = dress.light.map_or("changes from level to level", Light::name);
    let weather = dress.weather.map_or("changes from level to level", Weather::name);
    let mut lines = vec![world, format!("Light: {light}   Weather: {weather}")];
    if reading.guessed {
        lines.push("No word was understood, so this is a guess.".to_owned());
    } else if !reading.unknown.is_empty() {
        lines.push(format!("Not understood: {}", reading.unknown.join(", ")));
    }
    lines
}

fn mixes(dress: &Dress, theme: Theme) -> bool {
    dress.boss == theme || dress.foes.contains(&theme) || dress.props.contains(&theme)
}

fn draw(words: &str, reading: &Reading) -> Result<Canvas, SheetError> {
    let dress = &reading.dress;
    let mut page = Page::new();
    let title: String = words.chars().filter(|c| !c.is_control()).take(60).collect();
    page.title(title.trim());
    for line in described(reading) {
        page.line(&line);
    }
    page.section("In every light and weather");
    let weathers = match dress.weather {
        Some(weather) => [weather; 4],
        None => [Weather::Clear, Weather::Leaves, Weather::Snow, Weather::Rain],
    };
    for (light, weather) in [Light::Day, Light::Dawn, Light::Dusk, Light::Night].into_iter().zip(weathers) {
        let name = format!("{}, {}", light.name(), weather.name());
        page.picture(&name, scene::scene(dress, light, weather)?);
    }
    page.section("Enemies");
    let parts = [Part::Walker, Part::Flyer, Part::Hopper, Part::Chaser, Part::Shooter];
    for (part, theme) in parts.into_iter().zip(dress.foes) {
        let cast = theme::cast(theme);
        let name = match part {
            Part::Walker => cast.walker,
            Part::Flyer => cast.flyer,
            Part::Hopper => cast.hopper,
            Part::Chaser => cast.chaser,
            _ => cast.shooter,
        };
        page.animations(name, &art::sheet(theme, part)?);
    }
    page.section(theme::cast(dress.boss).boss);
    let boss = art::sheet(dress.boss, Part::Boss)?;
    page.each_animation(&boss);
    page.animations("shot", &art::sheet(dress.boss, Part::Shot)?);
    page.section("Things that stand about");
    for &theme in &dress.props {
        page.each_animation(&art::sheet(theme, Part::Props)?);
    }
    page.section("Things to use");
    page.each_animation(&art::things(dress.ground)?);
    page.each_animation(&without_bubble(art::posts(dress.ground)?));
    page.section("Tiles");
    page.each_animation(&art::sheet(dress.ground, Part::Tiles)?);
    Ok(page.finish())
}

/// The bubble is the hero's.
fn without_bubble(mut posts: Sheet) -> Sheet {
    posts.tags.retain(|tag| tag.name != "shield-bubble");
    posts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_in_words_becomes_a_page() {
        let sheet = theme_sheet("a rainy dinosaur jungle at night", 1).expect("a sheet");
        assert_eq!(sheet.reading.dress.ground, Theme::Garden);
        assert!(sheet.picture.width() >= 640 && sheet.picture.height() > 800);
        let twice = theme_sheet("a rainy dinosaur jungle at night", 2).expect("a sheet");
        assert_eq!(twice.picture.width(), 2 * sheet.picture.width());
        let lines = described(&sheet.reading);
        assert_eq!(lines, ["World: garden, with a bit of cave", "Light: night   Weather: rain"]);
    }

    #[test]
    fn nonsense_becomes_a_page_too() {
        for words in ["", "🦖🦖", "xyzzy \0 \u{202e}"] {
            let sheet = theme_sheet(words, 1).expect("a sheet");
            assert!(described(&sheet.reading).iter().any(|line| line.contains("guess")), "{words:?}");
        }
    }
}
