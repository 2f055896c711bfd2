//! Themes in words: "a rainy dinosaur jungle at night", understood without any network.

pub mod spelling;
mod vocabulary;

use std::cmp::Reverse;

use spelling::{is_meant, is_misspelt};
use vocabulary::{BEASTS, LIGHTS, PLACES, SILENT, TOGETHER, WEATHERS};

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
/// So many unknown words are reported, and so many letters of each.
const UNKNOWN: usize = 8;
const UNKNOWN_CHARS: usize = 24;
/// So many themes come along beside the ground's.
const OTHERS: usize = 3;

/// What the words so far speak of.
#[derive(Default)]
struct Meaning {
    /// By theme.
    scores: [u32; Theme::ALL.len()],
    beasts: Vec<Theme>,
    light: Option<Light>,
    weather: Option<Weather>,
}

impl Meaning {
    /// Takes what a word means, as far as `is` says that one of ours is meant; whether there was any such.
    fn take(&mut self, is: impl Fn(&str) -> bool) -> bool {
        let named = |words: &str| words.split_ascii_whitespace().any(&is);
        let mut known = false;
        for &(theme, points, _) in PLACES.iter().filter(|(.., words)| named(words)) {
            self.scores[theme as usize] += points * 2;
            known = true;
        }
        for &(theme, _) in BEASTS.iter().filter(|(_, words)| named(words)) {
            self.beasts.push(theme);
            // Where nothing else is said, one is where such beasts live.
            self.scores[theme as usize] += 1;
            known = true;
        }
        if let Some(&(light, _)) = LIGHTS.iter().find(|(_, words)| named(words)) {
            self.light = self.light.or(Some(light));
            known = true;
        }
        if let Some(&(weather, _)) = WEATHERS.iter().find(|(_, words)| named(words)) {
            self.weather = self.weather.or(Some(weather));
            known = true;
        }
        known
    }
}

/// Understands a theme in words.
pub fn read(words: &str) -> Reading {
    let short: String = words.chars().take(CHARS).collect();
    let mut lower = short.to_lowercase();
    for (apart, together) in TOGETHER {
        lower = lower.replace(apart, together);
    }
    let mut meaning = Meaning::default();
    let mut unknown: Vec<String> = Vec::new();
    let mut denied = false;
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let exactly = |ours: &str| is_meant(word, ours);
        if denied {
            // "No rain" is about rain, but there shall be none.
            denied = false;
            if Meaning::default().take(exactly) {
                continue;
            }
        }
        denied = matches!(word, "no" | "not" | "without");
        let known = meaning.take(exactly)
            || SILENT.split_ascii_whitespace().any(|silent| silent == word)
            || meaning.take(|ours| is_misspelt(word, ours));
        if !known && unknown.len() < UNKNOWN {
            unknown.push(word.chars().take(UNKNOWN_CHARS).collect());
        }
    }
    let guessed = meaning.scores.iter().all(|&score| score == 0);
    let best = Theme::ALL.into_iter().max_by_key(|&theme| (meaning.scores[theme as usize], Reverse(theme)));
    let ground = if guessed { guess(&lower) } else { best.unwrap_or_default() };
    Reading { dress: meaning.dress(ground), unknown, guessed }
}

impl Meaning {
    /// A dress with this ground. Of other places that were spoken of some enemies and props come along.
    fn dress(self, ground: Theme) -> Dress {
        let mut dress = Dress::of(ground);
        let spoken_of = |theme: &Theme| *theme != ground && self.scores[*theme as usize] >= 2;
        let mut others: Vec<Theme> = Vec::new();
        for theme in self.beasts.iter().copied().chain(Theme::ALL.into_iter().filter(spoken_of)) {
            if !others.contains(&theme) {
                others.push(theme);
            }
        }
        others.truncate(OTHERS);
        for (slot, foe) in dress.foes.iter_mut().enumerate().step_by(2) {
            if let Some(&other) = others.get(slot / 2 % others.len().max(1)) {
                *foe = other;
            }
        }
        dress.boss = others.first().copied().unwrap_or(ground);
        dress.props.extend(others.into_iter().filter(|&other| other != ground));
        dress.light = self.light;
        dress.weather = self.weather;
        dress
    }
}

/// Some theme for words that mean nothing to us: always the same one for the same words.
fn guess(words: &str) -> Theme {
    let hash = words.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    Theme::ALL[(hash as usize >> 8) % Theme::ALL.len()]
}
