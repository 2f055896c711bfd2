//! A table: what is said, and what must have changed.

use std::cmp::Ordering::{self, Equal, Greater, Less};

use snapcade_game::{Difficulty, Game, Item, KindId, Level, Mode, Number, Power, Project, Role, Rule, Tile};
use snapcade_gen::theme::{Light, Weather};

use super::games::{changed, made, sample};
use crate::words::{EXAMPLES, WordsError, change_by_words, plan::look_of};

/// What must have changed, and how.
#[derive(Clone, Copy)]
enum Must {
    Rule(Rule, Ordering),
    RuleIs(Rule, i32),
    /// The number of a thing in these levels (all others keep theirs).
    Have(What, &'static [usize], Ordering),
    /// So many in this level.
    Are(What, usize, usize),
    Number(What, Number, Ordering),
    Drops(What, Option<What>),
    Be(Difficulty),
    Play(Mode),
    Title(&'static str),
    Author(&'static str),
    Name(usize, &'static str),
    Lit(usize, Light),
    Falls(usize, Weather),
    Theme(&'static str),
    Levels(usize),
    OtherMusic,
    Silent(usize),
    Named(&'static str, &'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Item(Item),
    Power(Power),
    Walker,
    Flyer,
    Hopper,
    Shooter,
    Foe,
    Boss,
    Spring,
    Platform,
    Flag,
    Tile(Tile),
    /// Columns without a bottom.
    Pit,
}

use Must::{
    Are, Author, Be, Drops, Falls, Have, Levels, Lit, Name, Named, OtherMusic, Play, RuleIs, Silent, Theme, Title,
};
use What::{Boss, Flag, Flyer, Foe, Hopper, Pit, Platform, Shooter, Spring, Walker};

const COIN: What = What::Item(Item::Coin);
const GEM: What = What::Item(Item::Gem);
const HEART: What = What::Item(Item::Heart);
const SPIKE: What = What::Tile(Tile::Hazard);
const WATER: What = What::Tile(Tile::Water);
const ICE: What = What::Tile(Tile::Ice);
const BOTH: &[usize] = &[0, 1];

impl What {
    fn is(self, role: &Role) -> bool {
        match self {
            What::Item(item) => matches!(role, Role::Collectible { item: own, .. } if *own == item),
            What::Power(power) => matches!(role, Role::PowerUp { power: own, .. } if *own == power),
            Walker => matches!(role, Role::Walker { .. }),
            Flyer => matches!(role, Role::Flyer { .. }),
            Hopper => matches!(role, Role::Hopper { .. }),
            Shooter => matches!(role, Role::Shooter { .. }),
            Foe => role.foe().is_some() && !matches!(role, Role::Boss { .. }),
            Boss => matches!(role, Role::Boss { .. }),
            Spring => matches!(role, Role::Spring { .. }),
            Platform => matches!(role, Role::Platform { .. }),
            Flag | What::Tile(_) | Pit => false,
        }
    }

    fn count(self, game: &Game, level: &Level) -> usize {
        match self {
            Flag => level.checkpoints.len(),
            What::Tile(tile) => level.tiles.tiles().iter().filter(|&&own| own == tile).count(),
            Pit => {
                let last = level.tiles.height() as i32 - 1;
                (0..level.tiles.width() as i32).filter(|&x| level.tiles.get(x, last) == Some(Tile::Empty)).count()
            }
            _ => level.actors.values().filter(|actor| self.is(&game.kinds[&actor.kind].role)).count(),
        }
    }

    fn kinds(self, game: &Game) -> Vec<KindId> {
        game.kinds.iter().filter(|(_, kind)| self.is(&kind.role)).map(|(&id, _)| id).collect()
    }
}

fn level(game: &Game, index: usize) -> &Level {
    game.levels.in_order()[index].1
}

impl Must {
    fn holds(self, before: &Game, after: &Game) -> bool {
        match self {
            Must::Rule(rule, order) => after.rules.get(rule).cmp(&before.rules.get(rule)) == order,
            RuleIs(rule, value) => after.rules.get(rule) == value,
            Have(what, levels, order) => (0..before.levels.len()).all(|index| {
                let (old, new) = (what.count(before, level(before, index)), what.count(after, level(after, index)));
                new.cmp(&old) == if levels.contains(&index) { order } else { Equal }
            }),
            Are(what, index, count) => what.count(after, level(after, index)) == count,
            Must::Number(what, number, order) => what.kinds(before).iter().all(|id| {
                let number_in = |game: &Game| game.kinds[id].role.number(number);
                number_in(after).cmp(&number_in(before)) == order
            }),
            Drops(what, dropped) => what.kinds(after).iter().all(|id| {
                let drops = after.kinds[id].role.foe().and_then(|foe| foe.drops);
                match dropped {
                    None => drops.is_none(),
                    Some(what) => drops.is_some_and(|drops| what.is(&after.kinds[&drops].role)),
                }
            }),
            Be(difficulty) => after.difficulty == difficulty,
            Play(mode) => after.mode == mode,
            Title(title) => after.title == title,
            Author(author) => after.author == author,
            Name(index, name) => level(after, index).name == name,
            Lit(index, light) => look_of(level(after, index)).is_some_and(|look| look.0 == light),
            Falls(index, weather) => look_of(level(after, index)).is_some_and(|look| look.1 == weather),
            Theme(theme) => after.theme.contains(theme) && after.art != before.art,
            Levels(count) => after.levels.len() == count,
            OtherMusic => {
                let song = |game: &Game, index: usize| {
                    level(game, index).music.as_ref().and_then(|slot| game.sounds.get(slot)).copied()
                };
                (0..before.levels.len()).any(|index| song(before, index) != song(after, index))
            }
            Silent(index) => level(after, index).music.is_none(),
            Named(old, new) => {
                let named = |game: &Game, name: &str| game.kinds.values().any(|kind| kind.name == name);
                named(before, old) && !named(after, old) && named(after, new)
            }
        }
    }
}

const fn up(rule: Rule) -> Must {
    Must::Rule(rule, Greater)
}

const fn down(rule: Rule) -> Must {
    Must::Rule(rule, Less)
}

/// Said to the made game: two levels with grumps, spikes, water and a boss in the second.
#[rustfmt::skip]
const SAID: &[(&str, &[Must])] = &[
    // How hard.
    ("make it easier", &[Be(Difficulty::Easy), Must::Number(Walker, Number::Speed, Less), up(Rule::Hearts)]),
    ("Can you please make it a bit easier?", &[up(Rule::Coyote), Must::Number(Walker, Number::Speed, Less)]),
    ("this is too hard", &[Be(Difficulty::Easy)]),
    ("make it harder", &[Be(Difficulty::Hard), Must::Number(Walker, Number::Speed, Greater)]),
    ("it's too easy", &[Be(Difficulty::Hard)]),
    ("more difficult", &[Be(Difficulty::Hard)]),
    ("less difficult please", &[Be(Difficulty::Easy)]),
    ("easy mode", &[Be(Difficulty::Easy)]),
    ("hard mode", &[Be(Difficulty::Hard)]),
    ("make level 1 easier", &[Have(Foe, &[0], Less), Must::Rule(Rule::Hearts, Equal)]),
    // How it moves.
    ("moon gravity", &[RuleIs(Rule::Gravity, 24)]),
    ("gravity like on the moon", &[RuleIs(Rule::Gravity, 24)]),
    ("low gravity", &[down(Rule::Gravity)]),
    ("I want less gravity", &[down(Rule::Gravity)]),
    ("a bit more gravity", &[up(Rule::Gravity)]),
    ("heavy gravity", &[up(Rule::Gravity)]),
    ("make the gravity lighter", &[down(Rule::Gravity)]),
    ("jump higher", &[up(Rule::JumpSpeed)]),
    ("higher jumps", &[up(Rule::JumpSpeed)]),
    ("let the hero jump a little higher", &[up(Rule::JumpSpeed)]),
    ("jump twice as high", &[up(Rule::JumpSpeed)]),
    ("jump lower", &[down(Rule::JumpSpeed)]),
    ("the hero should run faster", &[up(Rule::RunSpeed)]),
    ("run slower", &[down(Rule::RunSpeed)]),
    ("slow motion", &[RuleIs(Rule::TimeScale, 50)]),
    ("make it faster", &[up(Rule::TimeScale)]),
    ("make it much faster", &[RuleIs(Rule::TimeScale, 155)]),
    ("the game is too fast", &[down(Rule::TimeScale)]),
    ("make the game a bit slower", &[down(Rule::TimeScale)]),
    // Hearts, lives, time.
    ("more hearts", &[RuleIs(Rule::Hearts, 4)]),
    ("five hearts", &[RuleIs(Rule::Hearts, 5)]),
    ("two more hearts", &[RuleIs(Rule::Hearts, 5)]),
    ("start with 9 hearts", &[RuleIs(Rule::Hearts, 9)]),
    ("one heart less", &[RuleIs(Rule::Hearts, 2)]),
    ("10 lives", &[RuleIs(Rule::Lives, 10)]),
    ("infinite lives", &[RuleIs(Rule::Lives, 0)]),
    ("I want unlimited lives", &[RuleIs(Rule::Lives, 0)]),
    ("extra lives", &[up(Rule::Lives)]),
    ("time limit of 3 minutes", &[RuleIs(Rule::TimeLimit, 180)]),
    ("90 seconds", &[RuleIs(Rule::TimeLimit, 90)]),
    ("set a timer of two minutes", &[RuleIs(Rule::TimeLimit, 120)]),
    // Finds.
    ("more coins", &[Have(COIN, BOTH, Greater)]),
    ("More coins, please!", &[Have(COIN, BOTH, Greater)]),
    ("mke more cions", &[Have(COIN, BOTH, Greater)]),
    ("more coims", &[Have(COIN, BOTH, Greater)]),
    ("moer coins", &[Have(COIN, BOTH, Greater)]),
    ("a lot more money", &[Have(COIN, BOTH, Greater)]),
    ("lots of coins everywhere", &[Have(COIN, BOTH, Greater)]),
    ("twice as many coins on level 1", &[Have(COIN, &[0], Greater)]),
    ("double the coins in the first level", &[Have(COIN, &[0], Greater)]),
    ("fewer coins", &[Have(COIN, BOTH, Less)]),
    ("too many coins", &[Have(COIN, BOTH, Less)]),
    ("no coins on level two", &[Are(COIN, 1, 0), Have(COIN, &[1], Less)]),
    ("10 coins in level 1", &[Are(COIN, 0, 10)]),
    ("three more gems on level 2", &[Have(GEM, &[1], Greater)]),
    ("5 gems in each level", &[Are(GEM, 0, 5), Are(GEM, 1, 5)]),
    ("more coins and gems on level 2", &[Have(COIN, &[1], Greater), Have(GEM, &[1], Greater)]),
    ("on level 1 more coins and no enemies", &[Have(COIN, &[0], Greater), Are(Foe, 0, 0), Have(Foe, &[0], Less)]),
    ("add a heart on level 2", &[Have(HEART, &[1], Greater), Must::Rule(Rule::Hearts, Equal)]),
    ("more hearts to pick up", &[Have(HEART, BOTH, Greater), Must::Rule(Rule::Hearts, Equal)]),
    ("more shields", &[Have(What::Power(Power::Shield), BOTH, Greater)]),
    ("add a magnet to level 1", &[Have(What::Power(Power::Magnet), &[0], Greater)]),
    ("give me winged boots", &[Have(What::Power(Power::DoubleJump), BOTH, Greater)]),
    ("more springs", &[Have(Spring, BOTH, Greater)]),
    ("put 2 trampolines in the last level", &[Are(Spring, 1, 2)]),
    ("another platform on level 1", &[Have(Platform, &[0], Greater)]),
    // Enemies.
    ("more enemies", &[Have(Foe, BOTH, Greater)]),
    ("fewer monsters", &[Have(Foe, BOTH, Less)]),
    ("less enemys", &[Have(Foe, BOTH, Less)]),
    ("no enemies", &[Are(Foe, 0, 0), Are(Foe, 1, 0)]),
    ("get rid of all the monsters", &[Are(Foe, 0, 0), Are(Foe, 1, 0)]),
    ("I don't want any enemies", &[Are(Foe, 0, 0), Are(Foe, 1, 0)]),
    ("0 grumps", &[Are(Walker, 0, 0), Are(Walker, 1, 0)]),
    ("no enemies on level 1", &[Have(Foe, &[0], Less), Are(Foe, 0, 0)]),
    ("more bats", &[Have(Flyer, BOTH, Greater)]),
    ("add three bats on level 2", &[Are(Flyer, 1, 3), Have(Flyer, &[1], Greater)]),
    ("twice as many grumps on level 2", &[Are(Walker, 1, 8), Have(Walker, &[1], Greater)]),
    ("half as many grumps", &[Have(Walker, BOTH, Less)]),
    ("remove half the enemies", &[Have(Foe, BOTH, Less)]),
    ("remove a slime from level 1", &[Are(Walker, 0, 2)]),
    ("replace grumps with frogs", &[Are(Walker, 0, 0), Have(Hopper, BOTH, Greater)]),
    ("frogs instead of grumps on level 2", &[Are(Walker, 1, 0), Have(Hopper, &[1], Greater)]),
    ("turn the grumps into bats", &[Are(Walker, 1, 0), Have(Flyer, BOTH, Greater)]),
    ("one spitter in level 1", &[Are(Shooter, 0, 1)]),
    ("the enemies should be slower",
        &[Must::Number(Walker, Number::Speed, Less), Must::Number(Shooter, Number::Interval, Greater)]),
    ("faster bats", &[Must::Number(Flyer, Number::Speed, Greater), Must::Number(Walker, Number::Speed, Equal)]),
    ("grumps half as fast", &[Must::Number(Walker, Number::Speed, Less)]),
    ("stronger enemies", &[Must::Number(Walker, Number::Health, Greater), Must::Number(Boss, Number::Health, Equal)]),
    ("make the grumps give coins", &[Drops(Walker, Some(COIN))]),
    ("bats drop coins", &[Drops(Flyer, Some(COIN)), Drops(Walker, None)]),
    ("all enemies should drop a heart", &[Drops(Foe, Some(HEART))]),
    ("the boss drops gems", &[Drops(Boss, Some(GEM))]),
    ("the boss should be faster", &[Must::Number(Boss, Number::Speed, Greater)]),
    ("make the boss a lot slower", &[Must::Number(Boss, Number::Speed, Less)]),
    ("a stronger boss", &[Must::Number(Boss, Number::Health, Greater)]),
    ("weaker boss", &[Must::Number(Boss, Number::Health, Less)]),
    ("the boss needs 10 hits", &[Must::Number(Boss, Number::Health, Greater)]),
    ("king bramble should be faster", &[Must::Number(Boss, Number::Speed, Greater)]),
    ("no boss", &[Are(Boss, 1, 0)]),
    // Ground.
    ("more spikes", &[Have(SPIKE, BOTH, Greater)]),
    ("more ice on level 2", &[Have(ICE, &[1], Greater)]),
    ("no water", &[Are(WATER, 0, 0), Are(WATER, 1, 0)]),
    ("more water on level 2", &[Have(WATER, &[1], Greater)]),
    ("a pit on level 2", &[Have(Pit, &[1], Greater)]),
    ("more checkpoints", &[Have(Flag, BOTH, Greater)]),
    ("no checkpoints", &[Are(Flag, 0, 0), Are(Flag, 1, 0)]),
    // Looks.
    ("make it night", &[Lit(0, Light::Night), Lit(1, Light::Night)]),
    ("make it night and snowing", &[Lit(1, Light::Night), Falls(0, Weather::Snow), Falls(1, Weather::Snow)]),
    ("night and snow on level 2",
        &[Lit(0, Light::Day), Lit(1, Light::Night), Falls(1, Weather::Snow), Falls(0, Weather::Clear)]),
    ("a rainy evening", &[Lit(0, Light::Dusk), Falls(0, Weather::Rain)]),
    ("let it rain on level 1", &[Falls(0, Weather::Rain), Falls(1, Weather::Clear)]),
    ("sunset in the last level", &[Lit(0, Light::Day), Lit(1, Light::Dusk)]),
    ("make it dark", &[Lit(0, Light::Night)]),
    ("make it a candy world", &[Theme("candy"), Named("Grump", "Gumdrop")]),
    ("in space", &[Theme("space")]),
    ("spooky castle theme", &[Theme("castle"), Lit(0, Light::Night)]),
    ("make it like a dinosaur jungle", &[Theme("jungle")]),
    ("turn it into a snow world", &[Theme("snow")]),
    ("snow world", &[Theme("snow"), Falls(0, Weather::Snow)]),
    // Sound.
    ("other music", &[OtherMusic]),
    ("spooky music on level 1", &[OtherMusic]),
    ("dark and rainy with spooky music", &[Lit(0, Light::Night), Falls(0, Weather::Rain), OtherMusic]),
    ("no music", &[Silent(0), Silent(1)]),
    ("turn the music off in level 2", &[Silent(1), OtherMusic]),
    // Names and modes.
    ("call it Luna's Trip", &[Title("Luna's Trip")]),
    ("please rename the game to The GREAT Escape", &[Title("The GREAT Escape")]),
    ("call it Cats and Dogs", &[Title("Cats and Dogs")]),
    ("call it Moon Walk and make it night", &[Title("Moon Walk"), Lit(0, Light::Night)]),
    ("call it \u{201c}More coins, please\u{201d}", &[Title("More coins, please")]),
    ("the title should be Zoom", &[Title("Zoom")]),
    ("made by Mia", &[Author("Mia")]),
    ("my name is Bo", &[Author("Bo")]),
    ("call level 2 The Cave", &[Name(1, "The Cave")]),
    ("rename the last level to Boss Fight!", &[Name(1, "Boss Fight!")]),
    ("collect mode", &[Play(Mode::Collect)]),
    ("race mode", &[Play(Mode::Race)]),
    ("remove level 2", &[Levels(1)]),
    ("delete the first level", &[Levels(1)]),
    ("one more level", &[Levels(3)]),
    ("a new level", &[Levels(3)]),
    ("call it Jump! and made by Zoe", &[Title("Jump!"), Author("Zoe")]),
    // Several at once.
    ("no spikes, more coins and make it night", &[Are(SPIKE, 0, 0), Have(COIN, BOTH, Greater), Lit(1, Light::Night)]),
    ("moon gravity then jump higher", &[RuleIs(Rule::Gravity, 24), up(Rule::JumpSpeed)]),
    ("in levels one and two more gems", &[Have(GEM, BOTH, Greater)]),
    ("on level 2 and 3 more coins", &[Have(COIN, &[1], Greater)]),
];

/// Said to the sample, which has bats, frogs, boars, spitters, pits and water of its own.
#[rustfmt::skip]
const SAID_TO_THE_SAMPLE: &[(&str, &[Must])] = &[
    ("no spikes", &[Are(SPIKE, 1, 0), Have(SPIKE, &[1], Less)]),
    ("more coins on level 3", &[Have(COIN, &[2], Greater)]),
    ("twice as many bats on level 2", &[Are(Flyer, 1, 2), Have(Flyer, &[1], Greater)]),
    ("no pits on level 1", &[Are(Pit, 0, 0), Have(Pit, &[0], Less)]),
    ("moon gravity", &[RuleIs(Rule::Gravity, 24)]),
    ("slow motion", &[RuleIs(Rule::TimeScale, 50)]),
    ("no boss", &[Are(Boss, 2, 0)]),
    ("happy music", &[OtherMusic]),
    ("more checkpoints", &[Have(Flag, &[0, 1, 2], Greater)]),
];

fn check(project: &Project, said: &[(&str, &[Must])]) {
    let mut wrong = Vec::new();
    for (words, musts) in said {
        match changed(project, words) {
            Ok((after, change)) => {
                let broken = musts.iter().position(|must| !must.holds(&project.game, &after.game));
                if let Some(place) = broken {
                    wrong.push(format!("{words}: wish {place}: {:?} {:?}", change.preview, change.notes));
                }
            }
            Err(error) => wrong.push(format!("{words}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_made_game_changes_as_it_was_said() {
    assert!(SAID.len() >= 120, "{}", SAID.len());
    check(made(), SAID);
}

#[test]
fn the_sample_changes_as_it_was_said() {
    check(sample(), SAID_TO_THE_SAMPLE);
}

#[test]
fn every_example_is_understood_and_most_of_them_change_a_made_game() {
    let mut changing = 0;
    for example in EXAMPLES {
        match change_by_words(example, made(), 1) {
            Ok(_) => changing += 1,
            Err(WordsError::AlreadySo(_)) => {}
            Err(error) => panic!("{example}: {error}"),
        }
    }
    assert!(changing * 5 >= EXAMPLES.len() * 4, "{changing} of {}", EXAMPLES.len());
}
