//! What a game is called when nobody says so.

use snapcade_game::limits::TITLE_CHARS;
use snapcade_play::rng::Pcg32;

use crate::theme::{Reading, Theme};

/// Words that are written small inside a title.
const SMALL: &[&str] = &["a", "an", "the", "of", "in", "on", "at", "with", "and", "or", "to", "for", "from", "by"];
/// A description longer than this makes no title.
const DESCRIPTION_CHARS: usize = 40;

/// A title for a theme: the words themselves when they all mean something to us, otherwise one of the theme's own.
pub fn title(words: &str, reading: &Reading, seed: u64) -> String {
    described(words, reading).unwrap_or_else(|| {
        let titles = titles(reading.dress.ground);
        let mut rng = Pcg32::new(seed ^ 0x7171_e000);
        titles[rng.below(titles.len() as u32) as usize].to_owned()
    })
}

/// "a rainy dinosaur jungle at night" as "Rainy Dinosaur Jungle at Night"; one word alone is no title.
fn described(words: &str, reading: &Reading) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'');
    if reading.guessed || !reading.unknown.is_empty() || !words.chars().all(is_plain) {
        return None;
    }
    let mut words: Vec<&str> = words.split_whitespace().collect();
    if words.first().is_some_and(|first| matches!(first.to_lowercase().as_str(), "a" | "an" | "the" | "my" | "some")) {
        words.remove(0);
    }
    let length = words.iter().map(|word| word.chars().count() + 1).sum::<usize>();
    if words.len() < 2 || length > DESCRIPTION_CHARS.min(TITLE_CHARS) {
        return None;
    }
    let capital = |(place, word): (usize, &&str)| {
        let lower = word.to_lowercase();
        let mut letters = lower.chars();
        match letters.next() {
            Some(first) if place == 0 || !SMALL.contains(&lower.as_str()) => {
                first.to_uppercase().chain(letters).collect()
            }
            _ => lower,
        }
    };
    let words: Vec<String> = words.iter().enumerate().map(capital).collect();
    Some(words.join(" "))
}

const fn titles(theme: Theme) -> [&'static str; 6] {
    match theme {
        Theme::Garden => [
            "The Great Garden Dash",
            "Over the Hedge",
            "King Bramble's Garden",
            "Flower Power",
            "The Secret Garden Gate",
            "Up the Beanstalk",
        ],
        Theme::House => [
            "Toys at Large",
            "The Floor Is Lava",
            "Trouble in the Toybox",
            "The Lost Sock",
            "Rainy Day Rumpus",
            "Under the Bed",
        ],
        Theme::Beach => [
            "Treasure of Shell Bay",
            "Coconut Coast",
            "The Tide Is Coming",
            "Captain Curly's Island",
            "Sand in My Shoes",
            "Message in a Bottle",
        ],
        Theme::Space => [
            "Three Steps to the Moon",
            "Lost Among the Stars",
            "Emperor Zork's Planet",
            "Comet Chase",
            "Gravity Holiday",
            "The Long Way Home",
        ],
        Theme::Park => [
            "Picnic Rescue",
            "The Goose Is Loose",
            "A Walk in the Park",
            "Kite Over the Pond",
            "Mowzilla!",
            "The Acorn Trail",
        ],
        Theme::Cave => [
            "Deep Down Below",
            "The Crystal Cave",
            "Old Boulder's Den",
            "Follow the Glow-Worm",
            "Echo, Echo, Echo",
            "The Lost Lantern",
        ],
        Theme::Castle => [
            "Storm the Castle",
            "The Dragon's Keep",
            "Knight for a Day",
            "The Rattling Drawbridge",
            "Cinder's Tower",
            "The Royal Key",
        ],
        Theme::Snow => [
            "Snowball Express",
            "The Lost Mitten",
            "Top of the World",
            "Admiral Tusk's Ice",
            "A Very Cold Day",
            "Northern Lights",
        ],
        Theme::City => [
            "Rooftop Runner",
            "Scoopzilla!",
            "Last Bus Home",
            "Downtown Dash",
            "The Neon Chase",
            "High Above the Street",
        ],
        Theme::Candy => [
            "Sugar Rush",
            "Count Gateau's Feast",
            "The Lollipop Road",
            "Sweet Escape",
            "Marshmallow Mountain",
            "The Gingerbread Trail",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::read;

    fn title_of(words: &str, seed: u64) -> String {
        title(words, &read(words), seed)
    }

    #[test]
    fn a_description_is_a_title_when_it_is_understood() {
        assert_eq!(title_of("a rainy dinosaur jungle at night", 1), "Rainy Dinosaur Jungle at Night");
        let planned = titles(Theme::Space);
        assert!(planned.contains(&title_of("space", 4).as_str()), "one word alone is no title");
        assert!((0..40).map(|seed| title_of("space", seed)).collect::<std::collections::BTreeSet<_>>().len() == 6);
    }

    #[test]
    fn words_that_mean_nothing_are_no_title() {
        for words in ["🦄🦄", "qwrtz space", "space\u{202e}station", &"space ".repeat(500), ""] {
            let title = title_of(words, 7);
            assert!(Theme::ALL.iter().any(|&theme| titles(theme).contains(&title.as_str())), "{words:?}: {title}");
        }
    }

    #[test]
    fn titles_fit() {
        for title in Theme::ALL.into_iter().flat_map(titles) {
            assert_eq!(snapcade_game::text::check_filled(title, TITLE_CHARS), Ok(()), "{title}");
        }
    }
}
