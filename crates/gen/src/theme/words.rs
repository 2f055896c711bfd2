//! Themes in words: "a rainy dinosaur jungle at night", understood without any network.

use super::{Dress, Light, Theme, Weather};

/// What was made of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The nearest that we have.
    pub dress: Dress,
    /// Words that nothing was made of; not those that say nothing, such as "a" and "with".
    pub unknown: Vec<String>,
    /// Whether nothing at all was understood, so that the theme is a guess.
    pub guessed: bool,
}

/// So much of a description is read.
const CHARS: usize = 200;
/// So many unknown words are reported.
const UNKNOWN: usize = 8;

use Theme::{Beach, Candy, Castle, Cave, City, Garden, House, Park, Snow, Space};

/// The place a word speaks of: ground, and how surely.
const PLACES: &[(&str, Theme, u32)] = &[
    ("garden", Garden, 4), ("meadow", Garden, 4), ("flower", Garden, 3), ("jungle", Garden, 4), ("forest", Garden, 4),
    ("wood", Garden, 3), ("field", Garden, 3), ("farm", Garden, 3), ("swamp", Garden, 3), ("bush", Garden, 2),
    ("house", House, 4), ("home", House, 4), ("room", House, 4), ("bedroom", House, 4), ("kitchen", House, 4),
    ("toy", House, 3), ("school", House, 3), ("attic", House, 4), ("kindergarten", House, 3), ("bathroom", House, 4),
    ("beach", Beach, 4), ("sea", Beach, 4), ("ocean", Beach, 4), ("island", Beach, 4), ("sand", Beach, 3),
    ("desert", Beach, 4), ("summer", Beach, 2), ("holiday", Beach, 2), ("underwater", Beach, 3), ("coast", Beach, 4),
    ("space", Space, 4), ("moon", Space, 4), ("planet", Space, 4), ("star", Space, 3), ("galaxy", Space, 4),
    ("mars", Space, 4), ("orbit", Space, 4), ("future", Space, 2), ("universe", Space, 4), ("spaceship", Space, 4),
    ("park", Park, 4), ("playground", Park, 4), ("picnic", Park, 3), ("lake", Park, 3), ("zoo", Park, 3),
    ("football", Park, 2), ("sport", Park, 2), ("autumn", Park, 3), ("tree", Park, 2), ("stadium", Park, 2),
    ("cave", Cave, 4), ("mine", Cave, 4), ("underground", Cave, 4), ("crystal", Cave, 3), ("volcano", Cave, 4),
    ("mountain", Cave, 2), ("rock", Cave, 3), ("tunnel", Cave, 3), ("lava", Cave, 3), ("dungeon", Cave, 3),
    ("castle", Castle, 4), ("palace", Castle, 4), ("fortress", Castle, 4), ("medieval", Castle, 4), ("fairytale", Castle, 3),
    ("haunted", Castle, 3), ("tower", Castle, 3), ("kingdom", Castle, 3), ("halloween", Castle, 2), ("spooky", Castle, 2),
    ("snow", Snow, 3), ("winter", Snow, 4), ("ice", Snow, 3), ("arctic", Snow, 4), ("christmas", Snow, 3),
    ("frozen", Snow, 3), ("pole", Snow, 3), ("ski", Snow, 3), ("igloo", Snow, 4), ("antarctic", Snow, 4),
    ("city", City, 4), ("town", City, 4), ("street", City, 4), ("roof", City, 4), ("skyscraper", City, 4),
    ("road", City, 3), ("village", City, 2), ("neon", City, 3), ("subway", City, 3), ("traffic", City, 3),
    ("candy", Candy, 4), ("sweet", Candy, 3), ("cake", Candy, 4), ("chocolate", Candy, 4), ("sugar", Candy, 4),
    ("icecream", Candy, 4), ("cookie", Candy, 4), ("lollipop", Candy, 4), ("birthday", Candy, 3), ("dessert", Candy, 4),
];

/// Who lives in a theme: its enemies come along, the ground stays.
const BEASTS: &[(&str, Theme)] = &[
    ("bat", Garden), ("frog", Garden), ("boar", Garden), ("beetle", Garden), ("bug", Garden), ("insect", Garden),
    ("animal", Garden), ("mouse", House), ("sock", House), ("book", House), ("teddy", House), ("robot", Space),
    ("crab", Beach), ("gull", Beach), ("octopus", Beach), ("pirate", Beach), ("fish", Beach), ("shark", Beach),
    ("mermaid", Beach), ("alien", Space), ("ufo", Space), ("astronaut", Space), ("rocket", Space), ("monster", Space),
    ("duck", Park), ("bird", Park), ("squirrel", Park), ("goose", Park), ("pigeon", Park), ("dog", Park), ("cat", Park),
    ("mole", Cave), ("worm", Cave), ("golem", Cave), ("dinosaur", Cave), ("dino", Cave), ("troll", Cave),
    ("knight", Castle), ("dragon", Castle), ("ghost", Castle), ("witch", Castle), ("wizard", Castle), ("king", Castle),
    ("queen", Castle), ("princess", Castle), ("prince", Castle), ("unicorn", Candy), ("fairy", Candy), ("vampire", Castle),
    ("penguin", Snow), ("owl", Snow), ("yeti", Snow), ("snowman", Snow), ("santa", Snow), ("bear", Snow), ("walrus", Snow),
    ("rat", City), ("car", City), ("taxi", City), ("drone", City), ("truck", City), ("superhero", City), ("digger", City),
    ("gingerbread", Candy), ("gummy", Candy), ("gumdrop", Candy), ("cupcake", Candy),
];

