//! The worlds: their art is whole, words find them, and what matters in them can be seen.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails should panic")]

use std::collections::BTreeSet;

use snapcade_game::{Sheet, sheet::Rgba};
use snapcade_gen::{
    art::{self, Common, Part},
    color::{Lab, lab},
    theme::{Light, Theme, Weather, backdrops, lit_ground, read},
};

/// The animations of a sheet with how many frames each has.
fn tags(sheet: &Sheet) -> Vec<(&str, u16)> {
    sheet.tags.iter().map(|tag| (tag.name.as_str(), tag.count)).collect()
}

fn names(sheet: &Sheet) -> BTreeSet<&str> {
    sheet.tags.iter().map(|tag| tag.name.as_str()).collect()
}

#[test]
fn every_theme_has_all_that_the_garden_has() {
    for theme in Theme::ALL {
        for part in Part::ALL {
            let (sheet, model) = (art::sheet(theme, part).unwrap(), art::sheet(Theme::Garden, part).unwrap());
            let place = format!("{theme}/{}", part.name());
            assert_eq!(sheet.check(), Ok(()), "{place}");
            assert_eq!((sheet.width, sheet.height), (model.width, model.height), "{place}");
            assert_eq!(sheet.anchor, model.anchor, "{place}");
            match part {
                Part::Tiles => {
                    // Decorations may be any number.
                    let is_tile = |tag: &&(&str, u16)| tag.0 != "deco";
                    let (own, model) = (tags(&sheet), tags(&model));
                    assert!(own.iter().filter(is_tile).eq(model.iter().filter(is_tile)), "{place}: {own:?}");
                }
                Part::Props => assert!(sheet.tags.len() >= 8, "{place}"),
                _ => assert_eq!(names(&sheet), names(&model), "{place}"),
            }
        }
        for (own, model) in [
            (art::things(theme).unwrap(), art::things(Theme::Garden).unwrap()),
            (art::posts(theme).unwrap(), art::posts(Theme::Garden).unwrap()),
        ] {
            assert_eq!(own.check(), Ok(()), "{theme}");
            assert_eq!((own.width, own.height, own.anchor), (model.width, model.height, model.anchor), "{theme}");
            assert_eq!(tags(&own), tags(&model), "{theme}");
            assert!(theme == Theme::Garden || own.frames != model.frames, "{theme} has a dress of its own");
        }
    }
}

#[test]
fn drawings_use_the_master_palette_only() {
    let palette: BTreeSet<Rgba> = art::palette().unwrap().colors().map(|(_, color)| color).collect();
    for theme in Theme::ALL {
        let mut sheets: Vec<Sheet> = Part::ALL.into_iter().map(|part| art::sheet(theme, part).unwrap()).collect();
        sheets.extend([art::things(theme).unwrap(), art::posts(theme).unwrap()]);
        for sheet in sheets {
            assert!(sheet.palette[1..].iter().all(|color| palette.contains(color)), "{theme}");
        }
    }
}

/// What moves has more than one picture.
#[test]
fn what_lives_moves() {
    for theme in Theme::ALL {
        for part in [Part::Walker, Part::Flyer, Part::Hopper, Part::Chaser, Part::Shooter, Part::Boss] {
            let sheet = art::sheet(theme, part).unwrap();
            for tag in sheet.tags.iter().filter(|tag| ["idle", "move"].contains(&tag.name.as_str())) {
                let frames = &sheet.frames[usize::from(tag.first)..usize::from(tag.first + tag.count)];
                let different: BTreeSet<_> = frames.iter().collect();
                assert!(different.len() > 1, "{theme}/{} {}", part.name(), tag.name);
            }
        }
    }
}

#[test]
fn a_rainy_dinosaur_jungle_at_night_is_understood() {
    let reading = read("a rainy dinosaur jungle at night");
    assert!(reading.unknown.is_empty() && !reading.guessed);
    let dress = reading.dress;
    assert_eq!((dress.ground, dress.boss), (Theme::Garden, Theme::Cave));
    assert!(dress.foes.contains(&Theme::Cave) && dress.foes.contains(&Theme::Garden));
    assert_eq!((dress.light, dress.weather), (Some(Light::Night), Some(Weather::Rain)));
}

