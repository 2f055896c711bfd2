//! The words that are understood, by what they mean.

use snapcade_game::{Mode, Power};
use snapcade_gen::theme::{Light, Weather, spelling};
use snapcade_sound::Mood;

/// What a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing: politeness, articles, and verbs that every wish has.
    Silent,
    More,
    Fewer,
    No,
    /// "A", "another": one, when something is added or taken.
    Article,
    Another,
    Number(u32),
    /// "Times", behind a number.
    Times,
    Twice,
    Half,
    /// "A lot of".
    Many,
    Few,
    Slightly,
    Much,
    Add,
    Remove,
    Easier,
    Easy,
    Harder,
    Hard,
    Normal,
    /// "Other", "new".
    Other,
    Faster,
    Slower,
    Higher,
    Lower,
    Stronger,
    Weaker,
    /// "Light": of gravity, or of day.
    Bright,
    Infinite,
    Moon,
    Drop,
    /// As `Drop` between enemies and what they leave; else it says nothing.
    Give,
    Swap,
    Into,
    Instead,
    /// "To pick up": items, not the hero's own.
    Pickup,
    Nothing,
    Minutes,
    Seconds,
    /// "Theme", "world": the words around it describe one.
    Theme,
    Mood(Mood),
    Light(Light),
    Weather(Weather),
    Mode(Mode),
    Topic(Topic),
}

/// What a wish is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Game,
    Hero,
    Gravity,
    Jump,
    Running,
    Speed,
    SlowMotion,
    Health,
    Hearts,
    Lives,
    Clock,
    Difficulty,
    Music,
    Level,
    Spikes,
    Water,
    Ice,
    Pits,
    Checkpoints,
    Group(Group),
}

/// Kinds that have a word in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Coin,
    Gem,
    Key,
    Power(Power),
    Powers,
    Platform,
    Spring,
    Foes,
    Walker,
    Flyer,
    Hopper,
    Chaser,
    Shooter,
    Boss,
    Decoration,
}

use Group::{Boss, Chaser, Coin, Decoration, Flyer, Foes, Gem, Hopper, Key, Platform, Powers, Shooter, Spring, Walker};
use Meaning as M;
use Topic as T;

