//! One clause: what its words mean together.

use snapcade_game::{Difficulty, Item, KindId, Mode, Rule};
use snapcade_gen::theme::{self, Light, Weather};
use snapcade_sound::Mood;

use super::{
    known::Known,
    lexicon::{self, Group, Meaning, Topic},
    wish::{Amount, Change, Degree, DifficultyWish, FoeNumber, LevelCount, MusicWish, Thing, Want},
};

/// What a clause comes to.
pub(super) struct Understood {
    pub wants: Vec<Want>,
    /// What the next clause takes over: "more coins and bats".
    pub amount: Option<Amount>,
    /// Whether this clause took it over from the one before, or only goes on about looks.
    pub continues: bool,
}

/// Why a clause is not understood.
pub(super) enum Unclear {
    /// These words, counted in the clause.
    Words(usize, usize),
    /// Each word is known, but not what they mean together.
    Together,
    /// What is spoken of is not in this game.
    Absent(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(Meaning),
    Kinds(Vec<KindId>),
    /// A group that has no kind in this game.
    Absent(usize),
    Unknown(usize),
}

/// Reads a clause; `scoped` when levels were named with it, `inherited` what the clause before said of numbers.
pub(super) fn clause(
    words: &[&str],
    known: &Known<'_>,
    scoped: bool,
    inherited: Option<Amount>,
) -> Result<Understood, Unclear> {
    let heard = Heard { parts: parts(words, known), known, scoped };
    if (heard.has(Meaning::Theme) || heard.is_strange())
        && let Some(theme) = theme_of(words)
    {
        return Ok(Understood { wants: vec![Want::Theme(theme)], amount: None, continues: false });
    }
    if let Some(at) = heard.parts.iter().find_map(|part| if let Part::Unknown(at) = part { Some(*at) } else { None }) {
        let to = (at..words.len()).find(|&to| !heard.parts.contains(&Part::Unknown(to))).unwrap_or(words.len());
        return Err(Unclear::Words(at, to));
    }
    if let Some(at) = heard.parts.iter().find_map(|part| if let Part::Absent(at) = part { Some(*at) } else { None }) {
        return Err(Unclear::Absent(at));
    }
    let amount = heard.amount();
    let relates = heard.has_any(&[M::Drop, M::Swap, M::Into, M::Instead]);
    if let Some(wants) = heard.wants() {
        let looks = wants.iter().all(|want| matches!(want, Want::Light(_) | Want::Weather(_)));
        return Ok(Understood { wants, amount, continues: looks });
    }
    let things = heard.things();
    // "All bats should be frogs", "a level with bats": two things that have something to do with each other.
    if things.is_empty() || relates || things.len() > 1 && amount.is_none() || heard.about(T::Level) {
        return Err(Unclear::Together);
    }
    let continues = amount.is_none() && inherited.is_some();
    let amount = amount.or(inherited).unwrap_or(Amount::More(heard.degree()));
    let wants = things.into_iter().map(|thing| Want::Count { thing, amount }).collect();
    Ok(Understood { wants, amount: Some(amount), continues })
}

/// What each word means, or several together.
fn parts(words: &[&str], known: &Known<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let word = rest.first().copied().unwrap_or_default();
        let (part, length) = part(word, rest, at, known);
        parts.push(part);
        at += length.max(1);
    }
    parts
}

fn part(word: &str, rest: &[&str], at: usize, known: &Known<'_>) -> (Part, usize) {
    let group = |group| match known.group(group) {
        kinds if kinds.is_empty() => Part::Absent(at),
        kinds => Part::Kinds(kinds),
    };
    let of = |meaning| match meaning {
        Meaning::Topic(Topic::Group(own)) => group(own),
        meaning => Part::Word(meaning),
    };
    let meaning = lexicon::meaning(word);
    if let Some((kinds, length)) = known.named(rest) {
        // A kind that is called like one of our words is rather what it is called, but for what has two meanings.
        let two_meanings =
            length == 1 && meaning.is_some_and(|meaning| !matches!(meaning, Meaning::Topic(Topic::Group(_))));
        if !two_meanings {
            return (Part::Kinds(kinds), length);
        }
    }
    if let Some(meaning) = meaning {
        return (of(meaning), 1);
    }
    if let Some(kinds) = known.named_partly(word) {
        return (Part::Kinds(kinds), 1);
    }
    if let Some(own) = Known::elsewhere(word) {
        return (group(own), 1);
    }
    if let Some(meaning) = lexicon::misspelt(word) {
        return (of(meaning), 1);
    }
    if let Some((kinds, length)) = known.misspelt(rest) {
        return (Part::Kinds(kinds), length);
    }
    (Part::Unknown(at), 1)
}