#[test]
fn children_are_understood() {
    use Theme::{Beach, Candy, Castle, Cave, City, Garden, House, Park, Snow, Space};
    for (words, ground) in [
        ("space", Space),
        ("SPACE!!!", Space),
        ("the moon", Space),
        ("aliens from mars", Space),
        ("robots in the future", Space),
        ("my bedroom", House),
        ("toys", House),
        ("grandma's kitchen", House),
        ("a haunted house", House),
        ("under the sea", Beach),
        ("pirate island", Beach),
        ("mermaids", Beach),
        ("a hot desert with camels", Beach),
        ("dinosaurs", Cave),
        ("dinosours", Cave),
        ("a volcano with lava", Cave),
        ("crystal caves", Cave),
        ("dragons and knights", Castle),
        ("princess castle", Castle),
        ("casle", Castle),
        ("spooky graveyard with ghosts", Castle),
        ("winter wonderland", Snow),
        ("christmas", Snow),
        ("penguins on the ice", Snow),
        ("snowy mountains", Snow),
        ("superhero city", City),
        ("cars and trucks in the city", City),
        ("new york", City),
        ("choclate world", Candy),
        ("ice cream land", Candy),
        ("rainbow unicorns", Candy),
        ("birthday party", Candy),
        ("fairies in the forest", Garden),
        ("jungel", Garden),
        ("a farm with cows", Garden),
        ("football", Park),
        ("the playground", Park),
        ("autumn leaves", Park),
    ] {
        let reading = read(words);
        assert_eq!(reading.dress.ground, ground, "{words}");
        assert!(!reading.guessed, "{words}");
    }
}

#[test]
fn light_and_weather_are_heard() {
    let heard = |words: &str| {
        let dress = read(words).dress;
        (dress.light, dress.weather)
    };
    assert_eq!(heard("snowy forest in the morning"), (Some(Light::Dawn), Some(Weather::Snow)));
    assert_eq!(heard("beach at sunset"), (Some(Light::Dusk), None));
    assert_eq!(heard("a sunny day in the park"), (Some(Light::Day), Some(Weather::Clear)));
    assert_eq!(heard("stormy sea"), (None, Some(Weather::Rain)));
    assert_eq!(heard("enchanted garden with fireflies"), (None, Some(Weather::Glow)));
    assert_eq!(heard("a castle without rain"), (None, None));
}

#[test]
fn strange_words_get_an_answer() {
    let long = "a".repeat(10_000);
    let words = "word ".repeat(5_000);
    let strange = [
        "",
        " ",
        "\0",
        "🦖🦖🦖",
        "🏰 castle 🏰",
        "城堡",
        "пещера",
        "قلعة",
        "'; DROP TABLE themes; --",
        "../../etc/passwd",
        "\u{202e}evitaerc",
        "İstanbul ǅ ß",
        "no",
        "no no no",
        "xyzzy plugh",
        &long,
        &words,
    ];
    for words in strange {
        let (once, again) = (read(words), read(words));
        assert_eq!(once, again);
        assert!(once.unknown.len() <= 8 && once.unknown.iter().all(|word| word.chars().count() <= 24));
    }
    assert!(read("xyzzy plugh").guessed);
    assert_eq!(read("xyzzy plugh castle").unknown, ["xyzzy", "plugh"]);
    assert_eq!(read("🏰 castle 🏰").dress.ground, Theme::Castle);
}

/// Side of the blocks of a backdrop that sprites are compared with, in pixels: about a head.
const BLOCK_PX: usize = 8;
const SCREEN: (usize, usize) = (320, 180);

/// The mean colours of the blocks of what is behind a level, the camera so far to the right.
fn blocks(theme: Theme, light: Light, camera_px: usize) -> Vec<Lab> {
    let mut picture = vec![Rgba::CLEAR; SCREEN.0 * SCREEN.1];
    for layer in backdrops(theme, light, Weather::Clear) {
        let sheet = layer.sheet().unwrap().unwrap();
        let (width, height) = (usize::from(sheet.width), usize::from(sheet.height));
        let shift = camera_px * layer.scroll_percent as usize / 100;
        for y in 0..height.min(SCREEN.1 - layer.y_px as usize) {
            for x in 0..SCREEN.0 {
                let index = sheet.frames[0][y * width + (x + shift) % width];
                if index != 0 {
                    picture[(y + layer.y_px as usize) * SCREEN.0 + x] = sheet.palette[usize::from(index)];
                }
            }
        }
    }
    let columns = SCREEN.0 / BLOCK_PX;
    let block = |number: usize| {
        let (left, top) = (number % columns * BLOCK_PX, number / columns * BLOCK_PX);
        let places = (0..BLOCK_PX * BLOCK_PX).map(|i| (top + i / BLOCK_PX) * SCREEN.0 + left + i % BLOCK_PX);
        mean(places.map(|place| picture[place]))
    };
    (0..columns * (SCREEN.1 / BLOCK_PX)).map(block).collect()
}