const WORDS: &[(Meaning, &str)] = &[
    (
        M::Silent,
        "please can could would you will i i'd we want wanna like to have has had having let's lets let us \
         make made it be mode is are the this that these those my our there should shall must need needs \
         needed of some so it's that's get gets me put with for in on at just as really also hey hi \
         hello snapcade computer ok okay thanks thank do does all every each everything change set turn them \
         they he she him her its his their what if only when any i'm been being become becomes where goes go \
         looks look feel feels style bring show from well than now again kind kinds everybody everyone \
         anymore still hmm um uh yes pls plz start begin gonna going wish try maybe",
    ),
    (M::Article, "a an"),
    (M::Another, "another"),
    (M::More, "more extra additional increase raise bigger greater longer"),
    (M::Fewer, "fewer less reduce decrease smaller shorter lesser"),
    (M::No, "no without zero none never off"),
    (M::Times, "times x"),
    (M::Twice, "twice double doubled"),
    (M::Half, "half halve halved"),
    (M::Many, "many lots plenty loads tons alot hundreds heaps full"),
    (M::Few, "few"),
    (M::Slightly, "abit slightly somewhat little bit tiny"),
    (M::Much, "much way very super far lot considerably extremely mega"),
    (M::Add, "add place plant create insert"),
    (M::Remove, "remove stop delete erase clear kill lose ban away"),
    (M::Easier, "easier simpler gentle gentler peaceful kinder"),
    (M::Easy, "easy simple"),
    (M::Harder, "harder tougher tough tricky trickier challenging"),
    (M::Hard, "hard difficult"),
    (M::Other, "other different new else"),
    (M::Normal, "normal usual default medium ordinary regular earth"),
    (M::Faster, "faster fast quicker quick speedy speedier rapid quickly"),
    (M::Slower, "slower slow slowly sluggish lazy lazier"),
    (M::Higher, "higher high heavier heavy up"),
    (M::Lower, "lower low down floaty floatier lightweight"),
    (M::Stronger, "stronger strong powerful meaner mean nastier dangerous"),
    (M::Weaker, "weaker weak nicer friendly friendlier harmless"),
    (M::Bright, "light lighter bright brighter"),
    (M::Infinite, "infinite unlimited endless infinity forever"),
    (M::Moon, "moon lunar"),
    (M::Drop, "drop drops leave"),
    (M::Give, "give gives"),
    (M::Swap, "replace swap exchange"),
    (M::Into, "into by"),
    (M::Instead, "instead"),
    (M::Pickup, "pickup collectible"),
    (M::Nothing, "nothing"),
    (M::Minutes, "minute min"),
    (M::Seconds, "second sec"),
    (M::Theme, "theme themed world land setting place style"),
    (M::Mood(Mood::Calm), "calm quiet relaxing soft sleepy peacefully"),
    (M::Mood(Mood::Adventure), "happy cheerful adventurous merry jolly"),
    (M::Mood(Mood::Spooky), "spooky scary creepy eerie"),
    (M::Mood(Mood::Boss), "exciting dramatic wild epic thrilling"),
    (M::Light(Light::Night), "night nighttime dark midnight darker"),
    (M::Light(Light::Dusk), "evening dusk sunset twilight"),
    (M::Light(Light::Dawn), "morning dawn sunrise"),
    (M::Light(Light::Day), "day daytime daylight noon"),
    (M::Weather(Weather::Rain), "rain rainy raining storm stormy rainstorm"),
    (M::Weather(Weather::Snow), "snow snowy snowing snowstorm blizzard snowflake"),
    (M::Weather(Weather::Leaves), "autumn windy wind leaves petals"),
    (M::Weather(Weather::Glow), "firefly fireflies sparkle sparkles sparkly glitter glowing magic magical"),
    (M::Weather(Weather::Clear), "sunny sunshine cloudless weather"),
    (M::Mode(Mode::Collect), "collect collecting collector"),
    (M::Mode(Mode::Race), "race racing speedrun"),
    (M::Mode(Mode::Adventure), "adventure"),
    (M::Topic(T::Game), "game whole"),
    (M::Topic(T::Hero), "hero player character"),
    (M::Topic(T::Gravity), "gravity"),
    (M::Topic(T::Jump), "jump jumping jumpheight"),
    (M::Topic(T::Running), "run running walk walking runspeed"),
    (M::Topic(T::Speed), "speed tempo pace gamespeed"),
    (M::Topic(T::SlowMotion), "slowmotion slowmo"),
    (M::Topic(T::Health), "health hit hitpoint stomp hp"),
    (M::Topic(T::Hearts), "heart"),
    (M::Topic(T::Lives), "life lives"),
    (M::Topic(T::Clock), "time timelimit timer clock countdown"),
    (M::Topic(T::Difficulty), "difficulty"),
    (M::Topic(T::Music), "music song tune melody soundtrack"),
    (M::Topic(T::Level), "level stage"),
    (M::Topic(T::Spikes), "spike thorn hazard prickle prickles"),
    (M::Topic(T::Water), "water pool lake pond swimming"),
    (M::Topic(T::Ice), "ice icy slippery slide"),
    (M::Topic(T::Pits), "pit hole gap abyss chasm"),
    (M::Topic(T::Checkpoints), "checkpoint flag savepoint"),
    (M::Topic(T::Group(Coin)), "coin money gold"),
    (M::Topic(T::Group(Gem)), "gem jewel diamond crystal"),
    (M::Topic(T::Group(Key)), "key"),
    (M::Topic(T::Group(Group::Power(Power::Shield))), "shield bubble armor armour"),
    (M::Topic(T::Group(Group::Power(Power::DoubleJump))), "boots doublejump wings"),
    (M::Topic(T::Group(Group::Power(Power::Speed))), "shoes speedpower"),
    (M::Topic(T::Group(Group::Power(Power::Magnet))), "magnet"),
    (M::Topic(T::Group(Powers)), "powerup power"),
    (M::Topic(T::Group(Platform)), "platform lift elevator"),
    (M::Topic(T::Group(Spring)), "spring trampoline bouncer"),
    (M::Topic(T::Group(Foes)), "enemy enemies monster baddie foe villain creature badguy"),
    (M::Topic(T::Group(Walker)), "walker slime goomba blob"),
    (M::Topic(T::Group(Flyer)), "flyer bat bird ghost"),
    (M::Topic(T::Group(Hopper)), "hopper frog bunny rabbit jumper"),
    (M::Topic(T::Group(Chaser)), "chaser boar bull charger"),
    (M::Topic(T::Group(Shooter)), "shooter cannon turret spitter"),
    (M::Topic(T::Group(Boss)), "boss endboss"),
    (M::Topic(T::Group(Decoration)), "decoration prop"),
];

