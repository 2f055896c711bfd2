//! The words that every game says, in the language that its pack was compiled for.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $english:literal),* $(,)?) => {
        /// A text of the screens around a game.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Word { $($(#[$doc])* $name),* }

        /// The texts in English, in the order of [`Word`].
        pub const ENGLISH: &[&str] = &[$($english),*];
    };
}

words! {
    /// On the title screen.
    PressJump = "Press JUMP to play",
    /// On the title screen, before the maker's nickname.
    By = "by",
    /// While the title screen shows a recorded game.
    Demo = "DEMO",
    /// Before a level's number.
    Level = "Level",
    /// On the pause screen.
    Paused = "PAUSED",
    /// On the pause screen.
    PressPause = "Press PAUSE to go on",
    /// When the goal is reached.
    LevelClear = "LEVEL CLEAR!",
    /// Before the score.
    Score = "Score",
    /// Before the coins.
    Coins = "Coins",
    /// Before the gems.
    Gems = "Gems",
    /// Before the time.
    Time = "Time",
    /// When the lives are used up.
    GameOver = "GAME OVER",
    /// On the game-over and the win screen.
    PlayAgain = "Press JUMP to play again",
    /// On the game-over screen.
    TryAgain = "Press JUMP to try again",
    /// When the last level is cleared.
    YouWin = "YOU WIN!",
    /// When the goal is still shut and a boss lives.
    BossFirst = "Beat the boss first!",
    /// When the goal is still shut and gems are missing.
    GemsFirst = "Find all the gems!",
    /// When a door is touched without its key.
    NeedKey = "Find the key!",
}

/// The texts of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(pub Vec<String>);

impl Words {
    /// English.
    pub fn english() -> Self {
        Self(ENGLISH.iter().map(|&word| word.to_owned()).collect())
    }

    /// A text; empty when the language lacks it.
    pub fn get(&self, word: Word) -> &str {
        self.0.get(word as usize).map_or("", String::as_str)
    }
}