fn mean(colors: impl Iterator<Item = Rgba>) -> Lab {
    let (mut sum, mut count) = (Lab::new(0.0, 0.0, 0.0), 0.0_f32);
    for color in colors {
        sum += lab([color.r, color.g, color.b]);
        count += 1.0;
    }
    sum / count.max(1.0)
}

/// The colours of a picture, each with the part of the picture that has it.
fn colors(sheet: &Sheet, frame: usize) -> Vec<(Lab, f32)> {
    let mut counts = vec![0_u16; sheet.palette.len()];
    for &index in &sheet.frames[frame] {
        counts[usize::from(index)] += 1;
    }
    let all: u16 = counts[1..].iter().sum();
    let shown = counts.iter().zip(&sheet.palette).skip(1).filter(|&(&count, _)| count > 0);
    shown.map(|(&count, color)| (lab([color.r, color.g, color.b]), f32::from(count) / f32::from(all))).collect()
}

/// Distance in Oklab: 0.02 is just seen side by side, black and white are 1 apart.
fn distance(one: Lab, other: Lab) -> f32 {
    ((one.l - other.l).powi(2) + (one.a - other.a).powi(2) + (one.b - other.b).powi(2)).sqrt()
}

/// What a player must see, with what it is called.
fn foreground(theme: Theme, light: Light) -> Vec<(String, Sheet, usize)> {
    let first = |sheet: &Sheet, tag: &str| usize::from(sheet.tag(tag).unwrap().first);
    let things = art::things(theme).unwrap();
    let posts = art::posts(theme).unwrap();
    let tiles = lit_ground(art::sheet(theme, Part::Tiles).unwrap(), light);
    let hero = art::common(Common::Hero).unwrap();
    let mut seen = vec![("hero".to_owned(), hero.clone(), first(&hero, "idle"))];
    for part in [Part::Walker, Part::Flyer, Part::Hopper, Part::Chaser, Part::Shooter, Part::Boss] {
        let sheet = art::sheet(theme, part).unwrap();
        seen.push((part.name().to_owned(), sheet.clone(), first(&sheet, "idle")));
    }
    let shot = art::sheet(theme, Part::Shot).unwrap();
    seen.push(("shot".to_owned(), shot.clone(), first(&shot, "move")));
    for tag in ["coin", "gem", "heart", "key-red", "platform", "spring", "switch-off"] {
        seen.push((tag.to_owned(), things.clone(), first(&things, tag)));
    }
    for tag in ["goal-shut", "checkpoint-off"] {
        seen.push((tag.to_owned(), posts.clone(), first(&posts, tag)));
    }
    for tag in ["solid", "ice", "oneway", "ladder", "breakable", "hazard", "door-red"] {
        seen.push((tag.to_owned(), tiles.clone(), first(&tiles, tag)));
    }
    seen
}

/// How far a pixel must be apart from what is behind it to be seen at a glance.
const APART: f32 = 0.15;
/// The part of a sprite's pixels that must be so far apart, nearly everywhere.
const SEEN: f32 = 0.3;
/// How much of a backdrop may hide more, in percent: a dark window, a light in the dark.
const EXCEPT_PERCENT: usize = 2;

#[test]
fn what_matters_stands_out_from_what_is_behind() {
    let mut faults = Vec::new();
    for theme in Theme::ALL {
        for light in Light::ALL {
            let behind: Vec<Lab> = [0, 230].iter().flat_map(|&camera| blocks(theme, light, camera)).collect();
            for (name, sheet, frame) in foreground(theme, light) {
                let colors = colors(&sheet, frame);
                let seen = |&block: &Lab| -> f32 {
                    colors.iter().filter(|&&(color, _)| distance(color, block) >= APART).map(|&(_, part)| part).sum()
                };
                let mut seen: Vec<f32> = behind.iter().map(seen).collect();
                seen.sort_by(f32::total_cmp);
                let least = seen[seen.len() * EXCEPT_PERCENT / 100];
                if least < SEEN {
                    faults.push(format!("{theme} {}: of {name} only {:.0} % stand out", light.name(), least * 100.0));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