const LIGHTS: &[(&str, Light)] = &[
    ("night", Light::Night), ("dark", Light::Night), ("midnight", Light::Night), ("moonlight", Light::Night),
    ("spooky", Light::Night), ("haunted", Light::Night), ("evening", Light::Dusk), ("dusk", Light::Dusk),
    ("sunset", Light::Dusk), ("twilight", Light::Dusk), ("morning", Light::Dawn), ("dawn", Light::Dawn),
    ("sunrise", Light::Dawn), ("pink", Light::Dawn), ("day", Light::Day), ("sunny", Light::Day), ("noon", Light::Day),
    ("bright", Light::Day),
];

const WEATHERS: &[(&str, Weather)] = &[
    ("rain", Weather::Rain), ("rainy", Weather::Rain), ("storm", Weather::Rain), ("stormy", Weather::Rain),
    ("wet", Weather::Rain), ("thunder", Weather::Rain), ("snow", Weather::Snow), ("snowy", Weather::Snow),
    ("snowing", Weather::Snow), ("snowstorm", Weather::Snow), ("blizzard", Weather::Snow), ("raining", Weather::Rain),
    ("autumn", Weather::Leaves), ("windy", Weather::Leaves), ("leaves", Weather::Leaves), ("petals", Weather::Leaves),
    ("spring", Weather::Leaves), ("firefly", Weather::Glow), ("fireflies", Weather::Glow), ("magic", Weather::Glow),
    ("magical", Weather::Glow), ("sparkling", Weather::Glow), ("glowing", Weather::Glow), ("clear", Weather::Clear),
    ("sunny", Weather::Clear), ("dry", Weather::Clear),
];

/// Words that say nothing about a theme.
const SILENT: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "with", "and", "or", "to", "for", "from", "by", "full", "lots", "very", "some", "my",
    "our", "is", "it", "where", "there", "are", "game", "level", "world", "land", "theme", "please", "like", "big", "little",
    "small", "cool", "nice", "old", "new", "under", "over", "near", "behind", "many", "funny", "scary", "cute", "i", "want",
];

/// Whether a word of a description is meant by a word of ours: the same, or its plural or adjective.
fn is_meant(said: &str, ours: &str) -> bool {
    let Some(rest) = said.strip_prefix(ours) else { return false };
    matches!(rest, "" | "s" | "es" | "y" | "ies" | "ed" | "land" | "ing")
        || rest.len() == ours.len() && ours.ends_with('y')
}

/// Understands a theme in words.
pub fn read(words: &str) -> Reading {
    let short: String = words.chars().take(CHARS).collect();
    let lower = short.to_lowercase();
    // "ice cream" is one word to a child.
    let lower = lower.replace("ice cream", "icecream").replace("space ship", "spaceship");
    let said: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut scores = [0_u32; Theme::ALL.len()];
    let mut beasts: Vec<Theme> = Vec::new();
    let (mut light, mut weather) = (None, None);
    let mut unknown: Vec<String> = Vec::new();
    for word in &said {
        let mut known = SILENT.contains(word);
        for &(_, theme, points) in PLACES.iter().filter(|(ours, ..)| is_meant(word, ours)) {
            scores[theme as usize] += points * 2;
            known = true;
        }
        for &(_, theme) in BEASTS.iter().filter(|(ours, _)| is_meant(word, ours)) {
            beasts.push(theme);
            // Where nothing else is said, one is where such beasts live.
            scores[theme as usize] += 1;
            known = true;
        }
        if let Some(&(_, found)) = LIGHTS.iter().find(|(ours, _)| is_meant(word, ours)) {
            (light, known) = (light.or(Some(found)), true);
        }
        if let Some(&(_, found)) = WEATHERS.iter().find(|(ours, _)| is_meant(word, ours)) {
            (weather, known) = (weather.or(Some(found)), true);
        }
        if !known && unknown.len() < UNKNOWN {
            unknown.push(word.chars().take(24).collect());
        }
    }
    let best = Theme::ALL.into_iter().max_by_key(|&theme| (scores[theme as usize], std::cmp::Reverse(theme)));
    let guessed = scores.iter().all(|&score| score == 0);
    let ground = if guessed { guess(&lower) } else { best.unwrap_or_default() };
    let mut dress = Dress::of(ground);
    // Of other places that were spoken of some enemies and props come along.
    let mut others: Vec<Theme> = beasts;
    let spoken_of = |theme: &Theme| *theme != ground && scores[*theme as usize] >= 2;
    others.extend(Theme::ALL.into_iter().filter(spoken_of));
    others.dedup();
    others.truncate(3);
    for (slot, foe) in dress.foes.iter_mut().enumerate() {
        if !others.is_empty() && slot % 2 == 0 {
            *foe = others[(slot / 2) % others.len()];
        }
    }
    dress.boss = others.first().copied().unwrap_or(ground);
    dress.props.extend(others.iter().copied().filter(|&other| other != ground));
    dress.light = light;
    dress.weather = weather;
    Reading { dress, unknown, guessed }
}

/// Some theme for words that mean nothing to us: always the same one for the same words.
fn guess(words: &str) -> Theme {
    let hash = words.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    Theme::ALL[(hash as usize >> 8) % Theme::ALL.len()]
}