/// What is written in several words and is one.
const TOGETHER: &[(&str, &str)] = &[
    ("don't want any", "no"),
    ("don't want the", "no"),
    ("don't want", "no"),
    ("do not want any", "no"),
    ("do not want", "no"),
    ("fill the pits", "remove pits"),
    ("fill the holes", "remove pits"),
    ("fill all pits", "remove pits"),
    ("fill all the pits", "remove pits"),
    ("get rid of", "remove"),
    ("take away", "remove"),
    ("take out", "remove"),
    ("a little bit", "abit"),
    ("a little", "abit"),
    ("a tiny bit", "abit"),
    ("a bit", "abit"),
    ("a whole lot", "many"),
    ("a lot of", "many"),
    ("lots of", "many"),
    ("lots and lots", "many"),
    ("a lot", "much"),
    ("a ton of", "many"),
    ("a few", "few"),
    ("a couple of", "two"),
    ("a dozen", "twelve"),
    ("a hundred", "hundred"),
    ("so many", "many"),
    ("not so many", "fewer"),
    ("not as many", "fewer"),
    ("not that many", "fewer"),
    ("too many", "fewer"),
    ("there are too many", "fewer"),
    ("too much", "fewer"),
    ("not enough", "more"),
    ("too few", "more"),
    ("too little", "more"),
    ("too hard", "easier"),
    ("too difficult", "easier"),
    ("too easy", "harder"),
    ("too fast", "slower"),
    ("too quick", "slower"),
    ("too slow", "faster"),
    ("too strong", "weaker"),
    ("too weak", "stronger"),
    ("not so hard", "easier"),
    ("not so fast", "slower"),
    ("less hard", "easier"),
    ("less difficult", "easier"),
    ("more difficult", "harder"),
    ("less fast", "slower"),
    ("less strong", "weaker"),
    ("twice as many", "twice"),
    ("twice as much", "twice"),
    ("twice as", "twice"),
    ("twice the", "twice"),
    ("double the", "twice"),
    ("half as many", "half"),
    ("half as much", "half"),
    ("half as", "half"),
    ("half of the", "half"),
    ("half the", "half"),
    ("times as many", "times"),
    ("times as much", "times"),
    ("times as", "times"),
    ("slow motion", "slowmotion"),
    ("slow mo", "slowmotion"),
    ("time limit", "timelimit"),
    ("game speed", "gamespeed"),
    ("jump height", "jumpheight"),
    ("run speed", "runspeed"),
    ("running speed", "runspeed"),
    ("power up", "powerup"),
    ("power ups", "powerup"),
    ("powerups", "powerup"),
    ("double jump", "doublejump"),
    ("winged boots", "doublejump"),
    ("lightning shoes", "speedpower"),
    ("speed power", "speedpower"),
    ("speed shoes", "speedpower"),
    ("extra lives", "more lives"),
    ("extra life", "more lives"),
    ("check point", "checkpoint"),
    ("check points", "checkpoint"),
    ("save points", "checkpoint"),
    ("bad guy", "enemy"),
    ("bad guys", "enemy"),
    ("hit points", "health"),
    ("end boss", "boss"),
    ("final boss", "boss"),
    ("big boss", "boss"),
    ("night time", "night"),
    ("day time", "day"),
    ("at night", "night"),
    ("to pick up", "pickup"),
    ("to collect", "pickup"),
    ("to find", "pickup"),
    ("pick ups", "pickup"),
    ("leave behind", "drop"),
    ("never ending", "infinite"),
    ("no limit", "infinite"),
    ("by more", "more"),
    ("under water", "underwater"),
    ("moving platform", "platform"),
    ("moving platforms", "platform"),
    ("run out", "end"),
    ("clear sky", "sunny"),
    ("clear skies", "sunny"),
    ("bad weather", "storm"),
    ("good weather", "sunny"),
    ("nice weather", "sunny"),
    ("no weather", "sunny"),
    ("bottomless pits", "pits"),
];