/// The words as those of a theme, when all of them are understood so.
fn theme_of(words: &[&str]) -> Option<String> {
    let is_word = |word: &&&str| {
        !matches!(lexicon::meaning(word), Some(M::Silent | M::Give | M::Into | M::Article | M::Theme | M::Other))
    };
    let said: Vec<&str> = words.iter().filter(is_word).copied().collect();
    let said = said.join(" ");
    let reading = theme::read(&said);
    (!reading.guessed && reading.unknown.is_empty()).then_some(said)
}

struct Heard<'a> {
    parts: Vec<Part>,
    known: &'a Known<'a>,
    scoped: bool,
}

use Meaning as M;
use Topic as T;

impl Heard<'_> {
    fn has(&self, meaning: Meaning) -> bool {
        self.parts.contains(&Part::Word(meaning))
    }

    fn has_any(&self, meanings: &[Meaning]) -> bool {
        meanings.iter().any(|&meaning| self.has(meaning))
    }

    fn about(&self, topic: Topic) -> bool {
        self.has(M::Topic(topic))
    }

    fn number(&self) -> Option<u32> {
        self.parts.iter().find_map(|part| if let Part::Word(M::Number(number)) = part { Some(*number) } else { None })
    }

    fn find<T>(&self, of: impl Fn(Meaning) -> Option<T>) -> Option<T> {
        self.parts.iter().find_map(|part| if let Part::Word(meaning) = part { of(*meaning) } else { None })
    }

    fn position(&self, meaning: Meaning) -> Option<usize> {
        self.parts.iter().position(|part| *part == Part::Word(meaning))
    }

    /// Kinds that are spoken of, one list for each word.
    fn kinds_in(&self, range: std::ops::Range<usize>) -> Vec<Vec<KindId>> {
        let parts = self.parts.get(range).unwrap_or_default();
        let kinds = |part: &Part| match part {
            Part::Kinds(kinds) => Some(kinds.clone()),
            Part::Word(M::Topic(T::Hearts)) => Some(self.known.items(Item::Heart)),
            Part::Word(M::Topic(T::Lives)) => Some(self.known.items(Item::Life)),
            _ => None,
        };
        parts.iter().filter_map(kinds).filter(|kinds| !kinds.is_empty()).collect()
    }

    fn kinds(&self) -> Vec<KindId> {
        let kinds = |part: &Part| if let Part::Kinds(kinds) = part { kinds.clone() } else { Vec::new() };
        self.parts.iter().flat_map(kinds).collect()
    }

    /// Whether there are words that are not ours, and none that asks for a number of something.
    fn is_strange(&self) -> bool {
        let asks = |part: &Part| match part {
            Part::Kinds(_) | Part::Absent(_) => true,
            Part::Word(meaning) => {
                !matches!(
                    meaning,
                    M::Silent
                        | M::Give
                        | M::Into
                        | M::Article
                        | M::Light(_)
                        | M::Weather(_)
                        | M::Mood(_)
                        | M::Moon
                        | M::Other
                ) && *meaning != M::Topic(T::Game)
            }
            Part::Unknown(_) => false,
        };
        let spoken = |part: &Part| matches!(part, Part::Unknown(_) | Part::Word(M::Mood(_) | M::Moon));
        self.parts.iter().any(spoken) && !self.parts.iter().any(asks)
    }

    fn degree(&self) -> Degree {
        if self.has(M::Slightly) {
            Degree::Slightly
        } else if self.has_any(&[M::Much, M::Many]) {
            Degree::Much
        } else {
            Degree::Plainly
        }
    }

    fn amount(&self) -> Option<Amount> {
        let degree = self.degree();
        let adds = self.has_any(&[M::More, M::Add, M::Another]);
        let takes = self.has_any(&[M::Fewer, M::Remove]);
        Some(match self.number() {
            Some(number) if self.has(M::Times) => Amount::Times(number, 1),
            Some(_) if self.has(M::Half) => Amount::Times(1, 2),
            Some(number) if adds => Amount::Add(number),
            Some(number) if takes => Amount::Less(number),
            Some(number) => Amount::Exactly(number),
            None if self.has(M::Twice) => Amount::Times(2, 1),
            None if self.has(M::Half) => Amount::Times(1, 2),
            None if self.has(M::Fewer) => Amount::Fewer(degree),
            None if self.has(M::Few) => Amount::Fewer(Degree::Much),
            None if self.has(M::Remove) && self.has(M::Article) => Amount::Less(1),
            None if self.has_any(&[M::No, M::Remove]) => Amount::Exactly(0),
            None if self.has(M::Another) || self.has(M::Add) && self.has(M::Article) => Amount::Add(1),
            None if adds || self.has(M::Many) => Amount::More(degree),
            None => return None,
        })
    }

    /// How a number changes that goes up and down by these words.
    fn change(&self, up: &[Meaning], down: &[Meaning]) -> Option<Change> {
        let degree = self.degree();
        let number = self.number().map(|number| number as i32);
        Some(match number {
            Some(number) if self.has(M::Times) => Change::Times(number, 1),
            Some(number) if self.has(M::More) => Change::By(number),
            Some(number) if self.has_any(&[M::Fewer, M::Remove]) => Change::By(-number),
            Some(number) => Change::To(number),
            None if self.has(M::Half) => Change::Times(1, 2),
            None if self.has(M::Twice) && self.has_any(down) => Change::Times(1, 2),
            None if self.has(M::Twice) => Change::Times(2, 1),
            None if self.has(M::Normal) => Change::Usual,
            None if self.has_any(down) => Change::Down(degree),
            None if self.has_any(up) => Change::Up(degree),
            None => return None,
        })
    }

    fn rule(&self, rule: Rule, up: &[Meaning], down: &[Meaning]) -> Option<Vec<Want>> {
        let change = self.change(up, down).filter(|change| {
            // Nobody says how many 256ths of a pixel.
            matches!(rule, Rule::Hearts | Rule::Lives) || !matches!(change, Change::To(_) | Change::By(_))
        })?;
        Some(vec![Want::Rule { rule, change }])
    }

    /// What is wished, except for numbers of things.
    fn wants(&self) -> Option<Vec<Want>> {
        let pushes: &[Meaning] = &[M::Higher, M::More, M::Stronger, M::Faster];
        let eases: &[Meaning] = &[M::Lower, M::Fewer, M::Weaker, M::Slower, M::Bright];
        if self.has(M::Drop) {
            return self.drops(M::Drop);
        }
        let given = self.position(M::Give).is_some_and(|at| !self.kinds_in(0..at).is_empty());
        if given && let Some(wants) = self.drops(M::Give) {
            return Some(wants);
        }
        if self.has_any(&[M::Swap, M::Into, M::Instead]) {
            return self.swap();
        }
        if self.about(T::Music) {
            // "Rainy with spooky music".
            let weather = self.find(|meaning| if let M::Weather(weather) = meaning { Some(weather) } else { None });
            return Some(std::iter::once(Want::Music(self.music())).chain(weather.map(Want::Weather)).collect());
        }
        if self.about(T::Gravity) {
            if self.has(M::Moon) {
                return Some(vec![Want::Rule { rule: Rule::Gravity, change: Change::To(MOON_GRAVITY) }]);
            }
            if self.has_any(&[M::No, M::Remove]) {
                return Some(vec![Want::Rule { rule: Rule::Gravity, change: Change::To(0) }]);
            }
            return self.rule(Rule::Gravity, pushes, eases);
        }
        if self.about(T::Jump) && self.kinds().is_empty() {
            return self.rule(Rule::JumpSpeed, pushes, eases);
        }
        if self.about(T::SlowMotion) {
            let percent = match (self.has_any(&[M::No, M::Remove]), self.degree()) {
                (true, _) => 100,
                (_, Degree::Slightly) => 75,
                (_, Degree::Plainly) => 50,
                (_, Degree::Much) => 33,
            };
            return Some(vec![Want::Rule { rule: Rule::TimeScale, change: Change::To(percent) }]);
        }
        if !self.kinds().is_empty()
            && let Some(wants) = self.foes(pushes, eases)
        {
            return Some(wants);
        }
        if let Some(wants) = self.levels() {
            return Some(wants);
        }
        self.hero(pushes, eases).or_else(|| self.difficulty()).or_else(|| self.counted()).or_else(|| self.looks())
    }

    fn drops(&self, verb: Meaning) -> Option<Vec<Want>> {
        let drop = self.position(verb)?;
        let mut kinds: Vec<KindId> = self.kinds_in(0..drop).concat();
        if kinds.is_empty() {
            kinds = self.known.group(Group::Foes);
        }
        let what = self.kinds_in(drop..self.parts.len()).into_iter().next().and_then(|kinds| kinds.first().copied());
        let nothing = self.has_any(&[M::Nothing, M::No, M::Remove]);
        if what.is_none() && !nothing {
            return None;
        }
        Some(vec![Want::Drops { kinds, what: if nothing { None } else { what } }])
    }

    fn swap(&self) -> Option<Vec<Want>> {
        let kinds = self.kinds_in(0..self.parts.len());
        let [first, second] = kinds.as_slice() else { return None };
        let (from, to) = if self.has(M::Instead) { (second, first) } else { (first, second) };
        Some(vec![Want::Swap { from: from.clone(), to: to.first().copied()? }])
    }

    fn music(&self) -> MusicWish {
        if self.has_any(&[M::No, M::Remove]) {
            return MusicWish::Silence;
        }
        if let Some(mood) = self.find(|meaning| if let M::Mood(mood) = meaning { Some(mood) } else { None }) {
            return MusicWish::Mood(mood);
        }
        if self.has_any(&[M::Slower, M::Easier]) {
            return MusicWish::Mood(Mood::Calm);
        }
        if self.has_any(&[M::Faster, M::Stronger]) || !self.kinds().is_empty() {
            return MusicWish::Mood(Mood::Boss);
        }
        if self.has(M::Mode(Mode::Adventure)) {
            return MusicWish::Mood(Mood::Adventure);
        }
        MusicWish::Other
    }

    /// Faster, slower, stronger, weaker enemies.
    fn foes(&self, up: &[Meaning], down: &[Meaning]) -> Option<Vec<Want>> {
        let wish = |number, change| Some(vec![Want::Foe { kinds: self.kinds(), number, change }]);
        if self.has_any(&[M::Faster, M::Slower]) || self.about(T::Speed) {
            let change = self.change(up, down).filter(|change| !matches!(change, Change::To(_) | Change::By(_)))?;
            return wish(FoeNumber::Speed, change);
        }
        if self.has_any(&[M::Stronger, M::Weaker, M::Normal]) || self.about(T::Health) || self.about(T::Hearts) {
            return wish(FoeNumber::Health, self.change(up, down)?);
        }
        if self.has_any(&[M::Easier, M::Easy]) {
            return wish(FoeNumber::Speed, Change::Down(self.degree()));
        }
        if self.has_any(&[M::Harder, M::Hard]) {
            return wish(FoeNumber::Speed, Change::Up(self.degree()));
        }
        None
    }

    fn levels(&self) -> Option<Vec<Want>> {
        if self.about(T::Level) && self.things().is_empty() {
            return match self.amount() {
                None if self.has(M::Other) => Some(vec![Want::Levels(LevelCount::Add(1))]),
                Some(Amount::Add(number) | Amount::Exactly(number)) if number > 0 => {
                    Some(vec![Want::Levels(LevelCount::Add(number))])
                }
                Some(Amount::More(_)) => Some(vec![Want::Levels(LevelCount::Add(1))]),
                _ => None,
            };
        }
        let is_said = |part: &Part| !matches!(part, Part::Word(M::Silent | M::Article | M::Remove | M::No | M::Much));
        let only_removes = self.has_any(&[M::Remove, M::No]) && !self.parts.iter().any(is_said);
        (self.scoped && only_removes).then(|| vec![Want::Levels(LevelCount::Remove)])
    }

    fn hero(&self, up: &[Meaning], down: &[Meaning]) -> Option<Vec<Want>> {
        let speed = self.has_any(&[M::Faster, M::Slower]) || self.about(T::Speed);
        if self.about(T::Running) || self.about(T::Hero) && speed {
            return self.rule(Rule::RunSpeed, up, down);
        }
        if self.about(T::Hero) && self.has_any(&[M::Stronger, M::Weaker]) {
            return self.rule(Rule::Hearts, up, down);
        }
        if speed && self.things().is_empty() {
            return self.rule(Rule::TimeScale, up, down);
        }
        None
    }

    fn difficulty(&self) -> Option<Vec<Want>> {
        let degree = self.degree();
        let about = self.about(T::Difficulty);
        if !self.things().is_empty() {
            return None;
        }
        let wish = if self.has(M::Easier) || about && self.has_any(&[M::Fewer, M::Lower]) {
            DifficultyWish::Easier(degree)
        } else if self.has(M::Harder) || about && self.has_any(&[M::More, M::Higher]) {
            DifficultyWish::Harder(degree)
        } else if self.has(M::Easy) {
            if self.has(M::More) { DifficultyWish::Easier(degree) } else { DifficultyWish::Be(Difficulty::Easy) }
        } else if self.has(M::Hard) {
            match (self.has(M::More), self.has_any(&[M::Fewer, M::No])) {
                (true, _) => DifficultyWish::Harder(degree),
                (_, true) => DifficultyWish::Easier(degree),
                _ => DifficultyWish::Be(Difficulty::Hard),
            }
        } else if self.has(M::Normal) {
            DifficultyWish::Be(Difficulty::Normal)
        } else {
            return None;
        };
        Some(vec![Want::Difficulty(wish)])
    }

    /// Hearts, lives, seconds.
    fn counted(&self) -> Option<Vec<Want>> {
        let rule = |rule, change| Some(vec![Want::Rule { rule, change }]);
        let up: &[Meaning] = &[M::More, M::Higher, M::Add, M::Many, M::Another];
        let down: &[Meaning] = &[M::Fewer, M::Lower, M::Few];
        let ends = self.has_any(&[M::No, M::Remove, M::Infinite]);
        if self.about(T::Clock) || self.has_any(&[M::Minutes, M::Seconds]) {
            if ends {
                return rule(Rule::TimeLimit, Change::To(0));
            }
            let unit = if self.has(M::Minutes) { 60 } else { 1 };
            let change = match self.change(up, down)? {
                Change::To(number) => Change::To(number.saturating_mul(unit)),
                Change::By(number) => Change::By(number.saturating_mul(unit)),
                change => change,
            };
            return rule(Rule::TimeLimit, change);
        }
        let item = self.scoped || self.has(M::Pickup) || self.has_any(&[M::No, M::Remove]);
        if self.about(T::Lives) && (self.has(M::Infinite) || !item) {
            let change = if self.has(M::Infinite) { Change::To(0) } else { self.change(up, down)? };
            return rule(Rule::Lives, change);
        }
        if self.about(T::Hearts) && !item {
            return rule(Rule::Hearts, self.change(up, down)?);
        }
        None
    }

    fn looks(&self) -> Option<Vec<Want>> {
        let mode = self.find(|meaning| if let M::Mode(mode) = meaning { Some(mode) } else { None });
        if let Some(mode) = mode {
            return Some(vec![Want::Mode(mode)]);
        }
        if !self.things().is_empty() {
            return None;
        }
        let light = self.find(|meaning| match meaning {
            M::Light(light) => Some(light),
            M::Bright => Some(Light::Day),
            _ => None,
        });
        let weather = self.find(|meaning| if let M::Weather(weather) = meaning { Some(weather) } else { None });
        let denied = self.has_any(&[M::No, M::Remove, M::Fewer]);
        let light = light.map(|light| Want::Light(if denied { Light::Day } else { light }));
        let weather = weather.map(|weather| Want::Weather(if denied { Weather::Clear } else { weather }));
        let wants: Vec<Want> = light.into_iter().chain(weather).collect();
        (!wants.is_empty()).then_some(wants)
    }

    /// What there can be more or less of.
    fn things(&self) -> Vec<Thing> {
        let thing = |part: &Part| match part {
            Part::Kinds(kinds) => Some(Thing::Kinds(kinds.clone())),
            Part::Word(M::Topic(topic)) => match topic {
                T::Spikes => Some(Thing::Spikes),
                T::Water => Some(Thing::Water),
                T::Ice => Some(Thing::Ice),
                T::Pits => Some(Thing::Pits),
                T::Checkpoints => Some(Thing::Checkpoints),
                T::Hearts => Some(Thing::Kinds(self.known.items(Item::Heart))),
                T::Lives => Some(Thing::Kinds(self.known.items(Item::Life))),
                _ => None,
            },
            _ => None,
        };
        let is_there = |thing: &Thing| !matches!(thing, Thing::Kinds(kinds) if kinds.is_empty());
        self.parts.iter().filter_map(thing).filter(is_there).collect()
    }
}

/// Gravity on the moon: a third of the usual one. The true sixth carries the hero out of the picture.
pub(super) const MOON_GRAVITY: i32 = 24;
