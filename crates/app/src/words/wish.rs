//! What can be wished of a game, as data.

use snapcade_game::{KindId, Mode, Rule};
use snapcade_gen::theme::{Light, Weather};
use snapcade_sound::Mood;

/// One wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Which levels it is about, counted from 1; `None` is the whole game.
    pub levels: Option<Vec<u32>>,
    /// What is wished for.
    pub want: Want,
    /// The words that say so, as they can be shown.
    pub said: String,
}

/// What is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// More, fewer or so many of something.
    Count {
        /// Of what.
        thing: Thing,
        /// How many.
        amount: Amount,
    },
    /// Another value for a rule.
    Rule {
        /// Which.
        rule: Rule,
        /// How it changes.
        change: Change,
    },
    /// Enemies that are faster, slower, stronger or weaker.
    Foe {
        /// Their kinds.
        kinds: Vec<KindId>,
        /// What of them.
        number: FoeNumber,
        /// How it changes.
        change: Change,
    },
    /// What enemies leave behind.
    Drops {
        /// The enemies' kinds.
        kinds: Vec<KindId>,
        /// A collectible or a power-up; `None` is nothing.
        what: Option<KindId>,
    },
    /// One kind in the place of others.
    Swap {
        /// What goes.
        from: Vec<KindId>,
        /// What comes.
        to: KindId,
    },
    /// Easier or harder on the whole.
    Difficulty(DifficultyWish),
    /// A time of day.
    Light(Light),
    /// A weather.
    Weather(Weather),
    /// A theme in words.
    Theme(String),
    /// Other music.
    Music(MusicWish),
    /// The game's title.
    Title(String),
    /// The maker's nickname.
    Author(String),
    /// The name of the levels that the wish is about.
    LevelName(String),
    /// What has to be done to win.
    Mode(Mode),
    /// More or fewer levels.
    Levels(LevelCount),
}

/// Something that is in levels in some number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// Placed actors of these kinds.
    Kinds(Vec<KindId>),
    /// Tiles that hurt.
    Spikes,
    /// Pools.
    Water,
    /// Slippery ground.
    Ice,
    /// Holes without a bottom.
    Pits,
    /// Flags at which one comes back.
    Checkpoints,
}

/// How strongly something is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Degree {
    /// "A bit more".
    Slightly,
    /// "More".
    #[default]
    Plainly,
    /// "Much more".
    Much,
}

/// How many, in each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// More than there are.
    More(Degree),
    /// Fewer than there are.
    Fewer(Degree),
    /// So many.
    Exactly(u32),
    /// So many more.
    Add(u32),
    /// So many fewer.
    Less(u32),
    /// As many, times the first number, divided by the second.
    Times(u32, u32),
}

/// How a number changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Upwards.
    Up(Degree),
    /// Downwards.
    Down(Degree),
    /// To this value.
    To(i32),
    /// By so much.
    By(i32),
    /// Times the first number, divided by the second.
    Times(i32, i32),
    /// To what is usual.
    Usual,
}

/// A number of an enemy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoeNumber {
    /// How fast it moves; how often it fires, when it only stands.
    Speed,
    /// How often it has to be stomped.
    Health,
}

/// How hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifficultyWish {
    /// Easier than now.
    Easier(Degree),
    /// Harder than now.
    Harder(Degree),
    /// This.
    Be(snapcade_game::Difficulty),
}

/// Which music.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MusicWish {
    /// None.
    Silence,
    /// Another tune.
    Other,
    /// A tune in this mood.
    Mood(Mood),
}

/// More or fewer levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelCount {
    /// So many new ones.
    Add(u32),
    /// Those that the wish is about go.
    Remove,
}