const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const TENS: &[(&str, u32)] =
    &[("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("ninety", 90), ("hundred", 100)];
/// Numbers are read up to this one.
const HIGHEST: u32 = 9999;

/// A number in digits or as a word.
pub(super) fn number(word: &str) -> Option<u32> {
    if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(word.parse().map_or(HIGHEST, |number: u32| number.min(HIGHEST)));
    }
    let tens = TENS.iter().find(|(name, _)| *name == word).map(|&(_, number)| number);
    tens.or_else(|| NUMBERS.iter().position(|name| *name == word).map(|number| number as u32))
}

/// What is one word in our tables, of those at the beginning of a list; and how many of them it is.
pub(super) fn together(words: &[&str]) -> Option<(&'static str, usize)> {
    let begins = |phrase: &str| {
        let mut said = words.iter();
        phrase.split(' ').all(|part| said.next() == Some(&part))
    };
    let longest = TOGETHER.iter().filter(|(phrase, _)| begins(phrase)).max_by_key(|(phrase, _)| phrase.len());
    longest.map(|&(phrase, one)| (one, phrase.split(' ').count()))
}

/// Whether a word is the other or its plural.
pub(super) fn is_same(said: &str, ours: &str) -> bool {
    let plural_of_y = |stem: &str| said.strip_prefix(stem) == Some("ies");
    said.strip_prefix(ours).is_some_and(|rest| matches!(rest, "" | "s" | "es" | "'s"))
        || ours.strip_suffix('y').is_some_and(plural_of_y)
}

/// What a word means, if it is one of ours, or its plural.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    match number(word) {
        Some(0) => return Some(Meaning::No),
        Some(number) => return Some(Meaning::Number(number)),
        None => {}
    }
    find(|ours| word == ours).or_else(|| find(|ours| is_same(word, ours)))
}

/// What a word means, if it is one of ours with a slip.
pub(super) fn misspelt(word: &str) -> Option<Meaning> {
    find(|ours| is_slip(word, ours))
}

/// Short words that are written often and quickly.
const QUICK: &[&str] = &["make", "many", "more", "less", "jump", "coin", "fast", "slow", "hard", "easy"];

/// Whether a word is ours, or its plural, with a slip: in short ones two letters that changed places, or one that fell
/// out.
fn is_slip(said: &str, ours: &str) -> bool {
    let plural = || said.ends_with('s') && spelling::is_misspelt(said, &format!("{ours}s"));
    spelling::is_misspelt(said, ours) || plural() || QUICK.contains(&ours) && is_quick_slip(said, ours)
}

fn is_quick_slip(said: &str, ours: &str) -> bool {
    let said = said.strip_suffix('s').unwrap_or(said);
    let sorted = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    let same_start = said.as_bytes().first() == ours.as_bytes().first();
    let fell_out = || said.len() + 1 == ours.len() && spelling::slips(said.as_bytes(), ours.as_bytes()) == 1;
    same_start && (sorted(said) == sorted(ours) || fell_out())
}

fn find(is: impl Fn(&str) -> bool) -> Option<Meaning> {
    let entry = WORDS.iter().find(|(_, words)| words.split_ascii_whitespace().any(&is));
    entry.map(|&(meaning, _)| meaning)
}
